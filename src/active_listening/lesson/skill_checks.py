"""A form of the test on the page: one task at a time, nothing told before the end.

What was answered is kept after every task, so that a learner can stop and go on another day.
"""

from __future__ import annotations

from typing import Any, ClassVar

from active_listening import bank, coach
from active_listening.bank import boxes, forms
from active_listening.coach import wording
from active_listening.lesson import assets, gain, marking, questions, skill_marks, warming
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.keeping import Keeper

SIGNS = {
    "full": ("✓", "full points"),
    "part": ("◐", "some of the points"),
    "none": ("✗", "no points"),
    "left": ("–", "left out"),
    "unsure": ("?", "I can't tell; it counts for nothing"),
}
MISSING = "Answer first, or choose “Leave it out”."
WORDS_FIRST = "Write your line first: two words or more. Or choose “Leave it out”."
LIMITS = (
    "{counted} short tasks say roughly where you stand, no more. A few points up or down are "
    "chance."
)
TO_COME = " The second form, at the end of the course, has other tasks of the same kinds."
ALONE = "There is no finished form A in your record, so this result stands alone."


class SkillCheck(Activity):
    """One form. Stages: begin, task (the one at `_at`), end, skipped."""

    KIND: ClassVar[str] = "skill_check"
    _esm = assets.script("dom", "typing", "quiz", "skill_check", render="renderSkillCheck")

    def __init__(self, item: forms.Form, keeper: Keeper) -> None:
        self._tasks = [forms.task(id) for ids in item.parts.values() for id in ids]
        self._titles = [part.title for part in forms.blueprint() for _ in item.parts[part.part]]
        super().__init__(item, keeper)
        warming.coach_once()

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The stage, the task, the answers so far; what a task no longer offers is left aside."""
        entry = self.keeper.entry
        kept = entry.answer if entry and isinstance(entry.answer, dict) else {}
        answers = kept.get("answers")
        given = answers if isinstance(answers, dict) else {}
        fitting = {task.id: self._fitting(task, given.get(task.id)) for task in self._tasks}
        self._answers: dict[str, Any] = {id: a for id, a in fitting.items() if a is not None}
        at = kept.get("at")
        self._at = at if isinstance(at, int) and 0 <= at < len(self._tasks) else 0
        stage = kept.get("stage")
        self._stage = stage if stage in ("task", "end", "skipped") else "begin"
        typing = kept.get("typing")
        self._typing = typing if isinstance(typing, str) else ""

    def _fitting(self, task: bank.Quiz | bank.Rewrite, answer: Any) -> Any:
        if isinstance(task, bank.Rewrite):
            return answer if isinstance(answer, str) else None
        known = questions.known(task, answer)
        return known if known is not None and marking.complete(task, known) else None

    def _kept(self) -> dict[str, Any]:
        kept = {"stage": self._stage, "at": self._at, "answers": self._answers}
        return {**kept, "typing": self._typing} if self._typing else kept

    # -- messages ------------------------------------------------------------------------------

    def hear_begin(self, _message: dict[str, Any]) -> None:
        """To the first task, or to the one where the learner stopped."""
        self._go("task", self._at)

    def hear_skip(self, _message: dict[str, Any]) -> None:
        """Not now."""
        self._go("skipped", self._at)

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke: kept, not read."""
        text = text_of(message)
        self.send(
            {"type": "reading", **{k: message.get(k) for k in ("n", "from", "field", "value")}}
        )
        if len(text) > coach.LIMIT:
            raise coach.TooLong(f"an answer may hold {coach.LIMIT:,} characters.")
        self._typing = text
        self.quietly()
        self.keeper.later(self._kept())

    def hear_answer(self, message: dict[str, Any]) -> None:
        """The answer to the task on the page, and on to the next."""
        task = self._tasks[self._at]
        if self._stage != "task" or message.get("id") != task.id:
            return
        answer = message.get("answer")
        if isinstance(task, bank.Rewrite):
            answer = answer.strip() if isinstance(answer, str) else ""
            if len(answer.split()) < 2:
                self.send({"type": "empty", "text": WORDS_FIRST})
                return
        else:
            answer = self._fitting(task, answer)
            if answer is None:
                self.send({"type": "empty", "text": MISSING})
                return
        self._answers[task.id] = answer
        self._onward()

    def hear_leave(self, message: dict[str, Any]) -> None:
        """The task on the page is left out."""
        task = self._tasks[self._at]
        if self._stage == "task" and message.get("id") == task.id:
            self._answers.pop(task.id, None)
            self._onward()

    def hear_back(self, _message: dict[str, Any]) -> None:
        """To the task before."""
        if self._stage == "task" and self._at:
            self._go("task", self._at - 1)

    def hear_again(self, _message: dict[str, Any]) -> None:
        """From the beginning; the earlier result stays in the record."""
        self._answers = {}
        self._go("task", 0)

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner keeps this window's answers."""
        self.keeper.keep_mine(self._kept())

    def shown(self, answer: Any) -> str:
        """How far another window had come."""
        kept = answer if isinstance(answer, dict) else {}
        done = kept.get("answers")
        return f"{len(done) if isinstance(done, dict) else 0} of {len(self._tasks)} tasks answered"

    def _onward(self) -> None:
        if self._at + 1 < len(self._tasks):
            self._go("task", self._at + 1)
        else:
            self._go("end", self._at)

    def _go(self, stage: str, at: int) -> None:
        self._stage, self._at = stage, at
        written = self._answers.get(self._tasks[at].id)
        self._typing = written if stage == "task" and isinstance(written, str) else ""
        if stage == "end":
            points = skill_marks.mark(self.item, self._answers).points
            self.keeper.attempt(self._kept(), points=points)
        else:
            self.keeper.later(self._kept())
        self.redraw(move=True)

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """What belongs to the stage."""
        view: dict[str, Any] = {
            "title": self.item.title,
            "stage": self._stage,
            "of": len(self._tasks),
            "begun": bool(self._answers),
        }
        if self._stage == "task":
            return {**view, **self._task()}
        return {**view, **self._result()} if self._stage == "end" else view

    def _task(self) -> dict[str, Any]:
        task = self._tasks[self._at]
        view = {"task": task.id, "number": self._at + 1, "part": self._titles[self._at]}
        if isinstance(task, bank.Rewrite):
            written = {
                "scene": task.scene,
                "quoted": [one._asdict() for one in boxes.quoted(task)],
                "label": boxes.box_of(task).label,
                "text": self._typing,
            }
            return {**view, "written": written}
        answer = self._answers.get(task.id, questions.blank(task, self._seed(task)))
        return {**view, "question": questions.asked(task, self._seed(task), answer)}

    def _seed(self, task: bank.Quiz | bank.Rewrite) -> str:
        return f"{self.keeper.learner}/{task.id}"

    def _result(self) -> dict[str, Any]:
        """Points by part, the part to begin with, and every task with what it was worth."""
        marked = skill_marks.mark(self.item, self._answers)
        weakest = marked.weakest
        return {
            "points": _round(marked.points),
            "counted": marked.counted,
            "parts": [
                {
                    "title": part.part.title,
                    "points": _round(part.points),
                    "counted": part.counted,
                    "lesson": part.part.taught[:2],
                }
                for part in marked.parts
            ],
            "begin": f"{weakest.title}: lesson {weakest.taught[:2]}." if weakest else "",
            "answered": len(self._answers),
            "limits": LIMITS.format(counted=marked.counted) + ("" if self.item.after else TO_COME),
            **self._beside(),
            "tasks": [self._told(one, n) for n, one in enumerate(marked.items)],
        }

    def _beside(self) -> dict[str, Any]:
        """The form before beside this one, for a form that is compared."""
        if not self.item.after:
            return {}
        self.keeper.record.flush()  # the try that just ended may still be on its way to the disk
        found = gain.compare(self.item, self.keeper.record)
        return {"beside": gain.told(found)} if found else {"alone": ALONE}

    def _told(self, one: skill_marks.ItemMark, number: int) -> dict[str, Any]:
        """A task of the result: what was asked, what was answered, what would have done it."""
        task = self._tasks[number]
        sign, word = SIGNS[one.outcome]
        answer = self._answers.get(task.id)
        told: dict[str, Any] = {"sign": sign, "word": word, "scene": "", "yours": []}
        if isinstance(task, bank.Rewrite):
            reading = coach.read(answer, task) if isinstance(answer, str) else None
            shown = wording.page(reading, task.rubric) if reading else None
            told["scene"] = task.scene
            told["asked"] = boxes.line_of(task)
            told["yours"] = [answer] if isinstance(answer, str) else []
            told["right"] = list(task.models)
            told["why"] = shown["tips"][0] if shown and shown["tips"] else ""
        else:
            told["asked"] = f"{task.prompt} {task.statement}".strip()
            told["yours"] = questions.told(task, answer) if answer is not None else []
            told["right"] = questions.solution(task)
            told["why"] = questions.reason(task, answer)
        return told


def _round(points: float | None) -> int | None:
    return None if points is None else round(points)
