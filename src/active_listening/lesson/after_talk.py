"""A talk that is over, as the page shows it: how it ended, and the debrief.

What draws the plot is heavy and loaded here only, when it is needed.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

from active_listening.roleplays import Play

_log = logging.getLogger(__name__)
FAILED = "The debrief could not be made this time, and not through you. Your talk is kept."
SIGNS = {True: ("✓", "helped"), False: ("✗", "cost")}
STAGES = {"hidden": "○", "hinted": "◐", "revealed": "●"}


def view(play: Play) -> dict[str, Any]:
    """Ending and debrief of a talk that is over, as plain data."""
    end = play.scene.ending(play.state.ending)
    ending = {"title": end.title, "said": end.line.say, "after": end.after, "failed": ""}
    if len(play.scene.people) > 1:
        ending["by"] = play.they(play.steps[-1])
    try:
        return ending | _debrief(play)
    except Exception:  # the talk itself must be there whatever happens
        _log.exception("The debrief of a talk in %s could not be made", play.scene.id)
        return ending | {"failed": FAILED, "transcript": _plain(play), "file": _file(play)}


def _debrief(play: Play) -> dict[str, Any]:
    from active_listening.roleplays import debrief

    told = debrief.of(play)
    lowest = told.lowest
    return {
        "words": told.text_alternative,
        "turning": [{"turn": point.turn, "say": point.name} for point in told.turning],
        "figures": [
            {"label": one.label, "value": one.value, "note": one.note} for one in told.figures
        ],
        "hidden": [
            {"about": one.about, "stage": one.stage, "sign": STAGES[one.stage], "word": one.word}
            for one in told.hidden
        ],
        "sentences": [
            {"turn": one.turn, "say": one.say, "pays": one.pays,
             "sign": SIGNS[one.pays][0], "word": SIGNS[one.pays][1]}
            for one in told.sentences
        ],
        "lowest": {
            "turn": lowest.turn,
            "yours": lowest.yours,
            "better": lowest.better,
            "why": lowest.why,
            "step": _step(play, lowest.turn),
        }
        if lowest
        else None,
        "next_time": told.next_time,
        "note": told.note,
        "transcript": told.transcript,
        "file": _file(play),
    }  # fmt: skip


def _file(play: Play) -> str:
    return f"{play.scene.id}-{date.today():%Y-%m-%d}.txt"


def _plain(play: Play) -> str:
    """What was said, and nothing else."""
    lines = [f"{play.scene.name}: {play.scene.opening.say}"]
    for step in play.steps:
        lines.append(f"{play.you(step)}: {step.said.text}")
        lines.append(f"{play.they(step)}: {step.happened.reply}")
    return "\n".join(lines) + "\n"


def plot(play: Play) -> str:
    """The plot as SVG, or "" where it cannot be drawn: its words are there all the same."""
    try:
        from active_listening.roleplays import debrief, plot

        told = debrief.of(play)
        return str(plot.svg(told.points, told.turning))
    except Exception:
        _log.exception("The plot of a talk could not be drawn")
        return ""


def _step(play: Play, turn: int) -> int | None:
    """Where in the talk the learner took a turn."""
    understood = (i for i, s in enumerate(play.steps) if s.said.understood)
    return next((i for i in understood if play.steps[i].after.turn == turn), None)


def warm() -> None:
    """Loads what a debrief needs, so that the end of a talk does not wait for it."""
    try:
        import matplotlib.backends.backend_svg
        import matplotlib.figure  # noqa: F401
    except ImportError:  # then the debrief does without the plot
        _log.warning("matplotlib is not installed")
