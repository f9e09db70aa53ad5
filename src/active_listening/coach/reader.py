"""One utterance, read: its question, what is wrong with it, what it does, and how it is judged."""

from __future__ import annotations

from collections.abc import Sequence

from active_listening.coach.doubles import is_other_side
from active_listening.coach.english import is_english
from active_listening.coach.flaws import find_flaws
from active_listening.coach.grammar import Ask
from active_listening.coach.moves import find_moves, place
from active_listening.coach.question import asks, is_check_back
from active_listening.coach.reading import Question, Reading
from active_listening.coach.rubrics import Evidence, Task, judge, rubric
from active_listening.coach.text import Sentence, sentences

_Asked = tuple[Sentence, Ask]


def read(text: str, asked: Task | None, client: str) -> Reading:
    """As `coach.read`, which see; the length is not looked at."""
    parts = sentences(text)
    if not is_english(text, parts, talk=asked is None):
        if asked is not None:
            rubric(asked.rubric)  # an unknown rubric is told, whatever was typed
        return Reading(text, Question("none", None, "unreadable"), verdict="unsure")
    heard = sentences(client or getattr(asked, "client", ""))
    every = _without_lead_ins(_asked(parts))
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


def _asked(parts: Sequence[Sentence]) -> list[_Asked]:
    """Every question with its sentence; "Have you told him? That you won't go?" asks one thing."""
    found: list[_Asked] = []
    last = -2
    for n, sentence in enumerate(parts):
        own = asks(sentence)
        goes_on = last == n - 1 and [ask.reason for ask in own] == ["statement"]
        if own:
            last = n
        if not (goes_on and sentence.words[0].text == "that" and len(sentence.words) > 2):
            found += [(sentence, ask) for ask in own]
    return found


def _without_lead_ins(every: list[_Asked]) -> list[_Asked]:
    """ "I'd like to understand this. What happened?": the statement only leads to the question."""
    direct = [pair for pair in every if pair[1].reason != "open_curious"]
    return direct or every


def _question(real: Sequence[_Asked], checks: Sequence[_Asked]) -> Question:
    """The question left ringing: the last that is no check-back, "and why?" or other side."""
    for sentence, ask in reversed(real):
        tail = ask.reason == "open_why" and len(sentence.words) - ask.start <= 3
        tail = tail or (sentence is real[0][0] and is_other_side(sentence.words, ask.start))
        if not tail or (sentence, ask) == real[0]:
            return Question(ask.tier, place(sentence.words, ask), ask.reason)
    if checks:
        sentence, ask = checks[-1]
        return Question("closed", place(sentence.words, ask), "check_back")
    return Question("none", None, "asks_nothing")
