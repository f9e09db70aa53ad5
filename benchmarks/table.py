"""How the figures are printed: one form of row for ours and for every baseline."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from benchmarks.agreement import Agreement, Interval, Measure, wilson

NAME = 52
OF = {"accuracy": "accuracy", "f1": "macro-F1", "kappa": "kappa"}


def head() -> None:
    """The heads of the columns, once for the whole table."""
    print(
        f"{'':{NAME}}{'n':>6}{'cover':>7}{'acc.':>7}{'F1':>7}{'kappa':>7}"
        f"   {'95% interval':14}  ours − this, 95%"
    )


def block(
    title: str,
    labels: Sequence[str],
    answers: Mapping[str, Sequence[str]],
    sources: Sequence[str],
    *,
    of: int | None = None,
    measure: Measure = "accuracy",
) -> None:
    """Readers of the same lines, one a row, the first of them ours.

    Args:
        of: how many lines there were before some were set aside; coverage is the share left.
        measure: what the interval and the difference are of.
    """
    print(f"\n{title}; interval of {OF[measure]}")
    if not labels:
        print("  no line is left")
        return
    ours: Agreement | None = None
    for name, given in answers.items():
        one = Agreement(labels, given, sources)
        row = f"  {name:{NAME - 2}}{one.n:6}{one.n / (of or one.n):7.2f}"
        values: tuple[Measure, ...] = ("accuracy", "f1", "kappa")
        row += "".join(_cell(one, value, len(set(labels)) > 1) for value in values)
        row += f"   {between(one.interval(measure)):14}"
        if ours is None:
            ours = one
        else:
            less = ours.less(one, measure)
            row += f"  {less.value:+.3f} [{less.low:+.3f} {less.high:+.3f}]"
        print(row.rstrip())


def _cell(one: Agreement, measure: Measure, several: bool) -> str:
    """A figure; F1 and kappa mean nothing where every line has the same label."""
    if measure != "accuracy" and not several:
        return f"{'–':>7}"
    return f"{one.value(measure):7.3f}"


def between(interval: Interval) -> str:
    """The two ends, or a dash where there is nothing to draw from."""
    if math.isnan(interval.low):
        return "–"
    return f"[{interval.low:.3f} {interval.high:.3f}]"


def share(name: str, hits: int, n: int, note: str = "", interval: Interval | None = None) -> None:
    """A count as a share of n, with Wilson's interval unless another is given."""
    found = interval or wilson(hits, n)
    shown = "–" if math.isnan(found.value) else f"{found.value:.3f}"
    print(f"  {name:{NAME - 2}}{hits:6} of {n:<6}{shown:>7}   {between(found):14}  {note}".rstrip())


def falls(title: str, rows: Mapping[str, Sequence[str]], columns: Sequence[str]) -> None:
    """How often each answer was given, a row for each label."""
    print(f"  {title:{NAME - 2}}" + "".join(f"{column:>9}" for column in columns))
    for label, given in rows.items():
        counts = "".join(f"{list(given).count(column):9}" for column in columns)
        print(f"    {label:{NAME - 4}}{counts}")
