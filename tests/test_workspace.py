"""The learner's folder: delivered, updated, never overwritten."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from active_listening import resources, workspace
from active_listening.workspace import WorkspaceError, fingerprint, prepare

LESSON = "course/03_one.ipynb"
ASSIGNMENT = "exercises/03_one/03_one.ipynb"


def notebook(*sources: str, outputs: list | None = None) -> bytes:
    cells = [
        {"cell_type": "code", "source": [source], "metadata": {}, "outputs": outputs or []}
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


class Course:
    """A course on disk whose notebooks a test can change."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def put(self, name: str, content: bytes) -> None:
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    made = Course(tmp_path / "made")
    monkeypatch.setattr(resources, "course", lambda: made.home / "course")
    monkeypatch.setattr(resources, "exercises", lambda: made.home / "exercises")
    made.put(LESSON, notebook("one"))
    made.put(ASSIGNMENT, notebook("task"))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mine"


def read(path: Path) -> bytes:
    return path.read_bytes()


def test_a_new_workspace_holds_the_notebooks_and_an_id(course: Course, folder: Path) -> None:
    course.put("exercises/03_one/answers.key", b"secret")
    course.put("course/picture.png", b"x")
    ready = prepare(folder)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {LESSON, ASSIGNMENT, ".active-listening/workspace.json"}
    stored = json.loads(read(folder / ".active-listening/workspace.json"))
    assert stored["format"] == 1
    assert stored["learner"] == ready.learner
    assert set(stored["delivered"]) == {LESSON, ASSIGNMENT}


def test_a_second_start_changes_nothing(course: Course, folder: Path) -> None:
    first = prepare(folder)
    times = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    second = prepare(folder)
    assert second.learner == first.learner
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()} == times


def test_the_real_course_is_delivered_whole(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    prepare(folder)
    for lesson in resources.course().glob("*.ipynb"):
        assert read(folder / "course" / lesson.name) == lesson.read_bytes()
    assert not list(folder.rglob("*.yaml"))


def test_a_lesson_that_was_only_run_is_replaced(course: Course, folder: Path) -> None:
    prepare(folder)
    (folder / LESSON).write_bytes(notebook("one", outputs=[{"output_type": "stream"}]))
    prepare(folder)
    assert b"stream" in read(folder / LESSON), "an unchanged course leaves outputs in place"
    course.put(LESSON, notebook("two"))
    prepare(folder)
    assert read(folder / LESSON) == notebook("two")


def test_an_edited_lesson_is_kept_and_the_new_one_put_beside_it(
    course: Course, folder: Path
) -> None:
    prepare(folder)
    (folder / LESSON).write_bytes(notebook("one", "my notes"))
    assert not prepare(folder).notices, "no new version, nothing to say"
    course.put(LESSON, notebook("two"))
    ready = prepare(folder)
    beside = folder / "course/03_one (new version).ipynb"
    assert read(folder / LESSON) == notebook("one", "my notes")
    assert read(beside) == notebook("two")
    assert beside.name in ready.notices[0]
    assert not prepare(folder).notices, "each version is offered once"
    beside.unlink()
    prepare(folder)
    assert not beside.exists(), "a copy that the learner threw away stays away"
    course.put(LESSON, notebook("three"))
    prepare(folder)
    beside.write_bytes(notebook("three", "edited too"))
    course.put(LESSON, notebook("four"))
    prepare(folder)
    assert read(beside) == notebook("three", "edited too")
    assert read(folder / "course/03_one (new version 2).ipynb") == notebook("four")


def test_an_untouched_copy_beside_is_itself_replaced(course: Course, folder: Path) -> None:
    prepare(folder)
    (folder / LESSON).write_bytes(notebook("mine"))
    for text in ("two", "three"):
        course.put(LESSON, notebook(text))
        prepare(folder)
    assert read(folder / "course/03_one (new version).ipynb") == notebook("three")
    assert len(list((folder / "course").iterdir())) == 2


def test_a_lesson_that_cannot_be_read_is_kept(course: Course, folder: Path) -> None:
    prepare(folder)
    (folder / LESSON).write_bytes(b"{ half a noteb")
    course.put(LESSON, notebook("two"))
    prepare(folder)
    assert read(folder / LESSON) == b"{ half a noteb"
    assert read(folder / "course/03_one (new version).ipynb") == notebook("two")


def test_deleted_files_come_back(course: Course, folder: Path) -> None:
    prepare(folder)
    (folder / LESSON).unlink()
    (folder / ASSIGNMENT).unlink()
    prepare(folder)
    assert read(folder / LESSON) == notebook("one")
    assert read(folder / ASSIGNMENT) == notebook("task")


def test_an_assignment_that_was_not_started_is_replaced(course: Course, folder: Path) -> None:
    prepare(folder)
    course.put(ASSIGNMENT, notebook("new task"))
    prepare(folder)
    assert read(folder / ASSIGNMENT) == notebook("new task")


@pytest.mark.parametrize("by", ["answers", "edit", "damage"])
def test_a_started_assignment_is_never_touched(course: Course, folder: Path, by: str) -> None:
    prepare(folder)
    path = folder / ASSIGNMENT
    if by == "answers":
        path.with_name("answers.json").write_text("{}", encoding="utf-8")
    else:
        path.write_bytes(notebook("task", "mine") if by == "edit" else b"{ half")
    before = read(path)
    course.put(ASSIGNMENT, notebook("new task"))
    prepare(folder)
    assert read(path) == before
    assert not list(path.parent.glob("*new version*"))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"learner": 3, "delivered": {}, "format": 1}'])
def test_a_damaged_description_is_rebuilt_and_set_aside(
    course: Course, folder: Path, damage: str
) -> None:
    prepare(folder)
    (folder / LESSON).write_bytes(notebook("one", "my notes"))
    described = folder / ".active-listening/workspace.json"
    described.write_text(damage, encoding="utf-8")
    ready = prepare(folder)
    assert "damaged" in ready.notices[0]
    assert (described.parent / "workspace.damaged-1.json").read_text(encoding="utf-8") == damage
    assert json.loads(read(described))["learner"] == ready.learner
    assert read(folder / LESSON) == notebook("one", "my notes")


def test_the_learner_stays_the_same_if_the_damaged_file_still_tells(
    course: Course, folder: Path
) -> None:
    ready = prepare(folder)
    described = folder / ".active-listening/workspace.json"
    text = described.read_text(encoding="utf-8")
    described.write_text(text[: text.index(ready.learner) + 37], encoding="utf-8")
    assert prepare(folder).learner == ready.learner


def test_a_later_format_is_refused(course: Course, folder: Path) -> None:
    prepare(folder)
    described = folder / ".active-listening/workspace.json"
    described.write_text(json.dumps({"format": 2, "learner": "x", "delivered": {}}))
    with pytest.raises(WorkspaceError, match="later version"):
        prepare(folder)


def test_a_file_is_refused(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="is a file"):
        prepare(path)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        prepare(path / "below")
    assert path.read_text(encoding="utf-8") == "x"


def test_a_checkout_is_refused(course: Course, folder: Path) -> None:
    folder.mkdir()
    project = folder / "pyproject.toml"
    project.write_text('[project]\nname = "active-listening"\n', encoding="utf-8")
    with pytest.raises(WorkspaceError, match="own source"):
        prepare(folder)
    assert [p.name for p in folder.iterdir()] == ["pyproject.toml"]
    project.write_text('[project]\nname = "other"\n', encoding="utf-8")
    prepare(folder)


def test_no_lessons_is_said(
    course: Course, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "course", lambda: tmp_path / "none")
    with pytest.raises(WorkspaceError, match="make build"):
        prepare(folder)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "cannot be prepared")],
)
def test_a_failing_disk_leaves_the_old_files(
    course: Course, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    prepare(folder)
    course.put(LESSON, notebook("two"))

    def full(path: Path, content: bytes) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(workspace, "write_whole", full)
    with pytest.raises(WorkspaceError, match=words):
        prepare(folder)
    assert read(folder / LESSON) == notebook("one")


AS_NOBODY = """
import os, sys
from pathlib import Path
from active_listening import resources, start, workspace
home = Path(sys.argv[1])
resources.course = lambda: home / "lessons"
if os.geteuid() == 0:  # root may write anywhere
    os.setgid(65534)
    os.setuid(65534)
sys.exit(start.start(home / "closed" / "mine"))
"""


def test_no_permission_is_one_sentence() -> None:
    with tempfile.TemporaryDirectory() as name:  # not tmp_path: others may not even look into it
        home = Path(name)
        (home / "lessons").mkdir()
        (home / "lessons" / "03.ipynb").write_bytes(notebook("one"))
        closed = home / "closed"
        closed.mkdir()
        for folder, mode in ((home, 0o755), (closed, 0o555)):
            folder.chmod(mode)
        source = str(Path(workspace.__file__).parents[1])
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, name],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": source},
        )
        assert done.returncode == 2, done.stderr
        assert done.stderr == (
            f"{closed / 'mine'} cannot be written: choose another folder with --workspace FOLDER.\n"
        )
        assert not list(closed.iterdir())


def test_a_fingerprint_knows_sources_and_types_only() -> None:
    plain = fingerprint(notebook("a"))
    assert plain == fingerprint(notebook("a", outputs=[{"x": 1}]))
    assert plain != fingerprint(notebook("b"))
    assert plain != fingerprint(notebook("a", ""))
    assert plain != fingerprint(notebook("a").replace(b'"code"', b'"raw"'))
    split = {"cells": [{"cell_type": "markdown", "source": ["x\n", "y"]}]}
    joined = {"cells": [{"cell_type": "markdown", "source": "x\ny"}]}
    assert fingerprint(json.dumps(split).encode()) == fingerprint(json.dumps(joined).encode())
    for broken in (b"", b"[]", b"{}", b"\xff", b'{"cells": 3}'):
        assert fingerprint(broken) is None
