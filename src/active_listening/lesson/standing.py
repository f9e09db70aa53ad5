"""Where a learner stands, counted from the record: by lesson, by skill, what is missed, what next.

Plain functions, no page. What the coach read of an answer is kept beside it, so nothing is read
again: the figures are those that the learner was told then. A line counts once, by its newest try,
however often it was tried; so the time this takes hangs on the course's length, not the record's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from active_listening import bank, coach, resources
from active_listening.bank import load, placed, points, skills
from active_listening.bank.placed import Notebook, Placed
from active_listening.coach import wording
from active_listening.lesson import marking
from active_listening.record import Entry, Record, Summary, Tries

ENOUGH = 4
"""Lines read from which a share is compared with another: below, one line turns the order."""
MISSED_TWICE = 2
"""Lines that miss a criterion before it is called something that is missed."""
MOST_MISSED = 5
FULL = 100
SURE = ("pass", "not_yet")
State = Literal["done", "begun", "not yet"]


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A page of the course with activities.

    Attributes:
        done, begun, of: activities.
        points, points_of: of the course's map, how many were exercised; 0 of 0 without a map.
        assignment: the lesson's, None where it has none.
        handed: where that stands: ``handed in``, ``begun`` or ``not yet``.
    """

    page: Notebook
    done: int
    begun: int
    of: int
    points: int = 0
    points_of: int = 0
    assignment: Notebook | None = None
    handed: str = ""

    @property
    def label(self) -> str:
        """As ``03 Open questions``."""
        return f"{self.page.number} {self.page.title}".strip()


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill: the lines that were read (or questions answered), each by its newest try.

    Attributes:
        n: lines the coach was sure of; `right` of them do the job.
        again: how many were tried more than once; `then` of them did the job at first, `now` do.
        unsure: lines the coach could not tell; they are not in `n`.
        waiting: ids of what does not do the job yet.
    """

    skill: skills.Skill
    n: int
    right: int
    again: int
    then: int
    now: int
    unsure: int
    waiting: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of the lines, 0 to 1."""
        return self.right / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Missed:
    """A criterion: of `n` lines it applied to, `missed` and `half` met; a tip and whose it was."""

    label: str
    missed: int
    half: int
    n: int
    tip: str
    line: str


class Standing:
    """What can be told of a record. Every figure is counted when it is first asked for."""

    def __init__(self, record: Record) -> None:
        self.summary: Mapping[str, Summary] = {
            item: told for item, told in record.summary().items() if "/" not in item
        }
        self.tries: Mapping[str, Tries] = record.tries()
        self._record = record

    @cached_property
    def pages(self) -> tuple[Notebook, ...]:
        """The pages of the course that have activities."""
        return tuple(page for page in placed.lessons() if page.activities)

    @cached_property
    def assignments(self) -> dict[str, Notebook]:
        """The assignments by name."""
        return {page.name: page for page in placed.assignments()}

    @cached_property
    def states(self) -> dict[str, State]:
        """How far each activity of the course is."""
        return {one.id: self._state(one) for page in self.pages for one in page.activities}

    def _state(self, one: Placed) -> State:
        told = self.summary.get(one.id)
        if told and told.attempts:
            return "done"
        if one.call == "dialogue":  # one that is only listened to has places and nothing else
            return self._heard(one.id, bool(told))
        if told is None:
            return "not yet"
        if one.call == "worksheet":
            entry = self._record.latest(one.id)
            return "done" if entry and _filled(entry.answer) else "begun"
        return "begun"

    def _heard(self, id: str, typed: bool) -> State:
        place = self._record.latest(id, "place")
        step = place.answer if place and isinstance(place.answer, str) else ""
        if step.isdigit():
            with suppress(bank.ContentError):
                last = len(bank.dialogue(id).lines) - 1
                return "done" if int(step) >= last else "begun"
        return "begun" if typed else "not yet"

    # -- by lesson -----------------------------------------------------------------------------

    @cached_property
    def lessons(self) -> tuple[LessonRow, ...]:
        """A row for each page with activities, in teaching order."""
        mapped = self._points()
        rows = []
        for page in self.pages:
            states = Counter(self.states[one.id] for one in page.activities)
            exercised, of = mapped.get(page.number, (0, 0))
            assignment = self.assignments.get(page.name)
            rows.append(
                LessonRow(
                    page, states["done"], states["begun"], len(page.activities), exercised, of,
                    assignment, self.handed(assignment) if assignment else "",
                )
            )  # fmt: skip
        return tuple(rows)

    def handed(self, assignment: Notebook) -> str:
        """How far an assignment is."""
        if assignment.name in self.summary:
            return "handed in"
        begun = any(one.id in self.summary for one in assignment.activities)
        return "begun" if begun else "not yet"

    def _points(self) -> dict[str, tuple[int, int]]:
        """By lesson's number: points of the map that were exercised, and how many there are."""
        found: dict[str, tuple[int, int]] = {}
        done = {id for id, told in self.summary.items() if told.attempts}
        done |= {id for id, state in self.states.items() if state == "done"}
        for name, assignment in self.assignments.items():
            if name in self.summary:
                done |= {one.id for one in assignment.activities}
        for row in map(points.point, points.entries()):
            if row.taught:
                some, of = found.get(row.module[1:], (0, 0))
                found[row.module[1:]] = (some + (not done.isdisjoint(row.exercised)), of + 1)
        return found

    # -- by skill ------------------------------------------------------------------------------

    @cached_property
    def read(self) -> tuple[tuple[str, Tries], ...]:
        """(rubric, tries) of each line of a lesson that the coach has read."""
        return tuple(
            (rubric, tries)
            for page in self.pages
            for one in page.activities
            if (tries := self.tries.get(one.id)) and (rubric := _rubric(one))
        )

    @cached_property
    def skills(self) -> tuple[SkillRow, ...]:
        """A row for each skill that something was tried of."""
        calls = {one.id: one.call for page in self.pages for one in page.activities}
        rows = []
        for skill in skills.skills():
            mine = [tries for rubric, tries in self.read if rubric in skill.rubrics]
            mine += [tries for id, tries in self.tries.items() if calls.get(id) in skill.calls]
            if mine:
                rows.append(_skill_row(skill, mine))
        return tuple(rows)

    @cached_property
    def weakest(self) -> SkillRow | None:
        """The skill with the least share that does the job, where there is enough to tell."""
        known = [row for row in self.skills if row.n >= ENOUGH and row.right < row.n]
        return min(known, key=lambda row: row.share, default=None)

    @cached_property
    def missed(self) -> tuple[Missed, ...]:
        """The criteria missed most often in the newest tries, the most frequent first."""
        found: dict[str, list[tuple[str, Entry, Mapping[str, Any]]]] = {}
        known = _labels()
        for rubric, tries in self.read:
            labels = known.get(rubric, {})
            for one in _criteria(tries.newest):
                if one["met"] != "n/a" and one["id"] in labels:
                    found.setdefault(labels[one["id"]], []).append((one["met"], tries.newest, one))
        short = {label: sum(met == "no" for met, _, _ in uses) for label, uses in found.items()}
        wanting = [label for label in found if short[label] >= MISSED_TWICE]
        wanting.sort(key=lambda label: (-short[label], -short[label] / len(found[label])))
        told: set[str] = set()
        return tuple(_missed(label, found[label], told) for label in wanting[:MOST_MISSED])

    # -- where ---------------------------------------------------------------------------------

    @cached_property
    def here(self) -> Notebook | None:
        """The page or assignment of the newest entry; None where nothing known was done."""
        home: dict[str, Notebook] = {}
        for page in (*self.pages, *self.assignments.values()):
            for one in page.activities:
                home.setdefault(one.id, page)
        home |= self.assignments
        newest = [(told.last, id) for id, told in self.summary.items() if id in home]
        return home[max(newest)[1]] if newest else None

    def waits(self, page: Notebook) -> Placed | None:
        """The first activity of a page that is not done, after the last one that was touched."""
        touched = [i for i, one in enumerate(page.activities) if self._is(one, "done", "begun")]
        start = touched[-1] if touched else 0
        later = [*page.activities[start:], *page.activities[:start]]
        return next((one for one in later if not self._is(one, "done")), None)

    def _is(self, one: Placed, *states: State) -> bool:
        return self.states[one.id] in states


def _labels() -> dict[str, dict[str, str]]:
    """Rubric to the words of its criteria. Of the data alone: the coach's code takes longer to
    load than all the rest to count."""
    loaded: dict[str, Any] = resources.load_mapping("coach/rubrics.yaml")
    return {
        name: {one["id"]: one["label"] for one in rubric["criteria"]}
        for name, rubric in loaded.items()
    }


def _filled(answer: Any) -> bool:
    """Whether every box of a card has words."""
    boxes: Iterable[Any] = answer.values() if isinstance(answer, dict) else [answer]
    texts = [isinstance(text, str) and bool(text.strip()) for text in boxes]
    return bool(texts) and all(texts)


def _rubric(one: Placed) -> str:
    """What a line is read by; "" for what is no line, or is not in the data any more."""
    kind = {"rewrite": "rewrites", "reply": "replies"}.get(one.call)
    if kind:
        with suppress(bank.ContentError):
            return load.word(load.find(kind, one.id), "rubric")
    return ""


def _criteria(entry: Entry) -> Iterator[Mapping[str, Any]]:
    """The criteria of an answer the coach was sure of; what an old record lacks is passed over."""
    reading = entry.reading or {}
    listed = reading.get("criteria")
    if reading.get("verdict") in SURE and isinstance(listed, list):
        yield from (one for one in listed if isinstance(one, dict) and {"id", "met"} <= one.keys())


def _does_the_job(entry: Entry) -> bool | None:
    """By the coach's verdict, or full points; None where it was not sure."""
    if entry.reading is not None:
        verdict = entry.reading.get("verdict")
        return verdict == "pass" if verdict in SURE else None
    return None if entry.points is None else entry.points >= FULL


def _skill_row(skill: skills.Skill, tries: list[Tries]) -> SkillRow:
    told = [(_does_the_job(one.first), _does_the_job(one.newest), one) for one in tries]
    sure = [one for one in told if one[1] is not None]
    again = [
        (bool(then), bool(now))
        for then, now, one in sure
        if then is not None and one.first.id != one.newest.id
    ]
    return SkillRow(
        skill,
        n=len(sure),
        right=sum(bool(now) for _, now, _ in sure),
        again=len(again),
        then=sum(then for then, _ in again),
        now=sum(now for _, now in again),
        unsure=len(told) - len(sure),
        waiting=tuple(one.newest.item for _, now, one in sure if not now),
    )


def _missed(label: str, uses: list[tuple[str, Entry, Mapping[str, Any]]], told: set[str]) -> Missed:
    """A criterion in figures, with the tip of the newest line that missed it; a tip that was `told`
    already gives way to that of an older line."""
    met = Counter(one for one, _, _ in uses)
    short = sorted((use for use in uses if use[0] == "no"), key=lambda use: use[1].time)
    for _, entry, criterion in reversed(short):
        tip = _tip(entry, criterion)
        if tip and tip not in told:
            told.add(tip)
            line = " ".join(" ".join(marking.texts(entry.answer)).split())
            return Missed(label, met["no"], met["half"], len(uses), tip, line)
    return Missed(label, met["no"], met["half"], len(uses), "", "")


def _tip(entry: Entry, criterion: Mapping[str, Any]) -> str:
    """The coach's tip with the learner's words in it, "" where there is none."""
    with suppress(KeyError, TypeError, ValueError, IndexError):
        reading = coach.Reading.from_dict(entry.reading or {})
        span = criterion.get("span")
        return wording.said(reading, str(criterion["tip"] or ""), span and tuple(span))
    return ""
