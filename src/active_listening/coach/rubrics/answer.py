"""What the rubrics for replies and messages look at: an answer to its task.

What earns something is looked for in what may (`earning`); what spoils an answer, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from active_listening.coach.grammar import WH
from active_listening.coach.reading import Move, Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.earning import earning
from active_listening.coach.rubrics.judging import Asked, Evidence
from active_listening.coach.rubrics.meaning import Said, points_met
from active_listening.coach.rubrics.stretches import Words, clauses, count, without, words_of

_SPOILING = frozenset(
    "defending blaming minimising advising proposing overpromising self_story interrupting".split()
)
"""Moves in which naming a point does not take it up."""


_QUESTIONS = ("open_question", "focused_question", "closed_question")


class Answer:
    """An answer and its task. Each view of it is worked out once, when first asked for."""

    def __init__(self, seen: Evidence) -> None:
        self.seen = seen
        self.asked = Asked.of(seen.task)
        self.words = [word for sentence in seen.sentences for word in sentence.words]
        self.count = count(self.words)

    @cached_property
    def parts(self) -> list[Words]:
        """The stretches of the answer that may earn something, in order."""
        return [part for sentence in self.seen.sentences for part in earning(sentence)]

    @cached_property
    def said(self) -> Said:
        """The same for the points they take up: talk about listening ("I hear that") left out."""
        return Said(part for words in self.parts for part in without(words, "frames"))

    @cached_property
    def points(self) -> list[Span | None]:
        """Where each point of the task is taken up."""
        return points_met(self.asked.facets, self.said, self.asked.client)

    @cached_property
    def stated(self) -> list[Span | None]:
        """Where each point is said; one that is only asked about ("how many ...?") is not."""
        kept = [part for words in self.telling for part in without(words, "frames")]
        return points_met(self.asked.facets, Said(kept), self.asked.client)

    @cached_property
    def telling(self) -> list[Words]:
        """The stretches that may earn something, without what they only ask."""
        return [_unasked(words, self._asking) for words in self.parts]

    def asked_about(self, place: Span) -> bool:
        """Whether a place in the text is only asked about."""
        for words in self.parts:
            kept = len(_unasked(words, self._asking))
            if kept < len(words) and words[kept].start <= place[0] < words[-1].end:
                return True
        return False

    @cached_property
    def _asking(self) -> set[int]:
        """Where questions begin that want to know something of them; "Hurt, when ...?" guesses."""
        asked = [sentence.span for sentence in self.seen.sentences if sentence.mark == "?"]
        question = self.seen.question
        guess = question.span if question.reason == "statement" else None
        begins = [move.span[0] for move in self.seen.moves if move.id in _QUESTIONS]
        wanting = {place for place in begins if any(a <= place < b for a, b in asked)}
        return wanting - {guess[0]} if guess else wanting

    @cached_property
    def acknowledged(self) -> list[Span | None]:
        """The same, where a point must be taken up for its own sake.

        Named while defending, advising or promising, it is only what that is about.
        """
        return self._taken_up(self.parts, _SPOILING)

    @cached_property
    def told(self) -> list[Span | None]:
        """The same, in what asks nothing. "You could lose the fair over it" tells, and no more."""
        return self._taken_up(self.telling, _SPOILING - {"proposing"})

    def _taken_up(self, parts: Iterable[Words], spoiling: frozenset[str]) -> list[Span | None]:
        """Where each point is taken up, in what is neither such a move nor one's own step."""
        spoilt = [
            m.span
            for m in self.seen.moves
            if m.id in spoiling and not (self._burden(m) or self.told_on(m.span))
        ]
        kept = [
            clause
            for words in parts
            for clause in clauses(words)
            if not (_own_step(clause) or any(_overlap(clause, span) for span in spoilt))
        ]
        said = Said(part for clause in kept for part in without(clause, "frames"))
        return points_met(self.asked.facets, said, self.asked.client, strict=True)

    def _burden(self, move: Move) -> bool:
        """ "And you have to tell him": what they have to do, where they said that they must.

        "You're worn out, because you must carry it all" gives a reason and no advice.
        """
        inside = [w.text for w in self.words if move.span[0] <= w.start < move.span[1]]
        forced = inside[:1] == ["you"] and not _FORCED.isdisjoint(inside)
        start, _ = self.sentence_at(move.span[0])
        near = [w.text for w in self.words if start <= w.start < move.span[0]]
        told = _is_forced(self.client_words) or not _REASONS.isdisjoint(near)
        return move.id == "advising" and forced and told

    def told_on(self, span: Span) -> bool:
        """ "You stood there and read that it was off": a past that looks like an order."""
        start, _ = self.sentence_at(span[0])
        before = [w.text for w in self.words if start <= w.start < span[0]]
        first = next((w.text for w in self.words if w.start >= span[0]), "")
        told = not _TELLERS.isdisjoint(before) and before[-1:] == ["and"]
        return told and first in _OWN_PAST

    @cached_property
    def client_words(self) -> Words:
        """The words of the client's line."""
        return words_of(self.asked.client)

    def move(self, *ids: str) -> Span | None:
        """The first of these moves, wherever it stands."""
        return next((move.span for move in self.seen.moves if move.id in ids), None)

    def earned_move(self, *ids: str) -> Span | None:
        """The first of these moves that is not said not to be said, nor heaped."""
        kept = [(part[0].start, part[-1].end) for part in self.parts]
        for move in self.seen.moves:
            if move.id in ids and any(a < move.span[1] and move.span[0] < b for a, b in kept):
                return move.span
        return None

    def flaw(self, *ids: str) -> Span | None:
        """The first of these flaws."""
        return next((flaw.span for flaw in self.seen.flaws if flaw.id in ids), None)

    def sentence_at(self, place: int) -> Span:
        """The sentence that a place in the text stands in."""
        spans = [sentence.span for sentence in self.seen.sentences]
        return next((span for span in spans if span[0] <= place < span[1]), (place, place))

    def phrase(self, name: str) -> Span | None:
        """The first phrase of the list `name` in what may earn."""
        return first_of(name, self.parts)

    def anywhere(self, name: str) -> Span | None:
        """The first phrase of the list `name`, wherever it stands."""
        return first_of(name, (sentence.words for sentence in self.seen.sentences))


def first_of(name: str, stretches: Iterable[Words]) -> Span | None:
    """The first phrase of the list `name` in any of some stretches of words."""
    for words in stretches:
        found = tables.phrases(name).search(words)
        if found:
            return words[found[0]].start, words[found[1] - 1].end
    return None


def _unasked(words: Words, asking: set[int]) -> Words:
    """What stands before a question that wants to know: one of a wh-word, or "have you", "did you".

    "Do you mean that ...?" and "is it that ...?" put a point up, and are left as they are.
    """
    for i, word in enumerate(words):
        after = words[i + 1].text if i + 1 < len(words) else ""
        wants = word.text in WH or (word.text in _DEEDS and after in ("you", "your"))
        if word.start in asking and wants:
            return words[:i]
    return words


def _is_forced(words: Words) -> bool:
    """ "I have to go in to him", "I am to tell them", "we must"."""
    texts = [word.text for word in words]
    return "must" in texts or any(a in _FORCED_TO and b == "to" for a, b in pairwise(texts))


_OWN_PAST = frozenset("read put set cut let shut hit quit".split())
"""Verbs whose past looks like their base form."""
_TELLERS = frozenset("you they he she".split())
_REASONS = frozenset(["because", "cause", "cos"])
_FORCED = frozenset("have must need had has".split())
_FORCED_TO = _FORCED | frozenset("am 'm is are 're got supposed".split())
_DEEDS = frozenset("have did could can would will".split())


def _own_step(clause: Words) -> bool:
    """ "We'll look into it", "let me check": what the speaker is about to do, or able to.

    "I can hear how tired you are" is no step.
    """
    for i, (word, after) in enumerate(pairwise(clause)):
        if word.text == "let" and after.text in ("me", "us"):
            return True
        if word.text in ("i", "we") and after.text in ("'ll", "will", "shall", "can", "could"):
            verb = clause[i + 2].text if i + 2 < len(clause) else ""
            return verb not in tables.words("perceives")
    return False


def _overlap(words: Words, span: Span) -> bool:
    return words[0].start < span[1] and span[0] < words[-1].end
