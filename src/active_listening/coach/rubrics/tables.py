"""The word lists of the reply rubrics, from the files of `data/coach` named below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from active_listening import resources
from active_listening.coach.lexicon import Lexicon
from active_listening.coach.text import Word, _alternatives, _phrase_words

FILES = ("replies", "messages")
"""Files of lists, by name; no list stands in two of them."""


class Phrases:
    """Phrases to look for among words, written as in `text.Phrases`.

    Here a list stands for thousands of phrases, so they are kept as a tree: a search costs the
    length of what it finds, however many phrases begin alike.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._root = _Node()
        for phrase in phrases:
            for one in _alternatives(phrase):
                node = self._root
                for word in _phrase_words(one):
                    node = node.next(word)
                node.ends = True

    def at(self, words: Sequence[Word], i: int) -> int:
        """The index after the longest phrase that begins at word `i`; 0 where none does."""
        found, here = 0, [self._root]
        for k in range(i, len(words)):
            here = [after for node in here for after in node.follow(words[k].text)]
            if not here:
                break
            if any(node.ends for node in here):
                found = k + 1
        return found

    def search(self, words: Sequence[Word], start: int = 0) -> tuple[int, int] | None:
        """The first phrase among `words` from `start`, as indexes."""
        firsts = self._root.words
        for i in range(start, len(words)):
            if words[i].text in firsts:
                end = self.at(words, i)
                if end:
                    return i, end
        return None


class _Node:
    """What has been read of some phrases, and how they go on."""

    __slots__ = ("any", "ends", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.any: dict[str, _Node] = {}
        """By what the word must end in, "" for any word."""
        self.ends = False

    def next(self, word: str) -> _Node:
        """The node after `word` of a phrase, made where there is none yet."""
        if word[0] == "*":
            return self.any.setdefault(word[1:], _Node())
        return self.words.setdefault(word, _Node())

    def follow(self, word: str) -> Iterator[_Node]:
        """The nodes after a word that was typed."""
        node = self.words.get(word)
        if node:
            yield node
        for ending, after in self.any.items():
            if word.endswith(ending):
                yield after


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
