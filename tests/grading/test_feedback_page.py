"""What a feedback page tells adds up: the points of an answer, and what each criterion cost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from active_listening import bank, grading, resources
from active_listening.grading import feedback

NAMES = sorted(path.stem for path in (resources.data() / "assignments").glob("*.md"))
POINTS = re.compile(r"<span>([\d.]+) of ([\d.]+)</span>")
COST = re.compile(r"\(−([\d.]+)\)")
SHUT = "Without this, the rest earns no points."


def articles(name: str, answers: dict[str, Any]) -> list[str]:
    assignment = bank.assignment(name)
    graded = grading.grade(assignment, answers, bank.keys(name))
    page = feedback.page(assignment, graded, when="", alone=True)
    return page.split("<article")[1:]


@pytest.mark.parametrize("name", NAMES)
def test_points_and_what_each_criterion_cost_make_the_whole(name: str) -> None:
    keys = bank.keys(name)
    most = max(len(key.near_misses) for key in keys.values())
    costs = 0
    for nth in range(most):
        near = {id: key.near_misses[nth].say for id, key in keys.items()
                if nth < len(key.near_misses)}  # fmt: skip
        for article in articles(name, near):
            earned, lost = POINTS.search(article), [float(cost) for cost in COST.findall(article)]
            costs += len(lost)
            if SHUT in article:
                assert earned and earned[1] == "0" and not lost, article
            elif lost:
                assert earned, article
                rounding = 0.006 * (len(lost) + 1)
                assert float(earned[1]) + sum(lost) == pytest.approx(float(earned[2]), abs=rounding)
    assert costs


def test_in_a_pair_whose_first_box_is_amiss_a_criterion_costs_half() -> None:
    name = "03_open_questions"
    items = bank.assignment(name).items
    pair = next(item for item in items if item.kind == "free_pair")
    opened = "How did your people manage to get the training so wrong?"
    whole, amiss = (
        articles(name, {pair.id: {"closed": closed, "open": opened}})[items.index(pair)]
        for closed in ("Was the training any good?", "")
    )
    (cost,), (of_half,) = COST.findall(whole), COST.findall(amiss)
    assert "can earn the other half" in amiss
    assert 0 < float(of_half) == pytest.approx(float(cost) / 2, abs=0.01)
