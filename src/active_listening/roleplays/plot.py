"""Trust and tension by turn, drawn. The debrief's `text_alternative` says the same in words."""

from __future__ import annotations

from collections.abc import Sequence

from active_listening import drawing
from active_listening.roleplays.debrief import Point, TurningPoint

_INK, _SOFT, _TRUST, _TENSION, _GROUND = "#010203", "#020304", "#030405", "#040506", "#050607"
_COLOURS = {
    _INK: "var(--al-ink, #1c2430)",
    _SOFT: "var(--al-line, #d5dbe2)",
    _TRUST: "var(--al-accent, #1b5e8c)",
    _TENSION: "var(--al-try, #8c3a1f)",
    _GROUND: "var(--al-ground, #ffffff)",
}
"""Stand-ins while drawing, and what the page puts there, light or dark."""

_TOO_NEAR = 1
"""Points between the two ends, below which their names would stand on each other."""


def svg(points: Sequence[Point], turning: Sequence[TurningPoint]) -> str:
    """An SVG, 7 by 3.4 inches at most, without script; colours are those of the page around it."""
    from matplotlib.figure import Figure

    turns = [point.turn for point in points]
    with drawing.look({"axes.linewidth": 0.8}):
        figure = Figure(figsize=(7, 3.4), layout="constrained")
        axes = figure.subplots()
        last = points[-1]
        above = last.trust >= last.tension
        apart = 8 if abs(last.trust - last.tension) < _TOO_NEAR else 0
        for name, colour, line, mark in (
            ("trust", _TRUST, "-", "o"), ("tension", _TENSION, "--", "s"),
        ):  # fmt: skip
            values = [getattr(point, name) for point in points]
            axes.plot(turns, values, line, color=colour, marker=mark, markersize=4, linewidth=2)
            shift = (4, apart if (name == "trust") == above else -apart)
            axes.annotate(f" {name}", (turns[-1], values[-1]), color=colour, va="center",
                          xytext=shift, textcoords="offset points", weight="bold")  # fmt: skip
        _name(axes, turning)
        axes.set_ylim(-0.4, 10.4)
        axes.set_xlim(-0.2, max(turns[-1], 4) + max(1.2, 0.14 * turns[-1]))
        axes.set_yticks([0, 5, 10])
        axes.set_xticks(turns if len(turns) <= 17 else turns[::2])
        axes.set_xlabel("your turns", color=_INK)
        axes.tick_params(colors=_INK, length=3)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(_SOFT)
        drawn = drawing.svg_of(figure, transparent=True)
    return drawing.themed(drawn, _COLOURS)


def _name(axes: object, turning: Sequence[TurningPoint]) -> None:
    """A numbered mark for each turning point; the numbers stand beside their names on the page."""
    for n, point in enumerate(turning, 1):
        axes.axvline(point.turn, color=_SOFT, linewidth=1, zorder=0)  # type: ignore[attr-defined]
        axes.annotate(  # type: ignore[attr-defined]
            str(n), (point.turn, 10.1), ha="center", va="center", color=_INK, size=9, weight="bold",
            bbox={"boxstyle": "circle,pad=0.25", "facecolor": _GROUND, "edgecolor": _INK},
        )  # fmt: skip
