"""A submission as a notebook: the released one, which we trust, with answers in it as data.

Nothing else of what was handed in survives: no code, no Markdown, no metadata, no output. What a
learner typed is shown as escaped text and carried under `COPY_MIME`; what the grader made of it,
under `GRADE_MIME`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import jinja2

from active_listening import coach
from active_listening.bank import Assignment, Graded, Rewrite, Roleplay
from active_listening.bank.boxes import quoted
from active_listening.classroom.submission import Submission, Unreadable
from active_listening.coach import wording
from active_listening.grading import DISAGREES, ItemGrade, plays
from active_listening.grading.feedback import boxes
from active_listening.pages import templates
from active_listening.record import COPY_MIME

GRADE_MIME = "application/vnd.active-listening.grade+json"
ABOUT = "active_listening"
"""The notebook metadata that says what is wrong with a submission, if anything is."""


def rebuild(released: bytes, submission: Submission, assignment: Assignment) -> dict[str, Any]:
    """The released notebook, given as JSON, with the answers of `submission`."""
    notebook: dict[str, Any] = json.loads(released)
    put_answers(notebook, submission, assignment)
    return notebook


def put_answers(notebook: Any, submission: Submission, assignment: Assignment) -> None:
    """Puts the answers of `submission` where the items of `assignment` show their outputs."""
    notebook["metadata"][ABOUT] = {
        "problem": submission.problem,
        "notes": list(submission.notes),
        "disagrees": {
            id: text
            for id, text in submission.answers.items()
            if id.endswith(DISAGREES) and isinstance(text, str)
        },
    }
    items = {item.id: item for item in assignment.items}
    for cell in notebook["cells"]:
        if item := items.get(grade_id(cell)):
            found = submission.answers.get(item.id)
            why = found.why if isinstance(found, Unreadable) else ""
            data = {"item": item.id, "answer": None if why else found, "why": why}
            cell["outputs"] = [_output({COPY_MIME: data, **_typed(item, found)})]


def answers(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that `rebuild` put into a notebook, as `Submission.answers` has them.

    A notebook that was never rebuilt gives what its copies say, which is data just the same.
    """
    about = notebook["metadata"].get(ABOUT) or {}
    found: dict[str, Any] = dict(about.get("disagrees") or {})
    for data in _bundles(notebook, COPY_MIME):
        if data.get("why"):
            found[str(data["item"])] = Unreadable(str(data["why"]))
        elif data.get("answer") is not None:
            found[str(data["item"])] = data["answer"]
    return found


def problem(notebook: Mapping[str, Any]) -> str:
    """What is wrong with the whole submission, or ""."""
    return str((notebook["metadata"].get(ABOUT) or {}).get("problem", ""))


def put_grade(cell: Any, item: Graded, grade: ItemGrade, reason: str) -> None:
    """Shows in a rebuilt cell what the grader made of its answer, for markers and as data."""
    rubric = item.rubric if isinstance(item, Rewrite) else "rewrite"
    page = wording.page(grade.reading, rubric) if grade.reading else {"segments": []}
    criteria = [row for row in page.get("criteria", []) if row["met"] != "full"]
    played = grade.played
    shown = _template().render(
        scene=item.scene if isinstance(item, Rewrite) else "",
        quoted=quoted(item) if isinstance(item, Rewrite) else (),
        boxes=boxes(item, grade, page["segments"]),
        grade=grade,
        reason=reason,
        criteria=played.rows() if played else criteria,
    )
    data = {
        "item": grade.id,
        "number": grade.number,
        "kind": grade.kind,
        "status": grade.status,
        "points": grade.points,
        "max_points": grade.max_points,
        "note": grade.note,
        "disagrees": grade.disagrees,
        "reason": reason,
        "reading": grade.reading.as_dict() if grade.reading else None,
        "played": played.as_dict() if played else None,
        "content": item.version,
        "coach": coach.VERSION,
    }
    copied = cell["outputs"][0]["data"][COPY_MIME]
    points = "waits" if grade.points is None else f"{grade.points:g} of {grade.max_points:g}"
    bundle = {COPY_MIME: copied, GRADE_MIME: data, "text/html": shown, "text/plain": points}
    cell["outputs"] = [_output(bundle)]


def graded(notebook: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What `put_grade` left in a notebook, with the answers: by item id."""
    typed = answers(notebook)
    return {
        data["item"]: {**data, "answer": _plain(typed.get(data["item"]))}
        for data in _bundles(notebook, GRADE_MIME)
    }


def _plain(answer: Any) -> Any:
    return None if isinstance(answer, Unreadable) else answer


def points(notebook: Mapping[str, Any]) -> dict[str, float]:
    """What each graded cell of a notebook is worth, by grade id."""
    about = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    return {
        str(one["grade_id"]): float(one["points"])
        for one in about
        if one.get("grade") or one.get("task")
    }


def load(path: Path) -> dict[str, Any] | None:
    """A notebook that grading left; None where there is none that can be read."""
    try:
        loaded = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    whole = isinstance(loaded, dict) and {"cells", "metadata"} <= loaded.keys()
    return loaded if whole else None


def grade_id(cell: Mapping[str, Any]) -> str:
    """The item a cell is for, known by nbgrader's own mark alone; "" for a cell without one."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _bundles(notebook: Mapping[str, Any], mime: str) -> list[dict[str, Any]]:
    """What the items' own cells hold; no other cell can speak for an item."""
    bundles = (
        (grade_id(cell), output.get("data", {}).get(mime))
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
    )
    return [data for id, data in bundles if isinstance(data, dict) and data.get("item") == id]


def _output(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _typed(item: Graded, answer: Any) -> dict[str, str]:
    """The answer alone, for people; escaped."""
    if isinstance(answer, Unreadable):
        text = answer.why
    elif isinstance(item, Roleplay):
        text = plays.said_in(answer)
    elif isinstance(answer, dict):
        text = "\n".join(str(part) for part in answer.values())
    else:
        text = str(answer or "")
    html = f'<pre class="tex2jax_ignore mathjax_ignore">{escape(text)}</pre>'
    return {"text/html": html, "text/plain": text}


@lru_cache
def _template() -> jinja2.Template:
    return templates(Path(__file__).with_name("templates")).get_template("answer.html")
