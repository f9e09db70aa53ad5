"""What different forms and near words have in common, so that two wordings of a point can meet.

Stems are Porter2's (Snowball), as in `topic.py`; irregular forms, numbers and circles of near words
stand in `data/coach/meanings.yaml`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from active_listening import resources
from active_listening.coach.topic import stem

DENIAL = "~not"
"""The root of every word that says "not"."""
SLIP = 6
"""Letters from which a word one edit away counts as misspelt rather than as another word."""


@lru_cache
def table() -> dict[str, Any]:
    """The file, as it is."""
    loaded: dict[str, Any] = resources.load_mapping("coach/meanings.yaml")
    return loaded


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """What all forms of a word share: "lost" and "losing" are "lose", "three" is "3"."""
    if word.endswith("n't") or word in _denials():
        return DENIAL
    number = table()["numbers"].get(word)
    return str(number) if number is not None else stem(table()["irregular"].get(word, word))


def bare(word: str) -> str:
    """The root of a word by its own sense: "unable" and "failed" say more than a "not"."""
    return stem(table()["irregular"].get(word, word)) if word in _denials() else root(word)


@lru_cache
def _denials() -> frozenset[str]:
    return frozenset(table()["denials"])


@lru_cache
def circles() -> dict[str, frozenset[str]]:
    """The circles that a root, or two roots with a space between, stands in."""
    found: dict[str, set[str]] = {}
    for number, circle in enumerate(table()["near"]):
        for entry in circle:
            words = entry.split()
            name = bare(entry) if len(words) == 1 else " ".join(map(root, words))
            found.setdefault(name, set()).add(f"~{number}")
    return {name: frozenset(numbers) for name, numbers in found.items()}


@lru_cache
def pair_firsts() -> frozenset[str]:
    """The roots with which a circle's phrase of two words begins."""
    return frozenset(name.split()[0] for name in circles() if " " in name)


def near(name: str) -> frozenset[str]:
    """The circles of a root or of two."""
    return circles().get(name, frozenset())


def misspelt(typed: str, meant: str) -> bool:
    """Whether a long word is `meant` but for one letter added, left out, changed or swapped."""
    if len(meant) < SLIP or typed[:1] != meant[:1] or abs(len(typed) - len(meant)) > 1:
        return False
    pairs = zip(typed, meant, strict=False)
    i = next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(typed), len(meant)))
    rest, other = typed[i:], meant[i:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
