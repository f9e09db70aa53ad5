"""A play as it is kept, taken back, made again, and checked by a grader."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_scene import small

from active_listening import coach, roleplays
from active_listening.roleplays import Impossible, Play, Turn
from active_listening.roleplays.play import MOST_TURNS
from active_listening.roleplays.scene import Scene

FEELS, ASKS = "You sound worn out by this.", "What happened after that?"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return small(tmp_path)


def talk(scene: Scene, seed: int = 3, scored: bool = False) -> Play:
    """A choice, two typed lines, something unreadable, and the end."""
    play = Play(scene, seed, scored=scored)
    play = play.take(Turn(choice=play.offered()[0].id))
    for text in (FEELS, "qwrtz plmk", ASKS):
        play = play.take(Turn(text))
    return play.take(Turn(leaves=True))


def data(scene: Scene, **changes) -> dict:
    return json.loads(json.dumps(roleplays.as_data(talk(scene)) | changes))


def test_a_play_says_where_it_stands(scene: Scene) -> None:
    play = Play(scene, 1)
    assert (play.client_said, play.over, len(play.offered())) == (scene.opening.say, False, 4)
    play = talk(scene)
    assert play.over and play.offered() == ()
    assert play.client_said == "Well."
    assert [step.said.understood for step in play.steps] == [True, True, False, True, True]
    assert play.steps[1].read == play.steps[1].said.moves
    assert play.state.turn == 4


def test_each_turn_makes_a_new_play(scene: Scene) -> None:
    first = Play(scene, 1)
    second = first.take(Turn(ASKS))
    assert (len(first.steps), len(second.steps)) == (0, 1)


def test_what_is_taken_back_never_was(scene: Scene) -> None:
    play = talk(scene)
    for n in range(6):
        assert play.until(n) == roleplays.replay(scene, 3, [s.turn for s in play.steps[:n]])
        assert play.back(n) == play.until(5 - n)
    assert play.back(99) == Play(scene, 3)
    again = play.back(2).take(Turn(ASKS)).take(Turn(leaves=True))
    assert again == play


def test_a_reading_can_be_set_right_in_practice(scene: Scene) -> None:
    play = Play(scene, 1).take(Turn(ASKS))
    meant = play.corrected(["validation", "validation"])
    assert meant.steps[-1].said.moves == ("validation",)
    assert meant.steps[-1].read == play.steps[-1].read == ("open_question",)
    assert meant.steps[-1].turn.corrected == ("validation",)
    assert meant.state != play.state
    assert meant.corrected(["open_question"]).state == play.state


def test_moves_that_are_none_are_left_out(scene: Scene) -> None:
    play = Play(scene, 1).take(Turn(ASKS, corrected=("validation", "no_such_move")))
    assert play.steps[-1].said.moves == ("validation",)


def test_a_correction_is_kept_and_not_followed_where_it_counts(scene: Scene) -> None:
    plain = Play(scene, 1, scored=True).take(Turn(ASKS))
    meant = Play(scene, 1, scored=True).take(Turn(ASKS, corrected=("validation",)))
    assert meant.state == plain.state
    assert roleplays.as_data(meant)["turns"][0]["corrected"] == ["validation"]
    assert meant.corrected(["summary"]).state == plain.state


def test_the_same_turns_make_the_same_play(scene: Scene) -> None:
    assert talk(scene) == talk(scene)
    assert talk(scene, 4) != talk(scene, 3)


def test_a_play_comes_back_from_its_data(scene: Scene) -> None:
    play = talk(scene)
    kept = json.loads(json.dumps(roleplays.as_data(play)))
    assert roleplays.from_data(scene, kept) == roleplays.Replayed(play, "same")
    corrected = play.until(2).corrected(["validation"])
    again = roleplays.from_data(scene, json.loads(json.dumps(roleplays.as_data(corrected))))
    assert again.play == corrected


def test_practice_goes_as_far_as_the_scene_of_today_lets_it(scene: Scene) -> None:
    kept = data(scene)
    kept["turns"].insert(2, {"choice": "calm/99"})
    again = roleplays.from_data(scene, kept)
    assert again.verdict == "changed"
    assert again.play is not None and len(again.play.steps) == 2


def test_what_was_handed_in_is_played_again(scene: Scene) -> None:
    assert roleplays.check(scene, data(scene)).verdict == "same"


def edited(scene: Scene, how: str) -> dict:
    kept = data(scene)
    if how == "a line of the client":
        kept["lines"][1] = "You are the best listener I know."
    elif how == "a state":
        kept["states"][1][0] = 9.5
    elif how == "the ending":
        kept["ending"] = "tuesdays"
    elif how == "a choice that was not on offer":
        kept["turns"][0] = {"choice": "calm/3"}
    elif how == "a choice that there is not":
        kept["turns"][0] = {"choice": "storm/77"}
    elif how == "a turn after the end":
        kept["turns"].append({"text": ASKS})
    elif how == "a turn left out":
        del kept["turns"][1]
    elif how == "other words":
        kept["turns"][1]["text"] = "It is your own fault."
    elif how == "another seed":
        first = kept["turns"][0]["choice"]
        others = (n for n in range(4, 99) if first not in {c.id for c in Play(scene, n).offered()})
        kept["seed"] = next(others)
    elif how == "lines left out":
        del kept["lines"]
    elif how == "another scene":
        kept["scene"] = "agency-campaign"
    return kept


EDITS = (
    "a line of the client|a state|the ending|a choice that was not on offer|"
    "a choice that there is not|a turn after the end|a turn left out|other words|another seed|"
    "lines left out|another scene"
).split("|")


@pytest.mark.parametrize("how", EDITS)
def test_what_was_edited_by_hand_is_told(scene: Scene, how: str) -> None:
    found = roleplays.check(scene, edited(scene, how))
    assert found.verdict == "impossible"
    assert found.why


@pytest.mark.parametrize("how", EDITS[:-1])
def test_what_was_played_with_other_versions_is_changed_and_never_impossible(
    scene: Scene, how: str
) -> None:
    for part in ("scene", "client", "engine", "coach"):
        kept = edited(scene, how)
        kept["versions"][part] = "00000000"
        found = roleplays.check(scene, kept)
        assert found.verdict == "changed"
        assert "changed since" in found.why


def test_other_versions_that_bring_about_the_same_are_the_same(scene: Scene) -> None:
    kept = data(scene, versions={"scene": "00000000"})
    assert roleplays.check(scene, kept).verdict == "same"


def test_a_correction_changes_no_graded_play(scene: Scene) -> None:
    practised = Play(scene, 3).take(Turn(ASKS, corrected=("validation",))).take(Turn(leaves=True))
    graded = Play(scene, 3, scored=True)
    graded = graded.take(Turn(ASKS, corrected=("validation",))).take(Turn(leaves=True))
    assert roleplays.check(scene, roleplays.as_data(graded)).verdict == "same"
    assert roleplays.check(scene, roleplays.as_data(practised)).verdict == "impossible"


@pytest.mark.parametrize("seed", [True, False, -1, 1.0, 1.5, "1", None, [1], 2**31, 10**40])
def test_a_seed_is_a_whole_number(scene: Scene, seed) -> None:
    for verdict in (roleplays.check, roleplays.from_data):
        found = verdict(scene, data(scene, seed=seed))
        assert (found.play, found.verdict) == (None, "unreadable")


def test_a_play_has_an_end(scene: Scene) -> None:
    play = Play(scene, 1)
    for _ in range(MOST_TURNS):
        play = play.take(Turn("qwrtz plmk"))
    with pytest.raises(Impossible, match="at most 60"):
        play.take(Turn("qwrtz plmk"))
    kept = roleplays.as_data(play)
    assert roleplays.check(scene, kept).verdict == "same"
    kept["turns"].append({"text": "one more"})
    assert roleplays.check(scene, kept).verdict == "unreadable"
    assert roleplays.from_data(scene, kept).verdict == "unreadable"


def test_what_cannot_follow_is_refused(scene: Scene) -> None:
    over = talk(scene)
    with pytest.raises(Impossible, match="over"):
        over.take(Turn(ASKS))
    with pytest.raises(Impossible, match="not among"):
        Play(scene, 1).take(Turn(choice="calm/1"))
    with pytest.raises(coach.TooLong):
        Play(scene, 1).take(Turn("a" * 10_001))


RUBBISH = [
    None, True, 7, "play", [], [[]], {}, {"seed": 1}, {"seed": 1, "turns": None},
    {"seed": 1, "turns": "ab"}, {"seed": 1, "turns": [None]}, {"seed": 1, "turns": [{}]},
    {"seed": 1, "turns": [{"text": 7}]}, {"seed": 1, "turns": [{"choice": 7}]},
    {"seed": 1, "turns": [{"text": "a", "corrected": 7}]},
    {"seed": 1, "turns": [{"text": "a", "corrected": [7]}]},
    {"seed": 1, "turns": [{"text": "a", "corrected": {"a": 1}}]},
    {"seed": 1, "turns": [{"text": "a" * 20_000}]}, {"seed": 1, "turns": {"text": "a"}},
    {"seed": 1, "turns": [{"text": "\ud800\0"}]}, {"seed": 1, "turns": [], "versions": []},
]  # fmt: skip


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_a_verdict_and_no_error(scene: Scene, rubbish) -> None:
    assert roleplays.check(scene, rubbish).verdict in ("unreadable", "impossible")
    assert roleplays.from_data(scene, rubbish).verdict in ("unreadable", "same", "changed")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
TURNS = st.lists(
    JSON
    | st.fixed_dictionaries(
        {},
        optional={
            "text": st.sampled_from([FEELS, ASKS, "mumble"]) | JSON,
            "choice": st.sampled_from(["storm/1", "storm/4", "calm/1", ""]) | JSON,
            "corrected": st.lists(st.sampled_from(["validation", "x"])) | JSON,
            "leaves": JSON,
            "read": JSON,
        },
    ),
    max_size=5,
)
PLAYS = st.fixed_dictionaries(
    {"seed": st.integers(-2, 9) | JSON, "turns": TURNS | JSON},
    optional={
        "scene": st.just("late-crates") | JSON,
        "versions": JSON,
        "lines": JSON,
        "states": JSON,
        "ending": JSON,
    },
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(JSON | PLAYS)
def test_whatever_was_handed_in_nothing_is_raised(scene: Scene, found) -> None:
    before = copy.deepcopy(found)
    checked, again = roleplays.check(scene, found), roleplays.from_data(scene, found)
    assert checked.verdict in ("same", "changed", "impossible", "unreadable")
    assert again.verdict in ("same", "changed", "unreadable")
    assert repr(found) == repr(before)
