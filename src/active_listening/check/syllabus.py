"""The map of the course: each point of the syllabus is taught somewhere and exercised by something.

Whether the heading teaches it, and whether the activities would catch someone who had not learnt
it, a person must read: `table` prints the map for that.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from active_listening.bank import ContentError, Point, errors, pages, points
from active_listening.check import activities
from active_listening.check.activities import Activity
from active_listening.resources import RawEntry

ALL = (*(f"A{n:03}" for n in range(1, 103)), *(f"B{n:03}" for n in range(1, 39)))
"""The ids of the syllabus."""
Finding = tuple[list[Any], str, str]
Found = Iterator[ContentError]


class _Course:
    """What rows of the syllabus may point to."""

    def __init__(self) -> None:
        written = pages.pages()
        self.lessons = {page.name: page for page in written if page.kind == "lessons"}
        self.known = activities.known()
        self.places = activities.places()

    def lesson_of(self, module: str) -> str:
        """The lesson of a module; empty where it is not written yet."""
        beginning = module.removeprefix("M") + "_"
        return next((name for name in self.lessons if name.startswith(beginning)), "")


def findings() -> Found:
    """What is wrong with `data/syllabus.yaml`; nothing where there is no lesson."""
    course = _Course()
    if not any(name[:1].isdigit() for name in course.lessons):
        return
    source = "data/syllabus.yaml"
    if not points.path().exists():
        yield ContentError(source, "", "it is missing", "Take it from the last version.")
        return
    try:
        entries = points.entries()
    except ContentError as error:
        yield error
        return
    seen: set[str] = set()
    for entry in entries:
        yield from _row(entry, seen, course)
    for id in ALL:
        if id not in seen:
            mend = f"Add the row of {id}; `taught` and `exercised` may wait for its lesson."
            yield ContentError(source, "", f"{id} is missing", mend)


def _row(entry: RawEntry, seen: set[str], course: _Course) -> Found:
    twice = entry.id in seen
    seen.add(entry.id)
    try:
        point = points.point(entry)
    except ContentError as error:
        yield error
        return
    if twice:
        source = errors.source_of(entry.path, entry.line)
        yield ContentError(source, "id", f"{entry.id} has two rows", "Take one out.")
    for path, found, mend in _point(point, course):
        source = activities.place("syllabus", entry, path)
        yield ContentError(source, errors.dotted(path), found, mend)


def _point(point: Point, course: _Course) -> Iterator[Finding]:
    if point.id not in ALL:
        yield ["id"], f"the syllabus has no {point.id}", f"{ALL[0]} to A102, or B001 to {ALL[-1]}."
    lesson = course.lesson_of(point.module)
    if lesson and not point.taught:
        mend = "Give page and heading, such as 03_open_questions#opening-up."
        yield ["taught"], f"{lesson} is written, and does not teach this point", mend
    if lesson and not point.exercised:
        mend = "Name what someone who had not learnt it would fail."
        yield ["exercised"], f"{lesson} is written, and no activity exercises this point", mend
    if point.taught:
        yield from _taught(point, course)
    for i, id in enumerate(point.exercised):
        if id in point.exercised[:i]:
            yield ["exercised", i], f'"{id}" stands here twice', "Take it out."
        elif id not in course.known:
            mend = _nearest(id, course.known)
            yield ["exercised", i], f'no activity is called "{id}"', mend
        elif id not in course.places:
            mend = "Place it in a lesson or an assignment, or name another."
            yield ["exercised", i], f'"{id}" stands on no page', mend


def _taught(point: Point, course: _Course) -> Iterator[Finding]:
    page = course.lessons.get(point.page)
    if page is None:
        yield (
            ["taught"],
            f'no lesson is called "{point.page}"',
            _nearest(point.page, course.lessons),
        )
    elif point.heading not in page.headings:
        mend = _nearest(point.heading, page.headings)
        yield ["taught"], f'no heading of {page.name} is "{point.heading}"', mend


def _nearest(wanted: str, known: Any) -> str:
    near = difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5)
    return f"Nearest: {', '.join(near)}." if near else "Copy it from there."


def table(module: str = "") -> list[str]:
    """The map of the course or of a module as lines to print, for reading by eye.

    Raises:
        ContentError: where a row cannot be read.
        ValueError: where no row is of this module.
    """
    course = _Course()
    rows = [points.point(entry) for entry in points.entries()]
    chosen = [row for row in rows if module in ("", row.module)]
    if not chosen:
        known = ", ".join(sorted({row.module for row in rows})) or "none; this is no whole checkout"
        raise ValueError(f'No point is of module "{module}". Modules: {known}.')
    lines, last = [], ""
    for row in chosen:
        if row.module != last:
            lesson = course.lesson_of(row.module) or "no lesson yet"
            lines += ["", f"{row.module}  {lesson}"]
            last = row.module
        lines.append(f"{row.id}  {row.point}")
        lines.append(f"      taught     {row.taught or '-'}")
        named = [
            _named(course.known[id]) if id in course.known else f"{id}?" for id in row.exercised
        ]
        lines += [f"      exercised  {name}" for name in named or ["-"]]
    done = sum(bool(row.taught and row.exercised) for row in chosen)
    return [*lines[1:], "", f"{done} of {len(chosen)} points are taught and exercised."]


def _named(activity: Activity) -> str:
    try:
        return f"{activity.id} ({activity.named()})"
    except ContentError:
        return f"{activity.id} (broken)"
