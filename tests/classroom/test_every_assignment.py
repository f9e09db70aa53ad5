"""What holds for assignment 03 holds for each of the others: every attack has its stated result,
honest learners beside it have their exact scores, and both ways of grading say the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from course_folder import NAME, Course
from graded_class import (
    Graded,
    alike,
    has_its_result,
    markers,
    nbgrader_says_so,
    no_script,
    only_our_files,
    whole_class,
)
from hostile_files import ATTACKS
from subject import ROOT, names, subject

HONEST = 12
A_TALK = "11_case_lab"
OTHERS = [name for name in names() if name != NAME]
slow = pytest.mark.slow


def course(root: Path, name: str) -> Course:
    """A course folder in which an assignment is booked and released, and a class has handed in."""
    root.mkdir(exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    shutil.copytree(ROOT / "solutions" / name, root / "solutions" / name)
    made = Course(root, subject(name))
    assert made.nbgrader("generate_assignment", name).code == 0
    return whole_class(made, HONEST)


def in_order(graded: Graded) -> None:
    """All that must be true of a class, however it was graded."""
    on = graded.course.on
    for learner, answers in on.honest(HONEST).items():
        assert graded.course.scores(learner) == on.earned(answers), learner
        assert not graded.learners[learner].problem
    for id, attack in ATTACKS.items():
        if id in graded.learners and graded.learners[id].items:
            has_its_result(graded, attack)
            no_script(graded, attack)
        else:
            nbgrader_says_so(graded, attack)
    assert list(markers(graded.course).iterdir()) == []
    only_our_files(graded)


def by_ours(name: str, root: Path) -> Graded:
    made = course(root, name)
    said = made.active_listening("grade", name, "--feedback", "--workers", "1")
    assert said.code == 1 and "Traceback" not in said.said
    graded = Graded(made, said)
    assert all(graded.learners[id].items for id in ATTACKS), "each is in the gradebook"
    in_order(graded)
    return graded


@pytest.mark.usefixtures("settings")
def test_the_whole_matrix_by_our_command(tmp_path: Path) -> None:
    by_ours(A_TALK, tmp_path)


@slow
@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("name", OTHERS)
def test_the_whole_matrix_by_either_way_and_the_same(name: str, tmp_path: Path) -> None:
    """In all, with 03, some thousand submissions to fourteen assignments are graded both ways."""
    ours, nbgraders = by_ours(name, tmp_path / "ours"), course(tmp_path / "nbgraders", name)
    said = nbgraders.nbgrader("autograde", name)
    handed_back = nbgraders.active_listening("feedback", name, "--workers", "1")
    assert handed_back.code == 1 and "no graded notebook" in handed_back.said, (
        "of nbgrader's errors"
    )
    graded = Graded(nbgraders, said)
    in_order(graded)
    both = [*nbgraders.on.honest(HONEST)]
    both += [id for id, attack in ATTACKS.items() if attack.nbgrader == "graded"]
    assert len(both) >= 70
    for learner in both:
        alike(ours, graded, learner)


def test_learners_who_mean_well_are_not_all_alike() -> None:
    """A class of copies would prove little."""
    for name in OTHERS:
        on = subject(name)
        seen = {str(on.earned(answers)) for answers in on.honest(HONEST).values()}
        assert len(seen) == HONEST, name
        usual: list[Any] = [points for points, _ in on.earned(on.middling()).values()]
        assert 0 < sum(points or 0 for points in usual) < on.assignment.max_points
