"""The main job, as a learner does it: lesson 03, assignment 03, and the feedback."""

from __future__ import annotations

import html
import json
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from active_listening import bank

from .harness import PATIENCE, Lab

pytestmark = pytest.mark.browser

LESSON = "course/03_open_questions.ipynb"
ASSIGNMENT = "exercises/03_open_questions/03_open_questions.ipynb"
NAME = "03_open_questions"


@pytest.fixture(autouse=True)
def patience(page: Page) -> None:
    page.set_default_timeout(PATIENCE)


def activity(page: Page, id: str) -> Locator:
    return page.locator(f'.al-activity[data-al-item="{id}"]')


def test_a_learner_takes_the_lesson_and_gets_the_assignment_back(lab: Lab, page: Page) -> None:
    lab.open(page, LESSON)
    # The scene, one typed line, one answer.
    scene = activity(page, "nimbela-monday-call")
    scene.get_by_role("button", name="Skip to your turn").click()
    scene.get_by_role("textbox").fill("Is the system working?")
    scene.get_by_role("button", name="Say it").click()
    expect(scene.locator(".al-did")).to_contain_text("closed", ignore_case=True)
    first_answer = scene.get_by_role("log").inner_text()
    scene.get_by_role("button", name="Try another line").click()
    scene.get_by_role("textbox").fill("What was the first morning like at the front desks?")
    scene.get_by_role("button", name="Say it").click()
    expect(scene.locator(".al-did")).to_contain_text("open", ignore_case=True)
    assert scene.get_by_role("log").inner_text() != first_answer

    # The coach reads along; models come after an attempt and a second thought.
    item = bank.rewrite("nimbela-ben-coping")
    place = activity(page, item.id)
    box = place.get_by_role("textbox").first
    box.press_sequentially("Is Ben coping at the desk?")
    mark = place.locator(".al-reading mark").first
    expect(place.locator(".al-reading")).to_contain_text("Closed")
    expect(mark).to_contain_text("Is Ben")  # the reading of the last key, not of an earlier one
    box.fill("What has the switch been like for Ben at the front desk?")
    expect(place.locator(".al-reading")).to_contain_text("Open")
    expect(mark).to_contain_text("What has the switch")
    assert item.models[0] not in place.inner_text()
    place.get_by_role("button", name="Done").click()
    expect(place).to_contain_text("What would you change")
    assert item.models[0] not in place.inner_text()
    place.get_by_role("button", name="Nothing").click()
    for model in item.models:
        expect(place).to_contain_text(model)

    # After a reload everything is where it was.
    page.reload()
    lab.wait_until_live(page)
    place = activity(page, item.id)
    expect(place.get_by_role("textbox").first).to_have_value(
        "What has the switch been like for Ben at the front desk?"
    )

    # The assignment says "saved" and nothing else; handing in grades it.
    page.goto(lab.address(ASSIGNMENT))
    lab.wait_until_live(page)
    tasks = [task for task in bank.assignment(NAME).items if isinstance(task, bank.Rewrite)]
    good = "What has the trial been like for the crews at Ashby so far?"
    answers = {tasks[0].id: good, tasks[1].id: "Was it useful, don't you think?"}
    for id, text in answers.items():
        activity(page, id).get_by_role("textbox").fill(text)
        expect(activity(page, id).locator(".al-saved")).to_contain_text("Saved")
        assert not activity(page, id).locator("mark").count()
    file = json.loads((lab.folder / ASSIGNMENT).with_name("answers.json").read_text("utf-8"))
    assert file["items"][tasks[0].id]["answer"] == good
    # The notebook carries a copy, so that one who hands in the file alone loses nothing.
    page.keyboard.press("Control+s")
    deadline = time.monotonic() + 30
    while good not in (lab.folder / ASSIGNMENT).read_text("utf-8"):
        assert time.monotonic() < deadline, "the notebook holds no copy of the answer"
        time.sleep(0.2)
    hand_in = activity(page, NAME)
    hand_in.scroll_into_view_if_needed()
    expect(hand_in).to_contain_text("2 of 17 tasks have an answer")
    hand_in.get_by_role("button", name="Hand in").click()
    expect(hand_in.locator(".al-receipt")).to_contain_text("Handed in")
    expect(hand_in.locator(".al-receipt")).to_contain_text("5 of 95")
    with page.context.expect_page() as opened:
        hand_in.get_by_role("link", name="Open the feedback page").click()
    feedback = opened.value
    expect(feedback.locator("h1")).to_contain_text("Assignment 03")
    expect(feedback.locator("article").nth(1)).to_contain_text("don't you think")
    expect(feedback.locator("article").nth(1)).to_contain_text("Take the tag off")
    assert_no_key_in(lab.folder)


def assert_no_key_in(folder: Path) -> None:
    """Nothing that the keys hold is anywhere in the learner's folder, feedback included."""
    keys = bank.keys(NAME).values()
    secrets = [text for key in keys for text in (*key.models, *key.common_errors, key.marking)]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "feedback.html" for path in files)
    for path in files:
        text = html.unescape(path.read_text("utf-8", errors="replace"))
        assert [secret for secret in secrets if secret in text] == [], path


FOCUSED = """node => {
  const e = document.activeElement;
  if (!node.contains(e)) return null;
  return (e.labels && e.labels.length ? e.labels[0].innerText : e.innerText) || e.tagName;
}"""


def tab_to(page: Page, place: Locator, *wanted: str) -> str:
    """Presses Tab until something in `place` is focused whose label or text is one of `wanted`."""
    for _ in range(80):
        name = place.evaluate(FOCUSED)
        if name is not None and any(word.lower() in name.lower() for word in wanted):
            return str(name)
        page.keyboard.press("Tab")
    pytest.fail(f"{wanted} cannot be reached with Tab")


def test_the_first_scene_and_a_quiz_with_the_keyboard_alone(lab: Lab, page: Page) -> None:
    lab.open(page, LESSON)
    scene = activity(page, "nimbela-monday-call")
    tab_to(page, scene, "Skip to your turn", "Try another line")
    page.keyboard.press("Enter")
    expect(scene.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("How did the first morning go for your receptionists?")
    page.keyboard.press("Control+Enter")
    expect(scene.locator(".al-did")).to_contain_text("open", ignore_case=True)
    assert scene.evaluate(FOCUSED) is not None

    quiz = activity(page, "shortest-answer")
    options = bank.quiz("shortest-answer").options
    tab_to(page, quiz, *(option.say for option in options))
    page.keyboard.press("ArrowDown")
    right = next(option for option in options if option.right)
    for _ in options:
        if right.say in str(quiz.evaluate(FOCUSED)):
            break
        page.keyboard.press("ArrowDown")
    for _ in range(12):
        page.keyboard.press("Tab")
        name = str(quiz.evaluate(FOCUSED))
        if name.strip() in ("1", "2", "3") or name.startswith(("1 ", "2 ", "3 ")):
            page.keyboard.press("Space")
        if quiz.locator("button.al-primary").evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(quiz).to_contain_text(right.feedback)
    # No key of the notebook's own did anything: every cell is still there.
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 36


@pytest.mark.slow  # and test_lesson_widgets asks it of the activities
def test_the_lesson_passes_an_accessibility_checker(lab: Lab, page: Page) -> None:
    for path in (LESSON, ASSIGNMENT, "course/my_record.ipynb"):
        lab.open(page, path)
        found = Axe().run(page, context=".jp-Notebook")
        told = [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in found.response["violations"]
            for node in violation["nodes"][:3]
        ]
        assert told == [], "\n".join([path, *told])
