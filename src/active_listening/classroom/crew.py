"""Works through a class in several processes at once: what one submission breaks stays its own.

What a worker is given and gives back is plain data. One that dies takes nobody else along: its part
is done again, each thing in a process of its own, and only the one that it died of is lost.
"""

from __future__ import annotations

import base64
import multiprocessing
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from active_listening.classroom import ready

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Sequence[T]], list[R]]
_AT_ONCE = 10  # things that a worker gets at a time: few enough to keep all of them busy
_AHEAD = 3  # such parts in the making for each worker, so that memory does not grow with the class


class Crew:
    """Workers. Use it in a `with`: at its end they are gone, work or no work."""

    def __init__(self, begin: Callable[[], object], workers: int | None = None) -> None:
        """What they need is being loaded when this returns.

        Args:
            begin: what each does first, such as to load what it needs. A function that can be sent.
            workers: at most so many processes; 1 is this very one. By default, one a processor.
        """
        self._begin = begin
        self._workers = workers or _processors()
        self._context = _context(begin) if self._workers > 1 else multiprocessing.get_context()
        self._pool = self._new(self._workers) if self._workers > 1 else None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def each(self, work: Work[T, R], things: Iterable[T], lost: Callable[[T], R]) -> Iterator[R]:
        """Gives what comes of each of `things`, in their order.

        Args:
            work: makes one result of each thing it is given. A function that can be sent.
            lost: the result of a thing whose process died.
        """
        parts = iter(things)
        if self._pool is None:
            while part := list(islice(parts, _AT_ONCE)):
                yield from work(part)
            return
        under_way = deque[tuple[list[T], Future[list[R]]]]()
        while True:
            while len(under_way) < _AHEAD * self._workers:
                if not (part := list(islice(parts, _AT_ONCE))):
                    break
                under_way.append((part, self._submit(work, part)))
            if not under_way:
                return
            part, future = under_way.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                # A worker died, and with it all that was under way: find whose submission it was.
                again = [*part, *(one for others, _ in under_way for one in others)]
                under_way.clear()
                self._pool.shutdown(wait=False)
                yield from (self._alone(work, one, lost) for one in again)
                self._pool = self._new(self._workers)

    def _submit(self, work: Work[T, R], part: list[T]) -> Future[list[R]]:
        assert self._pool is not None
        try:
            return self._pool.submit(work, part)
        except BrokenProcessPool as broken:
            future: Future[list[R]] = Future()
            future.set_exception(broken)
            return future

    def _alone(self, work: Work[T, R], one: T, lost: Callable[[T], R]) -> R:
        """Does one thing in a process of its own, which it may take with it."""
        with self._new(1) as pool:
            try:
                return pool.submit(work, [one]).result()[0]
            except BrokenProcessPool:
                return lost(one)

    def _new(self, workers: int) -> ProcessPoolExecutor:
        first = (self._begin,)
        return ProcessPoolExecutor(workers, self._context, initializer=_first, initargs=first)


def _context(begin: Callable[[], object]) -> BaseContext:
    """How workers are made: never of this process, which may have threads.

    On Linux one process without any loads what they need, and workers are forked from it: they
    begin at once, and share its memory. Elsewhere each loads for itself.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([ready.__name__])
    os.environ[ready.BEGIN] = _sent(begin)
    try:
        forkserver.ensure_running()
    finally:
        del os.environ[ready.BEGIN]
    return context


def _sent(begin: Callable[[], object]) -> str:
    return base64.b64encode(pickle.dumps(begin)).decode()


def _processors() -> int:
    """How many processors this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


# -- in a worker ---------------------------------------------------------------------------------


def _first(begin: Callable[[], object]) -> None:
    """Sees to it that no worker outlives its parent, and begins."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if ready.done != _sent(begin):
        begin()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
