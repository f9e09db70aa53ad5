"""Phrases looked for among words: named lists of them, all found in one pass.

The lists make a trie (Fredkin, Trie memory, 1960), so that a search costs the length of the text
and not that of the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product

from active_listening.coach.text import Word, split_words


class _Node:
    """What may follow the words so far, and the lists that have a phrase of just these."""

    __slots__ = ("any", "endings", "names", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.endings: list[tuple[str, _Node]] = []
        self.any: _Node | None = None
        self.names: list[str] = []

    def grow(self, part: str) -> _Node:
        """The node after `part`, made where there is none."""
        if part == "*":
            self.any = self.any or _Node()
            return self.any
        if part[0] != "*":
            known = self.words.get(part)
            if known is None:
                known = self.words[part] = _Node()
            return known
        known = next((node for ending, node in self.endings if ending == part[1:]), None)
        if known is None:
            known = _Node()
            self.endings.append((part[1:], known))
        return known

    def after(self, text: str) -> list[_Node]:
        """The nodes that a word leads to."""
        found = [node for ending, node in self.endings if text.endswith(ending)]
        exact = self.words.get(text)
        if exact is not None:
            found.append(exact)
        if self.any is not None:
            found.append(self.any)
        return found


class Tables:
    """Named lists of phrases.

    In a phrase "*" is any word, "*ing" any that ends so; "why (did|didn't) (you|your *)" stands for
    four phrases, "so (very|) long" for two. A phrase begins with a word as it is.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        root = _Node()
        for name, phrases in lists.items():
            for phrase in chain.from_iterable(map(_alternatives, phrases)):
                node = root
                for part in split_words(phrase):
                    node = node.grow(part)
                if name not in node.names:
                    node.names.append(name)
        self._beginnings = root.words

    def at(self, words: Sequence[Word], i: int) -> list[tuple[str, int]]:
        """The phrases that begin at word `i`, longest first: (list, index after the phrase)."""
        node = self._beginnings.get(words[i].text) if i < len(words) else None
        if node is None:
            return []
        found: list[tuple[str, int]] = []
        level, end = [node], i + 1
        while level:
            found[:0] = [(name, end) for node in level for name in node.names]
            if end == len(words):
                break
            text = words[end].text
            level = [later for node in level for later in node.after(text)]
            end += 1
        return found

    def hits(self, words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
        """Every phrase among the words: (list, first index, index after), by where it begins."""
        for i in self.beginnings(words):
            for name, end in self.at(words, i):
                yield name, i, end

    def beginnings(self, words: Sequence[Word], start: int = 0) -> Iterator[int]:
        """The indexes from `start` at which a phrase may begin."""
        known = self._beginnings
        for i in range(start, len(words)):
            if words[i][0] in known:
                yield i


class Phrases:
    """One list of phrases, written as in `Tables`."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._table = Tables({"": phrases})

    def at(self, words: Sequence[Word], i: int) -> int:
        """The index after the longest phrase that begins at word `i`; 0 where none does."""
        found = self._table.at(words, i)
        return found[0][1] if found else 0

    def search(self, words: Sequence[Word], start: int = 0) -> tuple[int, int] | None:
        """The first phrase among `words` from `start`, as indexes."""
        for i in self._table.beginnings(words, start):
            end = self.at(words, i)
            if end:
                return i, end
        return None


def _alternatives(phrase: str) -> list[str]:
    """The phrases that one with "(a|b)" in it stands for."""
    parts = [part.split("|") for part in re.split(r"[()]", phrase)]
    return ["".join(chosen) for chosen in product(*parts)]
