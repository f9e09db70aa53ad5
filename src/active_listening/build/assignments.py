"""The two faces of an assignment: the marker's, with keys, and the learner's, without."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat

from active_listening import coach
from active_listening.bank import Assignment, ContentError, Graded, Key, Rewrite
from active_listening.build import cells
from active_listening.classroom.release import TEACHER

_SCHEMA = {"schema_version": 3, "task": False}


def solution(path: Path, assignment: Assignment, keys: Mapping[str, Key]) -> nbformat.NotebookNode:
    """The marker's notebook: the tasks, and after each what its marker should know.

    Graded cells are nbgrader's "manually graded answer": where nothing else scores them, every
    answer waits for a person.

    Raises:
        ContentError: where a task is missing from the page, or has no key.
    """
    notebook = cells.from_markdown(path, assignment.name)
    items = {cells.cell_id(item.call, item.id): item for item in assignment.items}
    missing = [item.id for id, item in items.items() if id not in {c.id for c in notebook.cells}]
    if missing:
        source = f"data/assignments/{path.name}"
        mend = f"Add a block for {', '.join(missing)}."
        raise ContentError(source, "", "a graded item has no place on the page", mend)
    out = []
    for cell in notebook.cells:
        item = items.get(cell.id)
        out.append(_booked(cell, item))
        if item:
            if item.id not in keys:
                mend = f"Add an entry with this id to data/keys/{assignment.name}.yaml."
                raise ContentError(item.source, item.id, "it has no key", mend)
            note = cells.markdown(_marking(item, keys[item.id]), f"key-{item.id}")
            note.metadata["tags"] = [TEACHER]
            out.append(_booked(note, None))
    notebook.cells = out
    return notebook


def _booked(cell: nbformat.NotebookNode, item: Graded | None) -> nbformat.NotebookNode:
    """The cell with what nbgrader must know of it."""
    if item:
        graded = {"grade": True, "solution": True, "locked": False, "points": item.points}
        cell.metadata["nbgrader"] = {**_SCHEMA, **graded, "grade_id": item.id}
    else:
        plain = {"grade": False, "solution": False, "locked": True}
        cell.metadata["nbgrader"] = {**_SCHEMA, **plain, "grade_id": cell.id}
    return cell


def _marking(item: Graded, key: Key) -> str:
    """What a marker should know, as Markdown."""
    models = "\n".join(f"- {_lines(model)}" for model in key.models)
    errors = "\n".join(f"- {error}" for error in key.common_errors)
    parts = [f"**For the marker** · {item.id} · {item.points} points", f"Models\n\n{models}"]
    if isinstance(item, Rewrite) and key.near_misses:
        labels = {rule.id: rule.label for rule in coach.rubric(item.rubric)}
        rows = "\n".join(
            f"| {' '.join(near.say.split())} "
            f"| {', '.join(labels.get(id, id) for id in near.misses)} | {near.note} |"
            for near in key.near_misses
        )
        parts.append(f"Near misses\n\n| answer | misses | why |\n|---|---|---|\n{rows}")
    parts += [f"Common errors\n\n{errors}", f"Marking\n\n{key.marking}"]
    return "\n\n".join(parts)


def _lines(text: str) -> str:
    """A message of several lines as one entry of a Markdown list, its lines kept."""
    return "  \n  ".join(line for line in text.strip().splitlines() if line.strip())
