"""The fixtures of the browser tests: one Lab and one browser a file, one window a test.

A browser that outlived its file would stand in the way of the tests of other folders that open one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .harness import PATIENCE, Lab, NoChromiumError, open_browser, open_lab

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with open_lab(tmp_path_factory.mktemp("lab")) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        with open_browser() as opened:
            yield opened
    except NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)


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
