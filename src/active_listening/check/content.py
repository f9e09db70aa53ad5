"""What a schema cannot say of an entry: that a question has an answer, a group exists, a model
passes and a near miss misses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from active_listening import bank, coach
from active_listening.bank import ContentError, errors, load, pages, references, scenes
from active_listening.check import activities, lines
from active_listening.lesson import counting
from active_listening.resources import RawEntry

Found = Iterator[ContentError]
FEWEST_CODED = 10
"""Turns to code at least: with fewer, one turn moves the agreement by more than a tenth."""


def entry(kind: str, raw: RawEntry) -> Found:
    """What is wrong with one entry of a file of this kind."""
    try:
        item = load.MAKERS[kind](raw)
        node = load.read(kind, raw)
    except ContentError as error:
        yield error
        return
    except Exception as error:  # whatever a value may be, the other entries are still looked at
        source = errors.source_of(raw.path, raw.line)
        yield ContentError(source, "", f"it cannot be read ({error})", "Compare it with others.")
        return
    for path, found, mend in _RULES.get(kind, lambda _: iter(()))(item):
        line = raw.line + errors.line_in(node, path)
        yield ContentError(errors.source_of(raw.path, line), errors.dotted(path), found, mend)


Finding = tuple[list[Any], str, str]


def _quiz(item: bank.Quiz) -> Iterator[Finding]:
    right = sum(option.right for option in item.options)
    if item.kind == "single" and right != 1:
        yield ["options"], f"{right} options are right", "Mark exactly one with `right: true`."
    if item.kind == "several" and not 0 < right < len(item.options):
        yield ["options"], f"{right} options are right", "Mark some as right, and leave some wrong."
    for i, option in enumerate(item.options):
        if not option.right and not option.misconception:
            mend = "Add `misconception:`, the belief behind choosing it."
            yield ["options", i], "a wrong option names no misconception", mend
    for i, entry in enumerate(item.entries):
        if entry.group not in item.groups:
            mend = f"Groups here: {', '.join(item.groups)}."
            yield ["entries", i, "group"], f'no group is called "{entry.group}"', mend
    marked = sum(line.mark for line in item.lines)
    if item.kind == "mark" and not 0 < marked < len(item.lines):
        yield ["lines"], f"{marked} lines are to be marked", "Mark some lines, not all."
    if item.kind == "match":
        yield from lines.match(item)
    if item.kind == "text":
        yield from lines.text(item)


def _rewrite(item: bank.Rewrite) -> Iterator[Finding]:
    for i, note in enumerate(item.worked.notes if item.worked else ()):
        if item.worked and note.words not in item.worked.text:
            mend = "Copy the words from `worked.text` exactly."
            yield ["worked", "notes", i, "words"], f'"{note.words}" is not in the text', mend
    models = [*item.models, *([item.worked.text] if item.worked else [])]
    for i, model in enumerate(models):
        path = ["models", i] if i < len(item.models) else ["worked", "text"]
        yield from _falls_short(model, item, path)


_QUESTIONS = ("rewrite", "keep_closed")


def _falls_short(model: str, item: bank.Rewrite, path: list[Any]) -> Iterator[Finding]:
    """A model question meets every criterion; of a reply it is asked that it passes.

    Nobody names the feeling, checks and leaves the floor in each of three unlike replies.
    """
    try:
        reading = coach.read(model, item)
    except KeyError as error:
        yield ["rubric"], str(error.args[0]).rstrip("."), "Take one of these."
        return
    short = [c for c in reading.criteria if c.met in ("half", "no")]
    if reading.verdict != "pass" or (short and item.rubric in _QUESTIONS):
        told = [coach.say(c.reason, model[slice(*c.span)] if c.span else "") for c in short]
        why = " ".join(told).rstrip(".") or "the coach cannot read it"
        yield path, f"this model falls short: {why}", "Reword it, or add its words to the facets."


def _dialogue(item: bank.Dialogue) -> Iterator[Finding]:
    for i, line in enumerate(item.lines):
        if line.predict and sum(option.right for option in line.options) != 1:
            yield ["lines", i, "options"], "not one option is right", "Mark exactly one as right."
    yield from lines.replies(item)


def _graded(item: bank.Graded) -> Iterator[Finding]:
    if isinstance(item, bank.Roleplay):
        try:
            scenes.find(item.scene)
        except bank.UnknownId as error:
            yield ["scene"], f'no scene is called "{item.scene}"', f"{error.mend}."


def _options(item: bank.Options) -> Iterator[Finding]:
    needs = [interest.id for interest in item.interests]
    if len(set(needs)) < len(needs):
        yield ["interests"], "two needs have the same id", "Rename one."
    for i, model in enumerate(item.models):
        for k, need in enumerate(model.serves):
            if need not in needs:
                mend = f"Take one of {', '.join(needs)}."
                yield ["models", i, "serves", k], f'no need is called "{need}"', mend
    rows = [counting.Row(model.say, model.serves) for model in item.models]
    found = counting.count(item, rows)
    for i, kind in enumerate(found.kinds):
        if kind != "option":
            yield ["models", i, "say"], f"this model is counted as {kind}", "Reword it."
    for need, times in found.served.items():
        if not times:
            yield ["models"], f'no model serves the need "{need}"', "Add one that does."


def _observation(item: bank.Observation) -> Iterator[Finding]:
    codes = [code.id for code in item.codes]
    if len(set(codes)) < len(codes):
        yield ["codes"], "two codes have the same id", "Rename one."
    for i, line in enumerate(item.lines):
        for code in (line.key, *line.also):
            if code and code not in codes:
                field = "key" if code == line.key else "also"
                mend = f"Take one of {', '.join(codes)}."
                yield ["lines", i, field], f'no code is called "{code}"', mend
        if bool(line.key) != bool(line.why):
            mend = "Give both, or none where the line is only to be read."
            yield ["lines", i], "`key` and `why` go together", mend
    if len(item.coded) < FEWEST_CODED:
        mend = f"Code {FEWEST_CODED} or more: agreement on fewer says little."
        yield ["lines"], f"{len(item.coded)} lines have a key", mend


def _session(item: bank.Session) -> Iterator[Finding]:
    lessons = {page.name: page for page in pages.pages() if page.kind == "lessons"}
    page = lessons.get(item.lesson)
    known = [id for call in (page.calls if page else ()) for id in activities.shown_by(call)]
    return references.session(item, page, known)


_RULES: dict[str, Any] = {
    "assignments": _graded,
    "quizzes": _quiz,
    "rewrites": _rewrite,
    "replies": _rewrite,
    "dialogues": _dialogue,
    "options": _options,
    "observations": _observation,
    "workshops": references.findings,
    "sessions": _session,
}


def keys() -> Found:
    """Each graded item has a key whose models pass and whose near misses miss as declared."""
    for path in load.files("keys"):
        try:
            items = {item.id: item for item in bank.assignment(path.stem).items}
        except ContentError:
            continue  # already told
        entries = {entry.id: entry for entry in load.entries(path)}
        for id, item in items.items():
            if id not in entries:
                mend = f"Add an entry `- id: {id}` to data/keys/{path.name}."
                yield ContentError(item.source, "", "this graded item has no key", mend)
        for id, entry in entries.items():
            yield from _key(entry, items.get(id))


def _key(entry: RawEntry, item: Any) -> Found:
    source = errors.source_of(entry.path, entry.line)
    if item is None:
        mend = "Give it the id of a graded item, or take it out."
        yield ContentError(source, "id", f'no graded item is called "{entry.id}"', mend)
        return
    if not isinstance(item, bank.Rewrite):
        return
    try:
        key, node = load.key(entry), load.read("keys", entry)
    except ContentError:
        return  # already told
    found: list[Finding] = []
    for i, model in enumerate(key.models):
        found += _falls_short(model, item, ["models", i])
    for i, near in enumerate(key.near_misses):
        reading = coach.read(near.say, item)
        read = {c.id for c in reading.criteria if c.met in ("half", "no")}
        if read != set(near.misses):
            seen = f"read {sorted(read)}" if reading.criteria else "and the coach cannot read it"
            said = f"declared {sorted(near.misses)}, {seen}"
            found.append(
                (["near_misses", i, "misses"], said, "Reword it, or declare what it misses.")
            )
    for path, what, mend in found:
        line = entry.line + errors.line_in(node, path)
        yield ContentError(errors.source_of(entry.path, line), errors.dotted(path), what, mend)
