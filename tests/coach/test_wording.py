"""A reading as the page shows it."""

from dataclasses import replace
from types import SimpleNamespace

from active_listening import coach
from active_listening.coach import wording
from active_listening.coach.rubrics import Asked
from active_listening.coach.wording import Mark, segments

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
REWRITE = SimpleNamespace(
    rubric="rewrite", original="Did the training go well?", facets=(("training", "course"),)
)


def test_segments_put_together_are_the_text():
    text = "Why 😀 didn't you like it, and when?"
    parts = segments(text, [Mark(0, 12, "flaw", "blaming"), Mark(6, 24, "open", "open")])
    assert "".join(part["text"] for part in parts) == text


def test_labels_of_marks_that_touch_stand_together_at_the_end_of_the_run():
    parts = segments("abcdef", [Mark(0, 3, "open", "open"), Mark(2, 5, "flaw", "leading")])
    assert [part["text"] for part in parts] == ["ab", "c", "de", "f"]
    assert [part["labels"] for part in parts] == [[], [], ["open", "leading"], []]
    assert parts[1]["kinds"] == ["open", "flaw"]


def test_a_mark_outside_the_text_is_left_out():
    assert segments("abc", [Mark(2, 9, "open", "open")]) == [
        {"text": "abc", "kinds": [], "labels": []}
    ]


def test_an_empty_text_has_no_segments():
    assert segments("", []) == []


def test_every_criterion_has_sign_word_and_label():
    shown = wording.page(coach.read("Did the training help?", REWRITE), "rewrite")
    assert {one["word"] for one in shown["criteria"]} <= {"met", "half met", "not yet", "could add"}
    assert all(one["sign"] and one["label"] for one in shown["criteria"])
    assert 0 < len(shown["tips"]) <= wording.MOST_TIPS
    assert shown["verdict"] == "not_yet"


def test_the_words_that_decide_are_marked_with_a_word_beside_them():
    shown = wording.page(coach.read("Tell me about the training.", REWRITE), "rewrite")
    marked = [part for part in shown["segments"] if part["kinds"]]
    assert marked[0]["kinds"] == ["open"]
    assert "open" in marked[-1]["labels"]


def test_hostile_text_stays_text():
    shown = wording.page(coach.read(f"How was {HOSTILE} the training?", REWRITE), "rewrite")
    joined = "".join(part["text"] for part in shown["segments"])
    assert joined == f"How was {HOSTILE} the training?"


TIRED = "Since Monday it has been one thing after another, and my team is worn out."


def reply_to(rubric: str, text: str) -> dict:
    task = SimpleNamespace(
        rubric=rubric, original="", client=TIRED, facets=(("monday", "week"), ("team", "tired"))
    )
    return wording.page(coach.read(text, task), rubric)


def test_a_reply_is_told_by_what_it_does_and_not_by_how_wide_its_question_is():
    shown = reply_to("paraphrase", "A rough week, and the team is tired. Is that it?")
    assert (shown["tier_word"], shown["tone"]) == ("This does the job", "good")
    assert "closed question" not in shown["head"] and "check-back" in shown["head"]


def test_a_word_given_back_is_no_question():
    shown = reply_to("cue", "One thing after another?")
    assert shown["verdict"] == "pass" and "question" not in shown["head"]
    assert [move["id"] for move in shown["moves"]] == ["reflection_content"]


def test_what_passes_is_never_told_to_hold_nothing():
    empty = coach.Reading("Hm.", coach.Question("none", None, "asks_nothing"), verdict="pass")
    assert wording.page(empty, "cue")["head"] == ""
    assert wording.page(replace(empty, verdict="not_yet"), "cue")["head"] != ""


def test_a_thought_is_said_to_nobody_so_its_weak_words_are_marked_and_no_move():
    shown = reply_to("reframe", "She always complains.")
    assert (shown["head"], shown["moves"]) == ("", [])
    marked = [part for part in shown["segments"] if part["kinds"]]
    assert [part["kinds"] for part in marked] == [["flaw"]]


def test_what_an_answer_that_passes_lacks_could_be_added():
    told = "The mayor laughed at our banner."
    task = Asked("empathy", client=told, facets=(("mayor", "banner"),),
                 feelings=("embarrassed",))  # fmt: skip
    passing = coach.read("That sounds embarrassing, with the mayor laughing.", task)
    assert passing.verdict == "pass"
    words = {one["word"] for one in wording.criteria(passing, "empathy")}
    assert words == {"met", "could add"}
    failing = coach.read("The mayor laughed.", task)
    assert "not yet" in {one["word"] for one in wording.criteria(failing, "empathy")}
