"""What gets in the way inside a question: an answer, a blame, a second question, a proposal.

The classes are those of survey methodology (leading, loaded, double-barrelled: Payne, The Art of
Asking Questions, 1951; Bradburn, Sudman and Wansink, Asking Questions, 2004, ch. 1-2) and of
motivational interviewing for advice in disguise (MITI 4.2.1). A mild presupposition ("what could
be better?") is information, not a flaw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from active_listening.coach.grammar import WH, Ask, Words, phrases
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


def find_flaws(sentences: Sequence[Sentence], asked: Sequence[Asked]) -> tuple[Flaw, ...]:
    """The flaws of an utterance, in the order of their words, each kind once.

    Args:
        sentences: all of the utterance.
        asked: its questions with their sentences, check-backs left out.
    """
    if not asked:
        return ()
    found: dict[str, Flaw] = {}
    for flaw in _every_flaw(sentences, asked):
        found.setdefault(flaw.id, flaw)
    return tuple(sorted(found.values(), key=lambda flaw: flaw.span))


def _every_flaw(sentences: Sequence[Sentence], asked: Sequence[Asked]) -> Iterator[Flaw]:
    for sentence in sentences:
        yield from _blame(sentence.words)
        yield from _loaded(sentence.words)
    for sentence, ask in asked:
        yield from _leading(sentence, ask)
        yield from _proposal(sentence.words, ask)
    yield from _more_than_one(asked)


def _span(words: Words, start: int, end: int) -> tuple[int, int]:
    return words[start].start, words[min(max(start, end - 1), len(words) - 1)].end


def _blame(words: Words) -> Iterator[Flaw]:
    hit = phrases("blaming").search(words)
    if hit and words[hit[0]].text == "are" and hit[1] - hit[0] == 5:
        # "are you going to botch ..." blames, "are you going to visit ..." does not
        verb = words[hit[1] - 1].text
        hit = hit if verb in lexicon().words("blaming_future_verbs") else None
    if hit and words[hit[0]].text == "why" and _asks_opinion(words, hit[1]):
        hit = None
    if hit:
        words_of_why = words[hit[0]].text in ("why", "how")
        reason = "blame_why" if words_of_why else "blame_words"
        yield Flaw("blaming", _span(words, *hit), reason)


def _asks_opinion(words: Words, k: int) -> bool:
    """ "Why do you think the switch failed?" asks for a view, not for a defence."""
    return k < len(words) and words[k].text in (
        "think",
        "feel",
        "believe",
        "suppose",
        "prefer",
        "say",
    )


def _loaded(words: Words) -> Iterator[Flaw]:
    hit = phrases("loaded_frames").search(words)
    if hit:
        yield Flaw("loaded", _span(words, *hit), "loaded_frame")
        return
    known = lexicon().words("loaded")
    for word in words:
        if word.text in known:
            yield Flaw("loaded", (word.start, word.end), "loaded_words")
            return


def _leading(sentence: Sentence, ask: Ask) -> Iterator[Flaw]:
    words = sentence.words
    begins = words[ask.start].text
    if ask.reason == "tag":
        yield Flaw("leading", _span(words, ask.start, ask.end), "leading_tag")
    elif begins.endswith("n't") and ask.tier == "closed" and ask.reason != "proposal":
        yield Flaw("leading", _span(words, ask.start, ask.start + 2), "leading_negative")
    hit = phrases("leading").search(words)
    if hit and not (words[hit[0]].text == "naturally" and hit[0] > 0):
        yield Flaw("leading", _span(words, *hit), "leading_words")
    hit = phrases("assumed_liking").search(words)
    if hit:
        yield Flaw("leading", _span(words, *hit), "leading_liking")
    known = lexicon().words("degree_hopeful")
    if ask.reason == "fact_degree" and words[ask.end - 1].text in known:
        yield Flaw("leading", _span(words, ask.start, ask.end), "leading_degree")
    yield from _praise(words, ask)


def _praise(words: Words, ask: Ask) -> Iterator[Flaw]:
    """ "Our superb crew": an adjective that settles what the question should ask."""
    known = lexicon().words("hopeful")
    for i in range(ask.start, len(words)):
        before = words[i - 1].text if i else ""
        named = (
            before in ("our", "the", "this", "that", "such", "so", "your", "an", "a")
            or words[i].pause
        )
        if words[i].text in known and named and i + 1 < len(words):
            yield Flaw("leading", (words[i].start, words[i].end), "leading_praise")
            return


def _proposal(words: Words, ask: Ask) -> Iterator[Flaw]:
    if ask.reason == "proposal":
        yield Flaw("solution_in_disguise", _span(words, ask.start, ask.end), "proposal")


def _more_than_one(asked: Sequence[Asked]) -> Iterator[Flaw]:
    """Several questions in a row, or two things in one."""
    by_sentence = [list(group) for _, group in groupby(asked, key=lambda pair: id(pair[0]))]
    if len(by_sentence) > 1:
        sentence, last = asked[-1]
        yield Flaw("multiple", _span(sentence.words, last.start, last.end), "multiple")
    for group in by_sentence:
        words, own = group[0][0].words, [ask for _, ask in group]
        double = _two_asks(words, own) or _two_things(words, own[-1])
        if double:
            yield Flaw("double_barrelled", double, "double_and")


def _two_asks(words: Words, own: Sequence[Ask]) -> tuple[int, int] | None:
    """ "Did you find it and did you bring it back": each part could stand alone."""
    if len(own) < 2 or own[-1].reason == "tag":
        return None
    first, last = own[0], own[-1]
    rest = len(words) - last.start
    alone = (
        rest < 2 or (words[last.start].text == "why" and rest <= 3) or _negated(words, last.start)
    )
    joined = any(word.text == "and" for word in words[first.end - 1 : last.start + 1])
    in_a_row = all(words[ask.start].text in WH for ask in own) and words[last.start].pause
    if alone or not (joined or in_a_row):
        return None
    return _span(words, last.start, last.end)


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
            if short or _negated(words, i + 1):
                continue
            return _span(words, i, i + 2)
        if not _one_thing(words, left, i, right):
            return _span(words, i - 1, i + 2)
    return None


def _one_thing(words: Words, left: Word, i: int, right: Word) -> bool:
    people = lexicon().words("people")
    noun = (
        words[i + 2].text
        if i + 2 < len(words) and right.text in lexicon().words("determiners")
        else right.text
    )
    pair = any(phrases("pairs").at(words, k) > i for k in range(max(0, i - 2), i + 1))
    parties = left.text in people and (noun in people or right.text in people)
    owned = left.text in people and right.text in ("their", "your", "his", "her", "our", "my")
    parties = (
        parties or owned or (left.text == "you" and right.text in lexicon().words("determiners"))
    )
    names = left.capital and right.capital
    numbers = left.text[0].isdigit() and right.text[0].isdigit()
    same = left.text == right.text
    return (
        pair
        or parties
        or names
        or numbers
        or same
        or right.text in ("so", "then", "that", "this", "if", "not")
    )
