"""What the rules on questions share: the finding they return, and small steps over words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from active_listening.coach.lexicon import lexicon
from active_listening.coach.phrases import Phrases
from active_listening.coach.reading import Tier
from active_listening.coach.text import Word

Words = Sequence[Word]
WIDE_WH = ("what", "how", "why")
FACT_WH = {
    "when": "fact_when",
    "where": "fact_where",
    "who": "fact_who",
    "whom": "fact_who",
    "whose": "fact_who",
    "which": "fact_which",
}
"""Words that ask for one fact, and the reason's id."""
WH = frozenset((*WIDE_WH, *FACT_WH))
PREPOSITIONS = frozenset(
    (
        "in to at from with for on by of about under since until till over after before towards "
        "against around through via between"
    ).split()
)
PRONOUNS = frozenset("i you he she it we they there this that".split())
MODALS = frozenset("can could would will may might can't couldn't won't wouldn't".split())
BE = frozenset(("is", "'s", "was", "are", "'re", "were", "am", "be"))


_CLITIC = re.compile(r"(?<=\w)'(?=(?:s|re|d|ll|m|ve)\b)")
"""Where a phrase is split as typed words are: "i'd" is "i" and "'d"."""


class Ask(NamedTuple):
    """One thing asked in a sentence: words `start` to `end` decide, `reason` says how."""

    tier: Tier
    start: int
    end: int
    reason: str


@lru_cache
def phrases(name: str) -> Phrases:
    """The lexicon's list `name`, ready to be looked for."""
    return Phrases(_entries(name))


def _entries(name: str) -> list[str]:
    """A list's phrases; the invitations in -ing as well: "would you mind telling me"."""
    entries = lexicon().listed(name)
    return [*entries, *map(_in_ing, entries)] if name == "invitations" else entries


def _in_ing(phrase: str) -> str:
    """ "(talk|walk) me through" as "(talking|walking) me through"."""
    verbs, rest = re.findall(r"^\(?([^)\s]+|[^)]+)\)?(.*)", phrase)[0]
    return "(" + "|".join(map(gerund, verbs.split("|"))) + ")" + rest


def gerund(verb: str) -> str:
    """The -ing form of a verb; words after it stay: "think of" is "thinking of"."""
    verb, space, rest = verb.partition(" ")
    if verb in ("let", "put", "run", "get", "cut", "begin"):
        verb += verb[-1]
    return verb.removesuffix("e") + "ing" + space + rest


def phrase_at(name: str, words: Words, i: int) -> int:
    """The index after the longest phrase of list `name` that begins at word `i`; 0 where none does.

    Most words begin none; two look-ups tell, before the phrases themselves are compared.
    """
    if i >= len(words):
        return 0
    seconds = _starts(name).get(words[i].text)
    if seconds is None:
        return 0
    if "*" in seconds or (i + 1 < len(words) and words[i + 1].text in seconds):
        return phrases(name).at(words, i)
    return 0


def phrase_before(name: str, words: Words, end: int, longest: int) -> int:
    """The index at which a phrase of list `name` begins that ends before word `end`; 0 for none."""
    if end and words[end - 1].text in _tails(name):
        for i in range(max(1, end - longest), end):
            if phrase_at(name, words, i) == end:
                return i
    return 0


@lru_cache
def heads(*names: str) -> frozenset[str]:
    """The first words of the phrases on these lists."""
    return frozenset().union(*(_starts(name) for name in names))


@lru_cache
def _starts(name: str) -> dict[str, set[str]]:
    """First words of a list's phrases, each with the second words; "*" for none or any."""
    table: dict[str, set[str]] = {}
    for parts in _spelt_out(name):
        second = parts[1] if len(parts) > 1 and parts[1][0] != "*" else "*"
        table.setdefault(parts[0], set()).add(second)
    return table


@lru_cache
def _tails(name: str) -> frozenset[str]:
    return frozenset(parts[-1] for parts in _spelt_out(name))


def _spelt_out(name: str) -> Iterator[list[str]]:
    """The words of every phrase that a list's entries stand for."""
    for entry in _entries(name):
        for chosen in product(*(part.split("|") for part in re.split(r"[()]", entry))):
            yield _CLITIC.sub(" '", "".join(chosen)).split()


@lru_cache
def listed(name: str) -> frozenset[str]:
    """The lexicon's list `name`, as a set of words."""
    return lexicon().words(name)


def word_is(words: Words, i: int, *texts: str) -> bool:
    """Whether there is a word `i` and it is one of `texts`."""
    return i < len(words) and words[i].text in texts


def is_in(words: Words, i: int, name: str) -> bool:
    """Whether there is a word `i` and it is on the lexicon's list `name`."""
    return i < len(words) and words[i].text in listed(name)


def is_subject(words: Words, i: int) -> bool:
    """Whether word `i` may begin a subject: a pronoun, an article, a name."""
    return i < len(words) and (words[i].text in listed("subjects") or words[i].capital)


def noun_head(words: Words, k: int) -> int:
    """The index of the noun that a phrase such as "your last order number" ends in; 0 for none."""
    while k < len(words) and words[k].text in listed("determiners"):
        k += 1
    if k >= len(words):
        return 0
    head, small = k, listed("stopwords")
    while head + 1 < len(words) and not words[head + 1].pause:
        owner = words[head + 1].text == "'s" and head + 2 < len(words)
        if words[head + 1 + owner].text in small:
            break
        head += 1 + owner
    return head


def is_fact(words: Words, i: int) -> bool:
    """Whether word `i` names one fact, or several: "the date", "your opening hours"."""
    if i >= len(words):
        return False
    text, facts = words[i].text, listed("fact_nouns")
    return text in facts or (text[-1:] == "s" and text[:-1] in facts) or text == "addresses"
