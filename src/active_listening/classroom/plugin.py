"""What nbgrader calls: our places in its autograde, generate_feedback and formgrader.

Each is a class that nbgrader's own configuration names; `config.configure` does it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import Exporter
from nbgrader import preprocessors as stock
from nbgrader.api import Gradebook
from traitlets import List, Unicode

from active_listening import bank
from active_listening.bank import Assignment
from active_listening.classroom import booked, feedback, notebook
from active_listening.classroom.book import Book
from active_listening.classroom.grader import Marked, grade_notebook
from active_listening.classroom.late import LatePenalties
from active_listening.classroom.layout import NBGRADERS_OWN
from active_listening.classroom.submission import Submission, read_submission

RECORD = "ACTIVE_LISTENING_RECORD"


def ours(about: Mapping[str, str]) -> Assignment | None:
    """The course's assignment in a notebook; None in one that an instructor added."""
    if about["notebook"] != about["assignment"]:
        return None
    try:
        return bank.assignment(about["assignment"])
    except bank.UnknownId:
        return None


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
        directory = self.parent.coursedir  # type: ignore[union-attr]
        released = Path(directory.format_path(directory.release_directory, ".", name))
        rebuilt = json.loads((released / Path(filename).name).read_bytes())
        if assignment := ours(about):
            submission = read_submission(Path(filename).parent, assignment)
            self._tell(about["student"], submission)
            notebook.put_answers(rebuilt, submission, assignment)
        self._clear(about["student"], name)
        return self.from_notebook_node(nbformat.from_dict(rebuilt), resources=resources, **kw)

    def _tell(self, student: str, submission: Submission) -> None:
        if submission.problem:
            self.log.error("%s: %s", student, submission.problem)
        for note in submission.notes:
            self.log.warning("%s: %s", student, note)

    def _clear(self, student: str, name: str) -> None:
        """Takes away what nbgrader copied of the submission, but for its own two files.

        What a learner added could be a page with a script, which the formgrader would serve, or
        whatever a link led to, which would go out with the feedback.
        """
        directory = self.parent.coursedir  # type: ignore[union-attr]
        above = Path(directory.format_path(directory.autograded_directory, student, name))
        masters = Path(directory.format_path(directory.source_directory, ".", name))
        for path in sorted(above.rglob("*"), reverse=True):  # what is inside, then its folder
            inside = path.relative_to(above)
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif str(inside) not in NBGRADERS_OWN and not (masters / inside).is_file():
                path.unlink()


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
        name, submission = about["assignment"], None
        self._ours: set[str] = set()
        assignment = ours(about)
        if name in self.run_code_of:
            self._ours = {item.id for item in assignment.items} if assignment else set()
            nb, resources = super().preprocess(nb, resources)
            if assignment:
                submission = self._submission(about["student"], assignment)
                notebook.put_answers(nb, submission, assignment)
        if assignment:
            self._save(about, grade_notebook(nb, assignment, bank.keys(name), submission))
        return nbformat.from_dict(nb), resources

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """A cell whose code was run, as stock nbgrader scores it; our own are read instead."""
        if notebook.grade_id(cell) in self._ours:
            return cell, resources
        return super().preprocess_cell(cell, resources, index)

    def _submission(self, student: str, assignment: Assignment) -> Submission:
        """The answers as handed in: what ran in between has no say in them."""
        directory = self.parent.parent.coursedir
        path = directory.format_path(directory.submitted_directory, student, assignment.name)
        return read_submission(Path(path), assignment)

    def _save(self, about: Mapping[str, str], marked: Mapping[str, Marked]) -> None:
        book = Book(about["db_url"])
        try:
            row = book.notebook(about["assignment"], about["student"])
            book.save({row.id: marked})
        finally:
            book.close()


def where_code_runs(
    preprocessor: type[Any], within: Callable[[], AbstractContextManager[None]] = nullcontext
) -> type[Any]:
    """A stock preprocessor that does its work only for assignments whose code is run."""

    def preprocess(self: Any, nb: Any, resources: Any) -> tuple[Any, Any]:
        if resources["nbgrader"]["assignment"] not in self.run_code_of:
            return nb, resources
        with within():
            return preprocessor.preprocess(self, nb, resources)

    body = {
        "__doc__": f"{preprocessor.__name__}, for assignments in `run_code_of` alone.",
        "__module__": __name__,
        "run_code_of": List(Unicode()).tag(config=True),
        "preprocess": preprocess,
    }
    made = type(f"{preprocessor.__name__}WhereCodeRuns", (preprocessor,), body)
    return made


@contextmanager
def _away_from_the_record() -> Iterator[None]:
    """Our cells run among the others; they must not find, or fill, the instructor's own record."""
    before = os.environ.get(RECORD)
    with tempfile.TemporaryDirectory(prefix="active-listening-") as folder:
        os.environ[RECORD] = folder
        try:
            yield
        finally:
            os.environ.pop(RECORD)
            if before is not None:
                os.environ[RECORD] = before


ClearOutput = where_code_runs(stock.ClearOutput)
DeduplicateIds = where_code_runs(stock.DeduplicateIds)
OverwriteKernelspec = where_code_runs(stock.OverwriteKernelspec)
OverwriteCells = where_code_runs(stock.OverwriteCells)
Execute = where_code_runs(stock.Execute, within=_away_from_the_record)
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
        LatePenalties(parent=self).preprocess(nb, resources)  # points may be others by now
        book = Gradebook(about["db_url"])
        with book:
            name, student = about["assignment"], about["student"]
            found = booked.read(book.db, name, [student], about["notebook"])[student]
            assignment = ours(about)
            if assignment:
                page = feedback.page(nb, found, assignment)
            else:
                page = feedback.bare(found, about["notebook"])
        self._clear(about["student"], about["assignment"])
        return page, self._init_resources(resources)

    def _clear(self, student: str, name: str) -> None:
        """Takes away what nbgrader copied from beside the graded notebooks, but for its own files.

        It could be a trainer's notes, which lay beside the marker's notebook, and as a page they
        would go out with the feedback.
        """
        directory = self.parent.coursedir  # type: ignore[union-attr]
        graded = Path(directory.format_path(directory.autograded_directory, student, name))
        pages = Path(directory.format_path(directory.feedback_directory, student, name))
        for path in sorted(pages.rglob("*"), reverse=True):  # what is inside, then its folder
            inside = path.relative_to(pages)
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif str(inside) not in NBGRADERS_OWN and (graded / inside).is_file():
                path.unlink()


def escaped_names(nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """formgrader's page of a submission, which would take a name from a roster for markup.

    nbgrader's template puts in as they are: id and names, in text; the path, in an attribute.
    """
    for key in ("student", "first_name", "last_name"):
        if resources.get(key):
            resources[key] = f'<span class="tex2jax_ignore">{escape(resources[key])}</span>'
    if "notebook_path" in resources:
        resources["notebook_path"] = escape(resources["notebook_path"])
    return nb, resources
