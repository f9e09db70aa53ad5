"""An expectation set anew: what they hoped for, what it was or can be, and a joint next step.

What somebody is content with hangs on what they expected (Oliver, A cognitive model of the
antecedents and consequences of satisfaction decisions, Journal of Marketing Research 17, 1980), so
the measure is looked at before the result. A hope is named as theirs and not argued away (Fisher
and Ury, Getting to Yes, 1981, ch. 2 and 3).

The task's facets say what is asked for, in this order, both marked as a must: what they hoped for
or measured by, and what it was or can be.
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import spoilers, tables, together, weighing
from active_listening.coach.rubrics.contact import contact_in
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.lines import Message, Unit
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.owners import known_roots, owner_in
from active_listening.coach.rubrics.promises import unsure
from active_listening.coach.rubrics.stretches import clauses, denied, matches
from active_listening.coach.rubrics.times import time_in

MAX_WORDS = 100
_WILL = frozenset(["will", "'ll", "shall", "going"])
_OTHERS = frozenset("what who whoever whom you they he she".split())
"""Words before which what argues is owned, or told of somebody else."""
_GOVERNED = 5
"""Words behind a "will" within which the outcome stands that it promises."""


class Anew(Message):
    """A reply with where each of the two measures is named."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        phrases = tuple(phrase for facet in self.asked.facets for phrase in facet)
        self.known = known_roots((*phrases, self.asked.client))
        self.order = list(self.asked.must) or list(range(len(self.asked.facets)))

    @cached_property
    def named(self) -> list[Span | None]:
        """Where theirs (the first) and the fact (all others) are named."""
        places = points_met(self.asked.facets, self.said, strict=True)
        return [places[i] for i in self.order]

    def takes_back(self) -> Span | None:
        """A "but" between or behind the two measures: what stands before it counts no more."""
        named = [place for place in self.named if place]
        back = together.takes_back(self) if named else None
        if back is None:
            return None
        start, end = self.sentence_at(back[0])
        opens = not any(start <= word.start < back[0] for word in self.words)
        return back if opens or any(start <= place[0] < end for place in named) else None

    def step(self, unit: Unit) -> Span | None:
        """Where a unit says what somebody will do next, alone or with them."""
        owner = owner_in(unit.words, self.known)
        joint = tables.phrases("sets_with").search(unit.words)
        joint = joint or tables.phrases("step_asked").search(unit.words)
        if owner:
            return owner.span
        if joint:
            return unit.words[joint[0]].start, unit.words[joint[1] - 1].end
        return contact_in(unit.words)


def _theirs(reply: Anew) -> Found:
    """What they hoped for; half where it is called a mistake of theirs."""
    if not reply.order:
        return "no", None, "points_unknown", None
    place = reply.named[0]
    if place is None:
        return "no", None, "hope_none", "tip_hope"
    blamed = _argued_away(reply)
    if blamed:
        return "half", blamed, "hope_blamed", "tip_hope"
    return "full", place, "hope_named", None


def _argued_away(reply: Anew) -> Span | None:
    """ "That was never realistic"; not "the number we gave you was too high", which is owned."""
    for sentence in reply.seen.sentences:
        for clause in clauses(sentence.words):
            owned = any(word.text in tables.words("own_measure") for word in clause)
            found = next(matches(tables.phrases("hope_blamed"), clause), None)
            if found and not owned:
                return clause[found[0]].start, clause[found[1] - 1].end
    return None


def _fact(reply: Anew) -> Found:
    if len(reply.order) < 2:
        return "no", None, "points_unknown", None
    places = reply.named[1:]
    if all(places):
        return "full", places[0], "can_be_named", None
    return "no", None, "can_be_none", "tip_can_be"


def _together(reply: Anew) -> Found:
    """A question that opens, or a step that both take; a plain yes-or-no question is half."""
    place = reply.phrase("sets_with") or reply.earned_move("open_question", "inviting_options")
    question = reply.seen.question
    if place is None and question.tier in ("open", "focused"):
        place = question.span
    if place:
        return "full", place, "set_together", None
    if question.span:
        return "half", question.span, "set_asked", "tip_set_together"
    return "no", None, "set_alone", "tip_set_together"


def no_defence(answer: Message, *besides: str, rules: bool = False) -> Span | None:
    """A defence of our side, in any of the forms that the rubrics for replies know.

    Args:
        besides: lists of phrases that defend in this task.
        rules: whether "I answer every mail" is a rule for the time to come, and no merit.
    """
    lists = ("track_record", "we_delivered", "excuses", *besides)
    found = (weighing.listed(answer, name, asked=False) for name in lists)
    defended = spoilers.defence(answer)
    return (
        (None if rules and defended and _is_rule(answer, defended) else defended)
        or weighing.by_the_paper(answer)
        or _argues(answer)
        or next((place for place in found if place), None)
    )


def _is_rule(answer: Message, place: Span) -> bool:
    """ "I answer every change", "we always ask first": in the present, so not told as a merit."""
    words = [word.text for word in answer.words if place[0] <= word.start < place[1]]
    present = not any(w in tables.words("looks_back") or w.endswith("ed") for w in words)
    return present and not {"every", "each", "always", "all"}.isdisjoint(words)


def _argues(answer: Message) -> Span | None:
    """Our side put as a fact; not "that is what you were told", nor "whoever sent it"."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("arguing"), words):
            others = start > 0 and words[start - 1].text in _OTHERS
            ends = end == len(words) or words[end].pause
            others = others or (words[start].text == "as" and ends)  # "as you asked, in writing:"
            if not (others or sentence.mark == "?" or denied(words[:start], start)):
                return words[start].start, words[end - 1].end
    return None


def _plain(reply: Anew) -> Found:
    """Nothing defended, blamed or made smaller; a "but" alone is half."""
    defended = no_defence(reply)
    if defended:
        return "no", defended, "defence_words", "tip_anew_plain"
    blamed = weighing.reproached(reply) or weighing.listed(reply, "their_fault")
    if blamed:
        return "no", blamed, "blame_reply", "tip_blame_reply"
    smaller = weighing.nothing_smaller(reply)
    if smaller[0] == "no":
        return "half", *smaller[1:]
    back = reply.takes_back()
    if back:
        return "half", back, "reversal_words", "tip_reversal"
    return "full", None, "anew_plain", None


def _no_result(reply: Anew) -> Found:
    met = spoilers.no_promise(reply)
    if met[0] == "no":
        return met
    place = weighing.listed(reply, "sure_of_it") or _outcome(reply)
    return ("no", place, "promise_words", "tip_promise") if place else met


def _outcome(reply: Anew) -> Span | None:
    """ "You'll reach two hundred", "it will come down"; not "what will be better for you?"."""
    for sentence in reply.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if word.text not in _WILL or sentence.mark == "?" or unsure(words, i):
                continue
            for k in range(i + 1, min(len(words), i + 1 + _GOVERNED)):
                if words[k].pause:
                    break
                told = tables.phrases("outcome_steps").at(words, k)
                if told or words[k].text in tables.words("outcomes"):
                    return word.start, words[max(told - 1, k)].end
    return None


def _first_step(reply: Anew) -> Found:
    """A step with its day; half where the day stands by itself."""
    loose: Span | None = None
    for unit in reply.units:
        when, step = time_in(reply.lowered, *unit.span), reply.step(unit)
        if when and step:
            return "full", (min(step[0], when[0]), max(step[1], when[1])), "step_dated", None
        loose = loose or when
    if loose:
        return "half", loose, "step_loose", "tip_step_dated"
    bare = next((place for unit in reply.units if (place := reply.step(unit))), None)
    reason = "step_undated" if bare else "step_none"
    return "no", bare, reason, "tip_step_dated"


RECALIBRATE = Family(
    {
        "R1": _theirs,
        "R2": _fact,
        "R3": _together,
        "R4": _plain,
        "R5": _no_result,
        "R6": _first_step,
        "R7": together.up_to(MAX_WORDS, "long_recalibrate"),
    },
    Anew,
)
