"""Classes for the report's tests: read by the real coach, or made up criterion by criterion."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from active_listening import bank
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.coach.rubrics import rubric
from active_listening.grading import ItemGrade, grade

NAME = "03_open_questions"
ASSIGNMENT = bank.assignment(NAME)
KEYS = bank.keys(NAME)
NAMES = ["Ọlákùnlé Adébáyọ̀", "沈 浩然", "نادية قرطاس", "हरीश वैद्यनाथ", "Zoë Quaßl", "=SUM(A1) Łęcka"]


def texts(item: Any) -> list[Any]:
    """Answers of every kind to one task, good and bad, unsure and empty."""
    if isinstance(item, bank.Rewrite):
        near = [miss.say for miss in KEYS[item.id].near_misses]
        return [
            *KEYS[item.id].models, *near, item.original, "Tell me more about it.", "",
            "Wie war der Versuch für Ihre Leute im Depot?", "Did it go well, and was it quick?",
        ]  # fmt: skip
    if item.kind == "free_pair":
        pair = {"closed": "Was the audit hard?", "open": "What was the audit like for you?"}
        return [pair, {**pair, "open": "Was it long?"}, {**pair, "closed": ""}, {}]
    return [{"answer": "The yes decided the day."}, {"answer": ""}]


@cache
def graded(number: int, choice: int) -> ItemGrade:
    item = ASSIGNMENT.items[number]
    answer = texts(item)[choice % len(texts(item))]
    return grade(ASSIGNMENT, {item.id: answer}, KEYS).items[number]


def answer(number: int, choice: int) -> ItemResult:
    """The answer `choice` to task `number` (from 0), as grading leaves it in the gradebook."""
    item, one = ASSIGNMENT.items[number], graded(number, choice)
    task = item.original if isinstance(item, bank.Rewrite) else item.title or item.prompts[0].ask
    reading = one.reading.as_dict() if one.reading else None
    return ItemResult(
        one.id, one.number, one.kind, task, one.answer, one.status, reading, one.points, None,
        float(one.max_points), one.points is None, one.note,
    )  # fmt: skip


def learner(place: int, items: Iterable[ItemResult], **fields: Any) -> StudentResult:
    first, _, last = NAMES[place % len(NAMES)].partition(" ")
    made = StudentResult(
        f"id{place:03}.q", f"{first}{place}", last, f"id{place:03}.q@example.org", None, "", 0.0,
        tuple(items),
    )  # fmt: skip
    return replace(made, **fields)


def class_of(
    count: int, seed: int = 1, marked: bool = False, flagged: int = 0, absent: int = 0
) -> ClassResult:
    """Learners who answer at random, the later ones worse.

    Args:
        marked: whether a person has decided on what waits, and over some of the machine's points.
        flagged: how many could not be graded.
    """
    chance = random.Random(seed)
    students = []
    for place in range(count):
        items = []
        for number, item in enumerate(ASSIGNMENT.items):
            good = chance.random() > place / max(count, 1)
            choice = chance.randrange(3 if good else len(texts(item)))
            one = answer(number, choice)
            if marked and (one.waiting or chance.random() < 0.2):
                points = chance.choice([0, 0.5, 1]) * one.max_points
                one = replace(one, manual=points, waiting=False)
            items.append(one)
        problem = "answers.json is damaged. Ask for the folder again." if place < flagged else ""
        students.append(learner(place, () if problem else items, problem=problem))
    return ClassResult(
        NAME, float(ASSIGNMENT.max_points), tuple(students), tuple(f"abs{n}" for n in range(absent))
    )


def made_up(
    count: int, met: Callable[[int, int, str], str], points: Callable[[int, int], float]
) -> ClassResult:
    """A class whose criteria and points are given, by learner (from 0), task (from 0) and id."""
    students = []
    for place in range(count):
        items = []
        for number, item in enumerate(ASSIGNMENT.items):
            if not isinstance(item, bank.Rewrite):
                continue
            text = f"What was it like for learner-token{place} there?"
            criteria = [
                {"id": rule.id, "met": met(place, number, rule.id), "span": None,
                 "reason": "asks_nothing", "tip": None}
                for rule in rubric(item.rubric)
            ]  # fmt: skip
            reading = {
                "text": text, "question": {"tier": "open", "span": [0, 4], "reason": "open_what"},
                "flaws": [], "moves": [], "criteria": criteria, "points": 100.0,
                "verdict": "pass",
            }  # fmt: skip
            items.append(
                ItemResult(
                    item.id, number + 1, "rewrite", item.original, text, "graded", reading,
                    points(place, number), None, float(item.points), False,
                )
            )  # fmt: skip
        students.append(learner(place, items))
    return ClassResult(NAME, float(sum(i.max_points for i in items)), tuple(students))
