"""Where activities stand, read from the notebooks that learners have; and the table of skills."""

from pathlib import Path

from active_listening import bank, resources
from active_listening.bank import pages, placed, skills


def test_the_notebooks_hold_what_the_pages_say() -> None:
    made = {page.name: page for page in placed.lessons()}
    written = {page.name: page for page in pages.pages() if page.kind == "lessons"}
    for name in made.keys() & written.keys():
        calls = [call.id for call in written[name].calls if call.verb not in placed.NOT_COUNTED]
        assert [one.id for one in made[name].activities] == calls
    assert made["my_record"].activities == ()


def test_an_activity_stands_under_the_heading_before_it() -> None:
    page = next(page for page in placed.lessons() if page.number == "03")
    assert page.title == "Open questions"
    assert page.activities[0].heading == "Monday, 9:10"


def test_an_assignment_has_its_tasks() -> None:
    page = next(page for page in placed.assignments() if page.number == "03")
    assert page.path == "exercises/03_open_questions/03_open_questions.ipynb"
    assert [one.id for one in page.activities] == [
        item.id for item in bank.assignment("03_open_questions").items
    ]


def test_a_file_that_is_no_notebook_has_nothing_on_it(tmp_path: Path, monkeypatch) -> None:
    for name, text in {"a": "{", "b": "[]", "c": '{"cells": [{"cell_type": "code"}]}'}.items():
        (tmp_path / f"{name}.ipynb").write_text(text, "utf-8")
    monkeypatch.setattr(resources, "course", lambda: tmp_path)
    assert [page.activities for page in placed.lessons()] == [(), (), ()]


def test_the_skills_can_be_read() -> None:
    found = skills.skills()
    assert len({skill.id for skill in found}) == len(found)
    assert all(skill.rubrics or skill.calls for skill in found)


def test_a_rubric_without_a_skill_or_with_two_is_told(tmp_path: Path, monkeypatch) -> None:
    from active_listening import check

    table = tmp_path / "skills.yaml"
    row = "- id: {0}\n  title: T\n  taught: 03_open_questions\n  rubrics: [{1}]\n"
    table.write_text(row.format("one", "rewrite, cue") + row.format("two", "cue"), "utf-8")
    monkeypatch.setattr(skills, "path", lambda: table)
    told = [str(found) for found in check._skills()]
    assert "cue belongs to one already" in told[0]
    assert any("the rubric empathy is in no skill" in one for one in told)
    assert not any("rubric rewrite " in one for one in told)
