"""Rubrics applied: which criteria an utterance meets, what that earns, and whether it passes.

What a criterion is worth, which are gates and what must hold to pass stand in
`data/coach/rubrics.yaml`; here stands how each is told from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from active_listening import resources
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Criterion, Flaw, Met, Question, Span, Verdict
from active_listening.coach.text import Sentence
from active_listening.coach.topic import Facets, on_topic

MAX_WORDS = 25
"""Words that can be said in one breath, about ten seconds at 150 words a minute."""
_EARNED: dict[Met, float] = {"full": 1.0, "half": 0.5, "no": 0.0, "n/a": 1.0}
_LEVEL: dict[str, int] = {"no": 0, "half": 1, "full": 2, "n/a": 2}


class Task(Protocol):
    """What an answer replies to. Items of the bank are such."""

    @property
    def rubric(self) -> str:
        """ "rewrite" or "keep_closed"."""

    @property
    def original(self) -> str:
        """The question it replaces."""

    @property
    def facets(self) -> Facets:
        """Words that show it serves the purpose, by facet; may be empty."""


class Evidence(NamedTuple):
    """What the criteria look at."""

    text: str
    sentences: Sequence[Sentence]
    question: Question
    flaws: Sequence[Flaw]
    task: Task


Found = tuple[Met, Span | None, str, str | None]
"""How far a criterion is met, where, the reason's id and, unless met in full, a tip's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a rubric, as the data has it. `needs`: the level that passing asks for."""

    id: str
    label: str
    points: float
    gate: bool
    needs: int


@lru_cache
def _rubrics() -> dict[str, tuple[Rule, ...]]:
    loaded: dict[str, Any] = resources.load_mapping("coach/rubrics.yaml")
    return {
        name: tuple(
            Rule(
                c["id"], c["label"], c["points"], c.get("gate", False), _LEVEL[c.get("pass", "no")]
            )
            for c in rubric["criteria"]
        )
        for name, rubric in loaded.items()
    }


def rubric(name: str) -> tuple[Rule, ...]:
    """The criteria of a rubric, in order. Raises KeyError with the names there are."""
    if name not in _rubrics():
        raise KeyError(f'There is no rubric "{name}". Known: {", ".join(_rubrics())}.')
    return _rubrics()[name]


def judge(seen: Evidence) -> tuple[tuple[Criterion, ...], float | None, Verdict]:
    """The criteria, points (0 to 100) and verdict of an utterance under its task's rubric.

    Where the author gave no facets and the two questions share no word, nothing tells whether they
    serve one purpose. If all hangs on that, the verdict is unsure and there are no points.
    """
    rules = rubric(seen.task.rubric)
    tests = _TESTS[seen.task.rubric]
    found = tuple(Criterion(rule.id, *tests[rule.id](seen)) for rule in rules)
    pairs = list(zip(rules, found, strict=True))
    shut = any(rule.gate and _LEVEL[c.met] < rule.needs for rule, c in pairs)
    points = 0.0 if shut else sum(rule.points * _EARNED[c.met] for rule, c in pairs)
    short = [c for rule, c in pairs if _LEVEL[c.met] < rule.needs]
    if short and all(c.reason == "topic_unknown" for c in short):
        return found, None, "unsure"
    return found, points, "not_yet" if short else "pass"


def _asks(seen: Evidence) -> Found:
    words = sum(len(sentence.words) for sentence in seen.sentences)
    if seen.question.tier == "none":
        return "no", None, "asks_nothing", "tip_ask"
    if words < 2:
        return "no", seen.question.span, "asks_one_word", "tip_ask"
    return "full", seen.question.span, "asks_something", None


def _not_closed(seen: Evidence) -> Found:
    question = seen.question
    if question.tier == "none":
        return "n/a", None, "asks_nothing", None
    if question.reason == "check_back":
        return "half", question.span, "check_back", "tip_after_check"
    if question.tier == "closed":
        return (
            "no",
            question.span,
            question.reason,
            f"tip_{_WAY_OUT.get(question.reason, 'open_up')}",
        )
    return "full", question.span, question.reason, None


_WAY_OUT = {
    "tag": "drop_tag",
    "statement": "from_statement",
    "listed_choice": "drop_choice",
    "either_or": "drop_choice",
    "scale": "from_scale",
    "proposal": "from_proposal",
}


def _wide(seen: Evidence) -> Found:
    question = seen.question
    if question.tier == "open":
        return "full", question.span, question.reason, None
    if question.tier == "focused":
        return "half", question.span, question.reason, "tip_from_fact"
    if question.tier == "none":
        return "no", None, "asks_nothing", "tip_ask"
    return "no", question.span, question.reason, f"tip_{_WAY_OUT.get(question.reason, 'open_up')}"


def _plain_closed(seen: Evidence) -> Found:
    question = seen.question
    if question.tier == "open":
        return "no", question.span, "too_wide", "tip_close"
    if question.tier == "none":
        return "n/a", None, "asks_nothing", None
    return "full", question.span, question.reason, None


def _without(*ids: str, clean: str) -> Callable[[Evidence], Found]:
    """A criterion that holds unless one of these flaws is there."""

    def test(seen: Evidence) -> Found:
        for flaw in seen.flaws:
            if flaw.id in ids:
                return "no", flaw.span, flaw.reason, f"tip_{flaw.id}"
        return "full", None, clean, None

    return test


def _on_topic(seen: Evidence) -> Found:
    words = [word for sentence in seen.sentences for word in sentence.words]
    place = seen.question.span
    asking = [
        sentence.words
        for sentence in seen.sentences
        if place and sentence.span[0] <= place[0] < sentence.span[1]
    ]
    task = seen.task
    met, span, reason = on_topic(words, asking[0] if asking else words, task.original, task.facets)
    tips = {"full": None, "half": "tip_generic", "no": "tip_off_topic"}
    return met, span, reason, tips[met]


_OURS = ("we", "our", "ours", "my")
_ASKING = ("open_invitation", "open_polite", "open_curious")


def _about_client(seen: Evidence) -> Found:
    """Their side is named, or nobody's is; ours alone is not theirs.

    The speaker of a request ("we'd like to hear ...") asks, and is not what is asked about.
    """
    words = [word for sentence in seen.sentences for word in sentence.words]
    people = lexicon().words("people") - {*_OURS, "us", "i", "me"}
    for word in words:
        if word.text in people or word.text in ("yours", "yourself", "yourselves"):
            return "full", (word.start, word.end), "about_them", None
    asking = seen.question.span if seen.question.reason in _ASKING else None
    for word in words:
        if word.text in _OURS and not (asking and asking[0] <= word.start < asking[1]):
            return "no", (word.start, word.end), "about_us", "tip_their_side"
    return "full", None, "about_no_one", None


def _sayable(seen: Evidence) -> Found:
    count = sum(len(sentence.words) for sentence in seen.sentences)
    clitics = sum(word.text[0] == "'" for s in seen.sentences for word in s.words)
    count, lead_ins = count - clitics, len(seen.sentences) - 1
    if count <= MAX_WORDS and lead_ins <= 1:
        return "full", None, "sayable", None
    reason = "too_long" if count > MAX_WORDS else "long_lead_in"
    return (
        "half" if count <= 1.6 * MAX_WORDS and lead_ins <= 2 else "no",
        None,
        reason,
        "tip_shorter",
    )


_no_lead = _without("leading", "solution_in_disguise", clean="no_lead")
_no_blame = _without("loaded", "blaming", clean="no_blame")
_single = _without("double_barrelled", "multiple", clean="one_thing")

_TESTS: dict[str, dict[str, Callable[[Evidence], Found]]] = {
    "rewrite": {
        "Q1": _asks,
        "Q2": _not_closed,
        "Q3": _wide,
        "Q4": _no_lead,
        "Q5": _no_blame,
        "Q6": _single,
        "Q7": _on_topic,
        "Q8": _about_client,
        "Q9": _sayable,
    },
    "keep_closed": {
        "K1": _asks,
        "K2": _plain_closed,
        "K3": _no_lead,
        "K4": _no_blame,
        "K5": _single,
        "K6": _on_topic,
        "K7": _sayable,
    },
}
