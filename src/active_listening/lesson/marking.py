"""How quiz questions are marked: plain functions, an item and an answer in, a `Marked` out.

Answers name what was chosen in the item's own words (or line numbers, from 1), so that a record
reads without the item and a shuffle changes nothing:

- single: the option's text; several: a list of texts; true_false: True or False;
- order: all steps, as the learner put them; sort: {entry: group}; mark: line numbers;
- match: {text on the left: text on the right}; text: the line typed.
"""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from active_listening.lesson import heard

CERTAINTY_RIGHT = {1: 1, 2: 2, 3: 3}
CERTAINTY_WRONG = {1: 0, 2: -2, 3: -6}
"""Marks for saying how sure one is: certainty-based marking (Gardner-Medwin 2006)."""

_NEARLY = 0.9  # share of a model's words, in order, from which a text counts as that model


@dataclass(frozen=True, slots=True)
class Part:
    """One option, entry, step, pair or line, marked.

    Attributes:
        key: its text, or line number.
        picked: what the learner chose for it: True/False, a group, a text, or a place from 1;
            for a line typed, what it came out as.
        wanted: what is right for it, in the same terms.
        feedback: the author's sentence, "" where there is none.
    """

    key: str | int
    picked: Any
    wanted: Any
    feedback: str = ""

    @property
    def right(self) -> bool:
        """Whether the learner chose what is right for this part."""
        return bool(self.picked == self.wanted)


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer, marked: 0 to 100 `points`, None where it could not be judged.

    `right` means entirely right.
    """

    parts: tuple[Part, ...]
    points: int | None
    feedback: str = ""

    @property
    def right(self) -> bool:
        """Whether everything is right."""
        return all(part.right for part in self.parts)


def mark(item: Any, answer: Any) -> Marked:
    """`answer` to the quiz `item`, marked. Raises ValueError for an answer of another kind."""
    try:
        return _MARKERS[item.kind](item, answer)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"This is no answer to a question of the kind {item.kind}.") from error


def complete(item: Any, answer: Any) -> bool:
    """Whether `answer` holds a choice for all that the question asks."""
    if item.kind == "true_false":
        return isinstance(answer, bool)
    if item.kind == "sort":
        return isinstance(answer, dict) and all(
            answer.get(entry.say) in item.groups for entry in item.entries
        )
    if item.kind == "match":
        given = choices(item)
        return isinstance(answer, dict) and all(answer.get(p.say) in given for p in item.pairs)
    if item.kind == "text":
        return isinstance(answer, str) and bool(answer.strip())
    if item.kind == "order":
        return isinstance(answer, list) and sorted(answer) == sorted(item.steps)
    return bool(answer)


def choices(item: Any) -> list[str]:
    """All texts on the right of a `match`, each once."""
    return list(dict.fromkeys([*(pair.goes_with for pair in item.pairs), *item.extra]))


def certainty_marks(right: bool, sure: int) -> int:
    """Marks for an answer given with certainty `sure` (1, 2 or 3)."""
    return (CERTAINTY_RIGHT if right else CERTAINTY_WRONG)[sure]


def shuffled(things: Sequence[Any], seed: str, not_as_given: bool = False) -> list[Any]:
    """`things` in an order that `seed` fixes; with `not_as_given`, never the given order."""
    mixed = list(things)
    rng = random.Random(seed)
    for _ in range(20):
        rng.shuffle(mixed)
        if not not_as_given or mixed != list(things) or len(set(map(str, mixed))) < 2:
            break
    return mixed


def is_model(text: str, models: Iterable[str]) -> bool:
    """Whether `text` is one of `models`, or so near to it that it is hardly the learner's own."""
    words = _words(text)
    return any(
        difflib.SequenceMatcher(None, words, _words(model), autojunk=False).ratio() >= _NEARLY
        for model in models
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "").replace("'", ""))


def _share(parts: Sequence[Part]) -> int:
    """Points for the share of parts that are right."""
    return round(100 * sum(part.right for part in parts) / len(parts))


def _single(item: Any, answer: Any) -> Marked:
    parts = [Part(o.say, o.say == answer, bool(o.right), o.feedback or "") for o in item.options]
    right = all(part.right for part in parts)
    return Marked(tuple(parts), 100 if right else 0)


def _several(item: Any, answer: Any) -> Marked:
    parts = [Part(o.say, o.say in answer, bool(o.right), o.feedback or "") for o in item.options]
    return Marked(tuple(parts), _hits_less_misses(parts))


def _true_false(item: Any, answer: Any) -> Marked:
    if not isinstance(answer, bool):
        raise TypeError
    said = item.feedback["true" if answer else "false"]
    part = Part(item.statement, answer, bool(item.right), said)
    return Marked((part,), 100 if part.right else 0)


def _order(item: Any, answer: Any) -> Marked:
    """Points for the share of pairs of steps that stand in the right order (Kendall's tau)."""
    if sorted(answer) != sorted(item.steps):
        raise TypeError
    wanted = {step: place for place, step in enumerate(item.steps, 1)}
    parts = tuple(Part(step, place, wanted[step]) for place, step in enumerate(answer, 1))
    places = [part.wanted for part in parts]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
    points = round(100 * sum(a < b for a, b in pairs) / len(pairs)) if pairs else 100
    return Marked(parts, points, item.feedback or "")


def _sort(item: Any, answer: Any) -> Marked:
    parts = tuple(Part(e.say, answer.get(e.say), e.group, e.feedback or "") for e in item.entries)
    return Marked(parts, _share(parts))


def _match(item: Any, answer: Any) -> Marked:
    parts = tuple(Part(p.say, answer.get(p.say), p.goes_with, p.feedback) for p in item.pairs)
    return Marked(parts, _share(parts))


def _text(item: Any, answer: Any) -> Marked:
    """Full points or none; a line that the coach cannot read is neither, and has no points."""
    if not isinstance(answer, str):
        raise TypeError
    came_out = heard.outcome(item, heard.read(item, answer))
    told = item.feedback.get(came_out, "")
    points = None if came_out == "unsure" else 100 if came_out == "right" else 0
    return Marked((Part(answer, came_out, "right"),), points, told)


def _mark(item: Any, answer: Any) -> Marked:
    parts = [
        Part(number, number in answer, bool(line.mark), line.feedback or "")
        for number, line in enumerate(item.lines, 1)
    ]
    return Marked(tuple(parts), _hits_less_misses(parts))


def _hits_less_misses(parts: Sequence[Part]) -> int:
    """Points where some are to be picked: the share found, less the share picked wrongly.

    The same weight on both sides makes guessing, and picking everything, worth nothing.
    """
    wanted = [part for part in parts if part.wanted]
    others = [part for part in parts if not part.wanted]
    found = sum(bool(part.picked) for part in wanted) / len(wanted) if wanted else 1.0
    wrong = sum(bool(part.picked) for part in others) / len(others) if others else 0.0
    return max(0, round(100 * (found - wrong)))


_MARKERS: dict[str, Callable[[Any, Any], Marked]] = {
    "single": _single,
    "several": _several,
    "true_false": _true_false,
    "order": _order,
    "sort": _sort,
    "mark": _mark,
    "match": _match,
    "text": _text,
}


def texts(answer: Any) -> Iterator[str]:
    """All that an answer says, as short texts."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            plain = isinstance(value, (str, int, float)) and name not in ("answer", "typing")
            yield from (f"{name}: {one}" if plain else one for one in texts(value))
    elif isinstance(answer, list):
        for value in answer:
            yield from texts(value)
    elif answer not in (None, ""):
        yield str(answer)
