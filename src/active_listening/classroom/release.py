"""From the marker's notebook to the learners': what nbgrader's generate_assignment does here.

`exercises/` is what comes of it; `active-listening build` goes through the same steps.
"""

from __future__ import annotations

import copy
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbgrader import preprocessors as stock
from nbgrader.preprocessors import NbGraderPreprocessor

from active_listening.classroom.layout import NBGRADERS_OWN
from active_listening.classroom.submission import ANSWERS

TEACHER = "teacher"
"""The tag of cells that are taken out on release."""
NO_CHECKSUM = "0" * 32


class LeaveOutTheRest(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes away again what nbgrader copied from beside the marker's notebook.

    A trainer's notes, keys or own trial answers would go out with it. What learners are to have is
    named in `CourseDirectory.include`, as for the exchange; answers are nobody's to hand out.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Tells of each file that it leaves out."""
        directory, name = self.parent.parent.coursedir, resources["nbgrader"]["assignment"]
        masters = Path(directory.format_path(directory.source_directory, ".", name))
        released = Path(directory.format_path(directory.release_directory, ".", name))
        for path in sorted(released.rglob("*"), reverse=True):  # what is inside, then its folder
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif (masters / path.relative_to(released)).is_file() and not _named(path, directory):
                path.unlink()
                self.log.warning(
                    "%s was left out: it lies beside the notebook. If learners are to have it, add "
                    "its name to c.CourseDirectory.include in nbgrader_config.py.",
                    path.relative_to(released),
                )
        return nb, resources


def _named(path: Path, directory: Any) -> bool:
    """Whether a file is one that the configuration gives to learners."""
    if path.name in (ANSWERS, *NBGRADERS_OWN):
        return False
    return any(fnmatch(path.name, glob) for glob in directory.include)


class DropTeacherCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes out what only a marker should read."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Drops the cells tagged for the teacher."""
        nb.cells = [cell for cell in nb.cells if TEACHER not in cell.metadata.get("tags", [])]
        return nb, resources


class ClearOtherSolutions(stock.ClearSolutions):  # type: ignore[misc]
    """Stock nbgrader's, for code cells that an instructor added, and their outputs.

    Our own cells cannot be edited: their one call is no solution, and their outputs are what a
    learner sees before a kernel runs.
    """

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Clears a cell that learners may edit."""
        if not cell.metadata.get("editable", True):
            return cell, resources
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        return super().preprocess_cell(cell, resources, index)


class ForgetAnswerChecksums(NbGraderPreprocessor):  # type: ignore[misc]
    """A cell to answer in is never taken for one that was left as it was.

    Our learners type into a widget and leave the cell's source alone. Stock nbgrader would take the
    unchanged source for no answer and book a zero; with a checksum that no source has, it waits for
    a person. (With none at all, stock nbgrader cannot read its own notebook back.)
    """

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Gives a cell that is to be answered the checksum of nothing."""
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and about.get("solution"):
            about["checksum"] = NO_CHECKSUM
        return cell, resources


BEFORE_SAVING = (
    DropTeacherCells,
    ClearOtherSolutions,
    stock.LockCells,
    stock.CheckCellMetadata,
    stock.ComputeChecksums,
    ForgetAnswerChecksums,
)
AFTER_SAVING = (
    stock.ClearHiddenTests,
    stock.ClearMarkScheme,
    stock.ComputeChecksums,
    ForgetAnswerChecksums,
    stock.CheckCellMetadata,
)
STEPS = (LeaveOutTheRest, *BEFORE_SAVING, stock.SaveCells, *AFTER_SAVING)
"""Stock nbgrader's steps, less what would empty our own cells."""


def release(solution: Any) -> Any:
    """The learners' notebook, without a gradebook: what `nbgrader generate_assignment` writes."""
    notebook: Any = copy.deepcopy(solution)
    resources: dict[str, Any] = {"nbgrader": {}}
    for step in (*BEFORE_SAVING, *AFTER_SAVING):
        notebook, resources = step().preprocess(notebook, resources)
    return notebook
