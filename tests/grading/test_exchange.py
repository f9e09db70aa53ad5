"""Handing in to a class, through a real exchange of nbgrader's."""

import json
import os
import shutil
from pathlib import Path

import pytest

from active_listening import bank, resources
from active_listening.grading import exchange
from active_listening.record import Answers, Record, RecordError

NAME = "03_open_questions"
ITEMS = bank.assignment(NAME).items
TEXT = "What was the trial like for your crews?"


@pytest.fixture
def inbound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exchange with the assignment released in it; what is handed in arrives here."""
    root = tmp_path / "exchange"
    inbound = root / "listening" / "inbound"
    inbound.mkdir(parents=True)
    released = root / "listening" / "outbound" / NAME
    released.mkdir(parents=True)
    shutil.copy(resources.exercises() / NAME / f"{NAME}.ipynb", released)
    for folder in (root, root / "listening", inbound):
        folder.chmod(0o777)
    config = tmp_path / "config"
    config.mkdir()
    (config / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {str(root)!r}\n"
        "c.Exchange.assignment_dir = '/nowhere'\nc.Exchange.path_includes_course = True\n"
    )
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(config))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", os.defpath)
    return inbound


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.open(tmp_path / "record")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "my work"
    path.mkdir()
    shutil.copy(resources.exercises() / NAME / f"{NAME}.ipynb", path)
    (path / "my secret notes.txt").write_text("nobody's business")
    return path


def arrived(inbound: Path) -> list[Path]:
    return sorted(inbound.iterdir(), key=lambda path: path.name.split("+")[2])


def test_what_is_typed_arrives_and_nothing_else(
    inbound: Path, folder: Path, record: Record
) -> None:
    Answers(folder, NAME, "me").put(ITEMS[0].id, "Old words?", 1)
    record.save(ITEMS[0].id, "Older words?")
    record.save(ITEMS[0].id, TEXT)  # newer than what is in the file
    Answers(folder, NAME, "me").put(f"{ITEMS[0].id}/disagrees", "It asks for a story.", 4)
    receipt = exchange.submit(NAME, folder, record, "listening")
    (submission,) = arrived(inbound)
    names = {path.name for path in submission.iterdir()}
    ours = {f"{NAME}.ipynb", "answers.json"}
    assert names == ours | {"timestamp.txt", "submission_secret.txt"}
    items = json.loads((submission / "answers.json").read_text())["items"]
    assert items[ITEMS[0].id]["answer"] == TEXT
    assert items[f"{ITEMS[0].id}/disagrees"]["revision"] == 4
    assert receipt.stamp == (submission / "timestamp.txt").read_text()
    assert (receipt.number, receipt.kept) == (1, True)
    assert receipt.empty == tuple(item.id for item in ITEMS[1:])
    kept = next((folder / "handed_in").glob("*/receipt.json"))
    assert "points" not in kept.read_text()
    assert record.latest(NAME, "hand_in").points is None


def test_handing_in_again_and_a_notebook_that_was_renamed(
    inbound: Path, folder: Path, record: Record
) -> None:
    record.save(ITEMS[0].id, TEXT)
    exchange.submit(NAME, folder, record, "listening")
    (folder / f"{NAME}.ipynb").rename(folder / "mine.ipynb")
    again = exchange.submit(NAME, folder, record, "listening")
    assert again.number == 2
    assert len(arrived(inbound)) == 2
    assert (arrived(inbound)[1] / f"{NAME}.ipynb").is_file()


@pytest.mark.slow
def test_feedback_that_came_back_is_found_and_the_newest_is_shown(
    inbound: Path, folder: Path, record: Record
) -> None:
    from nbgrader.utils import notebook_hash

    assert exchange.returned(NAME, folder) is None
    record.save(ITEMS[0].id, TEXT)
    assert exchange.fetch_feedback(NAME, folder, "listening") is None
    outbound = inbound.with_name("feedback")
    outbound.mkdir()
    outbound.chmod(0o755)
    for number in (1, 2):
        exchange.submit(NAME, folder, record, "listening")
        assert len(arrived(inbound)) == number
    assert exchange.fetch_feedback(NAME, folder, "listening") is None
    for number, submission in enumerate(arrived(inbound), 1):
        secret = (submission / "submission_secret.txt").read_text()
        name = notebook_hash(secret=secret, notebook_id=NAME)
        (outbound / f"{name}.html").write_text(f"feedback {number}")
    page = exchange.fetch_feedback(NAME, folder, "listening")
    assert page == exchange.returned(NAME, folder)
    assert (folder / page).read_text() == "feedback 2"


def test_an_exchange_that_refuses_is_one_sentence_and_nothing_is_lost(
    inbound: Path, folder: Path, record: Record
) -> None:
    record.save(ITEMS[0].id, TEXT)
    shutil.rmtree(inbound)
    with pytest.raises(RecordError, match=r"Inbound directory.*answers are safe") as told:
        exchange.submit(NAME, folder, record, "listening")
    assert str(told.value).count("\n") == 0
    assert not (folder / "handed_in").exists()
    assert record.latest(NAME, "hand_in") is None
    assert record.latest(ITEMS[0].id).answer == TEXT


def test_nbgrader_that_hangs_is_one_sentence(
    folder: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.save(ITEMS[0].id, TEXT)
    monkeypatch.setattr(exchange, "PATIENCE", 0.05)
    with pytest.raises(RecordError, match="no answer within"):
        exchange.submit(NAME, folder, record, "listening")


def test_with_nothing_written_nothing_is_handed_in(folder: Path, record: Record) -> None:
    with pytest.raises(RecordError, match="nothing to hand in"):
        exchange.submit(NAME, folder, record, "listening")


def test_a_receipt_that_cannot_be_kept_is_still_a_receipt(
    inbound: Path, folder: Path, record: Record
) -> None:
    record.save(ITEMS[0].id, TEXT)
    (folder / "handed_in").write_text("in the way")
    receipt = exchange.submit(NAME, folder, record, "listening")
    assert not receipt.kept
    assert len(arrived(inbound)) == 1


@pytest.mark.parametrize(("value", "course"), [("", ""), (" ", ""), ("c1 ", "c1")])
def test_the_class_is_named_by_the_environment(
    value: str, course: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(exchange.COURSE, value)
    assert exchange.course() == course
    monkeypatch.delenv(exchange.COURSE)
    assert exchange.course() == ""
