"""Names of feelings with a slip in them: "embarasing", "humilating", "frustated".

Which letters are doubled is what most spellers miss ("accommodate"), and after that one letter is
left out, put in or swapped (Damerau, CACM 7, 1964; see `spelling.py`). A consonant in another's
place makes another word too often: "overbooked" is not "overlooked".
"""

from __future__ import annotations

import re
from functools import lru_cache

from active_listening.coach.feelings import families
from active_listening.coach.rubrics.stretches import Words

_DOUBLED = 8
"""Letters from which a word is known by its spelling with every letter single."""
_SLIPPED = 10
"""Letters from which it is known with one of them out of place."""
_VOWELS = frozenset("aeiou")


def mended(words: Words) -> Words:
    """The words, misspelt names of feelings as they were meant."""
    if not any(_meant(word.text) != word.text for word in words):
        return words
    return [word._replace(text=_meant(word.text)) for word in words]


@lru_cache(maxsize=4096)
def _meant(typed: str) -> str:
    if len(typed) < _DOUBLED - 2 or typed in _names() or not typed.isalpha():
        return typed
    plain = _single(typed)
    for name, single in _names().items():
        if name[0] != typed[0]:
            continue
        if plain == single or (len(name) >= _SLIPPED and _one_slip(plain, single)):
            return name
    return typed


@lru_cache
def _names() -> dict[str, str]:
    """Every long name of a feeling, and the same with all letters single."""
    listed = sorted(name for family in families().values() for name in family)
    return {name: _single(name) for name in listed if len(name) >= _DOUBLED and name.isalpha()}


def _single(text: str) -> str:
    return re.sub(r"(.)\1", r"\1", text)


def _one_slip(typed: str, meant: str) -> bool:
    """One letter left out or put in, two swapped, or one vowel for another."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    pairs = zip(typed, meant, strict=False)
    i = next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(typed), len(meant)))
    rest, other = typed[i:], meant[i:]
    vowel = bool(rest and other) and {rest[0], other[0]} <= _VOWELS and rest[1:] == other[1:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    inside = rest[1:] == other or (rest == other[1:] and bool(rest))
    return vowel or swapped or inside
