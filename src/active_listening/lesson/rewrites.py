"""A line to write in a lesson, a rewrite or a reply: the coach reads along, models come after an
attempt.
"""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank, coach
from active_listening.bank import boxes
from active_listening.coach import wording
from active_listening.lesson import assets, marking, warming
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.keeping import Keeper

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SHORT = ("cue",)
"""Rubrics under which one word is a whole answer."""
JUDGE = (("same", "Mine does the same job"), ("change", "I'd change it"))
JUDGED = {
    "same": "You decided: yours does the same job. It is kept like that.",
    "change": "You decided: you would change it. The box above is open.",
}
EVERYBODYS = 4
"""Words of a line so short that two people may well write the same."""
PASTED = (
    "This is nearly word for word one of the models. Now yours: put it the way you would put it "
    "with this client."
)
UNSURE = "I can't tell whether this does the job. Compare it with these and decide."


class Rewrite(Activity):
    """One practice item. Stages: write, then reflect (after Done), then models."""

    KIND: ClassVar[str] = "rewrite"
    _esm = assets.script("dom", "typing", "reading", "rewrite", render="renderRewrite")

    def __init__(self, item: bank.Rewrite, keeper: Keeper) -> None:
        self._text = ""
        self._stage = "write"
        self._done: Any = None  # the reading of the last attempt
        self._judged = ""
        self._change = ""
        super().__init__(item, keeper)
        warming.coach_once()

    def restore(self) -> None:
        """The newest words, and how far the learner had come."""
        entry = self.keeper.entry
        kept = entry.answer if entry and isinstance(entry.answer, str) else None
        self._text = self.item.starter if kept is None else kept
        stage, _, judged = self.keeper.last_place().partition(":")
        self._stage = stage if stage in ("reflect", "models") else "write"
        self._judged = judged if judged in JUDGED else ""
        attempts = [e for e in self.keeper.record.history(self.item.id) if e.kind == "attempt"]
        tried = attempts[-1].answer if attempts else None
        self._done = self._read(tried) if isinstance(tried, str) else None
        if self._done is None:
            self._stage = "write"
        change = self.keeper.record.latest(f"{self.item.id}/change")
        waits = self._stage == "reflect" and change is not None
        self._change = str(change.answer) if waits and change else ""

    @property
    def call(self) -> str:
        """A line to rewrite is shown by ``rewrite``, a client's line to answer by ``reply``."""
        return str(self.item.call)

    @property
    def _live(self) -> bool:
        return bool(self.item.step != "unaided")

    def _read(self, text: str) -> Any:
        """The coach's reading, None where there is nothing of the learner's to read yet."""
        begun = len(text.split()) >= self._fewest and text.strip() != self.item.starter.strip()
        return coach.read(text, asked=self.item) if begun else None

    @property
    def _fewest(self) -> int:
        """Words it takes before there is something to read."""
        return 1 if self.item.rubric in SHORT else 2

    def _shown(self, text: str) -> dict[str, Any] | None:
        """What the page shows beside `text`: the reading, unless this one is unaided."""
        if self._live:
            reading = self._read(text)
        else:
            reading = self._done if self._done and self._done.text == text else None
        return wording.page(reading, self.item.rubric) if reading else None

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke: read, answer, save later."""
        text = text_of(message)
        if message.get("field") == "change":
            self._change = text
            self.view["change"] = text
            self._reply(message, None)
            self.keeper.aside("change", text)
            return
        shown = self._shown(text)
        self._text = text
        self._reply(message, shown)
        self.view["text"], self.view["reading"] = text, shown
        self.keeper.later(text)

    def _reply(self, message: dict[str, Any], shown: dict[str, Any] | None) -> None:
        kept = {key: message.get(key) for key in ("n", "from", "field", "value")}
        self.send({"type": "reading", **kept, "reading": shown})

    def hear_done(self, message: dict[str, Any]) -> None:
        """An attempt: keep it with its reading; then ask what the learner would change."""
        text = text_of(message)
        reading = self._read(text)
        if reading is None:
            words = "one word or more" if self._fewest == 1 else "two words or more"
            thing = boxes.box_of(self.item).thing
            self.send({"type": "empty", "text": f"Write your {thing} first: {words}."})
            return
        self._text, self._done, self._judged = text, reading, ""
        self._change = "" if self._stage == "write" else self._change
        self.keeper.attempt(text, reading=reading.as_dict(), points=reading.points)
        self._go("models" if self._stage == "models" else "reflect")

    def hear_change(self, message: dict[str, Any]) -> None:
        """What the learner would change, or nothing; then the models."""
        if self._done is None:
            return
        if text_of(message).strip():
            self.keeper.aside("change", text_of(message))
        self._go("models")

    def hear_judge(self, message: dict[str, Any]) -> None:
        """The learner's own verdict, where the coach had none. It costs nothing."""
        if message.get("value") in JUDGED:
            self._judged = message["value"]
            self.keeper.aside("judged", self._judged)
            self._go("models", move=False)

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's words."""
        self.keeper.keep_mine(self._text)

    def _go(self, stage: str, move: bool = True) -> None:
        self._stage = stage
        self.keeper.place(f"{stage}:{self._judged}" if self._judged else stage)
        self.redraw(move)

    def page(self) -> dict[str, Any]:
        """Scene, what is quoted, the learner's words and what goes with the stage."""
        item = self.item
        box = boxes.box_of(item)
        label = box.label
        view: dict[str, Any] = {
            "name": f"{item.call.capitalize()}: {boxes.line_of(item)}",
            "scene": item.scene,
            "quoted": [one._asdict() for one in boxes.quoted(item)],
            "models_count": self._count(),
            "label": f"Now {label[0].lower()}{label[1:].replace('our ', 'our own ', 1)}"
            if item.step == "annotated"
            else label,
            "lines": max(3, box.lines),
            "live": self._live,
            "worked": self._worked(),
            "text": self._text,
            "reading": self._shown(self._text),
            "stage": self._stage,
            "change": self._change,
        }
        if self._stage != "write":
            view["done_text"] = self._done.text
            view["verdict_text"] = wording.verdict(self._done.verdict)
        if self._stage == "models":
            view |= self._models()
        return view

    def _pasted(self) -> bool:
        """Whether the last attempt is one of the models; "Please go on." may well be one's own."""
        text = self._done.text
        return len(text.split()) > EVERYBODYS and marking.is_model(text, self.item.models)

    def _count(self) -> str:
        """How many models there are, in a word."""
        count = len(self.item.models)
        return NUMBERS[count] if count < len(NUMBERS) else str(count)

    def _models(self) -> dict[str, Any]:
        unsure = self._done.verdict == "unsure"
        choices = [
            {"value": value, "label": label, "chosen": value == self._judged}
            for value, label in JUDGE
        ]
        return {
            "models": list(self.item.models),
            "models_title": f"{self._count().capitalize()} {boxes.box_of(self.item).ways}",
            "pasted": PASTED if self._pasted() else "",
            "judge": choices if unsure else None,
            "judged": JUDGED.get(self._judged, "") if unsure else "",
            "verdict_text": UNSURE if unsure else wording.verdict(self._done.verdict),
        }

    def _worked(self) -> dict[str, Any] | None:
        worked = self.item.worked
        if not worked or self.item.step != "annotated":
            return None
        marks = []
        for note in worked.notes:
            start = worked.text.find(note.words)
            if start >= 0:
                marks.append(wording.Mark(start, start + len(note.words), "note", ""))
        notes = [{"words": note.words, "note": note.note} for note in worked.notes]
        return {"segments": wording.segments(worked.text, marks), "notes": notes}
