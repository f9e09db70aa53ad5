"""The activities of the course: what there is, where it stands, and the texts in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from active_listening.bank import ContentError, errors, forms, load, pages, scenes
from active_listening.resources import RawEntry

KINDS = (
    "quizzes",
    "rewrites",
    "replies",
    "dialogues",
    "worksheets",
    "options",
    "observations",
    "assignments",
)
"""The folders of `data/` whose entries are activities; the scenes of role-plays come besides."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; `kind` is its folder."""

    kind: str
    entry: RawEntry

    @property
    def id(self) -> str:
        """As authors and the pages name it."""
        return self.entry.id

    def item(self) -> Any:
        """Its typed item. Raises ContentError."""
        if self.kind == "roleplays":
            return load.to_practise(self.entry)
        return load.MAKERS[self.kind](self.entry)

    def named(self) -> str:
        """What it is, for a table: ``sort``, ``rewrite, half``, ``graded reply``."""
        item = self.item()
        graded = "graded " if getattr(item, "graded", False) else ""
        if self.kind == "rewrites":
            return f"rewrite, {item.step}"
        if self.kind == "replies":
            return f"reply, {item.step}"
        return graded + (getattr(item, "kind", "") or self.kind.removesuffix("s"))


def known() -> dict[str, Activity]:
    """Every activity by id; an unreadable file is left out and told elsewhere."""
    found: dict[str, Activity] = {}
    for kind in KINDS:
        for entry in readable(kind):
            found.setdefault(entry.id, Activity(kind, entry))
    for path in scenes.files():
        found.setdefault(path.stem, Activity("roleplays", RawEntry(path.stem, path, 1, "")))
    return found


def readable(kind: str) -> Iterator[RawEntry]:
    """The entries of all files of a kind that are text."""
    for path in load.files(kind):
        try:
            yield from load.entries(path)
        except ContentError:
            continue


def shown_by(call: pages.Call) -> tuple[str, ...]:
    """The ids of the activities that a block shows: one, or for a test those of its form."""
    if call.verb != "skill_check":
        return (call.id,) if call.id else ()
    try:
        form = forms.form(load.find("forms", call.id))
    except ContentError:
        return ()
    return tuple(id for ids in form.parts.values() for id in ids)


def places() -> dict[str, set[str]]:
    """Activity to the names of the pages it stands on; an assignment has its lesson's name."""
    found: dict[str, set[str]] = {}
    for page in pages.pages():
        for call in page.calls:
            for id in shown_by(call):
                found.setdefault(id, set()).add(page.name)
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an entry, or of a page: the way to its field, and where it stands."""

    path: tuple[Any, ...]
    text: str
    place: Callable[[], str]

    def inside(self, fields: frozenset[str]) -> bool:
        """Whether one of these fields holds it."""
        return not fields.isdisjoint(step for step in self.path if isinstance(step, str))

    def error(self, found: str, mend: str) -> ContentError:
        """What is wrong with it."""
        return ContentError(self.place(), errors.dotted(self.path), found, mend)


def texts(kind: str, entry: RawEntry) -> Iterator[Text]:
    """Every text of an entry; none where it is broken, which is told elsewhere."""
    try:
        data = load.values(kind, entry)
    except ContentError:
        return
    for path, text in _leaves(data):
        yield Text(path, text, partial(place, kind, entry, path))


def place(kind: str, entry: RawEntry, path: Sequence[Any]) -> str:
    """File and line of a field; to know it the entry is read again, and slowly."""
    line = entry.line + errors.line_in(load.read(kind, entry), path)
    return errors.source_of(entry.path, line)


def _leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The texts of a mapping or list, with the way to each."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _leaves(value, (*path, name))
    elif isinstance(node, tuple):
        for i, value in enumerate(node):
            yield from _leaves(value, (*path, i))
