"""From answers to points: the one grader, for a learner alone and for a class.

Answers are data; nothing a learner handed in is ever run. What the coach is unsure of, and what
only a person can judge, has no points until a person gave some; it is never shown as an earned 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from active_listening import coach
from active_listening.bank import Assignment, Graded, Key, Rewrite, Roleplay, Worksheet
from active_listening.grading import own_words, plays
from active_listening.grading.plays import Played

Status = Literal["graded", "empty", "unsure", "person", "copied", "unreadable"]

DISAGREES = "/disagrees"
"""What follows an item's id, among the answers, where its points are disagreed with."""
DISAGREEMENTS = 2
"""How many of them count in one assignment."""
REASON_LIMIT = 500
"""Characters in the reason for one."""


@dataclass(frozen=True, slots=True)
class ItemGrade:
    """What one answer earned.

    Attributes:
        number: the task's place in the assignment, from 1.
        answer: as handed in.
        reading: what the coach read; None where it read nothing.
        points: earned, 0 to `max_points`; None while a person has to decide.
        note: one sentence for the learner or the marker; may be empty.
        disagrees: the learner's reason against these points, or "". A person decides; till then
            the points stay.
        played: the talk of a role-play, played again, with what it earned line by line.
    """

    id: str
    number: int
    kind: str
    answer: Any
    reading: coach.Reading | None
    points: float | None
    max_points: float
    status: Status
    note: str = ""
    disagrees: str = ""
    played: Played | None = None

    @property
    def disputable(self) -> bool:
        """Whether a learner can disagree: the machine gave points, and not all of them."""
        return self.status == "graded" and (self.points or 0) < self.max_points


@dataclass(frozen=True, slots=True)
class Grade:
    """What a set of answers earned."""

    assignment: str
    items: tuple[ItemGrade, ...] = field(default_factory=tuple)

    @property
    def points(self) -> float:
        """Points earned so far."""
        return round(sum(item.points or 0 for item in self.items), 2)

    @property
    def max_points(self) -> float:
        """Points there are."""
        return sum(item.max_points for item in self.items)

    @property
    def pending_points(self) -> float:
        """Points a person has still to decide on."""
        return sum(item.max_points for item in self.items if item.points is None)


def grade(
    assignment: Assignment, answers: Mapping[str, Any], keys: Mapping[str, Key] | None = None
) -> Grade:
    """Grades `answers` (item id to what was typed), item by item; what is not there is empty.

    Under ``ITEM/disagrees`` stands the learner's reason against the points of an item. The first
    `DISAGREEMENTS` count, in the order of the tasks; on full points, or none given, nothing does.

    Args:
        keys: where there are any, an answer that repeats a model is noted. It costs nothing.
    """
    graded = []
    left = DISAGREEMENTS
    copied = own_words.against(assignment, answers)
    for number, item in enumerate(assignment.items, 1):
        one = _grade_one(item, number, answers.get(item.id), (keys or {}).get(item.id))
        if item.id in copied and one.status == "graded" and one.points:
            note = copied[item.id]
            one = replace(one, reading=None, points=None, status="copied", note=note)
        reason = reason_against(answers, item.id)
        if left and reason and one.disputable:
            one = replace(one, disagrees=reason)
            left -= 1
        graded.append(one)
    return Grade(assignment.name, tuple(graded))


def reason_against(answers: Mapping[str, Any], id: str) -> str:
    """The learner's reason against the points of item `id`, at most `REASON_LIMIT` characters."""
    reason = answers.get(id + DISAGREES)
    if not isinstance(reason, str) or not coach.visible(reason):
        return ""
    return reason.strip()[:REASON_LIMIT]


def _grade_one(item: Graded, number: int, answer: Any, key: Key | None) -> ItemGrade:
    base: dict[str, Any] = {
        "id": item.id,
        "number": number,
        "kind": item.kind,
        "answer": answer,
        "max_points": item.points,
    }
    if isinstance(item, Roleplay):
        found = plays.judge(item, answer)
        base |= {"points": found.points, "status": found.status, "note": found.note}
        return ItemGrade(**base, reading=None, played=found.played)
    texts = _texts(item, answer)
    if texts is None:
        note = "This answer is not in a form that can be read. A person will look at it."
        return ItemGrade(**base, reading=None, points=None, status="unreadable", note=note)
    if not any(coach.visible(text) for text in texts):
        return ItemGrade(**base, reading=None, points=0, status="empty")
    if any(len(text) > coach.LIMIT for text in texts):
        note = f"This answer has more than {coach.LIMIT:,} characters. A person will look at it."
        return ItemGrade(**base, reading=None, points=None, status="unreadable", note=note)
    if isinstance(item, Rewrite):
        return _line(item, texts[0], base, key)
    if item.kind == "free_pair":
        return _pair(texts[0], texts[1], item.points, base)
    return ItemGrade(**base, reading=None, points=None, status="person")


def _texts(item: Rewrite | Worksheet, answer: Any) -> list[str] | None:
    """The answer's texts, box by box; None where it is not made of text."""
    boxes = [prompt.id for prompt in item.prompts] if isinstance(item, Worksheet) else [""]
    if answer is None:
        return [""] * len(boxes)
    if isinstance(answer, str) and len(boxes) == 1:
        return [answer]
    if isinstance(answer, Mapping) and isinstance(item, Worksheet):
        if answer and not any(box in answer for box in boxes):
            return None
        texts = [answer.get(box, "") for box in boxes]
        return texts if all(isinstance(text, str) for text in texts) else None
    return None


def _line(item: Rewrite, text: str, base: dict[str, Any], key: Key | None) -> ItemGrade:
    """A line said again, or a reply: what the coach reads is what it earns."""
    reading = coach.read(text, item)
    if reading.points is None:
        return ItemGrade(**base, reading=reading, points=None, status="unsure")
    points = round(item.points * reading.points / 100, 2)
    repeated = key is not None and _bare(text) in map(_bare, key.models)
    note = "The same words as one of the models. That costs nothing." if repeated else ""
    return ItemGrade(**base, reading=reading, points=points, status="graded", note=note)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A text without its case, spacing and punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


@dataclass(frozen=True, slots=True)
class _OwnPair:
    """The task a learner sets themselves: their own closed question, opened."""

    original: str
    rubric: str = "rewrite"
    facets: tuple[tuple[str, ...], ...] = ()


def _pair(closed: str, opened: str, worth: int, base: dict[str, Any]) -> ItemGrade:
    """A learner's own pair: the second box is read; the first must be a question to open."""
    if not coach.visible(opened):
        note = "The open form is still empty."
        return ItemGrade(**base, reading=None, points=0, status="empty", note=note)
    reading = coach.read(opened, _OwnPair(closed if closed.strip() else opened))
    first = coach.read(closed).question.tier
    if not coach.visible(closed) or (first == "none" and len(closed.split()) < 2):
        note = "The closed question is missing; with it the pair can earn the other half."
    elif first == "open":
        note = "The first question is open already, so there was less to change."
    else:
        note = ""
    if reading.points is None:
        return ItemGrade(**base, reading=reading, points=None, status="unsure", note=note)
    points = round(worth * reading.points / 100 * (0.5 if note else 1), 2)
    return ItemGrade(**base, reading=reading, points=points, status="graded", note=note)
