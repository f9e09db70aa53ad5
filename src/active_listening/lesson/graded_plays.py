"""A talk that is handed in: as in practice, but by a rubric shown first, and nothing is taken back.

The learner plays as often as they like. The last talk that was finished is the answer, and until
there is one, the talk they are in. A later talk that is not finished is kept beside it, in the
record alone.
"""

from __future__ import annotations

from typing import Any

from active_listening import bank, coach
from active_listening.coach.catalogue import word
from active_listening.grading import plays
from active_listening.lesson import fallback
from active_listening.lesson.filing import Filing
from active_listening.lesson.keeping import Keeper
from active_listening.lesson.roleplays import CHANGED, UNREAD, Roleplay, first_seed
from active_listening.record import Entry, RecordError
from active_listening.roleplays import Play, Step, as_data, find, rules

RULES = (
    "Nothing is scored while you talk, and no line is taken back. Start again as often as you like."
)
OPEN = "Until you have finished a talk, the one you are in counts."
COUNTS = "This talk counts. If you play again, the last one that you finish counts."
EARLIER = "The talk that you finished before counts until you have finished this one."
LOST = "What was kept of your talk does not fit the scene any more, so a new talk begins."
CUT = (
    "The scene was rewritten since you were here, and your talk fits it only so far. Go on from "
    "here, or hand in: a person looks at the talk as you left it."
)
ASK = "Not what you meant? Say so"
MEANT = (
    "What was your line meant to be? Three at most. It is kept with your talk for whoever looks at "
    "it, and not scored; the client has answered to what was read."
)
KEPT = "You meant: {moves}. That is kept with your talk and not scored."
TALK = "talk"
"""The name beside the item under which a talk is kept that does not count yet."""


class GradedPlay(Roleplay):
    """One graded play. `_answer` is what would be handed in now: a play's data, or ""."""

    def __init__(self, task: bank.Roleplay, keeper: Keeper) -> None:
        self.task = task
        self._filing = Filing(task)
        self._answer: Any = ""
        super().__init__(find(task.scene), keeper)

    def bundle(self) -> dict[str, Any]:
        """The activity as a cell's output: without a kernel, the task with its rubric."""
        return {**super().bundle(), **fallback.bundle(self.KIND, self.task.id)}

    def after_display(self) -> None:
        """The answer's copy stands under the activity, hidden while that lives."""
        self._filing.show(self._answer, self.keeper.entry)

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The answer, the record's or a later one that came with answers.json; and the talk on the
        page, which may be a later one."""
        record, entry = self.keeper.record, self.keeper.entry
        typing = record.latest(f"{self.task.id}/typing")
        self._typing = typing.answer if typing and isinstance(typing.answer, str) else ""
        self._note = ""
        stored = self._filing.newer(entry)
        self._answer = stored["answer"] if stored else entry.answer if entry else ""
        time = stored["time"] if stored else entry.time if entry else ""
        later = record.latest(f"{self.task.id}/{TALK}")
        kept = later.answer if later and later.time > time else self._answer
        self._play = self._begun(first_seed(self.keeper.learner, self.task.id))
        if kept != "":
            self._take_up(kept)

    def _begun(self, seed: int) -> Play:
        return Play(self.item, seed % 2**31, scored=True)

    def _take_up(self, kept: Any) -> None:
        """The talk that was kept, as far as the scene of today lets it be."""
        data = plays.tidy(kept)
        play = plays.as_far(self.item, data) if data else None
        if play is None or data is None:
            self._note = LOST
            return
        self._play = play
        if len(play.steps) < len(data["turns"]):
            self._note = CUT
        elif data.get("lines") != as_data(play)["lines"]:
            self._note = CHANGED

    @property
    def _finished(self) -> bool:
        """Whether the answer is a talk that came to its end."""
        return isinstance(self._answer, dict) and bool(self._answer.get("ending"))

    def _now(self, play: Play, focus: str) -> None:
        """The talk goes on from `play`: file it where it counts, keep it, show it."""
        self._play, self._focus, self._note = play, "debrief" if play.over else focus, ""
        self._count += 1
        data = as_data(play)
        if play.over:
            self._answer = data
            self.keeper.attempt(data, points=None)
        elif self._finished:
            self.keeper.aside(TALK, data)
        else:
            self._answer = data
            self.keeper.later(data)
        self.redraw(move=True)

    def on_saved(self, entry: Entry) -> None:
        """On the disk: now the file that is handed in, and the notebook's copy."""
        try:
            self._filing.saved(entry, entry.answer)
        except RecordError as error:
            self.trouble(str(error))
            return
        super().on_saved(entry)

    # -- messages ------------------------------------------------------------------------------

    def hear_say(self, message: dict[str, Any]) -> None:
        """The learner says what they typed: as long as a line to a client can be."""
        value = message.get("value")
        text = plays.clean(value) if isinstance(value, str) else ""
        if len(text) > plays.SAID_LIMIT:
            raise coach.TooLong(f"a line may hold {plays.SAID_LIMIT:,} characters.")
        super().hear_say({**message, "value": text})

    def hear_back(self, _message: dict[str, Any]) -> None:
        """No line is taken back in a graded talk."""

    def hear_until(self, _message: dict[str, Any]) -> None:
        """No talk is played again from the middle."""

    def hear_restart(self, _message: dict[str, Any]) -> None:
        """Another talk; those before stay in the record."""
        self._type("")
        self._now(self._begun(self._play.seed + 1), "choice")

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner goes on with this window's answer."""
        self.keeper.keep_mine(self._answer)

    def shown(self, answer: Any) -> str:
        """What was said in the talk that another window kept."""
        return plays.said_in(answer) or "(nothing said yet)"

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """As in practice, with the rubric; what is marked by it is shown when the talk is over."""
        lines = plays.lines_of(self.task)
        graded = {
            "worth": f"{self.task.points} points",
            "rules": RULES,
            "standing": self._standing(),
            "notice": self._filing.notice,
            "lines": [{"points": line.points, "what": line.what} for line in lines],
        }
        own = {"id": self.task.id, "limit": plays.SAID_LIMIT, "graded": graded}
        return {**super().page(), **own}

    def _standing(self) -> str:
        if not self._finished:
            return OPEN
        return COUNTS if self._play.over else EARLIER

    def _log(self) -> list[dict[str, Any]]:
        """What was said; how it was read only once the talk is over."""
        log = super()._log()
        mine = [one for one in log if one["kind"] != "client"]
        for one, step in zip(mine, self._play.steps, strict=True):
            one["told"] = _told(step, self._play.over)
            one["moves"] = one["moves"] if self._play.over else ""
            one["id"] = f"{one['step']}/{one['say']}/{one['told']}"
        return log

    def _correction(self) -> dict[str, Any] | None:
        panel = super()._correction()
        own = {"ask": ASK, "chosen": [], "say": MEANT, "done": "Keep it so"}
        return {**panel, **own} if panel else None


def _told(step: Step, over: bool) -> str:
    """What stands under a typed line."""
    if not step.turn.text:
        return ""
    told = []
    if not step.said.understood:
        told.append(UNREAD)
    elif over:
        told.append(word("said", "read_as").replace("{moves}", rules.named(step.read)))
    if step.turn.corrected is not None:
        told.append(KEPT.replace("{moves}", rules.named(step.turn.corrected)))
    return " ".join(told)
