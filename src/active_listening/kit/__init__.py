"""What a trainer prints: a workshop's six documents, and the cards of each role-play.

They are made from `data/workshops/` and `data/roleplays/`. `make` writes each as HTML, and as PDF
where a browser is found that can print it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from active_listening import bank
from active_listening.files import write_whole
from active_listening.kit import cards, documents, printing
from active_listening.roleplays import every

PAPERS = tuple(documents.PAPERS)


@dataclass(slots=True)
class Made:
    """What was written, and what a person should know about it."""

    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def make(into: Path, paper: str = "a4") -> Made:
    """Writes every workshop and every role-play's cards into folders of their own below `into`.

    Args:
        into: made where it is not there; files with the same names are replaced.
        paper: "a4" or "letter"; slides have a format of their own.

    Raises:
        ContentError: where a workshop, something that it names, or a role-play is broken.
        ValueError: where this edition of the course holds no workshop.
        OSError: where nothing can be written.
    """
    workshops = bank.workshops()
    if not workshops:
        raise ValueError(
            "This edition of the course holds no workshop. Make the kit from a whole checkout."
        )
    pages = {
        into / workshop.id / f"{name}.html": text
        for workshop in workshops
        for name, text in documents.pages(workshop, paper).items()
    }
    for scene in every():
        pages[into / cards.FOLDER / scene.id / f"{cards.NAME}.html"] = cards.page(scene, paper)
    made = Made()
    browser = printing.find_browser()
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
        made.files.append(path)
        pdf = path.with_suffix(".pdf")
        pdf.unlink(missing_ok=True)  # an old one would pass for a print of the new page
        if browser:
            try:
                write_whole(pdf, printing.pdf(path, browser))
                made.files.append(pdf)
            except printing.NotPrinted as error:
                made.notes.append(f"{path.name} was not printed: {error} {printing.BY_HAND}")
    if not browser:
        made.notes.append(f"No browser was found that can make PDFs. {printing.BY_HAND}")
    return made
