"""nbgrader's gradebook: where points, comments and what waits for a person are kept.

A score that a person gave always counts and survives a new grading. Whether it still belongs to
the answer is known by a digest of what was graded, in a small table of ours beside nbgrader's:
where the answer changed after it was marked, it waits for a second look.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from active_listening.classroom.grader import Marked
from active_listening.classroom.layout import ClassError, Layout
from active_listening.quick import programs_on_path, skip_slow_imports

CHANGED = "Something changed here after it was marked. Look again."


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

        self.nbgrader = Gradebook(db_url)
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

    def submission(self, assignment: str, student: str, time: datetime | None) -> Any:
        """The row of a submission, made where there is none.

        Raises:
            ClassError: where the assignment is not in the gradebook yet.
        """
        from nbgrader.api import MissingEntry

        try:
            self.nbgrader.find_student(student)
        except MissingEntry:
            self.nbgrader.add_student(student)
        try:
            given = {"timestamp": time} if time else {}
            with warnings.catch_warnings():  # nbgrader's own, of no use to a trainer
                warnings.simplefilter("ignore")
                return self.nbgrader.update_or_create_submission(assignment, student, **given)
        except MissingEntry:
            raise ClassError(
                f"{assignment} is not in the gradebook yet. Run: "
                f"nbgrader generate_assignment {assignment}"
            ) from None

    def save(self, notebook_id: str, marked: Mapping[str, Marked]) -> None:
        """Writes what the grader found into the rows of one submission, in one transaction.

        Cells that are no items of ours are left as they are. Plain statements for all cells at
        once: going through one object a cell takes ten times as long.

        Args:
            notebook_id: of nbgrader's row of the submitted notebook.
            marked: what was found, by item id.
        """
        from nbgrader.api import BaseCell, Comment, Grade
        from sqlalchemy import delete, insert, select, update

        known = self._digests.c
        rows = self.db.execute(
            select(Grade.id, BaseCell.name, Grade.manual_score, Grade.needs_manual_grade,
                   known.digest)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .outerjoin(self._digests, known.grade_id == Grade.id)
            .where(Grade.notebook_id == notebook_id, BaseCell.name.in_(marked))
        ).all()  # fmt: skip
        grades, digests, reasons = [], [], {}
        for row in rows:
            one = marked[row.name]
            digest = hashlib.sha256(one.answer.encode("utf-8", "replace")).hexdigest()
            by_hand = row.manual_score is not None
            again = by_hand and (row.needs_manual_grade or row.digest != digest)
            waits = again if by_hand else one.waits
            grades.append({"id": row.id, "auto_score": one.points, "needs_manual_grade": waits})
            digests.append({"grade_id": row.id, "digest": digest})
            reasons[row.name] = " ".join(filter(None, [CHANGED * again, one.reason])) or None
        comments = self.db.execute(
            select(Comment.id, BaseCell.name)
            .join(BaseCell, Comment.cell_id == BaseCell.id)
            .where(Comment.notebook_id == notebook_id, BaseCell.name.in_(marked))
        ).all()
        if grades:
            self.db.execute(update(Grade), grades)
            ids = [row["grade_id"] for row in digests]
            self.db.execute(delete(self._digests).where(known.grade_id.in_(ids)))
            self.db.execute(insert(self._digests), digests)
        if comments:
            told = [{"id": row.id, "auto_comment": reasons.get(row.name)} for row in comments]
            self.db.execute(update(Comment), told)
        self.db.commit()

    def take_off_for_lateness(self, assignment: str, student: str, config: Any) -> None:
        """Books the penalty that nbgrader's late policy in `config` asks for, if any."""
        row = self.notebook(assignment, student)
        late = row.assignment.total_seconds_late
        penalty = None
        if late > 0:
            from nbgrader.preprocessors import AssignLatePenalties

            policy = AssignLatePenalties(config=config)
            policy.init_plugin()
            asked = policy.plugin_inst.late_submission_penalty(student, row.score, late)
            penalty = None if asked is None else min(max(asked, 0), row.score)
        if row.late_submission_penalty != penalty:
            row.late_submission_penalty = penalty
            self.db.commit()

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


@contextmanager
def opened(layout: Layout) -> Iterator[Book]:
    """The gradebook of a course, closed at the end.

    Raises:
        ClassError: where the database cannot be opened.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        book = Book(layout.db_url)
    except SQLAlchemyError as error:
        raise ClassError(
            f"The gradebook cannot be opened ({error.__cause__ or error}). After an update of "
            "nbgrader, keep a copy of gradebook.db and run: nbgrader db upgrade"
        ) from error
    try:
        yield book
    except SQLAlchemyError as error:
        book.db.rollback()
        raise ClassError(
            f"The gradebook could not be written or read ({error.__cause__ or error}). Nothing "
            "of this step was saved. Is another program using it, or is the disk full?"
        ) from error
    finally:
        book.close()
