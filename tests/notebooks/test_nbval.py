"""Every notebook, run in a real kernel, shows what is stored in it; a changed output is caught."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(
    path.relative_to(ROOT)
    for folder in ("course", "exercises", "solutions")
    for path in (ROOT / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
FIRST = ("course/03_open_questions.ipynb", "exercises/11_case_lab/11_case_lab.ipynb")
RUNS = [
    pytest.param(path, id=str(path), marks=[] if path.as_posix() in FIRST else [pytest.mark.slow])
    for path in NOTEBOOKS
]


def nbval(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs nbval on a folder of copies, for a learner who has done nothing yet."""
    options = ["--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(folder), str(folder)],
        env={**os.environ, "ACTIVE_LISTENING_RECORD": str(folder / "record"), "STRICT": ""},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", RUNS)
def test_a_run_shows_what_is_stored(path: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / path, tmp_path)
    result = nbval(tmp_path)
    assert result.returncode == 0, result.stdout[-3000:]
    cells = nbformat.read(ROOT / path, as_version=4).cells
    assert f"{sum(cell.cell_type == 'code' for cell in cells)} passed" in result.stdout


@pytest.mark.slow
def test_a_changed_output_is_caught(tmp_path: Path) -> None:
    notebook = nbformat.read(ROOT / "course" / "my_record.ipynb", as_version=4)
    (shown,) = [cell for cell in notebook.cells if "progress" in cell.source]
    shown.outputs[0].data["text/plain"] += " and more"
    nbformat.write(notebook, tmp_path / "changed.ipynb")
    result = nbval(tmp_path)
    assert result.returncode == 1
    assert "1 failed" in result.stdout
