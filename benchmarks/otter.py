"""The same tasks and answers as otter-grader has them, and `otter run` on learner after learner.

The notebook holds an answer a cell; below it stand the tests, in otter's own format, which call the
very same grader. Otter's tests pass or fail, so they ask whether an answer has all its points. It
starts a kernel and a process of its own for each submission. Tasks for a person have no tests.
"""

from __future__ import annotations

import json
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import nbformat

from active_listening import grading
from active_listening.bank import Assignment, Worksheet

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / ".venv" / "otter" / "bin" / "otter"
"""In an environment of its own, which `make bench` sets up."""
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def there() -> bool:
    """Whether otter-grader can be run here."""
    return PROGRAM.is_file()


def hand_in(
    root: Path, assignment: Assignment, setup: str, learners: dict[str, dict[str, Any]]
) -> list[Path]:
    """Writes autograder.zip and each learner's notebook; gives the notebooks.

    Args:
        setup: code that defines `points(item, answer)`.
        learners: answers by item id, by learner.
    """
    root.mkdir()
    config = {"lang": "python", "show_hidden": True}
    with zipfile.ZipFile(root / "autograder.zip", "w") as archive:
        archive.writestr("otter_config.json", json.dumps(config))
        for item in assignment.items:
            if not (isinstance(item, Worksheet) and item.scheme):
                archive.writestr(f"tests/{_name(item.id)}.py", _test(item.id, item.points))
    made = []
    for learner, answers in learners.items():
        cells = [nbformat.v4.new_code_cell(setup)]
        for item in assignment.items:
            source = f"{_name(item.id)} = {answers.get(item.id, '')!r}"
            cells.append(nbformat.v4.new_code_cell(source))
        path = root / f"{learner}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)
        made.append(path)
    return made


def _name(item: str) -> str:
    return item.replace("-", "_")


def _test(item: str, points: float) -> str:
    case = {"code": f">>> points({item!r}, {_name(item)}) == {points}\nTrue", "hidden": False}
    suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": _name(item), "points": points, "suites": [suite]}
    return f"OK_FORMAT = True\ntest = {test!r}\n"


def agreeing(
    assignment: Assignment, learners: dict[str, dict[str, Any]], found: dict[tuple[str, str], bool]
) -> int:
    """On how many answers otter's tests and our grader say the same: all points, or not all."""
    right = 0
    for learner, answers in learners.items():
        for item, answer in answers.items():
            graded = grading.grade(assignment, {item: answer})
            (one,) = (one for one in graded.items if one.id == item)
            key = (learner, _name(item))
            right += key in found and found[key] == (one.points == one.max_points)
    return right


def run(notebooks: list[Path]) -> tuple[float, dict[tuple[str, str], bool]]:
    """Seconds for all, and whether each answer had all its points, by learner and test.

    Raises:
        RuntimeError: where otter could not grade one.
    """
    found = {}
    start = time.perf_counter()
    for path in notebooks:
        into = path.with_suffix("")
        into.mkdir()
        done = subprocess.run(
            [PROGRAM, "run", path, "-a", path.parent / "autograder.zip", "-o", into, "--no-logo"],
            cwd=path.parent, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"otter run failed:\n{done.stdout}{done.stderr}")
        tests = json.loads((into / "results.json").read_text())["tests"]
        scored = [test for test in tests if "score" in test]
        if not scored:  # it ends with 0 all the same
            raise RuntimeError(f"otter run graded nothing:\n{tests}")
        for test in scored:
            name = test["name"].split(" ")[0]
            found[path.stem, name] = test["score"] == test["max_score"]
    return time.perf_counter() - start, found
