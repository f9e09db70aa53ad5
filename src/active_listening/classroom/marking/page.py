"""The trainer's page: what waits, one decision at a time, without a name until one is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, ClassVar, cast

from active_listening import bank, coach
from active_listening.bank.boxes import quoted
from active_listening.classroom.layout import ClassError
from active_listening.classroom.marking import groups
from active_listening.classroom.marking.desk import Desk, NotGiven, points_of, some, sum_of
from active_listening.classroom.marking.groups import Group, Waiting
from active_listening.coach import wording
from active_listening.grading import feedback
from active_listening.grading.plays import Played
from active_listening.lesson import assets, notice
from active_listening.lesson.activity import Activity, text_of

NO_KEYS = "There are no model answers here. They are in data/keys/ of the course's own folder."
UNSURE = "The coach was not sure of this answer: take its reading for a first look, not a verdict."
WHY = {
    "unsure": "The coach could not decide:",
    "person": "A person marks this task, by the scheme below.",
    "unreadable": "This answer could not be read.",
}
DISAGREES = "The learner disagrees with these points."
DISAGREE = "{count} disagree with the points they got."


class Marking(Activity):
    """The marking of one assignment of a class."""

    KIND: ClassVar[str] = "marking"
    _esm = assets.script("dom", "reading", "marking", render="renderMarking")

    def __init__(self, assignment: bank.Assignment, desk: Desk) -> None:
        self.assignment, self.desk = assignment, desk
        self._items = {item.id: item for item in assignment.items}
        self._names = False
        self._models = ""  # the key of the group whose models are shown
        self._said = ""
        super().__init__(SimpleNamespace(id=assignment.name), cast(Any, SimpleNamespace()))

    def bundle(self) -> dict[str, Any]:
        """The activity as a cell's output; a saved notebook keeps no answer of anybody's."""
        title = f"Marking: {self.assignment.name}"
        page = notice.Page().say(title, "strong").say("Open this page with: active-listening mark")
        view = {"version_major": 2, "version_minor": 1, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, **page.bundle()}

    # -- messages ------------------------------------------------------------------------------

    def hear_give(self, message: dict[str, Any]) -> None:
        """Points and comment for all answers of the group on the page."""
        key = str(message.get("key"))
        self._try(lambda: self.desk.give(key, self._points(message), text_of(message)))

    def _points(self, message: dict[str, Any]) -> float:
        group = self.desk.current
        if group is None:
            raise NotGiven(groups.NOTHING)
        item = self._items[group.id]
        if isinstance(item, bank.Worksheet) and item.scheme:
            return sum_of(message.get("lines"), item)
        return points_of(message.get("points", ""), group.max_points, group.coach_gave)

    def hear_undo(self, _message: dict[str, Any]) -> None:
        """Take the last decision back."""
        self._try(self.desk.undo)

    def hear_skip(self, message: dict[str, Any]) -> None:
        """Put the decision off."""
        self._try(lambda: self.desk.skip(str(message.get("key"))), "Put off until the end.")

    def hear_split(self, message: dict[str, Any]) -> None:
        """Mark the answers of the group one by one."""
        self._try(lambda: self.desk.split(str(message.get("key"))), "One by one now.")

    def hear_reload(self, _message: dict[str, Any]) -> None:
        """Look at the gradebook again: formgrader may have been at it."""
        self._try(self.desk.reload, "The gradebook was read again.")

    def hear_names(self, message: dict[str, Any]) -> None:
        """Show names, or hide them again."""
        self._names = bool(message.get("value"))
        self._said = ""
        self.redraw()

    def hear_models(self, message: dict[str, Any]) -> None:
        """Show the model answers and marking notes of the task, or hide them again."""
        self._models = str(message.get("key")) if message.get("value") else ""
        self._said = ""
        self.redraw()

    def _try(self, work: Callable[[], str | None], said: str = "") -> None:
        """Do it and show what is next; where it fails, say why and leave the page as it is."""
        try:
            self._said = work() or said
        except (ClassError, NotGiven) as error:
            self.send({"type": "trouble", "text": str(error)})
            current = self.desk.current
            if (current.key if current else "") != self.view.get("key", ""):
                self._said = str(error)
                self.redraw(move=True)
            return
        self.redraw(move=True)

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """What waits in numbers, and the decision on top."""
        desk, group = self.desk, self.desk.current
        last = desk.made[-1] if desk.made else None
        view: dict[str, Any] = {
            "title": f"Marking: assignment {self.assignment.name[:2]}",
            "count": groups.count(desk.result, desk.waiting),
            "kinds": groups.kinds(desk.waiting),
            "apart": groups.apart(desk.result),
            "said": self._said,
            "made": len(desk.made),
            "undo": last.label if last else "",
            "names": self._names,
            "put_off": desk.put_off,
            "key": group.key if group else "",
        }
        return {**view, **self._decision(group)} if group else view

    def _decision(self, group: Group) -> dict[str, Any]:
        item, first = self._items[group.id], group.members[0].item
        comments = {one.item.comment for one in group.members}
        return {
            "task": f"Task {group.number}",
            "left": len(self.desk.waiting),
            "disagreement": group.disagreement,
            "why": self._why(group),
            **_asked(item),
            "most": group.max_points,
            "points": first.manual,
            "coach_gave": group.coach_gave,
            "comment": comments.pop() if len(comments) == 1 else "",
            "criteria": self._criteria(group),
            "criteria_note": UNSURE if first.status == "unsure" else "",
            "answers": [self._answer(one, item) for one in group.members],
            "wordings": len(group.texts),
            "models": self._shown_models(group) if self._models == group.key else None,
        }

    def _why(self, group: Group) -> list[str]:
        """Why a person has to decide, in a sentence or two."""
        first = group.members[0].item
        if group.disagreement:
            count = len(group.members)
            return [DISAGREES if count == 1 else DISAGREE.format(count=some(count)), group.reason]
        if first.status == "person":
            return [group.reason if group.kind == "roleplay" else WHY["person"]]
        told = group.reason.replace("It costs you nothing.", "").strip()  # said to learners
        if first.status == "unsure":
            told = f"“{told}”"
        return [WHY.get(first.status, ""), told]

    def _criteria(self, group: Group) -> list[dict[str, str]]:
        """The criteria as the coach read them in the first of the answers, which is like all."""
        item, reading = self._items[group.id], _reading(group.members[0])
        if played := _played(group.members[0]):
            return played.rows()
        return wording.criteria(reading, _rubric(item)) if reading else []

    def _answer(self, one: Waiting, item: bank.Graded) -> dict[str, Any]:
        """One answer, its learner a number; with the coach's marks where it marked anything."""
        reading = _reading(one)
        marked = reading is not None and one.item.status != "unsure"
        marks = wording.marks_by(reading, _rubric(item)) if reading and marked else []
        segments = wording.segments(reading.text, marks) if reading else []
        shown = SimpleNamespace(answer=one.item.answer, played=_played(one))
        boxes = feedback.boxes(item, cast(Any, shown), segments)
        return {
            "learner": self._learner(one.student),
            "boxes": [{"label": label, "segments": parts} for label, parts in boxes],
            "auto": ""
            if one.item.auto is None
            else f"{one.item.auto:g} of {one.item.max_points:g}",
            "earlier": "" if one.item.manual is None else f"{one.item.manual:g}",
            "disagrees": one.item.disagrees,
        }

    def _learner(self, student: str) -> str:
        """A learner's number, the same at every look and in no order that gives away a name."""
        people = self.desk.result.submissions
        mixed = sorted((one.id for one in people), key=lambda id: _mixed(self.assignment.name, id))
        number = f"Learner {mixed.index(student) + 1}"
        name = next(one.name for one in people if one.id == student)
        return f"{number}: {name}" if self._names else number

    def _shown_models(self, group: Group) -> dict[str, Any]:
        key = bank.keys(self.assignment.name).get(group.id)
        if key is None:
            return {"missing": NO_KEYS}
        return {
            "missing": "",
            "models": list(key.models),
            "near": [{"say": one.say, "note": one.note} for one in key.near_misses],
            "errors": list(key.common_errors),
            "marking": key.marking,
        }


def _asked(item: bank.Graded) -> dict[str, Any]:
    """The task as the learner had it, and the scheme it is marked by, if there is one."""
    if isinstance(item, bank.Rewrite):
        lines = [one._asdict() for one in quoted(item)]
        return {"scene": item.scene, "quoted": lines, "asked": "", "scheme": []}
    if isinstance(item, bank.Roleplay):
        return {"scene": "", "quoted": [], "asked": "", "scheme": []}
    asked = item.title or item.prompts[0].ask
    scheme = [{"points": line.points, "what": line.what} for line in item.scheme]
    return {"scene": "", "quoted": [], "asked": asked, "scheme": scheme}


def _rubric(item: bank.Graded) -> str:
    """The rubric an answer was read by."""
    return item.rubric if isinstance(item, bank.Rewrite) else "rewrite"


def _reading(one: Waiting) -> coach.Reading | None:
    try:
        return coach.Reading.from_dict(one.item.reading) if one.item.reading else None
    except (KeyError, TypeError, ValueError):  # graded by another version of the course
        return None


def _played(one: Waiting) -> Played | None:
    try:
        return Played.from_dict(one.item.played) if one.item.played else None
    except (KeyError, TypeError, ValueError):
        return None


def _mixed(assignment: str, student: str) -> str:
    return hashlib.sha256(f"{assignment}\0{student}".encode()).hexdigest()
