"""The files of the role-plays: one scene each, `data/roleplays/ID.yaml`. What is in them is for
`roleplays` to make sense of."""

from __future__ import annotations

from pathlib import Path

from active_listening import resources
from active_listening.bank import errors
from active_listening.bank.errors import ContentError, UnknownId
from active_listening.resources import RawEntry


def files() -> list[Path]:
    """The files of all scenes, by id."""
    return sorted((resources.data() / "roleplays").glob("*.yaml"))


def find(id: str) -> Path:
    """The file of the scene `id`. Raises UnknownId with the ids near it."""
    known = {path.stem: path for path in files()}
    if id not in known:
        raise UnknownId("roleplays", id, known)
    return known[id]


def entry(path: Path) -> RawEntry:
    """A scene's file, unread. Raises OSError, and ContentError where it is no text."""
    try:
        return RawEntry(path.stem, path, 1, path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        mend = "Save the file as UTF-8."
        raise ContentError(errors.source_of(path, 1), "", "not UTF-8 text", mend) from error
