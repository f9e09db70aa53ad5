"""A talk to code with an observer's sheet: one code a turn, then how far it agrees with the key."""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank
from active_listening.lesson import assets
from active_listening.lesson.activity import Activity
from active_listening.lesson.agreement import Agreement, agree
from active_listening.lesson.keeping import Keeper

LIMITS = (
    "On {turns} turns one turn more or less moves the share by {step} points. Kappa takes out what "
    "two people would share by guessing: 0 is chance, 1 is every turn."
)


class Observing(Activity):
    """The talk with a choice of code beside each turn; the key is told after comparing."""

    KIND: ClassVar[str] = "observe"
    _esm = assets.script("dom", "observe", render="renderObserve")

    def __init__(self, item: bank.Observation, keeper: Keeper) -> None:
        self._known = {code.id: code for code in item.codes}
        super().__init__(item, keeper)

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The codes so far, whether they were compared, and those of the first comparison."""
        answer = self.keeper.entry.answer if self.keeper.entry else None
        kept = answer if isinstance(answer, dict) else {}
        self._codes = self._fitting(kept.get("codes")) or [""] * len(self.item.coded)
        self._first = self._fitting(kept.get("first"))
        self._compared = kept.get("compared") is True and all(self._codes)
        if not all(self._first):
            self._first = []

    def _fitting(self, codes: Any) -> list[str]:
        """A code or "" for each turn; an empty list where the talk has other turns now."""
        if not isinstance(codes, list) or len(codes) != len(self.item.coded):
            return []
        return [code if isinstance(code, str) and code in self._known else "" for code in codes]

    def _answer(self) -> dict[str, Any]:
        return {"codes": self._codes, "first": self._first, "compared": self._compared}

    def shown(self, answer: Any) -> str:
        """The signs of another window, turn by turn."""
        codes = self._fitting(answer.get("codes")) if isinstance(answer, dict) else []
        return " ".join(self._known[code].sign if code else "–" for code in codes)

    # -- messages ------------------------------------------------------------------------------

    def hear_code(self, message: dict[str, Any]) -> None:
        """A turn gets a code, or loses it."""
        turn, code = message.get("turn"), message.get("code")
        if type(turn) is int and 0 <= turn < len(self._codes) and (code in self._known or not code):
            self._codes[turn] = code or ""
            self.quietly()
            self.keeper.later(self._answer())

    def hear_compare(self, _message: dict[str, Any]) -> None:
        """Compare with the key, once every turn has a code."""
        missing = [i + 1 for i, code in enumerate(self._codes) if not code]
        if missing:
            turns = ", ".join(map(str, missing))
            self.send({"type": "empty", "text": f"Still without a code: {turns}."})
            return
        self._compared, self._first = True, self._first or list(self._codes)
        self.keeper.attempt(self._answer(), points=agree(self.item, self._codes).percent)
        self.redraw(move=True)

    def hear_again(self, _message: dict[str, Any]) -> None:
        """An empty sheet; the first comparison stays to be compared with."""
        self._codes, self._compared = [""] * len(self.item.coded), False
        self.keeper.later(self._answer())
        self.redraw(move=True)

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's codes."""
        self.keeper.keep_mine(self._answer())

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """The talk and the sheet; once compared, the agreement and the key of each turn."""
        return {
            "title": self.item.title,
            "scene": self.item.scene,
            "codes": [
                {"id": one.id, "label": f"{one.sign} · {one.name}"} for one in self.item.codes
            ],
            "lines": self._lines(),
            "picked": list(self._codes),
            "result": self._result() if self._compared else None,
        }

    def _lines(self) -> list[dict[str, Any]]:
        turn, lines = -1, []
        for line in self.item.lines:
            turn += bool(line.key)
            shown: dict[str, Any] = {"who": line.who, "say": line.say}
            if line.key:
                shown["turn"] = turn
                if self._compared:
                    shown |= self._told(line, self._codes[turn])
            lines.append(shown)
        return lines

    def _told(self, line: bank.items.ObservedLine, code: str) -> dict[str, Any]:
        """A turn beside the key: whether they agree, and why the key says so."""
        key, yours = self._known[line.key].name, self._known[code].name
        if code == line.key:
            head = f"Both: {key}."
        elif code in line.also:
            head = f"Yours: {yours}. The key has {key}; yours can be said as well."
        else:
            head = f"Yours: {yours}. The key: {key}."
        return {"same": code == line.key or code in line.also, "head": head, "why": line.why}

    def _result(self) -> dict[str, Any]:
        found = agree(self.item, self._codes)
        before = agree(self.item, self._first) if self._first != self._codes else None
        return {
            "head": f"You and the key agree on {_told(found)}.",
            "before": f"The first time it was {_told(before)}." if before else "",
            "high": found.level == "high",
            "text": self.item.then[found.level],
            "limits": LIMITS.format(turns=found.turns, step=round(100 / found.turns)),
            "each": [
                {"name": code.name, "counts": list(found.each[code.id])} for code in self.item.codes
            ],
        }


def _told(found: Agreement) -> str:
    kappa = "" if found.kappa is None else f", kappa {found.kappa:.2f}"
    return f"{found.same} of {found.turns} turns ({found.percent}%{kappa})"
