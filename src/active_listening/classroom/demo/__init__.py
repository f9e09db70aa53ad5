"""A class of thirty goes the whole way, with no screen: `active-listening demo`.

The answers and the person's verdicts were written by hand; everything else is the course's own
work: typing, handing in, grading, marking what waits, feedback, exports and the class report.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from active_listening import bank, resources
from active_listening.bank import Assignment, Learner
from active_listening.classroom import gradebook, run
from active_listening.classroom.book import Mark, opened
from active_listening.classroom.demo import course, differences
from active_listening.classroom.layout import ClassError, Layout
from active_listening.classroom.marking import groups
from active_listening.classroom.results import ClassResult
from active_listening.files import write_whole

ASSIGNMENT = "03_open_questions"
MARKER = ".active-listening-demo"
_MARK = (
    "`active-listening demo` made this folder, and makes it anew each time. Keep nothing here.\n"
)
MADE = (
    "solutions", "nbgrader_config.py", "exercises", "gradebook.db", "learners", "submitted",
    "autograded", "feedback", "exports", "second_marks.csv", "reports",
)  # fmt: skip
"""What a demonstration consists of; nothing else in its folder is ever touched."""
EXPORTS = {"GradesCsv": "grades.csv", "MoodleCsv": "moodle.csv", "CriteriaCsv": "criteria.csv"}
READ_AGAIN = "I read this one again with your reason beside it, and these are the points it earns."

STAGES = {
    "Making the course": 30,
    "Typing the answers": 5,
    "Grading": 10,
    "Marking what waits": 5,
    "Writing feedback": 10,
    "Exporting": 5,
    "Writing the report": 35,
}
"""What is done, and how much of the whole time it takes, in per cent."""
Tell = Callable[[str, int, int], None]


def default_folder() -> Path:
    """demo/ in the project's own folder, wherever the command is called."""
    return resources.data().parent / "demo"


def make(folder: Path, tell: Tell = lambda stage, done, of: None, width: int = 100) -> list[str]:
    """Makes a course folder with a class in it, takes the class the whole way, and tells of it.

    Args:
        folder: where; empty, not there yet, or made by this function before, and then made anew.
        tell: called with a stage of `STAGES` and how much of the whole is done, and of how much.
        width: columns of the screen that the lines are for.

    Raises:
        ClassError: where the folder is somebody's, or this edition has no class.
    """
    began = time.perf_counter()
    people, assignment = course.learners(ASSIGNMENT), bank.assignment(ASSIGNMENT)
    bar = _Bar(tell)
    with _taken(folder.absolute()) as root:
        step = bar.stage("Making the course")
        layout = course.course(root)
        step(1, 5)
        course.book_class(layout, ASSIGNMENT, people)
        course.type_answers(layout, assignment, people, bar.stage("Typing the answers"))
        course.hand_in(layout, ASSIGNMENT, people)
        step = bar.stage("Grading")
        run.grade_class(ASSIGNMENT, root, tell=lambda _, done, of: step(done, of))
        step = bar.stage("Marking what waits")
        before = gradebook.class_result(ASSIGNMENT, root)
        step(1, 2)
        gradebook.give(ASSIGNMENT, _marks(before, people), root)
        _feedback(layout, people, bar.stage("Writing feedback"))
        exports = _export(layout, bar.stage("Exporting"))
        step = bar.stage("Writing the report")
        after = gradebook.class_result(ASSIGNMENT, root)
        pages, compared = _report(root, after, people, width)
        step(1, 1)
    seconds = time.perf_counter() - began
    lines = [*_story(before, assignment), *compared, *_places(root, exports, pages, seconds)]
    return list(_fitting(lines, width))


class _Bar:
    """One bar over all stages."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._before = tell, 0

    def stage(self, name: str) -> Callable[[int, int], None]:
        """Begins a stage; what it gives is called with how much of this stage is done."""
        before, share = self._before, STAGES[name]
        self._before += share

        def step(done: int, of: int) -> None:
            self._tell(name, before + share * done // max(of, 1), sum(STAGES.values()))

        step(0, 1)
        return step


@contextmanager
def _taken(root: Path) -> Iterator[Path]:
    """The folder, emptied of an earlier demonstration, and for nobody else until this one is done.

    The mark that makes it ours is there before anything else, so that one left half-way is known.
    """
    from filelock import FileLock, Timeout

    if root.exists() and not root.is_dir():
        raise ClassError(f"{root} is a file. Name a folder with --into.")
    mark = root / MARKER
    if root.exists() and any(root.iterdir()) and not mark.is_file():
        raise ClassError(
            f"{root} holds something that no demonstration made, so nothing was changed in it. "
            "Name another folder with --into."
        )
    root.mkdir(parents=True, exist_ok=True)
    mark.write_text(_MARK, "utf-8")
    lock = FileLock(root / f"{MARKER}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise ClassError(f"Another window is making a demonstration in {root}.") from None
    try:
        for name in MADE:
            _remove(root / name)
        yield root
    finally:
        lock.release()


def _remove(path: Path) -> None:
    """A file or a folder with all that is in it, read-only files too."""
    if path.is_dir() and not path.is_symlink():
        if os.name == "nt":
            for one in path.rglob("*"):
                one.chmod(0o600)  # Windows deletes no read-only file
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _marks(result: ClassResult, people: list[Learner]) -> Iterator[Mark]:
    """The stored person's decision on each answer that waits."""
    judged = {one.id: one.answers for one in people}
    for one in groups.waiting(result):
        points = judged[one.student][one.item.id].earns(one.item.max_points)
        yield Mark(one.student, one.item.id, points, READ_AGAIN if one.item.disagrees else None)


def _feedback(layout: Layout, people: list[Learner], tell: course.Tell) -> None:
    api = course.nbgrader(layout)
    for number, one in enumerate(people, 1):
        course.done(api.generate_feedback(ASSIGNMENT, one.id), f"write the feedback of {one.id}")
        tell(number, len(people))


def _export(layout: Layout, tell: course.Tell) -> list[Path]:
    """The three exports, by the classes that `nbgrader export --exporter=...` would take."""
    from active_listening.classroom import exporters

    folder = layout.root / "exports"
    folder.mkdir()
    with opened(layout) as book, chdir(layout.root):  # as nbgrader: from the course's folder
        for number, (name, file) in enumerate(EXPORTS.items(), 1):
            exporter = getattr(exporters, name)(config=layout.config)
            exporter.to, exporter.assignment = str(folder / file), [ASSIGNMENT]
            exporter.export(book.nbgrader)
            tell(number, len(EXPORTS))
    return [folder / file for file in EXPORTS.values()]


def _report(
    root: Path, result: ClassResult, people: list[Learner], width: int
) -> tuple[list[Path], list[str]]:
    """The class report with the person's verdicts beside the machine's, and both compared."""
    from active_listening.classroom.report import report, sheet

    most = {item.id: item.max_points for one in result.submissions for item in one.items}
    second = {
        (one.id, id): judged.earns(most[id])
        for one in people
        for id, judged in one.answers.items()
        if not judged.empty  # or both would agree on nothing
    }
    marks = root / "second_marks.csv"
    write_whole(marks, _csv(second), sync=False)
    folder = root / "reports" / ASSIGNMENT
    folder.mkdir(parents=True)
    pages = report(result, folder, second=marks)
    pairs, rows = differences.compared(result, second)
    file = folder / "machine_and_person.csv"
    write_whole(file, sheet.csv_bytes(differences.COLUMNS, rows), sync=False)
    told = differences.told(pairs, rows, near(file), width)
    return [*pages, file], ["", "Where machine and person differ", *told]


def _csv(second: dict[tuple[str, str], float]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["student", "item", "points"])
    writer.writerows([*key, points] for key, points in second.items())
    return text.getvalue().encode()


def _story(before: ClassResult, assignment: Assignment) -> list[str]:
    """What was done up to the marking."""
    decisions = groups.groups(before)
    tasks = len(assignment.items)
    return [
        f"{len(before.submissions)} learners handed in {assignment.name}, {tasks} tasks each; "
        "nothing they wrote was run.",
        "",
        "What waited for a person",
        f"  {groups.count(before, decisions)}",
        *([f"  {told}"] if (told := groups.kinds(decisions)) else []),
        *(f"  {line}" for line in groups.apart(before)),
        "  The verdicts stored beside the answers have now decided all of it.",
    ]


def _places(root: Path, exports: list[Path], pages: list[Path], seconds: float) -> list[str]:
    """Where everything is, and how long it took."""
    rows = [
        ("gradebook", root / "gradebook.db"),
        ("feedback", root / "feedback"),
        *(("exports" if not number else "", path) for number, path in enumerate(exports)),
        *(("class report" if not number else "", path) for number, path in enumerate(pages)),
    ]
    return [
        "",
        f"Made in {seconds:.0f} seconds, and left here:",
        *(f"  {what:<13} {near(path)}" for what, path in rows),
    ]


def _fitting(lines: list[str], width: int) -> Iterator[str]:
    """The lines with long sentences folded, but no row of a table and no path."""
    for line in lines:
        is_sentence = line.endswith(".") and "  " not in line.strip()
        indent = line[: len(line) - len(line.lstrip())]
        folded = textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False)
        yield from folded if is_sentence and folded else [line]


def near(path: Path) -> str:
    """A path as it can be typed here, where that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
