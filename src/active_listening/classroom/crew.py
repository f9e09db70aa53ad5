"""Reads, rebuilds and grades submissions in several processes at once; books nothing.

A worker knows the assignment and the released notebook, and gets folders. What it gives back is
plain data, so that whatever goes wrong with one submission stays its own.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from active_listening import bank, coach
from active_listening.classroom import notebook
from active_listening.classroom.grader import Marked, grade_notebook
from active_listening.classroom.submission import read_submission

_AT_ONCE = 10  # submissions that a worker gets at a time: few enough to keep all of them busy
_EVERY_LIST = "How did it go, wie war es denn heute so, and what did they say?"
"""A line for which the coach needs all that it has, its dictionary included."""
_AHEAD = 3  # such parts in the making for each worker, so that memory does not grow with the class


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission to be graded: whose it is, and where it lies."""

    student: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Worked:
    """What a worker made of one submission.

    Attributes:
        problem: "", or what is wrong with the whole and what to do.
        marked: by item id; empty where it could not be graded at all.
        graded: the graded notebook, as it is written.
    """

    student: str
    problem: str = ""
    notes: tuple[str, ...] = ()
    marked: dict[str, Marked] = field(default_factory=dict)
    graded: bytes = b""


class Grader:
    """What grading needs beside a submission, read once: the assignment, its keys, the notebook."""

    def __init__(self, name: str, released: bytes) -> None:
        self.assignment, self.keys = bank.assignment(name), bank.keys(name)
        self.released = json.loads(released)

    def grade(self, handed: Handed) -> Worked:
        """Grades one submission; nothing in it makes this raise."""
        try:
            submission = read_submission(handed.folder, self.assignment)
            rebuilt = notebook.rebuild(self.released, submission, self.assignment)
            marked = grade_notebook(rebuilt, self.assignment, self.keys)
            data = json.dumps(rebuilt, ensure_ascii=False).encode()
        except OSError as error:
            where = error.filename or handed.folder
            told = f"{where}: {error.strerror or error}. Mend it and grade again."
            return Worked(handed.student, told)
        except Exception as error:
            return Worked(handed.student, failed(error))
        return Worked(handed.student, submission.problem, submission.notes, marked, data)


def failed(error: object) -> str:
    """What to say of a submission that our own code could not grade."""
    what = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else error
    return f"Grading it failed ({what}). Mark it by hand, and tell whoever looks after the course."


class Crew:
    """Workers that grade. Use it in a `with`: at its end they are gone, work or no work."""

    def __init__(self, name: str, workers: int | None = None) -> None:
        """The first worker begins at once to load what grading needs.

        Args:
            name: the assignment.
            workers: at most so many processes; 1 is this very one. By default, one a processor.
        """
        self._name = name
        self._workers = workers or _processors()
        self._pool = self._new(self._workers) if self._workers > 1 else None
        if self._pool:
            self._pool.submit(_ready)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def grade(self, handed: Iterable[Handed], released: bytes) -> Iterator[Worked]:
        """Grades each of `handed`, and gives them in their order.

        Args:
            released: the notebook that learners were given, as JSON.
        """
        if self._pool is None:
            yield from map(Grader(self._name, released).grade, handed)
            return
        parts, under_way = iter(handed), deque[tuple[list[Handed], Future[list[Worked]]]]()
        while True:
            while len(under_way) < _AHEAD * self._workers:
                if not (part := list(islice(parts, _AT_ONCE))):
                    break
                under_way.append((part, self._submit(part, released)))
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
                yield from (self._alone(one, released) for one in again)
                self._pool = self._new(self._workers)

    def _submit(self, part: list[Handed], released: bytes) -> Future[list[Worked]]:
        assert self._pool is not None
        try:
            return self._pool.submit(_grade, self._name, released, part)
        except BrokenProcessPool as broken:
            future: Future[list[Worked]] = Future()
            future.set_exception(broken)
            return future

    def _alone(self, one: Handed, released: bytes) -> Worked:
        """Grades one submission in a process of its own, which it may take with it."""
        with self._new(1) as pool:
            try:
                return pool.submit(_grade, self._name, released, [one]).result()[0]
            except BrokenProcessPool:
                return Worked(one.student, failed("its process died: too little memory?"))

    def _new(self, workers: int) -> ProcessPoolExecutor:
        # "spawn" is what every system has, and what is safe beside libraries with threads.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(self._name,))


def _processors() -> int:
    """How many processors this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


# -- in a worker ---------------------------------------------------------------------------------


_known: dict[bytes, Grader] = {}


def _begin(name: str) -> None:
    """Loads what grading needs, and sees to it that no worker outlives its parent."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    for item in bank.assignment(name).items:
        if isinstance(item, bank.Rewrite):
            coach.read(_EVERY_LIST, item)


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def _ready() -> None:
    """Something to do for the first worker, so that it is made."""


def _grade(name: str, released: bytes, part: Sequence[Handed]) -> list[Worked]:
    if released not in _known:
        _known[released] = Grader(name, released)
    return list(map(_known[released].grade, part))
