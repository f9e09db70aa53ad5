"""The report as a notebook: it loads the two CSV files beside it and makes the same figures.

Its cells stand in `templates/notebook.md`: plain pandas and matplotlib, nothing of ours, so that an
instructor can read how a figure comes about, and change it.
"""

from __future__ import annotations

import logging
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from active_listening.classroom.report import agreement, tables, tidy, words
from active_listening.classroom.report.second import Points
from active_listening.classroom.results import ClassResult

SECONDS = 120  # a cell may take; the slowest takes about two
_BLOCK = re.compile(r"^```python\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_ONLY_IF = re.compile(r"^<!-- only if (\w+) -->$\n(.*?)^<!-- end -->$\n?", re.MULTILINE | re.DOTALL)


def make(result: ClassResult, second: Points | None = None, folder: Path | None = None) -> bytes:
    """The notebook as a file's bytes.

    Args:
        folder: where results.csv and criteria.csv are; the notebook is run there, so that it opens
            with its pictures. None, or a computer without a kernel, leaves it unrun.
    """
    notebook = new_notebook(cells=_cells(result, second))
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    if folder is not None:
        _run(notebook, folder)
    text: str = nbformat.writes(notebook)
    return (text + "\n").encode("utf-8", "replace")


def _cells(result: ClassResult, second: Points | None) -> list[Any]:
    text = Path(__file__).with_name("templates").joinpath("notebook.md").read_text("utf-8")
    there = {
        "graded": bool(tidy.graded(result)),
        "nobody": not tidy.graded(result),
        "read": not tables.criterion_answers(result).empty,
        "pairs": not agreement.pairs(result, second).empty,
        "single": agreement.pairs(result, second).empty,
    }
    text = _ONLY_IF.sub(lambda found: found[2] if there[found[1]] else "", text)
    for name, value in _figures(result).items():
        text = text.replace(f"${name}$", value)
    cells: list[Any] = []
    for place, part in enumerate(_BLOCK.split(text)):
        if part.strip():
            cells.append((new_code_cell if place % 2 else new_markdown_cell)(part.strip()))
    return cells


def _figures(result: ClassResult) -> Mapping[str, str]:
    """What the notebook's text and code share with the report."""
    return {
        "title": words.title(result.assignment),
        "most": f"{result.max_points:g}",
        "fewest": str(tables.FEWEST),
        "decided": f"{tables.DECIDED:g}",
        "seed": str(agreement.SEED),
        "resamples": str(agreement.RESAMPLES),
        "few": str(agreement.FEWEST),
        "order": " ".join(tidy.name_order()),
    }


def _run(notebook: Any, folder: Path) -> None:
    """Runs every cell; where that cannot be done, the notebook stays as it is, without outputs."""
    from active_listening.quick import programs_on_path, skip_slow_imports

    programs_on_path()
    skip_slow_imports()
    from nbclient import NotebookClient

    copy = nbformat.from_dict(notebook)
    try:
        NotebookClient(
            copy, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": folder}},
            record_timing=False,
        ).execute(stderr=subprocess.DEVNULL)  # fmt: skip
    except Exception as error:  # the report must not fail for want of a kernel
        logging.getLogger(__name__).warning("The notebook was not run: %s", error)
        return
    for cell in copy.cells:
        if cell.cell_type == "code":
            # Warnings of this computer's libraries are no part of the report.
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
    notebook.cells = copy.cells
