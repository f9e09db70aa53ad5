"""A quiz question on the page: its order for this learner, its answer, and what was right."""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank
from active_listening.lesson import assets, marking, questions
from active_listening.lesson.activity import Activity
from active_listening.lesson.keeping import Keeper

SURE = {1: "1 · a guess", 2: "2 · fairly", 3: "3 · certain"}
SURE_RULE = (
    "Right earns 1, 2 or 3, as sure as you are. Wrong costs nothing at 1, two points at 2 and six "
    "at 3: certain pays only when you are."
)
MISSING = {
    "single": "Choose one first.",
    "several": "Tick at least one first.",
    "true_false": "Choose true or false first.",
    "sort": "One or more lines have no group yet.",
    "mark": "Tick at least one line first.",
    "order": "Put the steps in order first.",
    "match": "One or more lines have no partner yet.",
    "text": "Type your line first.",
}
FOUND = {"sort": "in their group", "order": "in their place", "match": "with their partner"}


class Quiz(Activity):
    """One question. The view tells what is right only once the learner has answered."""

    KIND: ClassVar[str] = "quiz"
    _esm = assets.script("dom", "quiz", render="renderQuiz")

    def __init__(self, item: bank.Quiz, keeper: Keeper) -> None:
        self._seed = f"{keeper.learner}/{item.id}"
        self._answer: Any = None
        self._sure: int | None = None
        self._seconds: float | None = None
        self._checked = False
        self._revealed = False
        super().__init__(item, keeper)

    # -- what is kept --------------------------------------------------------------------------

    def restore(self) -> None:
        """Put the newest answer back; one that no longer fits the item is left aside."""
        self._answer, self._checked, self._revealed = self._blank(), False, False
        entry = self.keeper.entry
        kept = entry.answer if entry and isinstance(entry.answer, dict) else {}
        answer = self._known(kept.get("answer"))
        if answer is None:
            return
        self._answer = answer
        sure, seconds = kept.get("sure"), kept.get("seconds")
        self._sure = sure if sure in SURE else None
        self._seconds = seconds if isinstance(seconds, (int, float)) else None
        self._checked = bool(
            entry and entry.kind == "attempt" and marking.complete(self.item, answer)
        )

    def _blank(self) -> Any:
        return questions.blank(self.item, self._seed)

    def _known(self, answer: Any) -> Any:
        return questions.known(self.item, answer)

    def _kept(self) -> dict[str, Any]:
        extra = {"sure": self._sure, "seconds": self._seconds}
        return {"answer": self._answer, **{k: v for k, v in extra.items() if v is not None}}

    # -- what the learner does -----------------------------------------------------------------

    def hear_pick(self, message: dict[str, Any]) -> None:
        """A choice made, not yet checked."""
        answer = self._known(message.get("answer"))
        if answer is not None and not self._checked:
            self._answer = answer
            if not self.item.timed:
                self.keeper.later(self._kept())
            self.quietly()

    def hear_sure(self, message: dict[str, Any]) -> None:
        """How sure the learner says to be."""
        self._sure = message.get("value") if message.get("value") in SURE else None
        self.quietly()

    def hear_check(self, message: dict[str, Any]) -> None:
        """Mark the answer, keep it as an attempt, show what was right."""
        answer = self._known(message.get("answer"))
        if answer is None or not marking.complete(self.item, answer):
            self.send({"type": "empty", "text": MISSING[self.item.kind]})
            return
        sure = message.get("certainty")
        if self.item.certainty and sure not in SURE:
            self.send({"type": "empty", "text": "Say how sure you are first."})
            return
        seconds = message.get("seconds")
        self._answer, self._sure = answer, sure if self.item.certainty else None
        self._seconds = round(float(seconds), 1) if isinstance(seconds, (int, float)) else None
        self._checked, self._revealed = True, False
        self.keeper.attempt(self._kept(), **self._marks())
        self.redraw(move=True)

    def _marks(self) -> dict[str, Any]:
        """What is kept of an attempt beside the answer."""
        return {"points": marking.mark(self.item, self._answer).points}

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's answer."""
        if self._checked:
            self.keeper.keep_mine(self._kept(), kind="attempt", **self._marks())
        else:
            self.keeper.keep_mine(self._kept())

    def shown(self, answer: Any) -> str:
        """An answer of another window, in words."""
        return "; ".join(marking.texts(answer))

    def hear_again(self, _message: dict[str, Any]) -> None:
        """Start the question anew; earlier tries stay in the record."""
        self._answer, self._sure, self._seconds = self._blank(), None, None
        self._checked = self._revealed = False
        self.redraw(move=True)

    def hear_reveal(self, _message: dict[str, Any]) -> None:
        """Show what is right, with every reason."""
        self._revealed = True
        self.redraw(move=True)

    # -- what the page shows -------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """The question, or the question answered."""
        view = {
            **questions.asked(self.item, self._seed, self._answer),
            "certainty": None,
            "checked": self._checked,
        }
        if self._checked:
            return {**view, **self._result()}
        if self.item.certainty:
            levels = [{"value": value, "label": label} for value, label in SURE.items()]
            view["certainty"] = {"levels": levels, "chosen": self._sure, "rule": SURE_RULE}
        return view

    def _result(self) -> dict[str, Any]:
        marked = marking.mark(self.item, self._answer)
        lines = [self._line(part, marked) for part in self._in_order(marked.parts)]
        shown = any(line["hidden"] for line in lines)
        return {
            "outcome": self._outcome(marked),
            "results": lines,
            "can_reveal": "" if self._revealed or not shown
            else "Show all the reasons" if marked.right else "Show the answer",
        }  # fmt: skip

    def _in_order(self, parts: tuple[marking.Part, ...]) -> list[marking.Part]:
        if self.item.kind in ("single", "several", "sort"):
            return list(marking.shuffled(parts, self._seed))
        if self.item.kind == "order" and self._revealed:
            return sorted(parts, key=lambda part: part.wanted)
        return list(parts)

    def _line(self, part: marking.Part, marked: marking.Marked) -> dict[str, Any]:
        """One part in words: a sign, what it was, and its feedback where it may be told."""
        kind = self.item.kind
        say, who = str(part.key), ""
        if kind == "mark":
            line = self.item.lines[int(part.key) - 1]
            who, say = line.who, line.say
        told = self._revealed or bool(part.picked) or kind in (*questions.PAIRED, "true_false")
        style, sign, word = "plain", "·", ""
        partners: list[tuple[str, str]] = []
        if kind == "true_false":
            style, sign, word = _outcome_of(part.right)
            word = f"you said {str(part.picked).lower()}; {word}"
        elif kind == "sort":
            style, sign, word = _outcome_of(part.right)
            word = str(part.picked)
            if not part.right:
                word = f"you said {part.picked}; it is {part.wanted}"
        elif kind == "match":
            style, sign, word = _outcome_of(part.right)
            partners = [("It goes with", str(part.wanted))]
            if not part.right:
                partners.insert(0, ("You chose", str(part.picked)))
        elif kind == "order":
            style, sign, word = _outcome_of(part.right)
            word = "in its place" if part.right else "not in its place"
            if self._revealed and not part.right:
                word = f"you had it in place {part.picked}"
        elif part.picked:
            style, sign, word = _outcome_of(part.right)
            word = "your answer, right" if part.right else "your answer, not this one"
        elif part.wanted and self._revealed:
            style, sign, word = (
                "missed",
                "→",
                "this one fits too" if kind in questions.MANY else "this one",
            )
        hidden = not told and bool(part.feedback or (part.wanted and not part.picked))
        hidden = hidden or (kind == "order" and not part.right and not self._revealed)
        return {
            "kind": style, "sign": sign, "word": word, "who": who, "say": say,
            "partners": partners, "feedback": part.feedback if told else "", "hidden": hidden,
        }  # fmt: skip

    def _outcome(self, marked: marking.Marked) -> dict[str, str]:
        item = self.item
        right = sum(part.right for part in marked.parts)
        text = marked.feedback if (marked.right or self._revealed) else ""
        if item.kind in FOUND:
            what = FOUND[item.kind]
            text = f"{right} of {len(marked.parts)} {what}. {text}".strip()
        elif item.kind in questions.MANY:
            wanted = sum(bool(part.wanted) for part in marked.parts)
            hits = sum(bool(part.wanted and part.picked) for part in marked.parts)
            extra = sum(bool(part.picked and not part.wanted) for part in marked.parts)
            text = f"{hits} of {wanted} found" + (f", {extra} too many." if extra else ".")
        if self._seconds is not None:
            seconds = max(1, round(self._seconds))
            text += f" It took you {seconds} second{'s' if seconds > 1 else ''}."
        if self._sure:
            score = marking.certainty_marks(marked.right, self._sure)
            text += f" Certainty {self._sure}: {score:+d} points.".replace("+0", "0")
        kind = "right" if marked.right else "partly" if right and len(marked.parts) > 1 else "not"
        if item.kind in ("single", "true_false") and not marked.right:
            kind = "not"
        word = {"right": "Right.", "partly": "Partly.", "not": "Not this time."}[kind]
        return {"kind": kind, "word": word, "text": text.strip()}


def _outcome_of(right: bool) -> tuple[str, str, str]:
    return ("right", "✓", "right") if right else ("wrong", "✗", "not this time")
