"""What the coach found in one utterance: the one type that lessons, grader and exports share.

Published in `data/coach/reading.schema.json`, the names it uses in `data/coach/names.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Tier = Literal["open", "focused", "closed", "none"]
FlawId = Literal[
    "leading", "loaded", "blaming", "double_barrelled", "multiple", "solution_in_disguise"
]
Met = Literal["full", "half", "no", "n/a"]
Verdict = Literal["pass", "not_yet", "unsure"]
Span = tuple[int, int]
"""Start and end of a stretch of text, in code points, the end not included."""


@dataclass(frozen=True, slots=True)
class Question:
    """The question an utterance asks; where it asks several, the one left ringing, the last."""

    tier: Tier
    span: Span | None
    reason: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in a question that gets in the client's way, and the words that do it."""

    id: FlawId
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """What a stretch of an utterance does in the conversation."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric, applied: how far it is met, where, why, and one thing to try."""

    id: str
    met: Met
    span: Span | None
    reason: str
    tip: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One utterance, read.

    Attributes:
        points: 0 to 100 by the rubric asked for; None where none was.
        verdict: by the same rubric; where none was asked for, None, or unsure: it is no English.
    """

    text: str
    question: Question
    flaws: tuple[Flaw, ...] = ()
    moves: tuple[Move, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    points: float | None = None
    verdict: Verdict | None = None

    def as_dict(self) -> dict[str, Any]:
        """The reading as JSON-ready data, in the published schema's form."""
        return {
            **_fields(self),
            "question": _fields(self.question),
            "flaws": [_fields(one) for one in self.flaws],
            "moves": [_fields(one) for one in self.moves],
            "criteria": [_fields(one) for one in self.criteria],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reading:
        """The reading that `as_dict` gave. KeyError, TypeError or ValueError for anything else."""
        return cls(
            text=data["text"],
            question=Question(**_spanned(data["question"])),
            flaws=tuple(Flaw(**_spanned(one)) for one in data["flaws"]),
            moves=tuple(Move(**_spanned(one)) for one in data["moves"]),
            criteria=tuple(Criterion(**_spanned(one)) for one in data["criteria"]),
            points=data["points"],
            verdict=data["verdict"],
        )


def _spanned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with their span, a list in JSON, as the tuple it was."""
    start_end = fields["span"]
    return {**fields, "span": start_end and (int(start_end[0]), int(start_end[1]))}


def _fields(one: Any) -> dict[str, Any]:
    """The fields of one of these by name, a span as the list that JSON has; a class's grading does
    this a hundred times a learner, and `dataclasses.asdict` takes four times as long."""
    values = {name: getattr(one, name) for name in one.__slots__}
    return {name: list(it) if isinstance(it, tuple) else it for name, it in values.items()}
