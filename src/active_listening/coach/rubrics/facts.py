"""What an answer adds to what the client said: figures, days and names that are not theirs, steps
they never spoke of, and the speaker's own view.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Asked
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import near, root, table
from active_listening.coach.rubrics.stretches import Words, clauses, contrasts, matches, without
from active_listening.coach.text import sentences

_SCALES = (100, 1000)
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
            new = known.isdisjoint((root(word.text), word.text, _figure(word.text)))
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
            found |= _amounts(sentence.words)
    return frozenset(found)


def _amounts(words: Words) -> set[str]:
    """Figures in all the ways they are written: "eleven thousand" is 11,000, and 11k."""
    found: set[str] = set()
    amount = 0
    for word in words:
        plain = _figure(word.text)
        if plain.isdigit():
            amount = amount * int(plain) if amount and int(plain) in _SCALES else int(plain)
            found.add(str(amount))
        else:
            amount = 0
    for scale in _SCALES:
        found |= {str(int(n) // scale) for n in found if int(n) >= scale and not int(n) % scale}
    return found | {str(scale) for scale in _SCALES if any(int(n) >= scale for n in found)}


def _figure(text: str) -> str:
    """A number as digits: "11,000" and "11k" are "11000", "eleven" and "11am" are "11"."""
    plain = text.replace(",", "")
    if plain[-2:] in ("am", "pm") and plain[:-2].isdigit():  # "5am", where they said "at five"
        return plain[:-2]
    return f"{plain[:-1]}000" if plain[:-1].isdigit() and plain[-1] == "k" else root(plain)


_JOINS = frozenset(["and", "of", "in", "on", "at", "with", "for", "to", "about"])


def _is_number(words: Words, i: int) -> bool:
    """A number that counts something of theirs; "two things", "24/7" and "one" count nothing."""
    text = words[i].text
    number = root(text)
    if not (number[0].isdigit() or text[0].isdigit()) or text in ("one", "once", "zero"):
        return False
    return not _counts_the_said(words, i) and text not in ("24", "7", "100", "hundred")


def _counts_the_said(words: Words, i: int) -> bool:
    """ "Two different wishes", "one thing to keep and two to change": told over, not added."""
    sides = tables.words("sides")
    after = [word.text for word in words[i + 1 : i + 3]]
    if not sides.isdisjoint(after[:1]) or (sides & set(after[1:]) and after[0] not in _JOINS):
        return True
    if i and words[i - 1].text in ("all", "these", "those"):  # "did I get all three?"
        return not after or words[i + 1].pause
    counted = any(word.text in sides for word in words[:i])
    return counted and after[:1] == ["to"]


@lru_cache
def _days() -> frozenset[str]:
    return tables.words("weekdays") | tables.words("months")


def _is_day(words: Words, i: int) -> bool:
    """A weekday or month; "may" and "march" only where they are written like one.

    At the head of a sentence a capital says nothing: "May I repeat?"
    """
    word = words[i]
    if word.text in ("may", "march"):
        return bool(i) and word.capital
    return word.text in _days() and (word.capital or len(word.text) > 5)


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
            turned = contrasts(words, i) and word.text not in theirs and _ours(answer, rest)
            if judged or turned or _wish(word.text, rest, theirs):
                return word.start, word.end if judged else rest[-1].end
    return None


def _ours(answer: Answer, rest: Words) -> bool:
    """Whether what follows a "but" is our side; "but the desk wants it open" may be their own."""
    theirs = related(answer)
    if not rest or _all_new(rest, theirs):
        return bool(rest)
    view = tables.words("our_view")
    if rest[0].text not in view:
        return False
    if tables.phrases("should_be").at(rest, 0):  # "but it must be in the centre"
        return _all_new(rest, theirs)
    if tables.phrases("our_meaning").at(rest, 0) or rest[0].text not in tables.words("speakers"):
        span = rest[0].start, rest[-1].end
        return not any(place and span[0] <= place[0] < span[1] for place in answer.points)
    return True


def _wish(text: str, rest: Words, theirs: frozenset[str]) -> bool:
    """ "You want ...", and none of what follows is theirs."""
    wishes = text == "you" and bool(rest) and rest[0].text in tables.words("wishes")
    return wishes and _all_new(rest[1:], theirs)


def _all_new(words: Words, theirs: frozenset[str]) -> bool:
    listed = [word for word in content(words) if word.text not in tables.words("even")]
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


def account(answer: Answer) -> Span | None:
    """Why we did it, or how things are: "I put it there because the eye travels from there".

    Such accounts answer a charge instead of taking it up (Scott and Lyman, Accounts, 1968). A
    reason that is the client's ("we sent it because you asked for it in May") is none.
    """
    for sentence in answer.seen.sentences:
        words = sentence.words
        known = tables.phrases("common_knowledge").search(words)
        if known and not any(word.text in _THEM for word in words[: known[0]]):
            return words[known[0]].start, words[known[1] - 1].end
        first = next((i for i, w in enumerate(words) if w.text not in _LEADS), len(words))
        deed = words[first + 1 : first + 4]  # an adverb or "have" may stand before it
        if words[first : first + 1] and words[first].text not in ("i", "we"):
            continue
        if not any(_done(word.text) for word in deed):
            continue
        if _excused(words, first):
            return words[first].start, words[-1].end
    return None


def cause_told(answer: Answer) -> Span | None:
    """A cause on our side, told where their story should stand: "that was because our server ..."

    One that they told, or that is theirs ("because nobody rang you"), is part of their story.
    """
    theirs = related(answer)
    for sentence in answer.seen.sentences:
        for clause in _causes(sentence.words):
            listed = content(clause)
            new = [word for word in listed if not relates(word.text, theirs)]
            known = any(word.text in _THEM for word in clause)
            if not known and new and (len(new) > 1 or len(new) == len(listed)):
                return clause[0].start, clause[-1].end
    return None


def _causes(words: Words) -> Iterator[Words]:
    """The clauses of a sentence that are put as a cause."""
    for _, end in matches(tables.phrases("cause_follows"), words):
        yield next(clauses(words[end:]), ())
    for start, _ in matches(tables.phrases("cause_of_ours"), words):
        yield next(clauses(words[start + 1 :]), ())
    for start, _ in matches(tables.phrases("cause_before"), words):
        yield [*clauses(words[:start])][-1] if start else ()


def _excused(words: Words, first: int) -> bool:
    """Whether "because" follows our deed, with nothing of theirs on either side."""
    for i in range(first + 2, len(words)):
        if words[i].text in tables.words("accounts"):
            clause = next(clauses(words[i + 1 :]), ())  # "..., and the model was your own choice"
            excuse = [word for part in without(clause, "asides") for word in part]
            heard = any(word.text in _THEM or word.text in _HEARS for word in words[:i])
            return not heard and _ours_only(excuse)
    return False


_LEADS = frozenset("so and but well yes okay ok look".split())
_THEM = frozenset("you your yours they their them us".split())
_HEARS = frozenset("hear see understand imagine get gather think know sorry feel".split())


def _done(text: str) -> bool:
    """Whether a word is, or may be, the past of a verb."""
    return text.endswith("ed") or text in table()["irregular"] or text in ("put", "set", "let")


def _ours_only(words: Words) -> bool:
    return len(words) > 2 and not any(word.text in _THEM for word in words)
