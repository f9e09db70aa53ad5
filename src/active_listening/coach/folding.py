"""A sentence with its small variations ironed out, so that one construction meets many wordings.

"Your people" is "you", "is going to" is "will", a number in digits is "#"; clauses may begin after
a pause, a joining word or an opener such as "well" (Quirk et al., A Comprehensive Grammar of the
English Language, 8.134-8.147 and 13.1-13.39: conjuncts, coordination).
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from active_listening import resources
from active_listening.coach.feelings import Feeling, feeling_at, feelings_by_first
from active_listening.coach.lexicon import lexicon
from active_listening.coach.text import Word

_PAIRS = {
    ("no", "one"): "nobody",
    ("a", "bit"): "a bit",
    ("a", "little"): "a little",
    ("kind", "of"): "kind of",
    ("sort", "of"): "sort of",
    ("of", "course"): "of course",
    ("at", "all"): "at all",
    ("each", "other"): "each other",
    ("mind", "you"): "mind you",
}
_GREETINGS = frozenset(["hi", "hello", "hey", "dear"])
_FIRST = operator.itemgetter(0)
_PARTIES = {"your": "you", "our": "we", "my": "we"}
_SPECIAL = frozenset(
    [
        *_PARTIES,
        *(first for first, _ in _PAIRS),
        "is",
        "are",
        "am",
        "'s",
        "'re",
        "'m",
        "was",
        "were",
    ]
)


class Line(NamedTuple):
    """A sentence, folded into tokens."""

    texts: list[str]
    first: Sequence[int]
    """The first word of each token, and at the end the number of words."""
    starts: list[bool]
    """Whether a clause may begin here."""
    pauses: list[bool]
    feelings: dict[int, Feeling]


@lru_cache
def slot(name: str) -> frozenset[str]:
    """The words of a slot of `data/coach/moves.yaml`; "a_bit" in the file is the token "a bit"."""
    return frozenset(word.replace("_", " ") for word in written()["slots"][name].split())


@lru_cache
def written() -> dict[str, dict[str, str]]:
    """`data/coach/moves.yaml` as it stands: its slots and its lists of rows."""
    return resources.load_mapping("coach/moves.yaml")


def fold(words: Sequence[Word]) -> Line:
    """`words` with their small variations ironed out. Linear."""
    texts, first = _merged(words, [word[0] for word in words])
    if any(map(str.isdigit, map(_FIRST, texts))):
        texts = ["#" if text[0].isdigit() and text != "100" else text for text in texts]
    pauses = [words[i][3] for i in first[:-1]]
    pauses[:1] = [False]
    if "ever" in texts:  # "never, ever"
        for k in range(1, len(texts)):
            pauses[k] &= texts[k - 1 : k + 1] != ["never", "ever"]
    joins, leads = slot("joins"), slot("leads")
    starts, start, before = [], True, ""
    for text, pause in zip(texts, pauses, strict=True):
        start = start or pause
        starts.append(start)
        greets = start and before in _GREETINGS and text not in lexicon().words("stopwords")
        start = text in joins or (start and text in leads) or greets  # "hi Tom don't worry"
        before = text
    named = feelings_by_first()
    feelings = {}
    for k in [k for k, text in enumerate(texts) if text in named]:
        feeling = feeling_at(texts, k)
        if feeling:
            feelings[k] = feeling
    return Line(texts, first, starts, pauses, feelings)


def _merged(words: Sequence[Word], texts: list[str]) -> tuple[list[str], Sequence[int]]:
    """The tokens where some may be made of several words, and the first word of each."""
    merged: list[str] = []
    first: list[int] = []
    done = 0
    for i in [i for i, text in enumerate(texts) if text in _SPECIAL]:
        text, size = _special(words, i) if i >= done else ("", 1)
        if size > 1:
            merged += [*texts[done:i], text]
            first += range(done, i + 1)
            done = i + size
    if not done:
        return texts, range(len(texts) + 1)
    return merged + texts[done:], [*first, *range(done, len(texts) + 1)]


def _special(words: Sequence[Word], i: int) -> tuple[str, int]:
    """The token that begins at a word which may take others with it, and how many it takes."""
    text = words[i].text
    if text in _PARTIES:
        size = _party(words, i)
        return (_PARTIES[text], size) if size else (text, 1)
    after = words[i + 1].text if i + 1 < len(words) else ""
    if (text, after) in _PAIRS:
        return _PAIRS[text, after], 2
    if after == "going" and i + 2 < len(words) and words[i + 2].text == "to":
        return "will", 3
    if after == "not" and [word.text for word in words[i + 2 : i + 4]] == ["going", "to"]:
        return "won't", 4
    return text, 1


def _party(words: Sequence[Word], i: int) -> int:
    """The words of "your finance team": an owner and its people; 0 where it owns a thing."""
    party, grammar = slot("party"), lexicon().words("stopwords")
    for k in range(i + 1, min(i + 4, len(words))):
        text = words[k].text
        if words[k].pause or (text in grammar and text != "it"):
            return 0  # "it" may be the IT department
        if text in party:
            longer = k + 1 < len(words) and words[k + 1].text in party and not words[k + 1].pause
            return k - i + (2 if longer else 1)
    return 0
