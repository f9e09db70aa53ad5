"""What a trainer prints: each lesson's papers, a workshop's six documents, each role-play's cards.

They are made from the lessons, `data/sessions/`, `data/workshops/` and `data/roleplays/`. `make`
writes each as HTML, and as PDF where a browser is found that can print it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from active_listening import bank
from active_listening.files import write_whole
from active_listening.kit import cards, documents, lessons, printing
from active_listening.roleplays import every

PAPERS = tuple(documents.PAPERS)


@dataclass(slots=True)
class Made:
    """What was written, and what a person should know about it."""

    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def pages(paper: str = "a4") -> dict[str, str]:
    """Every document of the kit: its path below the kit's folder, without an ending, to its HTML.

    Raises:
        ContentError: where a lesson, a session, a workshop or a role-play is broken.
        ValueError: where this edition of the course holds no workshop.
    """
    workshops = bank.workshops()
    if not workshops:
        raise ValueError(
            "This edition of the course holds no workshop. Make the kit from a whole checkout."
        )
    found = lessons.papers(paper)
    for workshop in workshops:
        for name, text in documents.pages(workshop, paper).items():
            found[f"{workshop.id}/{name}"] = text
    for scene in every():
        found[f"{cards.FOLDER}/{scene.id}/{cards.NAME}"] = cards.page(scene, paper)
    return found


def make(into: Path, paper: str = "a4", tell: Callable[[Path], None] = lambda path: None) -> Made:
    """Writes every paper of the kit into folders below `into`.

    Args:
        into: made where it is not there; files with the same names are replaced.
        paper: "a4" or "letter"; slides have a format of their own.
        tell: called with each file as soon as it is written.

    Raises:
        ContentError, ValueError: as `pages` does; nothing is written then.
        OSError: where nothing can be written.
    """
    made = Made()
    browser = printing.find_browser()

    def write(path: Path, content: bytes) -> None:
        write_whole(path, content)
        made.files.append(path)
        tell(path)

    def printed(page: Path, browser: Path) -> None:
        try:
            write(page.with_suffix(".pdf"), printing.pdf(page, browser))
        except printing.NotPrinted as error:
            made.notes.append(f"{page.name} was not printed: {error} {printing.BY_HAND}")

    documents_made = []
    for name, text in pages(paper).items():
        path = into / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".pdf").unlink(missing_ok=True)  # an old one would pass for the new
        write(path, text.encode())
        documents_made.append(path)
    if browser:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(printed, documents_made, repeat(browser)))
    else:
        made.notes.append(f"No browser was found that can make PDFs. {printing.BY_HAND}")
    return made
