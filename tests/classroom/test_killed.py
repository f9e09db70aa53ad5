"""Grading that is killed at any moment goes on from there: nothing lost, nothing graded twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_folder import APART, NAME, NOTEBOOK, Course, carried, document, honest

KILLS = 50
LEARNERS = 160  # booked forty at a time
DOWNLOAD = "download.zip"
TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")


def download(course: Course) -> None:
    """A class's work, as an LMS hands it over."""
    people = list(honest(20).values())
    with zipfile.ZipFile(course.root / DOWNLOAD, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(LEARNERS):
            first, second = people[number % 20], people[(number * 7 + 3) % 20]
            answers = {id: (first if place % 2 else second)[id] for place, id in enumerate(first)}
            folder = f"learner{number:03}/{NAME}"
            archive.writestr(f"{folder}/{NOTEBOOK}", json.dumps(carried(answers)))
            archive.writestr(f"{folder}/answers.json", json.dumps(document(answers)))


def begin(course: Course, *words: str) -> subprocess.Popen[bytes]:
    """`active-listening grade` with two workers, as a process."""
    command = [sys.executable, "-m", "active_listening.cli", "grade", NAME, DOWNLOAD]
    return subprocess.Popen(
        [*command, "--workers", "2", *words],
        cwd=course.root,
        env={**os.environ, **APART},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def left(course: Course) -> dict[str, Any]:
    """All that grading leaves: what is booked of whom, how many rows, each graded notebook."""
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as db:
        counts = {name: db.execute(f"select count(*) from {name}").fetchone() for name in TABLES}
    students = [f"learner{number:03}" for number in range(LEARNERS)]
    return {
        "rows": counts,
        "booked": {student: course.booked(student) for student in students},
        "files": {
            str(path.relative_to(course.root)): path.read_bytes()
            for step in ("submitted", "autograded")
            for path in sorted((course.root / step).rglob("*"))
            if path.is_file()
        },
    }


def done(course: Course) -> dict[Path, int]:
    """The graded notebooks that stand, each with the file's own number."""
    found = (course.root / "autograded").rglob(NOTEBOOK)
    return {path: path.stat().st_ino for path in found}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX systems do")
def test_fifty_kills(new_course: Callable[[], Course]) -> None:
    fresh = new_course()
    download(fresh)
    whole = Course(shutil.copytree(fresh.root, fresh.root.with_name("whole")))
    start = time.perf_counter()
    assert begin(whole).wait() == 0
    seconds = time.perf_counter() - start
    expected = left(whole)
    assert len([name for name in expected["files"] if name.startswith("autograded")]) == LEARNERS

    dice = random.Random(20260302)
    kills = rounds = in_the_middle = 0
    course = fresh
    while kills < KILLS:
        if not rounds or len(done(course)) == LEARNERS:
            rounds += 1
            course = Course(shutil.copytree(fresh.root, fresh.root.with_name(f"round-{rounds}")))
        before = done(course)
        process = begin(course)
        _let_it_run(process, course, dice, seconds)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
        after = done(course)
        in_the_middle += 0 < len(after) < LEARNERS
        assert {path: after.get(path) for path in before} == before, "what is graded stays"
        if not kills % 5 or len(after) == LEARNERS:
            assert begin(course).wait() == 0
            assert left(course) == expected
    assert begin(course).wait() == 0
    assert left(course) == expected
    assert in_the_middle >= 5, "some came while submissions were being booked"


def _let_it_run(
    process: subprocess.Popen[bytes], course: Course, dice: random.Random, seconds: float
) -> None:
    """For some time, or until so many folders have been taken in, or graded; and a moment more."""
    step = dice.choice(["", "submitted", "autograded", "autograded"])
    if step:
        count, above = dice.randrange(1, LEARNERS), course.root / step
        while process.poll() is None and (not above.is_dir() or len([*above.iterdir()]) < count):
            time.sleep(0.002)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(dice.uniform(0, 0.2 if step else 1) * seconds)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes as POSIX systems do")
def test_no_worker_outlives_a_kill(new_course: Callable[[], Course]) -> None:
    course = new_course()
    download(course)
    process = begin(course)
    workers: list[int] = []
    until = time.monotonic() + 60
    while len(workers) < 2 and time.monotonic() < until:
        workers = _below(process.pid)
    process.kill()
    process.wait()
    while any(map(_runs, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert len(workers) > 1 and not any(map(_runs, workers))


def _below(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    told = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True)
    parents = dict(map(int, line.split()) for line in told.stdout.splitlines())
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def _runs(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_stopped_by_hand_it_says_how_to_go_on(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from active_listening.classroom import run

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "grade_class", stop)
    said = course.active_listening("grade", NAME)
    assert said.code == 130 and "goes on from here" in said.said


def test_two_cannot_grade_one_course_at_once(course: Course) -> None:
    from filelock import FileLock

    course.submit("ana", next(iter(honest(1).values())))
    with FileLock(course.root / ".grading.lock"):
        said = course.active_listening("grade", NAME)
    assert said.code == 2 and "is being graded already" in said.said
