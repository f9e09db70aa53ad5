"""Submissions that were tampered with, each with the result it must have.

One handed-in folder each, made from the same middling answers. `CODE` are attacks on a grader that
runs what was handed in; every one of them leaves a marker file when it runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from course_folder import STAMP
from subject import Scores, Subject, cell_of

from active_listening.record import COPY_MIME

MODEL = "What was the trial like for your crews, now that the two weeks are over?"
"""What an attack would have the grader read instead of the learner's own words."""
SCRIPT = "<script>pwned()</script><img src=x onerror=pwned()><a href='javascript:pwned()'>x</a>"
GRADE_MIME = "application/vnd.active-listening.grade+json"

CODE = {
    "lying-str": f"""
class Lie(str):
    def __str__(self): return {MODEL!r}
    def __eq__(self, other): return True
    __hash__ = str.__hash__
    def _always(self, *args, **more): return {MODEL!r}
    strip = lower = casefold = encode = __format__ = _always
""",
    "monkeypatched-coach": """
from types import SimpleNamespace
import active_listening.coach as coach
from active_listening import grading
coach.read = lambda *args, **more: SimpleNamespace(points=100.0, verdict="pass", as_dict=dict)
grading.grade = lambda *args, **more: 1 / 0
""",
    "input-transformer": """
def worth_all(lines):
    return ["5.0\\n"] if any("points" in line for line in lines) else lines
get_ipython().input_transformers_post.append(worth_all)
""",
    "patched-traceback": """
get_ipython().showtraceback = lambda *args, **more: None
get_ipython().showsyntaxerror = lambda *args, **more: None
""",
    "fails-open": """
from types import SimpleNamespace
import active_listening.coach as coach
coach.read = lambda *args, **more: SimpleNamespace(points=-1.0, verdict="pass", as_dict=dict)
""",
}
SHADOW = """
from types import SimpleNamespace
coach = SimpleNamespace(read=lambda *args, **more: SimpleNamespace(points=100.0, verdict="pass"))
bank = SimpleNamespace(rewrite=lambda id: None)
"""


def leaves(marker: Path, code: str = "") -> str:
    """Code that shows that it ran, and goes on with `code`."""
    return f"open({str(marker)!r}, 'w').close()\n{code}"


@dataclass
class Handed:
    """One submission in the making.

    Attributes:
        on: the assignment.
        notebook: what becomes the notebook; None for none, or a text as it is.
        document: what becomes answers.json; None for none, or bytes as they are.
        marker: what the submission's code makes where it runs.
    """

    on: Subject
    folder: Path
    marker: Path
    notebook: Any = None
    document: Any = None

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells of the notebook."""
        cells: list[dict[str, Any]] = self.notebook["cells"]
        return cells

    def cell(self, item: str = "") -> dict[str, Any]:
        """The cell of an item; by default, of the first that the coach reads."""
        return cell_of(self.notebook, item or self.on.texts[0])

    def nbgrader(self, item: str = "") -> dict[str, Any]:
        """nbgrader's own metadata of an item's cell."""
        about: dict[str, Any] = self.cell(item)["metadata"]["nbgrader"]
        return about

    def copy(self, item: str = "") -> dict[str, Any]:
        """The notebook's copy of an answer."""
        held: dict[str, Any] = self.cell(item)["outputs"][-1]["data"][COPY_MIME]
        return held

    def run_first(self, code: str) -> None:
        """Puts code where a grader that runs the notebook meets it first, and last."""
        for place in (0, len(self.cells)):
            self.cells.insert(place, code_cell(leaves(self.marker, code)))

    def write(self) -> None:
        """Puts it where a submission lies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.notebook is not None:
            is_text = isinstance(self.notebook, str)
            text = self.notebook if is_text else json.dumps(self.notebook)
            (self.folder / f"{self.on.name}.ipynb").write_text(text, "utf-8")
        if self.document is not None:
            is_bytes = isinstance(self.document, bytes)
            data = self.document if is_bytes else json.dumps(self.document).encode()
            (self.folder / "answers.json").write_bytes(data)


Expected = Callable[[Subject], Scores]


@cache
def same(on: Subject) -> Scores:
    """The usual score: what was tampered with has no say."""
    return on.earned(on.middling())


def nothing(on: Subject) -> Scores:
    """Nothing can be graded: every answer waits, and none is a zero."""
    return on.nothing


def earns(answers: Callable[[Subject], Mapping[str, Any]]) -> Expected:
    """What these answers earn."""
    return lambda on: on.earned(answers(on))


def waiting(count: int) -> Expected:
    """The usual score, but the first answers that the coach reads wait."""
    return lambda on: {**same(on), **dict.fromkeys(on.texts[:count], (None, True))}


@dataclass(frozen=True)
class Attack:
    """One way of tampering.

    Attributes:
        scores: what each item must have: points, and whether a person has to look.
        why: words of what the instructor is told; "" where there is nothing to tell.
        nbgrader: "graded", as ours; or what nbgrader itself says before our classes are asked:
            "error" for this learner alone, or "skipped" with a warning.
    """

    id: str
    make: Callable[[Handed], None]
    scores: Expected = same
    why: str = ""
    nbgrader: str = "graded"
    after: Callable[[Handed], None] = lambda handed: None

    @property
    def flagged(self) -> bool:
        """Whether nothing of the submission can be graded."""
        return self.scores is nothing

    def hand_in(self, on: Subject, folder: Path, marker: Path) -> None:
        """Makes the submission."""
        said = on.middling()
        handed = Handed(on, folder, marker, on.carried(said), on.document(said, self.id))
        self.make(handed)
        handed.write()
        if not (folder / "timestamp.txt").exists():
            (folder / "timestamp.txt").write_text(STAMP)
        self.after(handed)


ATTACKS: dict[str, Attack] = {}


def attack(id: str, scores: Expected = same, **more: Any) -> Callable[[Any], Any]:
    """Adds a way of tampering, by what it does to a submission."""

    def add(make: Callable[[Handed], None]) -> Callable[[Handed], None]:
        ATTACKS[id] = Attack(id, make, scores, **more)
        return make

    return add


def code_cell(source: str, **fields: Any) -> dict[str, Any]:
    """A code cell of the learner's."""
    empty = {"outputs": [], "execution_count": None, "metadata": {}, "id": f"x{abs(hash(source))}"}
    return {"cell_type": "code", "source": source, **empty, **fields}


def shows(**data: Any) -> dict[str, Any]:
    """An output of a cell."""
    return {"output_type": "display_data", "metadata": {}, "data": data}


# -- code ----------------------------------------------------------------------------------------

for _name, _code in CODE.items():
    attack(_name)(lambda handed, code=_code: handed.run_first(code))


@attack("code-in-every-cell")
def _(handed: Handed) -> None:
    for cell in handed.cells:
        cell["source"] = leaves(handed.marker)


@attack("submitted-modules")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    for name in ("active_listening", "nbgrader", "json", "sitecustomize", "conftest", "coach"):
        (handed.folder / f"{name}.py").write_text(leaves(handed.marker, SHADOW))
    package = handed.folder / "active_listening"
    package.mkdir()
    (package / "__init__.py").write_text(leaves(handed.marker, SHADOW))
    config = leaves(handed.marker, "c = get_config()\nc.Autograde.sanitize_preprocessors = []\n")
    (handed.folder / "nbgrader_config.py").write_text(config)


@attack("os-exit")
def _(handed: Handed) -> None:
    handed.run_first("import os; os._exit(1)")


@attack("infinite-loop")
def _(handed: Handed) -> None:
    handed.run_first("while True: pass")


@attack("line-magic-in-an-item")
def _(handed: Handed) -> None:
    handed.cell()["source"] = f"!touch {handed.marker}\n%run evil.py"


# -- cells and their metadata --------------------------------------------------------------------


@attack("graded-cell-deleted")
def _(handed: Handed) -> None:
    handed.cells.remove(handed.cell())


@attack("every-cell-deleted")
def _(handed: Handed) -> None:
    handed.notebook["cells"] = []


@attack("graded-cell-to-markdown")
def _(handed: Handed) -> None:
    handed.cell()["cell_type"] = "markdown"


@attack("graded-cell-to-raw")
def _(handed: Handed) -> None:
    handed.cell().update(cell_type="raw", outputs=[])


@attack("points-edited")
def _(handed: Handed) -> None:
    for item in handed.on.items:
        handed.nbgrader(item)["points"] = 500


@attack("points-of-another-kind")
def _(handed: Handed) -> None:
    for item, points in zip(handed.on.items, (-5, "5", None, True, [], {}), strict=False):
        handed.nbgrader(item)["points"] = points


@attack("source-edited")
def _(handed: Handed) -> None:
    for item, other in zip(handed.on.items, reversed(handed.on.items), strict=True):
        handed.cell(item)["source"] = f'rewrite("{other}")'


@attack("locked-flag-removed")
def _(handed: Handed) -> None:
    for cell in handed.cells:
        cell["metadata"].pop("editable", None)
        cell["metadata"].get("nbgrader", {}).update(locked=False, solution=True)


@attack("metadata-stripped")
def _(handed: Handed) -> None:
    handed.notebook["metadata"] = {}
    for cell in handed.cells:
        cell["metadata"] = {}


@attack("metadata-of-another-kind")
def _(handed: Handed) -> None:
    handed.notebook["metadata"] = []
    for cell in handed.cells:
        cell["metadata"] = None


@attack("schema-of-tomorrow")
def _(handed: Handed) -> None:
    for item in handed.on.items:
        handed.nbgrader(item)["schema_version"] = 99


@attack("schema-of-yesterday")
def _(handed: Handed) -> None:
    for item in handed.on.items:
        handed.nbgrader(item)["schema_version"] = 1


@attack("grade-id-twice")
def _(handed: Handed) -> None:
    handed.cells.append(json.loads(json.dumps(handed.cell())))


@attack("grade-ids-swapped")
def _(handed: Handed) -> None:
    one, two = (handed.nbgrader(item) for item in handed.on.items[:2])
    one["grade_id"], two["grade_id"] = two["grade_id"], one["grade_id"]


@attack("cell-ids-twice")
def _(handed: Handed) -> None:
    for cell in handed.cells:
        cell["id"] = "the-same"


@attack("foreign-graded-cell")
def _(handed: Handed) -> None:
    about = {"grade": True, "solution": False, "locked": True, "task": False, "points": 100}
    about |= {"grade_id": "extra-credit", "schema_version": 3, "cell_type": "code"}
    result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    result["data"] = {"text/plain": "100"}
    source = leaves(handed.marker, "100")
    metadata = {"nbgrader": about}
    handed.cells.append(code_cell(source, metadata=metadata, outputs=[result]))


@attack("score-above-the-maximum")
def _(handed: Handed) -> None:
    result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    for item in handed.on.items:
        result["data"] = {"text/plain": "1000"}
        handed.cell(item)["outputs"].append(dict(result))
        handed.nbgrader(item).update(solution=False, locked=True)


@attack("grade-forged")
def _(handed: Handed) -> None:
    """As our own grading leaves it, with all the points."""
    for item in handed.on.items:
        grade = {"item": item, "points": 5.0, "status": "graded", "max_points": 5.0}
        handed.cell(item)["outputs"].append(shows(**{GRADE_MIME: grade}))
    handed.notebook["metadata"]["active_listening"] = {"problem": "", "disagrees": {}, "notes": []}


@attack("kernel-of-another-name")
def _(handed: Handed) -> None:
    spec = {"name": "bash", "display_name": "x", "language": "bash", "argv": ["sh", "-c", "true"]}
    handed.notebook["metadata"]["kernelspec"] = spec


@attack("notebook-of-tomorrow")
def _(handed: Handed) -> None:
    handed.notebook.update(nbformat=99, nbformat_minor=0)


@attack("two-hundred-thousand-lines")
def _(handed: Handed) -> None:
    handed.cells.insert(0, code_cell("x = 1\n" * 200_000))


@attack("twenty-thousand-cells")
def _(handed: Handed) -> None:
    handed.cells.extend([code_cell("1")] * 20_000)


@attack("thirty-megabytes-of-output", why="MB and was not read")
def _(handed: Handed) -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * 30_000_000}
    handed.cells.insert(0, code_cell("print('x' * 30_000_000)", outputs=[stream]))
