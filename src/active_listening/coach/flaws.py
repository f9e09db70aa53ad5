"""What gets in the way inside a question: an answer, a blame, a second question, a proposal.

The classes are those of survey methodology (leading, loaded, double-barrelled: Payne, The Art of
Asking Questions, 1951; Bradburn, Sudman and Wansink, Asking Questions, 2004, ch. 1-2) and of
motivational interviewing for advice in disguise (MITI 4.2.1). A yes-no question that names one
verdict only is unbalanced (Schuman and Presser, Questions and Answers in Attitude Surveys, 1981,
ch. 7). Two things in one question are told in `doubles.py`. A mild presupposition ("what could be
better?") is information, not a flaw, and so is a word that the client used first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from active_listening.coach.doubles import more_than_one, span_of
from active_listening.coach.grammar import Ask, Words, phrases, word_is
from active_listening.coach.lexicon import lexicon
from active_listening.coach.phrases import Tables
from active_listening.coach.reading import Flaw, FlawId
from active_listening.coach.text import Sentence

Asked = tuple[Sentence, Ask]


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
                yield Flaw(kind, span_of(words, start, end), reason)
        if ask:
            yield from _loaded(words, ask, theirs)
            back = _thrown_back(words, ask)
            if back:
                yield Flaw("blaming", back, "blame_words")
    for sentence, ask in asked:
        yield from _leading(sentence, ask)
    yield from more_than_one(asked, theirs)


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
        denied = first == "so" and i > 0 and words[i - 1].text == "not"  # "what was not so good"
        return i > 0 and (inside or denied or words[i - 1].text == "far")
    if first == "you" and words[i + 1].text == "could":  # "... so that you could have told me"
        return "so" in (words[i - 1].text, words[i - 2].text if i > 1 else "")
    if first in ("i", "we") and words[i + 1].text == "told":
        if i > 0 and words[i - 1].text == "if":
            return True  # "would it help if I told you": asks leave
        return any(word_is(words, k, "you", "your") for k in range(i)) and any(
            word_is(words, k, *_FORESEEN) for k in range(i)
        )  # "you thought I'd say I told you so": what they feared to hear
    if first == "so":
        return i == 0  # "So what could be difficult here?" asks; after a defence it does not
    if first == "who" and i > 0 and not words[i].pause:
        return True  # "the patients who forgot": which ones, not whose fault
    if first == "are" and end - i == 5:  # "are you going to botch it", "... to visit us"
        return last not in known.words("blaming_future_verbs")
    if first == "you" and words[i + 1].text in ("never", "always", "keep", "constantly"):
        led = i > 0 and words[i - 1].text in ("made", "makes", "make", "helped", "helps", "let")
        aside = last == "mind" and words[i + 1].pause  # "for each of you, never mind the dates"
        return led or aside or last in known.words("undergone")
    if last in ("expect", "expecting"):  # "... from the report": asked for, not thrown back
        return end < len(words) and words[end].text not in ("us", "me", "i", "we", "?")
    return name == "blaming_why" and _asks_opinion(words, end)


_FORESEEN = frozenset(
    "thought feared expected afraid waiting waited dreaded imagined braced guessed worried".split()
)
"""Words for what somebody saw coming, or took it for."""


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
        yield Flaw("leading", span_of(words, ask.start, ask.end), "leading_tag")
    elif ask.reason == "proposal":
        yield Flaw("solution_in_disguise", span_of(words, ask.start, ask.end), "proposal")
    elif begins.endswith("n't") and ask.tier == "closed":
        yield Flaw("leading", span_of(words, ask.start, ask.start + 2), "leading_negative")
    known = lexicon().words("degree_hopeful")
    if ask.reason == "fact_degree" and words[ask.end - 1].text in known:
        yield Flaw("leading", span_of(words, ask.start, ask.end), "leading_degree")
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
            return span_of(words, i, i + 3)
        against = phrases("held_against").at(words, i)
        if against:
            return span_of(words, i, against)
    return None


def _one_sided(words: Words, ask: Ask) -> Iterator[Flaw]:
    """ "Was it useful?", "is it because ...": one verdict, or one cause, offered to agree with."""
    guess = phrases("own_guess").at(words, ask.start)
    if guess:
        yield Flaw("leading", span_of(words, ask.start, guess), "leading_guess")
        return
    known = lexicon()
    for i in range(ask.start + 2, len(words)):
        too = words[i - 1].text == "too" and words[i].text not in known.words("stopwords")
        verdict = words[i].text in known.words("one_sided") and not _offers(words, i + 1)
        if too or verdict:
            yield Flaw("leading", span_of(words, i - too, i + 1), "leading_one_sided")
            return


def _offers(words: Words, k: int) -> bool:
    """ "Would it be useful if I told you ...": asks leave, and for no verdict on what was."""
    return k + 1 < len(words) and words[k].text == "if" and words[k + 1].text in ("i", "we")


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
