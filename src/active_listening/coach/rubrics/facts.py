"""What an answer adds to what the client said: figures, days and names that are not theirs, steps
they never spoke of, and the speaker's own view.
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Asked
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import near, root
from active_listening.coach.rubrics.stretches import Words
from active_listening.coach.text import sentences

_CLAUSE = 10
"""Words that a clause is taken to have where nothing shows its end."""


def added_fact(answer: Answer) -> Span | None:
    """The first number, weekday, month or name that neither the client's line nor the task has.

    A name in the scene is known to both.
    """
    known = _known(answer.asked)
    scene = {word.text for s in sentences(answer.asked.scene) for word in s.words if word.capital}
    titled = _titled(answer.words)
    for sentence in answer.seen.sentences:
        for i, word in enumerate(sentence.words):
            new = root(word.text) not in known and word.text not in known
            named = not titled and word.text not in scene and _is_name(sentence.words, i)
            if new and (_is_number(sentence.words, i) or _is_day(sentence.words, i) or named):
                return word.start, word.end
    return None


@lru_cache(maxsize=512)
def _known(asked: Asked) -> frozenset[str]:
    """Words and roots the task has, and the parts of its joined ones: "10am" knows "10"."""
    phrases = [phrase for facet in asked.facets for phrase in facet]
    texts = [asked.client, asked.original, *phrases]
    found: set[str] = set()
    for text in texts:
        for sentence in sentences(text):
            for word in sentence.words:
                found |= {word.text, root(word.text), *word.text.split("-")}
                if word.text[0].isdigit():  # "10am", "3rd", "40k"
                    found.add(word.text.rstrip("apmhkstndr"))
    return frozenset(found)


def _is_number(words: Words, i: int) -> bool:
    """A number that counts something of theirs; "two things", "24/7" and "one" count nothing."""
    text = words[i].text
    number = root(text)
    if not (number[0].isdigit() or text[0].isdigit()) or text in ("one", "once", "zero"):
        return False
    after = words[i + 1].text if i + 1 < len(words) else ""
    return after not in tables.words("sides") and text not in ("24", "7", "100", "hundred")


@lru_cache
def _days() -> frozenset[str]:
    return tables.words("weekdays") | tables.words("months")


def _is_day(words: Words, i: int) -> bool:
    """A weekday or month; "may" and "march" only where they are written like one."""
    return words[i].text in _days() and (words[i].capital or len(words[i].text) > 5)


def _is_name(words: Words, i: int) -> bool:
    """A word inside a sentence with a capital that English would not give it; not one spoken to."""
    word = words[i]
    if not (word.capital and i) or word.text in _NEVER or word.text in _common():
        return False
    return not _spoken_to(words, i)


_NEVER = frozenset(["i", "'m", "'s", "'re", "'ve", "'d", "'ll", "english", "ok", "okay", "god"])


@lru_cache
def _common() -> frozenset[str]:
    known = lexicon()
    names = ("stopwords", "generic", "people", "auxiliaries", "verbs", "fillers", "names_before")
    return frozenset().union(*(known.words(name) for name in names)) | tables.words("courtesies")


def _spoken_to(words: Words, i: int) -> bool:
    """ "Thanks, Maria." and "Hi Maria, ...": the client's own name adds nothing."""
    before = words[i - 1].text
    first = before in lexicon().words("names_before") or before in tables.words("courtesies")
    ends = i + 1 == len(words) or words[i + 1].pause
    return (first or words[i].pause or words[i - 1].capital) and ends


def _titled(words: Words) -> bool:
    """Whether A Text Is Written Like This, so that capitals mean nothing."""
    capitals = sum(word.capital for word in words)
    return len(words) > 3 and capitals > len(words) / 2


def added_step(answer: Answer) -> Span | None:
    """A step the client never spoke of: "so you want to cancel"."""
    theirs = related(answer)
    for word in answer.words:
        if word.text in tables.words("stakes") and not relates(word.text, theirs):
            return word.start, word.end
    return None


def added_view(answer: Answer) -> Span | None:
    """The speaker's own view: "obviously", a wish nobody uttered, a "but" and our side of it."""
    theirs = related(answer)
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            rest = words[i + 1 : i + 1 + _CLAUSE]
            judged = word.text in tables.words("judging") and not relates(word.text, theirs)
            if judged or _but_ours(word.text, rest, theirs) or _wish(word.text, rest, theirs):
                return word.start, word.end if judged else rest[-1].end
    return None


def _but_ours(text: str, rest: Words, theirs: frozenset[str]) -> bool:
    if text not in tables.words("contrast") or text in theirs or not rest:
        return False
    return rest[0].text in tables.words("our_view") or _all_new(rest, theirs)


def _wish(text: str, rest: Words, theirs: frozenset[str]) -> bool:
    """ "You want ...", and none of what follows is theirs."""
    wishes = text == "you" and bool(rest) and rest[0].text in tables.words("wishes")
    return wishes and _all_new(rest[1:], theirs)


def _all_new(words: Words, theirs: frozenset[str]) -> bool:
    listed = content(words)
    return bool(listed) and not any(relates(word.text, theirs) for word in listed)


def related(answer: Answer) -> frozenset[str]:
    """The roots of all that the client said or the task lists, and the circles they stand in."""
    return _related(answer.asked)


@lru_cache(maxsize=512)
def _related(asked: Asked) -> frozenset[str]:
    texts = [asked.client, *(phrase for facet in asked.facets for phrase in facet)]
    roots = {root(word.text) for t in texts for s in sentences(t) for word in s.words}
    return frozenset(roots.union(*map(near, roots)))


def relates(text: str, theirs: frozenset[str]) -> bool:
    """Whether a word is one of these, or near one."""
    return root(text) in theirs or bool(near(root(text)) & theirs)
