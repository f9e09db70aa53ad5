"""What is urgent for the client, named before any process of ours; then a way to look for together.

Under time pressure people hear a procedure as a refusal: first that the need is seen, then what
limits there are, then the way (Ury, Getting Past No, 1991, ch. 2 and 4; on interests before
positions Fisher and Ury, Getting to Yes, 1981, ch. 3). A limit said openly is no hiding; a rule
that speaks in its stead is.
"""

from __future__ import annotations

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import promises, spoilers, tables, weighing
from active_listening.coach.rubrics.contact import contact_in
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.lines import Message
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import denied, matches

MAX_WORDS = 60
"""Words up to which somebody in a hurry listens."""
_RUN = 5
"""The longest row of the client's words that may be given back."""
_SHARE = 0.6


def _urgent(message: Message) -> Found:
    """What is urgent, and why: two points of theirs, and none that must be there left out."""
    met = weighing.named(message.told, message.asked.must, 2)
    row = copied(message.words, message.client_words)
    if met[0] == "full" and row.longest > _RUN and row.share >= _SHARE:
        return "half", row.span, "parrot_run", "tip_own_words"
    reasons = {"points_taken_up": "urgent_both", "points_one": "urgent_one"}
    return met[0], met[1], reasons.get(met[2], met[2]), "tip_urgent" if met[3] else None


def _before_process(message: Message) -> Found:
    process = _process(message)
    named = [place for place in message.told if place]
    if process is None:
        return "full", None, "process_none", None
    if named and min(named)[0] < process[0]:
        return "full", min(named), "process_after", None
    return "no", process, "process_first", "tip_process"


def _process(message: Message) -> Span | None:
    """A word on how we work; what the client spoke of themselves is theirs."""
    theirs = {root(word.text) for word in content(message.client_words)}
    for sentence in message.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("process"), words):
            ours = any(word.text in ("our", "we", "i") for word in words[start:end])
            said = any(root(word.text) in theirs for word in words[start:end])
            if (ours or not said) and not denied(words[:start], start):
                return words[start].start, words[end - 1].end
    return None


def _in_the_open(message: Message) -> Found:
    hidden = message.anywhere("hides_behind")
    if hidden:
        return "no", hidden, "hides_words", "tip_limit"
    defence = spoilers.defence(message) or message.anywhere("arguing")
    defence = defence or weighing.by_the_paper(message)
    if defence:
        return "no", defence, "defence_words", "tip_limit"
    blamed = weighing.reproached(message)
    if blamed:
        return "no", blamed, "blame_reply", "tip_blame_reply"
    return "full", None, "hides_nothing", None


def _way_together(message: Message) -> Found:
    """A question that opens, or a step that both take; a step of one's own is half."""
    told = spoilers.advice(message)
    if told:
        return "no", told, "told_words", "tip_way"
    place = message.move("open_question", "inviting_options") or weighing.listed(message, "jointly")
    if place:
        return "full", place, "way_together", None
    asked = weighing.questions(message)
    first = [place for move in asked if (place := _puts_first(message, move.span[0]))]
    if first:
        return "full", first[0], "way_together", None
    if asked:
        return "half", asked[0].span, "way_asked", "tip_way"
    step = spoilers.own_step(message) or next(
        (place for unit in message.units if (place := contact_in(unit.words))), None
    )
    if step:
        return "half", step, "way_ours", "tip_way"
    return "no", None, "way_none", "tip_way"


def _puts_first(message: Message, place: int) -> Span | None:
    """ "Which doors come first?": they choose what the way has to begin with."""
    start, end = message.sentence_at(place)
    for sentence in message.seen.sentences:
        found = tables.phrases("puts_first").search(sentence.words)
        if found and start <= sentence.words[0].start < end:
            return sentence.words[found[0]].start, sentence.words[found[1] - 1].end
    return None


def _promises_nothing(message: Message) -> Found:
    met = weighing.remedy(message)
    if met[0] == "no":
        return met
    place = promises.cure_promised(message) or promises.end_by(message)
    if place:
        return "no", place, "promise_words", "tip_promise"
    return met


def _brief(message: Message) -> Found:
    return weighing.brief(message, MAX_WORDS, "long_urgent")


URGENCY = Family(
    {
        "U1": _urgent,
        "U2": _before_process,
        "U3": _in_the_open,
        "U4": _way_together,
        "U5": _promises_nothing,
        "U6": weighing.nothing_smaller,
        "U7": _brief,
    },
    Message,
)
