"""The coach's word lists, from the files of `data/coach` named below, read on the first reading."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from active_listening import resources

FILES = ("lexicon", "flaws")
"""Files of lists, by name; no list stands in two of them."""


class Lexicon:
    """Every list of the files, by its name: as a set of words, and as phrases where asked."""

    def __init__(self, lists: dict[str, Any]) -> None:
        self._lists = lists
        self.spellings: dict[str, str] = lists["spellings"]
        self._sets: dict[str, frozenset[str]] = {}

    def words(self, name: str) -> frozenset[str]:
        """The list `name` as a set."""
        if name not in self._sets:
            self._sets[name] = frozenset(map(str, self._lists[name]))
        return self._sets[name]

    def listed(self, name: str) -> list[str]:
        """The list `name` in its file's order."""
        return [str(entry) for entry in self._lists[name]]


@lru_cache
def lexicon() -> Lexicon:
    """The one copy of the word lists."""
    lists: dict[str, Any] = {}
    for name in FILES:
        lists |= resources.load_mapping(f"coach/{name}.yaml")
    return Lexicon(lists)
