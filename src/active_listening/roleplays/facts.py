"""What is the case in a conversation at one moment, and the names by which conditions ask for it.

The one list of what a condition can say; the authors' page is checked against it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from active_listening.coach.moves import ROADBLOCKS

HIDDEN, HINTED, REVEALED = 0, 1, 2
"""How far a concern has come out."""
LISTENING = frozenset("reflection_content reflection_feeling validation summary encourager".split())
ASKING = frozenset(["open_question", "focused_question"])
HELPING = (
    LISTENING
    | ASKING
    | frozenset("check_back permission common_ground inviting_options proposing next_step".split())
)
QUESTIONS = ASKING | {"closed_question"}
HEAT, COLD = 6, 2
"""From this tension on the client is heated; up to this openness, closed. Teaching judgements."""


_NONE: Final[Mapping[str, int]] = MappingProxyType({})


class State(NamedTuple):
    """A conversation after some turns. Unchanging: a turn makes a new one.

    Attributes:
        trust, tension, openness: 0 to 10, in halves.
        turn: turns the learner has taken.
        concerns: concern to `HIDDEN`, `HINTED` or `REVEALED`.
        flags: flag to the turn in which it came true.
        counts: move to the number of turns that had it.
        moves: of the last turn.
        asked, alike: turns in a row that only asked; that had the same moves for the same people.
        said: what the learner said so far, bare of case and punctuation.
        chosen: ids of the choices taken.
        spent: ids of the client's lines that were said.
        ending: its id, once the conversation is over.
        spoke: who of the client's side spoke last, by id.
        turns_to: person to the number of turns that were meant for them alone.
        to: whom the last turn was meant for.
    """

    trust: float
    tension: float
    openness: float
    turn: int = 0
    concerns: Mapping[str, int] = _NONE
    flags: Mapping[str, int] = _NONE
    counts: Mapping[str, int] = _NONE
    moves: tuple[str, ...] = ()
    asked: int = 0
    alike: int = 0
    said: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    spent: frozenset[str] = frozenset()
    ending: str = ""
    spoke: str = ""
    turns_to: Mapping[str, int] = _NONE
    to: tuple[str, ...] = ()

    def changed(self, **parts: Any) -> State:
        """A state like this but for `parts`."""
        return self._replace(**parts)


class Facts:
    """A state as conditions see it, with what belongs to the turn alone."""

    __slots__ = ("about", "did", "fired", "flags", "last", "left", "main", "over", "repeated",
                 "sides", "state", "to", "words")  # fmt: skip

    def __init__(
        self,
        state: State,
        did: tuple[str, ...] = (),
        last: tuple[str, ...] = (),
        main: str = "",
        left: int = 0,
        over: bool = False,
        words: int = 0,
        repeated: bool = False,
        to: tuple[str, ...] = (),
        sides: bool = False,
        about: frozenset[str] = frozenset(),
    ) -> None:
        self.state, self.did, self.last, self.main = state, did, last, main
        self.left, self.over, self.words, self.repeated = left, over, words, repeated
        self.to, self.sides, self.about = to, sides, about
        self.flags: Mapping[str, int] = state.flags
        self.fired: tuple[str, ...] = ()


def _lean(facts: Facts) -> int:
    """Turns that one person was given more than another."""
    turns = facts.state.turns_to.values()
    return max(turns, default=0) - min(turns, default=0)


def _ahead(facts: Facts) -> int:
    """Turns that the one who is meant now was given more than another; 0 where all are meant."""
    turns = facts.state.turns_to
    return turns.get(facts.to[0], 0) - min(turns.values()) if len(facts.to) == 1 and turns else 0


NAMES: dict[str, Callable[[Facts], Any]] = {
    "trust": lambda f: f.state.trust,
    "tension": lambda f: f.state.tension,
    "openness": lambda f: f.state.openness,
    "turn": lambda f: f.state.turn,
    "left": lambda f: f.left,
    "over": lambda f: f.over,
    "main": lambda f: f.state.concerns.get(f.main) == REVEALED,
    "heat": lambda f: f.state.tension >= HEAT,
    "cold": lambda f: f.state.openness <= COLD,
    "listened": lambda f: not LISTENING.isdisjoint(f.did),
    "asked": lambda f: not ASKING.isdisjoint(f.did),
    "stung": lambda f: not ROADBLOCKS.isdisjoint(f.did),
    "repeated": lambda f: f.repeated,
    "words": lambda f: f.words,
    "things": lambda f: len(HELPING.intersection(f.did)),
    "questions_in_a_row": lambda f: f.state.asked,
    "same_in_a_row": lambda f: f.state.alike,
    "to_both": lambda f: len(f.to) > 1,
    "lean": _lean,
    "ahead": _ahead,
    "sides": lambda f: f.sides,
}
FUNCTIONS: dict[str, tuple[str, Callable[[Facts, str], Any]]] = {
    "did": ("moves", lambda f, move: move in f.did),
    "last": ("moves", lambda f, move: move in f.last),
    "count": ("moves", lambda f, move: f.state.counts.get(move, 0)),
    "fired": ("rules", lambda f, rule: rule in f.fired),
    "hinted": ("concerns", lambda f, one: f.state.concerns.get(one, HIDDEN) >= HINTED),
    "revealed": ("concerns", lambda f, one: f.state.concerns.get(one) == REVEALED),
    "since": ("flags", lambda f, flag: f.state.turn - f.flags.get(flag, f.state.turn)),
}
"""Function to the kind of name that it takes, and what it answers."""
WITH_TWO: dict[str, tuple[str, Callable[[Facts, str], Any]]] = {
    "to": ("people", lambda f, one: f.to == (one,)),
    "turns_to": ("people", lambda f, one: f.state.turns_to.get(one, 0)),
    "spoke": ("people", lambda f, one: f.state.spoke == one),
}
"""The same, for scenes with two people on the client's side."""
WITH_TOPICS: dict[str, tuple[str, Callable[[Facts, str], Any]]] = {
    "about": ("topics", lambda f, one: one in f.about),
}
"""The same, for scenes that list words."""
