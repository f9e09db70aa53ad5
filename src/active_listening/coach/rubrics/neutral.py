"""A mediator's neutral question, in place of a partial one.

A mediator asks both, or one from where they stand, judges nobody and brings no way out; who is at
fault is the one question that moves nothing (Moore, The Mediation Process, 4th ed. 2014, ch. 9;
Winslade and Monk, Narrative Mediation, 2000, ch. 3).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from active_listening.coach.grammar import WH
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import rewriting, spoilers, tables, together
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import Said, points_met
from active_listening.coach.rubrics.stretches import Words, matches, without, words_of

MAX_WORDS = 30
_SHARE = 0.7
"""Share of the partial line's wording from which it is still that line."""
_NEAR = 3
"""Words behind a party within which what they are said to have done stands."""
_PARTIES = frozenset("he she they you".split())


def _asks(answer: Answer) -> Found:
    question = answer.seen.question
    place = answer.earned_move("open_question")
    if place:
        return "full", place, "floor_open", None
    if question.tier == "focused":
        if _opens_the_round(answer):
            return "full", question.span, "floor_open", None
        return "half", question.span, "floor_fact", "tip_open_up"
    if question.tier == "closed":
        return "no", question.span, "floor_closed", "tip_open_up"
    return "no", None, "asks_nothing", "tip_ask"


def _no_side(answer: Answer) -> Found:
    blamed = spoilers.no_blame(answer)
    if blamed[0] == "no":
        return "no", blamed[1], "blame_reply", "tip_no_side"
    place = answer.flaw("blaming", "loaded", "leading") or answer.anywhere("culprit")
    place = place or _weighs_word(answer) or together.sided(answer)
    place = place or _accused(answer) or _picks_one(answer) or _kept(answer)
    if place:
        return "no", place, "side_words", "tip_no_side"
    return "full", None, "neither_side", None


def _opens_the_round(answer: Answer) -> bool:
    """ "Who of you wants to start and tell what it was like?": both are asked to tell."""
    return _one_of_you(answer, starts=True) is not None and bool(answer.phrase("tells_how"))


def _picks_one(answer: Answer) -> Span | None:
    """ "Which of you needs it more?": a winner is asked for."""
    return _one_of_you(answer, starts=False)


def _one_of_you(answer: Answer, *, starts: bool) -> Span | None:
    """ "Who of you ...", which asks who begins, or weighs the two against each other."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i in range(len(words) - 3):
            k = i + 1 + (words[i + 1].text == "one")
            of_you = [word.text for word in words[k : k + 2]] == ["of", "you"]
            if words[i].text not in ("who", "which", "whose") or not of_you:
                continue
            k += 2
            while k < len(words) and words[k].text in ("two", "both"):
                k += 1
            if bool(tables.phrases("starts_round").at(words, k)) == starts:
                return words[i].start, words[k - 1].end
    return None


def _weighs_word(answer: Answer) -> Span | None:
    """ "He says you refused"; not "you said the nights are different", which gives back theirs."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("weighs_word"), words):
            theirs = start > 0 and words[start - 1].text == "you"
            cut = any(word.pause for word in words[start + 1 : end])  # "right after: what ..."
            if not cut and not (theirs and words[start].text == "said"):
                return words[start].start, words[end - 1].end
    return None


def _accused(answer: Answer) -> Span | None:
    """ "Why has she blocked it", "what made operations refuse": a party, and a charge."""
    charges = tables.words("charges")
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if word.text not in charges or not i:
                continue
            before = words[max(0, i - _NEAR) : i]
            if any(_party(words, k) for k in range(i - len(before), i)):
                return before[0].start, word.end
    return None


def _party(words: Words, i: int) -> bool:
    """A person or a side: "she", "your people", "Dr Demir", "operations"."""
    text = words[i].text
    named = words[i].capital and i > 0 and text not in lexicon().words("stopwords")
    return text in _PARTIES or text in tables.words("party_words") or named


def _kept(answer: Answer) -> Span | None:
    row = copied(answer.words, words_of(answer.asked.original))
    return row.span if row.share >= _SHARE else None


def _for_both(answer: Answer) -> Found:
    both = answer.phrase("to_both")
    if both:
        return "full", both, "for_both", None
    turns = _in_turn(answer)
    if turns:
        return "full", turns, "for_both", None
    stand = answer.phrase("where_they_stand")
    if stand:
        return "full", stand, "for_one_stand", None
    absent = _absent(answer) or _named(answer)
    if absent:
        return "no", absent, "of_one", "tip_for_both"
    return "half", answer.seen.question.span, "for_whom", "tip_for_both"


def _in_turn(answer: Answer) -> Span | None:
    """ "What does May give you, Ann, and what does June give you, Bo?": one question, to each.

    Each clause begins with the same words and ends with another name.
    """
    words = [w for sentence in answer.seen.sentences for w in sentence.words]
    heads = [i for i, w in enumerate(words) if w.text in WH and i + 1 < len(words)]
    for i, k in pairwise(heads):
        same = [w.text for w in words[i : i + 2]] == [w.text for w in words[k : k + 2]]
        one, two = _called(words, i, k), _called(words, k, len(words))
        if same and one and two and one != two:
            return words[k].start, words[-1].end
    return None


def _called(words: Words, first: int, last: int) -> str:
    """The name spoken to between two words; "" for none."""
    for word in words[first + 1 : last]:
        if word.capital and word.pause and word.text not in _never_names():
            return word.text
    return ""


def _absent(answer: Answer) -> Span | None:
    """ "What does she want?"; not "the nights, what are they like?", where "they" are the topic."""
    place = answer.anywhere("of_one_absent")
    if place is None:
        return None
    inside = [word.text for word in answer.words if place[0] <= word.start < place[1]]
    points = [point for point in together.points(answer) if point and point[1] <= place[0]]
    told = {word.text for word in answer.words for a, b in points if a <= word.start < b}
    things = {text for text in told if text.endswith("s")} - tables.words("party_words")
    return None if "they" in inside and things - lexicon().words("people") else place


def _named(answer: Answer) -> Span | None:
    """Somebody who is not spoken to: "how could Leah ...?", "with Leah's plan"; not "Leah, ..."."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            after = words[i + 1] if i + 1 < len(words) else None
            title = after is not None and after.capital and not after.pause
            called = after is None or after.pause or title or word.pause
            if i and word.capital and not called and word.text not in _never_names():
                return word.start, word.end
    return None


@lru_cache
def _never_names() -> frozenset[str]:
    """Words with a capital that name nobody: "I", days and months."""
    days = tables.words("weekdays") | tables.words("months")
    return lexicon().words("stopwords") | days | frozenset(["i", "'m", "'ll", "'d", "'ve"])


def _one_thing(answer: Answer) -> Found:
    """As in any question; two things of one question, one for each of them, take half."""
    met = rewriting.one_thing(answer.seen)
    if met[0] == "no" and _in_turn(answer):
        return "full", None, "one_thing", None
    if met[2] == "double_and" and _opens_the_round(answer):
        return "full", None, "one_thing", None
    if met[2] == "double_and" and met[1] and not _asks_twice(answer, met[1]):
        return "half", *met[1:]
    return met


def _asks_twice(answer: Answer, span: Span) -> bool:
    """ "And why ...", "and shall we ...": a question of its own behind the "and"."""
    inside = {word.text for word in answer.words if span[0] <= word.start < span[1]}
    return not inside.isdisjoint(WH | lexicon().words("auxiliaries"))


def _serves(answer: Answer) -> Found:
    """A point of the task in it serves, in what is asked those that must be; else as a rewrite."""
    place = next((place for place in together.points(answer) if place), None)
    now = (part for words in _asking(answer) for part in without(words, "happens_again"))
    asked = points_met(answer.asked.facets, Said(now), strict=True)
    if any(asked[i] is None for i in answer.asked.must):
        return "no", place, "topic_must", "tip_off_topic"
    if place:
        return "full", place, "topic_facet", None
    return rewriting.serves_purpose(answer.seen)


def _asking(answer: Answer) -> list[Words]:
    """The sentences that ask, with a question mark or without."""
    opened = [move.span[0] for move in answer.seen.moves if move.id == "open_question"]
    return [
        s.words
        for s in answer.seen.sentences
        if s.mark == "?" or any(s.span[0] <= place < s.span[1] for place in opened)
    ]


def _no_solution(answer: Answer) -> Found:
    """As in any invitation; what is said to the other of the two is no way out."""
    place = together.solution(answer, answer.anywhere("even_handed"))
    if place:
        return "no", place, "solution_words", "tip_no_solution"
    return "full", None, "no_solution", None


NEUTRAL = Family(
    {
        "N1": _asks,
        "N2": _no_side,
        "N3": _for_both,
        "N4": _one_thing,
        "N5": _serves,
        "N6": _no_solution,
        "N7": together.up_to(MAX_WORDS, "long_question"),
    },
    Answer,
)
