"""What the rules on questions share: the finding they return, and small steps over words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Tier
from active_listening.coach.text import Phrases, Word

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
WH = (*WIDE_WH, *FACT_WH)
PREPOSITIONS = ("in", "to", "at", "from", "with", "for", "on", "by", "of", "about", "under")
PRONOUNS = ("i", "you", "he", "she", "it", "we", "they", "there", "this", "that")
MODALS = ("can", "could", "would", "will", "may", "might", "can't", "couldn't", "won't", "wouldn't")


class Ask(NamedTuple):
    """One thing asked in a sentence: words `start` to `end` decide, `reason` says how."""

    tier: Tier
    start: int
    end: int
    reason: str


@lru_cache
def phrases(name: str) -> Phrases:
    """The lexicon's list `name`, ready to be looked for."""
    return Phrases(lexicon().listed(name))


@lru_cache
def invitations() -> Phrases:
    """The invitations, and the same with their verb in -ing: "would you mind telling me"."""
    listed = lexicon().listed("invitations")
    return Phrases([*listed, *map(_gerund, listed)])


def _gerund(phrase: str) -> str:
    verb, _, rest = phrase.partition(" ")
    doubled = {"let": "letting", "put": "putting", "run": "running", "get": "getting"}
    stem = verb[:-1] if verb.endswith("e") else verb
    return f"{doubled.get(verb, stem + 'ing')} {rest}".strip()


def word_is(words: Words, i: int, *texts: str) -> bool:
    """Whether there is a word `i` and it is one of `texts`."""
    return i < len(words) and words[i].text in texts


def is_in(words: Words, i: int, name: str) -> bool:
    """Whether there is a word `i` and it is on the lexicon's list `name`."""
    return i < len(words) and words[i].text in lexicon().words(name)


def noun_head(words: Words, k: int) -> int:
    """The index of the noun that a phrase such as "your last order number" ends in."""
    while k < len(words) and is_in(words, k, "determiners"):
        k += 1
    head = k
    while (
        head + 1 < len(words)
        and not words[head + 1].pause
        and words[head + 1].text not in lexicon().words("stopwords")
        and words[head].text != "'s"
    ):
        head += 1
    return head if k < len(words) else 0
