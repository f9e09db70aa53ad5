"""Grades what a class handed in: `active-listening grade`, without nbgrader's machinery per file.

It reads, rebuilds, grades and books exactly as nbgrader's autograde does with our classes in it,
and leaves the same files and the same rows; only the way there is shorter.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.bank import Assignment
from active_listening.classroom import notebook
from active_listening.classroom.book import Book, opened
from active_listening.classroom.grader import grade_notebook
from active_listening.classroom.layout import ClassError, Layout, submitted_at
from active_listening.classroom.submission import read_submission
from active_listening.files import write_whole

READ_ONLY = 0o444  # as nbgrader leaves what it graded


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission.

    Attributes:
        problem: "", or what is wrong and what to do; the learner has no points then, not zero.
        points: given so far; `waits`: answers that a person has to decide on.
        again: whether it had been graded before and is left as it was.
    """

    student: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    points: float = 0.0
    waits: int = 0
    again: bool = False


def grade_class(
    name: str,
    root: Path | None = None,
    force: bool = False,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> list[Outcome]:
    """Grades every submission to the assignment `name` that is new since the last time.

    Args:
        root: the course's folder; by default the current one.
        force: also grade again what was graded.
        tell: called with how many are done, and of how many.

    Raises:
        ClassError: where nothing can be graded at all. What is wrong with one submission is told in
            its Outcome and stops no other.
    """
    layout, assignment = Layout(root), bank.assignment(name)
    if name in layout.config.get("RebuildingExporter", {}).get("run_code_of", ()):
        raise ClassError(
            f"{name} has cells whose code is run when grading. Run: nbgrader autograde {name}"
        )
    released = _released(layout, name)
    students = list(layout.students(name))
    if not students:
        raise ClassError(
            f"Nobody has handed in {name}: {layout.submitted('LEARNER', name)} is where it "
            f"would be. To fetch from the exchange, run: nbgrader collect {name}"
        )
    outcomes = []
    with opened(layout) as book:
        for done, student in enumerate(students):
            tell(done, len(students))
            outcomes.append(_one(layout, book, assignment, released, student, force))
    tell(len(students), len(students))
    return outcomes


def summary(outcomes: list[Outcome], name: str) -> list[str]:
    """What a trainer should know after grading, line by line; trouble last, apart from points."""
    fresh = [one for one in outcomes if not one.again]
    trouble = [one for one in outcomes if one.problem]
    lines = [f"{len(fresh) - len(trouble)} graded, {len(outcomes) - len(fresh)} as before."]
    if waits := sum(one.waits for one in fresh if not one.problem):
        lines.append(f"{waits} answers wait for you. Run: active-listening mark {name}")
    for one in fresh:
        lines += [f"{one.student}: {note}" for note in one.notes if not one.problem]
    if trouble:
        lines.append(f"{len(trouble)} could not be read, and have no points rather than zero:")
        lines += [f"  {one.student}: {one.problem}" for one in trouble]
    return lines


def _released(layout: Layout, name: str) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(layout.released(name).read_bytes())
    except (OSError, ValueError) as error:
        raise ClassError(
            f"The released notebook {layout.released(name)} cannot be read ({error}). Run: "
            f"nbgrader generate_assignment {name}"
        ) from error
    return notebook


def _one(
    layout: Layout, book: Book, assignment: Assignment, released: Any, student: str, force: bool
) -> Outcome:
    """Grades one submission; whatever goes wrong with it stays its own."""
    folder = layout.submitted(student, assignment.name)
    target = layout.autograded(student, assignment.name) / f"{assignment.name}.ipynb"
    try:
        time = submitted_at(folder)
        before = submitted_at(target.parent)
        if target.exists() and not force and not (time and before and time > before):
            return Outcome(student, again=True)
        submission = read_submission(folder, assignment)
        rebuilt = notebook.rebuild(released, submission, assignment)
        marked = grade_notebook(rebuilt, assignment)
        book.submission(assignment.name, student, time)
        book.save(book.notebook(assignment.name, student).id, marked)
        book.take_off_for_lateness(assignment.name, student, layout.config)
        _write(target, rebuilt, folder, time is not None)  # last: it says that all is done
    except OSError as error:
        where = error.filename or folder
        return Outcome(student, f"{where}: {error.strerror or error}. Mend it and grade again.")
    return Outcome(
        student,
        submission.problem,
        submission.notes,
        sum(one.points or 0 for one in marked.values()),
        sum(one.waits for one in marked.values()),
    )


def _write(target: Path, rebuilt: Any, folder: Path, timed: bool) -> None:
    """The graded notebook and its time, where nbgrader would have put them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    stamp = target.with_name("timestamp.txt")
    text = json.dumps(rebuilt, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(target, text.encode(), sync=False, mode=READ_ONLY)
    if timed:
        write_whole(stamp, (folder / "timestamp.txt").read_bytes(), sync=False, mode=READ_ONLY)
    elif os.path.lexists(stamp):
        stamp.unlink()
