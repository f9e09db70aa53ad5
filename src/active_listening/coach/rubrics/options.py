"""An invitation to look for options: what each side needs, and a question for ways, no way yet.

Needs before positions, several options before one, and none of them ours (Fisher and Ury, Getting
to Yes, 1981, ch. 3 and 4). The task's facets say what each side needs; those it marks as a must,
or all where it marks none, are to be named.
"""

from __future__ import annotations

from active_listening.coach.rubrics import spoilers, together
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Family, Found

MAX_WORDS = 50


def _needs(answer: Answer) -> Found:
    """The needs that must be named, in full; any one of the needs, half."""
    facets = answer.asked.facets
    if not facets:
        return "no", None, "points_unknown", None
    asked = answer.asked.must or range(len(facets))
    places = together.points(answer, answer.asked.client)
    named = [place for place in places if place]
    if all(places[i] for i in asked):
        return "full", named[0], "needs_both", None
    if named:
        return "half", named[0], "needs_one", "tip_needs"
    return "no", None, "needs_none", "tip_needs"


def _invites(answer: Answer) -> Found:
    place = together.invites(answer)
    if place:
        return "full", place, "look_together", None
    question = answer.seen.question
    if question.tier in ("open", "focused"):
        return "half", question.span, "look_elsewhere", "tip_look_together"
    if question.tier == "closed":
        return "no", question.span, "floor_closed", "tip_look_together"
    return "no", None, "look_none", "tip_look_together"


def _several(answer: Answer) -> Found:
    place = answer.phrase("several_ways")
    if place:
        return "full", place, "several_asked", None
    return "no", None, "several_none", "tip_several"


def _no_pressure(answer: Answer) -> Found:
    blamed = spoilers.no_blame(answer)
    if blamed[0] == "no":
        return blamed
    smaller = answer.move("minimising") or answer.anywhere("merely")
    if smaller:
        return "no", smaller, "minimising_words", "tip_minimising"
    pushed = answer.anywhere("pressure") or answer.anywhere("culprit")
    if pushed:
        return "no", pushed, "pressure_words", "tip_pressure"
    return "full", None, "no_pressure", None


OPTIONS = Family(
    {
        "O1": _needs,
        "O2": _invites,
        "O3": together.no_solution,
        "O4": _several,
        "O5": _no_pressure,
        "O6": together.up_to(MAX_WORDS, "long_options"),
    },
    Answer,
)
