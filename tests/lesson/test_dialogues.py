"""A scene, driven by the messages of its page."""

from dataclasses import replace

import pytest
from lesson_items import DIALOGUE

from active_listening import coach
from active_listening.bank.items import DialogueLine
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


BY_MOVE = replace(
    DIALOGUE,
    id="d-moves",
    lines=(
        DialogueLine(who="Sofía", say="The older sites are slower."),
        DialogueLine(who="Sofía, 9:10", say="Two of them still book on paper."),
        DialogueLine(
            you="What would you say?",
            who="Sofía",
            replies={"none": "Right.", "closed": "Yes.", "advising": "I know that myself.",
                     "encourager": "And at night they type it all in.",
                     "reflection_content": "On paper, yes. Since March."},
            say_of={"none": "Nothing.", "reflection_content": "It gave her words back."},
        ),
        DialogueLine(
            you="And now?",
            who="Sofía",
            replies={"none": "Hm.", "reflection_content": "Since March, all of them."},
            say_of={"none": "Nothing."},
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("Mm.", "And at night they type it all in."),
        ("Go on. You should call them.", "I know that myself."),
        ("Is it going well?", "Yes."),
        ("Why didn't you tell us?", "Right."),
        ("I see. Paper, at two of them.", "And at night they type it all in."),
    ],
)
def test_the_client_answers_to_moves_in_the_authors_order_and_before_the_tier(line, reply):
    client = "Two of them still book on paper."
    assert answer_to(BY_MOVE.lines[2], coach.read(line, client=client))[0] == reply


def test_a_line_is_read_as_an_answer_to_all_that_the_client_just_said(open_page):
    page = to_the_typed_step(open_page(Dialogue, BY_MOVE))
    view = page.send("say", value="Slower, the older ones.")
    assert "On paper, yes. Since March." in said(view)
    assert view["log"][-1]["did"] == "It gave her words back."
    page.send("next")
    assert "Since March, all of them." in said(page.send("say", value="Since March."))


def test_where_moves_decide_they_are_marked_and_one_word_is_a_line(open_page):
    page = to_the_typed_step(open_page(Dialogue, BY_MOVE))
    page.send("say", value=" ")
    assert page.said("empty")[-1]["text"] == "Type your line first."
    reading = page.send("say", value="Mm.")["log"][-1]["reading"]
    assert reading["head"] == "I read that as: encourager."
    assert reading["segments"][0]["labels"] == ["encourager"]


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
