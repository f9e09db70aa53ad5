"""Boxes to write in, saved as one types and not judged: cards of a lesson, answers to hand in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from IPython.display import DisplayHandle, display

from active_listening import bank, coach
from active_listening.lesson import assets, fallback
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.keeping import Keeper, clock
from active_listening.record import Answers, Entry, RecordError

ONE = "answer"
"""Name of the box where an answer is one text."""

listeners: list[Callable[[str], None]] = []
"""Called with an item's id when a graded answer has been saved, on another thread."""


def assignment_of(item: Any) -> str:
    """The name of the assignment that `item` is in: its file's."""
    return Path(item.source.rpartition(":")[0]).stem


class Form(Activity):
    """A worksheet, or a graded item of any kind. A graded answer also goes to answers.json and,
    as a copy, into the notebook."""

    KIND: ClassVar[str] = "worksheet"
    _esm = assets.script("dom", "typing", "form", render="renderForm")

    def __init__(self, item: bank.Graded, keeper: Keeper) -> None:
        self.boxes = boxes_of(item)
        self._handle: DisplayHandle | None = None
        self._answers: Answers | None = None
        self._shift = 0
        self._notice = ""
        if item.graded:
            self._answers = Answers(Path.cwd(), assignment_of(item))
        super().__init__(item, keeper)

    @property
    def call(self) -> str:
        """A graded line to rewrite is shown by ``rewrite``."""
        return "rewrite" if isinstance(self.item, bank.Rewrite) else self.KIND

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The newest answer: the record's, or a later one that came with answers.json."""
        entry = self.keeper.entry
        self._texts = self._taken_apart(entry.answer if entry else None)
        self._time = entry.time if entry else ""
        if self._answers is not None:
            self._restore_handed(self._answers)

    def _restore_handed(self, answers: Answers) -> None:
        entry = self.keeper.entry
        try:
            stored = answers.items.get(self.item.id)
        except RecordError as error:
            self._notice = str(error)
            return
        self._notice = answers.notice
        mine = (entry.revision, entry.time) if entry else (0, "")
        if stored and (stored["revision"], stored["time"]) > mine:
            self._texts, self._time = self._taken_apart(stored["answer"]), stored["time"]
            # Revisions of the record start below those of a file from elsewhere: go on from there.
            self._shift = max(0, stored["revision"] - mine[0])
        elif entry and (stored is None or stored["answer"] != entry.answer):
            with suppress(RecordError):
                self._put(entry)

    def _taken_apart(self, answer: Any) -> dict[str, str]:
        """An answer as a text for each box; what does not fit is left out."""
        if isinstance(answer, str):
            answer = {self.boxes[0]["name"]: answer}
        kept = answer if isinstance(answer, dict) else {}
        names = [box["name"] for box in self.boxes]
        return {name: kept[name] if isinstance(kept.get(name), str) else "" for name in names}

    def _answer(self) -> Any:
        """The answer as it is kept: one text, or {box: text}."""
        return self._texts[ONE] if list(self._texts) == [ONE] else dict(self._texts)

    def shown(self, answer: Any) -> str:
        """An answer as text to compare."""
        return "\n".join(text for text in self._taken_apart(answer).values() if text)

    # -- messages ------------------------------------------------------------------------------

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke: saved soon, not read."""
        name, text = message.get("field"), text_of(message)
        self.send(
            {"type": "reading", **{k: message.get(k) for k in ("n", "from", "field", "value")}}
        )
        if name not in self._texts:
            return
        if len(text) > coach.LIMIT:
            raise coach.TooLong(f"an answer may hold {coach.LIMIT:,} characters.")
        self._texts[name] = text
        self.view["boxes"] = self._shown_boxes()
        self.keeper.later(self._answer())

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's words."""
        self.keeper.keep_mine(self._answer())

    def on_saved(self, entry: Entry) -> None:
        """On the disk: now the file that is handed in, and the notebook's copy."""
        if self._answers is not None:
            try:
                self._put(entry)
            except RecordError as error:
                self.trouble(str(error))
                return
            self._update_copy()
            for listener in list(listeners):
                listener(self.item.id)
        self._time = entry.time
        self.view["saved"] = f"Saved {clock(entry.time)}"
        super().on_saved(entry)

    def _put(self, entry: Entry) -> None:
        if self._answers is not None:
            revision = entry.revision + self._shift
            self._answers.put(
                self.item.id, entry.answer, revision, entry.time, entry.content, entry.coach
            )

    # -- the notebook's copy -------------------------------------------------------------------

    def after_display(self) -> None:
        """A graded answer's copy stands under the activity, hidden while that lives."""
        if self.item.graded:
            self._handle = display(self._copy(), raw=True, display_id=True)

    def _update_copy(self) -> None:
        if self._handle is not None:
            self._handle.update(self._copy(), raw=True)

    def _copy(self) -> dict[str, Any]:
        entry = self.keeper.entry
        stamp = None
        if entry:
            stamp = {
                "revision": entry.revision + self._shift,
                "time": entry.time,
                "content": entry.content,
                "coach": entry.coach,
            }
        return fallback.answer_copy(self.item, self._answer(), stamp)

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """Title or scene, boxes with their words, how it is marked."""
        item = self.item
        is_rewrite = isinstance(item, bank.Rewrite)
        return {
            "title": "" if is_rewrite else item.title,
            "scene": item.scene if is_rewrite else "",
            "original": item.original if is_rewrite else "",
            "boxes": self._shown_boxes(),
            "worth": f"{item.points} points" if item.graded else "",
            "scheme": []
            if is_rewrite
            else [{"points": line.points, "what": line.what} for line in item.scheme],
            "saved": f"Saved {clock(self._time)}" if self._time else "",
            "notice": self._notice,
        }

    def _shown_boxes(self) -> list[dict[str, Any]]:
        return [{**box, "value": self._texts[box["name"]]} for box in self.boxes]


def boxes_of(item: bank.Graded) -> list[dict[str, Any]]:
    """The boxes of an item: name, label, height in lines."""
    if isinstance(item, bank.Rewrite):
        return [{"name": ONE, "label": "Your question", "lines": 2}]
    return [{"name": p.id, "label": p.ask, "lines": max(1, p.lines)} for p in item.prompts]
