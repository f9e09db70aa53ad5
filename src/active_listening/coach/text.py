"""From what someone typed to words and sentences, each with its place in the text.

Every step keeps offsets: a normalised text has as many code points as the typed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from active_listening.coach.lexicon import lexicon

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
# A word, a pause inside a sentence, or an end of one. Digits keep their dots: "2.5" is one word.
_TOKEN = re.compile(
    r"(?P<word>\d+(?:[.,:]\d+)+|[^\W_]+(?:['\u2010\u2011-][^\W_]+)*)"
    r"|(?P<end>[.?!…]+|\n+)"
    r"|(?P<pause>[,;:()\[\]\"\u2013\u2014/]|-+)"
)
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "e.g", "i.e", "eg", "ie", "etc", "vs", "no", "st"]
)
_CLOSES = frozenset("”’\"'»")
_CLITIC = re.compile(r"(?<=\w)'(?:s|re|d|ll|m|ve)$")


class Word(NamedTuple):
    """One word, normalised; `start` and `end` are its place in the typed text."""

    text: str
    start: int
    end: int
    pause: bool
    """Whether a comma, colon, dash or bracket stands between it and the word before."""
    capital: bool
    """Whether it is written like a name; SHOUTING is not."""


class Sentence(NamedTuple):
    """Words up to an end mark; `mark` is "?", "!" or "." as typed, or ""."""

    words: tuple[Word, ...]
    mark: str

    @property
    def span(self) -> tuple[int, int]:
        """From the first word to the last."""
        return self.words[0].start, self.words[-1].end


def plain(text: str) -> str:
    """`text` in lower case with plain apostrophes, of the same length."""
    lowered = text.translate(_PLAIN).lower()
    if len(lowered) == len(text):
        return lowered
    # A few letters grow when lowered ("İ"); those stay as typed, so that offsets hold.
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_PLAIN))


_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\x00]"
)


def visible(text: str) -> str:
    """What a reader sees of `text`: without characters that take no ink, and trimmed."""
    return _INVISIBLE.sub("", text).strip()


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` that hold at least one word. Linear in its length."""
    if _INVISIBLE.search(text):
        return _placed(text)
    return _sentences(text)


def _placed(text: str) -> list[Sentence]:
    """The sentences of a text with characters nobody sees, read without them, placed with them."""
    kept = [i for i, character in enumerate(text) if not _INVISIBLE.match(character)]
    seen = _sentences("".join(text[i] for i in kept))
    return [
        Sentence(
            tuple(w._replace(start=kept[w.start], end=kept[w.end - 1] + 1) for w in sentence.words),
            sentence.mark,
        )
        for sentence in seen
    ]


def _sentences(text: str) -> list[Sentence]:
    lowered, spelling = plain(text), lexicon().spellings
    found: list[Sentence] = []
    words: list[Word] = []
    pause = False
    for match in _TOKEN.finditer(lowered):
        kind = match.lastgroup
        if kind == "word":
            start, end = match.span()
            word = spelling.get(match[0], match[0])
            capital = text[start].isupper() and not text[start + 1 : end].isupper()
            if "'" in word:
                _add(words, word, start, end, pause, capital)
            else:
                words.append(Word(word, start, end, pause, capital))
            pause = False
        elif kind == "pause":
            pause = pause or not _closes_quote(match, words)
        elif words and not _goes_on(match, words, lowered):
            mark = "?" if "?" in match[0] else "!" if "!" in match[0] else "."
            found.append(Sentence(tuple(words), mark))
            words, pause = [], False
        elif not words and found and "?" in match[0]:
            found[-1] = Sentence(found[-1].words, "?")  # "really!?", "what ?"
    if words:
        found.append(Sentence(tuple(words), ""))
    return found


def _closes_quote(match: re.Match[str], words: Sequence[Word]) -> bool:
    """A mark that ends a quotation, right behind its last word: '"it's all right" was kind'."""
    return match[0] == '"' and bool(words) and words[-1].end == match.start()


def _goes_on(match: re.Match[str], words: Sequence[Word], lowered: str) -> bool:
    """Whether a full stop only shortens a word, or dots only hesitate."""
    mark, after = match[0], lowered[match.end() : match.end() + 1]
    if mark == "." and (words[-1].text in _ABBREVIATIONS or (after and not after.isspace())):
        return words[-1].text in _ABBREVIATIONS or after.isalnum()
    if mark[0] in "….":  # 'when she said “About that bill …” and you ...': the quotation pauses
        rest = lowered[match.end() :].lstrip()
        return len(mark) > 1 - (mark == "…") and rest[:1] in _CLOSES and rest[1:2] in (" ", ",")
    return False


def _add(words: list[Word], text: str, start: int, end: int, pause: bool, capital: bool) -> None:
    """Appends a word, its clitic split off: "what's" is "what" and "'s"."""
    clitic = _CLITIC.search(text) if "'" in text and text != "let's" else None
    if clitic is None:
        words.append(Word(text, start, end, pause, capital))
        return
    # Where the typed word is shorter than the word meant ("whats"), so is its clitic.
    split = end - len(clitic[0]) + len(text) - (end - start)
    split = min(max(split, start), end)
    words.append(Word(text[: clitic.start()], start, split, pause, capital))
    words.append(Word(clitic[0], split, end, False, False))


def split_words(phrase: str) -> tuple[str, ...]:
    """A phrase of the lexicon, split as typed text is, its spelling left alone."""
    return tuple(chain.from_iterable(map(_split, phrase.split())))


@cache  # the words of the lexicon: few, each in many phrases
def _split(text: str) -> tuple[str, ...]:
    """A word, and its clitic."""
    words: list[Word] = []
    _add(words, text, 0, len(text), False, False)
    return tuple(word.text for word in words)
