"""After the talk: where it turned, what was hidden, and one thing to try.

Practice of this kind without feedback made people less empathic in one trial (see the evidence
notes of the course), so no play ends without this. Its words are in `data/client/debrief.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from active_listening import resources
from active_listening.roleplays import engine, figures
from active_listening.roleplays.expressions import Expression, parse
from active_listening.roleplays.facts import REVEALED
from active_listening.roleplays.figures import Figures
from active_listening.roleplays.hearing import chosen
from active_listening.roleplays.play import Play, Step
from active_listening.roleplays.rules import named
from active_listening.roleplays.scene import Choice, Ending

MOST_NAMED = 5
"""Turning points that are named on the plot."""
_STAGES = ("hidden", "hinted", "revealed")


@dataclass(frozen=True, slots=True)
class Point:
    """Trust and tension, 0 to 10, after a turn; turn 0 is the beginning."""

    turn: int
    trust: float
    tension: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A turn that changed the talk, and how, in a few words."""

    turn: int
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in words."""

    id: str
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something the client kept back; `stage` says how far it came out, `word` says so in words."""

    about: str
    stage: str
    word: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a rule of order says of a turn, and whether it helped."""

    turn: int
    say: str
    pays: bool


@dataclass(frozen=True, slots=True)
class Lowest:
    """The turn that cost most, if any did; what was said, and an offered line that brings more."""

    turn: int
    yours: str
    better: str
    why: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that is said about a finished play. See the module's classes."""

    ending: Ending
    points: tuple[Point, ...]
    turning: tuple[TurningPoint, ...]
    figures: tuple[Figure, ...]
    hidden: tuple[Hidden, ...]
    sentences: tuple[Sentence, ...]
    lowest: Lowest | None
    next_time: str
    note: str
    text_alternative: str
    transcript: str


def of(play: Play) -> Debrief:
    """The debrief of a finished play. ValueError where it is not finished."""
    if not play.over:
        raise ValueError("The debrief comes when the conversation is over.")
    words, counted = _words(), figures.figures(play)
    points, turning, lowest = _points(play), _turning(play), _lowest(play)
    return Debrief(
        ending=play.scene.ending(play.state.ending),
        points=points,
        turning=turning,
        figures=told_figures(play),
        hidden=tuple(
            Hidden(c.about, _STAGES[stage], words["stages"][_STAGES[stage]])
            for c in play.scene.concerns
            for stage in [play.state.concerns[c.id]]
        ),
        sentences=tuple(
            Sentence(number, rule.say, rule.pays)
            for number, step in _numbered(play)
            for rule in step.happened.fired
        ),
        lowest=lowest,
        next_time=next(say for when, say in _advice() if when(counted)),
        note=" ".join(words["note"].split()),
        text_alternative=_in_words(points, turning),
        transcript=_transcript(play),
    )


@lru_cache
def _words() -> Mapping[str, Any]:
    return resources.load_mapping("client/debrief.yaml")


@lru_cache
def _advice() -> list[tuple[Expression, str]]:
    return [
        (parse(str(row["when"]), {"flags": ()}, figures.NAMES, {}), row["say"])
        for row in _words()["next_time"]
    ]


def _numbered(play: Play) -> Iterator[tuple[int, Step]]:
    """Each turn that the client understood, with its number from 1."""
    for step in play.steps:
        if step.said.understood:
            yield step.after.turn, step


def _points(play: Play) -> tuple[Point, ...]:
    start = engine.begin(play.scene)
    after = [Point(n, step.after.trust, step.after.tension) for n, step in _numbered(play)]
    return (Point(0, start.trust, start.tension), *after)


def in_words(counted: Figures) -> Iterator[Figure]:
    """The figures that a debrief shows, in words."""
    values = asdict(counted) | {"summarised_word": counted.summarised_word}
    for row in _words()["figures"]:
        value, note = row["value"].format(**values), " ".join(row["note"].split())
        yield Figure(row["id"], row["label"], value, note)


def told_figures(play: Play) -> tuple[Figure, ...]:
    """The figures of a play in words; with two people, how the turns were shared out."""
    told = tuple(in_words(figures.figures(play)))
    return (*told[:1], _airtime(play), *told[1:]) if len(play.scene.people) > 1 else told


def _airtime(play: Play) -> Figure:
    words, turns = _words()["airtime"], play.state.turns_to
    people = sorted(play.scene.people, key=lambda one: -turns[one.id])
    more, less = people[0], people[-1]
    lean = turns[more.id] - turns[less.id]
    each = ", ".join(f"{one.short} {turns[one.id]}" for one in play.scene.people)
    both = sum(len(step.happened.to) > 1 for step in play.steps if step.said.understood)
    note = words["lopsided"] if lean >= words["from"] else words["even"]
    return Figure(
        "airtime", words["label"], words["value"].format(turns=each, both=both),
        " ".join(note.format(more=more.short, less=less.short, lean=lean).split()),
    )  # fmt: skip


def _gain(step: Step) -> float:
    """How much better the talk stands after a turn: trust and openness up, tension down."""
    trust, tension, openness = step.happened.effect
    return trust - tension + openness


def _turning(play: Play) -> tuple[TurningPoint, ...]:
    """The turns that changed most, each once, in order."""
    names = _words()["turning"]
    found: dict[int, tuple[int, str]] = {}

    def add(turn: int, rank: int, name: str, client: str = "") -> None:
        if turn not in found or rank < found[turn][0]:
            found[turn] = (rank, name.format(client=client))

    costly = min(_numbered(play), key=lambda pair: _gain(pair[1]), default=None)
    for number, step in _numbered(play):
        concern, happened = step.happened.came_out, step.happened
        if concern:
            stage = step.after.concerns[concern]
            told = "main" if concern == play.scene.main else "revealed"
            name = names[told if stage == REVEALED else "hinted"]
            add(number, 0 if told == "main" else 2, name, play.they(step))
        if "agreed" in happened.flags:
            add(number, 1, names["agreed"])
        if costly and step is costly[1] and _gain(step) < 0:
            add(number, 1, _cost(step))
        for rule in happened.fired:
            add(number, 3 if not rule.pays else 4, rule.short)
    kept = sorted(found.items(), key=lambda item: (item[1][0], item[0]))[:MOST_NAMED]
    return tuple(TurningPoint(turn, name) for turn, (_, name) in sorted(kept))


def _cost(step: Step) -> str:
    """What made a turn costly, in a few words."""
    against = next((rule.short for rule in step.happened.fired if not rule.pays), "")
    return against or (_moves(step.said.moves[:1]) or _words()["turning"]["low"])


def _moves(moves: tuple[str, ...]) -> str:
    return named(moves)


def _lowest(play: Play) -> Lowest | None:
    said = [(n, step) for n, step in _numbered(play) if not step.turn.leaves]
    costly = [(n, step) for n, step in said if _gain(step) < 0 and not step.happened.came_out]
    if not costly:
        return None
    number, step = min(costly, key=lambda pair: _gain(pair[1]))
    words = _words()["better"]
    better = best_offer(play, step)
    if better is None or better.id == step.said.choice:
        return Lowest(number, step.said.text, "", words["none"])
    return Lowest(number, step.said.text, better.say, f"{words['line']} {_moves(better.moves)}.")


def best_offer(play: Play, step: Step) -> Choice | None:
    """The line on offer at a turn that brings most, if it brings more than what was said."""
    worth = {}
    for choice in step.offered:
        _, happened = engine.turn(play.scene, step.before, chosen(choice), play.seed)
        trust, tension, openness = happened.effect
        worth[choice.id] = trust - tension + openness + bool(happened.came_out)
    best = max(step.offered, key=lambda choice: worth[choice.id], default=None)
    if best is None or worth[best.id] <= _gain(step) + bool(step.happened.came_out):
        return None
    return best


def _in_words(points: tuple[Point, ...], turning: tuple[TurningPoint, ...]) -> str:
    first, last = points[0], points[-1]
    low = min(points, key=lambda point: point.trust)
    high = max(points, key=lambda point: point.tension)
    named = "; ".join(f"turn {point.turn}, {point.name}" for point in turning)
    return (
        f"Trust went from {first.trust:g} to {last.trust:g} of 10, lowest {low.trust:g} after turn "
        f"{low.turn}. Tension went from {first.tension:g} to {last.tension:g}, highest "
        f"{high.tension:g} after turn {high.turn}."
        + (f" Turning points: {named}." if named else "")
    )


def _transcript(play: Play) -> str:
    """The talk as plain text, to keep."""
    scene = play.scene
    lines = [scene.title, *(f"{one.name}, {one.role}" for one in scene.people), ""]
    lines += [f"{scene.name}: {scene.opening.say}"]
    for step in play.steps:
        if not step.turn.leaves:
            read = f"  [{_moves(step.said.moves)}]" if step.said.moves else ""
            lines += [f"{play.you(step)}: {step.said.text}{read}"]
        lines += [f"{play.they(step)}: {step.happened.reply}"]
    end = scene.ending(play.state.ending)
    return "\n".join([*lines, "", f"{end.title}. {end.after}", ""])
