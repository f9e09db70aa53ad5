"""A summary: what the client said, drawn together and put up for correction.

A summary is a long paraphrase and shares that rubric's rules. What it has besides is the question
at its end: what is missing? (collecting and transitional summaries in Miller and Rollnick,
Motivational Interviewing, 3rd ed. 2013, ch. 6)
"""

from __future__ import annotations

from active_listening.coach.rubrics import paraphrase
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.checking import asks_back
from active_listening.coach.rubrics.judging import Family, Found

MAX_WORDS = 60
"""Words that can be heard and corrected in one go, under half a minute of speech."""


def _adds_nothing(answer: Answer) -> Found:
    blamed = answer.anywhere("adds_blame")
    if blamed:
        return "no", blamed, "adds_blame", "tip_only_theirs"
    return paraphrase.adds_nothing(answer)


def _no_advice(answer: Answer) -> Found:
    offered = answer.anywhere("shall_we")
    if offered:
        return "no", offered, "advice_words", "tip_later"
    return paraphrase.no_advice(answer)


def _asks_back(answer: Answer) -> Found:
    """Whether it asks if it is right, or what is missing; "it sounds like" alone is half."""
    place = asks_back(answer)
    if place:
        return "full", place, "asks_back", None
    softly = answer.phrase("tentative")
    if softly:
        return "half", softly, "asks_back_softly", "tip_asks_back"
    return "no", None, "asks_back_none", "tip_asks_back"


def _brief(answer: Answer) -> Found:
    if answer.count <= MAX_WORDS:
        return "full", None, "brief", None
    return "no", None, "long_summary", "tip_cut"


SUMMARY = Family(
    {
        "S1": paraphrase.takes_up,
        "S2": paraphrase.own_words,
        "S3": _adds_nothing,
        "S4": _no_advice,
        "S5": _asks_back,
        "S6": paraphrase.feeling_asked,
        "S7": _brief,
    },
    Answer,
)
