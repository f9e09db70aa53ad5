"""Small steps over stretches of words that the reply rubrics share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from active_listening.coach.lexicon import lexicon
from active_listening.coach.phrases import Phrases
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.roots import root
from active_listening.coach.text import Word, sentences

Words = Sequence[Word]
_CLAUSE = frozenset("and but because so since while although though".split())


def clauses(words: Words) -> Iterator[Words]:
    """`words` cut at their pauses and at the words that begin a clause."""
    begin = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i].pause or words[i].text in _CLAUSE:
            yield words[begin:i]
            begin = i


def denied(words: Words, i: int) -> bool:
    """Whether a "not" stands close before the word `i`, or just behind it: "is not her fault"."""
    near = words[max(0, i - 3) : i + 2]
    return any(word.text == "not" or word.text.endswith("n't") for word in near)


def contrasts(words: Words, i: int) -> bool:
    """Whether the word `i` turns against what stands before it; "as though" compares."""
    compares = words[i].text == "though" and i > 0 and words[i - 1].text in ("as", "even")
    return words[i].text in tables.words("contrast") and not compares


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a line that many answers reply to."""
    return tuple(word for sentence in sentences(text) for word in sentence.words)


def count(words: Words) -> int:
    """How many words a person would count: "it's" is one."""
    return sum(word.text[0] != "'" for word in words)


def matches(listed: Phrases, words: Words) -> Iterator[tuple[int, int]]:
    """Every phrase of a list among words, as indexes, none overlapping."""
    i = 0
    while found := listed.search(words, i):
        yield found
        i = found[1]


def without(words: Words, name: str) -> list[Words]:
    """`words` cut where phrases of the list `name` stand, those left out."""
    kept, last = [], 0
    for start, end in matches(tables.phrases(name), words):
        kept.append(words[last:start])
        last = end
    return [part for part in (*kept, words[last:]) if part]


def is_verb(word: Word) -> bool:
    """Whether a word is, or may well be, a form of a verb."""
    return _verbal(word.text)


@lru_cache(maxsize=4096)
def _verbal(text: str) -> bool:
    return (
        text in lexicon().words("auxiliaries")
        or root(text) in _verb_roots()
        or (len(text) > 4 and text.endswith(("ed", "ing")))
    )


@lru_cache
def _verb_roots() -> frozenset[str]:
    return frozenset(map(root, lexicon().words("verbs")))
