"""Seconds to grade the same thirty submissions: stock nbgrader, our plug-in in it, our command.

Each is a process from start to end, in a course folder of its own where nothing is graded yet. The
baseline is nbgrader as it comes: every answer in a code cell, and below it a locked cell of tests
that calls the very same grader and gives partial credit. It starts a kernel for each submission.
Tasks that only a person can judge are marked by hand in all three.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from active_listening import bank
from active_listening.bank import Assignment, Learner, Worksheet
from active_listening.classroom.demo import course as demo_course

NAME = "03_open_questions"
RUNS = 3
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
    """Prints the table, and whether the scores are the same."""
    people, assignment = demo_course.learners(NAME), bank.assignment(NAME)
    with tempfile.TemporaryDirectory() as home:
        ours, stock = Path(home, "ours"), Path(home, "stock")
        handed_in(ours, assignment, people)
        in_stock_form(stock, assignment, people)
        nbgrader = [_program("nbgrader"), "autograde", NAME]
        command = [sys.executable, "-m", "active_listening.cli", "grade", NAME]
        rows = {
            "baseline: stock nbgrader, a kernel each": _timed(stock, nbgrader, 1),
            "nbgrader with our plug-in": _timed(ours, nbgrader, RUNS),
            "active-listening grade": _timed(ours, command, RUNS),
        }
    (base, _, in_stock), (_, _, in_plugin), (_, _, in_command) = rows.values()
    title = f"Seconds to grade {len(people)} submissions"
    print(f"{title:44}{'all':>10}{'each':>10}{'rate':>10}{'CPU, each':>12}")
    for name, (seconds, busy, _) in rows.items():
        each, rate = seconds / len(people), f"{base / seconds:.1f}x"
        print(f"{name:44}{seconds:10.1f}{each:10.3f}{rate:>10}{busy / len(people):12.3f}")
    print(f"  baseline run once, the others {RUNS} times: medians")
    equal = sum(in_plugin.get(key) == found for key, found in in_command.items())
    print(f"  plug-in and command: {equal} of {len(in_command)} answers alike, what waits included")
    both = {key for key in in_command if None not in (in_stock[key][0], in_command[key][0])}
    equal = sum(abs(in_stock[key][0] - in_command[key][0]) < 0.005 for key in both)
    unsure = sum(in_stock[key][0] is not None for key in set(in_command) - both)
    print(
        f"  stock and command: {equal} of {len(both)} points the same that both gave; {unsure} more"
    )
    print("  that the coach is unsure of are 0 in stock, where a tested cell cannot wait\n")


def handed_in(root: Path, assignment: Assignment, people: list[Learner]) -> None:
    """A course of ours in which the class has handed in."""
    layout = demo_course.course(root)
    demo_course.book_class(layout, assignment.name, people)
    demo_course.type_answers(layout, assignment, people, lambda done, of: None)
    demo_course.hand_in(layout, assignment.name, people)


def in_stock_form(root: Path, assignment: Assignment, people: list[Learner]) -> None:
    """The same tasks and the same answers, as stock nbgrader has them."""
    source = root / "source" / assignment.name
    source.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(STOCK, "utf-8")
    file = f"{assignment.name}.ipynb"
    nbformat.write(stock_notebook(assignment), source / file)
    _run(root, [_program("nbgrader"), "generate_assignment", assignment.name])
    released = nbformat.read(root / "release" / assignment.name / file, as_version=4)
    for one in people:
        for cell in released.cells:
            id = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("answer-")
            if id in one.answers and cell.metadata.nbgrader.solution:
                cell.source = f"answer = {one.answers[id].answer!r}"
        folder = root / "submitted" / one.id / assignment.name
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


def _timed(course: Path, command: list[str], runs: int) -> tuple[float, float, Scores]:
    """Seconds and CPU seconds of `command` in fresh copies of the course (medians), and the scores
    it left. CPU seconds, kernels included, hardly change when the machine has other work."""
    times, busy = [], []
    for run in range(runs):
        copy = course.with_name(f"{course.name}-{run}")
        shutil.copytree(course, copy)
        start, before = time.perf_counter(), _cpu()
        _run(copy, command)
        times.append(time.perf_counter() - start)
        busy.append(_cpu() - before)
        found = scores(copy / "gradebook.db")
        shutil.rmtree(copy)
    return statistics.median(times), statistics.median(busy), found


def _cpu() -> float:
    """CPU seconds of all processes that this one has waited for."""
    used = os.times()
    return used.children_user + used.children_system


def scores(database: Path) -> Scores:
    """Points the machine gave and whether a person has to look, by learner and item."""
    with sqlite3.connect(database) as open_database:
        return {
            (student, item): (points, bool(waits))
            for student, item, points, waits in open_database.execute(SCORES)
        }


def _program(name: str) -> str:
    """A program of this environment."""
    return str(Path(sys.executable).parent / name)


def _run(folder: Path, command: list[str]) -> None:
    here = str(Path(sys.executable).parent)
    env = {**os.environ, "PATH": os.pathsep.join([here, os.environ.get("PATH", "")])}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
