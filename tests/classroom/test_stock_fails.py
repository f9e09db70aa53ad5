"""The same attacks on stock nbgrader, which runs what was handed in: so the tamper matrix proves
something.

The assignment is stock nbgrader's usual kind: an answer in a code cell, and a locked test cell that
asks the course's own coach and gives partial credit. Every attacker's answers are closed questions,
worth nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_folder import ITEMS, STAMP, Course, Done, earned, honest
from hostile_class import CODE, MODEL, SHADOW, leaves
from hostile_files import ATTACKS

pytestmark = pytest.mark.slow

NAME = "stock"
TASKS = {id: f"answer_{number}" for number, id in enumerate(ITEMS[:3], 1)}
LIES = dict.fromkeys(TASKS, MODEL)
POOR = dict.fromkeys(TASKS, "Is it OK?")
GOOD = honest()["anjali.d"]
FULL, NOTHING = dict.fromkeys(TASKS, 5.0), dict.fromkeys(TASKS, 0.0)
STOCK = "c = get_config()\nc.ExecutePreprocessor.startup_timeout = 120\n"
FALLS_FOR = ("lying-str", "monkeypatched-coach", "input-transformer", "fails-open")
"""Attacks by code alone; a submitted module is one more."""


def test_cell(id: str, answer: str) -> str:
    """What an instructor would write to score an answer."""
    return (
        "from active_listening import bank, coach\n"
        f"reading = coach.read(str({answer}), bank.rewrite({id!r}))\n"
        "round(5 * (reading.points or 0) / 100, 2)"
    )


test_cell.__test__ = False  # type: ignore[attr-defined]


def assignment() -> Any:
    """The instructor's source."""
    about = {"schema_version": 3, "task": False}
    cells = []
    for id, answer in TASKS.items():
        to_answer = nbformat.v4.new_code_cell(f"{answer} = ''", id=f"answer-{id}")
        locked = nbformat.v4.new_code_cell(test_cell(id, answer), id=f"test-{id}")
        solution = {"grade": False, "solution": True, "locked": False, "grade_id": f"answer-{id}"}
        tests = {"grade": True, "solution": False, "locked": True, "grade_id": id, "points": 5}
        to_answer.metadata["nbgrader"] = {**about, **solution}
        locked.metadata["nbgrader"] = {**about, **tests}
        cells += [to_answer, locked]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


class Stock:
    """A course graded by stock nbgrader alone, in one command."""

    def __init__(self, root: Path) -> None:
        self.course = Course(root)
        (root / "nbgrader_config.py").write_text(STOCK)
        (root / "source" / NAME).mkdir(parents=True)
        nbformat.write(assignment(), root / "source" / NAME / f"{NAME}.ipynb")
        done = self.course.nbgrader("generate_assignment", NAME)
        assert done.code == 0, done.said
        self.released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_bytes())
        (root / "markers").mkdir()

    def submit(self, student: str, answers: dict[str, str], first: str = "", lie: str = "") -> Path:
        """Hands in `answers`, with `first` run before, and each answer made a `lie`."""
        notebook = json.loads(json.dumps(self.released))
        for cell in notebook["cells"]:
            for id, answer in TASKS.items():
                if cell["id"] == f"answer-{id}":
                    cell["source"] = f"{answer} = {lie}({answers[id]!r})"
        if first:
            code = leaves(self.marker(student), first)
            notebook["cells"].insert(0, nbformat.v4.new_code_cell(code))
        folder = self.course.root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook))
        (folder / "timestamp.txt").write_text(STAMP)
        return folder

    def marker(self, student: str) -> Path:
        """What a learner's code leaves when it runs."""
        return self.course.root / "markers" / student

    def points(self, student: str) -> dict[str, float | None]:
        """What stock nbgrader gave."""
        return {id: booked.auto for id, booked in self.course.booked(student).items()}


@pytest.fixture(scope="module")
def graded(settings: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Stock, Done]:
    """Two honest learners, the attackers, and one who copied a cell; one honest one after that."""
    stock = Stock(tmp_path_factory.mktemp("stock"))
    stock.submit("honest", {id: GOOD[id] for id in TASKS})
    stock.submit("honest-and-poor", POOR)
    for name in FALLS_FOR:
        stock.submit(name, POOR, CODE[name], lie="Lie" if name == "lying-str" else "")
    folder = stock.submit("submitted-module", POOR, "pass")
    (folder / "active_listening.py").write_text(SHADOW)
    above = CODE["monkeypatched-coach"].replace("100.0", "1000.0")
    stock.submit("score-above-the-maximum", LIES, above)
    stock.submit("os-exit", LIES, "import os; os._exit(1)")
    folder = stock.submit("zz-copied-a-cell", POOR)
    notebook = json.loads((folder / f"{NAME}.ipynb").read_bytes())
    notebook["cells"].append({**notebook["cells"][1], "id": "copied"})
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    stock.submit("zzz-honest", {id: GOOD[id] for id in TASKS})
    return stock, stock.course.command("nbgrader", "autograde", NAME)


def test_the_attacks_are_those_of_our_matrix() -> None:
    assert {*FALLS_FOR, "score-above-the-maximum", "os-exit", "grade-id-twice"} <= set(ATTACKS)


def test_stock_grades_the_honest_as_we_do(graded: tuple[Stock, Done]) -> None:
    stock, _ = graded
    ours = {id: points for id, (points, _) in earned(GOOD).items() if id in TASKS}
    assert stock.points("honest") == ours
    assert stock.points("honest-and-poor") == NOTHING


@pytest.mark.parametrize("attack", [*FALLS_FOR, "submitted-module"])
def test_stock_runs_the_attack_and_gives_the_points(
    graded: tuple[Stock, Done], attack: str
) -> None:
    stock, _ = graded
    assert stock.marker(attack).exists(), "so a marker that is not there says that nothing ran"
    given = stock.points(attack)
    if attack == "lying-str":  # one text for all three
        assert given == {id: earned({id: MODEL})[id][0] for id in TASKS}
        assert given[ITEMS[0]] == 5
        assert {earned(LIES)[id] for id in TASKS} == {(None, True)}, "with ours a person looks"
    else:
        assert given == FULL


@pytest.mark.parametrize("attack", ["score-above-the-maximum", "os-exit"])
def test_stock_leaves_no_grade_at_all(graded: tuple[Stock, Done], attack: str) -> None:
    """Nothing tells it from a zero in what stock nbgrader exports."""
    stock, done = graded
    assert stock.marker(attack).exists()
    assert not (stock.course.root / "autograded" / attack / NAME).exists()
    assert f"processing assignment: {stock.course.root}/submitted/{attack}" in done.said
    assert stock.course.nbgrader("export", "--to=stock.csv").code == 0
    row = next(
        line
        for line in (stock.course.root / "stock.csv").read_text().splitlines()
        if f",{attack}," in line
    )
    assert ",0.0," in row


def test_stock_stops_the_batch_at_a_copied_cell(graded: tuple[Stock, Done]) -> None:
    """And says that the notebooks are too old."""
    stock, done = graded
    assert done.code != 0
    assert "old version" in done.said
    assert stock.points("zz-copied-a-cell") == dict.fromkeys(TASKS)
    assert not (stock.course.root / "autograded" / "zzz-honest" / NAME).exists()
    assert stock.points("zzz-honest") == {}
