"""The client who answers back: a simulated client without a language model.

A small state, rules that give their reasons, scenes in `data/roleplays/`, shared rules in
`data/client/`. How it works, and how to write a scene: docs/role-plays.md.
"""

from __future__ import annotations

from active_listening.roleplays.play import (
    Impossible,
    Play,
    Replayed,
    Step,
    Turn,
    as_data,
    check,
    from_data,
    replay,
    versions,
)
from active_listening.roleplays.scene import Scene, every, find, read

__all__ = [
    "Impossible",
    "Play",
    "Replayed",
    "Scene",
    "Step",
    "Turn",
    "as_data",
    "check",
    "every",
    "find",
    "from_data",
    "read",
    "replay",
    "versions",
]
