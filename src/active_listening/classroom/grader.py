"""From what was handed in to points and reasons: what every way of grading a class shares."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from active_listening import bank, coach
from active_listening.bank import Assignment, Key
from active_listening.classroom import notebook
from active_listening.classroom.submission import Submission, Unreadable, read_submission
from active_listening.coach import wording
from active_listening.grading import ItemGrade, grade

BY_SCHEME = "By the scheme shown with the task."
NOT_OURS = "This cell is not the course's, and its code was not run."
_EVERY_LIST = "How did it go, wie war es denn heute so, and what did they say?"
"""A line for which the coach needs all that it has, its dictionary included."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What the gradebook must know of one answer.

    Attributes:
        points: None while a person has to decide.
        waits: whether a person has to look; with points, where the learner disagrees with them.
        reason: for the marker; "" where there is nothing to say.
        answer: what was graded, as text that differs whenever the answer does.
    """

    points: float | None
    waits: bool
    reason: str
    answer: str


def grade_notebook(
    rebuilt: Any,
    assignment: Assignment,
    keys: Mapping[str, Key],
    submission: Submission | None = None,
) -> dict[str, Marked]:
    """Grades the answers in a rebuilt notebook, shows the outcome in it, and gives it by cell.

    A graded cell that is none of ours waits for a person.

    Args:
        keys: by item id, as `bank.keys` has them.
        submission: where the answers are instead, in a notebook whose code was run; its other cells
            are left alone then.
    """
    answers = submission.answers if submission else notebook.answers(rebuilt)
    result = grade(assignment, answers, keys)
    cells = {notebook.grade_id(cell): cell for cell in rebuilt["cells"]}
    marked = {}
    if not submission:
        others = filter(_is_graded, rebuilt["cells"])
        marked = {notebook.grade_id(cell): Marked(None, True, NOT_OURS, "") for cell in others}
    for item, graded in zip(assignment.items, result.items, strict=True):
        graded = _explained(graded)
        reason = reason_of(graded)
        waits = graded.points is None or bool(graded.disagrees)
        marked[item.id] = Marked(graded.points, waits, reason, _told(graded, answers))
        if item.id in cells:
            notebook.put_grade(cells[item.id], item, graded, reason)
    return marked


def _is_graded(cell: Any) -> bool:
    about = cell["metadata"].get("nbgrader", {})
    return bool(about.get("grade") or about.get("task"))


def _explained(graded: ItemGrade) -> ItemGrade:
    """An answer that could not be read says why, and shows nothing else."""
    if isinstance(graded.answer, Unreadable):
        return replace(graded, answer="", note=graded.answer.why)
    return graded


def reason_of(graded: ItemGrade) -> str:
    """Why an answer waits for a person, or what the grader noted: one or two sentences, or ""."""
    if graded.status == "person" and not graded.note:
        return BY_SCHEME
    told = [graded.note] if graded.note else []
    if graded.status == "unsure" and graded.reading:
        told.append(wording.page(graded.reading)["head"])
    if graded.disagrees:
        told.append(f"The learner disagrees: “{graded.disagrees}”")
    return " ".join(told)


def _told(graded: ItemGrade, answers: Mapping[str, Any]) -> str:
    answer = answers.get(graded.id)
    shown = sorted(answer.items()) if isinstance(answer, dict) else answer
    return f"{shown!r} {graded.disagrees!r}"


# -- whole submissions, as workers grade them ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission to be graded: whose it is, and where it lies."""

    student: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of grading one submission; nothing is booked yet.

    Attributes:
        problem: "", or what is wrong with the whole and what to do.
        marked: by item id; empty where it could not be graded at all.
        graded: the graded notebook, as it is written.
    """

    student: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    marked: dict[str, Marked] = field(default_factory=dict)
    graded: bytes = b""


class Grader:
    """What grading needs beside a submission, read once: the assignment, its keys, the notebook."""

    def __init__(self, name: str, released: bytes) -> None:
        self.assignment, self.keys, self.released = bank.assignment(name), bank.keys(name), released

    def grade(self, handed: Handed) -> Worked:
        """Grades one submission; nothing in it makes this raise."""
        try:
            submission = read_submission(handed.folder, self.assignment)
            rebuilt = notebook.rebuild(self.released, submission, self.assignment)
            marked = grade_notebook(rebuilt, self.assignment, self.keys)
            data = json.dumps(rebuilt, ensure_ascii=False).encode()
        except OSError as error:
            where = error.filename or handed.folder
            told = f"{where}: {error.strerror or error}. Mend it and grade again."
            return Worked(handed.student, told)
        except Exception as error:
            return Worked(handed.student, failed(error))
        return Worked(handed.student, submission.problem, submission.notes, marked, data)


grader = lru_cache(maxsize=1)(Grader)
"""The same, made once in a process."""


def load(name: str) -> None:
    """Loads what reading the answers of an assignment needs, before the first one comes."""
    for item in bank.assignment(name).items:
        if isinstance(item, bank.Rewrite):
            coach.read(_EVERY_LIST, item)


def grade_part(name: str, released: bytes, part: Sequence[Handed]) -> list[Worked]:
    """Grades some submissions to the assignment `name`.

    Args:
        released: the notebook that learners were given, as JSON.
    """
    return list(map(grader(name, released).grade, part))


def lost(handed: Handed) -> Worked:
    """What to say of a submission whose process died."""
    return Worked(handed.student, failed("its process died: too little memory?"))


def failed(error: object) -> str:
    """What to say of a submission that our own code could not grade."""
    what = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else error
    return f"Grading it failed ({what}). Mark it by hand, and tell whoever looks after the course."
