"""Where machine and person differ, answer by answer: a few lines to print, and the whole as CSV."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from active_listening.classroom.marking.groups import text_of
from active_listening.classroom.results import ClassResult

if TYPE_CHECKING:
    import pandas as pd

MOST = 20
"""How many differences are printed."""
COLUMNS = (
    "task", "item", "student", "answer", "machine", "person", "max_points", "machine_level",
    "person_level", "same",
)  # fmt: skip


def compared(
    result: ClassResult, second: Mapping[tuple[str, str], float]
) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The answers that both gave points, as `agreement.pairs`, and the same as rows of `COLUMNS`.

    Args:
        second: the person's points, by student and item.
    """
    from active_listening.classroom.report import agreement

    pairs = agreement.pairs(result, second)
    answers = {(s.id, item.id): item.answer for s in result.submissions for item in s.items}
    rows = [
        {
            "task": pair.number,
            "item": pair.item,
            "student": pair.student,
            "answer": text_of(answers[pair.student, pair.item]),
            "machine": pair.auto,
            "person": pair.person,
            "max_points": pair.max_points,
            "machine_level": agreement.LEVELS[pair.machine_level],
            "person_level": agreement.LEVELS[pair.human_level],
            "same": pair.machine_level == pair.human_level,
        }
        for pair in pairs.itertuples()
    ]
    return pairs, rows


def told(pairs: pd.DataFrame, rows: list[dict[str, Any]], more: str, width: int) -> list[str]:
    """What to print: how far the two agree, and the largest differences.

    Args:
        pairs, rows: as `compared` gives them.
        more: where all of them are.
        width: columns of the screen.
    """
    from active_listening.classroom.report import agreement

    found = agreement.measure(pairs)
    if found is None:
        return ["  No answer has points of both."]
    apart = [row for row in rows if not row["same"]]
    kinder = sum(row["machine"] > row["person"] for row in apart)
    same = found.n - len(apart)
    lines = [
        f"  {found.n} answers compared: all that the machine gave points to, empty ones left out.",
        f"  {same} at the same level (none, part or full): {same / found.n:.0%}.",
        f"  {len(apart)} not: the machine is kinder in {kinder}, the person in "
        f"{len(apart) - kinder}.",
    ]
    if found.kappa is not None:
        between = (
            "" if found.interval is None else " (95%: {:.2f} to {:.2f})".format(*found.interval)
        )
        lines.append(
            f"  Weighted kappa, agreement beyond chance, 1 at most: {found.kappa:.2f}{between}."
        )
    lines += ["", "  answers           person: none   part   full"]
    for level, row in found.confusion.iterrows():
        counts = "".join(f"{row[column]:>7}" for column in agreement.LEVELS)
        lines.append(f"  machine: {level:<15}{counts}")
    shown = apart[:MOST]
    if shown:
        lines += ["", f"  The {len(shown)} largest differences; every answer is in {more}", ""]
        lines.append("  task  machine  person  answer")
        for row in shown:
            machine = f"{row['machine']:g}/{row['max_points']:g}"
            head = f"  {row['task']:>4}  {machine:>7}  {row['person_level']:<6}  "
            lines.append(head + one_line(row["answer"], width - len(head)))
    return lines


def one_line(text: str, width: int) -> str:
    """`text` in one line of at most `width` columns, with nothing in it that steers a terminal."""
    safe = "".join(" " if char.isspace() else char if char.isprintable() else "�" for char in text)
    shown: list[str] = []
    used = 0
    for char in " ".join(safe.split()):
        used += _columns(char)
        if used > width - 1:
            return "".join(shown).rstrip() + "…"
        shown.append(char)
    return "".join(shown)


def _columns(char: str) -> int:
    """How many columns a terminal gives a character."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
