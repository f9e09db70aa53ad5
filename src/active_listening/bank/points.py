"""The map of the course: what it must teach, where each point is taught, and what exercises it.

One file, `data/syllabus.yaml`. Learners get it too: their page of progress counts by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from active_listening import resources
from active_listening.bank import load
from active_listening.bank.items import Taught
from active_listening.resources import RawEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Taught):
    """A row of the syllabus.

    Attributes:
        module: ``M01`` to ``M14``; lesson ``03_...`` is the page of ``M03``.
        point: what is to be learnt, in a line.
        exercised: ids of the activities that someone who had not learnt the point would fail.
    """

    module: str
    point: str
    exercised: tuple[str, ...]


def path() -> Path:
    """The file of the map."""
    return resources.data() / "syllabus.yaml"


def entries() -> tuple[RawEntry, ...]:
    """The unread rows; none where there is no map."""
    return load.entries(path()) if path().exists() else ()


def point(entry: RawEntry) -> Point:
    """A row. Raises ContentError naming file, line, field and mend."""
    return Point(**{**load.values("syllabus", entry), **load.common(entry)})
