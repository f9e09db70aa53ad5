"""A real JupyterLab, opened as a learner opens it, and a real Chromium to look at it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds; a busy machine takes its time


@dataclass
class Lab:
    """A course that is open.

    Attributes:
        folder: the learner's workspace.
        url: where it is served, with a slash at the end.
        token: what Jupyter asks for.
    """

    folder: Path
    url: str
    token: str

    def address(self, notebook: str) -> str:
        """The address of a notebook, given by its path in the workspace."""
        return f"{self.url}doc/tree/{notebook}?token={self.token}"

    def open(self, page: Page, notebook: str) -> None:
        """Open a lesson and wait until it is live: every cell has run."""
        page.goto(self.address(notebook))
        self.wait_until_live(page)

    @staticmethod
    def wait_until_live(page: Page) -> None:
        """Wait until the lesson in front has run all its cells."""
        page.wait_for_selector(".al-lesson.al-live", state="attached", timeout=PATIENCE)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    folder = home / "workspace"
    code = (
        "import sys; from pathlib import Path; from active_listening.start import start; "
        "sys.exit(start(Path(sys.argv[1]), port=0, browser=False))"
    )
    with (home / "errors.txt").open("w") as errors:
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(folder)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "JUPYTER_RUNTIME_DIR": str(home / "runtime")},
        )
    try:
        said = "".join(child.stdout.readline() for _ in range(3))
        found = re.search(r"(http://\S+/)doc/tree/\S+\?token=(\w+)", said)
        assert found, said + (home / "errors.txt").read_text()
        open_lab = Lab(folder, found[1], found[2])
        _wait_for(open_lab, child, home / "errors.txt")
        yield open_lab
    finally:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            child.kill()


def _wait_for(lab: Lab, child: subprocess.Popen, errors: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{lab.url}api?token={lab.token}", timeout=10).close()
            return
        except OSError:
            assert child.poll() is None, errors.read_text()
            assert time.monotonic() < end, "JupyterLab did not come up within a minute"
            time.sleep(0.1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is not installed: on Debian, apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window; what goes wrong in a script of ours fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error.stack or error)))
    yield opened
    context.close()
    assert not [trace for trace in wrong if "active-listening" in trace], wrong
