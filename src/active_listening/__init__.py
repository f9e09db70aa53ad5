"""Active listening: a course in Jupyter with a coach that reads what you write.

A lesson's first cell is ``from active_listening import *``; each later one is one call, such as
``quiz("shortest-answer")``. What a call needs is imported when it is first named, so that importing
this package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import Any

__all__ = [
    "dialogue",
    "hand_in",
    "marking",
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
_HOMES = {"marking": "active_listening.classroom.marking"}
"""Where a call is that is no part of a lesson."""


def __getattr__(name: str) -> Any:
    if name in __all__:
        home = _HOMES.get(name, "active_listening.lesson")
        return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
