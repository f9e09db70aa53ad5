"""The activities in a real JupyterLab: typing, keyboard, reload, two themes."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

LESSON = "course/03_open_questions.ipynb"
EXERCISE = "exercises/03_open_questions/03_open_questions.ipynb"
OPEN = "How has the last week been for your people?"


@pytest.fixture(scope="module")
def lesson(lab, browser):
    """The lesson, opened once: each test takes an activity of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    lab.open(page, LESSON)
    yield page
    context.close()


def first(page: Page, kind: str) -> Locator:
    return page.locator(f".al-live .al-{kind}").first


def box_of(activity: Locator) -> Locator:
    return activity.locator("textarea").first


def test_words_are_marked_as_one_types_and_markup_stays_text(lesson):
    rewrite = first(lesson, "rewrite")
    box = box_of(rewrite)
    box.fill("")
    box.press_sequentially("Did <script>alert(1)</script> it go <b>well</b>?", delay=20)
    expect(rewrite.locator(".al-tier")).to_have_text("Closed")
    expect(rewrite.locator("mark").first).to_be_visible()
    expect(rewrite.locator(".al-own")).to_contain_text("it go <b>well</b>?")
    assert rewrite.locator("script, .al-own b").count() == 0


def test_ctrl_enter_keeps_the_line_and_runs_no_cell(lesson):
    rewrite = lesson.locator(".al-live .al-rewrite").nth(7)
    box_of(rewrite).fill(OPEN)
    lesson.keyboard.press("Control+Enter")
    expect(rewrite.get_by_label("What would you change?")).to_be_focused()
    expect(rewrite.locator(".al-models")).to_have_count(0)
    lesson.keyboard.press("Control+Enter")
    expect(rewrite.locator(".al-models li")).to_have_count(3)
    assert lesson.locator(".al-live .al-rewrite").nth(7).locator(".al-models li").count() == 3


def test_letters_typed_on_a_choice_do_nothing_to_the_notebook(lesson):
    cells = lesson.locator(".al-live .jp-Cell").count()
    first(lesson, "quiz").locator("input").first.focus()
    lesson.keyboard.type("ddaabbx")
    assert lesson.locator(".al-live .jp-Cell").count() == cells


def test_steps_are_put_in_order_by_keyboard_and_the_focus_follows(lesson):
    order = lesson.locator(".al-live .al-quiz", has=lesson.locator(".al-order")).first
    step = order.locator(".al-step").first.inner_text()
    order.get_by_role("button", name=f"Move down: {step}").focus()
    for place in (1, 2):
        lesson.keyboard.press("Enter")
        expect(order.locator(".al-step").nth(place)).to_have_text(step)
        expect(order.get_by_role("button", name=f"Move down: {step}")).to_be_focused()


def test_a_scene_goes_on_by_keyboard_alone(lesson):
    scene = first(lesson, "dialogue")
    scene.get_by_role("button", name="Next").focus()
    lesson.keyboard.press("Enter")
    expect(scene.locator(".al-turn")).to_have_count(2)
    expect(scene.get_by_role("button", name="Next")).to_be_focused()
    scene.get_by_role("button", name="Skip to your turn").press("Enter")
    expect(box_of(scene)).to_be_focused()
    lesson.keyboard.type("What was Wednesday morning like at your desks?")
    lesson.keyboard.press("Control+Enter")
    expect(scene.locator(".al-did")).to_be_visible()


def test_an_answer_is_back_after_a_reload_and_in_the_notebook_itself(lab, page):
    lab.open(page, EXERCISE)
    form = first(page, "form")
    box_of(form).fill(OPEN)
    expect(form.locator(".al-saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert form.locator("mark, .al-tier, .al-criteria").count() == 0
    expect(page.locator(".al-live .al-copy").first).to_be_hidden()
    page.keyboard.press("Control+s")
    notebook = lab.folder / EXERCISE
    page.wait_for_timeout(1500)
    copies = [
        data["application/vnd.active-listening.answer+json"]["answer"]
        for cell in json.loads(notebook.read_text("utf-8"))["cells"]
        for data in (output.get("data", {}) for output in cell.get("outputs", ()))
        if "application/vnd.active-listening.answer+json" in data
    ]
    assert OPEN in copies
    page.reload()
    lab.wait_until_live(page)
    expect(box_of(first(page, "form"))).to_have_value(OPEN)


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_accessibility_checker_finds_nothing_in_the_activities(lesson, theme):
    lesson.evaluate(
        "theme => { document.body.dataset.jpThemeLight = String(theme.endsWith('Light')); }",
        theme,
    )
    quiz = first(lesson, "quiz")
    if quiz.locator("input").count():
        quiz.locator("input").first.check()
        quiz.get_by_role("button", name="Check").click()
        expect(quiz.locator(".al-outcome")).to_be_visible()
    box_of(lesson.locator(".al-live .al-rewrite").nth(1)).fill(
        "Isn't it great, and why not sooner?"
    )
    lesson.wait_for_timeout(500)
    found = Axe().run(lesson, context={"include": [[".al-activity"]]}).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
