"""Seconds to grade the same hundred submissions: nbgrader, our plug-in in it, our command, otter,
and the least that it can cost.

Each is a process from start to end, in a course folder of its own where nothing is graded yet.
Stock nbgrader has every answer in a code cell, and below it a locked cell of tests that calls the
very same grader and gives partial credit. It starts a kernel for each submission, as otter does.
Tasks that only a person can judge are marked by hand in all of them.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import nbformat

from active_listening import bank
from active_listening.bank import Assignment, Worksheet
from benchmarks import classes, commands, otter
from benchmarks.classes import NAME
from benchmarks.commands import Cost, cost

COUNT, OF_OTTER, RUNS = 100, 10, 3
STOCK = """c = get_config()
c.CourseDirectory.course_id = "stock"
"""
SETUP = f"""from active_listening import bank, grading
assignment = bank.assignment("{NAME}")
def points(item, answer):
    graded = {{one.id: one for one in grading.grade(assignment, {{item: answer}}).items}}
    return float(graded[item].points or 0)"""
SCORES = """
select student.id, base_cell.name, grade.auto_score, grade.needs_manual_grade
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
join student on student.id = submitted_assignment.student_id
"""
Scores = dict[tuple[str, str], tuple[float | None, bool]]


def report() -> None:
    """Prints the tables, and whether the scores are the same."""
    assignment = bank.assignment(NAME)
    learners = {classes.id_of(number): classes.answers(number) for number in range(COUNT)}
    with tempfile.TemporaryDirectory() as home:
        ours, stock = Path(home, "ours"), Path(home, "stock")
        classes.hand_in(classes.course(ours), COUNT)
        in_stock_form(stock, assignment, learners)
        rows, scores, autograde = {}, {}, commands.nbgrader("autograde", NAME)
        in_order = {
            "baseline: stock nbgrader, a kernel each": (
                stock,
                autograde,
                1,
            ),
            "nbgrader with our plug-in": (ours, autograde, 1),
            "active-listening grade": (ours, commands.ours("grade", NAME), RUNS),
        }
        for name, (course, command, runs) in in_order.items():
            rows[name], scores[name] = _timed(course, command, runs)
        for processes in (1, 2):
            words = f"floor, {processes} process{'es' * (processes > 1)}"
            rows[words] = _floor(ours, "grade", processes)
        in_otter = None
        if otter.there():
            in_otter = _otter(Path(home, "otter"), assignment, learners)
        pages = _pages(ours)
    _show(f"Seconds to grade {COUNT} submissions", rows)
    _show_otter(in_otter, next(iter(rows.values())))
    _compare(*scores.values())
    _show(f"Seconds to make {COUNT} feedback pages", pages)
    print()


def _show(title: str, rows: dict[str, Cost]) -> None:
    base = next(iter(rows.values()))
    print(f"{title:44}{'all':>10}{'each':>10}{'rate':>10}{'CPU, each':>12}")
    for name, one in rows.items():
        rate, each = f"{base.seconds / one.seconds:.1f}x", one.seconds / COUNT
        print(f"{name:44}{one.seconds:10.1f}{each:10.3f}{rate:>10}{one.cpu / COUNT:12.3f}")


def _show_otter(found: tuple[float, str] | None, base: Cost) -> None:
    if found is None:
        print("  otter run: left out, otter-grader is not there; make bench sets it up")
        return
    each, told = found
    rate = f"{base.seconds / COUNT / each:.1f}x"
    print(f"{'otter run':44}{each * COUNT:10.1f}{each:10.3f}{rate:>10}")
    print(f"  otter on the first {OF_OTTER}, multiplied; {told}")


def _compare(in_stock: Scores, in_plugin: Scores, in_command: Scores) -> None:
    equal = sum(in_plugin.get(key) == found for key, found in in_command.items())
    print(f"  plug-in and command: {equal} of {len(in_command)} answers alike, what waits included")
    both = {key for key in in_command if None not in (in_stock[key][0], in_command[key][0])}
    equal = sum(abs(in_stock[key][0] - in_command[key][0]) < 0.005 for key in both)
    unsure = sum(in_stock[key][0] is not None for key in set(in_command) - both)
    print(
        f"  stock and command: {equal} of {len(both)} points the same that both gave; {unsure} more"
    )
    print("  that the coach is unsure of are 0 in stock, where a tested cell cannot wait\n")


def _floor(course: Path, what: str, processes: int, into: Path | None = None) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        where = into or Path(folder)
        command = commands.floor(what, NAME, processes, course / "submitted", where)
        return commands.median([cost(command, course) for _ in range(RUNS)])


def _pages(ours: Path) -> dict[str, Cost]:
    """nbgrader's command with our page, our command, and the floor."""
    cost(commands.ours("grade", NAME), ours)
    rows = {}
    for name, command in {
        "baseline: nbgrader, with our page": commands.nbgrader("generate_feedback", NAME),
        "active-listening feedback": commands.ours("feedback", NAME),
    }.items():
        costs = []
        for _ in range(RUNS):
            costs.append(cost(command, ours))
            shutil.rmtree(ours / "feedback")
        rows[name] = commands.median(costs)
    graded = ours / "graded"
    graded.mkdir()
    _floor(ours, "grade", 1, graded)
    for processes in (1, 2):
        words = f"floor, {processes} process{'es' * (processes > 1)}"
        rows[words] = _floor(ours, "page", processes, graded)
    return rows


def _otter(
    root: Path, assignment: Assignment, learners: dict[str, dict[str, Any]]
) -> tuple[float, str]:
    """Seconds each, and in how many answers otter agrees that all points are earned."""
    some = dict(list(learners.items())[:OF_OTTER])
    notebooks = otter.hand_in(root, assignment, SETUP, some)
    seconds, found = otter.run(notebooks)
    right = otter.agreeing(assignment, some, found)
    return seconds / OF_OTTER, f"{right} of {len(found)} answers full or not as with ours"


def in_stock_form(root: Path, assignment: Assignment, learners: dict[str, dict[str, Any]]) -> None:
    """The same tasks and the same answers, as stock nbgrader has them."""
    source = root / "source" / assignment.name
    source.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(STOCK, "utf-8")
    file = f"{assignment.name}.ipynb"
    nbformat.write(stock_notebook(assignment), source / file)
    cost(commands.nbgrader("generate_assignment", assignment.name), root)
    released = nbformat.read(root / "release" / assignment.name / file, as_version=4)
    for learner, answers in learners.items():
        for cell in released.cells:
            about = cell.metadata.get("nbgrader", {})
            if about.get("solution"):
                answer = answers.get(about["grade_id"].removeprefix("answer-"), "")
                cell.source = f"answer = {answer!r}"
        folder = root / "submitted" / learner / assignment.name
        folder.mkdir(parents=True)
        nbformat.write(released, folder / file)


def stock_notebook(assignment: Assignment) -> nbformat.NotebookNode:
    """The assignment as an instructor would write it for stock nbgrader."""
    cells = [_cell("setup", SETUP, locked=True)]
    for item in assignment.items:
        if isinstance(item, Worksheet) and item.scheme:
            cells.append(_cell(item.id, 'answer = ""', points=item.points, solution=True))
        else:
            tests = f'points("{item.id}", answer)'
            cells.append(_cell(f"answer-{item.id}", 'answer = ""', solution=True))
            cells.append(_cell(item.id, tests, points=item.points, locked=True))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _cell(
    id: str, source: str, points: int = 0, solution: bool = False, locked: bool = False
) -> nbformat.NotebookNode:
    about = {"grade_id": id, "grade": bool(points), "solution": solution, "locked": locked}
    about |= {"schema_version": 3, "task": False} | ({"points": points} if points else {})
    return nbformat.v4.new_code_cell(source, id=id, metadata={"nbgrader": about})


def _timed(course: Path, command: list[str], runs: int) -> tuple[Cost, Scores]:
    """What a command costs in fresh copies of the course (medians), and the scores it left."""
    costs = []
    for run in range(runs):
        copy = course.with_name(f"{course.name}-{run}")
        shutil.copytree(course, copy)
        costs.append(cost(command, copy))
        found = scores(copy / "gradebook.db")
        shutil.rmtree(copy)
    return commands.median(costs), found


def scores(database: Path) -> Scores:
    """Points the machine gave and whether a person has to look, by learner and item."""
    with sqlite3.connect(database) as open_database:
        return {
            (student, item): (points, bool(waits))
            for student, item, points, waits in open_database.execute(SCORES)
        }
