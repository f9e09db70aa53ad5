"""The report's notebook: it runs, it says what the pages say, and it opens with its pictures."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
import nbformat
import pandas as pd
import pytest
from report_class import class_of

from active_listening.classroom.report import agreement, notebook, report, tables
from active_listening.classroom.results import ClassResult

CLASS = class_of(12, seed=19, marked=True, flagged=1, absent=2)
SECOND = {
    (s.id, i.id): i.auto if n % 3 else 0.0
    for n, (s, i) in enumerate((s, i) for s in CLASS.submissions for i in s.items)
    if i.auto is not None
}


def written(result: ClassResult, folder: Path, second: Any = None) -> Any:
    """The notebook of a class, unrun, beside its files."""
    report(result, folder, second, run_notebook=False)
    return nbformat.read(folder / "report.ipynb", as_version=4)


def run(book: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Every code cell, one after the other; gives what they left."""
    monkeypatch.chdir(folder)
    mpl.use("Agg")
    left: dict[str, Any] = {}
    with warnings.catch_warnings(), pd.option_context("display.precision", 2):
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message=".*non-interactive.*")
        for cell in book.cells:
            if cell.cell_type == "code":
                exec(cell.source, left)
    return left


def marks() -> pd.DataFrame:
    return pd.DataFrame(
        [(*key, p) for key, p in SECOND.items()], columns=["student", "item", "points"]
    )


def test_it_comes_to_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = run(written(CLASS, tmp_path, marks()), tmp_path, monkeypatch)

    expected = tables.learners(CLASS)
    expected = expected[expected["submission"] != "flagged"]
    for column in ("student", "submission", "waiting", "empty"):
        assert list(left["learners"][column]) == list(expected[column])
    for column in ("low", "high"):
        assert list(left["learners"][column]) == pytest.approx(list(expected[column]))

    items = tables.items(CLASS)
    for column in ("difficulty", "discrimination"):
        assert list(left["tasks"][column]) == pytest.approx(list(items[column]), nan_ok=True)

    criteria = tables.criteria(CLASS)
    assert list(left["missed"].index) == list(criteria["name"])
    for column in ("label", "missed", "half", "learners", "learners_missed"):
        assert list(left["missed"][column]) == list(criteria[column])
    assert list(left["missed"]["short"]) == pytest.approx(list(criteria["short"]))

    reasons = {"empty": "many empty", "passes": "few passes", "same": "same flaw"}
    found = {
        student: {reason for reason, column in reasons.items() if row[column]}
        for student, row in left["stuck"].iterrows()
    }
    stuck = tables.stuck(CLASS)
    assert stuck
    assert found == {one.student.id: {reason for reason, _, _ in one.why} for one in stuck}

    measured = agreement.measure(agreement.pairs(CLASS, SECOND))
    assert measured
    assert left["kappa"] == pytest.approx(measured.kappa)
    assert (left["low"], left["high"]) == pytest.approx(measured.interval)
    assert left["table"].to_numpy().tolist() == measured.confusion.to_numpy().tolist()


@pytest.mark.parametrize(
    "result",
    [
        class_of(0), class_of(0, absent=2), class_of(1), class_of(1, marked=True),
        class_of(3, flagged=3), class_of(5, flagged=1), class_of(5, marked=True, absent=1),
    ],
)  # fmt: skip
def test_it_runs_for_every_class(
    result: ClassResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = written(result, tmp_path)
    run(book, tmp_path, monkeypatch)
    text = "\n".join(cell.source for cell in book.cells)
    assert ("## Scores" in text) == any(s.items for s in result.submissions)
    assert "$" not in text
    assert "only if" not in text


@pytest.mark.slow
def test_it_opens_with_its_pictures_and_runs_again_the_same(tmp_path: Path) -> None:
    report(CLASS, tmp_path, marks())
    path = tmp_path / "report.ipynb"
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    outputs = [one for cell in book.cells if cell.cell_type == "code" for one in cell.outputs]
    assert sum("image/png" in one.get("data", {}) for one in outputs) == 4
    assert {one.output_type for one in outputs} == {"execute_result", "display_data", "stream"}
    assert {one.get("name") for one in outputs} <= {None, "stdout"}
    said = "".join(one.text for one in outputs if one.output_type == "stream")
    for words in ("Final results: ", "Task 17: ", "missed in ", "weighted kappa: ", "+0.0: "):
        assert words in said  # each plot's figures stand below it in words
    assert str(tmp_path) not in path.read_text("utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q",
         "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(tmp_path), str(path)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


def test_it_is_written_all_the_same_where_it_cannot_be_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import nbclient

    def no_kernel(*_: Any, **__: Any) -> None:
        raise RuntimeError("No such kernel")

    monkeypatch.setattr(nbclient.NotebookClient, "execute", no_kernel)
    book = nbformat.reads(notebook.make(CLASS, folder=tmp_path).decode(), as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs for cell in code)
    assert "No such kernel" in caplog.text
