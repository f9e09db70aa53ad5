"""The coach: reads what someone wrote and says what in it made it so.

``read(text)`` tells how wide a question is and what gets in its way; ``read(text, task)`` also
judges it by the task's rubric. A pure function: no network, no chance, no memory. What comes out is
a `Reading`; `say` turns its ids into sentences. How it works: README.md in this folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from active_listening.coach.catalogue import say
from active_listening.coach.english import is_english
from active_listening.coach.flaws import find_flaws
from active_listening.coach.grammar import Ask
from active_listening.coach.moves import find_moves, place
from active_listening.coach.question import asks, is_check_back
from active_listening.coach.reading import Criterion, Flaw, Move, Question, Reading, Span
from active_listening.coach.rubrics import Evidence, Rule, Task, judge, rubric
from active_listening.coach.text import Sentence, sentences, visible

__all__ = [
    "LIMIT",
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

VERSION: Final = "5"
"""Goes up whenever a rule changes what any text is read as; stored beside every answer."""
LIMIT: Final = 10_000
"""The longest text read, in code points: far beyond anything said to a client."""
_Asked = tuple[Sentence, Ask]


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
    parts = sentences(text)
    if not is_english(text, parts):
        if asked is not None:
            rubric(asked.rubric)  # an unknown rubric is told, whatever was typed
        return Reading(text, Question("none", None, "unreadable"), verdict="unsure")
    heard = sentences(client or getattr(asked, "client", ""))
    every = _without_lead_ins([(sentence, ask) for sentence in parts for ask in asks(sentence)])
    checks = [(s, a) for s, a in every if is_check_back(s.words, a)]
    real = [pair for pair in every if pair not in checks]
    question = _question(real, checks)
    flaws = find_flaws(parts, real, heard)
    moves = find_moves(parts, every, checks, heard)
    if asked is None:
        return Reading(text, question, flaws, moves)
    evidence = Evidence(text, parts, question, flaws, asked, moves)
    criteria, points, verdict = judge(evidence)
    return Reading(text, question, flaws, moves, criteria, points, verdict)


def _without_lead_ins(every: list[_Asked]) -> list[_Asked]:
    """ "I'd like to understand this. What happened?": the statement only leads to the question."""
    direct = [pair for pair in every if pair[1].reason != "open_curious"]
    return direct or every


def _question(real: Sequence[_Asked], checks: Sequence[_Asked]) -> Question:
    """The question left ringing: the last that is not a check-back or a mere "and why?"."""
    for sentence, ask in reversed(real):
        tail = ask.reason == "open_why" and len(sentence.words) - ask.start <= 3
        if not tail or (sentence, ask) == real[0]:
            return Question(ask.tier, place(sentence.words, ask), ask.reason)
    if checks:
        sentence, ask = checks[-1]
        return Question("closed", place(sentence.words, ask), "check_back")
    return Question("none", None, "asks_nothing")


def warm() -> None:
    """Loads tables and dictionary, about a second's work, so that no reading waits for them."""
    for line in ("Say, what happened?", "At least you were worried, but calm down.", "zork plurk"):
        read(line)
