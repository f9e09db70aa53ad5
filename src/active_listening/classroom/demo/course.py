"""A course folder and a class that has handed in: what `demo` and the benchmarks start from.

Each learner's answers go the way a lesson takes them: into answers.json item by item, with a copy
in the notebook's outputs, and both are handed in by copying.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from active_listening import bank, coach, resources
from active_listening.bank import Assignment, Learner
from active_listening.classroom.book import opened
from active_listening.classroom.layout import CONFIG, ClassError, Layout
from active_listening.files import write_whole
from active_listening.grading import DISAGREES
from active_listening.lesson import fallback
from active_listening.quick import programs_on_path, skip_slow_imports
from active_listening.record import Answers

Tell = Callable[[int, int], None]
LEARNERS = "learners"
"""Where the learners' own folders are, as each would have one on their own computer."""


def course(root: Path) -> Layout:
    """A new course folder at `root`, as an instructor has it: the sources and the configuration.

    Raises:
        ClassError: in an edition without the instructor's sources.
    """
    home = resources.data().parent
    if not (home / "solutions").is_dir() or not (home / CONFIG).is_file():
        raise ClassError(
            "The instructor's sources are not part of this edition. Run this from the project's "
            "own folder, the one that holds solutions/ and data/."
        )
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(home / CONFIG, root)
    shutil.copytree(home / "solutions", root / "solutions", ignore=shutil.ignore_patterns(".*"))
    return Layout(root)


def learners(name: str) -> list[Learner]:
    """The class for demonstrations. Raises ClassError where there is none."""
    if found := bank.learners(name):
        return found
    raise ClassError(
        f"There is no class in data/classes/{name}. Learners' editions hold none: run this from "
        "the project's own folder."
    )


def nbgrader(layout: Layout) -> Any:
    """nbgrader's own commands for a course, in this process."""
    programs_on_path()
    skip_slow_imports()
    from nbgrader.apps.api import NbGraderAPI

    return NbGraderAPI(coursedir=layout.directory, config=layout.config)


def done(result: dict[str, Any], what: str) -> None:
    """Raises ClassError where a command of nbgrader's did not succeed."""
    if result["success"]:
        return
    told = result.get("log") or result.get("error") or "it does not say why"
    if "KeyboardInterrupt" in (result.get("error") or ""):
        raise KeyboardInterrupt  # nbgrader takes it for a failure of its own
    raise ClassError(f"nbgrader could not {what}: {told.strip()}")


def book_class(layout: Layout, name: str, people: Iterable[Learner]) -> None:
    """Books the assignment, makes the learners' notebook of it, and enters the roster."""
    done(nbgrader(layout).generate_assignment(name), "make the learners' notebook")
    with opened(layout) as book:
        for one in people:
            book.nbgrader.update_or_create_student(
                one.id,
                first_name=one.first_name,
                last_name=one.last_name,
                email=f"{one.id}@example.org",
            )


def type_answers(
    layout: Layout, assignment: Assignment, people: Iterable[Learner], tell: Tell
) -> None:
    """Gives each learner the released notebook in a folder of their own; types their answers."""
    released = json.loads(layout.released(assignment.name).read_bytes())
    people = list(people)
    for number, one in enumerate(people):
        tell(number, len(people))
        folder = home_of(layout, one.id, assignment.name)
        folder.mkdir(parents=True)
        stored = _type(folder, assignment, one)
        text = json.dumps(_with_copies(released, assignment, stored), indent=1, ensure_ascii=False)
        write_whole(folder / f"{assignment.name}.ipynb", text.encode() + b"\n", sync=False)
    tell(len(people), len(people))


def home_of(layout: Layout, student: str, name: str) -> Path:
    """The folder in which a learner works on the assignment."""
    return layout.root / LEARNERS / student / "exercises" / name


def _type(folder: Path, assignment: Assignment, one: Learner) -> dict[str, dict[str, Any]]:
    """Saves every answer that is not empty, and every reason to disagree, as typing does."""
    answers = Answers(folder, assignment.name, learner=one.id)
    stored = {}
    for item in assignment.items:
        judged, typed = one.answers[item.id], dict[str, Any]()
        if not judged.empty:
            typed[item.id] = judged.answer
        if item.id in one.disagrees:
            typed[item.id + DISAGREES] = one.disagrees[item.id]
        for id, answer in typed.items():
            kept = answers.put(id, answer, 1, content=item.version, coach=coach.VERSION)
            stored[id] = kept
    return stored


def _with_copies(released: Any, assignment: Assignment, stored: dict[str, dict[str, Any]]) -> Any:
    """The released notebook with the copies that a lesson leaves in its outputs."""
    notebook = json.loads(json.dumps(released))
    items = {item.id: item for item in assignment.items}
    reasons = [id for id in stored if id.endswith(DISAGREES)]
    for cell in notebook["cells"]:
        id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        outputs = cell.get("outputs", [])
        if id in items and id in stored:
            stamp = {key: value for key, value in stored[id].items() if key != "answer"}
            outputs[1]["data"] = fallback.answer_copy(items[id], stored[id]["answer"], stamp)
        elif id.startswith("hand-in-"):
            copies = [fallback.reason_copy(reason, stored[reason]) for reason in reasons]
            outputs[1 : 1 + len(copies)] = [
                {"output_type": "display_data", "data": copy, "metadata": {}} for copy in copies
            ]
    return notebook


def hand_in(layout: Layout, name: str, people: Iterable[Learner]) -> None:
    """Copies what each learner made to where nbgrader looks for it, with the time."""
    for one in people:
        source, target = home_of(layout, one.id, name), layout.submitted(one.id, name)
        target.mkdir(parents=True)
        for file in (f"{name}.ipynb", "answers.json"):
            if (source / file).exists():
                shutil.copy(source / file, target)
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        (target / "timestamp.txt").write_text(now, "ascii")
