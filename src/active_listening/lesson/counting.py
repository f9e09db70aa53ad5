"""Options that a learner thought of: which of them count, and whose needs they serve.

Pure functions. Counting comes before judging, as in interest-based negotiation (Fisher and Ury,
Getting to Yes, 1981): nobody is told that an option is bad, only what is no option, what stands
twice, and which need nothing was found for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from active_listening import coach
from active_listening.bank import Options

ALIKE = 82
"""From this `rapidfuzz.fuzz.token_sort_ratio` on (0 to 100), two lines are the same option said
twice. A teaching judgement: one changed word in six still counts as the same, two do not."""
FEWEST_WORDS = 2
"""A single word is no option yet: nobody could say yes to it."""
What = Literal["empty", "unclear", "position", "same", "option"]


@dataclass(frozen=True, slots=True)
class Row:
    """What a learner wrote in one row, and the ids of the needs they say it serves."""

    say: str
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """What was found.

    Attributes:
        kinds: of each row, what it is.
        first: of each row, the number from 0 of the row it says again, or -1.
        options: how many count.
        served: need to the number of options that serve it.
        outcome: the key of the item's ``then``.
    """

    kinds: tuple[What, ...]
    first: tuple[int, ...]
    options: int
    served: dict[str, int]
    outcome: Literal["few", "one_sided", "enough"]


def count(item: Options, rows: Sequence[Row]) -> Count:
    """What the rows come to."""
    kinds: list[What] = []
    first: list[int] = []
    for i, row in enumerate(rows):
        again = next((k for k in range(i) if kinds[k] == "option" and _alike(row, rows[k])), -1)
        first.append(again)
        kinds.append("same" if again >= 0 else _kind(item, row))
    counted = [row for row, kind in zip(rows, kinds, strict=True) if kind == "option"]
    served = {one.id: sum(one.id in row.serves for row in counted) for one in item.interests}
    if len(counted) < item.least:
        return Count(tuple(kinds), tuple(first), len(counted), served, "few")
    outcome: Literal["one_sided", "enough"] = "enough" if all(served.values()) else "one_sided"
    return Count(tuple(kinds), tuple(first), len(counted), served, outcome)


def _kind(item: Options, row: Row) -> What:
    if not row.say.strip():
        return "empty"
    reading = coach.read(row.say)
    if reading.verdict == "unsure" or len(row.say.split()) < FEWEST_WORDS:
        return "unclear"
    near = any(_alike(row, Row(position)) for position in item.positions)
    return "position" if near else "option"


def _alike(one: Row, other: Row) -> bool:
    from rapidfuzz import fuzz, utils  # dear, and only a learner who weighs pays for it

    return fuzz.token_sort_ratio(one.say, other.say, processor=utils.default_process) >= ALIKE
