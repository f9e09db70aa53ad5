"""The page a class's learner gets back: what the grader found, and what a person gave and wrote."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import UTC
from html import escape
from typing import Any

from active_listening.bank import Assignment
from active_listening.classroom import notebook
from active_listening.classroom.booked import Booked, Cell
from active_listening.coach.reading import Reading
from active_listening.grading import Grade, ItemGrade, feedback
from active_listening.grading.plays import Played


def page(graded: Mapping[str, Any], booked: Booked, assignment: Assignment) -> str:
    """The feedback on one graded notebook, as HTML without a script.

    Args:
        graded: the notebook that grading left; it is shown as graded then, by that coach.
        booked: the gradebook's word on it, with what a person gave and wrote.
    """
    found, cells = notebook.graded(graded), booked.cells
    points = {id: cell.auto for id, cell in cells.items()}
    items = [
        _item(item, number, {**found.get(item.id, {}), "points": points.get(item.id)})
        for number, item in enumerate(assignment.items, 1)
    ]
    marks = {id: (_given(cell), booked.comments.get(id, "")) for id, cell in cells.items()}
    time = booked.time
    when = time.replace(tzinfo=UTC).astimezone().strftime("%d %B %Y, %H:%M") if time else ""
    trouble = notebook.problem(graded)
    standing = f"Something went wrong with what you handed in. {trouble}" if trouble else ""
    if others := _others(booked, {item.id for item in assignment.items}):
        standing = f"{standing} Beside these: {'; '.join(others)}.".strip()
    grade = Grade(assignment.name, tuple(items))
    return feedback.page(
        assignment, grade, when, False, standing, marks, booked.name, booked.penalty
    )


def bare(booked: Booked, name: str) -> str:
    """The feedback on a notebook that is none of the course's: points and comments, no more."""
    comments = [f"{id}: {comment}" for id, comment in booked.comments.items()]
    lines = "".join(f"<li>{escape(line)}</li>\n" for line in [*_others(booked, ()), *comments])
    title = f"{escape(name)}: feedback"
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"</head>\n<body>\n<h1>{title}</h1>\n<ul>\n{lines}</ul>\n</body>\n</html>\n"
    )


def _others(booked: Booked, ours: Container[str]) -> list[str]:
    """Points on the cells that an instructor added."""
    return [
        f"{id}, not judged yet, {cell.max_points:g} possible"
        if cell.waits
        else f"{id}, {cell.points:g} of {cell.max_points:g}"
        for id, cell in sorted(booked.cells.items())
        if id not in ours
    ]


def _given(cell: Cell) -> float | None:
    """What a person gave, extra credit with it; None where the machine's points stand."""
    return cell.points if cell.extra else cell.manual


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
