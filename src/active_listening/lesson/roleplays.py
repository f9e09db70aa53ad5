"""A talk with a client who answers back: chosen or typed lines, take-backs, and a debrief after."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, ClassVar

from active_listening import coach, roleplays
from active_listening.coach.catalogue import word
from active_listening.lesson import after_talk, assets, warming
from active_listening.lesson.activity import Activity, text_of
from active_listening.lesson.keeping import Keeper
from active_listening.lesson.meant import GROUPS, MOST_MEANT
from active_listening.roleplays import Play, Scene, Step, Turn, engine, rules
from active_listening.roleplays.play import MOST_TURNS

SHAPES = {"good": "●", "half": "◆", "try": "▲"}
"""A mood's sign, by tone: a colour alone tells nothing to those who do not see it."""
NEARLY = 3
"""Turns left from which on the plot's library is loaded, before the debrief asks for it."""
SPOKEN = 3  # turns of another window's talk that are shown

SAY_FIRST = "Type a line first, or choose one."
CHOOSE_FIRST = "Choose at least one."
UNREAD = "I could not read that line. It cost you no turn: say it another way, or choose a line."
FULL = "No more lines fit into this talk. End it, or start again."
CHANGED = "This scene was rewritten since you were here, so some of the answers below are new."
LOST = "What was kept of your talk does not fit the scene any more, so the talk begins again."


def first_seed(learner: str, scene: str) -> int:
    """The seed of a learner's first talk in a scene; the later ones count up."""
    return int(hashlib.sha256(f"{learner}/{scene}".encode()).hexdigest()[:7], 16)


def turns_left(count: int) -> str:
    """How long the client can stay, said quietly."""
    if count > 2:
        return f"about {count} turns left"
    return "two turns left" if count == 2 else "this is your last turn" if count else ""


def inside(role: str) -> str:
    """A role as it stands inside a sentence: "Account manager" without its capital."""
    return role if role[1:2].isupper() else role[:1].lower() + role[1:]


class Roleplay(Activity):
    """One scene, played. All that is true of the talk is in `_play`; each turn makes a new one."""

    KIND: ClassVar[str] = "roleplay"
    _esm = assets.script(
        "dom", "typing", "reading", "drawing", "debrief", "roleplay", render="renderRoleplay"
    )
    item: Scene

    def __init__(self, item: Scene, keeper: Keeper) -> None:
        self._play = Play(item, first_seed(keeper.learner, item.id))
        self._typing = ""
        self._note = ""
        self._focus = ""
        self._debrief: tuple[Play, dict[str, Any]] | None = None
        self._count = 0
        super().__init__(item, keeper)
        warming.coach_once()

    # -- state ---------------------------------------------------------------------------------

    def restore(self) -> None:
        """The talk as it was left, as far as the scene of today lets it be."""
        typing = self.keeper.record.latest(f"{self.item.id}/typing")
        kept = typing.answer if typing else ""
        self._typing = kept if isinstance(kept, str) else ""
        self._note = ""
        entry = self.keeper.entry
        if entry is None:
            return
        again = roleplays.from_data(self.item, entry.answer)
        if again.play is None:
            self._note = LOST
            return
        self._play = again.play
        kept_turns, fitting = len(entry.answer["turns"]), len(again.play.steps)
        if fitting < kept_turns:
            self._note = _cut(fitting, kept_turns)
        elif entry.answer.get("lines") != roleplays.as_data(again.play)["lines"]:
            self._note = CHANGED

    def _now(self, play: Play, focus: str) -> None:
        """The talk goes on from `play`: keep it, show it."""
        self._play, self._focus, self._note = play, focus, ""
        self._count += 1
        if play.over:
            self._focus = "debrief"
            self.keeper.attempt(roleplays.as_data(play), points=None)
        else:
            self.keeper.later(roleplays.as_data(play))
        if engine.left(self.item, play.state) <= NEARLY:
            _plot_once()
        self.redraw(move=True)

    def _type(self, text: str) -> None:
        """What stands in the box from now on."""
        if text != self._typing:
            self._typing = text
            self.keeper.aside("typing", text)

    def _take(self, turn: Turn, focus: str) -> bool:
        """The talk with `turn` at its end; False where it cannot follow."""
        if self._play.over:
            self.send({"type": "empty", "text": ""})
            return False
        if len(self._play.steps) >= MOST_TURNS:
            self.send({"type": "empty", "text": FULL})
            return False
        try:
            play = self._play.take(turn)
        except roleplays.Impossible:  # a second press on a line that is said by now
            self.send({"type": "empty", "text": ""})
            return False
        self._now(play, focus)
        return True

    # -- messages ------------------------------------------------------------------------------

    def hear_text(self, message: dict[str, Any]) -> None:
        """A keystroke: kept, and not read before the learner has said it."""
        kept = {key: message.get(key) for key in ("n", "from", "field", "value")}
        self.send({"type": "reading", **kept})
        self._type(text_of(message))
        self.view["typing"] = self._typing

    def hear_say(self, message: dict[str, Any]) -> None:
        """The learner says what they typed."""
        text = text_of(message).strip()
        if not text:
            self.send({"type": "empty", "text": SAY_FIRST})
            return
        typed, self._typing = self._typing, ""
        try:
            said = self._take(Turn(text), "box")
        except coach.TooLong:
            self._typing = typed
            raise
        if said:
            self.keeper.aside("typing", "")
        else:
            self._typing = typed

    def hear_choose(self, message: dict[str, Any]) -> None:
        """The learner takes a line from those on offer."""
        self._take(Turn(choice=text_of(message) or "none"), "choice")

    def hear_correct(self, message: dict[str, Any]) -> None:
        """The learner says what the last typed line was meant to be; the client takes it so."""
        if not self._correctable(len(self._play.steps) - 1):
            return
        moves = message.get("value")
        known = rules.moves()
        meant = [m for m in moves if m in known] if isinstance(moves, list) else []
        if not meant:
            self.send({"type": "empty", "text": CHOOSE_FIRST})
            return
        self._now(self._play.corrected(meant[:MOST_MEANT]), "box")

    def hear_back(self, _message: dict[str, Any]) -> None:
        """One turn is taken back; typed words go back into the box."""
        if self._play.steps:
            self._until(len(self._play.steps) - 1)

    def hear_until(self, message: dict[str, Any]) -> None:
        """The talk is played again from one of the learner's turns."""
        step = message.get("step")
        if isinstance(step, int) and 0 <= step < len(self._play.steps):
            self._until(step)

    def _until(self, step: int) -> None:
        turn = self._play.steps[step].turn
        if turn.text and not self._typing:
            self._type(turn.text)
        self._now(self._play.until(step), "box" if turn.text else "choice")

    def hear_leave(self, _message: dict[str, Any]) -> None:
        """The learner ends the talk."""
        self._take(Turn(leaves=True), "debrief")

    def hear_restart(self, _message: dict[str, Any]) -> None:
        """Another talk in the same scene; the one before stays in the record."""
        self._type("")
        self._now(Play(self.item, (self._play.seed + 1) % 2**31), "choice")

    def hear_plot(self, _message: dict[str, Any]) -> None:
        """The page has come to where the plot stands; the talk's end did not wait for it."""
        if self._play.over:
            self.send({"type": "plot", "svg": after_talk.plot(self._play)})

    def hear_mine(self, _message: dict[str, Any]) -> None:
        """The learner goes on with this window's talk."""
        self.keeper.keep_mine(roleplays.as_data(self._play))

    def shown(self, answer: Any) -> str:
        """The end of the talk that another window kept."""
        play = roleplays.from_data(self.item, answer).play
        if play is None or not play.steps:
            return "(nothing said yet)"
        told = "1 turn" if len(play.steps) == 1 else f"{len(play.steps)} turns"
        lines = [f"{told} so far. At the end:"]
        for step in play.steps[-SPOKEN:]:
            lines.append(f"{play.you(step)}: {_yours(step)}")
            lines.append(f"{play.they(step)}: {step.happened.reply}")
        return "\n".join(lines)

    # -- page ----------------------------------------------------------------------------------

    def page(self) -> dict[str, Any]:
        """Who talks, what was said, and what can be said now."""
        scene, play = self.item, self._play
        mood = self._mood(play.state)
        fields = ("name", "short", "role", "company")
        people = [{name: getattr(one, name) for name in fields} for one in scene.people]
        return {
            "title": scene.title,
            "you": {name: scene.you[name] for name in ("name", "brief")}
            | {"role": inside(scene.you["role"])},
            "client": people[0],
            "people": people,
            "names": scene.names,
            "note": self._note,
            "mood": {"say": mood.say, "tone": mood.tone, "shape": SHAPES[mood.tone]},
            "left": turns_left(engine.left(scene, play.state)),
            "log": self._log(),
            "choices": [{"id": one.id, "say": one.say} for one in play.offered()],
            "typing": self._typing,
            "focus": self._focus,
            "correct": self._correction(),
            "begun": bool(play.steps),
            "count": self._count,  # so that each turn is answered, even by the same page
            "over": self._over(),
        }

    def _mood(self, state: Any) -> rules.Mood:
        return rules.mood(self.item.shared, engine.facts_of(self.item, state))

    def _log(self) -> list[dict[str, Any]]:
        """What was said, in order; an entry's id changes when what it says does."""
        first = self.item.people[0].id
        log = [self._client(0, self._mood(engine.begin(self.item)), self.item.opening.say, first)]
        for i, step in enumerate(self._play.steps):
            told = _told(step)
            log.append({
                "id": f"{i}/{_yours(step)}/{told}", "kind": "left" if step.turn.leaves else "yours",
                "step": i, "who": self._play.you(step), "say": _yours(step), "told": told,
                "turn": step.after.turn if step.said.understood else 0,
                "moves": rules.named(step.said.moves),
            })  # fmt: skip
            # A line set right is answered anew, even where the answer is in the same words.
            happened, mood = step.happened, self._mood(step.after)
            log.append(self._client(i + 1, mood, happened.reply, happened.who, told))
        return log

    def _client(
        self, i: int, mood: rules.Mood, say: str, who: str, after: str = ""
    ) -> dict[str, Any]:
        side = [one.id for one in self.item.people].index(who)
        return {"id": f"{i}/{mood.say}/{say}/{after}", "kind": "client", "side": side,
                "who": self.item.called(who), "mood": mood.say, "say": say}  # fmt: skip

    def _correctable(self, i: int) -> bool:
        """Whether the learner can say what the line of step `i` was meant to be."""
        steps = self._play.steps
        return 0 <= i == len(steps) - 1 and bool(steps[i].turn.text)

    def _correction(self) -> dict[str, Any] | None:
        last = len(self._play.steps) - 1
        if not self._correctable(last):
            return None
        step = self._play.steps[last]
        return {
            "step": last,
            "ask": "Not what you meant?" if step.said.understood else "Tell me what you meant",
            "most": MOST_MEANT,
            "chosen": list(step.said.moves[:MOST_MEANT]),
            "groups": [
                {
                    "title": title,
                    "moves": [
                        {"id": id, "say": say}
                        for id, say in moves.items()
                        if id != "ground_rules" or len(self.item.people) > 1
                    ],
                }
                for title, moves in GROUPS.items()
            ],
        }

    def _over(self) -> dict[str, Any] | None:
        """The ending and the debrief, made once for a talk."""
        if not self._play.over:
            return None
        if self._debrief is None or self._debrief[0] is not self._play:
            self._debrief = self._play, after_talk.view(self._play)
        return self._debrief[1]


def _yours(step: Step) -> str:
    return "You ended the talk." if step.turn.leaves else step.said.text


def _told(step: Step) -> str:
    """What stands under a typed line: how it was read, or what the learner set it as."""
    if not step.turn.text:
        return ""
    if step.turn.corrected is not None:
        return f"You set it as: {rules.named(step.said.moves)}."
    if not step.said.understood:
        return UNREAD
    return word("said", "read_as").replace("{moves}", rules.named(step.read))


def _cut(fitting: int, kept: int) -> str:
    if not fitting:
        return LOST
    first = "first turn" if fitting == 1 else f"first {fitting} turns"
    still = "still fits and is" if fitting == 1 else "still fit and are"
    return (
        f"This scene was rewritten since you were here. The {first} of your {kept} "
        f"{still} below; go on from there."
    )


# -- what is loaded before it is asked for -----------------------------------------------------


@cache
def _plot_once() -> None:
    """Has the plot's library loaded while the learner thinks about the last turns."""
    warming.in_background([after_talk.warm])
