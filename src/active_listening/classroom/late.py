"""What lateness costs: nbgrader's own rule, with extra time for single learners.

The step here is nbgrader's, and it asks the policy that the course has chosen. With extra time, it
tells that policy how late a learner is beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets
from nbgrader.api import Assignment, Gradebook, Student
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import select

from active_listening.classroom.layout import CONFIG, ClassError

ALWAYS = ""
_TIME = re.compile(r"(\d{1,5}(?:\.\d+)?) ?(minute|hour|day|week)s?", re.ASCII)
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
Extra = dict[tuple[str, str], float]
"""Seconds by learner and assignment, or ALWAYS."""


class LatePenalties(AssignLatePenalties):  # type: ignore[misc]
    """nbgrader's step of autograde; `cost` is the same for a notebook that is graded otherwise."""

    plugin_inst: Any  # the policy
    extra_time = traitlets.Any(
        {}, help='By learner: "3 days", or such by assignment. See `config.configure`.'
    ).tag(config=True)

    def init_plugin(self) -> None:
        """The chosen policy, and the extra time before it. Raises ClassError."""
        super().init_plugin()
        if self.extra_time:
            extra = read(self.extra_time)
            self._check(extra)
            self.plugin_inst = _AfterExtraTime(self, self.plugin_inst, extra)

    def cost(self, row: Any) -> float | None:
        """What lateness costs a submitted notebook, nbgrader's row of it; None for nothing.

        Raises:
            ClassError: where the course's policy fails.
        """
        self.assignment_id, student = row.assignment.name, row.assignment.student_id
        late, score = row.assignment.total_seconds_late, row.score
        if late <= 0:
            return None
        try:
            asked = self.plugin_inst.late_submission_penalty(student, score, late)
            return None if asked is None else float(self._check_late_penalty(row, asked))
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            raise ClassError(f"The late policy that {CONFIG} names fails. {told}") from error

    def _check(self, extra: Extra) -> None:
        """Raises ClassError where a name in `extra` is nobody's, or no assignment's.

        A name that is misspelled would give a learner no time, and say nothing.
        """
        with Gradebook(self.db_url) as gradebook:
            learners = set(gradebook.db.execute(select(Student.id)).scalars())
            assignments = set(gradebook.db.execute(select(Assignment.name)).scalars())
        for learner, name in extra:
            if learner not in learners and learner not in self._folders("submitted"):
                raise ClassError(
                    f"There is extra time for {learner!r}, who is not in the gradebook. Mend the "
                    f"id in {CONFIG}, or run: nbgrader db student add {learner}"
                )
            known = name == ALWAYS or name in assignments or name in self._folders("source")
            if not known:
                raise ClassError(
                    f"There is extra time for {learner!r} in {name!r}, which is no assignment. "
                    f"Mend its name in {CONFIG}."
                )

    def _folders(self, kind: str) -> set[str]:
        """Names in a folder of the course: not all are in the gradebook before it is their turn."""
        own = self.parent is None
        course = CourseDirectory(config=self.config) if own else self.parent.parent.coursedir
        above = Path(course.format_path(getattr(course, f"{kind}_directory"), ".", "."))
        return {path.name for path in above.iterdir()} if above.is_dir() else set()


class _AfterExtraTime(BasePlugin):  # type: ignore[misc]
    """A policy that hears of lateness beyond the extra time only."""

    def __init__(self, step: LatePenalties, policy: BasePlugin, extra: Extra) -> None:
        super().__init__(parent=step)
        self._step, self._policy, self._extra = step, policy, extra

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """As nbgrader's own."""
        name = self._step.assignment_id
        extra = self._extra.get((student_id, name), self._extra.get((student_id, ALWAYS), 0))
        late = total_seconds_late - extra
        if late <= 0:
            return None
        asked: float | None = self._policy.late_submission_penalty(student_id, score, late)
        return asked


def read(extra_time: Any) -> Extra:
    """Extra time as it was written.

    Raises:
        ClassError: where any of it cannot be read.
    """
    if not isinstance(extra_time, Mapping):
        raise ClassError(f'Write extra_time in {CONFIG} like this: {{"mei": "3 days"}}.')
    found: Extra = {}
    for learner, given in extra_time.items():
        by_assignment = given if isinstance(given, Mapping) else {ALWAYS: given}
        for name, text in by_assignment.items():
            time = _TIME.fullmatch(text.strip()) if isinstance(text, str) else None
            if time is None:
                raise ClassError(
                    f"The extra time of {learner!r} in {CONFIG} cannot be read: {text!r}. Write it "
                    'like "3 days" or "36 hours".'
                )
            found[str(learner), str(name)] = float(time[1]) * _SECONDS[time[2]]
    return found
