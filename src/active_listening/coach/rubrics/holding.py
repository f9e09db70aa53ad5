"""The message of the first hour: the trouble is known, its cause or its cure is not.

Criteria after crisis communication: acknowledge, say what is being done and by whom, say when the
next word comes, promise and blame nothing (Reynolds and Seeger, Crisis and emergency risk
communication, Journal of Health Communication 10, 2005; Covello, Best practices in public health
risk and crisis communication, Journal of Health Communication 8, 2003).
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import feeling, promises, spoilers, tables
from active_listening.coach.rubrics.contact import contact_in, next_contact
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.lines import Message, Unit
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.owners import (
    Owner,
    is_name,
    known_roots,
    names_in,
    owner_in,
    with_names,
)
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, denied
from active_listening.coach.text import Word

MAX_WORDS = 80
_BEING = frozenset("am 'm is 's are 're been be".split())
_HAVING = frozenset("have 've has 's".split())
_NOT_OURS = frozenset(
    "you your yours it this that they which customers clients orders there".split()
)
_IRREGULAR = frozenset(
    "begun sent brought taken got put set found made told spoken gone held given shut built".split()
)
_BACK = 5
"""Words before a verb within which its subject stands."""


class Holding(Message):
    """A holding message with what it says is being done."""

    def __init__(self, seen: Evidence) -> None:
        super().__init__(seen)
        phrases = (phrase for facet in self.asked.facets for phrase in facet)
        self.known = known_roots((*phrases, self.asked.client))

    @cached_property
    def units(self) -> list[Unit]:
        """The message in order; a name that the task told is one in small letters, too."""
        return with_names(super().units, self.asked.scene, self.known)

    @cached_property
    def strictly(self) -> list[Span | None]:
        """Where each point of the task is taken up; what is said of one is not the other's."""
        return points_met(self.asked.facets, self.said, self.asked.client, strict=True)

    @cached_property
    def now(self) -> Span | None:
        """What our side is doing about it."""
        found = (self._now(unit) or self._named(unit) for unit in self.units)
        return next((place for place in found if place), None)

    @cached_property
    def later(self) -> Span | None:
        """What our side says it will do."""
        return next((place for place in map(self._later, self.units) if place), None)

    def _now(self, unit: Unit) -> Span | None:
        words = unit.words
        found = tables.phrases("doing").search(words)
        if found and not denied(words, found[0]):
            return words[found[0]].start, words[found[1] - 1].end
        for i, word in enumerate(words):
            if self._in_progress(words, i) or self._works_on(words, i):
                return word.start, word.end
        present = tables.phrases("present").search(words)
        if present and contact_in(words):  # "Noor is on it now, I'll ring you at ten"
            words = words[: present[1]]
        if present and (owner := owner_in(words, self.known)) and not contact_in(words):
            return owner.span[0], max(owner.span[1], words[present[1] - 1].end)
        return None

    def _named(self, unit: Unit) -> Span | None:
        """What the task says is being done, told of somebody and not for later."""
        words = unit.words
        later = any(word.text in ("will", "'ll", "shall") for word in words)
        if later or _wonders(words) or not owner_in(words, self.known):
            return None
        found = points_met(self.asked.actions, self.said_in(unit), strict=True)
        return next((place for place in found if place), None) if self.asked.actions else None

    def _in_progress(self, words: Words, i: int) -> bool:
        """ "are checking", "have asked", "is being tested", or "Checking ..." by itself."""
        text = words[i].text
        going = text.endswith("ing") and len(text) > 4
        done = (text.endswith("ed") and len(text) > 3) or text in _IRREGULAR
        if text == "going" and not _goes_through(words, i):
            return False
        if text in tables.words("idle") or not (going or done):
            return False
        k = i - 1
        while k >= 0 and words[k].text in tables.words("adverbs"):
            k -= 1
        if k < 0:
            return going and i + 1 < len(words)
        if done and words[k].text == "being":
            return True
        helper = _BEING if going else _HAVING
        return words[k].text in helper and self._ours(words, k, i) and not denied(words, i)

    def _works_on(self, words: Words, i: int) -> bool:
        """ "Lena checks", "Amir from our team goes through the lists"; not "if Amir checks"."""
        if not tables.phrases("works_on").at(words, i):
            return False
        later = any(word.text in tables.words("conditions") for word in words[:i])
        return not later and self._somebody(words, i) is not None

    def _somebody(self, words: Words, i: int) -> Word | None:
        """The person before a verb: a name, also with where they work; "our engineer", "he"."""
        k = i - 1
        while k >= 0 and words[k].text in tables.words("adverbs"):
            k -= 1
        within = next(
            (
                j
                for j in range(k, max(0, k - 4), -1)
                if words[j].text in tables.words("at_the_desk")
            ),
            0,
        )
        at = within - 1 if within else k
        if at < 0:
            return None
        named = is_name(words, at, self.known) or words[at].text in self._told
        person = named or words[at].text in tables.words("roles") or words[at].text in ("he", "she")
        return words[at] if person else None

    @cached_property
    def _told(self) -> frozenset[str]:
        """The names in the scene of the task, those left out that its points tell of."""
        told = names_in(self.asked.scene, self.known)
        return frozenset(name for name in told if root(name) not in self.known)

    def _ours(self, words: Words, k: int, i: int) -> bool:
        """Whether the subject before the verb, from `k` to `i`, is on our side."""
        while k > 0 and words[k - 1].text in (_HAVING | _BEING | tables.words("adverbs")):
            k -= 1
        for j in range(k - 1, max(-1, k - 1 - _BACK), -1):
            text = words[j].text
            if text in ("i", "we"):
                return True
            if text in _NOT_OURS:
                return False
            if words[i].text in tables.words("at_work") and not words[j].pause and j == k - 1:
                return root(text) not in self.known
            if text in tables.words("roles") or text in ("someone", "somebody", "he", "she"):
                return True
            if text in ("our", "my") and root(words[k - 1].text) not in self.known:
                return True
            if words[j].capital and root(text) not in self.known and j:
                return True
            if words[j].pause:
                break
        if words[i].text.endswith("ing") and self._somebody(words, k) is not None:
            return True
        first = words[0]
        return first.capital and k == 1 and owner_in(words, self.known) is not None

    def _later(self, unit: Unit) -> Span | None:
        """ "We will look into it": nothing yet."""
        words = unit.words
        for i, word in enumerate(words[:-1]):
            will = words[i + 1].text in ("will", "'ll", "shall", "am", "'m", "are", "'re")
            if word.text in ("i", "we") and will and not contact_in(words[i:]):
                return word.start, words[i + 1].end
        return None

    @cached_property
    def doer(self) -> Owner | None:
        """Who is at work: a person or a named team before a mere "we".

        Whoever only calls or writes is not at work on it.
        """
        found: Owner | None = None
        for unit in self.units:
            working = self._now(unit) or self._named(unit) or self._later(unit)
            one = (
                owner_in(unit.words, self.known) if working or not contact_in(unit.words) else None
            )
            if one is None or self.seen.text[slice(*one.span)].lower() == "you":
                continue
            if found is None or (found.kind == "we" and one.kind != "we"):
                found = one
        return found


def _goes_through(words: Words, i: int) -> bool:
    """ "Going through the logs", "going there"; "going to" is still to come."""
    return i + 1 < len(words) and words[i + 1].text in ("through", "over", "there", "back", "in")


def _wonders(words: Words) -> bool:
    """Whether a unit wonders rather than tells."""
    return any(word.text in ("if", "whether", "could", "would") for word in words)


def _acknowledges(message: Holding) -> Found:
    """What happened and what it means for them."""
    places = [place for place in message.strictly if place]
    meaning = message.phrase("impact") or message.earned_move("reflection_feeling", "validation")
    if meaning is None and feeling.named(message)[0] in ("full", "half"):
        meaning = feeling.named(message)[1]
    if len(places) > 1 or (places and meaning):
        return "full", meaning or places[-1], "impact_both", None
    if places:
        return "half", places[0], "impact_missing", "tip_impact"
    if meaning:
        return "half", meaning, "impact_only", "tip_impact"
    return "no", None, "impact_none", "tip_impact"


def _doing_now(message: Holding) -> Found:
    if message.now:
        return "full", message.now, "doing_now", None
    if message.later:
        return "half", message.later, "doing_later", "tip_doing"
    return "no", None, "doing_none", "tip_doing"


def _doer(message: Holding) -> Found:
    if message.doer is None:
        return "no", None, "doer_none", "tip_doer"
    if message.doer.kind == "we":
        return "half", message.doer.span, "doer_we", "tip_doer"
    return "full", message.doer.span, "doer_named", None


def _no_cure(message: Holding) -> Found:
    met = spoilers.no_promise(message)
    if met[0] == "no":
        return met
    cure = promises.cure_promised(message)
    if cure:
        return "no", cure, "cure_promised", "tip_cure"
    cause = promises.cause_claimed(message) or promises.cause_guessed(message)
    if cause:
        return "no", cause, "cause_claimed", "tip_cure"
    return "full", None, "no_promise", None


def _stays_with_them(message: Holding) -> Found:
    """As for any reply; how well it has always worked is a defence, too."""
    smaller = message.anywhere("belittles")
    if smaller:
        return "no", smaller, "minimising_words", "tip_minimising"
    proud = message.anywhere("track_record")
    if proud:
        return "no", proud, "defence_words", "tip_defence"
    theirs = message.anywhere("suspects")
    if theirs:
        return "no", theirs, "blame_reply", "tip_blame_reply"
    return spoilers.stays_with_them(message)


def _short(message: Holding) -> Found:
    if message.count <= MAX_WORDS:
        return "full", None, "brief", None
    return "no", None, "long_message", "tip_shorten"


HOLDING = Family(
    {
        "H1": _acknowledges,
        "H2": _doing_now,
        "H3": _doer,
        "H4": next_contact,
        "H5": _no_cure,
        "H6": _stays_with_them,
        "H7": _short,
    },
    Holding,
)
