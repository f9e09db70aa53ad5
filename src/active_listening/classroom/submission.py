"""What a learner handed in, read as data: answers.json, and the copies the notebook carries.

Nothing here runs, imports or copies anything of a submission. Whatever is wrong with a file is told
in a sentence, and never becomes an answer that was left empty.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from active_listening import coach
from active_listening.bank import Assignment
from active_listening.grading import DISAGREES
from active_listening.record import COPY_MIME, read_document

ANSWERS = "answers.json"
ANSWERS_LIMIT = 5_000_000  # bytes; the longest possible answers to every task take about a fifth
NOTEBOOK_LIMIT = 20_000_000  # bytes; a handed-in notebook has about 100,000
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands where an answer could not be read; no answer of a learner's is ever of this kind."""

    why: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's answers to one assignment.

    Attributes:
        answers: by item id, and by `ITEM/disagrees`; an `Unreadable` where a person must look. An
            item that is not there was left empty.
        problem: "", or what is wrong with the whole and what to do.
        notes: what is odd but stood in nobody's way.
    """

    answers: dict[str, Any]
    problem: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)


class _Refused(Exception):
    """A file that is not read; says why, as the end of a sentence."""


def read_submission(folder: Path, assignment: Assignment) -> Submission:
    """Reads the submission in `folder`; nothing in it can make this raise.

    Where answers.json and the notebook's copies differ, the later revision of an answer counts, as
    in the learner's own record.
    """
    notes: list[str] = []
    if folder.is_symlink():
        return _flagged(assignment, f"{folder.name} is a link, not a folder. Ask for the files.")
    filed, filed_whole = _filed(folder, assignment, notes)
    copies, copied_whole = _copied(folder, assignment, notes)
    answers: dict[str, Any] = {}
    for id in _ids(assignment):
        found = [source[id] for source in (filed, copies) if id in source]
        if found:
            answers[id] = _clean(max(found, key=_rank)["answer"])
        elif not filed_whole and not id.endswith(DISAGREES):
            # Only a whole answers.json, or the item's own copy, can say that nothing was typed.
            answers[id] = Unreadable(" ".join(notes) or "Its copy is missing from the notebook.")
    items = [answers.get(item.id) for item in assignment.items]
    if all(isinstance(answer, Unreadable) for answer in items):
        return _flagged(assignment, _nothing(notes, copied_whole))
    return Submission(answers, notes=tuple(notes))


def _nothing(notes: list[str], notebook_read: bool) -> str:
    """Why no answer at all was found, and what to do."""
    if notebook_read:
        notes = [*notes, "The notebook carries no answers."]
    return " ".join([*notes, "Ask for the assignment's folder again, with its answers.json."])


def _flagged(assignment: Assignment, problem: str) -> Submission:
    answers = {item.id: Unreadable(problem) for item in assignment.items}
    return Submission(dict(answers), problem)


def _ids(assignment: Assignment) -> Iterator[str]:
    for item in assignment.items:
        yield item.id
        yield item.id + DISAGREES


def _filed(
    folder: Path, assignment: Assignment, notes: list[str]
) -> tuple[dict[str, dict[str, Any]], bool]:
    """The items of answers.json, and whether it is whole."""
    try:
        data = _bytes(folder / ANSWERS, ANSWERS_LIMIT)
    except FileNotFoundError:
        return {}, False
    except _Refused as why:
        notes.append(f"{ANSWERS} {why}.")
        return {}, False
    items, whole = read_document(data)
    if not whole:
        notes.append(f"{ANSWERS} is damaged; only what is whole in it counts.")
    elif not set(items) & set(_ids(assignment)) and items:
        notes.append(f"{ANSWERS} belongs to another assignment.")
        return {}, False
    return items, whole


def _copied(
    folder: Path, assignment: Assignment, notes: list[str]
) -> tuple[dict[str, dict[str, Any]], bool]:
    """The copies of answers in the notebook's outputs, and whether it could be read."""
    name = f"{assignment.name}.ipynb"
    try:
        notebook = json.loads(_bytes(folder / name, NOTEBOOK_LIMIT).decode("utf-8-sig"))
        cells = notebook["cells"]
        bundles = [
            output["data"][COPY_MIME]
            for cell in cells
            if isinstance(cell, dict)
            for output in _list(cell.get("outputs"))
            if isinstance(output, dict)
            and isinstance(output.get("data"), dict)
            and COPY_MIME in output["data"]
        ]
    except FileNotFoundError:
        notes.append(f"There is no {name}.")
        return {}, False
    except _Refused as why:
        notes.append(f"{name} {why}.")
        return {}, False
    except (ValueError, KeyError, TypeError, RecursionError):
        notes.append(f"{name} is no notebook.")
        return {}, False
    copies: dict[str, dict[str, Any]] = {}
    for bundle in bundles:
        if isinstance(bundle, dict) and isinstance(bundle.get("item"), str) and "answer" in bundle:
            id = bundle["item"]
            if id not in copies or _rank(bundle) > _rank(copies[id]):
                copies[id] = bundle
    return copies, True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _bytes(path: Path, limit: int) -> bytes:
    """The bytes of a plain file of at most `limit` bytes. FileNotFoundError or _Refused."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise _Refused("is a link or a folder, not a file, and was not opened")
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123 - from a descriptor
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _Refused(f"cannot be read ({error.strerror})") from error
    if len(data) > limit:
        raise _Refused(f"has more than {limit // 1_000_000} MB and was not read")
    return data


def _rank(fields: Mapping[str, Any]) -> tuple[int, str]:
    """A later revision counts more; between equal ones, the later time."""
    revision, time = fields.get("revision"), fields.get("time")
    return (revision if type(revision) is int else -1, time if isinstance(time, str) else "")


def _clean(answer: Any) -> Any:
    """The answer as text that any file and database can hold, or Unreadable.

    Half a surrogate pair, which JSON can carry, becomes a replacement sign, and NUL is left out.
    """
    if isinstance(answer, str):
        if len(answer) > coach.LIMIT:
            return Unreadable(f"The answer has more than {coach.LIMIT:,} characters.")
        return _HALVES.sub("\ufffd", answer).replace("\0", "")
    if isinstance(answer, dict) and len(answer) <= 20:
        cleaned = {_clean(str(name)): _clean(text) for name, text in answer.items()}
        broken = [text for text in (*cleaned, *cleaned.values()) if isinstance(text, Unreadable)]
        return broken[0] if broken else cleaned
    if answer is None:
        return ""
    return Unreadable("The answer is not text.")
