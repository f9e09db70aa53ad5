"""What a trainer runs: a workshop of `data/workshops/`, a lesson's session of `data/sessions/`.

A workshop has no words of the lesson in it. Its slides and papers name scenes, rules and lines by
id, and `references.py` finds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, get_args, get_type_hints

from active_listening.bank.items import Item


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a heading, and one thing below it.

    Attributes:
        text: words of its own.
        part: how a part of the lesson begins, as `references.part` takes it.
        dialogue: a scene; `lines` its first and last line shown, from 1.
        worked: a practice rewrite with a model taken apart.
        rewrites: practice rewrites to do.
        quiz: a quiz whose options or entries are shown; `pick` which of them, from 1.
        worksheet: a worksheet whose prompts are shown; `pick` which of them, from 1.
        client: whether the boxes of the handout for one's own client are shown.
    """

    heading: str
    text: tuple[str, ...] = ()
    part: str = ""
    dialogue: str = ""
    lines: tuple[int, ...] = ()
    worked: str = ""
    rewrites: tuple[str, ...] = ()
    quiz: str = ""
    worksheet: str = ""
    pick: tuple[int, ...] = ()
    client: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Some minutes of a slot: what the trainer does, says, and does then; and the slides for it."""

    minutes: int
    do: str = ""
    say: str = ""
    then: str = ""
    slides: tuple[Slide, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a participant may say, and what the trainer can answer."""

    hear: str
    say: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What can be left out of a slot, and the minutes that saves."""

    saves: int
    how: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the workshop; `lesson_done` says what changes for people who did the lesson."""

    id: str
    title: str
    minutes: int
    purpose: str
    steps: tuple[Step, ...]
    expect: tuple[str, ...]
    errors: tuple[Heard, ...]
    cut: Cut
    sensitive: str
    remote: str
    lesson_done: str = ""

    @property
    def slides(self) -> tuple[Slide, ...]:
        """The slides of all its steps, in order."""
        return tuple(slide for step in self.steps for slide in step.slides)


@dataclass(frozen=True, slots=True)
class People:
    """How many can take part."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """What to do by when."""

    when: str
    do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens when."""

    when: str
    what: str


@dataclass(frozen=True, slots=True)
class Material:
    """What to bring."""

    what: str
    how_many: str


@dataclass(frozen=True, slots=True)
class ObserverSheet:
    """The words on the sheet of the third person."""

    intro: str
    questions: str
    hedges: str
    tallies: tuple[str, ...]
    closing: str
    debrief: tuple[str, ...]
    keep: str


@dataclass(frozen=True, slots=True)
class Card:
    """The words on the pocket card; `codes` and `test` are parts of the lesson."""

    codes: str
    test: str
    close: str
    rhythm: str
    blank: str


@dataclass(frozen=True, slots=True)
class Handout:
    """The participant's paper; `test` and `flaws` are parts of the lesson, `goal` a worksheet."""

    first: str
    test: str
    flaws: str
    rewrites: tuple[str, ...]
    client: tuple[str, ...]
    goal: str
    afterwards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """A ready client for someone who brings none."""

    name: str
    role: str
    asker: str
    first: str
    closed: str
    holds: str
    agrees: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found, by whom, and what weakens it."""

    found: str
    source: str
    limits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(Item):
    """A workshop, whole. `lesson` and `assignment` are pages of `data/`."""

    title: str
    subtitle: str
    lesson: str
    assignment: str
    minutes: int
    people: People
    purpose: str
    afterwards: tuple[str, ...]
    keep: str
    groups: tuple[str, ...]
    room: str
    with_lesson: tuple[Moment, ...]
    setup: tuple[Preparation, ...]
    materials: tuple[Material, ...]
    remote: str
    slots: tuple[Slot, ...]
    observer: ObserverSheet
    card: Card
    handout: Handout
    clients: tuple[Client, ...]
    evidence: tuple[Evidence, ...]
    unknown: str
    follow_up: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some minutes of a session: what the trainer does with which activities of the lesson.

    Attributes:
        uses: ids of activities of the lesson's page.
        listen: what to listen for, or to expect.
    """

    minutes: int
    title: str
    do: str
    uses: tuple[str, ...] = ()
    listen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Item):
    """A lesson in a room: the plan from which the kit makes its facilitator's guide.

    Attributes:
        lesson: the name of its page.
        watch: what an observer counts, where the lesson has no table of codes.
    """

    lesson: str
    minutes: int
    purpose: str
    prepare: tuple[str, ...]
    slots: tuple[Part, ...]
    hear: tuple[Heard, ...]
    care: str
    remote: str
    watch: tuple[str, ...] = ()


def built(kind: Any, data: Mapping[str, Any]) -> Any:
    """`kind` from checked and plain `data`, with the parts inside it built from their types."""
    types = get_type_hints(kind)
    return kind(**{name: _part(types[name], value) for name, value in data.items()})


def _part(type_: Any, value: Any) -> Any:
    """One field's value: a part, a tuple of parts, or as it is."""
    if is_dataclass(type_):
        return built(type_, value)
    inner = get_args(type_)
    if inner and is_dataclass(inner[0]):
        return tuple(built(inner[0], item) for item in value)
    return value
