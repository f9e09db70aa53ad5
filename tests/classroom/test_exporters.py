"""Exports: quoted, defused, whole; what waits is marked so, and nothing that waits is a zero."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from active_listening import bank
from active_listening.classroom.layout import ClassError
from active_listening.classroom.report import sheet
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.grading import grade
from active_listening.quick import programs_on_path, skip_slow_imports

skip_slow_imports()
programs_on_path()
from active_listening.classroom import exporters  # noqa: E402 - after the slow import is off

NAME = "03_open_questions"
ASSIGNMENT = bank.assignment(NAME)
ITEMS = ASSIGNMENT.items[:2]
HOSTILE = {
    "a.formula": ('=HYPERLINK("http://x.example","y")', "+1+cmd|' /C calc'!A0", "a@example.org"),
    "b.spaces": ("  =1+1", "\t@SUM(A1)", "b@example.org"),
    "c.wide": ("＝1+1", "＠x", "c@example.org"),
    "d.quotes": ('O"Neill, Jr.', "'=1", "d@example.org"),
    "e.lines": ("two\nlines;=1", "x\r\n-y", "e@example.org"),
    "f.scripts": ("沈 浩然", "नादिया قرطاس Łęcka", "f@example.org"),
    "g.absent": ("Zoë", "Ṣọlá", "g@example.org"),
}
"""Ids with first name, last name and address; the last one hands nothing in."""


def answer(number: int, text: str, **fields: Any) -> ItemResult:
    one = grade(ASSIGNMENT, {ASSIGNMENT.items[number].id: text}).items[number]
    made = ItemResult(
        one.id, one.number, one.kind, "task", text, one.status,
        one.reading.as_dict() if one.reading else None, one.points, None,
        float(one.max_points), one.points is None,
    )  # fmt: skip
    return replace(made, **fields)


OPEN, CLOSED = "What was the trial like for the crews?", "Was the workshop good?"
UNSURE = "Wie war der Versuch für Ihre Leute im Depot?"


def the_class() -> ClassResult:
    """a is final, b late, c waits, d was marked by a person, e is flagged, f earned nothing."""
    both = (answer(0, OPEN), answer(1, CLOSED))
    waits = (answer(0, OPEN), answer(1, UNSURE))
    items = {
        "a.formula": both,
        "b.spaces": both,
        "c.wide": waits,
        "d.quotes": (both[0], replace(waits[1], manual=2.5, waiting=False)),
        "e.lines": (),
        "f.scripts": (answer(0, ""), answer(1, "")),
    }
    students = [
        StudentResult(
            id, *HOSTILE[id], time=datetime(2026, 1, 5, 10), items=items[id],
            problem="answers.json is damaged." if id == "e.lines" else "",
            penalty=1.5 if id == "b.spaces" else 0.0,
        )
        for id in items
    ]  # fmt: skip
    return ClassResult(NAME, 10.0, tuple(students), ("g.absent",))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A course folder with a gradebook that knows the learners and two assignments."""
    from nbgrader.api import Gradebook

    root = tmp_path_factory.mktemp("course")
    (root / "nbgrader_config.py").write_text(
        "from active_listening.classroom.config import configure\nc = get_config()\nconfigure(c)\n"
    )
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for name in (NAME, "own"):
            gradebook.add_assignment(name)
            gradebook.add_notebook(name, name)
            for cell in ("one", "two"):
                fields = {"max_score": 5, "cell_type": "code"}
                gradebook.add_grade_cell(cell, name, name, **fields)
        for id, (first, last, email) in HOSTILE.items():
            gradebook.add_student(id, first_name=first, last_name=last, email=email)
        yield SimpleNamespace(root=root, gradebook=gradebook)


@pytest.fixture(autouse=True)
def here(course: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(course.root)
    monkeypatch.setattr(exporters.classes, "class_result", lambda name, root: the_class())


def exported(kind: str, course: SimpleNamespace, **options: Any) -> bytes:
    exporter = getattr(exporters, kind)(assignment=options.pop("assignment", [NAME]), **options)
    exporter.to = str(course.root / "made.csv")
    exporter.export(course.gradebook)
    return (course.root / "made.csv").read_bytes()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def by_id(found: list[dict[str, str]], column: str) -> dict[str, dict[str, str]]:
    return {row[column]: row for row in found}


KINDS = pytest.mark.parametrize("kind", ["GradesCsv", "MoodleCsv", "CriteriaCsv"])

# -- scores --------------------------------------------------------------------------------------


def test_the_columns_are_nbgrader_s_own_and_then_ours(course: SimpleNamespace) -> None:
    header = exported("GradesCsv", course).decode("utf-8-sig").splitlines()[0]
    assert header.replace('"', "").split(",") == [
        "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
        "raw_score", "late_submission_penalty", "score", "max_score",
        "low", "high", "pending", "status",
    ]  # fmt: skip


def test_each_learner_has_what_is_known_and_no_more(course: SimpleNamespace) -> None:
    found = by_id(rows(exported("GradesCsv", course)), "student_id")
    earned = sum(item.auto or 0 for item in the_class().submissions[0].items)
    columns = ("raw_score", "late_submission_penalty", "score", "low", "high", "pending", "status")
    one = {id: tuple(row[column] for column in columns) for id, row in found.items()}
    assert one["a.formula"] == (
        f"{earned}",
        "0.0",
        f"{earned}",
        f"{earned}",
        f"{earned}",
        "0",
        "final",
    )
    less = f"{earned - 1.5}"
    assert one["b.spaces"] == (f"{earned}", "1.5", less, less, less, "0", "final")
    assert one["c.wide"] == ("", "0.0", "", "5.0", "10.0", "1", "pending")
    assert one["d.quotes"] == ("7.5", "0.0", "7.5", "7.5", "7.5", "0", "final")
    assert one["e.lines"] == ("", "", "", "", "", "", "flagged")
    assert one["f.scripts"] == ("0.0", "0.0", "0.0", "0.0", "0.0", "0", "final")  # an earned zero
    assert one["g.absent"] == ("", "", "", "", "", "", "absent")
    assert found["a.formula"]["timestamp"] == "2026-01-05 10:00:00"


def test_only_the_asked_for_learners(course: SimpleNamespace) -> None:
    asked = rows(exported("GradesCsv", course, student=["[f.scripts", " c.wide]"]))
    assert {row["student_id"] for row in asked} == {"c.wide", "f.scripts"}
    assert len(rows(exported("CriteriaCsv", course, student=["e.lines"]))) == 1


@pytest.mark.parametrize("options", [{"assignment": ["nope"]}, {"student": ["nope"]}])
def test_what_is_not_in_the_gradebook_gets_one_sentence(
    course: SimpleNamespace, options: Any
) -> None:
    with pytest.raises(ClassError, match=r"no (assignment|learner) nope in the gradebook"):
        exported("GradesCsv", course, **options)


def test_an_assignment_of_the_instructor_s_own_is_exported_as_nbgrader_has_it(
    course: SimpleNamespace,
) -> None:
    gradebook = course.gradebook
    with gradebook.db.no_autoflush:
        gradebook.add_submission("own", "a.formula")
    gradebook.find_grade("one", "own", "own", "a.formula").auto_score = 4
    two = gradebook.find_grade("two", "own", "own", "a.formula")
    gradebook.find_grade("one", "own", "own", "a.formula").needs_manual_grade = False
    two.needs_manual_grade = True
    gradebook.db.commit()

    def row() -> dict[str, str]:
        return by_id(rows(exported("GradesCsv", course, assignment=["own"])), "student_id")[
            "a.formula"
        ]

    waits = row()
    assert (waits["score"], waits["low"], waits["high"], waits["status"]) == (
        "",
        "4.0",
        "9.0",
        "pending",
    )
    two.manual_score, two.needs_manual_grade = 3, False
    gradebook.db.commit()
    assert (row()["score"], row()["status"]) == ("7.0", "final")
    assert len(rows(exported("CriteriaCsv", course, assignment=["own"]))) == 8
    both = exported("GradesCsv", course, assignment=[])
    assert len(rows(both)) == 2 * len(HOSTILE)
    gradebook.remove_submission("own", "a.formula")


# -- Moodle --------------------------------------------------------------------------------------

SCORE, FEEDBACK = f"Assignment: {NAME} (Real)", f"Assignment: {NAME} (Feedback)"


def test_moodle_gets_final_grades_alone_and_is_told_why(course: SimpleNamespace) -> None:
    found = by_id(rows(exported("MoodleCsv", course)), "ID number")
    columns = ["First name", "Last name", "ID number", "Email address", SCORE, FEEDBACK]
    assert list(found["a.formula"]) == columns
    scores = {id: row[SCORE] for id, row in found.items()}
    none = {id for id, score in scores.items() if not score}
    assert none == {"c.wide", "e.lines", "g.absent"}
    assert float(scores["d.quotes"]) == 7.5
    assert float(scores["f.scripts"]) == 0
    assert "1 answer is still to be read by a person" in found["c.wide"][FEEDBACK]
    assert "5 of 10 points; it can come to 10." in found["c.wide"][FEEDBACK]
    assert "could not be graded yet" in found["e.lines"][FEEDBACK]
    assert "1.5 points were taken off" in found["b.spaces"][FEEDBACK]
    assert found["g.absent"][FEEDBACK] == found["a.formula"][FEEDBACK] == ""


def test_moodle_s_own_number_is_used_where_it_is_known(course: SimpleNamespace) -> None:
    student = course.gradebook.find_student("f.scripts")
    student.lms_user_id = "7001"
    course.gradebook.db.commit()
    assert "7001" in by_id(rows(exported("MoodleCsv", course)), "ID number")
    student.lms_user_id = None
    course.gradebook.db.commit()


def test_an_address_that_is_missing_takes_the_column_along(
    course: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    """Moodle would book the row without one to the learner of the row above."""
    student = course.gradebook.find_student("b.spaces")
    student.email = None
    course.gradebook.db.commit()
    found = rows(exported("MoodleCsv", course))
    assert "Email address" not in found[0]
    assert all(row["ID number"] for row in found)
    assert "1 learner has no address" in caplog.text
    student.email = HOSTILE["b.spaces"][2]
    course.gradebook.db.commit()


# -- criteria ------------------------------------------------------------------------------------


def test_criteria_are_tidy_and_nothing_is_lost(course: SimpleNamespace) -> None:
    found = rows(exported("CriteriaCsv", course))
    read = [row for row in found if row["criterion"]]
    raw = [
        (s.id, i.id, c["id"], c["met"])
        for s in the_class().submissions
        for i in s.items
        if i.status == "graded" and i.reading
        for c in i.reading["criteria"]
    ]
    assert [(r["student"], r["item"], r["criterion"], r["met"]) for r in read] == raw
    assert all(row["worth"] and row["verdict"] for row in read)
    pairs = {(s.id, i.id) for s in the_class().submissions for i in s.items}
    assert {(row["student"], row["item"]) for row in found if row["item"]} == pairs
    rest = {(row["student"], row["item"]): row for row in found if not row["criterion"]}
    assert rest["c.wide", ITEMS[1].id]["status"] == "pending"
    assert rest["d.quotes", ITEMS[1].id]["manual"] == "2.5"
    assert rest["f.scripts", ITEMS[0].id]["status"] == "empty"
    assert rest["e.lines", ""]["status"] == "flagged"
    assert rest["g.absent", ""]["status"] == "absent"
    assert rest["g.absent", ""]["auto"] == rest["e.lines", ""]["auto"] == ""


def test_criteria_add_up_to_the_machine_s_points(course: SimpleNamespace) -> None:
    table = pd.read_csv(io.BytesIO(exported("CriteriaCsv", course)))
    read = table[table["criterion"].notna()]
    sums = read.groupby(["student", "item"])[["points", "auto"]].agg(
        {"points": "sum", "auto": "first"}
    )
    assert len(sums) > 5
    assert list(sums["points"]) == pytest.approx(list(sums["auto"]), abs=0.01)


# -- every file ----------------------------------------------------------------------------------

STARTERS = tuple("=+-@＝＋－＠\t\r")


def begins_a_formula(cell: str) -> bool:
    """As a spreadsheet sees it that leaves spaces and quotes out; numbers are numbers."""
    try:
        float(cell)
    except ValueError:
        return cell.lstrip(' "\u200b\u00a0').startswith(STARTERS)
    return False


@KINDS
def test_no_cell_begins_a_formula_whatever_cuts_the_line(
    kind: str, course: SimpleNamespace
) -> None:
    data = exported(kind, course).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    for separator in ",;\t|":  # a spreadsheet of another country cuts elsewhere
        for line in data.splitlines():
            cells += line.split(separator)
    assert any("HYPERLINK" in cell for cell in cells) == (kind != "CriteriaCsv")
    assert not [cell for cell in cells if begins_a_formula(cell)]


@KINDS
def test_a_file_is_unicode_that_a_spreadsheet_knows_as_such(
    kind: str, course: SimpleNamespace
) -> None:
    data = exported(kind, course)
    assert data.startswith(b"\xef\xbb\xbf")
    assert pd.read_csv(io.BytesIO(data)).columns[0] in ("assignment", "First name")
    if kind != "CriteriaCsv":
        for name in ("沈 浩然", "नादिया قرطاس Łęcka", "Ṣọlá", 'O""Neill, Jr.'):
            assert name in data.decode("utf-8-sig")


@pytest.mark.parametrize("reader", ["csv", "pandas"])
def test_names_come_back_as_they_were_but_for_the_apostrophe(
    reader: str, course: SimpleNamespace
) -> None:
    data = exported("GradesCsv", course)
    if reader == "csv":
        names = {row["student_id"]: row["first_name"] for row in rows(data)}
    else:
        names = pd.read_csv(io.BytesIO(data)).set_index("student_id")["first_name"].to_dict()
    assert names == {id: sheet.defuse(first) for id, (first, _, _) in HOSTILE.items()}
    assert names["f.scripts"] == "沈 浩然"
    assert names["d.quotes"] == 'O"Neill, Jr.'
    assert names["a.formula"] == '\'=HYPERLINK("http://x.example","y")'


@KINDS
def test_a_file_is_whole_or_not_there(
    kind: str, course: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(kind, course)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ClassError, match=r"made\.csv cannot be written: No space left on device"):
        exported(kind, course)
    assert (course.root / "made.csv").read_bytes() == before
    assert not list(course.root.glob(".made*"))


@KINDS
def test_a_class_that_cannot_be_read_leaves_no_file(
    kind: str, course: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str, root: Path) -> ClassResult:
        raise ClassError("The gradebook could not be read.")

    monkeypatch.setattr(exporters.classes, "class_result", broken)
    (course.root / "made.csv").unlink(missing_ok=True)
    with pytest.raises(ClassError):
        exported(kind, course)
    assert not (course.root / "made.csv").exists()


def test_another_gradebook_than_the_course_s_is_refused(
    course: SimpleNamespace, tmp_path: Path
) -> None:
    from nbgrader.api import Gradebook

    with (
        Gradebook(f"sqlite:///{tmp_path / 'other.db'}") as other,
        pytest.raises(ClassError, match="--db"),
    ):
        exporters.GradesCsv().export(other)


@pytest.mark.slow
def test_nbgrader_s_own_command_takes_it(course: SimpleNamespace, tmp_path: Path) -> None:
    """Every stage but the results, which the course on the disk has none of, is the real one."""
    command = [Path(sys.executable).with_name("nbgrader"), "export"]
    command += ["--exporter=active_listening.classroom.exporters.GradesCsv"]
    made = tmp_path / "grades.csv"
    run = [*command, f"--to={made}", "--assignment", f"[{NAME}]"]
    done = subprocess.run(run, cwd=course.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {row["status"] for row in rows(made.read_bytes())} == {"absent"}
    wrong = [*command, "--assignment", "nope"]
    done = subprocess.run(wrong, cwd=course.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "There is no assignment nope" in done.stderr
    assert "Traceback" not in done.stderr


# -- defusing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-x", "'-x"),
        ("@me", "'@me"),
        ("＝1", "'＝1"),
        ("  =1", "  '=1"),
        ("\u200b\u00a0=1", "\u200b\u00a0'=1"),
        ("\ufeff=1", "\ufeff'=1"),
        ('"=1"', '"\'=1"'),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a,-b", "a,'-b"),
        ("a|@b", "a|'@b"),
        ("-3.5", "-3.5"),
        ("-12", "-12"),
        ("-3,5", "-3,5"),
        ("-3.5+1", "'-3.5+1"),
        ("-", "'-"),
        ("a=b", "a=b"),
        ("a-b", "a-b"),
        ("me@example.org", "me@example.org"),
        ("O'Neill", "O'Neill"),
        ("", ""),
        ("沈 浩然", "沈 浩然"),
    ],
)
def test_defusing(text: str, expected: str) -> None:
    assert sheet.defuse(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""), (-2.5, "-2.5"), (5.0, "5.0"), (0.1 + 0.2, "0.3"), (-0.0, "0.0"), (7, "7"),
        (float("nan"), ""), (float("inf"), ""), (True, "yes"), ("a\0b", "ab"), ("\ud800", "?"),
    ],
)  # fmt: skip
def test_cells(value: Any, expected: str) -> None:
    made = sheet.csv_bytes(["x", "y"], [{"x": value, "y": "z"}])
    assert rows(made) == [{"x": expected, "y": "z"}]
