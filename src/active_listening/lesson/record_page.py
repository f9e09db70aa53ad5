"""Where the learner stands, and the record in their own hands: see, export, import, delete.

The sentences and tables are there at once. The plots follow when the page shows: they need
matplotlib, whose import takes longer than all the counting.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, cast

from active_listening.bank import placed
from active_listening.lesson import assets, marking, progress_plots, progress_words
from active_listening.lesson.activity import Activity
from active_listening.lesson.keeping import Keeper
from active_listening.lesson.naming import describe
from active_listening.lesson.standing import Standing
from active_listening.record import Entry, Record
from active_listening.record.place import workspace

MOST = 50  # entries shown of the record
LONGEST = 160  # characters shown of one answer
WORD = "DELETE"
DONE = {"draft": "typed", "attempt": "tried", "hand_in": "handed in", "set_aside": "set aside"}
ASIDE = {
    "change": "what you would change",
    "judged": "your own judgement",
    "typing": "typed, not yet said",
}


class Progress(Activity):
    """Where the learner stands, and what one can do with the record."""

    KIND: ClassVar[str] = "progress"
    _esm = assets.script("dom", "drawing", "progress", render="renderProgress")

    def __init__(self, record: Record) -> None:
        self.record = record
        self.folder = workspace(Path.cwd()) or Path.cwd()
        self._entries: list[dict[str, Any]] | None = None
        self._listed = False  # whether every activity is listed
        self._drawn: dict[str, str] = {}  # plot to SVG
        self._said = ""
        self._count()
        # Nothing is saved here, so there is nothing to keep.
        super().__init__(SimpleNamespace(id=""), cast(Keeper, SimpleNamespace()))

    def _count(self) -> None:
        """Take stock of the record as it is now."""
        self._standing = Standing(self.record)
        self._told = progress_words.page(self._standing)

    def after_display(self) -> None:
        """The plots, now that all else is on the page; without matplotlib, the tables do."""
        with suppress(ImportError):
            self._drawn = self._draw()
            self.redraw()

    def _draw(self) -> dict[str, str]:
        drawn = {}
        for name in (chart["name"] for chart in self._told["charts"]):
            if name == "lessons":
                drawn[name] = progress_plots.lessons(self._standing.lessons)
            else:
                drawn[name] = progress_plots.skills([r for r in self._standing.skills if r.n])
        return drawn

    # -- messages ------------------------------------------------------------------------------

    def hear_refresh(self, _message: dict[str, Any]) -> None:
        """Count again."""
        self._afresh()
        self.redraw()

    def _afresh(self) -> None:
        self._count()
        if self._drawn:
            self._drawn = self._draw()

    def hear_list(self, _message: dict[str, Any]) -> None:
        """List every activity that was tried, or put the list away again."""
        self._listed = not self._listed
        self._tell("")

    def hear_see(self, _message: dict[str, Any]) -> None:
        """Show the newest entries, or put them away again."""
        self._entries = None if self._entries is not None else self._newest()
        self._tell("")

    def hear_export(self, _message: dict[str, Any]) -> None:
        """Write everything to one file in the workspace."""
        path = _free(self.folder / f"record-export-{date.today():%Y-%m-%d}.jsonl")
        count = self.record.export(path)
        self._tell(f"{count:,} entries are now in {path.name}, in the folder {self.folder}.")

    def hear_import(self, message: dict[str, Any]) -> None:
        """Merge an exported file in."""
        name = str(message.get("name") or "").strip()
        if not name:
            self._tell("Write the name of the file first.")
            return
        count = self.record.import_(self.folder / name)
        self._afresh()
        new = f"{count:,} entries of {Path(name).name} were new and are in your record now."
        self._tell(f"{new} Open a lesson afresh to see them there. {self.record.notice}".strip())

    def hear_delete(self, message: dict[str, Any]) -> None:
        """Delete the record for good, if the learner typed the word."""
        if message.get("word") != WORD:
            self._tell(f"Nothing was deleted. To delete, write {WORD} in the box.")
            return
        self.record.delete()
        self._entries, self._listed, self._drawn = None, False, {}
        self._count()
        self._tell(
            "Your record is deleted. Assignment folders still hold the answers typed there and "
            "what you handed in; delete those files yourself if you want them gone."
        )

    def trouble(self, sentence: str) -> None:
        """Tell the learner why something could not be done."""
        self._tell(sentence)

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.redraw(move=bool(sentence))

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """Where the learner stands, what was asked for, and what was said last."""
        return {
            **self._told,
            "charts": [self._chart(chart) for chart in self._told["charts"]],
            "groups": self._groups() if self._listed else None,
            "entries": self._entries,
            "said": self._said,
            "notice": self.record.notice,
            "folder": str(self.folder),
            "word": WORD,
        }

    def _chart(self, chart: dict[str, Any]) -> dict[str, Any]:
        """A chart with its drawing, "" while there is none, and the room that takes."""
        width, height = progress_plots.size(len(chart["rows"]))
        svg = self._drawn.get(chart["name"], "")
        return {**chart, "svg": svg, "shape": round(width / height, 3)}

    def _groups(self) -> list[dict[str, Any]]:
        """One table a lesson or assignment: activity, tries, best, last."""
        groups: dict[str, list[dict[str, str]]] = {}
        known: dict[str, tuple[str, str]] = {}
        for page in (*placed.assignments(), *placed.lessons()):
            kind = "Assignment" if page.path.startswith("exercises/") else "Lesson"
            title = f"{kind} {page.number}" if page.number else page.title
            known |= {one.id: (one.call, title) for one in page.activities}
        for item, summary in self._standing.summary.items():
            call, title = known.get(item, ("", ""))
            group, name, most = describe(item, call)
            group = title or group
            best = "" if summary.best is None else f"{summary.best:g}"
            row = {
                "name": name,
                "tries": str(summary.attempts) if summary.attempts else "begun",
                "best": f"{best} of {most}" if best and most else best,
                "last": _day(summary.last),
            }
            groups.setdefault(group, []).append(row)
        return [{"title": title, "rows": rows} for title, rows in sorted(groups.items())]

    def _newest(self) -> list[dict[str, Any]]:
        """The newest entries, newest first; of what was typed, only the last state of an item."""
        newest: dict[str, Entry] = {}
        for number, entry in enumerate(self.record.entries()):
            if entry.kind != "place":
                key = f"draft/{entry.item}" if entry.kind == "draft" else str(number)
                newest.pop(key, None)
                newest[key] = entry
        return [_row(entry) for entry in list(newest.values())[: -MOST - 1 : -1]]


def _row(entry: Entry) -> dict[str, Any]:
    """One entry, readable."""
    item, _, aside = entry.item.partition("/")
    text = "; ".join(marking.texts(entry.answer))
    if isinstance(entry.answer, dict) and isinstance(entry.answer.get("turns"), list):
        text = f"{len(entry.answer['turns'])} turns of a talk"
    if entry.kind == "hand_in" and isinstance(entry.answer, dict):
        text = f"Hand-in {entry.answer.get('number', '')}"
    return {
        "when": _day(entry.time, clock=True),
        "what": describe(item)[1],
        "did": ASIDE.get(aside, DONE.get(entry.kind, entry.kind)),
        "answer": text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
        "points": "" if entry.points is None else f"{entry.points:g}",
    }


def _day(time: str, clock: bool = False) -> str:
    """A UTC time as a date, or date and time, on the learner's clock."""
    form = "%d %b, %H:%M" if clock else "%d %b %Y"
    return datetime.fromisoformat(time).astimezone().strftime(form)


def _free(path: Path) -> Path:
    """`path`, or the next name of its kind that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
