"""Microseconds a reading, beside the cheapest rule there is and a bare splitting into words."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

from active_listening import bank, coach
from benchmarks.accuracy import first_word

SHORT = "Could you walk me through how the trial at the Ashby depot went for your crews last week?"
LONG = " ".join(
    ["I hear that the first week was hard, and that your people stayed late twice."] * 7
    + ["What would have helped them most on Saturday morning?"]
)


def microseconds(work: Callable[[], object], runs: int = 400) -> tuple[float, float]:
    """Median and 95th percentile of one call, in microseconds, after a warm-up."""
    for _ in range(20):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def report() -> None:
    """Prints the table."""
    item = bank.assignment("03_open_questions").items[0]
    assert isinstance(item, bank.Rewrite)
    words = len(LONG.split())
    rows = [
        ("baseline: split into words", lambda: re.findall(r"\w+", SHORT.lower())),
        ("baseline: first-word rule", lambda: first_word(SHORT)),
        ("reading, one sentence", lambda: coach.read(SHORT)),
        ("reading by the rubric, one sentence", lambda: coach.read(SHORT, item)),
        (f"reading, {words} words", lambda: coach.read(LONG)),
        ("reading, 10,000 characters of “why ”", lambda: coach.read("why " * 2500)),
    ]
    print(f"{'Microseconds a call':44}{'median':>10}{'95%':>10}")
    for name, work in rows:
        median, high = microseconds(work, 40 if "10,000" in name else 400)
        print(f"{name:44}{median:10.0f}{high:10.0f}")
    print()
