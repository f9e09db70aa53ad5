"""The class for demonstrations: invented learners, what each handed in, what a person gives it.

One file a learner, `data/classes/ASSIGNMENT/LEARNER.yaml`. The answers and the verdicts were
written without sight of the coach's rules, so that machine and person can be compared. They stay
with the instructor's sources: a learner's edition holds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from active_listening import resources
from active_listening.bank import errors, load
from active_listening.bank.errors import ContentError
from active_listening.bank.items import Assignment, Graded, Item, Worksheet
from active_listening.resources import RawEntry

Finding = tuple[list[Any], str, str]
"""Path of the field, what was found, how to mend it."""

SHARE = {"full": 1.0, "part": 0.5, "none": 0.0, "empty": 0.0}
"""What a verdict earns, as a share of the item's points."""
_ID = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer, and what a careful person gives it: a verdict, or points by a scheme."""

    answer: str | dict[str, str]
    verdict: str = ""
    points: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        texts = self.answer.values() if isinstance(self.answer, dict) else [self.answer]
        return not any(text.strip() for text in texts)

    def earns(self, most: float) -> float:
        """The person's points, of `most` there are."""
        return float(self.points) if self.points is not None else SHARE[self.verdict] * most

    @property
    def told(self) -> str:
        """The person's judgement in words: "part", or "7 points"."""
        return self.verdict if self.points is None else f"{self.points} points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner(Item):
    """One learner of the class; `disagrees` holds reasons by item id."""

    first_name: str
    last_name: str
    answers: dict[str, Judged]
    disagrees: dict[str, str] = field(default_factory=dict)


def files(assignment: str = "*") -> list[Path]:
    """The files of the learners of one assignment, or of all, in order."""
    return sorted((resources.data() / "classes").glob(f"{assignment}/*.yaml"))


def entry(path: Path) -> RawEntry:
    """A learner's file, unread. Raises ContentError where it is no text."""
    try:
        return RawEntry(path.stem, path, 1, path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        mend = "Save the file as UTF-8."
        raise ContentError(errors.source_of(path, 1), "", "not UTF-8 text", mend) from error


def learner(raw: RawEntry) -> Learner:
    """The learner of a file. Raises ContentError naming file, line, field and mend."""
    data = load.plain(load.read("classes", raw))
    answers = {id: Judged(**judged) for id, judged in data["answers"].items()}
    return Learner(**{**data, **load.common(raw), "answers": answers})


def findings(found: Learner, assignment: Assignment) -> Iterator[Finding]:
    """What the schema cannot see: whether the answers are those of the assignment."""
    if not _ID.fullmatch(found.id):
        mend = "Name the file after the learner's id: lower-case letters, numbers, dots, hyphens."
        yield [], f'"{found.id}" cannot be the id of a learner', mend
    items = {item.id: item for item in assignment.items}
    for id in found.answers:
        if id not in items:
            yield ["answers", id], f"{assignment.name} has no such item", "Take it out."
    for id, item in items.items():
        if id not in found.answers:
            yield ["answers"], f"{id} is missing", 'Add it, with answer: "" for nothing typed.'
        else:
            yield from _answer(["answers", id], found.answers[id], item)
    for id in found.disagrees:
        if id not in items:
            yield ["disagrees", id], f"{assignment.name} has no such item", "Take it out."


def _answer(path: list[Any], judged: Judged, item: Graded) -> Iterator[Finding]:
    several = isinstance(item, Worksheet) and item.kind == "free_pair"
    boxes = [prompt.id for prompt in item.prompts] if isinstance(item, Worksheet) else []
    if several and (not isinstance(judged.answer, dict) or set(judged.answer) != set(boxes)):
        mend = f"Give a text for each of: {', '.join(boxes)}."
        yield [*path, "answer"], "these are not the boxes of this item", mend
    if not several and not isinstance(judged.answer, str):
        yield [*path, "answer"], "this item has one box", "Give the text alone."
    by_scheme = isinstance(item, Worksheet) and bool(item.scheme)
    wanted, other = ("points", "verdict") if by_scheme else ("verdict", "points")
    given = {"verdict": bool(judged.verdict), "points": judged.points is not None}
    if given[other]:
        mend = f"Take `{other}` out." if given[wanted] else f"Give `{wanted}:` in its place."
        yield [*path, other], f"this item is judged by `{wanted}`", mend
    elif not given[wanted]:
        yield path, f"`{wanted}` is missing", f"Add what a careful person gives, as `{wanted}:`."
    if judged.points is not None and judged.points > item.points:
        yield [*path, "points"], f"found {judged.points}", f"Needed: 0 to {item.points}."
    if given["verdict"] and (judged.verdict == "empty") != judged.empty:
        mend = "`empty` is for an answer without text, and for nothing else."
        yield [*path, "verdict"], f'found "{judged.verdict}"', mend
