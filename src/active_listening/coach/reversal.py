"""A "but" that takes an acknowledgement back.

After "but" the second clause carries what the speaker stands by (Lakoff, If's, and's, and but's
about conjunction, 1971). Where that is the speaker's own side, the acknowledgement before it is
heard as politeness; where it goes on listening, or mends, nothing is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from active_listening.coach.constructions import Constructions, Hit
from active_listening.coach.folding import Line, slot
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reflection import head

TURNS = frozenset(["ack", "takes_back", "repair"])
"""Lists of rows that count only around a "but", and are looked for only there."""
_ACKNOWLEDGES = frozenset(["ack", "validation", "apology"])
_MENDS = frozenset(["repair", "apology", "next_step", "proposing", "validation", "permission"])
_TAKES_BACK = frozenset(["defending", "blaming", "minimising", "overpromising", "advising"])


class Before(NamedTuple):
    """The sentence before, which asked nothing, and its moves."""

    line: Line
    moves: Sequence[Hit]
    disclaims: bool = False
    """Whether it said what the speaker does not do."""

    def acknowledges(self) -> bool:
        """Whether it took up what the client said."""
        return any(hit.name in _ACKNOWLEDGES for hit in [*self.moves, *_turns().hits(self.line)])


@lru_cache
def _turns() -> Constructions:
    return Constructions(sorted(TURNS))


def reversal(line: Line, moves: Sequence[Hit], stop: int, before: Before | None) -> list[Hit]:
    """The first turn of `line`, up to token `stop`, that takes back what was acknowledged.

    Args:
        moves: those of the line.
        before: the sentence before, for a line that begins with its "but".
    """
    contrast = slot("contrast")
    if contrast.isdisjoint(line.texts):
        return []
    hits = [*_turns().hits(line), *moves]
    for c, text in enumerate(line.texts[:stop]):
        if text not in contrast or not _turns_at(line, c):
            continue
        opens = before is not None and head(line, (0, c)) >= c and before.acknowledges()
        first = head(line, (c + 1, stop))
        if first >= stop or not (opens or _acknowledged(hits, c)):
            continue
        own = [hit for hit in moves if hit.start > c and hit.name in _TAKES_BACK]
        own += [hit for hit in hits if hit.name == "takes_back" and hit.start == first]
        mends = any(hit.name in _MENDS and c < hit.start <= first for hit in hits)
        if own or not mends:
            return [Hit("reversal", c, max((hit.end for hit in own), default=first + 1))]
    return []


def _turns_at(line: Line, c: int) -> bool:
    """Whether a clause follows that stands against the one before: not "however late it is"."""
    if line.texts[c] == "though" and c and line.texts[c - 1] == "as":  # "it looks as though"
        return False
    if line.texts[c] in ("but", "although", "though"):
        return True
    after = line.texts[c + 1] if c + 1 < len(line.texts) else ""
    clause = after in lexicon().words("subjects") or line.pauses[c + 1 : c + 2] == [True]
    return clause and (line.pauses[c] or c == 0 or line.texts[c] == "however")


def _acknowledged(hits: Sequence[Hit], c: int) -> bool:
    return any(hit.end <= c and hit.name in _ACKNOWLEDGES for hit in hits)
