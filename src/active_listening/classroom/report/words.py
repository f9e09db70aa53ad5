"""The sentences of a class report: what happened, what to repair, what to do next."""

from __future__ import annotations

import textwrap
from typing import Any

from active_listening.classroom.report import tidy
from active_listening.classroom.report.advice import LISTEN, LOOK_AT, STEPS
from active_listening.classroom.report.agreement import Agreement
from active_listening.classroom.report.tables import FEWEST, Stuck
from active_listening.classroom.results import ClassResult

PORTIONS = (
    "none or only a few", "about a quarter", "about half", "about three quarters",
    "all or nearly all",
)  # fmt: skip
"""How many, in steps too wide for two of them to be subtracted; see `shared`."""
TOO_HARD, TOO_EASY = 0.3, 0.95
WEAK, FAIR = 0.2, 0.3
"""Discrimination: under .2 a task adds little, from .3 it works well (Nunnally and Bernstein,
Psychometric Theory, 1994, for .3; the lower step follows Ebel and Frisbie, Essentials of
Educational Measurement, 1991). Conventions, made for long tests and large groups."""
NEARLY_ALL, OFTEN = 0.7, 0.2
"""Shares of answers that miss a criterion: from .7 the task itself may invite the miss;
from .2, and five answers, it is worth naming."""
MANY_UNSURE, MANY_EMPTY = 0.2, 0.25
"""Shares of all answers, and three answers at the least."""


def number(value: float) -> str:
    """A figure for people: 2.5, 40."""
    return f"{round(value, 2):g}"


def percent(share: float) -> str:
    """A share for people: 67%."""
    return f"{100 * share:.0f}%"


def signed(value: float) -> str:
    """A correlation for people, with a true minus: −0.14."""
    return f"{value:.2f}".replace("-", "−")


def count(n: int, one: str, many: str = "") -> str:
    """ "1 learner", "2 learners"."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def short(text: str, width: int = 90) -> str:
    """The beginning of a long task, on one line."""
    return textwrap.shorten(text, width, placeholder=" …") or text[:width]


def title(assignment: str) -> str:
    """ "Assignment 03: open questions" for ``03_open_questions``."""
    first, _, rest = assignment.partition("_")
    if first.isdigit() and rest:
        return f"Assignment {first}: {rest.replace('_', ' ')}"
    return assignment.replace("_", " ")


def summary(result: ClassResult) -> list[str]:
    """Who handed in and where it stands, in sentences."""
    standings = [tidy.standing(student) for student in result.submissions]
    handed_in = len(standings)
    if not handed_in:
        absent = f" {count(len(result.absent), 'learner is', 'learners are')} in the gradebook."
        return [f"Nobody has handed in yet.{absent if result.absent else ''}"]
    told = [f"{count(handed_in, 'learner has', 'learners have')} handed in"]
    told[0] += f", {len(result.absent)} {'has' if len(result.absent) == 1 else 'have'} not."
    final, pending = standings.count("final"), standings.count("pending")
    flagged = standings.count("flagged")
    if final == handed_in:
        told.append("All results are final.")
    elif final:
        told.append(f"{count(final, 'result is', 'results are')} final.")
    if pending:
        waiting = sum(student.waiting for student in tidy.graded(result))
        told.append(
            f"{count(pending, 'result waits', 'results wait')} for you, with "
            f"{count(waiting, 'answer', 'answers')} to decide on; until then they are shown as a "
            "range."
        )
    if flagged:
        told.append(
            f"{count(flagged, 'submission')} could not be graded. That is no zero: see below what "
            "to do."
        )
    return told


def spread(result: ClassResult) -> str:
    """The scores in a sentence: least, most and median of the final ones, then the ranges."""
    graded = tidy.graded(result)
    if not graded:
        return "There are no scores yet."
    finals = sorted(student.low for student in graded if student.final)
    ranges = [student for student in graded if not student.final]
    told = []
    if finals:
        middle = len(finals) // 2
        median = finals[middle] if len(finals) % 2 else (finals[middle - 1] + finals[middle]) / 2
        least, most = number(finals[0]), number(finals[-1])
        told.append(
            f"Final results run from {least} to {most} of {number(result.max_points)} points, "
            f"with a median of {number(median)}."
            if len(finals) > 1
            else f"The one final result is {least} of {number(result.max_points)} points."
        )
    if ranges:
        lowest = number(min(student.low for student in ranges))
        highest = number(max(student.high for student in ranges))
        told.append(
            f"{count(len(ranges), 'result waits', 'results wait')}, and can still end anywhere "
            f"from {lowest} to {highest}."
        )
    return " ".join(told)


def repair(row: Any, missed: Any) -> list[str]:
    """What to look at in one task, in sentences; empty where nothing stands out.

    Args:
        row: of `tables.items`.
        missed: the rows of `tables.criteria(by_item=True)` for this task.
    """
    told = []
    total = row.n + row.waiting
    r = row.discrimination
    if r == r and r < 0:
        told.append(
            "Learners who do well elsewhere do worse here. Look at what the scene asks for, and at "
            f"how its answers are judged (r = {signed(r)}, {count(row.r_n, 'learner')})."
        )
    enough = [one for one in missed if one.n >= 5]
    most = max(enough, key=lambda one: one.missed / one.n) if enough else None
    share = most.missed / most.n if most else 0.0
    if most and share >= NEARLY_ALL:
        told.append(
            f"Nearly everyone misses “{most.label}” here ({most.missed} of {most.n}). "
            + LOOK_AT.get(most.name, "Look at the wording, or teach it.")
        )
    elif most and share >= OFTEN and most.missed >= 5:
        told.append(f"Missed most here: “{most.label}” ({most.missed} of {most.n}).")
    if row.n >= 5 and row.difficulty < TOO_HARD and share < NEARLY_ALL:
        told.append(
            f"Hard: {percent(row.difficulty)} of the points were earned. Is it asked too early, or "
            "is the scene hard to read?"
        )
    if row.n >= 5 and row.difficulty >= TOO_EASY:
        told.append(
            f"Easy: {percent(row.difficulty)} of the points were earned. Good as a first task or "
            "after teaching; it tells nobody apart."
        )
    elif r == r and 0 <= r < WEAK:
        told.append(
            f"It hardly follows how learners do elsewhere (r = {r:.2f}). Keep an eye on it."
        )
    if row.unsure >= 3 and row.unsure >= MANY_UNSURE * total:
        told.append(
            f"The coach could not tell in {row.unsure} of {total} answers. Read them: words that "
            "belong to the purpose go into the task's facets."
        )
    if row.empty >= 3 and row.empty >= MANY_EMPTY * total:
        told.append(
            f"{row.empty} of {total} left it empty. Is it too long, or too late in the set?"
        )
    return told


def no_discrimination(row: Any) -> str:
    """Why a task has no discrimination."""
    if row.r_n < FEWEST:
        return f"not given: {count(row.r_n, 'learner')}, and it takes {FEWEST}"
    return "not given: everyone earned the same"


def why_stuck(one: Stuck) -> list[str]:
    """The reasons, each with its figures."""
    said = {
        "empty": "left {} of {} tasks empty",
        "passes": "passes {} of {} answers read, half the class's median rate or less",
        "same": "misses “" + tidy.label_of_name(one.criterion) + "” in {} of {} answers read",
    }
    return [said[reason].format(some, of) for reason, some, of in one.why]


def next_step(one: Stuck) -> str:
    """One thing to do with this learner."""
    if one.why[0][0] == "empty":
        return (
            "Ask what stopped them: the time, the tool or the tasks. Do the first empty one "
            "together."
        )
    return STEPS.get(one.criterion, LISTEN)


def agreement(found: Agreement) -> list[str]:
    """Machine against person in sentences."""
    told = [
        f"{count(found.n, 'answer')} of {count(found.learners, 'learner')} "
        f"{'has' if found.n == 1 else 'have'} points from both machine and person.",
        f"They put {percent(found.same_level)} of them on the same level (none, part or full) and "
        f"give {percent(found.same_points)} the very same points. On average they are "
        f"{percent(found.difference)} of a task's points apart.",
    ]
    if abs(found.lean) >= 0.005:
        told.append(
            f"The machine is the {'kinder' if found.lean > 0 else 'stricter'} one, by "
            f"{percent(abs(found.lean))} of a task's points on average."
        )
    if found.kappa is None:
        told.append("Weighted kappa is not defined: both used one level only.")
    else:
        told.append(f"Weighted kappa is {signed(found.kappa)}{_interval(found)}.")
    return told


def _interval(found: Agreement) -> str:
    if found.interval is None:
        return "; an interval takes five learners"
    low, high = found.interval
    return f", 95% interval {signed(low)} to {signed(high)}"


def standings(handed_in: int | None, final: int | None) -> list[str]:
    """Where the class stands, for the class; places in `shared.PORTIONS`, None where not shown."""
    told = []
    if handed_in is not None:
        told.append(f"{PORTIONS[handed_in].capitalize()} of us have handed in.")
    if final is not None:
        told.append(f"{PORTIONS[final].capitalize()} of the results are final.")
        if final < len(PORTIONS) - 1:
            told.append("The others wait for a person. Waiting costs nobody a point.")
    return told


def middle(points: tuple[int, ...], most: float) -> str:
    """The class's median in a sentence."""
    if len(points) == 1:
        return f"Half of us have {points[0]} of {number(most)} points or more."
    if points:
        low, high = points
        return (
            f"Some answers still wait for a person. So far, half of us have {low} of "
            f"{number(most)} points or more; it can come to {high} at the most."
        )
    return ""
