"""Full disks, folders that cannot be written to, locks that are held: told, and nothing lost."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from active_listening.record import Answers, Record, RecordError, Stale, files

UNPRIVILEGED = """
import os, sys
from pathlib import Path
import filelock, platformdirs
from active_listening.record import Answers, Record, RecordError
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
folder = Path(sys.argv[1])
record = Record.open(folder)
print(record.notice)
print(record.latest("item").answer)
for attempt in (
    lambda: record.save("item", "new", base=1),
    lambda: Record.open(folder / "new" / "folder").save("item", "new"),
    lambda: Record.open(folder / "closed"),
    lambda: record.delete(),
    lambda: record.export(folder / "closed" / "out.json"),
    lambda: Answers(folder, "03").put("item", "new", 2),
):
    try:
        attempt()
    except RecordError as error:
        print("told:", error)
print(record.latest("item").answer, Answers(folder, "03").items["item"]["answer"])
"""


@pytest.fixture
def full_disk(monkeypatch):
    """Call it to fill the disk: half of what is written then fits."""
    real = os.write

    def write(fd: int, data: bytes) -> int:
        real(fd, bytes(data)[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    return lambda: monkeypatch.setattr(os, "write", write)


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if "lock" not in path.name}


@pytest.mark.parametrize("kind", ["draft", "attempt"])
def test_a_full_disk_keeps_the_old_answer(tmp_path, full_disk, monkeypatch, kind):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    before = listing(tmp_path)
    full_disk()
    with pytest.raises(RecordError, match=r"disk is full.*free some space"):
        record.save("item", "new", base=1, kind=kind)
    assert listing(tmp_path) == before
    assert record.latest("item").answer == Record.open(tmp_path).latest("item").answer == "old"
    monkeypatch.undo()
    assert record.save("item", "new", base=1, kind=kind).revision == 2


def test_a_losing_text_that_cannot_be_kept_is_told_as_such(tmp_path, full_disk):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    full_disk()
    with pytest.raises(RecordError, match="disk is full") as told:
        record.save("item", "other", base=-1)
    assert not isinstance(told.value, Stale)


def test_a_failing_fsync_or_an_interrupt_leaves_no_half_line(tmp_path, monkeypatch):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    before = listing(tmp_path)

    def broken(fd: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(RecordError, match=r"Input/output error.*check the disk"):
        record.save("item", "new", base=1, kind="attempt")
    assert listing(tmp_path) == before

    def interrupted(fd: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        record.save("item", "new", base=1, kind="attempt")
    assert listing(tmp_path) == before
    monkeypatch.undo()
    assert record.save("item", "new", base=1).revision == 2


def test_a_rollback_that_fails_is_mended_at_the_next_save(tmp_path, full_disk, monkeypatch):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    full_disk()
    monkeypatch.setattr(os, "ftruncate", lambda fd, size: (_ for _ in ()).throw(OSError(5, "no")))
    with pytest.raises(RecordError):
        record.save("item", "new", base=1)
    monkeypatch.undo()
    assert record.save("item", "newer", base=1).revision == 2
    assert [entry.answer for entry in Record.open(tmp_path).entries()] == ["old", "newer"]
    assert "record.damaged-" in record.notice


def test_a_full_disk_while_repairing_loses_nothing(tmp_path, full_disk, monkeypatch):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    path = tmp_path / "record.jsonl"
    path.write_bytes(path.read_bytes() + b'{"v":1,"half')
    before = listing(tmp_path)
    full_disk()
    record = Record.open(tmp_path)
    assert "could not be set aside" in record.notice
    assert record.latest("item").answer == "old"
    with pytest.raises(RecordError, match="disk is full"):
        record.save("item", "new", base=1)
    assert listing(tmp_path) == before
    monkeypatch.undo()
    assert record.save("item", "new", base=1).revision == 2


def test_importing_and_exporting_on_a_full_disk_change_nothing(tmp_path, full_disk):
    record = Record.open(tmp_path / "one")
    record.save("item", "one", base=0)
    record.export(tmp_path / "out.json")
    other = Record.open(tmp_path / "two")
    other.save("item", "two", base=0)
    before = listing(tmp_path / "two")
    exported = (tmp_path / "out.json").read_bytes()
    full_disk()
    with pytest.raises(RecordError, match="disk is full"):
        other.import_(tmp_path / "out.json")
    with pytest.raises(RecordError, match=r"could not be exported.*disk is full"):
        other.export(tmp_path / "more.json")
    with pytest.raises(RecordError, match=r"already.*another name"):
        other.export(tmp_path / "out.json")
    assert listing(tmp_path / "two") == before
    assert (tmp_path / "out.json").read_bytes() == exported
    assert list(tmp_path.glob(".*.tmp")) == []


def test_answers_on_a_full_disk(tmp_path, full_disk):
    answers = Answers(tmp_path, "03", learner="me")
    answers.put("item", "old", 1)
    before = listing(tmp_path)
    full_disk()
    with pytest.raises(RecordError, match="disk is full"):
        answers.put("item", "new", 2)
    assert listing(tmp_path) == before


def test_a_missing_folder_is_made_again(tmp_path):
    record = Record.open(tmp_path / "course" / "record")
    record.save("item", "x", base=0)
    shutil.rmtree(tmp_path / "course")
    assert record.latest("item") is None
    assert record.save("item", "y", base=1).revision == 1


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "record").write_text("")
    with pytest.raises(RecordError, match="not a folder"):
        Record.open(tmp_path / "record").save("item", "x")


def test_a_lock_that_is_held_for_too_long_is_told(tmp_path, monkeypatch):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    monkeypatch.setattr(files, "WAIT", 0.05)
    with FileLock(tmp_path / "record.lock"), pytest.raises(RecordError, match="another notebook"):
        record.save("item", "new", base=1)
    assert record.save("item", "new", base=1).revision == 2


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs POSIX users")
def test_a_folder_that_cannot_be_written_to(monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    # pytest's own folder is closed to other users, so not tmp_path.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Record.open(folder).save("item", "old", base=0)
        Answers(folder, "03", learner="me").put("item", "old", 1)
        with (folder / "record.jsonl").open("ab") as file:
            file.write(b"rubbish")
        (folder / "closed").mkdir(mode=0o700)
        Record.open(folder / "closed").save("item", "old")
        for path in folder.rglob("*"):
            path.chmod(0o444 if path.is_file() else 0o000)
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, name], capture_output=True, text=True, timeout=60
        )
        folder.chmod(0o755)
        (folder / "closed").chmod(0o755)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert "could not be set aside" in lines[0]
    assert lines[1] == "old" and lines[-1] == "old old"
    told = lines[2:-1]
    assert len(told) == 6 and all("no permission" in line for line in told), done.stdout
