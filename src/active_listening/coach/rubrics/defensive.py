"""A defensive line rewritten as one that listens.

What makes a reply defensive, and what takes its place, after Gibb (Defensive communication, Journal
of Communication 11, 1961) and Stone, Patton and Heen (Difficult Conversations, 1999, ch. 4 and 9).
"""

from __future__ import annotations

from itertools import pairwise

from active_listening.coach.grammar import PREPOSITIONS
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import feeling, orders, spoilers, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.blame import handed_down
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.facts import related, relates
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, denied, matches, words_of

MAX_WORDS = 40
_RUN = 5
"""The longest row of the defensive line's or the client's words that a rewrite may keep."""
_SHARE = 0.6


def _takes_up(answer: Answer) -> Found:
    """Their point, in other words. One of their points is enough in a line this short."""
    found = [place for place in answer.acknowledged if place]
    if not answer.acknowledged:
        return "no", None, "points_unknown", None
    if not found:
        vague = answer.phrase("vague_reason")
        return ("half" if vague else "no"), vague, "points_none", "tip_points"
    row = copied(answer.words, answer.client_words)
    if row.longest > _RUN and row.share >= _SHARE:
        return "half", row.span, "parrot_run", "tip_own_words"
    return "full", found[0], "points_taken_up", None


def _no_defence(answer: Answer) -> Found:
    """No defence, and none of the line that was to be rewritten."""
    met = spoilers.no_defence(answer)
    if met[0] == "full":
        before = words_of(answer.asked.original)
        row = copied(answer.words, before)
        if row.longest > _RUN or row.share >= _SHARE:
            return "no", row.span, "defence_kept", "tip_defence"
        kept = _excuse(answer, before)
        if kept:
            return "no", kept, "excuse_kept", "tip_defence"
    return met


def _excuse(answer: Answer, before: Words) -> Span | None:
    """A word of the old line's own, one that the client never used: its excuse is still there."""
    theirs = related(answer)
    excuse = {root(word.text) for word in content(before) if not relates(word.text, theirs)}
    names = {word.text for word in words_of(answer.asked.scene) if word.capital}
    place = {b.start for a, b in pairwise(answer.words) if a.text in PREPOSITIONS}
    for word in content(answer.words):
        at_name = word.text in names and word.start in place  # "somebody at Halden": where they are
        if root(word.text) in excuse and not at_name:
            return word.start, word.end
    return None


def _puts_on_nobody(answer: Answer) -> Found:
    """Nobody is blamed, one of our own neither; and what to do is not put on the client."""
    met = spoilers.no_blame(answer)
    if met[0] == "no":
        return met
    handed = handed_down(answer)
    if handed:
        return "no", handed, "blame_reply", "tip_blame_reply"
    told = spoilers.advice(answer) or _fix_offered(answer)
    if told:
        return "no", told, "told_words", "tip_later"
    return met


def _fix_offered(answer: Answer) -> Span | None:
    """A way out on our side, before they have said more: "shall we make a shorter one?"."""
    asked = answer.flaw("solution_in_disguise") or answer.move("proposing")
    return asked or orders.deed_of_ours(answer) or answer.anywhere("fix_offered")


def _acknowledges(answer: Answer) -> Found:
    """Owns a part, says that it makes sense, or names the feeling; a bare "I see" is half."""
    owned = answer.phrase("owning")
    if owned:
        return "full", owned, "owns_part", None
    sense = answer.earned_move("validation") or answer.phrase("would_too") or _taken_so(answer)
    if sense:
        return "full", sense, "makes_sense", None
    felt = feeling.named(answer)
    if felt[0] == "full":
        return felt
    apology = answer.earned_move("apology")
    if apology and _says_what_for(answer, apology):
        return "full", apology, "owns_part", None
    place = apology or answer.phrase("bare") or felt[1]
    if place:
        return "half", place, "bare_words", "tip_acknowledge"
    return "no", None, "acknowledge_none", "tip_acknowledge"


def _taken_so(answer: Answer) -> Span | None:
    """ "I believe you." is an acknowledgement; "I believe you should" begins something else."""
    for words in answer.parts:
        for start, end in matches(tables.phrases("takes_it_so"), words):
            if (end == len(words) or words[end].pause) and not denied(words, start):
                return words[start].start, words[end - 1].end
    return None


def _says_what_for(answer: Answer, apology: tuple[int, int]) -> bool:
    """ "Sorry" alone regrets nothing in particular; "sorry that our invoice was late" does.

    So does one right behind what it is for: "It looked like an order. I'm sorry."
    """
    for sentence in answer.seen.sentences:
        if sentence.span[0] <= apology[0] < sentence.span[1]:
            after = [word for word in sentence.words if word.start >= apology[0]]
            ours = any(word.text in ("we", "our", "us", "my") for word in after)
            if ours or any(w.text not in tables.words("boilerplate") for w in content(after)):
                return True
            before = [word for word in answer.words if word.start < sentence.span[0]]
            last = answer.sentence_at(before[-1].start) if before else (0, 0)
            return any(p and last[0] <= p[0] < last[1] for p in answer.acknowledged)
    return False


def _promises_nothing(answer: Answer) -> Found:
    """As for any reply; a date held out before they are heard is a promise, too."""
    met = spoilers.no_promise(answer)
    given = answer.anywhere("date_held_out")
    return ("no", given, "promise_words", "tip_promise") if given and met[0] == "full" else met


def _gives_floor(answer: Answer) -> Found:
    question = answer.seen.question
    place = answer.earned_move("open_question", "check_back", "inviting_options")
    if place:
        return "full", place, "floor_open", None
    if question.tier == "focused":
        return "half", question.span, "floor_fact", "tip_floor_open"
    if question.tier == "closed":
        return "no", question.span, "floor_closed", "tip_floor_open"
    return "no", None, "floor_none", "tip_floor_open"


def _brief(answer: Answer) -> Found:
    if answer.count <= MAX_WORDS:
        return "full", None, "brief", None
    return "no", None, "long_reply", "tip_shorten"


DEFENSIVE = Family(
    {
        "D1": _takes_up,
        "D2": _no_defence,
        "D3": _puts_on_nobody,
        "D4": spoilers.nothing_taken_back,
        "D5": _acknowledges,
        "D6": _promises_nothing,
        "D7": _gives_floor,
        "D8": _brief,
    },
    Answer,
)
