"""Moving to another machine: export, import, and files that are no record."""

import json

import pytest

from active_listening.record import Record, RecordError


@pytest.fixture
def machines(tmp_path):
    return Record.open(tmp_path / "one"), Record.open(tmp_path / "two")


def backdate(record: Record, **days: int) -> None:
    """Give the entries with these answers a time on a day in March 2026."""
    path = record.folder / "record.jsonl"
    lines = []
    for line in path.read_text().splitlines():
        fields = json.loads(line)
        day = days.get(fields["answer"])
        if day is not None:
            fields["time"] = f"2026-03-{day:02d}T09:00:00.000Z"
        lines.append(json.dumps(fields, separators=(",", ":")))
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("name", ["out.json", "out.jsonl"])
def test_all_of_it_arrives_and_only_once(machines, tmp_path, name):
    one, two = machines
    for n, text in enumerate(["x", "\ud800 lone", "\u2028 line\x00"]):
        one.save("item", text, base=n, kind="attempt", points=n, reading={"text": text})
    one.save("03", {"cell": 4}, kind="place")
    assert one.export(tmp_path / name) == 4
    assert two.import_(tmp_path / name) == 4
    assert list(two.entries()) == list(one.entries())
    assert two.summary() == one.summary()
    assert two.import_(tmp_path / name) == one.import_(tmp_path / name) == 0
    assert list(Record.open(two.folder).entries()) == list(one.entries())


def test_the_newest_text_wins_on_both_sides(machines, tmp_path):
    one, two = machines
    for n, text in enumerate(["one a", "one b", "one c"]):
        one.save("item", text, base=n)
    for n, text in enumerate(["two a", "two b"]):
        two.save("item", text, base=n)
    backdate(one, **{"one a": 1, "one b": 3, "one c": 7})
    backdate(two, **{"two a": 2, "two b": 5})
    one, two = Record.open(one.folder), Record.open(two.folder)
    one.export(tmp_path / "one.json")
    two.export(tmp_path / "two.json")
    assert one.import_(tmp_path / "two.json") == 2
    assert two.import_(tmp_path / "one.json") == 3
    for record in (one, two, Record.open(one.folder), Record.open(two.folder)):
        assert record.latest("item").answer == "one c"
        assert len(record.history("item")) == 5
    # Older history does not make an open tab stale; newer text does come after.
    assert one.latest("item").revision == 3
    assert one.save("item", "on", base=3).revision == 4
    assert [entry.revision for entry in two.history("item")] == [0, 1, 1, 2, 3]
    assert [entry.answer for entry in one.history("item")][:4] == [
        "one a",
        "two a",
        "one b",
        "two b",
    ]


def test_a_running_notebook_sees_what_was_imported(machines, tmp_path):
    one, two = machines
    watching = Record.open(two.folder)
    two.save("item", "old", base=0)
    backdate(two, old=1)
    assert watching.latest("item").answer == "old"
    one.save("item", "new", base=0)
    one.export(tmp_path / "out.json")
    two.import_(tmp_path / "out.json")
    assert (watching.latest("item").answer, watching.latest("item").revision) == ("new", 2)


def test_entries_of_a_later_version_travel(machines, tmp_path):
    one, two = machines
    one.save("item", "x")
    with (one.folder / "record.jsonl").open("a") as file:
        file.write('{"v":7,"strange":[1,2]}\n')
    one.export(tmp_path / "out.json")
    assert two.import_(tmp_path / "out.json") == 2
    assert two.import_(tmp_path / "out.json") == 0
    assert b'{"v":7,"strange":[1,2]}\n' in (two.folder / "record.jsonl").read_bytes()


def test_an_empty_record_travels_too(machines, tmp_path):
    one, two = machines
    assert one.export(tmp_path / "out.json") == 0
    assert two.import_(tmp_path / "out.json") == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 500,
        b"Dear Sofia",
        b"[1, 2, 3]",
        b'{"entries": {}}',
        b'{"entries": [1, {"v": 1}, null]}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b'{"v":1,"id":"a","item":"x","kind":"draft","answer":1,"revision":1,"time":"zzz"}',
        b"PK\x03\x04",
    ],
)
def test_rubbish_is_refused(machines, tmp_path, data):
    record, _ = machines
    record.save("item", "old")
    before = (record.folder / "record.jsonl").read_bytes()
    (tmp_path / "in.json").write_bytes(data)
    with pytest.raises(RecordError, match=r"in\.json holds no record.*nothing was changed"):
        record.import_(tmp_path / "in.json")
    assert (record.folder / "record.jsonl").read_bytes() == before


def test_a_file_cut_short_gives_what_it_still_holds(machines, tmp_path):
    one, two = machines
    for n in range(5):
        one.save("item", f"text {n}", base=n)
    one.export(tmp_path / "out.json")
    data = (tmp_path / "out.json").read_bytes()
    (tmp_path / "out.json").write_bytes(data[:-150])
    assert two.import_(tmp_path / "out.json") == 4
    assert "damaged and left out" in two.notice and "4 whole entries" in two.notice


def test_an_infinite_number_is_left_out(machines, tmp_path):
    one, two = machines
    for n in range(2):
        one.save("item", f"text {n}", base=n, points=n)
    one.export(tmp_path / "out.json")
    data = (tmp_path / "out.json").read_bytes()
    (tmp_path / "out.json").write_bytes(data.replace(b'"points":1', b'"points":1e999'))
    assert two.import_(tmp_path / "out.json") == 1
    assert "1 whole entries" in two.notice or "1 parts" in two.notice


def test_names_that_cannot_be_exported_to(machines, tmp_path):
    record, _ = machines
    record.save("item", "x")
    with pytest.raises(RecordError, match=r"\.json or \.jsonl, not to out\.txt"):
        record.export(tmp_path / "out.txt")
    with pytest.raises(RecordError, match="folder of your own"):
        record.export(record.folder / "record.jsonl")
    with pytest.raises(RecordError, match="missing or is not a folder"):
        record.export(tmp_path / "none" / "out.json")
    (tmp_path / "folder.json").mkdir()
    for name in ("none/out.json", "out.json", "folder.json"):
        with pytest.raises(RecordError, match=r"There is no file .*Check its name"):
            record.import_(tmp_path / name)
    with pytest.raises(RecordError):
        record.export(tmp_path / "folder.json")
    assert list(tmp_path.glob(".*.tmp")) == []
