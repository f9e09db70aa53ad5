"""What two forms of the test say beside each other: raw points, and a gain where it means anything.

Plain functions, no page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import variance
from typing import Any

from active_listening.bank import forms
from active_listening.lesson import skill_marks
from active_listening.lesson.skill_marks import FormMark
from active_listening.record import Record

CEILING = 85
"""Above this first score no gain is told: what is left to gain is less than three tasks of twenty,
and g is known to depend on the first score (Hake, American Journal of Physics 66, 1998)."""
FEWEST = 15
"""Tasks to have answered on each form; what was left out counts 0 and would flatter a gain."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first time on the form before, and the first time on the form after.

    Attributes:
        answered: how many tasks were answered on each.
    """

    before: FormMark
    after: FormMark
    answered: tuple[int, int]

    @property
    def chance(self) -> int | None:
        """How many points either way chance alone can make: two standard errors of the difference.

        Each form's tasks are taken as a draw from many such tasks; None with fewer than two.
        """
        marks = [[one.points for one in form.items if one.points is not None]
                 for form in (self.before, self.after)]  # fmt: skip
        if min(map(len, marks)) < 2:
            return None
        return round(2 * sqrt(sum(variance(points) / len(points) for points in marks)))

    @property
    def gain(self) -> float | None:
        """g = (after - before) / (100 - before): the share of what was left to gain (Hake 1998).

        None where it would mislead: few answers, a first score above `CEILING`, or a loss.
        """
        before, after = self.before.points, self.after.points
        if before is None or after is None or min(self.answered) < FEWEST:
            return None
        return None if before > CEILING or after < before else (after - before) / (100 - before)


def compare(after: forms.Form, record: Record) -> Comparison | None:
    """The first finished try at each form; None where one of them is missing."""
    if not after.after:
        return None
    from active_listening import bank

    before = bank.form(after.after)
    tries = first_try(record, before.id), first_try(record, after.id)
    if tries[0] is None or tries[1] is None:
        return None
    return Comparison(
        skill_marks.mark(before, tries[0]),
        skill_marks.mark(after, tries[1]),
        (len(tries[0]), len(tries[1])),
    )


def first_try(record: Record, form: str) -> Mapping[str, Any] | None:
    """The answers of the first time that a form was finished, task to answer; None where never."""
    for entry in record.history(form):
        if entry.kind == "attempt" and isinstance(entry.answer, dict):
            answers = entry.answer.get("answers")
            return answers if isinstance(answers, dict) else {}
    return None


def told(found: Comparison) -> dict[str, Any]:
    """The comparison in words, and both forms' points by part, for the page."""
    return {
        "caption": "Both forms, the first time each",
        "heads": ["Skill", "Form A, before", "Form B, after"],
        "rows": [
            {"title": old.part.title, "points": [_round(old.points), _round(new.points)]}
            for old, new in zip(found.before.parts, found.after.parts, strict=True)
        ]
        + [{"title": "All", "points": [_round(found.before.points), _round(found.after.points)]}],
        "texts": [text for text in (_tasks(found), _gain(found), _chance(found), LIMITS) if text],
    }


LIMITS = (
    "Both forms follow one plan. Nobody has tested yet whether they are equally hard, and by now "
    "you know what such tasks look like. What you do with a client, they can't see."
)


def _tasks(found: Comparison) -> str:
    before, after = found.before, found.after
    return f"{before.counted} tasks count on form A, {after.counted} on form B."


def _gain(found: Comparison) -> str:
    gain, before, after = found.gain, found.before.points, found.after.points
    if gain is not None:
        size = "little" if gain < 0.3 else "a medium gain" if gain <= 0.7 else "a high one"
        return (
            f"Of what was left to gain you have gained {gain:.0%} "
            f"(normalised gain; Hake 1998 calls that {size})."
        )
    if before is None or after is None:
        return ""
    if min(found.answered) < FEWEST:
        return (
            f"You answered {found.answered[0]} and {found.answered[1]} tasks: too few for a gain."
        )
    if before > CEILING:
        return f"You began above {CEILING}, where a gain says little: look at the points alone."
    return "Form B came out lower, so there is no gain to tell."


def _chance(found: Comparison) -> str:
    if found.chance is None:
        return ""
    return (
        f"With tasks as uneven as these, chance alone can make {found.chance} points either way "
        "(two standard errors)."
    )


def _round(points: float | None) -> int | None:
    return None if points is None else round(points)
