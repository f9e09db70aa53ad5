"""``make screenshots``: the pictures in the README and the docs, taken of the course as it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.harness import PATIENCE, Lab, open_browser, open_lab

OUT = Path("docs/images")
LESSON = "course/03_open_questions.ipynb"
ASSIGNMENT = "exercises/03_open_questions/03_open_questions.ipynb"


def activity(id: str) -> str:
    return f'.al-activity[data-al-item="{id}"]'


def lesson(lab: Lab, page: Page) -> None:
    """A line typed in a rewrite, the deciding words marked."""
    lab.open(page, LESSON)
    place = page.locator(activity("nimbela-ben-coping"))
    place.locator("textarea").first.fill("What has the switch been like for Ben at the front desk?")
    expect(place.locator(".al-reading mark").first).to_be_visible(timeout=PATIENCE)
    place.evaluate("node => node.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)
    page.screenshot(path=OUT / "lesson.png")


def scene(lab: Lab, page: Page) -> None:
    """The first scene, answered."""
    place = page.locator(activity("nimbela-monday-call"))
    place.get_by_role("button", name="Skip to your turn").click()
    place.get_by_role("textbox").fill("Is the system working now?")
    place.get_by_role("button", name="Say it").click()
    expect(place.locator(".al-did")).to_be_visible(timeout=PATIENCE)
    place.evaluate("node => node.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)
    page.screenshot(path=OUT / "scene.png")


def handed_in(lab: Lab, page: Page) -> None:
    """The assignment, handed in."""
    lab.open(page, ASSIGNMENT)
    typed = {
        "a03-depot-trial": "How did the trial go for your crews?",
        "a03-claims-workshop": "The workshop was useful, wasn't it?",
    }
    for id, text in typed.items():
        box = page.locator(activity(id))
        box.get_by_role("textbox").fill(text)
        expect(box.locator(".al-saved")).to_contain_text("Saved", timeout=PATIENCE)
    place = page.locator(activity("03_open_questions"))
    place.get_by_role("button", name="Hand in").click()
    expect(place.locator(".al-receipt")).to_be_visible(timeout=PATIENCE)
    place.evaluate("node => node.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    page.screenshot(path=OUT / "handed_in.png")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        open_lab(Path(home)) as lab,
        open_browser() as browser,
    ):
        page = browser.new_page(viewport={"width": 1100, "height": 760})
        for picture in (lesson, scene, handed_in):
            picture(lab, page)
            print(OUT / f"{picture.__name__}.png")


if __name__ == "__main__":
    main()
