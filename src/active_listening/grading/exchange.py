"""Handing in to a class: through nbgrader's exchange, to be graded by the instructor.

A learner's kernel is in a class when whoever runs the hub has set `COURSE`. Nothing is graded for
the learner then; what comes back is what the instructor returns.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from active_listening import bank, resources
from active_listening.bank import Assignment
from active_listening.grading.grade import grade
from active_listening.grading.handin import FOLDER, current_items, keep, new_place, nothing
from active_listening.record import Answers, Record, RecordError

COURSE = "ACTIVE_LISTENING_COURSE"
"""The variable that names the class, by nbgrader's course id, in the environment of its kernels."""
RETURNED = "feedback"
"""Where nbgrader puts what the instructor returns, beside the assignment's notebook."""
PATIENCE = 120  # seconds for one of nbgrader's commands; with a busy disk it takes about ten
_NBGRADER = (
    "from active_listening.quick import programs_on_path, skip_slow_imports; "
    "skip_slow_imports(); programs_on_path(); "
    "from nbgrader.apps.nbgraderapp import main; main()"
)
_WRONG = re.compile(r"\| (?:ERROR|CRITICAL)\] (?P<why>.+)")
_NOT_THERE = "not found at"
_DONE = re.compile(r"Submitted as: \S+ \S+ (?P<time>.+)")


@dataclass(frozen=True, slots=True)
class ClassReceipt:
    """What was handed in to a class, and when.

    Attributes:
        time: UTC, ISO 8601.
        number: how many times this assignment was handed in to the class, this one counted.
        empty: ids of the tasks without an answer.
        stamp: the time by which nbgrader knows this hand-in, "" where it does not say.
        kept: whether the receipt is on the learner's disk too.
    """

    assignment: str
    course: str
    time: str
    number: int
    empty: tuple[str, ...]
    stamp: str
    kept: bool = True

    def facts(self) -> dict[str, Any]:
        """The receipt as its file has it: there are no points in it."""
        return {
            "assignment": self.assignment,
            "course": self.course,
            "time": self.time,
            "number": self.number,
            "empty": list(self.empty),
            "stamp": self.stamp,
        }


def course() -> str:
    """The class this kernel is in, by nbgrader's course id; "" for a learner alone."""
    return os.environ.get(COURSE, "").strip()


def submit(name: str, folder: Path, record: Record, course: str) -> ClassReceipt:
    """Hands in assignment `name` to the class, as `nbgrader submit` does.

    What is handed in is the notebook and the answers as they stand, laid out afresh: neither a
    renamed folder nor a stray file in it can make the exchange refuse it.

    Raises:
        ContentError: where there is no such assignment.
        RecordError: where no task has an answer, or the exchange did not take it; the sentence says
            what to do, and the answers are where they were.
    """
    assignment = bank.assignment(name)
    record.flush()
    items = current_items(assignment, folder, record)
    answers = {id: fields["answer"] for id, fields in items.items()}
    empty = [one.id for one in grade(assignment, answers).items if one.status == "empty"]
    if len(empty) == len(assignment.items):
        raise RecordError(nothing(folder))
    try:
        with tempfile.TemporaryDirectory(prefix="active-listening-") as above:
            _lay_out(Path(above) / name, assignment, folder, items)
            said = _nbgrader("submit", "ExchangeSubmit", name, course, Path(above))
    except OSError as error:
        raise RecordError(_failed(error.strerror or str(error))) from error
    now = datetime.now(UTC)
    stamp = _DONE.search(said)
    receipt = ClassReceipt(
        assignment=name,
        course=course,
        time=now.isoformat(timespec="seconds"),
        number=_earlier(folder) + 1,
        empty=tuple(empty),
        stamp=stamp["time"].strip() if stamp else "",
    )
    return _kept(receipt, folder / new_place(now), answers, record)


def _earlier(folder: Path) -> int:
    """How often it was handed in to the class before; a hand-in alone has feedback beside it."""
    receipts = (folder / FOLDER).glob("*/receipt.json")
    return sum(not receipt.with_name("feedback.html").exists() for receipt in receipts)


def returned(name: str, folder: Path) -> Path | None:
    """The newest feedback that came back, relative to `folder`; None where none has.

    nbgrader keeps one page a hand-in, in a folder named for its time.
    """
    pages = [page for page in (folder / RETURNED).glob(f"*/{name}.html") if page.is_file()]
    newest = max(pages, key=lambda page: page.parent.name, default=None)
    return newest.relative_to(folder) if newest else None


def fetch_feedback(name: str, folder: Path, course: str) -> Path | None:
    """Looks in the exchange for what the instructor returned; as `returned`.

    Raises:
        RecordError: where the exchange could not be reached.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="active-listening-") as above:
            _nbgrader("fetch_feedback", "ExchangeFetchFeedback", name, course, Path(above))
            for page in (Path(above) / name / RETURNED).glob(f"*/{name}.html"):
                target = folder / page.relative_to(Path(above) / name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(page, target)
    except OSError as error:
        raise RecordError(f"It could not be kept here: {error.strerror or error}.") from error
    except RecordError as error:
        if _NOT_THERE not in str(error):  # nobody in the class has got anything back yet
            raise
    return returned(name, folder)


def _lay_out(
    target: Path, assignment: Assignment, folder: Path, items: dict[str, dict[str, Any]]
) -> None:
    """The folder that nbgrader hands in: the notebook by its own name, and answers.json."""
    target.mkdir()
    notebook = f"{assignment.name}.ipynb"
    mine = folder / notebook
    if not mine.is_file():  # moved or renamed; the answers are in answers.json
        mine = resources.exercises() / assignment.name / notebook
    shutil.copyfile(mine, target / notebook)
    written = Answers(target, assignment.name, Answers(folder, assignment.name).learner)
    for id, fields in items.items():
        written.put(id, **fields)
    for rest in target.iterdir():
        if rest.name not in (notebook, written.path.name):
            rest.unlink()


def _nbgrader(command: str, part: str, name: str, course: str, above: Path) -> str:
    """Runs one of nbgrader's commands on the folder `name` in `above`, wherever the hub's settings
    (of its `part`) would have it look; what it said. RecordError where it fails."""
    words = [command, name, f"--course={course}"]
    words += [f"--{part}.assignment_dir={above}", f"--{part}.path_includes_course=False"]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _NBGRADER, *words],
            cwd=above,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RecordError(_failed(f"no answer within {PATIENCE} seconds")) from None
    if done.returncode:
        reasons = _WRONG.findall(done.stderr)
        last = (done.stderr.strip().splitlines() or ["nbgrader stopped without a word"])[-1]
        raise RecordError(_failed(reasons[0] if reasons else last))
    return done.stdout + done.stderr


def _failed(why: str) -> str:
    return (
        f"The class's exchange says: {why.strip().rstrip('.')}. Your answers are safe where they "
        "are. Try again in a minute; if this stays, show the sentence to your instructor."
    )


def _kept(
    receipt: ClassReceipt, target: Path, answers: dict[str, Any], record: Record
) -> ClassReceipt:
    """The receipt, kept with its answers. It was handed in, whether or not it can be kept here."""
    files = {
        "answers.json": json.dumps(answers, indent=1),
        "receipt.json": json.dumps(receipt.facts(), indent=1),
    }
    where = (Path(FOLDER) / target.name / "receipt.json").as_posix()
    entered = {"number": receipt.number, "course": receipt.course, "receipt": where}
    try:
        keep(target, files)
        record.save(receipt.assignment, entered, kind="hand_in")
    except RecordError:
        return ClassReceipt(**{**receipt.facts(), "empty": receipt.empty, "kept": False})
    return receipt
