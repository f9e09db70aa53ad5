"""nbgrader's formgrader in a real browser: the manual queue, marks that last, nothing that runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .harness import PATIENCE, free_port, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
NAME = "03_open_questions"
BIN = Path(sys.executable).parent
UNSURE = "¿Cómo fue la prueba en el almacén?"
HOSTILE = (
    "<script>document.documentElement.dataset.ran = 'script'</script>"
    "<img src=x onerror=\"document.documentElement.dataset.ran = 'image'\"> "
    "$\\href{javascript:document.documentElement.dataset.ran='math'}{What was the trial like?}$"
)


def submit(course: Path, student: str, answer: str) -> None:
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / NAME / f"{NAME}.ipynb", folder)
    fields = {"answer": answer, "revision": 1, "time": "2026-01-05T10:00:00+00:00"}
    items = {"a03-depot-trial": fields}
    (folder / "answers.json").write_text(json.dumps({"format": 1, "items": items}))
    (folder / "timestamp.txt").write_text("2026-01-05 10:00:00 UTC\n")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "solutions", folder / "solutions")
    submit(folder, "clear", "What was the trial like for your loaders?")
    submit(folder, "foreign", UNSURE)
    submit(folder, "hostile", HOSTILE)
    submit(folder, "zq17", UNSURE)
    for command in (
        f"nbgrader generate_assignment {NAME}",
        "nbgrader db student add zq17 --first-name=Zebedee --last-name=Quist",
        f"active-listening grade {NAME}",
    ):
        program, *words = command.split()
        subprocess.run([BIN / program, *words], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(autouse=True)
def signed_in(page: Page, url: str) -> None:
    page.goto(f"{url}login?next=%2Fapi&token=secret")


@pytest.fixture(scope="module")
def url(course: Path) -> Iterator[str]:
    """A plain Jupyter server with nbgrader in it, as an instructor has; its address."""
    port = free_port()
    command = [sys.executable, "-m", "active_listening.serve", "--no-browser", "--allow-root",
               f"--ServerApp.port={port}", f"--ServerApp.root_dir={course}"]  # fmt: skip
    env = {**os.environ, "JUPYTER_TOKEN": "secret", "HOME": str(course.parent / "home")}
    with serving(command, f"http://127.0.0.1:{port}/", "secret", course, env) as address:
        yield address


def booked(course: Path, student: str) -> tuple[float | None, float | None, bool, str | None]:
    """auto score, manual score, waits, manual comment of the first task, from the database."""
    with sqlite3.connect(course / "gradebook.db") as database:
        return database.execute(
            "select g.auto_score, g.manual_score, g.needs_manual_grade, c.manual_comment "
            "from grade g join base_cell b on b.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id "
            "join submitted_assignment a on a.id = n.assignment_id "
            "join comment c on c.notebook_id = n.id "
            "join base_cell d on d.id = c.cell_id and d.name = b.name "
            "where b.name = 'a03-depot-trial' and a.student_id = ?",
            (student,),
        ).fetchone()


def row_of(page: Page, url: str, student: str) -> Locator:
    """The learner's row in formgrader's list of submissions, names shown."""
    page.goto(f"{url}formgrader/gradebook/{NAME}/{NAME}")
    page.wait_for_selector("td.name a.name-hidden", timeout=PATIENCE)
    page.get_by_role("button", name="Show All Names").click()
    return page.locator("tr").filter(has=page.get_by_role("link", name=student, exact=True))


def open_submission(page: Page, url: str, student: str) -> None:
    """The page on which a person marks one submission, reached as a person reaches it."""
    row_of(page, url, student).get_by_role("link", name=student).click()
    page.wait_for_selector("#a03-claims-workshop[placeholder]", timeout=PATIENCE)  # marks are in


def press(page: Page, url: str, student: str, column: str) -> None:
    """A button in formgrader's list of who handed in, and its word that it went well."""
    page.goto(f"{url}formgrader/manage_submissions/{NAME}")
    page.locator("tr").filter(has_text=student).locator(f"td.{column} .glyphicon").click()
    expect(page.locator("#success-modal")).to_be_visible(timeout=PATIENCE)


def test_an_unsure_answer_waits_with_the_coachs_reason(page: Page, url: str, course: Path) -> None:
    waits = {
        student: row_of(page, url, student).locator("td.needs-manual-grade .glyphicon-ok").count()
        for student in ("clear", "foreign")
    }
    assert waits == {"clear": 0, "foreign": 1}
    open_submission(page, url, "foreign")
    expect(page.locator("body")).to_contain_text(UNSURE)
    expect(page.locator("body")).to_contain_text("I can't tell what this says")
    assert booked(course, "foreign")[:3] == (None, None, True)


def test_a_mark_and_a_comment_survive_regrading_and_reach_the_feedback(
    page: Page, url: str, course: Path
) -> None:
    open_submission(page, url, "foreign")
    page.locator("#a03-depot-trial.score").fill("4")
    page.locator("#a03-depot-trial-comment").fill("A fine question, in Spanish.")
    page.locator("#a03-claims-workshop.score").focus()
    page.wait_for_load_state("networkidle")
    given = (None, 4.0, False, "A fine question, in Spanish.")
    assert booked(course, "foreign") == given

    press(page, url, "foreign", "autograde")
    assert booked(course, "foreign") == given

    press(page, url, "foreign", "generate-feedback")
    feedback = (course / "feedback" / "foreign" / NAME / f"{NAME}.html").read_text("utf-8")
    assert "A fine question, in Spanish." in feedback
    first = re.search(r">Task 1</h2>\s*<span>([^<]*)", feedback)
    assert first and first[1] == "4 of 5"
    assert "<script" not in feedback


def test_who_wrote_it_is_not_seen_until_a_marker_asks(page: Page, url: str) -> None:
    """nbgrader hides the names; nothing that our grading puts on its pages gives them away."""
    people = re.compile("zq17|Zebedee|Quist")
    place = row_of(page, url, "Quist, Zebedee").get_by_role("link").first.get_attribute("href")
    page.goto(f"{url}formgrader/gradebook/{NAME}/{NAME}")
    page.wait_for_selector("td.name a.name-hidden", timeout=PATIENCE)
    expect(page.locator("body")).not_to_have_text(people, use_inner_text=True)
    page.locator(f'a.name-hidden[href="{place}"]').click()
    page.wait_for_selector("#a03-claims-workshop[placeholder]", timeout=PATIENCE)
    seen = page.locator("body")
    expect(seen).to_contain_text(UNSURE)
    expect(seen).to_contain_text(re.compile(r"Submission #\d"), use_inner_text=True)
    expect(seen).not_to_have_text(people, use_inner_text=True)
    page.locator(".glyphicon.name-hidden").click()
    expect(seen).to_have_text(people, use_inner_text=True)


def test_nothing_an_answer_holds_runs(page: Page, url: str, course: Path) -> None:
    open_submission(page, url, "hostile")
    expect(page.locator("body")).to_contain_text("<script>document.documentElement")
    page.wait_for_timeout(1000)
    assert page.evaluate("document.documentElement.dataset.ran") is None
    assert page.locator('a[href^="javascript:document"]').count() == 0
    assert page.locator("img[onerror]").count() == 0
