"""The statistics, against scikit-learn's and against published values."""

import math
import random

import numpy as np
import pytest
from benchmarks.agreement import Agreement, clustered, wilson
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score

KINDS = ["open", "closed", "focused"]


def made(n: int = 400, seed: int = 1) -> tuple[list[str], list[str], list[str], list[str]]:
    """Labels, two readers of different skill, and the sources of the lines."""
    chance = random.Random(seed)
    labels = [chance.choice(KINDS) for _ in range(n)]
    good = [one if chance.random() < 0.8 else chance.choice(KINDS) for one in labels]
    weak = [one if chance.random() < 0.4 else chance.choice(KINDS) for one in labels]
    return labels, good, weak, [str(chance.randrange(40)) for _ in range(n)]


def test_the_measures_are_scikit_learns() -> None:
    labels, good, _, sources = made()
    ours = Agreement(labels, good, sources)
    assert ours.n == 400
    assert ours.value("accuracy") == pytest.approx(accuracy_score(labels, good))
    assert ours.value("kappa") == pytest.approx(cohen_kappa_score(labels, good))
    assert ours.value("f1") == pytest.approx(f1_score(labels, good, average="macro"))


def test_an_answer_that_no_line_has_is_a_miss_and_no_class() -> None:
    labels, answers = ["open", "open", "closed"], ["open", "none", "closed"]
    ours = Agreement(labels, answers, ["a", "b", "c"])
    assert ours.value("f1") == pytest.approx((2 / 3 + 1) / 2)
    assert ours.value("kappa") == pytest.approx(cohen_kappa_score(labels, answers))


def test_an_interval_is_about_as_wide_as_theory_says_and_the_same_each_time() -> None:
    labels = ["yes"] * 400
    answers = ["yes"] * 300 + ["no"] * 100
    found = Agreement(labels, answers, [str(i) for i in range(400)]).interval("accuracy")
    half = 1.96 * math.sqrt(0.75 * 0.25 / 400)
    assert found.low == pytest.approx(0.75 - half, abs=0.01)
    assert found.high == pytest.approx(0.75 + half, abs=0.01)
    assert Agreement(labels, answers, [str(i) for i in range(400)]).interval("accuracy") == found


def test_lines_of_one_source_stand_and_fall_together() -> None:
    labels = ["yes"] * 400
    answers = ["yes"] * 300 + ["no"] * 100
    by_ten = [str(i // 10) for i in range(400)]
    wide = Agreement(labels, answers, by_ten).interval("accuracy")
    assert wide.high - wide.low > 0.2


def test_a_difference_is_paired() -> None:
    labels, good, weak, sources = made()
    ours, theirs = Agreement(labels, good, sources), Agreement(labels, weak, sources)
    less = ours.less(theirs, "accuracy")
    assert less.value == pytest.approx(ours.value("accuracy") - theirs.value("accuracy"))
    assert 0 < less.low < less.value < less.high
    same = ours.less(Agreement(labels, good, sources), "kappa")
    assert same == (0, 0, 0)


def test_all_right_is_not_certain() -> None:
    found = Agreement(["yes"] * 46, ["yes"] * 46, ["a"] * 46).interval("accuracy")
    assert found.low == pytest.approx(0.923, abs=0.001)
    assert clustered([True] * 10, ["a"] * 10).low == pytest.approx(0.722, abs=0.001)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)],
)
def test_wilson_is_newcombes(hits: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998), table I, method 3."""
    found = wilson(hits, n)
    assert found.low == pytest.approx(low, abs=0.0001)
    assert found.high == pytest.approx(high, abs=0.0001)


def test_nothing_to_count_is_nan() -> None:
    assert all(np.isnan(wilson(0, 0)))
    assert all(np.isnan(clustered([], [])))
    with pytest.raises(ValueError, match="no lines"):
        Agreement([], [], [])
