"""A talk that is handed in, driven by the messages of its page."""

import json
from pathlib import Path

import pytest
from lesson_items import HOSTILE, Page

from active_listening import bank, grading
from active_listening.grading import plays
from active_listening.lesson import fallback, filing, show
from active_listening.lesson.graded_plays import COUNTS, CUT, EARLIER, LOST, OPEN, GradedPlay
from active_listening.lesson.handin import HandIn
from active_listening.record import Answers
from active_listening.roleplays import Turn, as_data, bots
from graded_play import ASSIGNMENT, NAME, SCENE, TASK


def filed():
    return Answers(Path.cwd(), NAME).items.get(TASK.id, {}).get("answer")


def listen(page, turns=99):
    """Plays on as one who listens, by the lines on offer."""
    while turns and not page.view["over"]:
        play = page.activity._play
        wanted = bots.listener(SCENE, play.state)
        nearest = max(play.offered(), key=lambda choice: bots._nearness(choice, wanted))
        page.send("choose", value=nearest.id)
        turns -= 1


@pytest.fixture
def page(open_page):
    return open_page(GradedPlay, TASK)


@pytest.fixture
def desk(record):
    page = Page(HandIn(ASSIGNMENT, record))
    yield page
    page.activity.leave()


def test_the_call_opens_it_with_its_rubric_first(record, monkeypatch):
    monkeypatch.setattr(show, "_kept", lambda widget, item: (widget, item))
    assert show.make("roleplay", TASK.id) == (GradedPlay, TASK)
    assert show.make("roleplay", TASK.scene)[0] is not GradedPlay


def test_the_page_says_how_it_is_marked_and_what_counts(page):
    graded = page.view["graded"]
    assert sum(line["points"] for line in graded["lines"]) == TASK.points
    assert graded["worth"] == f"{TASK.points} points" and graded["standing"] == OPEN
    assert page.view["id"] == TASK.id and page.view["limit"] == plays.SAID_LIMIT
    bundle = page.activity.bundle()
    assert "How it is marked" in bundle["text/plain"]


def test_nothing_is_told_of_the_moves_before_the_end(page):
    page.send("say", value="You sound disappointed, Rashid.")
    listen(page, turns=2)
    log = page.view["log"]
    assert not any(one.get("told") or one.get("moves") for one in log)
    assert page.view["over"] is None
    listen(page)
    log = [one for one in page.view["log"] if one["kind"] == "yours"]
    assert "reflection" in log[0]["told"] and log[1]["moves"]
    assert page.view["over"]["figures"] and page.view["graded"]["standing"] == COUNTS


def test_a_turn_is_filed_as_it_is_played_and_graded_as_it_stands(page, record):
    listen(page, turns=3)
    record.flush()
    assert filed() == as_data(page.activity._play)
    listen(page)
    record.flush()
    answer = filed()
    assert answer["ending"] and record.latest(TASK.id).answer == answer
    result = grading.grade(ASSIGNMENT, {TASK.id: answer}).items[0]
    assert (result.status, result.note) == ("graded", "")


def test_no_line_is_taken_back(page):
    listen(page, turns=3)
    before = page.view["log"]
    page.send("back")
    page.send("until", step=0)
    assert page.view["log"] == before


def test_a_correction_is_kept_and_changes_nothing_else(page, record):
    page.send("say", value="What is missing in it for you?")
    before = [one["say"] for one in page.view["log"]]
    assert page.view["correct"]["chosen"] == [] and "Say so" in page.view["correct"]["ask"]
    page.send("correct", value=["summary", "check_back"])
    assert [one["say"] for one in page.view["log"]] == before
    assert "kept with your talk" in page.view["log"][1]["told"]
    record.flush()
    turn = filed()["turns"][0]
    assert turn["corrected"] == ["summary", "check_back"] and "open_question" in turn["read"]
    assert grading.grade(ASSIGNMENT, {TASK.id: filed()}).items[0].status == "graded"


def test_the_last_finished_talk_counts_until_another_is_finished(page, open_page, record):
    listen(page)
    record.flush()
    first = filed()
    page.send("restart")
    assert page.view["graded"]["standing"] == EARLIER and not page.view["over"]
    page.send("say", value="You sound tired.")
    record.flush()
    assert filed() == first and record.latest(TASK.id).answer == first
    again = open_page(GradedPlay, TASK)
    assert again.view["log"][1]["say"] == "You sound tired."
    assert again.view["graded"]["standing"] == EARLIER
    again.send("leave")
    record.flush()
    assert filed()["turns"][-1] == {"leaves": True}
    assert open_page(GradedPlay, TASK).view["over"]


def test_before_one_is_finished_a_new_talk_takes_its_place(page, record):
    listen(page, turns=2)
    page.send("restart")
    listen(page, turns=1)
    record.flush()
    assert len(filed()["turns"]) == 1 and filed()["seed"] == page.activity._play.seed


def test_a_talk_is_back_after_reopening_and_from_a_folder_alone(page, open_page, record):
    listen(page, turns=3)
    record.flush()
    log = page.view["log"]
    assert open_page(GradedPlay, TASK).view["log"] == log
    data = as_data(page.activity._play.take(Turn(choice=page.view["choices"][0]["id"])))
    Answers(Path.cwd(), NAME).put(TASK.id, data, 50)
    other = open_page(GradedPlay, TASK)
    assert len(other.view["log"]) == len(log) + 2
    listen(other, turns=1)
    record.flush()
    assert len(filed()["turns"]) == 5


def test_what_does_not_fit_the_scene_any_more_is_told(open_page, record):
    data = as_data(open_page(GradedPlay, TASK).activity._play)
    record.save(TASK.id, {**data, "turns": [{"choice": "no-such/1"}]})
    assert open_page(GradedPlay, TASK).view["note"] == CUT
    record.save(TASK.id, {"turns": 7})
    page = open_page(GradedPlay, TASK)
    assert page.view["note"] == LOST and len(page.view["log"]) == 1


def test_a_line_has_an_end_and_odd_characters_do_no_harm(page, record):
    page.send("say", value="x" * (plays.SAID_LIMIT + 1))
    assert "1,000" in page.said("trouble")[-1]["text"] and len(page.view["log"]) == 1
    page.send("say", value="You sound \ud83d tired,\0 Rashid.")
    record.flush()
    assert grading.grade(ASSIGNMENT, {TASK.id: filed()}).items[0].status == "graded"


def test_the_notebook_carries_a_copy_escaped(page, record, monkeypatch):
    shown = []

    class Handle:
        def update(self, bundle, raw):
            shown.append(bundle)

    monkeypatch.setattr(filing, "display", lambda b, raw, display_id: shown.append(b) or Handle())
    page.activity.after_display()
    page.send("say", value=f"You sound tired. {HOSTILE}")
    record.flush()
    first, last = shown[0], shown[-1]
    assert first[fallback.COPY_MIME]["answer"] == ""
    assert last[fallback.COPY_MIME]["answer"] == filed()
    assert "<script>" not in last["text/html"] and "&lt;script&gt;" in last["text/html"]
    json.dumps(last)


def test_two_windows_are_told_of_each_other(open_page, record):
    here, there = open_page(GradedPlay, TASK), open_page(GradedPlay, TASK)
    there.send("say", value="You sound tired.")
    record.flush()
    here.send("say", value="What happened?")
    record.flush()
    assert here.said("stale")[-1]["theirs"] == "You sound tired."
    assert here.send("theirs")["log"][1]["say"] == "You sound tired."


def test_the_hand_in_page_counts_a_turn_and_shows_the_lines(page, desk, record):
    assert desk.view["tasks"][0]["state"] == "empty"
    page.send("say", value="qwe zxc asd")
    record.flush()
    assert desk.said("counted")[-1]["tasks"][0]["state"] == "empty", "the client understood nothing"
    listen(page)
    record.flush()
    assert desk.said("counted")[-1]["tasks"][0]["state"] == "answered"
    task, *_ = desk.send("hand_in")["feedback"]["tasks"]
    assert [one["label"] for one in task["boxes"]] == ["How it ended", "In figures"]
    assert len(task["criteria"]) == len(plays.lines_of(TASK)) and task["points"].endswith("of 20")
    receipt = json.loads(next(Path("handed_in").glob("*/receipt.json")).read_text("utf-8"))
    assert receipt["items"][TASK.id]["points"] > 0


def test_nothing_of_the_key_is_on_the_page_before_or_after(page, desk, record):
    listen(page)
    record.flush()
    desk.send("hand_in")
    key = bank.keys(NAME)[TASK.id]
    seen = json.dumps([page.view, desk.view], ensure_ascii=False)
    assert not any(model in seen for model in key.models) and key.marking not in seen
