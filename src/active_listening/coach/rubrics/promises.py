"""What a message promises: an end nobody can know yet, a cause not yet found, things not agreed.

What stands under an "if", a "not", a hope or a "whether" is not promised (the operators that take a
clause's truth away: Quirk et al., A Comprehensive Grammar of the English Language, 10.54-10.70 and
14.24).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.contact import contact_in
from active_listening.coach.rubrics.judging import Asked
from active_listening.coach.rubrics.lines import Message, Unit
from active_listening.coach.rubrics.meaning import Said, content, points_met
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, denied, matches
from active_listening.coach.rubrics.times import time_in
from active_listening.coach.text import sentences

_WILL = ("will", "'ll", "shall")
_CONDITIONED = 7
"""Words before a claim in which an "if" or a "not" makes it none."""
_GOVERNED = 5
"""Words between a "will" and the end of the trouble that it promises."""
_NEW = 2
"""Content words that the task does not have, from which a deed is a new one."""


def cure_promised(message: Message) -> Span | None:
    """ "It will be fixed by noon", "we'll solve this"; not "once it's fixed", "trying to"."""
    for unit in message.units:
        for start, end in matches(tables.phrases("cure"), unit.words):
            if not unsure(unit.words, start):
                return unit.words[start].start, unit.words[end - 1].end
        place = _will_be_over(unit.words) or _over_by(message, unit.words)
        if place:
            return place
    return None


def _will_be_over(words: Words) -> Span | None:
    """ "will" that governs a mending verb, or "be / get / have" and a word for what is over."""
    for i, word in enumerate(words):
        begins = _begins(words, i)
        if not begins or unsure(words, i):
            continue
        step = False
        for k in range(begins, min(len(words), begins + _GOVERNED)):
            text = words[k].text
            if words[k].pause or text == "to" or text in tables.words("conditions"):
                break
            over = step and text in tables.words("cured") and not _of_somebody(words, k)
            if over or text in tables.words("cure_verbs"):
                return word.start, words[k].end
            step = step or text in tables.words("cure_steps")
    return None


def _begins(words: Words, i: int) -> int:
    """Where what is promised begins, after "will" or "going to"; 0 where nothing is."""
    if words[i].text in _WILL:
        return i + 1
    going = words[i].text == "going" and i + 1 < len(words) and words[i + 1].text == "to"
    return i + 2 if going else 0


def _of_somebody(words: Words, k: int) -> bool:
    """ "Back to you", "working on it", "running tests": a person is, the trouble is not over."""
    text = words[k].text
    after = words[k + 1].text if k + 1 < len(words) else ""
    if text in ("back", "up"):
        if after == "to" and k + 2 < len(words) and words[k + 2].text in tables.words("usual"):
            return False
        called = words[k - 1].text in ("get", "come", "call", "you")
        return called or after in ("to", "with", "in", "at", "by", "on", "all")
    return (
        text in tables.words("goes_on") and bool(after) and after not in tables.words("over_when")
    )


def _over_by(message: Message, words: Words) -> Span | None:
    """ "Back up by 3", "a fix within the hour": an end with a time to it."""
    if not words or contact_in(words):
        return None
    for i, word in enumerate(words[:-1]):
        over = word.text in tables.words("cured") or word.text in tables.words("cures")
        if not over or unsure(words, i):
            continue
        if word.text in tables.words("goes_on") | {"back", "up"} and _of_somebody(words, i):
            continue
        if word.text == "up" and i and words[i - 1].text.endswith("ing"):  # "piling up by Friday"
            continue
        if words[i + 1].text == "since":  # "ready since Monday": that was
            continue
        when = time_in(message.lowered, word.end, words[i + 1 : i + 1 + _GOVERNED][-1].end)
        if when:
            return word.start, when[1]
    return None


def cause_claimed(message: Message) -> Span | None:
    """A cause told as a fact; not "we don't know yet what caused it", nor what the task tells."""
    for unit in message.units:
        words = unit.words
        for start, end in matches(tables.phrases("cause"), words):
            told = Said([words[end : end + _GOVERNED]])
            known = any(told.find(phrase) for facet in message.asked.facets for phrase in facet)
            hedged = any(word.text in tables.words("hedges") for word in words[end : end + 3])
            if not (known or hedged or unsure(words, start)):
                return words[start].start, words[end - 1].end
    return None


def cause_guessed(message: Message) -> Span | None:
    """ "It's probably the update", "he must have picked the wrong list"; not what the task tells.

    Who speaks in the first hour says what is known and leaves out what is supposed (Reynolds and
    Seeger 2005). "You must have had a shock" guesses at no cause.
    """
    for unit in message.units:
        for start, end in matches(tables.phrases("guessed"), unit.words):
            of_them = any(
                word.text in ("you", "your") for word in unit.words[max(0, start - 1) : start]
            )
            if not of_them and not denied(unit.words, start):
                return unit.words[start].start, unit.words[end - 1].end
    return None


def unsure(words: Words, i: int) -> bool:
    """Whether what stands at `i` is wished, denied, asked or for later."""
    before = words[max(0, i - _CONDITIONED) : i]
    if before and before[0].text == "that":  # "That is due to ..." points, it does not depend
        before = before[1:]
    return any(word.text in tables.words("conditions") for word in before)


def end_by(answer: Answer) -> Span | None:
    """ "It will be on by tonight": a time for what is not in the speaker's own hands."""
    lowered = answer.seen.text.lower()
    if len(lowered) != len(answer.seen.text):  # a few letters grow when lowered
        return None
    for sentence in answer.seen.sentences:
        for before, word in pairwise(sentence.words):
            ours = before.text in ("i", "we", "you", "who")
            if word.text in ("will", "'ll") and not ours:
                when = time_in(lowered, word.end, sentence.span[1])
                if when:
                    return before.start, when[1]
    return None


def beyond_agreed(message: Message) -> Span | None:
    """A promise that is not among what was agreed: an offer, or a deed that nobody named."""
    known = _task_roots(message.asked)
    for unit in message.units:
        place = _offer(unit.words, known) or _new_deed(message, unit, known)
        if place:
            return place
    return None


def offered(message: Message) -> Span | None:
    """An offer that the task does not have: a discount, a refund, something for free."""
    known = _task_roots(message.asked)
    found = (_offer(unit.words, known) for unit in message.units)
    return next((place for place in found if place), None)


@lru_cache(maxsize=512)
def _task_roots(asked: Asked) -> frozenset[str]:
    phrases = [p for facet in (*asked.facets, *asked.actions) for p in facet]
    texts = [*phrases, asked.client, asked.original, asked.scene]
    return frozenset(root(w.text) for text in texts for s in sentences(text) for w in s.words)


def _offer(words: Words, known: frozenset[str]) -> Span | None:
    """A discount, a refund, something for free. "Feel free" gives nothing away."""
    for i, word in enumerate(words):
        if word.text not in tables.words("offers") or root(word.text) in known:
            continue
        if not _is_at_leisure(words, i) and not unsure(words, i):
            return word.start, word.end
    for start, end in matches(tables.phrases("offer_made"), words):
        if not unsure(words, start):
            return words[start].start, words[end - 1].end
    return None


def _is_at_leisure(words: Words, i: int) -> bool:
    """ "Feel free", "are you free on Friday?"; "for free" and "free of charge" give something."""
    before = words[i - 1].text if i else ""
    after = words[i + 1].text if i + 1 < len(words) else ""
    return words[i].text == "free" and (
        before in tables.words("at_leisure")
        or (before != "for" and after in ("to", "on", "at", "for"))
    )


def _new_deed(message: Message, unit: Unit, known: frozenset[str]) -> Span | None:
    """A "will" of our own with an object that is in none of the agreed actions."""
    words = unit.words
    for i, word in enumerate(words[:-1]):
        ours = word.text in ("i", "we") and words[i + 1].text in _WILL
        if not ours or unsure(words, i):
            continue
        deed = _deed(words, i + 2)
        if not deed or deed[0].text in tables.words("talk") or contact_in(deed):
            continue
        agreed = message.asked.actions and any(points_met(message.asked.actions, Said([deed])))
        new = [word for word in content(deed) if root(word.text) not in known]
        if len(new) >= _NEW and not agreed:
            return word.start, deed[-1].end
    return None


def _deed(words: Words, start: int) -> Words:
    """From `start` to the next pause or subject, adverbs in front left out."""
    while start < len(words) and words[start].text in tables.words("adverbs"):
        start += 1
    end = start + 1
    while end < len(words) and not words[end].pause and words[end].text not in _NEXT:
        end += 1
    return words[start:end]


_NEXT = ("i", "we", "so", "if", "when")
