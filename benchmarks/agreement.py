"""Agreement between labels and answers, and how far it can be trusted.

Accuracy, macro-F1 and Cohen's kappa come from one table of counts for each source of lines. An
interval draws the sources anew, with replacement (the cluster bootstrap; Davison and Hinkley 1997,
section 3.8): lines from one page or one conversation are alike, and drawing lines would make the
interval too narrow. Every interval over the same sources uses the same draws, so that a difference
between two readers of the same lines is a paired one. Shares of counts have Wilson's interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 2000
SEED = 20240501
Array = NDArray[np.float64]
Measure = Literal["accuracy", "f1", "kappa"]


class Interval(NamedTuple):
    """What was measured, and the middle 95% of the draws."""

    value: float
    low: float
    high: float


class Agreement:
    """Answers beside labels, line by line, each line from a source."""

    def __init__(
        self, labels: Sequence[str], answers: Sequence[str], sources: Sequence[str]
    ) -> None:
        """ValueError where there is no line, or where the three differ in length."""
        if not labels:
            raise ValueError("There are no lines to compare.")
        names = sorted(set(labels))
        self._wanted = len(names)
        names += sorted(set(answers) - set(names))
        place = {name: i for i, name in enumerate(names)}
        rows = {source: i for i, source in enumerate(dict.fromkeys(sources))}
        self._tables: Array = np.zeros((len(rows), len(names), len(names)))
        for label, answer, source in zip(labels, answers, sources, strict=True):
            self._tables[rows[source], place[label], place[answer]] += 1

    @property
    def n(self) -> int:
        """How many lines."""
        return int(self._tables.sum())

    def value(self, measure: Measure) -> float:
        """The measure over all lines. Kappa is nan where chance alone agrees on everything."""
        return float(self._measured(self._tables.sum(axis=0)[None], measure)[0])

    def interval(self, measure: Measure) -> Interval:
        """The measure with its 95% bootstrap interval.

        Where every line is right, every draw is too, and few sources hardly vary: an accuracy's
        interval is never narrower than Wilson's of as many single lines.
        """
        found = _interval(self.value(measure), self._draws(measure))
        if measure != "accuracy":
            return found
        least = wilson(round(found.value * self.n), self.n)
        return Interval(found.value, min(found.low, least.low), max(found.high, least.high))

    def less(self, other: Agreement, measure: Measure) -> Interval:
        """This less `other`, which must be of the same lines in the same order: paired."""
        value = self.value(measure) - other.value(measure)
        return _interval(value, self._draws(measure) - other._draws(measure))

    def _draws(self, measure: Measure) -> Array:
        """The measure in every draw."""
        sources, size, _ = self._tables.shape
        drawn = _weights(sources) @ self._tables.reshape(sources, size * size)
        return self._measured(drawn.reshape(DRAWS, size, size), measure)

    def _measured(self, tables: Array, measure: Measure) -> Array:
        """The measure of each table: labels down, answers across."""
        total = tables.sum(axis=(1, 2))
        right = np.trace(tables, axis1=1, axis2=2) / total
        labelled, answered = tables.sum(axis=2), tables.sum(axis=1)
        if measure == "accuracy":
            return np.asarray(right)
        with np.errstate(invalid="ignore", divide="ignore"):
            if measure == "kappa":
                chance = (labelled * answered).sum(axis=1) / total**2
                return np.asarray((right - chance) / (1 - chance))
            diagonal = np.diagonal(tables, axis1=1, axis2=2)
            each = 2 * diagonal / (labelled + answered)
        # The mean is over what lines are labelled; an answer that no line has is a miss, no class.
        return np.asarray(np.nanmean(each[:, : self._wanted], axis=1))


@lru_cache
def _weights(sources: int) -> Array:
    """How often each source is drawn, in each draw. The same for all that ask."""
    generator = np.random.default_rng(SEED)
    shares = np.full(sources, 1 / sources)
    return generator.multinomial(sources, shares, size=DRAWS).astype(np.float64)


def _interval(value: float, draws: Array) -> Interval:
    if np.isnan(draws).all():
        return Interval(value, math.nan, math.nan)
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return Interval(value, float(low), float(high))


def wilson(hits: int, n: int) -> Interval:
    """A share with Wilson's 95% interval; nan where n is 0."""
    if not n:
        return Interval(math.nan, math.nan, math.nan)
    z, share = 1.959964, hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def clustered(hits: Sequence[bool], sources: Sequence[str]) -> Interval:
    """A share whose interval draws whole sources; nan where there is no line."""
    if not hits:
        return Interval(math.nan, math.nan, math.nan)
    told = ["yes" if hit else "no" for hit in hits]
    return Agreement(["yes"] * len(told), told, sources).interval("accuracy")
