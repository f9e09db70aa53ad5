"""Words for what a client feels, in families, from `data/coach/feelings.yaml`.

Families of near meaning after Plutchik, Emotion: A Psychoevolutionary Synthesis (1980). Within a
family, words are kept by use, because the grammar differs: "you're worried", "that sounds
worrying", "your worry", "it worries you".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from active_listening import resources
from active_listening.coach.text import Word, sentences

GENERAL = "general"
"""The family of words that say it is hard and leave open which feeling that brings."""
_SAID_OF = "said_of"


class Feeling(NamedTuple):
    """Words `start` to `end` name a feeling of `family`; `uses` says as what."""

    start: int
    end: int
    family: str
    uses: frozenset[str]


_Entry = tuple[tuple[str, ...], str, frozenset[str]]
"""The words of a feeling, its family and its uses."""
_NONE: tuple[_Entry | None, dict[str, list[_Entry]]] = (None, {})


@lru_cache
def _loaded() -> dict[str, dict[str, list[str]]]:
    return resources.load_mapping("coach/feelings.yaml")


@lru_cache
def families() -> Mapping[str, frozenset[str]]:
    """Every family's words and phrases in lower case, whatever their use, by the family's name.

    Left out: the family `GENERAL`, and words such as "down" that name a feeling only where they are
    said of somebody.
    """
    return {
        family: frozenset(
            str(entry) for use, listed in uses.items() if use != _SAID_OF for entry in listed
        )
        for family, uses in _loaded().items()
        if family != GENERAL
    }


@lru_cache
def feelings_by_first() -> dict[str, tuple[_Entry | None, dict[str, list[_Entry]]]]:
    """First word -> the entry of that word alone, and the longer ones by their second word."""
    uses: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for family, listed in _loaded().items():
        for use, entries in listed.items():
            for entry in entries:
                words = tuple(word.text for word in sentences(str(entry))[0].words)
                uses.setdefault((words, family), set()).add("person" if use == _SAID_OF else use)
    table: dict[str, tuple[_Entry | None, dict[str, list[_Entry]]]] = {}
    for words, family in sorted(uses, key=lambda known: -len(known[0])):
        found = (words, family, frozenset(uses[words, family]))
        alone, longer = table.setdefault(words[0], (None, {}))
        if len(words) > 1:
            longer.setdefault(words[1], []).append(found)
        elif alone is None:
            table[words[0]] = (found, longer)
    return table


def feeling_at(texts: list[str], i: int) -> Feeling | None:
    """The feeling that word `i` begins to name, the longest where there are several."""
    entry, longer = feelings_by_first().get(texts[i], _NONE)
    if longer and i + 1 < len(texts):
        for known in longer.get(texts[i + 1], ()):
            if tuple(texts[i : i + len(known[0])]) == known[0]:
                entry = known
                break
    return entry and Feeling(i, i + len(entry[0]), entry[1], entry[2])


def find_feelings(words: Sequence[Word]) -> list[Feeling]:
    """Every feeling named among `words`, whoever has it, in order. Linear."""
    texts, found, i = [word.text for word in words], [], 0
    while i < len(texts):
        feeling = feeling_at(texts, i)
        if feeling:
            found.append(feeling)
        i = feeling.end if feeling else i + 1
    return found
