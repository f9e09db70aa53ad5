"""Feedback framed by a goal of both: what both want, what works, what was seen, and a joint look.

Feedback is heard where it serves a goal that the other has too, and tells what was seen instead of
what they are (Kluger and DeNisi, The effects of feedback interventions on performance,
Psychological Bulletin 119, 1996; Stone and Heen, Thanks for the Feedback, 2014, ch. 2 and 8).

The task's facets: those it marks as a must are goals of both, the others what was observed.
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import orders, spoilers, together
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.common_ground import names_shared
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.stretches import words_of

MAX_WORDS = 60
_RUN = 5
"""The longest row of the blunt line's words that a rewrite may keep."""
_SHARE = 0.6


class Feedback(Answer):
    """A rewrite of a blunt line, with which of the task's points are goals."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        every = range(len(self.asked.facets))
        self.goals = list(self.asked.must or every[:1])
        self.facts = [i for i in every if i not in self.goals]

    @cached_property
    def fact(self) -> Span | None:
        """What was observed."""
        places = together.points(self)
        return next((places[i] for i in self.facts if places[i]), None)


def _goal(answer: Feedback) -> Found:
    """A goal of the task, said as one: we want it, it is what this is for."""
    met = names_shared(answer, answer.goals)
    if met[0] == "full" and not (together.shared(answer) or answer.phrase("as_a_goal")):
        return "half", met[1], "goal_unshared", "tip_shared_said"
    return met


def _strength(answer: Feedback) -> Found:
    place = answer.phrase("strengths") or answer.earned_move("validation")
    place = place or answer.phrase("sense_from_there")
    if place:
        return "full", place, "strength_named", None
    bare = answer.phrase("bare_praise")
    if bare:
        return "half", bare, "strength_bare", "tip_strength"
    return "no", None, "strength_none", "tip_strength"


def _fact(answer: Feedback) -> Found:
    if not answer.facts:
        return "n/a", None, "part_unasked", None
    if answer.fact:
        return "full", answer.fact, "fact_named", None
    return "no", None, "fact_none", "tip_fact"


def _no_verdict(answer: Feedback) -> Found:
    row = copied(answer.words, words_of(answer.asked.original))
    if row.longest > _RUN or row.share >= _SHARE:
        return "no", row.span, "blunt_kept", "tip_fact"
    blamed = spoilers.no_blame(answer)
    if blamed[0] == "no":
        return blamed
    told = answer.move("advising") or answer.anywhere("you_should") or orders.ordered(answer)
    if told:
        return "no", told, "told_words", "tip_look_together"
    judged = answer.anywhere("verdict_on") or answer.anywhere("culprit")
    judged = judged or answer.flaw("loaded", "blaming")
    if judged:
        return "no", judged, "verdict_words", "tip_fact"
    return "full", None, "no_blame", None


def _joint(answer: Feedback) -> Found:
    place = answer.earned_move("permission", "inviting_options", "open_question")
    place = place or together.joint_look(answer)
    if place:
        return "full", place, "look_together", None
    asked = answer.seen.question.span or answer.earned_move("proposing")
    if asked:
        return "half", asked, "look_elsewhere", "tip_look_together"
    return "no", None, "look_none", "tip_look_together"


FEEDBACK = Family(
    {
        "B1": _goal,
        "B2": _strength,
        "B3": _fact,
        "B4": _no_verdict,
        "B5": _joint,
        "B6": together.up_to(MAX_WORDS, "long_feedback"),
    },
    Feedback,
)
