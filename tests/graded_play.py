"""Plays of the graded scene, as a learner hands them in, and as nobody can have played them."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from active_listening import bank
from active_listening.roleplays import Play, Turn, as_data, bots, find

NAME = "11_case_lab"
ASSIGNMENT = bank.assignment(NAME)
TASK = next(item for item in ASSIGNMENT.items if isinstance(item, bank.Roleplay))
SCENE = find(TASK.scene)


@cache
def whole(seed: int = 1) -> Play:
    """A finished talk of one who listens, by the lines on offer."""
    play = Play(SCENE, seed, scored=True)
    while not play.over:
        wanted = bots.listener(SCENE, play.state)
        nearest = max(play.offered(), key=lambda choice: bots._nearness(choice, wanted))
        play = play.take(Turn(choice=nearest.id))
    return play


def typed(*texts: str, corrected: tuple[str, ...] | None = None) -> Play:
    """A talk of typed lines; the last one corrected, if so wished."""
    play = Play(SCENE, 1, scored=True)
    for text in texts:
        last = text is texts[-1]
        play = play.take(Turn(text, corrected=corrected if last else None))
    return play


def changed(**parts: Any) -> dict[str, Any]:
    """The whole talk as data, with other fields."""
    return {**copy.deepcopy(as_data(whole())), **parts}


def tampered() -> dict[str, Any]:
    """The client says another thing."""
    data = changed()
    data["lines"][2] = "You are right, Tom. It was all our fault."
    return data


def other_state() -> dict[str, Any]:
    """Trust is higher than it was."""
    data = changed()
    data["states"][1][0] = 10
    return data


def forged() -> dict[str, Any]:
    """A line was chosen that was not on offer."""
    data = changed()
    offered = {choice.id for choice in whole().steps[0].offered}
    data["turns"][0] = {"choice": next(id for id in SCENE.choices if id not in offered)}
    return data


def outdated() -> dict[str, Any]:
    """Played in an earlier version of the scene, in which the client answered otherwise."""
    data = tampered()
    data["versions"]["scene"] = "00000000"
    return data
