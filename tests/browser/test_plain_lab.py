"""The course in plain JupyterLab, our Lab extension switched off: it only makes things nicer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from active_listening.start import choose_port

from .harness import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = Path(__file__).parents[2] / "course"
TOKEN = "plain"


@pytest.fixture
def plain_lab(tmp_path: Path) -> Iterator[str]:
    """Stock `jupyter lab` on a copy of the lessons; its address."""
    (tmp_path / "config" / "labconfig").mkdir(parents=True)
    off = {"disabledExtensions": {"active-listening": True}}
    (tmp_path / "config" / "labconfig" / "page_config.json").write_text(json.dumps(off))
    shutil.copytree(COURSE, tmp_path / "course")
    port = choose_port(0)
    child = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
         f"--ServerApp.root_dir={tmp_path}", f"--ServerApp.port={port}",
         f"--IdentityProvider.token={TOKEN}"],
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
             "ACTIVE_LISTENING_RECORD": str(tmp_path / "record")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{url}api?token={TOKEN}", timeout=10).close()
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        yield url
    finally:
        child.terminate()
        child.wait(timeout=60)


def test_a_lesson_works_without_our_extension(plain_lab: str, page: Page) -> None:
    page.goto(f"{plain_lab}lab/tree/course/03_open_questions.ipynb?token={TOKEN}")
    # Before anything ran, an activity reads as plain text.
    expect(page.locator(".al-static").first).to_be_visible(timeout=PATIENCE)
    assert page.locator(".al-lesson").count() == 0
    # What is run before the kernel is there is lost without a word.
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    scene = page.locator('.al-activity[data-al-item="nimbela-monday-call"]')
    expect(scene).to_be_visible(timeout=PATIENCE)
    scene.get_by_role("button", name="Skip to your turn").click()
    scene.get_by_role("textbox").fill("What was Wednesday like?")
    scene.get_by_role("button", name="Say it").click()
    expect(scene.locator(".al-did")).to_contain_text("open", ignore_case=True, timeout=PATIENCE)
