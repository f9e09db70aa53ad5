"""How hard a text reads: sentences, words, and a school grade."""

from __future__ import annotations

import re
from collections.abc import Iterable

_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’')\]]))\s+(?=[“\"‘'(\[]?[A-Z0-9])|\s+·\s+")
_FINISHED = re.compile(r"[.!?…][\"”’')\]]*(?:\s|$)")


def words(text: str) -> list[str]:
    """Its words: what stands between spaces and holds a letter or a figure."""
    return [word for word in text.split() if any(sign.isalnum() for sign in word)]


def sentences(text: str) -> list[str]:
    """Its sentences; a raised dot, as in a list of parts, ends one too.

    A full stop inside quotation marks ends a sentence only before a capital letter.
    """
    return [part for part in _END.split(" ".join(text.split())) if words(part)]


def grade(texts: Iterable[str]) -> float:
    """The lower of two grades, in years of school in the USA; 0 where nothing ends in a full stop.

    ARI = 4.71 c/w + 0.5 w/s - 21.43 (Smith and Senter 1967, AMRL-TR-66-220). Coleman-Liau =
    0.0588 L - 0.296 S - 15.8, L letters and S sentences in 100 words (Coleman and Liau 1975,
    Journal of Applied Psychology 60, 283-284). Headings and table cells that are no sentence are
    left out, since each would count as a short one.
    """
    counted = [text for text in texts if _FINISHED.search(text)]
    parts = [part for text in counted for part in sentences(text)]
    count = sum(len(words(part)) for part in parts)
    if not count:
        return 0.0
    signs = sum(sign.isalnum() for part in parts for sign in part)
    ari = 4.71 * signs / count + 0.5 * count / len(parts) - 21.43
    coleman_liau = 5.88 * signs / count - 29.6 * len(parts) / count - 15.8
    return min(ari, coleman_liau)
