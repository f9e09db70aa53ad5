"""The line that holds an entry: made, read, and rescued from damage."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from .entry import KINDS, SCHEMA, Entry, check_length

_HEAD = b'{"v":'  # how every line starts; quotes inside a JSON string are escaped, so it marks one
_READING = b',"reading":'
_DECODER = json.JSONDecoder()
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def prepare(
    item: str,
    answer: Any,
    kind: str,
    *,
    reading: dict[str, Any] | None = None,
    points: float | None = None,
    content: str = "",
    coach: str = "",
    place: str = "",
) -> dict[str, Any]:
    """The fields of a new entry, checked and copied; id is new; no revision, time and learner yet.

    TooLong if a text anywhere in the answer has more than `LIMIT` characters; ValueError for a
    kind that callers cannot save; TypeError or ValueError for what is no JSON.
    """
    if kind not in KINDS or kind == "set_aside":
        raise ValueError(f"kind is {kind!r}; allowed: draft, attempt, hand_in, place")
    check_length(answer)
    fields = {
        "id": os.urandom(16).hex(),
        "item": item,
        "kind": kind,
        "answer": answer,
        "reading": reading,
        "points": points,
        "content": content,
        "coach": coach,
        "place": place,
    }
    copy: dict[str, Any] = json.loads(encode(fields))
    return copy


def encode(fields: Mapping[str, Any]) -> bytes:
    """The line of an entry, newline included: plain ASCII, so any Unicode, NUL, line separator
    or lone surrogate in an answer stays inside its line. TypeError or ValueError if not JSON."""
    ordered = {"v": SCHEMA, **fields}
    if "reading" in ordered:
        ordered["reading"] = ordered.pop("reading")  # last: see `head`
    return json.dumps(ordered, allow_nan=False, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> dict[str, Any] | None:
    """The fields of a line, or None when it is not a whole entry.

    A line of a later version is whole if it is a JSON object that names its version. An entry of
    which only the reading is damaged is whole without it.
    """
    fields = _loads(line)
    return fields if is_entry(fields) else head(line)


def head(line: bytes) -> dict[str, Any] | None:
    """The fields before the reading, or None if they cannot be told without reading the rest.

    A reading is the longest part of a line and the first to be cut; opening a record needs none.
    The mark cannot stand inside a JSON string, and inside an answer it leaves a brace open. A
    second entry in the line means that a newline was lost.
    """
    start = line.find(_READING)
    if start < 0 or not line.endswith(b"}") or line.find(_HEAD, 1) > 0:
        return None
    fields = _loads(line[:start] + b"}")
    return fields if isinstance(fields, dict) and readable(fields) else None


def intact(line: bytes) -> bytes | None:
    """The line if all of it is an entry, made anew without its reading if only that is damaged,
    else None."""
    if is_entry(_loads(line)):
        return line
    fields = head(line)
    return encode(fields).rstrip() if fields is not None else None


def _loads(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def is_entry(fields: object) -> bool:
    """Whether a decoded line is an entry of this version or a later one."""
    if not isinstance(fields, dict):
        return False
    version = fields.get("v")
    return readable(fields) or (type(version) is int and version > SCHEMA)


def readable(fields: dict[str, Any]) -> bool:
    """Whether the fields that this version needs are there, each of its type."""
    get = fields.get
    return (
        type(get("v")) is int
        and type(get("item")) is str
        and type(get("kind")) is str
        and type(get("id")) is str
        and type(get("revision")) is int
        and "answer" in fields
        and type(get("time")) is str
        and _TIME.fullmatch(get("time", "")) is not None
    )


def salvage(line: bytes) -> list[bytes]:
    """The whole entries inside a damaged line: half a line or NULs after a power cut may stand
    before one without a newline between, and one that was cut in its reading has its answer."""
    found: list[bytes] = []
    start = line.find(_HEAD)
    while start >= 0:
        text = line[start:].decode("utf-8", "replace")
        length = 1
        fields: Any = None
        try:
            fields, length = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            cut = line.find(_READING, start)
            if cut > 0:
                fields = _loads(line[start:cut] + b"}")
        if is_entry(fields):
            with suppress(ValueError):
                found.append(encode(fields).rstrip())
        start = line.find(_HEAD, start + len(text[:length].encode()))
    return found


def entry_of(fields: dict[str, Any]) -> Entry:
    """An Entry from `readable` fields; an optional field of a wrong type is left out."""

    def text(name: str) -> str:
        value = fields.get(name)
        return value if isinstance(value, str) else ""

    reading = fields.get("reading")
    return Entry(
        item=fields["item"],
        kind=fields["kind"],
        answer=fields["answer"],
        revision=fields["revision"],
        time=fields["time"],
        reading=reading if isinstance(reading, dict) else None,
        points=number(fields.get("points")),
        content=text("content"),
        coach=text("coach"),
        learner=text("learner"),
        place=text("place"),
        id=fields["id"],
        v=fields["v"],
    )


def entries_of(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries in some lines; what this version cannot read is passed over."""
    for line in lines:
        fields = decode(line)
        if fields is not None and readable(fields):
            yield entry_of(fields)


def number(value: object) -> float | None:
    """The value if it is a number (True and False are not), else None."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def canonical(answer: Any) -> str:
    """One spelling for equal answers, to compare them by."""
    return json.dumps(answer, sort_keys=True)
