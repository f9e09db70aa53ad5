"""Where a learner stands, from nothing recorded to a link followed; and the map of the course."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from benchmarks.progress import made
from playwright.sync_api import Page, expect

from active_listening.record import record_folder

from .harness import PATIENCE, Lab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RECORD = "course/my_record.ipynb"
NEAR = "node => Math.abs(node.getBoundingClientRect().top) < 250"


def at_heading(page: Page, lab: Lab, text: str) -> None:
    """The heading stands at the top of the page in front, once all is there."""
    page.wait_for_url("**/course/0*.ipynb", timeout=PATIENCE)
    heading = page.locator(".jp-NotebookPanel:visible").get_by_role("heading", name=text)
    expect(heading).to_be_visible()
    expect(page.locator(".jp-NotebookPanel:visible.al-live")).to_be_visible()
    for _ in range(50):
        if heading.evaluate(NEAR):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"{text} is not in sight")


def test_a_learner_sees_where_they_stand_and_goes_on_from_there(lab: Lab, page: Page) -> None:
    lab.open(page, RECORD)
    place = page.locator(".al-progress")
    expect(place).to_contain_text("Nothing is recorded yet")
    assert place.locator(".al-chart").count() == 0

    made(record_folder(lab.folder), 100, reach=0.3)
    place.get_by_role("button", name="Refresh").click()
    expect(place.locator(".al-chart")).to_have_count(2)
    page.reload()
    lab.wait_until_live(page)
    expect(place.locator(".al-chart[role=img] svg")).to_have_count(2)
    for chart in place.locator(".al-chart").all():
        assert len(str(chart.get_attribute("aria-label"))) > 40
    told = Axe().run(page, context=".jp-Notebook").response["violations"]
    assert [violation["id"] for violation in told] == []

    on = place.locator(".al-go a")
    heading = on.inner_text().partition("“")[2].rstrip("”")
    on.click()
    at_heading(page, lab, heading)


def test_the_map_leads_to_the_place_that_teaches_a_point(lab: Lab, page: Page) -> None:
    lab.open(page, "course/the_map.ipynb")
    page.get_by_role("link", name="Clarify, do not cross-examine").first.click()
    at_heading(page, lab, "Clarify, do not cross-examine")
