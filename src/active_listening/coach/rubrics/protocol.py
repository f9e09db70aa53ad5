"""A note on how to talk from now on: the matter at hand, who tells whom what, and the check.

Who does what and who tells whom is written with names and times, as minutes of action are (Doyle
and Straus, How to Make Meetings Work, 1976); what was understood is said back before anybody acts
on it, as in closed-loop communication (Salas, Sims and Burke, Is there a "Big Five" in teamwork?,
Small Group Research 36, 2005).

The task's facets say what is asked for, in this order: the concern at hand, then what is told.
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables, together, weighing
from active_listening.coach.rubrics.checking import asks_back
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.lines import Message, Unit
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.owners import (
    heading_owner,
    is_name,
    known_roots,
    owner_in,
    with_names,
)
from active_listening.coach.rubrics.recalibrate import no_defence
from active_listening.coach.rubrics.stretches import Words, matches
from active_listening.coach.rubrics.times import time_in
from active_listening.coach.topic import Facets

MAX_WORDS = 130
_BACK = 6
"""Words behind a verb of telling within which "back" says that it returns."""
_AGAIN = frozenset(["every", "each", "hourly"])


class Protocol(Message):
    """A note with where each thing that the task asks for is said."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        self.known = known_roots(tuple(p for facet in self.asked.facets for p in facet))

    @cached_property
    def units(self) -> list[Unit]:
        """The note in order; a name that the task told is one in small letters, too."""
        return with_names(super().units, self.asked.scene, self.known)

    def saying(self, facets: Facets) -> list[tuple[Span, list[Unit]]]:
        """Where any of some facets is named, with the unit it stands in and the one behind it."""
        behind = [*self.units[1:], None][: len(self.units)]
        found = []
        for unit, after in zip(self.units, behind, strict=True):
            places = points_met(facets, self.said_in(unit), strict=True)
            place = next((place for place in places if place), None)
            if place:
                found.append((place, [unit, after] if after else [unit]))
        return found

    def owner(self, unit: Unit) -> Span | None:
        """Who does what a unit says."""
        found = owner_in(unit.words, self.known) or heading_owner(unit.lead, self.known)
        return found.span if found else None

    def when(self, unit: Unit) -> Span | None:
        """The day or hour that a unit names."""
        return time_in(self.lowered, *unit.span)

    def due(self, unit: Unit) -> bool:
        """Whether a unit names a day that comes once; "every Wednesday" is no deadline."""
        when = self.when(unit)
        if when is None:
            return False
        near = [word.text for word in unit.words if word.start <= when[0]][-2:]
        return _AGAIN.isdisjoint((*near, *self.lowered[slice(*when)].split()))

    def way(self, unit: Unit) -> bool:
        """Whether a unit says how or when something is told."""
        return bool(tables.phrases("by_what_way").search(unit.words) or self.when(unit))

    def told_to(self, unit: Unit) -> bool:
        """Whether what a unit says reaches somebody: "to you", "Bea gets", "mails Mr Falk"."""
        words = unit.words
        if any(word.text in tables.words("told_to") for word in words):
            return True
        for i, word in enumerate(words):
            before = words[i - 1].text if i else ""
            after = words[i + 1].text if i + 1 < len(words) else ""
            told = before in tables.words("tells_whom") or after in tables.words("is_told")
            if told and (is_name(words, i, self.known) or word.text in tables.words("somebody")):
                return True
        return False


def _concern(note: Protocol) -> Found:
    """The concern with who sees to it and by when; half where one of the two is missing."""
    if not note.asked.facets:
        return "no", None, "points_unknown", None
    named = note.saying(note.asked.facets[:1])
    if not named:
        return "no", None, "matter_none", "tip_matter"
    best: Found = "half", named[0][0], "matter_loose", "tip_matter"
    told = {units[0].span for _, units in note.saying(note.asked.facets[1:])}
    for place, units in named:
        for reach in (
            units[:1],
            [unit for unit in units if unit is units[0] or unit.span not in told],
        ):
            owned = any(note.owner(unit) for unit in reach)
            dated = any(map(note.due, reach))
            if owned and dated:
                return "full", place, "matter_owned", None
            if dated:
                best = "half", place, "matter_dated", "tip_matter"
    return best


def _tells(note: Protocol) -> Found:
    """What is told, to whom, and when or how; half where it is only said that it is told."""
    facets = note.asked.facets
    named = note.saying(facets[1:]) if len(facets) > 1 else [(u.span, [u]) for u in note.units]
    for place, units in named:
        kept = [unit for unit in units if unit is units[0] or not _returns(unit.words)]
        if any(note.told_to(unit) and note.way(unit) for unit in kept):
            return "full", place, "channel_named", None
    if named and len(facets) > 1:
        return "half", named[0][0], "channel_loose", "tip_channel"
    return "no", None, "channel_none", "tip_channel"


def _caught(note: Protocol) -> Found:
    """A step that shows that two people read it differently; waiting for a yes is half of one."""
    place = next((place for words in note.parts if (place := _returns(words))), None)
    if place:
        return "full", place, "slip_caught", None
    yes = note.phrase("released")
    if yes:
        return "half", yes, "slip_released", "tip_read_back"
    return "no", None, "slip_open", "tip_read_back"


def _returns(words: Words) -> Span | None:
    """ "She messages the new numbers back to you", "if unclear we ask": what shows a slip."""
    found = tables.phrases("said_back").search(words)
    if found:
        return words[found[0]].start, words[found[1] - 1].end
    for i, word in enumerate(words):
        if word.text in tables.words("tells"):
            for other in words[i + 1 : i + 1 + _BACK]:
                if other.text == "back":
                    return word.start, other.end
    return None


def _asks(note: Protocol) -> Found:
    place = asks_back(note) or _mend(note)
    if place:
        return "full", place, "asks_if_right", None
    if note.seen.question.span:
        return "half", note.seen.question.span, "asks_other", "tip_asks_if_right"
    return "no", None, "asks_back_none", "tip_asks_if_right"


def _mend(note: Protocol) -> Span | None:
    """ "Tell me what I've left out"; not "you tell me what you read", which is a rule."""
    for words in note.parts:
        for start, end in matches(tables.phrases("asks_to_mend"), words):
            if not (start and words[start - 1].text in ("you", "u", "i", "we", "and")):
                return words[start].start, words[end - 1].end
    return None


def _blames_nobody(note: Protocol) -> Found:
    blamed = weighing.reproached(note) or note.anywhere("their_fault")
    if blamed:
        return "no", blamed, "blame_reply", "tip_blame_reply"
    defended = no_defence(note, "was_fine", rules=True)
    if defended:
        return "no", defended, "defence_words", "tip_anew_plain"
    back = note.move("reversal")
    if back:
        return "no", back, "reversal_words", "tip_reversal"
    return "full", None, "blames_nobody", None


PROTOCOL = Family(
    {
        "P1": _concern,
        "P2": _tells,
        "P3": _caught,
        "P4": _asks,
        "P5": _blames_nobody,
        "P6": together.up_to(MAX_WORDS, "long_protocol"),
    },
    Protocol,
)
