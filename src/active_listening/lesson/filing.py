"""A graded answer beside the record: in answers.json, to be handed in, and as a copy in the
notebook."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from IPython.display import DisplayHandle, display

from active_listening import bank
from active_listening.lesson import fallback
from active_listening.record import Answers, Entry, RecordError

listeners: list[Callable[[str], None]] = []
"""Called with an item's id when a graded answer has been saved, on another thread."""


def assignment_of(item: Any) -> str:
    """The name of the assignment that `item` is in: its file's."""
    return Path(item.source.rpartition(":")[0]).stem


class Filing:
    """Where the answers to one graded item go.

    Attributes:
        notice: "" or one sentence for the learner about a repair.
    """

    def __init__(self, item: bank.Graded) -> None:
        self.item = item
        self.notice = ""
        self._answers = Answers(Path.cwd(), assignment_of(item))
        self._shift = 0
        self._handle: DisplayHandle | None = None

    def newer(self, entry: Entry | None) -> dict[str, Any] | None:
        """What answers.json holds, where that is newer than the record's `entry`; else None, and
        the record's is filed if it was not."""
        try:
            stored = self._answers.items.get(self.item.id)
        except RecordError as error:
            self.notice = str(error)
            return None
        self.notice = self._answers.notice
        mine = (entry.revision, entry.time) if entry else (0, "")
        if stored and (stored["revision"], stored["time"]) > mine:
            # Revisions of the record start below those of a file from elsewhere: go on from there.
            self._shift = max(0, stored["revision"] - mine[0])
            return stored
        if entry and (stored is None or stored["answer"] != entry.answer):
            with suppress(RecordError):
                self.put(entry)
        return None

    def put(self, entry: Entry) -> None:
        """Files the record's `entry`. Raises RecordError."""
        revision = entry.revision + self._shift
        self._answers.put(
            self.item.id, entry.answer, revision, entry.time, entry.content, entry.coach
        )

    def saved(self, entry: Entry, answer: Any) -> None:
        """Files `entry`, brings the notebook's copy up to date, tells who listens. RecordError."""
        self.put(entry)
        if self._handle is not None:
            self._handle.update(self.copy(answer, entry), raw=True)
        for listener in list(listeners):
            listener(self.item.id)

    def show(self, answer: Any, entry: Entry | None) -> None:
        """Shows the copy under the activity, where it is hidden while that lives."""
        self._handle = display(self.copy(answer, entry), raw=True, display_id=True)

    def copy(self, answer: Any, entry: Entry | None) -> dict[str, Any]:
        """The copy of `answer` that the notebook carries."""
        stamp = None
        if entry:
            stamp = {
                "revision": entry.revision + self._shift,
                "time": entry.time,
                "content": entry.content,
                "coach": entry.coach,
            }
        return fallback.answer_copy(self.item, answer, stamp)
