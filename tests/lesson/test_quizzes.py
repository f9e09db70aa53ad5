"""A quiz question, driven by the messages of its page."""

import pytest
from lesson_items import HOSTILE, MARK, MATCH, ORDER, QUIZZES, SEVERAL, SINGLE, SORT, TRUE_FALSE

from active_listening.bank.items import Option, Quiz
from active_listening.lesson.quizzes import Quiz as QuizWidget

ANSWERS = {
    "q-single": "How was it?",
    "q-several": ["How was it?", "Walk me through it."],
    "q-true": False,
    "q-order": ["one", "two", "three", "four"],
    "q-sort": {"How?": "open", "Is it?": "closed"},
    "q-mark": [2],
    "q-match": {pair.say: pair.goes_with for pair in MATCH.pairs},
}
SECRETS = ("right", "misconception", "wanted")


@pytest.mark.parametrize("item", QUIZZES, ids=lambda item: item.id)
def test_before_checking_the_page_does_not_learn_what_is_right(open_page, item):
    view = open_page(QuizWidget, item).view
    text = str(view)
    assert not any(f"'{secret}'" in text for secret in SECRETS)
    for option in item.options:
        assert option.feedback not in text


@pytest.mark.parametrize("item", QUIZZES, ids=lambda item: item.id)
def test_a_right_answer_is_told_kept_and_back_after_reopening(open_page, record, item):
    page = open_page(QuizWidget, item)
    view = page.send("check", answer=ANSWERS[item.id], certainty=2)
    assert view["checked"]
    assert view["outcome"]["word"] == "Right."
    record.flush()
    entry = record.latest(item.id)
    assert (entry.kind, entry.points, entry.content) == ("attempt", 100, item.version)
    assert open_page(QuizWidget, item).view == {**view, "move": False}


def test_feedback_stands_at_the_option_chosen_and_the_rest_is_shown_on_asking(open_page):
    page = open_page(QuizWidget, SINGLE)
    view = page.send("check", answer="Was it good?")
    told = {line["say"]: line for line in view["results"]}
    assert told["Was it good?"]["feedback"] == "Yes would do."
    assert told["Was it good?"]["word"] == "your answer, not this one"
    assert not told["How was it?"]["feedback"]
    assert view["can_reveal"] == "Show the answer"
    told = {line["say"]: line for line in page.send("reveal")["results"]}
    assert told["How was it?"]["word"] == "this one"
    assert told["How was it?"]["feedback"] == "Room for a story."


def test_trying_again_keeps_the_history(open_page, record):
    page = open_page(QuizWidget, SINGLE)
    page.send("check", answer="Was it good?")
    assert not page.send("again")["checked"]
    page.send("check", answer="How was it?")
    record.flush()
    points = [entry.points for entry in record.history(SINGLE.id) if entry.kind == "attempt"]
    assert points == [0, 100]


def test_certainty_is_asked_scored_and_said(open_page):
    page = open_page(QuizWidget, TRUE_FALSE)
    page.send("check", answer=True)
    assert page.said("empty")[-1]["text"] == "Say how sure you are first."
    view = page.send("check", answer=True, certainty=3)
    assert "Certainty 3: -6 points." in view["outcome"]["text"]


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (SINGLE, None),
        (SINGLE, "not an option"),
        (SEVERAL, []),
        (SEVERAL, ["nonsense"]),
        (SORT, {"How?": "open"}),
        (SORT, {"How?": "nonsense", "Is it?": "open"}),
        (MARK, [99]),
        (MATCH, {"Fine.": "It is not fine."}),
        (MATCH, {**{p.say: p.goes_with for p in MATCH.pairs}, "Fine.": "nonsense"}),
        (ORDER, ["one"]),
        (TRUE_FALSE, "true"),
    ],
)
def test_half_an_answer_or_a_foreign_one_is_not_marked(open_page, item, answer):
    page = open_page(QuizWidget, item)
    assert not page.send("check", answer=answer, certainty=1)["checked"]
    assert page.said("empty")


def test_choices_not_yet_checked_are_back_after_reopening(open_page, record):
    page = open_page(QuizWidget, SORT)
    page.send("pick", answer={"How?": "closed"})
    record.flush()
    view = open_page(QuizWidget, SORT).view
    assert not view["checked"]
    assert view["picked"] == {"How?": "closed"}


def test_pairs_are_chosen_from_all_texts_in_an_order_of_the_learners_own(open_page, record):
    page = open_page(QuizWidget, MATCH)
    given = [pair.goes_with for pair in MATCH.pairs] + list(MATCH.extra)
    assert page.view["says"] == [pair.say for pair in MATCH.pairs]
    assert sorted(page.view["choices"]) == sorted(given) and page.view["choices"] != given
    page.send("pick", answer={"Fine.": "She has a doubt."})
    record.flush()
    again = open_page(QuizWidget, MATCH).view
    assert again["picked"] == {"Fine.": "She has a doubt."}
    assert again["choices"] == page.view["choices"]


def test_a_pair_is_told_with_what_was_chosen_and_what_belongs_to_it(open_page):
    page = open_page(QuizWidget, MATCH)
    answer = {**ANSWERS["q-match"], "Fine.": "She wants a discount."}
    view = page.send("check", answer=answer)
    assert view["outcome"]["text"] == "2 of 3 with their partner."
    first, second = view["results"][:2]
    goes_with = ("It goes with", "It is not fine.")
    assert first["partners"] == [("You chose", "She wants a discount."), goes_with]
    assert first["feedback"] == "Too short for a yes."
    assert second["partners"] == [("It goes with", "There is an exception.")]


def test_two_windows_are_told_of_each_other(open_page, record):
    here, there = open_page(QuizWidget, SINGLE), open_page(QuizWidget, SINGLE)
    there.send("check", answer="Was it good?")
    record.flush()
    here.send("check", answer="How was it?")
    record.flush()
    assert here.said("stale")[-1]["theirs"] == "Was it good?"
    here.send("mine")
    record.flush()
    assert record.latest(SINGLE.id).answer == {"answer": "How was it?"}
    assert record.latest(SINGLE.id).points == 100


def test_an_answer_that_the_item_no_longer_offers_is_left_aside(open_page, record):
    open_page(QuizWidget, SINGLE).send("check", answer="Was it good?")
    record.flush()
    edited = Quiz(
        id=SINGLE.id,
        kind="single",
        prompt="New",
        options=(Option("New?", "f", right=True), Option("Other?", "f")),
        source=SINGLE.source,
        version="ffff0000",
    )
    assert not open_page(QuizWidget, edited).view["checked"]


def test_the_order_shown_is_the_same_after_reopening(open_page):
    first, second = open_page(QuizWidget, SINGLE).view, open_page(QuizWidget, SINGLE).view
    assert first["options"] == second["options"]
    start = open_page(QuizWidget, ORDER).view["picked"]
    assert start == open_page(QuizWidget, ORDER).view["picked"]
    assert start != list(ORDER.steps)


def test_a_speed_round_tells_the_seconds_and_limits_nothing(open_page, record):
    item = Quiz(
        id="q-speed",
        kind="sort",
        timed=True,
        prompt="Quick.",
        groups=SORT.groups,
        entries=SORT.entries,
        source=SORT.source,
        version="1",
    )
    page = open_page(QuizWidget, item)
    view = page.send("check", answer=ANSWERS["q-sort"], seconds=431.26)
    assert "It took you 431 seconds." in view["outcome"]["text"]
    record.flush()
    assert record.latest("q-speed").answer["seconds"] == 431.3


@pytest.mark.parametrize(
    "message",
    [None, 7, {}, {"type": "nonsense"}, {"type": "check"}, {"type": "check", "answer": [[]]},
     {"type": "pick", "answer": {"a": {}}}, {"type": "__init__"}],
)  # fmt: skip
def test_a_message_that_is_no_message_does_no_harm(open_page, message):
    page = open_page(QuizWidget, SINGLE)
    page.activity._receive(None, message, [])
    assert not page.view["checked"]
    assert not page.said("trouble")


def test_hostile_content_reaches_the_page_as_plain_data(open_page):
    item = Quiz(
        id="q-hostile",
        kind="single",
        prompt=HOSTILE,
        options=(Option(HOSTILE, HOSTILE, right=True), Option("b", "c")),
        source=SINGLE.source,
        version="1",
    )
    assert open_page(QuizWidget, item).view["prompt"] == HOSTILE
