"""What a command costs, from its start to its end, with every process that it starts."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # of what the system counts in


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
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process compiles what it imports
    watch = [sys.executable, "-S", str(Path(__file__).with_name("stopwatch.py"))]
    done = subprocess.run([*watch, *command], cwd=folder, env=env, capture_output=True, text=True)
    *said, told = done.stdout.rsplit("\n", 1)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{''.join(said)}{told}{done.stderr}")
    seconds, cpu, peak = json.loads(told)
    return Cost(seconds, cpu, peak / MEGABYTE)


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
