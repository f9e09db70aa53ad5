"""The kit in print: as many pages as meant, and nothing cut off on a page or a slide."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from active_listening import bank, kit
from active_listening.kit import documents, printing

pytestmark = [pytest.mark.browser, pytest.mark.slow]
(WORKSHOP,) = bank.workshops()
SLIDES = sum(len(slot.slides) for slot in WORKSHOP.slots)
SHEETS = {"handout": 2, "observer_sheet": 1, "pocket_card": 1, "ready_clients": 1}
COUNTS = {"guide": 12, "slides": SLIDES, **SHEETS}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Path:
    found = printing.find_browser()
    if found is None:
        pytest.fail("These tests need Chromium, Chrome or Edge.", pytrace=False)
    return found


@pytest.mark.parametrize("paper", kit.PAPERS)
def test_each_document_has_its_pages(paper: str, browser: Path, tmp_path: Path) -> None:
    made = kit.make(tmp_path, paper)
    assert made.notes == []
    counts = {
        path.stem: len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
        for path in made.files
        if path.suffix == ".pdf" and path.parent.name == WORKSHOP.id
    }
    assert counts == COUNTS


@pytest.fixture(scope="module")
def page(browser: Path) -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(browser), args=FLAGS)
        yield chromium.new_page(viewport={"width": 960, "height": 540})
        chromium.close()


def test_slides_are_large_and_nothing_is_cut_off(page: Page) -> None:
    page.set_content(documents.pages(WORKSHOP)["slides"])
    page.emulate_media(media="print")  # one unit is a point there
    found = page.evaluate(
        """() => {
          const small = [], cut = [];
          for (const slide of document.querySelectorAll("section")) {
            const edge = slide.getBoundingClientRect();
            for (const part of slide.querySelectorAll("*")) {
              const box = part.getBoundingClientRect();
              if (box.bottom > edge.bottom - 16 || box.right > edge.right) cut.push(slide.id);
              const words = [...part.childNodes].some(n => n.nodeType === 3 && n.data.trim());
              if (words && parseFloat(getComputedStyle(part).fontSize) < 32) small.push(slide.id);
            }
          }
          return {small, cut};
        }"""
    )
    assert found == {"small": [], "cut": []}  # 32 CSS pixels are 24 points


def test_the_pocket_card_holds_its_words(page: Page) -> None:
    page.set_content(documents.pages(WORKSHOP)["pocket_card"])
    page.emulate_media(media="print")
    full = "els => els.map(el => el.scrollHeight > el.clientHeight)"
    assert page.eval_on_selector_all(".side", full) == [False] * 8


@pytest.mark.parametrize("name", documents.NAMES)
def test_a_page_has_no_fault_that_a_checker_of_accessibility_finds(page: Page, name: str) -> None:
    page.emulate_media(media="screen")
    page.set_content(documents.pages(WORKSHOP)[name])
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], len(fault["nodes"])) for fault in found] == []
