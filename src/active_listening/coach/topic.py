"""Whether a question serves the purpose of the one it replaces.

Words for and against are weighed. For: the author's facets, and words of the first question. A
quarter of good rewrites share no word with their original, so overlap alone would be wrong. A word
that comes up in many conversations weighs less than one that does not. Against: words that stand
nowhere in the task, and a name that belongs to another conversation.

Stems are Porter2's (Snowball). A slip of the pen is one edit, a swap of neighbours included
(optimal string alignment, after Damerau, 1964). The lists are in `data/coach/topic.yaml`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer

from active_listening import resources
from active_listening.coach.lexicon import lexicon
from active_listening.coach.phrases import Tables
from active_listening.coach.reading import Met, Span
from active_listening.coach.text import Word, sentences

Facets = tuple[tuple[str, ...], ...]
_Stems = tuple[str, ...]
_stemmer = snowballstemmer.stemmer("english")

_FAINT, _THIN, _TELLING = 1, 2, 4
"""What a word weighs: one of every day, one of many conversations, and any other."""
_PLENTY = 6
"""The weight that serves the purpose whatever else is said."""
_BEARS = {2: 2, 3: 8, 4: 8, 5: 8}
"""For less weight, what would be too much against it for it to serve in full ..."""
_BEARS_HALF = {1: 2, 2: 5, 3: 8}
"""... and by half."""
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of a lower-case word."""
    return str(_stemmer.stemWord(word))


@lru_cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = resources.load_mapping("coach/topic.yaml")
    return {
        name: frozenset(listed.split()) if isinstance(listed, str) else listed
        for name, listed in table.items()
    }


@lru_cache
def _astray() -> Tables:
    """What asks for everything at once, or for the same words again, and so for nothing of this."""
    table = _table()
    return Tables({"topic_wholesale": table["wholesale"], "topic_again": table["again"]})


class _Seen(NamedTuple):
    """A word as it is compared.

    Attributes:
        weight: what it weighs where it belongs to the task; 0 for grammar.
        against: what it weighs where it does not; 0 for what fits any conversation.
    """

    stem: str
    weight: int
    against: int


@lru_cache
def _listed() -> dict[str, tuple[int, int]]:
    """Weight and weight against of every listed stem."""
    known, table = lexicon(), _table()
    lists = (
        (known.words("generic") | known.words("people") | table["empty"], (_FAINT, 0)),
        (table["faint"], (_FAINT, _FAINT)),
        (table["thin"], (_THIN, _THIN)),
    )
    return {stem(word): weights for words, weights in lists for word in words}


@lru_cache(maxsize=4096)
def _seen(text: str) -> _Seen:
    word = _table()["short"].get(text, text)
    if word[0].isdigit():
        return _Seen(word, *((_TELLING, _TELLING) if len(word) > 2 else (0, 0)))
    bare = _bare(word)
    shortened = _VOWELS.isdisjoint(bare)  # "wld", "thx": nobody can say for sure from what
    if len(word) < 3 or word[0] == "'" or shortened or word in lexicon().words("stopwords"):
        return _Seen(word, 0, 0)
    known = stem(bare)
    return _Seen(known, *_listed().get(known, (_TELLING, _TELLING)))


def _bare(word: str) -> str:
    """A word without its accents."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word)
    return "".join(c for c in letters if not unicodedata.combining(c)) or word


def _split(words: Sequence[Word]) -> Sequence[Word]:
    """The words, those with a hyphen as their parts: "sign-off" is "sign off"."""
    if not any("-" in word.text for word in words):
        return words
    return [part for word in words for part in _parts(word)]


def _parts(word: Word) -> Iterator[Word]:
    if "-" not in word.text or word.text in _table()["short"]:
        yield word
    else:
        for part in filter(None, word.text.split("-")):
            yield word._replace(text=part)


def _words(text: str) -> Sequence[Word]:
    return _split([word for sentence in sentences(text) for word in sentence.words])


class _Home(NamedTuple):
    """What belongs to a task, as stems."""

    phrases: dict[str, list[tuple[_Stems, int]]]
    """The facets' words and phrases by their first stem, longest first, each with its weight."""
    original: frozenset[str]
    known: frozenset[str]
    """Everything in the original, the facets and the scene."""
    spelled: dict[str, tuple[str, ...]]
    """Single words of the facets and the original, and their stems, by their first letter."""
    names: tuple[str, ...]
    """Names in the scene; where there is none, no name can be told to be another's."""


@lru_cache(maxsize=512)
def _home(original: str, facets: Facets, scene: str) -> _Home:
    first, around = _words(original), _words(scene)
    weighed = {_seen(word.text) for word in first}
    least = _THIN if any(one.weight >= _THIN for one in weighed) else _FAINT
    shared = frozenset(one.stem for one in weighed if one.weight >= least)
    named = frozenset(one.stem for one in weighed if one.against)
    known = {_seen(word.text).stem for word in (*first, *around)}
    spelled = {(one.stem[0], one.stem) for one in weighed if one.weight >= _THIN}
    phrases: dict[str, list[tuple[_Stems, int]]] = {}
    for parts in ([w.text for w in _words(phrase)] for facet in facets for phrase in facet):
        stems = tuple(_seen(part).stem for part in parts)
        if stems:
            phrases.setdefault(stems[0], []).append((stems, _weight(parts, named)))
            known.update(stems)
        if len(stems) == 1:
            spelled.update((parts[0][0], form) for form in (parts[0], stems[0]))
    for listed in phrases.values():
        listed.sort(key=lambda entry: (-len(entry[0]), -entry[1]))
    near: dict[str, tuple[str, ...]] = {}
    for letter, form in sorted(spelled):
        near[letter] = (*near.get(letter, ()), form)
    names = {_bare(word.text) for word in around if word.capital and _seen(word.text).weight}
    return _Home(phrases, shared, frozenset(known), near, tuple(names))


def _weight(parts: Sequence[str], original: frozenset[str]) -> int:
    """What a facet's word or phrase weighs: more where words are bound, or where it is original."""
    seen = [_seen(part) for part in parts]
    weight = max(_FAINT, *(one.weight for one in seen))
    if weight == _FAINT and len(parts) > 1:  # such as "let me in"
        return _THIN
    bound = sum(one.weight > 0 for one in seen) > 1
    if bound or seen[0].stem in original:
        return min(2 * weight, _TELLING)
    return weight


def on_topic(
    words: Sequence[Word],
    asking: Sequence[Word],
    original: str,
    facets: Facets,
    scene: str = "",
) -> tuple[Met, Span | None, str]:
    """How far a text serves the purpose, where in it, and the reason's id.

    Args:
        words: all of it; a lead-in may name what the question means by "that".
        asking: the words of the sentence that asks.
        scene: who talks to whom, and about what; its words and names are at home here.
    """
    found = _weigh(_split(words), asking, _home(original, facets, scene))
    if not facets:
        return _own_pair(found)
    weight, against = found.weight, found.against
    if weight <= _FAINT:
        for reason, start, end in _astray().hits(asking):
            return "no", (asking[start].start, asking[end - 1].end), reason
    if found.stranger and weight <= _TELLING:
        return "no", found.stranger, "topic_name"
    if weight >= _PLENTY or against < _BEARS.get(weight, 0):
        return "full", found.place, found.reason
    if weight >= _TELLING:
        return "half", found.place, "topic_mixed"
    if found.around <= _FAINT:
        if against < _BEARS_HALF.get(weight, 0):
            return "half", found.place, "topic_thin"
        if not against:
            return "half", None, "topic_generic"
    return "no", found.elsewhere, "topic_off"


def names(words: Sequence[Word], facet: Sequence[str]) -> bool:
    """Whether any word or phrase of a facet is in a text, a slip of the pen passed over."""
    return _weigh(_split(words), words, _home("", (tuple(facet),), "")).weight > 0


def _own_pair(found: _Weighed) -> tuple[Met, Span | None, str]:
    """Only the original can be served, and nothing can be told to be from elsewhere."""
    if found.weight >= _THIN:
        return "full", found.place, found.reason
    if found.weight:
        return "half", found.place, "topic_thin"
    if not found.against:
        return "half", None, "topic_generic"
    return "no", found.elsewhere, "topic_unknown"


class _Weighed(NamedTuple):
    """What speaks for a text and against it."""

    weight: int
    place: Span | None
    """The weightiest word or phrase for it, the first of equals."""
    reason: str
    against: int
    """Weight of the words from elsewhere in the sentence that asks."""
    around: int
    """Weight of those in the other sentences."""
    elsewhere: Span | None
    """From the first to the last of them, in the asking sentence where it has any."""
    stranger: Span | None
    """A name from elsewhere, unless one of this scene stands beside it."""


def _weigh(words: Sequence[Word], asking: Sequence[Word], home: _Home) -> _Weighed:
    seen = [_seen(word.text) for word in words]
    met, covered = _facets_met(words, seen, home)
    begin, end = (asking[0].start, asking[-1].end) if asking else (0, 0)
    inside: list[int] = []
    outside: list[int] = []
    stranger, friend = None, False
    for i, (word, (known, weight, against)) in enumerate(zip(words, seen, strict=True)):
        if not weight or i in covered:
            continue
        if known in home.original:
            met.setdefault((known,), (weight, (word.start, word.end), "topic_shared"))
        elif not against:
            continue
        elif word.capital and weight == _TELLING and _is_name(words, i):
            if known in home.known or _is_misspelt_name(word.text, home.names):
                friend = True
            elif home.names:
                stranger = stranger or (word.start, word.end)
        elif known not in home.known:
            near = home.spelled.get(known[0], ()) if weight == _TELLING else ()
            meant = near and _meant(word.text, known, near)
            if meant:
                met.setdefault(
                    (meant,), (_seen(meant).weight, (word.start, word.end), "topic_facet")
                )
            elif weight < _TELLING or not _is_common_slip(word.text):
                (inside if begin <= word.start < end else outside).append(i)
    best = max(met.values(), key=lambda one: one[0], default=(0, None, ""))
    away = inside or outside
    return _Weighed(
        sum(one[0] for one in met.values()),
        best[1],
        best[2],
        sum({seen[i].stem: seen[i].against for i in inside}.values()),
        sum({seen[i].stem: seen[i].against for i in outside}.values()),
        (words[away[0]].start, words[away[-1]].end) if away else None,
        None if friend else stranger,
    )


_Found = dict[_Stems, tuple[int, Span, str]]


def _facets_met(
    words: Sequence[Word], seen: Sequence[_Seen], home: _Home
) -> tuple[_Found, set[int]]:
    """Each facet phrase found, once: its weight, place and reason; and every word of them."""
    found: _Found = {}
    covered: set[int] = set()
    i = 0
    while i < len(seen):
        for stems, weight in home.phrases.get(seen[i].stem, ()):
            after = i + len(stems)
            if len(stems) == 1 or tuple(one.stem for one in seen[i:after]) == stems:
                place = words[i].start, words[after - 1].end
                found.setdefault(stems, (weight, place, "topic_facet"))
                covered.update(range(i, after))
                i = after - 1
                break
        i += 1
    return found, covered


def _is_name(words: Sequence[Word], i: int) -> bool:
    """Whether a word of weight has a capital that only a name would have there.

    At the head of a text that is one called out to ("Rashid, ..."), and no adverb. After a
    determiner a capital may be another language's noun ("the Training").
    """
    word = words[i]
    if len(word.text) < 3 or word.text in _table()["calendar"]:
        return False
    if i == 0:
        called = len(words) > 1 and words[1].pause
        return called and not word.text.endswith(("ly", "ing"))
    before = words[i - 1]
    begins = word.start - before.end > 1 and not word.pause
    return not begins and before.text not in lexicon().words("determiners")


@lru_cache(maxsize=1024)
def _is_misspelt_name(name: str, names: tuple[str, ...]) -> bool:
    from rapidfuzz.distance import OSA  # the few texts that need it pay for it

    bare = _bare(name)
    reach = 2 if len(bare) > 4 else 1
    return any(OSA.distance(bare, known, score_cutoff=reach) <= reach for known in names)


@lru_cache(maxsize=4096)
def _meant(typed: str, known: str, near: tuple[str, ...]) -> str:
    """The word of `near` that a typed word is another form of, a slip away from or short for.

    The shorter the word, the less may differ: "store" and "stare" are two words.
    """
    from rapidfuzz.distance import OSA

    for word in near:
        short, long = sorted((known, word), key=len)
        if len(short) > 5 and long.startswith(short):
            return word
        if len(typed) > 5 and _is_short_for(typed, word):
            return word
        for form in (typed, known):
            swapped = sorted(form) == sorted(word)
            needed = 4 if swapped else 6 if len(form) == len(word) else 5
            if (
                max(len(form), len(word)) >= needed
                and OSA.distance(form, word, score_cutoff=1) == 1
            ):
                return word
    return ""


@lru_cache
def _common() -> dict[str, tuple[str, ...]]:
    """The words that fit any conversation, by their first letter."""
    known = lexicon()
    words = known.words("generic") | known.words("people") | known.words("stopwords")
    found: dict[str, list[str]] = {}
    for word in sorted(words | _table()["empty"]):
        found.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in found.items()}


@lru_cache(maxsize=4096)
def _is_common_slip(typed: str) -> bool:
    """Whether a word is one with no topic, a letter too many, too few or out of order."""
    from rapidfuzz.distance import OSA

    for word in _common().get(typed[0], ()):
        swapped = len(word) == len(typed) > 3 and sorted(word) == sorted(typed)
        dropped = abs(len(word) - len(typed)) == 1 and max(len(word), len(typed)) > 5
        if (swapped or dropped) and OSA.distance(typed, word, score_cutoff=1) == 1:
            return True
    return False


def _is_short_for(typed: str, word: str) -> bool:
    """Whether only letters inside were left out, and few: "wkshop" for "workshop"."""
    if typed[-1] != word[-1] or not 0 < len(word) - len(typed) <= 0.3 * len(word):
        return False
    letters = iter(word)
    return all(letter in letters for letter in typed)
