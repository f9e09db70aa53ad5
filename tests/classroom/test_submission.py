"""What a learner handed in: read as data, whatever it is, and no failure is an empty answer."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_folder import (
    ANSWERS,
    ASSIGNMENT,
    ITEMS,
    NOTEBOOK,
    ONE,
    carried,
    document,
    honest,
    output,
    released,
    write_json,
)
from subject import cell_of, entry

from active_listening import coach, grading
from active_listening.classroom import submission
from active_listening.classroom.submission import Submission, Unreadable, read_submission
from active_listening.record import COPY_MIME

PAIR = next(item.id for item in ASSIGNMENT.items if getattr(item, "kind", "") == "free_pair")


def read(folder: Path) -> Submission:
    return read_submission(folder, ASSIGNMENT)


def untouched(folder: Path) -> None:
    """The notebook as it was given out: it says nothing of what was typed."""
    write_json(folder / NOTEBOOK, released())


def given_nothing(found: Submission) -> bool:
    """Every answer stands for a person to look at, with the reason."""
    return (
        found.problem != ""
        and set(found.answers) == set(ITEMS)
        and all(one == Unreadable(found.problem) for one in found.answers.values())
    )


def test_what_was_typed_is_read_once_from_both(folder: Path) -> None:
    assert read(folder) == Submission(ANSWERS)


def test_either_file_alone_is_enough(folder: Path) -> None:
    untouched(folder)
    assert read(folder) == Submission(ANSWERS)
    (folder / NOTEBOOK).unlink()
    assert read(folder) == Submission(ANSWERS, notes=(f"There is no {NOTEBOOK}.",))
    write_json(folder / NOTEBOOK, carried(ANSWERS))
    (folder / "answers.json").unlink()
    assert read(folder) == Submission(ANSWERS)


# -- answers.json in every state -----------------------------------------------------------------


def is_link(path: Path) -> None:
    elsewhere = path.with_name("elsewhere.json")
    write_json(elsewhere, document(dict.fromkeys(ITEMS, "What was it like?")))
    path.symlink_to(elsewhere)


def is_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


STATES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "empty": (lambda path: path.write_bytes(b""), "is damaged"),
    "not-json": (lambda path: path.write_text("PK\x03\x04 my answers"), "is damaged"),
    "cut": (lambda path: path.write_text(json.dumps(document({ONE: "x"}))[:90]), "is damaged"),
    "a-list": (lambda path: write_json(path, ["What?", ITEMS]), "is damaged"),
    "null": (lambda path: path.write_text("null"), "is damaged"),
    "items-a-list": (lambda path: write_json(path, {"format": 1, "items": [1]}), "is damaged"),
    "items-of-texts": (
        lambda path: write_json(path, {"format": 1, "items": dict.fromkeys(ITEMS, "x")}),
        "is damaged",
    ),
    "no-format": (lambda path: write_json(path, {"items": {}}), "is damaged"),
    "utf-16": (
        lambda path: path.write_text(json.dumps(document(ANSWERS)), "utf-16"),
        "is damaged",
    ),
    "zeros": (lambda path: path.write_bytes(bytes(4096)), "is damaged"),
    "deep": (lambda path: path.write_text('{"items":' + "[" * 200_000), "is damaged"),
    "deep-items": (lambda path: path.write_text(f'"{ONE}":{{' * 200_000), "is damaged"),
    "a-number-too-long": (
        lambda path: path.write_text(f'{{"format": 1, "items": {{}}, "x": {"9" * 5000}}}'),
        "is damaged",
    ),
    "a-link": (is_link, "is a link or a folder"),
    "a-link-to-a-device": (is_device, "is a link or a folder"),
    "a-dangling-link": (lambda path: path.symlink_to("nowhere"), "is a link or a folder"),
    "a-folder": (lambda path: path.mkdir(), "is a link or a folder"),
    "a-pipe": (lambda path: os.mkfifo(path), "is a link or a folder"),
    "of-another-assignment": (
        lambda path: write_json(path, document({"a04-first": "What happened?"})),
        "belongs to another assignment",
    ),
    "missing": (lambda path: None, "There is no answers.json"),
}


@pytest.mark.parametrize("state", STATES)
def test_answers_that_cannot_be_read_are_not_empty_answers(folder: Path, state: str) -> None:
    """The notebook as given out has an empty copy of each answer, which proves nothing."""
    make, why = STATES[state]
    (folder / "answers.json").unlink()
    make(folder / "answers.json")
    untouched(folder)
    found = read(folder)
    assert given_nothing(found)
    assert why in found.problem
    assert found.problem.endswith("Ask for the assignment's folder again, with its answers.json.")


@pytest.mark.parametrize("state", STATES)
def test_the_notebooks_copies_stand_in(folder: Path, state: str) -> None:
    make, why = STATES[state]
    (folder / "answers.json").unlink()
    make(folder / "answers.json")
    found = read(folder)
    assert (found.answers, found.problem) == (ANSWERS, "")
    assert any(why in note for note in found.notes) is (state != "missing")


def test_too_large_a_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (folder / "answers.json").stat().st_size
    untouched(folder)
    monkeypatch.setattr(submission, "ANSWERS_LIMIT", size)
    assert read(folder).answers == ANSWERS
    monkeypatch.setattr(submission, "ANSWERS_LIMIT", size - 1)
    assert given_nothing(read(folder))
    assert "MB and was not read" in read(folder).problem


def test_too_large_a_notebook_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (folder / NOTEBOOK).stat().st_size
    (folder / "answers.json").unlink()
    monkeypatch.setattr(submission, "NOTEBOOK_LIMIT", size)
    assert read(folder).answers == ANSWERS
    monkeypatch.setattr(submission, "NOTEBOOK_LIMIT", size - 1)
    assert given_nothing(read(folder))


def test_the_limits_leave_room_for_the_longest_honest_answers() -> None:
    longest = "\U0001f600" * coach.LIMIT  # twelve characters each in a file of plain ASCII
    filled = dict.fromkeys(ITEMS, longest) | {PAIR: {"closed": longest, "open": longest}}
    filled |= {item + grading.DISAGREES: longest for item in ITEMS}
    assert len(json.dumps(document(filled))) < submission.ANSWERS_LIMIT
    assert len(json.dumps(carried(filled))) < submission.NOTEBOOK_LIMIT


@pytest.mark.parametrize(
    "data",
    [b'"a":{' * 900_000, b'"a":{' * 900 + b'"x":[' + b"1," * 2_000_000, b'"a":{"' * 700_000],
    ids=["nested", "nested-and-long", "cut-keys"],
)
def test_malice_does_not_take_the_graders_time(folder: Path, data: bytes) -> None:
    """Looking for whole items in a damaged file is given up after a while, not after minutes."""
    import time

    (folder / "answers.json").write_bytes(data)
    begun = time.process_time()
    assert read(folder).answers == ANSWERS
    assert time.process_time() - begun < 20


# -- one item, or the rest, damaged --------------------------------------------------------------

NO_TEXT: dict[str, Any] = {
    "number": 7,
    "true": True,
    "list": ["What?"],
    "number-in-a-box": {"closed": 1, "open": "What?"},
    "list-in-a-box": {"closed": ["x"], "open": "What?"},
    "box-in-a-box": {"closed": {"open": "x"}, "open": "What?"},
    "many-boxes": {str(number): "x" for number in range(21)},
    "infinite": float("inf"),
    "huge": 10**4000,
    "too-long": "x" * (coach.LIMIT + 1),
    "too-long-box": {"closed": "x" * (coach.LIMIT + 1), "open": ""},
    "too-long-name": {"x" * (coach.LIMIT + 1): ""},
}


@pytest.mark.parametrize("kind", NO_TEXT)
@pytest.mark.parametrize("item", [ONE, PAIR])
def test_an_answer_that_is_no_text_waits_alone(folder: Path, item: str, kind: str) -> None:
    write_json(folder / "answers.json", document({**ANSWERS, item: NO_TEXT[kind]}))
    untouched(folder)
    found = read(folder)
    assert isinstance(found.answers[item], Unreadable)
    assert {id for id, one in found.answers.items() if one != ANSWERS.get(id)} == {item}
    assert found.problem == ""


@pytest.mark.parametrize("depth", [3, 50, 450, 600, 950])
def test_nested_as_deep_as_it_may(folder: Path, depth: int) -> None:
    deep = '{"open":' * depth + '"x"' + "}" * depth
    text = json.dumps(document({**ANSWERS, ONE: "DEEP"})).replace('"DEEP"', deep)
    (folder / "answers.json").write_text(text)
    untouched(folder)
    found = read(folder)
    assert isinstance(found.answers[ONE], Unreadable)
    assert found.answers[ITEMS[1]] == ANSWERS[ITEMS[1]]


def test_what_is_missing_from_a_damaged_file_waits(folder: Path) -> None:
    """One line of answers.json is damaged; the notebook was never opened."""
    text = (folder / "answers.json").read_text()
    begin = text.index(json.dumps(ONE))
    (folder / "answers.json").write_text(text[:begin] + "~" * 40 + text[begin + 40 :])
    untouched(folder)
    found = read(folder)
    assert isinstance(found.answers[ONE], Unreadable)
    assert "is damaged" in found.answers[ONE].why
    assert {**found.answers, ONE: ANSWERS[ONE]} == ANSWERS
    assert found.problem == "" and found.notes


def test_an_older_empty_copy_is_not_believed_over_a_damaged_file(folder: Path) -> None:
    (folder / "answers.json").write_text("damaged")
    write_json(folder / NOTEBOOK, carried({**ANSWERS, ONE: ""}))
    found = read(folder)
    assert isinstance(found.answers[ONE], Unreadable)
    assert found.answers[ITEMS[1]] == ANSWERS[ITEMS[1]]


def test_empty_is_what_a_whole_file_says(folder: Path) -> None:
    untouched(folder)
    write_json(folder / "answers.json", document({}))
    assert read(folder) == Submission(dict.fromkeys(ITEMS, "") | {PAIR: {"closed": "", "open": ""}})
    write_json(folder / "answers.json", document({ONE: "", ITEMS[1]: None, ITEMS[2]: "What?"}))
    found = read(folder).answers
    assert (found[ONE], found[ITEMS[1]], found[ITEMS[2]]) == ("", "", "What?")


def test_empty_is_what_a_notebook_alone_says_where_it_was_typed_in(folder: Path) -> None:
    (folder / "answers.json").unlink()
    write_json(folder / NOTEBOOK, carried({ITEMS[1]: "What was it like?"}))
    found = read(folder)
    assert found.problem == ""
    assert (found.answers[ONE], found.answers[ITEMS[1]]) == ("", "What was it like?")


def test_a_copy_taken_out_of_a_notebook_alone_waits(folder: Path) -> None:
    (folder / "answers.json").unlink()
    changed = carried(ANSWERS)
    cell_of(changed, ONE)["outputs"] = []
    write_json(folder / NOTEBOOK, changed)
    found = read(folder)
    assert isinstance(found.answers[ONE], Unreadable)
    assert {**found.answers, ONE: ANSWERS[ONE]} == {
        id: answer for id, answer in ANSWERS.items() if id in ITEMS
    }


# -- two sources, and copies where they do not belong --------------------------------------------

LATER = "2026-03-02T10:00:00.000Z"


@pytest.mark.parametrize(
    ("filed", "copied", "stands"),
    [
        (entry("filed", 2), entry("copied", 1), "filed"),
        (entry("filed", 1), entry("copied", 2), "copied"),
        (entry("filed", 1, LATER), entry("copied", 1), "filed"),
        (entry("filed", 1), entry("copied", 1, LATER), "copied"),
        (entry("filed", 1, LATER), entry("copied", 2), "copied"),
        (entry("filed", 1), {"answer": "copied"}, "filed"),
        (entry("filed", 1), {"answer": "copied", "revision": "99"}, "filed"),
        (entry("filed", 1), {"answer": "copied", "revision": True}, "filed"),
        (entry("filed", 1), {"answer": "copied", "revision": 10**4000}, "copied"),
        (entry("", 2), entry("copied", 1), ""),
        (entry("filed", 1), entry("", 2), ""),
        (entry("filed", 0), entry("copied", -5), "filed"),
    ],
)
def test_the_later_revision_stands(folder: Path, filed: Any, copied: Any, stands: str) -> None:
    handed_in = document(ANSWERS)
    handed_in["items"][ONE] = filed
    write_json(folder / "answers.json", handed_in)
    changed = carried(ANSWERS)
    cell_of(changed, ONE)["outputs"][-1]["data"][COPY_MIME] = {"item": ONE, **copied}
    write_json(folder / NOTEBOOK, changed)
    assert read(folder).answers == {**ANSWERS, ONE: stands}


@pytest.mark.parametrize("kind", ["markdown", "raw", "code", "odd"])
@pytest.mark.parametrize(("revision", "stands"), [(0, False), (2, True)])
def test_a_copy_in_any_cell_is_the_learners_own_word(
    folder: Path, kind: str, revision: int, stands: bool
) -> None:
    """Copies are data wherever they lie; of several, the latest stands."""
    changed = carried(ANSWERS)
    bundle = {"item": ONE, **entry("elsewhere", revision)}
    cell = {"cell_type": kind, "source": "", "metadata": {}, "outputs": [output(bundle)]}
    changed["cells"] = [cell, *changed["cells"], cell]
    write_json(folder / NOTEBOOK, changed)
    assert read(folder).answers == {**ANSWERS, ONE: "elsewhere" if stands else ANSWERS[ONE]}


@pytest.mark.parametrize(
    "bundle",
    [None, 1, "x", [], {}, {"item": ONE}, {"answer": "x"}, {"item": [], "answer": "x"},
     {"item": 5, "answer": "x", "revision": 9}, {"item": "../../x", **entry("x", 9)}],
    ids=str,
)  # fmt: skip
def test_a_copy_that_is_none_is_passed_over(folder: Path, bundle: Any) -> None:
    changed = carried(ANSWERS)
    changed["cells"].append({"cell_type": "code", "outputs": [output(bundle)]})
    write_json(folder / NOTEBOOK, changed)
    assert read(folder) == Submission(ANSWERS)


@pytest.mark.parametrize(
    "content",
    [None, 1, "x", [], {}, {"cells": None}, {"cells": 1}, {"worksheets": [{"cells": []}]}],
    ids=str,
)
def test_a_notebook_that_is_none(folder: Path, content: Any) -> None:
    write_json(folder / NOTEBOOK, content)
    assert read(folder) == Submission(ANSWERS, notes=(f"{NOTEBOOK} is no notebook.",))
    (folder / "answers.json").unlink()
    assert given_nothing(read(folder))


@pytest.mark.parametrize(
    "cells",
    [
        {"a": 1},
        [1, None, "x", []],
        [{"outputs": 1}, {"outputs": {"data": 1}}, {"outputs": [1, {"data": 2}, {"data": []}]}],
        [{"outputs": [{"data": {COPY_MIME: [1]}}]}],
        [],
    ],
    ids=str,
)
def test_cells_that_are_none(folder: Path, cells: Any) -> None:
    write_json(folder / NOTEBOOK, {"cells": cells})
    assert read(folder) == Submission(ANSWERS)


def test_items_of_others_and_of_other_assignments_are_passed_over(folder: Path) -> None:
    more = {"a04-first": "x", "../../etc/passwd": "x", "": "x", "a03-depot-trial/change": "x"}
    write_json(folder / "answers.json", document({**ANSWERS, **more}))
    assert read(folder) == Submission(ANSWERS)


def test_what_another_learner_typed_is_graded_as_what_it_is(folder: Path) -> None:
    """Who wrote an answer is not known, and nothing is claimed of it."""
    theirs = honest()["anjali.d"]
    write_json(folder / "answers.json", document(theirs, "anjali.d"))
    untouched(folder)
    assert read(folder).answers == theirs


def test_a_folder_that_is_a_link_is_not_entered(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert given_nothing(read(link))
    assert "is a link, not a folder" in read(link).problem


def test_no_folder_at_all(tmp_path: Path) -> None:
    assert given_nothing(read(tmp_path / "nowhere"))
    (tmp_path / "file").write_text("x")
    assert given_nothing(read(tmp_path / "file"))


def test_a_file_that_is_closed_to_us(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By injection: whoever runs the tests may be allowed to read everything."""

    def refuse(path: Any, *_: Any) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(submission.os, "open", refuse)
    found = read(folder)
    assert given_nothing(found)
    assert "cannot be read (Permission denied)" in found.problem


# -- odd characters ------------------------------------------------------------------------------

ODD = {
    "nul": ("What\0 happened?\0", "What happened?"),
    "bidi": ("What \u202ehappened\u202c?\u2066", "What \u202ehappened\u202c?\u2066"),
    "high-half": ("What \ud83d happened?", "What \ufffd happened?"),
    "low-half": ("What happened\ude00?", "What happened\ufffd?"),
    "halves-swapped": ("\ude00\ud83d What?", "\ufffd\ufffd What?"),
    "whole": ("What \U0001f600 happened?", "What \U0001f600 happened?"),
    "no-character": ("What\uffff happened?\ufdd0", "What\uffff happened?\ufdd0"),
    "controls": ("What\x1b[31m\x08 happened?\x7f", "What\x1b[31m\x08 happened?\x7f"),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("item", [ONE, PAIR])
@pytest.mark.parametrize("source", ["answers.json", "notebook"])
def test_odd_characters(folder: Path, item: str, kind: str, source: str) -> None:
    typed, kept = ODD[kind]
    answer: Any = {"closed": typed, "open": typed} if item == PAIR else typed
    if source == "notebook":
        (folder / "answers.json").unlink()
        write_json(folder / NOTEBOOK, carried({**ANSWERS, item: answer}))
    else:
        write_json(folder / "answers.json", document({**ANSWERS, item: answer}))
        untouched(folder)
    found = read(folder)
    assert found.answers[item] == ({"closed": kept, "open": kept} if item == PAIR else kept)
    json.dumps(found.answers, ensure_ascii=False).encode()  # any file can hold it


def test_half_a_character_in_the_name_of_a_box(folder: Path) -> None:
    odd = {"open": "What?", "\ud83d": "x"}
    write_json(folder / "answers.json", document({**ANSWERS, PAIR: odd}))
    untouched(folder)
    assert read(folder).answers[PAIR] == {"open": "What?", "\ufffd": "x"}
