"""A question answered with one line, which the coach reads once the learner asks for it."""

from __future__ import annotations

from typing import Any

from active_listening import bank
from active_listening.bank.boxes import CLIENT
from active_listening.lesson import assets, heard, marking, warming
from active_listening.lesson.activity import text_of
from active_listening.lesson.keeping import Keeper
from active_listening.lesson.quizzes import Quiz

OUTCOMES = {
    "right": ("right", "Right."),
    "other": ("not", "Not this time."),
    "spoiled": ("not", "Not this time."),
    "unsure": ("unsure", "Yours to decide."),
}
"""How a line came out: its style and its first words."""
COMPARE = "Compare your line with those below."


class LineQuiz(Quiz):
    """One question with a box for a line. Nothing is read while the learner types."""

    _esm = assets.script("dom", "typing", "reading", "quiz", "line_quiz", render="renderQuiz")

    def __init__(self, item: bank.Quiz, keeper: Keeper) -> None:
        super().__init__(item, keeper)
        warming.coach_once()

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke: kept, and not read."""
        kept = {key: message.get(key) for key in ("n", "from", "field", "value")}
        self.send({"type": "reading", **kept})
        if not self._checked:
            self._answer = text_of(message)
            self.quietly()
            self.keeper.later(self._kept())

    def hear_check(self, message: dict[str, Any]) -> None:
        """Read the line, keep it as an attempt, show what it did."""
        if isinstance(message.get("answer"), str):
            heard.read(self.item, message["answer"])  # too long is told before anything changes
        super().hear_check(message)

    def hear_again(self, _message: dict[str, Any]) -> None:
        """The box once more, with the line in it to change."""
        self._checked = False
        self.redraw(move=True)

    def _marks(self) -> dict[str, Any]:
        reading = heard.read(self.item, self._answer)
        return {**super()._marks(), "reading": reading.as_dict()}

    def page(self) -> dict[str, Any]:
        """The question with the client's line; once checked, what the coach read in the answer."""
        said = self.item.client
        quoted = [{"label": CLIENT, "text": said}] if said else []
        return {**super().page(), "quoted": quoted, "certainty": None}

    def _result(self) -> dict[str, Any]:
        reading = heard.read(self.item, self._answer)
        kind, word = OUTCOMES[heard.outcome(self.item, reading)]
        feedback = marking.mark(self.item, self._answer).feedback
        return {
            "outcome": {"kind": kind, "word": word, "text": feedback or COMPARE},
            "reading": heard.page(self.item, reading),
            "models": list(self.item.models),
        }
