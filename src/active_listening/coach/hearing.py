"""Typed words as a listener takes them: slips mended; hesitations, softeners and repeats left out.

"Could you, um, please just tell tell me" asks what "could you tell me" asks. What is left out are
the filled pauses and repeats of speech (Shriberg, Preliminaries to a Theory of Speech
Disfluencies, 1994) and the downgraders of requests (Blum-Kulka, House and Kasper, Cross-Cultural
Pragmatics, 1989): they change the tone of a question and never how wide it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from active_listening.coach.grammar import Words, heads, listed, phrase_at, phrase_before, word_is
from active_listening.coach.spelling import slips
from active_listening.coach.text import Word

_MEANT_TWICE = frozenset(("that", "had", "no", "very", "bye", "ha"))
_BEFORE_JUST = frozenset(("you", "we", "not", "can't", "couldn't", "shouldn't", "if", "shall"))
"""After these "just" makes a proposal of a question: "could you just restart it?"."""
_BEFORE_KIND = frozenset(
    "what which this that these those the a an any some every same other of".split()
)


_TRAILER = 6
"""Words of the longest trailer."""


class Heard(NamedTuple):
    """The words that count, and for each its index in the sentence as typed."""

    words: list[Word]
    at: list[int]


def hear(typed: Words) -> Heard:
    """The words of a sentence that bear on what it asks. Empty where none does."""
    words: list[Word] = []
    at: list[int] = []
    changed, asides = _changed(), heads("asides")
    pause, bridged, i, before = False, -1, 0, ""
    while i < len(typed):
        word = typed[i]
        text = word.text
        end = _aside_ends(typed, i) if text in asides else 0
        if end:
            between = word.pause and end < len(typed) and typed[end].pause and words
            bridged = end if between else bridged  # "what, if anything, will change"
            pause, i = not between and (pause or word.pause), end
            continue
        if text in changed or pause or i == bridged:
            pause = pause or (word.pause and i != bridged)
            for meant in _meant(typed, i):
                if not _drops(meant, words, typed, i):
                    words.append(Word(meant, word.start, word.end, pause, word.capital))
                    at.append(i)
                    pause = False
        elif text != before or text in _MEANT_TWICE:
            words.append(word)
            at.append(i)
        before = words[-1].text if words else ""
        i += 1
    _drop_trailers(words, at)
    return Heard(words, at)


@lru_cache
def _silent() -> frozenset[str]:
    return listed("hesitations") | listed("softeners")


@lru_cache
def _changed() -> frozenset[str]:
    return _silent() | slips().keys()


def _meant(typed: Words, i: int) -> tuple[str, ...]:
    """What word `i` was meant to be; a name is what it is."""
    word = typed[i]
    if i and word.capital:
        return (word.text,)
    return slips().get(word.text) or (word.text,)


def _drops(text: str, before: list[Word], typed: Words, i: int) -> bool:
    """Whether a word tells nothing; "could you just" and "maybe you can" change what is meant."""
    last = before[-1].text if before else ""
    if text in ("maybe", "perhaps"):
        return bool(before) or not word_is(typed, i + 1, "you")
    if text == "just":
        return last not in _BEFORE_JUST
    return text in _silent() or (text == last and text not in _MEANT_TWICE)


def _aside_ends(typed: Words, i: int) -> int:
    """The index after an aside that may be left out here; 0 where it means what it says."""
    end, first = phrase_at("asides", typed, i), typed[i].text
    if not end or first not in ("kind", "sort", "if", "when", "whenever"):
        return end
    before = typed[i - 1].text if i else ""
    if first in ("kind", "sort"):
        return 0 if before in _BEFORE_KIND else end
    if before in listed("embedding"):  # "let me know if that's okay"
        return 0
    return end if end == len(typed) or typed[end].pause else 0


def _drop_trailers(words: list[Word], at: list[int]) -> None:
    """Takes "thanks", "or not" and the like from the end, as often as they stand there."""
    while k := phrase_before("trailers", words, len(words), _TRAILER):
        del words[k:], at[k:]
