"""What survives a kill at any moment, a power cut, and several processes at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from active_listening.record import Record

KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from active_listening.record import Record
from active_listening.record import files
folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
Record.open(folder).save("warm", "up", base=0)
dice = random.Random(3)
real = os.write

def slow(fd, data):  # a write that a kill can cut
    for start in range(0, len(data), 50):
        real(fd, data[start : start + 50])
    return len(data)

for n in range(rounds):
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        record = Record.open(folder)
        if n % 2:
            os.write = slow
        for k in range(100_000):
            kind = "attempt" if k % 3 == 0 else "draft"
            entry = record.save("item", f"{n} {k} " + "word " * (k % 400), base=None, kind=kind)
            real(into, b"%d\\n" % entry.revision)
    os.close(into)
    time.sleep(dice.uniform(0.001, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while part := os.read(out, 65536):
        told += part
    os.close(out)
    known = max([int(line) for line in told.split(b"\\n")[:-1]], default=0)
    entry = Record.open(folder).latest("item")
    stored = entry.revision if entry else 0
    if stored < known:
        sys.exit(f"round {n}: told {known}, found {stored}")
print(stored)
"""

WRITING = """
import sys
from active_listening.record import Record
record = Record.open(sys.argv[1])
for n in range(200):
    record.save("shared", f"{sys.argv[2]} {n}", kind="attempt" if n % 50 == 0 else "draft")
    if n % 10 == 0:
        record.save(f"own-{sys.argv[2]}", n, base=n // 10)
"""


def run(script: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a POSIX signal")
def test_fifty_kills_lose_at_most_the_line_being_written(tmp_path):
    process = run(KILLED, tmp_path, 50)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    entries = [entry for entry in Record.open(tmp_path).entries() if entry.item == "item"]
    assert [entry.revision for entry in entries] == list(range(1, int(out) + 1))
    assert len(entries) > 50


def test_four_processes_lose_nothing(tmp_path):
    processes = [run(WRITING, tmp_path, name) for name in "abcd"]
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    record = Record.open(tmp_path)
    shared = record.history("shared")
    assert [entry.revision for entry in shared] == list(range(1, 801))
    assert {entry.answer for entry in shared} == {f"{p} {n}" for p in "abcd" for n in range(200)}
    assert all(record.latest(f"own-{name}").revision == 20 for name in "abcd")
    assert record.notice == "" and len({entry.learner for entry in shared}) == 1


def test_a_line_cut_anywhere(tmp_path: Path):
    record = Record.open(tmp_path)
    for n in range(3):
        record.save("item", f"text {n}", base=n)
    record.save("item", "the last", base=3, reading={"question": {"tier": "open"}})
    path = tmp_path / "record.jsonl"
    whole = path.read_bytes()
    start = whole[:-1].rfind(b"\n") + 1
    for cut in sorted({*range(start, len(whole), 3), len(whole) - 2, len(whole) - 1}):
        for old in tmp_path.glob("record.*"):
            old.unlink()
        path.write_bytes(whole[:cut])
        record = Record.open(tmp_path)
        revision = record.latest("item").revision
        told = record.notice
        if cut == start:
            assert (revision, told) == (3, "")
        elif cut == len(whole) - 1:
            assert (revision, told) == (4, ""), "only the newline was lost"
        else:
            (aside,) = tmp_path.glob("record.damaged-*.jsonl")
            assert aside.read_bytes() == whole[start:cut] + b"\n"
            assert aside.name in told and told.count(".") == 3  # one sentence, two in the name
            # An answer whose reading alone was cut is not lost.
            assert revision == (4 if b',"reading":' in whole[start:cut] else 3)
        assert record.save("item", "on", base=revision).revision == revision + 1
        assert all(json.loads(line) for line in path.read_bytes().splitlines())


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x00" * 4096,
        b"not json\n",
        b'{"v":1,"item":"half of an ent',
        b'{"v":1,"item":3,"kind":"draft"}\n',
        b"[1, 2]\n\xff\xfe\n" + b"[" * 100_000 + b"\n",
        b'{"item":"no version"}\n',
    ],
)
def test_rubbish_in_the_middle_is_set_aside_and_later_entries_stay(tmp_path, rubbish):
    record = Record.open(tmp_path)
    for n in range(3):
        record.save("item", f"text {n}", base=n, reading={"n": n})
    path = tmp_path / "record.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + rubbish + b"".join(lines[1:]))
    record = Record.open(tmp_path)
    assert [entry.answer for entry in record.history("item")] == ["text 0", "text 1", "text 2"]
    assert "damaged" in record.notice and "3 whole entries" in record.notice
    (aside,) = tmp_path.glob("record.damaged-*.jsonl")
    assert rubbish.strip() in aside.read_bytes()
    assert path.read_bytes() == b"".join(lines)
    assert Record.open(tmp_path).notice == ""


def test_two_entries_that_lost_the_newline_between_them(tmp_path):
    record = Record.open(tmp_path)
    for n in range(3):
        record.save("item", f"text {n}", base=n, reading={"n": n})
    path = tmp_path / "record.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"\n", b"", 1))
    assert [entry.answer for entry in Record.open(tmp_path).history("item")] == [
        "text 0",
        "text 1",
        "text 2",
    ]
    assert path.read_bytes() == whole


def test_a_running_notebook_outlives_a_repair_by_another(tmp_path):
    running = Record.open(tmp_path)
    for n in range(5):
        running.save("item", f"text {n}", base=n)
    path = tmp_path / "record.jsonl"
    path.write_bytes(b"rubbish\n" + path.read_bytes() + b'{"v":1,"it')
    Record.open(tmp_path)
    assert running.latest("item").revision == 5
    assert running.save("item", "on", base=5).revision == 6
    path.write_bytes(path.read_bytes() + b'{"v":1,"it')
    assert running.save("item", "and on", base=6).revision == 7
    assert "record.damaged-" in running.notice
    assert len(running.history("item")) == 7
