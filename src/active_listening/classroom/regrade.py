"""What a new grading would change, told before it is done: `active-listening grade NAME --preview`.

After a change to a rubric, a task or the coach, everything handed in is graded again and set beside
what stands: whose points change, on which answer, and why. Nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from active_listening import coach
from active_listening.bank import Graded, Rewrite
from active_listening.classroom import booked, grader, notebook
from active_listening.classroom.book import opened
from active_listening.classroom.booked import Booked, Cell
from active_listening.classroom.crew import Crew
from active_listening.classroom.grader import Handed, Marked
from active_listening.classroom.run import Tell, check_tasks, prepared
from active_listening.classroom.telling import count, shown
from active_listening.coach import wording
from active_listening.coach.reading import Reading
from active_listening.grading.plays import Played

COMPARING = "Comparing"
_AT_ONCE = 200  # learners read from the gradebook at a time, so that memory does not grow
_LINES = 40  # that people are shown; the rest is in the summary


@dataclass(frozen=True, slots=True)
class Change:
    """One answer on which a new grading comes to something else.

    Attributes:
        before, after: points the machine gave, and would give; None while a person has to decide.
        manual: points a person gave. They stay, and count.
        waited, waits: whether a person has to decide, now and then.
        why: what decided otherwise, in sentences for people.
    """

    student: str
    item: str
    number: int
    before: float | None
    after: float | None
    manual: float | None
    waited: bool
    waits: bool
    why: str

    @property
    def gain(self) -> float:
        """How many points more would count; less than 0 where it is fewer."""
        if self.manual is not None:
            return 0.0
        return round((self.after or 0.0) - (self.before or 0.0), 2)

    @property
    def counts(self) -> bool:
        """Whether the learner's points or what a person has to do would be others."""
        return bool(self.gain) or self.waits != self.waited


@dataclass(frozen=True, slots=True)
class Compared:
    """One learner's submission, as it stands and graded again.

    Attributes:
        problem: "", or why the two cannot be compared.
        points: what counts now, lateness not taken off.
    """

    student: str
    problem: str = ""
    points: float = 0.0
    changes: tuple[Change, ...] = ()

    @property
    def gain(self) -> float:
        """How many points more the learner would have."""
        return round(sum(one.gain for one in self.changes), 2)


@dataclass(frozen=True, slots=True)
class _Pair:
    handed: Handed
    graded: Path
    booked: Booked


def preview(
    name: str,
    root: Path | None = None,
    workers: int | None = None,
    tell: Tell = lambda stage, done, of: None,
) -> list[Compared]:
    """Sets every graded submission to the assignment `name` beside a new grading of it.

    Args:
        root, workers, tell: as in `run.grade_class`.

    Raises:
        ClassError: where nothing can be graded at all.
    """
    with Crew(partial(grader.load, name), workers) as crew:
        layout, released = prepared(name, root)
        with opened(layout) as book:
            check_tasks(book, name, released)
            students = booked.handed_in(book.db, name)
            pairs = (
                _Pair(
                    Handed(student, layout.submitted(student, name)),
                    layout.autograded(student, name) / f"{name}.ipynb",
                    row,
                )
                for start in range(0, len(students), _AT_ONCE)
                for student, row in booked.read(
                    book.db, name, students[start : start + _AT_ONCE]
                ).items()
            )
            found = []
            work = partial(compare_part, name, released)
            for one in crew.each(work, pairs, _lost):
                found.append(one)
                tell(COMPARING, len(found), len(students))
    return found


def compare_part(name: str, released: bytes, part: Sequence[_Pair]) -> list[Compared]:
    """Grades some submissions again, and says what comes out otherwise."""
    return [_compare(name, released, one) for one in part]


def _lost(one: _Pair) -> Compared:
    return Compared(one.handed.student, grader.lost(one.handed).problem)


def _compare(name: str, released: bytes, one: _Pair) -> Compared:
    student, cells = one.handed.student, one.booked.cells
    stands = notebook.load(one.graded)
    if stands is None:
        return Compared(student, "Not graded yet.")
    trusted = grader.grader(name, released)
    again = trusted.grade(one.handed)
    if not again.graded:
        return Compared(student, again.problem)
    before, after = notebook.graded(stands), notebook.graded(json.loads(again.graded))
    changes = (
        _change(student, item, cells[item.id], again.marked[item.id], number,
                before.get(item.id, {}), after.get(item.id, {}))
        for number, item in enumerate(trusted.assignment.items, 1)
        if item.id in cells
    )  # fmt: skip
    points = round(sum(cell.points for cell in cells.values()), 2)
    return Compared(student, again.problem, points, tuple(filter(None, changes)))


def _change(
    student: str,
    item: Graded,
    cell: Cell,
    marked: Marked,
    number: int,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> Change | None:
    other = any(before.get(what) != after.get(what) for what in ("answer", "disagrees"))
    # As the gradebook does it: what a person marked waits again only where the answer changed.
    waits = marked.waits if cell.manual is None else other or cell.waits
    if marked.points == cell.auto and waits == cell.waits:
        return None
    why = "Another answer has been handed in." if other else why_otherwise(item, before, after)
    return Change(student, item.id, number, cell.auto, marked.points, cell.manual,
                  cell.waits, waits, why)  # fmt: skip


def why_otherwise(item: Graded, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Why the same answer comes to something else, in sentences for people.

    Args:
        before, after: as `notebook.graded` gives them.
    """
    now = _rows(item, after)
    told = list(_other_rows(_rows(item, before), now)) if after.get("status") != "copied" else []
    if after.get("reason", "") != before.get("reason", "") and after.get("reason"):
        told.append(str(after["reason"]))
    if not told:
        short = [f"{row['label']}: {row['word']}" for row in now.values() if row["met"] != "full"]
        told = [f"The same is found, and counts otherwise ({'; '.join(short) or 'all met'})."]
    if before.get("content") != after.get("content"):
        told.insert(0, "The task has been changed.")
    return " ".join(told)


def _rows(item: Graded, data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What decided, line by line of the rubric."""
    rows: list[dict[str, str]] = []
    if data.get("played"):
        rows = Played.from_dict(data["played"]).rows()
    elif data.get("reading"):
        reading = Reading.from_dict(data["reading"])
        if reading.verdict != "unsure":
            rows = wording.criteria(
                reading, item.rubric if isinstance(item, Rewrite) else "rewrite"
            )
    return {row["id"]: row for row in rows}


def _other_rows(
    before: Mapping[str, dict[str, str]], after: Mapping[str, dict[str, str]]
) -> Iterator[str]:
    if before and not after:
        yield "The coach can no longer tell."
    elif after and not before:
        yield "The coach can tell now."
    else:
        for id in dict.fromkeys((*before, *after)):
            was, now = before.get(id), after.get(id)
            if not now:
                yield f"{before[id]['label']}: no longer asked."
            elif not was or was["word"] != now["word"]:
                told = f"{now['label']}: {was['word'] if was else 'not asked'}, now {now['word']}."
                yield f"{told} {now['reason']}".strip()


def summary(found: list[Compared], name: str) -> list[str]:
    """What a trainer should know before a new grading, line by line."""
    changes = [change for one in found for change in one.changes if change.counts]
    people = [one for one in found if any(change.counts for change in one.changes)]
    lines = [f"{count(len(found), 'submission')} graded again by coach {coach.VERSION}. "
             "Nothing is written."]  # fmt: skip
    if not changes:
        lines.append("No points change.")
    else:
        gains = [one.gain for one in people]
        lines.append(
            f"{count(len(changes), 'answer')} of {count(len(people), 'learner')} change: "
            f"{sum(gain > 0 for gain in gains)} gain, {sum(gain < 0 for gain in gains)} lose."
        )
    told = [line for one in people for line in _of(one)]
    lines += told[:_LINES]
    if len(told) > _LINES:
        lines.append(f"... and {len(told) - _LINES} lines more; --summary FILE holds all of it.")
    kept = sum(c.manual is not None and c.before != c.after for one in found for c in one.changes)
    if kept:
        lines.append(f"On {count(kept, 'more answer')} the points that a person gave stay.")
    if trouble := [one for one in found if one.problem]:
        lines.append(f"{count(len(trouble), 'submission')} could not be compared:")
        lines += [f"  {shown(one.student)}: {one.problem}" for one in trouble]
    if changes:
        lines.append(f"To write it: active-listening grade {name} --force")
    return lines


def _of(one: Compared) -> Iterator[str]:
    after = round(one.points + one.gain, 2)
    yield f"{shown(one.student)}: {one.points:g}, then {after:g}"
    for change in one.changes:
        if change.counts:
            was, then = _worth(change.before), _worth(change.after)
            yield f"  task {change.number}, {change.item}: {was}, then {then}. {change.why}"


def _worth(points: float | None) -> str:
    return "waits" if points is None else f"{points:g}"


def as_data(found: list[Compared], name: str) -> dict[str, Any]:
    """The same for programs, each change with its reason."""
    return {
        "assignment": name,
        "coach": coach.VERSION,
        "written": False,
        "submissions": [
            {
                "student": shown(one.student),
                "problem": one.problem,
                "points": one.points,
                "points_then": round(one.points + one.gain, 2),
                "changes": [{**asdict(change), "gain": change.gain} for change in one.changes],
            }
            for one in found
        ],
    }
