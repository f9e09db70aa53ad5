"""What the course's JupyterLab hands to the page of a notebook from somewhere."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from active_listening.contents import Contents

STATE = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"state": {"_esm": "x"}}}}}


def got(folder: Path, name: str) -> dict[str, Any]:
    """What the contents manager hands over; in a thread, where no other test's loop runs."""
    manager = Contents(root_dir=str(folder))
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(manager.get(name, content=True))).result()


@pytest.mark.parametrize("metadata", [{"widgets": STATE, "title": "kept"}, {"title": "kept"}])
def test_stored_widget_state_is_taken_out(tmp_path: Path, metadata: dict) -> None:
    notebook = {"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook))
    assert dict(got(tmp_path, "a.ipynb")["content"]["metadata"]) == {"title": "kept"}


def test_other_files_are_handed_over_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("as it is")
    assert got(tmp_path, "a.txt")["content"] == "as it is"
    assert got(tmp_path, "")["type"] == "directory"
