"""The message after a conversation: thanks, what was heard, who does what by when, and what next.

Criteria after minutes of action (what, who, by when; Doyle and Straus, How to Make Meetings Work,
1976) and the summary that closes a talk in motivational interviewing (Miller and Rollnick, 2013,
ch. 6).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import promises, spoilers, tables, weighing
from active_listening.coach.rubrics.contact import contact_in, next_contact
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.lines import Message, Unit
from active_listening.coach.rubrics.meaning import Said, content, points_met
from active_listening.coach.rubrics.owners import (
    heading_owner,
    known_roots,
    names_in,
    owner_in,
    with_names,
)
from active_listening.coach.rubrics.paraphrase import coverage
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, without
from active_listening.coach.rubrics.times import deadline_in, time_in

_TO_SAY = frozenset("say hear mention explain share raise".split())
"""Verbs of recaps that with a deadline say what will be done: "you say it to them by Friday"."""
_HEAD = 4
"""Words that a day and an hour at the head of a line have at most."""
_NEW = 2
"""Content words that the task does not have, from which a line is about something new."""


class FollowUp(Message):
    """A follow-up message with the agreed actions it names."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        listed = (*self.asked.actions, *self.asked.facets)
        self.known = known_roots(tuple(phrase for facet in listed for phrase in facet))

    @cached_property
    def units(self) -> list[Unit]:
        """As in any message; a name of the task is one in small letters, too."""
        told = f"{self.asked.scene} {self.asked.client}"
        return with_names(super().units, told, self.known)

    @cached_property
    def deeds(self) -> list[tuple[Span, list[Unit]] | None]:
        """For each agreed action where it is named, and the units that name it as one."""
        units = [unit for unit in self.units if self._commits(unit)]
        return [self._named(action, units) for action in self.asked.actions]

    def _named(self, action: tuple[str, ...], units: list[Unit]) -> tuple[Span, list[Unit]] | None:
        found = [(self._named_in(action, unit), unit) for unit in units]
        named = [(place, unit) for place, unit in found if place]
        return (named[0][0], [unit for _, unit in named]) if named else None

    def _named_in(self, action: tuple[str, ...], unit: Unit) -> Span | None:
        """Where a unit names an action; "I ring you" is near "you write", and another thing."""
        keeps_in_touch = contact_in(unit.words) is not None
        return points_met((action,), self.said_in(unit), strict=keeps_in_touch)[0]

    def _commits(self, unit: Unit) -> bool:
        """Whether a unit says that something will be done, rather than what has been."""
        heading = {word.text for word in unit.lead}
        if unit.listed and not heading & tables.words("recaps"):
            return True
        if tables.phrases("asks_for_leave").at(unit.words, 0):
            return False
        if self._under_date(unit) or self._under_owner(unit):
            return True
        if tables.phrases("commits").search(unit.words):
            return True
        dated = deadline_in(self.lowered, *unit.span)
        back = tables.words("looks_back") | tables.words("recaps")
        told = {word.text for word in unit.words} & back
        if told - (_TO_SAY if dated else frozenset()):
            return False
        return bool(dated or owner_in(unit.words, self.known))

    def _under_date(self, unit: Unit) -> bool:
        """ "By Friday: you have told them", "Thursday noon: I have the lists": a plan, as a list.

        Under "Today:" may stand what has been, too.
        """
        start, end = unit.span
        cut = self.lowered.find(": ", start, end)
        head = self.lowered[start:cut] if cut > 0 else ""
        dated = 0 < len(head.split()) <= _HEAD and time_in(self.lowered, start, cut)
        return bool(dated) and "today" not in head

    def _under_owner(self, unit: Unit) -> bool:
        """ "You: all fourteen told by Friday", "I: the lists, tomorrow noon"."""
        first = unit.words[0]
        whose = first.text in ("i", "we") or owner_in(unit.words[:1], self.known)
        headed = bool(whose) and self.lowered[first.end : first.end + 2] == ": "
        return headed and time_in(self.lowered, *unit.span) is not None

    def recounts(self, unit: Unit) -> bool:
        """Whether a unit tells of what has been, or of what was heard."""
        back = tables.words("recaps") | tables.words("looks_back")
        told = any(word.text in back for word in (*unit.words, *unit.lead))
        return told or any(points_met(self.asked.facets, self.said_in(unit), strict=True))

    def recalls(self, unit: Unit) -> bool:
        """Whether a unit may say what was heard: it is no agreed action, or says why it is one."""
        if not any(deed and unit in deed[1] for deed in self.deeds):
            return True
        if tables.phrases("keeps_in_mind").search(unit.words):
            return True
        back = tables.words("recaps") | tables.words("reasons") | tables.words("looks_back")
        return any(word.text in back for word in (*unit.words, *unit.lead))

    def nameless(self, unit: Unit) -> Words:
        """Its words without the names of who talked: "Dear Ingrid", "Dele" sum nothing up."""
        people = names_in(self.asked.scene, self.known)
        return [word for word in unit.words if not (word.capital and word.text in people)]

    def owner(self, unit: Unit) -> Span | None:
        """Who does what the unit says, itself or the heading above."""
        found = owner_in(unit.words, self.known) or heading_owner(unit.lead, self.known)
        return found.span if found else None

    def date(self, unit: Unit) -> Span | None:
        """When it is done: a time in the unit, or a deadline in the heading above."""
        when = time_in(self.lowered, *unit.span)
        if when or not unit.lead:
            return when
        return deadline_in(self.lowered, unit.lead[0].start, unit.lead[-1].end)


def _thanks(message: FollowUp) -> Found:
    for unit in message.units:
        if tables.phrases("no_thanks").search(unit.words):
            continue
        found = tables.phrases("thanks").search(unit.words)
        if found:
            words = unit.words[found[0] : found[1]]
            return "full", (words[0].start, words[-1].end), "thanked", None
    return "no", None, "thanked_not", "tip_thank"


def _sums_up(message: FollowUp) -> Found:
    """What was heard. A line that only says what will be done about it sums nothing up."""
    argued = (
        spoilers.defence(message) or weighing.reproached(message) or message.anywhere("not_on_us")
    )
    if argued:
        return "half", argued, "defence_words", "tip_defence"
    told = [message.nameless(unit) for unit in message.units if message.recalls(unit)]
    heard = [part for words in told for part in without(words, "frames")]
    said = Said(part for words in heard for part in without(words, "as_agreed"))
    return coverage(points_met(message.asked.facets, said, message.asked.client, strict=True))


def _actions(message: FollowUp) -> Found:
    named = [deed for deed in message.deeds if deed]
    if not message.deeds:
        return "n/a", None, "actions_unasked", None
    if not named:
        return "no", None, "actions_none", "tip_actions"
    if len(named) < len(message.deeds):
        return "half", named[0][0], "actions_some", "tip_actions"
    return "full", named[0][0], "actions_all", None


def _each(name: str, has: Callable[[FollowUp, Unit], Span | None]) -> Callable[[FollowUp], Found]:
    """A criterion that each agreed action has something; where some have, half."""

    def test(message: FollowUp) -> Found:
        if not message.deeds:
            return "n/a", None, "actions_unasked", None
        named = [deed for deed in message.deeds if deed]
        bare = [place for place, units in named if not any(has(message, u) for u in units)]
        if not named or len(bare) == len(named):
            return "no", bare[0] if bare else None, f"{name}_none", f"tip_{name}"
        if bare:
            return "half", bare[0], f"{name}_some", f"tip_{name}"
        return "full", None, f"{name}_all", None

    return test


def _open_question(message: FollowUp) -> Found:
    place = message.earned_move("open_question", "inviting_options")
    if place is None and message.seen.question.tier == "open":  # "What did I leave out?"
        place = message.earned_move("check_back")
    if place and not message.lowered[place[1] :].lstrip().startswith(":"):  # "What I heard: ..."
        return "full", place, "floor_open", None
    question = message.seen.question
    asks = message.lowered[slice(*question.span)] if question.span else ""
    if question.reason == "check_back" and asks.startswith("what"):
        return "full", question.span, "floor_open", None  # "What have I missed?" lets them add
    if question.tier == "focused":
        return "half", question.span, "floor_fact", "tip_floor_open"
    if question.tier == "closed":
        return "no", question.span, "floor_closed", "tip_floor_open"
    return "no", None, "floor_none", "tip_floor_open"


def _unagreed(message: FollowUp) -> Span | None:
    """A line with an owner and a date, or a place in the list of actions, that nobody agreed on."""
    agreed = [unit for deed in message.deeds if deed for unit in deed[1]]
    for unit in message.units:
        owner = owner_in(unit.words, message.known)
        dated = message.date(unit)
        if unit in agreed or not (owner and dated) or contact_in(unit.words):
            continue
        whose = message.seen.text[slice(*owner.span)].lower()
        if whose in ("i", "we") and tables.phrases("also").search(unit.words):
            return unit.span  # beside the list, agreed by nobody
        if whose == "you" or message.recounts(unit):
            continue
        if tables.phrases("on_record").search(unit.words):
            continue
        new = [word for word in content(unit.words) if root(word.text) not in message.known]
        if len(new) >= _NEW:
            return unit.span
    return None


def _seen_to(message: FollowUp, place: Span | None) -> bool:
    """ "I'll see to it that the posters are there": one's own part of what was agreed."""
    words = [w for w in message.words if place and place[0] <= w.start < place[1]]
    if not place or not tables.phrases("sees_to").search(words):
        return False
    agreed = [unit for deed in message.deeds if deed for unit in deed[1]]
    return any(unit.span[0] <= place[0] < unit.span[1] for unit in agreed)


def _nothing_new(message: FollowUp) -> Found:
    met = spoilers.no_promise(message)
    if met[0] == "no" and not _seen_to(message, met[1]):
        return met
    place = promises.beyond_agreed(message) or _unagreed(message)
    if place:
        return "no", place, "new_promise", "tip_agreed_only"
    return "full", None, "no_new_promise", None


FOLLOW_UP = Family(
    {
        "F1": _thanks,
        "F2": _sums_up,
        "F3": _actions,
        "F4": _each("owners", FollowUp.owner),
        "F5": _each("dates", FollowUp.date),
        "F6": next_contact,
        "F7": _open_question,
        "F8": _nothing_new,
    },
    FollowUp,
)
