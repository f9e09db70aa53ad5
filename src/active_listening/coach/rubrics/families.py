"""Which families of feelings count as what the client feels.

The families are those of `data/coach/feelings.yaml`. Which lie near each other stands in
`data/coach/replies.yaml`, after the circle of Plutchik (Emotion: A Psychoevolutionary Synthesis,
1980), where neighbours blend: one who is let down is often angry, one who is worried tires.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from active_listening.coach.feelings import find_feelings
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.roots import root
from active_listening.coach.text import sentences

PLEASANT = frozenset(["relieved"])


class Wanted(NamedTuple):
    """The families that count, and the roots of words that an author added to them."""

    families: frozenset[str]
    roots: frozenset[tuple[str, ...]]


@lru_cache(maxsize=512)
def wanted(feelings: tuple[str, ...]) -> Wanted:
    """What counts for a task's feelings, each the name of a family or a plain word."""
    near = tables.pairs("near_families")
    own: set[str] = set()
    roots: set[tuple[str, ...]] = set()
    for one in feelings:
        words = [word for s in sentences(one) for word in s.words]
        own |= {one, *(feeling.family for feeling in find_feelings(words))}
        roots.add(tuple(root(word.text) for word in words))
    return Wanted(
        frozenset(own | {b for a, b in near if a in own} | {a for a, b in near if b in own}),
        frozenset(roots),
    )


def names_feeling(text: str) -> bool:
    """Whether a text is nothing but the name of a feeling."""
    words = [word for s in sentences(text) for word in s.words]
    found = find_feelings(words)
    return len(found) == 1 and found[0].end - found[0].start == len(words)
