"""A standing in sentences, tables and drawings."""

import re

import pytest

from active_listening.bank.placed import Notebook, Placed
from active_listening.bank.skills import Skill
from active_listening.lesson import progress_plots, progress_words
from active_listening.lesson.standing import ENOUGH, LessonRow, Missed, SkillRow


def notebook(name, title, *headings):
    tuples = tuple(Placed("quiz", f"{name}-{i}", h) for i, h in enumerate(headings))
    return Notebook(f"course/{name}.ipynb", title, tuples)


ONE = notebook("01_one", "One", "One", "A heading: with signs")
TWO = notebook("02_two", "Two", "First")
TASK = Notebook("exercises/01_one/01_one.ipynb", "Assignment 01: One", ())
SKILL = Skill(id="s", source="", version="", title="Open questions", taught="02_two")


def skill_row(n=10, right=4, again=0, **more):
    return SkillRow(
        SKILL, n, right, again, more.get("then", 0), more.get("now", 0), 0, ("01_one-1",)
    )


class Told:
    """A standing that is given."""

    def __init__(self, **given):
        self.pages = (ONE, TWO)
        self.lessons = (
            LessonRow(ONE, 1, 1, 2, 3, 5, TASK, "begun"),
            LessonRow(TWO, 0, 0, 1, 0, 4),
        )
        self.skills, self.weakest, self.missed, self.read = (), None, (), ()
        self.here, self.waiting, self.hand = ONE, {ONE: ONE.activities[1]}, "not yet"
        self.__dict__.update(given)

    def waits(self, page):
        return self.waiting.get(page)

    def handed(self, page):
        return self.hand


def test_an_empty_record_gets_a_friendly_line_and_no_charts():
    told = progress_words.page(Told(here=None))
    assert told["charts"] == [] and told["also"] == [] and told["missed"] is None
    assert told["now"] == progress_words.NOTHING_YET


def test_one_sentence_and_one_link_lead_on_in_the_lesson_left():
    told = progress_words.page(Told())
    assert "1 of 3 activities" in told["now"] and "lesson 01, One" in told["now"]
    assert told["go"]["path"] == "course/01_one.ipynb"
    assert told["go"]["at"] == "A-heading:-with-signs"


def test_a_lesson_that_is_done_leads_to_the_next_one():
    link = progress_words.following(Told(waiting={TWO: TWO.activities[0]}))
    assert link["path"] == "course/02_two.ipynb" and link["label"].startswith("Next")


def test_an_assignment_that_was_left_is_gone_on_with_until_it_is_handed_in():
    assert progress_words.following(Told(here=TASK))["path"] == TASK.path
    assert progress_words.following(Told(here=TASK, hand="handed in"))["path"] == ONE.path


def test_an_assignment_that_waits_is_named_once():
    (told,) = progress_words.open_assignment(Told())
    assert told["text"] == "Assignment 01 is begun and not handed in."
    assert progress_words.open_assignment(Told(here=TASK)) == []


def test_the_weakest_skill_leads_to_its_lesson_and_to_something_to_try():
    row = skill_row(right=1)
    (told,) = progress_words.weakest(Told(skills=(row,), weakest=row))
    assert "open questions. 1 of 10 lines does the job" in told["text"]
    assert [link["path"] for link in told["links"]] == [TWO.path, ONE.path]


def test_few_answers_are_called_few():
    few = skill_row(n=ENOUGH - 1, right=0)
    (told,) = progress_words.weakest(Told(skills=(few,)))
    assert told == {"text": progress_words.NO_WEAKEST, "links": []}
    (chart,) = progress_words.by_skill(Told(skills=(few,)))
    assert "too few" in chart["alt"] and "too few to tell: Open questions" in chart["note"]


def test_first_and_newest_tries_are_compared_where_there_are_enough():
    few = progress_words.by_skill(Told(skills=(skill_row(again=ENOUGH - 1),)))[0]["note"]
    assert "tried again" not in few
    row = skill_row(again=ENOUGH, then=1, now=3)
    note = progress_words.by_skill(Told(skills=(row,)))[0]["note"]
    assert "4 that you tried again, 1 did the job at first, 3 do now" in note


def test_a_table_holds_the_numbers_of_its_plot():
    chart = progress_words.by_lesson(Told())
    assert len(chart["heads"]) == len(chart["rows"][0])
    assert chart["rows"][0][1:4] == [1, 1, 0] and "3 of 5" in chart["rows"][0]
    drawn = progress_plots.lessons(Told().lessons)
    assert "1 of 2" in drawn and "01 One" in drawn


@pytest.mark.parametrize("mapped", [True, False])
def test_the_map_is_counted_where_there_is_one(mapped):
    rows = tuple(LessonRow(ONE, 1, 0, 2, 3, 5 if mapped else 0) for _ in range(2))
    assert ("On the map" in progress_words.by_lesson(Told(lessons=rows))["heads"]) is mapped


def test_what_is_missed_says_how_often_of_how_many():
    one = Missed("asks one thing", 3, 1, 8, "Ask one.", "x" * 200)
    told = progress_words.missed(Told(missed=(one,), read=(1,) * 20))
    (row,) = told["rows"]
    assert row["count"] == "missed in 3 of 8 lines, half met in 1"
    assert len(row["line"]) <= progress_words.LONGEST
    assert progress_words.missed(Told(read=(1,)))["rows"] == []


def test_drawings_take_the_pages_colours_and_tell_bars_apart_without_them():
    drawn = progress_plots.lessons(Told().lessons)
    assert "<pattern" in drawn  # what is begun is hatched
    assert "var(--al-accent" in drawn and "<script" not in drawn
    plain = re.sub(r"var\(--[^)]*\)", "", drawn)
    assert not re.search(r"fill: #(?!0{6}|f{6})", plain)
    assert progress_plots.skills([skill_row()]).count("4 of 10") == 1
