"""The plots of a class report: SVG that needs nothing else, and the same in words.

No learner's name is ever drawn, since a script that the drawing computer has no letters for would
turn into boxes: learners are places in a rank. Nothing is told by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from active_listening import drawing
from active_listening.classroom.report import words
from active_listening.drawing import AMBER, BLUE, INK, LINE, QUIET, RED

WIDTH = 8.6  # inches; the page draws it as wide as its text


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: `svg` to stand in a page, `title` above it, `alt` with every figure in words."""

    name: str
    title: str
    svg: str
    alt: str


@contextmanager
def _drawing(name: str, title: str, alt: str, height: float) -> Iterator[tuple[Figure, list[Plot]]]:
    """A figure to draw on; afterwards the list holds the plot."""
    made: list[Plot] = []
    with drawing.look():
        figure = Figure(figsize=(WIDTH, height))
        yield figure, made
        svg = drawing.svg_of(figure)
    made.append(Plot(name, title, drawing.with_words(svg, name, title, alt), alt))


def _label(text: str, width: int = 46) -> str:
    """A short line for an axis."""
    return textwrap.shorten(text, width, placeholder=" …") or text[:width]


def ranges(learners: pd.DataFrame, most: float) -> Plot | None:
    """Every learner by rank: a dot where the result is final, a bar from least to most where not.

    Args:
        learners: `tables.learners`.
    """
    table = learners[learners["submission"] != "flagged"]
    if table.empty:
        return None
    rows = list(enumerate(table.itertuples(), 1))
    final = [(rank, row.low) for rank, row in rows if row.submission == "final"]
    waits = [(rank, row.low, row.high) for rank, row in rows if row.submission != "final"]
    told = ["Learners by rank, the highest first."]
    if final:
        points = ", ".join(f"{rank}: {words.number(low)}" for rank, low in final)
        told.append(f"Final points: {points}.")
    if waits:
        spans = ", ".join(
            f"{rank}: {words.number(low)} to {words.number(high)}" for rank, low, high in waits
        )
        told.append(f"Still waiting, from least to most: {spans}.")
    title = f"Points of each learner, of {words.number(most)}"
    with _drawing("scores", title, " ".join(told), 3.4) as (figure, made):
        axes = figure.subplots()
        for rank, low, high in waits:
            axes.plot([rank, rank], [low, high], color=BLUE, linewidth=1.4)
            axes.plot([rank, rank], [low, high], "_", color=BLUE, markersize=8)
        axes.plot([], [], color=BLUE, marker="_", linewidth=1.4, label="waits: least to most")
        axes.plot([r for r, _ in final], [p for _, p in final], "o", color=INK, label="final")
        _grid(axes, "y")
        axes.set(xlim=(0.3, len(rows) + 0.7), ylim=(-0.03 * most, 1.05 * most))
        axes.set(xlabel="learner, by rank", ylabel="points")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        if final and waits:
            axes.legend(frameon=False, loc="lower left")
    return made[0]


def bands(shares: Sequence[tuple[int, int, int]]) -> Plot | None:
    """How the final results are spread, in per cent of them; `shares` as in `shared.bands`."""
    if not shares:
        return None
    labels = [f"{low} to {high}%" for low, high, _ in shares]
    told = [f"{label}, about {part}%" for label, (_, _, part) in zip(labels, shares, strict=True)]
    alt = "Share of the points, and how many of the final results: " + "; ".join(told) + "."
    title = "How the final results are spread"
    with _drawing("bands", title, alt, 0.9 + 0.45 * len(shares)) as (figure, made):
        axes = figure.subplots()
        bars = axes.barh(labels, [part for _, _, part in shares], color=BLUE, height=0.7)
        axes.bar_label(bars, [f"about {part}%" for _, _, part in shares], padding=4)
        axes.set(xlabel="% of the final results", ylabel="share of the points")
        axes.margins(x=0.15)
    return made[0]


def items(table: pd.DataFrame) -> Plot | None:
    """Difficulty and discrimination of each task, side by side; `tables.items`."""
    table = table[table["n"] + table["waiting"] > 0]
    if table.empty:
        return None
    told = []
    for row in table.itertuples():
        earned = (
            f"{words.percent(row.difficulty)} of the points earned, {words.count(row.n, 'answer')}"
            if row.n
            else "not decided yet"
        )
        r = (
            f", discrimination {words.signed(row.discrimination)}"
            if _known(row.discrimination)
            else ""
        )
        wait = f", {row.waiting} waiting" if row.waiting else ""
        told.append(f"Task {row.number}: {earned}{wait}{r}.")
    title = "Each task: points earned, and how far it goes with the rest"
    height = 1.1 + 0.29 * len(table)
    with _drawing("items", title, " ".join(told), height) as (figure, made):
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
        places = list(range(len(table)))
        left.barh(places, 100 * table["difficulty"].fillna(0), color=BLUE, height=0.6)
        for place, row in zip(places, table.itertuples(), strict=True):
            text = words.percent(row.difficulty) if row.n else "waits"
            _beside(left, 100 * row.difficulty if row.n else 0, place, text)
            if _known(row.discrimination):
                _dot(right, place, row)
        left.set_yticks(places, [f"{r.number}  {_label(r.task, 40)}" for r in table.itertuples()])
        left.set(xlim=(0, 112), xlabel="mean share of points, %", xticks=range(0, 101, 25))
        left.invert_yaxis()
        right.tick_params(axis="y", length=0)
        _grid(left, "x")
        _correlations(right, table)
    return made[0]


def _known(value: float | None) -> bool:
    return value is not None and value == value


def _dot(axes: Any, place: int, row: Any) -> None:
    low = row.discrimination < words.WEAK
    axes.plot([row.r_low, row.r_high], [place, place], color=QUIET, linewidth=1)
    axes.plot(
        [row.discrimination], [place], "D" if low else "o", color=RED if low else BLUE, zorder=3
    )


def _correlations(axes: Any, table: pd.DataFrame) -> None:
    if not table["discrimination"].notna().any():
        axes.text(0.5, 0.5, "not given yet", ha="center", va="center", transform=axes.transAxes)
        axes.set(xticks=[], xlabel="discrimination (r)")
        return
    axes.axvline(0, color=QUIET, linewidth=0.8)
    axes.axvline(words.FAIR, color=QUIET, linewidth=0.8, linestyle="--")
    axes.plot([], [], "o", color=BLUE, linestyle="", label=f"{words.WEAK:g} or more")
    axes.plot([], [], "D", color=RED, linestyle="", label=f"under {words.WEAK:g}")
    axes.set(xlim=(-1, 1), xlabel="discrimination (r, 95% interval)")
    axes.legend(frameon=False, fontsize=8, loc="lower left", handletextpad=0.2)
    _grid(axes, "x")


def criteria(table: pd.DataFrame) -> Plot | None:
    """The share of answers that miss each criterion, or half meet it; `tables.criteria`."""
    if table.empty:
        return None
    alt = " ".join(
        f"{row.label}: missed in {row.missed} of {words.count(row.n, 'answer')} "
        f"({words.percent(row.missed / row.n)}), half met in {row.half}."
        for row in table.itertuples()
    )
    title = "Criteria by how often they are missed"
    with _drawing("criteria", title, alt, 1.2 + 0.33 * len(table)) as (figure, made):
        axes = figure.subplots()
        missed = 100 * table["missed"] / table["n"]
        half = 100 * table["half"] / table["n"]
        names = list(table["label"])
        axes.barh(names, missed, color=RED, height=0.62, label="missed")
        axes.barh(
            names, half, left=missed, height=0.62, label="half met",
            color="white", edgecolor=INK, hatch="////", linewidth=0.8,
        )  # fmt: skip
        for place, (one, other) in enumerate(zip(missed, half, strict=True)):
            text = f"{one:.0f}%" + (f", half {other:.0f}%" if other else "")
            _beside(axes, one + other, place, text)
        axes.invert_yaxis()
        axes.set(
            xlabel="% of the answers it applies to", xlim=(0, max(20, (missed + half).max() * 1.3))
        )
        _grid(axes, "x")
        axes.legend(frameon=False, loc="lower right")
    return made[0]


def portions(rows: Sequence[tuple[str, int]], names: Sequence[str]) -> Plot | None:
    """How many of the class missed each criterion, in wide steps; (label, place in `names`)."""
    if not rows:
        return None
    steps = [[label for label, at in rows if at == place] for place in range(len(names))]
    told = [
        f"by {name} of us: {', '.join(labels)}"
        for name, labels in reversed(list(zip(names, steps, strict=True)))
        if labels
    ]
    alt = "Missed at least once " + "; ".join(told) + "."
    title = "What the class missed at least once"
    with _drawing("portions", title, alt, 1.1 + 0.33 * len(rows)) as (figure, made):
        axes = figure.subplots()
        labels = [label for label, _ in rows]
        axes.barh(labels, [place + 0.12 for _, place in rows], color=BLUE, height=0.5)
        axes.invert_yaxis()
        axes.set(xlim=(0, len(names) - 0.6))
        axes.set_xticks(range(len(names)), [textwrap.fill(name, 13) for name in names])
        _grid(axes, "x")
    return made[0]


def differences(pairs: pd.DataFrame) -> Plot | None:
    """Machine less person, answer by answer, in steps of a tenth of a task's points."""
    if pairs.empty:
        return None
    steps = (10 * pairs["difference"]).round().astype(int).value_counts().sort_index()
    alt = "Machine less person, in tenths of a task's points: " + ", ".join(
        f"{'+' if step > 0 else ''}{step / 10:g}: {words.count(n, 'answer')}"
        for step, n in steps.items()
    )
    title = "Where machine and person differ"
    with _drawing("differences", title, alt + ".", 2.9) as (figure, made):
        axes = figure.subplots()
        for sign, colour, hatch, name in (
            (-1, "white", "////", "machine stricter"),
            (0, INK, "", "the same"),
            (1, AMBER, "", "machine kinder"),
        ):
            mine = {step: n for step, n in steps.items() if (step > 0) - (step < 0) == sign}
            if mine:
                bars = axes.bar(
                    [step / 10 for step in mine], list(mine.values()), width=0.08, color=colour,
                    edgecolor=INK, hatch=hatch, linewidth=0.8, label=name,
                )  # fmt: skip
                axes.bar_label(bars, padding=2, fontsize=9)
        axes.set(xlim=(-1.08, 1.08), xlabel="machine less person, share of a task's points")
        axes.set(ylabel="answers", xticks=[n / 4 for n in range(-4, 5)])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.margins(y=0.15)
        axes.legend(frameon=False, loc="upper left")
    return made[0]


def _beside(axes: Any, x: float, y: float, text: str) -> None:
    """A figure at the end of its bar."""
    offset = {"xytext": (4, 0), "textcoords": "offset points"}
    axes.annotate(text, (x, y), va="center", fontsize=9, **offset)


def _grid(axes: Any, which: str) -> None:
    axes.grid(axis=which, color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
