"""From the marker's notebook to the learners': what nbgrader's generate_assignment does here.

`exercises/` is what comes of it; `active-listening build` goes through the same steps.
"""

from __future__ import annotations

import copy
from typing import Any

from nbgrader import preprocessors as stock
from nbgrader.preprocessors import NbGraderPreprocessor

TEACHER = "teacher"
"""The tag of cells that are taken out on release."""


class DropTeacherCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes out what only a marker should read."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Drops the cells tagged for the teacher."""
        nb.cells = [cell for cell in nb.cells if TEACHER not in cell.metadata.get("tags", [])]
        return nb, resources


class ForgetAnswerChecksums(NbGraderPreprocessor):  # type: ignore[misc]
    """A cell to answer in is never taken for one that was left as it was.

    Our learners type into a widget and leave the cell's source alone. Stock nbgrader would take the
    unchanged source for no answer and book a zero; without a checksum it waits for a person.
    """

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Drops the checksum of a cell that is to be answered."""
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about.get("solution"):
            about.pop("checksum", None)
        return cell, resources


BEFORE_SAVING = (
    DropTeacherCells,
    stock.LockCells,
    stock.CheckCellMetadata,
    stock.ComputeChecksums,
    ForgetAnswerChecksums,
)
"""Stock nbgrader's steps less those that would empty our cells: their outputs are what a learner
sees before a kernel runs, their one call is no solution."""
STEPS = (*BEFORE_SAVING, stock.SaveCells, stock.CheckCellMetadata)


def release(solution: Any) -> Any:
    """The learners' notebook, without a gradebook: what `nbgrader generate_assignment` writes."""
    notebook: Any = copy.deepcopy(solution)
    resources: dict[str, Any] = {"nbgrader": {}}
    for step in BEFORE_SAVING:
        notebook, resources = step().preprocess(notebook, resources)
    return notebook
