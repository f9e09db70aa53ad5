"""Asking whether it was heard right: what a paraphrase and a summary have in common.

A formulation is put up for the other to confirm or mend (Heritage and Watson, Formulations as
Conversational Objects, 1979): "is that it?", "what did I miss?", "which of the two do you mean?"
"""

from __future__ import annotations

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.stretches import Words

_CHECKING = ("tag", "statement", "check_back")
"""Questions by which what stands before is put up for correction: a tag, "correct?"."""

_WEAK = frozenset(["it", "all", "so", "get", "got", "agree"])
"""Words of checking that stand in any question: "What time is it?"."""


def asks_back(answer: Answer) -> Span | None:
    """Where the answer asks if it is right, or what is missing."""
    place = answer.earned_move("check_back") or answer.phrase("what_missing")
    question = answer.seen.question
    if place is None and question.reason in _CHECKING:
        place = question.span
    return place or _only_checks(answer)


def _only_checks(answer: Answer) -> Span | None:
    """A question that has words of checking in it, and no point: "Anything I've left out?"."""
    checks = tables.words("checks")
    telling = checks - _WEAK
    for sentence in answer.seen.sentences:
        words = sentence.words
        open_end = sentence.mark in ("?", "")  # the mark may have been left out at the end
        if open_end and _nothing_more(words):
            return sentence.span
        asks = open_end and any(word.text in telling for word in words)
        if asks and all(word.text in checks for word in content(words)):
            return sentence.span
    return None


def _nothing_more(words: Words) -> bool:
    """ "Anything else?" and no more; "anything else I can do?" offers, and checks nothing."""
    texts = [word.text for word in words[-2:]]
    return len(texts) == 2 and texts[1] == "else" and texts[0] in ("anything", "something", "what")
