"""The report of a real course, held against the raw files: graded notebooks and the gradebook.

The figures here are made with json, sqlite3 and plain arithmetic, and with nothing of the report's.
"""

from __future__ import annotations

import csv
import html
import json
import math
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from types import SimpleNamespace
from typing import Any

import pytest

from active_listening import bank, cli
from active_listening.classroom import gradebook, run
from active_listening.classroom.book import Mark, opened
from active_listening.classroom.demo import course as demo_course
from active_listening.quick import programs_on_path

NAME = "03_open_questions"
GRADE = "application/vnd.active-listening.grade+json"
PEOPLE = 16
BROKEN, ABSENT = "broken.b", "absent.a"


@dataclass(frozen=True)
class Raw:
    """One answer as the files have it."""

    auto: float | None
    manual: float | None
    most: float
    waits: bool
    status: str
    reading: Any

    @property
    def points(self) -> float | None:
        return self.auto if self.manual is None else self.manual


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Sixteen learners handed in, one of them beyond reading, one did not; some of it is marked."""
    root = tmp_path_factory.mktemp("real") / "course"
    people = demo_course.learners(NAME)[:PEOPLE]
    layout = demo_course.course(root)
    demo_course.book_class(layout, NAME, people)
    with opened(layout) as book:
        for id in (BROKEN, ABSENT):
            book.nbgrader.update_or_create_student(id, first_name="B", last_name=id)
    demo_course.type_answers(layout, bank.assignment(NAME), people, lambda done, of: None)
    demo_course.hand_in(layout, NAME, people)
    broken = layout.submitted(BROKEN, NAME)
    broken.mkdir(parents=True)
    (broken / f"{NAME}.ipynb").write_text("{")
    run.grade_class(NAME, root)
    marks = []
    for number, one in enumerate(people):
        for place, item in enumerate(bank.assignment(NAME).items):
            decided = number % 4 or place % 3  # some still wait
            judged = getattr(item, "kind", "") == "judgement" and decided
            if judged or (number + place) % 9 == 0:
                marks.append(Mark(one.id, item.id, one.answers[item.id].earns(item.points)))
    gradebook.give(NAME, marks, root)
    return SimpleNamespace(root=root, people=people, layout=layout)


@pytest.fixture(scope="module")
def raw(course: SimpleNamespace) -> dict[str, dict[str, Raw]]:
    """By learner and task, from the database and the graded notebooks."""
    found: dict[str, dict[str, Raw]] = {}
    with sqlite3.connect(course.root / "gradebook.db") as database:
        rows = database.execute(
            """
            select submitted_assignment.student_id, base_cell.name, grade.auto_score,
                   grade.manual_score, grade_cells.max_score, grade.needs_manual_grade
            from grade
            join base_cell on base_cell.id = grade.cell_id
            join grade_cells on grade_cells.id = grade.cell_id
            join submitted_notebook on submitted_notebook.id = grade.notebook_id
            join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
            """
        ).fetchall()
    for student, item, auto, manual, most, waits in rows:
        if student == BROKEN:
            continue
        path = course.root / "autograded" / student / NAME / f"{NAME}.ipynb"
        shown = {
            data["item"]: data
            for cell in json.loads(path.read_text("utf-8"))["cells"]
            for output in cell.get("outputs", [])
            if (data := output.get("data", {}).get(GRADE))
        }
        data = shown[item]
        one = Raw(auto, manual, most, bool(waits), data["status"], data["reading"])
        found.setdefault(student, {})[item] = one
    assert len(found) == PEOPLE
    return found


@pytest.fixture(scope="module")
def made(course: SimpleNamespace) -> Path:
    """The report, by the command, with a second person's marks for half of the class."""
    folder, patch = course.root / "made", pytest.MonkeyPatch()
    second = course.root / "second.csv"
    items = bank.assignment(NAME).items
    with second.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["student", "item", "points"])
        for one in course.people[::2]:
            for item in items:
                writer.writerow([one.id, item.id, one.answers[item.id].earns(item.points)])
    patch.chdir(course.root)
    patch.setattr("active_listening.classroom.report.notebook._run", lambda *_: None)
    assert cli.main(["report", NAME, "--second-marks", str(second), "--into", str(folder)]) == 0
    patch.undo()
    return folder


def table(page: Path, caption: str) -> list[list[str]]:
    """The cells of the table with this caption, as a reader sees them."""
    text = page.read_text("utf-8")
    text = text[re.search(rf"<caption[^>]*>{caption}", text).start() :]
    body = text[text.index("<tbody>") : text.index("</tbody>")]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S) for row in rows]
    return [[words(cell) for cell in row] for row in cells]


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def told(value: float) -> str:
    return f"{round(value, 2):g}"


def test_points_and_ranges(course: Any, raw: dict[str, dict[str, Raw]], made: Path) -> None:
    names = {one.id: f"{one.first_name} {one.last_name}" for one in course.people}
    expected = {}
    for student, answers in raw.items():
        low = sum(one.points or 0 for one in answers.values())
        high = sum(one.most if one.waits else one.points or 0 for one in answers.values())
        waits = sum(one.waits for one in answers.values())
        points = f"{told(low)} to {told(high)}" if waits else told(low)
        expected[" ".join(names[student].split())] = (points, str(waits or ""))
    shown = {
        row[1]: (row[2], row[4]) for row in table(made / "instructor.html", "Learners by rank")
    }
    assert shown == expected
    assert any(waits for _, waits in shown.values())
    assert not all(waits for _, waits in shown.values())


def test_the_summary_counts_what_is_there(raw: dict[str, dict[str, Raw]], made: Path) -> None:
    text = words((made / "instructor.html").read_text("utf-8"))
    waiting = [sum(one.waits for one in answers.values()) for answers in raw.values()]
    pending = sum(count > 0 for count in waiting)
    assert f"{PEOPLE + 1} learners have handed in, 1 has not." in text
    assert f"{PEOPLE - pending} results are final." in text
    assert f"{pending} results wait for you, with {sum(waiting)} answers to decide on" in text
    assert "1 submission could not be graded. That is no zero" in text
    (flagged,) = table(made / "instructor.html", "Could not be graded")
    assert flagged[0].startswith("B broken.b")
    assert f"{NAME}.ipynb is no notebook." in flagged[1]
    assert f"Not handed in: {ABSENT}." in text
    finals = [
        sum(one.points or 0 for one in answers.values())
        for answers, count in zip(raw.values(), waiting, strict=True)
        if not count
    ]
    assert f"run from {told(min(finals))} to {told(max(finals))} of 95 points" in text
    assert f"with a median of {told(median(finals))}." in text


def test_difficulty_and_discrimination(raw: dict[str, dict[str, Raw]], made: Path) -> None:
    shown = table(made / "instructor.html", "Each task")
    items = [item.id for item in bank.assignment(NAME).items]
    assert len(shown) == len(items)
    for item, row in zip(items, shown, strict=True):
        answers = [own[item] for own in raw.values()]
        decided = [one for one in answers if not one.waits]
        mean = fmean((one.points or 0) / one.most for one in decided)
        assert row[2].split()[0] == f"{100 * mean:.0f}%"
        assert row[3].split()[0] == str(len(decided))
        pairs = []
        for own in raw.values():
            rest = [one for id, one in own.items() if id != item]
            done = [one for one in rest if not one.waits]
            enough = sum(one.most for one in done) >= sum(one.most for one in rest) / 2
            if enough and not own[item].waits:
                share = sum(one.points or 0 for one in done) / sum(one.most for one in done)
                pairs.append(((own[item].points or 0) / own[item].most, share))
        x, y = fmean(a for a, _ in pairs), fmean(b for _, b in pairs)
        above = sum((a - x) * (b - y) for a, b in pairs)
        below = math.sqrt(sum((a - x) ** 2 for a, _ in pairs) * sum((b - y) ** 2 for _, b in pairs))
        assert len(pairs) >= 10
        assert row[4].split()[0] == f"{above / below:.2f}".replace("-", "−")
        assert row[4].endswith(f"n = {len(pairs)}")


LABELS = {
    "Q1": "asks something", "Q2": "cannot be answered with yes or no",
    "Q3": "leaves room for a story", "Q4": "has no answer inside", "Q5": "has no blame inside",
    "Q6": "asks one thing", "Q7": "serves the same purpose", "Q8": "is about the client's side",
    "Q9": "can be said in one breath", "K2": "can be answered in a word",
    "K1": "asks something", "K3": "has no answer inside", "K4": "has no blame inside",
    "K5": "asks one thing", "K6": "serves the same purpose", "K7": "can be said in one breath",
}  # fmt: skip


def test_criteria(raw: dict[str, dict[str, Raw]], made: Path) -> None:
    read = [
        (student, LABELS[criterion["id"]], criterion["met"])
        for student, own in raw.items()
        for one in own.values()
        if one.status == "graded" and one.reading and one.reading["verdict"] != "unsure"
        for criterion in one.reading["criteria"]
        if criterion["met"] != "n/a"
    ]
    expected = {}
    for label in set(LABELS.values()):
        met = Counter(one[2] for one in read if one[1] == label)
        learners = {one[0] for one in read if one[1] == label}
        missed = {one[0] for one in read if one[1] == label and one[2] == "no"}
        figures = (met["no"], met["half"], sum(met.values()), f"{len(missed)} of {len(learners)}")
        expected[label] = [str(figure) for figure in figures]
    shown = table(made / "instructor.html", "Criteria by how far")
    assert {row[0]: row[1:] for row in shown} == expected


def test_machine_against_person(course: Any, raw: dict[str, dict[str, Raw]], made: Path) -> None:
    with (course.root / "second.csv").open(encoding="utf-8") as file:
        second = {
            (row["student"], row["item"]): float(row["points"]) for row in csv.DictReader(file)
        }
    pairs = []
    for student, own in raw.items():
        for item, one in own.items():
            person = second.get((student, item), one.manual)
            if one.auto is not None and person is not None:
                pairs.append((student, one.auto, person, one.most))

    def level(points: float, most: float) -> int:
        return (3 * points >= most - 1e-6) + (10 * points >= 9 * most - 1e-6)

    levels = [(level(a, most), level(b, most)) for _, a, b, most in pairs]
    counted, n = Counter(levels), len(levels)
    rows, columns = Counter(a for a, _ in levels), Counter(b for _, b in levels)
    apart = sum(abs(a - b) / 2 for a, b in levels) / n
    chance = sum(rows[a] * columns[b] * abs(a - b) / 2 for a in rows for b in columns) / n**2
    text = words((made / "instructor.html").read_text("utf-8"))
    assert f"{n} answers of {len({one[0] for one in pairs})} learners have points from both" in text
    same = fmean(a == b for a, b in levels)
    points = fmean(abs(a - b) < 0.005 for _, a, b, _ in pairs)
    assert f"put {100 * same:.0f}% of them on the same level" in text
    assert f"give {100 * points:.0f}% the very same points" in text
    difference = fmean(abs(a - b) / most for _, a, b, most in pairs)
    assert f"they are {100 * difference:.0f}% of a task's points apart" in text
    assert f"Weighted kappa is {1 - apart / chance:.2f}, 95% interval" in text
    shown = table(made / "instructor.html", "Answers by level")
    assert [[int(cell) for cell in row[1:]] for row in shown] == [
        [counted[a, b] for b in range(3)] for a in range(3)
    ]


def test_what_is_shared_names_nobody(course: Any, made: Path) -> None:
    text = words((made / "class.html").read_text("utf-8")).casefold()
    for one in course.people:
        assert one.id not in text
        assert one.first_name.casefold() not in text.split()
        assert one.last_name.casefold() not in text
        for judged in one.answers.values():
            if isinstance(judged.answer, dict):  # what may hold a client's own facts
                assert not [t for t in judged.answer.values() if t and t.casefold() in text]
    for hostile in ("script", "idiot", "hyperlink", "ignore all"):
        assert hostile not in text


def test_the_exports_say_the_same(course: Any, raw: dict[str, dict[str, Raw]]) -> None:
    programs_on_path()
    from active_listening.classroom import exporters

    patch = pytest.MonkeyPatch()
    patch.chdir(course.root)
    with opened(course.layout) as book:
        for kind in ("GradesCsv", "CriteriaCsv"):
            exporter = getattr(exporters, kind)(config=course.layout.config)
            exporter.to = f"{kind}.csv"
            exporter.export(book.nbgrader)
    patch.undo()
    with (course.root / "GradesCsv.csv").open(encoding="utf-8-sig", newline="") as file:
        grades = {row["student_id"]: row for row in csv.DictReader(file)}
    assert set(grades) == {*raw, BROKEN, ABSENT}
    assert (grades[BROKEN]["status"], grades[BROKEN]["score"]) == ("flagged", "")
    assert (grades[ABSENT]["status"], grades[ABSENT]["score"]) == ("absent", "")
    for student, own in raw.items():
        low = sum(one.points or 0 for one in own.values())
        waits = sum(one.waits for one in own.values())
        row = grades[student]
        assert float(row["low"]) == pytest.approx(low)
        assert row["status"] == ("pending" if waits else "final")
        assert row["pending"] == str(waits)
        assert row["score"] == ("" if waits else row["low"])
    with (course.root / "CriteriaCsv.csv").open(encoding="utf-8-sig", newline="") as file:
        criteria = [row for row in csv.DictReader(file) if row["criterion"]]
    assert len(criteria) == sum(
        len(one.reading["criteria"])
        for own in raw.values()
        for one in own.values()
        if one.status == "graded" and one.reading
    )
