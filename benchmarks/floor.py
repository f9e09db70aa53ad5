"""The least that grading a class can cost: the same answers read, scored and written, no framework.

    python -m benchmarks.floor grade ASSIGNMENT SUBMITTED INTO     or     page ...

`grade` reads each learner's two files, scores the answers with the course's own grader, and writes
points and reasons as JSON. There is no gradebook, nothing is rebuilt, and nobody is protected from
anybody. `page` does the same and writes the feedback page instead of the JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from active_listening import bank, grading
from active_listening.grading import feedback


def main(what: str, name: str, submitted: Path, into: Path) -> None:
    """Grades every submission below a folder, one after the other."""
    assignment, keys = bank.assignment(name), bank.keys(name)
    for folder in sorted(submitted.iterdir()):
        document = json.loads((folder / name / "answers.json").read_bytes())
        json.loads((folder / name / f"{name}.ipynb").read_bytes())
        answers = {id: entry["answer"] for id, entry in document["items"].items()}
        graded = grading.grade(assignment, answers, keys)
        if what == "page":
            page = feedback.page(assignment, graded, "Assignment 03", "", False)
            (into / f"{folder.name}.html").write_text(page, "utf-8")
        else:
            rows = [
                {"item": one.id, "points": one.points, "note": one.note,
                 "reading": one.reading and one.reading.as_dict()}
                for one in graded.items
            ]  # fmt: skip
            (into / f"{folder.name}.json").write_text(json.dumps(rows), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(Path, sys.argv[3:5]))
