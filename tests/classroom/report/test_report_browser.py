"""The two pages in a real Chromium: accessible, narrow enough, nothing fetched, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from report_class import class_of

from active_listening.classroom.report import report
from browser.harness import NoChromiumError, open_browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    try:
        with open_browser() as opened:
            yield opened
    except NoChromiumError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with something of everything, and nobody's."""
    made = tmp_path_factory.mktemp("report")
    second = {"student": [], "item": [], "points": []}
    result = class_of(30, marked=True, flagged=1, absent=2)
    for student in result.submissions:
        for number, item in enumerate(student.items):
            if item.auto is not None:
                for name, value in zip(
                    second, (student.id, item.id, item.auto if number % 3 else 0.0), strict=True
                ):
                    second[name].append(value)
    import pandas as pd

    report(result, made / "full", pd.DataFrame(second), run_notebook=False)
    report(class_of(0), made / "empty", run_notebook=False)
    report(class_of(7), made / "waiting", run_notebook=False)
    return made


@pytest.mark.parametrize("width", [pytest.param(1200, marks=pytest.mark.slow), 420])
@pytest.mark.parametrize("name", ["instructor.html", "class.html"])
@pytest.mark.parametrize("kind", ["full", "empty", pytest.param("waiting", marks=pytest.mark.slow)])
def test_a_page_is_accessible_and_loads_nothing(
    chromium: Browser, folder: Path, kind: str, name: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / kind / name).as_uri())
    assert len(asked) == 1  # the page itself
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    if kind == "full":
        drawn = page.locator("svg[role=img]")
        assert drawn.count() == (4 if name == "instructor.html" else 2)
        for place in range(drawn.count()):  # no letter outside its drawing
            outside = drawn.nth(place).evaluate(
                """svg => [...svg.querySelectorAll("text")].filter(text => {
                    const box = svg.getBoundingClientRect(), own = text.getBoundingClientRect();
                    return own.left < box.left - 2 || own.right > box.right + 2
                        || own.top < box.top - 2 || own.bottom > box.bottom + 2;
                }).map(text => text.textContent)"""
            )
            assert outside == []
    page.close()
