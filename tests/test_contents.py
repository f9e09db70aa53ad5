"""What the course's JupyterLab hands to the page of a notebook from somewhere."""

import asyncio
import json
from pathlib import Path

import pytest

from active_listening.contents import Contents

STATE = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"state": {"_esm": "x"}}}}}


@pytest.mark.parametrize("metadata", [{"widgets": STATE, "title": "kept"}, {"title": "kept"}])
def test_stored_widget_state_is_taken_out(tmp_path: Path, metadata: dict) -> None:
    notebook = {"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook))
    model = asyncio.run(Contents(root_dir=str(tmp_path)).get("a.ipynb", content=True))
    assert dict(model["content"]["metadata"]) == {"title": "kept"}


def test_other_files_are_handed_over_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("as it is")
    manager = Contents(root_dir=str(tmp_path))
    assert asyncio.run(manager.get("a.txt", content=True))["content"] == "as it is"
    assert asyncio.run(manager.get("", content=True))["type"] == "directory"
