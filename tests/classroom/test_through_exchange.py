"""The whole way through nbgrader's exchange and back: what travels, and to whom.

One system user plays everybody, as a class on one machine would be tried out.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from course_folder import ITEMS, NAME, Course, Done, carried, document, earned, honest, write_json
from hostile_class import SCRIPT
from subject import ROOT

from active_listening import bank
from active_listening.classroom.gradebook import class_result
from active_listening.classroom.layout import submitted_at
from active_listening.grading import exchange
from active_listening.record import Answers, Record

pytestmark = pytest.mark.slow

COURSE = "active-listening"
NOTEBOOK = f"{NAME}.ipynb"
ANNA, BEN = honest()["anjali.d"], honest()["harish.v"]


class Class:
    """An exchange, the instructor's course folder, and a home for each learner."""

    def __init__(self, course: Course, apart: Path) -> None:
        self.course, self.apart = course, apart
        self.root = apart / "exchange"
        config = course.root / "nbgrader_config.py"
        config.write_text(f"{config.read_text()}\nc.Exchange.root = {str(self.root)!r}\n")

    def instructor(self, *words: str) -> Done:
        """One of nbgrader's commands in the course's folder; it must go well."""
        done = self.course.nbgrader(*words)
        assert done.code == 0, done.said
        return done

    def learner(self, name: str, command: str, part: str) -> Path:
        """One of nbgrader's commands in a learner's home, with stock settings; the folder there."""
        home = self.apart / name
        home.mkdir(exist_ok=True)
        done = Course(home).nbgrader(
            command,
            NAME,
            f"--course={COURSE}",
            f"--Exchange.root={self.root}",
            f"--{part}.cache={self.apart / 'cache' / name}",
            f"--student={name}",
        )
        assert done.code == 0, done.said
        return home / NAME

    def fetch(self, name: str) -> Path:
        return self.learner(name, "fetch_assignment", "ExchangeFetchAssignment")

    def submit(self, name: str) -> Path:
        return self.learner(name, "submit", "ExchangeSubmit")

    def fetch_feedback(self, name: str) -> list[Path]:
        folder = self.learner(name, "fetch_feedback", "ExchangeFetchFeedback")
        return sorted((folder / "feedback").rglob("*.html"))


def work(folder: Path, answers: dict[str, Any]) -> None:
    """Leaves what a learner's work leaves in the folder, and a few things of their own."""
    stored = Answers(folder, NAME, folder.parent.name)
    for id, answer in answers.items():
        stored.put(id, "a first try", 1)
        stored.put(id, answer, 2)
    write_json(folder / NOTEBOOK, carried(answers, 2))
    (folder / "handed_in" / "2026-03-01").mkdir(parents=True)
    shutil.copy(folder / "answers.json", folder / "handed_in" / "2026-03-01")
    for name in ("notes.txt", "evil.html", "active_listening.py", "timestamp.txt"):
        (folder / name).write_text(SCRIPT)
    (folder / "scripts").mkdir()
    (folder / "scripts" / "evil.js").write_text(SCRIPT)


@pytest.fixture
def classroom(course: Course, tmp_path: Path) -> Class:
    """The assignment is released; Anna and Ben have fetched it, worked and handed in."""
    made = Class(course, tmp_path)
    made.instructor("release_assignment", NAME)
    for name, answers in (("anna", ANNA), ("ben", BEN)):
        work(made.fetch(name), answers)
        made.submit(name)
    return made


def names_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def grade(classroom: Class, way: str) -> None:
    if way == "grade":
        classroom.course.grade()
    else:
        classroom.instructor("autograde", NAME)


def test_what_is_released_is_what_arrives(course: Course, tmp_path: Path) -> None:
    made = Class(course, tmp_path)
    (course.root / "exercises" / NAME / "keys.yaml").write_text("a slip")
    made.instructor("release_assignment", NAME)
    folder = made.fetch("anna")
    assert names_in(folder) == {NOTEBOOK}
    assert (folder / NOTEBOOK).read_bytes() == (ROOT / "exercises" / NAME / NOTEBOOK).read_bytes()


@pytest.mark.parametrize("way", ["grade", "autograde"])
def test_there_and_back(classroom: Class, way: str) -> None:
    """Collected are the notebook, the answers and nbgrader's own two files; feedback finds home."""
    course = classroom.course
    classroom.instructor("collect", NAME)
    own = {"timestamp.txt", "submission_secret.txt"}
    for name in ("anna", "ben"):
        assert names_in(course.folder(name)) == {NOTEBOOK, "answers.json", *own}
    grade(classroom, way)
    assert course.scores("anna") == earned(ANNA) and course.scores("ben") == earned(BEN)
    learners = {one.id: one for one in class_result(NAME, course.root).submissions}
    assert learners["anna"].time == submitted_at(course.folder("anna")) is not None
    for name in ("anna", "ben"):
        assert names_in(course.folder(name, "autograded")) == {NOTEBOOK, *own}
    classroom.instructor("generate_feedback", NAME)
    assert names_in(course.folder("anna", "feedback")) == {f"{NAME}.html", *own}
    classroom.instructor("release_feedback", NAME)
    returned = sorted((classroom.root / COURSE / "feedback").iterdir())
    assert len(returned) == 2 and {path.suffix for path in returned} == {".html"}
    (page,) = classroom.fetch_feedback("anna")
    assert page.name == f"{NAME}.html"
    assert page.read_text() == course.page("anna") != course.page("ben")


@pytest.mark.parametrize("way", ["grade", "autograde"])
def test_handing_in_again(classroom: Class, way: str) -> None:
    """What was collected and graded before is replaced by what came later."""
    course = classroom.course
    classroom.instructor("collect", NAME)
    grade(classroom, way)
    before = submitted_at(course.folder("anna"))
    folder = classroom.apart / "anna" / NAME
    for id in (ITEMS[0], ITEMS[1]):
        Answers(folder, NAME, "anna").put(id, "Was it OK?", 3)
    changed = {**ANNA, ITEMS[0]: "Was it OK?", ITEMS[1]: "Was it OK?"}
    import time

    time.sleep(1.1)  # nbgrader tells hand-ins apart by the second
    classroom.submit("anna")
    classroom.instructor("collect", NAME, "--update")
    after = submitted_at(course.folder("anna"))
    assert before and after and after > before
    grade(classroom, way)
    assert course.scores("anna") == earned(changed) != earned(ANNA)
    assert course.scores("ben") == earned(BEN)
    classroom.instructor("generate_feedback", NAME)
    classroom.instructor("release_feedback", NAME)
    pages = classroom.fetch_feedback("anna")
    assert pages[-1].read_text() == course.page("anna")


@pytest.mark.parametrize("way", ["grade", "autograde"])
def test_a_link_in_the_inbox_does_not_carry_the_solutions_out(classroom: Class, way: str) -> None:
    """What a learner writes into the exchange by hand is collected with the instructor's eyes."""
    course = classroom.course
    inbox = classroom.root / COURSE / "inbound"
    (bens,) = inbox.glob("ben+*")
    solutions = course.root / "solutions" / NAME / NOTEBOOK
    for name in ("keys.html", "keys.ipynb", "keys.txt"):
        (bens / name).symlink_to(solutions)
    (bens / "answers.json").unlink()
    (bens / "answers.json").symlink_to(solutions)
    classroom.instructor("collect", NAME)
    grade(classroom, way)
    assert course.scores("ben") == earned(BEN), "the notebook carries the answers too"
    classroom.instructor("generate_feedback", NAME)
    classroom.instructor("release_feedback", NAME)
    secret = bank.keys(NAME)[ITEMS[0]].marking
    cells = json.loads(solutions.read_text())["cells"]
    assert any(secret in "".join(cell["source"]) for cell in cells)
    for path in (classroom.root / COURSE / "feedback").iterdir():
        assert secret not in path.read_text()
    assert names_in(course.folder("ben", "autograded")) <= {
        NOTEBOOK,
        "timestamp.txt",
        "submission_secret.txt",
    }


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without end")
def test_only_a_learners_own_files_are_collected(classroom: Class) -> None:
    """No link to what another typed, no device; whose folder is a link handed in nothing."""
    course = classroom.course
    classroom.instructor("collect", NAME)
    annas = course.folder("anna")
    inbox = classroom.root / COURSE / "inbound"
    (bens,) = inbox.glob("ben+*")
    (bens / "answers.json").unlink()
    (bens / "answers.json").symlink_to(annas / "answers.json")
    (bens / NOTEBOOK).unlink()
    (bens / NOTEBOOK).symlink_to(annas / NOTEBOOK)
    (bens / "timestamp.txt").unlink()
    (bens / "timestamp.txt").symlink_to("/dev/zero")
    (inbox / bens.name.replace("ben", "eve", 1)).symlink_to(annas)
    shutil.rmtree(course.folder("ben"))
    collected = course.nbgrader("collect", NAME)
    assert collected.code == 0 and "is not collected" in collected.said
    assert not names_in(course.folder("ben")) & {"answers.json", NOTEBOOK, "timestamp.txt"}
    assert not course.folder("eve").exists()
    outcomes = course.grade()
    assert outcomes["ben"].problem and not outcomes["anna"].problem
    assert course.scores("anna") == earned(ANNA)


ODD = ("notatime+x", "2026-01-01 00:00:00 999999999999999999999+x", "", "+++",
       "9999-12-31 23:59:59 -80000+x")  # fmt: skip
"""After the second +, where nbgrader puts the time of handing in and a few letters."""


def test_what_is_put_into_the_exchange_by_hand_stops_nobody(classroom: Class) -> None:
    """Times that are none, nobody's, files, pipes, links to nothing, and what cannot be copied."""
    course, inbox = classroom.course, classroom.root / COURSE / "inbound"
    (annas,) = inbox.glob("anna+*")
    for odd in ODD:
        (inbox / f"eve+{NAME}+{odd}").mkdir()
    time = "2026-01-01 00:00:00 UTC+x"
    for student in ("", "..", ".", "<img src=x onerror=pwned()>", '"eve', "e\nve"):
        (inbox / f"{student}+{NAME}+{time}").mkdir()
    (inbox / f"a-file+{NAME}+{time}").write_text("x")
    os.mkfifo(inbox / f"a-pipe+{NAME}+{time}")
    (inbox / f"nothing+{NAME}+{time}").symlink_to("/nonexistent")
    (inbox / f"itself+{NAME}+{time}").symlink_to(f"itself+{NAME}+{time}")
    huge = shutil.copytree(annas, inbox / f"huge+{NAME}+{time}") / "x.ipynb"
    with huge.open("wb") as file:
        file.truncate(10**12)
    annas.chmod(0o555)
    for _ in range(2):
        classroom.instructor("collect", NAME, "--update")
    submitted = course.root / "submitted"
    assert course.folder("anna").stat().st_mode & 0o700 == 0o700, "it can be taken away again"
    assert {one.parent.parent.name for one in submitted.rglob("answers.json")} == {"anna", "ben"}
    assert not (submitted / NAME).exists(), "nobody's is not in the place of a learner"
    assert all(not outcome.problem for outcome in course.grade().values())


def test_what_is_in_the_exchange_is_listed_whatever_is_put_there(classroom: Class) -> None:
    """To tell whose feedback is there, nbgrader opens a secret, or where there is none the rest."""
    inbox = classroom.root / COURSE / "inbound"
    (annas,) = inbox.glob("anna+*")
    for student in ("eve", "ida", "joe", "kim"):
        shutil.copytree(annas, inbox / f"{student}+{NAME}+2026-01-01 00:00:00 UTC+x")
    eves, idas, joes, kims = (next(inbox.glob(f"{one}+*")) for one in ("eve", "ida", "joe", "kim"))
    for folder in (eves, idas, joes):
        (folder / "submission_secret.txt").unlink()
    os.mkfifo(eves / "submission_secret.txt")
    os.mkfifo(idas / "pipe.ipynb")
    (joes / "submission_secret.txt").write_bytes(b"\xff\xfe")
    (kims / os.fsdecode(b"\xff.ipynb")).write_text("{}")
    (inbox / "notimeatall").mkdir()
    (inbox / f"max+{NAME}+notatime").mkdir()
    for words in ([NAME, "--inbound"], ["--inbound"]):
        said = classroom.instructor("list", *words).said
        assert all(f"{COURSE} {one} {NAME}" in said for one in ("anna", "ben", "eve", "kim"))
        assert f"{COURSE} max" not in said
    assert f"{COURSE} {NAME}" in classroom.instructor("list").said, "what is released"


@pytest.mark.parametrize("own", ["submission_secret.txt", "timestamp.txt"])
@pytest.mark.parametrize("data", [None, b"\xff\xfe"])
def test_work_that_came_otherwise_does_not_stop_the_others_feedback(
    classroom: Class, own: str, data: bytes | None
) -> None:
    """An instructor put one learner's mail into submitted/, or a learner broke nbgrader's files."""
    classroom.instructor("collect", NAME)
    bens = classroom.course.folder("ben") / own
    bens.chmod(0o600)
    bens.unlink()
    if data:
        bens.write_bytes(data)
    grade(classroom, "grade")
    assert classroom.course.active_listening("feedback", NAME).code == 0
    said = classroom.course.nbgrader("release_feedback", NAME)
    assert said.code == 0 and "Hand it back yourself" in said.said
    (page,) = classroom.fetch_feedback("anna")
    assert page.read_text() == classroom.course.page("anna")


def test_the_learners_own_button_goes_the_same_way(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handed in by the course's own page, graded, and the feedback found by it again."""
    made = Class(course, tmp_path)
    made.instructor("release_assignment", NAME)
    config = tmp_path / "config"
    config.mkdir()
    (config / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(made.root)!r}\n"
    )
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(config))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    record = Record.open(tmp_path / "record")
    folder = tmp_path / "home" / NAME
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / NAME / NOTEBOOK, folder)
    for id, answer in ANNA.items():
        Answers(folder, NAME, "me").put(id, answer, 1)
    receipt = exchange.submit(NAME, folder, record, COURSE)
    made.instructor("collect", NAME)
    (student,) = (path.name for path in (course.root / "submitted").iterdir())
    stamp = (course.folder(student) / "timestamp.txt").read_text()
    assert stamp == receipt.stamp
    items = json.loads((course.folder(student) / "answers.json").read_text())["items"]
    assert items.keys() == document(ANNA)["items"].keys()
    course.grade()
    assert course.scores(student) == earned(ANNA)
    made.instructor("generate_feedback", NAME)
    made.instructor("release_feedback", NAME)
    page = exchange.fetch_feedback(NAME, folder, COURSE)
    assert page is not None
    assert (folder / page).read_text() == course.page(student)
