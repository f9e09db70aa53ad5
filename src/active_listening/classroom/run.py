"""Grades what a class handed in: `active-listening grade`, without nbgrader's machinery per file.

It reads, rebuilds, grades and books exactly as nbgrader's autograde does with our classes in it,
and leaves the same files and the same rows; only the way there is shorter.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.bank import Assignment
from active_listening.classroom import notebook
from active_listening.classroom.book import Book, opened
from active_listening.classroom.grader import grade_notebook
from active_listening.classroom.layout import (
    NBGRADERS_OWN,
    STAMP,
    ClassError,
    Layout,
    own_file,
    readable,
    submitted_at,
)
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
    layout.check_gradebook(name)
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
    again = len(outcomes) - len(fresh)
    lines = [f"{_count(len(fresh) - len(trouble), 'submission')} graded."]
    if again:
        lines.append(f"{again} had been graded before; --force grades them again.")
    if waits := sum(one.waits for one in fresh if not one.problem):
        lines.append(f"{_count(waits, 'answer')} to mark. Run: active-listening mark {name}")
    for one in fresh:
        lines += [f"{_name(one)}: {note}" for note in one.notes if not one.problem]
    if trouble:
        lines.append(
            f"{_count(len(trouble), 'submission')} could not be read, with no points, not zero:"
        )
        lines += [f"  {_name(one)}: {one.problem}" for one in trouble]
    return lines


def _name(one: Outcome) -> str:
    """The learner on one line: a folder may be named anything."""
    return one.student if one.student.isprintable() else ascii(one.student)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


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
    """Grades one submission; whatever goes wrong with it stays its own.

    What could not be read the last time is read again.
    """
    if not readable(student):
        return Outcome(student, "This folder's name is no text. Rename it to the learner's id.")
    folder = layout.submitted(student, assignment.name)
    target = layout.autograded(student, assignment.name) / f"{assignment.name}.ipynb"
    try:
        time = submitted_at(folder)
        before = submitted_at(target.parent)
        newer = time and before and time > before
        if target.exists() and not force and not newer and not _trouble_in(target):
            return Outcome(student, again=True)
        submission = read_submission(folder, assignment)
        rebuilt = notebook.rebuild(released, submission, assignment)
        marked = grade_notebook(rebuilt, assignment)
        book.submission(assignment.name, student, time)
        book.save(book.notebook(assignment.name, student).id, marked)
        book.take_off_for_lateness(assignment.name, student, layout.config)
        _write(target, rebuilt, folder)  # last: it says that all is done
    except ClassError:
        raise
    except OSError as error:
        where = error.filename or folder
        return Outcome(student, f"{where}: {error.strerror or error}. Mend it and grade again.")
    except Exception as error:
        if not book.recovers_from(error):
            raise
        told = f"Grading it failed ({type(error).__name__}: {error})."
        return Outcome(student, f"{told} Mark it by hand, and tell whoever looks after the course.")
    return Outcome(
        student,
        submission.problem,
        submission.notes,
        sum(one.points or 0 for one in marked.values()),
        sum(one.waits for one in marked.values()),
    )


def _trouble_in(graded: Path) -> bool:
    """Whether a notebook that grading left says that its submission could not be read."""
    try:
        return bool(notebook.problem(json.loads(graded.read_bytes())))
    except (OSError, ValueError, KeyError):
        return True


def _write(target: Path, rebuilt: Any, folder: Path) -> None:
    """The graded notebook and nbgrader's own files, where nbgrader would have put them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(rebuilt, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(target, text.encode(), sync=False, mode=READ_ONLY)
    timed = submitted_at(folder) is not None
    for name in NBGRADERS_OWN:
        data = own_file(folder, name)
        if data and (timed or name != STAMP):
            write_whole(target.with_name(name), data, sync=False, mode=READ_ONLY)
        else:
            target.with_name(name).unlink(missing_ok=True)
