"""What stands in a notebook without a kernel."""

import pytest
from lesson_items import HOSTILE, JUDGEMENT, PAIR

from active_listening import bank
from active_listening.bank import load
from active_listening.lesson import fallback, notice

ALL = [
    *(("quiz", item) for item in load.all_of("quizzes")),
    *(("rewrite", item) for item in load.all_of("rewrites")),
    *(("reply", item) for item in load.all_of("replies")),
    *(("dialogue", item) for item in load.all_of("dialogues")),
    *(("worksheet", item) for item in load.all_of("worksheets")),
    *(("options", item) for item in load.all_of("options")),
    *((item.call, item) for item in load.all_of("assignments")),
]
EACH = pytest.mark.parametrize(("kind", "item"), ALL, ids=lambda value: getattr(value, "id", value))


@EACH
def test_every_activity_reads_without_a_kernel_the_same_every_time(kind, item):
    bundles = fallback.bundles(kind, item.id)
    assert bundles == fallback.bundles(kind, item.id)
    assert bundles[0] == fallback.bundle(kind, item.id)
    assert set(bundles[0]) == {"text/plain", "text/html"}
    assert len(bundles) == (2 if getattr(item, "graded", False) else 1)


@EACH
def test_nothing_is_given_away(kind, item):
    text = str(fallback.bundles(kind, item.id))
    secrets = [getattr(model, "say", model) for model in getattr(item, "models", ())]
    secrets += [option.feedback for option in getattr(item, "options", ())]
    secrets += [entry.feedback for entry in getattr(item, "entries", ())]
    secrets += [pair.feedback for pair in getattr(item, "pairs", ())]
    if getattr(item, "kind", "") == "text":
        secrets += item.feedback.values()
    for line in getattr(item, "lines", ()):
        secrets += [getattr(line, "feedback", ""), *getattr(line, "replies", {}).values()]
    said = {getattr(line, "say", "") for line in getattr(item, "lines", ())}  # before one's turn
    assert not [secret for secret in secrets if secret and secret in text and secret not in said]


def test_steps_to_order_are_not_given_in_order():
    for item in load.all_of("quizzes"):
        if item.kind == "order":
            text = fallback.bundle("quiz", item.id)["text/plain"]
            places = [text.index(step) for step in item.steps]
            assert places != sorted(places)


def test_what_is_on_the_right_of_a_pair_is_not_given_in_the_order_of_the_left():
    for item in load.all_of("quizzes"):
        if item.kind == "match":
            text = fallback.bundle("quiz", item.id)["text/plain"]
            places = [text.rindex(pair.goes_with) for pair in item.pairs]
            assert all(pair.say in text for pair in item.pairs)
            assert places != sorted(places)


def test_a_line_to_type_reads_with_what_the_client_said():
    for item in load.all_of("quizzes"):
        if item.kind == "text":
            text = fallback.bundle("quiz", item.id)["text/plain"]
            assert item.prompt in text and item.client in text


def test_markup_in_a_page_is_inert():
    html = notice.box(HOSTILE)["text/html"]
    assert "<script" not in html and "<img" not in html


def test_the_empty_copy_of_an_answer_has_no_time():
    copy = fallback.answer_copy(JUDGEMENT, "")
    assert copy[fallback.COPY_MIME] == {
        "item": JUDGEMENT.id, "answer": "", "revision": 0, "time": "",
        "content": JUDGEMENT.version, "coach": "",
    }  # fmt: skip
    assert "The open one: (empty)" in fallback.answer_copy(PAIR, {"closed": "x"})["text/plain"]


def test_an_unknown_id_is_for_the_author_to_mend():
    with pytest.raises(bank.ContentError):
        fallback.bundle("quiz", "nowhere")


def test_progress_and_hand_in_have_a_page_too():
    assert "Your progress" in fallback.bundle("progress", "")["text/plain"]
    assert "Hand in" in fallback.bundle("hand_in", "03_open_questions")["text/plain"]
