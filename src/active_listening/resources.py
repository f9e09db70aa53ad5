"""Where the course's files are, and how its YAML is read: the one way into `data/`.

A content file is a list, and every entry begins at the left margin with ``- id: some-id``. Files
are read entry by entry, so an entry that is not YAML spoils itself alone, and a lesson reads only
the entries it shows.
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_ENTRY = re.compile(r"^- id:[ \t]*([^\s#]+)", re.MULTILINE)


@lru_cache
def _package() -> Path:
    return Path(str(importlib.resources.files("active_listening")))


def _home(name: str) -> Path:
    """The folder `name`: inside the package where it was installed, else in the checkout."""
    inside = _package() / name
    return inside if inside.is_dir() else _package().parents[1] / name


def data() -> Path:
    """The folder of everything the course knows."""
    return _home("data")


def course() -> Path:
    """The folder of the lesson notebooks."""
    return _home("course")


def exercises() -> Path:
    """The folder of the assignments as learners get them."""
    return _home("exercises")


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry of a content file, unread.

    Attributes:
        id: as written after ``- id:``.
        path: the file.
        line: the entry's first line, from 1.
        text: the entry's YAML, from ``- id:`` to the line before the next entry.
    """

    id: str
    path: Path
    line: int
    text: str


def split_entries(path: Path) -> Iterator[RawEntry]:
    """The entries of one content file, in order. Raises OSError or UnicodeDecodeError."""
    text = path.read_text(encoding="utf-8")
    starts = list(_ENTRY.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=True):
        line = text.count("\n", 0, match.start()) + 1
        yield RawEntry(match[1], path, line, text[match.start() : end])


def parse_yaml(text: str) -> Any:
    """`text` read as YAML, with ruamel's line numbers kept on every mapping and list.

    Raises:
        ruamel.yaml.error.MarkedYAMLError: with the line at fault in `problem_mark`.
    """
    from ruamel.yaml import YAML  # costs 20 ms; only authors who are told of a line pay it

    return YAML(typ="rt", pure=True).load(text)


def plain_yaml(text: str) -> Any:
    """`text` read as YAML into plain dicts and lists: some fifteen times as fast, without lines.

    Raises:
        yaml.YAMLError: where it is none; `parse_yaml` tells where.
    """
    from active_listening import plain_yaml  # imports a parser; only those who read content pay

    return plain_yaml.load(text)


def load_mapping(name: str) -> dict[str, Any]:
    """A YAML file such as ``coach/rubrics.yaml``, as plain dicts and lists.

    Raises:
        yaml.YAMLError: with the line at fault in `problem_mark`.
        ValueError: where it is no mapping.
    """
    loaded = plain_yaml((data() / name).read_text("utf-8"))
    if not isinstance(loaded, dict):
        raise ValueError(f"data/{name} must be a mapping of names to values.")
    return loaded
