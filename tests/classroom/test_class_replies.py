"""Replies through nbgrader: released, graded, marked, given back and told of in the report."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_folder import STAMP, Booked, Course, apart, write_json
from subject import ROOT, entry

import graded_reply as made
from active_listening import bank, cli, grading, resources
from active_listening.build import assignments
from active_listening.classroom import gradebook, run
from active_listening.classroom.marking.desk import BookShelf, Desk
from active_listening.classroom.marking.page import Marking
from active_listening.classroom.report import tidy
from active_listening.classroom.report.examples import examples
from graded_reply import GOOD, NAME

ITEMS = list(GOOD)
ADVICE = "You should ask our support about that."
FOREIGN = "¿Cómo fue el lunes para su equipo?"
ANSWERS: dict[str, dict[str, Any]] = {
    "good": GOOD,
    "poor": {ITEMS[0]: "We never had a complaint.", ITEMS[1]: ADVICE, ITEMS[2]: FOREIGN},
    "against": {
        **GOOD,
        ITEMS[0]: f"{GOOD[ITEMS[0]]} <script>pwned()</script>",
        f"{ITEMS[0]}{grading.DISAGREES}": "She knows that it makes sense.",
    },
}


class Replies(Course):
    """An instructor's folder with this assignment."""

    def folder(self, student: str, step: str = "submitted") -> Path:
        return self.root / step / student / NAME

    def hand_in(self, student: str, answers: dict[str, Any]) -> None:
        folder = self.folder(student)
        folder.mkdir(parents=True)
        shutil.copy(self.root / "exercises" / NAME / f"{NAME}.ipynb", folder)
        items = {id: entry(answer) for id, answer in answers.items()}
        document = {"format": 1, "assignment": NAME, "learner": student, "items": items}
        write_json(folder / "answers.json", document)
        (folder / "timestamp.txt").write_text(STAMP)

    def page(self, student: str) -> str:
        return (self.folder(student, "feedback") / f"{NAME}.html").read_text("utf-8")


@pytest.fixture(scope="module")
def course(settings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replies]:
    """A class that has handed in, graded by nbgrader with our plugin."""
    root = tmp_path_factory.mktemp("replies")
    with pytest.MonkeyPatch.context() as patch:
        data = made.make(root)
        patch.setattr(resources, "data", lambda: data)
        course = Replies(root)
        shutil.copy(ROOT / "nbgrader_config.py", root)
        page = data / "assignments" / f"{NAME}.md"
        solution = assignments.solution(page, bank.assignment(NAME), bank.keys(NAME))
        path = root / "solutions" / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(solution), "utf-8")
        done = course.nbgrader("generate_assignment", NAME)
        assert done.code == 0, done.said
        for student, answers in ANSWERS.items():
            course.hand_in(student, answers)
        done = course.nbgrader("autograde", NAME)
        assert done.code == 0, done.said
        yield course


def earned(student: str) -> dict[str, tuple[float | None, bool]]:
    """What the one grader makes of a learner's answers."""
    graded = grading.grade(bank.assignment(NAME), ANSWERS[student], bank.keys(NAME))
    return {one.id: (one.points, one.points is None or bool(one.disagrees)) for one in graded.items}


def test_the_markers_notebook_names_what_a_near_miss_misses(course: Replies) -> None:
    text = (course.root / "solutions" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "names a feeling near theirs, says that it makes sense, promises nothing" in text
    assert "offers no advice or solution" in text


def test_learners_get_the_clients_line_and_no_key(course: Replies) -> None:
    text = (course.root / "exercises" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "sixty callers in the queue" in text and "The client said:" in text
    keys = bank.keys(NAME).values()
    assert not [model for key in keys for model in key.models if json.dumps(model)[1:-1] in text]


@pytest.mark.parametrize("way", ["autograde", "grade"])
def test_points_are_those_of_the_one_grader_either_way(course: Replies, way: str) -> None:
    if way == "grade":
        with apart():
            run.grade_class(NAME, course.root, True)
    for student in ANSWERS:
        assert course.scores(student) == earned(student), student
    assert course.booked("good")[ITEMS[0]] == Booked(4.25, False, None, None, None)
    assert course.booked("poor")[ITEMS[2]].waits is True


def test_the_feedback_page_is_that_of_a_reply(course: Replies) -> None:
    done = course.nbgrader("generate_feedback", NAME, "--force")
    assert done.code == 0, done.said
    page = course.page("against")
    assert "sixty callers in the queue" in page and "The line as it was" in page
    assert "says that it makes sense" in page and "leaves room for a story" not in page
    assert "<script>pwned" not in page


def test_the_class_is_read_with_the_clients_line_as_its_task(course: Replies) -> None:
    with apart():
        result = gradebook.class_result(NAME, course.root)
    (good,) = [one for one in result.submissions if one.id == "good"]
    assert [one.kind for one in good.items] == ["reply", "reply", "rewrite"]
    assert good.items[0].task.startswith("On Saturday I stood there")
    assert good.items[2].task.startswith("We did send everybody")
    rows = list(tidy.criterion_rows(result))
    assert {row["name"] for row in rows if row["student"] == "good"} > {"covers", "names_feeling"}
    told = sum(row["points"] for row in rows if row["student"] == "good" and row.get("criterion"))
    assert told == pytest.approx(good.low, abs=0.05)


def test_an_example_in_the_report_says_whose_line_the_task_is(course: Replies) -> None:
    with apart():
        result = gradebook.class_result(NAME, course.root)
    found = examples(result, ["covers", "names_feeling", "makes_sense"])
    shown = [one for some in found.values() for one in some]
    assert {one.given for one in shown} == {"The client said"}
    assert "pwned" not in str(shown)


def test_the_trainer_sees_the_client_and_marks_by_the_right_rubric(course: Replies) -> None:
    with apart():
        page = Marking(bank.assignment(NAME), Desk(BookShelf(NAME, course.root)))
        seen = {}
        while page.desk.current:
            seen[page.view["task"]] = dict(page.view)
            page._receive(page, {"type": "skip", "key": page.view["key"]}, [])
            if page.view["task"] in seen:
                break
    against, foreign = seen["Task 1"], seen["Task 3"]
    assert against["disagreement"] and against["quoted"][0]["label"] == "The client said"
    labels = [row["label"] for row in against["criteria"]]
    assert "says that it makes sense" in labels and "leaves room for a story" not in labels
    marked = [part["kinds"] for part in against["answers"][0]["boxes"][0]["segments"]]
    assert ["note"] in marked and not any("open" in kinds for kinds in marked)
    assert [one["label"] for one in foreign["quoted"]] == ["The client said", "The line as it was"]


def test_report_and_export_are_made(course: Replies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)
    with apart():
        assert cli.main(["report", NAME]) == 0
        done = course.nbgrader(
            "export", "--exporter", "active_listening.classroom.exporters.CriteriaCsv"
        )
    assert done.code == 0, done.said
    page = next(course.root.rglob("instructor.html")).read_text("utf-8")
    assert "The client said: On Saturday I stood there" in page
    with (course.root / "criteria.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} >= {"reply", "rewrite"}
    assert any(row["label"] == "says that it makes sense" for row in rows)
