"""Whether a question serves the purpose of the one it replaces.

The author's facets come first: a quarter of good rewrites share no word with their original, so
overlap alone would be wrong. Where no facet is met, a shared content word serves; a question made
of words that fit any topic serves half. Stems are Porter2's (Snowball).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import snowballstemmer

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Met
from active_listening.coach.text import Word, sentences

Facets = tuple[tuple[str, ...], ...]
_stemmer = snowballstemmer.stemmer("english")
_CLOSE = 0.85
"""Letters in common from which a long word counts as a misspelt facet word."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a lower-case word."""
    return str(_stemmer.stemWord(word))


@lru_cache(maxsize=1024)
def _stems_of(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word.text) for sentence in sentences(phrase) for word in sentence.words)


@lru_cache(maxsize=512)
def _by_first(facets: Facets) -> dict[str, list[tuple[str, ...]]]:
    """The facets' words and phrases as stems, by their first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (phrase for facet in facets for phrase in facet):
        stems = _stems_of(phrase)
        if stems:
            table.setdefault(stems[0], []).append(stems)
    return table


@lru_cache
def _empty_words() -> frozenset[str]:
    """Stems that say nothing about the topic."""
    known = lexicon()
    listed = known.words("stopwords") | known.words("generic") | known.words("people")
    return frozenset(stem(word) for word in listed) | listed


def content(words: Sequence[Word]) -> list[Word]:
    """The words that say what a text is about: not grammar, not empty, not a name."""
    empty = _empty_words()
    return [
        word
        for i, word in enumerate(words)
        if word.text not in empty
        and stem(word.text) not in empty
        and len(word.text) > 2
        and not (word.capital and i)
    ]


def on_topic(
    words: Sequence[Word], asking: Sequence[Word], original: str, facets: Facets
) -> tuple[Met, tuple[int, int] | None, str]:
    """How far a text serves the purpose, where in it, and the reason's id.

    Args:
        words: all of it; a lead-in may name what the question means by "that".
        asking: the words of the sentence that asks.
    """
    found = _facet(words, facets)
    if found:
        return "full", found, "topic_facet"
    about = content(words)
    original_stems = {stem(word.text) for s in sentences(original) for word in content(s.words)}
    for word in about:
        if stem(word.text) in original_stems:
            return "full", (word.start, word.end), "topic_shared"
    misspelt = _misspelt(about, facets)
    if misspelt:
        return "full", misspelt, "topic_facet"
    about = content(asking)
    if not about:
        return "half", None, "topic_generic"
    if not facets:
        return "no", (about[0].start, about[-1].end), "topic_unknown"
    return "no", (about[0].start, about[-1].end), "topic_off"


def _facet(words: Sequence[Word], facets: Facets) -> tuple[int, int] | None:
    table = _by_first(facets)
    stems = [stem(word.text) for word in words]
    for i, first in enumerate(stems):
        for phrase in table.get(first, ()):
            end = i + len(phrase)
            if tuple(stems[i:end]) == phrase:
                return words[i].start, words[end - 1].end
    return None


def _misspelt(about: Sequence[Word], facets: Facets) -> tuple[int, int] | None:
    """A long word within a letter or so of a facet's."""
    singles = {phrase for facet in facets for phrase in facet if " " not in phrase}
    for word in (w for w in about if len(w.text) > 5):
        for known in singles:
            near = abs(len(known) - len(word.text)) < 2 and known[:1] == word.text[:1]
            if near and SequenceMatcher(None, known, word.text).ratio() >= _CLOSE:
                return word.start, word.end
    return None
