"""The people on the client's side of a scene, and for which of them a line is meant.

Most scenes have one. In a scene with two the learner leads the talk between them, so it counts for
whom each turn is meant: as its author says, else as its words do, else for whoever spoke last.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

ALONE = "client"
"""The id of a client who has none: of the only one in a scene."""
_TITLES = frozenset("dr doctor mr mrs ms miss prof professor".split())
_TALKS = frozenset(
    "says said say told tells means meant feels felt needs needed wants wanted sees has had is was "
    "thinks thought asks asked spoke speaks describes described just also".split()
)
"""After a name: it is spoken about, and not to."""
_ALL = re.compile(
    r"\b(both|each of you|you each|you two|two of you|either of you|neither of you|all of us"
    r"|the three of us|one another|each other|together)\b"
)
_ASKS_ALL = re.compile(
    r"\b(both of you|you both|each of you|you each|you two|(?:the )?two of you|each of us|we)\b"
)
"""In a question that names nobody: it is no longer for whoever was named before it."""
_WAITS = re.compile(
    r"(?:^|[,;:–—] ?|\b(?:please|just|and|but|ok|okay|so) )"
    r"(?:wait|hold on|hang on|(?:one|a|just a) (?:moment|minute|second)\b(?! ago)|bear with)"
    r"|\b(?:let|lets|hear) (?:\w+ ){1,3}(?:finish|first|out|to the end)\b"
    r"|(?<!now )\bi(?:['’]ll| will) (?:come|get|turn|be) (?:\w+ )?(?:to|with) you\b(?! now)"
    r"|\b(?:come|get|turn) (?:\w+ )?to you (?:next|after|then|later|soon|in|straight|when)\b"
)
"""Asks one of them to wait, and so is meant for the other."""
_WHAT = re.compile(r"\b(what|how|which|why|who|when|where)\b(?! about)")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
_ASKS_YOU = re.compile(r"\b(you|your)\b[^?]*\?")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LEADS = frozenset(
    "thank thanks so and well okay ok yes no now please hello hi but then sorry right you".split()
)
_NAME = 4
"""Letters of a word of a name that is enough by itself, and from which on one may be wrong."""
_MARKS = frozenset(",.;:?!-–—…")


class Person(NamedTuple):
    """Somebody on the client's side; `called` holds the bare words that name them."""

    id: str
    name: str
    short: str
    role: str
    company: str
    called: frozenset[str]


def person(fields: Mapping[str, Any]) -> Person:
    """Somebody from the fields of the scene's file."""
    words = map(bare, f"{fields['name']} {fields['short']}".split())
    named = {word for word in words if len(word) >= _NAME and word not in _TITLES}
    return Person(
        fields.get("id", ALONE), fields["name"], fields["short"], fields["role"],
        fields["company"], frozenset(named.union(map(bare, fields.get("called", ())))),
    )  # fmt: skip


def bare(text: str) -> str:
    """Lower case and without accents: "Sofía" is "sofia"."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


class _Named(NamedTuple):
    """A name in a text: whose, and whether they are spoken to or about."""

    id: str
    spoken_to: bool
    about: bool


@lru_cache(maxsize=4096)
def meant(text: str, people: tuple[Person, ...]) -> tuple[str, ...]:
    """The ids of those for whom `text` is meant, in the order of `people`; () where it says none.

    Who is spoken to by name decides, and where several are, whoever is asked last; then words such
    as "each of you"; then who is named. "What Sofía says is ..., how is that for you?" is meant for
    the other one.
    """
    if len(people) < 2:
        return ()
    whole = re.sub(r"\bdr\.", "dr", bare(text))
    every = tuple(one.id for one in people)
    to = _spoken_to(whole, people)
    if not to and _ALL.search(whole):
        return every
    if not to:
        names = list(_names(_TOKEN.findall(whole), people))
        told_of = {one.id for one in names if one.about}
        to = {one.id for one in names}
        if to and told_of == to and len(to) < len(people) and _ASKS_YOU.search(whole):
            to = set(every) - to
    return tuple(id for id in every if id in to)


def _spoken_to(text: str, people: tuple[Person, ...]) -> set[str]:
    """Who is spoken to by name: the last who is asked something, else the last of all.

    A question that follows a name is for that one. Beside a short "and you, Dr Demir?" what was
    asked before it counts too: it is for both.
    """
    every = {one.id for one in people}
    now: set[str] = set()
    named: set[str] = set()
    asked: list[tuple[set[str], bool]] = []
    for part in _SENTENCE.findall(text):
        asks = part.endswith("?")
        to = {one.id for one in _names(_TOKEN.findall(part), people) if one.spoken_to}
        if to and not asks and _WAITS.search(part):
            to = every - to or to
        if to:
            now, named = to, named | to
        elif asks and now and _ASKS_ALL.search(part):
            now = every
        elif asks and not named and _ASKS_ALL.search(part):
            asked.append((every, True))
        if asks and now:
            asked.append((now, bool(_WHAT.search(part))))
    if not named:
        return set()
    if not asked:
        return now
    last, open_ = asked[-1]
    if not open_ and len(asked) > 1:
        return last | asked[-2][0] if asked[-2][1] else last
    return last


def sides(text: str, people: tuple[Person, ...]) -> bool:
    """Whether `text` takes the side of one of them: "Sofía is right", "I agree with Dr Demir".

    What is asked, and what is said not to be so, takes none.
    """
    if len(people) < 2:
        return False
    name = "|".join(sorted(word for one in people for word in one.called))
    told = re.sub(r"\bdr\.", "dr", bare(text).replace("’", "'"))
    to_one = len(meant(text, people)) == 1
    return any(
        bool(_sided(name).search(part) or (to_one and _you_are_right(part)))
        and not _DENIED.search(part)
        for part in re.findall(r"[^.!?]+[.!?]?", told)
        if not part.endswith("?")
    )


_YOU_ARE_RIGHT = re.compile(
    r"\byou(?:'re| are)(?: \w+ly| quite)? (?:right|wrong|mistaken)\b(?! to)"
)
_OF_ME = re.compile(r"\bi(?:'ve| have| was|'m| am| should)\b")
_DENIED = re.compile(r"n't\b|\b(?:not|neither|nobody|no one|whether|if|who)\b")


def _you_are_right(part: str) -> bool:
    """Whether the one who is spoken to is told so, and not of the learner's own doing."""
    return bool(_YOU_ARE_RIGHT.search(part)) and not _OF_ME.search(part)


@lru_cache(maxsize=64)
def _sided(name: str) -> re.Pattern[str]:
    """What sides with a name of these, or against it."""
    who = rf"(?:(?:dr|doctor|mr|mrs|ms) )?(?:{name}|he|she)"
    return re.compile(
        rf"\b{who}(?:'s| is)(?: \w+ly| quite)? (?:right|wrong|correct|mistaken)\b(?! to)"
        rf"|\b(?:agree|side|siding|go|am|'m) with {who}\b"
        rf"|\bon {who}'s side\b"
        rf"|\b{who} has (?:a point|(?:the|a) (?:better|stronger) )"
        rf"|\b(?:prefer|go with|going with) {who}'s\b"
    )


def _names(tokens: Sequence[str], people: Sequence[Person]) -> Iterator[_Named]:
    k = last = 0
    while k < len(tokens):
        who = _whose(tokens[k], people)
        if who is None:
            k += 1
            continue
        start, end = k, k + 1
        while end < len(tokens) and _whose(tokens[end], [who]):
            end += 1
        while start and (tokens[start - 1] in _TITLES or tokens[start - 2 : start] == ["dr", "."]):
            start -= 1
        before = tokens[start - 1] if start else "."
        after = tokens[end] if end < len(tokens) else "."
        apart = (before in _MARKS or before in _LEADS) and after in _MARKS
        if apart and before == "and" and last and last == start - 1:  # "Sofía and Dr Demir, ..."
            yield from (_Named(one.id, True, False) for one in people)
        yield _Named(who.id, apart, after in _TALKS)
        k = last = end


def _whose(token: str, people: Sequence[Person]) -> Person | None:
    """Whose name a word is, one letter of it wrong at most."""
    who = next((who for who in people if token in who.called), None)
    if who is None and len(token) >= _NAME:
        near = (one for one in people if any(_near(token, name) for name in one.called))
        who = next(near, None)
        if who and _is_a_word(token):
            return None
    return who


def _near(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, changed, or changed places with the next."""
    if one[0] != other[0] or len(other) <= _NAME:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    k = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    rest, wanted = one[k:], other[k:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return wanted in (rest[1:], swapped) or rest == wanted[1:] or rest[1:] == wanted[1:]


def _is_a_word(token: str) -> bool:
    """Whether English has it: "sofa" is nobody's name."""
    import simplemma  # only a name that is misspelt comes here

    return bool(simplemma.is_known(token, lang="en"))
