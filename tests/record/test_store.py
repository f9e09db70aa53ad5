"""The record as the course uses it: saving, revisions, two tabs, places, where it lies."""

import json
import time
from pathlib import Path

import pytest

from active_listening.record import (
    LIMIT,
    Record,
    RecordError,
    Stale,
    TooLong,
    learner_id,
    record_folder,
)


@pytest.fixture(autouse=True)
def no_hub(monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.delenv("ACTIVE_LISTENING_RECORD", raising=False)


def test_an_entry_comes_back_with_all_it_was_given(tmp_path):
    record = Record.open(tmp_path)
    assert record.latest("fine") is None
    given = record.save(
        "fine",
        {"open": "How did it go?", "closed": "Did it go well?"},
        base=0,
        kind="attempt",
        reading={"points": 5},
        points=4.5,
        content="abcd1234",
        coach="1.0",
        place="03.ipynb",
    )
    again = Record.open(tmp_path).latest("fine")
    assert again == given
    assert again.answer == {"open": "How did it go?", "closed": "Did it go well?"}
    assert (again.revision, again.kind, again.points) == (1, "attempt", 4.5)
    assert (again.content, again.coach, again.place) == ("abcd1234", "1.0", "03.ipynb")
    assert again.learner == record.learner != ""
    assert again.time.endswith("Z") and len(again.time) == 24


def test_revisions_count_up_for_each_item(tmp_path):
    record = Record.open(tmp_path)
    assert [record.save("a", text, base=n).revision for n, text in enumerate("xyz")] == [1, 2, 3]
    assert record.save("b", "x", base=0).revision == 1
    assert [entry.answer for entry in record.history("a")] == ["x", "y", "z"]


def test_what_is_given_back_can_be_changed_without_harm(tmp_path):
    record = Record.open(tmp_path)
    record.save("order", ["b", "a"])
    record.latest("order").answer.append("c")
    assert record.latest("order").answer == ["b", "a"]


def test_two_tabs_on_one_item(tmp_path):
    one, two = Record.open(tmp_path), Record.open(tmp_path)
    first = one.save("item", "start", base=0)
    assert two.latest("item") == first
    mine = one.save("item", "from one", base=first.revision)
    with pytest.raises(Stale) as stale:
        two.save("item", "from two", base=first.revision)
    assert stale.value.current == mine
    assert "another tab" in str(stale.value)
    assert one.latest("item") == mine
    aside = one.latest("item", "set_aside")
    assert (aside.answer, aside.revision) == ("from two", mine.revision)
    # The tab that was not stale goes on undisturbed, the other one after it has looked.
    assert one.save("item", "on", base=mine.revision).revision == 3
    assert two.save("item", "from two", base=3).revision == 4


def test_the_same_text_again_is_no_conflict(tmp_path):
    one, two = Record.open(tmp_path), Record.open(tmp_path)
    entry = one.save("item", "same", base=0)
    assert two.save("item", "same", base=0) == entry
    assert one.save("item", "same", base=1) == entry
    tried = one.save("item", "same", base=0, kind="attempt")
    assert (tried.kind, tried.revision) == ("attempt", 2)
    assert one.save("item", "same", base=1, kind="attempt") == tried, "a repeated call"
    assert one.save("item", "same", base=2, kind="attempt").revision == 3, "a second attempt"
    assert len(list(one.entries())) == 3


def test_a_text_that_history_holds_is_not_set_aside_again(tmp_path):
    record = Record.open(tmp_path)
    record.save("item", "old", base=0)
    record.save("item", "new", base=1)
    for _ in range(3):
        with pytest.raises(Stale):
            record.save("item", "old", base=0)
        with pytest.raises(Stale):
            record.save("item", "lost", base=0)
    assert [entry.answer for entry in record.entries()] == ["old", "new", "lost"]


def test_true_and_one_are_different_answers(tmp_path):
    record = Record.open(tmp_path)
    record.save("item", True, base=0)
    with pytest.raises(Stale):
        record.save("item", 1, base=0)


def test_places_never_conflict_and_leave_the_state_alone(tmp_path):
    record = Record.open(tmp_path)
    record.save("03", "handed in", base=0, kind="hand_in")
    record.save("03", {"cell": 4}, kind="place")
    record.save("03", {"cell": 9}, base=0, kind="place")
    record.save("03", {"cell": 2}, base=0, kind="place")
    assert record.latest("03").answer == "handed in"
    assert record.latest("03", "place").answer == {"cell": 2}
    assert record.latest("03", "place").revision == 3


def test_summary(tmp_path):
    record = Record.open(tmp_path)
    record.save("a", "x", points=9)
    for points in (2, 4, None, 3):
        last = record.save("a", f"text {points}", kind="attempt", points=points)
    record.save("b", "only a draft")
    record.save("b", "seen", kind="place")
    for summary in (record.summary(), Record.open(tmp_path).summary()):
        assert (summary["a"].attempts, summary["a"].best, summary["a"].last) == (4, 4, last.time)
        assert (summary["b"].attempts, summary["b"].best) == (0, None)


def test_the_first_try_and_the_newest_are_given_with_what_was_read_of_them(tmp_path):
    record = Record.open(tmp_path)
    record.save("a", "typed")
    for n in range(3):
        record.save("a", f"try {n}", kind="attempt", reading={"verdict": str(n)})
    record.save("a", "typed on")
    record.save("b", "only typed")
    for tries in (record.tries(), Record.open(tmp_path).tries()):
        assert list(tries) == ["a"]
        assert (tries["a"].first.answer, tries["a"].newest.answer) == ("try 0", "try 2")
        assert tries["a"].first.reading == {"verdict": "0"}
    record.delete()
    assert record.tries() == {}


def test_too_long_is_refused_with_its_limit(tmp_path):
    record = Record.open(tmp_path)
    record.save("item", "x" * LIMIT, base=0)
    for answer in ("x" * (LIMIT + 1), {"open": "x" * (LIMIT + 1)}, [["y" * (LIMIT + 1)]]):
        with pytest.raises(TooLong, match=r"10,001 characters; the limit is 10,000"):
            record.save("item", answer, base=1)
    assert record.latest("item").answer == "x" * LIMIT


def test_what_is_no_json_or_no_kind_is_refused_before_the_disk_is_touched(tmp_path):
    record = Record.open(tmp_path / "new")
    for answer in ({1, 2}, float("nan")):
        with pytest.raises((TypeError, ValueError)):
            record.save("item", answer)
    with pytest.raises(ValueError, match="allowed: draft"):
        record.save("item", "x", kind="guess")
    with pytest.raises(TypeError):
        record.save("item", "x", pionts=3)
    assert not (tmp_path / "new").exists()


def test_one_line_an_entry_in_plain_ascii(tmp_path):
    record = Record.open(tmp_path)
    record.save("item", "zwei Zeilen\nmit \u2028 und \x00, \ud800 é")
    data = (tmp_path / "record.jsonl").read_bytes()
    assert data.isascii() and data.count(b"\n") == 1
    assert json.loads(data)["v"] == 1


def test_entries_of_a_later_version_are_kept(tmp_path):
    record = Record.open(tmp_path)
    record.save("item", "x", base=0)
    later = [
        b'{"v":2,"what":"nobody knows yet"}',
        b'{"v":2,"id":"q","item":"item","kind":"draft","answer":"y","revision":2,'
        b'"time":"2030-01-01T00:00:00.000Z","mood":"good"}',
    ]
    path = tmp_path / "record.jsonl"
    path.write_bytes(path.read_bytes() + b"\n".join(later) + b"\nrubbish\n")
    record = Record.open(tmp_path)
    assert record.latest("item").answer == "y"
    assert record.save("item", "z", base=2).revision == 3
    lines = path.read_bytes().splitlines()
    assert set(later) < set(lines) and b"rubbish" not in lines


def test_the_folder_is_the_workspace_the_override_or_the_users(tmp_path, monkeypatch):
    deep = tmp_path / "course" / "exercises" / "03"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert record_folder().parts[-2:] == ("active-listening", "record")
    (tmp_path / "course" / ".active-listening").mkdir()
    expected = tmp_path / "course" / ".active-listening" / "record"
    assert record_folder() == Record.open().folder == expected
    assert Record.open(tmp_path / "course").folder == expected
    assert Record.open(expected).folder == expected
    monkeypatch.setenv("ACTIVE_LISTENING_RECORD", str(tmp_path / "elsewhere"))
    assert Record.open().folder == tmp_path / "elsewhere"


def test_the_learner_is_the_hubs_the_workspaces_or_made_once(tmp_path, monkeypatch):
    folder = tmp_path / ".active-listening" / "record"
    assert learner_id(folder) == ""
    made = Record.open(folder).save("item", "x").learner
    assert len(made) == 32 and Record.open(folder).learner == made
    (folder.parent / "workspace.json").write_text('{"learner": "w-17"}')
    assert Record.open(folder).save("item", "y").learner == "w-17"
    monkeypatch.setenv("JUPYTERHUB_USER", "sofia")
    assert Record.open(folder).save("item", "z").learner == "sofia"


def test_delete_leaves_nothing(tmp_path):
    record = Record.open(tmp_path)
    record.save("item", "secret words", kind="attempt")
    with (tmp_path / "record.jsonl").open("ab") as file:
        file.write(b"secret rubbish\n")
    record = Record.open(tmp_path)
    (tmp_path / ".record.jsonl.tmp").write_text("secret, from a kill")
    (tmp_path / "mine.txt").write_text("the learner's own file")
    record.later("item", "secret draft")
    record.delete()
    record.flush()
    left = [path for path in tmp_path.iterdir() if path.stat().st_size]
    assert left == [tmp_path / "mine.txt"]
    assert record.latest("item") is None and not record.summary() and record.learner == ""
    assert record.save("item", "anew", base=0).revision == 1
    Record.open(tmp_path / "never").delete()


def test_another_notebook_sees_the_deletion(tmp_path):
    one, two = Record.open(tmp_path), Record.open(tmp_path)
    one.save("item", "x", base=0)
    assert two.latest("item").answer == "x"
    one.delete()
    assert two.latest("item") is None
    one.save("item", "a longer text than before", base=0)
    assert two.latest("item").answer == "a longer text than before"
    assert [entry.revision for entry in two.history("item")] == [1]


def test_a_record_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "record.jsonl").mkdir()
    with pytest.raises(RecordError, match="could not be read"):
        Record.open(tmp_path)


def test_a_record_of_years_opens_quickly(tmp_path: Path):
    record = Record.open(tmp_path)
    reading = {"criteria": [{"id": f"Q{n}", "met": "full", "span": [0, 3]} for n in range(9)]}
    record.save("item-0", "x", kind="attempt", reading=reading, points=1)
    line = (tmp_path / "record.jsonl").read_bytes()
    many = b"".join(
        line.replace(b"item-0", b"item-%d" % (n % 90)).replace(
            b'"revision":1', b'"revision":%d' % n
        )
        for n in range(20_000)
    )
    (tmp_path / "record.jsonl").write_bytes(many)
    times = []
    for _ in range(2):
        start = time.process_time()
        record = Record.open(tmp_path)
        times.append(time.process_time() - start)
    assert record.latest("item-7").revision > 19_900
    assert sum(s.attempts for s in record.summary().values()) == 20_000
    assert min(times) < 0.5
