"""What the coach says: reasons and tips by id, from `data/coach/reasons.yaml`.

A trainer rewords or translates that file; nothing here changes. In a text, ``{words}`` stands for
the learner's own words.
"""

from __future__ import annotations

from functools import lru_cache

from active_listening import resources


@lru_cache
def texts() -> dict[str, str]:
    """Every text by its id, reasons and tips together."""
    loaded = resources.load_mapping("coach/reasons.yaml")
    return {**loaded["reasons"], **loaded["tips"]}


def say(id: str, words: str = "") -> str:
    """The sentence for a reason or a tip, the learner's words put in.

    Raises:
        KeyError: where the catalogue has no text for `id`.
    """
    return texts()[id].replace("{words}", words.strip())
