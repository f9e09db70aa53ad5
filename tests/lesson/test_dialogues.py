"""A scene, driven by the messages of its page."""

import pytest
from lesson_items import DIALOGUE

from active_listening import coach
from active_listening.lesson.dialogues import Dialogue, answer_to


@pytest.fixture
def scene(open_page):
    return open_page(Dialogue, DIALOGUE)


def said(view):
    return [entry["say"] for entry in view["log"] if "say" in entry]


def to_the_typed_step(page):
    page.send("skip")
    return page


def test_lines_appear_one_step_at_a_time(scene):
    assert said(scene.view) == ["Mostly."]
    assert said(scene.send("next")) == ["Mostly.", "Good."]
    assert scene.view["log"][1]["note"] == "She passes it by."
    assert scene.send("next")["now"]["kind"] == "you"
    assert scene.send("next")["now"]["kind"] == "you"


@pytest.mark.parametrize(
    ("line", "reply", "did"),
    [
        ("How is it at the older sites?", "Two clinics are behind.", "It left room."),
        ("Is it going well now?", "Yes.", "One word was enough."),
        ("I see, thank you.", "Right.", "Nothing."),
        ("Why didn't you tell us?", "I beg your pardon?", "It left room."),
    ],
)
def test_the_client_answers_by_flaw_first_then_by_how_wide_the_line_is(line, reply, did):
    assert answer_to(DIALOGUE.lines[2], coach.read(line)) == (reply, did)


def test_a_typed_line_brings_reply_effect_and_reading(scene, record):
    to_the_typed_step(scene)
    view = scene.send("say", value="How is it at the older sites?")
    kinds = [entry["kind"] for entry in view["log"]]
    assert kinds == ["said", "said", "yours", "said", "did"]
    assert view["log"][-1]["reading"]["tier"] == "open"
    record.flush()
    entry = record.latest(DIALOGUE.id)
    assert (entry.kind, entry.reading["question"]["tier"]) == ("attempt", "open")


def test_another_line_can_be_tried_and_the_first_stays_in_the_record(scene, record):
    to_the_typed_step(scene)
    scene.send("say", value="Is it going well now?")
    view = scene.send("another", step=2)
    assert view["now"] == {"kind": "you", "ask": "What would you ask?",
                           "typing": "Is it going well now?"}  # fmt: skip
    view = scene.send("say", value="How is it at the older sites?")
    assert "Two clinics are behind." in said(view)
    assert "Yes." not in said(view)
    record.flush()
    lines = [e.answer["said"]["2"] for e in record.history(DIALOGUE.id) if e.kind == "attempt"]
    assert lines == ["Is it going well now?", "How is it at the older sites?"]


def test_a_prediction_gets_its_feedback(scene):
    to_the_typed_step(scene)
    scene.send("say", value="How is it at the older sites?")
    assert scene.send("next")["now"]["kind"] == "predict"
    scene.send("predict", value="nonsense")
    assert scene.said("empty")
    entry = scene.send("predict", value="Silence")["log"][-1]
    assert (entry["word"], entry["feedback"]) == ("not this time", "Not here.")
    assert scene.send("next")["now"]["kind"] == "end"


def test_place_lines_and_half_typed_words_are_back_after_reopening(scene, open_page, record):
    to_the_typed_step(scene)
    scene.send("text", value="How is", n=1, field="")
    record.flush()
    assert open_page(Dialogue, DIALOGUE).view["now"]["typing"] == "How is"
    scene.send("say", value="How is it at the older sites?")
    scene.send("next")
    record.flush()
    again = open_page(Dialogue, DIALOGUE).view
    assert said(again) == said(scene.view)
    assert again["now"]["kind"] == "predict"


def test_the_scene_can_be_played_again(scene, record):
    to_the_typed_step(scene)
    scene.send("say", value="How is it at the older sites?")
    assert said(scene.send("restart")) == ["Mostly."]
    record.flush()
    assert record.latest(DIALOGUE.id).answer == {"said": {}, "predicted": {}}


def test_an_empty_line_is_not_said(scene):
    to_the_typed_step(scene)
    scene.send("say", value="  ")
    assert scene.said("empty")
    assert scene.view["now"]["kind"] == "you"


def test_a_line_out_of_turn_is_not_said(scene):
    scene.send("say", value="How is it at the older sites?")
    assert said(scene.view) == ["Mostly."]
