"""Two questions in one: several in a row, or two things under one question mark.

Double-barrelled questions after Payne (The Art of Asking Questions, 1951) and Bradburn, Sudman and
Wansink (Asking Questions, 2004). Two halves are two things only where each has
a topic of its own: "how they arrive, and what comes of it" is one story, told in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from active_listening.coach.grammar import BE, PREPOSITIONS, WH, Ask, Words, is_in, phrases, word_is
from active_listening.coach.lexicon import lexicon
from active_listening.coach.question import find_tag
from active_listening.coach.reading import Flaw
from active_listening.coach.text import Sentence, Word

Asked = tuple[Sentence, Ask]
_CLAUSE_ENDS = frozenset(
    [
        "when",
        "after",
        "before",
        "since",
        "because",
        "that",
        "who",
        "which",
        "while",
        "if",
        "once",
        "as",
        "where",
        "until",
    ]
)
_FINITE = frozenset(
    [
        "how",
        "what",
        "why",
        "when",
        "where",
        "who",
        "which",
        "did",
        "does",
        "is",
        "are",
        "was",
        "were",
        "can",
        "could",
        "would",
        "will",
        "has",
    ]
)
_SIDES = frozenset("what where how which".split())
"""Words that the other side of a question begins with: "and where it still falls short"."""
_FEW = 5
"""Words in an echo."""
_SHORT = 8
"""Words in a question that only sounds out what was just offered."""


def span_of(words: Words, start: int, end: int) -> tuple[int, int]:
    """The place in the text of words `start` up to `end`, one at the least."""
    return words[start].start, words[min(max(start, end - 1), len(words) - 1)].end


def more_than_one(asked: Sequence[Asked], theirs: frozenset[str]) -> Iterator[Flaw]:
    """Several questions in a row, or two things in one."""
    by_sentence = [list(group) for _, group in groupby(asked, key=lambda pair: id(pair[0]))]
    counted = [group[0] for group in by_sentence if not _sounds_out(*group[0])]
    before = [one for one in counted[:-1] if not (_echoes(*one, theirs) or _wishes(*one))]
    counted = before + counted[-1:]
    if len(counted) > 1 and not (len(counted) == 2 and _goes_on(*counted)):
        sentence, last = asked[-1]
        yield Flaw("multiple", span_of(sentence.words, last.start, last.end), "multiple")
    for group in by_sentence:
        words, own = group[0][0].words, [ask for _, ask in group]
        double = _two_asks(words, own) or _two_things(words, own[-1])
        if double and not (_asks_leave(words, own[0]) and _and_you(words)):
            yield Flaw("double_barrelled", double, "double_and")


_THINGS = ("it", "this", "that")
_SAME = frozenset(("it", "this", "that", "he", "she", "they", "those", "these"))


def _goes_on(first: Asked, second: Asked) -> bool:
    """ "Tell me about the green. What does it stand for?": the question says what to tell of it."""
    told, asks = first[1], second[1]
    words = second[0].words[asks.start : asks.start + 3]
    about = any(word.text == "about" for word in first[0].words)
    same = any(word.text in _SAME for word in words[1:])
    return told.reason == "open_invitation" and about and asks.tier == "open" and same


def _echoes(sentence: Sentence, ask: Ask, theirs: frozenset[str]) -> bool:
    """ "Until ten at night? What ...": a few words of theirs, given back, are no question more."""
    own = {word.text for word in sentence.words} - lexicon().words("stopwords")
    return ask.reason == "statement" and len(sentence.words) <= _FEW and bool(own) and own <= theirs


def _wishes(sentence: Sentence, ask: Ask) -> bool:
    """ "I'd like to understand that. What happened?": a wish leads up to the question."""
    return sentence.mark == "." and sentence.words[ask.start].text in ("i", "we")


def _sounds_out(sentence: Sentence, ask: Ask) -> bool:
    """ "Would that work?", "May I suggest something?": asks after one's own words, not theirs."""
    rest = [word.text for word in sentence.words[ask.start :]]
    after = rest[0] in ("would", "does", "is", "how") and not {"that", "this", "it"}.isdisjoint(
        rest[1:4]
    )
    first = phrases("floor_order").at(sentence.words, ask.start)
    behind = sentence.words[first:]
    if first and (not behind or behind[0].pause):
        return True  # "Greta, would you start?"
    return _asks_leave(sentence.words, ask) or (after and len(rest) <= _SHORT and rest[1] != "it")


def _and_you(words: Words) -> bool:
    """ "... and you tell me where I'm wrong": the second half invites, it asks nothing more."""
    return any(a.text == "and" and b.text == "you" for a, b in pairwise(words))


def _asks_leave(words: Words, ask: Ask) -> bool:
    first = words[ask.start].text
    after = words[ask.start + 1].text if ask.start + 1 < len(words) else ""
    return first in ("may", "can", "could", "shall", "might") and after in ("i", "we")


def _two_asks(words: Words, own: Sequence[Ask]) -> tuple[int, int] | None:
    """ "Did you find it and did you bring it back": each part could stand alone."""
    if len(own) < 2 or own[-1].reason == "tag":
        return None
    first, last = own[0], own[-1]
    rest = len(words) - last.start
    alone = (
        rest < 2 or (words[last.start].text == "why" and rest <= 3) or _negated(words, last.start)
    )
    alone = alone or _has_its_place(words, last.start) or _restates(words, own)
    alone = alone or is_other_side(words, last.start)
    joined = any(word.text == "and" for word in words[first.end - 1 : last.start + 1])
    alone = alone or (_asks_leave(words, first) and words[last.start].pause)
    alone = alone or phrases("floor_tail").at(words, last.start) == len(words)
    in_a_row = all(words[ask.start].text in WH for ask in own) and words[last.start].pause
    if alone or not (joined or (in_a_row and not _dwells(words, last))):
        return None
    return span_of(words, last.start, last.end)


def _dwells(words: Words, ask: Ask) -> bool:
    """ "What's the story of that photo, what did it stand for?": the second says what of it."""
    subject = word_is(words, ask.start + 2, *_THINGS)
    aim = word_is(words, len(words) - 2, "for") and word_is(words, len(words) - 1, *_THINGS)
    return ask.tier == "open" and (aim or (subject and words[ask.start + 1].text in _FINITE | BE))


def _negated(words: Words, i: int) -> bool:
    """ "What went well, and what didn't": the other half of one question."""
    after = words[i + 1].text if i + 1 < len(words) else ""
    return len(words) - i <= 4 and (after == "not" or after.endswith("n't"))


def is_other_side(words: Words, i: int) -> bool:
    """ "What it gave them and what they missed": the good and the bad of one thing.

    So where the half from word `i` has a word for what was lacking, the first half none, and no
    topic of its own: "and what is missing on the invoice" asks for more.
    """
    half, whole = words[i:], words[:i]
    begins = word_is(words, i, *_SIDES) or (
        words[i].text in PREPOSITIONS and word_is(words, i + 1, *_SIDES)
    )
    known = lexicon()
    lacks = known.words("falls_short")
    if not (i and begins and len(half) <= _SHORT and _has(half, lacks)):
        return False
    if any(word.text in lacks - {"not"} for word in whole):
        return False
    plain = known.words("stopwords") | known.words("auxiliaries") | known.words("generic")
    plain = plain | known.words("verbs") | lacks | {word.text for word in whole}
    return all(word.text in plain or word.text.endswith("n't") for word in half)


def _has(words: Words, texts: frozenset[str]) -> bool:
    return any(word.text in texts or word.text.endswith("n't") for word in words)


def _two_things(words: Words, ask: Ask) -> tuple[int, int] | None:
    """ "Quiet and modern", "our lobby and our parking": two things under one question mark.

    Left alone: fixed pairs, people ("you and your team"), names, numbers, "and why", and whatever
    stands inside a "when" or "because", which tells the story rather than asks.
    """
    tag = find_tag(words)
    stop = tag[0] if tag else len(words)
    for i in range(ask.end, stop - 1):
        if words[i].text in _CLAUSE_ENDS and i > ask.end:
            return None
        if words[i].text == "between":
            return None
        if words[i].text != "and" or i == 0:
            continue
        left, right = words[i - 1], words[i + 1]
        led = right.text in PREPOSITIONS and word_is(words, i + 2, *WH)
        if right.text in _FINITE or led:
            short = right.text in ("why", "when", "where", "who") and i + 2 >= stop
            if short or _negated(words, i + 1) or _has_its_place(words, i + 1):
                continue
            if is_other_side(words, i + 1):
                continue
            return span_of(words, i, i + 2)
        if not _one_thing(words, left, i, right):
            return span_of(words, i - 1, i + 2)
    return None


def _has_its_place(words: Words, i: int) -> bool:
    """ "How you plan a day and where the screen comes in": a part of what is told anyway."""
    last = len(words) - 1
    if phrases("its_part").at(words, i) or _its_outcome(words, i):
        return True
    return words[i].text in ("where", "how") and any(
        words[k].text in ("come", "comes", "fit", "fits") and word_is(words, k + 1, "in", "into")
        for k in range(i + 2, last)
    )


def _its_outcome(words: Words, i: int) -> bool:
    """ "How they arrive, and what you have on your desk from it": the same story, told on."""
    if words[i].text != "what" or any(word.text in _OPINIONS for word in words[i:]):
        return False
    return any(
        (
            words[k].text in ("from", "after")
            or (words[k].text == "of" and words[k - 1].text == "out")
        )
        and words[k + 1].text in ("it", "this", "that", "them")
        and (k + 2 == len(words) or words[k + 2].pause or words[k + 2].text in PREPOSITIONS)
        for k in range(i + 1, len(words) - 1)
    )


_OPINIONS = frozenset(
    "think thought make made opinion view expect expected want wanted need needed hope".split()
)
"""What somebody makes of a thing, or wants from it, is another matter than what comes of it."""


def _restates(words: Words, own: Sequence[Ask]) -> bool:
    """ "What were they for, what did you have in mind?": the second asks the same more closely.

    Set side by side without "and", by the same word, and with no thing of its own in it.
    """
    if len(own) != 2 or any(ask.tier != "open" for ask in own):
        return False
    first, last = own
    if words[first.start].text != words[last.start].text or not words[last.start].pause:
        return False
    known = lexicon()
    plain = known.words("stopwords") | known.words("auxiliaries") | known.words("generic")
    plain = plain | known.words("verbs") | {word.text for word in words[: last.start]}
    new = [i for i in range(last.start, len(words)) if words[i].text not in plain]
    if not all(words[ask.start + 1].text in BE for ask in own):
        return not new
    named = any(is_in(words, i - 1, "determiners") for i in new)  # "what is the plan, the risk?"
    return len(new) <= 1 and not named


def _one_thing(words: Words, left: Word, i: int, right: Word) -> bool:
    people = lexicon().words("people") | lexicon().words("parties")
    noun = (
        words[i + 2].text
        if i + 2 < len(words) and right.text in lexicon().words("determiners")
        else right.text
    )
    pair = any(phrases("pairs").at(words, k) > i for k in range(max(0, i - 2), i + 1))
    parties = left.text in people and (noun in people or right.text in people)
    owned = left.text in people and right.text in ("their", "your", "his", "her", "our", "my")
    named = left.capital or (left.text == "'s" and i > 1 and words[i - 2].capital)
    owned = owned or (named and right.text in ("its", "their", "his", "her"))
    parties = (
        parties or owned or (left.text == "you" and right.text in lexicon().words("determiners"))
    )
    again = right.text in PREPOSITIONS and i > 1 and words[i - 2].text == right.text
    names = left.capital and right.capital
    numbers = left.text[0].isdigit() and right.text[0].isdigit()
    same = left.text == right.text
    return (
        pair
        or parties
        or (again and left.text in people)  # "for you and for the shop"
        or names
        or numbers
        or same
        or right.text in ("so", "then", "that", "this", "if", "not")
    )
