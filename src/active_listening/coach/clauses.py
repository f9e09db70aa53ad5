"""Where a question may begin inside a sentence, punctuated or not.

At the sentence's own beginning, past fillers and names; after a pause or a conjunction; and, as
people type on phones, in the middle of a run of words. There only an inverted clause counts
("... how did it go", "... can you tell me"), or a wh-clause after one that cannot stand alone
("when you opened it what happened"; Quirk et al., 14.3).
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.grammar import (
    PREPOSITIONS,
    PRONOUNS,
    WH,
    Words,
    heads,
    is_in,
    is_subject,
    listed,
    phrase_at,
    word_is,
)

JOINS = frozenset(("and", "but", "so", "or", "because"))
_ASKING = frozenset("can could would will do did are have were".split())
_STOPS = JOINS | WH | _ASKING
_RELATIVE = frozenset(("who", "which", "whose", "whom"))
_PERSONS = ("you", "they", "we", "i", "he", "she", "it")
_BEFORE_NOTHING = frozenset("so nor neither as than what that which who".split())


def next_beginning(words: Words, i: int, start: int) -> int:
    """The next place from `i` on where a clause may ask; `start` is where the sentence began."""
    dependent = is_in(words, start, "subordinators")
    while i < len(words):
        text = words[i].text
        if words[i].pause:
            return skip_openers(words, i)
        if text in _STOPS:
            if text in JOINS and i + 1 < len(words):
                return i + 1
            if text not in JOINS and runs_on(words, i, dependent=dependent):
                return i
        i += 1
    return i


def runs_on(words: Words, i: int, *, dependent: bool) -> bool:
    """Whether word `i`, with no pause before it, begins a question of its own."""
    before, follows = words[i - 1].text if i else "", is_in(words, i + 1, "auxiliaries")
    if words[i].text in _ASKING:
        free = not (before in _BEFORE_NOTHING or before in WH or _wh_waits(words, i))
        return free and word_is(words, i + 1, "you")
    if before in listed("embedding") or before in listed("verbs") or before in WH:
        return False
    if words[i].text in _RELATIVE:  # "the people who were there"
        return follows and word_is(words, i + 2, *_PERSONS)
    if follows and (is_subject(words, i + 2) or before not in PREPOSITIONS | PRONOUNS):
        return True
    return (
        dependent
        and before not in PREPOSITIONS
        and before not in listed("subordinators")
        and i + 1 < len(words)
        and not word_is(words, i + 1, *PRONOUNS, "to")
    )


def _wh_waits(words: Words, i: int) -> bool:
    """Whether a wh-word before word `i` still waits for it: "what sort of week have you had"."""
    for k in range(i - 1, -1, -1):
        if words[k].text in listed("auxiliaries"):
            return False
        if words[k].text in WH:
            return True
        if words[k].pause:
            return False
    return False


def skip_openers(words: Words, i: int = 0) -> int:
    """The index after fillers, greetings and a name spoken to."""
    greeted = i == 0
    while i < len(words):
        end = phrase_at("fillers", words, i)
        if end and _is_filler(words, i, end):
            greeted = greeted or words[i].text in listed("greetings")
            i = end
        elif end and words[i].text in listed("greetings") and name_ends(words, end, greeted=True):
            i = name_ends(words, end, greeted=True)
        else:
            end = name_ends(words, i, greeted=greeted)
            if not end:
                break
            i = end
    return i


def _is_filler(words: Words, i: int, end: int) -> bool:
    text = words[i].text
    if end == len(words) or words[end].pause:
        asks_on = end < len(words) and words[end].text in _after_filler()
        return asks_on or text not in ("tell", "say", "remind")
    if text in JOINS and is_in(words, end, "subordinators"):
        return True
    if text in listed("comma_fillers"):  # "like do we know", not "like what"
        return text == "like" and _asks_outright(words, end) and words[end].text not in WH
    return words[end].text in _after_filler()


def name_ends(words: Words, i: int, *, greeted: bool) -> int:
    """The index after a name of one or two words: before a pause, or a question; 0 for none."""
    if i >= len(words) or not _is_name(words, i, greeted=greeted):
        return 0
    for end in (i + 1, i + 2):
        if end < len(words) and words[end].pause:
            return end
        if end >= len(words) or not _is_name(words, end, greeted=False):
            break
    last = i + 1 + (words[i].text in listed("titles"))
    if greeted and last < len(words) and _asks_outright(words, last):
        return last
    return 0


def _is_name(words: Words, i: int, *, greeted: bool) -> bool:
    """A word that grammar has no use for: "Priya, ...", "hi Tom ..."; "all" only after "hi"."""
    text = words[i].text
    if greeted and text in listed("addressees"):
        return True
    return text not in _no_names() and text[0] != "'"


@lru_cache
def _no_names() -> frozenset[str]:
    lists = ("stopwords", "wide_fragments", "subordinators", "embedding", "verbs", "auxiliaries")
    return heads("invitations", "curiosity").union(*map(listed, lists))


def _asks_outright(words: Words, i: int) -> bool:
    """A wh-word, an auxiliary with "you", or an invitation that names the listener."""
    if words[i].text in WH or phrase_at("invitations", words, i):
        return True
    return words[i].text in listed("auxiliaries") and word_is(words, i + 1, *PRONOUNS)


@lru_cache
def _after_filler() -> frozenset[str]:
    """Words that a filler can stand before without a comma."""
    frames = heads("invitations", "curiosity", "openings", "fillers")
    return (WH | frames).union(*map(listed, ("auxiliaries", "topics", "fetching")))
