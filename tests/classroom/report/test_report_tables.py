"""Every figure once more, from the raw results, in plain Python."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from statistics import fmean, median
from typing import Any

import numpy as np
import pytest
from report_class import class_of, learner, made_up

from active_listening.classroom.report import agreement, tables, tidy
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult

CLASSES = {
    "thirty, marked": class_of(30, marked=True, flagged=2, absent=3),
    "thirty, waiting": class_of(30, seed=2),
    "twelve": class_of(12, seed=3, marked=True),
    "four": class_of(4, seed=4),
}
each_class = pytest.mark.parametrize("result", CLASSES.values(), ids=CLASSES)


def people(result: ClassResult) -> list[StudentResult]:
    return [one for one in result.submissions if one.items and not one.problem]


def pearson(pairs: list[tuple[float, float]]) -> float:
    x, y = fmean(a for a, _ in pairs), fmean(b for _, b in pairs)
    above = sum((a - x) * (b - y) for a, b in pairs)
    return above / math.sqrt(
        sum((a - x) ** 2 for a, _ in pairs) * sum((b - y) ** 2 for _, b in pairs)
    )


@each_class
def test_learners_have_their_points_or_their_range(result: ClassResult) -> None:
    table = tables.learners(result).set_index("student")
    for student in people(result):
        decided = sum((i.manual if i.manual is not None else i.auto) or 0 for i in student.items)
        open_points = sum(
            i.max_points - ((i.manual if i.manual is not None else i.auto) or 0)
            for i in student.items
            if i.waiting
        )
        assert table.loc[student.id, "low"] == pytest.approx(decided)
        assert table.loc[student.id, "high"] == pytest.approx(decided + open_points)
        waits = any(item.waiting for item in student.items)
        assert table.loc[student.id, "submission"] == ("pending" if waits else "final")


def test_a_flagged_submission_has_no_points_not_none() -> None:
    table = tables.learners(class_of(6, flagged=1)).set_index("submission")
    assert math.isnan(table.loc["flagged", "low"])
    assert math.isnan(table.loc["flagged", "high"])


@each_class
def test_difficulty_is_the_mean_share_of_what_is_decided(result: ClassResult) -> None:
    for row in tables.items(result).itertuples():
        mine = [i for s in people(result) for i in s.items if i.id == row.item]
        decided = [i for i in mine if not i.waiting]
        assert (row.n, row.waiting) == (len(decided), len(mine) - len(decided))
        assert row.empty == sum(i.status == "empty" for i in mine)
        assert row.unsure == sum(i.status == "unsure" for i in mine)
        if decided:
            mean = fmean((i.points or 0) / i.max_points for i in decided)
            assert row.difficulty == pytest.approx(mean)
        else:
            assert math.isnan(row.difficulty)
        least = fmean(0 if i.points is None else i.points / i.max_points for i in mine)
        most = fmean(1 if i.waiting else i.points / i.max_points for i in mine)
        assert (row.low, row.high) == (pytest.approx(least), pytest.approx(most))


@each_class
def test_discrimination_is_the_correlation_with_the_rest(result: ClassResult) -> None:
    known = 0
    for row in tables.items(result).itertuples():
        pairs = []
        for student in people(result):
            mine = next(i for i in student.items if i.id == row.item)
            others = [i for i in student.items if i.id != row.item]
            done = [i for i in others if not i.waiting]
            there, decided = sum(i.max_points for i in others), sum(i.max_points for i in done)
            if not mine.waiting and decided >= there / 2:
                rest = sum(i.points or 0 for i in done) / decided
                pairs.append(((mine.points or 0) / mine.max_points, rest))
        assert row.r_n == len(pairs)
        if len(pairs) < 10:
            assert math.isnan(row.discrimination)
            continue
        if len({round(a, 9) for a, _ in pairs}) == 1:  # everyone earned the same
            assert math.isnan(row.discrimination)
            continue
        known += 1
        r = pearson(pairs)
        assert row.discrimination == pytest.approx(r)
        half = 1.96 / math.sqrt(len(pairs) - 3)
        assert math.atanh(row.r_high) - math.atanh(r) == pytest.approx(half)
        assert math.atanh(r) - math.atanh(row.r_low) == pytest.approx(half)
    assert (known > 10) == (len(people(result)) >= 10)


def test_no_correlation_where_everyone_earned_the_same() -> None:
    result = class_of(12, marked=True)
    same = tuple(
        replace(s, items=(replace(s.items[0], manual=2.5), *s.items[1:]))
        for s in result.submissions
    )
    row = tables.items(replace(result, submissions=same)).iloc[0]
    assert math.isnan(row["discrimination"])
    assert row["r_n"] == 12


NAMES = {
    "Q1": "asks", "Q2": "not_closed", "Q3": "wide", "Q4": "not_leading", "Q5": "not_loaded",
    "Q6": "single", "Q7": "on_topic", "Q8": "about_client", "Q9": "sayable", "K1": "asks",
    "K2": "plain", "K3": "not_leading", "K4": "not_loaded", "K5": "single", "K6": "on_topic",
    "K7": "sayable",
}  # fmt: skip


def read(result: ClassResult) -> list[tuple[str, str, str, str]]:
    """(student, item, criterion's name, met) of whatever the coach read and was sure of."""
    return [
        (s.id, i.id, NAMES[c["id"]], c["met"])
        for s in people(result)
        for i in s.items
        if i.status == "graded" and i.reading and i.reading["verdict"] in ("pass", "not_yet")
        for c in i.reading["criteria"]
        if c["met"] != "n/a"
    ]


@each_class
def test_criteria_are_counted_as_the_coach_read_them(result: ClassResult) -> None:
    raw, table = read(result), tables.criteria(result)
    assert set(table["name"]) == {name for _, _, name, _ in raw}
    for row in table.itertuples():
        mine = [one for one in raw if one[2] == row.name]
        counted = Counter(one[3] for one in mine)
        assert (row.n, row.missed, row.half) == (len(mine), counted["no"], counted["half"])
        assert row.short == pytest.approx((counted["no"] + counted["half"] / 2) / len(mine))
        assert row.learners == len({one[0] for one in mine})
        assert row.learners_missed == len({one[0] for one in mine if one[3] == "no"})
    assert list(table["short"]) == sorted(table["short"], reverse=True)
    for row in tables.criteria(result, by_item=True).itertuples():
        mine = [one for one in raw if one[1] == row.item and one[2] == row.name]
        assert (row.n, row.missed) == (len(mine), sum(one[3] == "no" for one in mine))


@each_class
def test_a_criterion_s_points_add_up_to_what_the_machine_gave(result: ClassResult) -> None:
    points: dict[tuple[str, str], float] = Counter()
    for row in tidy.criterion_rows(result):
        if row.get("criterion"):
            points[row["student"], row["item"]] += row["points"]
            assert 0 <= row["points"] <= row["worth"]
    given = {(s.id, i.id): i.auto for s in people(result) for i in s.items}
    assert points
    for key, total in points.items():
        assert total == pytest.approx(given[key], abs=0.011)


@each_class
def test_who_is_stuck_follows_the_stated_rule(result: ClassResult) -> None:
    raw = read(result)
    rates = {}
    for student in people(result):
        verdicts = [
            i.reading["verdict"]
            for i in student.items
            if i.status == "graded" and i.reading and i.reading["verdict"] != "unsure"
        ]
        if len(verdicts) >= 4:
            rates[student.id] = verdicts.count("pass") / len(verdicts)
    expected: dict[str, set[str]] = {}
    for student in people(result):
        why = set()
        if 3 * sum(i.status == "empty" for i in student.items) >= len(student.items):
            why.add("empty")
        if student.id in rates:
            middle = median(rates.values()) if len(rates) >= 5 else 0
            if middle and rates[student.id] <= middle / 2:
                why.add("passes")
            mine = [one for one in raw if one[0] == student.id]
            answers = len({one[1] for one in mine})
            missed = Counter(one[2] for one in mine if one[3] == "no")
            if missed and 2 * max(missed.values()) >= answers:
                why.add("same")
        if why:
            expected[student.id] = why
    found = {one.student.id: {reason for reason, _, _ in one.why} for one in tables.stuck(result)}
    assert found == expected


def test_each_reason_alone_makes_somebody_stuck() -> None:
    def reasons(result: ClassResult, place: int) -> set[str]:
        found = tables.stuck(result)
        own = [one for one in found if one.student.id == result.submissions[place].id]
        return {reason for one in own for reason, _, _ in one.why}

    def verdict(item: ItemResult, verdict: str) -> ItemResult:
        return replace(item, reading={**(item.reading or {}), "verdict": verdict})

    good = made_up(6, lambda *_: "full", lambda *_: 5.0)
    assert tables.stuck(good) == []

    def instead(items: list[ItemResult]) -> ClassResult:
        first = replace(good.submissions[0], items=tuple(items))
        return replace(good, submissions=(first, *good.submissions[1:]))

    items = list(good.submissions[0].items)  # fourteen
    empty = [replace(item, status="empty", reading=None, auto=0.0) for item in items]
    assert reasons(instead(empty[:5] + items[5:]), 0) == {"empty"}
    assert reasons(instead(empty[:4] + items[4:]), 0) == set()
    failed = [verdict(item, "not_yet") for item in items]
    assert reasons(instead(failed[:7] + items[7:]), 0) == {"passes"}
    assert reasons(instead(failed[:6] + items[6:]), 0) == set()

    def met(least: int) -> Callable[[int, int, str], str]:
        two = ("Q6", "K5")  # "asks one thing" in either rubric
        return lambda place, number, id: (
            "no" if number < least and not place and id in two else "full"
        )

    assert reasons(made_up(6, met(7), lambda *_: 5.0), 0) == {"same"}
    assert reasons(made_up(6, met(6), lambda *_: 5.0), 0) == set()
    assert tables.stuck(made_up(6, met(7), lambda *_: 5.0))[0].criterion == "single"


# -- machine against person ----------------------------------------------------------------------


def second_marks(result: ClassResult, seed: int = 7) -> dict[tuple[str, str], float]:
    """A second person who mostly agrees."""
    chance = random.Random(seed)
    return {
        (s.id, i.id): chance.choice([i.auto, i.auto, i.max_points / 2, 0.0, i.max_points])
        for s in people(result)
        for i in s.items
        if i.auto is not None and chance.random() < 0.8
    }


def raw_pairs(result: ClassResult, second: Any) -> list[tuple[str, float, float, float]]:
    """(student, machine, person, most): a second mark before points given over the machine's."""
    found = []
    for student in people(result):
        for item in student.items:
            person = second.get((student.id, item.id), item.manual)
            if item.auto is not None and person is not None:
                found.append((student.id, item.auto, person, item.max_points))
    return found


def level_of(points: float, most: float) -> int:
    return 0 if points < most / 3 - 1e-6 else 1 if points < 9 * most / 10 - 1e-6 else 2


def kappa_of(levels: list[tuple[int, int]]) -> float:
    n = len(levels)
    apart = sum(abs(a - b) / 2 for a, b in levels) / n
    mine, theirs = Counter(a for a, _ in levels), Counter(b for _, b in levels)
    chance = sum(mine[a] * theirs[b] * abs(a - b) / 2 for a in mine for b in theirs) / n**2
    return 1 - apart / chance


@each_class
@pytest.mark.parametrize("with_second", [True, False])
def test_agreement_of_machine_and_person(result: ClassResult, with_second: bool) -> None:
    second = second_marks(result) if with_second else {}
    raw = raw_pairs(result, second)
    table = agreement.pairs(result, second)
    found = agreement.measure(table)
    assert len(table) == len(raw)
    if not raw:
        assert found is None
        return
    assert found is not None
    levels = [(level_of(a, most), level_of(b, most)) for _, a, b, most in raw]
    assert (found.n, found.learners) == (len(raw), len({one[0] for one in raw}))
    assert found.same_points == pytest.approx(fmean(abs(a - b) < 0.005 for _, a, b, _ in raw))
    assert found.same_level == pytest.approx(fmean(a == b for a, b in levels))
    assert found.difference == pytest.approx(fmean(abs(a - b) / most for _, a, b, most in raw))
    assert found.lean == pytest.approx(fmean((a - b) / most for _, a, b, most in raw))
    assert found.kappa == pytest.approx(kappa_of(levels))
    counted = Counter(levels)
    for a in range(3):
        assert list(found.confusion.iloc[a]) == [counted[a, b] for b in range(3)]
    assert list(table["difference"].abs()) == sorted(table["difference"].abs(), reverse=True)


def test_the_interval_is_a_bootstrap_over_learners_with_a_fixed_seed() -> None:
    result = CLASSES["twelve"]
    second = second_marks(result)
    raw = raw_pairs(result, second)
    students = sorted({one[0] for one in raw})
    own = {
        id: [(level_of(a, most), level_of(b, most)) for one, a, b, most in raw if one == id]
        for id in students
    }
    drawn = np.random.default_rng(20).integers(len(students), size=(2000, len(students)))
    kappas = sorted(kappa_of([pair for n in row for pair in own[students[n]]]) for row in drawn)
    found = agreement.measure(agreement.pairs(result, second))
    assert found is not None
    assert found.interval is not None
    low, high = (np.percentile(kappas, at) for at in (2.5, 97.5))
    assert found.interval == (pytest.approx(low), pytest.approx(high))
    assert found.interval[0] < (found.kappa or 0) < found.interval[1]


def test_no_interval_with_four_learners_and_no_kappa_with_one_level() -> None:
    few = CLASSES["four"]
    found = agreement.measure(agreement.pairs(few, second_marks(few)))
    assert found is not None
    assert found.interval is None
    full = {
        (s.id, i.id): i.max_points for s in people(few) for i in s.items if i.auto == i.max_points
    }
    found = agreement.measure(agreement.pairs(few, full))
    assert found is not None
    assert (found.kappa, found.interval, found.same_level) == (None, None, 1)


@pytest.mark.parametrize(
    ("points", "most", "expected"),
    [
        (0, 5, 0),
        (1.66, 5, 0),
        (10 / 3, 10, 1),
        (5, 10, 1),
        (4.25, 5, 1),
        (9, 10, 2),
        (5, 5, 2),
    ],
)
def test_levels(points: float, most: float, expected: int) -> None:
    assert agreement.level(points, most) == expected


def test_nobody_and_nothing_give_empty_tables() -> None:
    for result in (class_of(0), class_of(3, flagged=3), replace(class_of(0), absent=("x",))):
        assert tables.items(result).empty
        assert tables.criteria(result).empty
        assert tables.criteria(result, by_item=True).empty
        assert tables.stuck(result) == []
        assert agreement.measure(agreement.pairs(result)) is None


def test_a_penalty_comes_off_once() -> None:
    late = learner(0, class_of(1, marked=True).submissions[0].items, penalty=3.5)
    table = tables.learners(ClassResult("x", 95, (late,)))
    earned = sum(item.points or 0 for item in late.items)
    assert table["low"][0] == pytest.approx(max(0, earned - 3.5))
