"""Between an activity and the record: what it last held, saving as it goes, two windows at odds."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from active_listening import coach
from active_listening.record import Entry, Record, RecordError, Stale, learner_id, record_folder


@cache
def _opened(folder: Path) -> Record:
    return Record.open(folder)


def the_record() -> Record:
    """The learner's record: one for this kernel. Raises RecordError if it cannot be read."""
    return _opened(record_folder())


def notebook() -> str:
    """The name of the notebook this kernel belongs to, or "" where Jupyter does not say."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).name


def clock(time: str) -> str:
    """A UTC time of an entry as hours and minutes on the learner's clock."""
    from datetime import datetime

    return datetime.fromisoformat(time).astimezone().strftime("%H:%M")


class Keeper:
    """Keeps the states of one item in the record, without waiting for the disk.

    Attributes:
        entry: the newest state when the activity was opened, or None.
        learner: the learner's id.
        saved, failed, stale: called on another thread, with the Entry, a sentence, or the Entry
            that another window saved first.
    """

    def __init__(self, record: Record, item: str, version: str = "") -> None:
        self.record, self.item, self.version = record, item, version
        self.entry = record.latest(item)
        self.learner = _learner(record)
        self.saved: Callable[[Entry], None] = lambda entry: None
        self.failed: Callable[[str], None] = lambda sentence: None
        self.stale: Callable[[Entry], None] = lambda entry: None
        self._base = self.entry.revision if self.entry else 0
        self._theirs: Entry | None = None
        self._source = f"{id(self):x}"

    def later(self, answer: Any, kind: str = "draft", **more: Any) -> None:
        """Save soon; `more` may hold reading and points. Raises TooLong at once."""
        self.record.later(
            self.item,
            answer,
            base=self._base,
            kind=kind,
            content=self.version,
            coach=coach.VERSION,
            place=notebook(),
            source=self._source,
            saved=self._on_saved,
            failed=self._on_failed,
            **more,
        )

    def attempt(self, answer: Any, **more: Any) -> None:
        """Save as an attempt."""
        self.later(answer, kind="attempt", **more)

    def aside(self, name: str, answer: Any) -> None:
        """Save something said about the item, as an item of its own: ``id/name``."""
        self.record.later(
            f"{self.item}/{name}", answer, content=self.version, place=notebook(),
            failed=self._on_failed, source=self._source,
        )  # fmt: skip

    def place(self, where: str) -> None:
        """Keep how far the learner has come."""
        self.record.later(self.item, where, kind="place", place=notebook(), source=self._source)

    def last_place(self) -> str:
        """Where the learner was, "" at the beginning."""
        entry = self.record.latest(self.item, "place")
        return entry.answer if entry and isinstance(entry.answer, str) else ""

    def take_theirs(self) -> Any:
        """Go on from what the other window saved; its answer."""
        if self._theirs:
            self.entry, self._base, self._theirs = self._theirs, self._theirs.revision, None
        return self.entry.answer if self.entry else None

    def keep_mine(self, answer: Any, kind: str = "draft", **more: Any) -> None:
        """Save `answer` over what the other window saved, which stays in the record."""
        if self._theirs:
            self._base, self._theirs = self._theirs.revision, None
        self.later(answer, kind, **more)

    def _on_saved(self, entry: Entry) -> None:
        if entry.kind != "place":
            self.entry, self._base = entry, max(self._base, entry.revision)
        self.saved(entry)

    def _on_failed(self, error: RecordError) -> None:
        if isinstance(error, Stale):
            self._theirs = error.current
            self.stale(error.current)
        else:
            self.failed(str(error))


def _learner(record: Record) -> str:
    """The learner's id, made now if need be, so that shuffles stay the same from the first look."""
    try:
        return learner_id(record.folder, make=True)
    except OSError:
        return ""
