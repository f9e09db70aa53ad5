"""The page with the map of the course: every point, where it is taught, what exercises it.

Made from `data/syllabus.yaml` and the pages themselves, so that nothing is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from active_listening import bank
from active_listening.bank import Point
from active_listening.bank.pages import Page, plain
from active_listening.lesson.naming import name_of

PAGE = "the_map"
MARK = "<!-- points -->"
"""Where the page's source has this, the map stands in the notebook."""
LONGEST = 90
"""Characters shown of an activity's name."""
WHAT = {
    "quiz": "Question",
    "rewrite": "Rewrite",
    "reply": "Reply",
    "dialogue": "Scene",
    "worksheet": "Card",
    "options": "Options",
    "observe": "Talk to code",
    "roleplay": "Talk",
    "skill_check": "Test",
}
TO_COME = "*This lesson is still to come.*"
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~])")


def page(source: str, points: Sequence[Point], written: Sequence[Page]) -> str:
    """The page with its map: a table for each lesson, in teaching order.

    Args:
        written: every page, lessons and assignments.
    """
    if MARK not in source:
        return source
    map_ = _Map(written)
    modules = list(dict.fromkeys(sorted(point.module for point in points)))
    parts = [map_.part(name, [p for p in points if p.module == name]) for name in modules]
    return source.replace(MARK, "\n\n\n".join(part for part in ["", *parts] if part))


class _Map:
    def __init__(self, written: Sequence[Page]) -> None:
        self.lessons = {one.name: one for one in written if one.kind == "lessons"}
        self.places: dict[str, tuple[str, list[Page]]] = {}
        for one in written:
            for call in one.calls:
                self.places.setdefault(call.id, (call.verb, []))[1].append(one)

    def part(self, module: str, points: Sequence[Point]) -> str:
        """A lesson's heading and table; what has no place yet is counted, and not shown."""
        name = next((name for name in self.lessons if name[:2] == module[1:]), "")
        ready = [one for one in points if one.taught and one.page in self.lessons]
        if not name:
            return ""
        head = f"## {name[:2]} {_title(self.lessons[name])}\n\n[Open this lesson]({name}.ipynb)"
        if not ready:
            return f"{head}\n\n{TO_COME}"
        rows = [f"| {self._point(one)} | {self._exercised(one)} |" for one in ready]
        table = ["| What there is to learn, and where | What exercises it |", "|:---|:---|", *rows]
        return f"{head}\n\n" + "\n".join(table)

    def _point(self, point: Point) -> str:
        """The point, and under it the heading that teaches it, linked."""
        lesson = self.lessons[point.page]
        if point.heading not in lesson.headings:  # told by `check`
            return _escaped(point.point)
        line = lesson.text.split("\n")[lesson.headings[point.heading] - 1]
        link = f"[{_escaped(plain(line))}]({point.page}.ipynb#{lesson.anchor(point.heading)})"
        return f"{_escaped(point.point)}<br>→ {link}"

    def _exercised(self, point: Point) -> str:
        return "<br>".join(self._activity(id, point.page) for id in point.exercised)

    def _activity(self, id: str, home: str) -> str:
        """What an activity is and is called; where it stands, if not on the lesson's own page."""
        verb, pages = self.places.get(id, ("", []))
        try:
            name = plain(name_of(verb, id))
        except (bank.ContentError, KeyError):  # told by `check`
            return _escaped(id)
        if len(name) > LONGEST:
            name = name[:LONGEST].rpartition(" ")[0].rstrip(",.;:") + " …"
        told = f"{WHAT[verb]}: {_escaped(name)}"
        if any(one.name == home and one.kind == "lessons" for one in pages):
            return told
        return f"{told} ({_link(pages[0])})"


def _link(page: Page) -> str:
    """A page in a few words, linked."""
    if page.kind == "assignments":
        return f"[assignment {page.name[:2]}](../exercises/{page.name}/{page.name}.ipynb)"
    name = f"lesson {page.name[:2]}" if page.name[:2].isdigit() else _title(page)
    return f"[{name}]({page.name}.ipynb)"


def _title(page: Page) -> str:
    return _escaped(plain(page.text.split("\n", 1)[0]))


def _escaped(text: str) -> str:
    """Text that Markdown leaves as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
