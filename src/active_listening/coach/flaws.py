"""What gets in the way inside a question: an answer, a blame, a second question, a proposal.

The classes are those of survey methodology (leading, loaded, double-barrelled: Payne, The Art of
Asking Questions, 1951; Bradburn, Sudman and Wansink, Asking Questions, 2004, ch. 1-2) and of
motivational interviewing for advice in disguise (MITI 4.2.1). A yes-no question that names one
verdict only is unbalanced (Schuman and Presser, Questions and Answers in Attitude Surveys, 1981,
ch. 7). A mild presupposition ("what could be better?") is information, not a flaw, and so is a word
that the client used first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from active_listening.coach.grammar import PREPOSITIONS, WH, Ask, Words, phrases, word_is
from active_listening.coach.lexicon import lexicon
from active_listening.coach.phrases import Tables
from active_listening.coach.question import find_tag
from active_listening.coach.reading import Flaw, FlawId
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


def find_flaws(
    sentences: Sequence[Sentence], asked: Sequence[Asked], client: Sequence[Sentence] = ()
) -> tuple[Flaw, ...]:
    """The flaws of an utterance, in the order of their words, each kind once.

    Args:
        sentences: all of the utterance.
        asked: its questions with their sentences, check-backs left out.
        client: the client's line before it, where it is known.
    """
    if not asked:
        return ()
    theirs = frozenset(word.text for sentence in client for word in sentence.words)
    found: dict[str, Flaw] = {}
    for flaw in _every_flaw(sentences, asked, theirs):
        found.setdefault(flaw.id, flaw)
    return tuple(sorted(found.values(), key=lambda flaw: flaw.span))


def _every_flaw(
    sentences: Sequence[Sentence], asked: Sequence[Asked], theirs: frozenset[str]
) -> Iterator[Flaw]:
    asking = {id(sentence): ask for sentence, ask in asked}
    for sentence in sentences:
        words, ask = sentence.words, asking.get(id(sentence))
        for name, start, end in _tables().hits(words):
            kind, reason = _PHRASES[name]
            if (ask or name in _ANYWHERE) and not _harmless(name, words, start, end):
                yield Flaw(kind, _span(words, start, end), reason)
        if ask:
            yield from _loaded(words, ask, theirs)
            back = _thrown_back(words, ask)
            if back:
                yield Flaw("blaming", back, "blame_words")
    for sentence, ask in asked:
        yield from _leading(sentence, ask)
    yield from _more_than_one(asked, theirs)


def _span(words: Words, start: int, end: int) -> tuple[int, int]:
    return words[start].start, words[min(max(start, end - 1), len(words) - 1)].end


_PHRASES: dict[str, tuple[FlawId, str]] = {
    "blaming": ("blaming", "blame_words"),
    "blaming_why": ("blaming", "blame_why"),
    "authority": ("leading", "leading_words"),
    "leading": ("leading", "leading_words"),
    "orientation": ("leading", "leading_doubt"),
    "assumed_liking": ("leading", "leading_liking"),
    "trouble": ("leading", "leading_trouble"),
    "verdict_first": ("leading", "leading_verdict"),
    "own_reasons": ("leading", "leading_words"),
    "selling": ("leading", "leading_words"),
    "loaded_frames": ("loaded", "loaded_frame"),
}
"""Lists of `data/coach/flaws.yaml` that tell a flaw wherever they stand, with its reason."""
_FEW = 5
"""Words in an echo."""
_SHORT = 8
"""Words in a question that only sounds out what was just offered."""
_ANYWHERE = ("blaming", "blaming_why", "authority", "verdict_first", "own_reasons")
"""Lists that also count in a sentence that only leads up to the question."""


@lru_cache
def _tables() -> Tables:
    return Tables({name: lexicon().listed(name) for name in _PHRASES})


def _harmless(name: str, words: Words, i: int, end: int) -> bool:
    """A phrase of the lists without its sting: a view asked for, a visit planned, a thing borne."""
    first, last, known = words[i].text, words[end - 1].text, lexicon()
    if name in ("authority", "verdict_first", "own_reasons"):
        return i > 0 and not words[i].pause
    if name == "leading":  # "come naturally", "what comes on the list", "as far as you know"
        inside = first in ("naturally", "come") and not words[i].pause
        return i > 0 and (inside or words[i - 1].text == "far")
    if first == "you" and words[i + 1].text == "could":  # "... so that you could have told me"
        return "so" in (words[i - 1].text, words[i - 2].text if i > 1 else "")
    if first == "so":
        return i == 0  # "So what could be difficult here?" asks; after a defence it does not
    if first == "who" and i > 0 and not words[i].pause:
        return True  # "the patients who forgot": which ones, not whose fault
    if first == "are" and end - i == 5:  # "are you going to botch it", "... to visit us"
        return last not in known.words("blaming_future_verbs")
    if first == "you" and words[i + 1].text in ("never", "always", "keep", "constantly"):
        return last in known.words("undergone")
    if last in ("expect", "expecting"):  # "... from the report": asked for, not thrown back
        return end < len(words) and words[end].text not in ("us", "me", "i", "we", "?")
    return name == "blaming_why" and _asks_opinion(words, end)


def _asks_opinion(words: Words, k: int) -> bool:
    """ "Why do you think the switch failed?" asks for a view, "why didn't you say" does not."""
    if word_is(words, k, "say") and words[k - 2].text.endswith("n't"):
        return False
    return k < len(words) and words[k].text in (
        "think",
        "feel",
        "believe",
        "suppose",
        "prefer",
        "say",
    )


def _loaded(words: Words, ask: Ask, theirs: frozenset[str]) -> Iterator[Flaw]:
    """A word that judges, unless the client used it first."""
    known = lexicon().words("loaded")
    for word in words:
        if word.text in known and word.text not in theirs:
            yield Flaw("loaded", (word.start, word.end), "loaded_words")
            return


def _leading(sentence: Sentence, ask: Ask) -> Iterator[Flaw]:
    words = sentence.words
    begins = words[ask.start].text
    if ask.reason == "tag":
        yield Flaw("leading", _span(words, ask.start, ask.end), "leading_tag")
    elif ask.reason == "proposal":
        yield Flaw("solution_in_disguise", _span(words, ask.start, ask.end), "proposal")
    elif begins.endswith("n't") and ask.tier == "closed":
        yield Flaw("leading", _span(words, ask.start, ask.start + 2), "leading_negative")
    known = lexicon().words("degree_hopeful")
    if ask.reason == "fact_degree" and words[ask.end - 1].text in known:
        yield Flaw("leading", _span(words, ask.start, ask.end), "leading_degree")
    if ask.reason == "yes_no":
        yield from _one_sided(words, ask)
    yield from _praise(words, ask)


def _thrown_back(words: Words, ask: Ask) -> tuple[int, int] | None:
    """ "Why does she complain when she is the one who stays away?": a why that points at them."""
    if words[ask.start].text != "why":
        return None
    for i in range(ask.end, len(words) - 2):
        one = words[i].text == "the" and word_is(words, i + 1, "one", "ones")
        if one and word_is(words, i + 2, "who", "that"):
            return _span(words, i, i + 3)
        against = phrases("held_against").at(words, i)
        if against:
            return _span(words, i, against)
    return None


def _one_sided(words: Words, ask: Ask) -> Iterator[Flaw]:
    """ "Was it useful?", "is it because ...": one verdict, or one cause, offered to agree with."""
    guess = phrases("own_guess").at(words, ask.start)
    if guess:
        yield Flaw("leading", _span(words, ask.start, guess), "leading_guess")
        return
    known = lexicon()
    for i in range(ask.start + 2, len(words)):
        too = words[i - 1].text == "too" and words[i].text not in known.words("stopwords")
        verdict = words[i].text in known.words("one_sided")
        if too or verdict:
            yield Flaw("leading", _span(words, i - too, i + 1), "leading_one_sided")
            return


_NAMED = ("our", "the", "this", "that", "such", "so", "your", "very", "really")


def _praise(words: Words, ask: Ask) -> Iterator[Flaw]:
    """ "Our superb crew", "such a fair price": an adjective that settles what should be asked.

    "A smooth handover" is anyone's wish and settles nothing.
    """
    known = lexicon()
    hopeful, ours = known.words("hopeful"), known.words("our_praise")
    for i in range(max(ask.start, 1), len(words) - 1):
        word, before = words[i].text, words[i - 1].text
        if before in ("very", "so", "really", "such") and i > 1 and words[i - 2].text == "our":
            before = "our"
        if before in ("a", "an") and i > 1 and words[i - 2].text in ("such", "quite"):
            before = "such"
        said = word in hopeful and (before in _NAMED or words[i].pause)
        if said or (word in ours and before in ("our", "such")):
            yield Flaw("leading", (words[i].start, words[i].end), "leading_praise")
            return


def _more_than_one(asked: Sequence[Asked], theirs: frozenset[str]) -> Iterator[Flaw]:
    """Several questions in a row, or two things in one."""
    by_sentence = [list(group) for _, group in groupby(asked, key=lambda pair: id(pair[0]))]
    counted = [group[0] for group in by_sentence if not _sounds_out(*group[0])]
    counted = [one for one in counted[:-1] if not _echoes(*one, theirs)] + counted[-1:]
    if len(counted) > 1 and not (len(counted) == 2 and _goes_on(*counted)):
        sentence, last = asked[-1]
        yield Flaw("multiple", _span(sentence.words, last.start, last.end), "multiple")
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


def _sounds_out(sentence: Sentence, ask: Ask) -> bool:
    """ "Would that work?", "May I suggest something?": asks after one's own words, not theirs."""
    rest = [word.text for word in sentence.words[ask.start :]]
    after = rest[0] in ("would", "does", "is", "how") and not {"that", "this", "it"}.isdisjoint(
        rest[1:4]
    )
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
    alone = alone or bool(phrases("its_part").at(words, last.start))
    joined = any(word.text == "and" for word in words[first.end - 1 : last.start + 1])
    in_a_row = all(words[ask.start].text in WH for ask in own) and words[last.start].pause
    if alone or not (joined or (in_a_row and not _dwells(words, last))):
        return None
    return _span(words, last.start, last.end)


def _dwells(words: Words, ask: Ask) -> bool:
    """ "What's the story of that photo, what did it stand for?": the second says what of it."""
    subject = word_is(words, ask.start + 2, *_THINGS)
    aim = word_is(words, len(words) - 2, "for") and word_is(words, len(words) - 1, *_THINGS)
    return ask.tier == "open" and (aim or (subject and words[ask.start + 1].text in _FINITE))


def _negated(words: Words, i: int) -> bool:
    """ "What went well, and what didn't": the other half of one question."""
    after = words[i + 1].text if i + 1 < len(words) else ""
    return len(words) - i <= 4 and (after == "not" or after.endswith("n't"))


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
        if right.text in _FINITE:
            short = right.text in ("why", "when", "where", "who") and i + 2 >= stop
            if short or _negated(words, i + 1) or _has_its_place(words, i + 1):
                continue
            return _span(words, i, i + 2)
        if not _one_thing(words, left, i, right):
            return _span(words, i - 1, i + 2)
    return None


def _has_its_place(words: Words, i: int) -> bool:
    """ "How you plan a day and where the screen comes in": a part of what is told anyway."""
    last = len(words) - 1
    if phrases("its_part").at(words, i):
        return True
    return words[i].text in ("where", "how") and any(
        words[k].text in ("come", "comes", "fit", "fits") and word_is(words, k + 1, "in", "into")
        for k in range(i + 2, last)
    )


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
