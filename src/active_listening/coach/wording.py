"""A reading in words for people: their text cut at the marks, and sentences for the ids.

Lessons, feedback pages and the command line show what is made here, so that a trainer's rewording
reaches all of them, and the text is cut where a character is a code point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from active_listening import coach
from active_listening.coach.catalogue import say, say_move, word
from active_listening.coach.reading import Move, Reading, Span

SIGNS = {"full": "✓", "half": "◐", "no": "○", "more": "+"}
"""`more`: what an answer that passes could have besides."""
ROADBLOCKS = frozenset(
    [
        "defending",
        "blaming",
        "minimising",
        "overpromising",
        "interrupting",
        "advising",
        "reversal",
        "self_story",
    ]
)
"""Moves that keep a client from being heard (Gordon, Leader Effectiveness Training, 1977)."""
MOST_TIPS = 3


class Mark(NamedTuple):
    """A stretch of text in code points, the kind that styles it, the word that names it."""

    start: int
    end: int
    kind: str
    label: str


def segments(text: str, marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """`text` cut at every mark's edge: {"text", "kinds", "labels"}.

    Overlapping marks share segments. The labels of marks that touch stand together with the last
    segment of their run, so that they do not break up the learner's phrase.
    """
    kept = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    edges = sorted({0, len(text), *(m.start for m in kept), *(m.end for m in kept)})
    parts: list[dict[str, Any]] = []
    run: list[str] = []
    for a, b in pairwise(edges):
        here = [m for m in kept if m.start <= a and b <= m.end]
        if not here and run:
            parts[-1]["labels"], run = run, []
        run += [m.label for m in here if m.label and m.label not in run]
        parts.append({"text": text[a:b], "kinds": [m.kind for m in here], "labels": []})
    if run:
        parts[-1]["labels"] = run
    return parts


def marks_of(reading: Reading) -> list[Mark]:
    """The words of a reading that decided: those of its question, then those of each flaw."""
    found = []
    question = reading.question
    if question.span:
        found.append(Mark(*question.span, question.tier, word("tiers", question.tier)))
    for flaw in reading.flaws:
        found.append(Mark(*flaw.span, "flaw", word("flaws", flaw.id)))
    return found


def marks_of_moves(reading: Reading) -> list[Mark]:
    """The words of each move; a roadblock is underlined as a flaw is."""
    return [
        Mark(*move.span, "flaw" if move.id in ROADBLOCKS else "note", word("moves", move.id))
        for move in reading.moves
    ]


def marks_by(reading: Reading, rubric: str) -> list[Mark]:
    """The words to mark in an answer under `rubric`: what made its question, or its moves.

    A thought is said to nobody, so it has no moves; what falls short in it is marked.
    """
    if rubric in _TONES:
        return marks_of(reading)
    if rubric in _THOUGHTS:
        short = [one for one in reading.criteria if one.span and one.met in ("no", "half")]
        return [Mark(*one.span, "flaw", "") for one in short if one.span]
    return marks_of_moves(_as_reply(reading))


def _as_reply(reading: Reading) -> Reading:
    """The reading without questions that only put another move: "Since Monday?", "is that it?"."""
    others = [move.span for move in reading.moves if move.id not in _QUESTIONS]

    def put_another(move: Move) -> bool:
        a, b = move.span
        return move.id in _QUESTIONS and any(x <= a and b <= y for x, y in others)

    return replace(reading, moves=tuple(m for m in reading.moves if not put_another(m)))


def read_as(reading: Reading) -> str:
    """ "I read that as: reflection of feeling, open question."; "" where a rubric knows better."""
    moves = list(dict.fromkeys(word("moves", move.id) for move in reading.moves))
    if not moves:
        return "" if reading.verdict == "pass" else word("said", "no_moves")
    return word("said", "read_as").replace("{moves}", ", ".join(moves))


def moves(reading: Reading) -> list[dict[str, str]]:
    """Each move in order: what it is called, and one sentence on what it does."""
    listed = []
    for move in reading.moves:
        try:
            reason = say_move(move.id, reading.text[slice(*move.span)])
        except KeyError:  # a trainer took the text out
            reason = ""
        listed.append({"id": move.id, "word": word("moves", move.id), "reason": reason})
    return listed


def said(reading: Reading, id: str, span: Span | None) -> str:
    """The sentence for a reason or tip, with the words it is about."""
    try:
        return say(id, words=reading.text[slice(*span)] if span else "")
    except KeyError:  # a trainer took the text out: the rest of the reading still helps
        return ""


def criteria(reading: Reading, rubric: str) -> list[dict[str, str]]:
    """What was met, criterion by criterion, in words; what does not apply is left out."""
    labels = {rule.id: rule.label for rule in coach.rubric(rubric)}
    listed = []
    told = set()  # one cause may decide several criteria; it is explained once
    for one in reading.criteria:
        if one.met == "n/a":
            continue
        reason = said(reading, one.reason, one.span)
        if (one.met, reason) in told:
            reason = ""
        told.add((one.met, reason))
        label = labels.get(one.id, one.id)
        met = "more" if one.met == "no" and reading.verdict == "pass" else one.met
        listed.append(
            {"id": one.id, "met": met, "sign": SIGNS[met], "word": word("met", met),
             "label": label, "reason": reason}
        )  # fmt: skip
    return listed


def tips(reading: Reading) -> list[str]:
    """At most three things to try, the most useful first: as the rubric orders its criteria."""
    wanting = [c for c in reading.criteria if c.tip and c.met in ("no", "half")]
    wanting.sort(key=lambda c: c.met != "no")
    texts = dict.fromkeys(said(reading, c.tip or "", c.span) for c in wanting)
    return [text for text in texts if text][:MOST_TIPS]


def head(reading: Reading) -> str:
    """The tier in a word and why, in one sentence of the coach's."""
    question = reading.question
    return said(reading, question.reason, question.span)


_TONES = {
    "rewrite": {"open": "good", "focused": "half"},
    "keep_closed": {"closed": "good", "focused": "good"},
}
_QUESTIONS = ("open_question", "focused_question", "closed_question")
_THOUGHTS = ("reframe", "review", "behaviour")
"""Rubrics for what is thought or said about a client, and not to them."""
_VERDICT_TONES = {"pass": "good", "not_yet": "try"}


def page(reading: Reading, rubric: str | None = None, wanted: str = "rewrite") -> dict[str, Any]:
    """Everything the page shows of `reading`; with `rubric`, its criteria and tips too.

    `tone` is good, half or try. For a question it says how far its tier is what is wanted here,
    which is for `rubric` to say, or `wanted` where there is none; for a reply, its verdict.
    """
    unsure = reading.verdict == "unsure"
    a_question = (rubric or wanted) in _TONES
    shown: dict[str, Any] = _head(reading, rubric or wanted, a_question=a_question)
    shown |= {
        "segments": segments(reading.text, [] if unsure else marks_by(reading, rubric or wanted)),
        "flaws": [
            {"word": word("flaws", f.id), "reason": said(reading, f.reason, f.span)}
            for f in reading.flaws
            if not unsure
        ],
        "moves": [] if unsure or a_question or rubric in _THOUGHTS else moves(_as_reply(reading)),
        "criteria": criteria(reading, rubric) if rubric and not unsure else [],
        "tips": tips(reading) if rubric and not unsure else [],
        "verdict": reading.verdict,
    }
    shown["status"] = status(shown)
    return shown


def _head(reading: Reading, wanted: str, *, a_question: bool) -> dict[str, str]:
    """What the reading comes to: a name, a tone, one sentence."""
    if reading.verdict == "unsure":
        sentence = _why_unsure(reading)
        name = word("tiers", "unsure")
        return {"tier": "unsure", "tier_word": name, "tone": "half", "head": sentence}
    tier = reading.question.tier
    if a_question:
        tone = _TONES[wanted].get(tier, "try")
        name = word("tiers", tier)
        return {"tier": tier, "tier_word": name, "tone": tone, "head": head(reading)}
    tone = _VERDICT_TONES.get(reading.verdict or "", "half")
    name = word("verdicts", reading.verdict) if reading.verdict else ""
    told = "" if wanted in _THOUGHTS else read_as(_as_reply(reading))
    return {"tier": tier, "tier_word": name.rstrip("."), "tone": tone, "head": told}


def _why_unsure(reading: Reading) -> str:
    """Why the coach cannot tell, in a sentence or two."""
    unknown = next((one for one in reading.criteria if one.reason in coach.UNKNOWN), None)
    if unknown is None or unknown.reason == "points_unknown":
        return word("said", "unsure")
    if unknown.reason == "topic_unknown":
        return word("said", "unsure_topic")
    told = said(reading, unknown.reason, unknown.span)
    return f"{told} {word('said', 'costs_nothing')}".strip()


def verdict(reading_verdict: str | None) -> str:
    """A verdict in a sentence; "" for none."""
    return word("verdicts", reading_verdict) if reading_verdict else ""


def status(shown: dict[str, Any]) -> str:
    """One short sentence for a screen reader, said when the learner pauses."""
    met = sum(one["met"] == "full" for one in shown["criteria"])
    counted = word("said", "met").replace("{n}", str(met))
    counted = counted.replace("{all}", str(len(shown["criteria"])))
    told = [f"{shown['tier_word'].capitalize()}."] if shown["tier_word"] else []
    told += [counted] if shown["criteria"] else []
    told += [word("said", "try").replace("{tip}", shown["tips"][0])] if shown["tips"] else []
    return " ".join(told)
