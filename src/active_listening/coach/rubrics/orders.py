"""Orders and requests: what tells the client, or has them asked, to do something.

An imperative has the base form first and its object behind it (Quirk et al., A Comprehensive
Grammar of the English Language, 11.24-11.30); "could you move it?" is an order in the form of a
question (Searle, Indirect Speech Acts, 1975). An order that the client gave, said back, is theirs.
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.stretches import Words
from active_listening.coach.text import sentences

_BEFORE = frozenset(
    "so please just then well perhaps maybe simply and or now better next time instead".split()
)


def ordered(answer: Answer) -> Span | None:
    """A sentence that orders something which is not the client's own wish."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        i = _head(words)
        if sentence.mark != "?" and _orders(words, i) and not wished(answer, sentence.span):
            return words[i].start, words[i + 1].end
    return None


def asked_to_do(answer: Answer) -> Span | None:
    """A question that asks for a deed; one that asks them to speak is none."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        i = _head(words)
        end = tables.phrases("asked_of_them").at(words, i) if sentence.mark == "?" else 0
        if not end or end >= len(words):
            continue
        if words[i].text == "have" or words[end].text not in tables.words("telling"):
            return words[i].start, words[end].end
    return None


def deed_of_ours(answer: Answer) -> Span | None:
    """ "I'll fill them in", "could we perhaps take it off?": the fix, on one's own side.

    At the head of a clause only: what "you thought I'll send" is their story. Verbs by which one
    goes on listening or speaking ("I'll put it in my own words") fix nothing.
    """
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if i and not word.pause and words[i - 1].text not in _BEFORE - {"and", "or", "now"}:
                continue
            end = tables.phrases("own_deed").at(words, i)
            if end and end < len(words) and _does(words, end) and not wished(answer, sentence.span):
                return word.start, words[end].end
    taken = answer.anywhere("taken_on")
    return taken if taken and not _preferred(answer, taken) else None


def _preferred(answer: Answer, place: Span) -> bool:
    """ "You'd sooner leave it to me": their wish, and no fix of ours."""
    before = [word.text for word in answer.words if word.end <= place[0]][-1:]
    return before in (["sooner"], ["rather"], ["to"])


def _does(words: Words, i: int) -> bool:
    after = [word.text for word in words[i + 1 : i + 2]]
    deed = words[i].text in tables.words("orders") | tables.words("mends")
    if not deed or words[i].text in tables.words("speaks_on"):
        return False
    return not tables.words("ordered").isdisjoint(after)


def wished(answer: Answer, span: Span) -> bool:
    """Whether an order takes up a point, and is the client's: they gave orders, or it says so."""
    if not any(place and _meets(place, span) for place in answer.points):
        inside = answer.sentence_at(span[0])
        if not any(place and _meets(place, inside) for place in answer.points):
            return False
    return gives_orders(answer.asked.client) or answer.anywhere("wished") is not None


@lru_cache(maxsize=512)
def gives_orders(client: str) -> bool:
    """Whether the client's line has an order in it: "leave the colours alone"."""
    return any(
        _orders(sentence.words, i)
        for sentence in sentences(client)
        for i, word in enumerate(sentence.words)
        if not i or word.pause
    )


def _head(words: Words) -> int:
    i = 0
    while i + 1 < len(words) and words[i].text in _BEFORE:
        i += 1
    return i


def _orders(words: Words, i: int) -> bool:
    if i + 1 >= len(words) or words[i].text not in tables.words("orders") or words[i + 1].pause:
        return False
    if words[i + 1].text not in tables.words("ordered"):
        return False
    return not tables.phrases("not_ordered").at(words, i)


def _meets(place: Span, span: Span) -> bool:
    return place[0] < span[1] and span[0] < place[1]
