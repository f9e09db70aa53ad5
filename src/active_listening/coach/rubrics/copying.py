"""How much of an answer is somebody else's wording: parroting is not paraphrasing.

Words count as copied in rows of three and more, the trigrams by which the reuse of text is measured
(Clough, Gaizauskas, Piao and Wilks, METER: measuring text reuse, ACL 2002). "I" turned into "you"
is copied all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from active_listening.coach.reading import Span
from active_listening.coach.text import Word

_ROW = 3
_PERSONS = {
    **dict.fromkeys(["i", "me", "we", "us", "you"], "you"),
    **dict.fromkeys(["my", "our", "your"], "your"),
    **dict.fromkeys(["mine", "ours", "yours"], "yours"),
    **dict.fromkeys(["myself", "ourselves", "yourself", "yourselves"], "yourself"),
    **dict.fromkeys(["am", "'m", "are", "'re"], "are"),
    **dict.fromkeys(["was", "were"], "were"),
    **dict.fromkeys(["has", "have", "'ve"], "have"),
}
"""Forms that change when the person does, by what they are taken as."""


class Copied(NamedTuple):
    """The longest row copied, in words, with its place, and the share of all words in rows."""

    longest: int
    span: Span | None
    share: float


def copied(words: Sequence[Word], source: Sequence[Word], starts: Collection[int] = ()) -> Copied:
    """How much of `words` is taken from `source` in rows of three words or more. Linear.

    Args:
        starts: where sentences of `words` begin; no row reaches over such a place.
    """
    own, theirs = _plain(words), _plain(source)
    rows = {tuple(theirs[i : i + _ROW]) for i in range(len(theirs) - _ROW + 1)}
    taken: set[int] = set()
    longest, place, run = 0, None, 0
    for i in range(len(own) - _ROW + 1):
        crosses = any(word.start in starts for word in words[i + 1 : i + _ROW])
        run = run + 1 if tuple(own[i : i + _ROW]) in rows and not crosses else 0
        if not run:
            continue
        taken.update(range(i, i + _ROW))
        if run + _ROW - 1 > longest:
            longest = run + _ROW - 1
            place = words[i - run + 1].start, words[i + _ROW - 1].end
    return Copied(longest, place, len(taken) / max(len(own), 1))


def _plain(words: Sequence[Word]) -> list[str]:
    return [_PERSONS.get(word.text, word.text) for word in words]
