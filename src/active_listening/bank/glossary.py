"""The words of the field as the course uses them: one file, `data/glossary.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from active_listening import resources
from active_listening.bank import load, pages
from active_listening.bank.items import Taught
from active_listening.resources import RawEntry

Finding = tuple[list[Any], str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Taught):
    """A term.

    Attributes:
        means: a sentence or two.
        forms: the words linked on a page, lower case.
        see: ids of terms near by.
    """

    term: str
    means: str
    forms: tuple[str, ...]
    see: tuple[str, ...] = ()


def path() -> Path:
    """The file of the glossary."""
    return resources.data() / "glossary.yaml"


def entries() -> tuple[RawEntry, ...]:
    """The unread terms."""
    return load.entries(path()) if path().exists() else ()


def term(entry: RawEntry) -> Term:
    """A term. Raises ContentError naming file, line, field and mend."""
    data = load.values("glossary", entry)
    forms = tuple(form.lower() for form in data.get("forms", (data["term"],)))
    return Term(**{**data, "forms": forms, **load.common(entry)})


def terms() -> tuple[Term, ...]:
    """Every term, in the order of the alphabet. Raises ContentError at the first broken one."""
    return tuple(sorted(map(term, entries()), key=lambda one: one.term.lower()))


def findings(one: Term, known: dict[str, str], lessons: dict[str, pages.Page]) -> Iterator[Finding]:
    """What a schema cannot see: `known` are all ids with their terms, `lessons` the pages."""
    page = lessons.get(one.page)
    if page is None:
        yield ["taught"], f'no lesson is called "{one.page}"', "Copy its name from data/lessons."
    elif one.heading not in page.headings:
        mend = f"Take one of {', '.join(list(page.headings)[:12])}."
        yield ["taught"], f'no heading of {one.page} is "{one.heading}"', mend
    for i, id in enumerate(one.see):
        if id not in known or id == one.id:
            yield ["see", i], f'no other term is called "{id}"', "Copy the id of a term."
