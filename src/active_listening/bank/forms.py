"""The test in two forms of one blueprint: which items, in which parts.

The items themselves are quizzes, rewrites and replies like any other. `data/blueprint.yaml` says
how many of them a part has and how many are written and read by the coach, so that both forms ask
for the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from active_listening import resources
from active_listening.bank import load
from active_listening.bank.errors import UnknownId
from active_listening.bank.items import Item, Quiz, Rewrite
from active_listening.resources import RawEntry

KINDS = ("quizzes", "rewrites", "replies")
"""Where an item of a form may stand."""
Finding = tuple[list[Any], str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A skill of the blueprint.

    Attributes:
        items: how many items a form has for it, `read` of them read by the coach.
        taught: the page of the course that teaches it.
    """

    part: str
    title: str
    items: int
    read: int
    taught: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Item):
    """One form of the test.

    Attributes:
        parts: the ids of its items by part, in order.
        after: the form that it is compared with, "" where it stands alone.
    """

    title: str
    parts: Mapping[str, tuple[str, ...]]
    after: str = ""


def blueprint() -> tuple[Part, ...]:
    """The parts of every form, in order."""
    loaded: dict[str, Any] = resources.load_mapping("blueprint.yaml")
    return tuple(Part(**part) for part in loaded["parts"])


def form(entry: RawEntry) -> Form:
    """A form; what it names by id is looked up by `task`."""
    data = load.plain(load.read("forms", entry))
    parts = {part["part"]: part["items"] for part in data["parts"]}
    more = {"after": data.get("after", "")}
    return Form(**load.common(entry), title=data["title"], parts=parts, **more)


def task(id: str) -> Quiz | Rewrite:
    """The item `id` of a form. Raises UnknownId."""
    for kind in KINDS:
        try:
            found: Quiz | Rewrite = load.MAKERS[kind](load.find(kind, id))
        except UnknownId:
            continue
        return found
    known = [entry.id for path in load.files("quizzes") for entry in load.entries(path)]
    raise UnknownId("quizzes", id, known)


def findings(form: Form) -> Iterator[Finding]:
    """What in a form does not fit the blueprint: field, what was found, how to mend it."""
    wanted = blueprint()
    if list(form.parts) != [part.part for part in wanted]:
        names = ", ".join(part.part for part in wanted)
        yield ["parts"], "these are not the parts of the blueprint", f"Have {names}, in order."
        return
    if form.after and form.after not in _ids():
        yield ["after"], f'no form is called "{form.after}"', f"Take one of {', '.join(_ids())}."
    for i, part in enumerate(wanted):
        path = ["parts", i, "items"]
        ids = form.parts[part.part]
        if len(ids) != part.items:
            mend = f"data/blueprint.yaml asks for {part.items}."
            yield path, f"{len(ids)} items for {part.part}", mend
        read = 0
        for k, id in enumerate(ids):
            try:
                found = task(id)
            except UnknownId as error:
                yield [*path, k], f'no item is called "{id}"', f"{error.mend}."
                continue
            read += isinstance(found, Rewrite) or found.kind == "text"
        if read != part.read:
            mend = f"data/blueprint.yaml asks for {part.read}."
            yield path, f"{read} items of {part.part} are read by the coach", mend


def _ids() -> list[str]:
    return [entry.id for path in load.files("forms") for entry in load.entries(path)]
