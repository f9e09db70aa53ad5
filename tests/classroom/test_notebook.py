"""From anything handed in to a rebuilt notebook, and on to points."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

from course_folder import (
    ANSWERS,
    ASSIGNMENT,
    ITEMS,
    KEYS,
    NAME,
    NOTEBOOK,
    ONE,
    carried,
    document,
    output,
    released,
    write_json,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from subject import cell_of

from active_listening import bank, coach, grading
from active_listening.classroom import notebook
from active_listening.classroom.grader import grade_notebook
from active_listening.classroom.submission import read_submission
from active_listening.record import COPY_MIME, read_document


def read(folder: Path) -> Any:
    return read_submission(folder, ASSIGNMENT)


HUGE = "a number of 5000 digits"
SURROGATES = st.characters(codec=None, categories=("Cs",))
TEXTS = st.text(st.one_of(st.characters(), SURROGATES), max_size=20)
NAMES = st.one_of(TEXTS, st.sampled_from([*ITEMS, *(id + grading.DISAGREES for id in ITEMS)]))
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.sampled_from(["", HUGE])
)
JSON = st.recursive(
    LEAVES, lambda part: st.one_of(st.lists(part), st.dictionaries(NAMES, part)), max_leaves=12
)
FIELDS = st.fixed_dictionaries(
    {"answer": JSON},
    optional={"revision": st.one_of(st.integers(), JSON), "time": st.one_of(TEXTS, JSON)},
)
DOCUMENTS = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {"format": st.one_of(st.just(1), JSON), "items": st.dictionaries(NAMES, FIELDS)}
    ),
)
BUNDLES = st.one_of(JSON, st.builds(lambda id, rest: {"item": id, **rest}, NAMES, FIELDS))
CELLS = st.one_of(
    JSON,
    st.builds(
        lambda kind, bundles: {"cell_type": kind, "outputs": [output(one) for one in bundles]},
        st.sampled_from(["code", "markdown"]),
        st.lists(BUNDLES, max_size=3),
    ),
)
NOTEBOOKS = st.one_of(
    JSON,
    st.just(released()),
    st.fixed_dictionaries({"cells": st.one_of(JSON, st.lists(CELLS, max_size=5))}),
)
BYTES = st.one_of(st.binary(max_size=200), st.text(string.printable).map(str.encode))


def as_bytes(content: Any) -> bytes:
    """As JSON, with a number longer than Python reads where HUGE stands."""
    return json.dumps(content).replace(json.dumps(HUGE), "9" * 5000).encode()


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(filed=st.one_of(BYTES, DOCUMENTS), copied=st.one_of(BYTES, NOTEBOOKS))
def test_nothing_makes_it_raise_and_nothing_earns_a_zero_by_failing(
    tmp_path: Path, filed: Any, copied: Any
) -> None:
    """Arbitrary bytes and arbitrary JSON, as both files, all the way to points."""
    folder = tmp_path / "any"
    folder.mkdir(exist_ok=True)
    data = filed if isinstance(filed, bytes) else as_bytes(filed)
    (folder / "answers.json").write_bytes(data)
    (folder / NOTEBOOK).write_bytes(copied if isinstance(copied, bytes) else as_bytes(copied))
    found = read(folder)
    rebuilt = notebook.rebuild(json.dumps(released()).encode(), found, ASSIGNMENT)
    marked = grade_notebook(rebuilt, ASSIGNMENT, KEYS)
    json.dumps(rebuilt, ensure_ascii=False).encode()
    assert set(marked) == set(ITEMS)
    whole = _whole(data)
    for id, one in marked.items():
        assert one.points is not None or one.waits
        assert "\0" not in one.reason
        if one.points == 0 and _blank(found.answers.get(id, "")):
            assert whole, "only a whole file says that nothing was typed"


def _whole(data: bytes) -> bool:
    return read_document(data)[1]


def _blank(answer: Any) -> bool:
    texts = answer.values() if isinstance(answer, dict) else [answer]
    return not any(coach.visible(text) for text in texts)


# -- from there to a notebook --------------------------------------------------------------------


def test_the_rebuilt_notebook_is_the_released_one_with_answers(folder: Path) -> None:
    changed = carried(ANSWERS)
    for cell in changed["cells"]:
        cell["source"] = "import os; os._exit(1)"
        cell["metadata"]["evil"] = "pwned"
    changed["metadata"]["evil"] = "pwned"
    write_json(folder / NOTEBOOK, changed)
    rebuilt = notebook.rebuild(json.dumps(released()).encode(), read(folder), ASSIGNMENT)
    assert "os._exit" not in json.dumps(rebuilt) and "pwned" not in json.dumps(rebuilt)
    assert notebook.answers(rebuilt) == ANSWERS
    clean = released()
    for mine, given_out in zip(rebuilt["cells"], clean["cells"], strict=True):
        mine.pop("outputs", None)
        given_out.pop("outputs", None)
        assert mine == given_out


def test_an_answer_that_could_not_be_read_is_marked_by_a_person(folder: Path) -> None:
    write_json(folder / "answers.json", document({**ANSWERS, ONE: 7}))
    write_json(folder / NOTEBOOK, released())
    rebuilt = notebook.rebuild(json.dumps(released()).encode(), read(folder), ASSIGNMENT)
    marked = grade_notebook(rebuilt, ASSIGNMENT, KEYS)
    assert (marked[ONE].points, marked[ONE].waits) == (None, True)
    assert marked[ONE].reason == "The answer is not text."
    assert notebook.graded(rebuilt)[ONE]["status"] == "unreadable"


def test_only_an_items_own_cell_speaks_for_it(folder: Path) -> None:
    """A notebook whose code was run may show anything anywhere."""
    rebuilt = notebook.rebuild(json.dumps(released()).encode(), read(folder), ASSIGNMENT)
    grade_notebook(rebuilt, ASSIGNMENT, KEYS)
    before = notebook.graded(rebuilt)
    forged = {"item": ONE, "answer": "forged", "points": 500, "status": "graded"}
    shown = {"data": {COPY_MIME: forged, notebook.GRADE_MIME: forged}}
    broken = {"data": {COPY_MIME: [1], notebook.GRADE_MIME: 5}}
    rebuilt["cells"].append(
        {"cell_type": "code", "metadata": {}, "source": "", "outputs": [shown, broken]}
    )
    cell_of(rebuilt, ITEMS[1])["outputs"] += [shown, broken]
    assert notebook.graded(rebuilt) == before
    assert notebook.answers(rebuilt) == ANSWERS


def test_the_same_answers_earn_the_same_here_and_alone(folder: Path) -> None:
    rebuilt = notebook.rebuild(json.dumps(released()).encode(), read(folder), ASSIGNMENT)
    marked = grade_notebook(rebuilt, ASSIGNMENT, KEYS)
    alone = grading.grade(ASSIGNMENT, ANSWERS, bank.keys(NAME))
    assert {id: one.points for id, one in marked.items()} == {
        one.id: one.points for one in alone.items
    }
