"""The figures of a class report, as pandas tables.

Classical test theory, item by item: *difficulty* is the mean share of a task's points, so that a
high figure means an easy task; *discrimination* is the corrected item-total correlation, Pearson's
r between a task and the rest of the test without it (Crocker and Algina, Introduction to Classical
and Modern Test Theory, 1986). An answer left empty counts as nothing earned. What waits for a
person counts nowhere until it is decided; submissions that could not be graded are left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from active_listening.classroom.report import tidy
from active_listening.classroom.results import ClassResult, StudentResult

FEWEST = 10
"""Learners below which no correlation is given: its 95% interval would span most of -1 to 1."""
DECIDED = 0.5
"""The share of the other tasks' points that must be decided for a learner to count in one."""


def answers(
    result: ClassResult, second: Mapping[tuple[str, str], float] | None = None
) -> pd.DataFrame:
    """`tidy.answer_rows` as a table; the share of each task's points beside them."""
    table = pd.DataFrame(list(tidy.answer_rows(result, second)), columns=list(tidy.ANSWER_COLUMNS))
    numbers = ["number", "max_points", "auto", "manual", "points", "low", "high", "second"]
    for column in [*numbers, "waiting", "disagrees", "penalty"]:
        table[column] = pd.to_numeric(table[column])
    table["share"] = table["points"] / table["max_points"]
    return table


def learners(result: ClassResult) -> pd.DataFrame:
    """One row for each learner who handed in, most points first, flagged ones last.

    Columns: student, name, submission, low and high (points, what may still come included; empty
    where flagged), waiting and empty (answers), problem, time.
    """
    rows = []
    for student in result.submissions:
        where = tidy.standing(student)
        known = where != "flagged"
        rows.append(
            {
                "student": student.id,
                "name": student.name,
                "submission": where,
                "low": student.low if known else None,
                "high": student.high if known else None,
                "waiting": student.waiting if known else 0,
                "empty": sum(i.status == "empty" for i in student.items) if known else 0,
                "problem": student.problem,
                "time": student.time,
            }
        )
    columns = [
        "student",
        "name",
        "submission",
        "low",
        "high",
        "waiting",
        "empty",
        "problem",
        "time",
    ]
    table = pd.DataFrame(rows, columns=columns)
    for column in ("low", "high"):
        table[column] = pd.to_numeric(table[column])
    return table.sort_values(
        ["high", "low", "student"], ascending=[False, False, True], na_position="last"
    ).reset_index(drop=True)


def items(result: ClassResult) -> pd.DataFrame:
    """One row for each task, in order.

    Columns: item, number, kind, task, max_points; n (answers decided), waiting, unsure, empty (how
    many of all answers); difficulty (mean share of points of the decided ones, None without any);
    low and high (the same over all answers, what waits counted as nothing and as everything);
    discrimination, r_low, r_high (95% interval by Fisher's z), r_n (learners in it).
    """
    about = {i.id: i for student in tidy.graded(result) for i in student.items}
    table = answers(result)
    table = table[table["item"].notna()]
    rows = []
    for id, one in sorted(about.items(), key=lambda pair: pair[1].number):
        mine = table[table["item"] == id]
        decided = mine[mine["waiting"] == 0]
        n = len(decided)
        rows.append(
            {
                "item": id,
                "number": one.number,
                "kind": one.kind,
                "task": one.task,
                "max_points": one.max_points,
                "n": n,
                "waiting": len(mine) - n,
                "unsure": int((mine["status"] == "unsure").sum()),
                "empty": int((mine["status"] == "empty").sum()),
                "difficulty": decided["share"].mean() if n else None,
                "low": (mine["low"] / mine["max_points"]).mean(),
                "high": (mine["high"] / mine["max_points"]).mean(),
                **_discrimination(table, id),
            }
        )
    columns = [
        "item", "number", "kind", "task", "max_points", "n", "waiting", "unsure", "empty",
        "difficulty", "low", "high", "discrimination", "r_low", "r_high", "r_n",
    ]  # fmt: skip
    made = pd.DataFrame(rows, columns=columns)
    for column in columns[9:]:
        made[column] = pd.to_numeric(made[column])
    return made


def _discrimination(table: pd.DataFrame, id: str) -> dict[str, float | int | None]:
    """The correlation of one task with the rest, and its interval; None where none is given.

    The rest is the share of points that a learner earned on the other tasks that are decided; a
    learner counts where the task is decided and at least `DECIDED` of those others' points are.
    """
    mine = table[(table["item"] == id) & (table["waiting"] == 0)].set_index("student")["share"]
    others = table[table["item"] != id]
    decided = others[others["waiting"] == 0].groupby("student")[["points", "max_points"]].sum()
    there = others.groupby("student")["max_points"].sum()
    enough = decided["max_points"] >= DECIDED * there.reindex(decided.index)
    rest = (decided["points"] / decided["max_points"])[enough]
    both = pd.concat([mine, rest], axis=1, keys=["item", "rest"], join="inner")
    n = len(both)
    none: dict[str, float | int | None] = {
        "discrimination": None,
        "r_low": None,
        "r_high": None,
        "r_n": n,
    }
    if n < FEWEST or both["item"].std() < 1e-9 or both["rest"].std() < 1e-9:
        return none
    r = float(both["item"].corr(both["rest"]))
    z, half = math.atanh(min(max(r, -0.999999), 0.999999)), 1.96 / math.sqrt(n - 3)
    return {
        "discrimination": r,
        "r_low": math.tanh(z - half),
        "r_high": math.tanh(z + half),
        "r_n": n,
    }


def criterion_answers(result: ClassResult) -> pd.DataFrame:
    """`tidy.criterion_rows` of the answers that were read, where a criterion applies."""
    table = pd.DataFrame(list(tidy.criterion_rows(result)), columns=list(tidy.CRITERION_COLUMNS))
    return table[table["criterion"].notna() & (table["met"] != "n/a")]


def criteria(result: ClassResult, by_item: bool = False) -> pd.DataFrame:
    """How far each criterion is met, the one that falls short most first.

    Two rubrics' criteria of one name are one, with the label of the one that the class met, of
    several the last by id: Q4 and not K3. Columns: name, label; n (answers it applies to),
    missed and half (answers), short (the share missed, half met counting half); learners (with such
    an answer) and learners_missed (who missed it at least once).

    Args:
        by_item: one row for each task and criterion, with the column item before the others.
    """
    table = criterion_answers(result)
    keys = ["item", "name"] if by_item else ["name"]
    rows = []
    for key, group in table.groupby(keys, sort=False):
        missed, half = group["met"] == "no", group["met"] == "half"
        row = dict(zip(keys, key if isinstance(key, tuple) else (key,), strict=True))
        rows.append(
            {
                **row,
                "label": max(zip(group["criterion"], group["label"], strict=True))[1],
                "n": len(group),
                "missed": int(missed.sum()),
                "half": int(half.sum()),
                "short": float((missed + half / 2).mean()),
                "learners": group["student"].nunique(),
                "learners_missed": group[missed]["student"].nunique(),
            }
        )
    columns = [*keys, "label", "n", "missed", "half", "short", "learners", "learners_missed"]
    made = pd.DataFrame(rows, columns=columns)
    order = {name: place for place, name in enumerate(tidy.name_order())}
    made["order"] = made["name"].map(order).fillna(len(order))
    made = made.sort_values(["short", "order"], ascending=[False, True])
    return made.drop(columns="order").reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A learner who may need a person: `why`, as ids with figures, the first the most telling.

    Attributes:
        why: "empty" with (empty, tasks), "passes" with (passed, read), "same" with (missed, read).
        criterion: the name of the criterion behind "same", or "".
    """

    student: StudentResult
    why: tuple[tuple[str, int, int], ...]
    criterion: str = ""


EMPTY_SHARE = 1 / 3
SAME_SHARE = 1 / 2
FEWEST_READ = 4
"""Answers read, below which nothing is said of a learner's pass rate or habits."""
FEWEST_CLASS = 5
"""Learners below which nobody is compared with the class."""


def stuck(result: ClassResult) -> list[Stuck]:
    """Learners who may need a person, those with most reasons first.

    A learner is listed who left a third or more of the tasks empty; or passes no more than half as
    large a share of the answers read as the class's median learner; or misses one and the same
    criterion in half or more of the answers read. The last two take four answers that were read,
    the second five learners who have that many.
    """
    rates = {}
    for student in tidy.graded(result):
        read = [item for item in student.items if tidy.was_read(item)]
        passed = sum((item.reading or {}).get("verdict") == "pass" for item in read)
        if len(read) >= FEWEST_READ:
            rates[student.id] = passed / len(read)
    median = float(pd.Series(rates).median()) if len(rates) >= FEWEST_CLASS else 0.0
    found = [_stuck(student, median) for student in tidy.graded(result)]
    listed = [one for one in found if one.why]
    return sorted(listed, key=lambda one: (-len(one.why), rates.get(one.student.id, 0.0)))


def _stuck(student: StudentResult, median: float) -> Stuck:
    why, criterion = [], ""
    empty = sum(item.status == "empty" for item in student.items)
    if empty >= EMPTY_SHARE * len(student.items):
        why.append(("empty", empty, len(student.items)))
    read = [item for item in student.items if tidy.was_read(item)]
    if len(read) >= FEWEST_READ:
        passed = sum((item.reading or {}).get("verdict") == "pass" for item in read)
        if median and passed / len(read) <= median / 2:
            why.append(("passes", passed, len(read)))
        missed = dict.fromkeys(tidy.name_order(), 0)
        for item in read:
            for one in (item.reading or {})["criteria"]:
                name = tidy.criterion_name(one["id"], tidy.rubric_of(item.id))
                missed[name] = missed.get(name, 0) + (one["met"] == "no")
        most = max(missed, key=lambda name: missed[name])
        if missed[most] >= SAME_SHARE * len(read):
            criterion = most
            why.append(("same", missed[most], len(read)))
    return Stuck(student, tuple(why), criterion)
