"""From an HTML page to a PDF, by a browser that is on this computer and shows no window."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BY_HAND = (
    "Open the HTML file in a browser and print it from there, "
    "with headers and footers off and background graphics on."
)
PATIENCE = 90.0
"""Seconds for one document; a busy machine takes its time."""

_NAMES = (
    "chromium chromium-browser google-chrome google-chrome-stable chrome msedge microsoft-edge "
    "microsoft-edge-stable"
).split()
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)


class NotPrinted(RuntimeError):
    """The browser made no PDF; the text says what it did in its place."""


def find_browser() -> Path | None:
    """A browser of Chromium's family: on the PATH, else where its installer puts it."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> list[Path]:
    places = [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in _MAC]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if root := os.environ.get(variable):
            places += [Path(root, name) for name in _WINDOWS]
    return places


def pdf(page: Path, browser: Path) -> bytes:
    """The PDF of an HTML file.

    The browser gets a profile of its own, as one that is open would print nothing.

    Raises:
        NotPrinted: where it failed or took longer than `PATIENCE`.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        out = Path(folder, "page.pdf")
        command = [
            str(browser),
            *_FLAGS,
            f"--user-data-dir={Path(folder, 'profile')}",
            f"--print-to-pdf={out}",
            page.resolve().as_uri(),
        ]
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotPrinted(f"the browser took more than {PATIENCE:.0f} seconds.") from None
        except OSError as error:
            raise NotPrinted(f"the browser did not start ({error.strerror}).") from error
        if not out.is_file():
            raise NotPrinted(f"the browser ended with code {done.returncode} and left no PDF.")
        made = out.read_bytes()
    if not made.startswith(b"%PDF-") or b"%%EOF" not in made[-64:]:
        raise NotPrinted("the browser left a PDF that is not whole.")
    return made
