"""The page a class's learner gets back: what the grader found, and what a person gave and wrote."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC
from html import escape
from typing import Any

from active_listening.bank import Assignment
from active_listening.classroom import notebook
from active_listening.coach.reading import Reading
from active_listening.grading import Grade, ItemGrade, feedback
from active_listening.grading.plays import Played


def page(graded: Mapping[str, Any], row: Any, assignment: Assignment) -> str:
    """The feedback on one graded notebook, as HTML without a script.

    Args:
        graded: the notebook that grading left; it is shown as graded then, by that coach.
        row: nbgrader's row of the same notebook, with what a person gave and wrote.
    """
    found = notebook.graded(graded)
    booked = {one.name: one.auto_score for one in row.grades}
    items = [
        _item(item, number, {**found.get(item.id, {}), "points": booked.get(item.id)})
        for number, item in enumerate(assignment.items, 1)
    ]
    comments = {one.name: one.manual_comment or "" for one in row.comments}
    marks = {one.name: (_given(one), comments.get(one.name, "")) for one in row.grades}
    time = row.assignment.timestamp
    when = time.replace(tzinfo=UTC).astimezone().strftime("%d %B %Y, %H:%M") if time else ""
    trouble = notebook.problem(graded)
    standing = f"Something went wrong with what you handed in. {trouble}" if trouble else ""
    if others := _others(row, {item.id for item in assignment.items}):
        standing = f"{standing} Beside these: {'; '.join(others)}.".strip()
    if penalty := row.late_submission_penalty:
        standing = f"{standing} {penalty:g} points were taken off for handing in late.".strip()
    grade = Grade(assignment.name, tuple(items))
    title = f"Assignment {assignment.name[:2]}"
    student = row.assignment.student
    who = " ".join(filter(None, [student.first_name, student.last_name])) or student.id
    return feedback.page(assignment, grade, title, when, False, standing, marks, who)


def bare(row: Any) -> str:
    """The feedback on a notebook that is none of the course's: points and comments, no more."""
    comments = [f"{one.name}: {one.manual_comment}" for one in row.comments if one.manual_comment]
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in [*_others(row, ()), *comments])
    title = f"{escape(row.name)}: feedback"
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"</head>\n<body>\n<h1>{title}</h1>\n<ul>\n{lines}</ul>\n</body>\n</html>\n"
    )


def _others(row: Any, ours: Container[str]) -> list[str]:
    """Points on the cells that an instructor added."""
    return [
        f"{one.name}, not judged yet, {one.max_score:g} possible"
        if one.needs_manual_grade
        else f"{one.name}, {one.score:g} of {one.max_score:g}"
        for one in sorted(row.grades, key=lambda one: one.name)
        if one.name not in ours
    ]


def _given(grade: Any) -> float | None:
    """What a person gave, extra credit with it; None where the machine's points stand."""
    return float(grade.score) if grade.extra_credit else grade.manual_score


def _item(item: Any, number: int, data: Mapping[str, Any]) -> ItemGrade:
    reading = data.get("reading")
    return ItemGrade(
        id=item.id,
        number=number,
        kind=data.get("kind", ""),
        answer=data.get("answer"),
        reading=Reading.from_dict(reading) if reading else None,
        points=data.get("points"),
        max_points=item.points,
        status=data.get("status", "unreadable"),
        note=data.get("note", ""),
        disagrees=data.get("disagrees", ""),
        played=Played.from_dict(data["played"]) if data.get("played") else None,
    )
