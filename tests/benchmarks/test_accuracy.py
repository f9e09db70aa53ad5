"""The table: made lines in, figures out; what is not there is said and nothing else is lost."""

import csv
from pathlib import Path

import pytest
from benchmarks.lines import Options

from active_listening import coach
from benchmarks import accuracy, lines, reference, topic

BUSINESS = [
    ("Did it go well?", "closed", "a"),
    ("What was it like for you?", "open", "a"),
    ("Are you happy with it?", "closed", "b"),
    ("How did your people take it?", "open", "b"),
    ("When does it start?", "closed", "c"),
]
SET = """
- id: made-visit
  rubric: rewrite
  scene: A visit.
  original: Did the visit help?
  facets:
    - {name: visit, words: [visit, help]}
  answers:
    - {text: "What did the visit change for you?", group: honest, tier: open, flaws: [],
       verdict: pass, misses: [], why: "Open."}
    - {text: "Did it help?", group: adversarial, trick: pasted, tier: closed, flaws: [],
       verdict: not_yet, misses: [Q2, Q3], why: "Closed."}
    - {text: "How much did the visit help?", group: second_language, tier: closed, flaws: [],
       verdict: pass, misses: [], sure: false, why: "Wrongly labelled, to be listed."}
- id: made-unknown
  rubric: no_such_rubric
  scene: None.
  answers:
    - {text: "Thank you.", group: honest, verdict: pass, misses: [], why: "Unknown."}
- id: made-reply
  scene: None.
  client: I waited all day.
  answers:
    - {text: "How was that for you?", group: honest, tier: open, moves: [open_question],
       why: "Asks."}
"""
AGAIN = """
- id: made-visit
  answers:
    - {text: "What did the visit change for you?", tier: open, verdict: pass}
    - {text: "Did it help?", tier: focused, verdict: not_yet}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with (tmp_path / "business_questions_dev.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label", "source"), *BUSINESS])
    return tmp_path


@pytest.fixture
def made_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data" / "reference"
    folder.mkdir(parents=True)
    (folder / "made.yaml").write_text(SET, "utf-8")
    whole = reference.answers
    monkeypatch.setattr(reference, "answers", lambda held_back=False: whole(held_back, folder))
    return folder


def test_the_coach_stands_beside_each_baseline_on_the_same_lines(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accuracy.report(Options(data), ["business"])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    counts = {row[4]: row for row in rows if row[:2] == ["coach,", "where"]}
    assert counts == {"4": ["coach,", "where", "not", "focused", "4", "0.80", *counts["4"][6:]]}
    naive = [row for row in rows if row[:2] == ["baseline:", "first-word"]]
    assert [row[4] for row in naive] == ["4", "5"]
    assert all(row[-2].startswith("[") for row in naive)


def test_a_part_without_its_file_says_so_and_the_others_stand(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accuracy.report(Options(data), ["business", "mrda", "reflections"])
    out = capsys.readouterr().out
    assert "Business questions" in out
    assert "mrda: mrda_questions.csv (MRDA" in out
    assert "reflections: annomi_therapist.csv" in out


def test_without_a_folder_every_outside_part_is_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    accuracy.report(Options(), ["business", "pairs", "annomi", "flaws", "replies"])
    assert capsys.readouterr().out.count("no --data FOLDER") == 5


def test_the_reference_set_is_scored_and_an_unknown_rubric_only_left_out(
    made_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accuracy.report(Options(errors=5), ["reference"])
    out = capsys.readouterr().out
    assert "5 answers to 3 tasks" in out
    assert "left out, 1 answers: rubric no_such_rubric" in out
    rows = {line[:30].strip(): line.split() for line in out.splitlines()}
    assert rows["all"][2:8] == ["1/2", "0.500", "0/1", "0.000", "1/2", "0.500"]
    assert "errors: good answers failed, 1 of 1" in out
    assert "Wrongly labelled" in out


def test_errors_of_the_held_back_set_are_not_listed(
    made_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (made_set / "held_back").mkdir()
    (made_set / "made.yaml").rename(made_set / "held_back" / "made.yaml")
    (made_set / "made.yaml").write_text("[]", "utf-8")
    accuracy.report(Options(errors=5, held_back=True), ["reference"])
    out = capsys.readouterr().out
    assert "Reference set, held back: 5 answers" in out
    assert "Wrongly labelled" not in out


def test_a_second_reader_is_set_beside_the_coach_and_counted_once(
    made_set: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (made_set / reference.SECOND).write_text(AGAIN, "utf-8")
    second = reference.second_reading
    monkeypatch.setattr(reference, "second_reading", lambda held_back: second(held_back, made_set))
    accuracy.report(Options(), ["reference"])
    out = capsys.readouterr().out
    assert "5 answers to 3 tasks" in out
    verdicts, tiers = out.split("that a second reader labelled, too")[1:]
    assert verdicts.splitlines()[2].split()[:6] == "the second reader 2 1.00 1.000".split()
    assert tiers.splitlines()[2].split()[:6] == "the second reader 2 1.00 0.500".split()


def test_a_miss_is_a_criterion_not_met_in_full(made_set: Path) -> None:
    done = reference.judged(reference.answers()[:3])
    assert [sorted(reference.misses(found)) for _, found in done.pairs] == [
        [],
        ["Q2", "Q3", "Q7"],
        ["Q3"],
    ]


def test_no_file_of_answers_on_topic_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(lines.Missing, match="not there yet"):
        topic.report(Options(), tmp_path)


def test_answers_on_topic_are_read_against_every_item(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '- {item: a03-depot-trial, answers: ["How was the trial for the crews at Ashby?"]}\n'
    text += '- {item: a03-claims-workshop, answers: ["What did they learn in the workshop?"]}\n'
    (tmp_path / "on_topic.yaml").write_text(text, "utf-8")
    topic.report(Options(), tmp_path)
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if "accepted" in line]
    assert rows[0][7:10] == ["2", "of", "2"]


def test_a_line_too_long_for_the_coach_is_cut() -> None:
    assert lines.reading("what happened then " * coach.LIMIT).question.tier == "open"
