"""The rubric: what a play earns, who earns nothing, and how its author is told of a slip."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from active_listening import resources
from active_listening.bank import ContentError
from active_listening.roleplays import Play, Turn, bots, find, scoring

SCENE = find("consultancy-report")


def played(habit: bots.Habit, turns: int = 99, seed: int = 1) -> Play:
    """A play by the lines on offer, each the nearest to a habit."""
    play = Play(SCENE, seed, scored=True)
    while not play.over and len(play.steps) < turns:
        wanted = habit(SCENE, play.state)
        nearest = max(play.offered(), key=lambda choice: bots._nearness(choice, wanted))
        play = play.take(Turn(choice=nearest.id))
    return play


def test_the_lines_add_up_to_the_whole_and_speak_to_the_learner() -> None:
    rows = scoring.rubric().rows
    assert sum(row.share for row in rows) == scoring.WHOLE
    assert all(row.what.startswith(("You ", "Once ")) for row in rows)
    assert all(row.steps[0][0] == row.share for row in rows)


def test_one_who_listens_earns_most_and_one_who_defends_nothing() -> None:
    totals = {habit: scoring.score(played(habit)).total for habit in bots.BY_CHOICES}
    assert totals[bots.listener] >= 80 and totals[bots.listener] == max(totals.values())
    assert totals[bots.solution_first] == totals[bots.defender] == 0


def test_who_says_nothing_earns_nothing_not_even_for_what_was_not_done_wrong() -> None:
    assert scoring.score(Play(SCENE, 1)).total == 0
    assert scoring.score(Play(SCENE, 1).take(Turn(leaves=True))).total == 0
    assert scoring.score(played(bots.listener, turns=3)).total == 0


def test_a_talk_given_up_earns_what_was_found_by_then() -> None:
    whole = played(bots.listener)
    totals = [scoring.score(whole.until(turn)).total for turn in range(len(whole.steps) + 1)]
    assert totals[0] == 0 and 30 <= totals[len(totals) // 2 + 1] < totals[-1]


def test_every_line_can_be_earned_and_lost() -> None:
    def earned(play: Play) -> list[int]:
        return [line.earned for line in scoring.score(play).lines]

    plays = [earned(played(habit, seed=seed)) for habit in bots.SHOULD for seed in range(4)]
    for number, row in enumerate(scoring.rubric().rows):
        found = {one[number] for one in plays}
        assert 0 in found and row.share in found, row.what


@pytest.fixture
def rubric(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(resources.data() / "client", tmp_path / "client")
    monkeypatch.setattr(resources, "data", lambda: tmp_path)
    return tmp_path / "client" / "rubric.yaml"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("share: 30", "share: 31", "the shares add up to 101"),
        ("when: main_found\n", "when: main_fund\n", r'"main_fund" is not known. Did'),
        ("{share: 5, when: main_found and found", "{share: 10, when: main_found and found",
         r"field `\[1\].part\[0\].share`: found 10"),
        ("share: 20", "share: twenty", "found 'twenty'. Give a whole number"),
        ("when: main_found and agreed", "when: did(summary)", "there is no function"),
        ("- for: You agree", "- four: You agree", r"field `\[2\]`: `for` is missing"),
        ("  share: 20", "share: 20", "this is not YAML"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place(rubric: Path, right: str, wrong: str, told: str) -> None:
    text = rubric.read_text("utf-8")
    assert right in text
    rubric.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(ContentError, match=told):
        scoring.rubric()
