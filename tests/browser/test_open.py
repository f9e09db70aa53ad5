"""What happens when a notebook is opened: a lesson runs by itself, anything else is left alone."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from active_listening import resources

from .harness import PATIENCE, Lab

pytestmark = pytest.mark.browser

IMPORT = "from active_listening import *"
QUIZ = next(entry.id for entry in resources.split_entries(next(resources.data().glob("quizzes/*"))))
STALE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {
        "text/plain": "Box(left over)",
        "application/vnd.jupyter.widget-view+json": {
            "model_id": "gone",
            "version_major": 2,
            "version_minor": 0,
        },
    },
}
# A cell that would be found out: it leaves a file behind.
FOREIGN = "open('harm', 'w').close()"


def put(lab: Lab, name: str, *sources: str, outputs: list | None = None) -> str:
    cells = [{"cell_type": "markdown", "id": "text", "metadata": {}, "source": "# A title"}]
    cells += [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": source,
            "outputs": outputs or [],
            "execution_count": None,
        }
        for number, source in enumerate(sources)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = lab.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return name


def editors(page: Page) -> int:
    """How many code or text editors are to be seen."""
    return page.locator(".jp-Notebook .cm-content:visible").count()


def test_a_lesson_runs_by_itself_and_shows_no_code(lab: Lab, page: Page) -> None:
    name = put(lab, "tried/lesson.ipynb", IMPORT, f'# Label\nquiz("{QUIZ}")', outputs=[STALE])
    page.goto(lab.address(name))
    page.wait_for_selector(".al-lesson", timeout=PATIENCE)
    assert not page.get_by_text("Box(left over)").locator("visible=true").count()
    lab.wait_until_live(page)
    page.wait_for_selector(".al-lesson .jp-OutputArea-output:visible", timeout=PATIENCE)
    assert not page.get_by_text("left over").count()
    assert not page.get_by_text("import *").locator("visible=true").count()
    assert editors(page) == 0
    for clutter in (".jp-InputPrompt", ".jp-cell-toolbar", "#jp-MainMenu", ".jp-SideBar"):
        assert page.locator(f"{clutter}:visible").count() == 0, clutter
    expect(page.locator(".al-bar [role=status]")).to_have_text("")


def test_keys_and_clicks_of_the_editor_do_nothing_in_a_lesson(lab: Lab, page: Page) -> None:
    lab.open(page, put(lab, "tried/keys.ipynb", IMPORT, "progress()"))
    cells = page.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    page.get_by_role("heading", name="A title").click()
    for key in ("d", "d", "a", "b", "x", "m", "Enter", "Shift+Enter", "Control+Enter"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="A title").dblclick()
    page.wait_for_timeout(300)
    assert cells.count() == before
    assert editors(page) == 0


def test_a_lesson_opened_again_is_live_again(lab: Lab, page: Page) -> None:
    lab.open(page, put(lab, "tried/again.ipynb", IMPORT, f'quiz("{QUIZ}")'))
    page.reload()
    lab.wait_until_live(page)
    page.get_by_role("button", name="Reload lesson").click()
    page.wait_for_selector(".al-lesson:not(.al-live)", state="attached", timeout=PATIENCE)
    lab.wait_until_live(page)
    page.wait_for_selector(".al-lesson .jp-OutputArea-output:visible", timeout=PATIENCE)


# The first four stand for the rest, which the slow tier opens one by one.
FOREIGN_NOTEBOOKS = {
    "foreign": (IMPORT, f'quiz("{QUIZ}")', FOREIGN),
    "two-lines": (IMPORT, f'quiz("{QUIZ}")\n{FOREIGN}'),
    "carriage-return": (IMPORT, f'# label\r{FOREIGN}\nquiz("{QUIZ}")'),
    "magic": (IMPORT, '%%bash\ntouch harm\n# quiz("a")'),
    "no-import": (f'quiz("{QUIZ}")',),
    "one-line": (IMPORT, f'quiz("{QUIZ}"); {FOREIGN}'),
    "argument": (IMPORT, "quiz(open('harm', 'w').name)"),
    "other-call": (IMPORT, 'exec("import this")'),
    "other-import": (f"from active_listening import *, {FOREIGN}",),
    "line-separator": (IMPORT, f'# label\u2028{FOREIGN}\nquiz("{QUIZ}")'),
    "form-feed": (IMPORT, f'# label\x0c{FOREIGN}\nquiz("{QUIZ}")'),
    "shell": (IMPORT, "!touch harm"),
    "escape": (IMPORT, 'quiz("a\\")#")'),
    "two-strings": (IMPORT, 'quiz("a", "b")'),
    "empty": (IMPORT, ""),
}


@pytest.mark.parametrize(
    ("name", "sources"),
    [
        pytest.param(name, sources, id=name, marks=[pytest.mark.slow] if number > 1 else [])
        for number, (name, sources) in enumerate(FOREIGN_NOTEBOOKS.items())
    ],
)
def test_a_notebook_with_a_foreign_cell_is_left_alone(
    lab: Lab, page: Page, name: str, sources: tuple[str, ...]
) -> None:
    path = put(lab, f"tried/{name}.ipynb", *sources)
    page.goto(lab.address(path))
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=PATIENCE)
    # The kernel is up and at rest: a lesson would have run by now.
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=PATIENCE)
    page.wait_for_timeout(500)
    assert page.locator(".al-lesson").count() == 0
    assert not (lab.folder / "tried" / "harm").exists()
    assert page.locator(".jp-OutputArea-output").count() == 0
    assert editors(page) > 0
    assert page.locator(".jp-NotebookPanel-toolbar [data-jp-item-name=insert]").is_visible()


@pytest.mark.slow
def test_a_module_beside_the_notebook_does_not_stand_in_for_the_course(
    lab: Lab, page: Page
) -> None:
    name = put(lab, "beside/lesson.ipynb", IMPORT, f'quiz("{QUIZ}")')
    for module in ("active_listening.py", "anywidget.py", "ruamel.py"):
        (lab.folder / "beside" / module).write_text("open('harm', 'w').close()", encoding="utf-8")
    lab.open(page, name)
    page.wait_for_selector(".al-lesson .jp-OutputArea-output:visible", timeout=PATIENCE)
    assert not (lab.folder / "beside" / "harm").exists()


@pytest.mark.slow
def test_the_next_start_comes_back_to_the_same_lesson(lab: Lab, page: Page) -> None:
    from active_listening.start import place
    from active_listening.workspace import prepare

    lab.open(page, "course/my_record.ipynb")
    ready = prepare(lab.folder)
    for _ in range(50):
        if place(ready) == "course/my_record.ipynb":
            break
        page.wait_for_timeout(200)
    assert place(ready) == "course/my_record.ipynb"
    lab.open(page, "course/03_open_questions.ipynb")
    cell = page.locator(".jp-Cell[data-windowed-list-index='20']")
    cell.evaluate("cell => cell.scrollIntoView()")
    page.wait_for_timeout(2000)  # Jupyter saves what it remembers about a second later
    page.reload()
    lab.wait_until_live(page)
    page.wait_for_timeout(500)
    top = cell.bounding_box()
    assert top and 0 < top["y"] < 400
