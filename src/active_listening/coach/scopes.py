"""Where the words of a statement are not the speaker's own: reported, or said not to be done.

Reported speech keeps its source as far as the clause goes (Quirk et al., A Comprehensive Grammar of
the English Language, 14.28-14.35); what stands in the scope of a negation is not asserted (10.54-
10.66), nor is what a condition supposes (15.33-15.38).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from active_listening.coach.constructions import Hit
from active_listening.coach.folding import Line, slot

_ENDS = ("but", "however", "although", "though")
_NOT_REPORTING = ("how", "what", "if", "when", "where", "until")
_OWN = frozenset(["apology", "validation", "proposing", "next_step", "common_ground"])
"""Moves that are the speaker's, beside roadblocks, and none where the words are the client's."""


class Scope(NamedTuple):
    """Tokens between `start` and `end` are the client's, or denied."""

    reported: bool
    start: int
    end: int


def scopes(line: Line, frames: Sequence[Hit]) -> list[Scope]:
    """The stretches that `frames` reach over: to a "but", or to where "I" takes over."""
    found = []
    for hit in frames:
        if hit.name == "reported_after":
            found.append(Scope(True, -1, hit.start))
        elif hit.name == "disclaimed" or (hit.name == "reported" and not _asked(line, hit)):
            end = hit.end
            while end < len(line.texts) and not _over(line, end):
                end += 1
            found.append(Scope(hit.name == "reported", hit.start, end))
    return found


def _over(line: Line, k: int) -> bool:
    return line.texts[k] in _ENDS or (line.texts[k] == "i" and line.starts[k])


def _asked(line: Line, hit: Hit) -> bool:
    """ "How you feel" reports nothing."""
    before = line.texts[hit.start - 1] if hit.start else ""
    return line.texts[hit.start] == "you" and before in _NOT_REPORTING


def covered(others: Sequence[Scope], hit: Hit, name: str, roadblock: bool) -> bool:
    """Whether `hit`, of the move `name`, lies where it is not the speaker's."""
    own = roadblock or name in _OWN
    for scope in others:
        if own and scope.start < hit.start < scope.end and (roadblock or scope.reported):
            return True
    return False


def denied(line: Line, hit: Hit) -> bool:
    """Whether "not", or an "if", stands right before: "it is not your fault", "if we failed"."""
    k = hit.start - 1
    if k < 0 or line.pauses[hit.start]:
        return False
    texts, light = line.texts, slot("light")
    while k > 0 and texts[k] in light:
        k -= 1
    if texts[k] in ("if", "unless", "before"):
        return hit.name not in ("summary", "permission")
    if hit.name == "validation" and _doubted(texts, k):
        return True
    if texts[k] == "of" and k and texts[k - 1] in ("none", "nothing", "neither"):
        return True
    return not line.starts[hit.start] and texts[k] in slot("not")


def _doubted(texts: Sequence[str], k: int) -> bool:
    """ "I don't think it's fair": the "not" stands before the thinking (Quirk et al., 14.36)."""
    if k and texts[k] == "that":
        k -= 1
    thinks = texts[k] in ("think", "believe", "find", "feel", "see")
    return thinks and k > 0 and texts[k - 1] in slot("not")
