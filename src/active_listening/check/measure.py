"""What a page takes and how hard it reads, for `check` and for `active-listening measure`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from active_listening.bank import Dialogue, Quiz, pages
from active_listening.bank.pages import Page
from active_listening.check import activities, reading
from active_listening.check.activities import Activity
from active_listening.check.limits import Limits

TOLD = frozenset("prompt feedback statement ask note scene say_of you predict title".split())
"""Fields in which an item speaks in the course's own words."""
READ = TOLD | frozenset(
    "say groups steps with extra client original replies starter text for need few".split()
)
"""Fields that a learner reads before or while answering. Models, which come after, are left out."""
UNREAD = frozenset({"facets", "worked", "misconception"})
_STATED = re.compile(r"^\*\*(?P<all>\d+) minutes\.\*\*[ \t]*(?P<parts>[^.\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stated:
    """The minutes that a lesson's first bold line states, whole and by part."""

    line: int
    minutes: int
    parts: tuple[int, ...]


def stated(page: Page) -> Stated | None:
    """``**60 minutes.** One call 15 · rewriting 45.`` as numbers."""
    found = _STATED.search(page.text)
    if not found:
        return None
    last = [re.findall(r"\d+", part) for part in found["parts"].split("·")]
    line = page.text.count("\n", 0, found.start()) + 1
    return Stated(line, int(found["all"]), tuple(int(part[-1]) if part else 0 for part in last))


def shown(page: Page, known: dict[str, Activity]) -> list[Activity]:
    """The activities of a page, in order; those that are not there are told elsewhere."""
    ids = [id for call in page.calls for id in activities.shown_by(call)]
    return [known[id] for id in ids if id in known]


def minutes(activity: Activity, limits: Limits) -> float:
    """What an activity takes. Graded items take nothing: a lesson states no time for them."""
    item, each = activity.item(), limits.minutes
    if isinstance(item, Quiz):
        if item.timed:
            return each["timed"]
        parts = {"sort": item.entries, "match": item.pairs, "mark": item.lines}.get(item.kind)
        return each[item.kind] * (1 if parts is None else len(parts))
    if isinstance(item, Dialogue):
        kinds = ["typed" if x.you else "predict" if x.predict else "line" for x in item.lines]
        return sum(each[kind] for kind in kinds)
    if activity.kind in ("rewrites", "replies"):
        return each[item.step]
    if activity.kind == "worksheets":
        return each["prompt"] * len(item.prompts)
    if activity.kind == "options":
        return each["option"] * item.least
    if activity.kind == "observations":
        return each["coded"] * len(item.coded) + each["line"] * len(item.lines)
    return each["roleplay"] if activity.kind == "roleplays" else 0.0


def words(page: Page) -> int:
    """How many words of prose a page has."""
    return sum(len(reading.words(text)) for _, text in page.paragraphs())


def by_verb(page: Page, known: dict[str, Activity], limits: Limits) -> dict[str, float]:
    """The minutes of a page: of reading, and of its activities by the call that shows them."""
    found = defaultdict(float, reading=words(page) / limits.words_per_minute)
    for call in page.calls:
        for id in activities.shown_by(call):
            if id in known:
                found[call.verb] += minutes(known[id], limits)
    return found


def grade(page: Page, known: dict[str, Activity]) -> float:
    """The reading grade of a page with the texts of its items."""
    texts = [text for _, text in page.paragraphs()]
    for activity in shown(page, known):
        if activity.kind != "roleplays":
            texts += [
                text.text
                for text in activities.texts(activity.kind, activity.entry)
                if text.inside(READ) and not text.inside(UNREAD)
            ]
    return reading.grade(texts)


def table(limits: Limits, name: str = "") -> list[str]:
    """The figures of every page, or of one, as lines to print.

    Raises:
        ValueError: where no page has this name.
    """
    known = activities.known()
    chosen = [page for page in pages.pages() if name in ("", page.name)]
    if not chosen:
        raise ValueError(f'There is no page "{name}" in data/lessons or data/assignments.')
    lines = []
    for page in chosen:
        lines.append(f"{page.kind}/{page.name}")
        lines.append(f"  reading grade {grade(page, known):.1f} of {limits.reading_grade:g}")
        if page.kind == "lessons":
            spent = by_verb(page, known, limits)
            parts = ", ".join(f"{verb} {took:.1f}" for verb, took in spent.items() if took)
            said = stated(page)
            told = f", {said.minutes} stated" if said else ""
            lines.append(f"  {sum(spent.values()):.0f} minutes counted{told}: {parts}")
    return lines
