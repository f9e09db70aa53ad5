"""What the coach says: reasons and tips by id from `data/coach/reasons.yaml`, names for things from
`data/coach/words.yaml`.

A trainer rewords or translates those files; nothing here changes. In a text, ``{words}`` stands for
the learner's own words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from active_listening import resources


@lru_cache
def _reasons() -> dict[str, dict[str, str]]:
    loaded: dict[str, Any] = resources.load_mapping("coach/reasons.yaml")
    return loaded


@lru_cache
def texts() -> dict[str, str]:
    """Every reason and tip by its id."""
    return {**_reasons()["reasons"], **_reasons()["tips"]}


@lru_cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, Any] = resources.load_mapping("coach/words.yaml")
    return loaded


@lru_cache
def names(kind: str) -> frozenset[str]:
    """Every id that a reading may carry, of the `kind` tiers, flaws, moves or criteria."""
    return frozenset(resources.load_mapping("coach/names.yaml")[kind])


def say(id: str, words: str = "") -> str:
    """The sentence for a reason or a tip, the learner's words put in.

    Raises:
        KeyError: where the catalogue has no text for `id`.
    """
    return texts()[id].replace("{words}", words.strip())


def say_move(id: str, words: str = "") -> str:
    """One sentence on what a move does, the learner's words put in. KeyError where none is."""
    return _reasons()["moves"][id].replace("{words}", words.strip())


def word(kind: str, id: str) -> str:
    """What the coach calls `id`, of the `kind` tiers, flaws, moves, met, verdicts or said.

    An id without a name of its own goes by its id.
    """
    return _words()[kind].get(id, id.replace("_", " "))
