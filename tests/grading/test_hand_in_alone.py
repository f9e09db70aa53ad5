"""Handing in when alone: graded at once, kept whole, first and best remembered."""

import json
import os
from pathlib import Path

import pytest

from active_listening import bank, grading
from active_listening.record import Answers, Record, RecordError

NAME = "03_open_questions"
ITEM = bank.assignment(NAME).items[0]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.open(tmp_path / "record")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.mkdir()
    return path


def answer(folder: Path, text: str, revision: int) -> None:
    Answers(folder, NAME, "me").put(ITEM.id, text, revision)


def test_first_and_best_are_kept(folder: Path, record: Record) -> None:
    good = bank.keys(NAME)[ITEM.id].models[0]
    points = []
    for revision, text in enumerate(["Did it go well?", good, "Did it?"], 1):
        answer(folder, text, revision)
        receipt = grading.hand_in(NAME, folder, record)
        points.append(receipt.grade.points)
    assert (receipt.number, receipt.first, receipt.best) == (3, points[0], points[1])
    assert points[1] == ITEM.points
    kept = sorted((folder / "handed_in").iterdir())
    assert len(kept) == 3
    for place in kept:
        assert {path.name for path in place.iterdir()} == {
            "answers.json",
            "receipt.json",
            "feedback.html",
        }
    assert "Hand-in 3" in (folder / receipt.feedback).read_text("utf-8").replace(
        "hand-in", "Hand-in"
    )


def test_the_receipt_says_what_is_empty(folder: Path, record: Record) -> None:
    answer(folder, "How did it go?", 1)
    receipt = grading.hand_in(NAME, folder, record)
    assert ITEM.id not in receipt.empty
    assert len(receipt.empty) == len(bank.assignment(NAME).items) - 1
    facts = json.loads((folder / receipt.feedback).with_name("receipt.json").read_text("utf-8"))
    assert facts["items"][ITEM.id]["status"] == "graded"


def test_an_answer_that_only_the_record_has_is_handed_in(folder: Path, record: Record) -> None:
    record.save(ITEM.id, "What was the trial like for your crews?", base=0)
    assert grading.hand_in(NAME, folder, record).grade.items[0].answer.startswith("What was")


def test_the_newer_of_file_and_record_counts(folder: Path, record: Record) -> None:
    answer(folder, "from the file", 5)
    record.save(ITEM.id, "from the record", base=0)
    assert grading.hand_in(NAME, folder, record).grade.items[0].answer == "from the file"


def test_with_nothing_written_nothing_is_handed_in(folder: Path, record: Record) -> None:
    with pytest.raises(RecordError, match="nothing to hand in"):
        grading.hand_in(NAME, folder, record)
    assert not (folder / "handed_in").exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff\xfe{", b'{"a03": "text"}'])
def test_a_file_that_cannot_be_read_is_not_an_earned_zero(
    folder: Path, record: Record, content: bytes
) -> None:
    (folder / "answers.json").write_bytes(content)
    with pytest.raises(RecordError, match=r"kept as answers\.damaged"):
        grading.hand_in(NAME, folder, record)


@pytest.mark.parametrize(
    "points", ["1" * 400, "[" * 100_000, "NaN", "Infinity", "-7", "1000", '"x"', "null"]
)
def test_an_edited_receipt_counts_for_nothing(folder: Path, record: Record, points: str) -> None:
    forged = folder / "handed_in" / "0000" / "receipt.json"
    forged.parent.mkdir(parents=True)
    forged.write_text(f'{{"points": {points}}}')
    answer(folder, "How did the trial go for the crews?", 1)
    receipt = grading.hand_in(NAME, folder, record)
    assert (receipt.number, receipt.first, receipt.best) == (1, ITEM.points, ITEM.points)


def test_a_disk_that_fails_leaves_nothing_half_done(
    folder: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(folder, "How did it go?", 1)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordError, match="Your answers are safe"):
        grading.hand_in(NAME, folder, record)
    assert list((folder / "handed_in").iterdir()) == []
    monkeypatch.undo()
    assert grading.hand_in(NAME, folder, record).number == 1


def test_a_reason_against_points_is_handed_in_and_on_the_receipt(
    folder: Path, record: Record
) -> None:
    answer(folder, "Did it go well?", 1)
    record.save(f"{ITEM.id}/disagrees", "It asks for more.")
    receipt = grading.hand_in(NAME, folder, record)
    assert receipt.grade.items[0].disagrees == "It asks for more."
    kept = (folder / receipt.feedback).parent
    facts = json.loads((kept / "receipt.json").read_text("utf-8"))
    assert facts["items"][ITEM.id]["disagrees"] == "It asks for more."
    assert "It asks for more." in (kept / "answers.json").read_text("utf-8")
    assert "It asks for more." in (kept / "feedback.html").read_text("utf-8")


def test_a_reason_that_was_withdrawn_is_not_handed_in(folder: Path, record: Record) -> None:
    answer(folder, "Did it go well?", 1)
    Answers(folder, NAME, "me").put(f"{ITEM.id}/disagrees", "It asks for more.", 1)
    for text in ("It asks for more.", ""):
        record.save(f"{ITEM.id}/disagrees", text)
    receipt = grading.hand_in(NAME, folder, record)
    assert receipt.grade.items[0].disagrees == ""
