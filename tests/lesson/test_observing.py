"""A talk to code: agreement with the key, what is kept, what is told and when."""

import pytest
from lesson_items import TALK_TO_CODE

from active_listening.lesson.agreement import agree
from active_listening.lesson.observing import Observing


@pytest.mark.parametrize(
    ("codes", "same", "kappa", "level"),
    [
        (["closed", "open", "back", "open"], 4, 1.0, "high"),
        # also allowed by the key: counts as the key's
        (["closed", "open", "closed", "open"], 4, 1.0, "high"),
        # by hand: agreed 3/4; by chance (1·2 + 2·1 + 1·1)/16 = 5/16; (12/16 − 5/16)/(11/16)
        (["closed", "closed", "back", "open"], 3, 7 / 11, "middling"),
        # agreed 2/4; by chance (2·4)/16 = 1/2
        (["open", "open", "open", "open"], 2, 0.0, "low"),
    ],
)
def test_agreement_by_hand(codes, same, kappa, level):
    found = agree(TALK_TO_CODE, codes)
    assert (found.turns, found.same, found.level) == (4, same, level)
    assert found.kappa == pytest.approx(kappa)


def test_agreement_below_chance_is_negative():
    found = agree(TALK_TO_CODE, ["open", "closed", "open", "back"])
    assert found.kappa < 0
    assert found.percent == 0


def test_each_code_is_counted_for_both():
    found = agree(TALK_TO_CODE, ["closed", "closed", "back", "open"])
    assert found.each == {"open": (2, 1, 1), "closed": (1, 2, 1), "back": (1, 1, 1)}


def test_a_code_allowed_besides_is_counted_as_it_was_given():
    found = agree(TALK_TO_CODE, ["closed", "open", "closed", "open"])
    assert found.each == {"open": (2, 2, 2), "closed": (1, 2, 1), "back": (1, 0, 1)}


def code(page, *codes):
    for turn, one in enumerate(codes):
        page.send("code", turn=turn, code=one)


def test_the_key_is_told_after_comparing_only(open_page):
    page = open_page(Observing, TALK_TO_CODE)
    code(page, "closed", "open", "back", "open")
    assert "Yes or no is enough." not in str(page.view)
    lines = page.send("compare")["lines"]
    assert lines[0] == {"who": "Claire", "say": "The boxes came flat."}
    assert [line["turn"] for line in lines[1:]] == [0, 1, 2, 3]
    assert lines[1]["head"] == "Both: Closed question."
    assert lines[1]["why"] == "Yes or no is enough."


def test_a_turn_without_a_code_is_named(open_page, record):
    page = open_page(Observing, TALK_TO_CODE)
    code(page, "closed", "", "back")
    page.send("compare")
    assert page.said("empty")[-1]["text"] == "Still without a code: 2, 4."
    assert page.view["result"] is None


def test_the_first_time_stays_beside_the_next(open_page, record):
    page = open_page(Observing, TALK_TO_CODE)
    code(page, "closed", "closed", "closed", "open")
    result = page.send("compare")["result"]
    assert result["head"] == "You and the key agree on 3 of 4 turns (75%, kappa 0.64)."
    assert result["before"] == ""
    assert page.view["lines"][3]["head"].endswith("yours can be said as well.")
    assert page.send("again")["picked"] == ["", "", "", ""]
    code(page, "closed", "open", "back", "open")
    page.send("compare")
    record.flush()
    assert record.latest(TALK_TO_CODE.id).points == 100
    view = open_page(Observing, TALK_TO_CODE).view
    assert view["result"]["before"] == "The first time it was 3 of 4 turns (75%, kappa 0.64)."
    assert view["result"]["text"] == "You can observe."


@pytest.mark.parametrize(
    "kept",
    [
        3,
        {"codes": "open", "first": 4, "compared": "yes"},
        {"codes": ["open"], "compared": True},
        {"codes": ["open", None, {}, "nope"], "first": ["open", "", "", ""], "compared": True},
    ],
)
def test_rubbish_from_the_record_opens_an_empty_sheet(open_page, record, kept):
    page = open_page(Observing, TALK_TO_CODE)
    page.activity.keeper.later(kept)
    record.flush()
    view = open_page(Observing, TALK_TO_CODE).view
    assert view["result"] is None
    assert set(view["picked"]) <= {"", "open"}


def test_rubbish_from_the_page_changes_nothing(open_page):
    page = open_page(Observing, TALK_TO_CODE)
    code(page, "closed")
    for turn, one in ((99, "open"), (-1, "open"), (True, "open"), ("0", "open"), (0, "nope")):
        page.send("code", turn=turn, code=one)
    assert page.view["picked"] == ["closed", "", "", ""]
