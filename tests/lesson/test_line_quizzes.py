"""A question answered with one line, driven by the messages of its page."""

from dataclasses import replace

import pytest
from lesson_items import HOSTILE, LINE

from active_listening import coach
from active_listening.lesson import heard
from active_listening.lesson.line_quizzes import LineQuiz


def marked(view):
    """The words marked, each with how and what it is called."""
    parts = view["reading"]["segments"]
    return [(p["text"], p["kinds"][0], p["labels"]) for p in parts if p["kinds"]]


def test_before_checking_nothing_is_read_or_given_away(open_page):
    page = open_page(LineQuiz, LINE)
    page.send("text", value="Go on.", n=1)
    assert "reading" not in page.view
    assert page.said("reading")[-1]["value"] == "Go on."
    text = str(page.view)
    assert not [model for model in LINE.models[1:] if model in text]
    assert not [said for said in LINE.feedback.values() if said in text]
    assert page.view["quoted"][0]["text"] == LINE.client


def test_a_line_is_read_on_check_with_its_words_feedback_and_models(open_page, record):
    page = open_page(LineQuiz, LINE)
    view = page.send("check", answer="Go on.")
    assert view["outcome"] == {"kind": "right", "word": "Right.", "text": "She goes on."}
    assert marked(view) == [("Go on", "note", ["encourager"])]
    assert view["reading"]["tone"] == "good"
    assert view["models"] == list(LINE.models)
    record.flush()
    entry = record.latest(LINE.id)
    assert (entry.kind, entry.points, entry.answer) == ("attempt", 100, {"answer": "Go on."})
    assert entry.reading["moves"][0]["id"] == "encourager"
    assert open_page(LineQuiz, LINE).view == {**view, "move": False}


def test_what_spoils_a_line_is_underlined_as_a_flaw(open_page):
    page = open_page(LineQuiz, LINE)
    view = page.send("check", answer="Did you surely tell Ben?")
    assert view["outcome"]["text"] == "She closes up."
    kinds = {labels[-1]: kind for _, kind, labels in marked(view) if labels}
    assert kinds == {"closed question": "flaw", "leading": "flaw"}
    assert view["reading"]["tone"] == "try"


def test_where_tiers_are_wanted_the_words_of_the_question_are_marked(open_page):
    item = replace(LINE, wants=("open", "focused"), spoils=("advising",))
    view = open_page(LineQuiz, item).send("check", answer="You should ask. What happens there?")
    assert view["reading"]["tier_word"] == "open"
    assert [(kind, labels) for _, kind, labels in marked(view)] == [
        ("flaw", ["unasked advice"]),
        ("open", ["open"]),
    ]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("Go on. Five Minutes, please.", "right"),
        ("Go on.", "other"),
        ("Go on, the minutesheet.", "other"),  # whole words
    ],
)
def test_a_right_line_may_have_to_hold_one_of_some_words(line, outcome):
    item = replace(LINE, holds=("minutes", "back at"))
    assert heard.outcome(item, heard.read(item, line)) == outcome


def test_unsure_costs_nothing_and_leaves_it_to_the_learner(open_page, record):
    page = open_page(LineQuiz, LINE)
    view = page.send("check", answer="zork plurk blarg")
    assert view["outcome"]["word"] == "Yours to decide."
    assert view["models"]
    record.flush()
    assert record.latest(LINE.id).points is None


def test_the_clients_line_is_heard(open_page):
    item = replace(LINE, wants=("reflection_content",), spoils=())
    assert heard.outcome(item, heard.read(item, "On paper, at two.")) == "right"
    assert heard.outcome(item, coach.read("On paper, at two.")) == "other"


def test_words_not_yet_checked_are_back_after_reopening(open_page, record):
    page = open_page(LineQuiz, LINE)
    page.send("text", value="What hap", n=1)
    record.flush()
    view = open_page(LineQuiz, LINE).view
    assert (view["checked"], view["picked"]) == (False, "What hap")


def test_the_line_can_be_changed_and_each_try_is_kept(open_page, record):
    page = open_page(LineQuiz, LINE)
    page.send("check", answer="I see, at both of them.")
    view = page.send("again")
    assert (view["checked"], view["picked"]) == (False, "I see, at both of them.")
    page.send("check", answer="What happens there?")
    record.flush()
    tries = [e.answer["answer"] for e in record.history(LINE.id) if e.kind == "attempt"]
    assert tries == ["I see, at both of them.", "What happens there?"]


@pytest.mark.parametrize("answer", [None, "", "  ", 7, ["Go on."]])
def test_no_line_is_not_marked(open_page, answer):
    page = open_page(LineQuiz, LINE)
    assert not page.send("check", answer=answer)["checked"]
    assert page.said("empty")[-1]["text"] == "Type your line first."


def test_a_line_far_too_long_is_told_and_changes_nothing(open_page):
    page = open_page(LineQuiz, LINE)
    page.send("text", value="Go on.", n=1)
    assert not page.send("check", answer="on " * coach.LIMIT)["checked"]
    assert page.said("trouble")
    assert page.view["picked"] == "Go on."


def test_markup_in_a_line_stays_text(open_page):
    view = open_page(LineQuiz, LINE).send("check", answer=HOSTILE)
    assert "".join(part["text"] for part in view["reading"]["segments"]) == HOSTILE
