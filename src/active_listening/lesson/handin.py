"""Handing in: what is still empty, one button, a receipt, and the feedback on the page."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from active_listening import bank, grading
from active_listening.coach import wording
from active_listening.lesson import assets, worksheets
from active_listening.lesson.activity import Activity
from active_listening.lesson.keeping import Keeper, notebook
from active_listening.record import Record, RecordError

WITHOUT_KEYS = (
    "This edition holds no model answers. What the coach was unsure of waits for a person; it "
    "costs you nothing."
)
STATUS = {
    "graded": "",
    "empty": "Empty. Write an answer, then hand in again.",
    "person": "A person marks this one, by the scheme shown with it.",
    "unsure": "I can't tell whether this does the job. It costs you nothing.",
    "unreadable": "A person will look at this one.",
}


class HandIn(Activity):
    """The hand-in of one assignment, graded on the spot by the grader that a class uses."""

    KIND: ClassVar[str] = "hand_in"
    _esm = assets.script("dom", "reading", "hand_in", render="renderHandIn")

    def __init__(self, assignment: bank.Assignment, record: Record) -> None:
        self.assignment, self.record = assignment, record
        self.folder = Path.cwd()
        self._receipt: dict[str, Any] | None = None
        self._feedback: dict[str, Any] | None = None
        super().__init__(SimpleNamespace(id=assignment.name), Keeper(record, assignment.name))
        worksheets.listeners.append(self._answer_saved)

    def leave(self) -> None:
        """Stop counting along with what is saved."""
        with suppress(ValueError):
            worksheets.listeners.remove(self._answer_saved)

    def restore(self) -> None:
        """The receipt of the last hand-in, if its files are still there."""
        entry = self.record.latest(self.assignment.name, "hand_in")
        kept = entry.answer if entry and isinstance(entry.answer, dict) else {}
        page = self.folder / str(kept.get("feedback", ""))
        try:
            facts = json.loads((page.with_name("receipt.json")).read_text("utf-8"))
            self._receipt = self._receipt_of(facts, page.relative_to(self.folder).as_posix())
        except (OSError, ValueError, KeyError, TypeError):
            self._receipt = None

    # -- messages ------------------------------------------------------------------------------

    def hear_count(self, _message: dict[str, Any]) -> None:
        """The page came into view: count again."""
        self.send({"type": "counted", "tasks": self._tasks()})

    def hear_hand_in(self, _message: dict[str, Any]) -> None:
        """Hand in what is there, show the receipt and the feedback."""
        try:
            receipt = grading.hand_in(self.assignment.name, self.folder, self.record)
        except RecordError as error:
            self.send({"type": "trouble", "text": f"Not handed in. {error}"})
            return
        facts = {
            "time": receipt.time,
            "number": receipt.number,
            "points": receipt.grade.points,
            "max_points": receipt.grade.max_points,
            "pending_points": receipt.grade.pending_points,
            "empty": receipt.empty,
            "first": receipt.first,
            "best": receipt.best,
        }
        self._receipt = self._receipt_of(facts, receipt.feedback.as_posix())
        self._feedback = self._feedback_of(receipt.grade)
        self.redraw(move=True)

    def hear_show(self, _message: dict[str, Any]) -> None:
        """The feedback of the last hand-in on the page again, graded anew from its answers."""
        if self._receipt is None:
            return
        page = self.folder / self._receipt["feedback"]
        try:
            answers = json.loads(page.with_name("answers.json").read_text("utf-8"))
        except (OSError, ValueError):
            text = "The answers of that hand-in are no longer in its folder. Hand in again."
            self.send({"type": "trouble", "text": text})
            return
        grade = grading.grade(self.assignment, answers, bank.keys(self.assignment.name))
        self._feedback = self._feedback_of(grade)
        self.redraw(move=True)

    def hear_models(self, message: dict[str, Any]) -> None:
        """The models of an item the coach was unsure of: to this page only, kept nowhere."""
        id = str(message.get("id"))
        unsure = [task["id"] for task in (self._feedback or {}).get("tasks", ()) if task["unsure"]]
        key = bank.keys(self.assignment.name).get(id) if id in unsure else None
        if key:
            self.send({"type": "models", "id": id, "models": list(key.models)})

    def hear_judge(self, message: dict[str, Any]) -> None:
        """What the learner decided after comparing."""
        ids = [item.id for item in self.assignment.items]
        if message.get("id") in ids and message.get("value") in ("same", "change"):
            self.record.later(f"{message['id']}/judged", message["value"], place=notebook())

    def _answer_saved(self, item: str) -> None:
        """An answer was saved: the count on the page may have changed."""
        if any(one.id == item for one in self.assignment.items):
            self.send({"type": "counted", "tasks": self._tasks()})

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """Tasks, receipt and feedback, as far as there are any."""
        return {
            "tasks": self._tasks(),
            "receipt": self._receipt,
            "feedback": self._feedback,
            "notebook": notebook(),
        }

    def _tasks(self) -> list[dict[str, str]]:
        try:
            answers = grading.current_answers(self.assignment, self.folder, self.record)
        except RecordError:
            answers = {}
        tasks = []
        for number, item in enumerate(self.assignment.items, 1):
            answer = answers.get(item.id)
            texts = list(answer.values()) if isinstance(answer, dict) else [answer]
            boxes = len(item.prompts) if isinstance(item, bank.Worksheet) else 1
            filled = sum(isinstance(text, str) and bool(text.strip()) for text in texts)
            state = "empty" if not filled else "answered" if filled >= boxes else "half"
            tasks.append({"id": item.id, "label": f"Task {number}", "state": state})
        return tasks

    def _receipt_of(self, facts: dict[str, Any], feedback: str) -> dict[str, Any]:
        from datetime import datetime

        try:
            when = datetime.fromisoformat(facts["time"]).astimezone().strftime("%d %B %Y, %H:%M")
        except (ValueError, OverflowError):
            when = str(facts["time"])
        names = {item.id: f"Task {n}" for n, item in enumerate(self.assignment.items, 1)}
        empty = [names.get(id, id) for id in facts["empty"]]
        points, most = facts["points"], facts["max_points"]
        pending = facts["pending_points"]
        lines = [
            f"Hand-in {facts['number']}, {when}.",
            f"Empty: {', '.join(empty)}." if empty else "Nothing was left empty.",
        ]
        if facts["number"] > 1 and "first" in facts:
            lines.append(f"First: {facts['first']:g} points. Best: {facts['best']:g} points.")
        total = f"{points:g} of {most:g} points"
        if pending:
            total += f", and up to {pending:g} more: {points:g} to {points + pending:g}"
        return {"lines": lines, "total": total, "feedback": feedback, "number": facts["number"]}

    def _feedback_of(self, grade: grading.Grade) -> dict[str, Any]:
        keys = bank.keys(self.assignment.name)
        pairs = zip(self.assignment.items, grade.items, strict=True)
        tasks = [_task(item, graded, bool(keys)) for item, graded in pairs]
        waits = any(task["unsure"] for task in tasks) and not keys
        return {"tasks": tasks, "waits": WITHOUT_KEYS if waits else ""}


def _task(item: bank.Graded, graded: grading.ItemGrade, keys: bool) -> dict[str, Any]:
    """What the page shows of one graded answer."""
    reading = graded.reading
    if isinstance(item, bank.Rewrite):
        rubric, asked = item.rubric, item.original
    else:
        rubric, asked = "rewrite", item.title
    points = f"{graded.points:g} of {graded.max_points:g}" if graded.points is not None else (
        f"open, up to {graded.max_points:g}")  # fmt: skip
    shown = wording.page(reading, rubric) if reading else None
    unsure = graded.status == "unsure"
    return {
        "id": item.id,
        "label": f"Task {graded.number}",
        "points": points,
        "asked": asked,
        "tone": shown["tone"] if shown else "half",
        "boxes": _boxes(item, graded, shown),
        "criteria": shown["criteria"] if shown else [],
        "tip": shown["tips"][0] if shown and shown["tips"] else "",
        "status": " ".join(part for part in (STATUS[graded.status], graded.note) if part),
        "unsure": unsure,
        "compare": unsure and keys,
    }


def _boxes(
    item: bank.Graded, graded: grading.ItemGrade, shown: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """What was typed, box by box; the words that decided are marked in the box that was read."""
    boxes = []
    for box in worksheets.boxes_of(item):
        text = graded.answer
        if isinstance(text, dict):
            text = text.get(box["name"])
        text = text if isinstance(text, str) else ""
        read = shown is not None and box["name"] in (worksheets.ONE, "open")
        segments = shown["segments"] if read and shown else wording.segments(text, [])
        label = box["label"] if isinstance(item, bank.Worksheet) else "You wrote"
        if text.strip():
            boxes.append({"label": label, "segments": segments})
    return boxes
