"""Grading that is killed, or stopped by hand, leaves nothing running and says how to go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import APART, NAME, NOTEBOOK, Course, carried, document, honest

LEARNERS = 80
DOWNLOAD = "download.zip"


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


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes as POSIX systems do")
def test_no_worker_outlives_a_kill(new_course: Callable[[], Course]) -> None:
    course = new_course()
    download(course)
    process = begin(course)
    workers: list[int] = []
    until = time.monotonic() + 60
    while not workers and time.monotonic() < until:
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True
        )
        workers = [int(pid) for pid in told.stdout.split()]
    process.kill()
    process.wait()
    while any(map(_runs, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    assert workers and not any(map(_runs, workers))


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
