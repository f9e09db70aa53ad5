"""What weighs for the client, named first: what the rubrics for a client under pressure share."""

from __future__ import annotations

from collections.abc import Sequence

from active_listening.coach.reading import Move, Span
from active_listening.coach.rubrics import spoilers, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.blame import blame
from active_listening.coach.rubrics.judging import Found
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import denied, matches

QUESTIONS = ("open_question", "focused_question", "closed_question")
_TAILS = (
    "why",
    "and why",
    "why so",
    "do you think",
    "would you say",
    "what do you think",
    "how do you see it",
    "how do you see that",
    "in your view",
)
_SAID_BACK = ("reflection_content", "reflection_feeling", "check_back", "summary")


def named(places: Sequence[Span | None], must: Sequence[int], least: int = 1) -> Found:
    """Whether a client's points are named: those that must be, and at least so many."""
    found = [place for place in places if place]
    if not places:
        return "no", None, "points_unknown", None
    if not found:
        return "no", None, "points_none", "tip_points"
    if any(places[i] is None for i in must):
        return "half", found[0], "points_main", "tip_points_main"
    if len(found) < min(least, len(places)):
        return "half", found[0], "points_one", "tip_points_more"
    return "full", min(found), "points_taken_up", None


def questions(answer: Answer) -> list[Move]:
    """What it asks; "so you lose the morning?" says back, and asks for no more than a nod."""
    back = [move.span for move in answer.seen.moves if move.id in _SAID_BACK]
    asked = [
        move
        for move in answer.seen.moves
        if move.id in QUESTIONS and not any(a < move.span[1] and move.span[0] < b for a, b in back)
    ]
    asked = [move for i, move in enumerate(asked) if not (i and _tail(answer, move))]
    marked = [s.span for s in answer.seen.sentences if s.mark == "?"]
    plain = [m for m in asked if any(a <= m.span[0] < b for a, b in marked)]
    return plain or asked  # "so what they read binds you. What has changed?" asks once


def _tail(answer: Answer, move: Move) -> bool:
    """ "..., what do you think?": a tail that hands the question over and asks nothing more."""
    first, last = answer.sentence_at(move.span[0])
    leads = any(first <= word.start < move.span[0] for word in answer.words)
    words = [word.text for word in answer.words if move.span[0] <= word.start < last]
    return leads and " ".join(words) in _TAILS


def listed(answer: Answer, name: str, *, asked: bool = True) -> Span | None:
    """The first phrase of the list `name` that no "not" stands before, wherever it is.

    Args:
        asked: whether one in a question counts.
    """
    for sentence in answer.seen.sentences:
        words = sentence.words
        if sentence.mark == "?" and not asked:
            continue
        for start, end in matches(tables.phrases(name), words):
            if not denied(words[:start], start):
                return words[start].start, words[end - 1].end
    return None


def held_out(answer: Answer, *lists: str) -> Found:
    """An outcome that nobody can know, held out; or what the `lists` besides it have."""
    met = spoilers.no_promise(answer)
    if met[0] == "no":
        return met
    vowed = _vowed(answer)
    if vowed:
        return "no", vowed, "promise_words", "tip_promise"
    for name in ("held_out", *lists):
        place = answer.anywhere(name)
        if place:
            return "no", place, "promise_words", "tip_promise"
    return met


def _vowed(answer: Answer) -> Span | None:
    """ "We'll do it by Friday, promise": the word by itself, at an end."""
    for sentence in answer.seen.sentences:
        word = sentence.words[-1]
        alone = word.pause or len(sentence.words) == 1
        if word.text in ("promise", "promised") and alone and sentence.mark != "?":
            return word.start, word.end
    return None


def remedy(answer: Answer) -> Found:
    """The same, or a remedy with it: "you'll have it by six", "we'll refund it"."""
    return held_out(answer, "promised", "steps_promised")


def reproached(answer: Answer) -> Span | None:
    """Blame, or what they should have done, have been told, or others do better."""
    return blame(answer) or listed(answer, "reproaches")


def by_the_paper(answer: Answer) -> Span | None:
    """ "As the leaflet says", "it includes a machine": what is written, against what they hoped.

    A paper that the client spoke of is theirs, and so is "you expected, as the leaflet says, ...".
    """
    theirs = {root(word.text) for word in answer.client_words}
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("of_the_paper"), words):
            papers = (w for w in words[start:end] if w.text in tables.words("papers"))
            told = any(root(w.text) in theirs for w in papers)
            yours = any(word.text == "you" for word in words[:start])
            if sentence.mark != "?" and not (told or yours or denied(words, start)):
                return words[start].start, words[end - 1].end
    return None


def contradicts(answer: Answer) -> Span | None:
    """A reply whose first word is "but", and which is neither a question nor about them."""
    for sentence in answer.seen.sentences[:1]:
        words = sentence.words
        theirs = any(word.text in ("you", "your") for word in words)
        if words[0].text == "but" and sentence.mark != "?" and not theirs:
            return sentence.span
    return None


def nothing_smaller(answer: Answer) -> Found:
    """Nothing is made smaller or taken back, in plain comfort neither."""
    comfort = listed(answer, "comfort")
    if comfort:
        return "no", comfort, "minimising_words", "tip_minimising"
    turned = contradicts(answer)
    if turned:
        return "no", turned, "reversal_words", "tip_reversal"
    return spoilers.nothing_taken_back(answer)


def brief(answer: Answer, most: int, reason: str) -> Found:
    """Whether it has no more than so many words."""
    if answer.count <= most:
        return "full", None, "brief", None
    return "no", None, reason, "tip_shorten"
