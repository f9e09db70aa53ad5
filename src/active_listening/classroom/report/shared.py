"""What of a class may be shown to the class: no names, and no group under five.

The page has no count of people at all, so there is nothing to subtract. How many did something is
told in five wide steps, and every number from none to four, on either side, gives the same step: so
the page is the same, whether it was one learner or four, and even whoever knows how many are in the
class cannot work out a small group. Per cents are rounded to five, and given only where at least
five learners stand on either side. Two editions of the page could still be told apart: share it
once, when the marking is done.

(What must not be worked out from the rest of a table, and what helps: Hundepool et al., Statistical
Disclosure Control, 2012.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from active_listening.classroom.report import agreement as agree
from active_listening.classroom.report import tables, tidy
from active_listening.classroom.report.examples import Example, examples
from active_listening.classroom.report.second import Points
from active_listening.classroom.results import ClassResult

FEWEST = 5
BANDS = 5
WELL, MIXED = 80, 50  # per cent of the points
MEDIAN_FROM = 10


@dataclass(frozen=True, slots=True)
class Task:
    """How a task went: `word` is "went well", "mixed", "hard", or "" while little is decided.

    Attributes:
        percent: of its points earned, rounded to five; None where that could tell on anybody.
    """

    number: int
    task: str
    word: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A criterion; `portion` is the place in `words.PORTIONS` of those who missed it, or None."""

    name: str
    label: str
    portion: int | None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything that the class's page knows; it is made from nothing else.

    Attributes:
        handed_in: the place in `words.PORTIONS` of those who did; `final`: of results that are
            final among them. None among fewer than ten.
        bands: lowest and highest per cent of the points, and the per cent of final results there.
        middle: the median of points: one figure when final, two (least, most) while some wait;
            empty where too few.
        same_level, kappa: machine against person, rounded; None where hidden or unknown.
    """

    assignment: str
    max_points: float
    handed_in: int | None
    final: int | None = None
    bands: tuple[tuple[int, int, int], ...] = ()
    middle: tuple[int, ...] = ()
    tasks: tuple[Task, ...] = ()
    missed: tuple[Missed, ...] = ()
    same_level: int | None = None
    kappa: float | None = None


def share(result: ClassResult, second: Points | None = None) -> Shared:
    """What can be told of a class; with fewer than five graded submissions, nothing of results."""
    there = len(result.submissions) + len(result.absent)
    handed_in = portion(len(result.submissions), there)
    graded = tidy.graded(result)
    if len(graded) < FEWEST:
        return Shared(result.assignment, result.max_points, handed_in)
    finals = [student.low for student in graded if student.final]
    same, kappa = _agreement(result, second)
    return Shared(
        assignment=result.assignment,
        max_points=result.max_points,
        handed_in=handed_in,
        final=portion(len(finals), len(result.submissions)),
        bands=bands(finals, result.max_points),
        middle=_middle(result),
        tasks=_tasks(result),
        missed=_missed(result, second),
        same_level=same,
        kappa=kappa,
    )


def portion(some: int, of: int) -> int | None:
    """The place in `words.PORTIONS` of `some` among `of`.

    Under five on either side it is an end, whatever the number; None among fewer than ten, where
    the ends would meet.
    """
    if of < 2 * FEWEST:
        return None
    if some < FEWEST:
        return 0
    if of - some < FEWEST:
        return 4
    return min(max(round(4 * some / of), 1), 3)


def bands(points: Sequence[float], most: float) -> tuple[tuple[int, int, int], ...]:
    """Fifths of the points there are, widened until each holds five results or more.

    Gives (from per cent, to per cent, per cent of the results, rounded to five); nothing where all
    would be one band, which says nothing.
    """
    edges = [100 * place // BANDS for place in range(BANDS + 1)]
    made = [[low, high, 0] for low, high in pairwise(edges)]
    for one in points:
        made[min(int(BANDS * one / most + 1e-9), BANDS - 1)][2] += 1
    while len(made) > 1 and min(band[2] for band in made) < FEWEST:
        at = min(range(len(made)), key=lambda place: made[place][2])
        beside = [place for place in (at - 1, at + 1) if 0 <= place < len(made)]
        other = min(beside, key=lambda place: made[place][2])
        first, last = sorted((at, other))
        made[first : last + 1] = [[made[first][0], made[last][1], made[first][2] + made[last][2]]]
    if len(made) == 1:
        return ()
    return tuple((low, high, _rounded(count / len(points))) for low, high, count in made)


def _rounded(part: float) -> int:
    """A share as per cent, rounded to five."""
    return 5 * round(20 * part)


def _middle(result: ClassResult) -> tuple[int, ...]:
    graded = tidy.graded(result)
    if len(graded) < MEDIAN_FROM:
        return ()
    low = round(median(student.low for student in graded))
    high = round(median(student.high for student in graded))
    return (low,) if all(student.final for student in graded) else (low, high)


def _tasks(result: ClassResult) -> tuple[Task, ...]:
    made = []
    answers = tables.answers(result)
    for row in tables.items(result).itertuples():
        mine = answers[(answers["item"] == row.item) & (answers["waiting"] == 0)]
        full = int((mine["share"] > 1 - 1e-9).sum())
        safe = full >= FEWEST and len(mine) - full >= FEWEST
        percent = _rounded(row.difficulty) if len(mine) >= FEWEST else None
        word = ""
        if percent is not None:
            word = "went well" if percent >= WELL else "mixed" if percent >= MIXED else "hard"
        made.append(Task(row.number, row.task, word, percent if safe else None))
    return tuple(made)


def _missed(result: ClassResult, second: Points | None) -> tuple[Missed, ...]:
    rows = [row for row in tables.criteria(result).itertuples() if row.learners >= FEWEST]
    often = [row.name for row in rows if row.learners_missed >= FEWEST]
    shown = examples(result, often, FEWEST, second)
    made = [
        Missed(
            row.name,
            row.label,
            portion(row.learners_missed, row.learners),
            tuple(shown.get(row.name, ())),
        )
        for row in rows
    ]
    listed = [one for one in made if one.portion is not None or one.examples]
    # By portion and then as the rubric has them: an order by count would tell who is behind whom.
    order = tidy.name_order()
    return tuple(sorted(listed, key=lambda one: (-(one.portion or 0), order.index(one.name))))


def _agreement(result: ClassResult, second: Points | None) -> tuple[int | None, float | None]:
    table = agree.pairs(result, second)
    found = agree.measure(table)
    if found is None:
        return None, None
    alike = table["machine_level"] == table["human_level"]
    if min(table[alike]["student"].nunique(), table[~alike]["student"].nunique()) < FEWEST:
        return None, None
    return _rounded(found.same_level), None if found.kappa is None else round(found.kappa, 1)
