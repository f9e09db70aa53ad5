"""The coach: reads what someone wrote and says what in it made it so.

``read(text)`` tells how wide a question is and what gets in its way; ``read(text, task)`` also
judges it by the task's rubric. A pure function: no network, no chance, no memory. What comes out is
a `Reading`; `say` turns its ids into sentences. How it works: README.md in this folder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from active_listening.coach.catalogue import say
from active_listening.coach.flaws import find_flaws
from active_listening.coach.grammar import Ask
from active_listening.coach.lexicon import lexicon
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
]

VERSION: Final = "1"
"""Goes up whenever a rule changes what any text is read as; stored beside every answer."""
LIMIT: Final = 10_000
"""The longest text read, in code points: far beyond anything said to a client."""
_Asked = tuple[Sentence, Ask]


class TooLong(ValueError):
    """The text is longer than `LIMIT`; the message is for the one who typed it."""


def read(text: str, asked: Task | None = None) -> Reading:
    """The reading of one utterance.

    Args:
        text: what was typed, at most `LIMIT` code points, any Unicode.
        asked: what it answers, such as an item of the bank; its rubric gives criteria and points.

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
    every = _without_lead_ins([(sentence, ask) for sentence in parts for ask in asks(sentence)])
    checks = [(s, a) for s, a in every if is_check_back(s.words, a)]
    real = [pair for pair in every if pair not in checks]
    question = _question(real, checks)
    flaws = find_flaws(parts, real)
    moves = _moves(every, checks)
    if asked is None:
        return Reading(text, question, flaws, moves)
    criteria, points, verdict = judge(Evidence(text, parts, question, flaws, asked))
    if _unreadable(text, parts):
        return Reading(text, question, flaws, moves, criteria, None, "unsure")
    return Reading(text, question, flaws, moves, criteria, points, verdict)


def _without_lead_ins(every: list[_Asked]) -> list[_Asked]:
    """ "I'd like to understand this. What happened?": the statement only leads to the question."""
    direct = [pair for pair in every if pair[1].reason != "open_curious"]
    return direct or every


def _place(sentence: Sentence, ask: Ask) -> Span:
    """The words that decide. After a wh-word its clause goes along, as far as a glance takes in."""
    words, last = sentence.words, max(ask.start, ask.end - 1)
    if ask.reason in ("open_what", "open_how", "open_why"):
        while last + 1 < min(len(words), ask.start + 5) and not words[last + 1].pause:
            last += 1
    return words[ask.start].start, words[last].end


def _question(real: Sequence[_Asked], checks: Sequence[_Asked]) -> Question:
    """The question left ringing: the last that is not a check-back or a mere "and why?"."""
    for sentence, ask in reversed(real):
        tail = ask.reason == "open_why" and len(sentence.words) - ask.start <= 3
        if not tail or (sentence, ask) == real[0]:
            return Question(ask.tier, _place(sentence, ask), ask.reason)
    if checks:
        return Question("closed", _place(*checks[-1]), "check_back")
    return Question("none", None, "asks_nothing")


def _moves(every: Sequence[_Asked], checks: Sequence[_Asked]) -> tuple[Move, ...]:
    return tuple(
        Move("check_back" if pair in checks else f"{pair[1].tier}_question", _place(*pair))
        for pair in every
    )


def _unreadable(text: str, parts: Sequence[Sentence]) -> bool:
    """Whether this is no English the coach can answer for: another language, or heaped words."""
    if _MIXED.search(text):
        return True
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c > "\u024f" for c in letters) > len(letters) / 2:
        return True
    words = [word.text for sentence in parts for word in sentence.words]
    if len(words) < 2:
        return False
    known = lexicon()
    foreign = sum(word in known.words("foreign") for word in words)
    english = sum(word in known.words("english") for word in words)
    if foreign > english or (foreign >= 2 and foreign * 2 >= english):
        return True
    if (len(words) >= 4 and english == 0) or _longest_heap(words) >= _HEAP:
        return True
    return any(_verbless(sentence) for sentence in parts)


_MIXED = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
"""A Latin letter beside a Greek or Cyrillic one: a word that is not what it looks like."""
_HEAP = 6
"""Words in a row with none of grammar among them; "weekend support desk" has three."""


def _verbless(sentence: Sentence) -> bool:
    """ "What trial van?": a wh-word before a heap in which nothing happens."""
    words = [word.text for word in sentence.words]
    if len(words) < 2 or words[0] not in ("what", "how", "why"):
        return False
    known = lexicon()
    verbs = known.words("auxiliaries") | known.words("verbs")
    return not any(
        word in verbs or word.endswith(("ing", "ed")) or (len(word) > 3 and word.endswith("s"))
        for word in words[1:]
    )


def _longest_heap(words: Sequence[str]) -> int:
    """The longest run of words that no article, pronoun, preposition or auxiliary breaks."""
    grammar, longest, run = lexicon().words("stopwords"), 0, 0
    for word in words:
        run = 0 if word in grammar else run + 1
        longest = max(longest, run)
    return longest
