"""What a workshop names from elsewhere in `data/`: found, or told where it is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from active_listening import resources
from active_listening.bank import load, pages
from active_listening.bank.errors import ContentError, UnknownId
from active_listening.bank.workshop import Session, Slide, Slot, Workshop

Finding = tuple[list[Any], str, str]
"""Path of the field, what was found, how to mend it."""

_CODE = re.compile(r"^```.*?^```\n", re.MULTILINE | re.DOTALL)
_MARKS = re.compile(r"^[|>\-\s]+|\*+")


def part(lesson: str, beginning: str) -> str:
    """The part of a lesson that begins with some words, as Markdown.

    A part is a paragraph, a list or a table: what stands between two empty lines. Marks for bold,
    lists and tables do not count as words.

    Raises:
        ContentError: where no part, or more than one, begins so.
    """
    source = f"data/lessons/{lesson}.md"
    text = _page("lessons", lesson).read_text("utf-8")
    plain = re.sub(r"^> ?", "", _CODE.sub("", text), flags=re.MULTILINE)
    parts = [block.strip("\n") for block in re.split(r"\n\s*\n", plain)]
    found = [block for block in parts if _MARKS.sub("", block).startswith(beginning)]
    if len(found) == 1:
        return found[0]
    count = f"{len(found)} parts begin" if found else "no part begins"
    mend = "Quote more of its first words." if found else f"Copy its first words from {source}."
    raise ContentError(source, "", f'{count} with "{beginning}"', mend)


def _page(kind: str, name: str) -> Path:
    """A lesson's or an assignment's file. Raises UnknownId."""
    paths = sorted((resources.data() / kind).glob("*.md"))
    for path in paths:
        if path.stem == name:
            return path
    raise UnknownId(kind, name, [path.stem for path in paths])


def findings(item: Workshop) -> Iterator[Finding]:
    """What a schema cannot see: minutes that do not add up, ids and words that are not there."""
    yield from _adds_up(["slots"], "the slots", [s.minutes for s in item.slots], item.minutes)
    if item.people.least > item.people.most:
        yield ["people"], "the least is more than the most", "Exchange them."
    no_lesson = list(_missing(["lesson"], _page, "lessons", item.lesson))
    if no_lesson:
        yield from no_lesson  # its parts are missing with it
        return
    seen: set[str] = set()
    for i, slot in enumerate(item.slots):
        yield from _slot(["slots", i], slot, item.lesson, seen)
    yield from _missing(["assignment"], _page, "assignments", item.assignment)
    for field, wanted in (
        (["card", "codes"], item.card.codes),
        (["card", "test"], item.card.test),
        (["handout", "test"], item.handout.test),
        (["handout", "flaws"], item.handout.flaws),
    ):
        yield from _missing(field, part, item.lesson, wanted)
    for i, id in enumerate(item.handout.rewrites):
        yield from _missing(["handout", "rewrites", i], load.find, "rewrites", id)
    yield from _missing(["handout", "goal"], load.find, "worksheets", item.handout.goal)


def session(item: Session, page: pages.Page | None, known: Collection[str]) -> Iterator[Finding]:
    """What a schema cannot see of a session; `page` is its lesson's, `known` what stands on it."""
    if page is None:
        yield ["lesson"], f'no lesson is called "{item.lesson}"', "Copy its name from data/lessons."
        return
    yield from _adds_up(["slots"], "the slots", [s.minutes for s in item.slots], item.minutes)
    for i, slot in enumerate(item.slots):
        for j, id in enumerate(slot.uses):
            if id not in known:
                mend = f"Take one that stands on {item.lesson}."
                yield ["slots", i, "uses", j], f'"{id}" is no activity of the lesson', mend
    if not item.watch and not codes(page):
        mend = "Give `watch:`, what an observer counts."
        yield [], "the lesson has no table of codes", mend


def codes(page: pages.Page) -> str:
    """A lesson's table of codes, as Markdown; "" where it has none."""
    found = re.search(r"^\| code \|.*\n(?:\|.*\n)+", page.prose, re.MULTILINE)
    return found[0].rstrip() if found else ""


def _adds_up(path: list[Any], what: str, minutes: list[int], wanted: int) -> Iterator[Finding]:
    if sum(minutes) != wanted:
        short = wanted - sum(minutes)
        change = f"Add {short}" if short > 0 else f"Take {-short} away"
        found = f"{what} add up to {sum(minutes)} minutes, and {wanted} are declared"
        yield path, found, f"{change}, or change what is declared."


def _slot(path: list[Any], slot: Slot, lesson: str, seen: set[str]) -> Iterator[Finding]:
    if slot.id in seen:
        yield [*path, "id"], f'"{slot.id}" is used twice', "Choose another id."
    seen.add(slot.id)
    steps = [step.minutes for step in slot.steps]
    yield from _adds_up([*path, "steps"], "the steps", steps, slot.minutes)
    if slot.cut.saves > slot.minutes:
        mend = f"At most {slot.minutes}."
        yield [*path, "cut", "saves"], f"{slot.cut.saves} minutes saved of fewer", mend
    for i, step in enumerate(slot.steps):
        if not (step.do or step.say):
            mend = "Add `say:` or `do:`."
            yield [*path, "steps", i], "nothing is done or said here", mend
        for j, slide in enumerate(step.slides):
            yield from _slide([*path, "steps", i, "slides", j], slide, lesson)


def _slide(path: list[Any], slide: Slide, lesson: str) -> Iterator[Finding]:
    names = ("text", "part", "dialogue", "worked", "rewrites", "quiz", "worksheet", "client")
    shown = [name for name in names if getattr(slide, name)]
    if len(shown) != 1:
        found = f"it shows {' and '.join(shown) or 'nothing'}"
        yield path, found, f"One idea a slide: exactly one of {', '.join(names)}."
    if slide.part:
        yield from _missing([*path, "part"], part, lesson, slide.part)
    if slide.worked:
        yield from _missing([*path, "worked"], _worked, slide.worked)
    for i, id in enumerate(slide.rewrites):
        yield from _missing([*path, "rewrites", i], load.find, "rewrites", id)
    for kind, field in (
        ("dialogues", "dialogue"),
        ("quizzes", "quiz"),
        ("worksheets", "worksheet"),
    ):
        if getattr(slide, field):
            wanted = slide.lines if field == "dialogue" else slide.pick
            yield from _chosen(path, kind, field, getattr(slide, field), wanted)


def _worked(id: str) -> None:
    """Raises where there is no such practice rewrite, or none that is taken apart."""
    entry = load.find("rewrites", id)
    if "\n  worked:" not in entry.text:  # unread: a broken one is told where it stands
        raise ContentError("", "", f'"{id}" has no worked model', "Take one with `worked:`.")


def _chosen(
    path: list[Any], kind: str, field: str, id: str, wanted: tuple[int, ...]
) -> Iterator[Finding]:
    """Whether the item is there, and has the lines that are chosen from it."""
    missing = list(_missing([*path, field], load.find, kind, id))
    if missing:
        yield from missing
        return
    try:
        item = load.MAKERS[kind](load.find(kind, id))
    except ContentError:
        return  # a broken item is told where it stands
    parts = {"dialogue": "lines", "worksheet": "prompts"}.get(field, "")
    count = len(getattr(item, parts) if parts else item.options or item.entries or item.pairs)
    name = "lines" if field == "dialogue" else "pick"
    if not wanted or max(wanted) > count or (name == "lines" and len(wanted) != 2):
        mend = f'Choose from 1 to {count}: that is how many "{id}" has.'
        if name == "lines":
            mend += " Give the first and the last."
        yield [*path, name], f"found {list(wanted)}", mend


def _missing(path: list[Any], look: Callable[..., Any], *args: str) -> Iterator[Finding]:
    """The finding that `look` raises, if it does."""
    try:
        look(*args)
    except UnknownId as error:
        yield path, f'there is no "{error.found}" in {error.source}', f"{error.mend}."
    except ContentError as error:
        yield path, error.found, error.mend
