"""A role-play in a real JupyterLab: by keyboard alone, typed and set right, come back to."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

ROOM = "course/practice_room.ipynb"
LESSON = "course/07_the_concern_behind.ipynb"
WINDOW = {"viewport": {"width": 1280, "height": 900}, "accept_downloads": True}


@pytest.fixture(scope="module")
def room(lab, browser):
    """The practice room, opened once: each test takes a scene of its own."""
    yield from opened(lab, browser, ROOM)


@pytest.fixture(scope="module")
def lesson(lab, browser):
    """A lesson with a talk in it, opened once."""
    yield from opened(lab, browser, LESSON)


def opened(lab, browser, notebook):
    context = browser.new_context(**WINDOW)
    page = context.new_page()
    lab.open(page, notebook)
    yield page
    context.close()


def scene(page: Page, id: str) -> Locator:
    return page.locator(f'.al-live .al-roleplay[data-al-item="{id}"]')


def focus_is_in(play: Locator) -> bool:
    return bool(play.evaluate("play => play.contains(document.activeElement)"))


def test_a_talk_goes_to_its_end_by_keyboard_alone(lesson):
    play = scene(lesson, "saturday-silence")
    play.locator(".al-say").first.focus()
    for turn in range(1, 13):
        lesson.keyboard.press("Enter")
        expect(play.locator(".al-mine")).to_have_count(turn)
        expect(play.locator(".al-theirs-said")).to_have_count(turn + 1)
        assert focus_is_in(play)
        if play.locator(".al-ending").count():
            break
        expect(play.locator(".al-say").first).to_be_focused()
    expect(play.locator(".al-ending")).to_be_focused()
    play.locator(".al-plot").scroll_into_view_if_needed()
    expect(play.locator(".al-plot path").first).to_be_attached()
    assert play.locator(".al-plot style, .al-plot script").count() == 0
    with lesson.expect_download() as kept:
        play.get_by_role("link", name="Save the talk as text").click()
    assert kept.value.suggested_filename.startswith("saturday-silence-")
    found = Axe().run(lesson, context={"include": [[".al-roleplay"]]}).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    play.get_by_role("button", name="Replay from here").first.press("Enter")
    expect(play.locator(".al-mine")).to_have_count(0)
    expect(play.locator(".al-say").first).to_be_focused()


def test_a_typed_line_is_read_and_can_be_set_right(room):
    play = scene(room, "agency-campaign")
    box = play.get_by_label("Or say it in your own words")
    box.fill("You stood there alone. <b>What</b> happened on Friday?")
    room.keyboard.press("Control+Enter")
    expect(play.locator(".al-told")).to_contain_text("I read that as:")
    expect(play.locator(".al-mine-said")).to_contain_text("<b>What</b>")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    opener = play.get_by_role("button", name="Not what you meant?")
    opener.press("Enter")
    first = play.locator(".al-tick input:checked").first
    expect(first).to_be_focused()
    room.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    while first.count():
        first.uncheck()
    for name in ("I named a feeling", "I summed up", "I asked an open question"):
        play.get_by_label(name).check()
    expect(play.get_by_label("I cut in")).to_be_disabled()
    found = Axe().run(room, context={"include": [[".al-roleplay"]]}).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    play.get_by_role("button", name="Read it so").press("Enter")
    expect(play.locator(".al-told")).to_have_text(
        "You set it as: reflection of feeling + summary + open question."
    )
    expect(box).to_be_focused()


def test_ending_and_starting_over_want_a_second_press(room):
    play = scene(room, "software-feedback")
    play.locator(".al-say").first.click()
    expect(play.locator(".al-mine")).to_have_count(1)
    play.get_by_role("button", name="Start again").press("Enter")
    expect(play.get_by_role("button", name="Press again to start over")).to_be_focused()
    room.keyboard.press("Tab")
    expect(play.get_by_role("button", name="Start again")).to_be_visible()
    expect(play.get_by_role("button", name="End the talk")).to_be_focused()
    for _ in range(2):
        room.keyboard.press("Enter")
    expect(play.locator(".al-ending")).to_be_focused()
    play.get_by_role("button", name="Play again").press("Enter")
    expect(play.locator(".al-mine")).to_have_count(0)
    expect(play.locator(".al-say").first).to_be_focused()


def test_a_talk_is_back_after_a_reload_with_what_was_being_typed(lab, page):
    lab.open(page, ROOM)
    play = scene(page, "demo-thursday")
    box = play.get_by_label("Or say it in your own words")
    play.locator(".al-say").first.click()
    expect(play.locator(".al-mine")).to_have_count(1)
    said = play.locator(".al-bubble").all_inner_texts()
    box.press_sequentially("So what I", delay=20)
    page.wait_for_timeout(1000)
    page.reload()
    lab.wait_until_live(page)
    expect(box).to_have_value("So what I")
    assert play.locator(".al-bubble").all_inner_texts() == said


@pytest.mark.slow
def test_two_people_answer_under_their_own_names(lab, browser):
    for page in opened(lab, browser, "course/10_timing_and_mediation.ipynb"):
        play = scene(page, "eight-clinics")
        expect(play.locator(".al-person b")).to_have_text(["Sofía Restrepo", "Dr Yusuf Demir"])
        box = play.get_by_label("Or say it in your own words")
        for turn, line in enumerate(
            [
                "Sofía, what does the waiting mean for you?",
                "And you, Dr Demir, what is it with you?",
            ],
            1,
        ):
            box.fill(line)
            page.keyboard.press("Control+Enter")
            expect(play.locator(".al-mine")).to_have_count(turn)
            expect(play.locator(".al-theirs-said")).to_have_count(turn + 1)
        assert {"Sofía", "Dr Demir"} <= set(
            play.locator(".al-theirs-said .al-speaks").all_inner_texts()
        )
        found = Axe().run(page, context={"include": [[".al-roleplay"]]}).response["violations"]
        assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
