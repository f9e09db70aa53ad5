"""What nbgrader calls: our places in its autograde and generate_feedback.

Each is a class that nbgrader's own configuration names; `config.configure` does it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import Exporter
from nbgrader import preprocessors as stock
from nbgrader.api import Gradebook
from traitlets import List, Unicode

from active_listening import bank
from active_listening.classroom import feedback, notebook
from active_listening.classroom.book import Book
from active_listening.classroom.grader import grade_notebook
from active_listening.classroom.submission import read_submission


class RebuildingExporter(NotebookExporter):
    """autograde: makes the notebook anew from the released one and the answers.

    The submitted notebook is never opened as a notebook: what is no JSON, or worse, is flagged for
    a person like any other answer that cannot be read.
    """

    run_code_of = List(
        Unicode(), help="Assignments whose submitted code is run, by stock nbgrader."
    ).tag(config=True)

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """The rebuilt notebook on the way in; on the second pass, what the first one wrote."""
        about = (resources or {}).get("nbgrader", {})
        name = about.get("assignment", "")
        if not getattr(self.parent, "_sanitizing", False) or name in self.run_code_of:
            return super().from_filename(filename, resources=resources, **kw)
        assignment = bank.assignment(name)
        released = json.loads(self._released(name).read_bytes())
        submission = read_submission(Path(filename).parent, assignment)
        if submission.problem:
            self.log.error("%s: %s", about.get("student"), submission.problem)
        for note in submission.notes:
            self.log.warning("%s: %s", about.get("student"), note)
        rebuilt = nbformat.from_dict(notebook.rebuild(released, submission, assignment))
        return self.from_notebook_node(rebuilt, resources=resources, **kw)

    def _released(self, name: str) -> Path:
        directory = self.parent.coursedir  # type: ignore[union-attr]
        folder = directory.format_path(directory.release_directory, ".", name)
        return Path(folder) / f"{name}.ipynb"


class SaveReadings(stock.SaveAutoGrades):  # type: ignore[misc]
    """autograde: grades the answers of a rebuilt notebook and writes them into the gradebook.

    It reads answers from where the rebuilding put them and nothing else, so that it is safe with
    any notebook. A graded cell that is none of ours waits for a person, unless its assignment is
    one of those whose code is run.
    """

    run_code_of = List(
        Unicode(), help="Assignments whose submitted code was run, by stock nbgrader."
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Grades every item of ours, shows the outcome in its cell, saves all in the gradebook."""
        about = resources["nbgrader"]
        if about["assignment"] in self.run_code_of:
            nb, resources = super().preprocess(nb, resources)
        marked = grade_notebook(nb, bank.assignment(about["assignment"]))
        book = Book(about["db_url"])
        try:
            row = book.notebook(about["assignment"], about["student"])
            book.save(row.id, marked)
        finally:
            book.close()
        return nbformat.from_dict(nb), resources


def where_code_runs(preprocessor: type[Any]) -> type[Any]:
    """A stock preprocessor that does its work only for assignments whose code is run."""

    def preprocess(self: Any, nb: Any, resources: Any) -> tuple[Any, Any]:
        if resources["nbgrader"]["assignment"] not in self.run_code_of:
            return nb, resources
        return preprocessor.preprocess(self, nb, resources)

    body = {
        "__doc__": f"{preprocessor.__name__}, for assignments in `run_code_of` alone.",
        "__module__": __name__,
        "run_code_of": List(Unicode()).tag(config=True),
        "preprocess": preprocess,
    }
    made = type(f"{preprocessor.__name__}WhereCodeRuns", (preprocessor,), body)
    return made


ClearOutput = where_code_runs(stock.ClearOutput)
DeduplicateIds = where_code_runs(stock.DeduplicateIds)
OverwriteKernelspec = where_code_runs(stock.OverwriteKernelspec)
OverwriteCells = where_code_runs(stock.OverwriteCells)
Execute = where_code_runs(stock.Execute)
LimitOutput = where_code_runs(stock.LimitOutput)
CODE_STEPS = (
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    Execute,
    LimitOutput,
)


class FeedbackExporter(Exporter):
    """generate_feedback: the page that a learner gets back, with no script and nothing loaded."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        """The page of one graded notebook, with what a person gave and wrote."""
        about = resources["nbgrader"]
        book = Gradebook(about["db_url"])
        with book:
            row = book.find_submission_notebook(
                about["notebook"], about["assignment"], about["student"]
            )
            page = feedback.page(nb, row, bank.assignment(about["assignment"]))
        return page, self._init_resources(resources)
