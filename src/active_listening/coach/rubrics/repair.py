"""An interruption mended: owned, and the floor given back.

Whoever cut in mends it, at once and briefly, and the turn that was cut is resumed (Sacks, Schegloff
and Jefferson, A simplest systematics for the organization of turn-taking for conversation, Language
50, 1974; Schegloff, Jefferson and Sacks, The preference for self-correction in the organization of
repair in conversation, Language 53, 1977).
"""

from __future__ import annotations

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import spoilers, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, matches
from active_listening.coach.text import Sentence

MAX_WORDS = 25
_ROADBLOCKS = "defending blaming minimising advising proposing overpromising self_story".split()
_ECHOES = ("statement", "check_back", "tag")
_QUESTIONS = ("open_question", "focused_question", "closed_question")
_MENDING = ("interrupting", "not_done", "regret", "hands_back", "thanks")
"""Lists of what belongs into a repair; a sentence with none of it brings something else."""
_OURS = ("i", "we", "our", "my", "us", "me")


def _owns(answer: Answer) -> Found:
    """Names what one did in full; a mere "sorry", or "if I interrupted", is half."""
    refused = answer.anywhere("owns_not")
    if refused:
        return "no", refused, "repair_not_owned", "tip_repair_own"
    doubtful = answer.phrase("owns_if")
    if doubtful:
        return "half", doubtful, "repair_if", "tip_repair_own"
    place = answer.phrase("interrupting") or answer.phrase("not_done")
    if place:
        return "full", place, "repair_owned", None
    line = answer.anywhere("blames_line")
    if line:
        return "no", line, "repair_not_owned", "tip_repair_own"
    sorry = answer.phrase("regret")
    if sorry:
        return "half", sorry, "repair_sorry", "tip_repair_own"
    return "no", None, "repair_owned_none", "tip_repair_own"


def _hands_back(answer: Answer) -> Found:
    """What hands the turn back: an open question, "please go on", their last words again."""
    place = answer.phrase("hands_back") or answer.earned_move("open_question")
    place = place or _their_words(answer)
    if place:
        return "full", place, "repair_handed", None
    asked = [move for move in answer.seen.moves if move.id in _QUESTIONS]
    if asked:
        reason = "floor_closed" if asked[-1].id == "closed_question" else "floor_fact"
        return "half", asked[-1].span, reason, "tip_repair_hand"
    return "no", None, "repair_handed_none", "tip_repair_hand"


def _their_words(answer: Answer) -> Span | None:
    """A point of theirs, not within a question of one's own about it."""
    question = answer.seen.question
    own = question.tier in ("closed", "focused") and question.reason not in _ECHOES
    for point in answer.points:
        within = own and question.span and point and point[0] >= question.span[0]
        if point and not within and any(_gives(answer, s, point) for s in answer.seen.sentences):
            return point
    return None


def _gives(answer: Answer, sentence: Sentence, point: Span) -> bool:
    """Whether a sentence gives their words back: asked, told of them, or as they said it."""
    start, end = sentence.span
    if not start <= point[0] < end or _begins_with_us(sentence.words):
        return False
    texts = {word.text for word in sentence.words}
    bare = texts.isdisjoint(lexicon().words("auxiliaries"))
    theirs = {root(word.text) for word in answer.client_words}
    as_said = all(root(word.text) in theirs for word in content(sentence.words))
    return sentence.mark == "?" or bare or as_said or bool(texts & {"you", "your"})


def _begins_with_us(words: Words) -> bool:
    return words[0].text in _OURS and not any(
        tables.phrases(name).search(words) for name in _MENDING
    )


def _nothing_of_ours(answer: Answer) -> Found:
    place = answer.move(*_ROADBLOCKS)
    if place and _begins_handing(answer, place):  # "you have the word"
        place = None
    place = place or _way_out(answer) or answer.anywhere("own_point")
    place = place or _but(answer) or _stray(answer) or _finished(answer)
    if place:
        return "no", place, "repair_ours", "tip_repair_ours"
    return "full", None, "repair_theirs", None


def _way_out(answer: Answer) -> Span | None:
    """Advice or a step of one's own; "I'll be quiet" hands the floor back."""
    place = spoilers.way_out(answer)
    return None if place and _begins_handing(answer, place) else place


def _begins_handing(answer: Answer, place: Span) -> bool:
    """Whether these words are the beginning of handing the floor back."""
    return any(
        sentence.words[start].start == place[0]
        for sentence in answer.seen.sentences
        for start, _ in matches(tables.phrases("hands_back"), sentence.words)
    )


def _but(answer: Answer) -> Span | None:
    """A "but" that does not lead back to them."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if word.text in tables.words("contrast"):
                rest = words[i + 1 :]
                if not (rest and tables.phrases("hands_back").search(rest)):
                    return word.start, words[-1].end
    return None


def _stray(answer: Answer) -> Span | None:
    """A sentence that neither owns, nor regrets, nor hands back, and is not about them."""
    for sentence in answer.seen.sentences:
        words, (start, end) = sentence.words, sentence.span
        mends = any(tables.phrases(name).search(words) for name in _MENDING)
        theirs = any(point and _gives(answer, sentence, point) for point in answer.points)
        asks = sentence.mark == "?"
        if not (mends or theirs or asks) and len(words) > 2 and not _about_them(words):
            return start, end
    return None


def _finished(answer: Answer) -> Span | None:
    """Their sentence ended for them: "what struck you was how many were damaged".

    Who ends another's turn takes it (Lerner, On the syntax of sentences-in-progress, 1991).
    """
    theirs = {root(word.text) for word in answer.client_words}
    for sentence in answer.seen.sentences:
        words = sentence.words
        rest = () if tables.phrases("hands_back").search(words) else _ending(words)
        told = [word for word in content(rest) if root(word.text) not in theirs]
        if told:
            return words[0].start, told[-1].end
    return None


def _ending(words: Words) -> Words:
    """What stands behind "what struck you was" or "you found that"; nothing in "what was it?"."""
    found = tables.phrases("finds_that").search(words)
    if found:
        return words[found[1] :]
    at = next((i for i, w in enumerate(words) if w.text in ("was", "is", "'s")), 0)
    return words[at + 1 :] if words[0].text == "what" and at > 1 else ()


def _about_them(words: Words) -> bool:
    texts = {word.text for word in words}
    return bool(texts & {"you", "your"}) and not texts & set(_OURS)


def _brief(answer: Answer) -> Found:
    if answer.count <= MAX_WORDS:
        return "full", None, "brief", None
    return "no", None, "long_repair", "tip_repair_ours"


REPAIR = Family(
    {"R1": _owns, "R2": _hands_back, "R3": _nothing_of_ours, "R4": _brief},
    Answer,
)
