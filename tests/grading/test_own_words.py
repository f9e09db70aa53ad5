"""What is copied from the task, or said under every task, has no points until a person gave some.

The second half holds the ways of answering without reading a client's line that earned most when
people tried to cheat, each over all assignments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from active_listening import bank, grading, resources
from active_listening.bank import Assignment, Rewrite
from active_listening.grading import ItemGrade, own_words
from benchmarks import graded_answers, reference

MINUTES = "a12-called-in-twice"
NAMES = sorted(path.stem for path in (resources.data() / "assignments").glob("*.md"))
ASSIGNMENTS = {name: bank.assignment(name) for name in NAMES}
LINES = {item.id: item for one in ASSIGNMENTS.values() for item in one.items
         if isinstance(item, Rewrite)}  # fmt: skip


def alone(id: str, answer: str) -> ItemGrade:
    """What an answer earns where nothing else is answered."""
    name = next(name for name in NAMES if id in {item.id for item in ASSIGNMENTS[name].items})
    return next(one for one in grading.grade(ASSIGNMENTS[name], {id: answer}).items if one.id == id)


def waits(graded: ItemGrade) -> bool:
    return graded.points is None and graded.status == "copied" and graded.reading is None


# -- copied from the task ------------------------------------------------------------------------


def test_the_scene_with_a_question_behind_it_waits_and_the_learner_is_told() -> None:
    scene = max((item.scene for item in LINES.values() if item.rubric == "rewrite"), key=len)
    id = next(id for id, item in LINES.items() if item.scene == scene)
    graded = alone(id, f"{scene} What was that like?")
    assert waits(graded)
    assert "stands in the task already" in graded.note and "a person" in graded.note


def test_the_question_alone_is_graded() -> None:
    assert alone("a03-depot-trial", "What was that like?").points


def test_another_speaker_makes_it_nobodys_own() -> None:
    item = LINES["a04-old-prices"]
    swapped = re.sub(r"\bI\b", "you", item.client).replace(" my ", " your ")
    assert swapped != item.client
    assert waits(alone(item.id, f"{swapped} What matters most to you now?"))


def test_what_earns_nothing_waits_for_nobody() -> None:
    """A closed question handed back closed is a mistake, no cheat."""
    item = LINES["a03-same-slot"]
    graded = alone(item.id, item.original)
    assert (graded.points, graded.status) == (0, "graded")


def test_good_answers_take_up_the_task_and_are_graded() -> None:
    """Every good answer and every model of the assignments, as they were written."""
    texts = [(str(one["item"]), text) for file in all_files() for one in reference.load(file)
             for text in one["good"]]  # fmt: skip
    texts += [(id, model) for name in NAMES for id, key in bank.keys(name).items()
              for model in key.models if id in LINES]  # fmt: skip
    assert len(texts) > 1500
    assert [text for id, text in texts if alone(id, text).status == "copied"] == []


def all_files() -> Iterator[Any]:
    for files in graded_answers.files().values():
        yield from files


# -- one pattern for all -------------------------------------------------------------------------


def under(count: int, answer: Callable[[int], str]) -> list[ItemGrade]:
    """An assignment with `count` tasks answered so."""
    assignment = ASSIGNMENTS["03_open_questions"]
    items = [item.id for item in assignment.items if isinstance(item, Rewrite)][:count]
    answers = {id: answer(place) for place, id in enumerate(items)}
    return [one for one in grading.grade(assignment, answers).items if one.id in items]


def test_the_same_text_counts_twice_and_waits_from_the_third_time_on() -> None:
    assert [waits(one) for one in under(2, lambda _: "Tell me more.")] == [False] * 2
    graded = under(3, lambda place: "tell me  more" + "!" * place)
    assert [waits(one) for one in graded] == [True] * 3
    assert "stands under other tasks too" in graded[0].note


def test_so_does_a_pattern_with_a_word_changed() -> None:
    words = ("trial", "workshop", "report", "page")
    told = [f"What is it about the {word} that matters most to you?" for word in words]
    assert all(waits(one) for one in under(4, told.__getitem__))


def test_a_beginning_that_many_questions_share_is_no_pattern() -> None:
    said = [
        "What was the trial like for your drivers?",
        "What was the workshop like for the people who had to stand at the back of the room?",
        "What was the report like to read on a Sunday?",
    ]
    assert not any(waits(one) for one in under(3, said.__getitem__))


def test_a_class_of_people_who_mean_well_has_one_such_learner() -> None:
    """Who wrote "Tell me more." under thirteen tasks; the person gave most of them nothing."""
    found = {}
    for learner in bank.learners("03_open_questions"):
        answers = {id: one.answer for id, one in learner.answers.items()}
        found[learner.id] = own_words.against(ASSIGNMENTS["03_open_questions"], answers)
    assert [id for id, items in found.items() if items] == ["lazaros.t"]


# -- ways to cheat -------------------------------------------------------------------------------


def line(item: Rewrite) -> str:
    return item.client or item.original or item.scene


def end(item: Rewrite, words: int) -> str:
    return " ".join(re.findall(r"[\w'’-]+", line(item))[-words:])


def topic(item: Rewrite) -> str:
    return next(iter(re.findall(r"\b[a-z]{5,}\b", line(item))), "matter")


EVERYTHING = (
    "I'm sorry. It sounds like you're frustrated, and that makes sense, because this matters to "
    "you. What matters most to you here? If I heard you right, it was late and people were let "
    "down. Did I get that right? I'll check by Friday at ten and call you at noon. We could look "
    "at options together."
)
CHEATS: dict[str, tuple[Callable[[Rewrite], str], float]] = {
    "the scene and a question": (lambda item: f"{item.scene} What was that like?", 0.02),
    "the line and a question": (lambda item: f"{line(item)} What was that like for you?", 0.2),
    "the line and a check": (lambda item: f"{line(item)} Did I get that right?", 0.1),
    "a little of everything": (lambda item: EVERYTHING, 0.02),
    "a feeling and a question": (
        lambda item: "It sounds like you are frustrated. What matters most to you?", 0.02),
    "tell me more": (lambda item: "Tell me more.", 0.02),
    "a rude open question": (
        lambda item: "What on earth made you so stupid as to do that?", 0.02),
    "the last words in a pattern": (
        lambda item: f"It sounds like {end(item, 5)}, and that matters. What matters most to you?",
        0.02),
    "what matters about a word": (
        lambda item: f"What is it about the {topic(item)} that matters most to you?", 0.02),
    # What is left: a topic is named and a story asked for. By the rubric this is an open question.
    "the last words and a question": (
        lambda item: f"{end(item, 8)}. What was that like?", 0.55),
    "tell me about a word": (lambda item: f"Tell me about the {topic(item)}.", 0.55),
}  # fmt: skip
"""By name: what is written under every task, and the share of the points it may earn at most."""


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_cheat_earns_no_more_than_is_said(cheat: str) -> None:
    answer, most = CHEATS[cheat]
    earned = there_are = 0.0
    for assignment in ASSIGNMENTS.values():
        earns, of = _earned(assignment, answer)
        earned, there_are = earned + earns, there_are + of
    assert there_are > 500
    assert earned / there_are <= most


def _earned(assignment: Assignment, answer: Callable[[Rewrite], str]) -> tuple[float, float]:
    lines = [item for item in assignment.items if isinstance(item, Rewrite)]
    graded = grading.grade(assignment, {item.id: answer(item) for item in lines})
    return graded.points, sum(item.points for item in lines)
