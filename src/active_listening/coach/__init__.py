"""The coach: reads what someone wrote and says what in it made it so.

``read(text)`` tells how wide a question is and what gets in its way; ``read(text, task)`` also
judges it by the task's rubric. A pure function: no network, no chance, no memory. What comes out is
a `Reading`; `say` turns its ids into sentences. How it works: README.md in this folder.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from active_listening.coach.catalogue import say
from active_listening.coach.reading import Criterion, Flaw, Move, Question, Reading, Span
from active_listening.coach.text import visible

if TYPE_CHECKING:
    from active_listening.coach.rubrics import UNKNOWN, Rule, Task, rubric

__all__ = [
    "LIMIT",
    "UNKNOWN",
    "VERSION",
    "Criterion",
    "Flaw",
    "Move",
    "Question",
    "Reading",
    "Rule",
    "Span",
    "Task",
    "TooLong",
    "read",
    "rubric",
    "say",
    "visible",
    "warm",
]

VERSION: Final = "7"
"""Goes up whenever a rule changes what any text is read as; stored beside every answer."""
LIMIT: Final = 10_000
"""The longest text read, in code points: far beyond anything said to a client."""
_OF_RUBRICS = ("UNKNOWN", "Rule", "Task", "rubric")
"""What is loaded when it is first named: a page is drawn before anything is read."""


def __getattr__(name: str) -> Any:
    if name in _OF_RUBRICS:
        return getattr(importlib.import_module("active_listening.coach.rubrics"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class TooLong(ValueError):
    """The text is longer than `LIMIT`; the message is for the one who typed it."""


def read(text: str, asked: Task | None = None, client: str = "") -> Reading:
    """The reading of one utterance. Its verdict is unsure where it is no English, task or not.

    Args:
        text: what was typed, at most `LIMIT` code points, any Unicode.
        asked: what it answers, such as an item of the bank; its rubric gives criteria and points.
        client: the client's line before it, where there is one; a task that has one brings its own.

    Raises:
        TooLong: with the limit, in words for the learner.
        KeyError: where the task names a rubric that is not in `data/coach/rubrics.yaml`.
    """
    if len(text) > LIMIT:
        raise TooLong(
            f"That is {len(text):,} characters; the limit is {LIMIT:,}. "
            "Nothing was lost: shorten it here."
        )
    from active_listening.coach import reader  # the rules and their tables, once a kernel

    return reader.read(text, asked, client)


def warm() -> None:
    """Loads tables and dictionary, about a second's work, so that no reading waits for them."""
    for line in ("Say, what happened?", "At least you were worried, but calm down.", "zork plurk"):
        read(line)
