"""A small class that has handed in and was graded, in a course folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from active_listening import bank, resources
from active_listening.record import Answers

NAME = "03_open_questions"


def make(root: Path, learners: Mapping[str, Mapping[str, object]]) -> None:
    """Makes the course at `root` and grades what `learners` (id: {item: answer}) hand in.

    The assignment is booked as `nbgrader generate_assignment` does it, without its seconds.
    """
    from active_listening.classroom.layout import Layout
    from active_listening.classroom.run import grade_class

    root.mkdir(exist_ok=True)
    shutil.copy(resources.data().parent / "nbgrader_config.py", root)
    shutil.copytree(resources.exercises(), root / "exercises")
    url = Layout(root).db_url
    from nbgrader.api import Gradebook

    with Gradebook(url) as gradebook:
        gradebook.update_or_create_assignment(NAME)
        gradebook.update_or_create_notebook(NAME, NAME)
        for item in bank.assignment(NAME).items:
            cell = item.id, NAME, NAME
            gradebook.update_or_create_grade_cell(*cell, max_score=item.points, cell_type="code")
            gradebook.update_or_create_solution_cell(*cell)
    for student, answers in learners.items():
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        shutil.copy(root / "exercises" / NAME / f"{NAME}.ipynb", folder)
        for item, answer in answers.items():
            Answers(folder, NAME, student).put(item, answer, 1)
    grade_class(NAME, root)
