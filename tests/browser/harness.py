"""A real JupyterLab, opened as a learner opens it, and a real Chromium to look at it.

Shared by the browser tests, the benchmark and the pictures in the README.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds; a busy machine takes its time
_START = (
    "import sys; from pathlib import Path; from active_listening.start import start; "
    "sys.exit(start(Path(sys.argv[1]), port=int(sys.argv[2]), browser=False))"
)


class NoChromiumError(RuntimeError):
    """There is no browser to look with."""


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


@contextmanager
def open_lab(home: Path, port: int = 0) -> Iterator[Lab]:
    """`active-listening start` on a workspace in `home`, until the block ends; 0 is any port."""
    folder, log = home / "workspace", home / "errors.txt"
    home.mkdir(parents=True, exist_ok=True)
    with log.open("w") as errors:
        child = subprocess.Popen(
            [sys.executable, "-c", _START, str(folder), str(port)],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "JUPYTER_RUNTIME_DIR": str(home / "runtime")},
        )
    try:
        assert child.stdout is not None
        said = "".join(child.stdout.readline() for _ in range(3))
        found = re.search(r"(http://\S+/)doc/tree/\S+\?token=(\w+)", said)
        assert found, said + log.read_text()
        lab = Lab(folder, found[1], found[2])
        _wait_for(lab.url, lab.token, child, log)
        yield lab
    finally:
        _stop(child)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(
    command: list[str], url: str, token: str, folder: Path, env: dict[str, str]
) -> Iterator[str]:
    """Any other Jupyter server, in `folder`, until the block ends; its address."""
    log = folder.parent / "server.txt"
    with log.open("w") as errors:
        child = subprocess.Popen(command, cwd=folder, env=env, stdout=errors, stderr=errors)
    try:
        _wait_for(url, token, child, log)
        yield url
    finally:
        _stop(child)


def _stop(child: subprocess.Popen[Any]) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.wait(timeout=30)
    except subprocess.TimeoutExpired:
        child.kill()


def _wait_for(url: str, token: str, child: subprocess.Popen[Any], log: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{url}api?token={token}", timeout=10).close()
            return
        except OSError:
            assert child.poll() is None, log.read_text()
            assert time.monotonic() < end, "JupyterLab did not come up within a minute"
            time.sleep(0.1)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Headless Chromium. Raises NoChromiumError."""
    path = shutil.which("chromium")
    if path is None:
        raise NoChromiumError("Chromium is not installed: on Debian, apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
