"""A learner's standing in words and tables: what the page shows, as plain data.

Every plot has its finding in a sentence, for those who do not see it, and its numbers in the table
under it. Where few answers stand behind a figure, that is said in the place of a conclusion.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from active_listening.bank.pages import anchor
from active_listening.bank.placed import Notebook, Placed
from active_listening.lesson.standing import ENOUGH, LessonRow, SkillRow, Standing

Link = dict[str, str]
START = "00_start_here"
PRACTICE = "practice_room"
MAP = "the_map"
LONGEST = 90  # characters shown of a learner's line
NOTHING_YET = (
    "Nothing is recorded yet. Begin with a call that goes well and one that does not: it takes two "
    "minutes, and you type one line."
)
NO_WEAKEST = "Too few lines have been read yet to say what is hardest for you."
ON_THE_MAP = "On the map: of the points that a lesson teaches, how many you have exercised."


def link(page: Notebook, label: str, heading: str = "") -> Link:
    """A link to a page, or to a heading of it, for the page to make."""
    return {"label": label, "path": page.path, "at": anchor(heading) if heading else ""}


def page(standing: Standing) -> dict[str, Any]:
    """All that the page says of a standing, but the drawings."""
    if standing.here is None:
        begin = next((p for p in standing.pages if p.name == START), None)
        return {
            "now": NOTHING_YET,
            "go": link(begin, f"Begin with “{begin.title}”") if begin else None,
            "also": [], "charts": [], "missed": None,
        }  # fmt: skip
    return {
        "now": where(standing),
        "go": following(standing),
        "also": [*open_assignment(standing), *weakest(standing)],
        "charts": [by_lesson(standing), *by_skill(standing)],
        "missed": missed(standing),
    }


# -- where, and what next ----------------------------------------------------------------------


def where(standing: Standing) -> str:
    """One sentence: how far, and where the learner stopped."""
    done, of = sum(r.done for r in standing.lessons), sum(r.of for r in standing.lessons)
    far = f"You have done {done} of {of} activities"
    here = standing.here
    row = next((row for row in standing.lessons if row.page is here), None)
    if row is None:
        return f"{far}, and were last in {_named(here)}." if here else f"{far}."
    if row.done == row.of:
        return f"{far}; {_named(row.page)} was your last, and all of it is done."
    return f"{far}, and stopped in {_named(row.page)}: {row.done} of {row.of} done there."


def _named(page: Notebook) -> str:
    """A page in a sentence: ``lesson 03, Open questions``."""
    if page.path.startswith("exercises/"):
        return page.title.partition(":")[0].replace("Assignment", "assignment")
    return f"lesson {page.number}, {page.title}" if page.number else f"“{page.title}”"


def following(standing: Standing) -> Link | None:
    """The one link at the top: on where the learner stopped, else to the next lesson."""
    here = standing.here
    if here and here.path.startswith("exercises/") and standing.handed(here) != "handed in":
        return link(here, f"Go on with {_named(here)}")
    pages = [page for page in standing.pages if page.number]
    start = next((i for i, page in enumerate(pages) if here and page.name == here.name), 0)
    for page in [*pages[start:], *pages[:start]]:
        waiting = standing.waits(page)
        if waiting:
            on = f"Go on with lesson {page.number}"  # its title stands in the sentence above
            label = on if page is here else f"Next: {_named(page)}"
            return link(page, *_with_heading(label, page, waiting, page is here))
    room = next((page for page in standing.pages if page.name == PRACTICE), None)
    return link(room, "Everything is done. Talk with a client again") if room else None


def _with_heading(label: str, page: Notebook, waiting: Placed, went: bool) -> tuple[str, str]:
    if not went or waiting.heading in ("", page.title):
        return label, ""
    return f"{label}, at “{waiting.heading}”", waiting.heading


def open_assignment(standing: Standing) -> list[dict[str, Any]]:
    """The first assignment that is begun and not handed in, else one whose lesson is done."""
    rows = [row for row in standing.lessons if row.assignment and row.handed != "handed in"]
    waiting = [row for row in rows if row.handed == "begun"]
    waiting += [row for row in rows if row.handed == "not yet" and row.done == row.of]
    if not waiting or waiting[0].assignment is standing.here:
        return []
    row = waiting[0]
    assert row.assignment is not None
    how = "is begun and not handed in" if row.handed == "begun" else "goes with a lesson you did"
    name = _named(row.assignment).capitalize()
    return [{"text": f"{name} {how}.", "links": [link(row.assignment, "Open it")]}]


def weakest(standing: Standing) -> list[dict[str, Any]]:
    """The skill with the least share that does the job: who teaches it, and what to try again."""
    row = standing.weakest
    if row is None:
        enough = any(one.n >= ENOUGH for one in standing.skills)
        return [] if enough else [{"text": NO_WEAKEST, "links": []}]
    text = f"Hardest for you so far: {_lower(row.skill.title)}. {_counted(row)}."
    links = []
    home = next((page for page in standing.pages if page.name == row.skill.taught), None)
    if home:
        links.append(link(home, f"Lesson {home.number}, {home.title}"))
    again = _place_of([*([home] if home else []), *standing.pages], row.waiting)
    if again:
        page, one = again
        where = f"“{one.heading}”, lesson {page.number}" if page.number else f"“{one.heading}”"
        links.append(link(page, f"Try again: {where}", one.heading))
    return [{"text": text, "links": links}]


def _place_of(pages: Iterable[Notebook], ids: tuple[str, ...]) -> tuple[Notebook, Placed] | None:
    """The first activity of some, and its page."""
    for page in pages:
        for one in page.activities:
            if one.id in ids:
                return page, one
    return None


def _counted(row: SkillRow) -> str:
    """``1 of 4 lines does the job``, ``3 of 5 questions are right``."""
    one = row.right == 1
    if row.skill.calls:
        return f"{row.right} of {row.n} questions {'is' if one else 'are'} right"
    return f"{row.right} of {row.n} lines {'does' if one else 'do'} the job"


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


# -- plots and tables --------------------------------------------------------------------------


def by_lesson(standing: Standing) -> dict[str, Any]:
    """The plot and the table by lesson."""
    rows = standing.lessons
    mapped = any(row.points_of for row in rows)
    counts = ["Done", "Begun", "Not yet", *(["On the map"] if mapped else [])]
    return {
        "name": "lessons",
        "title": "By lesson",
        "alt": _lessons_alt(rows),
        "heads": ["Lesson", *counts, "Assignment"],
        "rows": [
            [
                link(row.page, row.label), row.done, row.begun, row.of - row.done - row.begun,
                *([f"{row.points} of {row.points_of}" if row.points_of else "–"] if mapped else []),
                _handed(row) if row.assignment else "–",
            ]
            for row in rows
        ],
        "note": ON_THE_MAP if mapped else "",
        "see": {"label": "The map of the course", "path": f"course/{MAP}.ipynb", "at": ""},
    }  # fmt: skip


def _handed(row: LessonRow) -> Link:
    """How far the lesson's assignment is, with its name for who hears the link alone."""
    assert row.assignment is not None
    said = f"{_named(row.assignment).capitalize()}: {row.handed}"
    return {**link(row.assignment, row.handed), "say": said}


def _lessons_alt(rows: tuple[LessonRow, ...]) -> str:
    whole = [row.label for row in rows if row.done == row.of]
    begun = [row.label for row in rows if row.done < row.of and row.done + row.begun]
    told = [f"Bars of activities done, begun and not yet done, one for each of {len(rows)} pages."]
    told.append(f"All done: {', '.join(whole)}." if whole else "None is all done yet.")
    if begun:
        told.append(f"Under way: {', '.join(begun)}.")
    return " ".join([*told, "The table below has the numbers."])


def by_skill(standing: Standing) -> list[dict[str, Any]]:
    """The plot and the table by skill; nothing where nothing was read."""
    rows = [row for row in standing.skills if row.n]
    if not rows:
        return []
    return [
        {
            "name": "skills",
            "title": "By skill: how many of your answers do the job",
            "alt": _skills_alt(standing, rows),
            "heads": ["Skill", "Answers", "Do the job", "Not yet", "I can't tell", "Tried again"],
            "rows": [
                [row.skill.title, row.n, row.right, row.n - row.right, row.unsure, _again(row)]
                for row in rows
            ],
            "note": _skills_note(rows),
            "see": None,
        }
    ]


def _again(row: SkillRow) -> str:
    """How the lines that were tried more than once have changed."""
    return f"{row.again}: {row.then} did at first, {row.now} now" if row.again else "–"


def _skills_alt(standing: Standing, rows: list[SkillRow]) -> str:
    told = ["Bars of the answers that do the job and those that do not yet, for each skill."]
    known = [row for row in rows if row.n >= ENOUGH]
    if known:
        best = max(known, key=lambda row: row.share)
        told.append(f"Most often: {_lower(best.skill.title)}, {best.right} of {best.n}.")
    least = standing.weakest
    if least and len(known) > 1:
        told.append(f"Least often: {_lower(least.skill.title)}, {least.right} of {least.n}.")
    if not known:
        told.append("There are too few of each to compare.")
    return " ".join([*told, "The table below has the numbers."])


def _skills_note(rows: list[SkillRow]) -> str:
    told = ["Each line or question counts once, by your newest try, as it was read then."]
    again = sum(row.again for row in rows)
    if again >= ENOUGH:
        then, now = sum(row.then for row in rows), sum(row.now for row in rows)
        told.append(f"Of {again} that you tried again, {then} did the job at first, {now} do now.")
    few = [row.skill.title for row in rows if row.n < ENOUGH]
    if few:
        told.append(f"Fewer than {ENOUGH}, too few to tell: {', '.join(few)}.")
    return " ".join([*told, "What you hand in has its own feedback page."])


def missed(standing: Standing) -> dict[str, Any] | None:
    """The criteria missed most often, with a tip each; None before a line was read."""
    n = len(standing.read)
    if not n:
        return None
    rows = [
        {
            "label": one.label,
            "count": f"missed in {one.missed} of {one.n} lines"
            + (f", half met in {one.half}" if one.half else ""),
            "tip": one.tip,
            "line": _short(one.line),
        }
        for one in standing.missed
    ]
    nothing = f"In the {n} lines that were read, nothing was missed twice." if n > 1 else ""
    said = "" if rows else nothing or "One line was read so far: too few to tell."
    few = f"{n} lines were read so far. Take this as a first hint." if rows and n < 10 else ""
    return {"rows": rows, "said": said or few}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
