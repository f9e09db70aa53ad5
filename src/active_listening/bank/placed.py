"""Where the activities stand, as learners have them: the notebooks of `course/` and `exercises/`.

The sources of the pages stay with the authors; the notebooks go wherever the course goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from active_listening import resources
from active_listening.bank.pages import CALL, HEADING

NOT_COUNTED = frozenset(["progress", "hand_in", "marking"])
"""Calls that show no activity of their own."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An activity on a page: the call that shows it, its id, the heading it stands under."""

    call: str
    id: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Notebook:
    """A page of the course or an assignment.

    Attributes:
        path: from the learner's folder, as ``course/03_open_questions.ipynb``.
        title: its first heading.
        activities: what stands on it, in order.
    """

    path: str
    title: str
    activities: tuple[Placed, ...]

    @property
    def name(self) -> str:
        """As ``03_open_questions``; an assignment has its lesson's name."""
        return Path(self.path).stem

    @property
    def number(self) -> str:
        """The lesson's two digits; "" for a page that is no lesson."""
        return self.name[:2] if self.name[:2].isdigit() else ""


def lessons() -> tuple[Notebook, ...]:
    """The pages of the course, in teaching order."""
    found = sorted(resources.course().glob("*.ipynb"))
    return tuple(_read(path, f"course/{path.name}") for path in found)


def assignments() -> tuple[Notebook, ...]:
    """The assignments as learners get them, in order."""
    found = sorted(resources.exercises().glob("*/*.ipynb"))
    return tuple(_read(path, f"exercises/{path.stem}/{path.name}") for path in found)


def _read(path: Path, place: str) -> Notebook:
    """A notebook that was built; one that is no notebook has nothing on it."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        return Notebook(place, *_told(cells))
    except (OSError, ValueError, KeyError, TypeError):
        return Notebook(place, path.stem, ())


def _told(cells: list[Any]) -> tuple[str, tuple[Placed, ...]]:
    headings: list[str] = []
    found: list[Placed] = []
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            headings += [match["text"] for match in HEADING.finditer(source)]
        else:
            under = headings[-1] if headings else ""
            found += [Placed(*call, under) for call in _calls(source)]
    return (headings[0] if headings else "", tuple(found))


def _calls(source: str) -> Iterator[tuple[str, str]]:
    call = CALL.fullmatch(source)
    if call and call["id"] and call["verb"] not in NOT_COUNTED:
        yield call["verb"], call["id"]
