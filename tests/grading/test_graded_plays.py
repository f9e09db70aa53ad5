"""A play as an answer: played again, paid by the rubric, or for a person; never a surprise."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from active_listening.bank.items import Assignment
from active_listening.grading import feedback, grade, plays
from active_listening.roleplays import Play, Turn, as_data, scoring
from graded_play import (
    ASSIGNMENT,
    SCENE,
    TASK,
    changed,
    forged,
    other_state,
    outdated,
    tampered,
    typed,
    whole,
)


def one(answer: Any) -> Any:
    return grade(ASSIGNMENT, {TASK.id: answer}).items[0]


def points(play: Play) -> float:
    return TASK.points * scoring.score(play).total / 100


def test_a_play_earns_what_the_rubric_gives_it() -> None:
    result = one(as_data(whole()))
    assert (result.status, result.points, result.note) == ("graded", points(whole()), "")
    assert sum(line.earned for line in result.played.lines) == result.points
    assert sum(line.points for line in result.played.lines) == TASK.points
    assert result.played.talk[2] == f"{SCENE.name}: {whole().steps[0].happened.reply}"
    assert SCENE.ending(whole().state.ending).after in result.played.ending
    assert result.played.figures


def test_an_unfinished_play_is_graded_as_far_as_it_went() -> None:
    half = whole().until(len(whole().steps) - 2)
    result = one(as_data(half))
    assert (result.status, result.points) == ("graded", points(half))
    assert 0 < result.points < one(as_data(whole())).points
    assert result.note == plays.UNFINISHED


def test_what_nobody_played_is_empty() -> None:
    nothing = as_data(Play(SCENE, 1))
    left = as_data(Play(SCENE, 1).take(Turn(leaves=True)))
    for answer in (None, "", " ", {}, nothing, left):
        assert (one(answer).status, one(answer).points) == ("empty", 0)


def test_what_the_client_could_not_read_is_no_zero() -> None:
    result = one(as_data(typed("qwe zxc asd", "Wie bitte, Herr Anwar?")))
    assert (result.status, result.points, result.note) == ("person", None, plays.UNREAD)


@pytest.mark.parametrize(
    ("answer", "why"),
    [(tampered(), "other lines"), (other_state(), "other states"), (forged(), "cannot follow"),
     (changed(ending="walkout"), "other ending"), (changed(lines=None), "other lines"),
     (changed(scene="agency-campaign"), "another scene"),
     (changed(turns=[*changed()["turns"], {"leaves": True}]), "cannot follow")],
)  # fmt: skip
def test_what_cannot_have_been_so_is_for_a_person(answer: Any, why: str) -> None:
    result = one(answer)
    assert (result.status, result.points) == ("person", None)
    assert why in result.note and "changed" not in result.note
    assert result.played.talk[0] == f"{SCENE.name}: {SCENE.opening.say}"
    assert all(line.earned is None for line in result.played.lines)
    assert "all our fault" not in str(result.played.talk)


def test_another_version_is_nobodys_fault() -> None:
    result = one(outdated())
    assert (result.status, result.points) == ("person", None)
    assert result.note.startswith("The scene or the coach has changed since")
    assert "forge" not in result.note
    same = changed()
    same["versions"]["coach"] = "0"
    assert one(same).points == one(as_data(whole())).points, "it comes out as it did"


def test_a_correction_is_logged_and_changes_no_point() -> None:
    lines = ("You sound disappointed, Rashid.", "What is missing in it for you?")
    plain, meant = one(as_data(typed(*lines))), one(as_data(typed(*lines, corrected=("summary",))))
    assert meant.points == plain.points and meant.status == "graded"
    assert "1 correction is logged" in meant.note and "meant as: summary" in meant.played.talk[3]


def test_a_scene_that_is_not_there_waits_for_a_person() -> None:
    gone = Assignment(ASSIGNMENT.name, (replace(TASK, scene="no-such-scene"),))
    result = grade(gone, {TASK.id: as_data(whole())}).items[0]
    assert (result.status, result.points, result.note) == ("person", None, plays.NO_SCENE)


def test_a_play_survives_json_and_its_outcome_too() -> None:
    result = one(json.loads(json.dumps(as_data(whole()))))
    assert result.points == points(whole())
    again = plays.Played.from_dict(json.loads(json.dumps(result.played.as_dict())))
    assert again == result.played


def test_the_page_shows_the_talk_as_text_and_the_lines_it_earned() -> None:
    play = typed("<script>alert(1)</script> You sound <b>tired</b>.", "What is it like?")
    page = feedback.page(ASSIGNMENT, grade(ASSIGNMENT, {TASK.id: as_data(play)}), "today", True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page and "<b>" not in page
    assert all(row.what in page for row in scoring.rubric().rows)
    for answer, told in ((tampered(), "Play the scene once more"), ("", "Nothing was handed in")):
        graded = grade(ASSIGNMENT, {TASK.id: answer})
        assert told in feedback.page(ASSIGNMENT, graded, "today", True)


def test_points_can_be_disagreed_with() -> None:
    reason = {f"{TASK.id}/disagrees": "I did sum up."}
    half = as_data(whole().until(9))
    assert grade(ASSIGNMENT, {TASK.id: half, **reason}).items[0].disagrees == "I did sum up."


# -- rubbish ---------------------------------------------------------------------------------------


def deep(levels: int) -> Any:
    nested: Any = []
    for _ in range(levels):
        nested = [nested]
    return nested


RUBBISH = [
    7, True, [], ["turns"], "text", {"turns": 7}, {"turns": "abc"}, {"turns": [7]},
    {"turns": [{}]}, {"turns": [{"text": 7}]}, {"turns": [None]}, {"turns": deep(50_000)},
    {"turns": [{"text": "x"}] * 61}, {"turns": [{"text": "x" * 1001}]},
    {"turns": [{"choice": "x" * 10_000_000}]}, {"turns": range(10**9)}, {"a": float("nan")},
    changed(seed=True), changed(seed=-1), changed(seed=2**40), changed(seed="1"),
    changed(seed=None), changed(seed=1.0),
]  # fmt: skip


@pytest.mark.parametrize("answer", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_unreadable_and_no_zero(answer: Any) -> None:
    result = one(answer)
    assert (result.status, result.points) == ("unreadable", None)


@pytest.mark.parametrize(
    "parts",
    [{"states": deep(50_000)}, {"states": [[float("nan")] * 3]}, {"states": [[10**400, 1, 1]]},
     {"lines": [deep(50_000)]}, {"lines": ["x" * 10_000_000]}, {"ending": deep(50_000)},
     {"scene": deep(50_000)}, {"lines": range(10**9)}, {"states": {}, "lines": {}, "ending": 1}],
    ids=range(9),
)  # fmt: skip
def test_rubbish_beside_the_turns_is_for_a_person(parts: dict[str, Any]) -> None:
    result = one(changed(**parts))
    assert (result.status, result.points) == ("person", None)
    assert len(result.note) < 400


@pytest.mark.parametrize("versions", [deep(50_000), {"scene": deep(50_000)}, None, {}])
def test_what_versions_say_matters_only_where_the_talk_comes_out_otherwise(versions: Any) -> None:
    assert one(changed(versions=versions)).points == points(whole())


def test_the_longest_play_that_can_be_is_looked_at() -> None:
    answer = changed(turns=[{"text": ("x" * 999)[: plays.SAID_LIMIT] + str(n)} for n in range(60)])
    assert one(answer).points is None


LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9))
JSON = st.recursive(
    LEAVES, lambda part: st.one_of(st.lists(part), st.dictionaries(st.text(), part)), max_leaves=9
)
TURNS = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {},
        optional={
            "text": st.one_of(JSON, st.sampled_from(["What happened?", "\ud800", "I see.\0"])),
            "choice": st.one_of(JSON, st.sampled_from(sorted(SCENE.choices))),
            "leaves": st.one_of(JSON, st.just(True)),
            "read": JSON,
            "corrected": JSON,
        },
    ),
)
PLAYS = st.builds(
    lambda kept, parts: {name: as_data(whole())[name] for name in kept} | parts,
    st.sets(st.sampled_from(sorted(as_data(whole())))),
    st.one_of(
        st.just({}),
        st.dictionaries(st.sampled_from(["seed", "versions", "lines", "states", "ending"]), JSON),
        st.fixed_dictionaries({"turns": st.lists(TURNS, max_size=4)}),
    ),
)


@settings(max_examples=150, deadline=None)
@given(answer=st.one_of(JSON, PLAYS))
def test_nothing_makes_it_raise_and_only_the_rubric_gives_points(answer: Any) -> None:
    result = one(answer)
    assert result.points is None or 0 <= result.points <= TASK.points
    tidy = plays.tidy(answer)
    json.dumps(tidy, allow_nan=False).encode()
    if result.points:  # what an earning play says of itself is what its turns bring about
        again, made = as_data(whole()), ("lines", "states", "ending")
        assert tidy["turns"] != again["turns"] or all(tidy[name] == again[name] for name in made)
    assert plays.tidy(tidy) == tidy
    assert isinstance(plays.begun(answer), bool) and isinstance(plays.said_in(answer), str)
