"""The little Markdown that lessons and workshops use: tables, lists, bold, italics, links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EM = re.compile(r"\*(?=\S)(.+?)(?<=\S)\*")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: a table (`head` and `rows`), a list (`items`) or a paragraph (`text`)."""

    head: tuple[Markup, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()
    items: tuple[Markup, ...] = ()
    text: str = ""


def inline(text: str) -> Markup:
    """`text` escaped, its marks for bold and italics made into tags; a link keeps its words."""
    shown = _LINK.sub(r"\1", str(escape(text)))
    shown = _STRONG.sub(r"<strong>\1</strong>", shown)
    return Markup(_EM.sub(r"<em>\1</em>", shown))  # escaped above; only these tags are added


def block(source: str) -> Block:
    """One part of a page, as `bank.references.part` gives it."""
    lines = source.splitlines()
    if lines[0].startswith("|"):
        head, _, *rows = [_cells(line) for line in lines]
        return Block(head=head, rows=tuple(rows))
    if lines[0].startswith("- "):
        starts = re.split(r"^- ", source, flags=re.MULTILINE)[1:]
        return Block(items=tuple(inline(" ".join(item.split())) for item in starts))
    return Block(text=inline(" ".join(source.split())))


def _cells(line: str) -> tuple[Markup, ...]:
    return tuple(inline(cell.strip()) for cell in line.strip().strip("|").split("|"))
