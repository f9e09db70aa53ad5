"""What the course knows: `data/` as typed items, and what is wrong with it.

Every function takes an id and raises `ContentError`, whose text is a sentence or two for a person:
the ids near an unknown one, or the file, line, field and mend of a broken entry.
"""

from __future__ import annotations

from active_listening.bank import classes, forms, load, points, scenes
from active_listening.bank.classes import Learner
from active_listening.bank.errors import ContentError, UnknownId
from active_listening.bank.forms import Form
from active_listening.bank.items import (
    Assignment,
    Dialogue,
    Graded,
    Key,
    Observation,
    Options,
    Quiz,
    Reply,
    Rewrite,
    Roleplay,
    Worksheet,
)
from active_listening.bank.points import Point
from active_listening.bank.workshop import Session, Workshop

__all__ = [
    "Assignment",
    "ContentError",
    "Dialogue",
    "Form",
    "Graded",
    "Key",
    "Learner",
    "Observation",
    "Options",
    "Point",
    "Quiz",
    "Reply",
    "Rewrite",
    "Roleplay",
    "Session",
    "UnknownId",
    "Worksheet",
    "Workshop",
    "assignment",
    "dialogue",
    "form",
    "graded",
    "graded_in",
    "keys",
    "learners",
    "observation",
    "options",
    "quiz",
    "reply",
    "rewrite",
    "roleplay",
    "sessions",
    "syllabus",
    "worksheet",
    "workshops",
]


def quiz(id: str) -> Quiz:
    """The quiz item `id`."""
    return load.quiz(load.find("quizzes", id))


def rewrite(id: str) -> Rewrite:
    """The rewrite `id`, for practice or graded."""
    item = _graded_or_none(id)
    if isinstance(item, Rewrite) and not isinstance(item, Reply):
        return item
    return load.rewrite(load.find("rewrites", id))


def reply(id: str) -> Reply:
    """The reply `id`, for practice or graded."""
    item = _graded_or_none(id)
    return item if isinstance(item, Reply) else load.reply(load.find("replies", id))


def dialogue(id: str) -> Dialogue:
    """The scene `id`."""
    return load.dialogue(load.find("dialogues", id))


def form(id: str) -> Form:
    """The form `id` of the test."""
    return forms.form(load.find("forms", id))


def worksheet(id: str) -> Worksheet:
    """The worksheet `id`, for oneself or graded."""
    item = _graded_or_none(id)
    return item if isinstance(item, Worksheet) else load.worksheet(load.find("worksheets", id))


def options(id: str) -> Options:
    """The options to think of, `id`."""
    return load.options(load.find("options", id))


def observation(id: str) -> Observation:
    """The talk to code, `id`."""
    return load.observation(load.find("observations", id))


def roleplay(id: str) -> Roleplay:
    """The role-play `id`: graded, or a scene to practise. `roleplays.find` has the scene itself."""
    item = _graded_or_none(id)
    if isinstance(item, Roleplay):
        return item
    return load.to_practise(scenes.entry(scenes.find(id)))


def _graded_or_none(id: str) -> Graded | None:
    listed = (entry for path in load.files("assignments") for entry in load.entries(path))
    found = next((entry for entry in listed if entry.id == id), None)
    return load.graded(found) if found else None


def graded(id: str) -> Graded:
    """The graded item `id`, of any kind."""
    return load.graded(load.find("assignments", id))


def assignment(name: str) -> Assignment:
    """The assignment `name`, such as ``03_open_questions``, with its items in order."""
    for path in load.files("assignments"):
        if path.stem == name:
            items = tuple(load.graded(entry) for entry in load.entries(path))
            page = path.with_suffix(".md")
            heading = page.read_text("utf-8").partition("\n")[0] if page.exists() else name
            return Assignment(name, items, heading.removeprefix("# ").strip())
    raise UnknownId("assignments", name, [path.stem for path in load.files("assignments")])


def graded_in(scene: str) -> str:
    """The assignment in which the talk of `scene` is graded, such as ``08_…``; "" where none."""
    for path in load.files("assignments"):
        for entry in load.entries(path):
            item = load.graded(entry)
            if isinstance(item, Roleplay) and item.scene == scene:
                return path.stem
    return ""


def keys(name: str) -> dict[str, Key]:
    """Item id to key, for one assignment; empty in an edition that holds no keys."""
    return {
        entry.id: load.key(entry)
        for path in load.files("keys")
        if path.stem == name
        for entry in load.entries(path)
    }


def syllabus() -> list[Point]:
    """What the course must teach, by module; nothing in a learner's edition."""
    return [points.point(entry) for entry in points.entries()]


def sessions() -> list[Session]:
    """Every lesson's session, in order; none in a learner's edition."""
    return list(load.all_of("sessions"))


def workshops() -> list[Workshop]:
    """Every workshop; none in a learner's edition."""
    return list(load.all_of("workshops"))


def learners(name: str) -> list[Learner]:
    """The class for demonstrations of one assignment, by id; nobody in a learner's edition."""
    return [classes.learner(classes.entry(path)) for path in classes.files(name)]
