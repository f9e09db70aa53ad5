"""A class of learners who mean well and of one for each attack, graded; what must be true of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from course_folder import Course, Done, active_parts
from hostile_class import Attack
from hostile_files import ATTACKS

from active_listening.classroom import notebook
from active_listening.classroom.gradebook import class_result
from active_listening.classroom.results import ClassResult


class Graded:
    """A course folder with the whole class in it, graded one way."""

    def __init__(self, course: Course, said: Done) -> None:
        self.course, self.said = course, said
        self.result: ClassResult = class_result(course.on.name, course.root)
        self.learners = {one.id: one for one in self.result.submissions}

    def autograded(self, student: str) -> dict[str, Any]:
        """The notebook that grading left."""
        path = self.course.folder(student, "autograded") / f"{self.course.on.name}.ipynb"
        loaded: dict[str, Any] = json.loads(path.read_bytes())
        return loaded


def whole_class(course: Course, honest: int = 20) -> Course:
    """Some honest learners, and one for each attack, hand in."""
    markers(course).mkdir()
    for learner, answers in course.on.honest(honest).items():
        course.submit(learner, answers)
    for number, (id, attack) in enumerate(ATTACKS.items()):
        attack.hand_in(course.on, course.folder(id), markers(course) / str(number))
    return course


def markers(course: Course) -> Path:
    """Where code that runs leaves a file."""
    return course.root / "markers"


def has_its_result(graded: Graded, attack: Attack) -> None:
    assert graded.course.scores(attack.id) == attack.scores(graded.course.on)
    learner = graded.learners[attack.id]
    assert bool(learner.problem) is attack.flagged
    for id, booked in graded.course.booked(attack.id).items():
        if booked.auto is None:
            assert booked.reason, f"{id} waits and nobody is told why"
    told = [learner.problem, *graded.autograded(attack.id)["metadata"]["active_listening"]["notes"]]
    assert any(attack.why in one for one in told) or not attack.why
    if attack.flagged:
        assert attack.why, "a flagged one has a stated reason"


def no_script(graded: Graded, attack: Attack) -> None:
    """A learner's words stand in text alone: in no tag, attribute, script or style.

    Neither in what a browser shows the instructor of the graded notebook, nor in the learner's
    page. Where they are not in the notebook at all, it need not be shown.
    """
    feedback = graded.course.page(attack.id)
    assert "pwned" not in active_parts(feedback)
    assert "<script" not in feedback
    words = json.dumps(graded.autograded(attack.id))
    shown = _shown(words) if "pwned" in words else ""
    assert "pwned" not in active_parts(shown)
    if attack.id == "script-in-an-answer":
        assert "pwned" in shown and "pwned" in feedback, "it is shown, as text"


def _shown(words: str) -> str:
    import nbformat
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(template_name="basic")
    page: str = exporter.from_notebook_node(nbformat.reads(words, 4))[0]
    return page


def only_our_files(graded: Graded) -> None:
    """Beside the graded notebook, and the page, lie nbgrader's own files and no others."""
    own, name = {"timestamp.txt", "submission_secret.txt"}, graded.course.on.name
    for step, file in (("autograded", f"{name}.ipynb"), ("feedback", f"{name}.html")):
        above = graded.course.root / step
        found = {path.relative_to(above).parts[2:] for path in above.rglob("*") if path.is_file()}
        assert {(file,)} <= found <= {(file,), *((one,) for one in own)}


def nbgrader_says_so(nbgraders: Graded, attack: Attack) -> None:
    """nbgrader itself tells, of this learner alone, that there is nothing that it could grade."""
    course, said = nbgraders.course, nbgraders.said.said
    if attack.nbgrader == "error":
        assert f"'{course.on.name}' for student '{attack.id}'" in said
    else:
        assert re.search(
            f"No notebooks were matched by '{re.escape(str(course.folder(attack.id)))}", said
        )
    assert not course.folder(attack.id, "autograded").exists()
    for booked in course.booked(attack.id).values():
        assert (booked.auto, booked.waits) == (None, True), "no failure is a zero"


def alike(ours: Graded, nbgraders: Graded, learner: str) -> None:
    """The rows of the gradebook, and what is shown in the graded notebooks, item by item."""
    assert ours.course.booked(learner) == nbgraders.course.booked(learner), learner
    mine, theirs = ours.autograded(learner), nbgraders.autograded(learner)
    assert notebook.graded(mine) == notebook.graded(theirs), learner
    assert mine["metadata"] == theirs["metadata"], learner
    assert _text(mine) == _text(theirs), learner


def _text(graded: dict[str, Any]) -> list[str]:
    """Sources and outputs; nbformat cuts a text in lines, and a file may hold either."""
    return [
        re.sub(r"\s+", " ", json.dumps(_joined(cell), sort_keys=True)) for cell in graded["cells"]
    ]


def _joined(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _joined(one) for name, one in part.items()}
    if isinstance(part, list) and part and all(isinstance(one, str) for one in part):
        return "".join(part)
    return [_joined(one) for one in part] if isinstance(part, list) else part
