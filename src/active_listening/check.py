"""Whether the content holds together: what `active-listening check` tells an author.

The schemas in `data/schema/` say what an entry may look like; here stands what they cannot say:
that a question has an answer, a group exists, a model passes and a near miss misses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from active_listening import bank, coach, resources, roleplays
from active_listening.bank import ContentError, classes, errors, load, references, scenes
from active_listening.coach import lexicon
from active_listening.resources import RawEntry
from active_listening.roleplays import analysis, rules, scoring

_STRAY = re.compile(r"^(?!- id:|#|---|\s|$).*$", re.MULTILINE)
_COACH = (
    *lexicon.FILES,
    "feelings",
    "meanings",
    "messages",
    "moves",
    "names",
    "reasons",
    "replies",
    "rubrics",
    "topic",
    "words",
)
"""The coach's files in `data/coach/`."""
Found = Iterator[ContentError]


def problems() -> Found:
    """Everything wrong with `data/`, file by file, each once; nothing stops the search."""
    told: set[str] = set()
    for problem in _search():
        if str(problem) not in told:  # a page meets a broken entry a second time
            told.add(str(problem))
            yield problem


def _search() -> Found:
    broken = list(_coach_files())
    if broken:
        yield from broken  # nothing can be read before these are mended
        return
    seen: dict[str, str] = {}
    for kind in load.KINDS:
        for path in load.files(kind):
            yield from _stray_lines(path)
            try:
                entries = load.entries(path)
            except ContentError as error:
                yield error
                continue
            for entry in entries:
                if kind != "keys":
                    yield from _repeated(entry, seen)
                yield from _entry(kind, entry)
    yield from _keys()
    yield from _classes()
    yield from _scenes(seen)
    yield from _pages()


def _coach_files() -> Found:
    """What the coach cannot do without."""
    from ruamel.yaml.error import YAMLError

    for name in _COACH:
        source = f"data/coach/{name}.yaml"
        try:
            resources.load_mapping(f"coach/{name}.yaml")
        except FileNotFoundError:
            yield ContentError(source, "", "it is missing", "Take it from the last version.")
        except (YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = f":{mark.line + 1}" if mark else ""
            found = f"this is not YAML ({getattr(error, 'problem', None) or error})"
            yield ContentError(f"{source}{line}", "", found, "Mend the line, or undo the change.")
    if not load.files("quizzes"):
        yield ContentError("data/quizzes", "", "it is empty", "Run this from a whole checkout.")


def _stray_lines(path: Path) -> Found:
    text = path.read_text("utf-8", errors="replace")
    for match in _STRAY.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        found = f"found {match[0][:40]!r} at the left margin"
        mend = "Begin every entry with `- id:` and indent what belongs to it."
        yield ContentError(errors.source_of(path, line), "", found, mend)


def _repeated(entry: RawEntry, seen: dict[str, str]) -> Found:
    source = errors.source_of(entry.path, entry.line)
    if entry.id in seen:
        found = f'"{entry.id}" is already used in {seen[entry.id]}'
        yield ContentError(source, "id", found, "Choose another id.")
    seen.setdefault(entry.id, source)


def _entry(kind: str, entry: RawEntry) -> Found:
    try:
        item = load.MAKERS[kind](entry)
        node = load.read(kind, entry)
    except ContentError as error:
        yield error
        return
    except Exception as error:  # whatever a value may be, the other entries are still looked at
        source = errors.source_of(entry.path, entry.line)
        yield ContentError(source, "", f"it cannot be read ({error})", "Compare it with others.")
        return
    for path, found, mend in _RULES.get(kind, lambda _: iter(()))(item):
        line = entry.line + errors.line_in(node, path)
        yield ContentError(errors.source_of(entry.path, line), errors.dotted(path), found, mend)


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


def _rewrite(item: bank.Rewrite) -> Iterator[Finding]:
    for i, note in enumerate(item.worked.notes if item.worked else ()):
        if item.worked and note.words not in item.worked.text:
            mend = "Copy the words from `worked.text` exactly."
            yield ["worked", "notes", i, "words"], f'"{note.words}" is not in the text', mend
    models = [*item.models, *([item.worked.text] if item.worked else [])]
    for i, model in enumerate(models):
        path = ["models", i] if i < len(item.models) else ["worked", "text"]
        yield from _falls_short(model, item, path)


def _falls_short(model: str, item: bank.Rewrite, path: list[Any]) -> Iterator[Finding]:
    reading = coach.read(model, item)
    short = [c for c in reading.criteria if c.met in ("half", "no")]
    if reading.verdict != "pass" or short:
        why = " ".join(coach.say(c.reason, model[slice(*c.span)] if c.span else "") for c in short)
        yield path, f"this model falls short: {why}", "Reword it, or add its words to the facets."


def _dialogue(item: bank.Dialogue) -> Iterator[Finding]:
    for i, line in enumerate(item.lines):
        if line.predict and sum(option.right for option in line.options) != 1:
            yield ["lines", i, "options"], "not one option is right", "Mark exactly one as right."


def _graded(item: bank.Graded) -> Iterator[Finding]:
    if isinstance(item, bank.Roleplay):
        try:
            scenes.find(item.scene)
        except bank.UnknownId as error:
            yield ["scene"], f'no scene is called "{item.scene}"', f"{error.mend}."


_RULES: dict[str, Any] = {
    "assignments": _graded,
    "quizzes": _quiz,
    "rewrites": _rewrite,
    "dialogues": _dialogue,
    "workshops": references.findings,
}


def _keys() -> Found:
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
        read = {c.id for c in coach.read(near.say, item).criteria if c.met in ("half", "no")}
        if read != set(near.misses):
            said = f"declared {sorted(near.misses)}, read {sorted(read)}"
            found.append(
                (["near_misses", i, "misses"], said, "Reword it, or declare what it misses.")
            )
    for path, what, mend in found:
        line = entry.line + errors.line_in(node, path)
        yield ContentError(errors.source_of(entry.path, line), errors.dotted(path), what, mend)


def _classes() -> Found:
    """Each learner of a class for demonstrations answers the items of their assignment."""
    for path in classes.files():
        try:
            entry = classes.entry(path)
            learner, node = classes.learner(entry), load.read("classes", entry)
            assignment = bank.assignment(path.parent.name)
        except bank.UnknownId:
            mend = f"Name the folder data/classes/{path.parent.name} after an assignment."
            yield ContentError(errors.source_of(path, 1), "", "no assignment is called so", mend)
            continue
        except ContentError as error:
            yield error
            continue
        for field, found, mend in classes.findings(learner, assignment):
            source = errors.source_of(path, 1 + errors.line_in(node, field))
            yield ContentError(source, errors.dotted(field), found, mend)


def _scenes(seen: dict[str, str]) -> Found:
    """Each scene can be played, and rewards listening and nothing else."""
    if not scenes.files():
        return
    try:
        rules.shared()
        scoring.rubric()
    except ContentError as error:
        yield error  # no scene can be played before it is mended
        return
    except OSError as error:
        mend = "Take it from the last version."
        yield ContentError("data/client", "", f"a file is missing ({error})", mend)
        return
    for path in scenes.files():
        try:
            scene = roleplays.read(path)
        except ContentError as error:
            yield error
            continue
        if scene.id != path.stem:
            found = f'the file is called "{path.name}", and the scene "{scene.id}"'
            yield scene.document.error(["id"], found, "Let both be the same.")
        yield from _repeated(RawEntry(scene.id, path, 1, ""), seen)
        try:
            for field, found, mend in analysis.findings(scene):
                yield scene.document.error(field, found, mend)
        except Exception as error:  # whatever is in a scene, the others are still looked at
            mend = "Play it: active-listening play shows where."
            yield ContentError(
                errors.source_of(path, 1), "", f"it cannot be played ({error})", mend
            )


def _pages() -> Found:
    """Every lesson and assignment can be made into a notebook."""
    try:
        from active_listening import build
    except ImportError:  # jupytext comes with the tools for authors
        mend = "Install the tools for authors: pip install -e '.[dev]'"
        yield ContentError("data/lessons", "", "the pages could not be checked", mend)
        return
    try:
        list(build.notebooks())
    except ContentError as error:
        yield error
    except Exception as error:  # a heading that is no YAML, an unknown verb, a broken encoding
        mend = "Undo the last change to a page, or compare it with the others."
        yield ContentError("data/lessons", "", f"a page cannot be made ({error!r})", mend)
