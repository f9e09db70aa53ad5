"""The files: whole for every class there can be, well formed, nothing loaded, nothing run."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from report_class import ASSIGNMENT, class_of, learner

from active_listening.classroom.layout import ClassError
from active_listening.classroom.report import page, plots, report, second, shared, tables, words
from active_listening.classroom.results import ClassResult

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\x00\ud800$\\frac{1}$ {{ 7*7 }}'
VOID = {"meta", "br", "img", "link"}


class Page(HTMLParser):
    """A page taken apart: every tag closed, every id once."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.points_at: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name in ("aria-labelledby", "headers"):
                self.points_at += (value or "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(text: str) -> Page:
    found = Page(text)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.points_at) <= set(found.ids)
    assert not {"script", "iframe", "object", "embed", "link", "img", "base", "form"} & set(
        found.tags
    )
    for tag, name, value in found.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("href", "src", "xlink:href", "action"):
            assert value.startswith("#"), (tag, value)
        if name == "style":
            assert "url(" not in value.replace("url(#", "")
    assert "@import" not in text
    assert found.tags["h1"] == found.tags["title"] - found.tags["svg"] == 1
    drawings = [value for tag, name, value in found.attributes if (tag, name) == ("svg", "role")]
    assert drawings == ["img"] * found.tags["svg"]
    assert found.tags["desc"] == found.tags["figure"] == found.tags["svg"]
    return found


CASES = {f"{count} waiting": class_of(count) for count in (0, 1, 4, 5, 30)}
CASES |= {f"{count} final": class_of(count, marked=True) for count in (1, 5)}
CASES |= {f"{count} flagged": class_of(count, flagged=count, absent=2) for count in (1, 5)}
CASES["30, one flagged"] = class_of(30, flagged=1, marked=True, absent=1)


# The others are in the slow tier.
FIRST = ("0 waiting", "1 final", "5 flagged", "30, one flagged")


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(case, id=name, marks=[] if name in FIRST else [pytest.mark.slow])
        for name, case in CASES.items()
    ],
)
def test_every_class_gets_its_pages(result: ClassResult, tmp_path: Path) -> None:
    made = report(result, tmp_path / "new" / "folder", run_notebook=False)
    assert [path.name for path in made] == [
        "instructor.html", "class.html", "results.csv", "criteria.csv", "report.ipynb",
    ]  # fmt: skip
    assert all(path.stat().st_size for path in made)
    for path in made[:2]:
        check(path.read_text("utf-8"))
    text = made[0].read_text("utf-8")
    for student in result.submissions:
        if student.problem:
            assert "answers.json is damaged. Ask for the folder again." in text
    for absent in result.absent:
        assert absent in text


def test_a_full_class_gets_every_plot_and_nobody_gets_none() -> None:
    assert check(page.instructor(class_of(30, marked=True))).tags["svg"] == 4
    assert check(page.for_class(shared.share(class_of(30, marked=True)))).tags["svg"] == 2
    assert check(page.instructor(class_of(0))).tags["svg"] == 0


def test_what_waits_is_a_range_and_what_is_flagged_no_zero() -> None:
    result = class_of(3, flagged=1)
    text = page.instructor(result)
    waiting = result.submissions[1]
    assert f"{words.number(waiting.low)} to {words.number(waiting.high)}" in text
    assert "1 submission could not be graded. That is no zero" in text
    table = text[text.index("Learners by rank</caption>") :]
    assert result.submissions[0].first_name not in table[: table.index("</table>")]


def test_names_and_answers_stay_text() -> None:
    items = list(class_of(1).submissions[0].items)
    items[0] = replace(items[0], answer=HOSTILE, manual=0.0, auto=5.0)
    items[14] = replace(
        items[14], answer={"closed": HOSTILE, "open": HOSTILE}, manual=0.0, auto=9.0
    )
    bad = [
        learner(
            n, items, id=f"{HOSTILE}{n}", first_name=HOSTILE, last_name="Ünï 李", problem=problem
        )
        for n, problem in enumerate(["", "", "", "", "", "", f"Who knows {HOSTILE}"])
    ]
    result = ClassResult("03_open_questions", 95.0, tuple(bad), absent=(HOSTILE,))
    for text in (page.instructor(result), page.for_class(shared.share(result))):
        check(text)
    assert "&lt;script&gt;alert(1)" in page.instructor(result)
    assert "{{ 7*7 }}" in page.instructor(result)
    assert "Ünï 李" in page.instructor(result)


def test_hostile_files_are_written_all_the_same(tmp_path: Path) -> None:
    result = replace(class_of(5), absent=(HOSTILE,))
    made = report(result, tmp_path, run_notebook=False)
    assert all(path.stat().st_size for path in made)


def test_names_of_any_script_stand_in_tables_and_are_never_drawn() -> None:
    scripts = ["Ọlákùnlé", "沈浩然", "نادية", "हरीश", "Łęcka"]
    named = class_of(5, marked=True)
    people = tuple(
        replace(s, first_name=name) for s, name in zip(named.submissions, scripts, strict=True)
    )
    text = page.instructor(replace(named, submissions=people))
    drawings = " ".join(re.findall(r"<svg.*?</svg>", text, re.S))
    assert drawings
    for script in scripts:
        assert f"<bdi>{script}" in text
        assert script not in drawings


# -- plots ---------------------------------------------------------------------------------------


def test_each_plot_says_its_figures_in_words() -> None:
    result = class_of(12, marked=True)
    learners, items, criteria = (
        tables.learners(result),
        tables.items(result),
        tables.criteria(result),
    )
    drawn = plots.ranges(learners, 95)
    assert drawn
    for rank, low in enumerate(learners["low"], 1):
        assert f"{rank}: {words.number(low)}" in drawn.alt
    drawn = plots.items(items)
    assert drawn
    for row in items.itertuples():
        assert f"Task {row.number}: {words.percent(row.difficulty)} of the points" in drawn.alt
        assert f"discrimination {words.signed(row.discrimination)}" in drawn.alt
    drawn = plots.criteria(criteria)
    assert drawn
    for row in criteria.itertuples():
        assert f"{row.label}: missed in {row.missed} of {row.n} answer" in drawn.alt
    assert f">{drawn.alt}</desc>" in drawn.svg


def test_a_range_is_told_from_its_least_to_its_most() -> None:
    table = tables.learners(class_of(5))
    drawn = plots.ranges(table, 95)
    assert drawn
    row = table.iloc[0]
    assert f"1: {words.number(row['low'])} to {words.number(row['high'])}" in drawn.alt


def test_nothing_is_drawn_of_nothing() -> None:
    result = class_of(0)
    assert plots.ranges(tables.learners(result), 95) is None
    assert plots.items(tables.items(result)) is None
    assert plots.criteria(tables.criteria(result)) is None
    assert plots.bands(()) is None
    assert plots.portions((), words.PORTIONS) is None


def test_the_same_class_is_drawn_the_same() -> None:
    first, again = (plots.items(tables.items(class_of(12))) for _ in range(2))
    assert first == again


# -- words ---------------------------------------------------------------------------------------


def row(**fields: object) -> object:
    usual = {
        "n": 20, "waiting": 0, "unsure": 0, "empty": 0, "difficulty": 0.6, "discrimination": 0.4,
        "r_n": 20,
    }  # fmt: skip
    return pd.DataFrame([{**usual, **fields}]).itertuples().__next__()


def missed(name: str, count: int, of: int = 20) -> object:
    fields = {"name": name, "label": f"the label of {name}", "missed": count, "n": of}
    return pd.DataFrame([fields]).itertuples().__next__()


@pytest.mark.parametrize(
    ("fields", "criteria", "said"),
    [
        ({}, [], None),
        ({"difficulty": 0.29}, [], "Hard: 29%"),
        ({"difficulty": 0.31}, [], None),
        ({"difficulty": 0.96}, [], "Easy: 96%"),
        ({"difficulty": 0.94}, [], None),
        ({"discrimination": -0.1}, [], "do worse here"),
        ({"discrimination": 0.1}, [], "hardly follows"),
        ({"discrimination": 0.21}, [], None),
        ({"discrimination": float("nan")}, [], None),
        ({"unsure": 4}, [], "could not tell in 4 of 20"),
        ({"unsure": 3}, [], None),
        ({"empty": 5}, [], "5 of 20 left it empty"),
        ({"empty": 4}, [], None),
        ({}, [("single", 14)], "Nearly everyone misses “the label of single” here (14 of 20)."),
        ({}, [("single", 13)], "Missed most here: “the label of single” (13 of 20)."),
        ({}, [("single", 5)], "Missed most here: “the label of single” (5 of 20)."),
        ({}, [("single", 4)], None),
        ({"n": 60}, [("single", 11)], None),
        ({}, [("wide", 8), ("single", 9)], "Missed most here: “the label of single” (9 of 20)."),
        ({"difficulty": 0.2}, [("single", 15)], "Nearly everyone misses"),
        ({"n": 4, "difficulty": 0.1}, [("single", 3)], None),
    ],
)
def test_what_to_repair(fields: dict, criteria: list, said: str | None) -> None:
    found = words.repair(
        row(**fields), [missed(name, count, fields.get("n", 20)) for name, count in criteria]
    )
    assert (" ".join(found) == "") if said is None else (said in " ".join(found))


def test_every_criterion_has_something_to_look_at_and_a_next_step() -> None:
    from active_listening.classroom.report import advice, tidy

    for name in tidy.name_order():
        assert name in advice.LOOK_AT
        assert name in advice.STEPS
        stuck = tables.Stuck(class_of(1).submissions[0], (("same", 5, 8),), name)
        assert words.why_stuck(stuck) == [
            f"misses “{tidy.label_of_name(name)}” in 5 of 8 answers read"
        ]
        assert words.next_step(stuck) == advice.STEPS[name]


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (class_of(0), ["Nobody has handed in yet."]),
        (class_of(0, absent=1), ["Nobody has handed in yet. 1 learner is in the gradebook."]),
        (
            class_of(1, marked=True, absent=1),
            ["1 learner has handed in, 1 has not.", "All results are final."],
        ),
        (
            class_of(2, flagged=2),
            ["2 learners have handed in, 0 have not.", "2 submissions could not be"],
        ),
    ],
)
def test_the_summary_in_words(result: ClassResult, said: list[str]) -> None:
    found = words.summary(result)
    assert len(found) == len(said)
    for line, begins in zip(found, said, strict=True):
        assert line.startswith(begins)


# -- second marks --------------------------------------------------------------------------------

SMALL = class_of(2)
FIRST, ITEM = SMALL.submissions[0].id, ASSIGNMENT.items[0].id


def marks(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "second.csv"
    path.write_text(text, "utf-8-sig")
    return path


def test_second_marks_are_read_from_a_file_or_a_table(tmp_path: Path) -> None:
    path = marks(
        tmp_path, f"points,item,student\n2.5,{ITEM},{FIRST}\n1,nope,{FIRST}\n,{ITEM},id001.q\n"
    )
    assert second.read(path, SMALL) == ({(FIRST, ITEM): 2.5}, 1)
    assert second.read(pd.read_csv(path), SMALL) == ({(FIRST, ITEM): 2.5}, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("student,item\n", "no column points"),
        ("", "no column student and no column item and no column points"),
        (f"student,item,points\n{FIRST},{ITEM},lots\n", "line 2: “lots” is no number"),
        (f"student,item,points\n{FIRST},{ITEM},nan\n{FIRST},{ITEM},inf\n", "line 3: “inf” is no"),
        (f"student,item,points\n{FIRST},{ITEM},6\n", "line 2: .* takes 0 to 5 points, not 6"),
        (f"student,item,points\n{FIRST},{ITEM},-1\n", "takes 0 to 5 points, not -1"),
        (f"student,item,points\n{FIRST},{ITEM},1\n{FIRST},{ITEM},2\n", "line 3: .* already"),
        ("student,item,points\nx,y,1\n", "None of the second marks belongs"),
    ],
)
def test_wrong_second_marks_get_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ClassError, match=said):
        second.read(marks(tmp_path, text), SMALL)


def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ClassError, match="cannot be read"):
        second.read(tmp_path / "missing.csv", SMALL)
    (tmp_path / "latin.csv").write_bytes("student,item,points\nJos\xe9,x,1".encode("latin-1"))
    with pytest.raises(ClassError, match="not UTF-8"):
        second.read(tmp_path / "latin.csv", SMALL)


def test_second_marks_reach_the_page_and_the_rows(tmp_path: Path) -> None:
    path = marks(tmp_path, f"student,item,points\n{FIRST},{ITEM},0\n")
    report(SMALL, tmp_path / "made", path, run_notebook=False)
    assert "1 answer of 1 learner has points from both" in (
        tmp_path / "made/instructor.html"
    ).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "made/results.csv").read_text("utf-8-sig"))))
    assert [row["second"] for row in rows if (row["student"], row["item"]) == (FIRST, ITEM)] == [
        "0.0"
    ]
