"""A trainer's desk: one decision at a time, written at once, the last ones taken back at will.

Nothing of the page is here. Whatever is decided goes to nbgrader's gradebook in one transaction;
what formgrader or another trainer did meanwhile is seen first and never written over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from active_listening import bank
from active_listening.classroom import gradebook
from active_listening.classroom.book import Mark
from active_listening.classroom.marking import groups
from active_listening.classroom.marking.groups import Group, Waiting
from active_listening.classroom.results import ClassResult, ItemResult

STEP = 0.5
"""What points go up by."""


class NotGiven(ValueError):
    """Points that cannot be given as they stand. `str()` is one sentence for the trainer."""


class Shelf(Protocol):
    """Where a class's results are kept. All three raise ClassError where it cannot be done."""

    def read(self) -> ClassResult:
        """What the class has earned so far."""

    def give(self, marks: Iterable[Mark]) -> None:
        """Writes marks: all or none."""

    def restore(self, before: Iterable[Waiting]) -> None:
        """Puts answers back as they were when they waited."""


class BookShelf:
    """nbgrader's gradebook of a course."""

    def __init__(self, name: str, root: Path | None = None) -> None:
        self.name, self.root = name, root

    def read(self) -> ClassResult:
        """What the class has earned so far."""
        return gradebook.class_result(self.name, self.root)

    def give(self, marks: Iterable[Mark]) -> None:
        """Writes marks: all or none."""
        gradebook.give(self.name, marks, self.root)

    def restore(self, before: Iterable[Waiting]) -> None:
        """Puts answers back as they were when they waited; a person may have given points before.

        Raises:
            ClassError: where an answer is no longer in the gradebook, or it cannot be written.
        """
        marks = (
            Mark(one.student, one.item.id, one.item.manual, one.item.comment) for one in before
        )
        gradebook.take_back(self.name, marks, self.root)


@dataclass(frozen=True, slots=True)
class Decision:
    """Points that were given, and what they were given to, as it was before."""

    points: float
    comment: str
    before: tuple[Waiting, ...]

    @property
    def label(self) -> str:
        """What it was, for people."""
        count = len(self.before)
        each = "" if count == 1 else " each"
        return f"Task {self.before[0].item.number}: {_points(self.points)}{each} to {some(count)}"


class Desk:
    """What is on a trainer's desk.

    Attributes:
        result: the class as it stood when it was last looked at.
        waiting: the decisions still to make, in order.
        made: those made here, oldest first.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.made: list[Decision] = []
        self._alone: set[tuple[str, str]] = set()  # marked one by one: (student, item)
        self._later: list[str] = []  # keys of groups put off, in that order
        self.reload()

    def reload(self) -> None:
        """Looks at the gradebook again."""
        self._lay_out(self.shelf.read())

    def _lay_out(self, result: ClassResult) -> None:
        self.result = result
        listed = [part for group in groups.groups(result) for part in self._parts(group)]
        put_off = [group for key in self._later for group in listed if group.key == key]
        self.waiting = [group for group in listed if group.key not in self._later] + put_off

    def _parts(self, group: Group) -> list[Group]:
        """A group, or its answers one by one where the trainer wanted them so."""
        single = [one for one in group.members if (one.student, group.id) in self._alone]
        rest = tuple(one for one in group.members if one not in single)
        parts = [replace(group, members=(one,)) for one in single]
        return [*parts, replace(group, members=rest)] if rest else parts

    @property
    def current(self) -> Group | None:
        """The decision to make now; None where nothing waits."""
        return self.waiting[0] if self.waiting else None

    @property
    def put_off(self) -> bool:
        """Whether the current decision was put off before: all that is left was."""
        return bool(self.current and self.current.key in self._later)

    # -- deciding ------------------------------------------------------------------------------

    def give(self, key: str, points: float, comment: str) -> str:
        """Gives all answers of the group `key` these points and this comment; what was done.

        Answers that somebody else has decided on meanwhile are left as they are.

        Raises:
            NotGiven: where the group has changed; nothing is written then.
            ClassError: where it could not be written; nothing is.
        """
        group, comment = self._group(key), _whole(comment.strip())
        fresh = self.shelf.read()
        still = _still_waiting(fresh, group)
        if not still:
            self._lay_out(fresh)
            raise NotGiven("Somebody has decided on this meanwhile, so nothing was written here.")
        self.shelf.give(Mark(one.student, group.id, points, comment) for one in still)
        self.made.append(Decision(points, comment, still))
        self._lay_out(_with_marks(fresh, still, points, comment))
        said = f"{_points(points)} given to {some(len(still))}."
        others = len(group.members) - len(still)
        if others:
            said += f" {some(others).capitalize()} had been decided on meanwhile and stayed so."
        return said

    def undo(self) -> str:
        """Takes the last decision back, so that its answers wait again; what was done.

        Raises:
            NotGiven: where there is none, or what it gave has been changed since.
            ClassError: where it could not be written.
        """
        if not self.made:
            raise NotGiven("There is nothing to take back.")
        last = self.made[-1]
        fresh = self.shelf.read()
        ours = [one for one in last.before if _as_given(_find(fresh, one), last)]
        if ours:
            self.shelf.restore(ours)
        self.made.pop()
        self.reload()
        if not ours:
            raise NotGiven("Those points have been changed elsewhere since, so they stay.")
        self._first(last, ours)
        said = f"Taken back: {some(len(ours))} of task {last.before[0].item.number}."
        others = len(last.before) - len(ours)
        return said + (f" {some(others).capitalize()} changed since and stayed." if others else "")

    def _first(self, last: Decision, ours: Sequence[Waiting]) -> None:
        """Puts what was taken back on top."""
        id, students = last.before[0].item.id, {one.student for one in ours}
        again = [g for g in self.waiting
                 if g.id == id and students & {one.student for one in g.members}]  # fmt: skip
        self.waiting = again + [group for group in self.waiting if group not in again]

    def split(self, key: str) -> None:
        """From now on the answers of a group come one by one. NotGiven where it has changed."""
        group = self._group(key)
        self._alone |= {(one.student, group.id) for one in group.members}
        self._lay_out(self.result)

    def skip(self, key: str) -> None:
        """Puts a decision off until the others are made. NotGiven where it has changed."""
        self._group(key)
        self._later = [one for one in self._later if one != key] + [key]
        self._lay_out(self.result)

    def _group(self, key: str) -> Group:
        for group in self.waiting:
            if group.key == key:
                return group
        raise NotGiven("This has changed meanwhile. Look at what stands here now.")


def points_of(value: Any, most: float, as_is: float | None = None) -> float:
    """What was typed as points.

    Raises:
        NotGiven: unless it is a number from 0 to `most` in halves, or `as_is`.
    """
    try:
        points = float(str(value).strip().replace(",", "."))
    except ValueError:
        points = math.nan
    if as_is is not None and points == as_is:
        return points
    if not 0 <= points <= most or (points / STEP) % 1:  # nan fails the first comparison
        raise NotGiven(f"Give points from 0 to {most:g}, in halves, and then choose the button.")
    return points


def sum_of(values: Any, item: bank.Worksheet) -> float:
    """The points for each line of an item's scheme, added up. NotGiven as in `points_of`."""
    if not isinstance(values, list) or len(values) != len(item.scheme):
        raise NotGiven("Give points for each line of the scheme first.")
    given = []
    for number, (value, line) in enumerate(zip(values, item.scheme, strict=True), 1):
        try:
            given.append(points_of(value, line.points))
        except NotGiven:
            raise NotGiven(
                f"Line {number} of the scheme takes 0 to {line.points} points, in halves."
            ) from None
    return sum(given)


def _whole(text: str) -> str:
    """A text as the gradebook will give it back: half a character, which a page can send, is not
    one that a database takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def some(count: int) -> str:
    """So many learners, in words."""
    return "1 learner" if count == 1 else f"{count} learners"


def _points(points: float) -> str:
    return f"{points:g} point" if points == 1 else f"{points:g} points"


def _find(result: ClassResult, one: Waiting) -> ItemResult | None:
    """The answer of the same learner to the same task, as it stands in `result`."""
    for submission in result.submissions:
        if submission.id == one.student:
            return next((item for item in submission.items if item.id == one.item.id), None)
    return None


def _still_waiting(fresh: ClassResult, group: Group) -> tuple[Waiting, ...]:
    """The members that wait still, with the answer that the trainer has before their eyes."""
    found = ((one, _find(fresh, one)) for one in group.members)
    return tuple(
        Waiting(one.student, item)
        for one, item in found
        if item is not None and item.waiting and item.answer == one.item.answer
    )


def _as_given(item: ItemResult | None, decision: Decision) -> bool:
    """Whether an answer has the points and the comment of a decision still."""
    return item is not None and (item.manual, item.comment, item.waiting) == (
        decision.points,
        decision.comment,
        False,
    )


def _with_marks(
    result: ClassResult, given: Sequence[Waiting], points: float, comment: str
) -> ClassResult:
    """`result` as it is once the marks are in it; reading it anew takes a second."""
    id, students = given[0].item.id, {one.student for one in given}
    submissions = []
    for submission in result.submissions:
        if submission.id in students:
            items = tuple(
                replace(item, manual=points, comment=comment, waiting=False)
                if item.id == id
                else item
                for item in submission.items
            )
            submission = replace(submission, items=items)
        submissions.append(submission)
    return replace(result, submissions=tuple(submissions))
