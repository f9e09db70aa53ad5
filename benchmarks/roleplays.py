"""What a role-play costs: one turn, chosen or typed, and thousands of plays by chance.

Beside it stand a reading of the same words with no client behind it, and a walk through the same
lines on offer with no rules: the fixed replies of a decision tree.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from active_listening import coach, roleplays
from active_listening.roleplays import Play, Scene, Turn, bots, engine
from active_listening.roleplays.hearing import chosen
from benchmarks.readings import microseconds

TYPED = (
    "It sounds as if you stood there alone with that figure, and nobody from our side had asked "
    "you about it. What was that morning like for you?"
)
PLAYS = 10_000


def report() -> None:
    """Prints both tables for every scene."""
    coach.warm()
    scenes = roleplays.every()
    print(f"{'Milliseconds a turn':44}{'median':>10}{'95%':>8}")
    _row("baseline: the coach reads the same words", lambda: coach.read(TYPED, client=TYPED))
    for scene in scenes:
        play = Play(scene, 1)
        choice = Turn(choice=play.offered()[0].id)
        _row(f"{scene.id}: a line chosen", lambda p=play, c=choice: p.take(c))
        _row(f"{scene.id}: a line typed", lambda p=play: p.take(Turn(TYPED)))
    print(f"\n{f'Seconds for {PLAYS:,} plays by chance':44}{'seconds':>10}{'turns':>8}")
    for scene in scenes:
        _plays(f"{scene.id}: baseline, replies without rules", _walk, scene)
        _plays(scene.id, lambda scene, seed: len(bots.at_random(scene, seed)), scene)
    print()


def _row(name: str, work: Callable[[], object]) -> None:
    median, high = microseconds(work, 200)
    print(f"{name:44}{median / 1000:10.2f}{high / 1000:8.2f}")


def _plays(name: str, work: Callable[[Scene, int], int], scene: Scene) -> None:
    start, turns = time.perf_counter(), 0
    for seed in range(PLAYS):
        turns += work(scene, seed)
    took = time.perf_counter() - start
    print(f"{name:44}{took:10.1f}{turns / PLAYS:8.1f}")


def _walk(scene: Scene, seed: int) -> int:
    """Turns of a walk: each time a line on offer and its own reply, and nothing else changes."""
    chance, state = random.Random(seed), engine.begin(scene)
    for turn in range(scene.turns):
        offered = engine.offers(scene, state, seed)
        said = chosen(chance.choice(offered))
        state = state.changed(turn=turn + 1, chosen=state.chosen | {said.choice})
    return scene.turns
