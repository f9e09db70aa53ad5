"""Blame in a reply: on the client, their people, or somebody who is not there.

The finder of moves names what blames in any talk. In a reply that is there to listen, a duty undone
blames too ("you didn't confirm", "your team forgot to send it"), unless the client said as much.
What happened to them does not: "you didn't hear back", "you never got it" (agents and those who
undergo: Quirk et al., A Comprehensive Grammar of the English Language, 10.19-10.22).
"""

from __future__ import annotations

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, denied

_THINGS = frozenset("nothing anything something everything no none".split())
_NEAR = 6
"""Words before "you" within which the thing stands that "you haven't read" tells of."""


def blame(answer: Answer) -> Span | None:
    """Words that put it down to the client, their people or somebody else."""
    place = answer.move("blaming")
    if place and (_owed(answer, place) or _listed(answer, place)):
        place = None
    place = place or _question(answer)
    if place:
        return place
    said = {root(word.text) for word in answer.client_words}
    for sentence in answer.seen.sentences:
        words = sentence.words
        asked = tables.phrases("culprit_asked").search(words) if sentence.mark == "?" else None
        if asked:
            return words[asked[0]].start, words[asked[1] - 1].end
        found = tables.phrases("fault_of").search(words)
        if found and not denied(words, found[0]):
            return words[found[0]].start, words[found[1] - 1].end
        for i in range(len(words)):
            end = _undone(words, i, said)
            if end:
                return words[i].start, words[end].end
    return None


def _listed(answer: Answer, place: Span) -> bool:
    """ "You keep asking": a point of theirs, in words that its author wrote down."""
    inside = [root(w.text) for w in answer.words if place[0] <= w.start < place[1]]
    for phrase in (phrase for facet in answer.asked.facets for phrase in facet):
        told = [root(text) for text in phrase.split()]
        if len(told) > 1 and inside[-len(told) :] == told:
            return True
    return False


def _owed(answer: Answer, place: Span) -> bool:
    """ "A chapter that you should have seen first": what was theirs by right, and no duty."""
    words = answer.words
    for i, word in enumerate(words[:-4]):
        if word.start == place[0] and i:
            texts = [w.text for w in words[i - 1 : i + 4]]
            return texts[:4] in (
                [first, "you", "should", "have"] for first in ("that", "which", "what")
            ) and texts[4] in ("seen", "read", "had", "got", "heard", "been", "received", "known")
    return False


def handed_down(answer: Answer) -> Span | None:
    """The fault put on one of our own: "our technician should have rung", "by one of our juniors".

    Whoever lets a colleague answer for it defends themselves all the same. What the client said of
    that person is theirs.
    """
    said = {root(word.text) for word in answer.client_words}
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if word.text not in tables.words("one_of_ours") or not _ours(words, i):
                continue
            if any(w.text in ("you", "your") for w in words[:i]):
                continue
            after = [w.text for w in words[i + 1 : i + 5]]
            failed = "have" in after and not {"should", "ought", "could"}.isdisjoint(after)
            by = any(w.text == "by" for w in words[max(0, i - 4) : i])
            if failed or (by and root(word.text) not in said):
                return words[max(0, i - 1)].start, words[min(i + 3, len(words) - 1)].end
    return None


def _ours(words: Words, i: int) -> bool:
    return any(word.text in ("our", "my", "the", "a", "an") for word in words[max(0, i - 2) : i])


def _question(answer: Answer) -> Span | None:
    """A blaming flaw of the question itself; "we told you" before it may be a confession."""
    asked = answer.seen.question.span
    for sentence in answer.seen.sentences:
        first, last = sentence.span
        if asked and first <= asked[0] < last:
            for flaw in answer.seen.flaws:
                if flaw.id == "blaming" and first <= flaw.span[0] < last:
                    return flaw.span
    return None


def _undone(words: Words, i: int, said: set[str]) -> int:
    """The index of the verb of "you didn't send", "your team forgot to check"; 0 for none."""
    third = 0 if "should" in said else _third(words, i)
    k = _subject(words, i) or third
    if not k or k >= len(words):
        return 0
    listed = tables.phrases("undone").at(words, k)
    if not listed or _of_a_thing(words, i):
        return 0
    while listed < len(words) and words[listed].text in tables.words("even"):
        listed += 1
    if listed >= len(words) or words[listed].pause:
        return 0
    verb = root(words[listed].text)
    asked_for = listed + 1 < len(words) and words[listed + 1].text in ("for", "up")
    theirs = verb in said and not third
    return listed if verb in _duties() and not theirs and not asked_for else 0


def _subject(words: Words, i: int) -> int:
    """The index behind "you" or "your people"; 0 where no such subject begins."""
    if words[i].text == "you":
        return i + 1
    if words[i].text == "your" and i + 2 < len(words):
        return i + 2
    return 0


def _of_a_thing(words: Words, i: int) -> bool:
    """ "Nothing goes out (which) you haven't read": what sort of thing, and no reproach."""
    behind = [word.text for word in words[max(0, i - _NEAR) : i]]
    return not _THINGS.isdisjoint(behind) or behind[-1:] == ["which"]


def _third(words: Words, i: int) -> int:
    """The index behind "he" in "he shouldn't have told them"; one of theirs, judged by us."""
    judged = i + 1 < len(words) and words[i + 1].text in ("should", "shouldn't", "ought")
    return i + 1 if words[i].text in ("he", "she") and judged else 0


def _duties() -> frozenset[str]:
    return frozenset(map(root, tables.words("duties")))
