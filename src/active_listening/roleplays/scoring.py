"""What a graded play earns: the lines of `data/client/rubric.yaml`, asked of the play's figures.

The learner sees the lines before the talk. What was corrected is kept with the play and not scored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from active_listening import resources
from active_listening.roleplays import figures
from active_listening.roleplays.expressions import Expression, ExpressionError, parse
from active_listening.roleplays.play import Play
from active_listening.roleplays.rules import Document, document_of

WHOLE = 100
"""What the shares of all lines add up to."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the rubric.

    Attributes:
        what: what earns it, for the learner.
        share: percent of the task's points, at most.
        steps: shares and their conditions, the whole one first.
    """

    what: str
    share: int
    steps: tuple[tuple[int, Expression], ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """All lines, in the file's order; `version` changes when the file does."""

    rows: tuple[Row, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Earned:
    """What a play earned on one line, of `share` percent."""

    what: str
    share: int
    earned: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a play earned, line by line."""

    lines: tuple[Earned, ...]

    @property
    def total(self) -> int:
        """Percent of the task's points, 0 to 100."""
        return sum(line.earned for line in self.lines)


def score(play: Play) -> Score:
    """The score of a play, finished or as far as it goes."""
    counted = figures.figures(play)

    def earned(row: Row) -> int:
        return max((share for share, when in row.steps if when(counted)), default=0)

    return Score(tuple(Earned(row.what, row.share, earned(row)) for row in rubric().rows))


def rubric() -> Rubric:
    """The rubric. Raises OSError, and ContentError naming file, line, field and mend."""
    path = resources.data() / "client" / "rubric.yaml"
    return _rubric(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _rubric(path: Path, _mtime: int) -> Rubric:
    text = path.read_text("utf-8")
    document = document_of(path, text)
    rows = tuple(_rows(document))
    shares = sum(row.share for row in rows)
    if shares != WHOLE:
        mend = f"Change them until they add up to {WHOLE}."
        raise document.error([], f"the shares add up to {shares}", mend)
    return Rubric(rows, hashlib.sha256(text.encode()).hexdigest()[:8])


def _rows(document: Document) -> Iterator[Row]:
    if not isinstance(document.node, list):
        raise document.error([], "this is no list of lines", "Begin each line with `- for:`.")
    for i, fields in enumerate(document.node):
        what = fields.get("for") if isinstance(fields, dict) else None
        if not isinstance(what, str) or not what.strip():
            raise document.error([i], "`for` is missing", "Say for the learner what earns it.")
        steps = [_step(document, [i], fields)]
        for k, part in enumerate(fields.get("part", ())):
            step = _step(document, [i, "part", k], part)
            if step[0] >= steps[0][0]:
                mend = f"Give less than the line's own {steps[0][0]}."
                raise document.error([i, "part", k, "share"], f"found {step[0]}", mend)
            steps.append(step)
        yield Row(" ".join(what.split()), steps[0][0], tuple(steps))


def _step(document: Document, path: list[Any], fields: Any) -> tuple[int, Expression]:
    """A share and its condition."""
    share = fields.get("share") if isinstance(fields, dict) else None
    if not isinstance(share, int) or isinstance(share, bool) or not 0 < share <= WHOLE:
        mend = f"Give a whole number from 1 to {WHOLE}, percent of the task's points."
        raise document.error([*path, "share"], f"found {share!r}", mend)
    try:
        when = parse(str(fields.get("when", "")), {"flags": ()}, figures.NAMES, {})
    except ExpressionError as error:
        raise document.error([*path, "when"], error.found, error.mend, error.column) from None
    return share, when
