"""A client's line to answer: at practice, driven by its page, and as an answer to hand in."""

from dataclasses import replace
from typing import Any

import pytest
from lesson_items import BASE

from active_listening import bank
from active_listening.bank import boxes
from active_listening.bank.items import Note, Reply, Rewrite, Worked
from active_listening.lesson import fallback, rewrites
from active_listening.lesson.worksheets import Form

FACETS = (("queue", "callers"), ("screen", "blank", "dark"))
CLIENT = "I had sixty callers in the queue and a blank screen. I felt let down."
GOOD = "You felt let down, with a full queue and a screen that went dark."
MODELS = (
    "No wonder you felt let down: callers waiting, and nothing on the screen.",
    "A full queue and a dark screen. That must have left you feeling abandoned.",
    "You were left alone with it, and you are angry about that dark screen.",
)
PARTS: dict[str, Any] = {"scene": "Ama runs a call centre.", "facets": FACETS, **BASE}
REPLY = Reply(
    id="p-whole", rubric="empathy", client=CLIENT, feelings=("let down",), models=MODELS, **PARTS
)
CUE = Reply(
    id="p-cue", rubric="cue", step="unaided", client="Since Monday it has been one thing after "
    "another.", models=("One thing after another?", "Go on.", "Since Monday?", "Mm-hm."), **PARTS
)  # fmt: skip
HALF = Reply(
    id="p-half", rubric="paraphrase", step="half", client=CLIENT, starter="So you had",
    models=MODELS, **PARTS,
)  # fmt: skip
NOTED = Reply(
    id="p-noted", rubric="empathy", step="annotated", client=CLIENT, models=MODELS,
    worked=Worked(GOOD, (Note("let down", "Her own word."),)), **PARTS,
)  # fmt: skip
DEFENSIVE = Rewrite(
    id="r-defensive", rubric="defensive", client=CLIENT, original="The screen was not our fault.",
    models=MODELS, **PARTS,
)  # fmt: skip
REFRAME = Rewrite(
    id="r-reframe", rubric="reframe", original="She only wants a discount.", models=MODELS, **PARTS
)
GRADED = Reply(id="g-reply", rubric="empathy", client=CLIENT, graded=True, points=5, **PARTS)
SENT = Reply(
    id="g-holding", rubric="holding", client="The phones are dead and sixty people are waiting.",
    graded=True, points=10, scene="Ama runs a call centre.",
    facets=(("phones", "dead", "lines"), ("people", "waiting", "sixty", "callers")), **BASE,
)  # fmt: skip
MESSAGE = """Hello Ama,

your phones have been dead since nine, and sixty callers can't reach your people.
Joss and Wen are testing the main line right now; we don't know the cause yet.

I'll ring you at half past ten with what they have found, and every hour after that.
Kofi"""
HANDED = Rewrite(
    id="g-defensive", rubric="defensive", client=CLIENT, original="It was not us.", graded=True,
    points=1, **PARTS,
)  # fmt: skip


def test_the_client_stands_above_the_box_and_hears_what_is_typed(open_page, record):
    page = open_page(rewrites.Rewrite, REPLY)
    assert page.view["quoted"] == [{"label": "The client said", "text": CLIENT}]
    assert (page.view["name"], page.view["label"]) == (f"Reply: {CLIENT}", "Your reply")
    page.send("text", value=GOOD, n=1, field="", **{"from": "box"})
    reading = page.said("reading")[-1]["reading"]
    assert (reading["verdict"], reading["tone"]) == ("pass", "good")
    assert reading["tier_word"] == "This does the job"
    assert "reflection of feeling" in reading["head"]
    assert {row["id"] for row in reading["criteria"]} <= {f"E{n}" for n in range(1, 8)}
    page.send("done", value=GOOD)
    view = page.send("change", value="")
    assert (view["models_title"], view["models"]) == ("Three ways to acknowledge it", list(MODELS))
    record.flush()
    entry = record.latest(REPLY.id)
    assert (entry.kind, entry.reading["verdict"], entry.points) == ("attempt", "pass", 85)


def test_a_reply_shows_itself_by_its_own_call(open_page, monkeypatch):
    monkeypatch.setattr(bank, "reply", lambda id: REPLY)
    activity = open_page(rewrites.Rewrite, REPLY).activity
    assert activity.call == "reply"
    assert f"The client said:\n\n{CLIENT}" in activity.bundle()["text/plain"]


@pytest.mark.parametrize(
    ("item", "empty", "hint"),
    [
        (REPLY, "Sorry", "Write your reply first: two words or more."),
        (HALF, HALF.starter, "Write your paraphrase first: two words or more."),
        (CUE, " ", "Write your cue first: one word or more."),
    ],
)
def test_it_is_told_what_to_write_first(open_page, item, empty, hint):
    page = open_page(rewrites.Rewrite, item)
    page.send("done", value=empty)
    assert page.said("empty")[-1]["text"] == hint
    assert page.view["stage"] == "write"


def test_one_word_can_be_a_cue_and_a_common_one_is_not_taken_for_a_copy(open_page):
    page = open_page(rewrites.Rewrite, CUE)
    page.send("done", value="Noted.")
    assert page.view["stage"] == "reflect"
    page.send("done", value="Go on.")
    view = page.send("change", value="")
    assert (view["reading"]["verdict"], view["pasted"]) == ("pass", "")
    assert (view["models_title"], view["models_count"]) == ("Four cues that leave room", "four")


def test_a_copied_reply_is_told(open_page):
    page = open_page(rewrites.Rewrite, REPLY)
    page.send("done", value=MODELS[0])
    assert "Now yours" in page.send("change", value="")["pasted"]


def test_notes_and_beginnings_come_with_a_reply_as_with_a_question(open_page):
    view = open_page(rewrites.Rewrite, NOTED).view
    assert view["worked"]["notes"] == [{"words": "let down", "note": "Her own word."}]
    assert view["label"] == "Now your own reply"
    assert open_page(rewrites.Rewrite, HALF).view["text"] == HALF.starter


def test_a_defensive_line_stands_under_what_the_client_said(open_page):
    view = open_page(rewrites.Rewrite, DEFENSIVE).view
    assert [(one["label"], one["text"]) for one in view["quoted"]] == [
        ("The client said", CLIENT),
        ("The line as it was", DEFENSIVE.original),
    ]
    assert view["name"] == f"Rewrite: {DEFENSIVE.original}"


def test_a_first_thought_is_called_one(open_page):
    view = open_page(rewrites.Rewrite, REFRAME).view
    assert view["quoted"] == [{"label": "Your first thought", "text": REFRAME.original}]


@pytest.mark.parametrize("rubric", boxes.BOXES)
def test_every_rubric_has_its_words(rubric):
    rewritten = ("rewrite", "keep_closed", "reframe", "defensive", "feedback", "neutral")
    rewritten += ("behaviour",)
    kind = Rewrite if rubric in rewritten else Reply
    item = kind(id="x", rubric=rubric, original="Is it?", client=CLIENT, **PARTS)
    box = boxes.box_of(item)
    assert all(box) and box.ask.endswith(".") and box.label.startswith("Your ")
    assert boxes.quoted(item)[0].label == box.heard


@pytest.mark.parametrize("item", [GRADED, HANDED], ids=lambda item: item.id)
def test_a_graded_line_is_a_form_that_judges_nothing(open_page, record, item):
    page = open_page(Form, item)
    view = page.view
    assert (view["scene"], view["quoted"][0]["text"]) == (item.scene, CLIENT)
    assert [box["label"] for box in view["boxes"]] == [boxes.box_of(item).label]
    assert "criteria" not in view and not view["scheme"]
    page.send("text", value=GOOD, field="answer", n=1)
    record.flush()
    assert record.latest(item.id).answer == GOOD
    assert page.activity.call == item.call


def test_a_message_has_a_higher_box_and_keeps_its_lines(open_page, record):
    view = open_page(Form, SENT).view
    assert view["boxes"][0] | {"lines": 5, "label": "Your message"} == view["boxes"][0]
    page = open_page(rewrites.Rewrite, replace(SENT, id="p-holding", graded=False, models=MODELS))
    assert page.view["lines"] == 5
    page.send("text", value=MESSAGE, n=1, field="", **{"from": "box"})
    reading = page.said("reading")[-1]["reading"]
    assert reading["verdict"] == "pass"
    assert "".join(part["text"] for part in reading["segments"]) == MESSAGE
    page.send("done", value=MESSAGE)
    record.flush()
    assert record.latest("p-holding").answer == MESSAGE
    assert open_page(rewrites.Rewrite, REPLY).view["lines"] == 3


def test_without_a_kernel_the_line_is_there_and_no_model(monkeypatch):
    monkeypatch.setattr(bank, "reply", lambda id: GRADED)
    first, copy = fallback.bundles("reply", GRADED.id)
    assert CLIENT in first["text/plain"] and "Acknowledge what the client feels." in str(first)
    assert copy[fallback.COPY_MIME]["item"] == GRADED.id
    monkeypatch.setattr(bank, "rewrite", lambda id: DEFENSIVE)
    text = fallback.bundle("rewrite", DEFENSIVE.id)["text/plain"]
    assert f"The line as it was:\n\n{DEFENSIVE.original}" in text
    assert not any(model in text for model in MODELS)
