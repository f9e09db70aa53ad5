"""A play: a scene, a seed and the learner's turns, from which everything else follows.

`Play` is what the page, the terminal and the grader hold. It is kept as data, `as_data`, and a
grader makes it again from the turns alone, `replay`: what the client said and where it stood must
come out the same, or a person has to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from active_listening import coach
from active_listening.roleplays import engine
from active_listening.roleplays.engine import Happened, Said
from active_listening.roleplays.facts import State
from active_listening.roleplays.hearing import chosen, heard
from active_listening.roleplays.scene import Choice, Scene

FORMAT = 1
MOST_TURNS = 60
"""Turns in one play that are kept, those that the client did not understand among them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What the learner did: took a choice, typed a line, or ended the talk.

    Attributes:
        corrected: what a typed line was meant to be, where the learner set the reading right.
    """

    text: str = ""
    choice: str = ""
    corrected: tuple[str, ...] | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One turn, played.

    Attributes:
        offered: what could be chosen.
        before, after: the states around it.
        read: what the coach read in a typed line; `said.moves` is what the client reacted to.
    """

    turn: Turn
    said: Said
    offered: tuple[Choice, ...]
    before: State
    after: State
    happened: Happened
    read: tuple[str, ...] = ()


class Impossible(ValueError):
    """A turn that cannot follow; the message says why."""


@dataclass(frozen=True, slots=True)
class Play:
    """A conversation so far. Unchanging: each turn makes a new one.

    Attributes:
        scored: what is corrected is kept and not followed, as it is in a graded play.
    """

    scene: Scene
    seed: int
    steps: tuple[Step, ...] = ()
    scored: bool = False

    @property
    def state(self) -> State:
        """Where the conversation stands."""
        return self.steps[-1].after if self.steps else engine.begin(self.scene)

    @property
    def over(self) -> bool:
        """Whether an ending was reached."""
        return bool(self.state.ending)

    @property
    def client_said(self) -> str:
        """The client's last line."""
        return self.steps[-1].happened.reply if self.steps else self.scene.opening.say

    @property
    def spoke(self) -> str:
        """Who said it: what they are called."""
        return self.scene.called(self.state.spoke)

    def you(self, step: Step) -> str:
        """The learner, before a line: with whom it was meant for, where that can be asked."""
        to = self.scene.called(*step.happened.to)
        return f"You, to {to}" if len(self.scene.people) > 1 else "You"

    def they(self, step: Step) -> str:
        """Who answered: what they are called."""
        return self.scene.called(step.happened.who)

    def offered(self) -> tuple[Choice, ...]:
        """What can be chosen now."""
        return engine.offers(self.scene, self.state, self.seed)

    def take(self, turn: Turn) -> Play:
        """The play with one turn more.

        Raises:
            Impossible: a choice that was not on offer, a turn after the end, or one too many.
            TooLong: as `coach.read`.
        """
        if self.over:
            raise Impossible("the conversation was over")
        if len(self.steps) >= MOST_TURNS:
            raise Impossible(f"a play has at most {MOST_TURNS} turns")
        offered = self.offered()
        read: tuple[str, ...] = ()
        if turn.leaves:
            said = Said("", leaves=True)
        elif turn.choice:
            taken = next((c for c in offered if c.id == turn.choice), None)
            if taken is None:
                raise Impossible(f'"{turn.choice}" was not among the lines to choose from')
            said = chosen(taken)
        else:
            said = heard(turn.text, self.client_said, people=self.scene.people)
            read = said.moves
            if turn.corrected is not None and not self.scored:
                said = heard(turn.text, self.client_said, turn.corrected, self.scene.people)
        before = self.state
        after, happened = engine.turn(self.scene, before, said, self.seed)
        step = Step(turn, said, offered, before, after, happened, read)
        return Play(self.scene, self.seed, (*self.steps, step), self.scored)

    def back(self, turns: int = 1) -> Play:
        """The play without its last turns."""
        return self.until(max(0, len(self.steps) - turns))

    def until(self, turn: int) -> Play:
        """The play as it was after so many turns."""
        return Play(self.scene, self.seed, self.steps[:turn], self.scored)

    def corrected(self, moves: Iterable[str]) -> Play:
        """The play with its last turn, a typed one, read as the learner says it was meant."""
        last = self.steps[-1].turn
        turn = Turn(last.text, corrected=tuple(dict.fromkeys(moves)))
        return self.back().take(turn)


def replay(scene: Scene, seed: int, turns: Iterable[Turn], scored: bool = False) -> Play:
    """The play that these turns make. Raises Impossible, TooLong."""
    play = Play(scene, seed, scored=scored)
    for turn in turns:
        play = play.take(turn)
    return play


# -- as data ---------------------------------------------------------------------------------------


def versions(scene: Scene) -> dict[str, str]:
    """Of all that a talk depends on."""
    return {
        "scene": scene.version,
        "client": scene.shared.version,
        "engine": engine.VERSION,
        "coach": coach.VERSION,
    }


def as_data(play: Play) -> dict[str, Any]:
    """The play as JSON-ready data: turns, and what they brought about."""
    return {
        "format": FORMAT,
        "scene": play.scene.id,
        "seed": play.seed,
        "versions": versions(play.scene),
        "turns": [_turn_data(step) for step in play.steps],
        "lines": [step.happened.reply for step in play.steps],
        "states": [_scales(step.after) for step in play.steps],
        "ending": play.state.ending,
    }


def _turn_data(step: Step) -> dict[str, Any]:
    turn = step.turn
    if turn.leaves:
        return {"leaves": True}
    if turn.choice:
        return {"choice": turn.choice}
    typed: dict[str, Any] = {"text": turn.text, "read": list(step.read)}
    if turn.corrected is not None:
        typed["corrected"] = list(turn.corrected)
    return typed


def _scales(state: State) -> list[float]:
    return [state.trust, state.tension, state.openness]


def turns_of(data: Mapping[str, Any]) -> list[Turn]:
    """The turns in a play's data. ValueError where they have another form."""
    listed = data.get("turns")
    if not isinstance(listed, Sequence) or isinstance(listed, str) or len(listed) > MOST_TURNS:
        raise ValueError("the turns are no list, or too many")
    return [_turn_of(fields) for fields in listed]


def _turn_of(fields: Any) -> Turn:
    if not isinstance(fields, Mapping):
        raise ValueError("a turn has no fields")
    text, choice, corrected = (fields.get(name) for name in ("text", "choice", "corrected"))
    if fields.get("leaves") is True:
        return Turn(leaves=True)
    if isinstance(choice, str) and choice:
        return Turn(choice=choice)
    if not isinstance(text, str):
        raise ValueError("a turn has neither text nor choice")
    if corrected is None:
        return Turn(text)
    if not isinstance(corrected, Sequence) or not all(isinstance(m, str) for m in corrected):
        raise ValueError("a correction is no list of moves")
    return Turn(text, corrected=tuple(corrected))


@dataclass(frozen=True, slots=True)
class Replayed:
    """A play made again from its data.

    Attributes:
        play: None where it could not be made.
        verdict: "same"; "changed": made with other versions, and it comes out otherwise today;
            "impossible": with the same versions these turns bring about something else;
            "unreadable": no play at all.
        why: for a person.
    """

    play: Play | None
    verdict: Literal["same", "changed", "impossible", "unreadable"]
    why: str = ""
    differences: tuple[str, ...] = field(default_factory=tuple)


def from_data(scene: Scene, data: Any) -> Replayed:
    """A practice play, made again from what was kept, as far as it goes today."""
    try:
        seed, turns = _seed(data), turns_of(data)
    except ValueError as error:
        return Replayed(None, "unreadable", str(error))
    play = Play(scene, seed)
    for turn in turns:
        try:
            play = play.take(turn)
        except (Impossible, coach.TooLong) as error:
            return Replayed(play, "changed", str(error))
    return Replayed(play, "same")


def check(scene: Scene, data: Any) -> Replayed:
    """A graded play, made again by the turns alone and compared with what was handed in.

    Corrections are not followed. Only turns count; lines and states handed in are compared.
    """
    try:
        seed, turns = _seed(data), turns_of(data)
    except ValueError as error:
        return Replayed(None, "unreadable", f"This is no play that can be read: {error}.")
    if data.get("scene") != scene.id:
        return Replayed(None, "impossible", "This is a play of another scene.")
    same = data.get("versions") == versions(scene)
    try:
        play = replay(scene, seed, turns, scored=True)
    except (Impossible, coach.TooLong) as error:
        return _otherwise(None, same, f"a turn cannot follow: {error}")
    again = as_data(play)
    different = tuple(
        name for name in ("lines", "states", "ending") if data.get(name) != again[name]
    )
    if different:
        return _otherwise(play, same, f"the turns lead to other {' and '.join(different)}")
    return Replayed(play, "same")


def _seed(data: Any) -> int:
    if not isinstance(data, Mapping):
        raise ValueError("it has no fields")
    seed = data.get("seed")
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < 2**31:
        raise ValueError("it has no seed")
    return seed


def _otherwise(play: Play | None, same: bool, why: str) -> Replayed:
    if same:
        return Replayed(play, "impossible", f"Played again, {why}. Please look at it.")
    why = f"The scene or the coach has changed since, and {why}. Please look at it."
    return Replayed(play, "changed", why)
