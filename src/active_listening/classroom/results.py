"""What a class has earned so far, as plain objects: reports, exports and marking start here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One answer of one learner.

    Attributes:
        number: the task's place in the assignment, from 1.
        kind: "rewrite", "reply", "free_pair", "judgement" or "roleplay".
        task: what was asked, for people: the line to say again or to answer, or a form's title.
        answer: as handed in: a text, the texts of a worksheet's boxes by their id, or a play.
        status: what the grader made of it, as in `grading.ItemGrade`.
        reading: `coach.Reading.as_dict()` as it stood at grading; None where nothing was read.
        auto: points the machine gave; None where it gave none.
        manual: points a person gave; None where nobody did. They win.
        waiting: whether a person has still to decide.
        reason: why it waits, or what the machine noted; one or two sentences, or "".
        comment: what a person wrote to the learner, or "".
        disagrees: the learner's reason against the machine's points, or "".
        played: `grading.plays.Played.as_dict()` of a play that was played again, else None.
        extra: points a person gave beyond the task's.
        version: of the task and of the coach that graded it, as "b370bba6/1".
    """

    id: str
    number: int
    kind: str
    task: str
    answer: Any
    status: str
    reading: dict[str, Any] | None
    auto: float | None
    manual: float | None
    max_points: float
    waiting: bool
    reason: str = ""
    comment: str = ""
    disagrees: str = ""
    played: dict[str, Any] | None = None
    extra: float = 0.0
    version: str = ""

    @property
    def points(self) -> float | None:
        """What counts now: a person's points, else the machine's; None while there are none."""
        points = self.manual if self.manual is not None else self.auto
        return None if points is None else points + self.extra

    @property
    def low(self) -> float:
        """The least this answer can come to earn."""
        return self.points or 0.0

    @property
    def high(self) -> float:
        """The most this answer can come to earn."""
        return max(self.max_points, self.low) if self.waiting else self.low


@dataclass(frozen=True, slots=True)
class StudentResult:
    """One learner's submission.

    Attributes:
        time: when it was handed in, naive UTC as nbgrader keeps it; None where unknown.
        problem: "" or who, what is wrong and what to do; such a submission is not a zero.
        penalty: points taken off for lateness, by nbgrader's own rule.
        items: in the assignment's order; empty where nothing was graded.
    """

    id: str
    first_name: str
    last_name: str
    email: str
    time: datetime | None
    problem: str
    penalty: float
    items: tuple[ItemResult, ...]

    @property
    def name(self) -> str:
        """First and last name as one; the id where there are none."""
        return f"{self.first_name} {self.last_name}".strip() or self.id

    @property
    def waiting(self) -> int:
        """How many answers a person has still to decide on."""
        return sum(item.waiting for item in self.items)

    @property
    def low(self) -> float:
        """The least this submission can come to earn, penalty taken off."""
        return max(0.0, round(sum(item.low for item in self.items) - self.penalty, 2))

    @property
    def high(self) -> float:
        """The most this submission can come to earn, penalty taken off."""
        return max(0.0, round(sum(item.high for item in self.items) - self.penalty, 2))

    @property
    def final(self) -> bool:
        """Whether the points will not change by themselves: nothing waits, nothing is wrong."""
        return bool(self.items) and not self.waiting and not self.problem


@dataclass(frozen=True, slots=True)
class ClassResult:
    """One assignment of a class.

    Attributes:
        submissions: of all who handed in, by id.
        absent: ids of learners in the gradebook who did not hand in.
    """

    assignment: str
    max_points: float
    submissions: tuple[StudentResult, ...]
    absent: tuple[str, ...] = ()
