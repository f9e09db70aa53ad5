"""Which feeling an answer names, and whether it is the client's.

A word counts where it is said of the client: "I'm worried too", "don't be upset" and "why are you
so angry?" name nothing. A hard time named without a feeling ("that's tough") counts half.
"""

from __future__ import annotations

from active_listening.coach.feelings import GENERAL, Feeling, find_feelings
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.families import PLEASANT, Wanted, wanted
from active_listening.coach.rubrics.feeling_slips import mended
from active_listening.coach.rubrics.judging import Found
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, matches

_BACK = 5
"""Words before a feeling within which a "not" or an "I'm" decides whose it is."""
_AFTER = 2
"""Words behind a feeling that may say whose it is: "how worn out you must be"."""
_BEING = frozenset("'m am 're are was were feel felt get got been be".split())
_OTHERS = frozenset(
    "you your yours it it's that this they their he she his her anyone anybody everyone who".split()
)
_HAVE_IT = frozenset("you you've 've have they'd who to that it this".split())
_BETWEEN = frozenset(
    "sorry for the about that to hear with by at how why what of on from in".split()
)


def named(answer: Answer) -> Found:
    """How far the answer names what the client feels: it or its like in full, a hard time half."""
    asked = answer.asked.feelings
    like_theirs = wanted(asked)
    hard: Span | None = None
    other: Span | None = None
    for part in map(mended, answer.parts):
        if part[0].text == "why":
            continue
        for feeling in _of_client(part, like_theirs):
            place = part[feeling.start].start, part[feeling.end - 1].end
            if _too_strong(part, feeling, like_theirs):
                other = other or place
                continue
            if feeling.family in like_theirs.families or not (
                asked or feeling.family in PLEASANT | {GENERAL}
            ):
                return "full", place, "feeling_named", None
            if feeling.family == GENERAL:
                hard = hard or place
            else:
                other = other or place
    hard = hard or _strain(answer)
    if hard:
        return "half", hard, "feeling_strain", "tip_feeling"
    if other:
        return "no", other, "feeling_other", "tip_feeling"
    return "no", None, "feeling_none", "tip_feeling"


def _of_client(part: Words, like_theirs: Wanted) -> list[Feeling]:
    """The feelings said of the client; an author's own words first."""
    roots = [root(word.text) for word in part]
    found = [
        Feeling(i, i + len(one), min(like_theirs.families), frozenset())
        for i in range(len(part))
        for one in sorted(like_theirs.roots)
        if one and tuple(roots[i : i + len(one)]) == one
    ]
    found += [feeling for feeling in find_feelings(list(part)) if _felt(part, feeling)]
    return [f for f in found if not (_elsewhere(part, f.start) or _for_speaker(part, f.end))]


def _for_speaker(words: Words, i: int) -> bool:
    """ "That's embarrassing for me": felt by the speaker."""
    after = [word.text for word in words[i : i + 2]]
    return after in [[a, b] for a in ("for", "to") for b in ("me", "us")]


def _too_strong(part: Words, feeling: Feeling, like_theirs: Wanted) -> bool:
    """ "You're terrified", told as a fact of somebody whose line is calm; a guess may be off.

    An overstated reflection makes people take back what they feel (Miller and Rollnick,
    Motivational Interviewing, 3rd ed. 2013, ch. 5).
    """
    named = part[feeling.start]
    if named.text not in tables.words("too_strong") or not like_theirs.families:
        return False
    listed = any(root(named.text) in one for one in like_theirs.roots)
    before = [word.text for word in part[max(0, feeling.start - 2) : feeling.start]]
    return not listed and before[:1] == ["you"] and before[-1] in ("are", "'re")


def _felt(part: Words, feeling: Feeling) -> bool:
    """Whether a word stands as a feeling does: "you're lost" names one, "we lost it" does not."""
    if feeling.uses == {"person"}:
        near = part[max(0, feeling.start - _BACK) : feeling.end + _AFTER]
        return not feeling.start or any(w.text in tables.words("felt_after") for w in near)
    if feeling.uses == {"verb"}:
        behind = [word.text for word in part[feeling.end :][:3]]
        before = [word.text for word in part[max(0, feeling.start - _BACK) : feeling.start]]
        if before[-1:] == ["to"] and not {"i", "we"}.isdisjoint(before):
            return False  # "I didn't want to bother you"
        at_large = feeling.start > 0 and part[feeling.start - 1].text in ("it", "that")
        if at_large and not {"to", "when"}.isdisjoint(behind[:2]):
            return True  # "it hurts most to spoil his joy"
        return any(text in tables.words("felt_by") for text in behind)
    return True


def _strain(answer: Answer) -> Span | None:
    """A hard time named without a feeling: "that's tough"; "working hard" names none."""
    for part in answer.parts:
        for start, end in matches(tables.phrases("strain"), part):
            worked = start and part[start - 1].text in tables.words("hard_at")
            if not (worked or _elsewhere(part, start)):
                return part[start].start, part[end - 1].end
    return None


def _elsewhere(words: Words, i: int) -> bool:
    """Whether a feeling is the speaker's, somebody else's, or said not to be."""
    return _of_speaker(words, i) or _of_another(words, i) or _taken_back(words, i)


def _of_another(words: Words, i: int) -> bool:
    """ "The trainer had a bad day": the day was bad for whoever had it."""
    for k in range(i - 1, max(0, i - 1 - _BACK), -1):
        if words[k].text in ("had", "has", "having"):
            return words[k - 1].text not in _HAVE_IT and words[k].text != "having"
    return False


def _of_speaker(words: Words, i: int) -> bool:
    """ "I'm worried", "we feel awful": the speaker's own; "I'm sorry you're worried" is not."""
    for k in range(i - 1, max(-1, i - 1 - _BACK), -1):
        text = words[k].text
        if text in _OTHERS or text in _BETWEEN:
            return False
        if text in ("i", "we"):
            k += words[k + 1].text in ("always", "often", "usually", "sometimes", "also")
            return words[k + 1].text in _BEING or words[k + 1].text.endswith("n't")
    return False


def _taken_back(words: Words, i: int) -> bool:
    """ "You're not angry", "don't be upset", "no need to worry"; not "no wonder you're upset"."""
    softened = tables.words("softened")
    for k in range(i - 1, max(-1, i - 1 - _BACK), -1):
        text = words[k].text
        if text in _OTHERS and not _thinks(words, k):
            return False
        if text in tables.words("takes_back") or text.endswith("n't"):
            return not any(word.text in softened for word in words[k + 1 : i])
    return False


def _thinks(words: Words, k: int) -> bool:
    """ "I don't think you're angry": the "not" goes through to what is thought."""
    thought = k > 1 and words[k - 1].text in ("think", "believe", "feel")
    return thought and words[k - 2].text.endswith("n't")
