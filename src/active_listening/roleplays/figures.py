"""What can be counted in a play: the numbers that a debrief shows and a rubric asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from active_listening.coach.moves import ROADBLOCKS
from active_listening.roleplays.facts import ASKING, REVEALED
from active_listening.roleplays.hearing import weighty
from active_listening.roleplays.play import Play, Step

_REFLECTS = ("reflection_content", "reflection_feeling", "summary")
_PUTS_FORWARD = ("proposing", "advising", "solution_in_disguise")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of turns, unless said otherwise.

    Attributes:
        turns: that the client understood.
        unread: that the client could make nothing of.
        your_share: of all words, in percent.
        open, focused, closed: questions of each width; `questions` is their sum.
        follow_ups: questions that took up a word of the client's line before.
        unasked: advice and proposals before leave was asked.
        found, concerns: concerns told, and all there are.
        main_found, summarised, agreed: whether.
        grade: of the ending, 0 to 3; `ending` is its kind.
        lean: turns that one person was given more than the other; 0 where there is one.
    """

    turns: int
    unread: int
    your_share: int
    open: int
    focused: int
    closed: int
    questions: int
    reflections: int
    validations: int
    follow_ups: int
    interruptions: int
    roadblocks: int
    unasked: int
    check_backs: int
    found: int
    concerns: int
    main_found: bool
    summarised: bool
    agreed: bool
    grade: int
    lean: int = 0

    @property
    def summarised_word(self) -> str:
        """Whether a summary was given, as a word."""
        return "yes" if self.summarised else "no"


NAMES: dict[str, Callable[[Any], Any]] = {
    name: attrgetter(name) for name in Figures.__dataclass_fields__
}
"""What conditions about figures can name."""


def figures(play: Play) -> Figures:
    """The figures of a play, finished or not."""
    from active_listening.roleplays.scene import KINDS

    steps = [step for step in play.steps if not step.turn.leaves]
    state = play.state
    yours = sum(step.said.length for step in steps)
    theirs = len(play.scene.opening.say.split()) + sum(
        len(step.happened.reply.split()) for step in play.steps
    )
    asked = [sum(m in step.said.moves for step in steps) for m in _QUESTIONS]
    return Figures(
        turns=sum(step.said.understood for step in steps),
        unread=sum(not step.said.understood for step in steps),
        your_share=round(100 * yours / max(1, yours + theirs)),
        open=asked[0],
        focused=asked[1],
        closed=asked[2],
        questions=sum(asked),
        reflections=_with(steps, _REFLECTS),
        validations=_with(steps, ("validation",)),
        follow_ups=_follow_ups(play),
        interruptions=_with(steps, ("interrupting",)),
        roadblocks=_with(steps, ROADBLOCKS),
        unasked=sum(_unasked(step) for step in steps),
        check_backs=_with(steps, ("check_back",)),
        found=sum(stage == REVEALED for stage in state.concerns.values()),
        concerns=len(state.concerns),
        main_found=state.concerns[play.scene.main] == REVEALED,
        summarised="summarised" in state.flags,
        agreed="agreed" in state.flags,
        grade=KINDS[play.scene.ending(state.ending).kind] if state.ending else 0,
        lean=max(state.turns_to.values()) - min(state.turns_to.values()),
    )


_QUESTIONS = ("open_question", "focused_question", "closed_question")


def _with(steps: list[Step], moves: Any) -> int:
    """Turns that have one of the moves at least."""
    return sum(any(move in moves for move in step.said.moves) for step in steps)


def _unasked(step: Step) -> bool:
    asked = "permitted" in step.before.flags or "permission" in step.said.moves
    return not asked and any(move in _PUTS_FORWARD for move in step.said.moves)


def _follow_ups(play: Play) -> int:
    lines = [play.scene.opening.say, *(step.happened.reply for step in play.steps)]
    return sum(
        not ASKING.isdisjoint(step.said.moves) and bool(weighty(step.said.text) & weighty(line))
        for step, line in zip(play.steps, lines, strict=False)
    )
