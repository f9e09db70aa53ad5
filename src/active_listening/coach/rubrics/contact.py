"""When a message says that its reader hears from the writer next."""

from __future__ import annotations

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.judging import Found
from active_listening.coach.rubrics.lines import Message, Unit
from active_listening.coach.rubrics.stretches import Words
from active_listening.coach.rubrics.times import time_in

_READERS = ("you", "u", "everyone")
_REACH = 4
"""Words within which "again" or "together" makes a verb one of being in touch."""
_NEAR = 60
"""Letters within which a condition bears on being in touch."""
_CONDITIONS = frozenset("if when whenever should once case".split())
_AT_ONCE = frozenset("within inside immediately once minutes hour".split())
_TIME_ONLY = 6
"""Words of a unit that can be nothing but a time."""


def next_contact(message: Message) -> Found:
    """In full with a day, an hour or a span; half where it is only "soon"."""
    vague: Span | None = None
    below = [*message.units[1:], None][: len(message.units)]
    for unit, after in zip(message.units, below, strict=True):
        place = _unconditioned(unit.words)
        if place is None or _looks_back(unit.words, place):
            continue
        when = time_in(message.lowered, *unit.span)
        if when:
            span = min(place[0], when[0]), max(place[1], when[1])
            return "full", span, "next_contact", None
        if _led(message, unit) or (after and _is_time(message, after)):
            return "full", place, "next_contact", None
        vague = vague or place
    if vague:
        return "half", vague, "next_contact_vague", "tip_next_contact"
    return "no", None, "next_contact_none", "tip_next_contact"


def _unconditioned(words: Words) -> Span | None:
    """The first contact but "I ring within the hour if an error turns up", which has no day."""
    place = contact_in(words)
    while place:
        near = [w for w in words if abs(w.start - place[0]) <= _NEAR]
        texts = {word.text for word in near}
        if texts.isdisjoint(_CONDITIONS) or texts.isdisjoint(_AT_ONCE):
            return place
        words = [word for word in words if word.start >= place[1]]
        place = contact_in(words)
    return None


def _looks_back(words: Words, place: Span) -> bool:
    """ "Our call on Tuesday was helpful"; not "I'll call on Friday to hear how it was"."""
    clause: list[str] = []
    for word in words:
        cut = word.pause or word.text in ("and", "but", "so", "as")
        if cut and word.start <= place[0]:
            clause = []
        if cut and word.start > place[1]:
            break
        clause.append(word.text)
    past = any(text in tables.words("looks_back") for text in clause)
    return past and not any(text in tables.words("to_come") for text in clause)


def _led(message: Message, unit: Unit) -> Span | None:
    """The time of the heading above: "Next call, Tuesday 10:00:"."""
    if not unit.lead:
        return None
    return time_in(message.lowered, unit.lead[0].start, unit.lead[-1].end)


def _is_time(message: Message, unit: Unit) -> bool:
    """Whether a unit is little more than a time: "Next check-in? Tuesday at ten."."""
    return len(unit.words) <= _TIME_ONLY and time_in(message.lowered, *unit.span) is not None


def contact_in(words: Words) -> Span | None:
    """The first words on being in touch again: "I'll call you", "next update", "let's speak"."""
    verbs, delivers = tables.words("contact_verbs"), tables.words("delivers")
    for i, word in enumerate(words):
        end = tables.phrases("contact").at(words, i)
        if end:
            return word.start, words[end - 1].end
        if word.text in verbs and i + 1 < len(words) and words[i + 1].text in _READERS:
            after = words[i + 2].text if i + 2 < len(words) else ""
            if after not in delivers:
                return word.start, words[i + 1].end
        if (word.text in tables.words("meetings") and _planned(words, i)) or _reaches(words, i):
            return word.start, word.end
        if word.text in tables.words("assess_verbs") and _assesses(words, i):
            return word.start, words[i + 1].end
        if word.text in tables.words("joint_verbs"):
            for other in words[i + 1 : i + 1 + _REACH]:
                if other.text in tables.words("joint"):
                    return word.start, other.end
    return None


def _assesses(words: Words, i: int) -> bool:
    """ "I'll check whether the new times work better": a look at how it goes."""
    asks = i + 1 < len(words) and words[i + 1].text in ("if", "whether", "that", "how")
    rest = words[i + 2 : i + 2 + 2 * _REACH]
    return asks and any(word.text in tables.words("assess") for word in rest)


def _planned(words: Words, i: int) -> bool:
    """ "Our call on Friday", "call: Friday, 10:00", not "after our call on Friday"."""
    after = words[i + 1].text if i + 1 < len(words) else ""
    before = {word.text for word in words[max(0, i - 3) : i]}
    set_for = after in tables.words("set_for") or _is_day(after)
    return set_for and not before & tables.words("back_to")


def _reaches(words: Words, i: int) -> bool:
    """ "I'll call on Friday", "we speak at ten", "let's talk Monday": nobody else is called."""
    if words[i].text not in tables.words("reach_verbs"):
        return False
    before = {word.text for word in words[max(0, i - 3) : i]}
    after = words[i + 1].text if i + 1 < len(words) else ""
    halts = not after or words[i + 1].pause  # "Monday at ten I ring: how ...?"
    ends = halts and not words[i].pause and len(before & {"i", "we", "'ll"}) > 0
    then = words[i + 2].text if i + 2 < len(words) else ""
    asks = after == "and" and then in tables.words("assess_verbs")  # "I ring and ask how it went"
    goes_on = after in tables.words("set_for") or _is_day(after) or ends or asks
    return goes_on and bool(before & tables.words("ours"))


def _is_day(text: str) -> bool:
    return text[:1].isdigit() or text in tables.words("weekdays") | tables.words("short_days")
