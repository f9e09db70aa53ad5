"""Saving in the background, so that no keystroke waits for the disk."""

import atexit
import threading
import time
import weakref
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Any, NamedTuple

from .entry import Entry, RecordError, Stale

INTERVAL = 0.3  # seconds between two writes of one item
RETRY = 2.0  # seconds until a write that failed (disk full) is tried again
_IDLE = 5.0  # seconds without work after which the thread ends; the next job starts a new one

Key = tuple[str, bool, Hashable]  # item, whether it is a place, box
Saved = Callable[[Entry], object]
Failed = Callable[[RecordError], object]


class Job(NamedTuple):
    """One thing to save, as `entry.prepare` made it, and whom to tell."""

    fields: dict[str, Any]
    base: int | None
    source: Hashable
    saved: Saved | None = None
    failed: Failed | None = None

    @property
    def key(self) -> Key:
        """The queue this belongs in."""
        return self.fields["item"], self.fields["kind"] == "place", self.source

    @property
    def draft(self) -> bool:
        """Whether a newer job makes this one needless."""
        return self.fields["kind"] in ("draft", "place")


class Writer:
    """A queue of jobs for each item and box, and one thread that empties it.

    A waiting draft gives way to what comes after it. The first write of an item is at once, the
    next drafts at most every `INTERVAL` seconds. Where threads cannot be had (a browser kernel)
    each job is written at once by the caller.
    """

    def __init__(self, save: Callable[[dict[str, Any], int | None], Entry]) -> None:
        self._save = save
        self._change = threading.Condition()
        self._one = threading.RLock()  # held while a job is written: keeps them in order
        self._jobs: dict[Key, list[Job]] = {}
        self._calm: dict[Key, float] = {}  # monotonic time before which no draft is written
        self._retry: dict[Key, float] = {}  # … and, after a failure, nothing at all
        self._own: dict[Key, int] = {}  # the revision that a box wrote last
        self._thread: threading.Thread | None = None
        _writers.add(self)

    def put(self, job: Job) -> None:
        """Queue a job; takes microseconds, unless there are no threads."""
        with self._change:
            queue = self._jobs.setdefault(job.key, [])
            if queue and queue[-1].draft:
                queue.pop()
            queue.append(job)
            threaded = self._start()
            self._change.notify()
        if not threaded:
            self.flush()

    def at_once(self, job: Job) -> Entry:
        """Write a job before returning, in its turn: after what its box has waiting, of which
        the last draft gives way to it. Raises what the saving raises."""
        with self._one:
            with self._change:
                queue = self._jobs.get(job.key, [])
                if queue and queue[-1].draft:
                    queue.pop()
                    if not queue:
                        del self._jobs[job.key]
            while self._write(job.key):
                pass
            entry = self._save(job.fields, self._base(job))
            self._own[job.key] = entry.revision
            return entry

    def flush(self) -> bool:
        """Write all that waits, here and now. True if nothing is left; a job that could not be
        written (its `failed` was told why) stays in the queue and is tried again later."""
        with self._one:
            with self._change:
                keys = list(self._jobs)
            for key in keys:
                while self._write(key):
                    pass
            with self._change:
                return not self._jobs

    def discard(self) -> None:
        """Drop all that waits; when this returns nothing is being written."""
        with self._one, self._change:
            for memory in (self._jobs, self._calm, self._retry, self._own):
                memory.clear()

    def _start(self) -> bool:
        """Have the thread running; False where there can be none."""
        if self._thread is None or not self._thread.is_alive():
            thread = threading.Thread(target=self._run, name="record-writer", daemon=True)
            try:
                thread.start()
            except RuntimeError:
                return False
            self._thread = thread
        return True

    def _run(self) -> None:
        while True:
            with self._change:
                while True:
                    due, key = min(
                        ((self._when(key), key) for key in self._jobs),
                        key=lambda pair: pair[0],
                        default=(None, None),
                    )
                    wait = _IDLE if due is None else due - time.monotonic()
                    if key is not None and wait <= 0:
                        break
                    if not self._change.wait(wait) and not self._jobs:
                        self._thread = None
                        return
            self._write(key)

    def _when(self, key: Key) -> float:
        """The monotonic time from which the first job of a queue may be written."""
        calm = self._calm.get(key, 0.0) if self._jobs[key][0].draft else 0.0
        return max(calm, self._retry.get(key, 0.0))

    def _write(self, key: Key) -> bool:
        """Write the first job of a queue and tell its owner; False if none or it failed."""
        with self._one:
            with self._change:
                queue = self._jobs.get(key)
                if not queue:
                    return False
                job = queue.pop(0)
                if not queue:
                    del self._jobs[key]
            written = True
            try:
                entry = self._save(job.fields, self._base(job))
            except Stale as error:
                self._tell(job.failed, error)
            except Exception as error:  # the thread must live on whatever happens to one job
                written = False
                with self._change:
                    self._retry[key] = time.monotonic() + RETRY
                    queue = self._jobs.setdefault(key, [])
                    if not (job.draft and queue):
                        queue.insert(0, job)
                if not isinstance(error, RecordError):
                    error = RecordError(
                        f"This could not be saved yet ({error}), and it will be tried again. "
                        "If that goes on, restart the course."
                    )
                self._tell(job.failed, error)
            else:
                self._own[key] = entry.revision
                self._retry.pop(key, None)
                self._tell(job.saved, entry)
            with self._change:
                self._calm[key] = time.monotonic() + INTERVAL
                self._change.notify()
            return written

    def _base(self, job: Job) -> int | None:
        """The job's base; what its box itself wrote after that is no conflict."""
        if job.base is None:
            return None
        return max(job.base, self._own.get(job.key, job.base))

    @staticmethod
    def _tell(callback: Callable[[Any], object] | None, what: object) -> None:
        if callback is None:
            return
        try:
            callback(what)
        except Exception:  # a broken display must not stop the saving
            import logging  # rarely needed, and dear to import

            logging.getLogger(__name__).debug("callback failed", exc_info=True)


_writers: "weakref.WeakSet[Writer]" = weakref.WeakSet()


@atexit.register
def _flush_all() -> None:
    for writer in list(_writers):
        with suppress(Exception):
            writer.flush()
