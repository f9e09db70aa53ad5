"""answers.json beside an assignment's notebook: what will be handed in."""

import json
import os
import re
import stat
from codecs import BOM_UTF8
from contextlib import suppress
from pathlib import Path
from typing import Any

from active_listening.files import write_whole

from . import place
from .entry import RecordError, check_length, now
from .files import locked, set_aside, told
from .line import canonical

FORMAT = 1
NAME = "answers.json"
COPY_MIME = "application/vnd.active-listening.answer+json"  # an answer in a notebook's output
PREVIOUS = "answers.previous.json"
_LOCK = ".answers.lock"
_MODE = 0o666  # less the umask: in a class the instructor's programs read this file
_ITEM = re.compile(r'"([^"\\]+)"\s*:\s*(?=\{)')
_CHAIN = re.compile(r'(?:\{\s*"[^"\\]*"\s*:\s*)+')  # one value in another in another
_REST = {"time": "", "content": "", "coach": ""}
_NESTED = 20_000  # what giving up on such a value counts for, in characters


class Answers:
    """The answers of one assignment, item by item, shared by several notebooks.

    `notice` is "" or one sentence for the learner about a repair. Writing waits for the disk:
    in a lesson call `put` from the `saved` callback of `Record.later`.
    """

    def __init__(
        self, folder: str | os.PathLike[str], assignment: str, learner: str | None = None
    ) -> None:
        """learner: id; default the hub's user name, else the id of the workspace or record."""
        self.folder = Path(folder).absolute()
        self.assignment = assignment
        if learner is None:
            learner = place.learner_id(place.record_folder(self.folder))
        self.learner = learner
        self.notice = ""
        self.path = self.folder / NAME

    @property
    def items(self) -> dict[str, dict[str, Any]]:
        """{item: {"answer", "revision", "time", "content", "coach"}} as stored now.

        A damaged file is repaired. RecordError if answers.json is no regular file.
        """
        with told(self.folder, "read"):
            data = _read(self.path)
            if data is not None:
                document = _parse(data)
                if document is not None:
                    return _items(document)
            elif _read_previous(self.folder) is None:
                return {}
        try:
            with told(self.folder), locked(self.folder / _LOCK):
                return _items(self._load())
        except RecordError:  # cannot be written: still show what there is
            self.notice = self.notice or f"{NAME} is damaged; all that could be read is shown."
            return _merged(_salvage(data or b""), _read_previous(self.folder))

    def put(
        self,
        item: str,
        answer: Any,
        revision: int,
        time: str | None = None,
        content: str = "",
        coach: str = "",
    ) -> dict[str, Any]:
        """Store an answer and give back the one that stands: the higher revision wins, between
        equal ones the later time.

        time: UTC as in an Entry, default now.  content, coach: versions.
        TooLong if a text has more than `LIMIT` characters; RecordError if it cannot be written
        or answers.json is no regular file (what was stored stays); TypeError or ValueError if
        the answer is no JSON value.
        """
        check_length(answer)
        new = {
            "answer": json.loads(json.dumps(answer, allow_nan=False)),
            "revision": revision,
            "time": time or now(),
            "content": content,
            "coach": coach,
        }
        with told(self.folder), locked(self.folder / _LOCK):
            document = self._load()
            old = document["items"].get(item)
            if old is not None and _rank(old) >= _rank(new):
                return dict(old)
            document["items"][item] = new
            before = _read(self.path)
            if before is not None:
                write_whole(self.folder / PREVIOUS, before, sync=False, mode=_MODE)
            self._store(document)
        return new

    def _load(self) -> dict[str, Any]:
        """The stored document, repaired if need be. Call under the lock."""
        data = _read(self.path)
        previous = _read_previous(self.folder)
        document = _parse(data) if data is not None else None
        if document is not None:
            return document
        if data is None and previous is None:
            return {"items": {}}
        document = {**(previous or {}), "items": _merged(_salvage(data or b""), previous)}
        count = len(document["items"])
        if data is None:
            self.notice = f"{NAME} was missing; {count} answers are back from {PREVIOUS}."
        else:
            aside = set_aside(self.path, data, _MODE)
            self.notice = (
                f"{NAME} was damaged and is now {aside.name}; "
                f"{count} whole answers are kept, so please check that none is missing."
            )
        self._store(document)
        return document

    def _store(self, document: dict[str, Any]) -> None:
        """One item a line, so that damage to one leaves the others whole."""
        head = {
            **document,
            "format": max(FORMAT, document.get("format", FORMAT)),
            "assignment": self.assignment,
            "learner": self.learner or document.get("learner", ""),
        }
        items = head.pop("items")
        lines = [f"{json.dumps(item)}: {json.dumps(fields)}" for item, fields in items.items()]
        text = json.dumps(head)[:-1] + ', "items": {\n' + ",\n".join(lines) + "\n}}\n"
        write_whole(self.path, text.encode("ascii"), mode=_MODE)


def read_document(data: bytes) -> tuple[dict[str, dict[str, Any]], bool]:
    """The items in the bytes of an answers.json, and whether the file is whole.

    Of a damaged one, only the items that are whole themselves; nothing is repaired or written.
    """
    document = _parse(data)
    return (_salvage(data), False) if document is None else (_items(document), True)


def _read(path: Path) -> bytes | None:
    """The bytes of a regular file, None if there is none; RecordError for anything else."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise RecordError(
            f"{path} is not a plain file but a link or a folder, so no answer is read from it or "
            "saved in it. Move it away, and the answers will be saved again."
        )
    return path.read_bytes()


def _read_previous(folder: Path) -> dict[str, Any] | None:
    """The previous good copy, if it is one."""
    with suppress(OSError, RecordError):
        data = _read(folder / PREVIOUS)
        return _parse(data) if data is not None else None
    return None


def _parse(data: bytes) -> dict[str, Any] | None:
    """The document, or None if any part of it is not as it should be."""
    try:
        document = json.loads(data.removeprefix(BOM_UTF8).decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("items"), dict):
        return None
    whole = type(document.get("format")) is int and all(map(_is_item, document["items"].values()))
    return document if whole else None


def _is_item(fields: object) -> bool:
    return (
        isinstance(fields, dict)
        and "answer" in fields
        and type(fields.get("revision")) is int
        and all(isinstance(fields.get(name, ""), str) for name in _REST)
    )


def _items(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item: {**_REST, **fields} for item, fields in document["items"].items()}


def _rank(fields: dict[str, Any]) -> tuple[int, str, str]:
    return fields["revision"], fields.get("time", ""), canonical(fields["answer"])


def _salvage(data: bytes) -> dict[str, dict[str, Any]]:
    """The whole items in a damaged file. Quotes inside an answer are escaped, so that no text of
    a learner's is taken for an item; all that we write have a time."""
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder()
    found: dict[str, dict[str, Any]] = {}
    at = 0
    patience = 10 * len(text) + _NESTED  # characters read in vain: damage costs few, malice many
    least = len(text) // 1000  # telling a mistake's line takes time too
    while patience > 0 and (match := _ITEM.search(text, at)) is not None:
        at = match.end()
        try:
            fields, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            patience -= max(error.pos - at, least)
            continue
        except (ValueError, RecursionError):  # a number too long, nested too deep
            patience -= _NESTED
            chain = _CHAIN.match(text, at)
            at = chain.end() if chain else at  # what is deeper in it fails the same way
            continue
        if _is_item(fields) and "time" in fields:
            found[match[1]] = fields
            at = end
        else:
            patience -= max(end - at, least)
    return found


def _merged(
    salvaged: dict[str, dict[str, Any]], previous: dict[str, Any] | None
) -> dict[str, dict[str, Any]]:
    """What was saved from the damaged file, and what only the previous copy still has."""
    items = dict(previous["items"]) if previous else {}
    for item, fields in salvaged.items():
        if item not in items or _rank(fields) >= _rank(items[item]):
            items[item] = fields
    return items
