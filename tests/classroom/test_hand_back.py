"""The pages that a class gets back, by our command: nbgrader's own, and never out of date."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_folder import ANSWERS, NAME, ONE, Course, honest
from hostile_files import ATTACKS

from active_listening.classroom import gradebook, hand_back
from active_listening.classroom.book import Mark

SOME = ("script-in-an-answer", "answers-empty", "notebook-not-json", "points-edited")


def graded(course: Course) -> Course:
    for learner, answers in honest(8).items():
        course.submit(learner, answers)
    course.submit("late", ANSWERS, stamp="2026-03-09 09:00:00 UTC")
    for id in SOME:
        ATTACKS[id].hand_in(course.on, course.folder(id), course.root / "marker")
    course.nbgrader("db", "assignment", "add", NAME, "--duedate=2026-03-08 00:00:00 UTC")
    course.nbgrader("db", "student", "add", "late", "--first-name=Ana", "--last-name=Reyes")
    course.grade()
    gradebook.give(NAME, [Mark("late", ONE, 2.0, "Said <b>well</b>.")], course.root)
    return course


def pages(course: Course) -> dict[str, bytes]:
    above = course.root / "feedback"
    return {str(p.relative_to(above)): p.read_bytes() for p in above.rglob("*") if p.is_file()}


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_they_are_nbgraders_byte_for_byte(course: Course, workers: str) -> None:
    graded(course)
    assert course.nbgrader("generate_feedback", NAME).code == 0
    theirs = pages(course)
    for path in (course.root / "feedback").rglob("*.html"):
        path.unlink()
    said = course.active_listening("feedback", NAME, "--workers", workers)
    assert said.code == 0 and "13 feedback pages, 13 of them new or changed." in said.said
    assert pages(course) == theirs
    assert len(theirs) == 13 + 13, "a page and the time of handing in"


def test_a_mark_given_later_reaches_its_page_and_touches_no_other(course: Course) -> None:
    """nbgrader's command leaves a page alone once it is there, and would hand out the old one."""
    graded(course)
    hand_back.hand_back(NAME, course.root, 1)
    files = {path: path.stat().st_ino for path in (course.root / "feedback").rglob("*.html")}
    gradebook.give(NAME, [Mark("late", ONE, 4.0, "Better on a second look.")], course.root)
    course.nbgrader("generate_feedback", NAME)
    assert "Better on a second look." not in course.page("late")
    told = hand_back.hand_back(NAME, course.root, 1)
    assert [one.student for one in told if one.new] == ["late"]
    assert "Better on a second look." in course.page("late")
    changed = [path for path, number in files.items() if path.stat().st_ino != number]
    assert [path.parts[-3] for path in changed] == ["late"]


def test_it_says_where_answers_still_wait(course: Course) -> None:
    course.submit("one", ANSWERS)
    course.grade()
    said = course.active_listening("feedback", NAME, "--workers", "1")
    assert "1 feedback page, 1 of them new or changed." in said.said
    assert f"active-listening mark {NAME}" in said.said
    assert "and up to" in course.page("one")


def test_grading_and_feedback_in_one_go(course: Course) -> None:
    course.submit("one", ANSWERS)
    said = course.active_listening("grade", NAME, "--feedback", "--workers", "1")
    assert said.code == 0 and "1 submission graded." in said.said
    assert course.page("one")


def test_a_page_that_cannot_be_made_stops_no_other(course: Course) -> None:
    for learner in ("a", "b", "c", "d"):
        course.submit(learner, ANSWERS)
    course.grade()
    (course.folder("a", "autograded") / f"{NAME}.ipynb").unlink()
    broken = course.folder("b", "autograded") / f"{NAME}.ipynb"
    broken.chmod(0o644)
    broken.write_text('{"cells": 7, "metadata": {}}')
    course.folder("c", "feedback").parent.mkdir(parents=True)
    course.folder("c", "feedback").write_text("in the way")
    said = course.active_listening("feedback", NAME, "--workers", "1")
    assert said.code == 1 and "3 learners without a page:" in said.said
    for learner, why in (("a", "no graded notebook"), ("b", "could not be made"), ("c", "Mend")):
        assert any(line.startswith(f"  {learner}: ") and why in line
                   for line in said.said.splitlines()), why  # fmt: skip
    assert course.page("d")


def test_before_anybody_is_graded(course: Course) -> None:
    said = course.active_listening("feedback", NAME)
    assert said.code == 2 and f"active-listening grade {NAME}" in said.said


def test_a_page_is_not_written_through_a_link(course: Course, tmp_path: Path) -> None:
    course.submit("one", ANSWERS)
    course.grade()
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text("mine")
    page = course.folder("one", "feedback") / f"{NAME}.html"
    page.parent.mkdir(parents=True)
    page.symlink_to(elsewhere)
    hand_back.hand_back(NAME, course.root, 1)
    assert elsewhere.read_text() == "mine" and not page.is_symlink()
