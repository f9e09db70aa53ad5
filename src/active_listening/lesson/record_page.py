"""What the learner has done, and the record in their own hands: see, export, import, delete."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, cast

from active_listening import bank
from active_listening.bank.boxes import line_of
from active_listening.lesson import assets, marking
from active_listening.lesson.activity import Activity
from active_listening.lesson.keeping import Keeper
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
PRACTICE = "Practice room"


class Progress(Activity):
    """A table by activity, and what one can do with the record."""

    KIND: ClassVar[str] = "progress"
    _esm = assets.script("dom", "progress", render="renderProgress")

    def __init__(self, record: Record) -> None:
        self.record = record
        self.folder = workspace(Path.cwd()) or Path.cwd()
        self._entries: list[dict[str, Any]] | None = None
        self._said = ""
        # Nothing is saved here, so there is nothing to keep.
        super().__init__(SimpleNamespace(id=""), cast(Keeper, SimpleNamespace()))

    # -- messages ------------------------------------------------------------------------------

    def hear_refresh(self, _message: dict[str, Any]) -> None:
        """Count again."""
        self.redraw()

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
        new = f"{count:,} entries of {Path(name).name} were new and are in your record now."
        self._tell(f"{new} Open a lesson afresh to see them there. {self.record.notice}".strip())

    def hear_delete(self, message: dict[str, Any]) -> None:
        """Delete the record for good, if the learner typed the word."""
        if message.get("word") != WORD:
            self._tell(f"Nothing was deleted. To delete, write {WORD} in the box.")
            return
        self.record.delete()
        self._entries = None
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
        """The tables and what was said last."""
        return {
            "groups": self._groups(),
            "entries": self._entries,
            "said": self._said,
            "notice": self.record.notice,
            "folder": str(self.folder),
            "word": WORD,
        }

    def _groups(self) -> list[dict[str, Any]]:
        """One table a lesson or assignment: activity, tries, best, last."""
        groups: dict[str, list[dict[str, str]]] = {}
        for item, summary in self.record.summary().items():
            if "/" in item:
                continue
            group, name, most = describe(item)
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


def describe(item: str) -> tuple[str, str, int]:
    """Where an item stands, what a learner would call it, and its most points (0: no points)."""
    for name, (find, called, most) in _NAMES.items():
        with suppress(bank.ContentError):
            found = find(item)
            stem = Path(found.source.rpartition(":")[0]).stem if name != "assignment" else item
            graded = getattr(found, "graded", False) or name == "assignment"
            title = f"{'Assignment' if graded else 'Lesson'} {stem[:2]}"
            title = PRACTICE if name == "roleplay" and not graded else title
            return title, called(found), found.max_points if name == "assignment" else most
    return "Other", item, 0


_NAMES: dict[str, tuple[Callable[[str], Any], Callable[[Any], str], int]] = {
    "quiz": (bank.quiz, lambda found: found.prompt, 100),
    "rewrite": (bank.rewrite, line_of, 100),
    "reply": (bank.reply, line_of, 100),
    "dialogue": (bank.dialogue, lambda found: found.title, 0),
    "worksheet": (bank.worksheet, lambda found: found.title or found.prompts[0].ask, 0),
    "options": (bank.options, lambda found: found.ask, 0),
    "observe": (bank.observation, lambda found: found.title, 100),
    "roleplay": (bank.roleplay, lambda found: _scene(found.scene), 0),
    "assignment": (bank.assignment, lambda found: "Handed in", 0),
}


def _scene(id: str) -> str:
    """The title of a role-play."""
    from active_listening import roleplays  # dear, and few have any

    return roleplays.find(id).title


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
