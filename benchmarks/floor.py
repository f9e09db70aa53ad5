"""The least that grading a class can cost: the same answers read, scored and written, no framework.

    python -m benchmarks.floor grade|page ASSIGNMENT PROCESSES SUBMITTED INTO

`grade` reads each learner's two files, scores the answers with the course's own grader, and writes
points and reasons as JSON. There is no gradebook, nothing is rebuilt, and nobody is protected from
anybody. `page` takes what `grade` wrote, and writes the feedback page.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from active_listening import bank, grading
from active_listening.coach.reading import Reading
from active_listening.grading import ItemGrade, feedback
from active_listening.grading.plays import Played


def grade(name: str, folders: list[Path], into: Path) -> None:
    """Grades submissions one after the other."""
    assignment, keys = bank.assignment(name), bank.keys(name)
    for folder in folders:
        document = json.loads((folder / name / "answers.json").read_bytes())
        json.loads((folder / name / f"{name}.ipynb").read_bytes())
        answers = {id: entry["answer"] for id, entry in document["items"].items()}
        rows = [
            {**{field: getattr(one, field) for field in _PLAIN},
             "reading": one.reading and one.reading.as_dict(),
             "played": one.played and one.played.as_dict()}
            for one in grading.grade(assignment, answers, keys).items
        ]  # fmt: skip
        (into / f"{folder.name}.json").write_text(json.dumps(rows), "utf-8")


def page(name: str, folders: list[Path], into: Path) -> None:
    """Writes the pages of submissions that `grade` has been through."""
    assignment = bank.assignment(name)
    for folder in folders:
        rows = json.loads((into / f"{folder.name}.json").read_bytes())
        items = tuple(
            ItemGrade(**row
                      | {"reading": row["reading"] and Reading.from_dict(row["reading"]),
                         "played": row["played"] and Played.from_dict(row["played"])})
            for row in rows
        )  # fmt: skip
        made = feedback.page(assignment, grading.Grade(name, items), "", False)
        (into / f"{folder.name}.html").write_text(made, "utf-8")


_PLAIN = [name for name in ItemGrade.__dataclass_fields__ if name not in ("reading", "played")]


def main(what: str, name: str, processes: str, submitted: str, into: str) -> None:
    """Splits the class among forked processes, as many as are asked for."""
    work = {"grade": grade, "page": page}[what]
    folders, share = sorted(Path(submitted).iterdir()), int(processes)
    children = []
    for number in range(1, share):
        if not (child := os.fork()):
            work(name, folders[number::share], Path(into))
            os._exit(0)
        children.append(child)
    work(name, folders[::share], Path(into))
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
