"""A validation: that what the client feels makes sense from where they stand, and why.

To validate is to say what makes a reaction understandable, given what that person knew and lived
through; it is neither agreeing nor excusing (Linehan, Validation and psychotherapy, in Bohart and
Greenberg, Empathy Reconsidered, 1997: levels four and five). So both a defence and a confession of
what nobody has looked into miss it.
"""

from __future__ import annotations

from itertools import pairwise

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import empathy, feeling, promises, spoilers, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.blame import blame
from active_listening.coach.rubrics.families import names_feeling
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.stretches import Words, matches

_BEFORE = 8
"""Words before an admission within which "it looks as if" makes it theirs and no admission."""
_THEIRS = frozenset("you your yours they their them he his him she her i".split())
_FORCED = frozenset("has have had needs need needed".split())
_WHY = frozenset("because since otherwise as".split())
_ANYONE = 12
"""Words within which "anyone who ..." comes to its "would"."""
_FACT = 4
"""Words from which a sentence on our side tells a fact."""
_OWN_REASON = 2
"""Content words of its own from which a line gives some reason, if none that the task lists."""


def _makes_sense(answer: Answer) -> Found:
    place = answer.phrase("sense_from_there") or answer.phrase("would_too") or _anyone(answer)
    if place is None:
        place = answer.earned_move("validation")
        polite = answer.phrase("no_sense_yet")
        if place and polite and place[0] < polite[1] and polite[0] < place[1]:
            place = None
    place = place or _with_reason(answer)
    if place:
        return "full", place, "makes_sense", None
    felt = feeling.named(answer)
    near = felt[1] or answer.phrase("no_sense_yet") or answer.phrase("bare")
    if near:
        return "half", near, "makes_sense_half", "tip_makes_sense"
    return "no", None, "makes_sense_none", "tip_makes_sense"


def _with_reason(answer: Answer) -> Span | None:
    """ "I can understand your anger: you gave your word": what follows says why it makes sense."""
    place = answer.phrase("understands_it")
    if place is None:
        return None
    _, end = answer.sentence_at(place[0])
    return place if any(p and place[1] <= p[0] < end for p in answer.acknowledged) else None


def _anyone(answer: Answer) -> Span | None:
    """ "Anyone who had put the family's money into this would want more"."""
    for part in answer.parts:
        for i, word in enumerate(part):
            rest = part[i + 1 : i + 1 + _ANYONE] if word.text in tables.words("anyone") else ()
            for verb in rest:
                if verb.text in ("would", "'d", "might"):
                    return word.start, verb.end
    return None


def _reason(answer: Answer) -> Found:
    """What makes sense of it, from their side; one that the task does not list is left open."""
    met = empathy.reason(answer)
    if met[0] == "no" and met[2] == "reason_none":
        own = _own_reason(answer)
        if own:
            return "no", own, "reason_unmatched", "tip_reason"
    return met


def _own_reason(answer: Answer) -> Span | None:
    """Words that say something of this case and are no feeling's name, wherever they lead."""
    empty = tables.words("says_nothing_yet")
    told = (word for word in content(answer.said.words) if word.text not in empty)
    said = [word for word in told if not names_feeling(word.text)]
    if len(said) < _OWN_REASON:
        return None
    return said[0].start, said[-1].end


def _neither_side(answer: Answer) -> Found:
    defence = spoilers.defence(answer) or answer.anywhere("arguing")
    if defence:
        return "no", defence, "defence_words", "tip_neither_side"
    ours = _our_side(answer)
    if ours:
        return "no", ours, "defence_words", "tip_neither_side"
    blamed = blame(answer) or answer.anywhere("at_fault")
    if blamed:
        return "no", blamed, "blame_reply", "tip_neither_side"
    admitted = _admission(answer)
    if admitted:
        return "no", admitted, "admits_words", "tip_neither_side"
    return "full", None, "neither_side", None


def _our_side(answer: Answer) -> Span | None:
    """A sentence that begins with us, tells a fact, and has none of their points in it."""
    for sentence in answer.seen.sentences:
        words, (start, end) = sentence.words, sentence.span
        if _must_be(words) and sentence.mark != "?":
            return start, end
        if words[0].text not in ("our", "we") or sentence.mark == "?" or len(words) < _FACT:
            continue
        theirs = any(point and start <= point[0] < end for point in answer.points)
        sense = tables.phrases("sense_from_there").search(words)
        to_come = any(word.text in ("will", "'ll", "can", "would", "'d") for word in words[:3])
        if not (theirs or sense or to_come):
            return start, end
    return None


def _must_be(words: Words) -> bool:
    """ "The change has to be at six because ...": why it cannot be otherwise, nothing of theirs."""
    texts = [word.text for word in words]
    theirs = not _THEIRS.isdisjoint(texts)
    forced = any(a in _FORCED and b == "to" for a, b in pairwise(texts)) or "must" in texts
    return forced and not theirs and not _WHY.isdisjoint(texts)


def _admission(answer: Answer) -> Span | None:
    """ "We hid it", "you're right."; not "it looked as if we hid it", "you're right to ask"."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("admitting"), words):
            if not _as_it_looks(words, start):
                return words[start].start, words[end - 1].end
        agreed = _agreed(words)
        if agreed:
            return agreed
    return None


def _as_it_looks(words: Words, i: int) -> bool:
    before = words[max(0, i - _BEFORE) : i]
    return any(word.text in tables.words("looks_so") for word in before)


def _agreed(words: Words) -> Span | None:
    """ "You're right" and a stop; "you're right to be angry" agrees with nothing."""
    for i, word in enumerate(words):
        if word.text != "right" or not i or words[0].text not in ("you", "yes", "yeah", "sure"):
            continue
        after = words[i + 1] if i + 1 < len(words) else None
        ends = after is None or after.pause or after.text in ("and", "we", "that")
        if ends and any(w.text in ("'re", "are") for w in words[:i]):
            return words[0].start, word.end
    return None


def _takes_nothing_back(answer: Answer) -> Found:
    """As for any reply; "it's just that" and a "though" that trails are a "but" in soft shoes."""
    turned = answer.anywhere("turned_away") or _trailing(answer)
    if turned:
        return "no", turned, "reversal_words", "tip_reversal"
    return spoilers.nothing_taken_back(answer)


def _trailing(answer: Answer) -> Span | None:
    """A conjunct: "it was moved, though" (Quirk et al., 8.135-8.143); not "though it was"."""
    for sentence in answer.seen.sentences:
        for i, word in enumerate(sentence.words):
            ends = i + 1 == len(sentence.words) or sentence.words[i + 1].pause
            if word.text == "though" and i and ends:
                return word.start, word.end
    return None


def _promises_nothing(answer: Answer) -> Found:
    met = spoilers.no_promise(answer)
    step = answer.anywhere("steps_promised") or promises.end_by(answer)
    if met[0] == "full" and step:
        return "no", step, "step_words", "tip_later"
    return met


def _leaves_floor(answer: Answer) -> Found:
    """As for an empathy line; a step of one's own, or a second question, takes only half of it."""
    met = empathy.leaves_floor(answer)
    told = _told_what_to_do(answer)
    if told:
        return "no", told, "floor_taken", "tip_floor"
    step = met[2] == "floor_taken" and met[1] == spoilers.own_step(answer)
    if step or met[2] == "floor_questions":
        return "half", *met[1:]
    return met


def _told_what_to_do(answer: Answer) -> Span | None:
    """ "Have somebody look at it": an order, however kind."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        polite = words[0].text in ("please", "so", "just") and len(words) > 1
        first = words[1] if polite else words[0]
        if first.text in tables.words("advises") and sentence.mark != "?" and len(words) > 2:
            return sentence.span
    return None


VALIDATION = Family(
    {
        "V1": _makes_sense,
        "V2": _reason,
        "V3": _neither_side,
        "V4": _takes_nothing_back,
        "V5": _promises_nothing,
        "V6": _leaves_floor,
    },
    Answer,
)
