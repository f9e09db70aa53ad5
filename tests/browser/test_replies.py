"""A client's line answered by keyboard alone, and what stands above the box in both themes."""

import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from active_listening.bank import load

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "course/replies.ipynb"


@pytest.fixture(scope="module")
def whole():
    """A reply without help."""
    every = load.all_of("replies")
    return next(item for item in every if (item.rubric, item.step) == ("empathy", "whole"))


@pytest.fixture(scope="module")
def noted():
    """A reply with a model taken apart."""
    return next(item for item in load.all_of("replies") if item.worked)


@pytest.fixture(scope="module")
def replies(lab, browser, whole, noted):
    """A lesson of two replies, opened once."""
    sources = ["from active_listening import *"]
    sources += [f'# Reply\nreply("{item.id}")' for item in (whole, noted)]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, lab.folder / PAGE)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    lab.open(page, PAGE)
    yield page
    context.close()


def activity(page, item):
    return page.locator(f'.al-live .al-rewrite[data-al-item="{item.id}"]')


def test_a_client_is_answered_by_keyboard_alone(replies, whole):
    reply = activity(replies, whole)
    expect(reply.locator(".al-original .al-kicker")).to_have_text("The client said")
    expect(reply.locator(".al-original blockquote")).to_have_text(whole.client)
    box = reply.get_by_label("Your reply")
    box.focus()
    replies.keyboard.type("Sorry")
    expect(reply.locator(".al-saved")).to_contain_text("Saved")  # else it would come after the hint
    replies.keyboard.press("Control+Enter")
    expect(reply.locator(".al-saved")).to_contain_text("Write your reply first")
    expect(box).to_be_focused()

    replies.keyboard.press("Control+a")
    replies.keyboard.type(whole.models[0])
    expect(reply.locator(".al-tier")).to_have_text("This does the job")
    expect(reply.locator(".al-own mark").first).to_be_visible()
    expect(reply.locator(".al-speaker").first).to_contain_text("This does the job.")
    replies.keyboard.press("Tab")
    expect(reply.get_by_role("button", name="Done")).to_be_focused()
    replies.keyboard.press("Enter")
    expect(reply.get_by_label("What would you change?")).to_be_focused()
    expect(reply.locator(".al-models")).to_have_count(0)
    replies.keyboard.press("Tab")
    expect(reply.get_by_role("button", name=re.compile("^Save and see"))).to_be_focused()
    replies.keyboard.press("Tab")
    replies.keyboard.press("Enter")
    title = reply.locator(".al-after .al-title")
    expect(title).to_be_focused()
    expect(title).to_have_text("Three ways to acknowledge it")
    expect(reply.locator(".al-models li")).to_have_text(list(whole.models))
    expect(reply.locator(".al-notice")).to_contain_text("Now yours")


def test_the_answer_is_back_after_a_reload(replies, lab, whole):
    replies.reload()
    lab.wait_until_live(replies)
    reply = activity(replies, whole)
    expect(reply.get_by_label("Your reply")).to_have_value(whole.models[0])
    expect(reply.locator(".al-models li")).to_have_count(len(whole.models))


def test_a_worked_reply_has_its_notes_and_a_screen_reader_all_of_it(replies, noted):
    reply = activity(replies, noted)
    expect(reply.locator(".al-worked dt")).to_have_count(len(noted.worked.notes))
    expect(replies.get_by_role("group", name=f"Reply: {noted.client}")).to_be_visible()
    found = Axe().run(replies, context={"include": [[".al-activity"]]}).response["violations"]
    assert [one["id"] for one in found] == []
