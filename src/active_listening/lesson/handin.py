"""Handing in: what is still empty, one button, a receipt, and the feedback on the page.

Alone, it is graded on the spot. In a class it goes to the instructor: there are no points and no
reasons then until the instructor returns them.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from active_listening import bank, coach, grading
from active_listening.lesson import assets, filing, graded_tasks
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.disagreeing import Disagreements, Refused
from active_listening.lesson.keeping import Keeper, notebook
from active_listening.lesson.notice import SURPRISE
from active_listening.record import Record, RecordError

_log = logging.getLogger(__name__)
WITHOUT_KEYS = (
    "This edition holds no model answers. What the coach was unsure of waits for a person; it "
    "costs you nothing."
)
ALONE = "You can hand in again; your first and your best are both kept."
CLASS = "Your instructor returns it. You can hand in again; the last one counts."


class HandIn(Activity):
    """The hand-in of one assignment: graded on the spot by the grader that a class uses, or, where
    the kernel is in a class, taken to its exchange."""

    KIND: ClassVar[str] = "hand_in"
    _esm = assets.script("dom", "reading", "hand_in", render="renderHandIn")

    def __init__(self, assignment: bank.Assignment, record: Record) -> None:
        self.assignment, self.record = assignment, record
        self.folder = Path.cwd()
        self.course = grading.course()
        self.against = Disagreements(assignment, self.folder, record)
        self.work: threading.Thread | None = None
        self._receipt: dict[str, Any] | None = None
        self._feedback: dict[str, Any] | None = None
        self._grade: grading.Grade | None = None
        self._returned: Path | None = None
        super().__init__(SimpleNamespace(id=assignment.name), Keeper(record, assignment.name))
        filing.listeners.append(self._answer_saved)

    def leave(self) -> None:
        """Stop counting along with what is saved."""
        with suppress(ValueError):
            filing.listeners.remove(self._answer_saved)

    def after_display(self) -> None:
        """The copies of reasons to disagree stand under the activity, hidden while that lives."""
        with suppress(RecordError):  # the first keystroke tells
            self.against.show_copies()

    def restore(self) -> None:
        """The receipt of the last hand-in of this kind, if its files are still there."""
        for entry in reversed(self.record.history(self.assignment.name)):
            kept = entry.answer if entry.kind == "hand_in" else None
            if isinstance(kept, dict) and bool(kept.get("course")) == bool(self.course):
                self._restore_receipt(kept)
                return

    def _restore_receipt(self, kept: dict[str, Any]) -> None:
        try:
            if self.course:
                file = self.folder / kept["receipt"]
                facts = json.loads(file.read_text("utf-8"))
                self._receipt = self._class_receipt_of(facts)
            else:
                page = self.folder / kept["feedback"]
                facts = json.loads(page.with_name("receipt.json").read_text("utf-8"))
                self._receipt = self._receipt_of(facts, page.relative_to(self.folder).as_posix())
        except (OSError, ValueError, KeyError, TypeError):
            self._receipt = None

    def _graded(self, beside: Path) -> grading.Grade:
        """The grade of a hand-in, made anew from its answers. OSError, ValueError without them."""
        answers = json.loads(beside.with_name("answers.json").read_text("utf-8"))
        return grading.grade(self.assignment, answers, bank.keys(self.assignment.name))

    # -- messages ------------------------------------------------------------------------------

    def hear_count(self, _message: dict[str, Any]) -> None:
        """The page came into view: count again."""
        self.send({"type": "counted", "tasks": self._tasks()})

    def hear_hand_in(self, _message: dict[str, Any]) -> None:
        """Hand in what is there, show the receipt and, alone, the feedback."""
        if self.course:
            self._at_work("Handing in. This takes a few seconds.", self._submit)
            return
        try:
            receipt = grading.hand_in(self.assignment.name, self.folder, self.record)
        except RecordError as error:
            self._not_handed_in(error)
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
        self._show_feedback(receipt.grade)

    def _not_handed_in(self, error: RecordError) -> None:
        self.send({"type": "trouble", "text": f"Not handed in. {error}"})

    def hear_show(self, _message: dict[str, Any]) -> None:
        """The feedback of the last hand-in on the page again, graded anew from its answers."""
        if self._receipt is None or self.course:
            return
        try:
            grade = self._graded(self.folder / self._receipt["feedback"])
        except (OSError, ValueError):
            text = "The answers of that hand-in are no longer in its folder. Hand in again."
            self.send({"type": "trouble", "text": text})
            return
        self._show_feedback(grade)

    def _show_feedback(self, grade: grading.Grade) -> None:
        self._grade = grade
        self._feedback = self._feedback_of(grade)
        self.redraw(move=True)

    # -- in a class ----------------------------------------------------------------------------

    def _at_work(self, words: str, job: Callable[[], None]) -> None:
        """Do what takes seconds on a thread of its own: whoever types meanwhile is still saved."""
        if self.work is not None and self.work.is_alive():
            return
        self.send({"type": "working", "text": words})
        self.work = threading.Thread(target=self._told, args=(job,), daemon=True)
        self.work.start()

    def _told(self, job: Callable[[], None]) -> None:
        """Do a job on its thread; what goes wrong is told on the page."""
        try:
            job()
        except Exception:
            _log.exception("Handing in failed: %s", self.assignment.name)
            self.send({"type": "trouble", "text": SURPRISE})

    def _submit(self) -> None:
        name = self.assignment.name
        try:
            receipt = grading.submit(name, self.folder, self.record, self.course)
        except RecordError as error:
            self._not_handed_in(error)
            return
        self._receipt = self._class_receipt_of(receipt.facts())
        if not receipt.kept:
            self._receipt["lines"].append("This receipt could not be kept on your disk.")
        self.redraw(move=True)

    def hear_fetch(self, _message: dict[str, Any]) -> None:
        """Look whether the instructor has returned anything."""
        if self.course:
            self._at_work("Looking for feedback.", self._fetch)

    def _fetch(self) -> None:
        before = grading.returned(self.assignment.name, self.folder)
        try:
            now = grading.fetch_feedback(self.assignment.name, self.folder, self.course)
        except RecordError as error:
            self.send({"type": "trouble", "text": str(error)})
            return
        if now == before:
            self.send({"type": "working", "text": "Nothing new has come back yet.", "done": True})
        else:
            self.redraw(move=True)

    # -- disagreeing, comparing ----------------------------------------------------------------

    def hear_disagree(self, message: dict[str, Any]) -> None:
        """A reason against the points of a task."""
        if not coach.visible(text_of(message)):
            self._disputed(message, "Give your reason first; one sentence is enough.")
            return
        self._keep_reason(message, text_of(message))

    def hear_withdraw(self, message: dict[str, Any]) -> None:
        """The learner takes a reason back."""
        self._keep_reason(message, "")

    def _keep_reason(self, message: dict[str, Any], reason: str) -> None:
        grade = self._disputable()
        if grade is None:
            return
        trouble = ""
        try:
            self.against.keep(grade, str(message.get("id")), reason)
        except Refused as error:
            trouble = str(error)
        except RecordError as error:
            trouble = f"Not kept. {error}"
        self._disputed(message, trouble)

    def _disputed(self, message: dict[str, Any], trouble: str) -> None:
        state = self._disputes() or self.view["disputes"]
        self.send(
            {"type": "disputes", "id": message.get("id"), "disputes": state, "trouble": trouble}
        )
        self.view["disputes"] = state

    def _disputable(self) -> grading.Grade | None:
        """The grade one can disagree with: in a class, of the hand-in that was returned last."""
        if not self.course:
            return self._grade
        page = grading.returned(self.assignment.name, self.folder)
        if page is not None and page != self._returned:
            self._returned, self._grade = page, self._grade_of(page.parent.name)
        return self._grade

    def _grade_of(self, stamp: str) -> grading.Grade | None:
        """The grade of the hand-in that nbgrader knows by `stamp`; what came later is no news."""
        for file in (self.folder / grading.FOLDER).glob("*/receipt.json"):
            with suppress(OSError, ValueError, AttributeError):
                if json.loads(file.read_text("utf-8")).get("stamp") == stamp:
                    return self._graded(file)
        return None

    def hear_models(self, message: dict[str, Any]) -> None:
        """The models of an item the coach was unsure of: to this page only, kept nowhere."""
        if self.course:
            return
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
        page = grading.returned(self.assignment.name, self.folder) if self.course else None
        return {
            "tasks": self._tasks(),
            "receipt": self._receipt,
            "feedback": self._feedback,
            "disputes": self._disputes(),
            "in_class": bool(self.course),
            "returned": page.as_posix() if page else "",
            "hint": CLASS if self.course else ALONE,
            "notebook": notebook(),
        }

    def _disputes(self) -> dict[str, Any] | None:
        try:
            return self.against.view(self._disputable())
        except RecordError:  # answers.json cannot be read; the tasks say so themselves
            return None

    def _tasks(self) -> list[dict[str, str]]:
        try:
            answers = grading.current_answers(self.assignment, self.folder, self.record)
        except RecordError:
            answers = {}
        tasks = []
        for number, item in enumerate(self.assignment.items, 1):
            state = graded_tasks.state(item, answers.get(item.id))
            tasks.append({"id": item.id, "label": f"Task {number}", "state": state})
        return tasks

    def _lines_of(self, facts: dict[str, Any]) -> list[str]:
        """Which hand-in it was, when, and what was empty."""
        from datetime import datetime

        try:
            when = datetime.fromisoformat(facts["time"]).astimezone().strftime("%d %B %Y, %H:%M")
        except (ValueError, OverflowError):
            when = str(facts["time"])
        names = {item.id: f"Task {n}" for n, item in enumerate(self.assignment.items, 1)}
        empty = [names.get(id, id) for id in facts["empty"]]
        return [
            f"Hand-in {facts['number']}, {when}.",
            f"Empty: {', '.join(empty)}." if empty else "Nothing was left empty.",
        ]

    def _class_receipt_of(self, facts: dict[str, Any]) -> dict[str, Any]:
        lines = [*self._lines_of(facts), "Your instructor returns it."]
        return {"lines": lines, "total": "", "feedback": "", "number": facts["number"]}

    def _receipt_of(self, facts: dict[str, Any], feedback: str) -> dict[str, Any]:
        points, most = facts["points"], facts["max_points"]
        pending = facts["pending_points"]
        lines = self._lines_of(facts)
        if facts["number"] > 1 and "first" in facts:
            lines.append(f"First: {facts['first']:g} points. Best: {facts['best']:g} points.")
        total = f"{points:g} of {most:g} points"
        if pending:
            total += f", and up to {pending:g} more: {points:g} to {points + pending:g}"
        return {"lines": lines, "total": total, "feedback": feedback, "number": facts["number"]}

    def _feedback_of(self, grade: grading.Grade) -> dict[str, Any]:
        keys = bank.keys(self.assignment.name)
        pairs = zip(self.assignment.items, grade.items, strict=True)
        tasks = [graded_tasks.view(item, graded, bool(keys)) for item, graded in pairs]
        waits = any(task["unsure"] for task in tasks) and not keys
        return {"tasks": tasks, "waits": WITHOUT_KEYS if waits else ""}
