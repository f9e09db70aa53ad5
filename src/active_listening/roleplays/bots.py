"""Players with one habit each, which show that a scene rewards listening and nothing else.

Most play by moves alone, as if every typed line were read perfectly; `choosing` lets the same
habits pick from the lines on offer. `SHOULD` says which kind of ending each habit should reach.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from active_listening.coach.moves import ROADBLOCKS
from active_listening.roleplays import engine
from active_listening.roleplays.engine import Happened, Said
from active_listening.roleplays.facts import REVEALED, State
from active_listening.roleplays.hearing import chosen
from active_listening.roleplays.scene import Choice, Scene

Moves = tuple[str, ...]
Habit = Callable[[Scene, State], Moves]
Told = tuple[Said, State, Happened]
"""One turn of a bot's play: what was said, the state after it, what happened."""

_FREE = (
    "open_question focused_question closed_question reflection_content reflection_feeling summary "
    "check_back validation encourager apology permission common_ground inviting_options proposing "
    "next_step information leading loaded double_barrelled multiple solution_in_disguise"
).split() + sorted(ROADBLOCKS)


_TO_ALL = frozenset(
    "ground_rules summary common_ground inviting_options proposing next_step".split()
)
"""What a facilitator says to both; the rest goes to whoever was given less time."""


def _free(scene: Scene, kind: list[str]) -> list[str]:
    """Moves to try by chance: where there are two people, ground rules too."""
    return [*kind, "ground_rules"] if len(scene.people) > 1 else kind


def behind(state: State) -> str:
    """Who was given the fewest turns."""
    return min(state.turns_to, key=lambda id: state.turns_to[id])


def meant(scene: Scene, state: State, moves: Iterable[str]) -> tuple[str, ...]:
    """For whom a bot means a turn: those with less time first, or all."""
    if _TO_ALL.isdisjoint(moves):
        return (behind(state),)
    return tuple(one.id for one in scene.people)


def _for_anyone(scene: Scene, chance: random.Random) -> tuple[str, ...]:
    """For whom a turn by chance is meant."""
    if len(scene.people) < 2:
        return ()
    ids = tuple(one.id for one in scene.people)
    return chance.choice([*((id,) for id in ids), ids])


_LEAVES = Said("", leaves=True)
"""Where nothing is on offer."""


def _main_is_out(scene: Scene, state: State) -> bool:
    return state.concerns[scene.main] == REVEALED


def _cycle(state: State, *turns: Moves) -> Moves:
    return turns[state.turn % len(turns)]


def listener(scene: Scene, state: State) -> Moves:
    """Names the feeling while it is hot, says back, asks; sums up, asks leave, agrees.

    With two people there are ground rules first.
    """
    if len(scene.people) > 1 and not state.counts.get("ground_rules"):
        return ("ground_rules",)
    if not _main_is_out(scene, state) or _hidden(state):
        if state.tension >= 6:
            return _cycle(state, ("reflection_feeling", "open_question"), ("validation",),
                          ("encourager",))  # fmt: skip
        return _cycle(state, ("reflection_content", "open_question"), ("validation",),
                      ("reflection_feeling", "open_question"))  # fmt: skip
    if "summarised" not in state.flags:
        return ("summary", "check_back")
    return _agreeing(state)


def _hidden(state: State) -> bool:
    """Whether anything is still to be found out, with turns enough to find it."""
    return min(state.concerns.values()) < REVEALED and state.turn < 10


def _agreeing(state: State) -> Moves:
    return _cycle(state, ("permission", "inviting_options"), ("common_ground", "proposing"),
                  ("next_step",), ("next_step", "open_question"))  # fmt: skip


def no_summary(scene: Scene, state: State) -> Moves:
    """A listener who never sums up and never asks whether it is right."""
    if _main_is_out(scene, state) and not _hidden(state):
        return _agreeing(state)
    return listener(scene, state)


def quick_fix(_scene: Scene, state: State) -> Moves:
    """Apologises, and has a remedy at once."""
    return ("apology",) if state.turn == 0 else _cycle(state, ("next_step",), ("proposing",))


def empathy_only(_scene: Scene, state: State) -> Moves:
    """Names feelings and no more."""
    return _cycle(state, ("reflection_feeling",), ("validation",), ("reflection_feeling",),
                  ("encourager",))  # fmt: skip


def parrot(_scene: Scene, _state: State) -> Moves:
    """Says back whatever comes."""
    return ("reflection_content",)


def open_only(_scene: Scene, _state: State) -> Moves:
    """Asks one open question after the other."""
    return ("open_question",)


def solution_first(_scene: Scene, _state: State) -> Moves:
    """Proposes, whatever is said."""
    return ("proposing",)


def defender(_scene: Scene, _state: State) -> Moves:
    """Explains why it is nobody's fault here."""
    return ("defending",)


SHOULD: Final[dict[Habit, str]] = {
    listener: "best",
    no_summary: "fair",
    open_only: "heard",
    quick_fix: "patch",
    empathy_only: "drift",
    parrot: "drift",
    solution_first: "walkout",
    defender: "walkout",
}
"""Each habit, and the kind of ending it should reach in every scene."""
BY_CHOICES: Final = (listener, no_summary, solution_first, defender)
"""Habits that the lines on offer must be able to serve as well."""


def by_moves(scene: Scene, habit: Habit, seed: int = 1) -> list[Told]:
    """A whole play by moves alone."""
    return _played(scene, lambda state: _does(scene, state, habit(scene, state)), seed)


def choosing(scene: Scene, habit: Habit, seed: int = 1) -> list[Told]:
    """A whole play by the lines on offer: each time the one nearest to the habit's moves."""

    def pick(state: State) -> Said:
        wanted = habit(scene, state)
        offered = engine.offers(scene, state, seed)
        if not offered:
            return _LEAVES
        return chosen(max(offered, key=lambda choice: _nearness(choice, wanted, behind(state))))

    return _played(scene, pick, seed)


def _nearness(choice: Choice, wanted: Moves, waits: str = "") -> tuple[int, int, int]:
    """How much of what is wanted a choice does, and whether it is meant for the one who waits;
    else by whether it is of the same sort."""
    hinders = any(move in ROADBLOCKS for move in wanted)
    same_sort = engine.is_good(choice) != (hinders or wanted == ("proposing",))
    return (
        len(set(choice.moves) & set(wanted)) + int(same_sort and waits in choice.to),
        int(same_sort),
        -len(set(choice.moves) - set(wanted)),
    )


def at_random(scene: Scene, seed: int) -> list[Told]:
    """A whole play of choices taken by chance."""
    chance = random.Random(seed)

    def pick(state: State) -> Said:
        offered = engine.offers(scene, state, seed)
        return chosen(chance.choice(offered)) if offered else _LEAVES

    return _played(scene, pick, seed)


def random_moves(scene: Scene, seed: int) -> list[Told]:
    """A whole play of moves by chance, one or two a turn, as typed lines may have them."""
    chance = random.Random(seed)
    kind = _free(scene, chance.choice([_FREE[:12], _FREE[:16], _FREE]))

    def pick(state: State) -> Said:
        moves = chance.sample(kind, chance.choice([1, 1, 2]))
        return _said(state, moves, _for_anyone(scene, chance))

    return _played(scene, pick, seed)


def listens_until(scene: Scene, seed: int, chance_moves: bool) -> list[Told]:
    """A play in which one listens well for some turns, and then does anything.

    It comes to the late parts of a talk, which chance alone hardly sees. With `chance_moves` all by
    moves, as typed lines; else by the lines on offer.
    """
    chance = random.Random(seed)
    until = chance.randrange(2, 13)
    kind = _free(scene, chance.choice([_FREE[:16], _FREE]))

    def pick(state: State) -> Said:
        good = state.turn < until
        if chance_moves:
            if good:
                return _does(scene, state, listener(scene, state))
            moves = chance.sample(kind, chance.choice([1, 2]))
            return _said(state, moves, _for_anyone(scene, chance))
        offered = engine.offers(scene, state, seed)
        if not offered:
            return _LEAVES
        wanted = listener(scene, state)
        nearest = max(offered, key=lambda choice: _nearness(choice, wanted, behind(state)))
        return chosen(nearest if good and chance.random() < 0.8 else chance.choice(offered))

    return _played(scene, pick, seed)


def aims_at(
    scene: Scene,
    seed: int,
    moves: Moves = (),
    beat: str = "",
    choice: str = "",
    words: tuple[str, ...] = (),
) -> list[Told]:
    """A play that goes some way by one habit, then tries these moves, or waits for a choice.

    It comes to what other plays did not come to. With `beat` it waits until the talk is there;
    `words` are those that it may say.
    """
    chance = random.Random(seed)
    until = 0 if beat else chance.randrange(14)
    habit = chance.choice((listener, listener, no_summary, open_only, empathy_only, quick_fix))
    feeling, word = chance.choice([("worried", "board"), ("worried", ""), ("", "board"), ("", "")])

    def pick(state: State) -> Said:
        if choice and engine.can_be_said(scene, state, choice, seed):
            return chosen(scene.choices[choice])
        there = not beat or engine.beat_of(scene, state).id == beat
        if choice or state.turn < until or not there or chance.random() < 0.2:
            return _does(scene, state, habit(scene, state))
        does = chance.sample(
            moves or _free(scene, _FREE), min(len(moves) or 9, chance.choice([1, 1, 2]))
        )
        text = f"turn {state.turn - chance.choice([0, 0, 0, 1])}"
        if words:
            count = min(len(words), chance.choice([0, 1, 1, 2]))
            text = " ".join([text, *chance.sample(words, count)])
        length = chance.choice([12, 12, 12, 100])
        to = _for_anyone(scene, chance)
        sides = bool(to) and chance.random() < 0.3
        return Said(text, tuple(does), "", feeling, word, length, to=to, sides=sides)

    return _played(scene, pick, seed)


def _said(state: State, moves: Iterable[str], to: tuple[str, ...] = ()) -> Said:
    return Said(
        f"turn {state.turn}", tuple(moves), feeling="worried", word="board", length=12, to=to
    )


def _does(scene: Scene, state: State, moves: Moves) -> Said:
    """A turn of a bot's with a habit. What it proposes is about the scene's first topic."""
    said = _said(state, moves, meant(scene, state, moves))
    first = next(iter(scene.document.node.get("topics", {}).values()), None)
    if first is None or "proposing" not in moves:
        return said
    return replace(said, text=f"{said.text} {first[0].rstrip('*')}")


def _played(scene: Scene, pick: Callable[[State], Said], seed: int) -> list[Told]:
    state, told = engine.begin(scene), []
    while not state.ending:
        said = pick(state)
        state, happened = engine.turn(scene, state, said, seed)
        told.append((said, state, happened))
    return told
