"""The fault laid at somebody's door, who may not be there: a client, a colleague, a department.

Where reviews look for who was at fault, people stop telling what happened (Edmondson, Psychological
safety and learning behavior in work teams, Administrative Science Quarterly 44, 1999). What the
speaker left undone is owned and blames nobody; so does what was missing in the way of working.
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import spoilers, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, clauses, denied, matches
from active_listening.coach.text import Word

_SUBJECT = 4
"""Words before a fault within which the one at fault stands."""
_REASON = 3
"""Words that "because they ..." has at least."""


def fault(answer: Answer) -> Span | None:
    """Words that lay the fault at the door of somebody else than the speaker."""
    met = spoilers.no_blame(answer)
    if met[0] == "no":
        return met[1]
    for sentence in answer.seen.sentences:
        for clause in clauses(sentence.words):
            found = _failed(clause) or _by_nature(clause) or _reason(clause) or _undone(clause)
            if found:
                return found
    return answer.anywhere("labels")


def _failed(clause: Words) -> Span | None:
    """ "The warehouse failed to check", "his own carelessness"; not "I forgot"."""
    for start, end in matches(tables.phrases("faults"), clause):
        before = {word.text for word in clause[max(0, start - _SUBJECT) : start]}
        if before and before.isdisjoint(tables.words("of_ours")):
            return clause[start].start, clause[end - 1].end
    for start, end in matches(tables.phrases("fault_words"), clause):
        if not denied(clause, start):
            return clause[start].start, clause[end - 1].end
    return None


def _somebody_else(word: Word) -> bool:
    named = word.capital and word.text not in tables.words("of_ours")
    return named or word.text in tables.words("by_nature")


def _by_nature(clause: Words) -> Span | None:
    """ "They never look": what people are said to be like."""
    for i, word in enumerate(clause[1:], 1):
        if word.text in ("always", "never") and clause[i - 1].text in tables.words("by_nature"):
            return clause[i - 1].start, word.end
    return None


def _reason(clause: Words) -> Span | None:
    """ "Because Claire was in a hurry", "since she wrote nothing down": what they left undone."""
    if clause[0].text not in ("because", "since", "as") or len(clause) < _REASON:
        return None
    lacking = any(w.text in tables.words("lacks") or w.text.endswith("n't") for w in clause)
    return (clause[0].start, clause[-1].end) if _somebody_else(clause[1]) and lacking else None


def _undone(clause: Words) -> Span | None:
    """ "Petra didn't check the hours": a duty of somebody else's, left undone."""
    for i in range(1, len(clause) - 1):
        text = clause[i].text
        k = i + 1 + (text == "did" and clause[i + 1].text == "not")
        if text not in ("didn't", "never", "hadn't") and k == i + 1:
            continue
        theirs = _somebody_else(clause[i - 1])
        if theirs and k < len(clause) and root(clause[k].text) in _duties():
            return clause[i - 1].start, clause[k].end
    return None


@lru_cache
def _duties() -> frozenset[str]:
    return frozenset(map(root, tables.words("duties")))
