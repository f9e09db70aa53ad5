"""Points: what an answer earns, what waits for a person, and what never counts against anyone."""

import re
from typing import Any

import pytest

from active_listening import bank
from active_listening.grading import feedback, grade
from active_listening.grading.feedback import OFTEN

NAME = "03_open_questions"
ASSIGNMENT = bank.assignment(NAME)
KEYS = bank.keys(NAME)
REWRITES = [item for item in ASSIGNMENT.items if isinstance(item, bank.Rewrite)]
PAIR = next(i for i in ASSIGNMENT.items if getattr(i, "kind", "") == "free_pair")
JUDGEMENT = next(i for i in ASSIGNMENT.items if getattr(i, "kind", "") == "judgement")


def one(id: str, answer: Any) -> Any:
    result = grade(ASSIGNMENT, {id: answer}, KEYS)
    return next(item for item in result.items if item.id == id)


@pytest.mark.parametrize("item", REWRITES, ids=lambda item: item.id)
def test_every_model_earns_all_points(item: bank.Rewrite) -> None:
    assert len(set(KEYS[item.id].models)) >= 3
    for model in KEYS[item.id].models:
        result = one(item.id, model)
        assert (result.points, result.reading.verdict) == (item.points, "pass"), model


@pytest.mark.parametrize("item", REWRITES, ids=lambda item: item.id)
def test_every_near_miss_misses_what_it_declares_and_earns_less(item: bank.Rewrite) -> None:
    for near in KEYS[item.id].near_misses:
        result = one(item.id, near.say)
        short = {c.id for c in result.reading.criteria if c.met in ("half", "no")}
        assert short == set(near.misses), near.say
        assert result.points < item.points


def test_the_assignment_is_what_it_promises() -> None:
    assert len(REWRITES) >= 12
    assert sum(item.rubric == "keep_closed" for item in REWRITES) == 2
    assert [item.level for item in REWRITES] == sorted(item.level for item in REWRITES)
    kinds = [getattr(item, "kind", "rewrite") for item in ASSIGNMENT.items]
    assert (kinds.count("free_pair"), kinds.count("judgement")) == (1, 2)


def test_nothing_handed_in_is_empty_and_zero() -> None:
    result = grade(ASSIGNMENT, {})
    assert {item.status for item in result.items} == {"empty"}
    assert (result.points, result.pending_points) == (0, 0)


@pytest.mark.parametrize("odd", [7, ["a"], {"other": 3}, {"closed": 5, "open": []}, True, 1.5])
def test_an_answer_of_the_wrong_form_waits_for_a_person(odd: Any) -> None:
    for item in ASSIGNMENT.items:
        result = one(item.id, odd)
        assert result.points is None or result.status == "empty"
        assert 0 <= (result.points or 0) <= item.points


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad\u2800", "\x00", " \u3164 "])
def test_an_answer_that_nobody_can_see_is_empty(unseen: str) -> None:
    assert one(REWRITES[0].id, unseen).status == "empty"


def test_unseen_characters_change_nothing() -> None:
    plain = "What was the trial like for the crews?"
    odd = "Wh\u00adat was\u200b the trial like for the crews?"
    assert one(REWRITES[0].id, odd).points == one(REWRITES[0].id, plain).points == 5


@pytest.mark.parametrize(
    "text",
    ["What trial van depot driver load", "What van?", "Wh\u0430t was the trial like?"],
)
def test_heaps_and_lookalikes_are_not_paid(text: str) -> None:
    assert one(REWRITES[0].id, text).points is None


@pytest.mark.parametrize(
    "text",
    [
        "What were your idiots at the depot doing?",
        "What was the trial like, how did the drivers take it, why were the vans late?",
    ],
)
def test_insults_and_questions_in_a_row_do_not_pass(text: str) -> None:
    assert one(REWRITES[0].id, text).reading.verdict == "not_yet"


def test_an_answer_beyond_the_limit_waits_for_a_person() -> None:
    assert one(REWRITES[0].id, "why " * 3000).status == "unreadable"


def test_another_language_waits_for_a_person() -> None:
    result = one(REWRITES[0].id, "Wie war der Versuch für Ihre Leute im Depot?")
    assert (result.status, result.points) == ("unsure", None)


def test_a_judgement_waits_for_a_person() -> None:
    result = one(JUDGEMENT.id, {"answer": "Because consent must be plain."})
    assert (result.status, result.points) == ("person", None)


@pytest.mark.parametrize(
    ("closed", "opened", "share"),
    [
        ("Was the audit hard?", "What was the audit like for you?", 1),
        ("", "What was the audit like for you?", 0.5),
        ("What was the audit like?", "How did the audit go for you?", 0.5),
        ("Was the audit hard?", "Was the audit long?", 0),
        ("Was the audit hard?", "", 0),
        ("Was the audit hard?", "How did your bookkeepers come through it?", None),
    ],
)
def test_a_pair_of_ones_own(closed: str, opened: str, share: float | None) -> None:
    result = one(PAIR.id, {"closed": closed, "open": opened})
    expected = None if share is None else pytest.approx(PAIR.points * share, rel=0.2)
    assert result.points == expected


def test_a_model_copied_is_noted_and_not_punished() -> None:
    item = REWRITES[0]
    result = one(item.id, KEYS[item.id].models[0].upper() + "  ")
    assert result.points == item.points
    assert "model" in result.note


def test_points_stay_within_the_maximum_whatever_is_typed() -> None:
    for text in ("why", "?", "\x00", "=HYPERLINK(1)", "how " * 500, "‮tell me"):
        for item in ASSIGNMENT.items:
            result = one(item.id, text)
            assert 0 <= (result.points or 0) <= item.points


def test_feedback_shows_what_was_typed_as_text_and_nothing_of_the_keys() -> None:
    answers: dict[str, Any] = {item.id: "<script>alert(1)</script> did it?" for item in REWRITES}
    answers[PAIR.id] = {"closed": "<img src=x onerror=alert(1)>", "open": "Tell me <b>more"}
    page = feedback.page(ASSIGNMENT, grade(ASSIGNMENT, answers, KEYS), "today", alone=True)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    for key in KEYS.values():
        assert not any(model in page for model in key.models)
        assert key.marking not in page


# -- disagreeing -----------------------------------------------------------------------------------

CLOSED = "Did it go well for you?"


def disagreeing(*numbers: int, reason: Any = "It asks for a story.") -> dict[str, Any]:
    """A closed answer to each rewrite, and a reason against the points of some, by number."""
    answers: dict[str, Any] = {item.id: CLOSED for item in REWRITES}
    answers |= {f"{ASSIGNMENT.items[number - 1].id}/disagrees": reason for number in numbers}
    return answers


def test_a_reason_against_points_is_carried_and_the_points_stay() -> None:
    plain, against = grade(ASSIGNMENT, disagreeing()), grade(ASSIGNMENT, disagreeing(2))
    assert against.items[1].disagrees == "It asks for a story."
    assert [item.points for item in against.items] == [item.points for item in plain.items]
    assert against.items[1].status == "graded"
    assert (against.points, against.pending_points) == (plain.points, plain.pending_points)


def test_the_first_two_in_the_order_of_the_tasks_count() -> None:
    result = grade(ASSIGNMENT, disagreeing(9, 3, 5, 2))
    assert [item.number for item in result.items if item.disagrees] == [2, 3]


def test_full_points_and_none_leave_nothing_to_disagree_with() -> None:
    answers = disagreeing(1, 2, 3, 4, 16)
    answers[REWRITES[0].id] = KEYS[REWRITES[0].id].models[0]  # full points
    answers[REWRITES[1].id] = "Wie war der Workshop für Ihre Leute?"  # unsure
    answers[REWRITES[2].id] = ""  # empty
    answers[ASSIGNMENT.items[15].id] = {"answer": "Because."}  # for a person
    result = grade(ASSIGNMENT, answers)
    assert [item.number for item in result.items if item.disagrees] == [4]


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b", None, 7, ["x"], {"a": "b"}])
def test_what_is_no_reason_does_not_count_and_takes_no_place(reason: Any) -> None:
    answers = {**disagreeing(2, reason=reason), **disagreeing(3, 4)}
    result = grade(ASSIGNMENT, answers)
    assert [item.number for item in result.items if item.disagrees] == [3, 4]


def test_a_reason_has_an_end() -> None:
    result = grade(ASSIGNMENT, disagreeing(2, reason=" x" * 5000))
    assert len(result.items[1].disagrees) == 500


def test_feedback_shows_the_reason_as_text() -> None:
    result = grade(ASSIGNMENT, disagreeing(2, reason="<script>alert(1)</script> It is open."))
    for alone in (True, False):
        page = feedback.page(ASSIGNMENT, result, "today", alone=alone)
        assert page.count("You disagree") == 1
        assert "&lt;script&gt;alert(1)&lt;/script&gt; It is open." in page
        assert "<script" not in page


# -- what the page says at its top -----------------------------------------------------------------


def test_the_page_begins_with_what_is_missing_most_and_where() -> None:
    said = {item.id: f"Was the {item.id} good for you?" for item in REWRITES[:OFTEN]}
    said[REWRITES[OFTEN].id] = "What was it like for your drivers on Monday?"
    page = feedback.page(ASSIGNMENT, grade(ASSIGNMENT, said), "today", alone=True)
    top = page.partition("<article")[0]
    assert "What to work on" in top and "Cannot be answered with yes or no" in top
    linked = re.findall('href="#(task-[0-9]+)">', top)
    assert linked[:OFTEN] == ["task-1", "task-2", "task-3"]
    assert all(f'id="{place}"' in page for place in linked)
    assert page.count("Without this, the rest earns no points.") == OFTEN


def test_what_is_missing_now_and_then_is_not_at_the_top() -> None:
    said = {item.id: f"Was the {item.id} good for you?" for item in REWRITES[: OFTEN - 1]}
    page = feedback.page(ASSIGNMENT, grade(ASSIGNMENT, said), "today", alone=True)
    assert "What to work on" not in page


def test_points_taken_off_stand_beside_the_sum() -> None:
    graded = grade(ASSIGNMENT, {REWRITES[0].id: KEYS[REWRITES[0].id].models[0]})
    page = feedback.page(ASSIGNMENT, graded, "today", alone=False, penalty=2)
    assert "<strong>3 of 95 points</strong>: 5, less 2 taken off for handing in late" in page
