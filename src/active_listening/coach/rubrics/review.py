"""An after-action review: what set it off, how it was settled, what to do otherwise, and who will.

The army's after-action review asks what was to happen, what did, why, and what is kept or changed
(A Leader's Guide to After-Action Reviews, TC 25-20, 1993; Tannenbaum and Cerasoli, Do team and
individual debriefs enhance performance?, Human Factors 55, 2013). A lesson is drawn where an act
can follow from it: by somebody, by a day.

The task's facets, in this order: what triggered it, how it was resolved and, where the task knows
of one, what could have been done differently.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import faults, tables, together
from active_listening.coach.rubrics.answer import first_of
from active_listening.coach.rubrics.earning import earning
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.lines import Message, Unit, unheaped
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.owners import Owner, heading_owner, known_roots, owner_in
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, clauses, is_verb, matches, words_of
from active_listening.coach.rubrics.times import deadline_in, time_in
from active_listening.coach.text import plain, sentences

MAX_WORDS = 120
_TOLD = 2
"""Content words from which "the trigger was ..." or "next time ..." says something."""
_LABEL = 6
"""Words of a line that can be nothing but an owner or a day."""


_HEAD = 5
"""Words that the heading of a line has at most."""
_SLASH = re.compile(r" [/|] ")


class Action(NamedTuple):
    """What will be done: where it is said, by whom and when."""

    span: Span
    owner: Owner | None
    when: Span | None


class Review(Message):
    """A review with where it says what the task asks for."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        known = known_roots(tuple(p for facet in self.asked.facets for p in facet))
        self.known = known - {root(name) for name in self._names_told}

    @cached_property
    def units(self) -> list[Unit]:
        """The review in order; "Trigger: ...", in a line or behind a "/", is a heading and a line.

        What stands behind a heading needs no grammar, as in any list.
        """
        found: list[Unit] = []
        lead: Words = ()
        for sentence in sentences(_SLASH.sub(_as_line_end, self.seen.text)):
            head = _head(sentence.words, self.lowered)
            if head == len(sentence.words):
                lead = sentence.words
            elif head:
                lead = ()
                found.append(Unit(unheaped(sentence.words[head:]), True, sentence.words[:head]))
            elif lead:
                found.append(Unit(unheaped(sentence.words), True, lead))
            else:
                found += [Unit(part, False, ()) for part in earning(sentence)]
        return [unit for unit in found if unit.words]

    @cached_property
    def _named(self) -> list[Span | None]:
        return points_met(self.asked.facets, self.said, strict=True)

    def named(self, k: int) -> Span | None:
        """Where the k-th facet is said."""
        return self._named[k] if k < len(self._named) else None

    def announced(self, name: str, least: int = _TOLD) -> Span | None:
        """Where a phrase of the list `name` stands with `least` words said beside or below it."""
        following = [*self.units[1:], None][: len(self.units)]
        for unit, below in zip(self.units, following, strict=True):
            words = [*unit.lead, *unit.words]
            found = tables.phrases(name).search(words)
            if not found:
                continue
            beside = [w for k, w in enumerate(words) if not found[0] <= k < found[1]]
            empty = tables.phrases("platitudes").search(unit.words)
            beside += below.words if below and not empty else ()
            if len(_weighty(beside)) >= least:
                return unit.span
        return None

    @cached_property
    def action(self) -> Action | None:
        """The action that says most of who and when."""
        found = [self._action(unit, k) for k, unit in enumerate(self.units) if self._to_come(unit)]
        return max(found, key=_weight, default=None)

    def _action(self, unit: Unit, k: int) -> Action:
        owner, when = self._owner(unit), self._when(unit)
        for other in self.units[k + 1 : k + 3]:  # "Owner: Petra" and "By: Friday" on lines below
            if len(other.words) > _LABEL:
                break
            owner, when = owner or self._owner(other), when or self._when(other)
        return Action(unit.span, owner, when)

    def _owner(self, unit: Unit) -> Owner | None:
        words, lead = self._with_names(unit.words), self._with_names(unit.lead)
        owner = owner_in(words, self.known) or heading_owner(lead, self.known)
        owner = owner or _typed(unit.words) or self._mine(unit)
        if owner and plain(self.seen.text[slice(*owner.span)]) in tables.words("no_one_named"):
            return owner._replace(kind="we")
        return owner

    def _with_names(self, words: Words) -> Words:
        """The words with capitals on the names of the case, and none on "Action" or "Checklist"."""
        told = self._names_told
        things = tables.words("headings")
        return [
            w._replace(capital=w.text in told or (w.capital and w.text not in things))
            for w in words
        ]

    @cached_property
    def _names_told(self) -> frozenset[str]:
        """What the task writes with a capital, and is no word of grammar."""
        told = words_of(f"{self.asked.scene} {self.asked.client}")
        small = lexicon().words("stopwords")
        return frozenset(word.text for word in told if word.capital) - small

    def _mine(self, unit: Unit) -> Owner | None:
        """ "My job: ..."."""
        place = first_of("my_job", [[*unit.lead, *unit.words]])
        return Owner("person", place) if place else None

    def _when(self, unit: Unit) -> Span | None:
        if unit.lead:
            led = deadline_in(self.lowered, unit.lead[0].start, unit.lead[-1].end)
            if led:
                return led
        return time_in(self.lowered, unit.span[0], unit.span[1] + 1)  # with the dot of "20.4."

    def _to_come(self, unit: Unit) -> bool:
        """Whether a unit says what will be done, rather than what has been."""
        if not _weighty(unit.words) or tables.phrases("thanks_for").at(unit.words, 0):
            return False
        if tables.phrases("prevents").search([*unit.lead, *unit.words]):
            return True
        if not _tells_of_then(unit.words) and self._owner(unit) and (unit.lead or self._when(unit)):
            return True
        return any(self._still_to_come(clause) for clause in clauses(unit.words))

    def _still_to_come(self, clause: Words) -> bool:
        """ "Petra adds a line by Friday", "from Monday"; not "rang on Monday", "cold at nine"."""
        when = time_in(self.lowered, clause[0].start, clause[-1].end)
        if when is None or _tells_of_then(clause):
            return False
        before = [word.text for word in clause if word.start <= when[0]]
        starts = any(text in tables.words("starts_then") for text in before[-2:])
        deadline = deadline_in(self.lowered, clause[0].start, clause[-1].end)
        return starts or bool(deadline) or owner_in(clause, self.known) is not None


def _typed(words: Words) -> Owner | None:
    """ "ill put it in the diary", as one types."""
    for i, word in enumerate(words[:-1]):
        at_head = not i or word.pause or words[i - 1].text in ("and", "so", "then")
        if word.text in ("ill", "il") and at_head and is_verb(words[i + 1]):
            return Owner("person", (word.start, word.end))
    return None


def _as_line_end(found: re.Match[str]) -> str:
    return " \n "


def _head(words: Words, lowered: str) -> int:
    """How many words of a sentence are its heading: "Next time: ...", "Trigger - ..."."""
    for i in range(1, min(len(words), _HEAD) + 1):
        follows = words[i].start if i < len(words) else words[i - 1].end + 2
        between = lowered[words[i - 1].end : follows].strip()
        if between[:1] == ":" or (i < len(words) and between in ("-", "–", "—")):
            return i
        if between not in ("", "/", "&"):
            return 0
    return 0


def _tells_of_then(words: Words) -> bool:
    """Whether it has a verb in the past; "has the list renewed" has none."""
    for i, word in enumerate(words):
        done = word.text.endswith("ed") and len(word.text) > 4
        held = {w.text for w in words[: max(0, i - 1)]} & {"has", "have", "get", "gets"}
        if word.text in tables.words("retold") or (done and not held):
            return True
    return False


def _weight(action: Action) -> tuple[int, int]:
    person = action.owner is not None and action.owner.kind != "we"
    return person + bool(action.when), bool(action.owner)


def _weighty(words: Words) -> Words:
    """The words that say something, those left out that would suit any case: "pay attention"."""
    barred = {i for a, b in matches(tables.phrases("platitudes"), words) for i in range(a, b)}
    small = lexicon().words("stopwords")
    return [w for i, w in enumerate(words) if i not in barred and w.text not in small]


def _trigger(review: Review) -> Found:
    """The task's trigger; one that is announced in other words I cannot tell."""
    place = review.named(0)
    if place:
        return "full", place, "trigger_named", None
    other = review.announced("triggers", 1)
    if other:
        return "half", other, "trigger_other", "tip_trigger"
    return "no", None, "trigger_none", "tip_trigger"


def _resolution(review: Review) -> Found:
    """How the task says that it was settled; as for the trigger."""
    place = review.named(1)
    if place:
        return "full", place, "resolution_named", None
    other = review.announced("resolves", 1)
    if other:
        return "half", other, "resolution_other", "tip_resolution"
    return "no", None, "resolution_none", "tip_resolution"


def _otherwise(review: Review) -> Found:
    place = review.named(2)
    other = review.announced("done_otherwise") or _better(review)
    if other and not place and 2 in review.asked.must:
        return "half", other, "otherwise_other", "tip_otherwise"
    place = place or other
    if place:
        return "full", place, "otherwise_named", None
    vague = review.phrase("platitudes")
    if vague:
        return "half", vague, "otherwise_vague", "tip_otherwise"
    return "no", None, "otherwise_none", "tip_otherwise"


def _better(review: Review) -> Span | None:
    """ "Better: one batch per room", "Earlier: ring"."""
    for unit in review.units:
        apart = unit.lead or (len(unit.words) > 1 and unit.words[1].pause)
        heads = apart and (unit.lead or unit.words)[0].text in tables.words("better_heads")
        if heads and len(_weighty(unit.words)) >= _TOLD:
            return unit.span
    return None


def _prevention(review: Review) -> Found:
    action = review.action
    if action is None:
        return "no", None, "prevention_none", "tip_prevention"
    if action.owner is None or action.owner.kind == "we":
        reason = "prevention_undone" if action.when is None else "prevention_unowned"
        return "half", action.span, reason, "tip_prevention_owner"
    if action.when is None:
        return "half", action.span, "prevention_undated", "tip_prevention_date"
    return "full", action.span, "prevention_named", None


def _blames_nobody(review: Review) -> Found:
    place = faults.fault(review)
    if place:
        return "no", place, "fault_found", "tip_fault"
    return "full", None, "no_fault", None


REVIEW = Family(
    {
        "W1": _trigger,
        "W2": _resolution,
        "W3": _otherwise,
        "W4": _prevention,
        "W5": _blames_nobody,
        "W6": together.up_to(MAX_WORDS, "long_review"),
    },
    Review,
)
