"""A scene: one client, what they keep back, what can be said, and how it can end.

From a file of `data/roleplays/`, whose form is in `data/schema/roleplays.json` and on the authors'
page. Unchanging once loaded; written anew, it is loaded anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from active_listening.bank import load, scenes
from active_listening.roleplays.expressions import Expression
from active_listening.roleplays.facts import FUNCTIONS, NAMES, WITH_TOPICS, WITH_TWO, State
from active_listening.roleplays.people import Person, meant, person
from active_listening.roleplays.rules import SCALES, Document, Line, Shared, line, moves, shared
from active_listening.roleplays.topics import Topics, pattern

ANYWHERE = "anywhere"
"""The beat whose choices and lines fit at any time."""
Words = Mapping[str, Collection[str]]
_FLAG = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Something the learner can say: `id` is ``beat/number``, the number counted from 1.

    `to` are those for whom it is meant; () for whoever spoke last.
    """

    id: str
    say: str
    moves: tuple[str, ...]
    when: Expression | None = None
    reply: Line | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """A stretch of the talk: it is here while `when` holds and no earlier beat's does."""

    id: str
    when: Expression | None
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """Something the client keeps back: first hinted at, then said."""

    id: str
    about: str
    main: bool
    hint: Line
    reveal: Line


@dataclass(frozen=True, slots=True)
class Ending:
    """How a talk can end; `kind` is one of `KINDS`, `line` the client's last words."""

    id: str
    kind: str
    when: Expression
    title: str
    line: Line
    after: str


KINDS = {"best": 3, "fair": 2, "heard": 2, "patch": 1, "drift": 1, "walkout": 0}
"""Kinds of endings and their grades: 3 is what the scene is for."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One role-play.

    Attributes:
        version: 8 hex digits that change when the file does.
        client, you, cards: the author's fields, as they stand there.
        people: on the client's side, the client first.
        choices: every choice by id.
        flags: name to condition, those that all scenes share first.
        topics: name to what finds its words in a turn.
        document: the file, for messages to its author.
    """

    id: str
    version: str
    title: str
    lesson: str
    client: Mapping[str, Any]
    people: tuple[Person, ...]
    you: Mapping[str, Any]
    cards: Mapping[str, Any]
    turns: int
    start: State
    opening: Line
    concerns: tuple[Concern, ...]
    flags: Mapping[str, Expression]
    beats: tuple[Beat, ...]
    lines: tuple[Line, ...]
    unsure: tuple[Line, ...]
    endings: tuple[Ending, ...]
    choices: Mapping[str, Choice]
    topics: Topics
    main: str
    shared: Shared
    document: Document

    @property
    def name(self) -> str:
        """What the client is called in the talk."""
        return self.people[0].short

    @property
    def names(self) -> str:
        """What all on the client's side are called: "Ada and Dr Berg"."""
        return " and ".join(one.short for one in self.people)

    def called(self, *ids: str) -> str:
        """What these people are called in the talk."""
        return " and ".join(one.short for one in self.people if one.id in ids)

    def ending(self, id: str) -> Ending:
        """The ending `id`. KeyError where there is none."""
        return next((e for e in self.endings if e.id == id), None) or _no(id)


def _no(id: str) -> Ending:
    raise KeyError(id)


def find(id: str) -> Scene:
    """The scene `id` of `data/roleplays/`.

    Raises:
        UnknownId: with the ids near it.
        ContentError: naming file, line, field and mend; for a condition its column too.
    """
    return read(scenes.find(id))


def every() -> list[Scene]:
    """All scenes, by id. Raises as `find`."""
    return [read(path) for path in scenes.files()]


def read(path: Path) -> Scene:
    """The scene in a file. Raises OSError and as `find`."""
    return _read(path, path.stat().st_mtime_ns, path.stat().st_size, shared())


@lru_cache(maxsize=32)
def _read(path: Path, _mtime: int, _size: int, common: Shared) -> Scene:
    raw = scenes.entry(path)
    return _Maker(Document(path, raw.text, load.values("roleplays", raw)), common).scene()


class _Maker:
    """Makes a scene of a checked document."""

    def __init__(self, document: Document, common: Shared) -> None:
        self._document, self._common = document, common
        self._data: dict[str, Any] = document.node
        own = self._data.get("flags", {})
        others = [self._data["other"]] if "other" in self._data else []
        self._people = tuple(map(person, [self._data["client"], *others]))
        self._words: dict[str, Collection[str]] = {
            "moves": moves(),
            "rules": [rule.id for rule in common.rules],
            "concerns": [concern["id"] for concern in self._data["concerns"]],
            "flags": [*common.flags, *own],
        }
        if others:
            self._words["people"] = [one.id for one in self._people]
        if "topics" in self._data:
            self._words["topics"] = list(self._data["topics"])

    def scene(self) -> Scene:
        data = self._data
        mains = [c["id"] for c in data["concerns"] if c.get("main")]
        if len(mains) != 1:
            mend = "Give exactly one concern `main: true`."
            raise self._document.error(["concerns"], f"{len(mains)} concerns are main", mend)
        for name in ("concerns", "beats", "endings"):
            self._unlike(name)
        self._two()
        if data["beats"][0]["id"] == ANYWHERE and len(data["beats"]) == 1:
            mend = f"Add one before `{ANYWHERE}`."
            raise self._document.error(["beats"], "there is no beat for the talk itself", mend)
        last = len(data["endings"]) - 1
        if str(data["endings"][last]["when"]).strip() != "over":
            mend = "Let the last ending be `when: over`, or a talk may never end."
            found = "this may never hold"
            raise self._document.error(["endings", last, "when"], found, mend)
        beats = tuple(self._beat(i, beat) for i, beat in enumerate(data["beats"]))
        choices = [choice for beat in beats for choice in beat.choices]
        trust, tension, openness = (float(data["start"][scale]) for scale in SCALES)
        return Scene(
            id=data["id"],
            version=hashlib.sha256(self._document.text.encode()).hexdigest()[:8],
            title=data["title"],
            lesson=data.get("lesson", ""),
            client=data["client"],
            people=self._people,
            you=data["you"],
            cards=data.get("cards", {}),
            turns=data["turns"],
            start=State(trust, tension, openness),
            opening=line("opening", {"say": data["opening"]}, None, self._people[0].id),
            concerns=tuple(self._concern(i, c) for i, c in enumerate(data["concerns"])),
            flags=self._flags(data.get("flags", {})),
            beats=beats,
            lines=self._lines(["lines"], "lines"),
            unsure=tuple(
                line(f"unsure/{i}", {"say": say}, None) for i, say in enumerate(data["unsure"], 1)
            ),
            endings=tuple(self._ending(i, e) for i, e in enumerate(data["endings"])),
            choices={choice.id: choice for choice in choices},
            topics={name: pattern(words) for name, words in data.get("topics", {}).items()},
            main=mains[0],
            shared=self._common,
            document=self._document,
        )

    def _two(self) -> None:
        """Raises ContentError where two people cannot be told apart, or one has no card."""
        if len(self._people) < 2:
            return
        first, second = self._people
        if "id" not in self._data["client"] or first.id == second.id:
            mend = "Give both an `id`, each its own: conditions ask for it."
            raise self._document.error(["client"], "there are two people, and one id", mend)
        if first.called & second.called:
            found = f"both are called {', '.join(sorted(first.called & second.called))}"
            raise self._document.error(["other", "name"], found, "Choose another name.")
        if "other" not in self._data["cards"]:
            mend = f"Add `other`, the card of {second.name}."
            raise self._document.error(["cards"], "one person has no card", mend)

    def _who(self, path: list[Any], fields: Mapping[str, Any], known: Collection[str]) -> str:
        """Who is named in the last field of `path`, "" where it is absent."""
        who = str(fields.get(path[-1], ""))
        if who and who not in known:
            mend = f"Known: {', '.join(known)}."
            raise self._document.error(path, f'nobody here has the id "{who}"', mend)
        return who

    def _unlike(self, name: str) -> None:
        """Raises ContentError where two entries of a list have one id."""
        seen = {"lines"} if name == "beats" else set()
        for i, entry in enumerate(self._data[name]):
            if entry["id"] in seen:
                found = f'"{entry["id"]}" is already used'
                raise self._document.error([name, i, "id"], found, "Choose another id.")
            seen.add(entry["id"])

    def _flags(self, own: Mapping[str, Any]) -> dict[str, Expression]:
        from active_listening.roleplays.expressions import parse

        common = {
            name: parse(text, self._words)
            for name, text in self._common.flags.items()
            if name not in own
        }
        for name in own:
            if name in {*NAMES, *FUNCTIONS, *WITH_TWO, *WITH_TOPICS} or not _FLAG.fullmatch(name):
                mend = "A lower-case word that conditions do not know yet; _ joins several."
                found = f'"{name}" cannot be the name of a flag'
                raise self._document.error(["flags", name], found, mend)
        return common | {
            name: self._document.expression(["flags", name], self._words) for name in own
        }

    def _concern(self, i: int, fields: Mapping[str, Any]) -> Concern:
        id = fields["id"]
        hint, reveal = (
            self._line(
                ["concerns", i, kind],
                f"{kind}/{id}",
                fields[kind],
                self._document.expression(["concerns", i, kind, "when"], self._words),
            )
            for kind in ("hint", "reveal")
        )
        return Concern(
            id, " ".join(fields["about"].split()), bool(fields.get("main")), hint, reveal
        )

    def _beat(self, i: int, fields: Mapping[str, Any]) -> Beat:
        path = ["beats", i]
        when = self._document.when(path, self._words)
        choices = tuple(
            self._choice([*path, "choices", k], f"{fields['id']}/{k + 1}", choice)
            for k, choice in enumerate(fields.get("choices", ()))
        )
        return Beat(fields["id"], when, choices, self._lines([*path, "lines"], fields["id"]))

    def _choice(self, path: list[Any], id: str, fields: Mapping[str, Any]) -> Choice:
        known = self._words["moves"]
        for k, move in enumerate(fields["moves"]):
            if move not in known:
                raise self._document.error(
                    [*path, "moves", k], f'no move is called "{move}"',
                    "See the list of moves on the authors' page.",
                )  # fmt: skip
        say = " ".join(fields["say"].split())
        ids = [one.id for one in self._people]
        named = self._who([*path, "to"], fields, [*ids, "both"] if len(ids) > 1 else ids)
        to = tuple(ids) if named == "both" else (named,) if named else meant(say, self._people)
        who = self._who([*path, "who"], fields, ids) or (to if len(to) == 1 else tuple(ids))[0]
        reply = {"say": fields["reply"]} if "reply" in fields else None
        return Choice(
            id,
            say,
            tuple(fields["moves"]),
            self._document.when(path, self._words),
            line(f"reply/{id}", reply, None, who) if reply else None,
            to,
        )

    def _line(
        self, path: list[Any], id: str, fields: Mapping[str, Any], when: Expression | None
    ) -> Line:
        """A line of the scene's: the client's, where nobody is named."""
        self._who([*path, "who"], fields, [one.id for one in self._people])
        return line(id, fields, when, self._people[0].id)

    def _lines(self, path: list[Any], of: str) -> tuple[Line, ...]:
        found: Any = self._data
        for step in path:
            found = found.get(step, ()) if isinstance(found, dict) else found[step]
        return tuple(
            self._line(
                [*path, k - 1], f"{of}.{k}", fields,
                self._document.when([*path, k - 1], self._words),
            )
            for k, fields in enumerate(found, 1)
        )  # fmt: skip

    def _ending(self, i: int, fields: Mapping[str, Any]) -> Ending:
        when = self._document.expression(["endings", i, "when"], self._words)
        return Ending(
            fields["id"], fields["kind"], when, fields["title"],
            self._line(["endings", i], f"ending/{fields['id']}", fields, None),
            " ".join(fields["after"].split()),
        )  # fmt: skip
