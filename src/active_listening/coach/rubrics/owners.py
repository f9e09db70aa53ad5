"""Who does something: a pronoun before what it will do, a name, or people by their role.

"Ana sends the sample", "we'll check", "sample: Ana", "Owner: Ana", "our lab to test it" have one;
"the sample will be sent" has none. The agent of a clause is its subject or its by-phrase (Quirk et
al., A Comprehensive Grammar of the English Language, 3.63-3.78 and 10.18-10.21).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.lines import Unit
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, is_verb, words_of
from active_listening.coach.text import sentences

Kind = Literal["person", "team", "we"]
_WILL = frozenset("will 'll shall can to must should needs is has".split())
_SURE = frozenset("will 'll shall can must to".split())
_LABELS = frozenset("owner responsible who by asked ask assigned lead from action with".split())
_AFTER_NAME = frozenset("and or from at in".split())
_SUBJECTS = ("i", "we", "you", "they", "he", "she")
_MEDIAL = frozenset("now already then also just both still currently all personally".split())


class Owner(NamedTuple):
    """Who does it. "we" and a team without a name of its own are of the kind "we"."""

    kind: Kind
    span: Span


@lru_cache(maxsize=512)
def known_roots(texts: tuple[str, ...]) -> frozenset[str]:
    """The roots of what a task is about. What it writes with a capital may be a name."""
    words = (word for text in texts for s in sentences(text) for word in s.words)
    return frozenset(root(word.text) for word in words if not word.capital)


def owner_in(words: Words, known: frozenset[str]) -> Owner | None:
    """The first that is said to do something; a person or a named team before a mere "we".

    Args:
        words: a sentence, or a line of a list.
        known: roots of what the task is about; a capital does not make names of them.
    """
    found: Owner | None = None
    for i in range(len(words)):
        one = (
            _by_itself(words, i) or _pronoun(words, i) or _named(words, i, known) or _role(words, i)
        )
        if one and (found is None or (found.kind == "we" and one.kind != "we")):
            found = one
    return found


def heading_owner(words: Words, known: frozenset[str]) -> Owner | None:
    """The owner of what is listed under a heading: "Ana:", "What I'll do:", "On your side:"."""
    if not words:
        return None
    last = words[-1]
    if last.text in ("me", "us", "you", "i", "we") or (
        len(words) == 1 and is_name(words, 0, known)
    ):
        return Owner("we" if last.text in ("us", "we") else "person", (last.start, last.end))
    if (
        last.text in ("side", "end", "part")
        and len(words) > 1
        and words[-2].text in ("our", "your", "my")
    ):
        return Owner("we", (words[-2].start, last.end))
    return owner_in(words, known)


def _by_itself(words: Words, i: int) -> Owner | None:
    """ "Me: the samples", "the samples (me)", "you: the list", "from our side: the samples"."""
    text = words[i].text
    first = i - 1 if _before(words, i) in ("from", "for", "by", "on") else i
    ends = i + 1 == len(words) or words[i + 1].pause
    if not ends or (first and not words[first].pause):
        sided = text in ("side", "end", "part") and _before(words, i) in ("our", "your", "my")
        return Owner("we", (words[i - 1].start, words[i].end)) if sided and ends else None
    if text in ("me", "us", "myself", "mine", "you", "yours", "ours"):
        kind: Kind = "we" if text in ("us", "ours") else "person"
        return Owner(kind, (words[i].start, words[i].end))
    return None


def _pronoun(words: Words, i: int) -> Owner | None:
    """ "I'll send", "we check", "you are sending"; not "as you said" or "the ones you wanted"."""
    word = words[i]
    if word.text in ("let's", "me") and (
        word.text == "let's" or _before(words, i) in ("let", "by")
    ):
        return Owner("we" if word.text == "let's" else "person", (word.start, word.end))
    if word.text not in _SUBJECTS or i + 1 >= len(words):
        return None
    k = i + 1
    while k < len(words) - 1 and words[k].text in _MEDIAL:
        k += 1
    doing = words[k]
    if doing.text not in _SURE:
        going = doing.text in ("am", "'m", "are", "'re", "is", "'s") and _goes(words, k + 1)
        told = doing.text in tables.words("bare_future") or _past(doing.text)
        asked = _before(words, i) in tables.words("conditions") | {"as", "because", "do", "can"}
        if not going and (told or asked or doing.pause):
            return None
    elif _passive(words, k):
        return None
    return Owner("we" if word.text in ("we", "they") else "person", (word.start, word.end))


def _before(words: Words, i: int) -> str:
    return words[i - 1].text if i else ""


def _past(text: str) -> bool:
    return text.endswith("ed") and len(text) > 3


def _goes(words: Words, k: int) -> bool:
    """Whether -ing follows, an adverb or two aside: "am now checking"."""
    while k < len(words) and words[k].text in _MEDIAL:
        k += 1
    return k < len(words) and (words[k].text.endswith("ing") or words[k].text == "to")


def _passive(words: Words, k: int) -> bool:
    """ "will be sent" and "to be sent" say nothing of who sends; "will be sending" does."""
    if k + 2 >= len(words) or words[k + 1].text not in ("be", "get"):
        return False
    done = words[k + 2].text
    return not done.endswith("ing") and done not in ("in", "at", "on", "with", "there", "back")


def is_name(words: Words, i: int, known: frozenset[str]) -> bool:
    """Whether a word is written like a name and is no word of the task or of everyday grammar."""
    word = words[i]
    if not word.capital or len(word.text) < 2 or not word.text[0].isalpha():
        return False
    return root(word.text) not in known and word.text not in _no_names()


@lru_cache(maxsize=512)
def names_in(scene: str, known: frozenset[str]) -> frozenset[str]:
    """What is written as a name in the scene of a task."""
    words = words_of(scene)
    return frozenset(word.text for i, word in enumerate(words) if is_name(words, i, known))


def with_names(units: Iterable[Unit], scene: str, known: frozenset[str]) -> list[Unit]:
    """Units in which a name that the scene told is one in small letters, too."""
    told = names_in(scene, known)
    return [
        unit._replace(words=[w._replace(capital=w.capital or w.text in told) for w in unit.words])
        for unit in units
    ]


@lru_cache
def _no_names() -> frozenset[str]:
    known = lexicon()
    lists = ("stopwords", "generic", "people", "auxiliaries", "verbs", "fillers", "english")
    mine = ("weekdays", "months", "courtesies", "recaps", "roles", "looks_back", "idle", "also")
    calendar = frozenset("mon tue tues wed thu thur thurs fri sat sun noon eod eow cob".split())
    return calendar.union(
        *(known.words(name) for name in lists), *(tables.words(name) for name in mine)
    )


def _named(words: Words, i: int, known: frozenset[str]) -> Owner | None:
    """A name before what it does, behind a label, or set off by itself at either end."""
    if not is_name(words, i, known):
        return None
    first, last = i, i
    while last + 1 < len(words) and is_name(words, last + 1, known) and not words[last + 1].pause:
        last += 1  # a surname
    after = words[last + 1] if last + 1 < len(words) else None
    before = _before(words, first)
    apart = after is None or after.pause
    acts = after is not None and (
        (after.text in _WILL and not _passive(words, last + 1))
        or (after.text in _AFTER_NAME and not apart)
        or (after.text.endswith("s") and len(after.text) > 3 and not apart)
        or (is_verb(after) and not apart and not _past(after.text))
        or (after.text == "'s" and _goes(words, last + 2))
    )
    labelled = before in _LABELS
    set_off = apart and (first == 0 or words[first].pause)
    if acts or labelled or set_off:
        return Owner("person", (words[first].start, words[last].end))
    return None


def _role(words: Words, i: int) -> Owner | None:
    """ "Our design team will ...", "your office to ...", "by our lab", "(lab)"."""
    if words[i].text not in tables.words("roles"):
        return None
    first = i
    while first and not words[first].pause and _modifies(words[first - 1].text):
        first -= 1
    after = words[i + 1] if i + 1 < len(words) else None
    apart = after is None or after.pause
    acts = after is not None and (
        (after.text in _WILL and not _passive(words, i + 1))
        or after.text in ("are", "'s", "have", "has", "and")
        or (after.text.endswith("s") and len(after.text) > 3)
        or _goes(words, i + 1)
    )
    set_off = apart and (first == 0 or words[first].pause)
    labelled = _before(words, first) in _LABELS
    if not (acts or set_off or labelled):
        return None
    own = {word.text for word in words[first : i + 1]} - tables.words("whole_team")
    return Owner("team" if own else "we", (words[first].start, words[i].end))


def _modifies(text: str) -> bool:
    """Whether a word can stand inside a name for people: "our weekend support team"."""
    return text in lexicon().words("determiners") or text not in lexicon().words("stopwords")
