"""Machine against person: how far two sets of points for the same answers agree.

Points become three levels by what a task is worth: none (below a third of it), part, full (nine
tenths or more: by the rubric, an answer that falls short in anything but a breath or whose side it
is about earns 85% at most). Weighted kappa (Cohen, Weighted kappa, Psychological Bulletin 70, 1968)
takes agreement by chance off and counts a miss by one level half of a miss by two (linear weights).
Its interval is the percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap,
1993, ch. 13) over learners, since the answers of one learner are not independent; the seed is
fixed, so that the same class gives the same interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from active_listening.classroom.report import tidy
from active_listening.classroom.results import ClassResult

LEVELS = ("none", "part", "full")
PART_FROM, FULL_FROM = 1 / 3, 0.9
SEED = 20
RESAMPLES = 2000
FEWEST = 5
"""Learners below which no interval is given."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of `pairs`.

    Attributes:
        n: answers; `learners`: whose.
        same_points: the share of answers with the same points, to a hundredth.
        same_level: the share with the same level.
        difference: mean absolute difference, as a share of a task's points, 0 to 1.
        lean: mean of machine less person, in the same unit; above 0, the machine is kinder.
        kappa: weighted kappa, None where one level is all there is.
        interval: 95%, None where there are too few learners.
        confusion: answers by level; rows the machine, columns the person.
    """

    n: int
    learners: int
    same_points: float
    same_level: float
    difference: float
    lean: float
    kappa: float | None
    interval: tuple[float, float] | None
    confusion: pd.DataFrame


def pairs(
    result: ClassResult, second: Mapping[tuple[str, str], float] | None = None
) -> pd.DataFrame:
    """Answers that both machine and person gave points, the largest difference first.

    The person's are a second mark where there is one, since that was given without sight of the
    machine's; else points given over the machine's. Columns: student, item, number, max_points,
    auto, person, source ("second" or "manual"), machine and human (shares of the points), level
    columns machine_level and human_level (0 to 2), difference (machine less human).
    """
    second = second or {}
    rows = []
    for student in tidy.graded(result):
        for item in student.items:
            marked = second.get((student.id, item.id))
            person = item.manual if marked is None else marked
            if item.auto is None or person is None:
                continue
            rows.append(
                {
                    "student": student.id,
                    "item": item.id,
                    "number": item.number,
                    "max_points": item.max_points,
                    "auto": item.auto,
                    "person": person,
                    "source": "manual" if marked is None else "second",
                    "machine": item.auto / item.max_points,
                    "human": person / item.max_points,
                    "machine_level": level(item.auto, item.max_points),
                    "human_level": level(person, item.max_points),
                }
            )
    columns = [
        "student", "item", "number", "max_points", "auto", "person", "source",
        "machine", "human", "machine_level", "human_level",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    table["difference"] = (table["machine"] - table["human"]).astype(float)
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def level(points: float, most: float) -> int:
    """0, 1 or 2: none, part or full."""
    share = points / most + 1e-9  # a third that is not exact in binary is still a third
    return (share >= PART_FROM) + (share >= FULL_FROM)


def measure(table: pd.DataFrame) -> Agreement | None:
    """The figures of `pairs`; None where there is no pair."""
    if table.empty:
        return None
    each = _by_learner(table)
    total = each.sum(axis=0)
    kappa = float(_kappa(total[None])[0])
    return Agreement(
        n=len(table),
        learners=len(each),
        same_points=float((table["auto"].sub(table["person"]).abs() < 0.005).mean()),
        same_level=float((table["machine_level"] == table["human_level"]).mean()),
        difference=float(table["difference"].abs().mean()),
        lean=float(table["difference"].mean()),
        kappa=None if np.isnan(kappa) else kappa,
        interval=None if np.isnan(kappa) else _interval(each),
        confusion=pd.DataFrame(total.astype(int), index=list(LEVELS), columns=list(LEVELS)),
    )


def _by_learner(table: pd.DataFrame) -> np.ndarray:
    """Counts of (machine level, person level) for each learner, learners by id: L x 3 x 3."""
    students = sorted(set(table["student"]))
    counts = np.zeros((len(students), 3, 3))
    place = {student: number for number, student in enumerate(students)}
    for row in table.itertuples():
        counts[place[row.student], row.machine_level, row.human_level] += 1
    return counts


def _kappa(counts: np.ndarray) -> np.ndarray:
    """Linearly weighted kappa of each 3 x 3 table in a stack; nan where it is not defined."""
    weights = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2
    n = counts.sum(axis=(1, 2))
    expected = counts.sum(axis=2)[:, :, None] * counts.sum(axis=1)[:, None, :]
    apart = (weights * counts).sum(axis=(1, 2)) / n
    by_chance = (weights * expected).sum(axis=(1, 2)) / n**2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(by_chance > 0, 1 - apart / by_chance, np.nan)


def _interval(each: np.ndarray) -> tuple[float, float] | None:
    if len(each) < FEWEST:
        return None
    drawn = np.random.default_rng(SEED).integers(len(each), size=(RESAMPLES, len(each)))
    kappas = _kappa(each[drawn].sum(axis=1))
    low, high = np.nanpercentile(kappas, [2.5, 97.5])
    return float(low), float(high)
