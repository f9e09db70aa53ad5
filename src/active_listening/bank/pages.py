"""The pages of the course as they are written: headings, prose, and the activities on them.

Read without the tools for notebooks. What a page becomes is for `build`; what it is called, and
what a heading is called in a link or in a cell's id, is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from active_listening import resources
from active_listening.bank import errors

CALL = re.compile(r"(?:#[^\n]*\n)*(?P<verb>[a-z_]+)\((?:\"(?P<id>[A-Za-z0-9_-]+)\")?\)\s*")
_FENCE = re.compile(r"^```[^\n]*\n(?P<code>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6}[ \t]+(?P<text>.+?)[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^[ \t]*(?:>[ \t]?|[-*][ \t]+|\d+\.[ \t]+|#+[ \t]+)*", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:>[ \t]?)?(?:[-*]|\d+\.)[ \t]+")


def slug(heading: str) -> str:
    """A heading as links and cells' ids have it: lower-case words and numbers joined by hyphens.

    ``Monday, 9:10`` is ``monday-9-10``, ``Don't react`` is ``dont-react``.
    """
    letters = unicodedata.normalize("NFKD", heading.lower())
    letters = re.sub(r"['’\u0300-\u036f]", "", letters)
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def anchor(heading: str) -> str:
    """A heading as Jupyter names it in an address: ``Opening up`` is ``Opening-up``.

    Jupyter compares letter by letter, so signs that an address may hold stay as they are.
    """
    return quote(plain(heading).replace(" ", "-"), safe="!$&'*+,/:;?@")


@dataclass(frozen=True, slots=True)
class Call:
    """A block of a page: what it shows, and the line of its call."""

    verb: str
    id: str
    line: int


@dataclass(frozen=True)
class Page:
    """A page: `kind` is its folder, ``lessons`` or ``assignments``."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """As ``03_open_questions``."""
        return self.path.stem

    @property
    def kind(self) -> str:
        """Its folder."""
        return self.path.parent.name

    def source(self, line: int) -> str:
        """File and line for messages to authors."""
        return errors.source_of(self.path, line)

    @cached_property
    def prose(self) -> str:
        """Its text with the blocks of code emptied, line for line."""
        return _FENCE.sub(lambda block: "\n" * block[0].count("\n"), self.text)

    @cached_property
    def headings(self) -> dict[str, int]:
        """Slug to line, in order; of two headings that read alike, the first."""
        found: dict[str, int] = {}
        for match in HEADING.finditer(self.prose):
            found.setdefault(slug(match["text"]), self.prose.count("\n", 0, match.start()) + 1)
        return found

    def anchor(self, heading: str) -> str:
        """The address on this page of the heading with this slug."""
        return anchor(self.text.split("\n")[self.headings[heading] - 1].lstrip("# "))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """What its blocks show, in order."""
        found = []
        for block in _FENCE.finditer(self.text):
            call = CALL.fullmatch(block["code"])
            if call:
                line = self.text.count("\n", 0, block.start("code") + call.start("verb")) + 1
                found.append(Call(call["verb"], call["id"] or "", line))
        return tuple(found)

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """Each paragraph, entry of a list, table cell and heading: its line and plain text."""
        line, lines = 0, self.prose.split("\n")
        while line < len(lines):
            if not lines[line].strip(" \t>"):
                line += 1
                continue
            if "|" in lines[line] and lines[line].lstrip(" >").startswith("|"):
                for cell in lines[line].strip(" >|").split("|"):
                    if cell.strip(" :-"):
                        yield line + 1, plain(cell)
                line += 1
                continue
            first = line
            line += 1
            single = lines[first].startswith("#")
            while not single and line < len(lines) and _goes_on(lines[line]):
                line += 1
            yield first + 1, plain("\n".join(lines[first:line]))


def _goes_on(line: str) -> bool:
    """Whether a line belongs to the paragraph before it."""
    begins = line.lstrip(" >")
    return bool(begins) and not begins.startswith(("#", "|")) and not _ITEM.match(line)


def plain(markdown: str) -> str:
    """Markdown as a reader reads it, on one line."""
    text = _MARKS.sub("", _LINK.sub(r"\1", markdown))
    text = re.sub(r"\*+|`|(?<!\w)_|_(?!\w)", "", text)
    return " ".join(text.split())


def page(path: Path) -> Page:
    """The page of a file. Raises OSError, and UnicodeDecodeError where it is no text."""
    return Page(path, path.read_text("utf-8"))


def pages() -> list[Page]:
    """Every lesson and assignment that can be read, in teaching order, a lesson first."""
    found = []
    for kind in ("lessons", "assignments"):
        for path in (resources.data() / kind).glob("*.md"):
            try:
                found.append(page(path))
            except UnicodeDecodeError:
                continue  # told where notebooks are made
    return sorted(found, key=lambda one: (one.name, one.kind != "lessons"))
