"""The page of the learner's own record."""

from datetime import date
from pathlib import Path

import pytest
from lesson_items import HOSTILE, Page

from active_listening.lesson.record_page import MOST, Progress


@pytest.fixture
def page(record):
    return Page(Progress(record))


def test_an_empty_record_has_no_tables_and_no_plots(page):
    assert page.view["charts"] == [] and page.view["go"]["path"].startswith("course/00_")
    assert page.view["groups"] is None
    assert page.send("list")["groups"] == []
    page.activity.after_display()
    assert page.view["charts"] == []


def test_the_plots_follow_the_tables_and_go_with_the_record(page, record):
    record.save("shortest-answer", {"answer": "x"}, kind="attempt", points=0)
    charts = page.send("refresh")["charts"]
    assert [chart["svg"] for chart in charts] == ["", ""] and all(c["rows"] for c in charts)
    page.activity.after_display()
    assert all(chart["svg"].startswith("<svg") for chart in page.view["charts"])
    assert page.send("delete", word="DELETE")["charts"] == []


def test_tries_best_and_last_are_told_by_activity(page, record):
    record.save("shortest-answer", {"answer": "x"}, kind="attempt", points=0)
    record.save("shortest-answer", {"answer": "y"}, kind="attempt", points=100)
    record.save("no-such-item", "typed")
    record.save("no-such-item/change", "aside")
    page.send("refresh")
    groups = {group["title"]: group["rows"] for group in page.send("list")["groups"]}
    row = groups["Lesson 03"][0]
    assert (row["tries"], row["best"]) == ("2", "100 of 100")
    assert row["name"] != "shortest-answer"
    assert [row["name"] for row in groups["Other"]] == ["no-such-item"]


def test_the_newest_entries_can_be_read_and_put_away(page, record):
    for n in range(MOST + 5):
        record.save(f"item-{n}", f"text {n}")
    record.save("item-0", HOSTILE)
    entries = page.send("see")["entries"]
    assert len(entries) == MOST
    assert entries[0]["answer"] == HOSTILE
    assert page.send("see")["entries"] is None


def test_of_what_was_typed_only_the_last_state_is_listed(page, record):
    for text in ("H", "Ho", "How"):
        record.save("item", text)
    assert [entry["answer"] for entry in page.send("see")["entries"]] == ["How"]


def test_export_import_and_delete(page, record):
    record.save("shortest-answer", "mine", kind="attempt")
    said = page.send("export")["said"]
    name = f"record-export-{date.today():%Y-%m-%d}.jsonl"
    assert name in said and Path(name).is_file()
    page.send("export")
    assert Path(name.replace(".jsonl", "-2.jsonl")).is_file()

    assert "Nothing was deleted" in page.send("delete", word="delete")["said"]
    assert record.latest("shortest-answer")
    assert "deleted" in page.send("delete", word="DELETE")["said"]
    assert record.latest("shortest-answer") is None

    assert "1 entries" in page.send("import", name=name)["said"]
    assert record.latest("shortest-answer").answer == "mine"


def test_a_file_that_is_not_there_is_told(page):
    assert page.send("import", name="")["said"]
    assert page.send("import", name="nowhere.jsonl")["said"]
    assert page.send("list")["groups"] == []
