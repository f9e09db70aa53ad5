"""Boxes to write in: cards of a lesson and answers to hand in."""

import json
from pathlib import Path

from lesson_items import CARD, GRADED, HOSTILE, JUDGEMENT, PAIR

from active_listening import coach
from active_listening.lesson import fallback, filing
from active_listening.lesson.worksheets import Form
from active_listening.record import Answers


def write(page, text, box="answer"):
    page.send("text", value=text, n=1, field=box, **{"from": "me"})


def handed():
    return Answers(Path.cwd(), "03_open_questions").items


def test_a_card_is_kept_box_by_box_and_back_after_reopening(open_page, record):
    page = open_page(Form, CARD)
    write(page, "On Monday", "when")
    write(page, "What was hard?", "first")
    record.flush()
    assert record.latest(CARD.id).answer == {"when": "On Monday", "first": "What was hard?"}
    values = [box["value"] for box in open_page(Form, CARD).view["boxes"]]
    assert values == ["On Monday", "What was hard?"]
    assert not Path("answers.json").exists()


def test_a_graded_answer_goes_to_the_record_and_to_answers_json(open_page, record):
    page = open_page(Form, GRADED)
    write(page, "How did the training go?")
    record.flush()
    assert page.said("saved")[-1]["text"].startswith("Saved ")
    assert record.latest(GRADED.id).answer == "How did the training go?"
    assert handed()[GRADED.id]["answer"] == "How did the training go?"
    assert handed()[GRADED.id]["content"] == GRADED.version


def test_a_pair_is_two_boxes_and_a_judgement_one(open_page, record):
    write(open_page(Form, PAIR), "Is it fine?", "closed")
    write(open_page(Form, JUDGEMENT), "It led her.")
    record.flush()
    assert handed()[PAIR.id]["answer"] == {"closed": "Is it fine?", "open": ""}
    assert handed()[JUDGEMENT.id]["answer"] == "It led her."
    scheme = open_page(Form, JUDGEMENT).view["scheme"]
    assert scheme[0] == {"points": 2, "what": "names the cue"}


def test_while_typing_there_is_no_reading_whatever_is_typed(open_page, monkeypatch):
    page = open_page(Form, GRADED)
    monkeypatch.setattr(coach, "read", lambda *_, **__: 1 / 0)
    write(page, "Was it good?")
    assert set(page.said("reading")[-1]) == {"type", "n", "from", "field", "value"}
    assert not page.said("trouble")


def test_over_the_limit_is_refused_and_what_was_saved_stays(open_page, record):
    page = open_page(Form, GRADED)
    write(page, "How did it go?")
    write(page, "x" * 10_001)
    assert "10,000" in page.said("trouble")[-1]["text"]
    record.flush()
    assert handed()[GRADED.id]["answer"] == "How did it go?"


def test_an_answer_that_came_with_the_folder_is_taken_up_and_goes_on(open_page, record):
    Answers(Path.cwd(), "03_open_questions").put(GRADED.id, "From the old laptop", 7)
    page = open_page(Form, GRADED)
    assert page.view["boxes"][0]["value"] == "From the old laptop"
    write(page, "And on the new one")
    record.flush()
    assert handed()[GRADED.id]["answer"] == "And on the new one"
    assert open_page(Form, GRADED).view["boxes"][0]["value"] == "And on the new one"


def test_a_folder_downloaded_afresh_gets_the_answers_of_the_record(open_page, record):
    write(open_page(Form, GRADED), "How did it go?")
    record.flush()
    Path("answers.json").unlink()
    assert open_page(Form, GRADED).view["boxes"][0]["value"] == "How did it go?"
    assert handed()[GRADED.id]["answer"] == "How did it go?"


def test_damaged_answers_are_told(open_page, record):
    write(open_page(Form, GRADED), "How did it go?")
    record.flush()
    Path("answers.json").write_text("{half", "utf-8")
    assert "damaged" in open_page(Form, GRADED).view["notice"]


def test_where_answers_json_cannot_be_written_the_learner_is_told(open_page, record):
    page = open_page(Form, GRADED)
    Path("answers.json").mkdir()
    write(page, "How did it go?")
    record.flush()
    assert page.said("trouble")
    assert record.latest(GRADED.id).answer == "How did it go?"


def test_two_windows_are_told_of_each_other(open_page, record):
    here, there = open_page(Form, GRADED), open_page(Form, GRADED)
    write(there, "There")
    record.flush()
    write(here, "Here")
    record.flush()
    assert here.said("stale")[-1]["theirs"] == "There"
    assert here.send("theirs")["boxes"][0]["value"] == "There"


def test_the_copy_for_the_notebook_carries_the_answer_escaped(open_page, record):
    page = open_page(Form, GRADED)
    write(page, HOSTILE)
    record.flush()
    copy = page.activity._filing.copy(HOSTILE, page.activity.keeper.entry)
    assert copy[fallback.COPY_MIME]["answer"] == HOSTILE
    assert copy[fallback.COPY_MIME]["item"] == GRADED.id
    assert copy[fallback.COPY_MIME]["revision"] == 1
    assert "<script>" not in copy["text/html"] and "&lt;script&gt;" in copy["text/html"]
    json.dumps(copy)


def test_the_copy_is_shown_at_once_and_follows_what_is_saved(open_page, record, monkeypatch):
    shown = []

    class Handle:
        def update(self, bundle, raw):
            shown.append(bundle)

    def display(bundle, raw, display_id):
        shown.append(bundle)
        return Handle()

    monkeypatch.setattr(filing, "display", display)
    page = open_page(Form, GRADED)
    page.activity.after_display()
    write(page, "How did it go?")
    record.flush()
    answers = [bundle[fallback.COPY_MIME]["answer"] for bundle in shown]
    assert answers == ["", "How did it go?"]


def test_a_card_has_no_copy_in_the_notebook(open_page, monkeypatch):
    monkeypatch.setattr(filing, "display", lambda *_, **__: 1 / 0)
    open_page(Form, CARD).activity.after_display()
