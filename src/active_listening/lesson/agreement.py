"""How far two observers of the same talk agree: percent, and kappa, which takes chance out.

Pure functions. Kappa: Cohen, A coefficient of agreement for nominal scales (1960).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from active_listening.bank import Observation

MIDDLING, HIGH = 0.4, 0.75
"""From these kappas on: fair to good, and excellent beyond chance (Fleiss, Statistical Methods for
Rates and Proportions, 1981). Conventions, and on ten turns a rough guide."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was found.

    Attributes:
        same: turns on which both agree, of `turns`.
        kappa: agreement beyond chance, 1 at most; None where both used one and the same code only.
        each: code to the turns that the key gives it, that the observer gave it, and of the key's
            those on which they agree.
    """

    turns: int
    same: int
    kappa: float | None
    each: dict[str, tuple[int, int, int]]

    @property
    def percent(self) -> int:
        """Turns on which both agree, of a hundred."""
        return round(100 * self.same / self.turns)

    @property
    def level(self) -> Literal["low", "middling", "high"]:
        """The key of the item's ``then``. Without a kappa both gave one code throughout."""
        if self.kappa is None or self.kappa >= HIGH:
            return "high"
        return "middling" if self.kappa >= MIDDLING else "low"


def agree(item: Observation, codes: Sequence[str]) -> Agreement:
    """The agreement of an observer's `codes`, one for each coded turn, with the key.

    A code that the key allows besides its own counts as the key's.
    """
    key = [line.key for line in item.coded]
    yours = [
        line.key if code in line.also else code
        for line, code in zip(item.coded, codes, strict=True)
    ]
    same = sum(a == b for a, b in zip(key, yours, strict=True))
    in_key, in_yours, given = Counter(key), Counter(yours), Counter(codes)
    shared = Counter(a for a, b in zip(key, yours, strict=True) if a == b)
    each = {one.id: (in_key[one.id], given[one.id], shared[one.id]) for one in item.codes}
    return Agreement(len(key), same, _kappa(same, in_key, in_yours), each)


def _kappa(same: int, one: Counter[str], other: Counter[str]) -> float | None:
    turns = one.total()
    by_chance = sum(one[code] * other[code] for code in one) / turns
    return None if by_chance == turns else (same - by_chance) / (turns - by_chance)
