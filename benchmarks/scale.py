"""What a class of any size costs: seconds a submission and memory, beside the floor's."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks import classes, commands
from benchmarks.classes import NAME
from benchmarks.commands import Cost, cost

COUNTS = (100, 1000, 10_000)


def report() -> None:
    """Prints the table, a row as soon as it is measured."""
    print(f"{'Submissions, on all processors':44}{'all, s':>10}{'each, ms':>10}{'MB at most':>12}")
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as home:
            root, scratch = Path(home, "course"), Path(home, "scratch")
            scratch.mkdir()
            classes.hand_in(classes.course(root), count)
            submitted = root / "submitted"
            for name, command in {
                "active-listening grade": commands.ours("grade", NAME),
                "baseline: floor, 1 process": commands.floor("grade", NAME, 1, submitted, scratch),
                "active-listening feedback": commands.ours("feedback", NAME),
                "baseline: its floor": commands.floor("page", NAME, 1, submitted, scratch),
                "active-listening grade --preview": commands.ours("grade", NAME, "--preview"),
                "active-listening grade, nothing new": commands.ours("grade", NAME),
            }.items():
                _show(name, count, cost(command, root))
            shutil.rmtree(submitted)
    print("  MB of the largest process\n")


def _show(name: str, count: int, one: Cost) -> None:
    each = 1000 * one.seconds / count
    print(f"{f'{name}, {count:,}':44}{one.seconds:10.1f}{each:10.1f}{one.peak:12.0f}", flush=True)
