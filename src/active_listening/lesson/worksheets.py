"""Boxes to write in, saved as one types and not judged: cards of a lesson, answers to hand in."""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank, coach
from active_listening.bank.boxes import box_of, line_of, quoted
from active_listening.lesson import assets
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.filing import Filing
from active_listening.lesson.keeping import Keeper, clock
from active_listening.record import Entry, RecordError

ONE = "answer"
"""Name of the box where an answer is one text."""

Boxed = bank.Rewrite | bank.Worksheet
"""An item that is answered in boxes."""


class Form(Activity):
    """A worksheet, or a graded item of any kind. A graded answer also goes to answers.json and,
    as a copy, into the notebook."""

    KIND: ClassVar[str] = "worksheet"
    _esm = assets.script("dom", "typing", "form", render="renderForm")

    def __init__(self, item: Boxed, keeper: Keeper) -> None:
        self.boxes = boxes_of(item)
        self._filing = Filing(item) if item.graded else None
        super().__init__(item, keeper)

    @property
    def call(self) -> str:
        """A graded line is shown by ``rewrite`` or ``reply``."""
        return str(self.item.call)

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The newest answer: the record's, or a later one that came with answers.json."""
        entry = self.keeper.entry
        self._texts = self._taken_apart(entry.answer if entry else None)
        self._time = entry.time if entry else ""
        if self._filing and (stored := self._filing.newer(entry)):
            self._texts, self._time = self._taken_apart(stored["answer"]), stored["time"]

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
        if self._filing:
            try:
                self._filing.saved(entry, self._answer())
            except RecordError as error:
                self.trouble(str(error))
                return
        self._time = entry.time
        self.view["saved"] = f"Saved {clock(entry.time)}"
        super().on_saved(entry)

    def after_display(self) -> None:
        """A graded answer's copy stands under the activity, hidden while that lives."""
        if self._filing:
            self._filing.show(self._answer(), self.keeper.entry)

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """Title, or scene and what is quoted; boxes with their words; how it is marked."""
        item = self.item
        is_line = isinstance(item, bank.Rewrite)
        return {
            "name": line_of(item) if is_line else item.title or item.prompts[0].ask,
            "title": "" if is_line else item.title,
            "scene": item.scene if is_line else "",
            "quoted": [one._asdict() for one in quoted(item)] if is_line else [],
            "boxes": self._shown_boxes(),
            "worth": f"{item.points} points" if item.graded else "",
            "scheme": []
            if is_line
            else [{"points": line.points, "what": line.what} for line in item.scheme],
            "saved": f"Saved {clock(self._time)}" if self._time else "",
            "notice": self._filing.notice if self._filing else "",
        }

    def _shown_boxes(self) -> list[dict[str, Any]]:
        return [{**box, "value": self._texts[box["name"]]} for box in self.boxes]


def boxes_of(item: Boxed) -> list[dict[str, Any]]:
    """The boxes of an item: name, label, height in lines."""
    if isinstance(item, bank.Rewrite):
        box = box_of(item)
        return [{"name": ONE, "label": box.label, "lines": box.lines}]
    return [{"name": p.id, "label": p.ask, "lines": max(1, p.lines)} for p in item.prompts]
