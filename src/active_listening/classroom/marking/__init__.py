"""`marking("03_open_questions")`: the trainer's page for what waits, in a notebook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from active_listening.classroom.layout import CONFIG, ClassError

CLASSROOM = "ACTIVE_LISTENING_CLASSROOM"
"""The variable that names the course's folder, where a kernel is not started in it."""
NO_CLASS = (
    "This page is for whoever runs the course: it needs the course's folder, with its gradebook. "
    "There, type: active-listening mark ASSIGNMENT"
)


def marking(name: str) -> None:
    """Show what waits for a person in the assignment `name`, to be marked answer by answer.

    Where there is no class, or no such assignment, a box says what to do; nothing is raised.
    """
    from IPython.display import display

    from active_listening.lesson import notice
    from active_listening.lesson.show import sentence_for

    try:
        bundle = make(name).bundle()
    except Exception as error:
        told = str(error) if isinstance(error, ClassError) else sentence_for(error)
        bundle = notice.box(told)
    display(bundle, raw=True)


def make(name: Any) -> Any:
    """The page as a widget.

    Raises:
        ClassError: where there is no class here; ContentError: no such assignment.
    """
    root = course_folder()
    if root is None:
        raise ClassError(NO_CLASS)
    from active_listening import bank
    from active_listening.classroom.marking.desk import BookShelf, Desk
    from active_listening.classroom.marking.page import Marking

    assignment = bank.assignment(str(name))
    return Marking(assignment, Desk(BookShelf(assignment.name, root)))


def course_folder() -> Path | None:
    """The course's folder: the one named, else the nearest at or above this one; or None."""
    named = os.environ.get(CLASSROOM)
    here = Path(named) if named else Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return folder
    return None
