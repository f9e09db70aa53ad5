"""The page with the map: every point that has a place, linked; what has none is not made up."""

import re
from dataclasses import replace
from pathlib import Path

from active_listening import bank
from active_listening.bank import Point, pages
from active_listening.bank.pages import Page
from active_listening.build import course_map

SOURCE = f"# The map\n\n{course_map.MARK}\n"
LESSON = Page(
    Path("lessons/03_asking.md"),
    '# Asking\n\n## Opening | up, *now*\n\n```python\n# One\nquiz("shortest-answer")\n```\n',
)
TASK = Page(
    Path("assignments/03_asking.md"),
    '# Assignment 03\n\n```python\n# One\nrewrite("nimbela-ben-coping")\n```\n',
)
POINT = Point(
    id="A001", source="", version="", module="M03", point="Ask | open",
    taught="03_asking#opening-up-now", exercised=("shortest-answer", "nimbela-ben-coping"),
)  # fmt: skip


def test_a_point_has_its_place_and_what_exercises_it() -> None:
    made = course_map.page(SOURCE, [POINT], [LESSON, TASK])
    (row,) = [line for line in made.splitlines() if line.startswith("| Ask")]
    assert row.startswith("| Ask \\| open<br>→ [Opening \\| up, now](03_asking.ipynb#Opening-")
    assert "Question: " in row
    assert "([assignment 03](../exercises/03_asking/03_asking.ipynb))" in row


def test_what_has_no_place_yet_is_to_come_or_left_out() -> None:
    none = replace(POINT, taught="", exercised=())
    assert course_map.TO_COME in course_map.page(SOURCE, [none], [LESSON])
    other = replace(none, module="M09")
    assert course_map.page(SOURCE, [other], [LESSON]).strip() == "# The map"


def test_what_is_broken_shows_as_it_is_written() -> None:
    odd = replace(POINT, taught="03_asking#gone", exercised=("no-such-id",))
    made = course_map.page(SOURCE, [odd], [LESSON])
    assert "| Ask \\| open | no-such-id |" in made


def test_a_page_without_the_mark_stays_as_it_is() -> None:
    assert course_map.page("# Else\n", [POINT], [LESSON]) == "# Else\n"


def test_the_map_shows_every_point_that_is_taught_and_every_link_leads_somewhere() -> None:
    written = pages.pages()
    made = course_map.page(SOURCE, bank.syllabus(), written)
    lessons = {page.name: page for page in written if page.kind == "lessons"}
    taught = [point for point in bank.syllabus() if point.page in lessons]
    assert len([line for line in made.splitlines() if "<br>→ [" in line]) == len(taught)
    anchors = {
        name: {page.anchor(slug) for slug in page.headings} for name, page in lessons.items()
    }
    for name, at in re.findall(r"\]\((\w+)\.ipynb(?:#([^)]+))?\)", made):
        assert name in lessons and (not at or at in anchors[name])
