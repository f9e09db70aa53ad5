"""Reassurance without a promise: the worry named, and something true to hold on to.

What steadies people is the worry acknowledged and something known or to be done, with a time to it;
comfort tells them that they should not feel what they feel (Covello, Best practices in public
health risk and crisis communication, Journal of Health Communication 8, 2003; Reynolds and Seeger,
Journal of Health Communication 10, 2005; on comfort as a roadblock Gordon, Leader Effectiveness
Training, 1977).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import feeling, promises, spoilers, tables, weighing
from active_listening.coach.rubrics.facts import added_fact
from active_listening.coach.rubrics.holding import Holding
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import Said, points_met
from active_listening.coach.rubrics.owners import Owner, owner_in
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, clauses, without
from active_listening.coach.rubrics.times import time_in

MAX_WORDS = 60
"""Words up to which somebody who is afraid listens."""


class Reassuring(Holding):
    """A reply to a worry: what it gives to hold on to, and what is left for the worry."""

    @cached_property
    def footholds(self) -> list[Words]:
        """The clauses that tell what is known or what will be done."""
        return [clause for clause in self._clauses() if self._steadies(clause)]

    @cached_property
    def now(self) -> Span | None:
        """What is being done: told and not asked, and by us; not "looking forward", "crying"."""
        place = super().now
        if place is None:
            return None
        start, end = self.sentence_at(place[0])
        words = [word for word in self.words if start <= word.start < end]
        ahead = any(a.text == "looking" and b.text == "forward" for a, b in pairwise(words))
        told = any(part[0].start <= place[0] < part[-1].end for part in self.telling if part)
        return place if told and not ahead else None

    @cached_property
    def worries(self) -> list[Span | None]:
        """Where each point of theirs is named, elsewhere than in what is to steady them."""
        firm = {clause[0].start for clause in self.footholds}
        rest = [clause for clause in self._clauses() if clause[0].start not in firm]
        said = Said(part for clause in rest for part in without(clause, "frames"))
        return points_met(self.asked.facets, said, self.asked.client)

    def _clauses(self) -> Iterator[Words]:
        for words in self.telling:
            yield from clauses(words)

    def _steadies(self, clause: Words) -> bool:
        if any(tables.phrases(name).search(clause) for name in ("comfort", "held_out")):
            return False
        if tables.phrases("known_so_far").search(clause):
            return True
        sentence = self.sentence_at(clause[0].start)
        if time_in(self.lowered, *sentence):
            if any(tables.phrases(name).search(clause) for name in ("reaches_them", "in_hand")):
                return True
            if tables.phrases("can_do").at(clause, 0) or self._laid_out(clause):
                return True
        for part in without(clause, "frames"):  # "I can hear that you're afraid" is no step
            owner = owner_in(part, self.known)
            if owner and self._one_of_us(part, owner):
                return True
        return False

    def _one_of_us(self, clause: Words, owner: Owner) -> bool:
        """Whether who does it is one of us: no "you", no name spoken to, no people of theirs."""
        start, end = owner.span
        words = [word for word in clause if start <= word.start < end]
        if not words or words[0].text in ("you", "your"):
            return False
        if len(words) == len(clause):  # "Mei-Ling, ..."
            return words[0].text in ("me", "us", "myself")
        held = owner.kind == "person" or words[0].text in ("i", "we", "our", "my", "let's")
        return held or all(root(word.text) not in self.known for word in words)

    def _laid_out(self, clause: Words) -> bool:
        """ "Thursday noon, eight pictures": so many of a thing that they did not speak of."""
        if any(word.text in _THEIRS for word in clause):
            return False
        new = added_fact(self)
        return bool(new and clause[0].start <= new[0] < clause[-1].end)


_THEIRS = frozenset("you your would could might if".split())
"""In a clause that counts something, words which show that we do not hold it out to them."""


def _names_worry(answer: Reassuring) -> Found:
    met = weighing.named(answer.worries, answer.asked.must)
    if met[0] == "no" and met[2] == "points_none":
        felt = feeling.named(answer)
        if felt[0] == "full":
            return "half", felt[1], "felt_only", "tip_worry"
    return met[0], met[1], met[2], "tip_worry" if met[3] else None


def _foothold(answer: Reassuring) -> Found:
    """Something known, or a step with a time to it; a step without one is half."""
    if answer.now:
        return "full", answer.now, "foothold", None
    firm = [(clause[0].start, clause[-1].end) for clause in answer.footholds]
    step = spoilers.own_step(answer)
    firm += [step] if step else []
    new = added_fact(answer)
    for span in firm:
        sentence = answer.sentence_at(span[0])
        told = new and sentence[0] <= new[0] < sentence[1]
        if told or time_in(answer.lowered, *sentence):
            return "full", span, "foothold", None
    known = answer.phrase("known_so_far")
    if known:
        return "full", known, "foothold", None
    place = firm[0] if firm else answer.later
    if place:
        return "half", place, "foothold_vague", "tip_foothold"
    return "no", None, "foothold_none", "tip_foothold"


def _promises_nothing(answer: Reassuring) -> Found:
    met = weighing.held_out(answer)
    if met[0] == "no":
        return met
    place = promises.cure_promised(answer)
    if place:
        return "no", place, "promise_words", "tip_cure"
    return met


def _no_smaller(answer: Reassuring) -> Found:
    met = weighing.nothing_smaller(answer)
    blamed = weighing.reproached(answer)
    if met[0] == "full" and blamed:
        return "no", blamed, "blame_reply", "tip_blame_reply"
    return met


def _leaves_choice(answer: Reassuring) -> Found:
    asked = weighing.questions(answer)
    place = asked[-1].span if asked else answer.move("permission", "check_back", "inviting_options")
    place = place or answer.phrase("theirs_to_say")
    if place:
        return "full", place, "floor_open", None
    return "no", None, "choice_none", "tip_choice"


def _brief(answer: Reassuring) -> Found:
    return weighing.brief(answer, MAX_WORDS, "long_worry")


REASSURANCE = Family(
    {
        "A1": _names_worry,
        "A2": _foothold,
        "A3": _promises_nothing,
        "A4": _no_smaller,
        "A5": _leaves_choice,
        "A6": _brief,
    },
    Reassuring,
)
