"""What spoils a reply to someone who is upset, as criteria that several rubrics share.

The roadblocks are Gordon's (Leader Effectiveness Training, 1977), found as moves; see `moves.py`.
"""

from __future__ import annotations

from itertools import pairwise

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import orders, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.blame import blame
from active_listening.coach.rubrics.judging import Found
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import clauses
from active_listening.coach.rubrics.turning import taken_back

_CLOSE = 12
"""Letters behind "you have to" within which a point of theirs makes it their story."""
_OURS = frozenset(["my", "our"])
_PAST = frozenset(["was", "were", "wasn't", "weren't"])
_FIRST = ("i", "we", "let's", "let")


def way_out(answer: Answer) -> Span | None:
    """Advice, a proposal, an order, or a step of one's own."""
    laid_out = answer.anywhere("lays_out")
    for move in answer.seen.moves:
        if move.id in ("advising", "proposing") and not (
            _their_burden(answer, move.span)
            or _told_of(answer, move.span)
            or orders.wished(answer, move.span)
            or _their_wish(answer, move.span)
            or (laid_out and laid_out[0] <= move.span[0] < laid_out[1])
        ):
            return move.span
    disguised = answer.flaw("solution_in_disguise") or answer.anywhere("in_your_place")
    return disguised or orders.ordered(answer) or orders.asked_to_do(answer) or own_step(answer)


def advice(answer: Answer) -> Span | None:
    """What they are told to do, as a wish, an order or a question."""
    for move in answer.seen.moves:
        if move.id == "advising" and not (
            _their_burden(answer, move.span)
            or _told_of(answer, move.span)
            or orders.wished(answer, move.span)
        ):
            return move.span
    return orders.ordered(answer) or orders.asked_to_do(answer)


def _their_wish(answer: Answer, span: Span) -> bool:
    """ "Your managers should stay at their desks": what they said they want, in their own words."""
    inside = [w.text for w in answer.words if span[0] <= w.start < span[1]]
    if inside[:1] != ["your"]:
        return False
    _, end = answer.sentence_at(span[0])
    clause = next(clauses([w for w in answer.words if span[1] <= w.start < end]), ())
    told = {root(word.text) for word in answer.client_words}
    own = [w for w in clause if w.text not in lexicon().words("stopwords")]
    new = [word for word in own if root(word.text) not in told]
    return len(own) > len(new) and len(new) <= 1


def _told_of(answer: Answer, span: Span) -> bool:
    """ "Nuala, to be fair, put it right": a name the client spoke is told of, not spoken to."""
    named = {word.text for word in answer.client_words if word.capital and len(word.text) > 2}
    if answer.told_on(span):
        return True
    for sentence in answer.seen.sentences:
        first = sentence.words[0]
        if sentence.span[0] <= span[0] < sentence.span[1] and first.start < span[0]:
            return first.text in named and first.text not in lexicon().words("stopwords")
    return False


def _their_burden(answer: Answer, span: Span) -> bool:
    """ "You have to ring us to find out": what they have to do, as they told it."""
    inside = [w.text for w in answer.words if span[0] <= w.start < span[1]]
    forced = inside[:1] == ["you"] and any(
        text in ("must", "have", "need", "had") for text in inside
    )
    told = any(p and span[0] <= p[0] <= span[1] + _CLOSE for p in answer.points)
    return forced and told


def own_step(answer: Answer) -> Span | None:
    """A next step that is the speaker's: "you'll have to tell your board" is the client's story."""
    for move in answer.seen.moves:
        if move.id == "next_step":
            inside = [w.text for w in answer.words if move.span[0] <= w.start < move.span[1]]
            ours = inside[:1] == ["you"] and not _OURS.isdisjoint(inside)  # "you'll have our plan"
            planned = "going" in inside and not _PAST.isdisjoint(inside)  # "I was going to send"
            if (ours or any(text in _FIRST for text in inside)) and not planned:
                return move.span
    return None


def no_blame(answer: Answer) -> Found:
    """Nobody is blamed."""
    place = blame(answer)
    if place:
        return "no", place, "blame_reply", "tip_blame_reply"
    return "full", None, "no_blame", None


def nothing_taken_back(answer: Answer) -> Found:
    """The trouble stays as big as the client finds it, and nothing said is taken back."""
    for ids, reason, tip in (
        (("minimising",), "minimising_words", "tip_minimising"),
        (("reversal",), "reversal_words", "tip_reversal"),
    ):
        place = answer.move(*ids)
        if place and not (reason == "minimising_words" and _asked_little(answer, place)):
            return "no", place, reason, tip
    place = taken_back(answer)
    if place:
        return "no", place, "reversal_words", "tip_reversal"
    return "full", None, "no_minimising", None


def _asked_little(answer: Answer, place: Span) -> bool:
    """ "It was a tiny thing, and straight away we talk money": how little they asked, their point.

    So where the task lists the small word, no "just" is in it, and another point comes after.
    """
    start, end = answer.sentence_at(place[0])
    inside = [word.text for word in answer.words if place[0] <= word.start < place[1]]
    after = [word.text for word in answer.words if place[1] <= word.start < end]
    listed = {phrase for facet in answer.asked.facets for phrase in facet}
    named = sum(bool(p) and start <= p[0] < end for p in answer.points if p)
    joined = "and" in after and named > 1
    return joined and not listed.isdisjoint(inside) and not {"just", "only"} & set(inside)


def stays_with_them(answer: Answer) -> Found:
    """The same, and no blame or defence either: both take an acknowledgement back."""
    met = nothing_taken_back(answer)
    if met[0] == "full":
        met = no_blame(answer)
    if met[0] == "full":
        met = no_defence(answer)
    return met if met[0] == "no" else ("full", None, "no_minimising", None)


def defence(answer: Answer) -> Span | None:
    """What defends our side; not what is imagined in their place, nor "it wasn't us who saw it"."""
    for move in answer.seen.moves:
        if move.id == "defending" and not (
            _imagined(answer, move.span) or _missed(answer, move.span)
        ):
            return move.span
    return None


def _imagined(answer: Answer, span: Span) -> bool:
    """ "If no one told me, I'd suspect it as well": the speaker in their place."""
    start, end = answer.sentence_at(span[0])
    words = [word for word in answer.words if start <= word.start < end]
    before = any(word.text == "if" for word in words if word.start < span[0])
    after = [word.text for word in words if word.start >= span[1]]
    return before and any(a in ("i", "we") and b in ("'d", "would") for a, b in pairwise(after))


def _missed(answer: Answer, span: Span) -> bool:
    """ "It wasn't us who saw it": what we failed to do is no defence."""
    after = [word.text for word in answer.words if word.start >= span[1]][:2]
    inside = [word.text for word in answer.words if span[0] <= word.start < span[1]]
    return (
        inside[-1:] == ["us"]
        and after[:1] in (["who"], ["that"])
        and after[1:2] != []
        and after[1] in tables.words("found_by")
    )


def no_defence(answer: Answer) -> Found:
    """The speaker's side is not defended."""
    place = defence(answer)
    if place:
        return "no", place, "defence_words", "tip_defence"
    return "full", None, "no_defence", None


def no_promise(answer: Answer) -> Found:
    """Nothing is promised that cannot be known."""
    place = answer.move("overpromising")
    if place:
        return "no", place, "promise_words", "tip_promise"
    return "full", None, "no_promise", None


def nothing_promised(answer: Answer) -> Found:
    """The same, and no remedy or outcome held out either, before the client has been heard."""
    place = answer.anywhere("promised") or answer.anywhere("sent_to_mend")
    return ("no", place, "promise_words", "tip_promise") if place else no_promise(answer)


def no_self_story(answer: Answer) -> Found:
    """The speaker's own story stays out."""
    place = answer.move("self_story") or answer.anywhere("own_case")
    if place:
        return "no", place, "self_story_words", "tip_self_story"
    return "full", None, "no_self_story", None
