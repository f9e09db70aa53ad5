"""A phased offer: what comes first and by when, what follows, and what is not cut for it.

A part that comes early and serves their most pressing need is worth more to them than the whole
late; differences in timing can be traded (Fisher and Ury, Getting to Yes, 1981, ch. 4; Lax and
Sebenius, 3-D Negotiation, 2006, ch. 9).

The task's facets say what is asked for, in this order: the first part and the later part, both
marked as a must; then which need of theirs the first part serves, and what must not be skipped.
"""

from __future__ import annotations

import re
from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import promises, spoilers, tables, together
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.lines import Message
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.stretches import Words, clauses, denied
from active_listening.coach.rubrics.times import time_in

MAX_WORDS = 80
_CUT = re.compile(r"(?P<far>[.;:!?\n])|(?P<near>,|\band\b|\bthen\b|\bbut\b|\bwhile\b|[-–—](?= ))")
"""What parts one clause from the next."""
_FAR = 2
"""How much a full stop parts, where a comma or an "and" parts by one."""


class Offer(Message):
    """An offer with where each thing that the task asks for is said."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        must, every = self.asked.must, range(len(self.asked.facets))
        parts = list(must) if len(must) == 2 else list(every)[:2]
        besides = [i for i in every if i not in parts]
        self.order = [*parts, *[-1] * (2 - len(parts)), *besides]

    def named(self, k: int) -> Span | None:
        """Where the k-th thing is said: first part, later part, need, what is kept."""
        return self._places[self.order[k]] if self.asks(k) else None

    def asks(self, k: int) -> bool:
        """Whether the task has a k-th thing."""
        return k < len(self.order) and self.order[k] >= 0

    @cached_property
    def _places(self) -> list[Span | None]:
        """Where each facet is said; a date by itself says nothing of what is done then."""
        return points_met(tuple(map(_undated, self.asked.facets)), self.said, strict=True)

    @cached_property
    def _times(self) -> list[Span]:
        """Every day, date, hour or event by which something is to be; "Friday, 4 May" is one."""
        found = together.places_of(self, "by_event")
        place = time_in(self.lowered, 0, len(self.lowered))
        while place:
            found.append(place)
            place = time_in(self.lowered, place[1], len(self.lowered))
        return sorted(found)

    def dated(self, k: int) -> Span | None:
        """The time that stands nearest to the first (0) or the later part (1)."""
        return self._nearest(k, self._times)

    def skipped(self, place: Span) -> Span | None:
        """ "Without the check", "we leave it out"; not "we leave nothing out"."""
        for words in self.parts:
            for clause in clauses(words):
                at = next((i for i, word in enumerate(clause) if word.start == place[0]), None)
                if at is None:
                    continue
                found = tables.phrases("skips").search(clause)
                said = {word.text for word in clause}
                kept = not said.isdisjoint(tables.words("skipped_not"))
                kept = kept or any(text.endswith("n't") for text in said)
                if found and not kept:
                    return clause[found[0]].start, clause[found[1] - 1].end
                if not found and _nothing_but(words, place):
                    continue
                if not found and denied(clause[max(0, at - 2) : at + 1], min(at, 2)):
                    return clause[max(0, at - 2)].start, clause[at].end
        return None

    def after_what(self) -> Span | None:
        """ "Once the first two run", "after that": what the later part follows."""
        return self._nearest(1, together.places_of(self, "after_what"))

    def _nearest(self, k: int, times: list[Span]) -> Span | None:
        """The first of some places that belongs to part `k` and not rather to the other."""
        own, other = self.named(k), self.named(1 - k)
        for place in times if own else ():
            if k == 0 and own and other and self._told_before(own, place, other):
                return place
            near = self._apart(place, own) if own else 0
            if other is None or near <= self._apart(place, other):
                return place
        return None

    def _told_before(self, own: Span, place: Span, other: Span) -> bool:
        """ "First the boots, ... They are ready by May. Then the rest": a time of the first part.

        The later part begins in a sentence of its own behind it.
        """
        between = own[1] <= place[0] and place[1] <= other[0]
        return between and self.sentence_at(place[0])[1] <= self.sentence_at(other[0])[0]

    def _apart(self, one: Span, two: Span) -> int:
        """How many clauses part two places of the text."""
        start, end = min(one[1], two[1]), max(one[0], two[0])
        cuts = list(_CUT.finditer(self.lowered, start, max(start, end)))
        return sum(_FAR if cut["far"] else 1 for cut in cuts)


def _nothing_but(words: Words, place: Span) -> bool:
    """ "Nothing goes online that wasn't measured": two negatives, and it stays."""
    before = [word.text for word in words if word.start < place[0]]
    that = max(
        (i for i, text in enumerate(before) if text in ("that", "which", "unless")), default=0
    )
    return not tables.words("skipped_not").isdisjoint(before[:that])


def _undated(facet: tuple[str, ...]) -> tuple[str, ...]:
    """A facet without the phrases that are nothing but a time; as it is, if all are."""
    kept = tuple(p for p in facet if time_in(p.lower(), 0, len(p)) != (0, len(p)))
    return kept or facet


def _first(offer: Offer) -> Found:
    place = offer.named(0)
    if not offer.asks(0):
        return "no", None, "points_unknown", None
    if place is None:
        return "no", None, "first_none", "tip_first"
    when = offer.dated(0)
    if when:
        return "full", _both(place, when), "first_dated", None
    return "half", place, "first_undated", "tip_first_when"


def _later(offer: Offer) -> Found:
    place = offer.named(1)
    if not offer.asks(1):
        return "no", None, "points_unknown", None
    if place is None:
        return "no", None, "later_none", "tip_later_part"
    when = offer.dated(1) or offer.after_what()
    if when:
        return "full", _both(place, when), "later_dated", None
    return "half", place, "later_undated", "tip_later_when"


def _both(one: Span, two: Span) -> Span:
    return min(one[0], two[0]), max(one[1], two[1])


def _serves(offer: Offer) -> Found:
    if not offer.asks(2):
        return "n/a", None, "part_unasked", None
    place = offer.named(2)
    if place:
        return "full", place, "serves_need", None
    return "no", None, "serves_none", "tip_serves"


def _keeps(offer: Offer) -> Found:
    if not offer.asks(3):
        return "n/a", None, "part_unasked", None
    place = offer.named(3)
    skipped = place and offer.skipped(place)
    if skipped:
        return "no", skipped, "kept_skipped", "tip_kept"
    if place:
        return "full", place, "kept_named", None
    return "no", None, "kept_none", "tip_kept"


def _no_more(offer: Offer) -> Found:
    met = spoilers.no_promise(offer)
    if met[0] == "no":
        return met
    more = promises.offered(offer) or offer.anywhere("for_certain")
    if more:
        return "no", more, "promise_more", "tip_promise"
    return "full", None, "no_promise", None


def _asks(offer: Offer) -> Found:
    place = offer.seen.question.span or offer.anywhere("tell_if")
    if place:
        return "full", place, "asks_fit", None
    return "no", None, "asks_fit_none", "tip_asks_fit"


PHASED = Family(
    {
        "X1": _first,
        "X2": _later,
        "X3": _serves,
        "X4": _keeps,
        "X5": _no_more,
        "X6": _asks,
        "X7": together.up_to(MAX_WORDS, "long_message"),
    },
    Offer,
)
