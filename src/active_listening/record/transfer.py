"""A record on its way to another machine: one file out, and merged in again."""

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from active_listening.files import write_whole

from . import files
from .entry import SCHEMA, STATES, Entry, RecordError, now
from .line import decode, encode, is_entry, readable

FORMAT = "active-listening record"
_MOST = 500_000_000  # bytes; a record of years has some 50 million


def export(path: Path, lines: list[bytes]) -> None:
    """Write the lines to `path`, whole or not at all: `.json` or `.jsonl`, which hold the same.

    lines: whole entries.  RecordError if the name ends in neither or the file cannot be written.
    """
    if path.suffix == ".jsonl":
        data = b"".join(line + b"\n" for line in lines)
    elif path.suffix == ".json":
        head = {"format": FORMAT, "version": SCHEMA, "exported": now()}
        body = b",\n".join(lines)
        data = json.dumps(head).encode()[:-1] + b', "entries": [\n' + body + b"\n]}\n"
    else:
        raise RecordError(
            f"The record can be exported to a file whose name ends in .json or .jsonl, "
            f"not to {path.name}."
        )
    with files.told(path.parent, "exported"):
        write_whole(path, data, mode=0o600)


def load(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The entries of an exported file, and how many of its parts were damaged.

    RecordError if the file cannot be read or is no record.
    """
    with files.told(path.parent, "imported"):
        if not path.is_file():
            raise RecordError(
                f"There is no file {path}. Check its name and its folder, then try again."
            )
        data = path.read_bytes() if path.stat().st_size <= _MOST else b""
    data = data.removeprefix(BOM_UTF8)
    try:
        whole = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict) and isinstance(whole.get("entries"), list):
        parts = [part if is_entry(part) else None for part in whole["entries"]]
        empty = whole.get("format") == FORMAT and not parts
    else:
        lines = data.split(b"\n")
        parts = [decode(line.rstrip(b"\r,")) for line in lines if line.strip()]
        empty = False
    good = [part for part in parts if part is not None]
    if not good and not empty:
        raise RecordError(
            f"{path.name} holds no record that this course can read, and nothing was changed. "
            "Choose the .json or .jsonl file that was made with export on the other machine."
        )
    return good, len(parts) - len(good)


def merge(
    ours: Iterable[bytes],
    theirs: list[dict[str, Any]],
    latest: Callable[[str, str], Entry | None],
) -> tuple[list[bytes], int]:
    """The lines to append so that the record holds theirs as well, known ones left out, and how
    many of theirs cannot be stored (a number that is infinite is no JSON).

    Per item, entries newer than our newest come after it, in order of time, so that the newest
    text wins on every machine. Older ones take the revision of ours that they come after: they
    are kept as history, and a tab that is open on our newest text does not become stale.
    """
    known: set[str] = set()
    past: dict[tuple[str, bool], list[tuple[str, int]]] = {}
    for line in ours:
        fields = decode(line)
        if fields is None:
            continue
        known.add(_identity(fields))
        if readable(fields) and fields["kind"] != "set_aside":
            past.setdefault(_slot(fields), []).append((fields["time"], fields["revision"]))
    fresh: list[dict[str, Any]] = []
    for fields in theirs:
        if _identity(fields) not in known:
            known.add(_identity(fields))
            fresh.append(fields)
    plain = [fields for fields in fresh if readable(fields)]
    plain.sort(key=lambda fields: fields["time"])  # stable: the file's order within a millisecond
    tops: dict[tuple[str, bool], tuple[str, int]] = {}
    ready: list[dict[str, Any]] = []
    for fields in plain:
        slot = _slot(fields)
        if slot not in tops:
            current = latest(slot[0], "place" if slot[1] else "")
            tops[slot] = (current.time, current.revision) if current else ("", 0)
        time, top = tops[slot]
        if fields["time"] <= time:
            revision = max((r for t, r in past.get(slot, ()) if t <= fields["time"]), default=0)
        elif fields["kind"] in STATES or fields["kind"] == "place":
            revision = top + 1
            tops[slot] = (time, revision)
        else:
            revision = top
        ready.append({**fields, "revision": revision})
    lines = []
    for fields in ready + [fields for fields in fresh if not readable(fields)]:
        with suppress(ValueError):
            lines.append(encode(fields))
    return lines, len(fresh) - len(lines)


def _slot(fields: dict[str, Any]) -> tuple[str, bool]:
    return fields["item"], fields["kind"] == "place"


def _identity(fields: dict[str, Any]) -> str:
    """The entry's id, or for a later version that has none, all of it."""
    name = fields.get("id")
    return name if isinstance(name, str) else json.dumps(fields, sort_keys=True)
