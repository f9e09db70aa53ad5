"""Seconds of whole processes: what importing the package costs, beside Python doing nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

STATEMENTS = {
    "baseline: Python, nothing imported": "pass",
    "import active_listening": "import active_listening",
    "from active_listening import *": "from active_listening import *",
    "baseline: import ipywidgets": "import ipywidgets",
    "baseline: import pandas": "import pandas",
}


def seconds(statement: str, runs: int = 7) -> float:
    """Median seconds of a fresh Python that runs `statement`, after one warm-up."""
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], check=True)
        if run:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def report() -> None:
    """Prints the table."""
    print(f"{'Seconds a process':44}{'median':>10}")
    for name, statement in STATEMENTS.items():
        print(f"{name:44}{seconds(statement):10.3f}")
    print()
