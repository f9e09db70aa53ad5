"""Two forms of the test beside each other: what is compared, and when a gain is told."""

from dataclasses import replace

import pytest

from active_listening.bank import forms
from active_listening.lesson import gain
from active_listening.lesson.gain import Comparison
from active_listening.lesson.skill_marks import FormMark, ItemMark, PartMark


def form(*points, unsure=0):
    marks = [ItemMark(f"t{i}", value, "part") for i, value in enumerate(points)]
    marks += [ItemMark(f"u{i}", None, "unsure") for i in range(unsure)]
    return FormMark((PartMark(forms.blueprint()[0], tuple(marks)),))


def compared(before, after, answered=(20, 20)):
    return Comparison(form(*before), form(*after), answered)


def test_gain_is_the_share_of_what_was_left():
    assert compared([40] * 20, [70] * 20).gain == pytest.approx(0.5)
    assert compared([0] * 20, [100] * 20).gain == 1


@pytest.mark.parametrize(
    ("before", "after", "answered", "why"),
    [
        ([90] * 20, [100] * 20, (20, 20), "You began above 85"),
        ([60] * 20, [40] * 20, (20, 20), "Form B came out lower"),
        ([40] * 20, [70] * 20, (14, 20), "You answered 14 and 20 tasks"),
        ([40] * 20, [70] * 20, (20, 3), "You answered 20 and 3 tasks"),
    ],
)
def test_no_gain_where_it_would_mislead(before, after, answered, why):
    found = compared(before, after, answered)
    assert found.gain is None
    assert any(text.startswith(why) for text in gain.told(found)["texts"])


def test_85_is_told_and_a_little_more_is_not():
    assert compared([85] * 20, [100] * 20).gain == 1
    assert compared([85] * 19 + [86], [100] * 20).gain is None


def test_chance_is_two_standard_errors_of_the_difference():
    # variance of ten 0 and ten 100 is 2631.6; twice the root of twice that over 20 is 32.4
    found = compared([0, 100] * 10, [0, 100] * 10)
    assert found.chance == 32
    assert compared([50] * 20, [50] * 20).chance == 0
    assert compared([50], [50] * 20).chance is None


def test_what_could_not_be_marked_is_not_counted():
    found = Comparison(form(*[40] * 18, unsure=2), form(*[70] * 20), (20, 20))
    assert gain.told(found)["texts"][0] == "18 tasks count on form A, 20 on form B."
    nothing = Comparison(form(unsure=20), form(*[70] * 20), (20, 20))
    assert nothing.gain is None
    assert gain.told(nothing)["rows"][-1] == {"title": "All", "points": [None, 70]}


def keep(record, id, answers, kind="attempt"):
    record.save(id, {"stage": "end", "answers": answers}, base=None, kind=kind)


def test_the_first_finished_try_counts(record):
    keep(record, "form-a", {"x": 1}, kind="draft")
    assert gain.first_try(record, "form-a") is None
    keep(record, "form-a", {"x": 2})
    keep(record, "form-a", {"x": 3})
    assert gain.first_try(record, "form-a") == {"x": 2}


def test_a_form_is_compared_with_the_one_it_names(record):
    from active_listening import bank

    later = replace(bank.form("form-a"), id="form-z", after="form-a")
    assert gain.compare(bank.form("form-a"), record) is None
    assert gain.compare(later, record) is None
    keep(record, "form-a", {})
    assert gain.compare(later, record) is None
    keep(record, "form-z", {"fa-polite-form": "nope"})
    found = gain.compare(later, record)
    assert (found.before.points, found.answered) == (0, (0, 1))


@pytest.mark.parametrize("answer", [None, 3, {"answers": [1]}, {}])
def test_rubbish_in_the_record_is_an_empty_try(record, answer):
    record.save("form-a", answer, base=None, kind="attempt")
    assert gain.first_try(record, "form-a") in (None, {})
