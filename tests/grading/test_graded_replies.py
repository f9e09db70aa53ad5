"""Replies to hand in: graded by their own rubric, with the client's line on the feedback page."""

import json
from pathlib import Path

import pytest

import graded_reply as made
from active_listening import bank, check, coach, grading, resources
from active_listening.bank import ContentError
from active_listening.check import content
from active_listening.grading import feedback
from active_listening.record import Answers, Record
from graded_reply import GOOD, NAME

ITEMS = list(GOOD)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = made.make(tmp_path)
    monkeypatch.setattr(resources, "data", lambda: data)
    return data


def told(home: Path, kind: str, change: tuple[str, str]) -> list[str]:
    """What `check` says of the keys and items after a change."""
    path = home / kind / f"{NAME}.yaml"
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), "utf-8")
    return [str(problem) for problem in check.problems()]


def test_the_small_course_holds_together(home: Path) -> None:
    assert [str(problem) for problem in check.problems()] == []


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("keys", ("You were let down: a", "We never had a"), "falls short"),
        ("keys", ("misses: [P4, P6]", "misses: [P2]"), "declared ['P2'], read ['P4', 'P6']"),
        ("assignments", ("  client: >-\n    On Sat", "  original: >-\n    On Sat"), "`client`"),
        ("assignments", ("rubric: empathy", "rubric: keep_closed"), "Allowed: paraphrase"),
        ("assignments", ("rubric: defensive", "rubric: empathy"), "Allowed: rewrite"),
        ("assignments", ("[callers, queue, people waiting, customers, line]", "[]"), "at least 1"),
    ],
)
def test_what_is_wrong_with_a_reply_is_told(
    home: Path, kind: str, change: tuple[str, str], said: str
) -> None:
    assert any(said in one for one in told(home, kind, change)), said


def test_a_model_of_a_reply_may_leave_out_what_need_not_be_there(home: Path) -> None:
    item = bank.reply(ITEMS[0])
    reading = coach.read(GOOD[ITEMS[0]], item)
    assert reading.verdict == "pass" and any(one.met == "no" for one in reading.criteria)
    assert not list(content._falls_short(GOOD[ITEMS[0]], item, []))


def test_a_reply_is_found_by_its_own_name_only(home: Path) -> None:
    assert isinstance(bank.reply(ITEMS[0]), bank.Reply)
    assert isinstance(bank.graded(ITEMS[0]), bank.Reply)
    assert bank.reply(ITEMS[0]).feelings == ("let down",)
    assert bank.rewrite(ITEMS[2]).client.startswith("My people")
    for find, id in ((bank.rewrite, ITEMS[0]), (bank.reply, ITEMS[2])):
        with pytest.raises(bank.UnknownId):
            find(id)


def test_replies_are_graded_by_their_rubric(home: Path) -> None:
    answers = {**GOOD, ITEMS[1]: "You should ask our support about that."}
    graded = grading.grade(bank.assignment(NAME), answers, bank.keys(NAME)).items
    assert [one.kind for one in graded] == ["reply", "reply", "rewrite"]
    assert [one.points for one in graded] == [4.25, 0, 5]
    assert [one.reading.verdict for one in graded if one.reading] == ["pass", "not_yet", "pass"]
    assert graded[0].reading is not None
    assert [one.id for one in graded[0].reading.criteria] == [f"E{n}" for n in range(1, 8)]


def test_an_answer_without_a_word_a_model_and_one_in_another_language(home: Path) -> None:
    model = bank.keys(NAME)[ITEMS[1]].models[0]
    answers = {ITEMS[0]: " ", ITEMS[1]: model, ITEMS[2]: "¿Cómo fue el lunes para su equipo allí?"}
    empty, copied, foreign = grading.grade(bank.assignment(NAME), answers, bank.keys(NAME)).items
    assert (empty.status, empty.points) == ("empty", 0)
    assert (copied.points, copied.note) == (
        10,
        "The same words as one of the models. That costs nothing.",
    )
    assert (foreign.status, foreign.points) == ("unsure", None)


def test_the_feedback_has_the_clients_line_and_the_rubrics_words(home: Path) -> None:
    assignment = bank.assignment(NAME)
    answers = {**GOOD, ITEMS[0]: f"<script>x()</script> {GOOD[ITEMS[0]]}"}
    graded = grading.grade(assignment, answers)
    page = feedback.page(assignment, graded, when="", alone=True)
    assert page.count("The client said") == 3 and page.count("The line as it was") == 1
    assert "sixty callers in the queue" in page and "by hand, because your" in page
    assert "says that it makes sense" in page and "leaves room for a story" not in page
    assert "<script>" not in page


def test_a_message_of_the_first_hour_is_graded_and_keeps_its_lines(home: Path) -> None:
    path = home / "assignments" / f"{NAME}.yaml"
    text = path.read_text("utf-8").replace("rubric: paraphrase", "rubric: holding")
    path.write_text(text, "utf-8")
    message = (
        "Hello Femi,\n\nour export leaves the prices out, so you key the orders in by hand and "
        "lose the day you need for your board.\nWen is testing the export right now; we don't "
        "know the cause yet.\n\nI'll ring you today at four with what he has found."
    )
    assignment = bank.assignment(NAME)
    graded = grading.grade(assignment, {ITEMS[1]: message})
    assert (graded.items[1].kind, graded.items[1].points) == ("reply", 10)
    page = feedback.page(assignment, graded, when="", alone=True)
    assert "says when they hear next" in page and "for your board.\n" in page


def test_handing_in_alone_grades_replies(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / NAME
    folder.mkdir()
    for id, text in GOOD.items():
        Answers(folder, NAME, "me").put(id, text, 1)
    receipt = grading.hand_in(NAME, folder, Record.open(tmp_path / "record"))
    assert (receipt.grade.points, receipt.empty) == (19.25, ())
    handed = json.loads((folder / receipt.feedback).with_name("answers.json").read_text("utf-8"))
    assert handed == GOOD


def test_a_broken_reply_spoils_itself_alone(home: Path) -> None:
    path = home / "assignments" / f"{NAME}.yaml"
    path.write_text(path.read_text("utf-8").replace("rubric: empathy", "rubric: sympathy"), "utf-8")
    with pytest.raises(ContentError, match="sympathy"):
        bank.reply(ITEMS[0])
    assert bank.reply(ITEMS[1]).rubric == "paraphrase"
