"""An empathy line: the feeling, its reason, and the floor back to the client.

Criteria after reflection of feeling and validation (Rogers, A Way of Being, 1980; Linehan,
Validation and psychotherapy, in Bohart and Greenberg, Empathy Reconsidered, 1997). Validating is
not agreeing.
"""

from __future__ import annotations

from active_listening.coach.rubrics import feeling, orders, spoilers
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.families import names_feeling
from active_listening.coach.rubrics.judging import Family, Found

_QUESTIONS = ("open_question", "focused_question", "closed_question")


def reason(answer: Answer) -> Found:
    """What the feeling is about; the feeling's own name says nothing of that."""
    ordered = orders.ordered(answer)
    told = answer.sentence_at(ordered[0]) if ordered else (0, 0)  # "Tell your father ..."
    for place in answer.acknowledged:
        if (
            place
            and not told[0] <= place[0] < told[1]
            and not answer.asked_about(place)
            and not names_feeling(answer.seen.text[slice(*place)])
        ):
            return "full", place, "reason_given", None
    if not answer.acknowledged:
        return "no", None, "points_unknown", None
    vague = answer.phrase("vague_reason")
    if vague:
        return "half", vague, "reason_vague", "tip_reason"
    return "no", None, "reason_none", "tip_reason"


def _makes_sense(answer: Answer) -> Found:
    place = answer.earned_move("validation") or answer.phrase("would_too")
    if place:
        return "full", place, "makes_sense", None
    return "no", None, "makes_sense_none", "tip_makes_sense"


def _stays_with_them(answer: Answer) -> Found:
    """As for any reply; scorn for our side, which they did not utter, lays blame all the same."""
    scorn = answer.anywhere("scorn")
    if scorn and all(word.text != "even" for word in answer.client_words):
        return "no", scorn, "blame_reply", "tip_blame_reply"
    return spoilers.stays_with_them(answer)


def leaves_floor(answer: Answer) -> Found:
    """A stop, one open question or a check-back; no way out, no step, no news of our own side."""
    place = spoilers.way_out(answer) or spoilers.defence(answer)
    if place:
        return "no", place, "floor_taken", "tip_floor"
    asked = [move for move in answer.seen.moves if move.id in _QUESTIONS]
    if len(asked) > 1:
        return "no", asked[-1].span, "floor_questions", "tip_floor"
    if asked and asked[0].id == "closed_question":
        return "half", asked[0].span, "floor_closed", "tip_floor"
    if asked:
        return "full", asked[0].span, "floor_open", None
    return "full", None, "floor_left", None


EMPATHY = Family(
    {
        "E1": feeling.named,
        "E2": reason,
        "E3": _makes_sense,
        "E4": _stays_with_them,
        "E5": spoilers.no_self_story,
        "E6": spoilers.nothing_promised,
        "E7": leaves_floor,
    },
    Answer,
)
