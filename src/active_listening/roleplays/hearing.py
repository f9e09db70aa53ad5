"""From what a learner typed or chose to a turn that the client can react to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from active_listening import coach
from active_listening.coach.feelings import families, find_feelings
from active_listening.coach.folding import slot
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Reading
from active_listening.coach.text import Word, sentences
from active_listening.coach.topic import stem
from active_listening.roleplays.engine import Said
from active_listening.roleplays.people import Person, meant, sides
from active_listening.roleplays.rules import moves as known_moves
from active_listening.roleplays.scene import Choice

_SHORT = 4
"""Letters from which on a word is worth picking up."""
_NO_NOUN = ("ly", "ing", "ed", "ful", "able", "ible", "ous", "n't")


def heard(
    text: str,
    client: str = "",
    corrected: Iterable[str] | None = None,
    people: tuple[Person, ...] = (),
) -> Said:
    """A typed line as a turn: the coach's moves and flaws, or those that the learner set right.

    Args:
        text: what was typed.
        client: the client's line before it.
        corrected: the moves it was meant to have, where the learner said so.
        people: on the client's side.

    Raises:
        TooLong: as `coach.read`.
    """
    reading = coach.read(text, client=client)
    found = moves_of(reading) if corrected is None else tuple(dict.fromkeys(corrected))
    if len(people) < 2:  # with one person there is nobody to keep apart: it is something told
        found = tuple(dict.fromkeys("information" if m == "ground_rules" else m for m in found))
    moves = tuple(move for move in found if move in known_moves())
    to = meant(text, people)
    if not to and "ground_rules" in moves:  # they are for all, whoever spoke last
        to = tuple(one.id for one in people)
    return replace(_said(text, moves, to=to), sides=sides(text, people))


def moves_of(reading: Reading) -> tuple[str, ...]:
    """What a reading's line does: its moves in order, then the flaws of its question, each once.

    Words of the client's given back with a question mark are a reflection and no closed question.
    English that does nothing else tells something; what is not read as English does nothing.
    """
    found = [move.id for move in reading.moves] + [flaw.id for flaw in reading.flaws]
    if reading.question.reason == "statement" and "reflection_content" in found:
        found = [move for move in found if move != "closed_question"]
    if not found and reading.question.reason != "unreadable":
        found = ["information"]
    return tuple(dict.fromkeys(found))


def chosen(choice: Choice) -> Said:
    """A line chosen from those on offer: its author said what it does."""
    return _chosen(choice.id, choice.say, choice.moves, choice.to)


@lru_cache(maxsize=2048)
def _chosen(id: str, text: str, moves: tuple[str, ...], to: tuple[str, ...]) -> Said:
    return _said(text, moves, id, to)


def _said(text: str, moves: tuple[str, ...], choice: str = "", to: tuple[str, ...] = ()) -> Said:
    words = [word for sentence in sentences(text) for word in sentence.words]
    return Said(
        text=text,
        moves=moves,
        choice=choice,
        feeling=_feeling(text, words) if "reflection_feeling" in moves else "",
        word=_word(text, words),
        length=len(words),
        to=to,
    )


def _feeling(text: str, words: list[Word]) -> str:
    """The last word for a feeling, as the learner wrote it.

    Left out: words such as "hard", which leave open which feeling that is, and "down".
    """
    for found in reversed(find_feelings(words)):
        own = text[words[found.start].start : words[found.end - 1].end].lower()
        if own in families().get(found.family, ()):
            return own
    return ""


def _word(text: str, words: list[Word]) -> str:
    """The last word of some weight, most likely a noun, as the learner wrote it."""
    light = _light()
    for word in reversed(words):
        own = text[word.start : word.end]
        weighs = len(own) >= _SHORT and own.isalpha() and own.islower()
        if weighs and word.text not in light and not word.text.endswith(_NO_NOUN):
            return own
    return ""


@lru_cache(maxsize=4096)
def weighty(text: str) -> frozenset[str]:
    """The stems of the words in a text that carry its matter."""
    light = _light()
    words = [word.text for sentence in sentences(text) for word in sentence.words]
    return frozenset(stem(w) for w in words if len(w) >= _SHORT and w not in light)


@lru_cache
def _light() -> frozenset[str]:
    lists = "stopwords generic auxiliaries subjects verbs fillers english learning_verbs".split()
    return slot("num").union(*map(lexicon().words, lists))
