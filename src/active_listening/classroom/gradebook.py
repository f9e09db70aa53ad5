"""A class, read from the gradebook and its graded notebooks; and what a person decided, put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.bank import Assignment, Graded, Rewrite, Roleplay
from active_listening.bank.boxes import line_of
from active_listening.classroom import booked, notebook
from active_listening.classroom.book import Book, Mark, opened
from active_listening.classroom.booked import Booked
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
        book.look_at_lateness(name, layout.config)  # somebody may have marked in formgrader
        return _read(book, layout, assignment)


def give(name: str, marks: Iterable[Mark], root: Path | None = None) -> None:
    """Writes what a person decided on answers of the assignment `name`: all of it, or nothing.

    Raises:
        ClassError: no course here, an unknown learner or task, points out of range, a full disk.
    """
    layout = Layout(root)
    with opened(layout) as book:
        book.give(name, marks)
        book.look_at_lateness(name, layout.config)


def take_back(name: str, marks: Iterable[Mark], root: Path | None = None) -> None:
    """Makes the answers of `marks` wait again, with the points and comment they had before."""
    layout = Layout(root)
    with opened(layout) as book:
        book.take_back(name, marks)
        book.look_at_lateness(name, layout.config)


def _read(book: Book, layout: Layout, assignment: Assignment) -> ClassResult:
    from nbgrader.api import Student
    from sqlalchemy import select

    name, db = assignment.name, book.db
    in_gradebook = booked.handed_in(db, name)
    rows = booked.read(db, name, in_gradebook)
    people = {one.id: one for one in db.execute(select(Student.id, Student.first_name,
              Student.last_name, Student.email))}  # fmt: skip
    found = []
    for id in sorted({*layout.students(name), *in_gradebook}):
        if not readable(id):  # `run` tells what to do
            continue
        row, person = rows.get(id), people.get(id)
        items, problem = _items(row, layout, assignment, id)
        found.append(
            StudentResult(
                id=id,
                first_name=(person and person.first_name) or "",
                last_name=(person and person.last_name) or "",
                email=(person and person.email) or "",
                time=row.time if row else None,
                problem=problem,
                penalty=row.penalty if row else 0.0,
                items=items,
            )
        )
    absent = sorted(set(people) - {one.id for one in found})
    return ClassResult(name, assignment.max_points, tuple(found), tuple(absent))


def _items(
    row: Booked | None, layout: Layout, assignment: Assignment, student: str
) -> tuple[tuple[ItemResult, ...], str]:
    """The answers of one learner, and what is wrong with the submission, or ""."""
    path = layout.autograded(student, assignment.name) / f"{assignment.name}.ipynb"
    graded = notebook.load(path)
    if graded is None or not row:
        folder = layout.submitted(student, assignment.name)
        found = read_submission(folder, assignment).problem
        return (), found or NOT_GRADED.format(assignment=assignment.name)
    found_items = notebook.graded(graded)
    items = tuple(
        _item(item, number, found_items.get(item.id, {}), row)
        for number, item in enumerate(assignment.items, 1)
        if item.id in row.cells
    )
    problem = notebook.problem(graded)
    if all(item.manual is not None for item in items):
        problem = ""  # a person has dealt with it
    return items, problem


def _item(item: Any, number: int, data: Mapping[str, Any], row: Booked) -> ItemResult:
    played, cell = data.get("played"), row.cells[item.id]
    return ItemResult(
        id=item.id,
        number=number,
        kind=item.kind,
        task=_asked(item, played),
        answer=data.get("answer"),
        status=data.get("status", "unreadable"),
        reading=data.get("reading"),
        auto=cell.auto,
        manual=cell.manual,
        max_points=cell.max_points,
        waiting=cell.waits,
        reason=row.reasons.get(item.id, ""),
        comment=row.comments.get(item.id, ""),
        disagrees=data.get("disagrees", ""),
        played=played,
        extra=cell.extra,
        version=f"{data['content']}/{data['coach']}" if data.get("content") else "",
    )


def _asked(item: Graded, played: Mapping[str, Any] | None) -> str:
    """What a task asks, for people, in a line."""
    if isinstance(item, Rewrite):
        return line_of(item)
    if isinstance(item, Roleplay):
        return f"Role-play: {played['title'] if played else item.scene}"
    return item.title or item.prompts[0].ask
