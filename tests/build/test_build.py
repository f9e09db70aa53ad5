"""The notebooks: made from data/ and nothing else, one call a cell, no key where learners look."""

import ast
from pathlib import Path

import nbformat
import pytest

import active_listening
from active_listening import bank, build
from active_listening.bank import load
from active_listening.build import cells
from active_listening.check import activities

ROOT = Path(__file__).parents[2]
MADE = dict(build.notebooks())
VERBS = set(active_listening.__all__) - {"marking"}
FOR_LEARNERS = [path for path in MADE if path.parts[0] != "solutions"]


@pytest.mark.parametrize("path", MADE, ids=str)
def test_what_is_in_the_tree_is_what_the_data_make(path: Path) -> None:
    assert (ROOT / path).read_text("utf-8") == nbformat.writes(MADE[path]) + "\n"


@pytest.mark.parametrize("path", MADE, ids=str)
def test_a_notebook_is_valid_and_its_ids_are_its_own(path: Path) -> None:
    nbformat.validate(MADE[path])
    ids = [cell.id for cell in MADE[path].cells]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", MADE, ids=str)
def test_a_code_cell_is_one_call(path: Path) -> None:
    first, *rest = [cell for cell in MADE[path].cells if cell.cell_type == "code"]
    assert first.source == cells.FIRST_LINE
    for cell in rest:
        (statement,) = ast.parse(cell.source).body
        assert isinstance(statement, ast.Expr)
        call = statement.value
        assert isinstance(call, ast.Call)
        assert isinstance(call.func, ast.Name)
        assert call.func.id in VERBS
        assert all(isinstance(arg, ast.Constant) for arg in call.args)
        assert cell.source.startswith("# ")


ANYONES = 4
"""Words of a line so short that it is nobody's secret: "Tell me more."."""
NAMES = sorted(path.stem for path in (ROOT / "data" / "assignments").glob("*.md"))


def secrets(*names: str) -> list[str]:
    keys = [key for name in names for key in bank.keys(name).values()]
    found = [text for key in keys for text in (*key.models, *key.common_errors, key.marking)]
    found += [near.say for key in keys for near in key.near_misses]
    return [text for text in found if len(text.split()) > ANYONES]


@pytest.mark.parametrize("name", NAMES)
def test_the_markers_notebook_has_all_of_it(name: str) -> None:
    made = MADE[Path("solutions") / name / f"{name}.ipynb"].cells
    text = " ".join(word for cell in made for word in cell.source.split())  # a list is indented
    assert [secret for secret in secrets(name) if " ".join(secret.split()) not in text] == []


def test_every_activity_of_the_lesson_is_shown_once() -> None:
    calls = [
        cells.CALL.fullmatch(cell.source)
        for path in FOR_LEARNERS
        for cell in MADE[path].cells
        if cell.cell_type == "code" and cell.source != cells.FIRST_LINE
    ]
    shown = [call["id"] for call in calls if call]
    forms = [bank.forms.form(entry) for path in load.files("forms") for entry in load.entries(path)]
    shown += [id for form in forms for ids in form.parts.values() for id in ids]
    known = [item.id for kind in activities.KINDS for item in bank.load.all_of(kind)]
    known += [path.stem for path in bank.scenes.files()]
    graded = [item for item in bank.load.all_of("assignments") if item.call == "roleplay"]
    shown += [item.scene for item in graded]
    handed_in = {path.stem for path in (ROOT / "data" / "assignments").glob("*.md")}
    others = {None, *handed_in, *(form.id for form in forms)}
    assert sorted(known) == sorted(set(shown) - others)


def test_a_block_that_is_not_a_call_is_told(tmp_path: Path) -> None:
    page = tmp_path / "lessons" / "99.md"
    page.parent.mkdir()
    page.write_text('# T\n\n```python\nimport os\nquiz("shortest-answer")\n```\n', "utf-8")
    with pytest.raises(bank.ContentError, match=r"99\.md.*import os"):
        cells.from_markdown(page, "99")


def prose_ids(folder: Path, text: str) -> list[str]:
    page = folder / "lessons" / "99_a_page.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(text, "utf-8")
    notebook = cells.from_markdown(page, page.stem)
    return [cell.id for cell in notebook.cells if cell.cell_type == "markdown"]


BLOCK = '\n\n```python\n# Question\nquiz("shortest-answer")\n```\n\n'


def test_a_cell_of_prose_is_named_after_its_first_heading(tmp_path: Path) -> None:
    parts = ["# A page", "## Monday, 9:10\n\n### Later", "No heading.", "## Start", "## Foot"]
    ids = prose_ids(tmp_path, BLOCK.join([*parts, "## " + "Words and " * 9, "## Start"]))
    assert ids[:5] == [
        "99-a-page-a-page",
        "99-a-page-monday-9-10",
        "99-a-page-text-05",
        "99-a-page-start-2",  # the first cell of every page is its start
        "99-a-page-foot-2",
    ]
    assert ids[5] == "99-a-page-words-and-words-and-words-and-words-and-words-and"
    assert ids[6] == "99-a-page-start-3"
    more = prose_ids(tmp_path, BLOCK.join([parts[0], "## New", *parts[1:]]))
    assert set(ids[:2]) < set(more)
