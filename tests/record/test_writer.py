"""Saving in the background: drafts coalesced, attempts kept, failures told, no threads."""

import errno
import os
import subprocess
import sys
import threading
import time

import pytest

from active_listening.record import Record, RecordError, Stale, TooLong, writer


class Told:
    """Collects what callbacks get."""

    def __init__(self):
        self.saved, self.failed = [], []

    def here(self):
        return {"saved": self.saved.append, "failed": self.failed.append}


def wait_for(what, seconds=5.0):
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.005)
    assert what()


def test_fast_typing_is_written_now_and_then_and_ends_with_the_last_text(tmp_path):
    record, told = Record.open(tmp_path), Told()
    text = "How did the training go?"
    start = time.monotonic()
    for n in range(1, len(text) + 1):
        record.later("item", text[:n], base=0, source="box", **told.here())
        time.sleep(0.02)
    wait_for(lambda: record.latest("item") and record.latest("item").answer == text)
    seconds = time.monotonic() - start
    written = record.history("item")
    assert 2 <= len(written) <= seconds / writer.INTERVAL + 2
    wait_for(lambda: len(told.saved) == len(written))
    assert told.saved[-1] == record.latest("item") and not told.failed


def test_a_keystroke_does_not_wait_for_the_disk(tmp_path, monkeypatch):
    record = Record.open(tmp_path)
    real, busy, free = os.write, threading.Event(), threading.Event()

    def stuck(fd, data):
        busy.set()
        assert free.wait(60)
        return real(fd, data)

    monkeypatch.setattr(os, "write", stuck)
    record.later("item", "first", base=0)
    assert busy.wait(60)
    for n in range(50):
        record.later("item", f"text {n}", base=0)  # comes back although the disk does not
    free.set()
    assert record.flush() and record.latest("item").answer == "text 49"


def test_attempts_are_all_kept_and_need_not_wait(tmp_path):
    record = Record.open(tmp_path)
    for n in range(20):
        record.later("item", f"draft {n}", base=0)
        record.later("item", f"try {n}", base=0, kind="attempt", points=n)
    assert record.flush()
    tries = [entry.answer for entry in record.history("item") if entry.kind == "attempt"]
    assert tries == [f"try {n}" for n in range(20)]
    assert record.latest("item").answer == "try 19"


def test_items_and_places_do_not_displace_each_other(tmp_path):
    record = Record.open(tmp_path)
    for n in range(10):
        record.later("a", f"a {n}", base=0)
        record.later("b", f"b {n}", base=0)
        record.later("a", {"cell": n}, kind="place")
    assert record.flush()
    assert record.latest("a").answer == "a 9" and record.latest("b").answer == "b 9"
    assert record.latest("a", "place").answer == {"cell": 9}


def test_the_answer_is_copied_when_it_is_given(tmp_path):
    record = Record.open(tmp_path)
    order = ["b"]
    record.later("item", ["first"])
    record.later("item", order)
    order.append("a")
    record.flush()
    assert record.latest("item").answer == ["b"]


def test_what_is_refused_is_refused_at_once(tmp_path):
    record = Record.open(tmp_path)
    with pytest.raises(TooLong):
        record.later("item", "x" * 10_001)
    with pytest.raises(TypeError):
        record.later("item", {1, 2})
    with pytest.raises(TypeError):
        record.later("item", "x", pionts=3)
    with pytest.raises(ValueError):
        record.later("item", "x", kind="set_aside")
    assert record.flush() and not list(record.entries())


def test_the_stale_tab_is_told_and_may_go_on_after_it_has_looked(tmp_path):
    one, two, told = Record.open(tmp_path), Record.open(tmp_path), Told()
    one.later("item", "mine", base=0, source="one", **told.here())
    one.flush()
    current = two.save("item", "theirs", base=1)
    one.later("item", "mine and more", base=0, source="one", **told.here())
    assert one.flush()
    (stale,) = told.failed
    assert isinstance(stale, Stale) and stale.current == current
    assert one.latest("item") == current
    assert one.latest("item", "set_aside").answer == "mine and more"
    one.later("item", "mine and more", base=current.revision, source="one", **told.here())
    one.flush()
    assert one.latest("item").answer == "mine and more" and len(told.failed) == 1


def test_two_boxes_in_one_kernel_are_two_tabs(tmp_path):
    record, told = Record.open(tmp_path), Told()
    record.later("item", "left", base=0, source="left", **told.here())
    record.flush()
    record.later("item", "right", base=0, source="right", **told.here())
    record.flush()
    assert isinstance(told.failed[0], Stale) and record.latest("item").answer == "left"


def test_checking_right_after_typing_is_no_conflict(tmp_path):
    record, told = Record.open(tmp_path), Told()
    record.later("item", "How did", base=0, source="box", **told.here())
    wait_for(lambda: told.saved)
    record.later("item", "How did it", base=0, source="box", **told.here())
    entry = record.save("item", "How did it go?", base=0, kind="attempt", source="box")
    assert record.flush()
    assert record.latest("item") == entry and entry.revision == 2 and not told.failed
    record.later("item", "How did it go then?", base=0, source="box", **told.here())
    record.flush()
    assert record.latest("item").revision == 3 and not told.failed


def test_a_full_disk_is_told_and_tried_again(tmp_path, monkeypatch):
    record, told = Record.open(tmp_path), Told()
    record.save("item", "old", base=0)
    monkeypatch.setattr(writer, "RETRY", 0.05)
    real, full = os.write, threading.Event()
    full.set()

    def write(fd, data):
        if full.is_set():
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(fd, data)

    monkeypatch.setattr(os, "write", write)
    record.later("item", "new", base=1, **told.here())
    assert record.flush() is False
    assert "disk is full" in str(told.failed[0]) and not isinstance(told.failed[0], Stale)
    assert record.latest("item").answer == "old"
    record.later("item", "newer", base=1, **told.here())
    full.clear()
    wait_for(lambda: record.latest("item").answer == "newer")
    assert record.flush() and told.saved[-1].answer == "newer"


def test_no_surprise_stops_the_thread(tmp_path, monkeypatch):
    record, told = Record.open(tmp_path), Told()
    monkeypatch.setattr(writer, "RETRY", 0.05)
    real = record._log.append
    monkeypatch.setattr(record._log, "append", lambda line, sync: 1 / 0)
    record.later("item", "x", base=0, **told.here())
    wait_for(lambda: told.failed)
    assert isinstance(told.failed[0], RecordError)
    monkeypatch.setattr(record._log, "append", real)
    wait_for(lambda: told.saved)
    record.later("other", "y", base=0, saved=lambda entry: 1 / 0)
    record.later("third", "z", base=0)
    assert record.flush() and record.latest("third").answer == "z"


def test_without_threads_each_job_is_written_at_once(tmp_path, monkeypatch):
    def none(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none)
    record, told = Record.open(tmp_path), Told()
    for text in ("H", "Ho", "How"):
        record.later("item", text, base=0, **told.here())
        assert record.latest("item").answer == text
    assert len(told.saved) == 3


def test_the_thread_ends_when_idle_and_starts_again(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "_IDLE", 0.02)
    record = Record.open(tmp_path)
    before = threading.active_count()
    for n in range(2):
        record.later("item", f"text {n}", base=n, source=n)
        wait_for(lambda n=n: (entry := record.latest("item")) and entry.revision == n + 1)
        wait_for(lambda: threading.active_count() <= before)


def test_what_waits_is_written_when_the_program_ends(tmp_path):
    script = (
        "import sys; from active_listening.record import Record\n"
        "record = Record.open(sys.argv[1])\n"
        "for n in range(50): record.later('item', f'text {n}', base=0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True, timeout=60)
    assert Record.open(tmp_path).latest("item").answer == "text 49"
