"""Every page of the course and every assignment in a real browser: live, whole, accessible."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .harness import Lab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
PAGES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("course", "exercises")
    for path in sorted((ROOT / folder).rglob("*.ipynb"))
    if ".ipynb_checkpoints" not in path.parts
]
TO_READ = ("glossary", "the_map")
"""Pages without an activity."""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_comes_alive_and_the_accessibility_checker_is_clean(
    lab: Lab, page: Page, path: str
) -> None:
    lab.open(page, path)
    assert page.locator(".al-activity").count() > 0 or Path(path).stem in TO_READ
    assert page.locator(".al-message").count() == 0
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in Axe().run(page, context=".jp-Notebook").response["violations"]
        for node in violation["nodes"][:3]
    ]
    assert told == [], "\n".join(told)
