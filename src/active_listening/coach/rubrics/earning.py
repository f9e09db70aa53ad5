"""What of an answer may earn anything: neither what is refused nor what is heaped.

"I won't say I understand" says nothing of the kind, and words heaped without grammar say nothing at
all, whatever they name. Nor does talk about the task: "a paraphrase gives the client's point".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from active_listening.coach.lexicon import lexicon
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, is_verb
from active_listening.coach.text import Sentence, Word

_HEAP = 5
"""Words in a row, none of grammar and none a verb, that no noun phrase is likely to have."""
_HELD_TOGETHER = 0.2
"""Share of grammar words below which a sentence is a heap; running English has about half."""
_PHRASES = 4
"""Phrases up to which a telegraphic line is a line; a longer list of them is a heap."""
_LINKS = ("and", "or", "plus")
"""Words that join a heap rather than break it."""


def earning(sentence: Sentence) -> list[Words]:
    """The stretches of a sentence that are neither refused nor heaped."""
    words = sentence.words
    if tables.phrases("about_task").search(words):
        return []
    barred = _refused(words) | heaped(words)
    if not barred:
        return [words]
    parts: list[list[Word]] = [[]]
    for i, word in enumerate(words):
        if i in barred:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _refused(words: Words) -> set[int]:
    """The words after a refusal such as "I'm not going to say", up to a "but"."""
    found = tables.phrases("refusals").search(words)
    if not found:
        return set()
    turning = tables.words("turning")
    end = next((i for i in range(found[1], len(words)) if words[i].text in turning), len(words))
    return set(range(found[0], end))


def heaped(words: Words) -> set[int]:
    """The words of every heap: a long row without grammar or verbs, its "and"s not counted.

    A sentence of almost nothing but such words is a heap as a whole, verbs or not. Where commas cut
    it into phrases ("late flour, idle bakers, no word from us"), no row goes beyond a comma. Days
    and numbers count for nothing: "next call Thursday 12 June 10:00" is a plain note.
    """
    weighed = sum(not _is_calendar(word) for word in words)
    if weighed < _HEAP:
        return set()
    grammar = sum(word.text in _grammar() for word in words)
    chunks = 1 + sum(word.pause and not _is_calendar(word) for word in words)
    phrased = 1 < chunks <= _PHRASES and len(words) >= 2 * chunks
    listed = chunks >= _PHRASES and len(words) < 2 * chunks  # "sorry, forklift, men, angry"
    if listed or (grammar < _HELD_TOGETHER * weighed and not phrased):
        return set(range(len(words)))
    barred: set[int] = set()
    run: list[int] = []
    for i, word in enumerate(words):
        if phrased and word.pause:
            barred, run = barred | _too_long(run), []
        if not (word.text in _grammar() or is_verb(word)):
            run += [] if _is_calendar(word) else [i]
        elif word.text not in _LINKS:
            barred, run = barred | _too_long(run), []
    return barred | _too_long(run)


def _is_calendar(word: Word) -> bool:
    return root(word.text)[0].isdigit() or word.text in _days()


@lru_cache
def _days() -> frozenset[str]:
    return tables.words("weekdays") | tables.words("months") | tables.words("short_days")


def _too_long(run: Sequence[int]) -> set[int]:
    return set(run) if len(run) >= _HEAP else set()


@lru_cache
def _grammar() -> frozenset[str]:
    lists = ("stopwords", "fillers", "determiners", "auxiliaries", "subordinators")
    return frozenset().union(*(lexicon().words(name) for name in lists))
