"""Seconds to an open lesson and milliseconds to a changed page, in a real Chromium."""

from __future__ import annotations

import json
import re
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.browser.harness import PATIENCE, Lab, NoChromiumError, open_browser, open_lab

LESSON = "course/03_open_questions.ipynb"
SCENE = '.al-activity[data-al-item="nimbela-monday-call"]'
REWRITE = '.al-activity[data-al-item="nimbela-ben-coping"]'
TYPED = "How have the first mornings been for Ben and his colleagues at the desk?"
PLAIN = """
import ipywidgets as w
from IPython.display import display
box, shown = w.Textarea(continuous_update=True), w.Label()
box.observe(lambda change: setattr(shown, 'value', change['new']), 'value')
display(w.VBox([box, shown]))
"""


def report() -> None:
    """Prints the tables, or says why there are none."""
    try:
        with tempfile.TemporaryDirectory() as home, open_browser() as browser:
            print(f"{'Seconds':60}{'':>10}")
            page = browser.new_page()
            with open_lab(Path(home)) as lab:
                port = int(lab.url.rstrip("/").rpartition(":")[2])
                _first_answer(lab, page)
            time.sleep(1)  # the port is free again
            start = time.perf_counter()
            with open_lab(Path(home), port) as lab:
                print(f"{'second start, to server up':60}{time.perf_counter() - start:10.1f}")
                _first_answer(lab, page)
                took = time.perf_counter() - start
                print(f"{'second start, to an answer of the coach':60}{took:10.1f}")
                _opening(lab, browser)
                _keystrokes(lab, browser)
    except NoChromiumError as error:
        print(f"Browser: left out. {error}\n")


def _first_answer(lab: Lab, page: Page) -> None:
    """Open the lesson, type a first line in its scene, and wait for what the coach says of it."""
    page.goto(lab.address(LESSON))
    begin = page.locator(
        f"{SCENE} button", has_text=re.compile("Skip to your turn|Try another line")
    )
    begin.first.click(timeout=PATIENCE)
    page.locator(f"{SCENE} textarea").fill("Is the system working?")
    page.locator(f"{SCENE} button", has_text="Say it").click()
    page.locator(f"{SCENE} .al-did").wait_for(timeout=PATIENCE)


def _notebook(lab: Lab, name: str, source: str) -> str:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": source, "outputs": [],
            "execution_count": None}  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4}
    (lab.folder / name).write_text(json.dumps({**content, "nbformat_minor": 5}), "utf-8")
    return name


def _run_cell(page: Page, shows: str) -> None:
    """Runs the cell in front until it shows something: JupyterLab drops a run that comes early."""
    for _ in range(300):
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(200)
        if page.locator(shows).count():
            return
    raise TimeoutError(f"nothing showed {shows}")


def _opening(lab: Lab, browser: Browser) -> None:
    """Open to ready, three times each; the baseline is the same Lab with one line of plain code."""
    plain, ours = [], []
    context = browser.new_context()
    for run in range(3):
        page = context.new_page()
        name = _notebook(lab, f"plain-{run}.ipynb", "print('ready')")
        start = time.perf_counter()
        page.goto(lab.address(name))
        page.locator(".jp-Notebook .cm-content").first.click(timeout=PATIENCE)
        _run_cell(page, ".jp-OutputArea-output pre")
        plain.append(time.perf_counter() - start)
        page.close()
        page = context.new_page()
        start = time.perf_counter()
        lab.open(page, LESSON)
        ours.append(time.perf_counter() - start)
        page.close()
    print(
        f"{'baseline: open a plain notebook and run one line':60}{statistics.median(plain):10.1f}"
    )
    print(f"{'open lesson 03 until all its cells are live':60}{statistics.median(ours):10.1f}\n")


def _keystrokes(lab: Lab, browser: Browser) -> None:
    """Keystroke to changed page, at nine keys a second, beside a plain ipywidgets echo."""
    page = browser.new_page()
    lab.open(page, LESSON)
    page.locator(f"{REWRITE} textarea").first.click()
    ours = []
    for letter in TYPED:
        before = page.locator(REWRITE).get_attribute("data-read") or "0"
        page.keyboard.type(letter)
        page.wait_for_function(
            "([s, n]) => Number(document.querySelector(s).dataset.read || 0) > Number(n)",
            arg=[REWRITE, before],
        )
        ours.append(float(page.locator(REWRITE).get_attribute("data-latency") or "nan"))
        page.wait_for_timeout(60)
    page = browser.new_page()
    page.goto(lab.address(_notebook(lab, "echo.ipynb", PLAIN)))
    page.locator(".jp-Notebook .cm-content").first.click(timeout=PATIENCE)
    _run_cell(page, ".widget-textarea textarea")
    page.locator(".widget-textarea textarea").click()
    page.evaluate(_WATCH)
    for letter in TYPED:
        page.keyboard.type(letter)
        page.wait_for_timeout(110)
    plain = page.evaluate("() => window.echoed")
    print(
        f"{'Milliseconds from keystroke to changed page':44}{'median':>10}{'95%':>10}{'most':>10}"
    )
    for name, times in (("baseline: ipywidgets Textarea and Label", plain), ("coach", ours)):
        high = statistics.quantiles(times, n=20)[-1]
        print(f"{name:44}{statistics.median(times):10.0f}{high:10.0f}{max(times):10.0f}")
    print()


_WATCH = """() => {
  window.echoed = [];
  let typed = 0;
  const box = document.querySelector('.widget-textarea textarea');
  box.addEventListener('input', () => { typed = performance.now(); }, true);
  new MutationObserver(() => {
    if (typed) window.echoed.push(performance.now() - typed);
    typed = 0;
  }).observe(document.querySelector('div.widget-label'),
    {childList: true, characterData: true, subtree: true});
}"""
