"""The whole set of notebooks comes from data/ alone, and the same on every machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = ("course", "exercises", "solutions")
BUILD = "import pathlib; from active_listening import build; build.build(pathlib.Path())"
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Chatham",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONPATH": "src",
}


def notebooks(root: Path) -> dict[str, bytes]:
    """Every notebook below a root, with its path from there."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in MADE
        for path in sorted((root / folder).rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    }


@pytest.mark.slow
def test_fourteen_assignments_and_every_lesson_are_made_anew_in_an_empty_folder(
    tmp_path: Path,
) -> None:
    for folder in ("data", "src"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    command = [sys.executable, "-c", BUILD]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **ELSEWHERE}, check=True)
    made, there = notebooks(tmp_path), notebooks(ROOT)
    assert len([path for path in there if path.startswith("exercises")]) == 14
    assert sorted(made) == sorted(there)
    assert [path for path in there if made[path] != there[path]] == []
