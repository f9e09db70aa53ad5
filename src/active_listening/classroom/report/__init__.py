"""The class report: two pages, a notebook, and the tables that both begin from.

`report` writes them. Everything is made from a `ClassResult`, and from a second person's marks
where there are any.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from active_listening.classroom.results import ClassResult


def report(
    result: ClassResult, folder: Path, second: Any = None, run_notebook: bool = True
) -> list[Path]:
    """Writes the report on a class into `folder`, made where it is missing; gives its files.

    `instructor.html` (everything, with names), `class.html` (to be shared: nobody is named, no
    group under five), `results.csv` and `criteria.csv` (one row for each answer, and for each
    criterion of an answer), `report.ipynb` (makes the figures from those two).

    Args:
        second: a second person's marks: a CSV file or a table with student, item and points.
        run_notebook: whether the notebook is run, so that it opens with its pictures; takes some
            seconds. Where it cannot be run, it is written all the same.

    Raises:
        ClassError: where the second marks cannot be used. OSError: where nothing can be written.
    """
    from active_listening.classroom.report import notebook, page, shared, sheet, tidy
    from active_listening.classroom.report import second as second_marks
    from active_listening.files import write_whole

    points, elsewhere = second_marks.read(second, result) if second is not None else ({}, 0)
    files = {
        "instructor.html": _html(page.instructor(result, points, elsewhere)),
        "class.html": _html(page.for_class(shared.share(result, points))),
        "results.csv": sheet.csv_bytes(tidy.ANSWER_COLUMNS, tidy.answer_rows(result, points)),
        "criteria.csv": sheet.csv_bytes(tidy.CRITERION_COLUMNS, tidy.criterion_rows(result)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_whole(folder / name, data)
    made = notebook.make(result, points, folder if run_notebook else None)
    write_whole(folder / "report.ipynb", made)
    return [folder / name for name in (*files, "report.ipynb")]


def _html(page: str) -> bytes:
    """A page's bytes; half a character that somebody typed becomes a question mark."""
    return page.encode("utf-8", "replace")
