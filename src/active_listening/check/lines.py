"""What must hold of items that match texts, or name what the coach may find in a typed line."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from active_listening import bank
from active_listening.coach import catalogue
from active_listening.lesson import heard

Finding = tuple[list[Any], str, str]


def match(item: bank.Quiz) -> Iterator[Finding]:
    """Each text on the left stands once; one on the right twice only where the author means it."""
    if len({bare(pair.say) for pair in item.pairs}) < len(item.pairs):
        yield ["pairs"], "two pairs have the same `say`", "Let each stand once."
    given = Counter(bare(pair.goes_with) for pair in item.pairs)
    for i, pair in enumerate(item.pairs):
        if given[bare(pair.goes_with)] > 1 and not pair.shared:
            mend = "Reword one; or give each of them `shared: true` if it is meant."
            yield ["pairs", i, "with"], "another pair has the same text on the right", mend
    if len({bare(pair.goes_with) for pair in item.pairs}) < len(
        {pair.goes_with for pair in item.pairs}
    ):
        mend = "Write it the same way each time, or say something else."
        yield ["pairs"], "two texts on the right differ only in their dress", mend
    extra = Counter(bare(text) for text in item.extra)
    for i, text in enumerate(item.extra):
        if given[bare(text)] or extra[bare(text)] > 1:
            mend = "Take it out, or say something that goes with nothing."
            yield ["extra", i], f'"{text}" is among the texts on the right already', mend


def bare(text: str) -> str:
    """A text without what an eye passes over: capitals, double spaces, a full stop."""
    return " ".join(text.casefold().split()).rstrip(".")


def text(item: bank.Quiz) -> Iterator[Finding]:
    """Names are those of the coach, each outcome has its feedback, each model comes out right."""
    moves, tiers = catalogue.names("moves"), catalogue.names("tiers")
    yield from _unknown(item.wants, ["wants"], moves | (tiers - {"none"}))
    yield from _unknown(item.spoils, ["spoils"], moves | tiers | catalogue.names("flaws"))
    feedback = item.feedback if isinstance(item.feedback, dict) else {}
    if item.spoils and "spoiled" not in feedback:
        yield ["feedback"], "`spoiled` is missing", "Say it: there is `spoils`."
    if "spoiled" in feedback and not item.spoils:
        mend = "Add `spoils:`, or take the feedback out."
        yield ["feedback", "spoiled"], "nothing spoils this line", mend
    if item.certainty or item.timed:
        field = "certainty" if item.certainty else "timed"
        yield [field], "a line that the coach reads does not go with it", "Take it out."
    for i, model in enumerate(item.models):
        reading = heard.read(item, model)
        came_out = heard.outcome(item, reading)
        if came_out != "right":
            names = ", ".join(sorted(heard.found_in(reading) - {"none"})) or "nothing"
            found = f"this model comes out {came_out}: the coach finds {names}"
            yield ["models", i], found, "Reword it, or see `wants` and `spoils`."


def replies(item: bank.Dialogue) -> Iterator[Finding]:
    """A reply is kept under a name that the coach may find."""
    known = catalogue.names("flaws") | catalogue.names("moves") | catalogue.names("tiers")
    for i, line in enumerate(item.lines):
        for field in ("replies", "say_of"):
            for name in getattr(line, field):
                if name not in known:
                    path = ["lines", i, field, name]
                    yield path, "the coach finds nothing of this name", _nearest(name, known)


def _unknown(names: Collection[str], path: list[Any], known: Collection[str]) -> Iterator[Finding]:
    for i, name in enumerate(names):
        if name not in known:
            yield [*path, i], f'"{name}" cannot stand here', _nearest(name, known)


def _nearest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(sorted(known))}."
