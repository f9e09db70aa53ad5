"""What a learner would call an activity: its question, its line, its title."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.bank.boxes import line_of

PRACTICE = "Practice room"


def _question(found: bank.Quiz) -> str:
    """What a question asks; where it is a statement to judge, that."""
    return f"True or false? {found.statement}" if found.statement else found.prompt


def _scene(id: str) -> str:
    """The title of a role-play."""
    from active_listening import roleplays  # dear, and few have any

    return roleplays.find(id).title


NAMES: dict[str, tuple[Callable[[str], Any], Callable[[Any], str], int]] = {
    "quiz": (bank.quiz, _question, 100),
    "rewrite": (bank.rewrite, line_of, 100),
    "reply": (bank.reply, line_of, 100),
    "dialogue": (bank.dialogue, lambda found: found.title, 0),
    "worksheet": (bank.worksheet, lambda found: found.title or found.prompts[0].ask, 0),
    "options": (bank.options, lambda found: found.ask, 0),
    "observe": (bank.observation, lambda found: found.title, 100),
    "roleplay": (bank.roleplay, lambda found: _scene(found.scene), 0),
    "skill_check": (bank.form, lambda found: found.title, 100),
    "assignment": (bank.assignment, lambda found: "Handed in", 0),
}
"""By the call that shows it: what finds it, what names it, its most points (0: none)."""


def name_of(call: str, id: str) -> str:
    """The name of an activity whose call is known. Raises ContentError."""
    find, named, _ = NAMES[call]
    return named(find(id))


def describe(item: str, call: str = "") -> tuple[str, str, int]:
    """Where an item stands, what a learner would call it, and its most points (0: no points).

    call: what shows it, where that is known; else every kind is tried.
    """
    for name in [call] if call in NAMES else NAMES:
        find, called, most = NAMES[name]
        with suppress(bank.ContentError):
            found = find(item)
            stem = Path(found.source.rpartition(":")[0]).stem if name != "assignment" else item
            graded = getattr(found, "graded", False) or name == "assignment"
            title = f"{'Assignment' if graded else 'Lesson'} {stem[:2]}"
            title = PRACTICE if name == "roleplay" and not graded else title
            return title, called(found), found.max_points if name == "assignment" else most
    return "Other", item, 0
