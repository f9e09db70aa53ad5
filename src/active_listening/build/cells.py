"""From Markdown to cells: prose, and one call a code cell, with what it shows before it is run."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import jupytext
import nbformat

from active_listening import bank
from active_listening.bank.pages import CALL, HEADING, slug
from active_listening.lesson import fallback

__all__ = ["CALL", "FIRST_LINE", "NotACall", "cell_id", "code", "from_markdown", "markdown"]

FIRST_LINE = "from active_listening import *"
_LONGEST = 64
"""Characters of a cell's id, as nbformat allows."""
_FIXED: dict[str, Any] = {"deletable": False, "editable": False}
"""A learner types into the widgets, never into a cell."""


class NotACall(bank.ContentError):
    """A code block that is more than a label and one call."""


def from_markdown(path: Path, name: str, text: str = "") -> nbformat.NotebookNode:
    """The notebook that a page of `data/` describes.

    Args:
        path: a Markdown file; its fenced blocks hold a label and one call each.
        name: the page's name, the beginning of every cell's id.
        text: what to read in place of the file's own, where something was put into it.

    Raises:
        ContentError: naming the file and the block that is not a call, or the id that is not there.
    """
    page = jupytext.reads(text or path.read_text("utf-8"), fmt="md")
    notebook = nbformat.v4.new_notebook(metadata=_metadata())
    notebook.cells.append(code(FIRST_LINE, f"{name}-start", []))
    for cell in page.cells:
        if cell.cell_type == "markdown":
            taken = {cell.id for cell in notebook.cells}
            id = prose_id(name, cell.source, len(notebook.cells), taken)
            notebook.cells.append(markdown(cell.source, id))
            continue
        call = CALL.fullmatch(cell.source)
        if call is None:
            mend = 'Write a label and one call, such as quiz("an-id").'
            raise NotACall(
                f"data/{path.parent.name}/{path.name}", "", f"found {cell.source!r}", mend
            )
        verb, id = call["verb"], call["id"] or ""
        notebook.cells.append(code(cell.source, cell_id(verb, id), fallback.bundles(verb, id)))
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.execution_count = count  # as if run in order; nbval compares only cells that were run
    return notebook


def _metadata() -> dict[str, Any]:
    return {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }


def cell_id(verb: str, id: str) -> str:
    """A cell's id: the verb and what it shows, so that it stays when lines move."""
    return f"{verb}-{id}".rstrip("-").replace("_", "-")[:_LONGEST]


def prose_id(page: str, source: str, count: int, taken: Collection[str]) -> str:
    """The id of a cell of prose: the page and the slug of its first heading.

    So it stays when cells are added before it, and the syllabus can name it. Where there is no
    heading, `count`, the number of cells before it, takes its place.

    Args:
        taken: the ids before it; a heading that comes a second time gets a number.
    """
    heading = HEADING.search(source)
    name = page.replace("_", "-")
    wanted = _short(f"{name}-{slug(heading['text'])}" if heading else f"{name}-text-{count:02}")
    id, n = wanted, 1
    while id in taken or id == f"{name}-foot":
        n += 1
        id = f"{_short(wanted, _LONGEST - len(str(n)) - 1)}-{n}"
    return id


def _short(id: str, most: int = _LONGEST) -> str:
    """An id cut between two words."""
    return id if len(id) <= most else id[: most + 1].rpartition("-")[0]


def markdown(source: str, id: str) -> nbformat.NotebookNode:
    """A cell of prose."""
    cell = nbformat.v4.new_markdown_cell(source, metadata=dict(_FIXED))
    cell.id = id.replace("_", "-")[:_LONGEST]
    return cell


def code(source: str, id: str, bundles: list[dict[str, Any]]) -> nbformat.NotebookNode:
    """A cell with one call, its code folded away, and what it shows."""
    outputs = [
        nbformat.v4.new_output("display_data", data=bundle, metadata={}) for bundle in bundles
    ]
    metadata = {**_FIXED, "jupyter": {"source_hidden": True}}
    cell = nbformat.v4.new_code_cell(source, metadata=metadata, outputs=outputs)
    cell.id = id.replace("_", "-")[:_LONGEST]
    return cell
