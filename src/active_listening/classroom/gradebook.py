"""A class, read from the gradebook and its graded notebooks; and what a person decided, put in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.bank import Assignment, Graded, Rewrite, Roleplay
from active_listening.bank.boxes import line_of
from active_listening.classroom import notebook
from active_listening.classroom.book import Book, Mark, opened
from active_listening.classroom.layout import Layout, readable
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.classroom.submission import read_submission

NOT_GRADED = "Handed in and not graded yet. Run: active-listening grade {assignment}"


def class_result(name: str, root: Path | None = None) -> ClassResult:
    """What a class has earned in the assignment `name` so far.

    Args:
        root: the course's folder; by default the current one.

    Raises:
        ClassError: where there is no course or gradebook; ContentError: no such assignment.
    """
    layout, assignment = Layout(root), bank.assignment(name)
    layout.check_gradebook(name)
    with opened(layout) as book:
        return _read(book, layout, assignment)


def give(name: str, marks: Iterable[Mark], root: Path | None = None) -> None:
    """Writes what a person decided on answers of the assignment `name`: all of it, or nothing.

    Raises:
        ClassError: no course here, an unknown learner or task, points out of range, a full disk.
    """
    with opened(Layout(root)) as book:
        book.give(name, marks)


def take_back(name: str, marks: Iterable[Mark], root: Path | None = None) -> None:
    """Makes the answers of `marks` wait again, with the points and comment they had before."""
    with opened(Layout(root)) as book:
        book.take_back(name, marks)


def _read(book: Book, layout: Layout, assignment: Assignment) -> ClassResult:
    from nbgrader.api import MissingEntry

    handed_in = set(layout.students(assignment.name))
    try:
        booked = book.nbgrader.find_assignment(assignment.name)
        rows = {one.student.id: one for one in booked.submissions}
    except MissingEntry:
        rows = {}
    people = {student.id: student for student in book.nbgrader.students}
    found = []
    for id in sorted(handed_in | set(rows)):
        if not readable(id):  # `run` tells what to do
            continue
        items, problem = _items(rows.get(id), layout, assignment, id)
        student, row = people.get(id), rows.get(id)
        found.append(
            StudentResult(
                id=id,
                first_name=(student and student.first_name) or "",
                last_name=(student and student.last_name) or "",
                email=(student and student.email) or "",
                time=row.timestamp if row else None,
                problem=problem,
                penalty=float(row.late_submission_penalty or 0) if row else 0.0,
                items=items,
            )
        )
    absent = sorted(set(people) - {one.id for one in found})
    return ClassResult(assignment.name, assignment.max_points, tuple(found), tuple(absent))


def _items(
    row: Any, layout: Layout, assignment: Assignment, student: str
) -> tuple[tuple[ItemResult, ...], str]:
    """The answers of one learner, and what is wrong with the submission, or ""."""
    path = layout.autograded(student, assignment.name) / f"{assignment.name}.ipynb"
    graded = _load(path)
    notebooks = [one for one in row.notebooks if one.name == assignment.name] if row else []
    if graded is None or not notebooks:
        folder = layout.submitted(student, assignment.name)
        found = read_submission(folder, assignment).problem
        return (), found or NOT_GRADED.format(assignment=assignment.name)
    grades = {grade.name: grade for grade in notebooks[0].grades}
    comments = {comment.name: comment for comment in notebooks[0].comments}
    found_items = notebook.graded(graded)
    items = tuple(
        _item(item, number, found_items.get(item.id, {}), grades[item.id], comments.get(item.id))
        for number, item in enumerate(assignment.items, 1)
        if item.id in grades
    )
    problem = notebook.problem(graded)
    if all(item.manual is not None for item in items):
        problem = ""  # a person has dealt with it
    return items, problem


def _item(item: Any, number: int, data: Mapping[str, Any], grade: Any, comment: Any) -> ItemResult:
    played = data.get("played")
    return ItemResult(
        id=item.id,
        number=number,
        kind=item.kind,
        task=_asked(item, played),
        answer=data.get("answer"),
        status=data.get("status", "unreadable"),
        reading=data.get("reading"),
        auto=grade.auto_score,
        manual=grade.manual_score,
        max_points=float(grade.max_score),
        waiting=bool(grade.needs_manual_grade),
        reason=(comment and comment.auto_comment) or "",
        comment=(comment and comment.manual_comment) or "",
        disagrees=data.get("disagrees", ""),
        played=played,
        extra=float(grade.extra_credit or 0),
        version=f"{data['content']}/{data['coach']}" if data.get("content") else "",
    )


def _asked(item: Graded, played: Mapping[str, Any] | None) -> str:
    """What a task asks, for people, in a line."""
    if isinstance(item, Rewrite):
        return line_of(item)
    if isinstance(item, Roleplay):
        return f"Role-play: {played['title'] if played else item.scene}"
    return item.title or item.prompts[0].ask


def _load(path: Path) -> dict[str, Any] | None:
    """A graded notebook; None where there is none that can be read."""
    try:
        loaded = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) and "cells" in loaded else None
