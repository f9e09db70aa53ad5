"""How quiz answers are marked."""

from collections import Counter
from dataclasses import replace

import pytest
from lesson_items import LINE, MARK, MATCH, ORDER, SEVERAL, SINGLE, SORT, TRUE_FALSE

from active_listening.lesson import marking
from active_listening.lesson.marking import mark


def test_a_single_choice_is_right_or_not():
    assert mark(SINGLE, "How was it?").points == 100
    assert mark(SINGLE, "When was it?").points == 0
    assert mark(SINGLE, "How was it?").right


@pytest.mark.parametrize(
    ("picked", "points"),
    [
        (["How was it?", "Walk me through it."], 100),
        (["How was it?"], 50),
        (["How was it?", "Was it good?"], 0),
        (["Was it good?", "How was it?", "When was it?", "Walk me through it."], 0),
    ],
)
def test_ticking_everything_earns_nothing(picked, points):
    assert mark(SEVERAL, picked).points == points


def test_true_or_false_gives_the_feedback_of_what_was_said():
    assert mark(TRUE_FALSE, True).parts[0].feedback == "Not always."
    assert mark(TRUE_FALSE, False).right


@pytest.mark.parametrize(
    ("order", "points"),
    [
        (["one", "two", "three", "four"], 100),
        (["two", "one", "three", "four"], 83),
        (["four", "three", "two", "one"], 0),
    ],
)
def test_an_order_earns_the_share_of_pairs_that_stand_right(order, points):
    assert mark(ORDER, order).points == points


def test_sorting_earns_the_share_of_lines_in_their_group():
    assert mark(SORT, {"How?": "open", "Is it?": "open"}).points == 50


@pytest.mark.parametrize(("right", "points"), [(3, 100), (2, 67), (1, 33), (0, 0)])
def test_matching_earns_the_share_of_pairs_that_belong_together(right, points):
    extra = MATCH.extra[0]
    answer = {p.say: p.goes_with if i < right else extra for i, p in enumerate(MATCH.pairs)}
    assert mark(MATCH, answer).points == points
    assert mark(MATCH, answer).right == (right == 3)


def test_a_text_that_goes_with_two_is_offered_once():
    pairs = (*MATCH.pairs, replace(MATCH.pairs[0], say="It's OK."))
    assert marking.choices(replace(MATCH, pairs=pairs)) == [
        "It is not fine.", "There is an exception.", "She has a doubt.", "She wants a discount."
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "points", "feedback"),
    [
        ("Go on.", 100, "She goes on."),
        ("What is it like at the front desk?", 100, "She goes on."),
        ("Two of them use paper, then.", 0, "She waits."),
        ("Go on. You should call them today.", 0, "She closes up."),
        ("Surely you told Ben?", 0, "She closes up."),
        ("zork plurk blarg", None, ""),
    ],
)
def test_a_line_is_right_by_what_it_does_and_unsure_has_no_points(line, points, feedback):
    marked = mark(LINE, line)
    assert (marked.points, marked.feedback) == (points, feedback)
    assert marked.right == (points == 100)


def test_what_spoils_a_line_counts_before_what_it_wants():
    only_open = replace(LINE, wants=("open",), spoils=("self_story",))
    assert mark(only_open, "What happens there?").right
    assert not mark(only_open, "I had the same at Nimbela last year. What happens there?").right


def test_marked_lines_are_told_apart_by_number_even_when_they_say_the_same():
    assert mark(MARK, [2]).right
    assert mark(MARK, [2, 3]).points == 50
    assert [part.right for part in mark(MARK, [1, 2]).parts] == [False, True, True]


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        (SEVERAL, None),
        (ORDER, ["one"]),
        (TRUE_FALSE, "yes"),
        (SORT, [1]),
        (MATCH, [1]),
        (LINE, 1),
    ],
)
def test_an_answer_of_another_kind_is_refused(item, answer):
    with pytest.raises(ValueError, match="no answer"):
        mark(item, answer)


@pytest.mark.parametrize(("sure", "right", "wrong"), [(1, 1, 0), (2, 2, -2), (3, 3, -6)])
def test_certainty_pays_only_when_it_is_earned(sure, right, wrong):
    assert marking.certainty_marks(True, sure) == right
    assert marking.certainty_marks(False, sure) == wrong


def test_a_seed_fixes_the_order():
    things = list("abcdef")
    assert marking.shuffled(things, "me/q") == marking.shuffled(things, "me/q")
    assert things == list("abcdef")


def test_over_many_learners_every_place_holds_the_right_answer_as_often():
    texts = [option.say for option in SINGLE.options]
    places = Counter(
        marking.shuffled(texts, f"learner-{n}/{SINGLE.id}").index("How was it?")
        for n in range(2000)
    )
    assert all(400 < places[place] < 600 for place in range(4))


def test_an_order_is_never_shown_solved():
    for n in range(200):
        mixed = marking.shuffled(ORDER.steps, f"learner-{n}", not_as_given=True)
        assert mixed != list(ORDER.steps)


def test_a_pasted_model_is_recognised_and_a_line_of_ones_own_is_not():
    models = ["How did your managers make room for us last week?"]
    assert marking.is_model("how did your managers make room for us last week", models)
    assert marking.is_model("So how did your managers make room for us last week?", models)
    assert not marking.is_model("What was last week like for your managers?", models)
