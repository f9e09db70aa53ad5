"""Makes the pages that a class's learners get back: `active-listening feedback`.

They are those of `nbgrader generate_feedback` here, in the same places, so that nbgrader's own
`release_feedback` hands them out. That one leaves a page alone once it is there, though an answer
was marked since; this one makes all of them and writes those that say something new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from active_listening import bank
from active_listening.bank import Assignment
from active_listening.classroom import booked, feedback, notebook
from active_listening.classroom.book import opened
from active_listening.classroom.booked import Booked
from active_listening.classroom.crew import Crew
from active_listening.classroom.layout import NBGRADERS_OWN, ClassError, Layout, own_file, readable
from active_listening.classroom.telling import count, shown
from active_listening.files import write_whole

WRITING = "Writing feedback"
Tell = Callable[[str, int, int], None]
_AT_ONCE = 200  # learners read from the gradebook at a time, so that memory does not grow


@dataclass(frozen=True, slots=True)
class Handed:
    """What a page is made of: the graded notebook's folder, the gradebook's word, and where to."""

    graded: Path
    booked: Booked
    into: Path


@dataclass(frozen=True, slots=True)
class Page:
    """What became of one learner's page.

    Attributes:
        problem: "", or why there is none and what to do.
        new: whether it says something that it did not say before.
        waits: how many of its answers a person has still to decide on.
    """

    student: str
    problem: str = ""
    new: bool = False
    waits: int = 0


def hand_back(
    name: str,
    root: Path | None = None,
    workers: int | None = None,
    tell: Tell = lambda stage, done, of: None,
) -> list[Page]:
    """Makes the feedback of everybody whose submission to the assignment `name` is graded.

    Args:
        root, workers, tell: as in `run.grade_class`.

    Raises:
        ClassError: where no page can be made at all.
    """
    with Crew(partial(_assignment, name), workers) as crew:
        layout = Layout(root)
        layout.check_gradebook(name)
        with opened(layout) as book:
            book.look_at_lateness(name, layout.config)  # somebody may have marked in formgrader
            students = list(filter(readable, booked.handed_in(book.db, name)))
            if not students:
                raise ClassError(f"Nobody is graded yet. Run: active-listening grade {name}")
            pages, work = [], partial(write_part, name)
            for page in crew.each(work, _handed(book.db, layout, name, students), _lost):
                pages.append(page)
                tell(WRITING, len(pages), len(students))
    return pages


def _handed(db: object, layout: Layout, name: str, students: Sequence[str]) -> Iterator[Handed]:
    for start in range(0, len(students), _AT_ONCE):
        part = booked.read(db, name, students[start : start + _AT_ONCE])
        for student, row in part.items():
            yield Handed(layout.autograded(student, name), row, layout.feedback(student, name))


@lru_cache(maxsize=1)
def _assignment(name: str) -> Assignment:
    """The assignment, made once in a process."""
    return bank.assignment(name)


def write_part(name: str, part: Sequence[Handed]) -> list[Page]:
    """Makes the pages of some learners."""
    return [_write(name, one) for one in part]


def _write(name: str, one: Handed) -> Page:
    student, waits = one.booked.student, sum(cell.waits for cell in one.booked.cells.values())
    graded = notebook.load(one.graded / f"{name}.ipynb")
    if graded is None:
        again = f"Run: active-listening grade {name}"
        return Page(student, f"There is no graded notebook of this learner. {again}")
    try:
        page = feedback.page(graded, one.booked, _assignment(name)).encode("utf-8", "replace")
        new = _put(one.into / f"{name}.html", page)
        for own in NBGRADERS_OWN:
            if data := own_file(one.graded, own):
                _put(one.into / own, data)
    except OSError as error:
        return Page(student, f"{error.filename or one.into}: {error.strerror or error}. Mend it.")
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        return Page(student, f"The page could not be made ({what}). Grade it again with --force.")
    return Page(student, new=new, waits=waits)


def _put(path: Path, data: bytes) -> bool:
    """Writes a file that is not there already in these bytes; whether it had to. Raises OSError."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data, sync=False)
    return True


def _lost(one: Handed) -> Page:
    return Page(one.booked.student, "Its process died: too little memory? Run the command again.")


def summary(pages: list[Page], name: str) -> list[str]:
    """What a trainer should know, line by line; trouble last."""
    made = [one for one in pages if not one.problem]
    new = sum(one.new for one in made)
    lines = [f"{count(len(made), 'feedback page')}, {new} of them new or changed."]
    if waits := sum(one.waits > 0 for one in made):
        lines.append(
            f"On {waits}, answers still wait for you, and the page says so. "
            f"Run: active-listening mark {name}"
        )
    trouble = [one for one in pages if one.problem]
    if trouble:
        lines.append(f"{count(len(trouble), 'learner')} without a page:")
        lines += [f"  {shown(one.student)}: {one.problem}" for one in trouble]
    return lines
