"""What the gradebook holds of a class, read in a few statements as plain objects.

Going through nbgrader's own objects instead takes an object and a statement a row, and ten times
as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_AT_ONCE = 1000  # learners in one statement: a database takes only so many values


@dataclass(frozen=True, slots=True)
class Cell:
    """One graded cell of one learner.

    Attributes:
        auto: points the machine gave; `manual`: points a person gave. None where there are none.
        extra: points a person gave beyond the task's.
        waits: whether a person has still to decide.
    """

    auto: float | None
    manual: float | None
    extra: float
    max_points: float
    waits: bool

    @property
    def points(self) -> float:
        """What nbgrader counts: a person's points, else the machine's, else none; and the extra."""
        given = self.auto if self.manual is None else self.manual
        return (given or 0.0) + self.extra


@dataclass(frozen=True, slots=True)
class Booked:
    """One learner's notebook.

    Attributes:
        name: first and last name; the id where there are none.
        time: when it was handed in, naive UTC as nbgrader keeps it; None where unknown.
        penalty: points taken off for lateness.
        cells: by grade id.
        reasons: what the machine wrote to the marker, by the cell's id, where it did; `comments`:
            what a person wrote to the learner.
    """

    student: str
    first_name: str
    last_name: str
    email: str
    time: datetime | None
    penalty: float
    cells: dict[str, Cell] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """First and last name as one; the id where there are none."""
        return f"{self.first_name} {self.last_name}".strip() or self.student


def handed_in(db: Any, assignment: str) -> list[str]:
    """Ids of all whose submission is in the gradebook, sorted."""
    from nbgrader.api import Assignment, SubmittedAssignment
    from sqlalchemy import select

    of = SubmittedAssignment
    query = select(of.student_id).join(Assignment, Assignment.id == of.assignment_id)
    return sorted(db.execute(query.where(Assignment.name == assignment)).scalars())


def read(
    db: Any, assignment: str, students: Sequence[str], notebook: str = ""
) -> dict[str, Booked]:
    """What is booked of some learners, by id; those of whom nothing is are left out.

    Args:
        db: nbgrader's session with the database.
        notebook: one of the assignment's; by default the one with its name.
    """
    found = {}
    for start in range(0, len(students), _AT_ONCE):
        found.update(_read(db, assignment, students[start : start + _AT_ONCE], notebook))
    return found


def _read(db: Any, assignment: str, students: Sequence[str], notebook: str) -> dict[str, Booked]:
    from nbgrader.api import (
        Assignment,
        BaseCell,
        Comment,
        Grade,
        Notebook,
        Student,
        SubmittedAssignment,
        SubmittedNotebook,
    )
    from sqlalchemy import select

    of, part = SubmittedAssignment, SubmittedNotebook
    found = db.execute(
        select(part.id, of.student_id, Student.first_name, Student.last_name, Student.email,
               of.timestamp, part.late_submission_penalty)
        .join(of, part.assignment_id == of.id)
        .join(Assignment, of.assignment_id == Assignment.id)
        .join(Notebook, part.notebook_id == Notebook.id)
        .join(Student, of.student_id == Student.id)
        .where(Assignment.name == assignment, Notebook.name == (notebook or assignment),
               of.student_id.in_(students))
    ).all()  # fmt: skip
    booked = {
        id: Booked(student, first or "", last or "", email or "", time, float(penalty or 0))
        for id, student, first, last, email, time, penalty in found
    }
    grades = db.execute(
        select(Grade.notebook_id, BaseCell.name, Grade.auto_score, Grade.manual_score,
               Grade.extra_credit, Grade.max_score, Grade.needs_manual_grade)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .where(Grade.notebook_id.in_(booked))
    )  # fmt: skip
    for id, name, auto, manual, extra, most, waits in grades:
        booked[id].cells[name] = Cell(auto, manual, float(extra or 0), float(most), bool(waits))
    comments = db.execute(
        select(Comment.notebook_id, BaseCell.name, Comment.auto_comment, Comment.manual_comment)
        .join(BaseCell, Comment.cell_id == BaseCell.id)
        .where(Comment.notebook_id.in_(booked))
    )
    for id, name, reason, comment in comments:
        if reason:
            booked[id].reasons[name] = reason
        if comment:
            booked[id].comments[name] = comment
    return {one.student: one for one in booked.values()}
