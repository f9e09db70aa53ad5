"""Slips of the fingers in the words on which a reading hangs, mended by rule.

Four typing errors in five are one letter left out, doubled or exchanged, or two letters swapped
(Damerau, A technique for computer detection and correction of spelling errors, CACM 7, 1964). So
every such neighbour of a question word is read as that word, unless it is a word itself ("hat",
"were"): those stand in the lexicon's lists, or in `real_words`. Made once, on the first reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from active_listening.coach.grammar import WH, gerund, listed
from active_listening.coach.lexicon import lexicon

_VOWELS = "aeiou"
_SHORT, _LONG = 4, 6
"""From these lengths on a letter left out or doubled is mended, and a vowel put for another."""
_LISTS = ("auxiliaries", "subjects", "stopwords", "generic", "english", "verbs", "real_words")


@lru_cache
def slips() -> dict[str, tuple[str, ...]]:
    """What was typed, and the words that were meant: one for a slip, more for "wanna"."""
    hang_on = [
        *sorted(WH),
        *sorted(word for word in listed("auxiliaries") if word.isalpha()),
        *lexicon().listed("often_mistyped"),
    ]
    table: dict[str, tuple[str, ...]] = {}
    for word in hang_on:
        for slip in _neighbours(word):
            table.setdefault(slip, (word,))
    for word in lexicon().listed("often_mistyped"):  # "tellin"
        table.setdefault(gerund(word)[:-1], (gerund(word),))
    for word in listed("auxiliaries"):
        if word.endswith("n't"):  # "wouldnt", "would'nt", "wouldn'"
            table |= {word[:-3] + end: (word,) for end in ("nt", "'nt", "n'", "tn")}
    for word in frozenset(hang_on).union(*map(listed, _LISTS)):
        table.pop(word, None)
    for entry in lexicon().listed("spoken"):
        typed, _, meant = entry.partition(" = ")
        table[typed] = tuple(meant.replace("'s", " 's").split())
    return table


def _neighbours(word: str) -> Iterator[str]:
    """Every slip of a word that is mended; its first letter is never left out."""
    for i in range(len(word) - 1 if len(word) > 2 else 0):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if len(word) < _SHORT:
        return
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]
    for i in range(len(word)):
        yield word[: i + 1] + word[i:]
    if len(word) < _LONG:
        return
    for i, letter in enumerate(word):
        if letter in _VOWELS:
            yield from (word[:i] + other + word[i + 1 :] for other in _VOWELS)
