"""Whether a text is English that the coach can answer for. What is not is unsure and costs nothing.

Cheapest first: letters of another script; words heaped with no grammar among them; and, only where
few of the small words that hold English together are there, how many of the words a dictionary
knows (simplemma). Function words alone tell languages apart well in whole sentences (Grefenstette,
Comparing two language identification schemes, 1995); the dictionary is for the short ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from active_listening.coach.grammar import WH
from active_listening.coach.lexicon import lexicon
from active_listening.coach.spelling import slips
from active_listening.coach.text import Sentence, Word

_OPENERS = frozenset(WH)
_MIXED = re.compile(r"[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
"""A Latin letter beside a Greek or Cyrillic one: a word that is not what it looks like."""
_LATIN_ENDS = "\u024f"
_HEAP = 6
"""Words in a row with none of grammar among them; "weekend support desk" has three."""
_LOOSE = 0.1
"""Share of function words, question words aside, below which a text is a heap."""
_HELD_TOGETHER = 0.4
"""Share of function words from which no dictionary is asked; running English has about half."""
_KNOWN = 0.7
"""Share of words that a dictionary must know for a text to be English, names left out."""


def is_english(text: str, sentences: Sequence[Sentence], *, talk: bool = True) -> bool:
    """Whether `text`, cut into `sentences`, can be read. No text at all can, an emoji cannot.

    In a `talk`, one word asked after can: "Why nine?". As an answer to a task it is a stub.
    """
    if not text.isascii() and (_MIXED.search(text) or _other_script(text)):
        return False
    words = [word for sentence in sentences for word in sentence.words]
    if not words:
        return not text.strip()
    verbless = [one for one in sentences if _verbless(one) and not (talk and _asks_after(one))]
    if verbless or _heaped(sentences) or any(map(_listed_openers, sentences)):
        return False
    small, foreign = _function_words(), lexicon().words("foreign")
    held = sum(word.text in small for word in words)
    if held >= _HELD_TOGETHER * len(words) and not any(word.text in foreign for word in words):
        return True
    return _in_dictionary(words)


def _other_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character > _LATIN_ENDS for character in letters) > len(letters) / 2


@lru_cache
def _function_words() -> frozenset[str]:
    known = lexicon()
    lists = ("stopwords", "auxiliaries", "subjects")
    return frozenset().union(*map(known.words, lists))


@lru_cache
def _small_words() -> frozenset[str]:
    return _function_words() | lexicon().words("fillers")


def _in_dictionary(words: Sequence[Word]) -> bool:
    """Whether English knows most of the words; names and numbers are not asked about."""
    asked = [
        word.text
        for i, word in enumerate(words)
        if not (word.capital and (i or len(words) > 2)) and word.text.isalpha()
    ]
    if not asked:
        return True
    return sum(map(_known, asked)) >= _KNOWN * len(asked)


@lru_cache(maxsize=4096)
def _known(word: str) -> bool:
    if word in _function_words() or word in lexicon().words("generic") or word in slips():
        return True
    import simplemma  # its dictionary takes half a second, and most texts never need it

    return bool(simplemma.is_known(word, lang="en"))


def _verbless(sentence: Sentence) -> bool:
    """ "What trial van?": a wh-word before a heap in which nothing happens. "How many?" is none."""
    words = [word.text for word in sentence.words]
    known = lexicon()
    if len(words) < 2 or words[0] not in ("what", "how", "why"):
        return False
    if words[1] in _small_words() or words[1] in ("kind", "sort", "type", "time", "else", "reason"):
        return False
    verbs = known.words("auxiliaries") | known.words("verbs")
    return not any(
        word in verbs or word.endswith(("ing", "ed")) or (len(word) > 3 and word.endswith("s"))
        for word in words[1:]
    )


def _asks_after(sentence: Sentence) -> bool:
    """ "Why nine?", "What list?": a word of theirs, asked after."""
    return len(sentence.words) == 2 and sentence.words[0].text != "how" and sentence.mark == "?"


def _listed_openers(sentence: Sentence) -> bool:
    """ "What, how, why, feelings": question words told over, with no clause to open."""
    words, known = sentence.words, lexicon()
    if len(_OPENERS.intersection([word.text for word in words])) < 2:
        return False
    clause = known.words("auxiliaries") | known.words("subjects") | {"to", "and", "or"}
    run: set[str] = set()
    for word in words:
        if len(run) >= 2 and word.text not in WH and word.text not in clause:
            return True
        run = run | {word.text} if word.text in WH else set()
    return len(run) >= 2 and len(words) > len(run)


def _heaped(sentences: Sequence[Sentence]) -> bool:
    """Many words in one breath with no article, pronoun, preposition, auxiliary or "um" among them.

    Question words hold nothing together where all else is missing.
    """
    small, subjects = _small_words(), lexicon().words("subjects")
    longest = held = count = 0
    for sentence in sentences:
        run, before = 0, ""
        for word in sentence.words:
            grammar = word.text in small or before in subjects  # "you want ...": its verb
            run = 0 if grammar else 1 if word.pause else run + 1
            before = word.text
            longest = max(longest, run)
            held += word.text in small and word.text not in WH
        count += len(sentence.words)
    return longest >= _HEAP or (count >= _HEAP and held < _LOOSE * count)
