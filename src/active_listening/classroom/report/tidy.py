"""A class's results as plain rows: one for each answer, one for each criterion of each answer.

Tables, plots, the notebook and the exports all begin here, so that they cannot disagree about what
counts, what waits and what was never graded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from active_listening import bank, resources
from active_listening.bank.boxes import BOXES
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.coach.rubrics import Rule, judging

Standing = Literal["final", "pending", "flagged", "absent"]
EARNED = {"full": 1.0, "half": 0.5, "no": 0.0, "n/a": 1.0}
"""The share of a criterion's worth that each degree earns, as in `coach.rubrics`."""

ANSWER_COLUMNS = (
    "student", "submission", "item", "number", "kind", "max_points", "status",
    "auto", "manual", "points", "low", "high", "waiting", "disagrees", "penalty", "second",
)  # fmt: skip
CRITERION_COLUMNS = (
    "assignment", "student", "submission", "item", "number", "kind", "criterion", "name", "label",
    "met", "points", "worth", "verdict", "status", "auto", "manual", "version",
)  # fmt: skip


def standing(student: StudentResult) -> Standing:
    """Where a submission stands. What could not be graded is flagged, and is never a zero."""
    if student.problem or not student.items:
        return "flagged"
    return "pending" if student.waiting else "final"


def graded(result: ClassResult) -> list[StudentResult]:
    """The submissions that figures are made of: those that nothing is wrong with."""
    return [student for student in result.submissions if standing(student) != "flagged"]


def was_read(item: ItemResult) -> bool:
    """Whether the coach read the answer and was sure of what it read."""
    reading = item.reading or {}
    return item.status == "graded" and reading.get("verdict") in ("pass", "not_yet")


def answer_rows(
    result: ClassResult, second: Mapping[tuple[str, str], float] | None = None
) -> Iterator[dict[str, Any]]:
    """One row for each answer; a flagged or absent learner has one row without an answer.

    Args:
        second: points that a second person gave, by student and item.
    """
    for student in result.submissions:
        where = standing(student)
        if where == "flagged":
            yield {"student": student.id, "submission": where}
            continue
        for item in student.items:
            yield {
                "student": student.id,
                "submission": where,
                "item": item.id,
                "number": item.number,
                "kind": item.kind,
                "max_points": item.max_points,
                "status": item.status,
                "auto": item.auto,
                "manual": item.manual,
                "points": item.points,
                "low": item.low,
                "high": item.high,
                "waiting": int(item.waiting),
                "disagrees": int(bool(item.disagrees)),
                "penalty": student.penalty,
                "second": (second or {}).get((student.id, item.id)),
            }
    for id in result.absent:
        yield {"student": id, "submission": "absent"}


@lru_cache
def _names() -> dict[str, str]:
    names: dict[str, str] = resources.load_mapping("coach/names.yaml")["criteria"]
    return names


@lru_cache
def _rules() -> dict[tuple[str, str], Rule]:
    """Every criterion of the rubrics that a graded line can have, by rubric and id."""
    known = judging.rubrics()
    return {(name, rule.id): rule for name in BOXES for rule in known.get(name, ())}


@lru_cache
def _first_rules() -> dict[str, Rule]:
    """For each id the criterion of the rubric that had it first."""
    return {id: rule for (_, id), rule in reversed(_rules().items())}


@lru_cache(maxsize=1024)
def rubric_of(item_id: str) -> str:
    """The rubric that a task's answers are read by; "" where the course has the task no more."""
    try:
        item = bank.graded(item_id)
    except bank.ContentError:
        return ""
    return item.rubric if isinstance(item, bank.Rewrite) else ""


def rule_of(id: str, rubric: str = "") -> Rule | None:
    """A criterion; without a rubric, the oldest that has its id; None where none has it."""
    return _rules().get((rubric, id)) or _first_rules().get(id)


def criterion_name(id: str, rubric: str = "") -> str:
    """What two rubrics call the same thing: Q4 and K3 are both "not_leading"."""
    return _names().get(f"{rubric}.{id}", _names().get(id, id))


def criterion_label(id: str, rubric: str = "") -> str:
    """The criterion in words for people; its id where no rubric has it any more."""
    rule = rule_of(id, rubric)
    return rule.label if rule else id


def name_order() -> list[str]:
    """The names of all criteria, in the order of the rubrics."""
    return list(dict.fromkeys(criterion_name(id, rubric) for rubric, id in _rules()))


def label_of_name(name: str) -> str:
    """A name in words: the label of the first rubric that has it."""
    named = (rule.label for (rubric, id), rule in _rules().items() if _is(name, id, rubric))
    return next(named, name)


def _is(name: str, id: str, rubric: str) -> bool:
    return criterion_name(id, rubric) == name


def criterion_rows(result: ClassResult) -> Iterator[dict[str, Any]]:
    """One row for each criterion of each answer that was read.

    An answer that was not read (empty, unsure, for a person) has one row without a criterion, and a
    flagged or absent learner one without an answer, so that nothing is lost on the way.
    """
    for student in result.submissions:
        base = {
            "assignment": result.assignment,
            "student": student.id,
            "submission": standing(student),
        }
        if base["submission"] == "flagged":
            yield {**base, "status": "flagged"}
            continue
        for item in student.items:
            row = {
                **base,
                "item": item.id,
                "number": item.number,
                "kind": item.kind,
                "verdict": (item.reading or {}).get("verdict") or "",
                "status": "pending" if item.waiting else item.status,
                "auto": item.auto,
                "manual": item.manual,
                "version": item.version,
            }
            yield from _criteria(row, item)
    for id in result.absent:
        yield {
            "assignment": result.assignment,
            "student": id,
            "submission": "absent",
            "status": "absent",
        }


def _criteria(row: dict[str, Any], item: ItemResult) -> Iterator[dict[str, Any]]:
    if not was_read(item) or item.reading is None:
        yield row
        return
    rubric = rubric_of(item.id)
    rules = {one["id"]: rule_of(one["id"], rubric) for one in item.reading["criteria"]}
    share = sum(
        rule.points / 100 * EARNED[one["met"]]
        for one in item.reading["criteria"]
        if (rule := rules[one["id"]])
    )
    # A gate that is shut takes all from every criterion, half a pair that is missing takes half: so
    # the rows of one answer add up to what the machine gave, but for the rounding of that.
    factor = round((item.auto or 0.0) / (share * item.max_points), 1) if share else 0.0
    for one in item.reading["criteria"]:
        rule = rules[one["id"]]
        worth = rule.points / 100 * item.max_points if rule else None
        earned = None if worth is None else round(worth * EARNED[one["met"]] * factor, 4)
        yield {
            **row,
            "criterion": one["id"],
            "name": criterion_name(one["id"], rubric),
            "label": criterion_label(one["id"], rubric),
            "met": one["met"],
            "points": earned,
            "worth": None if worth is None else round(worth, 4),
        }
