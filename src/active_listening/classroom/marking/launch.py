"""`active-listening mark`: what waits as text, or the marking page in JupyterLab."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from active_listening import bank
from active_listening.classroom.gradebook import class_result
from active_listening.classroom.marking import CLASSROOM, groups
from active_listening.classroom.marking.desk import some
from active_listening.classroom.marking.groups import Group
from active_listening.files import write_whole

FOLDER = "marking"
"""In the course's folder: the notebooks of this page, made afresh whenever it is opened."""
_WIDTH = 96  # characters of an answer in a line


def waits(name: str, root: Path | None = None) -> tuple[bool, str]:
    """Whether anything waits in the assignment `name`, and the sentence that says how much.

    Raises:
        ClassError: where there is no course or gradebook; ContentError: no such assignment.
    """
    result = class_result(name, root)
    decisions = groups.groups(result)
    return bool(decisions), groups.count(result, decisions)


def room(name: str, root: Path | None = None) -> dict[str, Any]:
    """What `start.Room` must know to open the marking page of `name`; its notebook is made."""
    folder = (root or Path.cwd()).absolute()
    return {
        "folder": folder,
        "notebook": notebook(name, folder).relative_to(folder).as_posix(),
        "own": folder / FOLDER / ".jupyterlab",
        "variables": {CLASSROOM: str(folder)},
        "told": "Every decision is in the gradebook at once. To stop, press Ctrl+C in this window.",
    }


def listed(name: str, root: Path | None = None) -> Iterator[str]:
    """What waits in the assignment `name`, in lines for the screen.

    Raises:
        ClassError: where there is no course or gradebook; ContentError: no such assignment.
    """
    result = class_result(name, root)
    decisions = groups.groups(result)
    yield groups.count(result, decisions)
    if kinds := groups.kinds(decisions):
        yield kinds[0].upper() + kinds[1:]
    if apart := groups.apart(result):
        yield "These stand apart; they are not graded and no zeros:"
        yield from (f"  {line}" for line in apart)
    for group in decisions:
        yield ""
        yield from _lines(group)


def _lines(group: Group) -> Iterator[str]:
    against = ", they disagree" if group.disagreement else ""
    yield f"Task {group.number}, {some(len(group.members))}{against}"
    for text in group.texts:
        line = " ".join(text.split())
        yield f"  {line if len(line) <= _WIDTH else line[: _WIDTH - 1] + '…'}"
    for one in group.members if group.disagreement else ():
        yield f"  Their reason: {' '.join(one.item.disagrees.split())}"
    if group.reason:
        yield f"  Why: {group.reason}"


def notebook(name: str, root: Path | None = None) -> Path:
    """Makes the notebook that shows the marking page; its path.

    Raises:
        ContentError: no such assignment. OSError: where it cannot be written.
    """
    assignment = bank.assignment(name)
    folder = (root or Path.cwd()).absolute() / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{assignment.name}.ipynb"
    write_whole(path, json.dumps(_cells(assignment.name), indent=1).encode())
    return path


def _cells(name: str) -> dict[str, object]:
    """A notebook of two calls, which the classroom runs by itself."""
    sources = ["from active_listening import *", f'# Marking\nmarking("{name}")']
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": f"marking-{number}",
            "metadata": {
                "deletable": False, "editable": False, "jupyter": {"source_hidden": True}
            },
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {
        "cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5
    }  # fmt: skip
