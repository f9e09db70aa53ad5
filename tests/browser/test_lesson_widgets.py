"""The activities in a real JupyterLab: typing, keyboard, reload, two themes."""

import json
import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from active_listening.bank import load

pytestmark = pytest.mark.browser

LESSON = "course/03_open_questions.ipynb"
EXERCISE = "exercises/03_open_questions/03_open_questions.ipynb"
A_FEW = "course/a_few.ipynb"
OPEN = "How has the last week been for your people?"


@pytest.fixture(scope="module")
def lesson(lab, browser):
    """The lesson, opened once: each test takes an activity of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    lab.open(page, LESSON)
    yield page
    context.close()


@pytest.fixture(scope="module")
def a_few(lab, browser):
    """A lesson of two quizzes: one with pairs to match, one with a line for the coach to read."""
    items = {
        kind: next(item for item in load.all_of("quizzes") if item.kind == kind)
        for kind in ("match", "text")
    }
    sources = ["from active_listening import *"]
    sources += [f'# Question\nquiz("{item.id}")' for item in items.values()]
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, lab.folder / A_FEW)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    lab.open(page, A_FEW)
    yield page, items
    context.close()


def quiz_of(page: Page, item) -> Locator:
    return page.locator(f'.al-live .al-quiz[data-al-item="{item.id}"]')


def nothing_found_by_axe(page: Page) -> bool:
    found = Axe().run(page, context={"include": [[".al-activity"]]}).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    return True


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


def test_pairs_are_matched_by_keyboard_alone(a_few):
    page, items = a_few
    item = items["match"]
    quiz = quiz_of(page, item)
    lists = quiz.get_by_role("combobox")
    expect(lists).to_have_count(len(item.pairs))
    assert nothing_found_by_axe(page)

    lists.first.focus()
    for pair in item.pairs[:-1]:
        expect(quiz.get_by_label(pair.say, exact=True)).to_be_focused()
        page.keyboard.type(pair.goes_with)
        expect(quiz.get_by_label(pair.say, exact=True)).to_have_value(pair.goes_with)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(quiz.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(quiz.get_by_role("status").filter(has_text="no partner yet")).to_be_visible()

    page.keyboard.press("Shift+Tab")
    page.keyboard.type(item.pairs[-1].goes_with)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    outcome = quiz.locator(".al-outcome")
    expect(outcome).to_be_focused()
    count = len(item.pairs)
    expect(outcome).to_have_text(re.compile(rf"^Right\. {count} of {count} with their partner"))
    expect(quiz.locator(".al-result-right .al-reason")).to_have_count(count)
    assert nothing_found_by_axe(page)


def test_a_line_is_typed_read_and_changed_by_keyboard_alone(a_few, lab):
    page, items = a_few
    item = items["text"]
    quiz = quiz_of(page, item)
    box = quiz.get_by_label("Your line")
    box.focus()
    page.keyboard.insert_text(
        item.models[0][:6]
    )  # at once: on a slow machine a part is saved first
    expect(quiz.locator(".al-saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    page.reload()
    lab.wait_until_live(page)
    expect(box).to_have_value(item.models[0][:6])
    assert quiz.locator("mark, .al-tier, .al-models").count() == 0

    box.focus()
    page.keyboard.press("End")
    page.keyboard.type(item.models[0][6:])
    page.keyboard.press("Tab")
    expect(quiz.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    outcome = quiz.locator(".al-outcome")
    expect(outcome).to_be_focused()
    expect(outcome).to_have_text(f"Right. {item.feedback['right']}")
    expect(quiz.locator(".al-own mark").first).to_be_visible()
    expect(quiz.locator(".al-models li")).to_have_text(list(item.models))
    head = quiz.locator(".al-head").first.inner_text()
    expect(quiz.locator(".al-speaker")).to_have_text(head)  # said to those who do not see it
    assert nothing_found_by_axe(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value(item.models[0])
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("zork plurk blarg")
    page.keyboard.press("Control+Enter")
    expect(outcome).to_contain_text("Yours to decide.")
    assert nothing_found_by_axe(page)


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
    assert nothing_found_by_axe(lesson)
