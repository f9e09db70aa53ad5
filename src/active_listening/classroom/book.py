"""nbgrader's gradebook: where points, comments and what waits for a person are kept.

A score that a person gave always counts and survives a new grading. Whether it still belongs to
the answer is known by a digest of what was graded, in a small table of ours beside nbgrader's:
where the answer changed after it was marked, it waits for a second look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from active_listening.classroom.grader import Marked
from active_listening.classroom.layout import ClassError, Layout
from active_listening.quick import programs_on_path, skip_slow_imports

CHANGED = "Something changed here after it was marked. Look again."
PATIENCE = 30
"""Seconds to wait for whoever is writing in the gradebook just now: formgrader, or a terminal."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person decided on one answer.

    Attributes:
        points: None to leave the points as they are.
        comment: to the learner; None to leave it as it is.
    """

    student: str
    item: str
    points: float | None
    comment: str | None = None


class Book:
    """An open gradebook. Use `opened`."""

    def __init__(self, db_url: str) -> None:
        programs_on_path()
        skip_slow_imports()
        from nbgrader.api import Gradebook
        from sqlalchemy import Column, MetaData, String, Table

        self.db_url = db_url
        self.nbgrader = Gradebook(_patient(db_url))
        self.db = self.nbgrader.db
        self._digests = Table(
            "active_listening_digest",
            MetaData(),
            Column("grade_id", String(32), primary_key=True),
            Column("digest", String(64), nullable=False),
        )
        self._digests.create(self.nbgrader.engine, checkfirst=True)

    def close(self) -> None:
        """Let go of the database."""
        self.nbgrader.close()

    def recovers_from(self, error: Exception) -> bool:
        """Drops what was being written; whether the database itself is sound after `error`."""
        from nbgrader.api import InvalidEntry
        from sqlalchemy.exc import SQLAlchemyError

        self.db.rollback()
        return not isinstance(error, (SQLAlchemyError, InvalidEntry))

    def notebook(self, assignment: str, student: str) -> Any:
        """nbgrader's row of a learner's notebook. MissingEntry where nothing was handed in."""
        return self.nbgrader.find_submission_notebook(assignment, assignment, student)

    def enter(self, assignment: str, handed_in: Mapping[str, datetime | None]) -> dict[str, str]:
        """Makes rows for submissions where there are none, as nbgrader's own would be.

        Plain statements for all at once, here and in `save`: going through one object a row takes
        twenty times as long. Nothing is kept until `save`.

        Args:
            handed_in: by learner, when; None leaves what the gradebook says.

        Returns:
            The id of nbgrader's row of each learner's submitted notebook.

        Raises:
            ClassError: where the assignment is not in the gradebook yet.
        """
        from nbgrader.api import (
            Comment,
            Grade,
            MissingEntry,
            Student,
            SubmittedAssignment,
            SubmittedNotebook,
        )
        from sqlalchemy import insert, select, update

        try:
            known = self.nbgrader.find_assignment(assignment)
        except MissingEntry:
            raise ClassError(
                f"{assignment} is not in the gradebook yet. Run: "
                f"nbgrader generate_assignment {assignment}"
            ) from None
        run, learners, of = self.db.execute, set(handed_in), SubmittedAssignment
        there = run(select(Student.id).where(Student.id.in_(learners))).scalars()
        if new := learners.difference(there):
            run(insert(Student), [{"id": id} for id in sorted(new)])
        query = select(of.student_id, of.id).where(
            of.assignment_id == known.id, of.student_id.in_(learners)
        )
        rows: dict[str, str] = {row.student_id: row.id for row in run(query)}
        timed = [
            {"id": id, "timestamp": handed_in[student]}
            for student, id in rows.items()
            if handed_in[student]
        ]
        if timed:
            run(update(of), timed)
        fresh = {student: uuid4().hex for student in sorted(learners - rows.keys())}
        made: dict[Any, list[dict[str, Any]]] = {SubmittedNotebook: [], Grade: [], Comment: []}
        for part in known.notebooks:
            grades = [cell.id for cell in (*part.grade_cells, *part.task_cells)]
            comments = [cell.id for cell in (*part.solution_cells, *part.task_cells)]
            for submission in fresh.values():
                row = {"id": uuid4().hex, "notebook_id": part.id, "assignment_id": submission}
                made[SubmittedNotebook].append(row)
                made[Grade] += [{"notebook_id": row["id"], "cell_id": cell} for cell in grades]
                made[Comment] += [{"notebook_id": row["id"], "cell_id": cell} for cell in comments]
        if fresh:
            given = [
                {"id": id, "assignment_id": known.id, "student_id": student,
                 "timestamp": handed_in[student]}
                for student, id in fresh.items()
            ]  # fmt: skip
            run(insert(of), given)
            for table, columns in made.items():
                run(insert(table), columns)
        main = next(part.id for part in known.notebooks if part.name == assignment)
        nb, all_of_them = SubmittedNotebook, {**rows, **fresh}
        found = run(
            select(of.student_id, nb.id)
            .join(nb, nb.assignment_id == of.id)
            .where(nb.notebook_id == main, of.id.in_(all_of_them.values()))
        )
        return {row.student_id: row.id for row in found}

    def save(self, found: Mapping[str, Mapping[str, Marked]]) -> None:
        """Writes what the grader found into the rows of submissions, in one transaction.

        Cells that are no items of ours are left as they are.

        Args:
            found: by the id of nbgrader's row of the submitted notebook, by item id.
        """
        from nbgrader.api import BaseCell, Comment, Grade
        from sqlalchemy import delete, insert, select, update

        known = self._digests.c
        rows = self.db.execute(
            select(Grade.id, Grade.notebook_id, BaseCell.name, Grade.manual_score,
                   Grade.needs_manual_grade, known.digest)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .outerjoin(self._digests, known.grade_id == Grade.id)
            .where(Grade.notebook_id.in_(found))
        ).all()  # fmt: skip
        grades, digests, reasons = [], [], {}
        for row in rows:
            one = found[row.notebook_id].get(row.name)
            if one is None:
                continue
            digest = hashlib.sha256(one.answer.encode("utf-8", "replace")).hexdigest()
            by_hand = row.manual_score is not None
            again = by_hand and (row.needs_manual_grade or row.digest != digest)
            waits = again if by_hand else one.waits
            grades.append({"id": row.id, "auto_score": one.points, "needs_manual_grade": waits})
            digests.append({"grade_id": row.id, "digest": digest})
            told = " ".join(filter(None, [CHANGED * again, one.reason])) or None
            reasons[row.notebook_id, row.name] = told
        comments = self.db.execute(
            select(Comment.id, Comment.notebook_id, BaseCell.name)
            .join(BaseCell, Comment.cell_id == BaseCell.id)
            .where(Comment.notebook_id.in_(found))
        ).all()
        if grades:
            self.db.execute(update(Grade), grades)
            ids = [row["grade_id"] for row in digests]
            self.db.execute(delete(self._digests).where(known.grade_id.in_(ids)))
            self.db.execute(insert(self._digests), digests)
        told_in = [
            {"id": row.id, "auto_comment": reasons.get((row.notebook_id, row.name))}
            for row in comments
            if row.name in found[row.notebook_id]
        ]
        if told_in:
            self.db.execute(update(Comment), told_in)
        self.db.commit()

    def take_off_for_lateness(self, ids: Iterable[str], config: Any) -> None:
        """Books the penalty that nbgrader's late policy in `config` asks for, if any.

        Args:
            ids: of nbgrader's rows of submitted notebooks.
        """
        from nbgrader.api import SubmittedNotebook

        self._take_off(SubmittedNotebook.id.in_(list(ids)), config)

    def look_at_lateness(self, assignment: str, config: Any) -> None:
        """The same for a whole class: points that a person gave since may change a penalty."""
        from nbgrader.api import Assignment

        self._take_off(Assignment.name == assignment, config)

    def _take_off(self, which: Any, config: Any) -> None:
        from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import or_, select
        from sqlalchemy.orm import contains_eager, undefer

        part, of = SubmittedNotebook, SubmittedAssignment
        late = or_(part.late_submission_penalty.is_not(None), of.timestamp > Assignment.duedate)
        concerned = (
            select(part)
            .join(part.assignment)
            .join(of.assignment)
            .options(contains_eager(part.assignment).contains_eager(of.assignment))
            .options(undefer(part.score))
            .where(which, late)
        )
        rows = self.db.scalars(concerned).all()
        if not rows and not config.LatePenalties.get("extra_time"):
            return  # the policy need not be asked, nor loaded
        from active_listening.classroom.late import LatePenalties

        step = LatePenalties(config=config)
        step.db_url = self.db_url
        step.init_plugin()
        for row in rows:
            row.late_submission_penalty = step.cost(row)
        self.db.commit()

    def tasks(self, assignment: str) -> dict[str, float]:
        """What each graded cell of an assignment's main notebook is worth, by grade id."""
        from nbgrader.api import Assignment, GradeCell, Notebook, TaskCell
        from sqlalchemy import select

        worth: dict[str, float] = {}
        for kind in (GradeCell, TaskCell):
            found = self.db.execute(
                select(kind.name, kind.max_score)
                .join(Notebook, kind.notebook_id == Notebook.id)
                .join(Assignment, Notebook.assignment_id == Assignment.id)
                .where(Assignment.name == assignment, Notebook.name == assignment)
            )
            worth |= {name: float(points) for name, points in found}
        return worth

    def standing(self, assignment: str) -> dict[str, tuple[float, int, float]]:
        """Of each learner with a submission: points so far, answers that wait, what they may add.

        Lateness is taken off. Answers that wait may add what their tasks are worth.
        """
        from nbgrader.api import Assignment, Grade
        from nbgrader.api import SubmittedAssignment as Of
        from nbgrader.api import SubmittedNotebook as Part
        from sqlalchemy import Integer, case, cast, func, select

        waits = Grade.needs_manual_grade
        more = case((waits, Grade.max_score - Grade.score), else_=0.0)
        found = self.db.execute(
            select(Of.student_id, Part.late_submission_penalty, func.sum(Grade.score),
                   func.sum(cast(waits, Integer)), func.sum(more))
            .join(Part, Part.assignment_id == Of.id)
            .join(Grade, Grade.notebook_id == Part.id)
            .join(Assignment, Assignment.id == Of.assignment_id)
            .where(Assignment.name == assignment)
            .group_by(Part.id)
        )  # fmt: skip
        return {row[0]: (row[2] - (row[1] or 0), row[3], row[4]) for row in found}

    def ids_of_names(self) -> dict[str, str]:
        """Ids of learners by full name, of those whose name nobody else has."""
        from nbgrader.api import Student
        from sqlalchemy import select

        ids: dict[str, list[str]] = {}
        for id, *names in self.db.execute(
            select(Student.id, Student.first_name, Student.last_name)
        ):
            ids.setdefault(" ".join(filter(None, names)).casefold(), []).append(id)
        return {name: found[0] for name, found in ids.items() if name and len(found) == 1}

    def give(self, assignment: str, marks: Iterable[Mark]) -> None:
        """Writes what a person decided: all of it or, where any of it cannot be, nothing.

        Raises:
            ClassError: an unknown learner or task, or points out of range.
        """
        from nbgrader.api import MissingEntry

        try:
            for mark in marks:
                args = (mark.item, assignment, assignment, mark.student)
                if mark.points is not None:
                    grade = self.nbgrader.find_grade(*args)
                    if not 0 <= mark.points <= grade.max_score:
                        raise ClassError(f"{mark.item} takes 0 to {grade.max_score:g} points.")
                    grade.manual_score = float(mark.points)
                    grade.needs_manual_grade = False
                if mark.comment is not None:
                    comment = self.nbgrader.find_comment(*args)
                    comment.manual_comment = _storable(mark.comment.strip()) or None
            self.db.commit()
        except MissingEntry as error:
            self.db.rollback()
            raise ClassError(f"Nothing was marked: {error}") from None
        except ClassError:
            self.db.rollback()
            raise

    def take_back(self, assignment: str, marks: Iterable[Mark]) -> None:
        """Makes the answers of `marks` wait again, with the points and comment a mark names.

        That is what a person had given before, if anything: None is none.

        Raises:
            ClassError: an unknown learner or task; nothing is changed then.
        """
        from nbgrader.api import MissingEntry

        try:
            for mark in marks:
                args = (mark.item, assignment, assignment, mark.student)
                grade, comment = self.nbgrader.find_grade(*args), self.nbgrader.find_comment(*args)
                grade.manual_score, grade.needs_manual_grade = mark.points, True
                comment.manual_comment = mark.comment or None
            self.db.commit()
        except MissingEntry as error:
            self.db.rollback()
            raise ClassError(f"Nothing was changed: {error}") from None


def _storable(text: str) -> str:
    """Without half characters, which no database takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _patient(db_url: str) -> str:
    """The same address, of a file that is waited for while it is locked."""
    from sqlalchemy import make_url

    url = make_url(db_url)
    if url.get_backend_name() == "sqlite":
        url = url.update_query_dict({"timeout": str(PATIENCE)})
    return url.render_as_string(hide_password=False)


@contextmanager
def opened(layout: Layout) -> Iterator[Book]:
    """The gradebook of a course, closed at the end.

    Raises:
        ClassError: where the database cannot be opened, read or written.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        book = Book(layout.db_url)
    except SQLAlchemyError as error:
        raise ClassError(_trouble(error, "opened")) from error
    try:
        yield book
    except SQLAlchemyError as error:
        book.db.rollback()
        raise ClassError(_trouble(error, "written or read")) from error
    finally:
        book.close()


def _trouble(error: Exception, done: str) -> str:
    why = str(error.__cause__ or error)
    advice = next((advice for words, advice in _ADVICE.items() if words in why), _ADVICE[""])
    return f"The gradebook could not be {done} ({why}). {advice}"


_ADVICE = {
    "locked": "Another program is writing in it. Nothing of this step was saved: wait until that "
    "is done and run this again.",
    "not a database": "Put back a copy of gradebook.db; or move it away, run nbgrader "
    "generate_assignment and grade again.",
    "no such": "After an update of nbgrader, keep a copy of gradebook.db and run: nbgrader db "
    "upgrade",
    "": "Nothing of this step was saved. Is the disk full, or the file not yours to write?",
}
