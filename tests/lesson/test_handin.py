"""Handing in, driven by the messages of its page."""

import json
from pathlib import Path

import pytest
from lesson_items import GRADED, HOSTILE, JUDGEMENT, PAIR, Page

from active_listening import bank
from active_listening.bank.items import Assignment, Key
from active_listening.lesson.handin import HandIn
from active_listening.lesson.worksheets import Form

NAME = "03_open_questions"
ASSIGNMENT = Assignment(NAME, (GRADED, PAIR, JUDGEMENT))
MODELS = ("How was it for you?", "What stood out?", "Tell me about the day.")
KEY = Key(id=GRADED.id, source="", version="", models=MODELS, common_errors=(), marking="")
FOREIGN = "¿Cómo fue la formación para su equipo el lunes pasado?"


@pytest.fixture
def keys(monkeypatch):
    held = {GRADED.id: KEY}
    monkeypatch.setattr(bank, "assignment", lambda name: ASSIGNMENT)
    monkeypatch.setattr(bank, "keys", lambda name: held)
    return held


@pytest.fixture
def page(keys, record):
    page = Page(HandIn(ASSIGNMENT, record))
    yield page
    page.activity.leave()


def write(open_page, record, item, text, box="answer"):
    open_page(Form, item).send("text", value=text, field=box, n=1)
    record.flush()


def test_what_is_empty_is_counted_and_named(page, open_page, record):
    assert [task["state"] for task in page.view["tasks"]] == ["empty"] * 3
    write(open_page, record, PAIR, "Is it?", "closed")
    states = {task["label"]: task["state"] for task in page.said("counted")[-1]["tasks"]}
    assert states == {"Task 1": "empty", "Task 2": "half", "Task 3": "empty"}


def test_handing_in_gives_a_receipt_and_feedback(page, open_page, record):
    write(open_page, record, GRADED, "How did the training go?")
    write(open_page, record, JUDGEMENT, "It led her.")
    view = page.send("hand_in")
    assert view["receipt"]["number"] == 1
    assert "Empty: Task 2." in view["receipt"]["lines"]
    assert Path(view["receipt"]["feedback"]).is_file()
    first, pair, judged = view["feedback"]["tasks"]
    assert first["criteria"] and first["boxes"][0]["segments"]
    assert pair["points"] == "0 of 5"
    assert judged["points"] == "open, up to 5"
    assert "up to 5 more" in view["receipt"]["total"]


def test_handing_in_again_tells_first_and_best(page, open_page, record):
    write(open_page, record, GRADED, "How did the training go?")
    page.send("hand_in")
    write(open_page, record, GRADED, "Was it fine?")
    lines = page.send("hand_in")["receipt"]["lines"]
    assert any(line.startswith("First: ") and "Best: " in line for line in lines)


def test_models_of_an_unsure_answer_reach_the_page_and_no_file(page, open_page, record):
    write(open_page, record, GRADED, FOREIGN)
    task = page.send("hand_in")["feedback"]["tasks"][0]
    assert task["unsure"] and task["compare"]
    assert MODELS[0] not in str(page.view)
    page.send("models", id=GRADED.id)
    assert page.said("models")[-1]["models"] == list(MODELS)
    page.send("judge", id=GRADED.id, value="same")
    record.flush()
    everything = [*Path.cwd().rglob("*"), *Path(record.folder).rglob("*")]
    for path in everything:
        assert not path.is_file() or MODELS[0] not in path.read_text("utf-8")
    assert record.latest(f"{GRADED.id}/judged").answer == "same"


def test_models_are_not_given_for_an_answer_that_was_judged(page, open_page, record):
    write(open_page, record, GRADED, "How did the training go?")
    page.send("hand_in")
    page.send("models", id=GRADED.id)
    assert not page.said("models")


def test_an_edition_without_keys_says_what_waits(page, keys, open_page, record):
    keys.clear()
    write(open_page, record, GRADED, FOREIGN)
    feedback = page.send("hand_in")["feedback"]
    assert not feedback["tasks"][0]["compare"]
    assert "no model answers" in feedback["waits"]


def test_the_receipt_is_back_after_reopening_and_the_feedback_on_asking(page, open_page, record):
    write(open_page, record, GRADED, "How did the training go?")
    before = page.send("hand_in")
    again = Page(HandIn(ASSIGNMENT, record))
    assert again.view["receipt"]["total"] == before["receipt"]["total"]
    assert again.view["feedback"] is None
    assert again.send("show")["feedback"]["tasks"] == before["feedback"]["tasks"]
    again.activity.leave()


def test_a_hand_in_whose_files_are_gone_is_no_trouble(page, open_page, record):
    write(open_page, record, GRADED, "How did the training go?")
    feedback = Path(page.send("hand_in")["receipt"]["feedback"])
    feedback.with_name("receipt.json").unlink()
    again = Page(HandIn(ASSIGNMENT, record))
    assert again.view["receipt"] is None
    again.activity.leave()


def test_where_nothing_can_be_written_nothing_is_handed_in(page, monkeypatch):
    Path("handed_in").write_text("in the way", "utf-8")
    assert page.send("hand_in")["receipt"] is None
    assert page.said("trouble")[-1]["text"].startswith("Not handed in.")


def test_hostile_answers_are_plain_data_here_and_escaped_in_the_file(page, open_page, record):
    write(open_page, record, GRADED, f"How was {HOSTILE} the training?")
    view = page.send("hand_in")
    json.dumps(view)
    assert "<script>alert" not in Path(view["receipt"]["feedback"]).read_text("utf-8")
