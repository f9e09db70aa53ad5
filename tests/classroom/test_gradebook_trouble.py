"""A gradebook that another program holds, that was put back from a copy, or that is none."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator

import pytest
from course_folder import ANSWERS, Course

from active_listening.classroom import book
from active_listening.classroom.layout import ClassError


@contextlib.contextmanager
def held(course: Course) -> Iterator[None]:
    """Somebody else is writing."""
    with contextlib.closing(
        sqlite3.connect(course.root / "gradebook.db", isolation_level=None, check_same_thread=False)
    ) as database:
        database.execute("begin exclusive")
        yield


def test_a_gradebook_in_use_is_waited_for(course: Course) -> None:
    course.submit("mei", ANSWERS)
    began, free = threading.Event(), threading.Event()

    def somebody_writes() -> None:
        with held(course):
            began.set()
            time.sleep(1)
            free.set()

    writer = threading.Thread(target=somebody_writes)
    writer.start()
    began.wait()
    assert course.grade()["mei"].points > 0
    assert free.is_set()
    writer.join()


def test_one_that_stays_in_use_is_told_and_nothing_is_lost(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "PATIENCE", 0)
    course.submit("mei", ANSWERS)
    with held(course), pytest.raises(ClassError, match="Another program is writing in it"):
        course.grade()
    assert not course.folder("mei", "autograded").exists()
    assert course.grade()["mei"].points > 0


def test_an_older_copy_put_back_is_filled_again(course: Course) -> None:
    """The graded notebooks are there still; that does not make their learners graded."""
    copy = course.root / "copy.db"
    course.submit("mei", ANSWERS)
    course.grade()
    shutil.copy(course.root / "gradebook.db", copy)
    course.submit("olu", ANSWERS)
    course.grade()
    both = course.scores("mei"), course.scores("olu")
    shutil.copy(copy, course.root / "gradebook.db")
    assert not course.scores("olu")
    outcomes = course.grade()
    assert outcomes["mei"].again and not outcomes["olu"].again
    assert (course.scores("mei"), course.scores("olu")) == both


def test_a_file_that_is_none_is_told_and_kept(course: Course) -> None:
    course.submit("mei", ANSWERS)
    rubbish = b"What was that like?" * 400
    (course.root / "gradebook.db").write_bytes(rubbish)
    with pytest.raises(ClassError, match=r"not a database.*Put back a copy"):
        course.grade()
    assert (course.root / "gradebook.db").read_bytes() == rubbish
