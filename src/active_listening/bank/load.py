"""From YAML to items: find the entry, check it against its schema, build the object.

One entry at a time: a lesson reads what it shows, and a broken entry spoils itself alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import fastjsonschema

from active_listening import resources
from active_listening.bank import errors, items
from active_listening.bank import workshop as workshops
from active_listening.bank.errors import ContentError, UnknownId
from active_listening.resources import RawEntry

KINDS = (
    "quizzes",
    "rewrites",
    "replies",
    "dialogues",
    "worksheets",
    "options",
    "observations",
    "assignments",
    "keys",
    "workshops",
    "sessions",
)
_Made = TypeVar("_Made")


def files(kind: str) -> list[Path]:
    """The content files of one kind, in the order of the lessons."""
    return sorted((resources.data() / kind).glob("*.yaml"))


def entries(path: Path) -> tuple[RawEntry, ...]:
    """The unread entries of a file, afresh whenever it was written."""
    stamp = path.stat()
    return _entries(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _entries(path: Path, _mtime: int, _size: int) -> tuple[RawEntry, ...]:
    try:
        return tuple(resources.split_entries(path))
    except UnicodeDecodeError as error:
        mend = "Save the file as UTF-8."
        raise ContentError(errors.source_of(path, 1), "", "not UTF-8 text", mend) from error


def find(kind: str, wanted: str) -> RawEntry:
    """The entry of this kind and id. Raises UnknownId with the ids near it."""
    known = []
    for path in files(kind):
        for entry in entries(path):
            if entry.id == wanted:
                return entry
            known.append(entry.id)
    raise UnknownId(kind, wanted, known)


@lru_cache
def _validator(kind: str) -> Callable[[Any], Any]:
    schema = json.loads((resources.data() / "schema" / f"{kind}.json").read_text("utf-8"))
    return fastjsonschema.compile(schema, use_default=False)


@lru_cache(maxsize=2048)
def read(kind: str, entry: RawEntry) -> Mapping[str, Any]:
    """The entry as checked data. Raises ContentError naming file, line, field and mend."""
    from ruamel.yaml.error import MarkedYAMLError

    try:
        node = resources.parse_yaml(entry.text)
        node = node[0] if isinstance(node, list) and node else node  # a file of one has no list
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = entry.line + (mark.line if mark else 0)
        found = f"this is not YAML ({error.problem or 'unreadable'})"
        mend = "Put text that holds a colon, a quote or a # in quotes, and align with spaces."
        raise ContentError(errors.source_of(entry.path, line), "", found, mend) from error
    _quote_booleans(node)
    try:
        _validator(kind)(node)
    except fastjsonschema.JsonSchemaValueException as error:
        path, found, mend = errors.explain_schema_error(error)
        line = entry.line + errors.line_in(node, path)
        source = errors.source_of(entry.path, line)
        raise ContentError(source, errors.dotted(path), found, mend) from error
    return node


def values(kind: str, entry: RawEntry) -> dict[str, Any]:
    """The entry as checked plain data, lists as tuples. Raises ContentError as `read` does."""
    from yaml import YAMLError

    try:
        node = resources.plain_yaml(entry.text)
        node = node[0] if isinstance(node, list) and node else node
        _quote_booleans(node)
        _validator(kind)(node)
    except (YAMLError, fastjsonschema.JsonSchemaValueException):
        node = read(kind, entry)  # slower, and knows the line of what is wrong
    made: dict[str, Any] = plain(node)
    return made


def word(entry: RawEntry, field: str) -> str:
    """A field of one word, as ``rubric: empathy``, without reading the rest: some hundred times as
    fast, for who asks it of many entries. "" where the entry has none, or writes it otherwise."""
    found = re.search(rf"^  {field}:[ \t]*([a-z0-9_-]+)[ \t]*(?:#.*)?$", entry.text, re.MULTILINE)
    return found[1] if found else ""


def _quote_booleans(node: Any) -> None:
    """Lets authors write ``true:`` as a key; YAML would make it a truth value."""
    feedback = node.get("feedback") if isinstance(node, dict) else None
    if isinstance(feedback, dict):
        for key in [key for key in feedback if isinstance(key, bool)]:
            feedback[str(key).lower()] = feedback.pop(key)


def plain(value: Any) -> Any:
    """ruamel's containers as plain ones, lists as tuples."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(plain(item) for item in value)
    return str(value) if isinstance(value, str) else value


def common(entry: RawEntry) -> dict[str, str]:
    """What every item has, whatever its kind."""
    version = hashlib.sha256(entry.text.encode()).hexdigest()[:8]
    source = errors.source_of(entry.path, entry.line)
    return {"id": entry.id, "source": source, "version": version}


def _made(kind: type[_Made], data: Mapping[str, Any], **parts: Any) -> _Made:
    """`kind` from the fields of `data` that it knows, `parts` taking precedence."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{k: v for k, v in {**data, **parts}.items() if k in known})


def _options(data: Mapping[str, Any]) -> tuple[items.Option, ...]:
    return tuple(items.Option(**option) for option in data.get("options", ()))


def _pair(pair: Mapping[str, Any]) -> items.Pair:
    """`with` is what authors write, and no name for a field."""
    return items.Pair(**{"goes_with" if k == "with" else k: v for k, v in pair.items()})


def quiz(entry: RawEntry) -> items.Quiz:
    """A quiz item."""
    data = values("quizzes", entry)
    return _made(
        items.Quiz,
        data,
        **common(entry),
        options=_options(data),
        entries=tuple(items.SortEntry(**e) for e in data.get("entries", ())),
        lines=tuple(items.TranscriptLine(**line) for line in data.get("lines", ())),
        pairs=tuple(_pair(pair) for pair in data.get("pairs", ())),
    )


def _facets(data: Mapping[str, Any]) -> dict[str, Any]:
    """The words of each facet and action, and the numbers of facets that must not be left out."""
    listed = data["facets"]
    must = tuple(i for i, facet in enumerate(listed) if facet.get("must"))
    actions = tuple(action["words"] for action in data.get("actions", ()))
    return {"facets": tuple(facet["words"] for facet in listed), "must": must, "actions": actions}


def _worked(data: Mapping[str, Any]) -> items.Worked | None:
    worked = data.get("worked")
    if not worked:
        return None
    return items.Worked(worked["text"], tuple(items.Note(**note) for note in worked["notes"]))


def rewrite(entry: RawEntry) -> items.Rewrite:
    """A practice rewrite."""
    data = values("rewrites", entry)
    return _made(items.Rewrite, data, **common(entry), **_facets(data), worked=_worked(data))


def reply(entry: RawEntry) -> items.Reply:
    """A practice reply."""
    data = values("replies", entry)
    return _made(items.Reply, data, **common(entry), **_facets(data), worked=_worked(data))


def dialogue(entry: RawEntry) -> items.Dialogue:
    """A scene, line by line."""
    data = values("dialogues", entry)
    lines = tuple(
        items.DialogueLine(**{**line, "options": _options(line)}) for line in data["lines"]
    )
    return _made(items.Dialogue, data, **common(entry), lines=lines)


def worksheet(entry: RawEntry) -> items.Worksheet:
    """An ungraded worksheet."""
    data = values("worksheets", entry)
    prompts = tuple(items.Prompt(**prompt) for prompt in data["prompts"])
    return _made(items.Worksheet, data, **common(entry), prompts=prompts)


def options(entry: RawEntry) -> items.Options:
    """Options to think of."""
    data = values("options", entry)
    interests = tuple(items.Interest(**interest) for interest in data["interests"])
    models = tuple(items.ModelOption(**model) for model in data["models"])
    return _made(items.Options, data, **common(entry), interests=interests, models=models)


def observation(entry: RawEntry) -> items.Observation:
    """A talk to code."""
    data = values("observations", entry)
    codes = tuple(items.Code(**code) for code in data["codes"])
    lines = tuple(items.ObservedLine(**line) for line in data["lines"])
    return _made(items.Observation, data, **common(entry), codes=codes, lines=lines)


def graded(entry: RawEntry) -> items.Graded:
    """An item of an assignment."""
    data = values("assignments", entry)
    if data["kind"] in ("rewrite", "reply"):
        made = items.Rewrite if data["kind"] == "rewrite" else items.Reply
        return _made(made, data, **common(entry), **_facets(data), graded=True)
    if data["kind"] == "roleplay":
        return _made(items.Roleplay, data, **common(entry), graded=True)
    prompts: tuple[items.Prompt, ...]
    if data["kind"] == "free_pair":
        title = data["ask"]
        prompts = (
            items.Prompt("closed", "The closed question you asked"),
            items.Prompt("open", "The open question you would ask now"),
        )
    else:
        title, prompts = "", (items.Prompt("answer", data["ask"], 5),)
    scheme = tuple(items.SchemeLine(s["points"], s["for"]) for s in data.get("scheme", ()))
    parts = {"title": title, "prompts": prompts, "scheme": scheme, "graded": True}
    return _made(items.Worksheet, data, **common(entry), **parts)


def to_practise(entry: RawEntry) -> items.Roleplay:
    """The role-play of a scene's file; what is in the file is read by `roleplays`."""
    return _made(items.Roleplay, {}, **common(entry), scene=entry.id)


def key(entry: RawEntry) -> items.Key:
    """What a marker knows of a graded item."""
    data = values("keys", entry)
    near = tuple(items.NearMiss(**miss) for miss in data.get("near_misses", ()))
    return _made(items.Key, data, **common(entry), near_misses=near)


def workshop(entry: RawEntry) -> workshops.Workshop:
    """A workshop; what it names by id is looked up by `references`."""
    data = values("workshops", entry)
    return workshops.built(workshops.Workshop, {**data, **common(entry)})


def session(entry: RawEntry) -> workshops.Session:
    """A session on a lesson."""
    data = values("sessions", entry)
    return workshops.built(workshops.Session, {**data, **common(entry)})


MAKERS: dict[str, Callable[[RawEntry], Any]] = {
    "quizzes": quiz,
    "rewrites": rewrite,
    "replies": reply,
    "dialogues": dialogue,
    "worksheets": worksheet,
    "options": options,
    "observations": observation,
    "assignments": graded,
    "keys": key,
    "workshops": workshop,
    "sessions": session,
}


def all_of(kind: str) -> Iterator[Any]:
    """Every item of a kind. Raises ContentError at the first broken one."""
    for path in files(kind):
        for entry in entries(path):
            yield MAKERS[kind](entry)
