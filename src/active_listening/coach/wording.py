"""A reading in words for people: their text cut at the marks, and sentences for the ids.

Lessons, feedback pages and the command line show what is made here, so that a trainer's rewording
reaches all of them, and the text is cut where a character is a code point.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from active_listening.coach.catalogue import say
from active_listening.coach.reading import Reading, Span
from active_listening.coach.rubrics import rubric as rules_of

TIERS = {"open": "open", "focused": "focused", "closed": "closed", "none": "no question"}
FLAWS = {
    "leading": "leading",
    "loaded": "loaded",
    "blaming": "blaming",
    "double_barrelled": "double",
    "multiple": "several questions",
    "solution_in_disguise": "solution in disguise",
}
SIGNS = {"full": ("✓", "met"), "half": ("◐", "half met"), "no": ("○", "not yet")}
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
        start, end = question.span
        found.append(Mark(start, end, question.tier, TIERS[question.tier]))
    for flaw in reading.flaws:
        if flaw.span:
            start, end = flaw.span
            found.append(Mark(start, end, "flaw", FLAWS.get(flaw.id, flaw.id)))
    return found


def said(reading: Reading, id: str, span: Span | None) -> str:
    """The sentence for a reason or tip, with the words it is about."""
    try:
        return say(id, words=reading.text[slice(*span)] if span else "")
    except KeyError:  # a trainer took the text out: the rest of the reading still helps
        return ""


def criteria(reading: Reading, rubric: str) -> list[dict[str, str]]:
    """What was met, criterion by criterion, in words; what does not apply is left out."""
    labels = {rule.id: rule.label for rule in rules_of(rubric)}
    listed = []
    told = set()  # one cause may decide several criteria; it is explained once
    for one in reading.criteria:
        if one.met == "n/a":
            continue
        sign, word = SIGNS[one.met]
        reason = said(reading, one.reason, one.span)
        if (one.met, reason) in told:
            reason = ""
        told.add((one.met, reason))
        label = labels.get(one.id, one.id)
        listed.append(
            {"id": one.id, "met": one.met, "sign": sign, "word": word, "label": label,
             "reason": reason}
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


VERDICTS = {
    "pass": "This does the job.",
    "not_yet": "Not there yet.",
    "unsure": "I can't tell. Compare it with the models and decide.",
}
UNSURE = "I can't tell what this asks, so I mark nothing here. It costs you nothing."
UNSURE_TOPIC = "I can't tell whether this serves the same purpose. It costs you nothing."
_TONES = {
    "rewrite": {"open": "good", "focused": "half"},
    "keep_closed": {"closed": "good", "focused": "good"},
}


def page(reading: Reading, rubric: str | None = None, wanted: str = "rewrite") -> dict[str, Any]:
    """Everything the page shows of `reading`; with `rubric`, its criteria and tips too.

    `tone` is good, half or try: how far the tier is what is wanted here, which is for `rubric` to
    say, or `wanted` where there is none.
    """
    unknown = any(criterion.reason == "topic_unknown" for criterion in reading.criteria)
    unsure = reading.verdict == "unsure"
    tier = reading.question.tier
    shown: dict[str, Any] = {
        "tier": "unsure" if unsure else tier,
        "tier_word": "not sure" if unsure else TIERS[tier],
        "tone": "half" if unsure else _TONES[rubric or wanted].get(tier, "try"),
        "head": (UNSURE_TOPIC if unknown else UNSURE) if unsure else head(reading),
        "segments": segments(reading.text, [] if unsure else marks_of(reading)),
        "flaws": [
            {"word": FLAWS.get(f.id, f.id), "reason": said(reading, f.reason, f.span)}
            for f in reading.flaws
            if not unsure
        ],
        "criteria": criteria(reading, rubric) if rubric and not unsure else [],
        "tips": tips(reading) if rubric and not unsure else [],
        "verdict": reading.verdict,
        "status": "",
    }
    shown["status"] = status(shown)
    return shown


def status(shown: dict[str, Any]) -> str:
    """One short sentence for a screen reader, said when the learner pauses."""
    met = sum(one["met"] == "full" for one in shown["criteria"])
    counted = f" {met} of {len(shown['criteria'])} met." if shown["criteria"] else ""
    try_this = f" Try: {shown['tips'][0]}" if shown["tips"] else ""
    return f"{shown['tier_word'].capitalize()}.{counted}{try_this}"
