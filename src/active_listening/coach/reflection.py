"""Saying back: which clauses of a statement give the client's words, and what is a fact instead.

A declarative about the hearer's own affairs is heard as a formulation of what they said (Heritage
and Watson, Formulations as Conversational Objects, 1979; B-events in Labov and Fanshel, Therapeutic
Discourse, 1977); reported speech keeps its source (Quirk et al., 14.28-14.35). Shared stems alone
find few reflections, so they only add to these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from active_listening.coach.constructions import Hit
from active_listening.coach.folding import Line, slot
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Move
from active_listening.coach.text import Sentence, Word
from active_listening.coach.topic import stem

Stretch = tuple[int, int]
"""Tokens of a line, the end not included."""
_REFLECTS = ("reflection_content", "reflection_feeling")
_MANY = 3
_LONG = 20
"""Points said back, and words, from which a reflection draws together."""
_OURS = frozenset(["we", "us", "our", "ours"])
_REPORTS = ("reported", "reported_after", "guessed")
_SUPPOSING = frozenset(["if", "unless", "until", "before"])
_REASONS = frozenset(["because", "since", "cause", "cos"])
_OVERLAP = 0.6
"""Share of a clause's content that the client said, from which the clause says it back."""


class Heard(NamedTuple):
    """What the client said before, as stems."""

    stems: frozenset[str]

    def echoed(self, words: Sequence[Word]) -> bool:
        """Whether `words` say mostly what the client said."""
        if not self.stems:
            return False
        own = {stem(w.text) for w in words if w.text not in _grammar() and len(w.text) > 1}
        shared = len(own & self.stems)
        return shared > 0 and shared >= _OVERLAP * len(own)


def heard(client: Sequence[Sentence]) -> Heard:
    """What `client` says, ready to be compared with."""
    grammar = _grammar()
    return Heard(
        frozenset(
            stem(word.text)
            for sentence in client
            for word in sentence.words
            if word.text not in grammar and len(word.text) > 1
        )
    )


@lru_cache
def _grammar() -> frozenset[str]:
    return lexicon().words("stopwords") | lexicon().words("auxiliaries")


def clauses(line: Line, stop: int) -> list[Stretch]:
    """The stretches of `line` up to token `stop` that begin after a pause or a joining word."""
    joins = slot("joins")
    cuts = [
        i
        for i in range(stop)
        if i == 0 or line.pauses[i] or (line.texts[i] in joins and i + 1 < stop)
    ]
    return list(pairwise([*cuts, stop]))


def head(line: Line, clause: Stretch) -> int:
    """The first token of a clause after "well", "so", "and" and the like."""
    i, end = clause
    while i < end and (line.texts[i] in slot("leads") or line.texts[i] in slot("joins")):
        i += 1
    return i


def _subject(line: Line, clause: Stretch) -> int:
    """The token of a clause's subject: "you" after "at the moment", else what it begins with."""
    i = head(line, clause)
    if i < clause[1] and line.texts[i] in slot("settings"):
        owned = line.texts[i] in slot("at")  # "for you he will do it": for them, and not they
        for k in range(i + 1 + owned, min(i + 6, clause[1])):
            if line.texts[k] in slot("we"):
                break
            if line.texts[k] == "you":
                return k
    return i


def said_back(
    line: Line,
    words: Sequence[Word],
    frames: Sequence[Hit],
    kept: Sequence[Hit],
    stop: int,
    known: Heard,
) -> list[Hit]:
    """Reflections of content up to token `stop`: clauses that do nothing else and give it back.

    Args:
        frames: hits that tell whose words they are; a clause that reports is a reflection.
        kept: hits of moves; a clause that has one is not looked at.
    """
    found = []
    for clause in clauses(line, stop):
        start, end = clause
        if any(hit.start < end and start < hit.end for hit in kept):
            continue
        reports = any(hit.name in _REPORTS and start <= hit.start < end for hit in frames)
        if _supposed(line, clause) or _our_reason(line, clause):
            continue
        if reports or _about_client(line, clause, words, known):
            found.append(Hit("reflection_content", min(head(line, clause), end - 1), end))
    return found


def _supposed(line: Line, clause: Stretch) -> bool:
    """ "If you think so, I can't help it": supposed, for what we do (Quirk et al., 15.33)."""
    i = head(line, clause)
    if line.texts[i : i + 2] not in [[word, "you"] for word in _SUPPOSING]:
        return False
    ours = slot("we")
    return any(line.starts[k] and line.texts[k] in ours for k in range(i + 2, len(line.texts)))


def _our_reason(line: Line, clause: Stretch) -> bool:
    """ "I sent it because you asked": what the client did, as the reason for what we did."""
    start = clause[0]
    if start == 0 or line.texts[start] not in _REASONS:
        return False
    begins = next(
        (
            k
            for k in range(start - 1, -1, -1)
            if line.starts[k] and line.texts[k] not in slot("leads")
        ),
        0,
    )
    does = line.texts[begins + 1] not in slot("says") and line.texts[begins + 1] not in slot("ack")
    return does and line.texts[begins] in slot("we")


def _about_client(line: Line, clause: Stretch, words: Sequence[Word], known: Heard) -> bool:
    """Whether a clause is a declarative about the client, or made of the client's words."""
    texts, end = line.texts, clause[1]
    i = _subject(line, clause)
    if i >= end:
        return False
    subject = texts[i]
    after = texts[i + 1] if i + 1 < end else ""
    if subject == "you":
        return bool(after) and after not in slot("not_about_you")
    if subject in slot("we"):
        return False
    if known.stems and known.echoed(words[line.first[i] : line.first[end]]):
        return _OURS.isdisjoint(texts[i:end])  # their words, turned to our own affairs
    if subject == "your":
        return after not in slot("ours_of_you") and end - i > 2
    if clause[0] == 0 and texts[0] == "so":
        ours = after in slot("us") and subject in slot("at")  # "so for us nothing changes"
        return end - i > 3 and subject not in slot("not_reported") and not ours
    if subject not in slot("others") or after in slot("offers"):
        return False
    rest = texts[i + 1 : end]
    return ("you" in rest or "your" in rest) and slot("we").isdisjoint(rest)


def factual(line: Line, stop: int) -> bool:
    """Whether a sentence gives a fact: a finite verb, and neither feelings nor thanks nor plans."""
    i = head(line, (0, stop))
    rest = line.texts[i:stop]
    if rest[1:3] in (["don't", "know"], ["don't", "have"], ["do", "not"]):
        return len(rest) > 3
    if len(rest) < 3 or rest[0] in slot("not_a_fact") or rest[0].endswith("ing"):
        return False
    if rest[0] in slot("we") and (rest[1] in slot("not_a_report") or rest[1] in slot("light")):
        return False
    verbs = lexicon().words("auxiliaries") | lexicon().words("verbs")
    return any(text in verbs or text.endswith(("ed", "s")) for text in rest[1:])


def drawn_together(found: Sequence[Move], sentences: Sequence[Sentence]) -> list[Move]:
    """A summary that nobody announced: a long list said back, or many points in one go."""
    back = [move for move in found if move.id in _REFLECTS]
    for sentence in sentences:
        start, end = sentence.span
        if _lists(sentence) and any(start <= move.span[0] < end for move in back):
            return [Move("summary", (start, end))]
    if len(back) < _MANY or sum(len(sentence.words) for sentence in sentences) < _LONG:
        return []
    return [Move("summary", (back[0].span[0], max(move.span[1] for move in back)))]


def _lists(sentence: Sentence) -> bool:
    """Whether a sentence is a long list of several things, the last of them joined by "and"."""
    words = sentence.words
    if len(words) < _LONG or not any(word.pause and word.text == "and" for word in words):
        return False
    return sum(word.pause for word in words) >= _MANY - 1
