"""What a reading costs: time by rubric, on texts made to be slow, by length, and memory over many.

Beside it stand the cheapest rule there is and a bare splitting into words. Every text and task here
is made for measuring; how well they are read is not looked at.
"""

from __future__ import annotations

import contextlib
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from active_listening import coach
from benchmarks.baselines import first_word
from benchmarks.reference import Task

QUESTION = (
    "Could you walk me through how the trial at the Ashby depot went for your crews last week?"
)
REPLY = (
    "It sounds as if the late vans cost your crews their evening, and you feel let down. Is it so?"
)
LONG = " ".join(
    ["I hear that the first week was hard, and that your people stayed late twice."] * 7
    + ["What would have helped them most on Saturday morning?"]
)
CLIENT = "The vans were late again and my crews stayed until nine. I feel let down, to be honest."
FACETS = (("late", "vans"), ("crews", "stayed", "evening"), ("let down", "disappointed"))
ACTIONS = (("call the depot", "call"), ("send the plan", "plan"))
RUBRICS = (
    "rewrite keep_closed reframe cue repair paraphrase summary empathy validation "
    "defensive follow_up holding two_step urgency reassurance feedback options common_ground "
    "phased neutral recalibrate concerns_meeting protocol "
    "review feedback_request behaviour"
).split()
SLOW = {
    "“why ”": "why ",
    "nested quotes": "“‘\"'",
    "one endless word": "a",
    "“and? ”": "and? ",
    "commas": ",",
    "“(((”": "(",
    "“a'a'a'”": "a'",
}
"""Texts made to be slow: each is the piece, again and again, up to the longest text read."""
LENGTHS = (1250, 2500, 5000, 10_000)
READINGS, LONG_RUN = 50_000, 1_000_000
SAMPLES = 10


def microseconds(work: Callable[[], object], runs: int = 400) -> tuple[float, float]:
    """Median and 95th percentile of one call, in microseconds, after a warm-up."""
    for _ in range(min(20, runs)):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def report(long: bool = False) -> None:
    """Prints the tables; `long` follows memory over a million readings."""
    _times()
    _slow()
    _memory(LONG_RUN if long else READINGS)


def _times() -> None:
    words = len(LONG.split())
    print(f"{'Microseconds a call':34}{'one sentence':>22}{f'{words} words':>22}")
    print(f"{'':34}{'median':>14}{'95%':>8}{'median':>14}{'95%':>8}")
    _row("baseline: split into words", _split, QUESTION)
    _row("baseline: first-word rule", first_word, QUESTION)
    _row("reading", coach.read, QUESTION)
    known = _tasks()
    for rubric in RUBRICS:
        if rubric in known:
            text = QUESTION if rubric in ("rewrite", "keep_closed") else REPLY
            _row(f"  by the rubric {rubric}", partial(coach.read, asked=known[rubric]), text)
        else:
            print(f"  by the rubric {rubric}: left out, the coach does not know it")
    print()


def _split(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _tasks() -> dict[str, Task]:
    """A task for each rubric that the coach knows."""
    tasks = {}
    for rubric in RUBRICS:
        task = Task(rubric, rubric, "", CLIENT, CLIENT, FACETS, ("disappointed",), ACTIONS)
        with contextlib.suppress(KeyError, TypeError, AttributeError):
            coach.read(REPLY, task)
            tasks[rubric] = task
    return tasks


def _row(name: str, work: Callable[[str], object], short: str) -> None:
    cells = [microseconds(partial(work, text)) for text in (short, LONG)]
    print(f"{name:34}" + "".join(f"{median:14.0f}{high:8.0f}" for median, high in cells))


def _slow() -> None:
    """Twice the length should cost about twice the time; and no rubric much more than none."""
    tasks = _tasks()
    heads = "".join(f"{length:>9,}" for length in LENGTHS)
    print(f"{'Milliseconds by characters':28}{heads}{'last doubling':>15}   slowest rubric")
    for name, piece in SLOW.items():
        texts = [(piece * length)[:length] for length in LENGTHS]
        took = [_milliseconds(text) for text in texts]
        by_rubric = {rubric: _milliseconds(texts[-1], task) for rubric, task in tasks.items()}
        worst = max(by_rubric, key=by_rubric.__getitem__)
        row = "".join(f"{one:9.2f}" for one in took) + f"{f'{took[-1] / took[-2]:.1f}x':>15}"
        print(f"{name:28}{row}   {by_rubric[worst]:.2f} {worst}")
    print()


def _milliseconds(text: str, task: Task | None = None) -> float:
    return microseconds(partial(coach.read, text, task), 5)[0] / 1000


def _memory(readings: int) -> None:
    """Memory in use at ten points of a long run over texts that are all different."""
    used, what = _in_use()
    each = max(readings // SAMPLES, 1)
    texts, task = _different(), _tasks()["rewrite"]
    print(f"Megabytes in use over {readings:,} readings of different texts ({what})")
    points, start = [used()], time.perf_counter()
    for _ in range(SAMPLES):
        for number in range(each):
            coach.read(next(texts), None if number % 10 else task)
        points.append(used())
    rate = readings / (time.perf_counter() - start)
    print("  " + " ".join(f"{one:.1f}" for one in points) + f"   {rate:,.0f} readings a second")
    half = len(points) // 2
    print(f"  grown in the second half: {points[-1] - points[half]:+.1f}\n")
    tracemalloc.stop()


def _different() -> Iterator[str]:
    """Questions without end, no two alike, with words that no earlier one had."""
    heads = (
        "How did {} go for {}?",
        "Did {} help {}?",
        "What made {} so hard for {}, would you say?",
    )
    number = 0
    while True:
        number += 1
        yield heads[number % len(heads)].format(_word(number), _word(number * 7 + 3))


def _word(number: int) -> str:
    letters = "etaoinshrdlu"
    word = ""
    while number:
        number, place = divmod(number, len(letters))
        word += letters[place]
    return f"the {word or letters[0]}ing"


def _in_use() -> tuple[Callable[[], float], str]:
    """A function for the megabytes in use, and what it counts."""
    status = Path("/proc/self/statm")
    if status.exists() and sys.platform == "linux":
        import resource

        page = resource.getpagesize()
        return lambda: int(status.read_text().split()[1]) * page / 1e6, "resident set"
    tracemalloc.start()
    return lambda: tracemalloc.get_traced_memory()[0] / 1e6, "traced by Python, which slows it"
