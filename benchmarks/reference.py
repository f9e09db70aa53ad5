"""The project's own reference set: tasks with answers, each labelled with how it should be read.

Two thirds are there to develop with; the rest, in `held_back/`, is read only when asked for.
The labels were written without sight of the rules; what they mean stands beside the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from active_listening import coach
from benchmarks.lines import Missing, reading

FOLDER = Path(__file__).parents[1] / "data" / "reference"
ON_TOPIC, SECOND = "on_topic.yaml", "second_reading.yaml"
WITH_RULES = ("first_lessons", "second_lessons", "third_lessons")
"""Written together with the rules they test, so kept apart from lines that were not."""
Names = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What the answers of a task reply to, in the form that the coach asks for."""

    id: str
    rubric: str = ""
    scene: str = ""
    original: str = ""
    client: str = ""
    facets: Names = ()
    feelings: tuple[str, ...] = ()
    actions: Names = ()
    must: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One line with its labels; what is None or empty was not labelled.

    Attributes:
        sure: False where two good trainers might differ.
        held: from the held-back third.
    """

    task: Task
    text: str
    group: str = "honest"
    trick: str = ""
    tier: str | None = None
    flaws: frozenset[str] | None = None
    moves: frozenset[str] | None = None
    verdict: str | None = None
    misses: frozenset[str] = frozenset()
    sure: bool = True
    why: str = ""
    held: bool = False


@dataclass(slots=True)
class Judged:
    """Answers with their readings, and what had to be left out: the reason, and how many."""

    pairs: list[tuple[Answer, coach.Reading]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def answers(held_back: bool = False, folder: Path = FOLDER) -> list[Answer]:
    """Every labelled line of the set, or of its held-back third. Missing where there is no file."""
    place = folder / "held_back" if held_back else folder
    apart = (ON_TOPIC, SECOND, *(f"{name}.yaml" for name in WITH_RULES))
    files = [one for one in sorted(place.glob("*.yaml")) if one.name not in apart]
    if not files:
        raise Missing(f"{place.relative_to(folder.parent.parent)}: no reference set there yet")
    return [answer for file in files for answer in _answers(file, held_back)]


def with_rules(name: str, folder: Path = FOLDER) -> list[Answer]:
    """Every line of a part that was written together with its rules; none where there is none."""
    file = folder / f"{name}.yaml"
    return list(_answers(file, False)) if file.exists() else []


def second_reading(held_back: bool = False, folder: Path = FOLDER) -> dict[tuple[str, str], Answer]:
    """Lines labelled again by a second reader, by task and text; none where there is no file."""
    file = (folder / "held_back" if held_back else folder) / SECOND
    found = _answers(file, held_back) if file.exists() else ()
    return {(answer.task.id, answer.text): answer for answer in found}


def load(file: Path) -> Any:
    """A YAML file as plain data."""
    return YAML(typ="safe").load(file.read_text("utf-8"))


def _answers(file: Path, held: bool) -> Iterable[Answer]:
    data = load(file)
    tasks = data.get("tasks", []) if isinstance(data, dict) else data
    for raw in tasks or []:
        task = task_of(raw)
        for one in raw.get("answers") or ():
            yield _answer(task, one, held)


def task_of(raw: Mapping[str, Any]) -> Task:
    """The task of an entry; what it lacks is empty."""
    return Task(
        id=str(raw["id"]),
        rubric="" if raw.get("rubric") in (None, "absent", "none") else str(raw["rubric"]),
        scene=str(raw.get("scene") or ""),
        original=str(raw.get("original") or ""),
        client=str(raw.get("client") or ""),
        facets=_named(raw.get("facets")),
        feelings=tuple(str(one) for one in raw.get("feelings") or ()),
        actions=_named(raw.get("actions")),
        must=tuple(i for i, one in enumerate(raw.get("facets") or ()) if one.get("must")),
    )


def _named(entries: Any) -> Names:
    return tuple(tuple(str(word) for word in one["words"]) for one in entries or ())


def _answer(task: Task, raw: Mapping[str, Any], held: bool) -> Answer:
    def labels(name: str) -> frozenset[str] | None:
        return None if raw.get(name) is None else frozenset(map(str, raw[name]))

    return Answer(
        task=task,
        text=str(raw["text"]),
        group=str(raw.get("group") or "honest"),
        trick=str(raw.get("trick") or ""),
        tier=raw.get("tier"),
        flaws=labels("flaws"),
        moves=labels("moves"),
        verdict=raw.get("verdict"),
        misses=labels("misses") or frozenset(),
        sure=raw.get("sure", True) is not False,
        why=str(raw.get("why") or ""),
        held=held,
    )


def judged(lines: Iterable[Answer]) -> Judged:
    """Each line read, by its task's rubric where the coach knows it."""
    result = Judged()
    unknown: dict[str, str] = {}
    for answer in lines:
        rubric = answer.task.rubric
        if rubric not in unknown:
            unknown[rubric] = _gap(answer)
        if unknown[rubric]:
            result.left_out[unknown[rubric]] = result.left_out.get(unknown[rubric], 0) + 1
        else:
            result.pairs.append((answer, _read(answer)))
    return result


def _read(answer: Answer) -> coach.Reading:
    if answer.task.rubric:
        return coach.read(answer.text[: coach.LIMIT], answer.task)
    return reading(answer.text, answer.task.client)


def _gap(answer: Answer) -> str:
    """Why lines of this rubric cannot be judged, or "". The coach may be older than the set."""
    try:
        _read(answer)
    except (KeyError, AttributeError, TypeError) as error:
        return f"rubric {answer.task.rubric or 'none'}: {type(error).__name__} {error}"
    return ""


def tier(found: coach.Reading) -> str:
    """How wide the question is, as the set's labels have it: a mere check-back asks nothing."""
    return "none" if found.question.reason == "check_back" else str(found.question.tier)


def misses(found: coach.Reading) -> frozenset[str]:
    """The criteria that a reading finds not met in full."""
    return frozenset(one.id for one in found.criteria if one.met in ("half", "no"))
