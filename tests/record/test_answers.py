"""answers.json: merged by revision, repaired when damaged, never written through a link."""

import json
import subprocess
import sys

import pytest

from active_listening.record import Answers, RecordError, TooLong


@pytest.fixture
def answers(tmp_path):
    return Answers(tmp_path, "03_open_questions", learner="me")


def test_the_format(answers, tmp_path):
    answers.put("a", "How?", 1, time="2026-03-01T09:00:00.000Z", content="abcd1234", coach="1.0")
    answers.put("pair", {"closed": "Did it?", "open": "How did it?"}, 3)
    stored = json.loads((tmp_path / "answers.json").read_text())
    assert stored["format"] == 1 and stored["assignment"] == "03_open_questions"
    assert stored["learner"] == "me" and list(stored["items"]) == ["a", "pair"]
    assert stored["items"]["a"] == {
        "answer": "How?",
        "revision": 1,
        "time": "2026-03-01T09:00:00.000Z",
        "content": "abcd1234",
        "coach": "1.0",
    }
    assert answers.items == stored["items"] == Answers(tmp_path, "x").items


def test_merged_item_by_item(answers, tmp_path):
    other = Answers(tmp_path, "03_open_questions", learner="me")
    early, late = "2026-03-01T09:00:00.000Z", "2026-03-01T09:00:01.000Z"
    assert answers.put("a", "second", 2, time=early)["answer"] == "second"
    assert other.put("a", "first", 1, time=late)["answer"] == "second"
    assert other.put("a", "later", 2, time=late)["answer"] == "later"
    assert answers.put("a", "second", 2, time=early)["answer"] == "later"
    answers.put("b", "b", 1)
    assert {item: fields["answer"] for item, fields in other.items.items()} == {
        "a": "later",
        "b": "b",
    }


def test_changing_what_was_given_back_changes_nothing(answers):
    answers.put("a", ["x"], 1)["answer"].append("y")
    answers.items["a"]["answer"].append("z")
    assert answers.items["a"]["answer"] == ["x"]


def test_processes_at_once_lose_nothing(answers, tmp_path):
    script = (
        "import sys; from active_listening.record import Answers\n"
        "answers = Answers(sys.argv[1], '03', learner='me')\n"
        "for n in range(15): answers.put(f'{sys.argv[2]}-{n}', 'x', 1); answers.put('all', n, n)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    processes = [subprocess.Popen([*command, name]) for name in "abc"]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert len(answers.items) == 46 and answers.items["all"]["answer"] == 14
    assert answers.notice == ""


def test_the_limit(answers):
    answers.put("a", "x" * 10_000, 1)
    for answer in ("x" * 10_001, {"open": "x" * 10_001}):
        with pytest.raises(TooLong, match="limit is 10,000"):
            answers.put("a", answer, 2)
    assert len(answers.items["a"]["answer"]) == 10_000


def test_the_previous_copy_is_kept(answers, tmp_path):
    answers.put("a", "one", 1)
    before = (tmp_path / "answers.json").read_bytes()
    answers.put("a", "two", 2)
    assert (tmp_path / "answers.previous.json").read_bytes() == before


def texts(answers):
    return {item: fields["answer"] for item, fields in answers.items.items()}


def test_a_file_cut_anywhere_keeps_all_but_the_last_change(answers, tmp_path):
    tricky = 'say "b": {"answer": "x", "revision": 9} \\'
    answers.put("a", tricky, 1)
    answers.put("b", {"open": {"answer": "deep", "revision": 7}}, 1)
    answers.put("c", "see", 1)
    path = tmp_path / "answers.json"
    whole = path.read_bytes()
    for cut in range(0, len(whole) - 2, 11):
        path.write_bytes(whole[:cut])
        again = Answers(tmp_path, "03_open_questions", learner="me")
        found = texts(again)
        assert found["a"] == tricky and found["b"]["open"]["answer"] == "deep"
        assert set(found) in ({"a", "b"}, {"a", "b", "c"})
        (aside,) = tmp_path.glob("answers.damaged-*.json")
        assert aside.read_bytes() == whole[:cut] and aside.name in again.notice
        aside.unlink()
        assert Answers(tmp_path, "x").items == again.items, "it is whole now"


def test_without_a_previous_copy_the_whole_items_are_saved(answers, tmp_path):
    for name in "abc":
        answers.put(name, f"answer {name}", 1)
    path = tmp_path / "answers.json"
    (tmp_path / "answers.previous.json").unlink()
    path.write_bytes(path.read_bytes().replace(b"answer b", b'ans"\x00wer'))
    assert texts(answers) == {"a": "answer a", "c": "answer c"}
    assert "2 whole answers are kept" in answers.notice
    assert answers.put("b", "again", 2)["answer"] == "again"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[1]",
        b'{"items": [1]}',
        b'{"format": "one", "items": {}}',
        b'{"format": 1, "items": {"a": 3, "b": {"answer": 1}, "c": {"answer": 1, "revision": ""}}}',
        b"[" * 100_000,
        b"\x00" * 4096,
        b"\xff\xfe",
    ],
)
def test_rubbish_is_set_aside_and_the_previous_copy_used(answers, tmp_path, data):
    answers.put("a", "old", 1)
    answers.put("b", "new", 1)
    (tmp_path / "answers.json").write_bytes(data)
    answers.put("c", "on", 1)
    assert texts(answers) == {"a": "old", "c": "on"}
    (aside,) = tmp_path.glob("answers.damaged-*.json")
    assert aside.read_bytes() == data and aside.name in answers.notice


def test_a_missing_file_comes_back_from_the_previous_copy(answers, tmp_path):
    answers.put("a", "old", 1)
    answers.put("b", "new", 1)
    (tmp_path / "answers.json").unlink()
    assert texts(answers) == {"a": "old"} and "was missing" in answers.notice
    assert Answers(tmp_path / "new", "x").items == {}
    assert not (tmp_path / "new").exists()


def test_what_a_later_version_added_is_kept(answers, tmp_path):
    path = tmp_path / "answers.json"
    stored = {
        "format": 2,
        "mood": "good",
        "items": {"a": {"answer": "x", "revision": 1, "pauses": [1, 2]}},
    }
    path.write_text(json.dumps(stored))
    answers.put("b", "y", 1)
    again = json.loads(path.read_text())
    assert (again["format"], again["mood"]) == (2, "good")
    assert again["items"]["a"]["pauses"] == [1, 2] and answers.notice == ""


def test_a_link_or_a_folder_is_refused(answers, tmp_path):
    target = tmp_path / "elsewhere.json"
    target.write_text('{"format": 1, "items": {}}')
    (tmp_path / "answers.json").symlink_to(target)
    with pytest.raises(RecordError, match="not a plain file"):
        answers.put("a", "x", 1)
    with pytest.raises(RecordError, match="not a plain file"):
        _ = answers.items
    assert target.read_text() == '{"format": 1, "items": {}}'
    (tmp_path / "answers.json").unlink()
    (tmp_path / "answers.json").mkdir()
    with pytest.raises(RecordError, match="not a plain file"):
        answers.put("a", "x", 1)


def test_a_previous_copy_that_is_a_link_is_neither_read_nor_written_through(answers, tmp_path):
    target = tmp_path / "elsewhere.json"
    target.write_text('{"format": 1, "items": {"z": {"answer": "x", "revision": 1}}}')
    (tmp_path / "answers.previous.json").symlink_to(target)
    assert answers.items == {}
    answers.put("a", "one", 1)
    answers.put("a", "two", 2)
    assert '"z"' in target.read_text()
    assert not (tmp_path / "answers.previous.json").is_symlink()


def test_the_learner_is_the_workspaces(tmp_path, monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    monkeypatch.delenv("ACTIVE_LISTENING_RECORD", raising=False)
    (tmp_path / ".active-listening").mkdir()
    (tmp_path / ".active-listening" / "workspace.json").write_text('{"learner": "w-17"}')
    folder = tmp_path / "exercises" / "03"
    folder.mkdir(parents=True)
    assert Answers(folder, "03").learner == "w-17"
