"""The map of the course: every row that points nowhere is told with its line and a mend."""

import pytest

from active_listening import bank, check
from active_listening.check import syllabus
from active_listening.cli import main

TAUGHT = "03_small_talk#monday-9-10"
BREAKS = [
    # old, new, field, found, mend
    ("03_small_talk#monday", "03_smal_talk#monday", "taught", "no lesson", "03_small_talk"),
    ("#monday-9-10", "#monday-910", "taught", 'is "monday-910"', "Nearest: monday-9-10"),
    (TAUGHT, "Monday, 9:10", "taught", "found 'Monday, 9:10'", "page#heading"),
    (TAUGHT, '""', "taught", "does not teach this point", "page and heading"),
    ("[yard-key, yard-call]", "[]", "exercised", "no activity exercises", "would fail"),
    ("yard-key,", "yard-keys,", "exercised[0]", 'called "yard-keys"', "Nearest: yard-key"),
    ("yard-key,", "yard-spare,", "exercised[0]", "stands on no page", "Place it"),
    ("yard-key,", "yard-call,", "exercised[1]", "stands here twice", "Take it out"),
    ("module: M03", "module: M15", "module", "found 'M15'", "M01 to M14"),
    ('point: "Keys hang', 'pont: "Keys hang', "pont", "not known", "`point`"),
]


@pytest.mark.parametrize(("old", "new", "field", "found", "mend"), BREAKS)
def test_a_row_that_points_nowhere_is_told(
    home, told, old: str, new: str, field: str, found: str, mend: str
) -> None:
    where = (home / "syllabus.yaml").read_text("utf-8").split(old)[0].count("\n") + 1
    (one,) = told("syllabus.yaml", old, new)
    line = int(one.removeprefix("data/syllabus.yaml:").split(":")[0])
    assert f": field `{field}`: " in one
    assert found in one
    assert mend in one
    assert where <= line <= where + (field == "exercised[1]")


def test_a_sound_map_has_no_problems(told) -> None:
    assert told("syllabus.yaml", "A010", "A010") == []


def test_a_missing_and_a_doubled_row_are_told(told) -> None:
    one, other = sorted(told("syllabus.yaml", "id: A011", "id: A010"))
    assert "A010 has two rows. Take one out." in other
    assert "A011 is missing. Add the row" in one


def test_a_row_of_no_syllabus_is_told(told) -> None:
    found = told("syllabus.yaml", "id: B038", "id: B039")
    assert [("no B039" in one, "B038 is missing" in one) for one in found] == [
        (True, False),
        (False, True),
    ]


def test_a_missing_map_is_told_where_there_is_a_lesson(home, told) -> None:
    (home / "syllabus.yaml").unlink()
    assert "it is missing" in str(*syllabus.findings())
    (home / "lessons" / "03_small_talk.md").unlink()
    assert list(syllabus.findings()) == []


def test_a_heading_in_a_block_of_code_is_no_heading(home, told) -> None:
    (one,) = told("lessons/03_small_talk.md", "## Monday, 9:10\n", "```\n## Monday, 9:10\n```\n")[
        :1
    ]
    assert "no heading of 03_small_talk" in one


def test_check_tells_it(home, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("_coach_files", "_pages"):  # slow, and not asked here
        monkeypatch.setattr(check, other, lambda: iter(()))
    monkeypatch.setattr(check.content, "entry", lambda kind, entry: iter(()))
    path = home / "syllabus.yaml"
    path.write_text("stray: 1\n" + path.read_text("utf-8").replace("yard-key,", "yard-kex,", 1))
    found = [str(one) for one in check.problems() if "syllabus" in str(one)]
    assert ["left margin" in one or "yard-kex" in one for one in found] == [True, True]


def test_the_map_is_printed_for_reading_by_eye(home, capsys) -> None:
    assert main(["syllabus", "--module", "M03"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "M03  03_small_talk"
    assert lines[2:5] == [
        "      taught     03_small_talk#monday-9-10",
        "      exercised  yard-key (single)",
        "      exercised  yard-call (dialogue)",
    ]
    assert lines[-1] == "2 of 2 points are taught and exercised."
    assert main(["syllabus", "--module", "M77"]) == 2
    assert "Modules: M03, M04" in capsys.readouterr().err


def test_the_syllabus_has_each_of_its_points_once_in_a_line_of_its_own() -> None:
    rows = bank.syllabus()
    assert sorted(row.id for row in rows) == sorted(syllabus.ALL)
    assert len({row.point for row in rows}) == len(rows) == 140
    assert {row.module for row in rows} == {f"M{n:02}" for n in range(1, 15)}
