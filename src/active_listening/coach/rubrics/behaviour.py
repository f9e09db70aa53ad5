"""Feedback on what a colleague did: what was seen, what it did in the talk, and one thing to try.

Feedback that turns to the person, as praise or as blame, often makes the work worse; what helps is
about the task, near to what was done, and leads on (Kluger and DeNisi, Psychological Bulletin 119,
1996; Hattie and Timperley, The power of feedback, Review of Educational Research 77, 2007). The
order of situation, behaviour and effect is taught by the Center for Creative Leadership.

The task's facets: those marked as a must are what was said or done; the others what it did.
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.grammar import WH
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables, together
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.meaning import Said, points_met
from active_listening.coach.rubrics.stretches import Words, matches
from active_listening.coach.text import Sentence

MAX_WORDS = 60
_REACH = 6
"""Words behind "you were" within which the verdict stands."""
_ASKING = frozenset("did do does would could can will if what".split())


class Feedback(Answer):
    """A rewritten verdict, with which of the task's points were seen and which are effects."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        every = range(len(self.asked.facets))
        self.seen_points = list(self.asked.must)
        if not self.seen_points or len(self.seen_points) == len(every):
            self.seen_points = list(every[:1])
        self.effects = [i for i in every if i not in self.seen_points]

    @cached_property
    def tellings(self) -> list[Words]:
        """What tells of something that was; not what should be tried, nor what holds of anybody."""
        asked = [sentence.span for sentence in self.seen.sentences if _only_asks(sentence)]
        telling = [p for p in self.parts if not any(a <= p[0].start < b for a, b in asked)]
        return [kept for words in telling if (kept := _told(words))]

    @cached_property
    def places(self) -> list[Span | None]:
        """Where each point is told."""
        return points_met(self.asked.facets, Said(self.tellings), strict=True)


def _only_asks(sentence: Sentence) -> bool:
    """ "Why did you offer three?" tells nothing; "you offered three: why?" does."""
    first = sentence.words[0].text
    return sentence.mark == "?" and first in WH | lexicon().words("auxiliaries")


def _told(words: Words) -> Words:
    """The words of a sentence up to where it says what to try."""
    if words[0].text in tables.words("unseen") or _of_anybody(words):
        return ()
    found = tables.phrases("tries").search(words)
    return words[: found[0]] if found else words


def _of_anybody(words: Words) -> bool:
    """What holds of everybody; "the old people who miss the boat" are those of the talk."""
    known = lexicon()
    for start, end in matches(tables.phrases("of_anybody"), words):
        before = words[start - 1].text if start and not words[start].pause else ""
        named = before in known.words("determiners") or not (
            before in known.words("stopwords") or before in known.words("verbs")
        )
        if not (before and named and words[end - 1].text == "who"):
            return True
    return False


def _as_seen(answer: Feedback) -> Found:
    found = [answer.places[i] for i in answer.seen_points if i < len(answer.places)]
    named = [place for place in found if place]
    if named and len(named) == len(found):
        return "full", named[0], "seen_named", None
    if named:
        return "half", named[0], "seen_some", "tip_seen"
    other = _first("as_seen", answer.tellings)
    if other:
        return "half", other, "seen_other", "tip_seen"
    return "no", None, "seen_none", "tip_seen"


def _first(name: str, stretches: list[Words]) -> Span | None:
    for words in stretches:
        found = tables.phrases(name).search(words)
        if found:
            return words[found[0]].start, words[found[1] - 1].end
    return None


def _effect(answer: Feedback) -> Found:
    place = next((answer.places[i] for i in answer.effects if answer.places[i]), None)
    if place:
        return "full", place, "effect_named", None
    other = _first("effects", answer.tellings) or _became(answer)
    if other:
        return "half", other, "effect_other", "tip_effect"
    return "no", None, "effect_none", "tip_effect"


def _became(answer: Feedback) -> Span | None:
    """ "Mrs Bell fell silent", "the talk stopped there": a subject that is not the colleague."""
    for words in answer.tellings:
        for i, word in enumerate(words[1:], 1):
            if word.text not in tables.words("turned"):
                continue
            k = i - 1
            while k > 0 and words[k].text in tables.words("adverbs") | {
                "soon",
                "suddenly",
                "almost",
            }:
                k -= 1
            named = (
                words[k].capital and words[k].text not in ("i", "you") and not words[k + 1].pause
            )
            if words[k].text in tables.words("touched") or named:
                return words[k].start, word.end
    return None


def _no_verdict(answer: Feedback) -> Found:
    for find, reason, tip in (
        (_judged, "judged_words", "tip_seen"),
        (_generalised, "always_words", "tip_always"),
        (_motive, "motive_words", "tip_motive"),
    ):
        place = find(answer)
        if place:
            return "no", place, reason, tip
    return "full", None, "judged_not", None


def _judged(answer: Feedback) -> Span | None:
    """ "You were rude", "great job": what somebody is, or is worth."""
    small = tables.words("so_much")
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if word.text == "you" and i + 1 < len(words):
                k = i + 1
                if words[k].text not in tables.words("seems_so"):
                    continue
                while (
                    k < len(words)
                    and k < i + _REACH
                    and (words[k].text in small or words[k].text in tables.words("seems_so"))
                ):
                    k += 1
                too = any(w.text == "too" for w in words[i + 2 : k])
                if k < len(words) and (too or words[k].text in tables.words("verdict_words")):
                    return word.start, words[k].end
            if word.text in tables.words("always_bad") and _of_the_colleague(words, i):
                return word.start, word.end
            pair = words[i + 1].text if i + 1 < len(words) and not words[i + 1].pause else ""
            if word.text in tables.words("praise_words") and pair in tables.words("of_work"):
                return word.start, words[i + 1].end
    return answer.anywhere("judges")


def _of_the_colleague(words: Words, i: int) -> bool:
    """ "Rather rude", "you came in rude"; not "she became impatient", which tells of the client."""
    before = [word.text for word in words[:i]]
    whom = [text for text in before if text in ("you", "your") or text in tables.words("touched")]
    return not whom or whom[-1] in ("you", "your", "it", "that", "which", "tone", "talk", "call")


def _generalised(answer: Feedback) -> Span | None:
    return answer.anywhere("always_never")


def _motive(answer: Feedback) -> Span | None:
    """ "You wanted to get rid of her"; "what did you want to hear?" asks for it."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("guesses_motive"), words):
            before = {word.text for word in words[max(0, start - 2) : start]}
            if before.isdisjoint(_ASKING):
                return words[start].start, words[end - 1].end
    return None


def _leads_on(answer: Feedback) -> Found:
    question = answer.earned_move("open_question", "inviting_options")
    question = question or answer.phrase("asks_colleague")
    if question:
        return "full", question, "asks_on_colleague", None
    tried = answer.phrase("tries") or answer.earned_move("proposing")
    if tried:
        return "full", tried, "thing_to_try", None
    closed = answer.seen.question.span
    if closed:
        return "half", closed, "asks_colleague_closed", "tip_try"
    return "no", None, "try_none", "tip_try"


BEHAVIOUR = Family(
    {
        "H1": _as_seen,
        "H2": _effect,
        "H3": _no_verdict,
        "H4": _leads_on,
        "H5": together.up_to(MAX_WORDS, "long_feedback"),
    },
    Feedback,
)
