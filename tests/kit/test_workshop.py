"""The workshop as content: its minutes, its words, and what `check` says of a broken file."""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from active_listening import bank, check, resources
from active_listening.bank import ContentError, load, references

ROOT = Path(__file__).parents[2]
FILE = ROOT / "data" / "workshops" / "open_questions.yaml"
(WORKSHOP,) = bank.workshops()
KIND = "workshops"
PACE = 140  # words a minute: brisk, and still clear


def test_it_lasts_ninety_minutes() -> None:
    assert sum(slot.minutes for slot in WORKSHOP.slots) == WORKSHOP.minutes == 90
    assert (WORKSHOP.people.least, WORKSHOP.people.most) == (6, 18)


@pytest.mark.parametrize("slot", WORKSHOP.slots, ids=lambda slot: slot.id)
def test_every_slot_has_what_a_trainer_needs(slot) -> None:
    assert sum(step.minutes for step in slot.steps) == slot.minutes
    assert slot.slides
    assert any(step.say for step in slot.steps)
    assert all([slot.purpose, slot.expect, slot.errors, slot.cut.how, slot.sensitive, slot.remote])
    assert 0 < slot.cut.saves <= slot.minutes


@pytest.mark.parametrize("slot", WORKSHOP.slots, ids=lambda slot: slot.id)
def test_what_is_said_fits_into_its_minutes(slot) -> None:
    for step in slot.steps:
        assert len(step.say.split()) <= PACE * step.minutes, step.say[:40]


def test_every_group_size_is_told() -> None:
    told = {int(n) for line in WORKSHOP.groups[:3] for n in re.findall(r"\d+", line)}
    assert told == set(range(WORKSHOP.people.least, WORKSHOP.people.most + 1))
    for line, fours in zip(WORKSHOP.groups[:3], range(3), strict=True):
        assert all((int(n) - 4 * fours) % 3 == 0 for n in re.findall(r"\d+", line))


def test_a_part_of_a_lesson_is_found_by_its_first_words() -> None:
    table = references.part("03_open_questions", "code")
    assert table.startswith("| code |")
    assert "Close to confirm" in table
    quote = references.part("03_open_questions", "Open questions alone")
    assert quote.startswith("**Open questions alone")  # the mark of a quotation is taken off
    assert quote.endswith("*")
    with pytest.raises(ContentError, match="no part begins"):
        references.part("03_open_questions", "Nothing begins like this")
    with pytest.raises(ContentError, match="parts begin"):
        references.part("03_open_questions", "")


@pytest.fixture
def spoil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """The course's own data, with one change to the workshop."""
    data = tmp_path / "data"
    shutil.copytree(resources.data(), data)
    monkeypatch.setattr(resources, "data", lambda: data)

    def change(old: str, new: str) -> None:
        text = FILE.read_text("utf-8")
        assert old in text
        (data / "workshops" / FILE.name).write_text(text.replace(old, new, 1), "utf-8")

    yield change


BREAKS = [
    # change, the field, what was found, the mend
    ("minutes: 90", "minutes: 85", "slots", "add up to 90 minutes", "Take 5 away"),
    (
        "- minutes: 6\n          slides:",
        "- minutes: 7\n          slides:",
        "slots[3].steps",
        "the steps add up to 15 minutes, and 14",
        "Take 1 away",
    ),
    (
        "quiz: speed-round",
        "quiz: sped-round",
        "slots[1].steps[1].slides[0].quiz",
        'no "sped-round" in data/quizzes',
        "speed-round",
    ),
    (
        "dialogue: nimbela-monday-call",
        "dialogue: nimbela-tuesday-call",
        "slots[0].steps[1].slides[0].dialogue",
        "nimbela-tuesday-call",
        "nimbela-monday-call",
    ),
    ("lines: [1, 9]", "lines: [1, 99]", "slides[0].lines", "[1, 99]", "Choose from 1 to 11"),
    (
        "worked: pellow-campaign-happy",
        "worked: nimbela-ben-coping",
        "slides[0].worked",
        "no worked model",
        "Take one",
    ),
    (
        "rewrites: [nimbela-ben-coping,",
        "rewrites: [a03-depot-trial,",
        "slides[0].rewrites[0]",
        'no "a03-depot-trial" in data/rewrites',
        "data/rewrites",
    ),
    ('part: "The first call had"', 'part: "The last call had"', "part", "no part", "Copy"),
    ('codes: "code"', 'codes: "codex"', "card.codes", "no part begins", "Copy its first words"),
    ("goal: goal-open-questions", "goal: gaol", "handout.goal", 'no "gaol"', "data/worksheets"),
    ("lesson: 03_open_questions", "lesson: 03_open", "lesson", "03_open", "03_open_questions"),
    ("      purpose:", "      porpoise:", "slots[0].porpoise", "not known", "`purpose`"),
    ("saves: 2,", "saves: 20,", "slots[0].cut.saves", "20 minutes", "At most 10"),
    ("- id: open-it-up", "- id: monday-call", "slots[3].id", "twice", "another"),
    (
        'part: "The first call had"',
        'part: "The first call had"\n              text: ["More"]',
        "slides[0]",
        "text and part",
        "One idea a slide",
    ),
]


@pytest.mark.parametrize(("old", "new", "field", "found", "mend"), BREAKS)
def test_a_broken_workshop_is_told_with_line_field_and_mend(
    spoil, old: str, new: str, field: str, found: str, mend: str
) -> None:
    spoil(old, new)
    (path,) = load.files("workshops")
    told = [
        str(problem) for entry in load.entries(path) for problem in check.content.entry(KIND, entry)
    ]
    assert len(told) == 1, told
    assert found in told[0]
    assert mend in told[0]
    place = re.match(r"data/workshops/open_questions.yaml:(\d+): field `([^`]+)`", told[0])
    assert place
    assert place[2].endswith(field)
    assert 1 < int(place[1]) <= FILE.read_text("utf-8").count("\n")


@pytest.mark.slow
def test_check_tells_it_once_and_names_the_line_at_fault(
    spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_pages", lambda: iter(()))  # slow, and about notebooks
    monkeypatch.setattr(check, "_scenes", lambda *_: iter(()))  # slow, and about role-plays
    spoil("quiz: when-to-close", "quiz: when-to-clothe")
    (problem,) = [one for one in check.problems() if "workshops" in one.source]
    lines = FILE.read_text("utf-8").splitlines()
    assert "quiz: when-to-close" in lines[int(problem.source.split(":")[1]) - 1]


def test_a_learners_wheel_holds_no_workshop() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert not [name for name in wheel["force-include"] if "workshops" in name]
