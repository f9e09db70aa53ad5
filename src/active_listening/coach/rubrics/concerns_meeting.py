"""An invitation to a meeting about their concerns, and about nothing else.

A talk that is announced as theirs and used for ours costs the trust it was to mend (Stone, Patton
and Heen, Difficult Conversations, 1999, ch. 8 and 9); purpose, time and who is there are agreed
before (Doyle and Straus, How to Make Meetings Work, 1976).

The task's facets say what their concerns are; those it marks as a must are to be named, or any one
where it marks none.
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import promises, spoilers, tables, together, weighing
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.lines import Message
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.recalibrate import no_defence
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words
from active_listening.coach.rubrics.times import time_in

MAX_WORDS = 90
_LEFT_OUT = 9
"""Words behind a "no" within which what it leaves out stands: "no slides, charts or offers"."""
_TURNS = frozenset(["but", "just", "instead", "only"])


class Invitation(Message):
    """An invitation with what it is for and what else is brought along."""

    @cached_property
    def concerns(self) -> list[Span | None]:
        """Where each concern is named."""
        return points_met(self.asked.facets, self.said, strict=True)

    @cached_property
    def left_out(self) -> Span | None:
        """What of ours is said to stay away: "no slides", "I leave the laptop at home"."""
        for words in self.parts:
            place = _left_out(words)
            if place:
                return place
        return weighing.listed(self, "only_theirs")

    @cached_property
    def ours(self) -> Span | None:
        """What of ours comes up all the same."""
        theirs = {root(word.text) for word in self.client_words}
        for sentence in self.seen.sentences:
            words = sentence.words
            found = tables.phrases("ours_brought").search(words)
            said = found and root(words[found[1] - 1].text) in theirs
            if found and not said and not _without(words, found[0]):
                return words[found[0]].start, words[found[1] - 1].end
        return None


def _left_out(words: Words) -> Span | None:
    for i, word in enumerate(words):
        if word.text in tables.words("none_of_it") or word.text.endswith("n't"):
            for other in words[i + 1 : i + 1 + _LEFT_OUT]:
                if other.text in _TURNS:
                    break
                if other.text in tables.words("our_matters"):
                    return word.start, other.end
    return None


def _without(words: Words, i: int) -> bool:
    """Whether what stands at `i` is left out: "no slides on our roadmap"."""
    before = words[max(0, i - _LEFT_OUT) : i + 1]
    return any(w.text in tables.words("none_of_it") or w.text.endswith("n't") for w in before)


def _for_concerns(message: Invitation) -> Found:
    """Their concern by its name; half where it is only "your concerns"."""
    met = weighing.named(message.concerns, message.asked.must)
    if met[2] == "points_unknown":
        return met
    vague = weighing.listed(message, "vague_concern")
    if met[0] == "full":
        return "full", met[1], "concern_named", None
    place = met[1] or vague
    if place:
        return "half", place, "concern_vague", "tip_concern"
    return "no", None, "concern_unnamed", "tip_concern"


def _nothing_else(message: Invitation) -> Found:
    if message.ours:
        return "no", message.ours, "agenda_ours", "tip_agenda_ours"
    if message.left_out:
        return "full", message.left_out, "agenda_empty", None
    return "no", None, "agenda_open", "tip_agenda"


def _when(message: Invitation) -> Found:
    """A time and how long it takes, or asked what suits them; one of the two is half."""
    asks = message.phrase("meeting_asks")
    if asks:
        return "full", asks, "meeting_asks", None
    long = next((p for p in together.places_of(message, "lasts") if not _theirs(message, p)), None)
    when = time_in(message.lowered, 0, len(message.lowered))
    if long and when and not long[0] <= when[0] < long[1]:
        return "full", when, "meeting_time", None
    if long or when:
        return "half", long or when, "meeting_half", "tip_meeting_time"
    return "no", None, "meeting_time_none", "tip_meeting_time"


def _theirs(message: Invitation, place: Span) -> bool:
    """ "They wait twenty minutes": how long something takes them, as they said."""
    told = {word.text for word in message.client_words}
    return all(w.text in told for w in message.words if place[0] <= w.start < place[1])


def _nothing_of_ours(message: Invitation) -> Found:
    """No defence, no sale, no way out before they have spoken; a "but" alone is half."""
    defended = no_defence(message, "was_fine")
    if defended:
        return "no", defended, "defence_words", "tip_brings"
    blamed = weighing.reproached(message)
    if blamed:
        return "no", blamed, "blame_reply", "tip_blame_reply"
    brought = _sold(message) or weighing.listed(message, "fix_brought") or _promised(message)
    if brought:
        return "no", brought, "brings_words", "tip_brings"
    smaller = weighing.nothing_smaller(message)
    if smaller[0] == "no":
        return "half", *smaller[1:]
    back = together.takes_back(message)
    if back and any(place and back[0] > place[0] for place in message.concerns):
        return "half", back, "reversal_words", "tip_reversal"
    return "full", None, "brings_nothing", None


def _sold(message: Invitation) -> Span | None:
    """What would earn us something; "we sell nothing" and "no offer" bring none."""
    place = promises.offered(message) or message.anywhere("for_sale")
    if place is None:
        return None
    start, end = message.sentence_at(place[0])
    words = [word for word in message.words if start <= word.start < end]
    at = next((i for i, word in enumerate(words) if word.start >= place[0]), 0)
    return None if _without(words, at) else place


def _promised(message: Invitation) -> Span | None:
    met = spoilers.no_promise(message)
    return met[1] if met[0] == "no" else weighing.listed(message, "sure_of_it")


def _asks(message: Invitation) -> Found:
    """What they want on it or whom they want there; any other question that opens is half."""
    place = message.phrase("asks_agenda")
    if place:
        return "full", place, "agenda_asked", None
    question = message.seen.question
    if question.tier == "open":
        return "half", question.span, "agenda_other", "tip_agenda_asked"
    return "no", None, "agenda_asked_none", "tip_agenda_asked"


CONCERNS_MEETING = Family(
    {
        "V1": _for_concerns,
        "V2": _nothing_else,
        "V3": _when,
        "V4": _nothing_of_ours,
        "V5": _asks,
        "V6": together.up_to(MAX_WORDS, "long_invitation"),
    },
    Invitation,
)
