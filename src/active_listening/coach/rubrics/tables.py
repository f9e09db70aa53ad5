"""The word lists of the reply rubrics, from the files of `data/coach` named below."""

from __future__ import annotations

from functools import cache
from typing import Any

from active_listening import resources
from active_listening.coach.lexicon import Lexicon
from active_listening.coach.phrases import Phrases

FILES = ("replies", "messages", "listening", "pressure", "ground", "anew", "hindsight")
"""Files of lists, by name; no list stands in two of them."""


@cache
def _tables() -> Lexicon:
    lists: dict[str, Any] = {"spellings": {}}
    for name in FILES:
        lists |= resources.load_mapping(f"coach/{name}.yaml")
    return Lexicon(lists)


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` as a set."""
    return _tables().words(name)


@cache
def phrases(name: str) -> Phrases:
    """The list `name`, ready to be looked for."""
    return Phrases(_tables().listed(name))


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The list `name`, whose entries are two words each."""
    listed = (entry.split() for entry in _tables().listed(name))
    return tuple((first, second) for first, second in listed)
