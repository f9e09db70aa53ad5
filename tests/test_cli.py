"""The command line, as a person calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from active_listening import cli


def test_read_prints_one_json_object_a_line(tmp_path: Path, capsys) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("Did it go well?\n\nHow did it go?\n", "utf-8")
    assert cli.main(["read", str(lines), "--json"]) == 0
    readings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reading["question"]["tier"] for reading in readings] == ["closed", "open"]
    keys = ["text", "question", "flaws", "moves", "criteria", "points", "verdict"]
    assert [list(reading) for reading in readings] == [keys, keys]
    assert readings[0]["verdict"] is None


def test_rewrite_of_adds_the_rubric(tmp_path: Path, capsys) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("How was the audit for your team?\n", "utf-8")
    assert cli.main(["read", str(lines), "--json", "--rewrite-of", "Was the audit hard?"]) == 0
    reading = json.loads(capsys.readouterr().out)
    assert [criterion["id"] for criterion in reading["criteria"]] == [f"Q{n}" for n in range(1, 10)]
    assert (reading["points"], reading["verdict"]) == (100, "pass")


def test_read_for_people_shows_the_words_that_decided(capsys, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", __import__("io").StringIO("Are the stores using it?\n"))
    assert cli.main(["read"]) == 0
    assert "closed: “Are the stores”" in capsys.readouterr().out


def test_a_line_that_is_too_long_is_told_and_the_others_are_read(tmp_path: Path, capsys) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("a" * 10_001 + "\nHow did it go?\n", "utf-8")
    assert cli.main(["read", str(lines)]) == 1
    out, err = capsys.readouterr()
    assert "10,000" in err
    assert "open" in out


@pytest.mark.parametrize(
    ("content", "message"), [(None, "No such file"), (b"\xff\xfe\x00", "UTF-8")]
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys, content: bytes | None, message: str
) -> None:
    path = tmp_path / "lines.txt"
    if content is not None:
        path.write_bytes(content)
    assert cli.main(["read", str(path)]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert "Traceback" not in err


def test_check_says_when_there_is_nothing_to_mend(monkeypatch, capsys) -> None:
    monkeypatch.setattr("active_listening.check.problems", lambda: iter(()))
    assert cli.main(["check"]) == 0
    assert "holds together" in capsys.readouterr().out


def test_build_writes_only_what_differs(tmp_path: Path, capsys) -> None:
    assert cli.main(["build", "--into", str(tmp_path)]) == 0
    assert "03_open_questions.ipynb" in capsys.readouterr().out
    assert cli.main(["build", "--into", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_the_record_can_be_seen_exported_imported_and_deleted(tmp_path: Path, capsys) -> None:
    from active_listening.record import Record

    here = tmp_path / "here" / ".active-listening" / "record"
    here.mkdir(parents=True)
    Record.open(here).save("an-item", "what I typed", base=0, kind="attempt")
    workspace, file = ["--workspace", str(tmp_path / "here")], str(tmp_path / "mine.jsonl")
    assert cli.main(["record", "export", file, *workspace]) == 0
    assert cli.main(["record", "delete", "--yes", *workspace]) == 0
    capsys.readouterr()
    assert cli.main(["record", "show", *workspace]) == 0
    assert "what I typed" not in capsys.readouterr().out
    assert cli.main(["record", "import", file, *workspace]) == 0
    assert cli.main(["record", "show", *workspace]) == 0
    assert "what I typed" in capsys.readouterr().out


def test_rubbish_is_not_imported(tmp_path: Path, capsys) -> None:
    rubbish = tmp_path / "rubbish"
    rubbish.write_bytes(b"\x00\x01 not a record")
    folder = ["--workspace", str(tmp_path)]
    assert cli.main(["record", "import", str(rubbish), *folder]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_what_nobody_thought_of_is_one_sentence_too(capsys, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(cli, "_check", broken)
    monkeypatch.setattr(sys, "argv", ["active-listening", "check"])
    assert cli.main(["check"]) == 2
    err = capsys.readouterr().err
    assert "too deep" in err
    assert "Traceback" not in err


def test_help_works_as_a_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "active_listening.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(word in done.stdout for word in ("start", "read", "check", "build", "record"))
