"""A course folder as an instructor has it: who handed in what, graded by nbgrader and by ours."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from subject import Subject, subject

from active_listening import cli
from active_listening.classroom import run
from active_listening.quick import programs_on_path, skip_slow_imports
from active_listening.record import COPY_MIME

THIRD = subject("03_open_questions")
NAME, ASSIGNMENT, KEYS, ITEMS = THIRD.name, THIRD.assignment, THIRD.keys, THIRD.items
released, carried, document = THIRD.released, THIRD.carried, THIRD.document
earned, honest, middling = THIRD.earned, THIRD.honest, THIRD.middling
STAMP = "2026-03-02 09:00:00 UTC"
APART: dict[
    str, str
] = {}  # settings and a record of the tests' own; the fixture `settings` fills it


@contextlib.contextmanager
def apart() -> Iterator[None]:
    """Inside, no settings and no record of whoever runs the tests have a say."""
    with mock.patch.dict(os.environ, APART):
        os.environ.pop("JUPYTERHUB_USER", None)
        yield


class Booked(NamedTuple):
    """What the gradebook holds of one answer."""

    auto: float | None
    waits: bool
    manual: float | None = None
    reason: str | None = None
    comment: str | None = None


class Done(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    said: str


@contextlib.contextmanager
def _unwarned() -> Iterator[None]:
    """nbgrader's own warnings of its database layer are not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def write_json(path: Path, content: Any) -> None:
    """Writes any JSON, half characters too."""
    path.write_text(json.dumps(content), "utf-8")


@dataclass
class Course:
    """An instructor's folder."""

    root: Path
    on: Subject = THIRD

    def folder(self, student: str, step: str = "submitted") -> Path:
        """Where a learner's files of one of nbgrader's steps are."""
        return self.root / step / student / self.on.name

    def submit(
        self,
        student: str,
        answers: Mapping[str, Any] | None = None,
        *,
        notebook: dict[str, Any] | None = None,
        stamp: str = STAMP,
    ) -> Path:
        """Hands in by copying: the notebook with its copies, answers.json, nbgrader's time.

        Args:
            answers: by item id; None for no answers.json.
            notebook: another one than that which goes with the answers.
        """
        folder = self.folder(student)
        folder.mkdir(parents=True, exist_ok=True)
        made = self.on.carried(answers or {}) if notebook is None else notebook
        write_json(folder / f"{self.on.name}.ipynb", made)
        if answers is not None:
            write_json(folder / "answers.json", self.on.document(answers, student))
        if stamp:
            (folder / "timestamp.txt").write_text(stamp)
        return folder

    def grade(self, force: bool = False, workers: int = 1) -> dict[str, run.Outcome]:
        """`active-listening grade`, in this process unless there are more workers."""
        with apart():
            return {
                one.student: one for one in run.grade_class(self.on.name, self.root, force, workers)
            }

    def active_listening(self, *words: str) -> Done:
        """One of our commands, in this process."""
        said = io.StringIO()
        into = contextlib.redirect_stdout(said), contextlib.redirect_stderr(said)
        with apart(), contextlib.chdir(self.root), into[0], into[1]:
            return Done(cli.main(list(words)), said.getvalue())

    def nbgrader(self, *words: str) -> Done:
        """One of nbgrader's commands as it is, in this process: its import is paid once."""
        programs_on_path()
        skip_slow_imports()
        from jupyter_core.application import NoStart
        from nbgrader.apps import NbGraderApp

        said, code = io.StringIO(), 0
        with apart(), contextlib.chdir(self.root), contextlib.redirect_stderr(said), _unwarned():
            app = NbGraderApp.instance()
            try:
                app.initialize(list(words))
                app.start()
            except NoStart:
                pass
            except SystemExit as left:
                code = int(left.code or 0)
            finally:
                app.reset()
        return Done(code, said.getvalue())

    def command(self, *words: str, **environment: str) -> Done:
        """A command of this environment, as an instructor types it."""
        program = Path(sys.executable).with_name(words[0])
        done = subprocess.run(
            [str(program), *words[1:]],
            cwd=self.root,
            env={**os.environ, **APART, **environment},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=600,
            check=False,
        )
        return Done(done.returncode, done.stdout + done.stderr)

    def booked(self, student: str) -> dict[str, Booked]:
        """What the gradebook says of a learner's answers, read without nbgrader: by cell."""
        with contextlib.closing(sqlite3.connect(self.root / "gradebook.db")) as db:
            rows = db.execute(
                """select cell.name, grade.auto_score, grade.needs_manual_grade,
                    grade.manual_score, comment.auto_comment, comment.manual_comment
                from grade
                join base_cell cell on cell.id = grade.cell_id
                join submitted_notebook notebook on notebook.id = grade.notebook_id
                join submitted_assignment handed on handed.id = notebook.assignment_id
                left join (select comment.*, name from comment
                           join base_cell on base_cell.id = comment.cell_id) comment
                    on comment.name = cell.name and comment.notebook_id = notebook.id
                where handed.student_id = ?""",
                (student,),
            ).fetchall()
        return {
            name: Booked(auto, bool(waits), manual, reason, comment)
            for name, auto, waits, manual, reason, comment in rows
        }

    def scores(self, student: str) -> dict[str, tuple[float | None, bool]]:
        """Points and whether it waits, by item."""
        return {name: (one.auto, one.waits) for name, one in self.booked(student).items()}

    def page(self, student: str) -> str:
        """The feedback page a learner gets."""
        return (self.folder(student, "feedback") / f"{self.on.name}.html").read_text("utf-8")


def regrade(course: Course, way: str) -> None:
    """Grades all again, by our command or by nbgrader's."""
    if way == "grade":
        course.grade(force=True)
    else:
        assert course.nbgrader("autograde", course.on.name, "--force").code == 0


class _Active(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag in ("script", "style")
        self.found.append(" ".join([tag, *(f"{name}={value}" for name, value in attrs)]))

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def active_parts(html: str) -> str:
    """All of a page that is not plain text: tags with their attributes, scripts, styles."""
    parser = _Active()
    parser.feed(html)
    parser.close()
    return "\n".join(parser.found)


ANSWERS = honest()["harish.v"]
ONE = ITEMS[0]
NOTEBOOK = f"{NAME}.ipynb"


def output(bundle: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {COPY_MIME: bundle}, "metadata": {}}
