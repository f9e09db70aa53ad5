"""What the answers to a form of the test are worth: plain functions, no page.

Every item counts 100, whatever its kind; a part is the mean of its items. What was left out counts
0; what the coach is unsure of counts for nothing and lowers the number of items.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from active_listening import coach
from active_listening.bank import forms
from active_listening.bank.items import Quiz, Rewrite
from active_listening.lesson import marking

Outcome = Literal["full", "part", "none", "left", "unsure"]


@dataclass(frozen=True, slots=True)
class ItemMark:
    """One answer: `points` from 0 to 100, None where the coach is unsure."""

    id: str
    points: float | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PartMark:
    """One part: the mean of its items in points, None where none could be marked."""

    part: forms.Part
    items: tuple[ItemMark, ...]

    @property
    def counted(self) -> int:
        """How many items have points."""
        return sum(item.points is not None for item in self.items)

    @property
    def points(self) -> float | None:
        """0 to 100."""
        return _mean(self.items)


@dataclass(frozen=True, slots=True)
class FormMark:
    """A whole form."""

    parts: tuple[PartMark, ...]

    @property
    def items(self) -> tuple[ItemMark, ...]:
        """Every item, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def counted(self) -> int:
        """How many items have points."""
        return sum(part.counted for part in self.parts)

    @property
    def points(self) -> float | None:
        """The mean over all items, 0 to 100."""
        return _mean(self.items)

    @property
    def weakest(self) -> forms.Part | None:
        """The part with the fewest points, the first of equals; None where none was marked."""
        marked = [(part.points, i) for i, part in enumerate(self.parts) if part.points is not None]
        return self.parts[min(marked)[1]].part if marked else None


def _mean(items: tuple[ItemMark, ...]) -> float | None:
    points = [item.points for item in items if item.points is not None]
    return sum(points) / len(points) if points else None


def mark(form: forms.Form, answers: Mapping[str, Any]) -> FormMark:
    """`answers` (item id to answer; what is not there was left out) to a form, marked."""
    return FormMark(
        tuple(
            PartMark(part, tuple(_item(id, answers.get(id)) for id in form.parts[part.part]))
            for part in forms.blueprint()
        )
    )


def _item(id: str, answer: Any) -> ItemMark:
    if answer is None:
        return ItemMark(id, 0.0, "left")
    task = forms.task(id)
    points = _written(task, answer) if isinstance(task, Rewrite) else _chosen(task, answer)
    if points is None:
        return ItemMark(id, None, "unsure")
    return ItemMark(id, points, "full" if points >= 100 else "part" if points > 0 else "none")


def _written(task: Rewrite, answer: Any) -> float | None:
    return coach.read(answer, task).points if isinstance(answer, str) else 0.0


def _chosen(task: Quiz, answer: Any) -> float | None:
    try:
        points: float | None = marking.mark(task, answer).points
    except ValueError:  # the question has changed since
        return None
    return points
