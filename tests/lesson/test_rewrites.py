"""A practice rewrite, driven by the messages of its page."""

from lesson_items import ANNOTATED, HOSTILE, REWRITE, UNAIDED

from active_listening import coach
from active_listening.lesson.rewrites import Rewrite

OPEN = "How did your people find the training?"
CLOSED = "Was the training any good?"
FOREIGN = "¿Cómo fue la formación para su equipo el lunes pasado?"


def typed(page, text, **rest):
    page.send("text", value=text, n=1, field="", **{"from": "box", **rest})
    return page.said("reading")[-1]


def test_a_keystroke_brings_the_reading_back(open_page):
    page = open_page(Rewrite, REWRITE)
    answer = typed(page, CLOSED)
    assert (answer["n"], answer["from"], answer["value"]) == (1, "box", CLOSED)
    assert answer["reading"]["tier"] == "closed"
    assert answer["reading"]["tips"]
    assert typed(page, OPEN)["reading"]["verdict"] == "pass"


def test_there_is_nothing_to_read_in_one_word(open_page):
    page = open_page(Rewrite, REWRITE)
    assert typed(page, "How")["reading"] is None
    page.send("done", value="How")
    assert page.said("empty")


def test_models_come_after_an_attempt_and_after_what_one_would_change(open_page, record):
    page = open_page(Rewrite, REWRITE)
    typed(page, OPEN)
    assert "models" not in page.view
    view = page.send("done", value=OPEN)
    assert (view["stage"], "models" in view) == ("reflect", False)
    view = page.send("change", value="I would name the week.")
    assert (view["stage"], view["models"]) == ("models", list(REWRITE.models))
    record.flush()
    entry = record.latest(REWRITE.id)
    assert (entry.kind, entry.answer, entry.points) == ("attempt", OPEN, 100)
    assert entry.reading["verdict"] == "pass"
    assert entry.coach == coach.VERSION
    assert record.latest(f"{REWRITE.id}/change").answer == "I would name the week."


def test_change_cannot_be_answered_before_an_attempt(open_page):
    page = open_page(Rewrite, REWRITE)
    assert page.send("change", value="")["stage"] == "write"
    assert "models" not in page.view


def test_a_next_attempt_is_always_possible(open_page, record):
    page = open_page(Rewrite, REWRITE)
    page.send("done", value=CLOSED)
    page.send("change", value="")
    assert page.send("done", value=OPEN)["stage"] == "models"
    record.flush()
    tries = [entry.answer for entry in record.history(REWRITE.id) if entry.kind == "attempt"]
    assert tries == [CLOSED, OPEN]


def test_a_pasted_model_is_answered_with_now_yours(open_page):
    page = open_page(Rewrite, REWRITE)
    page.send("done", value="How did the training go")
    assert "Now yours" in page.send("change", value="")["pasted"]
    page.send("done", value=OPEN)
    assert page.view["pasted"] == ""


def test_where_the_coach_is_unsure_the_learner_decides_and_it_costs_nothing(open_page, record):
    page = open_page(Rewrite, REWRITE)
    page.send("done", value=FOREIGN)
    view = page.send("change", value="")
    assert "I can't tell" in view["verdict_text"]
    assert [choice["value"] for choice in view["judge"]] == ["same", "change"]
    view = page.send("judge", value="same")
    assert view["judge"][0]["chosen"]
    record.flush()
    assert record.latest(REWRITE.id).points is None
    assert open_page(Rewrite, REWRITE).view["judge"][0]["chosen"]


def test_words_stage_and_reading_are_back_after_reopening(open_page, record):
    page = open_page(Rewrite, REWRITE)
    typed(page, CLOSED)
    page.send("done", value=CLOSED)
    page.send("text", value="Begin with how", field="change", n=2)
    record.flush()
    view = open_page(Rewrite, REWRITE).view
    assert (view["text"], view["stage"], view["change"]) == (CLOSED, "reflect", "Begin with how")
    assert view["reading"]["tier"] == "closed"


def test_the_worked_model_comes_with_its_notes(open_page):
    view = open_page(Rewrite, ANNOTATED).view
    marked = [part["text"] for part in view["worked"]["segments"] if part["kinds"]]
    assert marked == ["Tell me about"]
    assert view["worked"]["notes"] == [{"words": "Tell me about", "note": "It invites."}]
    assert "worked" in view and open_page(Rewrite, REWRITE).view["worked"] is None


def test_unaided_there_is_no_reading_before_check(open_page):
    page = open_page(Rewrite, UNAIDED)
    assert typed(page, CLOSED)["reading"] is None
    assert page.send("done", value=CLOSED)["reading"]["tier"] == "closed"
    assert typed(page, OPEN)["reading"] is None


def test_a_text_over_the_limit_is_refused_and_the_old_one_stays(open_page, record):
    page = open_page(Rewrite, REWRITE)
    typed(page, OPEN)
    page.send("text", value="How was it? " * 1000, n=2, field="")
    assert "10,000" in page.said("trouble")[-1]["text"]
    record.flush()
    assert record.latest(REWRITE.id).answer == OPEN


def test_two_windows_are_told_of_each_other_and_either_text_can_stand(open_page, record):
    here, there = open_page(Rewrite, REWRITE), open_page(Rewrite, REWRITE)
    typed(there, "How was the course there?")
    record.flush()
    typed(here, "How was the course here?")
    record.flush()
    assert here.said("stale")[-1]["theirs"] == "How was the course there?"
    here.send("mine")
    record.flush()
    assert record.latest(REWRITE.id).answer == "How was the course here?"
    typed(there, "How was the course over there?")
    record.flush()
    assert there.send("theirs")["text"] == "How was the course here?"


def test_a_disk_that_is_full_is_told_and_the_old_answer_stays(open_page, record, monkeypatch):
    page = open_page(Rewrite, REWRITE)
    typed(page, OPEN)
    record.flush()

    def full(*_args, **_rest):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("active_listening.record.files.append", full)
        typed(page, CLOSED)
        record.flush()
        assert page.said("trouble")[-1]["text"].startswith("Not saved.")
        assert record.latest(REWRITE.id).answer == OPEN
    record.flush()
    assert record.latest(REWRITE.id).answer == CLOSED


def test_hostile_text_stays_text(open_page):
    reading = typed(open_page(Rewrite, REWRITE), f"How was {HOSTILE} the training?")["reading"]
    assert "".join(part["text"] for part in reading["segments"]).count("<script>") == 1


def test_a_fault_of_ours_becomes_a_sentence(open_page, monkeypatch):
    page = open_page(Rewrite, REWRITE)
    monkeypatch.setattr(coach, "read", lambda *_, **__: 1 / 0)
    page.send("done", value=OPEN)
    assert "not through you" in page.said("trouble")[-1]["text"]
