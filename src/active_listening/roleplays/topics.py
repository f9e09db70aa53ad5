"""What a turn is about: the topics whose words it says, typed or chosen.

Moves tell what a turn does. Where a scene hangs on what it names (whom to call in, say), the scene
lists the words, and conditions ask `about(topic)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from active_listening.roleplays.people import bare

Topics = Mapping[str, re.Pattern[str]]
_APART = re.compile(r"[\W_]+")
_WITHIN = re.compile("['’]")
_PARTS = "*"
"""At the end of a word it stands for any ending: "mediat*" is "mediator" and "mediation"."""


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these words or groups of words."""
    return re.compile(" (?:" + "|".join(map(_one, words)) + ") ")


def _one(words: str) -> str:
    stem = _plain(words.rstrip(_PARTS)).strip()
    return re.escape(stem) + (r"\w*" if words.endswith(_PARTS) else "")


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """Bare words, one space before, between and after; "don't" is one of them."""
    return f" {_APART.sub(' ', bare(_WITHIN.sub('', text))).strip()} "


def found(text: str, topics: Topics) -> frozenset[str]:
    """The topics that `text` is about."""
    plain = _plain(text) if topics else ""
    return frozenset(topic for topic, words in topics.items() if words.search(plain))
