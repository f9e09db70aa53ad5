"""Handing in where the kernel is in a class: taken to the exchange, nothing judged on the page."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from lesson_items import GRADED, PAIR, Page

from active_listening import bank, grading
from active_listening.bank.items import Assignment, Key
from active_listening.grading import exchange
from active_listening.lesson import disagreeing
from active_listening.lesson.handin import CLASS, HandIn
from active_listening.record import RecordError

NAME = "03_open_questions"
SECOND = replace(GRADED, id="g-second")
ASSIGNMENT = Assignment(NAME, (GRADED, PAIR, SECOND))
KEY = Key(id=SECOND.id, source="", version="", models=("a", "b", "c"), common_errors=(), marking="")


class Exchange:
    """Stands in for nbgrader; see tests/grading/test_exchange.py for the real one."""

    def __init__(self):
        self.words, self.fails, self.wait = [], "", threading.Event()
        self.wait.set()
        self.brings, self.stamp = "", "2026-01-01 10:00:00 UTC"

    def __call__(self, command, part, name, course, above):
        self.words.append((command, name, course))
        assert self.wait.wait(20)
        if self.fails:
            raise RecordError(self.fails)
        if command == "fetch_feedback" and self.brings:
            page = above / name / "feedback" / self.brings / f"{name}.html"
            page.parent.mkdir(parents=True)
            page.write_text("good")
        return f"[SubmitApp | INFO] Submitted as: {course} {name} {self.stamp}\n"


@pytest.fixture
def class_exchange(monkeypatch):
    one = Exchange()
    monkeypatch.setattr(exchange, "_nbgrader", one)
    monkeypatch.setenv(exchange.COURSE, "listening")
    return one


@pytest.fixture
def open_again(class_exchange, monkeypatch, record):
    monkeypatch.setattr(bank, "assignment", lambda name: ASSIGNMENT)
    monkeypatch.setattr(bank, "keys", lambda name: {SECOND.id: KEY})
    monkeypatch.setattr(disagreeing, "display", lambda *_args, **_kwargs: None)
    record.save(GRADED.id, "Was the training fine for you?")
    record.save(SECOND.id, "Wie war das Training?")
    opened = []

    def open_again():
        opened.append(Page(HandIn(ASSIGNMENT, record)))
        return opened[-1]

    yield open_again
    for page in opened:
        page.activity.leave()


@pytest.fixture
def page(open_again):
    return open_again()


def send(page, type, **rest):
    """Send a message and wait for what it sets going."""
    page.send(type, **rest)
    page.activity.work.join(20)
    return page.view


def test_the_receipt_says_what_when_and_that_the_instructor_returns_it(page, class_exchange):
    view = send(page, "hand_in")
    assert class_exchange.words == [("submit", NAME, "listening")]
    assert page.said("working")
    assert view["receipt"]["lines"][0].startswith("Hand-in 1, ")
    assert view["receipt"]["lines"][1:] == ["Empty: Task 2.", "Your instructor returns it."]
    assert view["move"] is True


def test_no_points_and_no_reasons_are_on_the_page(page, open_again):
    for view in (send(page, "hand_in"), page.send("show"), open_again().view):
        assert (view["receipt"]["total"], view["feedback"], view["disputes"]) == ("", None, None)
        assert "points" not in json.dumps(view)
    page.send("models", id=SECOND.id)
    assert not page.said("models")
    kept = [path for path in Path("handed_in").rglob("*") if path.is_file()]
    assert {path.name for path in kept} == {"answers.json", "receipt.json"}
    assert not any("points" in path.read_text() for path in kept)


def test_the_page_says_what_handing_in_means_here(page, record, monkeypatch):
    assert page.view["hint"] == CLASS
    monkeypatch.delenv(exchange.COURSE)
    alone = Page(HandIn(ASSIGNMENT, record))
    assert alone.view["hint"] != CLASS
    assert "points" in json.dumps(alone.send("hand_in"))
    alone.activity.leave()


def test_handing_in_again(page, open_again):
    send(page, "hand_in")
    assert send(page, "hand_in")["receipt"]["number"] == 2
    assert open_again().view["receipt"]["number"] == 2


def test_a_failure_is_one_sentence_and_the_answers_are_safe(page, class_exchange, record):
    class_exchange.fails = "The exchange is full."
    assert send(page, "hand_in")["receipt"] is None
    assert page.said("trouble")[-1]["text"] == "Not handed in. The exchange is full."
    assert record.latest(GRADED.id).answer.startswith("Was the training")
    class_exchange.fails = ""
    assert send(page, "hand_in")["receipt"]["number"] == 1


def test_what_nobody_foresaw_is_told_too(page, monkeypatch):
    monkeypatch.setattr(grading, "submit", lambda *_: 1 / 0)
    send(page, "hand_in")
    assert "Something went wrong" in page.said("trouble")[-1]["text"]


def test_while_it_is_under_way_a_second_press_does_nothing(page, class_exchange):
    class_exchange.wait.clear()
    page.send("hand_in")
    page.send("hand_in")
    page.send("fetch")
    class_exchange.wait.set()
    page.activity.work.join(20)
    assert len(class_exchange.words) == 1


def test_a_receipt_that_could_not_be_kept_says_so(page):
    Path("handed_in").write_text("in the way")
    assert "could not be kept" in send(page, "hand_in")["receipt"]["lines"][-1]


def test_feedback_that_came_back_is_linked(page, class_exchange, open_again):
    send(page, "hand_in")
    assert send(page, "fetch")["returned"] == ""
    assert page.said("working")[-1] == {
        "type": "working", "text": "Nothing new has come back yet.", "done": True
    }  # fmt: skip
    class_exchange.brings = "2026-01-01 10:00:00 UTC"
    where = f"feedback/2026-01-01 10:00:00 UTC/{NAME}.html"
    assert send(page, "fetch")["returned"] == where
    assert open_again().view["returned"] == where
    class_exchange.fails = "The exchange is away."
    send(page, "fetch")
    assert page.said("trouble")[-1]["text"] == "The exchange is away."


def test_one_can_disagree_once_it_came_back_and_not_before(page, class_exchange):
    send(page, "hand_in")
    page.send("disagree", id=GRADED.id, value="It is open.")
    assert not Path("answers.json").exists() or "disagrees" not in Path("answers.json").read_text()
    class_exchange.brings = "2026-01-01 10:00:00 UTC"
    state = send(page, "fetch")["disputes"]
    assert state["tasks"] == {GRADED.id: {"label": "Task 1", "reason": ""}}
    page.send("disagree", id=GRADED.id, value="It is open.")
    assert "It is open." in Path("answers.json").read_text()


def test_a_later_hand_in_gives_nothing_away_before_it_is_returned(
    page, class_exchange, open_again, record
):
    send(page, "hand_in")
    class_exchange.brings = class_exchange.stamp
    send(page, "fetch")
    record.save(SECOND.id, "Was the training long?")
    class_exchange.stamp = "2026-01-02 10:00:00 UTC"
    assert set(send(page, "hand_in")["disputes"]["tasks"]) == {GRADED.id}
    assert set(open_again().view["disputes"]["tasks"]) == {GRADED.id}
    class_exchange.brings = class_exchange.stamp
    assert set(send(page, "fetch")["disputes"]["tasks"]) == {GRADED.id, SECOND.id}


def test_feedback_of_an_unknown_hand_in_gives_nothing_away(page, class_exchange):
    send(page, "hand_in")
    class_exchange.brings = "2025-01-01 10:00:00 UTC"
    view = send(page, "fetch")
    assert view["returned"] and view["disputes"] is None


def test_a_learner_alone_is_asked_nothing_of_a_class(record, monkeypatch, class_exchange):
    monkeypatch.delenv(exchange.COURSE)
    monkeypatch.setattr(bank, "assignment", lambda name: ASSIGNMENT)
    page = Page(HandIn(ASSIGNMENT, record))
    page.send("fetch")
    assert page.activity.work is None and class_exchange.words == []
    assert page.view["in_class"] is False
    page.activity.leave()
