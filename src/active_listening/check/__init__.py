"""Whether the content holds together: what `active-listening check` tells an author.

The schemas in `data/schema/` say what an entry may look like; `content` what they cannot say of
it; `syllabus` and `style` what is asked of the course as a whole. Here stands what is asked of
files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from active_listening import bank, resources, roleplays
from active_listening.bank import (
    ContentError,
    classes,
    errors,
    forms,
    glossary,
    load,
    pages,
    points,
    scenes,
    skills,
)
from active_listening.check import activities, content, plays, style, syllabus
from active_listening.coach import lexicon
from active_listening.resources import RawEntry
from active_listening.roleplays import rules, scoring

_STRAY = re.compile(r"^(?!- id:|#|---|\s|$).*$", re.MULTILINE)
_COACH = (
    *lexicon.FILES,
    "feelings",
    "listening",
    "ground",
    "meanings",
    "messages",
    "moves",
    "names",
    "pressure",
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
    with plays.in_background(scenes.files()) as played:
        yield from _content(played)


def _content(played: plays.Played) -> Found:
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
                yield from content.entry(kind, entry)
    yield from content.keys()
    yield from _classes()
    yield from _forms(seen)
    yield from _scenes(seen, played)
    yield from _pages()
    if points.path().exists():
        yield from _stray_lines(points.path())
    yield from _glossary()
    yield from _skills()
    yield from syllabus.findings()
    yield from style.findings()


def _coach_files() -> Found:
    """What the coach cannot do without."""
    from yaml import YAMLError

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


def _forms(seen: dict[str, str]) -> Found:
    """Each form of the test fits the blueprint, and its items are there."""
    for path in load.files("forms"):
        yield from _stray_lines(path)
        for entry in load.entries(path):
            yield from _repeated(entry, seen)
            try:
                node = load.read("forms", entry)
                found = list(forms.findings(forms.form(entry)))
            except ContentError as error:
                yield error
                continue
            for field, what, mend in found:
                line = entry.line + errors.line_in(node, field)
                source = errors.source_of(entry.path, line)
                yield ContentError(source, errors.dotted(field), what, mend)


def _scenes(seen: dict[str, str], played: plays.Played) -> Found:
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
            for field, found, mend in played(path):
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


def _skills() -> Found:
    """Every rubric belongs to one skill of a learner's page of progress."""
    if not skills.path().exists():
        return
    yield from _stray_lines(skills.path())
    source, owner = "data/skills.yaml", dict[str, str]()
    for entry in skills.entries():
        try:
            skill = skills.skill(entry)
        except ContentError as error:
            yield error
            continue
        for name in skill.rubrics:
            if name in owner:
                found = f"{name} belongs to {owner[name]} already"
                at = errors.source_of(entry.path, entry.line)
                yield ContentError(at, "rubrics", found, "Take it out of one of them.")
            owner[name] = skill.id
    for name in sorted(resources.load_mapping("coach/rubrics.yaml").keys() - owner.keys()):
        yield ContentError(source, "", f"the rubric {name} is in no skill", "Add it to one.")


def _glossary() -> Found:
    """Every term can be read, stands once, is taught where it says, and is used somewhere."""
    lessons = {page.name: page for page in pages.pages() if page.kind == "lessons"}
    known: dict[str, str] = {}
    read = []
    for entry in glossary.entries():
        try:
            read.append((entry, glossary.term(entry)))
        except ContentError as error:
            yield error
            continue
        if entry.id in known:
            source = errors.source_of(entry.path, entry.line)
            yield ContentError(source, "id", f"{entry.id} stands twice", "Take one out.")
        known[entry.id] = read[-1][1].term
    for entry, term in read:
        for path, found, mend in glossary.findings(term, known, lessons):
            source = activities.place("glossary", entry, path)
            yield ContentError(source, errors.dotted(path), found, mend)
