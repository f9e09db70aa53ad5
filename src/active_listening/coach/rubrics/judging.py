"""What every rubric shares: the task, the evidence, the rules as the data has them, the verdict.

What a criterion is worth, which are gates and what must hold to pass stand in
`data/coach/rubrics.yaml`. A criterion is met in full, half or not at all; a gate met less far than
it asks leaves no points; the verdict is a pass where every criterion is met as far as it must be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from active_listening import resources
from active_listening.coach.reading import Criterion, Flaw, Met, Move, Question, Span, Verdict
from active_listening.coach.text import Sentence
from active_listening.coach.topic import Facets

_EARNED: dict[Met, float] = {"full": 1.0, "half": 0.5, "no": 0.0, "n/a": 1.0}
_LEVEL: dict[str, int] = {"no": 0, "half": 1, "full": 2, "n/a": 2}
UNKNOWN = frozenset(
    "topic_unknown points_unknown behind_other reason_unmatched".split()
    + "cue_new cue_tone cue_silence shared_other".split()
    + "trigger_other resolution_other definite_other".split()
)
"""Reasons that say the coach cannot tell: the task gives nothing to judge by, or too little."""


class Task(Protocol):
    """What an answer replies to. Items of the bank are such.

    A task for a reply or a message has more; see `Asked`, which is one.
    """

    @property
    def rubric(self) -> str:
        """The rubric's name in `data/coach/rubrics.yaml`."""

    @property
    def original(self) -> str:
        """The question or line it replaces."""

    @property
    def facets(self) -> Facets:
        """For a question, words that show it serves the purpose; for a reply, the points of the
        client's line; for a message, what was heard. Each facet is a set of words and phrases, of
        which one is enough; may be empty."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A task written out, with what replies and messages are judged by besides.

    Attributes:
        client: the client's line.
        feelings: what the client feels, as families of `data/coach/feelings.yaml` or plain words.
        actions: what was agreed, each action a set of words and phrases like a facet.
        scene: what is told about the conversation; its names are no additions.
        must: the numbers of facets that an answer must not leave out.
    """

    rubric: str
    original: str = ""
    facets: Facets = ()
    client: str = ""
    feelings: tuple[str, ...] = ()
    actions: Facets = ()
    scene: str = ""
    must: tuple[int, ...] = ()

    @classmethod
    def of(cls, task: Task) -> Asked:
        """`task` with everything an `Asked` has, empty where the task has no such thing."""
        if isinstance(task, cls):
            return task
        return cls(
            task.rubric,
            task.original,
            _as_facets(task.facets),
            getattr(task, "client", ""),
            tuple(getattr(task, "feelings", ())),
            _as_facets(getattr(task, "actions", ())),
            getattr(task, "scene", ""),
            tuple(getattr(task, "must", ())),
        )


def _as_facets(given: Sequence[Sequence[str]]) -> Facets:
    """Facets as tuples, whatever sequences they were loaded as."""
    return tuple(map(tuple, given))


class Evidence(NamedTuple):
    """What the criteria look at."""

    text: str
    sentences: Sequence[Sentence]
    question: Question
    flaws: Sequence[Flaw]
    task: Task
    moves: Sequence[Move] = ()


Found = tuple[Met, Span | None, str, str | None]
"""How far a criterion is met, where, the reason's id and, unless met in full, a tip's."""


class Family(NamedTuple):
    """How the criteria of one rubric are told: each a test of what `view` makes of the evidence."""

    tests: Mapping[str, Callable[[Any], Found]]
    view: Callable[[Evidence], Any] = lambda seen: seen


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rubric, as the data has it.

    Attributes:
        gate: the level (1 half, 2 full) below which the answer earns nothing; 0 for no gate.
        needs: the level that passing asks for.
    """

    id: str
    label: str
    points: float
    gate: int
    needs: int

    def shut_by(self, met: str) -> bool:
        """Whether this is a gate, and met so little that the answer earns nothing."""
        return _LEVEL[met] < self.gate

    def earned(self, met: Met) -> float:
        """What it earns, of 100, where no gate is shut."""
        return self.points * _EARNED[met]

    def lost(self, met: Met) -> float:
        """What is missing to its points in full, of 100, where no gate is shut."""
        return self.points - self.earned(met)


@lru_cache
def rubrics() -> dict[str, tuple[Rule, ...]]:
    """Every rubric by name."""
    loaded: dict[str, Any] = resources.load_mapping("coach/rubrics.yaml")
    return {
        name: tuple(
            Rule(
                c["id"],
                c["label"],
                c["points"],
                _LEVEL[c.get("gate", "no")],
                _LEVEL[c.get("pass", "no")],
            )
            for c in rubric["criteria"]
        )
        for name, rubric in loaded.items()
    }


def rubric(name: str) -> tuple[Rule, ...]:
    """The criteria of a rubric, in order. Raises KeyError with the names there are."""
    if name not in rubrics():
        raise KeyError(f'There is no rubric "{name}". Known: {", ".join(rubrics())}.')
    return rubrics()[name]


def weigh(rules: Sequence[Rule], found: Sequence[Criterion]) -> tuple[float | None, Verdict]:
    """Points (0 to 100) and verdict for criteria `found`, one for each of `rules`.

    Where all that is missing hangs on something the task leaves unknown, the verdict is unsure and
    there are no points.
    """
    pairs = list(zip(rules, found, strict=True))
    short = [c for rule, c in pairs if _LEVEL[c.met] < rule.needs]
    if short and all(c.reason in UNKNOWN for c in short):
        return None, "unsure"
    shut = any(rule.shut_by(c.met) for rule, c in pairs)
    points = 0.0 if shut else sum(rule.earned(c.met) for rule, c in pairs)
    return points, "not_yet" if short else "pass"
