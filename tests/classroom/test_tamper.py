"""The tamper matrix: each attack with the result it must have, twenty honest learners beside.

All of them lie in one course folder. It is graded by `active-listening grade`, and, made again, by
`nbgrader autograde` as a command (slow); what either leaves is read from the gradebook's tables.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_folder import ITEMS, NAME, Course, Done, active_parts, earned, honest
from hostile_class import MODEL, NONE, Attack
from hostile_files import ATTACKS

from active_listening.classroom import notebook
from active_listening.classroom.gradebook import class_result
from active_listening.classroom.results import ClassResult

HONEST = honest(20)
slow = pytest.mark.slow
each_attack = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
each_learner = pytest.mark.parametrize("learner", HONEST)


class Graded:
    """A course folder with the whole class in it, graded one way."""

    def __init__(self, course: Course, said: Done) -> None:
        self.course, self.said = course, said
        self.result: ClassResult = class_result(NAME, course.root)
        self.learners = {one.id: one for one in self.result.submissions}

    def autograded(self, student: str) -> dict[str, Any]:
        """The notebook that grading left."""
        path = self.course.folder(student, "autograded") / f"{NAME}.ipynb"
        loaded: dict[str, Any] = json.loads(path.read_bytes())
        return loaded


def whole_class(course: Course) -> Course:
    """Twenty honest learners, and one for each attack, hand in."""
    markers(course).mkdir()
    for learner, answers in HONEST.items():
        course.submit(learner, answers)
    for number, (id, attack) in enumerate(ATTACKS.items()):
        attack.hand_in(course.folder(id), markers(course) / str(number))
    return course


def markers(course: Course) -> Path:
    """Where code that runs leaves a file."""
    return course.root / "markers"


@pytest.fixture(scope="module")
def ours(new_course: Callable[[], Course]) -> Graded:
    """Graded by `active-listening grade`; that and the feedback in this process."""
    course = whole_class(new_course())
    said = course.active_listening("grade", NAME)
    assert course.nbgrader("generate_feedback", NAME).code == 0
    return Graded(course, said)


@pytest.fixture(scope="module")
def nbgraders(new_course: Callable[[], Course]) -> Graded:
    """Graded by `nbgrader autograde`, as a command; feedback made in this process."""
    course = whole_class(new_course())
    said = course.command("nbgrader", "autograde", NAME)
    assert course.nbgrader("generate_feedback", NAME).code == 0
    return Graded(course, said)


def test_the_matrix_is_what_it_claims() -> None:
    assert len(ATTACKS) >= 60 and len(HONEST) == 20
    full = sum(points or 0 for points, _ in earned(dict.fromkeys(ITEMS, MODEL)).values())
    assert full > 0
    usual = ATTACKS["points-edited"].scores
    assert 20 < sum(points or 0 for points, _ in usual.values()) < 60, "an attack could better it"
    assert sum(points is None for points, _ in usual.values()) == 2


# -- by our command ------------------------------------------------------------------------------


def test_grade_says_who_what_and_what_to_do(ours: Graded) -> None:
    """Those who could not be read are listed apart; the exit code tells that there are some."""
    assert ours.said.code == 1
    assert "Traceback" not in ours.said.said
    listed = ours.said.said.partition("could not be read")[2]
    told = {line.strip().split(": ")[0] for line in listed.splitlines() if line.startswith("  ")}
    assert told == {id for id, attack in ATTACKS.items() if attack.flagged}
    for line in filter(lambda line: line.startswith("  "), listed.splitlines()):
        assert re.search(r"\bAsk for\b", line), line


@each_learner
def test_an_honest_learner_has_the_exact_score(ours: Graded, learner: str) -> None:
    assert ours.course.scores(learner) == earned(HONEST[learner])
    assert ours.learners[learner].problem == ""


@each_attack
def test_an_attack_has_its_result(ours: Graded, attack: Attack) -> None:
    _has_its_result(ours, attack)


def test_nothing_of_theirs_ran(ours: Graded) -> None:
    assert list(markers(ours.course).iterdir()) == []


@each_attack
def test_no_script_is_left(ours: Graded, attack: Attack) -> None:
    _no_script(ours, attack)


def test_only_our_files_are_left(ours: Graded) -> None:
    _only_our_files(ours)


@pytest.mark.parametrize(
    "exporter",
    ["GradesCsv", pytest.param("MoodleCsv", marks=slow), pytest.param("CriteriaCsv", marks=slow)],
)
def test_no_formula_reaches_a_spreadsheet(ours: Graded, exporter: str) -> None:
    """Neither from an answer, nor from the name of a folder; who waits has no number."""
    plugin = f"active_listening.classroom.exporters.{exporter}"
    assert ours.course.nbgrader("export", f"--exporter={plugin}", "--to=all.csv").code == 0
    with (ours.course.root / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > len(ATTACKS) and len({len(row) for row in rows}) == 1
    cells = {cell for row in rows for cell in row}
    assert any("pwned" in cell for cell in cells), "the odd name is there, as text"
    number = re.compile(r"-?\d+(\.\d+)?")
    assert [
        c for c in cells if c.lstrip()[:1] in "=+-@" and c.strip() and not number.fullmatch(c)
    ] == []


def test_the_notes_that_stood_in_nobodys_way_are_told(ours: Graded) -> None:
    for id, attack in ATTACKS.items():
        if attack.why and not attack.flagged:
            assert re.search(f"^{re.escape(id)}: .*{re.escape(attack.why)}", ours.said.said, re.M)


# -- by nbgrader's -------------------------------------------------------------------------------


@slow
@each_learner
def test_nbgrader_gives_an_honest_learner_the_exact_score(nbgraders: Graded, learner: str) -> None:
    assert nbgraders.course.scores(learner) == earned(HONEST[learner])


@slow
@each_attack
def test_nbgrader_gives_an_attack_its_result(nbgraders: Graded, attack: Attack) -> None:
    """Or says itself, of this learner alone, that there is nothing that it could grade."""
    if attack.nbgrader == "graded":
        _has_its_result(nbgraders, attack)
        return
    submitted = re.escape(str(nbgraders.course.folder(attack.id)))
    if attack.nbgrader == "error":
        assert f"'{NAME}' for student '{attack.id}'" in nbgraders.said.said
    else:
        assert re.search(f"No notebooks were matched by '{submitted}", nbgraders.said.said)
    assert not nbgraders.course.folder(attack.id, "autograded").exists()
    for booked in nbgraders.course.booked(attack.id).values():
        assert (booked.auto, booked.waits) == (None, True), "no failure is a zero"


@slow
def test_nbgrader_names_nobody_else(nbgraders: Graded) -> None:
    failed = re.findall(
        r"error processing assignment '\S+' for student '(.+)'", nbgraders.said.said
    )
    assert sorted(failed) == sorted(
        id for id, attack in ATTACKS.items() if attack.nbgrader == "error"
    )


@slow
def test_both_ways_are_the_same_item_by_item(ours: Graded, nbgraders: Graded) -> None:
    """The rows of the gradebook, and what is shown in the graded notebooks."""
    graded = [id for id, attack in ATTACKS.items() if attack.nbgrader == "graded"]
    for id in [*HONEST, *graded]:
        assert ours.course.booked(id) == nbgraders.course.booked(id), id
        mine, theirs = ours.autograded(id), nbgraders.autograded(id)
        assert notebook.graded(mine) == notebook.graded(theirs), id
        assert mine["metadata"] == theirs["metadata"], id
        assert _text(mine) == _text(theirs), id


def _text(graded: dict[str, Any]) -> list[str]:
    """Sources and outputs; nbformat cuts a text in lines, and a file may hold either."""
    return [
        re.sub(r"\s+", " ", json.dumps(_joined(cell), sort_keys=True)) for cell in graded["cells"]
    ]


def _joined(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _joined(one) for name, one in part.items()}
    if isinstance(part, list) and part and all(isinstance(one, str) for one in part):
        return "".join(part)
    return [_joined(one) for one in part] if isinstance(part, list) else part


@slow
def test_nbgrader_ran_nothing_of_theirs(nbgraders: Graded) -> None:
    assert list(markers(nbgraders.course).iterdir()) == []


@slow
@each_attack
def test_nbgrader_leaves_no_script(nbgraders: Graded, attack: Attack) -> None:
    if attack.nbgrader == "graded":
        _no_script(nbgraders, attack)


@slow
def test_nbgrader_leaves_only_our_files(nbgraders: Graded) -> None:
    _only_our_files(nbgraders)


# -- what both must have done --------------------------------------------------------------------


def _has_its_result(graded: Graded, attack: Attack) -> None:
    assert graded.course.scores(attack.id) == attack.scores
    learner = graded.learners[attack.id]
    assert bool(learner.problem) is attack.flagged
    for id, booked in graded.course.booked(attack.id).items():
        if booked.auto is None:
            assert booked.reason, f"{id} waits and nobody is told why"
    told = [learner.problem, *graded.autograded(attack.id)["metadata"]["active_listening"]["notes"]]
    assert any(attack.why in one for one in told) or not attack.why
    if attack.scores == NONE:
        assert attack.why, "a flagged one has a stated reason"


def _no_script(graded: Graded, attack: Attack) -> None:
    """A learner's words stand in text alone: in no tag, attribute, script or style.

    Neither in what a browser shows the instructor of the graded notebook, nor in the learner's
    page. Where they are not in the notebook at all, it need not be shown.
    """
    feedback = graded.course.page(attack.id)
    assert "pwned" not in active_parts(feedback)
    assert "<script" not in feedback
    words = json.dumps(graded.autograded(attack.id))
    shown = _shown(words) if "pwned" in words else ""
    assert "pwned" not in active_parts(shown)
    if attack.id == "script-in-an-answer":
        assert "pwned" in shown and "pwned" in feedback, "it is shown, as text"


def _shown(words: str) -> str:
    import nbformat
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(template_name="basic")
    page: str = exporter.from_notebook_node(nbformat.reads(words, 4))[0]
    return page


def _only_our_files(graded: Graded) -> None:
    """Beside the graded notebook, and the page, lie nbgrader's own files and no others."""
    own = {"timestamp.txt", "submission_secret.txt"}
    for step, name in (("autograded", f"{NAME}.ipynb"), ("feedback", f"{NAME}.html")):
        above = graded.course.root / step
        found = {path.relative_to(above).parts[2:] for path in above.rglob("*") if path.is_file()}
        assert {(name,)} <= found <= {(name,), *((one,) for one in own)}
