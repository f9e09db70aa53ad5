"""A class of any size that has handed in assignment 03, the same at every run.

Nobody's answers are another's: each learner has, task by task, the answers of others of the
demonstration class, with a number of their own behind each text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.classroom.demo import course as demo_course
from active_listening.classroom.layout import Layout
from active_listening.record import COPY_MIME

NAME = "03_open_questions"
STAMP = "2026-03-02 09:00:00 UTC"


def course(root: Path) -> Layout:
    """A new course folder in which the assignment is booked and released."""
    layout = demo_course.course(root)
    demo_course.book_class(layout, NAME, demo_course.learners(NAME))
    return layout


def id_of(number: int) -> str:
    """The learner's id."""
    return f"learner{number:05}"


def answers(number: int) -> dict[str, Any]:
    """What learner `number` typed, by item id; tasks left empty are left out."""
    people, found = demo_course.learners(NAME), {}
    for place, item in enumerate(bank.assignment(NAME).items):
        whose = people[(number * (place + 3) + place) % len(people)]
        if item.id in whose.answers:
            found[item.id] = _own(whose.answers[item.id].answer, number)
    return found


def hand_in(layout: Layout, count: int) -> None:
    """Puts the submissions of `count` learners where those of a class lie."""
    released = layout.released(NAME).read_text("utf-8")
    for number in range(count):
        typed = {id: _entry(answer) for id, answer in answers(number).items()}
        document = {"format": 1, "assignment": NAME, "learner": "", "items": typed}
        notebook = json.loads(released)
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                copy = output["data"].get(COPY_MIME, {})
                copy.update(typed.get(copy.get("item"), {}))
        folder = layout.submitted(id_of(number), NAME)
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook), "utf-8")
        (folder / "answers.json").write_text(json.dumps(document), "utf-8")
        (folder / "timestamp.txt").write_text(STAMP, "ascii")


def _entry(answer: Any) -> dict[str, Any]:
    return {"answer": answer, "revision": 1, "time": "2026-03-02T08:00:00.000Z", "content": "",
            "coach": ""}  # fmt: skip


def _own(answer: Any, number: int) -> Any:
    if isinstance(answer, dict):
        return {box: _own(text, number) for box, text in answer.items()}
    return f"{answer} ({number})" if answer else answer
