"""What both want, said before anything else: the ground that a talk of two wishes can stand on.

Shared interests lie behind most positions that oppose each other, and help only once they are said
aloud (Fisher and Ury, Getting to Yes, 1981, ch. 4). To say them is not yet to propose.
"""

from __future__ import annotations

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import spoilers, tables, together
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.text import Word

MAX_WORDS = 40
_SOME = 1
"""Content words behind "we both want" from which it names something, listed or not."""


def names_shared(answer: Answer, wanted: list[int]) -> Found:
    """Whether the points of these numbers are named; "we both want ..." of another is left open."""
    every = together.points(answer)
    places = [every[i] for i in wanted]
    if not places:
        return "no", None, "points_unknown", None
    if all(places):
        return "full", places[0], "shared_named", None
    near = next((place for place in places if place), None)
    if near:
        return "half", near, "shared_some", "tip_shared_named"
    claimed = together.shared(answer)
    told = [w for w in content(answer.said.words) if claimed and _behind(answer, claimed, w)]
    empty = tables.words("shared_by_all")
    if claimed and len([word for word in told if word.text not in empty]) >= _SOME:
        return "half", (claimed[0], told[-1].end), "shared_other", "tip_shared_named"
    if claimed:
        return "half", claimed, "shared_vague", "tip_shared_named"
    return "no", None, "shared_none", "tip_shared_named"


def _behind(answer: Answer, claimed: Span, word: Word) -> bool:
    """Whether a word stands behind "we both", in the same sentence."""
    return claimed[0] < word.end <= answer.sentence_at(claimed[0])[1]


def _names(answer: Answer) -> Found:
    """The points that the task marks; where it marks none, one is enough."""
    if answer.asked.must:
        return names_shared(answer, list(answer.asked.must))
    places = together.points(answer)
    met = [i for i, place in enumerate(places) if place]
    return names_shared(answer, met[:1] or list(range(len(places))))


def _is_shared(answer: Answer) -> Found:
    place = together.shared(answer)
    if place:
        return "full", place, "shared_said", None
    return "no", None, "shared_unsaid", "tip_shared_said"


def _no_side(answer: Answer) -> Found:
    sided = together.sided(answer)
    if sided:
        return "no", sided, "side_words", "tip_no_side"
    met = spoilers.stays_with_them(answer)
    if met[2] == "defence_words" and met[1] and _quoted(answer, met[1]):
        met = "full", None, "no_minimising", None
    small = answer.anywhere("costs_little")
    if met[0] == "full" and small:
        return "no", small, "minimising_words", "tip_minimising"
    turned = together.takes_back(answer)
    if turned and _shared_behind(answer, turned):
        turned = None
    turned = turned or answer.anywhere("turned_away")
    if met[0] == "full" and turned:
        return "no", turned, "reversal_words", "tip_reversal"
    return met


def _shared_behind(answer: Answer, turned: Span) -> bool:
    """ "Nobody gives way, but both want the same": the shared point stands behind the "but"."""
    shared = together.shared(answer)
    named = [place for place in together.points(answer) if place and place[0] < turned[0]]
    return shared is not None and turned[0] < shared[0] < turned[1] and not named


def _quoted(answer: Answer, place: Span) -> bool:
    """ "The managers say: yes, this is how we work": what others are to say defends nobody."""
    first, _ = answer.sentence_at(place[0])
    before = [word.text for word in answer.words if first <= word.start < place[0]]
    told = [i for i, text in enumerate(before) if text in ("say", "says", "saying", "tell", "read")]
    return any(not {"i", "we"} & set(before[max(0, i - 2) : i]) for i in told)


def _leads_on(answer: Answer) -> Found:
    question = answer.seen.question.span
    place = question or together.joint_look(answer) or answer.earned_move("next_step")
    place = place or answer.phrase("starts_there")
    if place:
        return "full", place, "leads_from_there", None
    return "no", None, "leads_not", "tip_leads_from_there"


def _nothing_offered(answer: Answer) -> Found:
    met = spoilers.nothing_promised(answer)
    if met[0] == "no":
        return met
    sold = answer.anywhere("sold_as_shared")
    if sold:
        return "no", sold, "solution_words", "tip_no_solution"
    return together.no_solution(answer)


COMMON_GROUND = Family(
    {
        "G1": _names,
        "G2": _is_shared,
        "G3": _no_side,
        "G4": _leads_on,
        "G5": _nothing_offered,
        "G6": together.up_to(MAX_WORDS, "long_reply"),
    },
    Answer,
)
