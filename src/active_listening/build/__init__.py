"""Makes the notebooks of `course/`, `solutions/` and `exercises/` from `data/`.

The same content gives the same files, byte for byte; a test builds afresh and compares. What an
activity shows before a kernel runs is stored as its output, so no kernel is needed to build.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat

from active_listening import bank, resources
from active_listening.bank import glossary as words
from active_listening.build import assignments, cells, course_map, glossary
from active_listening.classroom.release import release
from active_listening.files import write_whole


def page_names() -> list[str]:
    """The pages of the course: the lessons in teaching order, then the others."""
    return sorted(path.stem for path in (resources.data() / "lessons").glob("*.md"))


def notebooks() -> Iterator[tuple[Path, nbformat.NotebookNode]]:
    """Every notebook with its path from the project's root, in order."""
    written = {page.name: page for page in bank.pages.pages() if page.kind == "lessons"}
    terms = words.terms()
    for name in page_names():
        source = resources.data() / "lessons" / f"{name}.md"
        text = source.read_text("utf-8")
        if name != glossary.PAGE:
            text = glossary.linked(text, terms)
        text = glossary.page(text, terms, written)
        if course_map.MARK in text:
            text = course_map.page(text, bank.syllabus(), bank.pages.pages())
        notebook = cells.from_markdown(source, name, text)
        notebook.cells.append(cells.markdown(_foot(name), f"{name}-foot"))
        yield Path("course") / f"{name}.ipynb", notebook
    for path in sorted((resources.data() / "assignments").glob("*.md")):
        name = path.stem
        solution = assignments.solution(path, bank.assignment(name), bank.keys(name))
        yield Path("solutions") / name / f"{name}.ipynb", solution
        yield Path("exercises") / name / f"{name}.ipynb", release(solution)


def _foot(name: str) -> str:
    """Previous and next, at the foot of a lesson."""
    pages = page_names()
    place = pages.index(name)
    links = []
    if place:
        links.append(f"← [{_title(pages[place - 1])}]({pages[place - 1]}.ipynb)")
    if (resources.data() / "assignments" / f"{name}.md").exists():
        title = f"Assignment {name[:2]}"
        links.append(f"[{title}](../exercises/{name}/{name}.ipynb)")
    if place + 1 < len(pages):
        links.append(f"[{_title(pages[place + 1])}]({pages[place + 1]}.ipynb) →")
    return "---\n\n" + " · ".join(links)


def _title(name: str) -> str:
    """A page as its links call it: "03 Open questions"."""
    text = (resources.data() / "lessons" / f"{name}.md").read_text("utf-8")
    heading = text.split("\n", 1)[0].removeprefix("# ").strip()
    return f"{name[:2]} {heading}" if name[:2].isdigit() else heading


def build(root: Path) -> list[Path]:
    """Writes every notebook that differs from what is there; returns those written.

    Raises:
        ContentError: where the content is broken; nothing is written then.
    """
    made = [(root / path, nbformat.writes(notebook) + "\n") for path, notebook in notebooks()]
    written = []
    for path, text in made:
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode())
            written.append(path)
    return written
