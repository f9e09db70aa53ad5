"""Where a learner stands, counted from records made here, on a course of three pages."""

import pytest

from active_listening import bank, coach
from active_listening.bank import load, placed, points, skills
from active_listening.bank.placed import Notebook, Placed
from active_listening.lesson.standing import ENOUGH, MISSED_TWICE, Standing

ALL = [entry for path in load.files("rewrites") for entry in load.entries(path)]
LINES = [entry.id for entry in ALL if load.word(entry, "rubric") == "rewrite"][:6]
FIRST = Notebook(
    "course/01_first.ipynb",
    "First",
    (
        Placed("dialogue", "tessaro-january", "A call"),
        Placed("quiz", "q-one", "Questions"),
        Placed("quiz", "q-two", "Questions"),
        Placed("worksheet", "card", "Your card"),
    ),
)
SECOND = Notebook(
    "course/02_second.ipynb", "Second", tuple(Placed("rewrite", id, "Lines") for id in LINES)
)
ROOM = Notebook("course/practice_room.ipynb", "Practice room", (Placed("roleplay", "talk"),))
TASKS = Notebook(
    "exercises/02_second/02_second.ipynb", "Assignment 02: Second", (Placed("rewrite", "a02-x"),)
)


@pytest.fixture(autouse=True)
def course(monkeypatch):
    monkeypatch.setattr(placed, "lessons", lambda: (FIRST, SECOND, ROOM))
    monkeypatch.setattr(placed, "assignments", lambda: (TASKS,))
    monkeypatch.setattr(points, "entries", lambda: ())


def reading(verdict="pass", **met):
    criteria = [
        {"id": id, "met": how, "span": None, "reason": "asks_nothing", "tip": None}
        for id, how in met.items()
    ]
    question = {"tier": "open", "span": None, "reason": "open_what"}
    rest = {"text": "How was it?", "question": question, "flaws": [], "moves": []}
    return {**rest, "criteria": criteria, "points": 50, "verdict": verdict}


def attempt(record, item, verdict="pass", **met):
    record.save(item, "How was it?", kind="attempt", reading=reading(verdict, **met), points=50)


def row(standing, page):
    return next(row for row in standing.lessons if row.page is page)


def test_an_empty_record_stands_nowhere(record):
    standing = Standing(record)
    assert standing.here is None
    assert standing.skills == () and standing.missed == () and standing.weakest is None
    assert {(row.done, row.begun) for row in standing.lessons} == {(0, 0)}


def test_done_begun_and_not_yet(record):
    record.save("q-one", {"answer": "x"}, kind="attempt", points=0)
    record.save("q-two", {"answer": "x"})
    record.save("card", {"a": "words", "b": " "})
    record.save("tessaro-january", "1", kind="place")
    assert (row(Standing(record), FIRST).done, row(Standing(record), FIRST).begun) == (1, 3)
    record.save("card", {"a": "words", "b": "more"})
    record.save("tessaro-january", str(len(bank.dialogue("tessaro-january").lines)), kind="place")
    assert (row(Standing(record), FIRST).done, row(Standing(record), FIRST).begun) == (3, 1)


def test_an_assignment_is_begun_then_handed_in(record):
    assert row(Standing(record), SECOND).handed == "not yet"
    record.save("a02-x", "a draft")
    assert row(Standing(record), SECOND).handed == "begun"
    assert Standing(record).here is TASKS
    record.save("02_second", {"number": 1}, kind="hand_in")
    assert row(Standing(record), SECOND).handed == "handed in"


def test_a_line_counts_once_by_its_newest_try_and_unsure_costs_nothing(record):
    attempt(record, LINES[0], "not_yet")
    attempt(record, LINES[0], "not_yet")
    attempt(record, LINES[0], "pass")
    attempt(record, LINES[1], "pass")
    attempt(record, LINES[2], "not_yet")
    attempt(record, LINES[3], "unsure")
    (told,) = Standing(record).skills
    assert (told.n, told.right, told.unsure) == (3, 2, 1)
    assert (told.again, told.then, told.now) == (1, 0, 1)
    assert told.waiting == (LINES[2],)


def test_the_weakest_skill_is_named_only_where_there_is_enough(record):
    for id in LINES[: ENOUGH - 1]:
        attempt(record, id, "not_yet")
    assert Standing(record).weakest is None
    attempt(record, LINES[ENOUGH - 1], "pass")
    weakest = Standing(record).weakest
    assert weakest and weakest.skill.taught == "03_open_questions"
    for id in LINES:
        attempt(record, id, "pass")
    assert Standing(record).weakest is None


def test_what_is_missed_most_comes_first_and_once_is_not_most(record):
    attempt(record, LINES[0], "not_yet", Q3="no", Q4="no", Q5="half")
    attempt(record, LINES[1], "not_yet", Q3="no", Q4="n/a", Q5="full")
    attempt(record, LINES[2], "unsure", Q3="no")
    (missed,) = Standing(record).missed
    labels = {rule.id: rule.label for rule in coach.rubric("rewrite")}
    assert (missed.label, missed.missed, missed.n) == (labels["Q3"], MISSED_TWICE, 2)


def test_a_tip_stands_once_with_the_line_it_is_about(record):
    texts = {LINES[0]: "Is Ben coping?", LINES[1]: "Was the move to the new system all right?"}
    for id, text in texts.items():
        read = coach.read(text, asked=bank.rewrite(id))
        record.save(id, text, kind="attempt", reading=read.as_dict(), points=read.points)
    tips = [one.tip for one in Standing(record).missed if one.tip]
    assert tips and len(tips) == len(set(tips))
    assert all(one.line in texts.values() for one in Standing(record).missed if one.tip)


def test_readings_of_other_times_are_passed_over(record):
    record.save(LINES[0], "x", kind="attempt", reading={"verdict": "pass"}, points=1)
    record.save(LINES[1], "x", kind="attempt", reading={"criteria": [3, {"id": "Q9"}]}, points=1)
    record.save("gone", "x", kind="attempt", reading=reading("pass", Q1="no"))
    standing = Standing(record)
    assert standing.missed == ()
    assert [row.n for row in standing.skills] == [1]


def test_points_of_the_map_are_exercised_by_any_of_their_activities(record, monkeypatch):
    rows = [
        ("A001", "M01", "01_first#a", ("q-one", "q-two")),
        ("A002", "M01", "01_first#b", ("a02-x",)),
        ("A003", "M01", "", ("q-one",)),
    ]
    base = {"source": "", "version": ""}
    monkeypatch.setattr(points, "entries", lambda: rows)
    monkeypatch.setattr(
        points,
        "point",
        lambda row: points.Point(
            id=row[0], module=row[1], point="p", taught=row[2], exercised=row[3], **base
        ),
    )
    record.save("q-two", {"answer": "x"}, kind="attempt", points=0)
    told = row(Standing(record), FIRST)
    assert (told.points, told.points_of) == (1, 2)
    record.save("02_second", {"number": 1}, kind="hand_in")
    assert row(Standing(record), FIRST).points == 2


def test_what_waits_is_after_what_was_touched_last(record):
    record.save("q-one", {"answer": "x"}, kind="attempt", points=0)
    waiting = Standing(record).waits(FIRST)
    assert waiting and waiting.id == "q-two"
    for id in ("q-two", "card"):
        record.save(id, "words", kind="attempt")
    waiting = Standing(record).waits(FIRST)
    assert waiting and waiting.id == "tessaro-january"


def test_a_rubric_read_quickly_is_the_one_read_whole():
    for kind in ("rewrites", "replies"):
        for path in load.files(kind):
            for entry in load.entries(path):
                assert load.word(entry, "rubric") == load.MAKERS[kind](entry).rubric


def test_every_rubric_belongs_to_one_skill_and_every_skill_to_a_lesson():
    from active_listening.coach.rubrics import judging

    named = [name for skill in skills.skills() for name in skill.rubrics]
    assert len(named) == len(set(named))
    assert set(judging.rubrics()) <= set(named)
