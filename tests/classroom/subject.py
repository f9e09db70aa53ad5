"""An assignment, and what learners who mean well type into it: what a test's class is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from active_listening import bank, grading
from active_listening.bank import Assignment, Graded, Key, Roleplay, Worksheet
from active_listening.record import COPY_MIME
from active_listening.roleplays import Play, Turn, as_data, bots, find
from benchmarks import graded_answers, reference

ROOT = Path(__file__).parents[2]
TIME = "2026-03-02T09:00:00.000Z"
Scores = Mapping[str, tuple[float | None, bool]]


def entry(answer: Any, revision: int = 1, time: str = TIME) -> dict[str, Any]:
    """One answer as answers.json holds it."""
    return {"answer": answer, "revision": revision, "time": time, "content": "", "coach": ""}


def cell_of(notebook: dict[str, Any], item: str) -> dict[str, Any]:
    """The cell of an item."""
    return next(
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == item
    )


class Subject:
    """One of the course's assignments."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.assignment: Assignment = bank.assignment(name)
        self.keys: Mapping[str, Key] = bank.keys(name)
        self.items = [item.id for item in self.assignment.items]
        self._released = (ROOT / "exercises" / name / f"{name}.ipynb").read_bytes()

    @property
    def texts(self) -> list[str]:
        """The items whose answer is one text that the coach reads."""
        return [i.id for i in self.assignment.items if not isinstance(i, (Worksheet, Roleplay))]

    @property
    def boxed(self) -> list[str]:
        """The items with boxes of their own."""
        return [i.id for i in self.assignment.items if isinstance(i, Worksheet)]

    @property
    def nothing(self) -> Scores:
        """What is booked where nothing can be graded."""
        return dict.fromkeys(self.items, (None, True))

    def released(self) -> dict[str, Any]:
        """The learners' notebook, untouched; a copy to change at will."""
        loaded: dict[str, Any] = json.loads(self._released)
        return loaded

    def carried(self, answers: Mapping[str, Any], revision: int = 1) -> dict[str, Any]:
        """The learners' notebook as the lesson leaves it: with a copy of each answer."""
        notebook = self.released()
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                held = output["data"].get(COPY_MIME)
                if held and held["item"] in answers:
                    held.update(entry(answers[held["item"]], revision))
        return notebook

    def document(self, answers: Mapping[str, Any], learner: str = "someone") -> dict[str, Any]:
        """The answers.json of a learner."""
        items = {id: entry(answer) for id, answer in answers.items()}
        return {"format": 1, "assignment": self.name, "learner": learner, "items": items}

    def earned(self, answers: Mapping[str, Any]) -> Scores:
        """What the one grader makes of answers, by item: points, and whether a person looks."""
        graded = grading.grade(self.assignment, answers, self.keys)
        return {
            one.id: (one.points, one.points is None or bool(one.disagrees)) for one in graded.items
        }

    def honest(self, count: int = 20) -> dict[str, dict[str, Any]]:
        """Answers of learners who mean well, by learner; the same at every call."""
        if not bank.learners(self.name):
            return {f"learner{n:02}": self._mixed(n) for n in range(count)}
        meant = {id: said for id, said in self._class.items() if "<script>" not in str(said)}
        return dict(list(meant.items())[:count])

    def middling(self) -> dict[str, Any]:
        """Answers that earn about half: what an attack could better."""
        if "harish.v" in self._class:
            return {id: self._class["harish.v"][id] for id in self.items}
        bad = {item.id: self._pool(item)[-1] for item in self.assignment.items}
        good = {item.id: self._pool(item)[0] for item in self.assignment.items}
        return {id: (good if place % 2 else bad)[id] for place, id in enumerate(self.items)}

    @cached_property
    def best(self) -> str:
        """The learner whose answers others would like to have."""

        def points(learner: str) -> float:
            return sum(found or 0 for found, _ in self.earned(self.honest()[learner]).values())

        return max(self.honest(), key=points)

    @cached_property
    def _class(self) -> dict[str, dict[str, Any]]:
        answers = {}
        for learner in bank.learners(self.name):
            answers[learner.id] = {id: one.answer for id, one in learner.answers.items()}
            for id, reason in learner.disagrees.items():
                answers[learner.id][id + grading.DISAGREES] = reason
        return answers

    def _mixed(self, number: int) -> dict[str, Any]:
        """Learner `number`: each answer another's; one task in nine is left empty, and some who
        lost points say that they should not have."""
        answers = {}
        for place, item in enumerate(self.assignment.items):
            pool = self._pool(item)
            if (number + place) % 9 != 8:
                answers[item.id] = pool[(number * (place + 2) + place) % len(pool)]
        if number % 5 == 4:
            scores = self.earned(answers)
            lost = [id for id in self.texts if (scores[id][0] or 9) < 2 and id in answers]
            answers |= {f"{id}{grading.DISAGREES}": "I asked what was asked." for id in lost[:1]}
        return answers

    def _pool(self, item: Graded) -> list[Any]:
        """What people said to a task, the best first, the worst last."""
        if isinstance(item, Roleplay):
            return _talks(item.scene)
        said: list[Any] = [*self.keys[item.id].models]
        if isinstance(item, Worksheet):
            said += [
                "I do not know.",
                "Das war leider ganz anders gemeint, sagte er.",
                said[0][:40],
            ]
            return [{prompt.id: text for prompt in item.prompts} for text in said]
        good, bad = _blind().get(item.id, ((), ()))
        misses = [miss.say for miss in self.keys[item.id].near_misses]
        other = ["Was ist denn gestern passiert?", "Tell me more.", "x"]
        return [*said, *good, *other, *misses, *bad]


@cache
def _blind() -> dict[str, tuple[list[str], list[str]]]:
    """Good and bad answers to each task, by people who did not know the rules."""
    return {
        str(one["item"]): (list(one["good"]), [bad["say"] for bad in one["bad"]])
        for file in _all(graded_answers.files().values())
        for one in reference.load(file)
    }


def _all(lists: Iterable[list[Path]]) -> list[Path]:
    return [path for one in lists for path in one]


@cache
def _talks(scene: str) -> list[dict[str, Any]]:
    """Talks of one who listens, of one who stops after a turn, and of one who says odd things."""
    found, play = find(scene), Play(find(scene), 1, scored=True)
    first = play.take(Turn("What happened?"))
    while not play.over:
        wanted = bots.listener(found, play.state)
        nearest = max(play.offered(), key=lambda choice: bots._nearness(choice, wanted))
        play = play.take(Turn(choice=nearest.id))
    other = Play(found, 2, scored=True).take(Turn("That is hardly our fault, is it?"))
    return [as_data(play), as_data(first), as_data(other)]


@cache
def subject(name: str) -> Subject:
    """An assignment, made once."""
    return Subject(name)


def names() -> list[str]:
    """Every assignment of the course."""
    return sorted(path.parent.name for path in (ROOT / "exercises").glob("*/*.ipynb"))
