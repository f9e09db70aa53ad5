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
from active_listening.bank import Assignment, Roleplay
from active_listening.grading import DISAGREES, plays
from active_listening.record import COPY_MIME, read_document

ANSWERS = "answers.json"
ANSWERS_LIMIT = 5_000_000  # bytes; the longest possible answers to every task take about a fifth
NOTEBOOK_LIMIT = 20_000_000  # bytes; a handed-in notebook has about 100,000
_BOXES = 20  # more than any worksheet has
_MISSED = "No answer to this task was found."
_NO_TEXT = "The answer is not text."
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


@dataclass(frozen=True, slots=True)
class _Source:
    """What one file said.

    Attributes:
        items: {"answer", "revision", …} by item id.
        there: whether there is such a file at all.
        whole: whether all of it could be read.
    """

    items: Mapping[str, Mapping[str, Any]]
    there: bool = True
    whole: bool = True


class _Refused(Exception):
    """A file that is not read; says why, as the end of a sentence."""


def read_submission(folder: Path, assignment: Assignment) -> Submission:
    """Reads the submission in `folder`; nothing in it can make this raise.

    Where answers.json and the notebook's copies differ, the later revision of an answer counts, as
    in the learner's own record. That nothing was typed is believed of a whole answers.json, and of
    a notebook that was typed in and came alone: a copy may be older than what was lost.
    """
    notes: list[str] = []
    if folder.is_symlink():
        return _flagged(assignment, f"{folder.name} is a link, not a folder. Ask for the files.")
    filed = _filed(folder, assignment, notes)
    copies = _copied(folder, assignment, notes)
    typed_in = any(_rank(copy) >= (1, "") for copy in copies.items.values())
    believed = filed.whole or (not filed.there and typed_in)
    answers: dict[str, Any] = {}
    talks = {item.id for item in assignment.items if isinstance(item, Roleplay)}
    for id in _ids(assignment):
        clean = _play if id in talks else _clean
        found = [source.items[id] for source in (filed, copies) if id in source.items]
        answer = clean(max(found, key=_rank)["answer"]) if found else ""
        if found and (believed or not _empty(answer)):
            answers[id] = answer
        elif not filed.whole and not id.endswith(DISAGREES):
            answers[id] = Unreadable(" ".join([*notes, _MISSED]))
    items = [answers.get(item.id) for item in assignment.items]
    if all(isinstance(answer, Unreadable) for answer in items):
        return _flagged(assignment, _nothing(notes, filed, copies))
    return Submission(answers, notes=tuple(notes))


def _nothing(notes: list[str], filed: _Source, copies: _Source) -> str:
    """Why no answer at all was found, and what to do."""
    if not filed.there:
        notes = [f"There is no {ANSWERS}.", *notes]
    if filed.whole:
        notes = [*notes, f"What {ANSWERS} holds is no text, or too long a one."]
    if copies.whole:
        notes = [*notes, "The notebook carries no answers."]
    return " ".join([*notes, "Ask for the assignment's folder again, with its answers.json."])


def _flagged(assignment: Assignment, problem: str) -> Submission:
    answers = {item.id: Unreadable(problem) for item in assignment.items}
    return Submission(dict(answers), problem)


def _ids(assignment: Assignment) -> Iterator[str]:
    for item in assignment.items:
        yield item.id
        yield item.id + DISAGREES


def _filed(folder: Path, assignment: Assignment, notes: list[str]) -> _Source:
    """The items of answers.json."""
    try:
        data = _bytes(folder / ANSWERS, ANSWERS_LIMIT)
    except FileNotFoundError:
        return _Source({}, there=False, whole=False)
    except _Refused as why:
        notes.append(f"{ANSWERS} {why}.")
        return _Source({}, whole=False)
    items, whole = read_document(data)
    if items and not set(items) & set(_ids(assignment)):
        notes.append(f"{ANSWERS} belongs to another assignment.")
        return _Source({}, whole=False)
    if not whole:
        notes.append(f"{ANSWERS} is damaged; only what is whole in it counts.")
    return _Source(items, whole=whole)


def _copied(folder: Path, assignment: Assignment, notes: list[str]) -> _Source:
    """The copies of answers in the notebook's outputs, in whatever cells they are."""
    name = f"{assignment.name}.ipynb"
    try:
        notebook = json.loads(_bytes(folder / name, NOTEBOOK_LIMIT).decode("utf-8-sig"))
        bundles = [
            output["data"][COPY_MIME]
            for cell in notebook["cells"]
            if isinstance(cell, dict)
            for output in _list(cell.get("outputs"))
            if isinstance(output, dict)
            and isinstance(output.get("data"), dict)
            and COPY_MIME in output["data"]
        ]
    except FileNotFoundError:
        notes.append(f"There is no {name}.")
        return _Source({}, there=False, whole=False)
    except _Refused as why:
        notes.append(f"{name} {why}.")
        return _Source({}, whole=False)
    except (ValueError, KeyError, TypeError, RecursionError):
        notes.append(f"{name} is no notebook.")
        return _Source({}, whole=False)
    copies: dict[str, dict[str, Any]] = {}
    for bundle in bundles:
        if isinstance(bundle, dict) and isinstance(bundle.get("item"), str) and "answer" in bundle:
            id = bundle["item"]
            if id not in copies or _rank(bundle) > _rank(copies[id]):
                copies[id] = bundle
    return _Source(copies)


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
    """The answer, a text or the texts of boxes, as any file and database can hold it; or
    Unreadable."""
    if answer is None or isinstance(answer, str):
        return _text(answer or "")
    if not isinstance(answer, dict) or len(answer) > _BOXES:
        return Unreadable(_NO_TEXT)
    if not all(text is None or isinstance(text, str) for text in answer.values()):
        return Unreadable(_NO_TEXT)
    cleaned = {_text(name): _text(text or "") for name, text in answer.items()}
    broken = [text for text in (*cleaned, *cleaned.values()) if isinstance(text, Unreadable)]
    return broken[0] if broken else cleaned


def _play(answer: Any) -> Any:
    """A play, with nothing in it but what belongs there; a text alone is no play, unless empty."""
    if answer is None or (isinstance(answer, str) and not coach.visible(answer)):
        return ""
    found = plays.tidy(answer)
    return Unreadable(plays.NO_PLAY) if found is None else found


def _text(text: str) -> Any:
    """Half a surrogate pair, which JSON can carry, becomes a replacement sign; NUL is left out."""
    if len(text) > coach.LIMIT:
        return Unreadable(f"The answer has more than {coach.LIMIT:,} characters.")
    return _HALVES.sub("\ufffd", text).replace("\0", "")


def _empty(answer: Any) -> bool:
    """Whether nothing can be seen of a cleaned answer."""
    if isinstance(answer, dict) and "turns" in answer:
        return not answer["turns"]
    texts = answer.values() if isinstance(answer, dict) else [answer]
    return not any(isinstance(text, Unreadable) or coach.visible(text) for text in texts)
