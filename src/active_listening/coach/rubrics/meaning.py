"""Whether an answer takes up a point, in whatever words it does.

A point is an author's set of words and phrases, of which one is enough. Words meet where their
roots do, where one is a slip of the pen away, or where both are in one circle of near words. The
words of a phrase need not stand side by side: "missed deliveries" is met by "deliveries that were
missed". A word that makes one point outright does not make another by being near it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from active_listening.coach.feelings import GENERAL, families, find_feelings
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics.roots import (
    DENIAL,
    SLIP,
    bare,
    circles,
    misspelt,
    near,
    pair_firsts,
    root,
    table,
)
from active_listening.coach.text import Word, sentences
from active_listening.coach.topic import Facets

_FEW = 6
"""Words and phrases up to which a point is helped out by near words; more name those themselves."""
_REACH = 6
"""Words within which those of a phrase must stand."""
_BREAKS = frozenset(
    "and but so because while since which who that when after before then although".split()
)
"""Words at which a new clause, and so perhaps a new point, begins."""


class _Needed(NamedTuple):
    """What one word of a phrase is met by."""

    root: str
    near: frozenset[str]


class Said:
    """Stretches of words, ready to be asked for points."""

    def __init__(self, parts: Iterable[Sequence[Word]]) -> None:
        self.words: list[Word] = []
        self._at: list[int] = []
        self._places: dict[str, list[int]] = {}
        self._pairs: set[int] = set()
        """Where a circle's phrase of two words begins."""
        self._parts: list[tuple[int, Sequence[Word]]] = []
        place = 0
        for part in parts:
            self._parts.append((len(self.words), part))
            before = ""
            for word in part:
                self._add(word, before, place)
                before = root(word.text)
                place += 1
            place += _REACH + 1  # no phrase reaches from one stretch into the next

    def _add(self, word: Word, before: str, place: int) -> None:
        """Takes in a word; `before` is the root of the one in front of it."""
        i = len(self.words)
        self.words.append(word)
        self._at.append(place)
        for name in _names(word.text):
            self._places.setdefault(name, []).append(i)
        if before in pair_firsts():
            pair = f"{before} {root(word.text)}"
            for name in (pair, *near(pair)):
                self._places.setdefault(name, []).append(i - 1)
                self._pairs.add(i - 1)

    def find(self, phrase: str, taken: frozenset[int] | None = None) -> list[int] | None:
        """The words in which `phrase` is said, in any order; None where it is not.

        Args:
            taken: words that may not meet another by being near it; None where none may.
        """
        needed = _needed(phrase)
        for i in self._of(needed[0], taken) if needed else ():
            found = [i]
            for one in needed[1:]:
                close = [j for j in self._of(one, taken) if self._close(i, j)]
                if not close:
                    break
                found.append(min(close, key=lambda j: abs(j - i)))
            else:
                return found
        return None

    def _close(self, i: int, j: int) -> bool:
        return i != j and abs(self._at[i] - self._at[j]) <= _REACH

    def _of(self, one: _Needed, taken: frozenset[int] | None) -> list[int]:
        found = set(self._places.get(one.root, ()))
        if taken is not None:
            found |= {i for name in one.near for i in self._places.get(name, ()) if i not in taken}
        return sorted(found)

    def misspelt(self, phrase: str) -> list[int] | None:
        """The word that is `phrase`, itself one long word, but for a slip of the pen."""
        for i in self._long.get(phrase[:1], ()) if len(phrase) >= SLIP else ():
            if misspelt(self.words[i].text, phrase):
                return [i]
        return None

    @cached_property
    def _long(self) -> dict[str, list[int]]:
        """Words long enough to be a misspelling, by their first letter."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            if len(word.text) >= SLIP - 1:
                found.setdefault(word.text[0], []).append(i)
        return found

    def feeling(self, facet: Sequence[str]) -> list[int] | None:
        """The words that name a feeling of a family that the facet names one of."""
        families = _families_in(tuple(facet))
        return next((self._felt[f] for f in families if f in self._felt), None)

    @cached_property
    def _felt(self) -> dict[str, list[int]]:
        """The words that name feelings, by family."""
        found: dict[str, list[int]] = {}
        for begins, part in self._parts:
            for feeling in find_feelings(list(part)):
                words = range(begins + feeling.start, begins + feeling.end)
                found.setdefault(feeling.family, list(words))
        return found

    def sharing(self, roots: frozenset[str], taken: frozenset[int]) -> list[int] | None:
        """The first word with one of these roots."""
        places = sorted({i for name in roots for i in self._places.get(name, ())} - taken)
        return places[:1] or None

    def span(self, found: Sequence[int]) -> Span:
        """From the first to the last of the words found."""
        first, last = min(found), max(found)
        ends = last + (last in self._pairs and last + 1 < len(self.words))
        return self.words[first].start, self.words[ends].end


@lru_cache(maxsize=20_000)
def _names(text: str) -> tuple[str, ...]:
    """All that a word may be met by: its root, its circles, and the parts of a joined one."""
    pieces = [root(piece) for piece in text.split("-") if piece] if "-" in text else []
    return tuple(dict.fromkeys((root(text), bare(text), *near(bare(text)), *pieces)))


@lru_cache(maxsize=4096)
def _needed(phrase: str) -> tuple[_Needed, ...]:
    """What each word of a phrase can be met by; grammar words only where it has no others.

    A phrase that stands in a circle as it is, such as "get through", is met by the whole circle.
    """
    words = [word.text for sentence in sentences(phrase) for word in sentence.words]
    roots = [root(word) for word in words]
    if len(words) == 1:  # "fail" alone asks for failing, and not for any "not"
        return (_Needed(bare(words[0]), near(bare(words[0]))),)
    if len(words) == 2 and " ".join(roots) in circles():
        return (_Needed(" ".join(roots), near(" ".join(roots))),)
    small = lexicon().words("stopwords")
    weighty = [
        name for word, name in zip(words, roots, strict=True) if word not in small or name == DENIAL
    ]
    kept = weighty if set(weighty) - {DENIAL} else roots
    return tuple(_Needed(name, near(name)) for name in kept)


def points_met(
    facets: Facets, said: Said, client: str = "", *, strict: bool = False
) -> list[Span | None]:
    """For each point, where the answer takes it up; None where it does not.

    An author's own words count before near ones, and those before a content word of the client's
    line, which counts for the one point whose clause it stands in. Without facets the clauses are
    the points.

    Args:
        strict: near words count only for a point of few words. For where one point is enough.
    """
    points = facets or clauses_as_facets(client)
    found: list[list[int] | None] = [None] * len(points)
    taken: frozenset[int] = frozenset()
    belonging = _belonging(points, client)
    for step in ("outright", "near", "misspelt", "felt", "shared"):
        for k, facet in enumerate(points):
            if found[k] is None:
                rich = strict and step in ("near", "felt") and len(facet) > _FEW
                listed = () if rich else facet
                found[k] = _met(step, listed, said, belonging[k], taken)
                taken |= frozenset(found[k] or ())
    return [said.span(place) if place else None for place in found]


def _met(
    step: str, facet: Sequence[str], said: Said, shared: frozenset[str], taken: frozenset[int]
) -> list[int] | None:
    if step == "shared":
        return said.sharing(shared, taken)
    if step == "felt":
        return said.feeling(facet)
    for phrase in facet:
        if step == "misspelt":
            found = said.misspelt(phrase)
        else:
            found = said.find(phrase, None if step == "outright" else taken)
        if found and (step == "outright" or set(found) - taken):
            return found
    return None


@lru_cache(maxsize=512)
def _families_in(facet: tuple[str, ...]) -> tuple[str, ...]:
    """The families of feelings that a facet has a word of; what is just hard names none."""
    listed = [list(s.words) for phrase in facet for s in sentences(phrase)]
    found = [f for words in listed for f in find_feelings(words) if f.end - f.start == len(words)]
    return tuple(dict.fromkeys(f.family for f in found if f.family != GENERAL))


@lru_cache(maxsize=512)
def clauses_as_facets(client: str) -> Facets:
    """The content words of each clause of the client's line that has any."""
    listed = (tuple(word.text for word in content(clause)) for clause in _clauses(client))
    return tuple(words for words in listed if words)


@lru_cache(maxsize=512)
def _belonging(facets: Facets, client: str) -> tuple[frozenset[str], ...]:
    """For each facet the roots that only it has in the client's line.

    They are those of its clauses' content words, and those of its own phrases, however general:
    where "seating plan" is a point and no other has a plan, "the plan" is that one.
    """
    clauses = [(Said([clause]), content(clause)) for clause in _clauses(client)]
    small = lexicon().words("stopwords") | lexicon().words("verbs") | set(table()["numbers"])
    line = {root(w.text) for s in sentences(client) for w in s.words if w.text not in small}
    own = [{root(w.text) for p in facet for s in sentences(p) for w in s.words} for facet in facets]
    found = [
        {
            root(word.text)
            for said, words in clauses
            if any(said.find(phrase, frozenset()) for phrase in facet)
            for word in words
        }
        for facet in facets
    ]
    return tuple(
        frozenset(
            (mine | (own[i] & line)).difference(
                *(found[j] | own[j] for j in range(len(facets)) if j != i)
            )
        )
        for i, mine in enumerate(found)
    )


def content(words: Sequence[Word]) -> list[Word]:
    """The words that make a point: not grammar, not fit for any topic, no number, no feeling."""
    empty, small = _empty_roots(), lexicon().words("stopwords") | lexicon().words("fillers")
    return [
        word
        for word in words
        if word.text not in small
        and root(word.text) not in empty
        and len(word.text) > 2
        and word.text not in table()["numbers"]
        and not word.text[0].isdigit()
        and word.text not in _feelings()
    ]


@lru_cache
def _feelings() -> frozenset[str]:
    """Single words that name a feeling; what a feeling is about is another matter."""
    return frozenset(word for listed in families().values() for word in listed)


@lru_cache
def _empty_roots() -> frozenset[str]:
    return frozenset(map(root, lexicon().words("generic"))) | {DENIAL}


def _clauses(text: str) -> Iterator[list[Word]]:
    """`text` cut at its pauses and at the words that begin a clause."""
    for sentence in sentences(text):
        clause: list[Word] = []
        for word in sentence.words:
            if clause and (word.pause or word.text in _BREAKS):
                yield clause
                clause = []
            clause.append(word)
        yield clause
