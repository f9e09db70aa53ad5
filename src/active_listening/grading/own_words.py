"""Whether an answer is the learner's own: not the task given back, nor one pattern for all tasks.

A criterion finds what an answer has in it, so a text that holds the whole scene, or a little of
everything, meets many of them without having listened to anybody. Such an answer has no points
until a person gave some. Below the limits nothing happens: to take up a client's words is a skill
that the course teaches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from active_listening import coach
from active_listening.bank import Assignment, Rewrite

Words = tuple[str, ...]

TASK_RUN = 8
"""Words in a row that stand in the task too: from here on they count as taken from it."""
TAKEN = 18
"""How many words of an answer may be taken so; beyond, it counts only where they are more than two
thirds of it. No good answer and no model of the assignments (1,527 texts) goes beyond both."""
PATTERN_RUN = 5
"""Words in a row that stand under other tasks too: from here on they are a pattern."""
TASKS = 3
"""Under how many tasks a pattern stands that counts, where it makes up two fifths of an answer. In
228 sets of good answers, each by one writer, no answer has more than a third of such words."""

FROM_THE_TASK = "Most of this stands in the task already. Said in your own words, it gets points."
A_PATTERN = "Much of this stands under other tasks too. Each of them asks for an answer of its own."
LOOKED_AT = "As it is, a person will look at it."

_WORD = re.compile(r"[^\W_]+")
_PERSON = "i me my mine we us our ours you your yours he him his she her they them their"
_BE = "am are is was were be been m re s"
_FOLDED = dict.fromkeys(_PERSON.split(), "@") | dict.fromkeys(_BE.split(), "be")


def against(assignment: Assignment, answers: Mapping[str, Any]) -> dict[str, str]:
    """Why an answer is not the learner's own, by item; most learners have none such."""
    lines = {
        item: _words(text)
        for item in assignment.items
        if isinstance(item, Rewrite) and isinstance(text := answers.get(item.id), str)
        if coach.visible(text) and len(text) <= coach.LIMIT
    }
    seen = Counter(run for said in lines.values() for run in set(_runs(said, PATTERN_RUN)))
    patterns = {run for run, count in seen.items() if count >= TASKS}
    found = {}
    for item, said in lines.items():
        if _is_from_the_task(said, item):
            found[item.id] = f"{FROM_THE_TASK} {LOOKED_AT}"
        elif patterns and 5 * _covered(said, patterns, PATTERN_RUN) >= 2 * len(said):
            found[item.id] = f"{A_PATTERN} {LOOKED_AT}"
    return found


def _is_from_the_task(said: Words, item: Rewrite) -> bool:
    if len(said) < TAKEN:
        return False
    taken = _covered(said, _runs_of(item.scene, item.client, item.original), TASK_RUN)
    return taken >= TAKEN and 3 * taken > 2 * len(said)


def _covered(said: Words, runs: Collection[Words], length: int) -> int:
    """How many words stand in one of some runs."""
    covered: set[int] = set()
    for at, run in enumerate(_runs(said, length)):
        if run in runs:
            covered.update(range(at, at + len(run)))
    return len(covered)


@cache
def _runs_of(*parts: str) -> frozenset[Words]:
    return frozenset(run for part in parts for run in _runs(_words(part), TASK_RUN))


def _runs(said: Words, length: int) -> Iterator[Words]:
    """Each run of so many words; of a shorter text, the whole."""
    for at in range(max(1, len(said) - length + 1)):
        yield said[at : at + length]


def _words(text: str) -> Words:
    """The words, folded: to change who speaks, or a form of "be", makes no sentence one's own."""
    return tuple(_FOLDED.get(word, word) for word in _WORD.findall(text.casefold()))
