"""Rubrics applied: which criteria an utterance meets, what that earns, and whether it passes.

One module for each family of tasks, from `rewriting` to `neutral`: the imports below. `judging` has
what all share; `answer` and `lines` are what replies and messages look at.
"""

from __future__ import annotations

from typing import Final

from active_listening.coach.reading import Criterion, Verdict
from active_listening.coach.rubrics import (
    behaviour,
    common_ground,
    concerns_meeting,
    cue,
    defensive,
    empathy,
    feedback,
    feedback_request,
    follow_up,
    holding,
    neutral,
    options,
    paraphrase,
    phased,
    protocol,
    reassurance,
    recalibrate,
    reframe,
    repair,
    review,
    rewriting,
    summary,
    two_step,
    urgency,
    validation,
)
from active_listening.coach.rubrics.judging import (
    UNKNOWN,
    Asked,
    Evidence,
    Family,
    Found,
    Rule,
    Task,
    rubric,
    weigh,
)

__all__ = ["FAMILIES", "UNKNOWN", "Asked", "Evidence", "Found", "Rule", "Task", "judge", "rubric"]

FAMILIES: Final[dict[str, Family]] = {
    "rewrite": rewriting.REWRITE,
    "keep_closed": rewriting.KEEP_CLOSED,
    "reframe": reframe.REFRAME,
    "cue": cue.CUE,
    "repair": repair.REPAIR,
    "paraphrase": paraphrase.PARAPHRASE,
    "summary": summary.SUMMARY,
    "empathy": empathy.EMPATHY,
    "validation": validation.VALIDATION,
    "defensive": defensive.DEFENSIVE,
    "follow_up": follow_up.FOLLOW_UP,
    "holding": holding.HOLDING,
    "two_step": two_step.TWO_STEP,
    "urgency": urgency.URGENCY,
    "reassurance": reassurance.REASSURANCE,
    "feedback": feedback.FEEDBACK,
    "options": options.OPTIONS,
    "common_ground": common_ground.COMMON_GROUND,
    "phased": phased.PHASED,
    "neutral": neutral.NEUTRAL,
    "recalibrate": recalibrate.RECALIBRATE,
    "concerns_meeting": concerns_meeting.CONCERNS_MEETING,
    "protocol": protocol.PROTOCOL,
    "review": review.REVIEW,
    "feedback_request": feedback_request.FEEDBACK_REQUEST,
    "behaviour": behaviour.BEHAVIOUR,
}


def judge(seen: Evidence) -> tuple[tuple[Criterion, ...], float | None, Verdict]:
    """The criteria, points (0 to 100) and verdict of an utterance under its task's rubric.

    Verdict and points are "unsure" and None where all that is missing hangs on something that the
    task leaves unknown, such as a rewrite without facets that shares no word with its original.

    Raises:
        KeyError: where there is no such rubric.
    """
    rules = rubric(seen.task.rubric)
    family = FAMILIES[seen.task.rubric]
    view = family.view(seen)
    found = tuple(Criterion(rule.id, *family.tests[rule.id](view)) for rule in rules)
    return found, *weigh(rules, found)
