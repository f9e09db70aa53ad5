"""Options to think of: a row each, and whose need it serves; then they are counted."""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank, coach
from active_listening.lesson import assets, counting, warming
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.counting import Row
from active_listening.lesson.keeping import Keeper

MOST = 12
"""Rows at most."""
WHOSE = {"client": "The client's need", "us": "Our need"}
REMARKS = {
    "empty": "",
    "option": "Counts.",
    "unclear": "Not counted: say it so that the client could answer yes or no to it.",
    "position": "Not counted: this is a position. There is nothing in it to choose from.",
}
"""What is said of a row. That one stands twice is said with the number of the other."""


class OptionList(Activity):
    """Rows to write options in, with a tick for each need that an option serves."""

    KIND: ClassVar[str] = "options"
    _esm = assets.script("dom", "typing", "options", render="renderOptions")

    def __init__(self, item: bank.Options, keeper: Keeper) -> None:
        self._needs = [interest.id for interest in item.interests]
        super().__init__(item, keeper)
        warming.coach_once()

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The newest rows of the record, as far as they can be used."""
        answer = self.keeper.entry.answer if self.keeper.entry else None
        kept = answer if isinstance(answer, dict) else {}
        listed = kept.get("rows")
        rows = [self._row(row) for row in listed] if isinstance(listed, list) else []
        self._rows = rows[:MOST] + [Row("")] * (self.item.least - len(rows))
        self._counted = kept.get("counted") is True

    def _row(self, row: Any) -> Row:
        row = row if isinstance(row, dict) else {}
        say, serves = row.get("say"), row.get("serves")
        ticked = serves if isinstance(serves, list) else []
        needs = tuple(need for need in self._needs if need in ticked)
        return Row(say if isinstance(say, str) else "", needs)

    def _answer(self) -> dict[str, Any]:
        rows = [{"say": row.say, "serves": list(row.serves)} for row in self._rows]
        return {"rows": rows, "counted": self._counted}

    def shown(self, answer: Any) -> str:
        """The rows as lines to compare."""
        rows = answer.get("rows") if isinstance(answer, dict) else None
        return "\n".join(self._row(row).say for row in rows) if isinstance(rows, list) else ""

    # -- messages ------------------------------------------------------------------------------

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke in a row: saved soon, not read."""
        kept = {key: message.get(key) for key in ("n", "from", "field", "value")}
        self.send({"type": "reading", **kept})
        number = self._number(message.get("field"))
        if number is None:
            return
        text = text_of(message)
        if len(text) > coach.LIMIT:
            raise coach.TooLong(f"an answer may hold {coach.LIMIT:,} characters.")
        self._put(number, Row(text, self._rows[number].serves))

    def hear_tick(self, message: dict[str, Any]) -> None:
        """A need ticked or cleared in a row."""
        number, need = self._number(message.get("field")), message.get("need")
        if number is not None and need in self._needs:
            row = self._rows[number]
            on = {*row.serves, need} if message.get("on") else {*row.serves} - {need}
            self._put(number, Row(row.say, tuple(one for one in self._needs if one in on)))

    def hear_add(self, _message: dict[str, Any]) -> None:
        """One row more."""
        if len(self._rows) < MOST:
            self._rows.append(Row(""))
            self.redraw()
            self.keeper.later(self._answer())

    def hear_count(self, _message: dict[str, Any]) -> None:
        """Count them, keep that as an attempt, show what comes of it."""
        self._counted = True
        self.redraw(move=True)
        self.keeper.attempt(self._answer())

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's rows."""
        self.keeper.keep_mine(self._answer())

    def _number(self, field: Any) -> int | None:
        known = {str(i): i for i in range(len(self._rows))}
        return known.get(field) if isinstance(field, str) else None

    def _put(self, number: int, row: Row) -> None:
        self._rows[number] = row
        self.quietly()
        self.keeper.later(self._answer())

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """Scene and task, the needs, the rows; once counted, what came of them."""
        return {
            "scene": self.item.scene,
            "ask": self.item.ask,
            "needs": [{"id": one.id, "label": self._label(one)} for one in self.item.interests],
            "rows": [{"say": row.say, "serves": list(row.serves)} for row in self._rows],
            "full": len(self._rows) >= MOST,
            "result": self._result() if self._counted else None,
        }

    @staticmethod
    def _label(interest: bank.items.Interest) -> str:
        return f"{WHOSE[interest.of]}: {interest.need}"

    def _result(self) -> dict[str, Any]:
        found = counting.count(self.item, self._rows)
        many = "1 option" if found.options == 1 else f"{found.options} different options"
        head = {
            "few": f"{many}; look for {self.item.least}.",
            "one_sided": f"{many}, and a need that none of them serves.",
            "enough": f"{many}, and something for every need.",
        }[found.outcome]
        return {
            "head": head,
            "enough": found.outcome == "enough",
            "text": self.item.then[found.outcome],
            "remarks": [self._remark(found, i) for i in range(len(self._rows))],
            "served": [
                {"label": self._label(one), "count": found.served[one.id]}
                for one in self.item.interests
            ],
            "most": max(1, found.options),
            "models": [
                {"say": model.say, "serves": self._served_by(model)} for model in self.item.models
            ],
        }

    def _remark(self, found: counting.Count, number: int) -> str:
        kind = found.kinds[number]
        if kind == "same":
            return f"Not counted: much like option {found.first[number] + 1}."
        untagged = kind == "option" and not self._rows[number].serves
        return "Counts. Whose need does it serve?" if untagged else REMARKS[kind]

    def _served_by(self, model: bank.items.ModelOption) -> str:
        return "; ".join(self._label(one) for one in self.item.interests if one.id in model.serves)
