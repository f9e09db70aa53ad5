"""Options to think of: what counts, whose needs are served, what is kept."""

import pytest
from lesson_items import HOSTILE, OPTIONS_TO_FIND

from active_listening.lesson import counting
from active_listening.lesson.counting import Row
from active_listening.lesson.option_lists import MOST, OptionList

GOOD = [
    Row("A named engineer on Saturdays in the season", ("hers",)),
    Row("A notice period that grows with each year", ("hers", "ours")),
    Row("Pay by month in winter and by quarter in summer", ("ours",)),
]


def found(*rows):
    return counting.count(OPTIONS_TO_FIND, rows)


def test_unlike_options_for_every_need_are_enough():
    count = found(*GOOD)
    assert (count.options, count.outcome) == (3, "enough")
    assert count.served == {"hers": 2, "ours": 2}


def test_two_are_few_whoever_they_serve():
    assert found(*GOOD[:2]).outcome == "few"


def test_a_need_without_an_option_makes_them_one_sided():
    assert found(*[Row(row.say, ("hers",)) for row in GOOD]).outcome == "one_sided"


@pytest.mark.parametrize(
    ("say", "kind"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("Discount", "unclear"),
        ("asdf qwer zxcv", "unclear"),
        ("Three years or nothing.", "position"),
        ("three years, or nothing", "position"),
        ("Three years with a way out after each summer", "option"),
        ("On Saturdays in the season, a named engineer", "same"),
        ("A named engineer on weekdays, and nobody in winter", "option"),
    ],
)
def test_what_a_row_is(say, kind):
    count = found(GOOD[0], Row(say))
    assert count.kinds[1] == kind
    assert count.first[1] == (0 if kind == "same" else -1)


def test_what_stands_twice_counts_once_with_the_needs_of_the_first():
    again = Row(GOOD[0].say.upper(), ("ours",))
    assert found(GOOD[0], again).served == {"hers": 1, "ours": 0}


def write(page, number, say, *needs):
    page.send("text", value=say, n=1, field=str(number), **{"from": "me"})
    for need in needs:
        page.send("tick", field=str(number), need=need, on=True)


def test_rows_are_kept_counted_and_back_after_reopening(open_page, record):
    page = open_page(OptionList, OPTIONS_TO_FIND)
    for i, row in enumerate(GOOD):
        write(page, i, row.say, *row.serves)
    assert page.view["result"] is None
    result = page.send("count")["result"]
    assert result["head"] == "3 different options, and something for every need."
    assert [one["count"] for one in result["served"]] == [2, 2]
    record.flush()
    assert record.latest(OPTIONS_TO_FIND.id).kind == "attempt"
    view = open_page(OptionList, OPTIONS_TO_FIND).view
    assert [row["say"] for row in view["rows"]] == [row.say for row in GOOD]
    assert view["result"] == result


def test_models_are_not_on_the_page_before_the_count(open_page):
    page = open_page(OptionList, OPTIONS_TO_FIND)
    assert OPTIONS_TO_FIND.models[0].say not in str(page.view)
    assert OPTIONS_TO_FIND.models[0].say in str(page.send("count"))


def test_a_row_without_a_need_is_asked_for_it(open_page):
    page = open_page(OptionList, OPTIONS_TO_FIND)
    write(page, 0, GOOD[0].say)
    assert page.send("count")["result"]["remarks"][0] == "Counts. Whose need does it serve?"


def test_a_tick_can_be_cleared_and_rows_added_up_to_a_limit(open_page):
    page = open_page(OptionList, OPTIONS_TO_FIND)
    write(page, 0, GOOD[0].say, "hers")
    page.send("tick", field="0", need="hers", on=False)
    assert page.view["rows"][0]["serves"] == []
    for _ in range(20):
        page.send("add")
    assert len(page.view["rows"]) == MOST
    assert page.view["full"]


def test_rubbish_from_the_page_or_the_record_changes_nothing(open_page, record):
    page = open_page(OptionList, OPTIONS_TO_FIND)
    write(page, 0, HOSTILE)
    before = page.view
    for message in ({"field": "99"}, {"field": None}, {"field": "0", "need": "theirs", "on": True}):
        page.send("tick", **message)
    page.send("text", value="x", n=1, field="-1", **{"from": "me"})
    assert page.view["rows"] == before["rows"]
    page.send("text", value="x" * 10_001, n=1, field="0", **{"from": "me"})
    assert "10,000" in page.said("trouble")[-1]["text"]
    page.activity.keeper.later({"rows": [3, {"say": 4, "serves": "hers"}], "counted": "yes"})
    record.flush()
    again = open_page(OptionList, OPTIONS_TO_FIND)
    assert [row["say"] for row in again.view["rows"]] == ["", "", ""]
    assert again.view["result"] is None
