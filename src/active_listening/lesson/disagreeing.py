"""“I disagree”: a learner's reason against the points of a task, at most two in an assignment.

A reason is kept like an answer, under ``ITEM/disagrees``: in the record, in answers.json, and as a
copy in the hand-in cell, so that it travels with whatever is handed in next. A withdrawn one is
kept as an empty text, which is newer than the reason was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from IPython.display import DisplayHandle, display

from active_listening import bank, coach, grading
from active_listening.grading.grade import DISAGREEMENTS, REASON_LIMIT
from active_listening.lesson import fallback
from active_listening.lesson.keeping import notebook
from active_listening.record import Answers, Record


class Refused(ValueError):
    """A reason that is not kept. `str()` is one sentence for the learner."""


class Disagreements:
    """The reasons of one learner against the points of one assignment."""

    def __init__(self, assignment: bank.Assignment, folder: Path, record: Record) -> None:
        self.assignment, self.folder, self.record = assignment, folder, record
        self._handles: list[DisplayHandle | None] = []

    def view(self, grade: grading.Grade | None) -> dict[str, Any] | None:
        """What the page shows: per task one can disagree with, its reason; how many are left."""
        if grade is None:
            return None
        reasons = self._reasons()
        tasks = {
            item.id: {"label": f"Task {item.number}", "reason": reasons.get(item.id, "")}
            for item in grade.items
            if item.disputable
        }
        used = sum(bool(task["reason"]) for task in tasks.values())
        return {"tasks": tasks, "left": max(0, DISAGREEMENTS - used), "limit": REASON_LIMIT}

    def keep(self, grade: grading.Grade, id: str, reason: str) -> None:
        """Keeps the reason against the points of task `id`; "" withdraws it.

        Raises:
            Refused: where one cannot disagree, or not again, or not like that.
            RecordError: where it cannot be written.
        """
        state = self.view(grade)
        task = state["tasks"].get(id) if state else None
        if state is None or task is None:
            raise Refused("These points leave nothing to disagree with.")
        reason = reason.strip()
        if len(reason) > REASON_LIMIT:
            over = len(reason) - REASON_LIMIT
            raise Refused(
                f"Not kept yet: a reason may have {REASON_LIMIT} characters, and this one is "
                f"{over} over. Say the one thing that decides."
            )
        if reason and not task["reason"] and not state["left"]:
            raise Refused("You have disagreed twice already. Withdraw one to disagree here.")
        self._store(id, reason)

    def _store(self, id: str, reason: str) -> None:
        item = next(item for item in self.assignment.items if item.id == id)
        key = id + grading.DISAGREES
        entry = self.record.save(
            key, reason, content=item.version, coach=coach.VERSION, place=notebook()
        )
        answers = Answers(self.folder, self.assignment.name)
        stored = answers.items.get(key)
        revision = entry.revision
        if stored and stored["answer"] != reason:  # the file may come from another machine
            revision = max(revision, stored["revision"] + 1)
        answers.put(key, reason, revision, entry.time, entry.content, entry.coach)
        self._update_copies()

    def _stored(self) -> dict[str, dict[str, Any]]:
        """All reasons that were ever given, as `Answers.items` has them."""
        items = grading.current_items(self.assignment, self.folder, self.record)
        return {id: fields for id, fields in items.items() if id.endswith(grading.DISAGREES)}

    def _reasons(self) -> dict[str, str]:
        answers = {id: fields["answer"] for id, fields in self._stored().items()}
        return {item.id: grading.reason_against(answers, item.id) for item in self.assignment.items}

    # -- the notebook's copies -----------------------------------------------------------------

    def show_copies(self) -> None:
        """Displays, under the hand-in, as many copies as count; empty ones for those not used."""
        self._handles = [display(copy, raw=True, display_id=True) for copy in self._copies()]

    def _update_copies(self) -> None:
        for handle, copy in zip(self._handles, self._copies(), strict=False):
            if handle is not None:
                handle.update(copy, raw=True)

    def _copies(self) -> list[dict[str, Any]]:
        """The reasons that stand, then what was withdrawn last, each as a cell's output."""
        stored = sorted(
            self._stored().items(),
            key=lambda pair: (bool(pair[1]["answer"]), pair[1]["time"]),
            reverse=True,
        )
        copies = [fallback.reason_copy(id, fields) for id, fields in stored[:DISAGREEMENTS]]
        return copies + [fallback.no_reason()] * (DISAGREEMENTS - len(copies))
