"""A first thought about a client, turned into what the conflict may tell.

A thought that names a motive as a fact stands high on the ladder of inference; coming down is to
say what else it may be, and to go and find out (Argyris, Overcoming Organizational Defenses, 1990;
Stone, Patton and Heen, Difficult Conversations, 1999, ch. 2 and 3). What lies behind a position is
a need or a fear (Fisher and Ury, Getting to Yes, 1981, ch. 3).
"""

from __future__ import annotations

from functools import cached_property

from active_listening.coach.flaws import find_flaws
from active_listening.coach.moves import find_moves
from active_listening.coach.question import asks
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.earning import earning, heaped
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import content, points_met
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, denied, matches, words_of
from active_listening.coach.text import Sentence

MAX_WORDS = 40
_SHARE = 0.6
"""Share of the first thought's own wording from which it is still that thought."""
_REACH = 5
"""Words behind "I will" or "let me" within which a verb of finding out stands."""
_STORY = 2
"""Content words that a "maybe" needs to be a reason of its own."""
_PERSONS = {
    **dict.fromkeys(["they", "he", "she", "them", "him"], "you"),
    **dict.fromkeys(["their", "his"], "your"),
    **dict.fromkeys(["client", "clients", "customer", "customers"], "you"),
}
"""How one who is talked about would be talked to. "Her" may be either, and is left alone."""


class Thought(Answer):
    """An answer that is thought and not said: the client is "they" in it."""

    @cached_property
    def before(self) -> Words:
        """The words of the first thought."""
        return words_of(self.asked.original)

    @cached_property
    def parts(self) -> list[Words]:
        """As for any answer; what the client may feel about us is no refusal of ours."""
        return [part for sentence in self.seen.sentences for part in _earning(sentence)]

    @cached_property
    def behind(self) -> list[Span | None]:
        """Where each of the task's reasons is named."""
        return points_met(self.asked.facets, self.said, "", strict=True)

    @cached_property
    def blamed(self) -> Span | None:
        """The words that would blame the client, were they said to them."""
        turned = [_turned(sentence) for sentence in self.seen.sentences]
        asked = [(sentence, ask) for sentence in turned for ask in asks(sentence)]
        found = [m.span for m in find_moves(turned, asked) if m.id == "blaming"]
        found += [f.span for f in find_flaws(turned, asked, ()) if f.id in ("blaming", "loaded")]
        return found[0] if found else None

    @cached_property
    def label(self) -> Span | None:
        """The first name for a person that is not denied, and is no word for a thing."""
        for sentence in self.seen.sentences:
            for start, end in matches(tables.phrases("labels"), sentence.words):
                words = sentence.words
                aside = _of_a_thing(words, start, end) or _of_no_client(words, start)
                if not (denied(words, start) or aside):
                    return sentence.words[start].start, sentence.words[end - 1].end
        return None


def _earning(sentence: Sentence) -> list[Words]:
    """ "She may feel that we don't know her shop" is a view of hers, and kept."""
    words = sentence.words
    refused = tables.phrases("refusals").search(words)
    if refused and tables.phrases("held_lightly").search(words[: refused[0]]):
        return earning(sentence) if heaped(words) else [words]
    return earning(sentence)


def _of_a_thing(words: Words, start: int, end: int) -> bool:
    """ "Sloppy notes" calls nobody sloppy; "her sloppy notes" does."""
    follows = words[end].text if end < len(words) else ""
    whose = words[start - 1].text if start else ""
    return follows in tables.words("label_things") and whose not in tables.words("theirs")


def _of_no_client(words: Words, start: int) -> bool:
    """ "Our line was sloppy", "afraid to look stupid": our own part, or a fear of theirs."""
    before = [word.text for word in words[:start]]
    if before[-1:] and before[-1] in _FELT:
        return True
    if before[-1:] and before[-1] in _LOOKS and ("to" in before[-2:] or before[-1] == "looking"):
        return True
    while before and before[-1] in _ADVERBS:
        before.pop()
    if not (before and before[-1] in _COPULAS):
        return False
    subject = before[-3:-1]
    return subject[-1:] in (["i"], ["we"]) or (
        bool({"our", "my"} & set(subject)) and subject[-1] in tables.words("label_things")
    )


_WHOM = [[word] for word in "her him them us me his their the our two".split()]
_FELT = ("feel", "feels", "felt", "feeling")
_LOOKS = ("look", "looking", "seem", "sound", "appear")
_COPULAS = ("is", "'s", "was", "are", "'re", "were", "am", "'m", "be", "been")
_ADVERBS = ("so", "too", "a", "bit", "just", "simply", "rather", "very", "really", "not")


def _turned(sentence: Sentence) -> Sentence:
    """ "They never read it" as "you never read it", each word where it was."""
    words = sentence.words
    kept = [
        word._replace(text=_PERSONS.get(word.text, word.text))
        for i, word in enumerate(words)
        if not (word.text == "the" and i + 1 < len(words) and words[i + 1].text in _PERSONS)
    ]
    return Sentence(tuple(kept), sentence.mark)


def _behind(answer: Thought) -> Found:
    """A reason that the task lists in full; that there is one, or another need, half."""
    graded = answer.anywhere("to_the_grader")
    if graded:
        return "no", graded, "behind_none", "tip_behind"
    kept = copied(answer.words, answer.before)
    if answer.before and kept.share >= _SHARE:
        return "no", kept.span, "thought_kept", "tip_behind"
    if not answer.asked.facets:
        return "no", None, "points_unknown", None
    found = next((place for place in answer.behind if place), None)
    if found:
        return "full", found, "behind_named", None
    vague = answer.phrase("behind_vague")
    if vague:
        return "half", vague, "behind_vague", "tip_behind"
    other = _other_need(answer)
    if other:
        return "half", other, "behind_other", "tip_behind"
    return "no", None, "behind_none", "tip_behind"


def _other_need(answer: Thought) -> Span | None:
    """What may be behind it besides the task's reasons: a need, a fear, or a "maybe" with a story.

    Nothing that the first thought names.
    """
    need = answer.phrase("behind_need")
    if need:
        return need
    before = {root(word.text) for word in answer.before}
    for part in answer.parts:
        for word in part:
            if word.text in tables.words("behind_words") and root(word.text) not in before:
                return word.start, word.end
        held = tables.phrases("held_lightly").search(part)
        told = part[held[1] :] if held else ()
        new = [word for word in content(told) if root(word.text) not in before]
        if len(new) >= _STORY:
            return new[0].start, new[-1].end
    return None


def _lightly(answer: Thought) -> Found:
    defended = _defended(answer)
    if defended:
        return "no", defended, "defence_words", "tip_lightly"
    place = answer.seen.question.span or answer.phrase("held_lightly")
    place = place or answer.phrase("find_out") or _intends(answer, "asking") or _own_part(answer)
    if place:
        return "full", place, "lightly", None
    return "no", None, "lightly_not", "tip_lightly"


def _own_part(answer: Thought) -> Span | None:
    """What we left undone, told as a fact beside what they did: nothing of it is guessed."""
    guesses = tables.words("minds") | tables.words("behind_words")
    guessed = any(word.text in guesses for word in answer.words)
    return None if guessed else answer.phrase("undone_by_us")


def _defended(answer: Thought) -> Span | None:
    """A defence. "I never wrote back" is none: it owns what was left undone."""
    undone = [
        sentence.words[start].start
        for sentence in answer.seen.sentences
        for start, _ in matches(tables.phrases("undone_by_us"), sentence.words)
    ]
    for move in answer.seen.moves:
        if move.id == "defending" and move.span[0] not in undone:
            return move.span
    return answer.anywhere("thought_defends")


def _finds_out(answer: Thought) -> Span | None:
    """A question, or a step towards an answer."""
    if answer.seen.question.span:
        return answer.seen.question.span
    return answer.phrase("find_out") or _intends(answer, "finding")


def _intends(answer: Thought, verbs: str) -> Span | None:
    """ "I'll ask", "let me first hear", "let's show them"."""
    for part in answer.parts:
        for i, word in enumerate(part):
            follows = part[i + 1].text if i + 1 < len(part) else ""
            begins = word.text == "let's" or (word.text == "let" and follows in ("me", "us"))
            begins |= word.text in ("i", "we") and follows in tables.words("intends")
            begins &= not any(w.text in tables.words("reporting") for w in part[:i])
            for verb in part[i + 1 : i + 1 + _REACH] if begins else ():
                if verb.text in tables.words(verbs):
                    return word.start, verb.end
    return None


def _no_blame(answer: Thought) -> Found:
    if answer.label:
        return "no", answer.label, "label_words", "tip_label"
    blamed = answer.move("blaming") or answer.blamed
    if blamed:
        return "no", blamed, "blame_reply", "tip_label"
    return "full", None, "no_blame", None


def _neither_extreme(answer: Thought) -> Found:
    small = answer.move("minimising") or _only_a_mood(answer)
    if small:
        return "no", small, "minimising_words", "tip_minimising"
    final = _final(answer)
    if final:
        return "no", final, "hopeless_words", "tip_hopeless"
    return "full", None, "as_it_is", None


def _only_a_mood(answer: Thought) -> Span | None:
    """ "She is just tired" and no more; "just tired of building it" gives a reason."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("only_a_mood"), words):
            ends = end == len(words) or words[end].pause or words[end].text in ("and", "so")
            if ends and not denied(words, start):
                return words[start].start, words[end - 1].end
    return None


def _final(answer: Thought) -> Span | None:
    """What makes it final; "useless to her" tells of a thing's use, and of no lost hope."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("hopeless"), words):
            whom = [word.text for word in words[end : end + 2]]
            to_them = whom[:1] in (["to"], ["for"]) and whom[1:] in _WHOM
            used = words[start].text == "useless" and (to_them or _of_a_thing(words, start, end))
            if not used:
                return words[start].start, words[end - 1].end
    return None


def _leads_on(answer: Thought) -> Found:
    promised = answer.move("overpromising")
    if promised:
        return "no", promised, "promise_words", "tip_promise"
    place = _finds_out(answer) or answer.earned_move("next_step", "inviting_options", "proposing")
    if place:
        return "full", place, "leads_on", None
    return "no", None, "leads_nowhere", "tip_leads_on"


def _brief(answer: Thought) -> Found:
    if answer.count <= MAX_WORDS:
        return "full", None, "thought_brief", None
    return "no", None, "long_thought", "tip_cut_thought"


REFRAME = Family(
    {
        "M1": _behind,
        "M2": _lightly,
        "M3": _no_blame,
        "M4": _neither_extreme,
        "M5": _leads_on,
        "M6": _brief,
    },
    Thought,
)
