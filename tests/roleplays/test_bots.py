"""Every scene of the course rewards listening and nothing else, and all of it can be reached."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from active_listening import roleplays
from active_listening.bank import scenes
from active_listening.roleplays import analysis, bots
from active_listening.roleplays.bots import Habit, Told
from active_listening.roleplays.facts import HELPING, REVEALED
from active_listening.roleplays.scene import Scene

FILES = scenes.files()
PLAYS = 2_000
every_scene = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def kind(scene: Scene, told: list[Told]) -> str:
    return scene.ending(told[-1][1].ending).kind


def shown(told: list[Told]) -> str:
    """A play in a few words, for whoever has to mend a scene."""
    return "\n".join(
        f"{state.turn:2} {happened.beat:12} trust {state.trust:g} tension {state.tension:g} "
        f"openness {state.openness:g} {' '.join(said.moves)} {happened.came_out}"
        for said, state, happened in told
    )


@every_scene
@pytest.mark.parametrize("habit", bots.SHOULD, ids=lambda habit: habit.__name__)
def test_a_habit_comes_to_the_ending_it_deserves(path: Path, habit: Habit) -> None:
    scene = roleplays.read(path)
    for seed in (1, 2, 3):
        told = bots.by_moves(scene, habit, seed)
        assert kind(scene, told) == bots.SHOULD[habit], shown(told)


@every_scene
@pytest.mark.parametrize("habit", bots.BY_CHOICES, ids=lambda habit: habit.__name__)
def test_the_lines_on_offer_can_serve_it_too(path: Path, habit: Habit) -> None:
    scene = roleplays.read(path)
    told = bots.choosing(scene, habit)
    assert kind(scene, told) == bots.SHOULD[habit], shown(told)


@every_scene
def test_the_best_path_is_neither_short_nor_long(path: Path) -> None:
    scene = roleplays.read(path)
    turns = bots.by_moves(scene, bots.listener)[-1][1].turn
    assert analysis.SHORTEST <= turns <= analysis.LONGEST_BEST
    assert analysis.shortest_best(scene) == 0


@dataclass
class Chance:
    """What comes of choosing by chance, many times."""

    ended: Counter[str] = field(default_factory=Counter)
    twice: list[str] = field(default_factory=list)
    few: list[str] = field(default_factory=list)
    seen: analysis.Seen = field(default_factory=analysis.Seen)


@lru_cache
def by_chance(path: Path) -> Chance:
    """Chance's plays, each looked at; every eighth with what was on offer in it."""
    scene, found = roleplays.read(path), Chance()
    for seed in range(PLAYS):
        told = bots.at_random(scene, seed)
        found.ended[kind(scene, told)] += 1
        once = Counter(happened.line.id for _, _, happened in told if not happened.line.again)
        found.twice += [f"{line} in play {seed}" for line, times in once.items() if times > 1]
        if seed % 8 == 0:
            found.seen.look_at_offers(scene, told, seed)
        if told[-1][0].leaves:
            found.few.append(f"nothing was left in play {seed}")
    return found


@pytest.mark.slow
@every_scene
def test_chance_hardly_ever_ends_best(path: Path) -> None:
    found = by_chance(path)
    assert found.ended["best"] < PLAYS / 100, found.ended


@pytest.mark.slow
@every_scene
def test_there_are_always_three_lines_to_choose_from(path: Path) -> None:
    found = by_chance(path)
    assert found.few == []
    assert found.seen.few == {}


@pytest.mark.slow
@every_scene
def test_the_client_says_nothing_twice(path: Path) -> None:
    assert by_chance(path).twice == []


@pytest.mark.slow
@every_scene
def test_good_lines_are_seldom_the_longest(path: Path) -> None:
    seen = by_chance(path).seen
    assert seen.offers > 500
    assert seen.longest <= analysis.LONGEST_CHOICE * seen.offers


@pytest.mark.slow
@every_scene
def test_all_endings_hints_and_reveals_can_be_reached(path: Path) -> None:
    scene = roleplays.read(path)
    offered, typed = analysis.survey(scene, 100)
    seen = offered + typed
    assert not [ending.id for ending in scene.endings if not seen.endings[ending.id]]
    for concern in scene.concerns:
        assert seen.lines[concern.hint.id] and seen.lines[concern.reveal.id], concern.id


@every_scene
def test_the_client_has_much_to_say(path: Path) -> None:
    assert len(analysis.client_lines(roleplays.read(path))) >= analysis.LINES


@every_scene
def test_a_listener_hears_all_that_was_kept_back(path: Path) -> None:
    scene = roleplays.read(path)
    state = bots.by_moves(scene, bots.listener)[-1][1]
    assert state.concerns[scene.main] == REVEALED
    assert "summarised" in state.flags and "agreed" in state.flags


@every_scene
def test_doing_everything_in_every_turn_does_not_pay(path: Path) -> None:
    scene = roleplays.read(path)
    everything = tuple(sorted(HELPING))
    for moves in (everything, tuple(set(everything) - {"proposing", "next_step"})):
        told = bots.by_moves(scene, lambda _scene, _state, moves=moves: moves)
        assert kind(scene, told) in ("drift", "patch", "walkout")
