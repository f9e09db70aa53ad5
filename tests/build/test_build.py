"""The notebooks: made from data/ and nothing else, one call a cell, no key where learners look."""

import ast
import json
from pathlib import Path

import nbformat
import pytest

from active_listening import bank, build
from active_listening.build import cells

ROOT = Path(__file__).parents[2]
MADE = dict(build.notebooks())
VERBS = {"quiz", "rewrite", "dialogue", "roleplay", "worksheet", "hand_in", "progress"}
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


NAMES = sorted(path.stem for path in (ROOT / "data" / "assignments").glob("*.md"))


def secrets(*names: str) -> list[str]:
    keys = [key for name in names for key in bank.keys(name).values()]
    found = [text for key in keys for text in (*key.models, *key.common_errors, key.marking)]
    return found + [near.say for key in keys for near in key.near_misses]


@pytest.mark.parametrize("path", FOR_LEARNERS, ids=str)
def test_no_key_is_in_what_learners_get(path: Path) -> None:
    text = json.dumps(MADE[path], ensure_ascii=False)
    assert [secret for secret in secrets(*NAMES) if secret in text] == []
    assert "For the marker" not in text


@pytest.mark.parametrize("name", NAMES)
def test_the_markers_notebook_has_all_of_it(name: str) -> None:
    text = "\n".join(cell.source for cell in MADE[Path("solutions") / name / f"{name}.ipynb"].cells)
    assert [secret for secret in secrets(name) if secret not in text] == []


def test_every_activity_of_the_lesson_is_shown_once() -> None:
    calls = [
        cells.CALL.fullmatch(cell.source)
        for path in FOR_LEARNERS
        for cell in MADE[path].cells
        if cell.cell_type == "code" and cell.source != cells.FIRST_LINE
    ]
    shown = [call["id"] for call in calls if call]
    known = [item.id for kind in ("quizzes", "rewrites", "dialogues", "worksheets", "assignments")
             for item in bank.load.all_of(kind)]  # fmt: skip
    known += [path.stem for path in bank.scenes.files()]
    handed_in = {path.stem for path in (ROOT / "data" / "assignments").glob("*.md")}
    assert sorted(known) == sorted(set(shown) - {None} - handed_in)


def test_a_block_that_is_not_a_call_is_told(tmp_path: Path) -> None:
    page = tmp_path / "lessons" / "99.md"
    page.parent.mkdir()
    page.write_text('# T\n\n```python\nimport os\nquiz("shortest-answer")\n```\n', "utf-8")
    with pytest.raises(bank.ContentError, match=r"99\.md.*import os"):
        cells.from_markdown(page, "99")
