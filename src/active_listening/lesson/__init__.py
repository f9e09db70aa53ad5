"""What a learner sees: eleven calls, each of which shows one activity of the course.

A lesson's code cells hold these calls and nothing else. Each takes an id from `data/` and shows the
activity; none returns anything, prints anything else or raises: what goes wrong is told in a box.
Importing this package is cheap; the widgets behind it are loaded by the first activity shown.
"""

from __future__ import annotations

__all__ = [
    "dialogue",
    "hand_in",
    "observe",
    "options",
    "progress",
    "quiz",
    "reply",
    "rewrite",
    "roleplay",
    "skill_check",
    "worksheet",
]


def quiz(id: str) -> None:
    """Show the quiz question `id` of data/quizzes."""
    _show("quiz", id)


def rewrite(id: str) -> None:
    """Show the line to rewrite `id`: with the coach in a lesson, without in an assignment."""
    _show("rewrite", id)


def reply(id: str) -> None:
    """Show the client's line `id`, to be answered: with the coach in a lesson, else without."""
    _show("reply", id)


def dialogue(id: str) -> None:
    """Show the scene `id` of data/dialogues, step by step."""
    _show("dialogue", id)


def roleplay(id: str) -> None:
    """Show the scene `id` of data/roleplays, whose client answers back."""
    _show("roleplay", id)


def worksheet(id: str) -> None:
    """Show the form `id`: a card of a lesson, or a free answer of an assignment."""
    _show("worksheet", id)


def options(id: str) -> None:
    """Show the options to think of `id` of data/options."""
    _show("options", id)


def observe(id: str) -> None:
    """Show the talk to code `id` of data/observations."""
    _show("observe", id)


def skill_check(id: str) -> None:
    """Show the form `id` of the test, of data/forms: all its tasks, one at a time."""
    _show("skill_check", id)


def hand_in(name: str) -> None:
    """Show what is still empty in the assignment `name`, and the button that hands it in."""
    _show("hand_in", name)


def progress() -> None:
    """Show where the learner stands; let them see, export, import and delete the record."""
    _show("progress", "")


def _show(kind: str, id: str) -> None:
    from .show import show

    show(kind, id)
