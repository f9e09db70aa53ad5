"""From a rebuilt notebook to points and reasons: what every way of grading a class shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from active_listening.bank import Assignment, Key
from active_listening.classroom import notebook
from active_listening.classroom.submission import Submission, Unreadable
from active_listening.coach import wording
from active_listening.grading import ItemGrade, grade

BY_SCHEME = "By the scheme shown with the task."
NOT_OURS = "This cell is not the course's, and its code was not run."


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
