"""Plays through nbgrader: the honest get exact scores, and what is odd waits for a person alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from course_folder import STAMP, Booked, Course, active_parts, apart, output, write_json
from subject import ROOT, entry

import graded_play as made
from active_listening import bank, grading
from active_listening.classroom import gradebook, run
from active_listening.classroom.book import Mark
from active_listening.classroom.marking.desk import BookShelf, Desk
from active_listening.classroom.marking.page import Marking
from active_listening.roleplays import Play, as_data
from graded_play import ASSIGNMENT, NAME, TASK

HOSTILE = "<script>pwned()</script> You sound tired, Rashid."
ANSWERS: dict[str, Any] = {
    "honest": as_data(made.whole()),
    "second": as_data(made.whole(seed=7)),
    "unfinished": as_data(made.whole().until(8)),
    "corrected": as_data(made.typed(HOSTILE, "What is missing?", corrected=("summary",))),
    "tampered": made.tampered(),
    "state": made.other_state(),
    "forged": made.forged(),
    "outdated": made.outdated(),
    "rubbish": {"turns": [[[7]]], "lines": float("nan")},
    "text": "I would listen.",
    "empty": "",
    "begun": as_data(Play(made.SCENE, 3)),
}
WAIT = {"tampered", "state", "forged", "outdated"}
UNREAD = {"rubbish", "text"}


def earned(learner: str) -> tuple[float | None, bool]:
    """What the one grader makes of a learner's play."""
    if learner in UNREAD:
        return None, True
    graded = grading.grade(ASSIGNMENT, {TASK.id: ANSWERS[learner]}, bank.keys(NAME)).items[0]
    assert (graded.points is None) is (learner in WAIT)
    return graded.points, graded.points is None


class Lab(Course):
    """An instructor's folder with this assignment."""

    def folder(self, student: str, step: str = "submitted") -> Path:
        return self.root / step / student / NAME

    def hand_in(self, student: str, answer: Any, *, copy: bool = True, filed: bool = True) -> None:
        """The notebook with its copy of the play, and answers.json; either may be missing."""
        folder = self.folder(student)
        folder.mkdir(parents=True)
        notebook = json.loads((ROOT / "exercises" / NAME / f"{NAME}.ipynb").read_bytes())
        if copy:
            cell = next(c for c in notebook["cells"] if TASK.id in c["id"])
            cell["outputs"] = [output({"item": TASK.id, **entry(answer)})]
        write_json(folder / f"{NAME}.ipynb", notebook)
        document = {"format": 1, "assignment": NAME, "learner": student}
        if filed:
            write_json(folder / "answers.json", {**document, "items": {TASK.id: entry(answer)}})
        (folder / "timestamp.txt").write_text(STAMP)

    def grade_lab(self, way: str) -> None:
        """By our command or by nbgrader's."""
        if way == "grade":
            with apart():
                assert run.grade_class(NAME, self.root, True)
        else:
            assert self.nbgrader("autograde", NAME, "--force").code == 0

    def one(self, student: str) -> Booked:
        """What the gradebook holds of a learner's play."""
        return self.booked(student)[TASK.id]


@pytest.fixture(scope="module")
def released(settings: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    lab = Lab(tmp_path_factory.mktemp("lab"))
    shutil.copy(ROOT / "nbgrader_config.py", lab.root)
    shutil.copytree(ROOT / "solutions" / NAME, lab.root / "solutions" / NAME)
    assert lab.nbgrader("generate_assignment", NAME).code == 0
    return lab.root


def a_class(released: Path, root: Path) -> Lab:
    shutil.copytree(released, root, dirs_exist_ok=True)
    lab = Lab(root)
    for learner, answer in ANSWERS.items():
        lab.hand_in(learner, answer)
    return lab


@pytest.fixture(scope="module", params=["grade", "autograde"])
def graded(
    request: pytest.FixtureRequest, released: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """The class, graded by our command and by nbgrader's."""
    lab = a_class(released, tmp_path_factory.mktemp("class"))
    lab.grade_lab(request.param)
    yield lab


def test_what_is_released_is_what_the_source_makes(released: Path) -> None:
    name = Path("exercises") / NAME / f"{NAME}.ipynb"
    assert (released / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.parametrize("learner", ANSWERS)
def test_each_gets_what_is_theirs(graded: Lab, learner: str) -> None:
    assert graded.one(learner)[:2] == earned(learner)


def test_the_honest_are_paid_by_the_rubric(graded: Lab) -> None:
    for learner in ("honest", "second"):
        assert (graded.one(learner).auto or 0) >= 0.7 * TASK.points
    assert 0 < (graded.one("unfinished").auto or 0) < (graded.one("honest").auto or 0)
    assert (graded.one("empty").auto, graded.one("begun").auto) == (0, 0)


def test_why_it_waits_is_told_and_a_changed_version_is_no_accusation(graded: Lab) -> None:
    reasons = {learner: graded.one(learner).reason or "" for learner in ANSWERS}
    for learner in WAIT | UNREAD:
        assert reasons[learner], learner
    assert reasons["outdated"].startswith("The scene or the coach has changed since")
    assert "cannot follow" in reasons["forged"]
    assert not any("forge" in reason for reason in reasons.values())
    assert "1 correction is logged" in reasons["corrected"]


def test_the_markers_cell_shows_the_talk_and_no_markup_of_anybodys(graded: Lab) -> None:
    notebook = json.loads(
        (graded.folder("corrected", "autograded") / f"{NAME}.ipynb").read_text("utf-8")
    )
    cell = next(c for c in notebook["cells"] if TASK.id in c["id"])
    html = "".join(cell["outputs"][0]["data"]["text/html"])
    assert "&lt;script&gt;pwned()&lt;/script&gt;" in html and "pwned" not in active_parts(html)
    assert "meant as: summary" in html and made.SCENE.opening.say in html
    tampered = json.loads(
        (graded.folder("tampered", "autograded") / f"{NAME}.ipynb").read_text("utf-8")
    )
    cell = next(c for c in tampered["cells"] if TASK.id in c["id"])
    assert "all our fault" not in "".join(cell["outputs"][0]["data"]["text/html"])


def test_feedback_shows_the_talk_and_the_lines(graded: Lab) -> None:
    assert graded.nbgrader("generate_feedback", NAME, "--force").code == 0
    pages = {
        learner: (graded.folder(learner, "feedback") / f"{NAME}.html").read_text("utf-8")
        for learner in ANSWERS
    }
    assert f"{earned('honest')[0]:g} of {TASK.points}" in pages["honest"]
    assert "What it earned, line by line" in pages["honest"]
    assert "Your instructor looks at this one" in pages["outdated"]
    assert "pwned" not in active_parts(pages["corrected"]) and "pwned" in pages["corrected"]
    key = bank.keys(NAME)[TASK.id]
    for page in pages.values():
        assert not any(model in page for model in key.models) and key.marking not in page


def test_a_person_decides_on_the_marking_page(graded: Lab) -> None:
    desk = Desk(BookShelf(NAME, graded.root))
    assert {one.student for group in desk.waiting for one in group.members} == WAIT | UNREAD
    page = Marking(ASSIGNMENT, desk)
    for _ in desk.waiting:
        view = page.view
        assert "all our fault" not in str(view["answers"])
        if "no play that can be read" not in str(view["why"]):
            assert view["answers"][0]["boxes"][0]["label"] == "The talk"
            assert len(view["criteria"]) == 7 and view["why"][-1]
        page._receive(page, {"type": "skip", "key": view["key"]}, [])
    assert "could not be played again" in page.view["kinds"]
    gradebook.give(NAME, [Mark("outdated", TASK.id, 12.5, "Well listened.")], graded.root)
    assert graded.one("outdated")[:3] == (None, False, 12.5)
    gradebook.take_back(NAME, [Mark("outdated", TASK.id, None)], graded.root)


@pytest.mark.parametrize("way", ["copy", "filed"])
def test_either_of_the_two_files_is_enough(released: Path, tmp_path: Path, way: str) -> None:
    shutil.copytree(released, tmp_path, dirs_exist_ok=True)
    lab = Lab(tmp_path)
    lab.hand_in("honest", ANSWERS["honest"], copy=way == "copy", filed=way == "filed")
    lab.grade_lab("grade")
    assert lab.one("honest")[:2] == earned("honest")


def test_a_class_with_plays_is_reported_and_exported(graded: Lab) -> None:
    done = graded.active_listening("report", NAME)
    assert done.code == 0, done.said
    made_of_it = {path.name for path in (graded.root / "reports" / NAME).iterdir()}
    assert made_of_it, done.said
    assert graded.nbgrader("export", "--to=grades.csv").code == 0
    assert "pwned" not in (graded.root / "grades.csv").read_text("utf-8")
