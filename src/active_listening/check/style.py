"""How the content reads: filler, long sentences, school grade, stated minutes, and right options
that give themselves away by length or place. The numbers and the words are in `data/style.yaml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from active_listening.bank import ContentError, Quiz, load, pages, scenes
from active_listening.bank.pages import Page
from active_listening.check import activities, measure, reading
from active_listening.check.activities import Activity, Text
from active_listening.check.limits import NAME, Limits, limits
from active_listening.resources import RawEntry

SPOKEN = frozenset(
    "say with extra original replies reply words client opening starter unsure "
    "misconception".split()
)
"""Fields in which somebody else speaks, or a belief is named: what people say may be filler."""
FEW = 10
"""So few right options say nothing yet about where they stand."""
_MARKED = re.compile(r"(?<![\w*])\*{1,2}[^\s*][^*\n]*\*{1,2}(?!\w)")
"""Markdown's italics and bold: pages have them, items are shown as plain text."""
Found = Iterator[ContentError]


def findings() -> Found:
    """What in `data/` does not read as `data/style.yaml` asks; nothing where there is no lesson."""
    written = pages.pages()
    if not any(page.kind == "lessons" and page.name[:1].isdigit() for page in written):
        return
    try:
        held_to = limits()
    except ContentError as error:
        yield error
        return
    known = activities.known()
    long = _Long(held_to)
    for page in written:
        yield from _page(page, known, held_to, long)
    for kind in (*activities.KINDS, "keys"):
        for entry in activities.readable(kind):
            for text in activities.texts(kind, entry):
                yield from _text(text, held_to, long)
    for path in scenes.files():
        for text in activities.texts("roleplays", _whole(path)):
            yield from _fillers(text, held_to)
    yield from long.unused()
    yield from _longest(held_to)
    yield from _places(held_to)


class _Long:
    """Finds sentences that are too long, and allowances that no sentence uses."""

    def __init__(self, held_to: Limits) -> None:
        self._most = held_to.longest_sentence
        self._allowed = {_bare(one["begins"]): False for one in held_to.allowed_long}

    def told(self, text: str) -> str:
        """What is wrong with the first sentence of `text` that is too long; empty if none is."""
        for sentence in reading.sentences(text):
            count = len(reading.words(sentence))
            if count <= self._most:
                continue
            uses = [begins for begins in self._allowed if _bare(sentence).startswith(begins)]
            if not uses:
                return f'"{" ".join(sentence.split()[:6])} …" has {count} words'
            self._allowed.update(dict.fromkeys(uses, True))
        return ""

    @property
    def mend(self) -> str:
        return f"At most {self._most}: make two sentences of it, or allow it in {NAME}."

    def unused(self) -> Found:
        for begins, used in self._allowed.items():
            if not used:
                found = f'no sentence of more than {self._most} words begins with "{begins}"'
                yield ContentError(NAME, "allowed_long", found, "Take it out.")


def _bare(text: str) -> str:
    """A text without what differs by typing alone."""
    return " ".join(text.replace("’", "'").split())


def _page(page: Page, known: dict[str, Activity], held_to: Limits, long: _Long) -> Found:
    for line, paragraph in page.paragraphs():
        text = Text((), paragraph, partial(page.source, line))
        yield from _fillers(text, held_to)
        told = long.told(paragraph)
        if told:
            yield text.error(told, long.mend)
    try:
        grade = measure.grade(page, known)
        if grade > held_to.reading_grade:
            found = f"the page and its items read at grade {grade:.1f}"
            mend = f"At most {held_to.reading_grade:g}: shorter sentences, shorter words."
            yield ContentError(page.source(1), "", found, mend)
        if page.kind == "lessons" and page.name[:1].isdigit():
            yield from _minutes(page, known, held_to)
    except ContentError:
        return  # a broken item is told where it stands


def _minutes(page: Page, known: dict[str, Activity], held_to: Limits) -> Found:
    said = measure.stated(page)
    if said is None:
        mend = "Begin as the others do: **30 minutes.** A call 10 · practice 15 · limits 5."
        yield ContentError(page.source(1), "", "it does not say how long it takes", mend)
        return
    if sum(said.parts) != said.minutes:
        found = f"the parts add up to {sum(said.parts)} minutes, and {said.minutes} are stated"
        mend = "Change the parts, or what is stated."
        yield ContentError(page.source(said.line), "", found, mend)
    counted = sum(measure.by_verb(page, known, held_to).values())
    if abs(counted - said.minutes) > held_to.minutes_within * said.minutes:
        found = f"{said.minutes} minutes are stated, and {counted:.0f} are counted"
        mend = f"State what it takes, or change it: active-listening measure {page.name}."
        yield ContentError(page.source(said.line), "", found, mend)


def _text(text: Text, held_to: Limits, long: _Long) -> Found:
    yield from _fillers(text, held_to)
    marked = _MARKED.search(text.text)
    if marked and not text.inside(frozenset(["marking"])):  # a marker's notes are Markdown
        yield text.error(f'"{marked[0]}" is shown with its stars', "Use “ ”, or leave them out.")
    told = long.told(text.text) if text.inside(measure.TOLD) and not text.inside(SPOKEN) else ""
    if told:
        yield text.error(told, long.mend)


def _fillers(text: Text, held_to: Limits) -> Found:
    if not text.inside(SPOKEN):
        for match in held_to.filler.finditer(_bare(text.text)):
            mend = "Leave it out, or say what happens."
            yield text.error(f'"{match[0]}" is filler ({NAME})', mend)


def _whole(path: Path) -> RawEntry:
    """The file of a role-play, which is one entry."""
    return RawEntry(path.stem, path, 1, path.read_text("utf-8", "replace"))


def _longest(held_to: Limits) -> Found:
    """In how many items of a file the longest option is a right one. One is chance."""
    files: dict[str, list[Quiz]] = {}
    for item in _quizzes():
        files.setdefault(item.source.rpartition(":")[0], []).append(item)
    for file, items in files.items():
        given_away = [item.id for item in items if _longest_is_right(item)]
        if len(given_away) > max(1, held_to.longest_right * len(items)):
            found = f"the longest option is right in {len(given_away)} of {len(items)} items"
            mend = f"Shorten it, or lengthen a wrong one: {', '.join(given_away)}."
            yield ContentError(file, "", found, mend)


def _longest_is_right(item: Quiz) -> bool:
    longest = max(len(option.say) for option in item.options)
    return all(option.right for option in item.options if len(option.say) == longest)


def _quizzes() -> Iterator[Quiz]:
    """Every item that is answered by choosing among options."""
    for entry in activities.readable("quizzes"):
        try:
            item = load.quiz(entry)
        except ContentError:
            continue
        if item.options:
            yield item


def _places(held_to: Limits) -> Found:
    """Whether the right options of the course stand in one place more than in others."""
    places = Counter(
        i for item in _quizzes() for i, option in enumerate(item.options) if option.right
    )
    for place, count in places.items():
        if places.total() >= FEW and count > held_to.one_position * places.total():
            found = f"{count} of {places.total()} right options stand in place {place + 1}"
            yield ContentError("data/quizzes", "", found, "Move some of them.")
