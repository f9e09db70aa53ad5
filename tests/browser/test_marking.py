"""A trainer marks a class in JupyterLab, with the keyboard; a learner disagrees, and hands in."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

import small_class
from active_listening import bank

from .harness import PATIENCE, Lab, open_lab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = small_class.NAME
ASSIGNMENT = f"exercises/{NAME}/{NAME}.ipynb"
ITEMS = bank.assignment(NAME).items
FIRST, JUDGEMENT = ITEMS[0].id, ITEMS[-1].id
FOREIGN = "Wie war der Versuch für Ihre Leute?"
HOSTILE = "<img src=x onerror=\"document.documentElement.dataset.ran='yes'\"> Because."
BIN = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def patience(page: Page) -> None:
    page.set_default_timeout(PATIENCE)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    learners = {
        "ann.smith": {FIRST: FOREIGN, JUDGEMENT: {"answer": HOSTILE}},
        "ben.jones": {FIRST: FOREIGN.lower()},
        "kim.brown": {FIRST: "Did it go well?", f"{FIRST}/disagrees": "It asks how it went."},
    }
    small_class.make(root, learners)
    return root


@pytest.fixture(scope="module")
def address(course: Path) -> Iterator[str]:
    """`active-listening mark` in the course's folder; where its page is."""
    command = [BIN / "active-listening", "mark", NAME, "--no-browser", "--port", "0"]
    env = {**os.environ, "JUPYTER_RUNTIME_DIR": str(course.parent / "runtime")}
    with (course.parent / "errors.txt").open("w") as errors:
        child = subprocess.Popen(
            command, cwd=course, env=env, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert child.stdout is not None
    try:
        said = "".join(child.stdout.readline() for _ in range(4))
        assert said.startswith("4 answers of 3 learners wait: 3 decisions.")
        found = re.search(r"http://\S+", said)
        assert found, said
        yield found[0]
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(timeout=30)


def open_marking(page: Page, address: str) -> Locator:
    for _ in range(60):  # the server is still starting
        try:
            page.goto(address)
            break
        except Exception:
            page.wait_for_timeout(500)
    Lab.wait_until_live(page)
    marking = page.locator(".al-marking")
    expect(marking).to_be_visible()
    return marking


def booked(course: Path) -> dict[tuple[str, str], float]:
    """(learner, item): points that a person gave, straight from the database."""
    with sqlite3.connect(course / "gradebook.db") as database:
        rows = database.execute(
            "select a.student_id, b.name, g.manual_score from grade g "
            "join base_cell b on b.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment a on a.id = n.assignment_id where g.manual_score is not null"
        )
        return {(student, item): points for student, item, points in rows}


def press(page: Page, place: Locator, name: str, key: str = "Enter") -> None:
    """Tabs to the button called `name` from where the keyboard is, and presses `key`."""
    button = place.get_by_role("button", name=name).first
    for _ in range(60):
        if button.evaluate("node => node === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached with Tab")


def check_access(page: Page, where: str) -> None:
    found = Axe().run(page, context=".jp-Notebook")
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"][:3]
    ]
    assert told == [], "\n".join([where, *told])


def test_a_class_is_marked_with_the_keyboard_alone(page: Page, address: str, course: Path) -> None:
    marking = open_marking(page, address)
    expect(marking).to_contain_text("4 answers of 3 learners wait: 3 decisions.")
    title = marking.locator("article .al-title")

    # A learner disagrees: the machine's points can stand as they are.
    expect(marking).to_contain_text("It asks how it went.")
    assert "kim" not in marking.inner_text()
    check_access(page, "a disagreement")
    marking.get_by_role("button", name="Read the gradebook again").focus()
    press(page, marking, "Show models and marking notes")
    expect(marking).to_contain_text(bank.keys(NAME)[FIRST].models[0])
    check_access(page, "models")
    press(page, marking, "Show the name")
    expect(marking).to_contain_text("kim.brown")
    press(page, marking, "Hide names", "Space")
    expect(marking).not_to_contain_text("kim.brown")
    press(page, marking, "None (0)")
    press(page, marking, "Give these points")
    expect(marking.get_by_role("status").first).to_contain_text("0 points given to 1 learner.")
    expect(title).to_be_focused()
    assert booked(course) == {("kim.brown", FIRST): 0}

    # Like answers are one decision; a wrong number changes nothing and what was typed stays.
    expect(marking).to_contain_text("2 learners, nearly the same words")
    points = marking.get_by_label("Points 0 to 5")
    points.focus()
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    comment = marking.get_by_label("Comment to each of them")
    comment.focus()
    page.keyboard.type("Now in English.")
    page.keyboard.press("Control+Enter")
    expect(marking.get_by_role("alert")).to_contain_text("from 0 to 5")
    expect(points).to_have_value("7")
    points.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("3.5")

    # A gradebook that somebody holds: told, and what was typed stays.
    held = sqlite3.connect(course / "gradebook.db", isolation_level=None)
    held.execute("begin immediate")
    page.keyboard.press("Control+Enter")
    expect(marking.get_by_role("alert")).to_contain_text("Nothing of this step was saved")
    held.close()
    expect(points).to_have_value("3.5")
    expect(comment).to_have_value("Now in English.")
    points.focus()
    page.keyboard.press("Control+Enter")
    expect(marking.get_by_role("status").first).to_contain_text("3.5 points given to 2 learners.")
    assert booked(course)["ben.jones", FIRST] == booked(course)["ann.smith", FIRST] == 3.5

    # Taken back, then one by one.
    press(page, marking, "Take back")
    expect(marking).to_contain_text("2 learners, nearly the same words")
    assert ("ben.jones", FIRST) not in booked(course)
    press(page, marking, "Mark one by one")
    expect(marking).to_contain_text("3 decisions left")
    for choice, points_given in (("Full (5)", "5"), ("Half (2.5)", "2.5")):
        press(page, marking, choice)
        press(page, marking, "Give these points")
        said = f"{points_given} points given to 1 learner."
        expect(marking.get_by_role("status").first).to_have_text(said)
    assert sorted(booked(course).values()) == [0, 2.5, 5]

    # A judgement: a box for each line of the scheme, and they add up.
    expect(marking).to_contain_text("the last decision")
    expect(marking).to_contain_text(HOSTILE)
    check_access(page, "a judgement")
    lines = marking.get_by_role("spinbutton")
    for line, typed in zip(lines.all(), ("4", "1.5", "0"), strict=True):
        line.fill(typed)
    expect(marking).to_contain_text("5.5 of 10 points")
    press(page, marking, "Give these points")
    expect(marking).to_contain_text("Nothing waits: every answer has its points.")
    assert booked(course)["ann.smith", JUDGEMENT] == 5.5
    assert page.evaluate("document.documentElement.dataset.ran") is None

    # What formgrader makes wait again is there after reading again, and after a reload.
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute(
            "update grade set manual_score = null, needs_manual_grade = 1 where manual_score = 5.5"
        )
    press(page, marking, "Read the gradebook again")
    expect(marking).to_contain_text("1 answer of 1 learner waits: 1 decision.")
    page.reload()
    Lab.wait_until_live(page)
    expect(marking).to_contain_text("1 answer of 1 learner waits: 1 decision.")

    # The page's own notebook keeps nobody's words.
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1000)
    kept = (course / "marking" / f"{NAME}.ipynb").read_text("utf-8")
    assert "Because" not in kept and "ann" not in kept


def test_a_learner_disagrees_and_the_notebook_carries_it(lab: Lab, page: Page) -> None:
    lab.open(page, ASSIGNMENT)
    box = page.locator(f'.al-form[data-al-item="{FIRST}"]')
    box.get_by_role("textbox").fill("Did it go well?")
    expect(box.locator(".al-saved")).to_contain_text("Saved")
    hand_in = page.locator(".al-hand-in")
    hand_in.get_by_role("button", name="Hand in").click()
    place = hand_in.locator("article").first
    place.get_by_role("button", name="I disagree").focus()
    page.keyboard.press("Enter")
    reason = place.get_by_role("textbox")
    expect(reason).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(place.get_by_role("alert")).to_contain_text("Give your reason first")
    page.keyboard.type("It asks how it went for her.")
    check_access(page, "a reason")
    press(page, place, "Keep the reason")
    expect(place).to_contain_text("You disagree.")
    expect(place).to_contain_text("It asks how it went for her.")
    notebook = lab.folder / ASSIGNMENT
    items = json.loads(notebook.with_name("answers.json").read_text("utf-8"))["items"]
    assert items[f"{FIRST}/disagrees"]["answer"] == "It asks how it went for her."
    page.keyboard.press("Control+s")
    for _ in range(100):
        if "It asks how it went for her." in notebook.read_text("utf-8"):
            break
        page.wait_for_timeout(200)
    assert f'"item": "{FIRST}/disagrees"' in notebook.read_text("utf-8")

    page.reload()
    lab.wait_until_live(page)
    hand_in.get_by_role("button", name="Show the feedback here").click()
    expect(place).to_contain_text("You disagree.")
    hand_in.get_by_role("button", name="Hand in again").click()
    expect(hand_in.locator(".al-receipt")).to_contain_text("Hand-in 2")
    expect(place).to_contain_text("You disagree.")
    press(page, place, "Withdraw")
    expect(place.get_by_role("button", name="I disagree")).to_be_focused()
    assert json.loads(notebook.with_name("answers.json").read_text("utf-8"))["items"][
        f"{FIRST}/disagrees"
    ]["answer"] == ""  # fmt: skip


def test_in_a_class_the_exchange_takes_it_and_nothing_is_judged(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "exchange"
    inbound, outbound = (root / "listening" / name for name in ("inbound", "outbound"))
    inbound.mkdir(parents=True)
    (outbound / NAME).mkdir(parents=True)
    shutil.copy(small_class.resources.exercises() / NAME / f"{NAME}.ipynb", outbound / NAME)
    for folder in (root, root / "listening", inbound):
        folder.chmod(0o777)
    (tmp_path / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(root)!r}\n"
    )
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ACTIVE_LISTENING_COURSE", "listening")
    with open_lab(tmp_path / "home") as lab:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        lab.open(page, ASSIGNMENT)
        box = page.locator(f'.al-form[data-al-item="{FIRST}"]')
        box.get_by_role("textbox").fill("Did it go well?")
        expect(box.locator(".al-saved")).to_contain_text("Saved")
        hand_in = page.locator(".al-hand-in")
        hand_in.get_by_role("button", name="Hand in").click()
        expect(hand_in.locator(".al-receipt")).to_contain_text("Your instructor returns it.")
        (arrived,) = inbound.iterdir()
        assert "Did it go well?" in (arrived / "answers.json").read_text("utf-8")
        text = hand_in.inner_text()
        assert (
            " points" not in text and "Show the feedback" not in text and "I disagree" not in text
        )
        hand_in.get_by_role("button", name="Look for feedback").click()
        expect(hand_in).to_contain_text("Nothing new has come back yet.")
        secret = (arrived / "submission_secret.txt").read_text()
        from nbgrader.utils import notebook_hash

        returned = root / "listening" / "feedback"
        returned.mkdir()
        page_name = notebook_hash(secret=secret, notebook_id=NAME)
        (returned / f"{page_name}.html").write_text("<h1>Well asked</h1>")
        hand_in.get_by_role("button", name="Look for feedback").click()
        with page.context.expect_page() as opened:
            hand_in.get_by_role("link", name="Open the feedback page").click()
        expect(opened.value.locator("h1")).to_have_text("Well asked")
        expect(hand_in.get_by_role("button", name="I disagree")).to_have_count(1)
        page.close()
