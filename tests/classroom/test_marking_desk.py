"""The trainer's desk: what is given, put off, split, taken back; in memory and in a gradebook."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from marking_memory import Memory, answer

import small_class
from active_listening import bank
from active_listening.classroom import book
from active_listening.classroom.book import Mark
from active_listening.classroom.layout import ClassError
from active_listening.classroom.marking.desk import (
    BookShelf,
    Desk,
    NotGiven,
    points_of,
    sum_of,
)

NAME = "03_open_questions"
ITEMS = bank.assignment(NAME).items
FIRST = ITEMS[0].id
JUDGEMENT = next(item for item in ITEMS if getattr(item, "kind", "") == "judgement")


@pytest.fixture
def memory() -> Memory:
    return Memory(
        ("ann", answer("How was it?")), ("ben", answer("how was it")), ("cid", answer("Another?")),
        ("ann", answer("What else?", 2)),
    )  # fmt: skip


@pytest.fixture
def desk(memory: Memory) -> Desk:
    return Desk(memory)


def test_a_group_gets_its_points_at_once(desk: Desk, memory: Memory) -> None:
    assert desk.current is not None
    assert desk.give(desk.current.key, 2.5, " Nearly. ") == "2.5 points given to 2 learners."
    assert memory.writes == 1
    for student in ("ann", "ben"):
        item = memory.held[student, "item-1"]
        assert (item.manual, item.comment, item.waiting) == (2.5, "Nearly.", False)
    assert [group.id for group in desk.waiting] == ["item-1", "item-2"]
    assert desk.result == memory.read(), "what is shown is what is in the gradebook"


def test_what_somebody_else_decided_meanwhile_is_left_as_it_is(desk: Desk, memory: Memory) -> None:
    key = desk.current.key
    memory.give([Mark("ben", "item-1", 5.0, "Mine.")])
    said = desk.give(key, 1.0, "")
    assert (
        said == "1 point given to 1 learner. 1 learner had been decided on meanwhile and stayed so."
    )
    assert memory.held["ben", "item-1"].manual == 5.0
    assert memory.held["ann", "item-1"].manual == 1.0


def test_an_answer_that_is_another_by_now_gets_nothing(desk: Desk, memory: Memory) -> None:
    key = desk.current.key
    for student in ("ann", "ben"):
        changed = replace(memory.held[student, "item-1"], answer="Something new?")
        memory.held[student, "item-1"] = changed
    with pytest.raises(NotGiven, match="meanwhile"):
        desk.give(key, 5.0, "")
    assert memory.writes == 0
    assert desk.current.texts == ("Something new?",)


def test_a_write_that_fails_changes_nothing(desk: Desk, memory: Memory) -> None:
    key = desk.current.key
    memory.refuses = "The disk is full."
    with pytest.raises(ClassError, match="disk is full"):
        desk.give(key, 5.0, "")
    assert (desk.current.key, desk.made) == (key, [])
    memory.refuses = ""
    assert desk.give(key, 5.0, "").startswith("5 points")


def test_the_last_decision_is_taken_back_and_stands_on_top(desk: Desk, memory: Memory) -> None:
    before = dict(memory.held)
    desk.skip(desk.waiting[0].key)
    desk.give(desk.waiting[0].key, 1.0, "x")
    given = desk.made[-1].before[0]
    assert desk.undo() == "Taken back: 1 learner of task 1."
    assert memory.held == before
    assert desk.current.members[0].student == given.student
    assert desk.made == []
    with pytest.raises(NotGiven, match="nothing to take back"):
        desk.undo()


def test_points_changed_elsewhere_are_not_taken_back(desk: Desk, memory: Memory) -> None:
    desk.give(desk.current.key, 1.0, "")
    memory.give([Mark("ben", "item-1", 4.0, "")])
    assert desk.undo() == "Taken back: 1 learner of task 1. 1 learner changed since and stayed."
    assert memory.held["ben", "item-1"].manual == 4.0
    desk.give(desk.current.key, 1.0, "")
    memory.give([Mark("ann", "item-1", 4.0, "")])
    with pytest.raises(NotGiven, match="changed elsewhere"):
        desk.undo()
    assert memory.held["ann", "item-1"].manual == 4.0


def test_taking_back_that_fails_can_be_tried_again(desk: Desk, memory: Memory) -> None:
    desk.give(desk.current.key, 1.0, "")
    memory.refuses = "Locked."
    with pytest.raises(ClassError):
        desk.undo()
    memory.refuses = ""
    assert desk.undo().startswith("Taken back")


def test_an_earlier_mark_of_a_person_comes_back(memory: Memory) -> None:
    again = answer("Changed since?", 3, manual=3.0, comment="Good.")
    memory.held = {("ann", "item-3"): again}
    desk = Desk(memory)
    desk.give(desk.current.key, 1.0, "Hm.")
    desk.undo()
    assert memory.held["ann", "item-3"] == again


def test_a_group_is_marked_one_by_one(desk: Desk) -> None:
    desk.split(desk.current.key)
    assert [len(group.members) for group in desk.waiting] == [1, 1, 1, 1]
    desk.give(desk.current.key, 1.0, "")
    assert len(desk.made[0].before) == 1
    assert len(desk.waiting) == 3


def test_what_is_put_off_comes_last_in_the_order_it_was_put_off(desk: Desk) -> None:
    keys = [group.key for group in desk.waiting]
    desk.skip(keys[0])
    assert not desk.put_off
    desk.skip(keys[1])
    assert [group.key for group in desk.waiting] == [keys[2], keys[0], keys[1]]
    desk.give(keys[2], 1.0, "")
    assert desk.put_off


def test_a_decision_that_is_no_longer_there_is_refused(desk: Desk, memory: Memory) -> None:
    for act in (lambda: desk.give("gone", 1.0, ""), lambda: desk.skip("x"), lambda: desk.split("")):
        with pytest.raises(NotGiven, match="changed"):
            act()
    assert memory.writes == 0


def test_reloading_sees_what_was_done_elsewhere(desk: Desk, memory: Memory) -> None:
    memory.give([Mark("cid", "item-1", 5.0, "")])
    assert len(desk.waiting) == 3
    desk.reload()
    assert len(desk.waiting) == 2


@pytest.mark.parametrize(("typed", "points"), [("0", 0), ("2.5", 2.5), (" 5 ", 5), ("1,5", 1.5)])
def test_points_are_numbers_in_halves(typed: str, points: float) -> None:
    assert points_of(typed, 5) == points


@pytest.mark.parametrize(
    "typed", ["", "5.5", "-0.5", "0.3", "nan", "inf", "-inf", "1e9", "x", None, [1], True]
)
def test_other_points_are_refused(typed: object) -> None:
    with pytest.raises(NotGiven, match="from 0 to 5"):
        points_of(typed, 5)


def test_the_machines_own_points_can_be_confirmed() -> None:
    assert points_of("4.25", 5, 4.25) == 4.25
    with pytest.raises(NotGiven):
        points_of("4.25", 5, 4.3)


def test_the_lines_of_a_scheme_add_up_and_none_is_left_out() -> None:
    most = [line.points for line in JUDGEMENT.scheme]
    assert sum_of([str(points) for points in most], JUDGEMENT) == sum(most) == JUDGEMENT.points
    for wrong in (None, [], ["1"], ["1", "", "1"], [str(most[0] + 1), "0", "0"], "123"):
        with pytest.raises(NotGiven):
            sum_of(wrong, JUDGEMENT)


# -- nbgrader's gradebook --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class has handed in and was graded."""
    root = tmp_path_factory.mktemp("course")
    learners = {
        "ann": {FIRST: "¿Cómo fue la prueba en el almacén?"},
        "ben": {FIRST: "¿cómo fue la prueba en el almacen"},
        "cid": {FIRST: "Did it go well?", f"{FIRST}/disagrees": "It is open."},
    }
    small_class.make(root, learners)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "course"))


def booked(root: Path) -> dict[str, tuple[object, ...]]:
    """auto score, manual score, waits and comment of the first task, straight from the database."""
    with sqlite3.connect(root / "gradebook.db") as database:
        rows = database.execute(
            "select a.student_id, g.auto_score, g.manual_score, g.needs_manual_grade, "
            "c.manual_comment from grade g join base_cell b on b.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment a on a.id = n.assignment_id "
            "join comment c on c.notebook_id = n.id "
            "join base_cell d on d.id = c.cell_id and d.name = b.name where b.name = ?",
            (FIRST,),
        )
        return {student: tuple(rest) for student, *rest in rows}


def test_marks_reach_the_gradebook_and_come_back_out_of_it(root: Path) -> None:
    before = booked(root)
    assert before["ann"] == (None, None, 1, None)
    desk = Desk(BookShelf(NAME, root))
    against, alike = desk.waiting[0], desk.waiting[1]
    assert (against.disagreement, [one.student for one in against.members]) == (True, ["cid"])
    assert {one.student for one in alike.members} == {"ann", "ben"}

    desk.give(alike.key, 4, "Ahora \ud83d in English.")  # half a sign, as a page can send it
    assert booked(root)["ann"] == booked(root)["ben"] == (None, 4, 0, "Ahora \ufffd in English.")
    desk.undo()
    assert booked(root) == before

    desk.give(against.key, 2.5, "Half of it is there.")
    machine = before["cid"][0]
    assert booked(root)["cid"] == (machine, 2.5, 0, "Half of it is there.")
    assert desk.result == BookShelf(NAME, root).read()

    desk.undo()
    assert booked(root) == before
    assert desk.result == BookShelf(NAME, root).read()
    assert desk.current.key == against.key


def test_a_mark_given_in_formgrader_is_seen_after_reading_again(root: Path) -> None:
    desk = Desk(BookShelf(NAME, root))
    count = len(desk.waiting)
    with sqlite3.connect(root / "gradebook.db") as database:  # as formgrader's page writes
        database.execute("update grade set manual_score = 1.0, needs_manual_grade = 0 "
                         "where needs_manual_grade = 1 and auto_score is not null")  # fmt: skip
    desk.reload()
    assert len(desk.waiting) == count - 1


def test_a_mark_of_a_persons_that_waited_for_a_second_look_comes_back(root: Path) -> None:
    with sqlite3.connect(root / "gradebook.db") as database:
        database.execute("update grade set manual_score = 4.0 where needs_manual_grade = 1")
    before = booked(root)
    desk = Desk(BookShelf(NAME, root))
    desk.give(desk.current.key, 1.0, "No.")
    assert booked(root) != before
    desk.undo()
    assert booked(root) == before


def test_a_gradebook_that_is_locked_is_one_sentence_and_nothing_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(BookShelf(NAME, root))
    before = booked(root)
    monkeypatch.setattr(book, "PATIENCE", 0)
    held = sqlite3.connect(root / "gradebook.db", isolation_level=None)
    held.execute("begin immediate")
    try:
        with pytest.raises(ClassError, match=r"Nothing of this step was saved"):
            desk.give(desk.current.key, 1.0, "")
    finally:
        held.close()
    assert booked(root) == before
    assert desk.give(desk.current.key, 1.0, "").startswith("1 point given")
