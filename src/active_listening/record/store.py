"""The learner's record: what the rest of the course sees of it."""

import os
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Unpack

from . import transfer
from .entry import SCHEMA, STATES, Details, Entry, RecordError, Stale, now
from .files import locked, told
from .index import Summary, Tries
from .line import canonical, encode, entries_of, entry_of, intact, prepare
from .log import Log
from .place import LEARNER, MARK, is_workspace, learner_id, record_folder
from .writer import Failed, Job, Saved, Writer


class Record:
    """All that one learner did, in `record.jsonl` of one folder, shared by several notebooks.

    Keep one Record for a kernel: opening reads the whole file (20,000 entries: below half a
    second). All methods may be called from any thread. `notice` is "" or one sentence for the
    learner about a repair.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notice = ""
        self._log = Log(folder / "record.jsonl")
        self._mutex = threading.RLock()  # for the log in memory; taken after the lock on disk
        self._writer = Writer(self._save)
        with told(folder, "read"):
            self._log.follow()
        if self._log.damaged:
            self._repair_if_possible()

    @classmethod
    def open(cls, folder: str | os.PathLike[str] | None = None) -> "Record":
        """Open the record of a workspace or in a folder of its own; nothing is created yet.

        folder: default as in `place.record_folder`. RecordError if a record is there but cannot
        be read; a folder that cannot be written to is told at the first save.
        """
        if folder is None:
            return cls(record_folder())
        path = Path(folder).absolute()
        return cls(path / MARK / "record" if is_workspace(path) else path)

    @property
    def learner(self) -> str:
        """The learner's id, "" before the first entry where it is still to be made."""
        return learner_id(self.folder)

    def latest(self, item: str, kind: str = "") -> Entry | None:
        """The newest state of an item (draft, attempt or hand-in), or its newest entry of `kind`.

        Sees what other notebooks have written. RecordError if the file has become unreadable.
        """
        with self._mutex, told(self.folder, "read"):
            self._log.follow()
            return self._log.index.latest(item, kind)

    def save(
        self,
        item: str,
        answer: Any,
        base: int | None = None,
        kind: str = "draft",
        *,
        source: Hashable = None,
        **more: Unpack[Details],
    ) -> Entry:
        """Append what the learner did and give it back; it is in the file then.

        base: the revision the learner started from (0: none yet). None: whatever is stored, for
        what cannot conflict. Places never conflict.
        kind: draft, attempt, hand_in or place.
        source: the box on the page, if it uses `later` too: its waiting draft gives way to this,
        and what it wrote itself is no conflict.
        more: reading, points, content, coach, place, as in Entry.
        An answer that is stored already is no conflict; as a draft it is not stored again.
        Raises Stale if a different answer is stored with a higher revision, TooLong, RecordError
        if it cannot be written (what was saved before stays); ValueError for another kind,
        TypeError or ValueError if the answer is no JSON value.
        """
        fields = prepare(item, answer, kind, **more)
        if source is None:
            return self._save(fields, base)
        return self._writer.at_once(Job(fields, base, source))

    def _save(self, fields: dict[str, Any], base: int | None) -> Entry:
        item, kind, wanted = fields["item"], fields["kind"], canonical(fields["answer"])
        with self._writing():
            current = self._log.index.latest(item, "" if kind in STATES else kind)
            if current is None:
                return self._append(fields, 1)
            same = canonical(current.answer) == wanted
            behind = base is not None and current.revision > base
            if same and (kind in ("draft", "place") or (behind and kind == current.kind)):
                return current
            if behind and not same and kind != "place":
                past = entries_of(self._log.lines(item))
                if not any(canonical(entry.answer) == wanted for entry in past):
                    self._append({**fields, "kind": "set_aside"}, current.revision)
                raise Stale(current)
            return self._append(fields, current.revision + 1)

    def _append(self, fields: dict[str, Any], revision: int) -> Entry:
        learner = learner_id(self.folder, make=True)
        whole = {"v": SCHEMA, **fields, "revision": revision, "time": now(), "learner": learner}
        self._log.append(encode(whole), sync=fields["kind"] not in ("draft", "place"))
        return entry_of(whole)

    def later(
        self,
        item: str,
        answer: Any,
        base: int | None = None,
        kind: str = "draft",
        *,
        source: Hashable = "",
        saved: Saved | None = None,
        failed: Failed | None = None,
        **more: Unpack[Details],
    ) -> None:
        """Save soon, without waiting for the disk: at most one draft of an item every 0.3 s.

        As `save`, and: source names the box on the page, so that a box does not conflict with
        what it wrote itself a moment ago; two boxes for one item need two names.
        saved(entry) and failed(error) are called on another thread, for the last of several
        drafts only. After a RecordError that is not Stale the same job is tried again until it
        is written or a newer one replaces it.
        Raises TooLong, ValueError and TypeError at once.
        """
        fields = prepare(item, answer, kind, **more)
        self._writer.put(Job(fields, base, source, saved, failed))

    def flush(self) -> bool:
        """Write what `later` has waiting, now; False if some of it could not be written."""
        return self._writer.flush()

    def entries(self) -> Iterator[Entry]:
        """All entries that this version can read, in the order in which they were stored."""
        with self._mutex, told(self.folder, "read"):
            lines = self._log.lines()
        return entries_of(lines)

    def history(self, item: str) -> list[Entry]:
        """All entries of one item, oldest first."""
        with self._mutex, told(self.folder, "read"):
            self._log.follow()
            lines = self._log.lines(item)
        found = [entry for entry in entries_of(lines) if entry.item == item]
        return sorted(found, key=lambda entry: (entry.revision, entry.time))

    def summary(self) -> dict[str, Summary]:
        """Per item: attempts, best points and the time of the last entry."""
        with self._mutex, told(self.folder, "read"):
            self._log.follow()
            return self._log.index.summary()

    def tries(self) -> dict[str, Tries]:
        """Per item that was tried: its first and its newest attempt, with what was read of them.

        Takes two lines an item, however many attempts there are.
        """
        with self._mutex, told(self.folder, "read"):
            self._log.follow()
            return self._log.index.tries()

    def export(self, path: str | os.PathLike[str]) -> int:
        """Write everything to one `.json` or `.jsonl` file; the number of entries in it."""
        self.flush()
        target = Path(path).absolute()
        if target.parent.resolve() == self.folder.resolve():
            raise RecordError(
                "The record is kept in this folder. Export it to a folder of your own."
            )
        with told(target.parent, "exported"):
            taken = target.exists()
        if taken:
            raise RecordError(f"There is a file {target.name} already. Choose another name.")
        with self._mutex, told(self.folder, "read"):
            lines = [line for line in map(intact, self._log.lines()) if line is not None]
        transfer.export(target, lines)
        return len(lines)

    def import_(self, path: str | os.PathLike[str]) -> int:
        """Merge an exported file in, all of it or nothing; the number of entries that were new.

        The newest text of each item wins, older ones become history. RecordError if the file is
        no record or cannot be stored; `notice` tells if parts of the file were damaged.
        """
        self.flush()
        source = Path(path).absolute()
        theirs, damaged = transfer.load(source)
        with self._writing():
            lines, refused = transfer.merge(self._log.lines(), theirs, self._log.index.latest)
            if lines:
                self._log.add(lines)
        if damaged + refused:
            self.notice = (
                f"{damaged + refused:,} parts of {source.name} were damaged and left out; "
                f"all {len(theirs) - refused:,} whole entries are in your record."
            )
        return len(lines)

    def delete(self) -> None:
        """Remove the record for good, with damaged parts and drafts that wait. Ask first."""
        self._writer.discard()
        with told(self.folder, "deleted"):
            if not self.folder.exists():
                return
            with locked(self._lock_path), self._mutex:
                self._log.erase()
                for name in (LEARNER, f".{LEARNER}.tmp"):
                    (self.folder / name).unlink(missing_ok=True)
        self.notice = ""

    @property
    def _lock_path(self) -> Path:
        return self.folder / "record.lock"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock, with all that others wrote taken in and the file in order."""
        with told(self.folder), locked(self._lock_path), self._mutex:
            self._log.follow()
            if self._log.damaged:
                self.notice = self._log.repair() or self.notice
            yield

    def _repair_if_possible(self) -> None:
        """A record in a folder that cannot be written to is still there to be read."""
        try:
            with self._writing():
                pass
        except RecordError:
            self.notice = (
                "Part of your record is damaged and could not be set aside yet; "
                "all that could be read is shown."
            )
