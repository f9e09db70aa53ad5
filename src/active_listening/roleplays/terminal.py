"""A play in the terminal, for authors: every turn looks at the scene's file again.

Typed lines and numbers are turns; single letters are commands. Works with input from a file or a
pipe, which is shown as if it were typed.
"""

from __future__ import annotations

import difflib
import shutil
import sys
import textwrap
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from active_listening import coach
from active_listening.bank import ContentError, scenes
from active_listening.roleplays import bots, engine, rules, scene
from active_listening.roleplays.bots import Told
from active_listening.roleplays.engine import Happened, Said
from active_listening.roleplays.facts import State
from active_listening.roleplays.play import Impossible, Play, Turn
from active_listening.roleplays.scene import Choice, Scene

HELP = (
    "Type a number, or words of your own. b takes your last turn back, s shows the state, "
    "f and moves (f reflection_feeling open_question) sets the last reading right, q ends the "
    "talk. Ctrl-D leaves."
)
STAGES = ("hidden", "hinted at", "out")
PLAYERS = {habit.__name__: habit for habit in bots.SHOULD}
"""The bots by name; `random` takes any line on offer."""


def play(name: str, seed: int = 1, bot: str = "", choices: bool = False,
         turns: Path | None = None) -> int:  # fmt: skip
    """Plays a scene, an id or a file, with a person or a bot; 0 when the talk is left.

    Args:
        bot: the name of a bot that plays instead; `choices`: from the lines on offer.
        turns: a file of lines to begin with, each as one would type it.

    Raises:
        ContentError: where the scene cannot be used as it is.
        ValueError: where there is no such bot, or the seed is below 0.
    """
    path = Path(name) if name.endswith((".yaml", ".yml")) else scenes.find(name)
    if seed < 0:
        raise ValueError("A seed is 0 or more.")
    if bot:
        _show_bot(scene.read(path), bot, seed, choices)
        return 0
    typed = turns.read_text("utf-8").splitlines() if turns else []
    Terminal(path, seed, typed).run()
    return 0


def _width() -> int:
    return max(40, min(100, shutil.get_terminal_size((80, 24)).columns))


def _wrapped(text: str, first: str = "", then: str | None = None) -> str:
    indent = first if then is None else then
    return textwrap.fill(
        text, _width(), initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )


def _moves(moves: Iterable[str]) -> str:
    return rules.named(moves)


def _numbers(state: State) -> str:
    return f"trust {state.trust:g}, tension {state.tension:g}, openness {state.openness:g}"


class Terminal:
    """One talk; `typed` are lines to take before the keyboard's."""

    def __init__(
        self, path: Path, seed: int, typed: Iterable[str] = (), keyboard: TextIO | None = None
    ) -> None:
        self.play = Play(scene.read(path), seed)
        self._path, self._typed, self._keyboard = path, deque(typed), keyboard or sys.stdin
        self._error = ""

    def run(self) -> None:
        """Until the learner has had enough."""
        self._introduce()
        self._look_again()
        shown = self._situation()
        while (typed := self._ask()) is not None:
            edited = self._look_again()
            if (edited and not self._stands(typed, shown)) or self._obey(typed, shown):
                self._look_again()
                if self.play.over and not self._after():
                    return
                shown = self._situation()

    # -- the file ------------------------------------------------------------------------------

    def _look_again(self) -> bool:
        """Whether the scene was edited since, and the talk was played again on it."""
        try:
            now = scene.read(self._path)
        except (ContentError, OSError) as error:
            if str(error) != self._error:
                self._error = str(error)
                print(_wrapped(f"The edit is broken, and the talk goes on without it: {error}"))
            return False
        mended, self._error = bool(self._error), ""
        if now is self.play.scene:
            if mended:
                print("The edit is undone.")
            return False
        before = [step.turn for step in self.play.steps]
        again = _as_far_as_it_goes(Play(now, self.play.seed), before)
        taken, of = len(again.steps), len(before)
        told = f"{self._path.name} was edited: "
        if taken == of:
            told += f"your {of} turns are played again on it." if of else "this is the new scene."
        else:
            told += f"the first {taken} of your {of} turns still fit, and are played again on it."
        self.play = again
        print(_wrapped(told))
        return True

    def _stands(self, typed: str, shown: tuple[Choice, ...]) -> bool:
        """Whether what was typed is still meant, the scene having changed since it was shown."""
        if self.play.over or not typed:
            return False
        offered = [(choice.id, choice.say) for choice in self.play.offered()]
        return not typed.isdecimal() or offered == [(c.id, c.say) for c in shown]

    # -- what is shown -------------------------------------------------------------------------

    def _introduce(self) -> None:
        now = self.play.scene
        you = now.you
        print(f"{now.title}\n")
        print(_wrapped(f"You are {you['name']}, {you['role']}. {' '.join(you['brief'].split())}"))
        print()
        for one in now.people:
            print(_wrapped(f"{one.name} is {one.role}, {one.company}."))
        print(_wrapped(HELP))

    def _situation(self) -> tuple[Choice, ...]:
        """Shows where the talk is; what is on offer."""
        now, state = self.play.scene, self.play.state
        print("\n" + _wrapped(f"{self.play.spoke}: {self.play.client_said}", "", "  "))
        if self.play.over:
            return ()
        left = engine.left(now, state)
        mood = rules.mood(now.shared, engine.facts_of(now, state)).say
        turns = "1 turn" if left == 1 else f"{left} turns"
        room = f"{now.name} is" if len(now.people) == 1 else "the room is"
        print(_wrapped(f"({room} {mood}; {turns} left)", "  "))
        offered = self.play.offered()
        for number, choice in enumerate(offered, 1):
            print(_wrapped(choice.say, f"  {number}  ", "     "))
        return offered

    def _ask(self) -> str | None:
        """The next line typed; None at the end of the input."""
        if self._typed:
            line = self._typed.popleft()
            print(f"> {line}")
            return line.strip()
        if self._keyboard is sys.stdin and sys.stdin.isatty():
            try:
                return input("> ").strip()
            except EOFError:
                print()
                return None
        line = self._keyboard.readline()
        if not line:
            return None
        print(f"> {line.rstrip()}")
        return line.strip()

    # -- what can be typed ---------------------------------------------------------------------

    def _obey(self, typed: str, shown: tuple[Choice, ...]) -> bool:
        """Does what was typed; whether the talk is somewhere else now."""
        word, _, rest = typed.partition(" ")
        if typed in ("b", "s", "q") or word == "f":
            commands: dict[str, Callable[[], bool]] = {
                "b": self._back,
                "s": self._state,
                "q": lambda: self._take(Turn(leaves=True)),
                "f": lambda: self._set_right(rest.replace(",", " ").split()),
            }
            return commands[word]()
        if not typed:
            return False
        if typed.isdecimal():
            number = int(typed)
            if 1 <= number <= len(shown):
                return self._take(Turn(choice=shown[number - 1].id))
            print(f"There are {len(shown)} lines: type 1 to {len(shown)}, or words of your own.")
            return False
        return self._take(Turn(typed))

    def _take(self, turn: Turn) -> bool:
        try:
            self.play = self.play.take(turn)
        except (Impossible, coach.TooLong) as error:
            print(_wrapped(f"That did not work: {error}"))
            return False
        said = self.play.steps[-1].said
        if turn.text and said.understood:
            to = "" if len(self.play.scene.people) == 1 else f", to {self._to()}"
            print(_wrapped(f"I read that as: {_moves(said.moves)}{to}.", "  "))
        elif turn.text:
            print("  I could not read that. It cost you no turn.")
        return True

    def _to(self) -> str:
        """For whom the last turn was meant."""
        return self.play.scene.called(*self.play.steps[-1].happened.to)

    def _back(self) -> bool:
        if not self.play.steps:
            print("There is nothing to take back.")
            return False
        self.play = self.play.back()
        return True

    def _set_right(self, moves: list[str]) -> bool:
        known = sorted(rules.moves())
        for move in moves:
            if move not in known:
                near = difflib.get_close_matches(move, known, n=3, cutoff=0.5)
                mend = (
                    f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(known)}."
                )
                print(_wrapped(f'No move is called "{move}". {mend}'))
                return False
        if not moves:
            print(_wrapped(f"Name the moves after f: {', '.join(known)}."))
            return False
        if not self.play.steps or not self.play.steps[-1].turn.text:
            print("Your last turn was not typed, so there is no reading to set right.")
            return False
        self.play = self.play.corrected(moves)
        print(_wrapped(f"Taken as: {_moves(moves)}.", "  "))
        return True

    def _state(self) -> bool:
        now, state = self.play.scene, self.play.state
        left = engine.left(now, state)
        print(f"  {_numbers(state)}; turn {state.turn}, {left} left")
        if not self.play.over:
            print(f"  beat: {engine.beat_of(now, state).id}")
        for concern in now.concerns:
            main = ", main" if concern.main else ""
            print(f"  concern {concern.id}{main}: {STAGES[state.concerns[concern.id]]}")
        flags = [f"{name} (turn {turn})" for name, turn in state.flags.items()]
        print(_wrapped(f"flags: {', '.join(flags) or 'none'}", "  ", "    "))
        for step in self.play.steps:
            for rule in step.happened.fired:
                print(_wrapped(f"turn {step.after.turn}, {rule.id}: {rule.say}", "  ", "    "))
        if self.play.steps:
            print(_wrapped(f"last turn: {_brought(self.play.steps[-1].happened)}", "  ", "    "))
        return False

    # -- the end -------------------------------------------------------------------------------

    def _after(self) -> bool:
        """The client's last words and the debrief; whether the learner takes a turn back."""
        self._situation()
        print("\n" + _debriefed(self.play))
        print("\nb takes your last turn back; anything else leaves.")
        return self._ask() == "b" and self._back()


def _as_far_as_it_goes(fresh: Play, turns: Iterable[Turn]) -> Play:
    for turn in turns:
        try:
            fresh = fresh.take(turn)
        except (Impossible, coach.TooLong):
            break
    return fresh


def _brought(happened: Happened) -> str:
    """What a turn brought about, in numbers and names."""
    names = zip(rules.SCALES, happened.effect, strict=True)
    parts = [f"{name} {change:+g}" for name, change in names if change] or ["nothing moved"]
    parts += [f"rule {rule.id}" for rule in happened.fired]
    parts += [f"flag {flag}" for flag in happened.flags]
    parts += [f"out comes {happened.came_out}"] if happened.came_out else []
    return ", ".join([*parts, f"line {happened.line.id}"])


def _debriefed(over: Play) -> str:
    from active_listening.roleplays import debrief

    told = debrief.of(over)
    parts = [_wrapped(f"{told.ending.title}. {told.ending.after}"), ""]
    parts += [_wrapped(told.text_alternative), ""]
    for figure in told.figures:
        parts.append(_wrapped(f"{figure.label}: {figure.value}. {figure.note}".strip(), "- ", "  "))
    parts += ["", "What was behind it"]
    parts += [_wrapped(f"{one.word}: {one.about}", "- ", "  ") for one in told.hidden]
    if told.sentences:
        parts += ["", "Turn by turn"]
        parts += [
            _wrapped(f"{one.turn} ({'helped' if one.pays else 'cost'}): {one.say}", "- ", "  ")
            for one in told.sentences
        ]
    if told.lowest:
        low = told.lowest
        parts += ["", f"Your costliest turn, {low.turn}", _wrapped(f"You: {low.yours}", "- ", "  ")]
        better = f"Better: {low.better} ({low.why})" if low.better else low.why
        parts.append(_wrapped(better, "- ", "  "))
    return "\n".join([*parts, "", _wrapped(told.next_time), "", _wrapped(told.note)])


# -- bots ------------------------------------------------------------------------------------------


def _show_bot(now: Scene, bot: str, seed: int, choices: bool) -> None:
    """Prints a whole play of a bot: moves, numbers, rules."""
    if bot != "random" and bot not in PLAYERS:
        near = difflib.get_close_matches(bot, [*PLAYERS, "random"], n=1, cutoff=0.5)
        mend = f"Did you mean {near[0]}? " if near else ""
        raise ValueError(f'No bot is called "{bot}". {mend}Known: {", ".join(PLAYERS)}, random.')
    if bot == "random":
        told = bots.at_random(now, seed)
    elif choices:
        told = bots.choosing(now, PLAYERS[bot], seed)
    else:
        told = bots.by_moves(now, PLAYERS[bot], seed)
    print(f"{now.title}\n{_numbers(engine.begin(now))}\n")
    print(_wrapped(f"{now.name}: {now.opening.say}", "", "  "))
    for said, after, happened in told:
        print(_bot_turn(now, said, after, happened))
    _bot_end(now, bot, told)


def _bot_turn(now: Scene, said: Said, after: State, happened: Happened) -> str:
    text = said.text if said.choice else "…" if said.moves else "(leaves)"
    to = f", to {now.called(*happened.to)}" if len(now.people) > 1 else ""
    return "\n".join(
        [
            f"\n{after.turn}. {happened.beat}: {', '.join(said.moves)}",
            _wrapped(f"You{to}: {text}", "", "  "),
            _wrapped(f"{now.called(happened.who)}: {happened.reply}", "", "  "),
            _wrapped(f"{_numbers(after)} ({_brought(happened)})", "  ", "  "),
        ]
    )


def _bot_end(now: Scene, bot: str, told: list[Told]) -> None:
    state = told[-1][1]
    end = now.ending(state.ending)
    out = [f"{name} {STAGES[stage]}" for name, stage in state.concerns.items()]
    print(f"\n{bot} ends after {state.turn} turns: {end.title} ({end.id}, {end.kind})")
    print(_wrapped(f"{', '.join(out)}; flags: {', '.join(state.flags) or 'none'}", "  ", "  "))
    wanted = bots.SHOULD.get(PLAYERS[bot], "") if bot in PLAYERS else ""
    if wanted and wanted != end.kind:
        print(f"  A {bot} should come to a `{wanted}` ending.")
