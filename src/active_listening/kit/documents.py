"""The six documents of a workshop as HTML: no script, nothing loaded, everything escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import jinja2

from active_listening import bank
from active_listening.bank import Workshop
from active_listening.kit import content, markdown
from active_listening.pages import templates

PAPERS = {"a4": ("A4", "297mm", "210mm"), "letter": ("letter", "279.4mm", "215.9mm")}
"""Each paper's name in CSS, its height and its width."""

NAMES = ("guide", "slides", "handout", "observer_sheet", "pocket_card", "ready_clients")
"""One document each, and its template."""


@lru_cache
def environment() -> jinja2.Environment:
    """The kit's templates."""
    made = templates(Path(__file__).with_name("templates"))
    made.filters["inline"] = markdown.inline
    return made


def pages(workshop: Workshop, paper: str = "a4") -> dict[str, str]:
    """Name to HTML, for every document.

    Raises:
        ContentError: where something that the workshop names is not there, or is broken.
    """
    size, height, width = PAPERS[paper]
    card, handout = workshop.card, workshop.handout
    shown = {
        "workshop": workshop,
        "lesson": workshop.lesson[:2],
        "size": size,
        "height": height,
        "width": width,
        "slots": content.slots(workshop),
        "calls": content.calls(workshop),
        "codes": content.part(workshop, card.codes),
        "card_test": content.part(workshop, card.test),
        "test": content.part(workshop, handout.test),
        "flaws": content.part(workshop, handout.flaws),
        "rewrites": [bank.rewrite(id) for id in handout.rewrites],
        "goal": bank.worksheet(handout.goal),
    }
    return {name: environment().get_template(f"{name}.html").render(shown) for name in NAMES}
