"""The page a learner gets back: what was handed in, what decided, what to try, what it earned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from active_listening import coach
from active_listening.bank import Assignment, Graded, Rewrite, Roleplay
from active_listening.bank.boxes import BOXES, quoted
from active_listening.coach import wording
from active_listening.grading.grade import Grade, ItemGrade
from active_listening.pages import templates

OFTEN = 3
"""In how many answers a criterion falls short before the page says so at its top."""
MOST_MISSING = 2


@lru_cache
def _template() -> jinja2.Template:
    return templates(Path(__file__).with_name("templates")).get_template("feedback.html")


def page(
    assignment: Assignment,
    grade: Grade,
    when: str,
    alone: bool,
    standing: str = "",
    marks: Mapping[str, tuple[float | None, str]] | None = None,
    who: str = "",
    penalty: float = 0,
) -> str:
    """The feedback as one HTML page: no script, nothing loaded, everything typed escaped.

    Args:
        when: the time of handing in, for people.
        alone: whether nobody else will look at it.
        standing: how this try compares with earlier ones, for people.
        marks: what a person gave and wrote, by item id: points, None where the machine's stand,
            and a comment, or "".
        who: whose page it is, by name.
        penalty: points taken off for handing in late.
    """
    tasks = []
    marked = []
    for item, graded in zip(assignment.items, grade.items, strict=True):
        points, comment = (marks or {}).get(graded.id, (None, ""))
        differs = points is not None and graded.points not in (None, points)
        counts = graded if points is None else replace(graded, points=points)
        by_person = {"given": points, "comment": comment}
        coach_gave = graded.points if differs else None
        # What each of the coach's hundred was worth: half in a pair whose first box is amiss.
        read = graded.reading.points if graded.reading else None
        worth = graded.points / read if graded.points and read else graded.max_points / 100
        tasks.append({**_task(item, counts, worth), **by_person, "coach_gave": coach_gave})
        marked.append(counts)
    grade = replace(grade, items=tuple(marked))
    return _template().render(
        title=assignment.title,
        when=when,
        grade=grade,
        points=max(0, round(grade.points - penalty, 2)),
        penalty=penalty,
        tasks=tasks,
        missing=_missing(tasks),
        waiting=[task["grade"].number for task in tasks if task["grade"].points is None],
        disputable=any(task["grade"].disputable for task in tasks),
        alone=alone,
        standing=standing,
        who=who,
    )


def _missing(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What fell short in many answers, most often first: the criterion, in which tasks, a tip."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for task in tasks:
        for row in task["short"] if task["grade"].status == "graded" else ():
            found[row["label"]].append((task["grade"].number, row["tip"]))
    listed: list[dict[str, Any]] = []
    for label, places in sorted(found.items(), key=lambda one: -len(one[1])):
        numbers = [number for number, _ in places]
        said = any(set(numbers) <= set(one["numbers"]) for one in listed)  # it came along with that
        if len(numbers) >= OFTEN and len(listed) < MOST_MISSING and not said:
            # A tip that names the words of one answer is no advice for all.
            tip, times = Counter(tip for _, tip in places).most_common(1)[0]
            listed.append({"label": label, "numbers": numbers, "tip": tip if times > 1 else ""})
    return listed


def _named(typed: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The words that decided, each with what the coach calls them."""
    found, words = [], ""
    for part in typed:
        words = words + part["text"] if part["kinds"] else ""
        if part["labels"]:
            found.append((words.strip(), ", ".join(part["labels"])))
            words = ""
    return found


def _task(item: Graded, graded: ItemGrade, worth: float) -> dict[str, Any]:
    """What the template shows of one task; `worth` is that of one of the coach's hundred points."""
    if isinstance(item, Rewrite):
        task: dict[str, Any] = {"scene": item.scene, "quoted": quoted(item), "scheme": ()}
    elif isinstance(item, Roleplay):
        title = graded.played.title if graded.played else ""
        task = {"scene": title, "quoted": (), "scheme": ()}
    else:
        task = {"scene": item.title, "quoted": (), "scheme": item.scheme}
    rubric = item.rubric if isinstance(item, Rewrite) else "rewrite"
    shown = wording.page(graded.reading, rubric) if graded.reading else None
    criteria = shown["criteria"] if shown else []
    missed = [row for row in criteria if row["met"] != "full"]
    return {
        **task,
        "grade": graded,
        "rubric": graded.played.rows() if graded.played else [],
        "wanted": BOXES[rubric].ask if isinstance(item, Rewrite) and rubric in BOXES else "",
        "boxes": [
            (ask, typed, _named(typed))
            for ask, typed in boxes(item, graded, shown["segments"] if shown else [])
        ],
        "met": [row["label"] for row in criteria if row["met"] == "full"],
        "short": _short(missed, graded.reading, rubric, worth) if graded.reading else [],
        "tip": shown["tips"][0] if shown and shown["tips"] else "",
    }


def _short(
    missed: list[dict[str, Any]], reading: coach.Reading, rubric: str, worth: float
) -> list[dict[str, Any]]:
    """The criteria not met in full: whether they shut the gate, what each cost, and a tip.

    Where the gate is shut nothing was earned, and no one criterion cost it.
    """
    found = {one.id: one for one in reading.criteria}
    rules = {rule.id: rule for rule in coach.rubric(rubric)}
    shut = {id for id, one in found.items() if rules[id].shut_by(one.met)}
    return [
        {
            **row,
            "shuts": row["id"] in shut,
            "cost": 0 if shut else rules[row["id"]].lost(found[row["id"]].met) * worth,
            "tip": _tip(reading, found[row["id"]]),
        }
        for row in missed
    ]


def _tip(reading: coach.Reading, found: coach.Criterion) -> str:
    return wording.said(reading, found.tip, found.span) if found.tip else ""


def boxes(
    item: Graded, graded: ItemGrade, segments: list[dict[str, Any]]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """What was typed, box by box; the box that was read comes cut at the deciding words. Of a play,
    the talk as it was played again."""
    answer = graded.answer
    if isinstance(item, Roleplay):
        told = graded.played.boxes() if graded.played else []
        return [(label, wording.segments(text, [])) for label, text in told]
    if isinstance(item, Rewrite):
        return [("You wrote", segments or wording.segments(str(answer or ""), []))]
    shown = []
    for prompt in item.prompts:
        text = answer.get(prompt.id, "") if isinstance(answer, dict) else answer or ""
        read_here = segments and prompt.id == "open"
        shown.append((prompt.ask, segments if read_here else wording.segments(str(text), [])))
    return shown
