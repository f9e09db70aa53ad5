"""The learner's own folder: made once, brought up to date at every start, never overwritten.

    <workspace>/course/*.ipynb                   the lessons
    <workspace>/exercises/<name>/<name>.ipynb    the assignments
    <workspace>/.active-listening/workspace.json who the learner is, and what was delivered

Only notebooks are delivered. Whether a learner changed one is told by its cells' types and sources:
running a notebook changes outputs, counts and metadata, and is no edit.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import resources
from .files import write_whole
from .record import COPY_MIME

MARKER = ".active-listening"
FORMAT = 1
_LEARNER = re.compile(r'"learner":\s*"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')


class WorkspaceError(Exception):
    """The folder cannot be used. `str()` is one sentence for the learner."""


@dataclass
class Workspace:
    """A learner's folder, ready to use.

    Attributes:
        folder: its absolute path.
        learner: the learner's id, a UUID, the same for the life of the folder.
        delivered: relative path with ``/`` -> fingerprint of the notebook as it was delivered.
        notices: sentences for the learner about what `prepare` found and did.
    """

    folder: Path
    learner: str
    delivered: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


def prepare(folder: Path) -> Workspace:
    """Make `folder` a workspace, or bring one up to date. Safe to repeat; each file is written
    whole or not at all.

    Raises:
        WorkspaceError: no permission, disk full, not a folder, a checkout of this project, or a
            workspace of a later version of the course.
    """
    folder = Path(folder).expanduser().absolute()
    lessons = sorted(p for p in resources.course().glob("*.ipynb") if not p.name.startswith("."))
    if not lessons:
        raise WorkspaceError(
            f"There are no lessons in {resources.course()}. In a checkout, run: make build"
        )
    with _sentences(folder):
        _refuse(folder)
        (folder / MARKER).mkdir(parents=True, exist_ok=True)
        workspace = _read(folder)
        before = dict(workspace.delivered)
        for lesson in lessons:
            _deliver_lesson(workspace, lesson, f"course/{lesson.name}")
        for home in sorted(resources.exercises().glob("*")):
            assignment = home / f"{home.name}.ipynb"
            if assignment.is_file():
                _deliver_assignment(
                    workspace, assignment, f"exercises/{home.name}/{home.name}.ipynb"
                )
        path = folder / MARKER / "workspace.json"
        if workspace.delivered != before or not path.is_file():
            _save(workspace, path)
    return workspace


def fingerprint(notebook: bytes) -> str | None:
    """A hash over the cells' types and sources, or None if `notebook` cannot be read as one."""
    try:
        cells = json.loads(notebook)["cells"]
        essence = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (ValueError, KeyError, TypeError):
        return None
    return hashlib.sha256(json.dumps(essence).encode()).hexdigest()


def _deliver_lesson(workspace: Workspace, source: Path, name: str) -> None:
    new = source.read_bytes()
    mark = fingerprint(new) or ""
    path = workspace.folder / name
    current = fingerprint(path.read_bytes()) if path.is_file() else None
    if current == mark or (path.exists() and workspace.delivered.get(name) == mark):
        workspace.delivered[name] = mark  # up to date, or edited since this very version came
    elif not path.exists() or (current and current == workspace.delivered.get(name)):
        _write(path, new)
        workspace.delivered[name] = mark
    else:
        _deliver_beside(workspace, new, mark, name)


def _deliver_beside(workspace: Workspace, new: bytes, mark: str, name: str) -> None:
    """Put a new lesson next to one that the learner edited. Each version is put there once."""
    stem = name.removesuffix(".ipynb")
    number = 1
    while True:
        beside = f"{stem} (new version{'' if number == 1 else f' {number}'}).ipynb"
        path = workspace.folder / beside
        if workspace.delivered.get(beside) == mark:
            return
        if not path.exists():
            break
        current = fingerprint(path.read_bytes())
        if current and current in (mark, workspace.delivered.get(beside)):
            break
        number += 1
    _write(path, new)
    workspace.delivered[beside] = mark
    workspace.notices.append(
        f"You changed {name}, so it was kept as it is; the new version is beside it: {path.name}"
    )


def _deliver_assignment(workspace: Workspace, source: Path, name: str) -> None:
    new = source.read_bytes()
    mark = fingerprint(new) or ""
    path = workspace.folder / name
    if path.exists():
        current = fingerprint(path.read_bytes())
        traces = ("answers.json", "answers.previous.json", "handed_in")
        started = any((path.parent / trace).exists() for trace in traces) or _has_copies(path)
        if current == mark:
            workspace.delivered[name] = mark
        if started or current is None or current != workspace.delivered.get(name):
            return
        if current == mark:
            return
    _write(path, new)
    workspace.delivered[name] = mark


def _has_copies(path: Path) -> bool:
    """Whether the notebook's outputs carry an answer, though nothing else is left of it."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        outputs = [output for cell in cells for output in cell.get("outputs", ())]
        copies = [output.get("data", {}).get(COPY_MIME, {}) for output in outputs]
        return any(copy.get("revision") for copy in copies)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return True  # not as it was delivered: leave it alone


def _read(folder: Path) -> Workspace:
    """The workspace as it is on disk; a new one if there is none. A damaged one is rebuilt."""
    path = folder / MARKER / "workspace.json"
    if not path.is_file():
        return Workspace(folder, str(uuid.uuid4()))
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        stored: dict[str, Any] = json.loads(text)
        learner, delivered, version = stored["learner"], stored["delivered"], stored["format"]
        if not (isinstance(learner, str) and learner and isinstance(version, int)):
            raise ValueError("learner and format")
        delivered = {str(name): str(mark) for name, mark in delivered.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return _rebuild(folder, path, text)
    if version > FORMAT:
        raise WorkspaceError(
            f"{folder} was made by a later version of the course: update the course, or choose "
            "another folder with --workspace FOLDER."
        )
    return Workspace(folder, learner, delivered)


def _rebuild(folder: Path, path: Path, text: str) -> Workspace:
    number = 1
    while (aside := path.with_name(f"workspace.damaged-{number}.json")).exists():
        number += 1
    path.replace(aside)
    known = _LEARNER.search(text)
    learner = known[1] if known else str(uuid.uuid4())
    notice = f"A damaged file of this workspace was rebuilt; the old one is kept as {aside}"
    return Workspace(folder, learner, notices=[notice])


def _save(workspace: Workspace, path: Path) -> None:
    stored = {"format": FORMAT, "learner": workspace.learner, "delivered": workspace.delivered}
    _write(path, (json.dumps(stored, indent=1, sort_keys=True) + "\n").encode())


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(
            f"{folder} is a file, not a folder: choose another with --workspace FOLDER."
        )
    project = folder / "pyproject.toml"
    if project.is_file():
        with suppress(tomllib.TOMLDecodeError, UnicodeDecodeError):
            named = (
                tomllib.loads(project.read_text(encoding="utf-8")).get("project", {}).get("name")
            )
            if named == "active-listening":
                raise WorkspaceError(
                    f"{folder} holds the course's own source: choose another folder for your work "
                    "with --workspace FOLDER."
                )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


@contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence for the learner."""
    try:
        yield
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        where = error.filename or folder
        raise WorkspaceError(
            f"{where} cannot be written: choose another folder with --workspace FOLDER."
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            reason = "the disk is full; free some space and start again"
        elif error.errno == errno.EROFS:
            reason = "the disk is read-only; choose another folder with --workspace FOLDER"
        else:
            reason = error.strerror or str(error)
        raise WorkspaceError(f"{folder} cannot be prepared: {reason}.") from error
