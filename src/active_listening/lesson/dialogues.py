"""A scene played line by line, in which the learner types a line and the client answers it."""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank, coach
from active_listening.coach import wording
from active_listening.lesson import assets, heard, warming
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.keeping import Keeper

YOU = "You"
WORDS_FIRST = "Type your line first: two words or more."
WORD_FIRST = "Type your line first."


def answer_to(line: Any, reading: Any) -> tuple[str, str]:
    """The client's reply to a typed line and what the line did."""
    return heard.chosen(line.replies, reading), heard.chosen(line.say_of, reading)


class Dialogue(Activity):
    """One scene. `_at` is the step that is on now; all before it are on the page."""

    KIND: ClassVar[str] = "dialogue"
    _esm = assets.script("dom", "typing", "reading", "dialogue", render="renderDialogue")

    def __init__(self, item: bank.Dialogue, keeper: Keeper) -> None:
        self._at = 0
        self._said: dict[str, str] = {}
        self._picked: dict[str, str] = {}
        self._typing = ""
        super().__init__(item, keeper)
        if any(line.you for line in item.lines):
            warming.coach_once()

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The learner's place, lines and predictions."""
        entry = self.keeper.entry
        kept = entry.answer if entry and isinstance(entry.answer, dict) else {}
        self._said = self._fitting(kept.get("said"), "you")
        self._picked = self._fitting(kept.get("predicted"), "predict")
        typing = kept.get("typing")
        self._typing = typing if isinstance(typing, str) else ""
        place = self.keeper.last_place()
        self._at = min(int(place), len(self.item.lines)) if place.isdigit() else 0

    def _fitting(self, kept: Any, field: str) -> dict[str, str]:
        """What was kept for steps of one kind that the scene still has."""
        steps = {str(i) for i, line in enumerate(self.item.lines) if getattr(line, field)}
        pairs = kept.items() if isinstance(kept, dict) else ()
        return {k: v for k, v in pairs if k in steps and isinstance(v, str)}

    def _kept(self) -> dict[str, Any]:
        parts = {"said": self._said, "predicted": self._picked}
        return {**parts, "typing": self._typing} if self._typing else parts

    def _answered(self, step: int) -> bool:
        return str(step) in self._said or str(step) in self._picked

    def _waits(self, step: int) -> bool:
        """Whether the scene stands still at `step` until the learner has answered."""
        line = self.item.lines[step]
        return bool(line.you or line.predict) and not self._answered(step)

    # -- messages ------------------------------------------------------------------------------

    def hear_next(self, _message: dict[str, Any]) -> None:
        """One step on."""
        if self._at < len(self.item.lines) and not self._waits(self._at):
            self._go(self._at + 1)

    def hear_skip(self, _message: dict[str, Any]) -> None:
        """On to the learner's next turn, or to the end."""
        step = self._at
        while step < len(self.item.lines) and not self._waits(step):
            step += 1
        self._go(step)

    def hear_restart(self, _message: dict[str, Any]) -> None:
        """From the beginning; earlier lines stay in the record."""
        self._said, self._picked, self._typing = {}, {}, ""
        self.keeper.later(self._kept())
        self._go(0)

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke: kept, and not read before the learner has said it."""
        text = text_of(message)
        kept = {key: message.get(key) for key in ("n", "from", "field", "value")}
        self.send({"type": "reading", **kept})
        self._typing = text
        self.quietly()
        self.keeper.later(self._kept())

    def hear_say(self, message: dict[str, Any]) -> None:
        """The learner says the line; the client answers."""
        text = text_of(message).strip()
        if not self._is_now("you"):
            return
        short = heard.by_moves(self.item.lines[self._at].replies)  # "Go" may be all it takes
        if len(text.split()) < (1 if short else 2):
            self.send({"type": "empty", "text": WORD_FIRST if short else WORDS_FIRST})
            return
        reading = self._read(self._at, text)
        self._said[str(self._at)], self._typing = text, ""
        self.keeper.attempt(self._kept(), reading=reading.as_dict())
        self._go(self._at)

    def _read(self, step: int, text: str) -> coach.Reading:
        """The reading of a line typed at `step`, as an answer to what the client just said."""
        return coach.read(text, client=self._before(step))

    def _before(self, step: int) -> str:
        """The client's last turn before `step`: all they said since somebody else spoke."""
        client, turn = _name(self.item.lines[step].who), list[str]()
        for i in reversed(range(step)):
            line, text = self.item.lines[i], self._said.get(str(i))
            if line.you and _name(line.who) == client and text is not None:
                return " ".join([answer_to(line, self._read(i, text))[0], *turn])
            if line.say and _name(line.who) == client:
                turn.insert(0, line.say)
            elif (line.say or line.you) and turn:
                break
        return " ".join(turn)

    def hear_another(self, message: dict[str, Any]) -> None:
        """The learner tries another line at a step already played."""
        step = message.get("step")
        if isinstance(step, int) and str(step) in self._said:
            self._typing = self._said.pop(str(step))
            self._go(step)

    def hear_predict(self, message: dict[str, Any]) -> None:
        """What the learner thinks comes next."""
        if not self._is_now("predict"):
            return
        choice = text_of(message)
        if choice not in [option.say for option in self.item.lines[self._at].options]:
            self.send({"type": "empty", "text": "Choose one first."})
            return
        self._picked[str(self._at)] = choice
        self.keeper.attempt(self._kept())
        self._go(self._at)

    def _is_now(self, field: str) -> bool:
        return self._at < len(self.item.lines) and bool(getattr(self.item.lines[self._at], field))

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's words."""
        self.keeper.keep_mine(self._kept())

    def shown(self, answer: Any) -> str:
        """What was said in another window."""
        kept = answer if isinstance(answer, dict) else {}
        texts = [*self._fitting(kept.get("said"), "you").values(), kept.get("typing") or ""]
        return "\n".join(text for text in texts if isinstance(text, str) and text)

    def _go(self, step: int) -> None:
        self._at = step
        self.keeper.place(str(step))
        self.redraw(move=True)

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """What has been said, and what can be done now."""
        lines = self.item.lines
        played = [self._played(i) for i in range(min(self._at + 1, len(lines)))]
        return {
            "title": self.item.title,
            "log": [part for parts in played for part in parts],
            "now": self._now(),
        }

    def _now(self) -> dict[str, Any]:
        lines, step = self.item.lines, self._at
        if step >= len(lines):
            return {"kind": "end"}
        line = lines[step]
        if self._waits(step):
            if line.you:
                return {"kind": "you", "ask": line.you, "typing": self._typing}
            options = [option.say for option in line.options]
            return {"kind": "predict", "ask": line.predict, "options": options}
        last = step == len(lines) - 1
        waiting = next((lines[i] for i in range(step + 1, len(lines)) if self._waits(i)), None)
        skip = waiting and ("Skip to your turn" if waiting.you else "Skip to the question")
        another = step if str(step) in self._said else None
        return {"kind": "end" if last else "next", "skip": skip, "another": another}

    def _played(self, step: int) -> list[dict[str, Any]]:
        """The entries of the log that a step has brought; none while it waits."""
        line, key = self.item.lines[step], str(step)
        if self._waits(step):
            return []
        if line.predict:
            option = next(o for o in line.options if o.say == self._picked[key])
            sign, word = ("✓", "right") if option.right else ("✗", "not this time")
            return [{"id": f"{key}:{option.say}", "kind": "predicted", "ask": line.predict,
                     "say": option.say, "sign": sign, "word": word,
                     "feedback": option.feedback}]  # fmt: skip
        if line.you:
            return self._exchange(line, step)
        return [{"id": key, "kind": "said", "who": line.who, "say": line.say, "note": line.note}]

    def _exchange(self, line: Any, step: int) -> list[dict[str, Any]]:
        key, text = str(step), self._said[str(step)]
        reading = self._read(step, text)
        reply, did = answer_to(line, reading)
        yours = {"id": f"{key}:{text}", "kind": "yours", "who": YOU, "say": text}
        answer = {"id": f"{key}:{text}:reply", "kind": "said", "who": line.who, "say": reply}
        wanted = "" if heard.by_moves(line.replies) else line.rubric
        shown = wording.page(reading, wanted=wanted)
        return [yours, answer, {"id": f"{key}:{text}:did", "kind": "did", "did": did,
                                "reading": shown}]  # fmt: skip


def _name(who: str) -> str:
    """Who speaks, without the time beside the name: "Rashid, 10:14"."""
    return who.partition(",")[0].strip()
