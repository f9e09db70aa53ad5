"""A request for honest feedback: one open question, about something, with room for the unwelcome.

Few clients who are let down say so unasked, and a scale or a "were you happy?" gives them nothing
to say it in; asking for what to do otherwise makes it safe (Goodman, Basic facts on customer
complaint behavior, Competitive Advantage, 1999; Stone and Heen, Thanks for the Feedback, 2014,
ch. 12: ask for one thing). Who asks so promises to hear it, and explains nothing.

The task's facets are what it is about; one is enough, unless some are marked as a must.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise

from active_listening.coach.grammar import WH
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import facts, spoilers, tables, together
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.lines import Message
from active_listening.coach.rubrics.stretches import Words
from active_listening.coach.rubrics.times import time_in
from active_listening.coach.text import Sentence

MAX_WORDS = 60
_OPEN = ("open_question", "inviting_options")
_PICKS = frozenset("what which where when who".split())
"""A "which moment ...?" picks one, and asks to be told of it."""


class Request(Message):
    """A request for feedback with where it asks."""

    @cached_property
    def asking(self) -> list[tuple[Sentence, Span | None]]:
        """The sentences that ask to be told something, each with where it does so openly.

        Asking for leave to ask is none.
        """
        found = [(sentence, self._opens(sentence)) for sentence in self.seen.sentences]
        found = [(s, place) for s, place in found if place or _asks_closed(s)]
        asked = [(s, place) for s, place in found if s.mark == "?" or not _wishes(s)]
        return asked or found[:1]  # "I want to learn it" beside a question asks nothing more

    def _opens(self, sentence: Sentence) -> Span | None:
        """Where a sentence asks openly, as a question or as an invitation."""
        if tables.phrases("asks_leave").search(sentence.words) and not _wants_told(sentence):
            return None
        first, last = sentence.span
        i = bisect_left(self._opened, first, key=lambda span: span[0])
        if i < len(self._opened) and self._opened[i][0] < last:
            return self._opened[i]
        found = tables.phrases("asks_to_hear").search(sentence.words)
        if found:
            return sentence.words[found[0]].start, sentence.words[found[1] - 1].end
        question = self.seen.question
        if question.span and question.tier == "focused" and first <= question.span[0] < last:
            heads = [word.text for word in sentence.words if word.start >= question.span[0]][:2]
            return question.span if not _PICKS.isdisjoint(heads) else None
        return None

    @cached_property
    def _opened(self) -> list[Span]:
        """Where the whole of it asks openly, in order."""
        return sorted(move.span for move in self.seen.moves if move.id in _OPEN)

    @cached_property
    def asked_for(self) -> list[Words]:
        """The words of the sentences that ask."""
        return [sentence.words for sentence, _ in self.asking]


def _wants_told(sentence: Sentence) -> bool:
    """Whether it says what it wants to be told: "do you have a minute to tell me what ...?"."""
    return not WH.isdisjoint(word.text for word in sentence.words)


def _asks_closed(sentence: Sentence) -> bool:
    leave = tables.phrases("asks_leave").search(sentence.words)
    return sentence.mark == "?" and not leave


def _wishes(sentence: Sentence) -> bool:
    """ "I'd like to hear it", "write me what was missing": an invitation without a question."""
    return tables.phrases("asks_to_hear").search(sentence.words) is not None


def _asks(request: Request) -> Found:
    opened = [place for _, place in request.asking if place]
    if not opened:
        question = request.seen.question
        if question.span:
            return "no", question.span, "request_closed", "tip_open_up"
        return "no", None, "request_none", "tip_request"
    closed = [sentence.span for sentence, place in request.asking if not place]
    if len(opened) > 1 or closed or _and_asks(request):
        span = closed[0] if closed else opened[-1]
        return "half", span, "request_several", "tip_multiple"
    return "full", opened[0], "request_open", None


def _and_asks(request: Request) -> Span | None:
    """ "What was missing, and what annoyed you?": a second question behind the "and"."""
    for words in request.asked_for:
        for i in range(1, len(words) - 1):
            joined = words[i].text in ("and", "or") and words[i + 1].text in WH
            joined = joined and i + 2 < len(words)  # not "..., and how?"
            if joined and words[i + 1].text not in ("when", "where", "who", "which"):
                return words[i].start, words[i + 1].end
            listed = (
                words[i].pause and words[i].text in ("what", "how", "why") and _asked(words[:i])
            )
            if listed and words[i + 1].text in lexicon().words("auxiliaries"):
                return words[i].start, words[i + 1].end
    return None


def _asked(before: Words) -> bool:
    """Whether there was a question already: "tell me frankly, what was missing?" has one."""
    return any(
        word.text in WH and after.text in lexicon().words("auxiliaries")
        for word, after in pairwise(before)
    )


def _definite(request: Request) -> Found:
    """A facet or a day in full; an event that the task does not know I cannot tell."""
    places = together.points(request)
    missing = [i for i in request.asked.must if places[i] is None]
    found = next((place for place in places if place), None)
    if found and not missing:
        return "full", found, "definite_named", None
    if found:
        return "half", found, "definite_some", "tip_definite"
    other = time_in(request.lowered, 0, len(request.lowered)) or _event(request)
    if other and not missing:
        return "half", other, "definite_other", "tip_definite"
    return "no", None, "definite_none", "tip_definite"


def _event(request: Request) -> Span | None:
    """ "The call", "those weeks": something that was, by a word for it."""
    for words in request.asked_for:
        for i in range(1, len(words)):
            near = {word.text for word in words[max(0, i - 2) : i]}
            if words[i].text in tables.words("event_words") and near & tables.words(
                "made_definite"
            ):
                return words[i - 1].start, words[i].end
    return None


def _first(name: str, stretches: list[Words]) -> Span | None:
    for words in stretches:
        found = tables.phrases(name).search(words)
        if found:
            return words[found[0]].start, words[found[1] - 1].end
    return None


def _unwelcome(request: Request) -> Found:
    place = _first("unwelcome", request.asked_for) or request.anywhere("frank_room")
    if place:
        return "full", place, "unwelcome_asked", None
    honest = request.anywhere("honest_only")
    if honest:
        return "half", honest, "unwelcome_honest", "tip_unwelcome"
    return "no", None, "unwelcome_none", "tip_unwelcome"


def _fishes_not(request: Request) -> Found:
    place = request.anywhere("fishes") or request.flaw("leading", "loaded")
    if place is None and not _first("unwelcome", request.asked_for):
        place = _first("praised", request.asked_for)
    if place:
        return "no", place, "fishes_words", "tip_fishes"
    return "full", None, "fishes_not", None


def _only_asks(request: Request) -> Found:
    sold = request.anywhere("sells")
    if sold:
        return "no", sold, "sells_words", "tip_only_ask"
    reproach = request.anywhere("reproaches_them")
    if reproach:
        return "no", reproach, "blame_reply", "tip_blame_reply"
    place = request.anywhere("explains") or facts.account(request) or _defends(request)
    if place:
        return "no", place, "explains_words", "tip_only_ask"
    return "full", None, "only_asks", None


def _defends(request: Request) -> Span | None:
    """A defence; "I read every line" says what becomes of the answer."""
    place = spoilers.defence(request)
    if place is None:
        return None
    sentence = next(s for s in request.seen.sentences if s.span[0] <= place[0] < s.span[1])
    return None if tables.phrases("becomes").search(sentence.words) else place


def _becomes(request: Request) -> Found:
    place = request.anywhere("becomes")
    if place:
        return "full", place, "becomes_told", None
    return "no", None, "becomes_untold", "tip_becomes"


FEEDBACK_REQUEST = Family(
    {
        "K1": _asks,
        "K2": _definite,
        "K3": _unwelcome,
        "K4": _fishes_not,
        "K5": _only_asks,
        "K6": _becomes,
        "K7": together.up_to(MAX_WORDS, "long_request"),
    },
    Request,
)
