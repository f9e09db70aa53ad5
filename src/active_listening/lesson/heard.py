"""What a typed line counts as, for items that name the moves, tiers or flaws they look for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from active_listening import coach
from active_listening.coach import catalogue, wording

Outcome = Literal["right", "other", "spoiled", "unsure"]


def read(item: Any, text: str) -> coach.Reading:
    """The reading of `text` as an answer to the client of `item`. Raises coach.TooLong."""
    return coach.read(text, client=item.client)


def found_in(reading: coach.Reading) -> set[str]:
    """All that a reading holds by name: its moves, its flaws and its tier."""
    names = {move.id for move in reading.moves} | {flaw.id for flaw in reading.flaws}
    return {*names, reading.question.tier}


def outcome(item: Any, reading: coach.Reading) -> Outcome:
    """Whether a line is right: one of `item.wants`, of `item.holds`, nothing of `item.spoils`.

    Unsure where the coach cannot read it, which is neither right nor wrong.
    """
    if reading.verdict == "unsure":
        return "unsure"
    found = found_in(reading)
    if found & set(item.spoils):
        return "spoiled"
    return "right" if found & set(item.wants) and _holds(item.holds, reading.text) else "other"


def _holds(words: tuple[str, ...], text: str) -> bool:
    """Whether `text` has one of `words`, whole, whatever its case; true where none are asked."""
    anyone = "|".join(map(re.escape, words))
    return not words or re.search(rf"\b(?:{anyone})\b", text, re.IGNORECASE) is not None


def chosen(by_name: Mapping[str, str], reading: coach.Reading) -> str:
    """What an author wrote for a line such as this, out of texts by flaw, move, tier or "none".

    The first flaw of the line that has a text decides; then moves, in the order the author wrote
    them; then the tier; then "none".
    """
    moves = {move.id for move in reading.moves}
    names: list[str] = [flaw.id for flaw in reading.flaws]
    names += [name for name in by_name if name in moves]
    names += [reading.question.tier, "none"]
    return next((by_name[name] for name in names if name in by_name), "")


def by_moves(names: Iterable[str]) -> bool:
    """Whether any of `names` asks what a line does, and not only how wide its question is.

    Blaming, which is a flaw of questions and a move, counts as the flaw.
    """
    return bool(set(names) & (catalogue.names("moves") - catalogue.names("flaws")))


def page(item: Any, reading: coach.Reading) -> dict[str, Any]:
    """Everything the page shows of `reading`, with the words marked that may decide."""
    moves = by_moves(item.wants)
    shown = wording.page(reading, wanted="" if moves else "rewrite")
    tones = {"right": "good", "unsure": "half"}
    shown["tone"] = tones.get(outcome(item, reading), "try")
    if reading.verdict != "unsure":
        shown["segments"] = wording.segments(reading.text, _marks(item, reading, moves=moves))
    return shown


def _marks(item: Any, reading: coach.Reading, *, moves: bool) -> list[wording.Mark]:
    """The marks of the reading in its own terms, and of what spoils the line in the other's."""
    of_moves = [
        mark._replace(kind="flaw") if move.id in item.spoils else mark
        for move, mark in zip(reading.moves, wording.marks_of_moves(reading), strict=True)
    ]
    if moves:
        flaws = [flaw for flaw in reading.flaws if flaw.id in item.spoils]
        return of_moves + [
            wording.Mark(*flaw.span, "flaw", catalogue.word("flaws", flaw.id)) for flaw in flaws
        ]
    asked = {f"{tier}_question" for tier in catalogue.names("tiers")}
    spoiling = set(item.spoils) - asked  # the question's tier is marked already
    return wording.marks_of(reading) + [
        mark for move, mark in zip(reading.moves, of_moves, strict=True) if move.id in spoiling
    ]
