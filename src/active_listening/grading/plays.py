"""A graded play: from what was handed in to points by the rubric, or to a person.

Only the learner's turns count. They are played again, and what the client says comes from there,
never from what was handed in. A play that cannot have been so, or no longer comes out so, is for a
person to look at: the first may be a damaged file, and the second is nobody's doing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeGuard

from active_listening import coach
from active_listening.bank import Roleplay

if TYPE_CHECKING:
    from active_listening.roleplays import Play, Scene, Step

SAID_LIMIT = 1_000
"""Characters in one line that a learner says in a graded play."""
_LINES = 60  # as `roleplays.play.MOST_TURNS`, which this module does not load until it must
_SHORT, _LONG = 80, 4_000  # characters of a name, and of a line of the client's
_MOVES = 12
_UNSEEN = re.compile("[\0\ud800-\udfff]")
NO_SCENE = "The scene of this task, or its rubric, cannot be read: nothing could be played again."
NO_PLAY = "This is no play that can be read. A person will look at it."
UNREAD = "The client could make nothing of what was typed. A person will look at it."
UNFINISHED = "The talk had not come to its end; it is graded as far as it went."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the rubric: the points there are, and those earned; None where none are given."""

    what: str
    points: float
    earned: float | None


@dataclass(frozen=True, slots=True)
class Played:
    """A play as its learner and its marker see it once it was played again.

    Attributes:
        talk: what was said, line by line; `Name: words`.
        ending: how it ended, in a sentence or two; "" for an unfinished one.
        figures: of the debrief, in words.
        lines: of the rubric.
    """

    title: str
    talk: tuple[str, ...]
    ending: str
    figures: tuple[str, ...]
    lines: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """It as JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Played:
        """It again. KeyError, TypeError for what `as_dict` did not make."""
        return cls(
            title=str(data["title"]),
            talk=tuple(map(str, data["talk"])),
            ending=str(data["ending"]),
            figures=tuple(map(str, data["figures"])),
            lines=tuple(Line(**line) for line in data["lines"]),
        )

    def boxes(self) -> list[tuple[str, str]]:
        """The talk, how it ended and the figures: label and text."""
        told = [("The talk", "\n".join(self.talk)), ("How it ended", self.ending or "Not yet.")]
        return [*told, *([("In figures", "\n".join(self.figures))] if self.figures else [])]

    def rows(self) -> list[dict[str, str]]:
        """The rubric's lines, in the form of the coach's criteria."""
        return [
            {"id": str(number), "met": _met(line), "sign": _SIGNS[_met(line)],
             "word": _worth(line), "label": line.what, "reason": ""}
            for number, line in enumerate(self.lines, 1)
        ]  # fmt: skip


_SIGNS = {"full": "✓", "half": "◆", "no": "✗", "open": "○"}


def _met(line: Line) -> str:
    if line.earned is None:
        return "open"
    return "full" if line.earned == line.points else "half" if line.earned else "no"


def _worth(line: Line) -> str:
    return f"{line.points:g}" if line.earned is None else f"{line.earned:g} of {line.points:g}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of a play: see `ItemGrade` for status, points and note."""

    status: Literal["graded", "empty", "person", "unreadable"]
    points: float | None
    note: str
    played: Played | None = None


def judge(item: Roleplay, answer: Any) -> Judged:
    """What an answer to a graded play earns; nothing in it can make this raise."""
    if answer is None or answer == {} or (isinstance(answer, str) and not coach.visible(answer)):
        return Judged("empty", 0, "")
    data = tidy(answer)
    if data is None:
        return Judged("unreadable", None, NO_PLAY)
    if not data["turns"]:
        return Judged("empty", 0, "")
    from active_listening.roleplays import check, find

    try:
        scene, _ = find(item.scene), lines_of(item)
    except (OSError, ValueError):
        return Judged("person", None, NO_SCENE)
    again = check(scene, data)
    if again.verdict == "unreadable":
        return Judged("unreadable", None, NO_PLAY)
    if again.verdict == "same" and again.play:
        return _scored(item, again.play)
    return Judged("person", None, again.why, _shown(item, as_far(scene, data)))


def _scored(item: Roleplay, play: Play) -> Judged:
    steps = [step for step in play.steps if not step.turn.leaves]
    if not any(step.said.understood for step in steps):
        if steps:
            return Judged("person", None, UNREAD, _shown(item, play))
        return Judged("empty", 0, "")
    played = _shown(item, play, scored=True)
    notes = [] if play.over else [UNFINISHED]
    corrected = sum(step.turn.corrected is not None for step in steps)
    if corrected:
        is_are = "correction is" if corrected == 1 else "corrections are"
        notes.append(f"{corrected} {is_are} logged, and not scored.")
    points = round(sum(line.earned or 0 for line in played.lines), 2)
    return Judged("graded", points, " ".join(notes), played)


def lines_of(item: Roleplay) -> list[Line]:
    """The rubric in points of the task, as its learner sees it beforehand. Raises ContentError."""
    from active_listening.roleplays import scoring

    return [Line(row.what, _points(item, row.share), None) for row in scoring.rubric().rows]


def _points(item: Roleplay, share: int) -> float:
    return round(item.points * share / 100, 2)


def _shown(item: Roleplay, play: Play, scored: bool = False) -> Played:
    from active_listening.roleplays import debrief, scoring

    lines = lines_of(item)
    if scored:
        lines = [
            Line(line.what, _points(item, line.share), _points(item, line.earned))
            for line in scoring.score(play).lines
        ]
    scene = play.scene
    talk = [f"{scene.name}: {scene.opening.say}"]
    for step in play.steps:
        talk += [_yours(play, step), f"{play.they(step)}: {step.happened.reply}"]
    ending = scene.ending(play.state.ending) if play.over else None
    counted = debrief.told_figures(play) if scored else ()
    return Played(
        title=f"{scene.title} ({' and '.join(one.name for one in scene.people)})",
        talk=tuple(talk),
        ending=f"{ending.title}. {ending.after}" if ending else "",
        figures=tuple(f"{one.label}: {one.value}" for one in counted),
        lines=tuple(lines),
    )


def _yours(play: Play, step: Step) -> str:
    """The learner's line, how it was read, and what it was meant as where they said so."""
    from active_listening.roleplays.rules import moves, named

    turn = step.turn
    if turn.leaves:
        return "(You ended the talk.)"
    told = [named(step.said.moves) or "not understood"]
    if turn.corrected is not None:
        meant = named(move for move in turn.corrected if move in moves())
        told.append(f"meant as: {meant or 'something else'}")
    return f"{play.you(step)}: {step.said.text} [{'; '.join(told)}]"


def as_far(scene: Scene, data: Mapping[str, Any]) -> Play:
    """The play as far as its turns can follow one another."""
    from active_listening.roleplays import Impossible, Play
    from active_listening.roleplays.play import turns_of

    play = Play(scene, data["seed"], scored=True)
    for turn in turns_of(data):
        try:
            play = play.take(turn)
        except (Impossible, coach.TooLong):
            break
    return play


def said_in(answer: Any) -> str:
    """What a learner typed in a play, line by line, for whoever opens the notebook ungraded."""
    data = tidy(answer)
    turns = data["turns"] if data else ()
    return "\n".join(turn.get("text") or turn.get("choice") or "(ended)" for turn in turns)


def begun(answer: Any) -> bool:
    """Whether there is a turn in a play's data that the client can have understood."""
    data = tidy(answer)
    return data is not None and any("choice" in turn or turn.get("read") for turn in data["turns"])


# -- only what belongs there -----------------------------------------------------------------------


def clean(text: str) -> str:
    """What a learner says, without halves of characters and NUL, which no file can hold."""
    return _UNSEEN.sub("\ufffd", text)


def tidy(answer: Any) -> dict[str, Any] | None:
    """A play's data with the fields that belong there and no others, each of bounded size.

    None where there are no turns that can be read. What else has another form is left out: it is
    missed then when the play is compared.
    """
    if not isinstance(answer, Mapping):
        return None
    listed = answer.get("turns")
    if not _is_list(listed, _LINES):
        return None
    turns = [_turn(fields) for fields in listed]
    if None in turns:
        return None
    found: dict[str, Any] = {"turns": turns}
    seed, version = answer.get("seed"), answer.get("format")
    if _is_count(seed):
        found["seed"] = seed
    if _is_count(version):
        found["format"] = version
    for name in ("scene", "ending"):
        text = answer.get(name)
        if _is_text(text, _SHORT):
            found[name] = clean(text)
    versions = answer.get("versions")
    if isinstance(versions, Mapping) and len(versions) <= _MOVES:
        texts = [*versions, *versions.values()]
        if all(_is_text(text, _SHORT) for text in texts):
            found["versions"] = {clean(name): clean(text) for name, text in versions.items()}
    lines, states = answer.get("lines"), answer.get("states")
    if _is_list(lines, _LINES) and all(_is_text(line, _LONG) for line in lines):
        found["lines"] = [clean(line) for line in lines]
    if _is_list(states, _LINES) and all(map(_is_state, states)):
        found["states"] = [list(state) for state in states]
    return found


def _turn(fields: Any) -> dict[str, Any] | None:
    """One turn: its choice, or its text with how it was read and meant, or that it was the last."""
    if not isinstance(fields, Mapping):
        return None
    if fields.get("leaves") is True:
        return {"leaves": True}
    choice, text = fields.get("choice"), fields.get("text")
    if choice and _is_text(choice, _SHORT):
        return {"choice": clean(choice)}
    if not _is_text(text, SAID_LIMIT):
        return None
    turn: dict[str, Any] = {"text": clean(text)}
    for name in ("read", "corrected"):
        moves = fields.get(name)
        if _is_list(moves, _MOVES) and all(_is_text(move, _SHORT) for move in moves):
            turn[name] = [clean(move) for move in moves]
    return turn


def _is_list(value: Any, most: int) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str) and len(value) <= most


def _is_text(value: Any, most: int) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= most


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**31


def _is_state(value: Any) -> bool:
    return _is_list(value, 3) and all(type(x) in (int, float) and 0 <= x <= 10 for x in value)
