"""Handing in when alone: answers taken as they stand, graded at once, kept with their feedback."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from active_listening import bank, coach
from active_listening.bank import Assignment
from active_listening.grading import feedback
from active_listening.grading.grade import DISAGREES, Grade, grade
from active_listening.record import Answers, Record, RecordError

_RECEIPT_LIMIT = 1_000_000  # bytes; a receipt has a few thousand
_STORED = ("answer", "revision", "time", "content", "coach")
FOLDER = "handed_in"
"""Beside the assignment's notebook: one folder a hand-in, never changed afterwards."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in, when, and what it earned.

    Attributes:
        time: UTC, ISO 8601.
        number: how many times this assignment was handed in, this one counted.
        empty: ids of the tasks without an answer.
        first, best: points of the first hand-in and of the best so far.
        feedback: the page, relative to the assignment's folder.
    """

    assignment: str
    time: str
    number: int
    empty: tuple[str, ...]
    grade: Grade
    first: float
    best: float
    feedback: Path


def current_answers(assignment: Assignment, folder: Path, record: Record) -> dict[str, Any]:
    """What is typed now, item by item, reasons to disagree among it under ``ITEM/disagrees``.

    Raises:
        RecordError: where answers.json cannot be read; the sentence says what to do.
    """
    return {
        id: fields["answer"] for id, fields in current_items(assignment, folder, record).items()
    }


def current_items(
    assignment: Assignment, folder: Path, record: Record
) -> dict[str, dict[str, Any]]:
    """What is typed now, with its revision, time and versions, as `Answers.items` has it: from
    answers.json, or from the record where that is newer. Raises as `current_answers`.
    """
    filed = Answers(folder, assignment.name).items
    current: dict[str, dict[str, Any]] = {}
    for item in assignment.items:
        for id in (item.id, item.id + DISAGREES):
            entry, fields = record.latest(id), filed.get(id)
            if entry and (fields is None or entry.revision > fields["revision"]):
                current[id] = {name: getattr(entry, name) for name in _STORED}
            elif fields is not None:
                current[id] = fields
    return current


def hand_in(name: str, folder: Path, record: Record) -> Receipt:
    """Grades what is typed in assignment `name` and keeps answers, receipt and feedback together.

    Args:
        folder: where the assignment's notebook is.
        record: the learner's; the hand-in is entered there too.

    Raises:
        ContentError: where there is no such assignment.
        RecordError: where no task has an answer, or nothing can be written or read; nothing is
            half done then.
    """
    assignment = bank.assignment(name)
    record.flush()
    answers = current_answers(assignment, folder, record)
    keys = bank.keys(name)
    result = grade(assignment, answers, keys)
    if all(item.status == "empty" for item in result.items):
        raise RecordError(nothing(folder))
    earlier = earlier_points(folder, result.max_points)
    now = datetime.now(UTC)
    points = [*earlier, result.points]
    receipt = Receipt(
        assignment=name,
        time=now.isoformat(timespec="seconds"),
        number=len(points),
        empty=tuple(item.id for item in result.items if item.status == "empty"),
        grade=result,
        first=points[0],
        best=max(points),
        feedback=new_place(now) / "feedback.html",
    )
    files = {
        "answers.json": json.dumps(answers, indent=1),
        "receipt.json": json.dumps(_facts(receipt), indent=1),
        "feedback.html": _page(assignment, receipt),
    }
    keep(folder / receipt.feedback.parent, files)
    record.save(
        name,
        {"number": receipt.number, "feedback": receipt.feedback.as_posix()},
        kind="hand_in",
        points=result.points,
        coach=coach.VERSION,
    )
    return receipt


def new_place(now: datetime) -> Path:
    """The folder of a hand-in, relative to the assignment's; names sort by time."""
    return Path(FOLDER) / now.strftime("%Y-%m-%d_%H%M%S_%f")[:-3]


def nothing(folder: Path) -> str:
    """Why there is nothing to hand in. An unreadable file must not look like an earned 0."""
    damaged = sorted(folder.glob("answers.damaged-*.json"))
    if damaged:
        return (
            f"No answer could be read. What was in the answers file is kept as {damaged[-1].name}; "
            "show it to whoever runs the course, or write your answers again."
        )
    return "No task has an answer yet, so there is nothing to hand in."


def earlier_points(folder: Path, most: float) -> list[float]:
    """The points of earlier hand-ins, oldest first; what cannot be, or be read, is left out."""
    points = []
    for path in sorted((folder / FOLDER).glob("*/receipt.json")):
        try:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > _RECEIPT_LIMIT:
                continue
            earned = float(json.loads(path.read_text("utf-8"))["points"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue
        if 0 <= earned <= most:
            points.append(earned)
    return points


def _page(assignment: Assignment, receipt: Receipt) -> str:
    when = datetime.fromisoformat(receipt.time).astimezone().strftime("%d %B %Y, %H:%M")
    standing = ""
    if receipt.number > 1:
        standing = (
            f"This is hand-in {receipt.number}. First: {receipt.first:g} points, "
            f"best: {receipt.best:g} points. Both are kept."
        )
    return feedback.page(assignment, receipt.grade, when, alone=True, standing=standing)


def _facts(receipt: Receipt) -> dict[str, Any]:
    """A receipt as the file beside the feedback has it."""
    items: dict[str, dict[str, Any]] = {}
    for item in receipt.grade.items:
        items[item.id] = {
            "points": item.points,
            "max_points": item.max_points,
            "status": item.status,
            **({"disagrees": item.disagrees} if item.disagrees else {}),
        }
    return {
        "assignment": receipt.assignment,
        "time": receipt.time,
        "number": receipt.number,
        "points": receipt.grade.points,
        "max_points": receipt.grade.max_points,
        "pending_points": receipt.grade.pending_points,
        "empty": list(receipt.empty),
        "coach": coach.VERSION,
        "items": items,
    }


def keep(target: Path, files: Mapping[str, str]) -> None:
    """Writes texts by file name into the new folder `target`, which appears whole or not at all.

    Raises:
        RecordError: where it cannot be written.
    """
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=".half-"))
        for name, text in files.items():
            _write(temporary / name, text)
        temporary.chmod(0o755)
        temporary.rename(target)
    except OSError as error:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
        raise RecordError(
            f"This could not be handed in ({error.strerror or error}). Your answers are safe. "
            "Make room on the disk or check that the folder can be written, then hand in again."
        ) from error


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
