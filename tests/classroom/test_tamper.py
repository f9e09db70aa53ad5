"""The tamper matrix: each attack with the result it must have, twenty honest learners beside.

All of them lie in one course folder. It is graded by `active-listening grade`, and, made again, by
`nbgrader autograde` as a command (slow); what either leaves is read from the gradebook's tables.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

import pytest
from course_folder import ITEMS, NAME, THIRD, Course, earned, honest
from graded_class import (
    Graded,
    alike,
    has_its_result,
    markers,
    nbgrader_says_so,
    no_script,
    only_our_files,
    whole_class,
)
from hostile_class import MODEL, Attack, same
from hostile_files import ATTACKS

HONEST = honest(20)
slow = pytest.mark.slow
each_attack = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
each_learner = pytest.mark.parametrize("learner", HONEST)


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
    assert earned({ITEMS[0]: MODEL})[ITEMS[0]][0], "the bait would earn points"
    usual = same(THIRD)
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
    has_its_result(ours, attack)


def test_nothing_of_theirs_ran(ours: Graded) -> None:
    assert list(markers(ours.course).iterdir()) == []


@each_attack
def test_no_script_is_left(ours: Graded, attack: Attack) -> None:
    no_script(ours, attack)


def test_only_our_files_are_left(ours: Graded) -> None:
    only_our_files(ours)


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
        has_its_result(nbgraders, attack)
    else:
        nbgrader_says_so(nbgraders, attack)


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
    graded = [id for id, attack in ATTACKS.items() if attack.nbgrader == "graded"]
    for id in [*HONEST, *graded]:
        alike(ours, nbgraders, id)


@slow
def test_nbgrader_ran_nothing_of_theirs(nbgraders: Graded) -> None:
    assert list(markers(nbgraders.course).iterdir()) == []


@slow
@each_attack
def test_nbgrader_leaves_no_script(nbgraders: Graded, attack: Attack) -> None:
    if attack.nbgrader == "graded":
        no_script(nbgraders, attack)


@slow
def test_nbgrader_leaves_only_our_files(nbgraders: Graded) -> None:
    only_our_files(nbgraders)
