"""A graded talk in a real JupyterLab: the rubric first, no way back, handed in from the page."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

EXERCISE = "exercises/11_case_lab/11_case_lab.ipynb"


def test_a_talk_is_played_and_handed_in(lab, page: Page):
    lab.open(page, EXERCISE)
    play = page.locator('.al-live .al-roleplay[data-al-item="a11-consultancy"]')
    marked = play.locator("details.al-scheme")
    expect(marked).to_have_attribute("open", "")
    expect(marked.locator("li")).to_have_count(7)
    expect(play).to_contain_text("the one you are in counts")
    play.locator(".al-say").first.click()
    expect(play.locator(".al-mine")).to_have_count(1)
    play.get_by_label("Or say it in your own words").fill("You sound <b>disappointed</b>, Rashid.")
    play.get_by_role("button", name="Say it", exact=True).click()
    expect(play.locator(".al-mine")).to_have_count(2)
    expect(play.get_by_role("button", name="Take back")).to_have_count(0)
    expect(play.locator(".al-told")).to_have_count(0)
    play.get_by_role("button", name="Not what you meant? Say so").click()
    play.get_by_label("I summed up").check()
    play.get_by_role("button", name="Keep it so").click()
    expect(play.locator(".al-told")).to_contain_text("kept with your talk and not scored")
    desk = page.locator(".al-live .al-hand-in")
    desk.scroll_into_view_if_needed()
    expect(desk).to_contain_text("1 of 9 tasks have an answer")
    desk.get_by_role("button", name="Hand in").click()
    expect(desk.locator(".al-receipt")).to_contain_text("of 65 points")
    expect(desk).to_contain_text("1 correction is logged")
    play.get_by_role("button", name="End the talk").click()
    play.get_by_role("button", name="Press again to end it").click()
    expect(play.locator(".al-ending")).to_be_visible()
    expect(play.get_by_role("button", name="Replay from here")).to_have_count(0)
    expect(play.locator(".al-told").first).to_contain_text("reflection")
