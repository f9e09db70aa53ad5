"""Phrases looked for among words: named lists of them, all found in one pass.

Each phrase, with all that its brackets stand for, is a small automaton (Thompson, Regular
expression search algorithm, 1968): what may stand in one place leads on to the same node. So a list
costs what is written in it, not what it stands for, and a search costs the length of the text and
the few phrases that begin with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from active_listening.coach.text import Word, split_words


class _Node:
    """What may follow the words so far, and the list whose phrase may end here, or ""."""

    __slots__ = ("any", "endings", "name", "words")

    def __init__(self) -> None:
        self.words: dict[str, list[_Node]] = {}
        self.endings: list[tuple[str, _Node]] = []
        self.any: list[_Node] = []
        self.name: str | None = None

    def lead(self, part: str, to: _Node) -> None:
        """Makes `part` lead on to a node."""
        if part == "*":
            self.any.append(to)
        elif part[0] == "*":
            self.endings.append((part[1:], to))
        else:
            self.words.setdefault(part, []).append(to)

    def after(self, text: str) -> list[_Node]:
        """The nodes that a word leads to."""
        found = [node for ending, node in self.endings if text.endswith(ending)]
        found += self.words.get(text, ())
        found += self.any
        return found


class Tables:
    """Named lists of phrases.

    In a phrase "*" is any word, "*ing" any that ends so; "why (did|didn't) (you|your *)" stands for
    four phrases, "so (very|) long" for two. A phrase begins with a word as it is.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        root = _Node()
        self._order = {name: place for place, name in enumerate(lists)}
        for name, phrases in lists.items():
            for phrase in phrases:
                for last in _ends(phrase, root):
                    last.name = name
        self._beginnings = root.words

    def at(self, words: Sequence[Word], i: int) -> list[tuple[str, int]]:
        """The phrases that begin at word `i`, longest first: (list, index after the phrase)."""
        level = self._beginnings.get(words[i].text, []) if i < len(words) else []
        found: list[tuple[str, int]] = []
        end = i + 1
        while level:
            names = {node.name for node in level if node.name is not None}
            if names:
                found[:0] = [(name, end) for name in sorted(names, key=self._order.__getitem__)]
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


def _ends(phrase: str, root: _Node) -> list[_Node]:
    """Grows a phrase from the root, place by place; gives the nodes at which it may end."""
    current = [root]
    for place in _PLACES.findall(phrase):
        target, passed = _Node(), False
        for choice in _alternatives(place):
            parts = split_words(choice)
            passed = passed or not parts
            for node in current if parts else ():
                *inner, last = parts
                for part in inner:
                    node.lead(part, node := _Node())
                node.lead(last, target)
        current = [*current, target] if passed else [target]
    return current


_PLACES = re.compile(r"(?:\([^)]*\)|[^\s(])+")
"""What stands between spaces, those in brackets apart: "so", "(very |)long", "(did|do)n't"."""


def _alternatives(place: str) -> list[str]:
    """What one place with "(a|b)" in it stands for."""
    parts = [part.split("|") for part in re.split(r"[()]", place)]
    return ["".join(chosen) for chosen in product(*parts)]
