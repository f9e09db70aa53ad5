"""From what someone typed to words and sentences, each with its place in the text.

Every step keeps offsets: a normalised text has as many code points as the typed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product
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
_CLITIC = re.compile(r"(?<=\w)'(?:s|re|d|ll|m|ve)$")


class Word(NamedTuple):
    """One word, normalised; `start` and `end` are its place in the typed text."""

    text: str
    start: int
    end: int
    pause: bool
    """Whether a comma, colon, dash or bracket stands between it and the word before."""
    capital: bool


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
            _add(words, match[0], start, end, pause, _capital(text[start:end]), spelling)
            pause = False
        elif kind == "pause":
            pause = True
        elif words and not _goes_on(match, words, lowered):
            mark = "?" if "?" in match[0] else "!" if "!" in match[0] else "."
            found.append(Sentence(tuple(words), mark))
            words, pause = [], False
        elif not words and found and "?" in match[0]:
            found[-1] = Sentence(found[-1].words, "?")  # "really!?", "what ?"
    if words:
        found.append(Sentence(tuple(words), ""))
    return found


def _capital(word: str) -> bool:
    """Whether a word is written like a name; SHOUTING is not."""
    return word[0].isupper() and not word[1:].isupper()


def _goes_on(match: re.Match[str], words: Sequence[Word], lowered: str) -> bool:
    """Whether a full stop only shortens a word, or dots only hesitate."""
    mark, after = match[0], lowered[match.end() : match.end() + 1]
    if mark == "." and (words[-1].text in _ABBREVIATIONS or (after and not after.isspace())):
        return words[-1].text in _ABBREVIATIONS or after.isalnum()
    return False


def _add(
    words: list[Word],
    text: str,
    start: int,
    end: int,
    pause: bool,
    capital: bool,
    spelling: dict[str, str],
) -> None:
    """Appends a word, its clitic split off: "what's" is "what" and "'s"."""
    text = spelling.get(text, text)
    clitic = _CLITIC.search(text) if "'" in text and text != "let's" else None
    if clitic is None:
        words.append(Word(text, start, end, pause, capital))
        return
    # Where the typed word is shorter than the word meant ("whats"), so is its clitic.
    split = end - len(clitic[0]) + len(text) - (end - start)
    split = min(max(split, start), end)
    words.append(Word(text[: clitic.start()], start, split, pause, capital))
    words.append(Word(clitic[0], split, end, False, False))


class Tables:
    """Named lists of phrases, looked for together: one pass over the words, whatever their number.

    In a phrase "*" is any word, "*ing" any that ends so; "why (did|didn't) (you|your *)" stands for
    four phrases, "so (very|) long" for two. Found by their first two words, so that a search costs
    the length of the text, not of the lists.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._alone: dict[str, list[str]] = {}
        self._pairs: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        for name, phrases in lists.items():
            for phrase in chain.from_iterable(map(_alternatives, phrases)):
                first, *rest = _phrase_words(phrase)
                if rest:
                    second = "*" if rest[0][0] == "*" else rest[0]
                    seconds = self._pairs.setdefault(first, {})
                    seconds.setdefault(second, []).append(((first, *rest), name))
                else:
                    self._alone.setdefault(first, []).append(name)
        for seconds in self._pairs.values():
            for known in seconds.values():
                known.sort(key=lambda entry: -len(entry[0]))
        self._firsts = self._alone.keys() | self._pairs.keys()

    def at(self, words: Sequence[Word], i: int) -> list[tuple[str, int]]:
        """The phrases that begin at word `i`, longest first: (list, index after the phrase)."""
        first = words[i].text if i < len(words) else ""
        if first not in self._firsts:
            return []
        found = []
        seconds = self._pairs.get(first)
        if seconds and i + 1 < len(words):
            for second in (words[i + 1].text, "*"):
                for parts, name in seconds.get(second, ()):
                    end = i + len(parts)
                    if end <= len(words) and _matches(parts, words, i):
                        found.append((name, end))
        found += [(name, i + 1) for name in self._alone.get(first, ())]
        return found

    def hits(self, words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
        """Every phrase among the words: (list, first index, index after), by where it begins."""
        firsts = self._firsts
        for i, word in enumerate(words):
            if word.text in firsts:
                for name, end in self.at(words, i):
                    yield name, i, end


class Phrases:
    """One list of phrases to look for among words, written as in `Tables`."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._table = Tables({"": phrases})

    def at(self, words: Sequence[Word], i: int) -> int:
        """The index after the longest phrase that begins at word `i`; 0 where none does."""
        found = self._table.at(words, i)
        return found[0][1] if found else 0

    def search(self, words: Sequence[Word], start: int = 0) -> tuple[int, int] | None:
        """The first phrase among `words` from `start`, as indexes."""
        firsts = self._table._firsts
        for i in range(start, len(words)):
            if words[i].text in firsts:
                end = self.at(words, i)
                if end:
                    return i, end
        return None


def _matches(parts: tuple[str, ...], words: Sequence[Word], i: int) -> bool:
    """Whether the words from `i` are `parts`; the first is known to be."""
    for k in range(1, len(parts)):
        part, word = parts[k], words[i + k].text
        if part != word and not (
            part[0] == "*" and len(word) >= len(part) and word.endswith(part[1:])
        ):
            return False
    return True


def _alternatives(phrase: str) -> list[str]:
    """The phrases that one with "(a|b)" in it stands for."""
    parts = [part.split("|") for part in re.split(r"[()]", phrase)]
    return ["".join(chosen) for chosen in product(*parts)]


@lru_cache(maxsize=4096)
def _phrase_words(phrase: str) -> tuple[str, ...]:
    """A phrase of the lexicon, split as typed text is."""
    words: list[Word] = []
    for part in phrase.split():
        _add(words, part, 0, len(part), False, False, {})
    return tuple(word.text for word in words)
