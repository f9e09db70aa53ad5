"""Grades what a class handed in: `active-listening grade`, without nbgrader's machinery per file.

It reads, rebuilds, grades and books exactly as nbgrader's autograde does with our classes in it,
and leaves the same files and the same rows; only the way there is shorter.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from active_listening import bank, coach
from active_listening.classroom import booked, grader, notebook
from active_listening.classroom.admission import Admitted, admit
from active_listening.classroom.book import Book, opened
from active_listening.classroom.crew import Crew
from active_listening.classroom.grader import Handed, Worked, failed
from active_listening.classroom.layout import (
    MARKUP,
    NBGRADERS_OWN,
    STAMP,
    ClassError,
    Layout,
    own_file,
    readable,
    submitted_at,
)
from active_listening.classroom.telling import count, shown
from active_listening.files import write_whole

LOCK = ".grading.lock"
READ_ONLY = 0o444  # as nbgrader leaves what it graded
GRADING, TAKING_IN = "Grading", "Taking in"
Tell = Callable[[str, int, int], None]
_NO_ID = (
    "This folder's name holds <, > or \", which nbgrader's pages would not show as text. Rename it "
    "to the learner's id."
)
_TOGETHER = 40  # submissions booked in one transaction: what a kill can undo, and no more


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
    workers: int | None = None,
    tell: Tell = lambda stage, done, of: None,
) -> list[Outcome]:
    """Grades every submission to the assignment `name` that is new since the last time.

    Args:
        root: the course's folder; by default the current one.
        force: also grade again what was graded.
        workers: at most so many processes; by default, one a processor.
        tell: called with what is being done, how many are done, and of how many.

    Raises:
        ClassError: where nothing can be graded at all. What is wrong with one submission is told in
            its Outcome and stops no other.
    """
    with Crew(partial(grader.load, name), workers) as crew:  # they load while nbgrader does, here
        layout, released = prepared(name, root)
        students = list(layout.students(name))
        if not students:
            raise ClassError(
                f"Nobody has handed in {name}: {layout.submitted('LEARNER', name)} is where it "
                f"would be. To fetch from the exchange, run: nbgrader collect {name}"
            )
        with _alone(layout), opened(layout) as book:
            check_tasks(book, name, released)
            done_before = set() if force else set(booked.handed_in(book.db, name))
            outcomes = {one: _left_alone(layout, name, one, one in done_before) for one in students}
            new = [one for one, outcome in outcomes.items() if outcome is None]
            tell(GRADING, len(students) - len(new), len(students))
            handed = (Handed(one, layout.submitted(one, name)) for one in new)
            work = partial(grader.grade_part, name, released)
            worked = crew.each(work, handed, grader.lost)
            while part := list(islice(worked, _TOGETHER)):
                for outcome in _keep(layout, book, name, part):
                    outcomes[outcome.student] = outcome
                done = sum(outcome is not None for outcome in outcomes.values())
                tell(GRADING, done, len(students))
    return [outcome for outcome in outcomes.values() if outcome]


def take_in(
    download: Path,
    name: str,
    root: Path | None = None,
    tell: Tell = lambda stage, done, of: None,
) -> Admitted:
    """Puts what an LMS's download holds to where a class's submissions lie.

    A learner is known by the id or the full name in the gradebook. Whose files are others than
    before is graded anew.

    Raises:
        ClassError: where nothing can be taken in at all.
    """
    layout = Layout(root)
    layout.check_gradebook(name)
    with opened(layout) as book:
        ids = book.ids_of_names()
    with _alone(layout):
        return admit(
            download,
            name,
            lambda student: layout.submitted(student, name),
            lambda who: ids.get(who.casefold(), who),
            lambda student: _target(layout, name, student).unlink(missing_ok=True),
            lambda done, of: tell(TAKING_IN, done, of),
        )


@contextmanager
def _alone(layout: Layout) -> Iterator[None]:
    """Nobody else grades in this course meanwhile. Raises ClassError where somebody does."""
    from filelock import FileLock, Timeout

    lock = FileLock(layout.root / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ClassError("This course is being graded already. Wait until that is done.") from None
    try:
        yield
    finally:
        lock.release()


def summary(outcomes: list[Outcome], name: str, admitted: Admitted | None = None) -> list[str]:
    """What a trainer should know after grading, line by line; trouble last, apart from points."""
    fresh = [one for one in outcomes if not one.again]
    trouble = [one for one in outcomes if one.problem]
    again = len(outcomes) - len(fresh)
    lines = _taken_in(admitted) if admitted else []
    lines += [f"{count(len(fresh) - len(trouble), 'submission')} graded."]
    if again:
        lines.append(f"{again} had been graded before; --force grades them again.")
    if waits := sum(one.waits for one in fresh if not one.problem):
        lines.append(f"{count(waits, 'answer')} to mark. Run: active-listening mark {name}")
    for one in fresh:
        lines += [f"{shown(one.student)}: {note}" for note in one.notes if not one.problem]
    if trouble:
        lines.append(
            f"{count(len(trouble), 'submission')} could not be read, with no points, not zero:"
        )
        lines += [f"  {shown(one.student)}: {one.problem}" for one in trouble]
    return lines


def _taken_in(admitted: Admitted) -> list[str]:
    of = count(len(admitted.students), "submission")
    lines = [f"{of} in the download, {len(admitted.changed)} of them new."]
    if admitted.passed_over:
        lines.append(f"{count(admitted.passed_over, 'other file')} passed over.")
    return [*lines, *admitted.told]


def as_data(outcomes: list[Outcome], name: str, root: Path | None = None) -> dict[str, Any]:
    """The same for programs: counts, and each submission as the gradebook now has it.

    A submission's `status` is "graded", "waits" where a person has to decide on answers, or
    "broken" where it could not be read: that one has no points, which is not 0.
    """
    layout = Layout(root)
    with opened(layout) as book:
        standing = book.standing(name)
    rows = []
    for one in outcomes:
        points, waits, more = standing.get(one.student, (0.0, 0, 0.0))
        row: dict[str, Any] = {
            "student": shown(one.student),
            "notes": list(one.notes),
            "again": one.again,
        }
        if one.problem:
            row |= {"status": "broken", "problem": one.problem}
        else:
            status = "waits" if waits else "graded"
            row |= {"status": status, "points": round(points, 2), "waits": waits}
            row |= {"at_most": round(points + more, 2)}
        rows.append(row)
    statuses = Counter(row["status"] for row in rows)
    zero = sum(row.get("at_most") == 0 for row in rows)
    return {
        "assignment": name,
        "coach": coach.VERSION,
        "counts": {
            "submissions": len(rows),
            "graded": statuses["graded"],
            "waits": statuses["waits"],
            "broken": statuses["broken"],
            "earned_nothing": zero,
            "answers_to_mark": sum(row.get("waits", 0) for row in rows),
        },
        "submissions": rows,
    }


def prepared(name: str, root: Path | None) -> tuple[Layout, bytes]:
    """The course's folder, and the notebook that learners were given, as JSON.

    Raises:
        ClassError: where the assignment `name` cannot be graded here at all.
    """
    layout = Layout(root)
    if name in layout.config.get("RebuildingExporter", {}).get("run_code_of", ()):
        raise ClassError(
            f"{name} has cells whose code is run when grading. Run: nbgrader autograde {name}"
        )
    layout.check_gradebook(name)
    try:
        data = layout.released(name).read_bytes()
        json.loads(data)
    except (OSError, ValueError) as error:
        raise ClassError(
            f"The released notebook {layout.released(name)} cannot be read ({error}). Run: "
            f"nbgrader generate_assignment {name}"
        ) from error
    return layout, data


def check_tasks(book: Book, name: str, released: bytes) -> None:
    """Raises ClassError where tasks or points were changed and the gradebook does not know yet."""
    given, known = notebook.points(json.loads(released)), book.tasks(name)
    ours = {item.id: item.points for item in bank.assignment(name).items if item.id in given}
    if odd := {id for id, _ in {**given, **ours}.items() ^ known.items()}:
        raise ClassError(
            f"Tasks or points of {name} are not those in the gradebook ({', '.join(sorted(odd))}). "
            f"Run: nbgrader generate_assignment {name}"
        )


def _left_alone(layout: Layout, name: str, student: str, before: bool) -> Outcome | None:
    """What there is to say of a submission that is not graded now; None for one that is.

    What could not be read the last time is read again.

    Args:
        before: whether the gradebook has it, and it is not to be graded again anyhow.
    """
    if not readable(student):
        return Outcome(student, "This folder's name is no text. Rename it to the learner's id.")
    if MARKUP & set(student):
        return Outcome(student, _NO_ID)
    target = _target(layout, name, student)
    if not before or not target.exists():
        return None
    time, graded = submitted_at(layout.submitted(student, name)), submitted_at(target.parent)
    newer = time and graded and time > graded
    return None if newer or _trouble_in(target) else Outcome(student, again=True)


def _target(layout: Layout, name: str, student: str) -> Path:
    return layout.autograded(student, name) / f"{name}.ipynb"


def _keep(layout: Layout, book: Book, name: str, part: list[Worked]) -> Iterator[Outcome]:
    """Books and files what was graded, in one transaction; then says what became of each."""
    graded = {one.student: one for one in part if one.marked}
    times = {one: submitted_at(layout.submitted(one, name)) for one in graded}
    try:
        rows = book.enter(name, times)
        book.save({rows[student]: one.marked for student, one in graded.items()})
        book.take_off_for_lateness(rows.values(), layout.config)
    except ClassError:
        raise
    except Exception as error:
        if not book.recovers_from(error):
            raise
        if len(part) > 1:
            for one in part:
                yield from _keep(layout, book, name, [one])
        else:
            yield Outcome(part[0].student, failed(error))
        return
    for one in part:
        problem = one.problem
        if one.marked:
            # Last: it says that all is done.
            problem = _write(layout, name, one) or problem
        marked = one.marked.values()
        points, waits = sum(m.points or 0 for m in marked), sum(m.waits for m in marked)
        yield Outcome(one.student, problem, one.notes, points, waits)


def _trouble_in(graded: Path) -> bool:
    """Whether a notebook that grading left says that its submission could not be read."""
    found = notebook.load(graded)
    return found is None or bool(notebook.problem(found))


def _write(layout: Layout, name: str, one: Worked) -> str:
    """The graded notebook and nbgrader's own files, where nbgrader would have put them.

    Returns:
        "", or why they could not be written.
    """
    target, folder = _target(layout, name, one.student), layout.submitted(one.student, name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        timed = submitted_at(folder) is not None
        for own in NBGRADERS_OWN:
            data = own_file(folder, own)
            if data and (timed or own != STAMP):
                write_whole(target.with_name(own), data, sync=False, mode=READ_ONLY)
            else:
                target.with_name(own).unlink(missing_ok=True)
        write_whole(target, one.graded, sync=False, mode=READ_ONLY)
    except OSError as error:
        where = error.filename or target
        return f"{where}: {error.strerror or error}. Mend it and grade again."
    return ""
