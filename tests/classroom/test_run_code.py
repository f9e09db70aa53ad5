"""Cells and notebooks that an instructor added: their code runs where the configuration says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_folder import ITEMS, NAME, Course, carried, earned, middling, regrade, released

from active_listening.classroom.book import Mark
from active_listening.classroom.gradebook import give
from active_listening.classroom.layout import ClassError

ANSWERS = middling()
READ = next(id for id, (points, _) in earned(ANSWERS).items() if points and points < 5)
JUDGED = ITEMS[15]
WAYS = ("grade", "autograde")
MOSTLY_OURS = ("grade", pytest.param("autograde", marks=pytest.mark.slow))


# -- cells whose code may run --------------------------------------------------------------------

SOLUTION = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TESTS = "assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(0) == 0\n### END HIDDEN TESTS"


def own_cells() -> list[Any]:
    """What an instructor might add: a cell to program in, and one that tests it."""
    about = {"schema_version": 3, "task": False}
    solution = nbformat.v4.new_code_cell(SOLUTION, id="own-double")
    solution.metadata["nbgrader"] = {
        **about, "grade": False, "solution": True, "locked": False, "grade_id": "double",
    }  # fmt: skip
    tests = nbformat.v4.new_code_cell(TESTS, id="own-tests")
    tests.metadata["nbgrader"] = {
        **about, "grade": True, "solution": False, "locked": True, "grade_id": "double-tests",
        "points": 6,
    }  # fmt: skip
    tests.outputs = [nbformat.v4.new_output("stream", text="the instructor's own output")]
    return [solution, tests]


def with_own_cells(course: Course, run: bool) -> dict[str, Any]:
    """Adds them to the source, and releases it again; what learners get."""
    path = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    source = nbformat.read(path, 4)
    source.cells += own_cells()
    nbformat.write(source, path)
    config = course.root / "nbgrader_config.py"
    if run:
        text = config.read_text().replace("configure(c)", f"configure(c, run_code_of=[{NAME!r}])")
        config.write_text(text)
    done = course.nbgrader("generate_assignment", NAME)
    assert done.code == 0, done.said
    made: dict[str, Any] = json.loads(
        (course.root / "exercises" / NAME / f"{NAME}.ipynb").read_bytes()
    )
    return made


def programmed(given: dict[str, Any], answers: dict[str, Any], code: str) -> dict[str, Any]:
    """What a learner hands in: answers in our cells, `code` in the instructor's."""
    copies = {cell["id"]: cell for cell in carried(answers)["cells"]}
    cells = []
    for cell in json.loads(json.dumps(given))["cells"]:
        if cell["id"] == "own-double":
            cell["source"] = code
        cells.append(copies.get(cell["id"], cell))
    return {**given, "cells": cells}


def test_an_instructors_solutions_and_hidden_tests_are_not_released(course: Course) -> None:
    given = with_own_cells(course, run=False)
    text = json.dumps(given)
    assert "return 2 * x" not in text and "HIDDEN TESTS" not in text
    assert "YOUR CODE HERE" in text and "double(2) == 4" in text
    assert "the instructor's own output" not in text
    own = {"own-double", "own-tests"}
    assert [cell for cell in given["cells"] if cell["id"] not in own] == released()["cells"]


@pytest.mark.parametrize("way", WAYS)
def test_code_is_not_run_unless_the_assignment_is_named(course: Course, way: str) -> None:
    """The instructor's own graded cells wait; ours are graded as ever."""
    given = with_own_cells(course, run=False)
    marker = course.root / "it ran"
    code = f"open({str(marker)!r}, 'w').close()\ndef double(x): return 2 * x"
    course.submit("one", ANSWERS, notebook=programmed(given, ANSWERS, code))
    regrade(course, way)
    assert not marker.exists()
    assert course.scores("one") == {**earned(ANSWERS), "double-tests": (None, True)}
    course.nbgrader("generate_feedback", NAME)
    assert "Beside these: double-tests, not judged yet, 6 possible." in course.page("one")


@pytest.mark.slow
def test_code_of_a_named_assignment_is_run_and_ours_is_read(course: Course) -> None:
    given = with_own_cells(course, run=True)
    marker = course.root / "it ran"
    right = f"open({str(marker)!r}, 'w').close()\ndef double(x): return 2 * x"
    forging = (
        "from IPython.display import display\n"
        f"display({{'application/vnd.active-listening.answer+json': {{'item': {READ!r}, "
        "'answer': 'What was it like?', 'revision': 99}}, raw=True)\n"
        "def double(x): return x + 2"
    )
    course.submit("right", ANSWERS, notebook=programmed(given, ANSWERS, right))
    course.submit("wrong", ANSWERS, notebook=programmed(given, ANSWERS, forging))
    course.submit("loop", ANSWERS, notebook=programmed(given, ANSWERS, "import os; os._exit(1)"))
    without = programmed(given, ANSWERS, right)
    without["cells"] = [cell for cell in without["cells"] if READ not in cell["id"]]
    course.submit("without", ANSWERS, notebook=without)
    done = course.nbgrader("autograde", NAME)
    assert marker.exists()
    assert course.scores("right") == {**earned(ANSWERS), "double-tests": (6.0, False)}
    assert course.scores("wrong") == {**earned(ANSWERS), "double-tests": (0.0, False)}
    assert course.scores("without") == {**earned(ANSWERS), "double-tests": (6.0, False)}
    assert "'loop'" in done.said and done.code == 1, "told of this learner alone"
    assert course.scores("loop") == dict.fromkeys([*ITEMS, "double-tests"], (None, True))
    with pytest.raises(ClassError, match="nbgrader autograde"):
        course.grade()
    marks = [Mark("right", JUDGED, 8, "Good."), Mark("right", READ, 4)]
    give(NAME, marks, course.root)
    course.nbgrader("autograde", NAME, "--force", "--student=right")
    booked = course.booked("right")
    assert (booked[JUDGED].manual, booked[JUDGED].waits) == (8.0, False)
    assert (booked[READ].manual, booked[READ].waits) == (4.0, False)
    course.nbgrader("generate_feedback", NAME)
    page = course.page("right")
    assert "Beside these: double-tests, 6 of 6." in page and "Good." in page
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace(f"run_code_of=[{NAME!r}]", ""))
    course.nbgrader("autograde", NAME, "--force", "--student=right")
    tests = course.booked("right")["double-tests"]
    assert (tests.auto, tests.waits) == (None, True), "no longer run, so no longer believed"


@pytest.mark.slow
def test_running_code_does_not_touch_the_instructors_record(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our cells run among the others there, and would show what the instructor tried."""
    from active_listening.record import Record

    monkeypatch.setenv("ACTIVE_LISTENING_RECORD", str(tmp_path / "record"))
    record = Record.open()
    record.save(READ, "What the instructor tried.")
    before = sorted(path.read_bytes() for path in (tmp_path / "record").rglob("*.*"))
    given = with_own_cells(course, run=True)
    code = "def double(x): return 2 * x"
    course.submit("one", ANSWERS, notebook=programmed(given, ANSWERS, code))
    assert course.nbgrader("autograde", NAME).code == 0
    assert sorted(path.read_bytes() for path in (tmp_path / "record").rglob("*.*")) == before
    graded = course.folder("one", "autograded") / f"{NAME}.ipynb"
    assert "What the instructor tried." not in graded.read_text()


@pytest.mark.parametrize("way", MOSTLY_OURS)
def test_an_instructors_second_notebook_waits_and_costs_nothing(course: Course, way: str) -> None:
    """It is graded after ours, and must not be taken for it."""
    extra = nbformat.v4.new_notebook(cells=own_cells())
    nbformat.write(extra, course.root / "solutions" / NAME / "zz_extra.ipynb")
    assert course.nbgrader("generate_assignment", NAME).code == 0
    folder = course.submit("one", ANSWERS)
    marker = course.root / "it ran"
    extra.cells[0].source = f"open({str(marker)!r}, 'w').close()"
    nbformat.write(extra, folder / "zz_extra.ipynb")
    regrade(course, way)
    assert course.scores("one") == {**earned(ANSWERS), "double-tests": (None, True)}
    assert not marker.exists()
    course.nbgrader("generate_feedback", NAME)
    assert course.page("one").count("<article") == len(ITEMS)
    if way == "autograde":
        page = (course.folder("one", "feedback") / "zz_extra.html").read_text()
        assert "double-tests, not judged yet, 6 possible" in page


@pytest.mark.parametrize("run", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_an_instructors_own_assignment_beside_the_courses(course: Course, run: bool) -> None:
    """Its code runs where it is named, by stock nbgrader alone; else its cells wait."""
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    own = nbformat.v4.new_notebook(cells=own_cells(), metadata={"kernelspec": spec})
    (course.root / "solutions" / "own").mkdir()
    nbformat.write(own, course.root / "solutions" / "own" / "own.ipynb")
    config = course.root / "nbgrader_config.py"
    if run:
        text = config.read_text().replace("configure(c)", "configure(c, run_code_of=['own'])")
        config.write_text(text)
    assert course.nbgrader("generate_assignment", "own").code == 0
    marker = course.root / "it ran"
    given = nbformat.read(course.root / "exercises" / "own" / "own.ipynb", 4)
    given.cells[0].source = f"open({str(marker)!r}, 'w').close()\ndef double(x): return 2 * x"
    folder = course.root / "submitted" / "one" / "own"
    folder.mkdir(parents=True)
    nbformat.write(given, folder / "own.ipynb")
    done = course.nbgrader("autograde", "own")
    assert done.code == 0, done.said
    assert marker.exists() is run
    assert course.scores("one") == {"double-tests": (6.0, False) if run else (None, True)}
    assert course.nbgrader("generate_feedback", "own").code == 0
    page = (course.root / "feedback" / "one" / "own" / "own.html").read_text()
    shown = "6 of 6" if run else "not judged yet, 6 possible"
    assert f"double-tests, {shown}" in page and "<script" not in page
