"""One turn: what goes in stays as it was, and what comes out follows from it in good order."""

import copy
from pathlib import Path

import pytest
from small_scene import small

from active_listening.roleplays import bots, engine, rules
from active_listening.roleplays.engine import Happened, Said
from active_listening.roleplays.facts import HIDDEN, HINTED, REVEALED, State
from active_listening.roleplays.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return small(tmp_path)


def does(*moves: str, **parts) -> Said:
    parts = {"text": " ".join(moves), "length": 5} | parts
    return Said(moves=moves, **parts)


def after(scene: Scene, *turns: Said, seed: int = 1) -> tuple[State, Happened]:
    state = engine.begin(scene)
    for said in turns:
        state, happened = engine.turn(scene, state, said, seed)
    return state, happened


def scales(state: State) -> tuple[float, float, float]:
    return state.trust, state.tension, state.openness


def test_a_turn_changes_no_state_that_it_was_given(scene: Scene) -> None:
    state, _ = after(scene, does("reflection_feeling"), does("open_question"))
    as_it_was = copy.deepcopy({**state._asdict(), "concerns": dict(state.concerns)})
    for said in (does("summary"), does("blaming"), Said("?"), Said("", leaves=True)):
        engine.turn(scene, state, said, 1)
        assert {**state._asdict(), "concerns": dict(state.concerns)} == as_it_was


def test_the_same_seed_and_turns_give_the_same_talk(scene: Scene) -> None:
    for seed in range(20):
        one, other = bots.at_random(scene, seed), bots.at_random(scene, seed)
        assert one == other


def test_another_seed_gives_other_offers(scene: Scene) -> None:
    state = engine.begin(scene)
    orders = {tuple(c.id for c in engine.offers(scene, state, seed)) for seed in range(20)}
    assert len(orders) > 5


def test_effects_are_those_of_the_table_and_the_rules(scene: Scene) -> None:
    state, happened = after(scene, does("reflection_feeling"))
    assert [rule.id for rule in happened.fired] == ["named_in_heat"]
    assert happened.effect == (0.5, -1, 1)  # tension would fall by 1.5, and one turn brings 1
    assert scales(state) == (4.5, 6, 2)


def test_no_turn_moves_more_than_the_limits_and_nothing_leaves_the_scale(scene: Scene) -> None:
    limits = scene.shared.limits
    for seed in range(60):
        for told in (bots.random_moves(scene, seed), bots.at_random(scene, seed)):
            for _, state, happened in told:
                costs = [rule.effect for rule in happened.fired if not rule.pays]
                for k, scale in enumerate(rules.SCALES):  # what a rule costs comes on top
                    change = happened.effect[k] - sum(cost[k] for cost in costs)
                    assert -limits[scale]["down"] <= change <= limits[scale]["up"]
                    assert change * 2 == int(change * 2)
                assert all(0 <= value <= 10 for value in scales(state))
    _, happened = after(scene, does("blaming", "defending", "minimising"))
    assert happened.effect == (-2, 2.5, -2)


def test_flags_see_the_flags_before_them_and_stay(scene: Scene) -> None:
    state, happened = after(scene, does("reflection_feeling", "open_question"))
    assert happened.flags == ("acknowledged", "warmed")
    state, happened = engine.turn(scene, state, does("defending"), 1)
    assert dict(state.flags) == {"acknowledged": 1, "warmed": 1}
    assert happened.flags == ()
    assert engine.beat_of(scene, state).id == "storm"


def test_a_flag_that_a_scene_names_anew_is_the_scenes_own(tmp_path: Path) -> None:
    scene = small(tmp_path, ("  both: warmed and main", "  apologised: did(validation)"))
    assert after(scene, does("apology"))[1].flags == ()
    assert "apologised" in after(scene, does("validation"))[1].flags


def test_a_hint_comes_before_its_reveal_and_one_thing_comes_out_a_turn(scene: Scene) -> None:
    stages = []
    state = engine.begin(scene)
    for n in range(4):
        said = does("open_question", "validation", text=f"text {n}")
        state, happened = engine.turn(scene, state, said, 1)
        stages.append((happened.came_out, *state.concerns.values()))
    assert stages == [
        ("", HIDDEN, HIDDEN),
        ("shop", HINTED, HIDDEN),
        ("shop", REVEALED, HIDDEN),
        ("sister", REVEALED, HINTED),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_at_most_one_concern_moves_and_by_one_step(scene: Scene, seed: int) -> None:
    state = engine.begin(scene)
    for _, now, happened in bots.listens_until(scene, seed, chance_moves=True):
        moved = [c for c in now.concerns if now.concerns[c] != state.concerns[c]]
        assert len(moved) <= 1
        assert moved == ([happened.came_out] if happened.came_out else [])
        assert all(now.concerns[c] == state.concerns[c] + 1 for c in moved)
        state = now


@pytest.mark.parametrize("seed", range(30))
def test_no_line_is_said_twice_unless_it_may(scene: Scene, seed: int) -> None:
    for told in (bots.at_random(scene, seed), bots.random_moves(scene, seed)):
        once = [happened.line.id for _, _, happened in told if not happened.line.again]
        assert len(once) == len(set(once))


def test_a_line_that_picks_up_a_word_waits_for_one(scene: Scene) -> None:
    _, happened = after(scene, does("reflection_feeling", feeling="worn out"))
    assert happened.reply.casefold() == "“worn out” will do."
    _, happened = after(scene, does("reflection_feeling"))
    assert "{" not in happened.reply and "will do" not in happened.reply


def test_two_lines_for_the_same_are_drawn_by_the_seed(scene: Scene) -> None:
    said = {after(scene, does("open_question"), seed=seed)[1].reply for seed in range(20)}
    assert said == {"Eight hours I waited.", "Eleven crates came, of forty."}


def test_a_choice_has_its_own_reply(scene: Scene) -> None:
    assert after(scene, does("reflection_feeling", choice="storm/1"))[1].reply == "I am."


def test_a_line_that_cannot_be_read_changes_nothing_but_spends_an_answer(scene: Scene) -> None:
    state, _ = after(scene, does("reflection_feeling"))
    replies = []
    for n in range(1, 5):
        now, happened = engine.turn(scene, state, Said("mumble"), 1)
        replies.append(happened.reply)
        assert now.changed(spent=frozenset()) == state.changed(spent=frozenset())
        assert len(now.spent - state.spent) == (1 if n < 4 else 0)
        assert happened.effect == (0, 0, 0)
        state = now
    assert replies == ["Say that again?", "The line is bad.", "Once more?", "Say that again?"]


def test_the_first_ending_that_holds_ends_it(tmp_path: Path) -> None:
    scene = small(tmp_path, ("when: agreed and summarised and revealed(shop)", "when: turn >= 1"))
    state, happened = after(scene, does("blaming"))
    assert (state.tension, state.ending, happened.reply) == (9, "tuesdays", "Tuesdays, then.")
    scene = small(tmp_path, ("tension >= 10", "tension >= 9"))
    assert after(scene, does("blaming"))[0].ending == "walkout"


def test_an_ending_keeps_what_would_have_come_out(tmp_path: Path) -> None:
    scene = small(tmp_path, ("when: agreed and summarised and revealed(shop)", "when: turn >= 1"))
    state, happened = after(scene, does("open_question", "encourager"))
    assert happened.came_out == ""
    assert set(state.concerns.values()) == {HIDDEN}


def test_the_last_turn_ends_it_and_nothing_follows(scene: Scene) -> None:
    state, told = engine.begin(scene), []
    while not state.ending:
        said = does("information", text=f"text {len(told)}")
        state, happened = engine.turn(scene, state, said, 1)
        told.append(happened)
    assert (len(told), state.ending, engine.left(scene, state)) == (9, "drift", 0)
    assert engine.offers(scene, state, 1) == ()
    with pytest.raises(ValueError, match="over"):
        engine.turn(scene, state, does("information"), 1)


def test_one_may_leave_at_any_time(scene: Scene) -> None:
    state, happened = after(scene, Said("", leaves=True))
    assert (state.ending, happened.reply, state.turn) == ("drift", "Well.", 1)


def test_words_said_again_are_noticed(scene: Scene) -> None:
    twice = [does("validation", text=text) for text in ("I'm SORRY to hear!", "i'm sorry to hear")]
    _, happened = after(scene, *twice)
    assert "repeated" in [rule.id for rule in happened.fired]


RULES = [
    ([("open_question",)] * 3, "interrogation"),
    ([("validation",)] * 3, "mechanical"),
    ([("proposing",)], "early_fix"),
    ([("advising",)], "unasked_advice"),
    ([("validation",), ("defending",)], "taken_back"),
    ([("encourager",)], "let_finish"),
]


@pytest.mark.parametrize(("turns", "rule"), RULES)
def test_rules_of_order_see_the_turns_before(
    scene: Scene, turns: list[tuple[str, ...]], rule: str
) -> None:
    state = engine.begin(scene)
    for n, moves in enumerate(turns):
        state, happened = engine.turn(scene, state, does(*moves, text=f"text {n}"), 1)
        fired = [one.id for one in happened.fired]
        assert (rule in fired) == (n == len(turns) - 1)


def test_offers_hold_something_good_and_something_poor_and_nothing_said(scene: Scene) -> None:
    for seed in range(40):
        state = engine.begin(scene)
        for said, now, _ in bots.at_random(scene, seed):
            offered = engine.offers(scene, state, seed)
            assert 1 <= len(offered) <= engine.OFFERED
            assert len({c.id for c in offered}) == len(offered)
            assert not state.chosen & {c.id for c in offered}
            assert said.choice in {c.id for c in offered}
            state = now
    first = engine.offers(scene, engine.begin(scene), 1)
    assert any(engine.is_good(choice) for choice in first)
    assert any(not engine.is_good(choice) for choice in first)


def test_the_beat_anywhere_fills_up(scene: Scene) -> None:
    state = engine.begin(scene).changed(chosen=frozenset(f"storm/{n}" for n in (1, 2, 3)))
    offered = {choice.id for choice in engine.offers(scene, state, 1)}
    assert {"storm/4", "storm/5"} < offered
    assert len(offered) == engine.OFFERED
    assert engine.can_be_said(scene, state, "anywhere/1", 1)
    assert not engine.can_be_said(scene, state, "storm/1", 1)


def test_the_mood_is_in_words_at_any_state(scene: Scene) -> None:
    for n in range(21):
        state = engine.begin(scene).changed(trust=n / 2, tension=10 - n / 2, openness=n / 2)
        mood = rules.mood(scene.shared, engine.facts_of(scene, state))
        assert mood.say and mood.tone in ("good", "half", "try")
