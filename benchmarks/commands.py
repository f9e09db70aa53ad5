"""What a command costs, from its start to its end, with every process that it starts."""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # of what the system counts in
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux


class Cost(NamedTuple):
    """Seconds on the clock, seconds of processors, megabytes of the largest process."""

    seconds: float
    cpu: float
    peak: float


def cost(command: list[str], folder: Path) -> Cost:
    """Runs a command in a folder.

    Raises:
        RuntimeError: with all that it said, where it did not end well.
    """
    here = str(Path(sys.executable).parent)
    env = {**os.environ, "PATH": os.pathsep.join([here, os.environ.get("PATH", "")])}
    env["PYTHONPATH"] = str(Path(__file__).parents[1])  # for what is in this folder
    with tempfile.TemporaryFile() as said:
        _adopt()
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        every = [used, *_left_behind()]
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed:\n{said.read().decode()}")
    cpu = sum(one.ru_utime + one.ru_stime for one in every)
    return Cost(seconds, cpu, max(one.ru_maxrss for one in every) / MEGABYTE)


def _adopt() -> None:
    """From now on, what a command's end leaves behind becomes a child of this process: on Linux,
    workers are no children of the command itself, and would not be counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _left_behind() -> Iterator[resource.struct_rusage]:
    """What each of them cost, when it has ended."""
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


def median(costs: list[Cost]) -> Cost:
    """The median of each."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def ours(*words: str) -> list[str]:
    """One of our commands."""
    return [sys.executable, "-m", "active_listening.cli", *words]


def nbgrader(*words: str) -> list[str]:
    """One of nbgrader's."""
    return [str(Path(sys.executable).with_name("nbgrader")), *words]


def floor(what: str, name: str, workers: int, submitted: Path, into: Path) -> list[str]:
    """The same work with no framework: see `benchmarks.floor`."""
    return [sys.executable, "-m", "benchmarks.floor", what, name, str(workers), str(submitted),
            str(into)]  # fmt: skip
