"""A new grading after a change: told first, to whom and why; written only when asked; a person's
points stay."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_folder import APART, ITEMS, NAME, NOTEBOOK, Course, earned, honest
from subject import ROOT, cell_of

from active_listening.classroom import gradebook, regrade
from active_listening.classroom.book import Mark
from active_listening.classroom.notebook import GRADE_MIME

PEOPLE = dict(list(honest(6).items()))
ONE, ANOTHER = list(PEOPLE)[:2]


def graded(course: Course) -> Course:
    for learner, answers in PEOPLE.items():
        course.submit(learner, answers)
    course.grade()
    return course


def everything(course: Course) -> dict[str, Any]:
    """What a preview must leave as it is."""
    files = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(course.root.rglob("*"))
        if path.is_file() and path.name != "gradebook.db"
    }
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as db:
        return {"files": files, "rows": list(db.iterdump())}


def decided(course: Course, learner: str) -> list[tuple[str, dict[str, Any]]]:
    """The answers that were read, item by item, as they stand in the graded notebook."""
    path = course.folder(learner, "autograded") / NOTEBOOK
    cells = json.loads(path.read_bytes())
    found = [(item, cell_of(cells, item)["outputs"][0]["data"][GRADE_MIME]) for item in ITEMS]
    return [(item, data) for item, data in found if data["reading"] and data["points"]]


def as_an_older_coach_had_it(course: Course, learner: str) -> tuple[str, float]:
    """Makes one answer's grade that of a coach who missed the story in it: the item, its points."""
    item, points = next(
        (item, data["points"])
        for item, data in decided(course, learner)
        if any(one["id"] == "Q3" and one["met"] == "full" for one in data["reading"]["criteria"])
    )
    path = course.folder(learner, "autograded") / NOTEBOOK
    notebook = json.loads(path.read_bytes())
    data = cell_of(notebook, item)["outputs"][0]["data"][GRADE_MIME]
    (third,) = (one for one in data["reading"]["criteria"] if one["id"] == "Q3")
    third["met"], data["coach"], data["points"] = "half", "1", points - 0.75
    path.chmod(0o644)
    path.write_text(json.dumps(notebook), "utf-8")
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as db:
        db.execute(
            """update grade set auto_score = ? where cell_id in
                (select id from base_cell where name = ?) and notebook_id in
                (select part.id from submitted_notebook part join submitted_assignment handed
                 on handed.id = part.assignment_id where handed.student_id = ?)""",
            (points - 0.75, item, learner),
        )
        db.commit()
    return item, points


def test_where_nothing_was_changed_nothing_changes(course: Course) -> None:
    graded(course)
    before = everything(course)
    said = course.active_listening("grade", NAME, "--preview", "--workers", "1")
    assert (said.code, "No points change." in said.said) == (0, True)
    assert "--force" not in said.said
    assert everything(course) == before


def test_it_tells_who_what_and_why_and_writes_nothing(course: Course) -> None:
    graded(course)
    item, points = as_an_older_coach_had_it(course, ONE)
    before = everything(course)
    said = course.active_listening(
        "grade", NAME, "--preview", "--workers", "1", "--summary", str(course.root / "../s.json")
    )
    assert everything(course) == before
    assert "1 answer of 1 learner change: 1 gain, 0 lose." in said.said
    assert f"{item}: {points - 0.75:g}, then {points:g}. leaves room for a story: half met, " in (
        said.said
    )
    assert f"active-listening grade {NAME} --force" in said.said
    told = {one["student"]: one for one in json.loads((course.root / "../s.json").read_text())[
        "submissions"]}  # fmt: skip
    assert [one for one, data in told.items() if data["changes"]] == [ONE]
    (change,) = told[ONE]["changes"]
    assert (change["item"], change["gain"], change["manual"]) == (item, 0.75, None)
    assert told[ONE]["points_then"] == round(told[ONE]["points"] + 0.75, 2)


def test_what_it_tells_is_what_force_writes(course: Course) -> None:
    graded(course)
    as_an_older_coach_had_it(course, ONE)
    as_an_older_coach_had_it(course, ANOTHER)
    then = {one.student: one.points + one.gain for one in regrade.preview(NAME, course.root, 1)}
    course.grade(force=True)
    now = {one.id: one.low for one in gradebook.class_result(NAME, course.root).submissions}
    assert then == pytest.approx(now)
    assert course.scores(ONE) == earned(PEOPLE[ONE])


def test_points_that_a_person_gave_stay(course: Course) -> None:
    graded(course)
    item, points = as_an_older_coach_had_it(course, ONE)
    gradebook.give(NAME, [Mark(ONE, item, 1.5, "Said well.")], course.root)
    found = {one.student: one for one in regrade.preview(NAME, course.root, 1)}
    (change,) = found[ONE].changes
    assert (change.before, change.after, change.manual) == (points - 0.75, points, 1.5)
    assert (change.gain, change.counts, found[ONE].gain) == (0.0, False, 0.0)
    told = "\n".join(regrade.summary(list(found.values()), NAME))
    assert "No points change." in told and "the points that a person gave stay" in told
    course.grade(force=True)
    booked = course.booked(ONE)[item]
    assert (booked.auto, booked.manual, booked.comment) == (points, 1.5, "Said well.")


def test_another_answer_handed_in_since_is_told_as_that(course: Course) -> None:
    graded(course)
    item, _ = decided(course, ONE)[0]
    gradebook.give(NAME, [Mark(ONE, item, 1.0)], course.root)
    course.submit(ONE, {**PEOPLE[ONE], item: "Was it good?"})
    (one,) = (one for one in regrade.preview(NAME, course.root, 1) if one.student == ONE)
    (change,) = one.changes
    assert change.why == "Another answer has been handed in."
    assert change.waits, "a marked answer that changed waits again"
    course.grade(force=True)
    assert course.booked(ONE)[item].waits


def test_the_broken_and_the_ungraded_are_told_apart(course: Course) -> None:
    graded(course)
    shutil.rmtree(course.folder(ONE, "autograded"))
    (course.folder(ANOTHER) / NOTEBOOK).write_text("no JSON")
    (course.folder(ANOTHER) / "answers.json").unlink()
    said = course.active_listening("grade", NAME, "--preview", "--workers", "1")
    assert said.code == 1
    assert "2 submissions could not be compared" in said.said
    assert f"{ONE}: Not graded yet." in said.said


@pytest.mark.parametrize("more", ["--force", "--feedback", "download.zip"])
def test_a_preview_that_would_write_is_refused(course: Course, more: str) -> None:
    said = course.active_listening("grade", NAME, more, "--preview")
    assert said.code == 2 and "writes nothing" in said.said


def test_points_changed_in_the_assignment_are_not_booked_past_the_gradebook(
    course: Course,
) -> None:
    """A gradebook that still has the old tasks would take 5 points where there are 3."""
    graded(course)
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as db:
        db.execute("update grade_cells set max_score = 3 where id = (select id from base_cell "
                   "where name = ? and type = 'GradeCell')", (ITEMS[0],))  # fmt: skip
        db.commit()
    before = everything(course)
    for words in (["--force"], ["--preview"]):
        said = course.active_listening("grade", NAME, *words, "--workers", "1")
        assert said.code == 2
        assert ITEMS[0] in said.said and f"nbgrader generate_assignment {NAME}" in said.said
    assert everything(course) == before


def test_a_rubric_that_a_trainer_changed(new_course: Callable[[], Course], tmp_path: Path) -> None:
    """From the file that a trainer edits to the points in the gradebook."""
    course = graded(new_course())
    home = tmp_path / "project"
    shutil.copytree(ROOT / "src", home / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", home / "data", ignore=shutil.ignore_patterns("reference"))
    for name in ("course", "exercises", "solutions"):
        (home / name).symlink_to(ROOT / name)
    rubrics = home / "data" / "coach" / "rubrics.yaml"
    text = rubrics.read_text("utf-8")
    changed = text.replace('"leaves room for a story", points: 30', '"leaves room", points: 10')
    changed = changed.replace('"asks one thing", points: 15', '"asks one thing", points: 35')
    assert changed != text
    rubrics.write_text(changed, "utf-8")

    def active_listening(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "active_listening.cli", "grade", NAME, *words],
            cwd=course.root, env={**os.environ, **APART, "PYTHONPATH": str(home / "src")},
            capture_output=True, text=True, check=True,
        )  # fmt: skip

    before = everything(course)
    said = active_listening("--preview", "--summary", str(tmp_path / "said.json")).stdout
    assert everything(course) == before
    assert "The same is found, and counts otherwise (leaves room: half met" in said
    then = {
        one["student"]: one["points_then"]
        for one in json.loads((tmp_path / "said.json").read_text())["submissions"]
    }
    assert any(change != now for change, now in zip(
        then.values(), (one.low for one in gradebook.class_result(NAME, course.root).submissions),
        strict=True))  # fmt: skip
    active_listening("--force")
    now = {one.id: one.low for one in gradebook.class_result(NAME, course.root).submissions}
    assert then == pytest.approx(now)
