"""A paraphrase: the client's line said back in other words, nothing added, nothing solved.

Criteria after reflective listening in motivational interviewing (Miller and Rollnick, Motivational
Interviewing, 3rd ed. 2013, ch. 5) and paraphrasing in Bolton, People Skills (1979, ch. 4).
"""

from __future__ import annotations

from collections.abc import Sequence

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import feeling, orders, spoilers
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.attributed import put_in_mouth
from active_listening.coach.rubrics.blame import blame
from active_listening.coach.rubrics.checking import asks_back
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.facts import (
    account,
    added_fact,
    added_step,
    added_view,
    cause_told,
)
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.stretches import count, without

_MOST = 2 / 3
"""Share of the client's points that a paraphrase or a summary must take up."""
_RUN = 5
"""The longest row of the client's own words that still passes for the speaker's."""
_SHARE = 0.6
_ADDING = ("defending", "minimising", "self_story", "overpromising")
"""Moves that put the speaker's view where the client's should stand."""
_OURS = ("i", "we", "my", "our", "me", "us")
_THEIRS = ("you", "your", "yours", "yourself", "yourselves")


def takes_up(answer: Answer) -> Found:
    """How many of the client's points the answer takes up."""
    return coverage(answer.stated, answer.asked.must)


def coverage(places: Sequence[Span | None], must: Sequence[int] = ()) -> Found:
    """Points taken up, by where each is: two thirds of them in full, fewer half.

    Args:
        must: the numbers of points without which it is half at most, whatever else is there.
    """
    found = [place for place in places if place]
    if not places:
        return "no", None, "points_unknown", None
    if not found:
        return "no", None, "points_none", "tip_points"
    if any(places[i] is None for i in must):
        return "half", found[0], "points_main", "tip_points_main"
    if len(found) >= _MOST * len(places):
        return "full", found[0], "points_most", None
    return "half", found[0], "points_one", "tip_points_more"


def own_words(answer: Answer) -> Found:
    """Whether it is the speaker's own wording."""
    starts = {sentence.span[0] for sentence in answer.seen.sentences}
    row = copied(answer.words, answer.client_words, starts)
    if row.longest > _RUN:
        return "no", row.span, "parrot_run", "tip_own_words"
    if row.share >= _SHARE:
        return "no", row.span, "parrot_share", "tip_own_words"
    return "full", None, "own_words", None


def adds_nothing(answer: Answer) -> Found:
    """Neither blame nor fact nor view that the client did not bring."""
    blamed = blame(answer)
    if blamed:
        return "no", blamed, "adds_blame", "tip_only_theirs"
    fact = _added(answer)
    if fact:
        return "no", fact, "adds_fact", "tip_only_theirs"
    return "full", None, "adds_nothing", None


def _added(answer: Answer) -> Span | None:
    fact = added_fact(answer) or added_step(answer) or put_in_mouth(answer)
    told = account(answer) or cause_told(answer)
    return fact or answer.move(*_ADDING) or added_view(answer) or told


def no_advice(answer: Answer) -> Found:
    """No way out yet."""
    place = spoilers.way_out(answer) or orders.deed_of_ours(answer)
    if place:
        return "no", place, "advice_words", "tip_later"
    return "full", None, "no_advice", None


def feeling_asked(answer: Answer) -> Found:
    """The client's feeling, where the task has one."""
    if not answer.asked.feelings:
        return "n/a", None, "feeling_unasked", None
    return feeling.named(answer)


def _tentative(answer: Answer) -> Found:
    place = answer.phrase("tentative") or asks_back(answer)
    if place:
        return "full", place, "tentative_words", None
    return "no", None, "tentative_none", "tip_tentative"


def _no_longer(answer: Answer) -> Found:
    if not answer.client_words:
        return "n/a", None, "source_unknown", None
    if answer.count <= count(answer.client_words):
        return "full", None, "short_enough", None
    return "no", None, "longer_than_source", "tip_cut"


def _about_client(answer: Answer) -> Found:
    """Whether it begins with them, or is more about them than about us.

    Talk about listening ("I hear that ...", "it sounds to me") is about nobody.
    """
    words = [word for s in answer.seen.sentences for word in s.words]
    kept = [word for part in without(words, "frames") for word in part]
    kept = [word for part in without(kept, "tentative") for word in part]
    theirs = [word for word in words if word.text in _THEIRS]
    ours = [word for word in kept if word.text in _OURS]
    if ours and (not theirs or (theirs[0].start > ours[0].start and len(ours) > len(theirs))):
        return "no", (ours[0].start, ours[0].end), "about_us", "tip_you_first"
    if theirs:
        return "full", (theirs[0].start, theirs[0].end), "about_them", None
    return "full", None, "about_no_one", None


PARAPHRASE = Family(
    {
        "P1": takes_up,
        "P2": own_words,
        "P3": adds_nothing,
        "P4": no_advice,
        "P5": feeling_asked,
        "P6": _tentative,
        "P7": _no_longer,
        "P8": _about_client,
    },
    Answer,
)
