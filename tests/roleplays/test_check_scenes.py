"""What `active-listening check` says of scenes and of the rules they share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_scene import TEXT

from active_listening import check, resources

CLIENT = resources.data() / "client"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course of two small scenes that nothing but their size is wrong with."""
    data = tmp_path / "data"
    for name in ("schema", "coach", "client"):
        shutil.copytree(resources.data() / name, data / name)
    (data / "quizzes").mkdir()
    (data / "roleplays").mkdir()
    scene(data, TEXT)
    scene(data, TEXT.replace("id: late-crates", "id: early-crates"), "early-crates")
    monkeypatch.setattr(resources, "data", lambda: data)
    monkeypatch.setattr(check.plays.analysis, "findings", lambda scene: iter(()))
    for other in ("_coach_files", "_pages"):
        monkeypatch.setattr(check, other, lambda: iter(()))
    yield data


def scene(home: Path, text: str, name: str = "late-crates") -> None:
    (home / "roleplays" / f"{name}.yaml").write_text(text, "utf-8")


def told() -> list[str]:
    return [str(problem) for problem in check.problems()]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_sound_scenes_have_no_problems(home: Path) -> None:
    assert told() == []


def test_a_broken_scene_is_told_and_spoils_itself_alone(home: Path, monkeypatch) -> None:
    looked_at = []
    findings = lambda scene: iter(looked_at.append(scene.id) or ())  # noqa: E731
    monkeypatch.setattr(check.plays.analysis, "findings", findings)
    scene(home, TEXT.replace("when: heat", "when: haet"))
    (found,) = told()
    line = line_of(TEXT, "when: heat")
    assert found.startswith(f"data/roleplays/late-crates.yaml:{line}:11: field `beats[0].when`: ")
    assert "Did you mean heat" in found
    assert looked_at == ["early-crates"]


def test_findings_of_play_are_told_with_their_line(home: Path, monkeypatch) -> None:
    finding = (["endings", 1, "when"], "no play reaches this ending", "Ease its condition.")
    monkeypatch.setattr(check.plays.analysis, "findings", lambda scene: iter([finding]))
    found = told()
    line = line_of(TEXT, "when: agreed and summarised")
    assert len(found) == 2
    assert f"data/roleplays/late-crates.yaml:{line}: field `endings[1].when`: no play" in found[1]


def test_a_scene_that_cannot_be_played_stops_no_other(home: Path, monkeypatch) -> None:
    def findings(scene):
        if scene.id == "early-crates":
            raise RuntimeError("a loop")
        yield ["opening"], "dull", "Reword it."

    monkeypatch.setattr(check.plays.analysis, "findings", findings)
    first, second = told()
    assert "data/roleplays/early-crates.yaml:1: it cannot be played (a loop)" in first
    assert "late-crates.yaml" in second and "dull" in second


def test_an_id_is_the_name_of_its_file(home: Path) -> None:
    scene(home, TEXT.replace("id: late-crates", "id: later-crates"))
    (found,) = told()
    assert found.startswith("data/roleplays/late-crates.yaml:1: field `id`")


def test_an_id_is_used_once_in_all_content(home: Path) -> None:
    quiz = """- id: late-crates
  kind: true_false
  prompt: "True?"
  statement: "It is so."
  right: false
  feedback: {true: "It is not.", false: "Indeed."}
  misconception: "that it is so"
"""
    (home / "quizzes" / "01_test.yaml").write_text(quiz, "utf-8")
    (found,) = told()
    assert "data/roleplays/late-crates.yaml:1: field `id`" in found
    assert "already used in data/quizzes/01_test.yaml:1" in found


def test_a_scene_that_is_not_utf8_is_told(home: Path) -> None:
    (home / "roleplays" / "late-crates.yaml").write_bytes(b"id: \xff\n")
    (found,) = told()
    assert "data/roleplays/late-crates.yaml:1: not UTF-8 text" in found


SHARED = [
    # file, old, new, field, found
    ("reactions", "move: summary", "move: sumary", ".move", 'no move is called "sumary"'),
    ("reactions", 'when: main, trust: "+", openness', 'when: mian, trust: "+", openness',
     ".when", '"mian" is not known'),
    ("reactions", '{move: check_back, trust: "+"}', '{move: check_back, trust: 1}', ".trust",
     "found 1"),
    ("reactions", '{move: check_back, trust: "+"}', '{move: check_back, trust: "+-"}', ".trust",
     "found '+-'"),
    ("reactions", "{move: information}", "{mov: information}", ".mov", "not known"),
    ("rules", "id: interrogation", "ids: interrogation", ".ids", "not known"),
    ("rules", "words > 90", "wordz > 90", ".when", '"wordz" is not known'),
    ("rules", "apologised: did(apology)", "apologised: did(appology)", "flags.apologised",
     'did() knows no "appology"'),
    ("rules", "trust: {up: 1, down: 2}", "trust: {up: 1}", "limits.trust.down", "missing"),
    ("words", "tone: good", "tone: great", ".tone", "'great'"),
    ("words", "when: stung and heat", "when: stung and haet", ".when", '"haet" is not known'),
    ("words", "moods:", "moods: [", "", "not YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "field", "found"), SHARED)
def test_a_mistake_in_the_shared_rules_is_told_once_with_its_line(
    home: Path, name: str, old: str, new: str, field: str, found: str
) -> None:
    path = home / "client" / f"{name}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    (problem,) = told()
    line = line_of(text, old)
    assert problem.startswith(f"data/client/{name}.yaml:")
    if field:
        assert problem.startswith(f"data/client/{name}.yaml:{line}")
        assert f"{field}`: " in problem
    assert found in problem


def test_a_shared_file_that_is_missing_is_told(home: Path) -> None:
    (home / "client" / "words.yaml").unlink()
    (problem,) = told()
    assert "data/client" in problem and "words.yaml" in problem


def test_a_course_without_scenes_needs_no_shared_rules(home: Path) -> None:
    shutil.rmtree(home / "roleplays")
    shutil.rmtree(home / "client")
    assert told() == []
