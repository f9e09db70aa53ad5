"""A notebook from a stranger: what it would bring to life on opening stays dead."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from .harness import Lab

pytestmark = pytest.mark.browser

SCRIPT = "document.documentElement.dataset.ran = 'yes'; export default { render() {} };"


def widget_state() -> dict:
    """Stored state of an anywidget that holds a script, as JupyterLab would restore it."""
    version = "~0.11.*"
    layout = {
        "model_name": "LayoutModel",
        "model_module": "@jupyter-widgets/base",
        "model_module_version": "2.0.0",
        "state": {},
    }
    widget = {
        "_model_module": "anywidget",
        "_model_name": "AnyModel",
        "_model_module_version": version,
        "_view_module": "anywidget",
        "_view_name": "AnyView",
        "_view_module_version": version,
        "_view_count": None,
        "_dom_classes": [],
        "_esm": SCRIPT,
        "_css": "",
        "_anywidget_id": "a.B",
        "layout": "IPY_MODEL_layout",
    }
    model = {
        "model_name": "AnyModel",
        "model_module": "anywidget",
        "model_module_version": version,
        "state": widget,
    }
    state = {"version_major": 2, "version_minor": 0, "state": {"layout": layout, "evil": model}}
    return {"application/vnd.jupyter.widget-state+json": state}


@pytest.mark.parametrize("last", ["progress()", pytest.param("1 + 1", marks=pytest.mark.slow)])
def test_a_script_in_stored_widget_state_does_not_run(lab: Lab, page: Page, last: str) -> None:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": [],
         "execution_count": None}
        for n, source in enumerate(["from active_listening import *", last])
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "widgets": widget_state()},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    name = f"from-a-stranger-{len(last)}.ipynb"
    (lab.folder / name).write_text(json.dumps(notebook), "utf-8")
    page.goto(lab.address(name))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(5000)
    assert page.evaluate("() => document.documentElement.dataset.ran") is None
