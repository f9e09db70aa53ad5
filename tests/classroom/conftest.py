"""A course folder of an instructor's, learners who hand in to it, and the ways it is graded."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import ANSWERS, APART, NAME, NOTEBOOK, Course, carried, document, write_json
from subject import ROOT


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever `course_folder` runs has settings and a record of its own."""
    folder = tmp_path_factory.mktemp("settings")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR", "ACTIVE_LISTENING_RECORD"):
        APART[name] = str(folder / name.lower())


@pytest.fixture(scope="session")
def booked(settings: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose assignment is in the gradebook and released; not to be changed."""
    course = Course(tmp_path_factory.mktemp("booked"))
    shutil.copy(ROOT / "nbgrader_config.py", course.root)
    shutil.copytree(ROOT / "solutions", course.root / "solutions")
    assert course.nbgrader("generate_assignment", NAME).code == 0
    return course.root


@pytest.fixture(scope="session")
def new_course(booked: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Course]:
    """Makes a copy of the booked course, for a test or for a file of tests."""

    def make() -> Course:
        root = tmp_path_factory.mktemp("course")
        shutil.copytree(booked, root, dirs_exist_ok=True)
        return Course(root)

    return make


@pytest.fixture
def course(new_course: Callable[[], Course]) -> Course:
    """A booked course of the test's own."""
    return new_course()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission as the lesson leaves it."""
    path = tmp_path / NAME
    path.mkdir()
    write_json(path / NOTEBOOK, carried(ANSWERS))
    write_json(path / "answers.json", document(ANSWERS))
    return path
