"""The rows of `data/coach/moves.yaml`, read: constructions as sequences of parts.

A construction pairs a form with what it does: "you should have" and a participle blames (Goldberg,
Constructions, 1995; speech acts by their conventional forms: Searle, Indirect Speech Acts, 1975).
The notation stands at the top of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from active_listening.coach.folding import slot, written
from active_listening.coach.text import sentences

_USES = {"FEEL": "person", "FEELING": "situation", "EMOTION": "noun", "FEELS": "verb"}
_SIGNS = {"..": "gap", "*": "any", ",": "comma", "$": "end"}
NO_ENDING = frozenset("anything something nothing everything thing during morning evening".split())
"""Words that end in -ing without being the form of a verb."""


class Part(NamedTuple):
    """One element of a row.

    Attributes:
        kind: word, any, gap, not, comma or end.
        words: what a word may be, or for "not" may not be.
        uses: feelings that it may be, by their use.
        begins: what it may begin with.
        ends: what it may end in.
        or_end: whether the end of a clause will do as well.
    """

    kind: str
    words: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    optional: bool = False
    or_end: bool = False

    def holds(self, text: str) -> bool:
        """Whether the word `text` is one of those meant."""
        return (
            text in self.words
            or (bool(self.begins) and text.startswith(self.begins))
            or (bool(self.ends) and text.endswith(self.ends) and text not in NO_ENDING)
        )


class Row(NamedTuple):
    """A construction of the list `name`."""

    name: str
    at_start: bool
    """Whether a clause has to begin where it does."""
    parts: tuple[Part, ...]
    whole: tuple[bool, ...]
    """For each place, whether nothing is needed from there on."""

    def firsts(self) -> set[str]:
        """The words, and uses of feelings, that it may begin with."""
        found: set[str] = set()
        for part in self.parts:
            found |= part.words | part.uses
            if not part.optional:
                break
        return found


def lists_of_rows() -> list[str]:
    """The names of the lists of rows: moves, and what helps to find them."""
    return list(written()["rows"])


def read_rows(name: str) -> Iterator[Row]:
    """The rows of one list. Raises KeyError for a slot that is not in the file."""
    for row in written()["rows"][name].splitlines():
        elements = row.split()
        at_start = elements[0] == "^"
        parts = tuple(part for element in elements[at_start:] for part in _parts(element))
        whole = [all(part.optional for part in parts[k:]) for k in range(len(parts) + 1)]
        yield Row(name, at_start, parts, tuple(whole))


def _parts(element: str) -> Iterator[Part]:
    optional, body = element.endswith("?"), element.rstrip("?")
    if body in _SIGNS:
        yield Part(_SIGNS[body], optional=optional)
    elif body.startswith("~"):
        yield _one_of("not", body[1:].split("/"), optional)
    elif body.islower() and body.replace("'", "").isalpha() and body[0] != "'":
        for word in sentences(body)[0].words:  # "i'm" is two words
            yield Part("word", frozenset([word.text]), optional=optional)
    else:
        yield _one_of("word", body.split("/"), optional)


def _one_of(kind: str, entries: Iterable[str], optional: bool) -> Part:
    listed: list[str] = []
    for entry in entries:
        if entry.isupper() and entry not in _USES:
            listed += slot(entry.lower())
        else:
            listed.append(entry.replace("_", " "))
    return Part(
        kind,
        frozenset(word for word in listed if "*" not in word and word not in ("$", *_USES)),
        frozenset(_USES[word] for word in listed if word in _USES),
        tuple(word[:-1] for word in listed if word.endswith("*")),
        tuple(word[1:] for word in listed if word.startswith("*")),
        optional,
        "$" in listed,
    )
