"""How wide a question is: open, focused, closed, or none.

The test is the shortest honest answer: yes, no or one of a list is closed; one fact is focused;
none is open. Grammar gives the first guess (Quirk et al., A Comprehensive Grammar of the English
Language, 11.4-11.23: yes-no, wh- and alternative questions, tags, declarative questions), what the
words ask for corrects it: "could you tell me more" is a yes-no form and an invitation. The middle
tier is there because experts split on requests for one fact: ten of them agreed on open or closed
for 77% of 216 counselling turns (kappa .52; AnnoMI, Wu et al. 2022).
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.clauses import JOINS, next_beginning, skip_openers
from active_listening.coach.fragments import (
    beyond_the_number,
    closed_by_list,
    find_scale,
    statement,
    unmarked,
)
from active_listening.coach.grammar import (
    PREPOSITIONS,
    PRONOUNS,
    WH,
    Ask,
    Words,
    heads,
    is_in,
    is_subject,
    listed,
    phrase_at,
    phrase_before,
    word_is,
)
from active_listening.coach.hearing import hear
from active_listening.coach.invitation import invitation, wished
from active_listening.coach.text import Sentence
from active_listening.coach.wh import speakers_cleft, wh_question
from active_listening.coach.yes_no import yes_no

_COUNTS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen sixteen eighteen twenty"
    " thirty half".split()
)
_MEASURES = tuple("day days week weeks month months year years hour hours percent".split())
_TAG = 6
"""Words of the longest tag."""


def asks(sentence: Sentence) -> list[Ask]:
    """What a sentence asks, in order; empty where it asks nothing."""
    words, at = hear(sentence.words)
    start = skip_openers(words)
    if start >= len(words):
        return _bare_opener(sentence, words)
    tag = find_tag(words)
    if tag and sentence.mark == "." and tag[1] - tag[0] == 1:
        tag = None  # "Only quiet, yes." takes it in, and asks nothing
    found = _all_asks(words[: tag[0]] if tag else words, start, sentence.mark)
    if tag and (_asks_agreement(words, tag[0]) or all(ask.tier == "closed" for ask in found)):
        found = [Ask("closed", *tag, "tag")]
    elif not found and sentence.mark == "?":
        found = [statement(words, start, joined=_joined(words, start))]
    return [ask._replace(start=at[ask.start], end=at[ask.end - 1] + 1) for ask in found]


def _joined(words: Words, start: int) -> bool:
    return start > 0 and word_is(words, start - 1, "and")


def _bare_opener(sentence: Sentence, words: Words) -> list[Ask]:
    """ "Right?" alone asks for agreement, "and?" for the story; "Well." asks nothing."""
    if sentence.mark != "?" or (not words and len(sentence.words) > 1):
        return []
    whole = len(sentence.words)
    if words and word_is(words, len(words) - 1, "and", "then", "so", "but", "because"):
        return [Ask("open", 0, whole, "open_fragment")]
    if (words and word_is(words, 0, "thanks", "thank", "cheers", "sorry")) or word_is(
        sentence.words, 0, "please"
    ):
        return []
    return [Ask("closed", 0, whole, "tag")]


def _all_asks(words: Words, start: int, mark: str) -> list[Ask]:
    """Asks that begin the sentence, follow a pause, are joined on by "and", or just run on."""
    found: list[Ask] = []
    i, first = start, True
    dependent, scale = is_in(words, start, "subordinators"), find_scale(words)
    while i < len(words):
        runs_on = dependent and not words[i].pause and words[i - 1].text not in JOINS
        head = ask_at(words, i, mark, first=first or runs_on)
        if head and not (found and _carries_on(words, found[-1], head)):
            found.append(_narrowed(words, head, scale))
        i = next_beginning(words, max(head.end if head else 0, i + 1), start)
        first = False
    return found


def _narrowed(words: Words, ask: Ask, scale: tuple[int, int] | None) -> Ask:
    """What is left of a question where a scale or a list of answers comes with it."""
    if scale and ask.reason not in ("proposal", "statement") and not beyond_the_number(words, ask):
        return Ask("closed", *scale, "scale")
    return ask if ask.tier == "closed" else closed_by_list(words, ask)


def _carries_on(words: Words, before: Ask, head: Ask) -> bool:
    """ "How, in practice, do you ...": the verb after the aside belongs to the "how"."""
    k = before.start + 1
    bare = words[before.start].text in WH and k < len(words) and words[k].pause
    return bare and head.reason in ("yes_no", "either_or")


def ask_at(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """What the clause that begins at word `i` asks; None where it asks nothing.

    `first` marks the sentence's own beginning, where less proof is needed than after a comma:
    ", which is fine" is no question.
    """
    if i >= len(words) or words[i].text not in _beginnings():
        return None
    if first and (k := speakers_cleft(words, i)):
        wanted = wished(words, i, k)
        told = Ask("closed", i, len(words), "statement") if mark == "?" else None
        return wanted or told
    return (
        invitation(words, i, mark, first=first)
        or _proposal(words, i)
        or wh_question(words, i, mark, first=first)
        or yes_no(words, i, mark, first=first)
        or (unmarked(words, i) if first and mark in ("", "?") else None)
    )


@lru_cache
def _beginnings() -> frozenset[str]:
    """The first words of everything that asks: most clauses begin with none of them."""
    lists = ("auxiliaries", "topics", "fetching", "scale_verbs", "wide_fragments")
    frames = heads("openings", "having", "knowing", "curiosity", "invitations", "proposals")
    others = frozenset(("do", "let's", "expand", "any", "anything", "you"))
    return (WH | PREPOSITIONS | frames | others).union(*map(listed, lists))


def _proposal(words: Words, i: int) -> Ask | None:
    """ "How about we ...", "what about Thursday", "why don't you ...": a way forward."""
    if word_is(words, i, "how", "what") and word_is(words, i + 1, "about"):
        return _about(words, i)
    end = phrase_at("proposals", words, i)
    if not end:
        return None
    if words[i].text == "why" and word_is(words, i + 1, "not"):
        plain = end == len(words) or words[end].pause or is_subject(words, end)
        return None if plain else Ask("closed", i, end, "proposal")
    if words[end - 1].text in ("just", "not", "you") and _tells(words, end):
        return None
    if word_is(words, i + 1, "if") and is_in(words, end, "states"):
        return None  # "what if you're stuck at the border?"
    return Ask("closed", i, end, "proposal")


def _tells(words: Words, k: int) -> bool:
    return k < len(words) and phrase_at("invitations", words, k) > 0


def _about(words: Words, i: int) -> Ask | None:
    """ "How about" a day or a deed proposes; "how about" a thing or a person asks for a view."""
    k = i + 2
    if k >= len(words):
        return None
    if words[k].text[0].isdigit() or is_in(words, k, "days") or _measured(words, k):
        owned = word_is(words, k + 1, "'s") or word_is(words, k + 2, "'s")
        return None if owned else Ask("closed", i, k + 1, "proposal")
    end = phrase_at("proposals", words, i)
    if words[k].text == "you" and _stands_alone(words, k):
        return None
    if words[k].text.endswith("ing") and len(words[k].text) > 5:
        thing = k + 1 == len(words) or word_is(words, k + 1, "for", "with", "in", "on", "at")
        deed = not (thing and words[i].text == "what")
        return Ask("closed", i, k + 1, "proposal") if deed else None
    return Ask("closed", i, end, "proposal") if end else None


def _measured(words: Words, k: int) -> bool:
    """ "Sixteen months", "one year with ...", "a week?": an amount, put up to be agreed to."""
    counted = word_is(words, k, "a", "an", "another") or words[k].text in _COUNTS
    if not counted or not word_is(words, k + 1, *_MEASURES):
        return False
    return not word_is(words, k + 2, "that", "when", "which", "where", "in", "at", "you")


def _stands_alone(words: Words, k: int) -> bool:
    """ "How about you?", "... you, Ben?", "... you and the crew?": no deed is named."""
    if k + 1 == len(words) or words[k + 1].pause or is_in(words, k + 1, "stopwords"):
        return True
    return k + 2 == len(words) and not is_in(words, k + 1, "verbs")


def find_tag(words: Words) -> tuple[int, int] | None:
    """A tag at the end of a statement: ", right?", ", isn't it?", as indexes."""
    k = phrase_before("tags", words, len(words), _TAG)
    if k and (words[k].pause or _asks_agreement(words, k)):
        return k, len(words)
    if len(words) < 4:
        return None
    aux, subject = words[-2], words[-1]
    if (
        aux.text in listed("auxiliaries")
        and subject.text in PRONOUNS
        and (aux.pause or ("n't" in aux.text and words[-3].text not in PRONOUNS))
    ):  # "and we weren't there" has its subject already
        return len(words) - 2, len(words)
    return None


def _asks_agreement(words: Words, k: int) -> bool:
    """ "..., don't you think?": asks to agree, whatever came before."""
    return k > 0 and phrase_at("opinion_tags", words, k) == len(words)


def is_check_back(words: Words, ask: Ask) -> bool:
    """Whether this question asks if one heard right."""
    if phrase_at("check_backs", words, ask.start):
        return True
    return ask.start > 0 and phrase_at("check_backs", words, skip_openers(words)) > 0
