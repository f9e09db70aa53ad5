"""A second person's points, from a CSV file or a table: student, item, points."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from active_listening.classroom.layout import ClassError
from active_listening.classroom.results import ClassResult

COLUMNS = ("student", "item", "points")
Points = dict[tuple[str, str], float]


def read(source: Any, result: ClassResult) -> tuple[Points, int]:
    """The points by student and item, and how many rows belong to no answer of the class.

    Args:
        source: the path of a CSV file in UTF-8, or anything with `to_dict("records")`, such as a
            pandas DataFrame. A row without points says that the answer was not read, and is left.

    Raises:
        ClassError: the file cannot be read, a column is missing, or a row is not what it should be.
    """
    known = {(s.id, i.id): i.max_points for s in result.submissions for i in s.items}
    found: Points = {}
    elsewhere = 0
    for place, row in _rows(source):
        student, item = str(row["student"]).strip(), str(row["item"]).strip()
        points = _points(row["points"], place)
        if points is None:
            continue
        if (student, item) not in known:
            elsewhere += 1
        elif not 0 <= points <= known[student, item]:
            most = known[student, item]
            raise ClassError(f"{place}: {item} takes 0 to {most:g} points, not {points:g}.")
        elif (student, item) in found:
            raise ClassError(f"{place}: {student} has a second mark for {item} already.")
        else:
            found[student, item] = points
    if elsewhere and not found:
        raise ClassError(
            "None of the second marks belongs to an answer of this class. Compare the ids of "
            "learners and tasks with those in results.csv."
        )
    return found, elsewhere


def _rows(source: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Every row, with words that say where it stands."""
    if hasattr(source, "to_dict"):
        records: list[Mapping[str, Any]] = source.to_dict("records")
        _check(list(source.columns), "The second marks")
        return [(f"Second mark {n}", row) for n, row in enumerate(records, 1)]
    path = Path(source)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            _check(reader.fieldnames or [], path.name)
            return [(f"{path.name}, line {reader.line_num}", row) for row in reader]
    except UnicodeDecodeError:
        raise ClassError(
            f"{path.name} is not UTF-8 text. Save it as CSV in UTF-8 and try again."
        ) from None
    except (OSError, csv.Error) as error:
        raise ClassError(f"{path} cannot be read: {error}") from error


def _check(columns: Iterable[Any], what: str) -> None:
    missing = [name for name in COLUMNS if name not in list(columns)]
    if missing:
        raise ClassError(
            f"{what} has no column {' and no column '.join(missing)}. "
            f"The first line has to be: {','.join(COLUMNS)}"
        )


def _points(value: Any, place: str) -> float | None:
    text = "" if value is None else str(value).strip()
    if text in ("", "nan", "None", "<NA>"):
        return None
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        points = math.nan
    if not math.isfinite(points):
        raise ClassError(f"{place}: “{text[:40]}” is no number of points.")
    return points
