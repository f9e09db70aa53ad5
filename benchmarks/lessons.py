"""Seconds that a lesson's cells take in a kernel that is up, beside a cell that imports ipywidgets.

Each notebook gets a fresh kernel and a record of its own. The first cell pays for all imports.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

COURSE = Path(__file__).parents[1] / "course"
BASELINE = "baseline: import ipywidgets"
RUNS = 3


def _plain() -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import ipywidgets")])


def seconds(notebook: nbformat.NotebookNode, folder: str) -> tuple[float, int]:
    """Seconds from a kernel that answers to the end of the last cell, and how many cells ran."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": folder}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],  # no warnings between the figures
    )
    with client.setup_kernel():
        start = time.perf_counter()
        cells = [(i, cell) for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        for i, cell in cells:
            client.execute_cell(cell, i)
        return time.perf_counter() - start, len(cells)


def report() -> None:
    """Prints the table."""
    print(f"{'Seconds a page, in a kernel that is up':44}{'median':>10}{'cells':>8}")
    pages = {path.stem: path for path in sorted(COURSE.glob("[0-9]*.ipynb"))}
    for name in (BASELINE, *pages):
        times, count = [], 0
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as folder:
                os.environ["ACTIVE_LISTENING_RECORD"] = f"{folder}/record"
                plain = name == BASELINE
                notebook = _plain() if plain else nbformat.read(pages[name], as_version=4)
                took, count = seconds(notebook, folder)
                times.append(took)
        print(f"{name:44}{statistics.median(times):10.2f}{count:8}")
    os.environ.pop("ACTIVE_LISTENING_RECORD", None)
    print()
