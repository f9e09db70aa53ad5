"""The plots of a learner's standing, in the colours of the page. What they show stands in the table
under each; done and not done differ by hatching as well as by colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from active_listening import drawing
from active_listening.lesson.standing import LessonRow, SkillRow

WIDTH = 7.4  # inches; the page draws it as wide as its column
_NAMES = 2.7  # inches for the names
_ROW, _HEAD, _FOOT = 0.29, 0.36, 0.5  # inches of height: of a bar, of the legend, of the axis
_SHOWN = 32  # characters of a name beside its bar


def size(count: int) -> tuple[float, float]:
    """Inches, width and height, of a plot with so many bars."""
    return WIDTH, _HEAD + _FOOT + _ROW * count


def lessons(rows: Sequence[LessonRow]) -> str:
    """Activities of each lesson: done, begun, not yet."""
    names = [row.label for row in rows]
    parts = (
        ("done", [row.done for row in rows]),
        ("begun", [row.begun for row in rows]),
        ("not yet", [row.of - row.done - row.begun for row in rows]),
    )
    return _bars(names, parts, [f"{row.done} of {row.of}" for row in rows], "activities")


def skills(rows: Sequence[SkillRow]) -> str:
    """Answers of each skill: those that do the job, and those that do not yet."""
    names = [row.skill.title for row in rows]
    parts = (
        ("do the job", [row.right for row in rows]),
        ("not yet", [row.n - row.right for row in rows]),
    )
    return _bars(names, parts, [f"{row.right} of {row.n}" for row in rows], "answers")


_FACES: dict[str, dict[str, Any]] = {
    "done": {"color": drawing.BLUE},
    "do the job": {"color": drawing.BLUE},
    "begun": {"facecolor": "none", "edgecolor": drawing.BLUE, "hatch": "//////"},
    "not yet": {"facecolor": "none", "edgecolor": drawing.QUIET},
}


def _bars(
    names: Sequence[str], parts: Sequence[tuple[str, list[int]]], beside: Sequence[str], what: str
) -> str:
    """Bars of counts, one after the other on each line, with the figures beside."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    # Places are given, since working them out draws everything once more.
    with drawing.look({"figure.constrained_layout.use": False}):
        width, height = size(len(names))
        figure = Figure(figsize=(width, height))
        axes = figure.add_axes((_NAMES / width, _FOOT / height, 1 - _NAMES / width,
                                _ROW * len(names) / height))  # fmt: skip
        places, left = range(len(names)), [0] * len(names)
        for name, counts in parts:
            axes.barh(places, counts, left=left, height=0.62, linewidth=0.8, label=name,
                      **_FACES[name])  # fmt: skip
            left = [before + count for before, count in zip(left, counts, strict=True)]
        for place, text in enumerate(beside):
            axes.annotate(text, (left[place], place), xytext=(5, 0), va="center", fontsize=9,
                          textcoords="offset points")  # fmt: skip
        axes.set_yticks(places, [_shown(name) for name in names])
        axes.set(ylim=(len(names) - 0.4, -0.6), xlim=(0, max(left) * 1.14), xlabel=what)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.tick_params(axis="y", length=0)
        figure.legend(frameon=False, loc="upper left", ncols=len(parts), borderaxespad=0,
                      bbox_to_anchor=(0, 1), handlelength=1.6, columnspacing=1.6)  # fmt: skip
        return drawing.themed(drawing.svg_of(figure, transparent=True))


def _shown(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1].rstrip()}…"
