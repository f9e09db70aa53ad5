"""“I disagree” on the hand-in page: kept like an answer, twice at most, taken back at will."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lesson_items import GRADED, HOSTILE, PAIR, Page

from active_listening import bank
from active_listening.bank.items import Assignment
from active_listening.lesson import disagreeing, fallback
from active_listening.lesson.handin import HandIn
from active_listening.record import COPY_MIME, Answers

NAME = "03_open_questions"
THIRD = replace(GRADED, id="g-third")
FOURTH = replace(GRADED, id="g-fourth")
ASSIGNMENT = Assignment(NAME, (GRADED, PAIR, THIRD, FOURTH))
CLOSED, OPEN = "Was the training fine for you?", "How did the training go for you?"


class Handle:
    """Stands in for a place in a cell's output."""

    def __init__(self, first):
        self.shown = [first]

    def update(self, bundle, raw):
        assert raw
        self.shown.append(bundle)


@pytest.fixture
def handles(monkeypatch):
    made = []

    def display(bundle, raw, display_id):
        made.append(Handle(bundle))
        return made[-1]

    monkeypatch.setattr(disagreeing, "display", display)
    return made


@pytest.fixture
def page(monkeypatch, record, handles):
    monkeypatch.setattr(bank, "assignment", lambda name: ASSIGNMENT)
    monkeypatch.setattr(bank, "keys", lambda name: {})
    for item, text in ((GRADED, CLOSED), (THIRD, CLOSED), (FOURTH, OPEN)):
        record.save(item.id, text)
    record.save(PAIR.id, {"closed": CLOSED, "open": CLOSED})
    page = Page(HandIn(ASSIGNMENT, record))
    page.activity.after_display()
    page.send("hand_in")
    yield page
    page.activity.leave()


def against(id=GRADED.id):
    """What answers.json holds against the points of a task."""
    return Answers(Path.cwd(), NAME).items.get(f"{id}/disagrees")


def told(page):
    return page.said("disputes")[-1]


def test_tasks_below_full_points_can_be_disagreed_with(page):
    state = page.view["disputes"]
    assert set(state["tasks"]) == {GRADED.id, PAIR.id, THIRD.id}
    assert state["left"] == 2
    assert state["tasks"][THIRD.id] == {"label": "Task 3", "reason": ""}


def test_before_handing_in_there_is_nothing_to_disagree_with(page, record):
    fresh = Page(HandIn(ASSIGNMENT, record))
    assert fresh.view["disputes"] is None
    fresh.send("disagree", id=GRADED.id, value="No.")
    assert against() is None and not fresh.said("disputes")
    fresh.activity.leave()


def test_a_reason_is_kept_like_an_answer_and_travels_with_the_next_hand_in(page, record, handles):
    page.send("disagree", id=GRADED.id, value="  It asks for a story. ")
    said = told(page)
    assert (said["trouble"], said["disputes"]["left"]) == ("", 1)
    assert page.view["disputes"]["tasks"][GRADED.id]["reason"] == "It asks for a story."
    assert record.latest(f"{GRADED.id}/disagrees").answer == "It asks for a story."
    stored = against()
    assert stored["answer"] == "It asks for a story."
    copy = handles[0].shown[-1][COPY_MIME]
    assert copy == {"item": f"{GRADED.id}/disagrees", **stored}
    page.send("hand_in")
    receipt = Path(page.view["receipt"]["feedback"]).with_name("receipt.json")
    assert json.loads(receipt.read_text())["items"][GRADED.id]["disagrees"]


def test_two_an_assignment_and_withdrawing_makes_room(page):
    for id in (GRADED.id, PAIR.id):
        page.send("disagree", id=id, value="It is open.")
    assert told(page)["disputes"]["left"] == 0
    page.send("disagree", id=THIRD.id, value="This too.")
    assert "twice already" in told(page)["trouble"]
    assert against(THIRD.id) is None
    page.send("disagree", id=PAIR.id, value="Another reason.")  # changing one is no third
    assert told(page)["trouble"] == ""
    page.send("withdraw", id=GRADED.id)
    assert (against()["answer"], told(page)["disputes"]["left"]) == ("", 1)
    page.send("disagree", id=THIRD.id, value="This too.")
    assert told(page)["trouble"] == "" and against(THIRD.id)["answer"] == "This too."


def test_what_is_withdrawn_stays_withdrawn_for_a_notebook_alone(page, handles):
    page.send("disagree", id=GRADED.id, value="It is open.")
    page.send("withdraw", id=GRADED.id)
    copies = [handle.shown[-1].get(COPY_MIME) for handle in handles]
    assert copies[0]["answer"] == "" and copies[0]["revision"] == against()["revision"] == 2
    assert copies[1] is None


@pytest.mark.parametrize("reason", ["", "   ", "\u200b\u00ad", None, 7, ["x"]])
def test_a_reason_is_required(page, reason):
    page.send("disagree", id=GRADED.id, value=reason)
    assert "Give your reason" in told(page)["trouble"]
    assert against() is None


def test_a_reason_has_at_most_500_characters(page):
    page.send("disagree", id=GRADED.id, value="x" * 503)
    assert "3 over" in told(page)["trouble"] and against() is None
    page.send("disagree", id=GRADED.id, value="x" * 500)
    assert len(against()["answer"]) == 500


@pytest.mark.parametrize("id", [FOURTH.id, "nowhere", None, "../x"])
def test_other_tasks_cannot_be_disagreed_with(page, id):
    page.send("disagree", id=id, value="No.")
    assert "nothing to disagree with" in told(page)["trouble"]
    assert not [key for key in Answers(Path.cwd(), NAME).items if "disagrees" in key]


def test_a_reason_from_another_machine_gives_way_to_a_new_one(page):
    Answers(Path.cwd(), NAME).put(f"{GRADED.id}/disagrees", "From elsewhere.", 9)
    page.send("disagree", id=GRADED.id, value="From here.")
    assert (against()["answer"], against()["revision"]) == ("From here.", 10)
    page.send("withdraw", id=GRADED.id)
    assert (against()["answer"], against()["revision"]) == ("", 11)


def test_reasons_are_there_after_reopening(page, record, handles):
    page.send("disagree", id=GRADED.id, value="It is open.")
    again = Page(HandIn(ASSIGNMENT, record))
    again.activity.after_display()
    assert handles[2].shown[0][COPY_MIME]["answer"] == "It is open."
    assert again.send("show")["disputes"]["tasks"][GRADED.id]["reason"] == "It is open."
    again.activity.leave()


def test_where_nothing_can_be_written_the_page_says_so(page):
    Path("answers.json").unlink(missing_ok=True)
    Path("answers.json").mkdir()
    page.send("disagree", id=GRADED.id, value="It is open.")
    assert told(page)["trouble"].startswith("Not kept.")
    assert told(page)["disputes"]["tasks"]


def test_a_copy_is_inert_and_an_unused_one_empty(page, handles):
    page.send("disagree", id=GRADED.id, value=HOSTILE)
    html = handles[0].shown[-1]["text/html"]
    assert "<script" not in html and "<img" not in html
    assert handles[1].shown[-1] == fallback.no_reason()
    assert COPY_MIME not in fallback.no_reason()


def test_points_stay_as_they_were(page):
    before = page.view["receipt"]["total"]
    page.send("disagree", id=GRADED.id, value="It is open.")
    assert page.send("hand_in")["receipt"]["total"] == before


def test_the_stored_notebook_has_the_places(record):
    assert len(fallback.bundles("hand_in", NAME)) == 1 + disagreeing.DISAGREEMENTS
