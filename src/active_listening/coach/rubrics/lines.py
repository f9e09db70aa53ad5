"""A message as units: a sentence of its prose, a line of its lists with what belongs to it.

What is agreed stands with its owner and date in one unit: in one sentence, or in one line of a list
with the labels below it ("Owner: ...") and the heading above it ("By Friday we will:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from active_listening.coach.reading import Span
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.earning import earning, heaped
from active_listening.coach.rubrics.judging import Evidence
from active_listening.coach.rubrics.meaning import Said
from active_listening.coach.rubrics.stretches import Words
from active_listening.coach.text import Sentence, Word, plain

_BULLET = re.compile(
    r"[ \t>]*(?:[-*•‣▪◦·–—]|\(?\d{1,2}[.)](?=\s)|\(?[a-z]\)|\[[ x]?\])[ \t]*(?=\S)"
)
_LABEL = re.compile(
    r"[ \t]*(?:[-*•–][ \t]*)?"
    r"(?:owner|who|responsible|by|by when|when|due|due date|deadline|date)[ \t]*:"
)

_HEADING = 4
"""Words up to which a line above a list is its heading without a colon."""


class Unit(NamedTuple):
    """A sentence or a line of a list. `lead` is the heading it stands under, empty for none."""

    words: Words
    listed: bool
    lead: Words

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return self.words[0].start, self.words[-1].end


class Message(Answer):
    """A message of several lines. Each view of it is worked out once, when first asked for."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        self.lowered = plain(seen.text)
        self._said: dict[Span, Said] = {}

    @cached_property
    def units(self) -> list[Unit]:
        """The message in order, without what is refused or heaped."""
        return [unit for unit in _units(self.seen.sentences, self.lowered) if unit.words]

    def said_in(self, unit: Unit) -> Said:
        """A unit, ready to be asked for points."""
        key = unit.span
        if key not in self._said:
            self._said[key] = Said([unit.words])
        return self._said[key]

    @cached_property
    def parts(self) -> list[Words]:
        """The stretches that may earn something."""
        return [unit.words for unit in self.units]


class _Line(NamedTuple):
    sentences: list[Sentence]
    kind: str
    """"listed", "label", "heading" or "prose"."""


def _units(sentences: Sequence[Sentence], lowered: str) -> Iterator[Unit]:
    lead: Words = ()
    held: Unit | None = None  # a line of a list may be followed by its labels
    for line in _with_labels(list(_lines(sentences, lowered))):
        words = _kept(line.sentences, lowered)
        if line.kind == "label" and held:
            held = held._replace(words=[*held.words, *words])
            continue
        if held:
            yield held
            held = None
        if line.kind in ("listed", "label"):
            held = Unit(unheaped(words), True, lead)
            continue
        for sentence in _mended(line.sentences):
            for part in earning(sentence):
                yield Unit(part, False, ())
        # A heading leads the list below it; a line of prose ends it.
        lead = words if line.kind == "heading" else ()
    if held:
        yield held


def _with_labels(lines: list[_Line]) -> Iterator[_Line]:
    """The lines, told by those below: above labels stands a part of a list, and a short line
    above a list is its heading, colon or none.
    """
    for line, below in zip(lines, [*lines[1:], None][: len(lines)], strict=True):
        kind = below.kind if below and line.kind == "prose" else ""
        if kind == "label":
            line = line._replace(kind="listed")
        elif kind == "listed" and sum(len(s.words) for s in line.sentences) <= _HEADING:
            line = line._replace(kind="heading")
        yield line


def _lines(sentences: Sequence[Sentence], lowered: str) -> Iterator[_Line]:
    """The sentences by the line they begin in, and what each line is."""
    starts = [0, *(match.end() for match in re.finditer("\n", lowered)), len(lowered) + 1]
    number = 0
    placed: list[tuple[int, Sentence]] = []
    for sentence in sentences:
        while starts[number + 1] <= sentence.words[0].start:
            number += 1
        placed.append((number, sentence))
    for row, group in groupby(placed, key=lambda pair: pair[0]):
        line = lowered[starts[row] : starts[row + 1] - 1]
        yield _Line([sentence for _, sentence in group], _kind(line))


def _kind(line: str) -> str:
    if _LABEL.match(line):
        return "label"
    if _BULLET.match(line) or "|" in line or "\t" in line.strip():
        return "listed"
    return "heading" if line.rstrip().endswith(":") else "prose"


def _kept(sentences: Iterable[Sentence], lowered: str) -> list[Word]:
    """The words of a line, the number or letter of its bullet left out."""
    words = [word for sentence in sentences for word in sentence.words]
    if words:
        begins = lowered.rfind("\n", 0, words[0].start) + 1
        bullet = _BULLET.match(lowered, begins)
        if bullet:
            words = [word for word in words if word.start >= bullet.end()]
    return words


def unheaped(words: Words) -> Words:
    """A line of a list without its heaps; its commas stand for grammar."""
    barred: set[int] = set()
    begin = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i].pause:
            barred |= {begin + k for k in heaped(words[begin:i])}
            begin = i
    return [word for i, word in enumerate(words) if i not in barred]


def _mended(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences of a line of prose, those that "a.m." or "Thurs." cut in two made whole."""
    held: Sentence | None = None
    for sentence in sentences:
        if held and held.words[-1].text in _SHORT and not sentence.words[0].capital:
            held = Sentence((*held.words, *sentence.words), sentence.mark)
            continue
        if held:
            yield held
        held = sentence
    if held:
        yield held


_SHORT = frozenset("m am pm approx hrs mon tue tues wed thu thur thurs fri sat sun".split())
