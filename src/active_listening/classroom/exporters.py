"""Exports for `nbgrader export --exporter=active_listening.classroom.exporters.GradesCsv`.

Beside it `MoodleCsv` and `CriteriaCsv`. All three are real CSV in UTF-8 that no spreadsheet takes
for formulas (`report.sheet`), written whole or not at all. What waits for a person has no score
yet, and no file shows it as 0; neither does a submission that could not be graded, nor a learner
who handed nothing in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExportPlugin

from active_listening import bank
from active_listening.classroom import gradebook as classes
from active_listening.classroom.layout import ClassError, Layout
from active_listening.classroom.report import sheet, tidy, words
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.files import write_whole


@dataclass(frozen=True, slots=True)
class _Exported:
    """One assignment: nbgrader's row of it, and what the class has earned."""

    row: Any
    result: ClassResult

    def of(self, student: str) -> StudentResult | None:
        """A learner's submission; None where nothing was handed in."""
        return next((one for one in self.result.submissions if one.id == student), None)


class _CsvExporter(ExportPlugin):  # type: ignore[misc]
    """What the three share: which assignments and learners, from where, and the writing."""

    FILE = ""
    """Where it goes without `--to`."""

    def export(self, gradebook: Any) -> None:
        """Writes the file.

        Raises:
            ClassError: an unknown assignment or learner, another gradebook than the course's, or a
                file that cannot be written. As nbgrader's command, it ends with that sentence.
        """
        path = Path(self.to or self.FILE)
        try:
            data = self._data(gradebook)
            _write(path, data)
        except (ClassError, bank.ContentError) as error:
            if self.parent is None:
                raise
            self.parent.fail(str(error))
        self.log.info("Written to %s", path)

    def _data(self, gradebook: Any) -> bytes:
        root = Path(self.parent.coursedir.root) if self.parent is not None else Path.cwd()
        if _database(gradebook.engine.url) != _database(Layout(root).db_url):
            raise ClassError(
                "This exporter reads the gradebook that nbgrader_config.py names. Set "
                "CourseDirectory.db_url there, and leave --db out."
            )
        exported = [_exported(gradebook, row, root) for row in self._chosen(gradebook)]
        people = {student.id: student for student in gradebook.students}
        ids = list(people)
        for one in exported:  # handed in, and not in the gradebook yet
            ids += [student.id for student in one.result.submissions if student.id not in ids]
        wanted = _listed(self.student)
        if unknown := set(wanted) - set(ids):
            raise ClassError(f"There is no learner {min(unknown)} in the gradebook.")
        chosen = [id for id in ids if not wanted or id in wanted]
        columns, rows = self.table(exported, chosen, people)
        return sheet.csv_bytes(columns, rows)

    def _chosen(self, gradebook: Any) -> list[Any]:
        rows = {row.name: row for row in gradebook.assignments}
        names = _listed(self.assignment) or list(rows)
        for name in names:
            if name not in rows:
                there = ", ".join(rows) or "none"
                raise ClassError(
                    f"There is no assignment {name} in the gradebook; there is {there}."
                )
        return [rows[name] for name in rows if name in names]

    def table(
        self, exported: list[_Exported], students: list[str], people: Mapping[str, Any]
    ) -> tuple[Sequence[str], Iterable[Mapping[str, Any]]]:
        """The columns and rows of the file; `people` are nbgrader's rows of learners, by id."""
        raise NotImplementedError


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise ClassError(f"{path} cannot be written: {error.strerror or error}.") from error


def _listed(given: Iterable[Any]) -> list[str]:
    """The names in nbgrader's option, also as its help shows them, in brackets: [one,two]."""
    names = ",".join(map(str, given)).removeprefix("[").removesuffix("]").split(",")
    return [name.strip().strip("'\"") for name in names if name.strip()]


def _exported(gradebook: Any, row: Any, root: Path) -> _Exported:
    try:
        bank.assignment(row.name)
    except bank.UnknownId:  # an assignment of the instructor's own
        return _Exported(row, _without_course(gradebook, row))
    return _Exported(row, classes.class_result(row.name, root))


def _database(url: Any) -> Any:
    """A database's address, in the one form in which two can be compared."""
    from sqlalchemy.engine import make_url

    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return address
    return Path(address.database).resolve()


def _without_course(gradebook: Any, row: Any) -> ClassResult:
    """The results of an assignment that is none of the course's, as nbgrader has them."""
    found = []
    for one in row.submissions:
        items = [
            ItemResult(
                id=grade.name, number=number, kind="", task=grade.name, answer=None,
                status="graded", reading=None, auto=grade.auto_score, manual=grade.manual_score,
                max_points=float(grade.max_score), waiting=bool(grade.needs_manual_grade),
            )
            for number, grade in enumerate(
                (grade for notebook in one.notebooks for grade in notebook.grades), 1
            )
        ]  # fmt: skip
        found.append(
            StudentResult(
                one.student.id, one.student.first_name or "", one.student.last_name or "",
                one.student.email or "", one.timestamp, "",
                float(one.late_submission_penalty or 0), tuple(items),
            )
        )  # fmt: skip
    absent = {student.id for student in gradebook.students} - {one.id for one in found}
    return ClassResult(row.name, float(row.max_score), tuple(found), tuple(sorted(absent)))


def _name(id: str, people: Mapping[str, Any], handed_in: StudentResult | None) -> dict[str, str]:
    """Names and address of a learner, from wherever they are known."""
    person = people.get(id) or handed_in
    return {
        "last_name": (person and person.last_name) or "",
        "first_name": (person and person.first_name) or "",
        "email": (person and person.email) or "",
    }


class GradesCsv(_CsvExporter):
    """Scores: nbgrader's own columns, then `low`, `high`, `pending` and `status`.

    One row for each assignment and learner. `status` is final, pending, flagged (handed in and not
    graded: the class report says why) or absent. Only a final row has `raw_score` and `score`; a
    pending one has the least and the most it can come to, penalty taken off, and in `pending` how
    many answers a person has still to decide on.
    """

    FILE = "grades.csv"
    COLUMNS = (
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
        "raw_score", "late_submission_penalty", "score", "max_score",
        "low", "high", "pending", "status",
    )  # fmt: skip

    def table(
        self, exported: list[_Exported], students: list[str], people: Mapping[str, Any]
    ) -> tuple[Sequence[str], Iterator[Mapping[str, Any]]]:
        """One row for each assignment and learner."""
        rows = (self._row(one, id, people) for one in exported for id in students)
        return self.COLUMNS, rows

    def _row(self, one: _Exported, id: str, people: Mapping[str, Any]) -> dict[str, Any]:
        handed_in = one.of(id)
        status = tidy.standing(handed_in) if handed_in else "absent"
        row = {
            "assignment": one.row.name,
            "duedate": one.row.duedate,
            "student_id": id,
            **_name(id, people, handed_in),
            "max_score": float(one.row.max_score),
            "status": status,
        }
        if handed_in is None:
            return row
        row["timestamp"] = handed_in.time
        if status == "flagged":
            return row
        row |= {
            "late_submission_penalty": handed_in.penalty,
            "low": handed_in.low,
            "high": handed_in.high,
            "pending": handed_in.waiting,
        }
        if status == "final":
            row["raw_score"] = float(sum(item.low for item in handed_in.items))
            row["score"] = handed_in.low
        return row


class MoodleCsv(_CsvExporter):
    """Scores as Moodle's gradebook imports them (Grades, Import, CSV file): one row a learner.

    Headings are those of Moodle's own export. Map from "Email address", or from "ID number" (the
    learner's id in Moodle that the gradebook knows as `lms_user_id`, else the learner's id), and
    map each "(Real)" and "(Feedback)" column to the same grade item: Moodle empties the grades of
    an item of which only the feedback is imported. A cell without a score means no grade there, so
    what waits, or was flagged, has none; the feedback column says so.

    Moodle books a row without an identity to the learner of the row above. So the column of
    addresses is left out where anybody has none.
    """

    FILE = "moodle.csv"

    def table(
        self, exported: list[_Exported], students: list[str], people: Mapping[str, Any]
    ) -> tuple[Sequence[str], Iterable[Mapping[str, Any]]]:
        """One row for each learner, two columns for each assignment."""
        rows = [self._row(exported, id, people) for id in students]
        columns = ["First name", "Last name", "ID number", "Email address"]
        if nameless := sum(not row["Email address"] for row in rows):
            self.log.warning(
                "%s no address in the gradebook, so the file has none: map from ID number.",
                words.count(nameless, "learner has", "learners have"),
            )
            columns.remove("Email address")
        for one in exported:
            columns += _headings(one)
        return columns, rows

    def _row(self, exported: list[_Exported], id: str, people: Mapping[str, Any]) -> dict[str, Any]:
        handed_in = next((found for one in exported if (found := one.of(id))), None)
        name = _name(id, people, handed_in)
        row: dict[str, Any] = {
            "First name": name["first_name"],
            "Last name": name["last_name"],
            "ID number": getattr(people.get(id), "lms_user_id", None) or id,
            "Email address": name["email"],
        }
        for one in exported:
            score, feedback = _headings(one)
            found = one.of(id)
            row[score] = found.low if found and found.final else None
            row[feedback] = _feedback(found, float(one.row.max_score)) if found else ""
        return row


def _headings(one: _Exported) -> tuple[str, str]:
    """Moodle's own for a grade and its feedback."""
    return f"Assignment: {one.row.name} (Real)", f"Assignment: {one.row.name} (Feedback)"


def _feedback(found: StudentResult, most: float) -> str:
    """What the learner reads beside the grade."""
    status = tidy.standing(found)
    if status == "flagged":
        return "Your files could not be graded yet. Your instructor will tell you what is needed."
    if status == "pending":
        waiting = words.count(found.waiting, "answer is", "answers are")
        return (
            f"{waiting} still to be read by a person. "
            f"So far {words.number(found.low)} of {words.number(most)} points; "
            f"it can come to {words.number(found.high)}."
        )
    if found.penalty:
        return f"{words.number(found.penalty)} points were taken off for handing in late."
    return ""


class CriteriaCsv(_CsvExporter):
    """Every criterion of every answer, tidy: one row each, for a spreadsheet's pivot or pandas.

    `met` is full, half, no or n/a; `points` earned of `worth`, both in points of the task;
    `verdict` is the coach's (pass, not_yet, unsure); `status` graded, empty, unsure, person,
    unreadable, or pending, flagged, absent; `auto` and `manual` are the points of machine and
    person for the whole answer; `version` the task's and the coach's at grading. An answer that was
    not read has one row without a criterion; a flagged or absent learner one without an answer.
    """

    FILE = "criteria.csv"

    def table(
        self, exported: list[_Exported], students: list[str], people: Mapping[str, Any]
    ) -> tuple[Sequence[str], Iterator[Mapping[str, Any]]]:
        """One row for each learner, answer and criterion."""
        return tidy.CRITERION_COLUMNS, self._rows(exported, set(students))

    def _rows(self, exported: list[_Exported], chosen: set[str]) -> Iterator[Mapping[str, Any]]:
        for one in exported:
            for row in tidy.criterion_rows(one.result):
                if row["student"] in chosen:
                    yield row
