"""What a lesson is made of, as typed and unchanging objects: one class for each folder of `data/`.

Fields are those of the YAML, described in `data/schema/*.json`. Lists arrive as tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; a wrong one names the misconception it catches."""

    say: str
    feedback: str
    right: bool = False
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class SortEntry:
    """A line to put in its group."""

    say: str
    group: str
    feedback: str
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and what goes with it; `shared` where another pair has the same on purpose."""

    say: str
    goes_with: str
    feedback: str
    misconception: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """A line of a transcript; `mark` where the learner should mark it."""

    who: str
    say: str
    mark: bool = False
    feedback: str = ""
    misconception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has.

    Attributes:
        source: file and line, for messages to authors.
        version: 8 hex digits that change when the item's text does.
    """

    id: str
    source: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught(Item):
    """What is taught at a place: `taught` is page and heading, as ``03_open_questions#opening-up``,
    or empty before there is one."""

    taught: str

    @property
    def page(self) -> str:
        """The page that teaches it."""
        return self.taught.partition("#")[0]

    @property
    def heading(self) -> str:
        """The slug of the heading that it is taught under."""
        return self.taught.partition("#")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(Item):
    """A question to answer by choosing, sorting, matching or a line; `kind` says what counts.

    `wants` and `spoils` name what the coach may find in a line: moves, tiers, flaws. `holds` are
    words of which a right line holds one, where the move alone does not tell.
    """

    kind: str
    prompt: str
    certainty: bool = False
    timed: bool = False
    options: tuple[Option, ...] = ()
    statement: str = ""
    right: bool = False
    feedback: dict[str, str] | str = ""
    misconception: str = ""
    groups: tuple[str, ...] = ()
    entries: tuple[SortEntry, ...] = ()
    steps: tuple[str, ...] = ()
    lines: tuple[TranscriptLine, ...] = ()
    pairs: tuple[Pair, ...] = ()
    extra: tuple[str, ...] = ()
    client: str = ""
    wants: tuple[str, ...] = ()
    spoils: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What some words of a worked model do."""

    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Worked:
    """A model taken apart."""

    text: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite(Item):
    """A line to say again, better. Graded ones carry no models: those are in the keys.

    Attributes:
        facets: the words that show it serves its purpose, or takes up the client's points.
        client: the client's line before it, where there is one.
        feelings: what the client feels: families of `data/coach/feelings.yaml`, or plain words.
        must: the numbers of facets that an answer must not leave out.
        actions: of a message, what was agreed or is being done, each a set of words like a facet.
    """

    call: ClassVar[str] = "rewrite"
    rubric: str
    scene: str
    original: str
    facets: tuple[tuple[str, ...], ...]
    client: str = ""
    feelings: tuple[str, ...] = ()
    must: tuple[int, ...] = ()
    actions: tuple[tuple[str, ...], ...] = ()
    step: str = "whole"
    starter: str = ""
    worked: Worked | None = None
    models: tuple[str, ...] = ()
    kind: str = "rewrite"
    graded: bool = False
    level: int = 1
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Rewrite):
    """A client's line to answer; there is nothing to say again."""

    call: ClassVar[str] = "reply"
    original: str = ""
    kind: str = "reply"


@dataclass(frozen=True, slots=True)
class DialogueLine:
    """A spoken line, a line the learner types (`you`), or a prediction (`predict`).

    `replies` and `say_of` are by flaw, move or tier of the typed line, and "none" for the rest.
    `rubric` says what the typed line should be: open, unless it is "keep_closed".
    """

    who: str = ""
    say: str = ""
    note: str = ""
    you: str = ""
    replies: dict[str, str] = field(default_factory=dict)
    say_of: dict[str, str] = field(default_factory=dict)
    rubric: str = "rewrite"
    predict: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue(Item):
    """A scene, played line by line."""

    title: str
    lines: tuple[DialogueLine, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One box of a worksheet, `lines` high."""

    id: str
    ask: str
    lines: int = 2


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """What earns points when a person marks."""

    points: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet(Item):
    """Boxes to write in. A graded one (`free_pair`, `judgement`) has points and a scheme."""

    call: ClassVar[str] = "worksheet"
    title: str
    prompts: tuple[Prompt, ...]
    kind: str = "worksheet"
    graded: bool = False
    points: int = 0
    scheme: tuple[SchemeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Interest:
    """What one side needs; `of` is ``client`` or ``us``."""

    id: str
    of: str
    need: str


@dataclass(frozen=True, slots=True)
class ModelOption:
    """An option that others thought of, and the ids of the needs it serves."""

    say: str
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Item):
    """Options to think of, each with the needs that it serves.

    Attributes:
        positions: lines that leave nothing to choose, told apart from options.
        least: how many unlike options to find.
        then: what comes of it in the story: ``few``, ``one_sided``, ``enough``.
    """

    ask: str
    scene: str
    interests: tuple[Interest, ...]
    least: int
    models: tuple[ModelOption, ...]
    then: dict[str, str]
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One code of an observer's sheet; `sign` is what stands on paper, such as ``O``."""

    id: str
    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class ObservedLine:
    """A line of a talk; with a `key` it is one to code, without it is there to be read.

    `also` holds the other codes that a fair observer may give it.
    """

    who: str
    say: str
    key: str = ""
    why: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Item):
    """A talk to code with an observer's sheet and to compare with its key.

    Attributes:
        then: what to do with the agreement: ``low``, ``middling``, ``high``.
    """

    title: str
    scene: str
    codes: tuple[Code, ...]
    lines: tuple[ObservedLine, ...]
    then: dict[str, str]

    @property
    def coded(self) -> tuple[ObservedLine, ...]:
        """The lines that have a key, in order."""
        return tuple(line for line in self.lines if line.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roleplay(Item):
    """A talk with a client who answers back; `scene` is the id of a file of `data/roleplays`.

    A graded one has an id of its own and points; one to practise has the scene's id.
    """

    call: ClassVar[str] = "roleplay"
    scene: str
    kind: str = "roleplay"
    graded: bool = False
    level: int = 1
    points: int = 0


Graded = Rewrite | Reply | Worksheet | Roleplay
"""An item of an assignment; `call` names what shows it in a notebook."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The graded items of one assignment, in order."""

    name: str
    items: tuple[Graded, ...]
    title: str = "Assignment"

    @property
    def max_points(self) -> int:
        """The sum of what its items are worth."""
        return sum(item.points for item in self.items)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An answer that falls short, and the criteria it falls short of."""

    say: str
    misses: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key(Item):
    """What a marker knows of a graded item. Never part of what learners get."""

    models: tuple[str, ...]
    common_errors: tuple[str, ...]
    marking: str
    near_misses: tuple[NearMiss, ...] = ()
