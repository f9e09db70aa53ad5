"""Seconds until a learner sees where they stand, beside reading the record's file and counting.

The record is made: lines of the lessons' own models and starters, read by the coach once and then
written as many tries. Each figure is of a fresh process, since a notebook has one of its own; what
Python and the widgets take to load is told apart, as every page pays it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from active_listening import bank, coach
from active_listening.bank import placed
from active_listening.record.line import encode, prepare

ATTEMPTS = 20_000
RUNS = 5
BASELINE = """
import json, time
start = time.perf_counter()
count = {}
for line in open(PATH, "rb"):
    entry = json.loads(line)
    count[entry["item"]] = count.get(entry["item"], 0) + (entry["kind"] == "attempt")
print(json.dumps({"baseline: read the file, count the tries": time.perf_counter() - start}))
"""
LIBRARY = """
import json, time
start = time.perf_counter()
import matplotlib.figure, matplotlib.backends.backend_svg
print(json.dumps({"baseline: import matplotlib, draw nothing": time.perf_counter() - start}))
"""
OURS = """
import json, time
start = time.perf_counter()
from active_listening.record import Record
from active_listening.lesson.record_page import Progress
loaded = time.perf_counter()
shown = Progress(Record.open())
told = time.perf_counter()
shown.after_display()
drawn = time.perf_counter()
shown.hear_refresh({})
again = time.perf_counter()
assert all(chart["svg"] for chart in shown.view["charts"])
print(json.dumps({
    "Python's modules and the widgets (every page)": loaded - start,
    "sentence, links, tables": told - loaded,
    "the plots, matplotlib's import with them": drawn - told,
    "all of it once more (Refresh)": again - drawn,
}))
"""


def made(folder: Path, attempts: int, reach: float = 1.0) -> Path:
    """A record of so many tries, item after item, on the first part of the course, in `folder`.

    A line's tries go from the line itself to a model and back; every third begins with the model.

    Args:
        reach: how much of the course is tried, from 0 to 1.
    """
    known = [answer for page in placed.lessons() for answer in _answers(page)]
    known = known[: max(1, round(reach * len(known)))]
    path = folder / "record.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    turns: Counter[str] = Counter()
    with path.open("wb") as file:
        for n in range(attempts):
            place = n * len(known) // attempts
            item, tries = known[place]
            answer, more = tries[(turns[item] + (place % 3 == 0)) % 2]
            turns[item] += 1
            when = datetime(2026, 1, 12, 9) + timedelta(minutes=4) * n
            time = when.isoformat(timespec="milliseconds") + "Z"
            fields = prepare(item, answer, "attempt", **more)
            line = {**fields, "revision": turns[item], "time": time, "learner": "made"}
            file.write(encode(line))
    return path


def _answers(page: placed.Notebook) -> Iterator[tuple[str, list[tuple[Any, dict[str, Any]]]]]:
    """Each item of a page that is tried, with a first and a later answer and what is kept."""
    for one in page.activities:
        if one.call in ("rewrite", "reply"):
            item = getattr(bank, one.call)(one.id)
            texts = (item.original or item.client, item.models[0])
            readings = [coach.read(text, item) for text in texts]
            yield one.id, [(r.text, {"reading": r.as_dict(), "points": r.points}) for r in readings]
        elif one.call == "quiz":
            yield one.id, [({"answer": "x"}, {"points": points}) for points in (0, 100)]


def _run(code: str, folder: Path) -> dict[str, float]:
    env = {**os.environ, "ACTIVE_LISTENING_RECORD": str(folder)}
    env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.with_name("cache"))}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def report() -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "record"
        path = made(folder, ATTEMPTS)
        size = path.stat().st_size / 1e6
        title = f"Progress, {ATTEMPTS:,} tries, {size:.0f} MB"
        print(f"{title:52}{'median':>10}{'worst':>10}   (seconds, {RUNS} fresh processes)")
        for code in (f"PATH = {str(path)!r}\n{BASELINE}", LIBRARY, OURS):
            _run(code, folder)  # compiled once, as after the first start of a course
            runs = [_run(code, folder) for _ in range(RUNS)]
            for name in runs[0]:
                times = [run[name] for run in runs]
                print(f"{name:52}{statistics.median(times):10.3f}{max(times):10.3f}")
    print()
