"""The trainer's page, driven by the messages it gets; the call that shows it; the command."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from marking_memory import NAME, Memory, answer

import active_listening
from active_listening import bank, cli, grading, resources
from active_listening.classroom import marking
from active_listening.classroom.marking import groups, launch
from active_listening.classroom.marking.desk import Desk
from active_listening.classroom.marking.page import Marking
from active_listening.classroom.results import ItemResult, StudentResult

ASSIGNMENT = bank.assignment(NAME)
FIRST = ASSIGNMENT.items[0]
PAIR = next(i for i in ASSIGNMENT.items if getattr(i, "kind", "") == "free_pair")
JUDGEMENT = next(i for i in ASSIGNMENT.items if getattr(i, "kind", "") == "judgement")
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'
WIDGET = "application/vnd.jupyter.widget-view+json"


def graded(item: Any, text: Any, **fields: Any) -> ItemResult:
    """An answer as the grader leaves it."""
    grade = grading.grade(ASSIGNMENT, {item.id: text})
    one = next(one for one in grade.items if one.id == item.id)
    waits = one.points is None or bool(fields.get("disagrees"))
    return replace(
        answer(text, one.number), id=item.id, kind=one.kind, status=one.status, auto=one.points,
        reading=one.reading.as_dict() if one.reading else None, max_points=one.max_points,
        waiting=waits, **fields,
    )  # fmt: skip


class Page:
    """Stands in for the browser."""

    def __init__(self, memory: Memory) -> None:
        self.activity = Marking(ASSIGNMENT, Desk(memory))
        self.got: list[dict[str, Any]] = []
        self.activity.send = lambda message, *_: self.got.append(message)

    def send(self, type: str, **rest: Any) -> dict[str, Any]:
        self.activity._receive(self.activity, {"type": type, **rest}, [])
        return self.view

    @property
    def view(self) -> dict[str, Any]:
        return dict(self.activity.view)

    def trouble(self) -> list[str]:
        return [message["text"] for message in self.got if message["type"] == "trouble"]


@pytest.fixture
def memory() -> Memory:
    foreign = "Wie war der Versuch für Ihre Leute?"
    return Memory(
        ("anna.smith", graded(FIRST, foreign)), ("ben.jones", graded(FIRST, foreign.lower())),
        ("kim.brown", graded(FIRST, "Did it go well?", disagrees="It asks how it went.")),
        ("anna.smith", graded(JUDGEMENT, {"answer": f"Consent. {HOSTILE}"})),
        ("ben.jones", graded(PAIR, {"closed": "Is it?", "open": "Wie ist es denn?"})),
    )  # fmt: skip


@pytest.fixture
def page(memory: Memory) -> Page:
    return Page(memory)


def go_to(page: Page, id: str) -> dict[str, Any]:
    """Puts off what comes before a task's decision."""
    for _ in page.activity.desk.waiting:
        if page.activity.desk.current.id == id and not page.view["disagreement"]:
            return page.view
        page.send("skip", key=page.view["key"])
    raise AssertionError(f"no decision on {id}")


def test_the_count_stands_up_front(page: Page) -> None:
    assert page.view["count"] == "5 answers of 3 learners wait: 4 decisions."
    assert page.view["kinds"].startswith("1 about points that a learner disagrees with, 2 where")


def test_a_disagreement_shows_points_reason_and_criteria(page: Page) -> None:
    view = page.view
    assert view["disagreement"]
    assert view["answers"][0]["disagrees"] == "It asks how it went."
    assert view["answers"][0]["auto"].endswith(" of 5")
    assert any(row["met"] != "full" for row in view["criteria"])
    assert view["scene"] == FIRST.scene
    assert view["quoted"] == [{"label": "What was asked", "text": FIRST.original}]
    assert view["coach_gave"] == 0


def test_no_name_is_on_the_page_until_it_is_asked_for(page: Page, memory: Memory) -> None:
    names = ("anna", "smith", "ben", "jones", "kim", "brown")
    go_to(page, FIRST.id)
    shown = json.dumps(page.view)
    assert not [name for name in names if name in shown]
    numbers = {one["learner"] for one in page.view["answers"]}
    assert all(number.startswith("Learner ") for number in numbers)
    view = page.send("names", value=True)
    assert "anna.smith" in json.dumps(view["answers"])
    assert {one["learner"].split(":")[0] for one in view["answers"]} == numbers
    assert "anna.smith" not in json.dumps(page.send("names", value=False)["answers"])


def test_models_come_on_demand_and_go_with_the_decision(page: Page) -> None:
    model = bank.keys(NAME)[FIRST.id].models[0]
    assert model not in str(page.view)
    view = page.send("models", key=page.view["key"], value=True)
    assert model in view["models"]["models"] and view["models"]["marking"]
    page.send("skip", key=view["key"])
    assert page.view["models"] is None


def test_without_keys_a_sentence_says_where_they_are(page: Page, monkeypatch: Any) -> None:
    monkeypatch.setattr(bank, "keys", lambda name: {})
    view = page.send("models", key=page.view["key"], value=True)
    assert "data/keys" in view["models"]["missing"]


def test_points_and_comment_are_given_to_all_of_a_group(page: Page, memory: Memory) -> None:
    go_to(page, FIRST.id)
    view = page.send("give", key=page.view["key"], points="2.5", value="Now in English.")
    assert view["said"] == "2.5 points given to 2 learners."
    assert view["move"] is True
    assert view["count"] == "3 answers of 3 learners wait: 3 decisions."
    held = memory.held["ben.jones", FIRST.id]
    assert (held.manual, held.comment) == (2.5, "Now in English.")
    assert "2 learners" in view["undo"]
    assert page.send("undo")["count"].startswith("5 answers")


@pytest.mark.parametrize("points", ["", "6", "0.3", None, "nan"])
def test_points_that_cannot_be_leave_the_page_as_it_is(page: Page, memory: Memory, points) -> None:
    before = page.view
    page.send("give", key=before["key"], points=points, value="kept")
    assert page.view == before
    assert "from 0 to 5" in page.trouble()[0]
    assert memory.writes == 0


def test_a_write_that_fails_tells_why_and_leaves_the_page_as_it_is(page: Page, memory) -> None:
    memory.refuses = "The gradebook is locked."
    before = page.view
    page.send("give", key=before["key"], points="1", value="kept")
    assert page.view == before
    assert page.trouble() == ["The gradebook is locked."]


def test_what_is_gone_meanwhile_gives_way_to_what_is_there_now(page: Page, memory: Memory) -> None:
    key = page.view["key"]
    memory.held["kim.brown", FIRST.id] = replace(
        memory.held["kim.brown", FIRST.id], manual=5.0, waiting=False
    )
    view = page.send("give", key=key, points="1", value="")
    assert "meanwhile" in view["said"] and view["key"] != key
    assert memory.writes == 0


def test_a_judgement_has_a_box_for_each_line_and_they_add_up(page: Page, memory: Memory) -> None:
    view = go_to(page, JUDGEMENT.id)
    most = [line["points"] for line in view["scheme"]]
    assert sum(most) == view["most"] == JUDGEMENT.points
    page.send("give", key=view["key"], lines=[str(most[0]), "", "0"], value="")
    page.send("give", key=view["key"], points="10", value="")
    assert memory.writes == 0 and len(page.trouble()) == 2
    page.send("give", key=view["key"], lines=[str(most[0]), "0.5", "0"], value="")
    assert memory.held["anna.smith", JUDGEMENT.id].manual == most[0] + 0.5


def test_a_pair_shows_both_boxes(page: Page) -> None:
    (shown,) = go_to(page, PAIR.id)["answers"]
    texts = ["".join(part["text"] for part in box["segments"]) for box in shown["boxes"]]
    assert texts == ["Is it?", "Wie ist es denn?"]


def test_a_group_comes_one_by_one_when_asked(page: Page) -> None:
    go_to(page, FIRST.id)
    view = page.send("split", key=page.view["key"])
    assert len(view["answers"]) == 1
    assert "5 decisions" in view["count"]


def test_what_was_marked_elsewhere_is_there_after_reading_again(page: Page, memory) -> None:
    for key in memory.held:
        memory.held[key] = replace(memory.held[key], waiting=False, manual=1.0)
    view = page.send("reload")
    assert (view["count"], view["key"]) == (groups.NOTHING, "")
    page.send("give", key="", points="1")
    assert page.trouble() == [groups.NOTHING]


def test_the_page_has_its_script() -> None:
    assert "function renderMarking(" in str(Marking._esm)
    assert "export default { render: renderMarking };" in str(Marking._esm)


def test_answers_are_data_on_the_page(page: Page) -> None:
    view = go_to(page, JUDGEMENT.id)
    assert HOSTILE in json.dumps(view, ensure_ascii=False).replace("\\", "")
    static = {k: v for k, v in page.activity.bundle().items() if k != WIDGET}
    assert "alert" not in str(static) and "anna" not in str(static)


@pytest.mark.parametrize("reading", [{}, {"text": 1}, {"text": "x", "question": None}])
def test_a_reading_of_another_version_is_left_out(memory: Memory, reading: Any) -> None:
    memory.held = {("ann", FIRST.id): replace(graded(FIRST, "Wie war es?"), reading=reading)}
    assert Page(memory).view["criteria"] == []


def test_an_answer_of_no_form_is_shown_as_empty_boxes(memory: Memory) -> None:
    for item in (FIRST, PAIR, JUDGEMENT):
        odd = replace(
            answer("", 1), id=item.id, answer=None, status="unreadable", reason="Damaged."
        )
        memory.held = {("ann", item.id): odd}
        assert "Damaged." in Page(memory).view["why"]


def test_submissions_that_could_not_be_read_are_named_apart(memory: Memory, monkeypatch) -> None:
    result = memory.read()
    flagged = StudentResult("x", "Xi", "", "", None, "Ask for the folder.", 0.0, ())
    wrong = replace(result, submissions=(*result.submissions, flagged))
    monkeypatch.setattr(memory, "read", lambda: wrong)
    assert Page(memory).view["apart"] == ["Xi: Ask for the folder."]


# -- the call and the command ----------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    monkeypatch.delenv(marking.CLASSROOM, raising=False)
    monkeypatch.chdir(tmp_path)
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_a_learner_who_calls_it_gets_a_sentence(shown: list[dict[str, Any]]) -> None:
    assert active_listening.marking(NAME) is None
    assert WIDGET not in shown[0]
    assert shown[0]["text/plain"] == marking.NO_CLASS


@pytest.mark.parametrize("name", ["03_nowhere", 7, None, "", "../x"])
def test_an_assignment_that_is_not_there_is_a_sentence(shown, name: Any, tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    active_listening.marking(name)
    assert "no item" in shown[0]["text/plain"]


def test_a_course_without_a_gradebook_is_a_sentence(shown, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    below = tmp_path / "marking"
    below.mkdir()
    monkeypatch.chdir(below)
    active_listening.marking(NAME)
    assert "There is no gradebook yet" in shown[0]["text/plain"]


def test_importing_the_calls_loads_nothing_of_a_class() -> None:
    code = (
        "import sys; from active_listening import *; "
        "heavy = {'nbgrader', 'sqlalchemy', 'anywidget', 'IPython', 'rapidfuzz'}; "
        "heavy &= set(sys.modules); sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_notebook_is_two_calls_that_may_run_unasked(tmp_path: Path) -> None:
    room = launch.room(NAME, tmp_path)
    assert room["notebook"] == f"marking/{NAME}.ipynb"
    cells = json.loads((tmp_path / room["notebook"]).read_text())["cells"]
    assert [cell["source"].splitlines()[-1] for cell in cells] == [
        "from active_listening import *", f'marking("{NAME}")'
    ]  # fmt: skip
    script = resources.data().parent / "src/active_listening/lab/static/remoteEntry.js"
    assert "hand_in|marking" in script.read_text()


def test_the_list_counts_first_and_names_nobody(memory: Memory, monkeypatch, capsys) -> None:
    monkeypatch.setattr(launch, "class_result", lambda name, root=None: memory.read())
    assert cli.main(["mark", NAME, "--list"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("5 answers of 3 learners wait: 4 decisions.\n1 about points")
    assert "Task 1, 2 learners" in said
    assert "Their reason: It asks how it went." in said
    assert "anna" not in said and "ben" not in said


def test_where_nothing_waits_one_sentence_is_all(monkeypatch, capsys, tmp_path: Path) -> None:
    empty = Memory(("ann", answer("x", waiting=False)))
    monkeypatch.setattr(launch, "class_result", lambda name, root=None: empty.read())
    monkeypatch.chdir(tmp_path)
    assert cli.main(["mark", NAME]) == 0
    assert capsys.readouterr().out == f"{groups.NOTHING}\n"
    assert list(tmp_path.iterdir()) == []


def test_the_page_opens_in_the_course_folder(memory, monkeypatch, capsys, tmp_path: Path) -> None:
    from active_listening import start

    opened: list[Any] = []
    monkeypatch.setattr(launch, "class_result", lambda name, root=None: memory.read())
    monkeypatch.setattr(start, "open_at", lambda *args: opened.append(args) or 0)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["mark", NAME, "--no-browser", "--port", "9"]) == 0
    room, port, browser = opened[0]
    assert (room.folder, port, browser) == (tmp_path, 9, False)
    assert room.variables == {marking.CLASSROOM: str(tmp_path)}
    assert not list(tmp_path.rglob("course"))


@pytest.mark.parametrize("name", [NAME, "03_nowhere"])
def test_without_a_class_the_command_says_what_to_do(name, monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["mark", name, "--list"]) == 2
    error = capsys.readouterr().err
    assert "Go to the course's folder" in error and error.count("\n") == 1
    shutil.copy(resources.data().parent / "nbgrader_config.py", tmp_path)
    assert cli.main(["mark", name]) == 2
    error = capsys.readouterr().err
    assert ("no gradebook yet" if name == NAME else "no item") in error
