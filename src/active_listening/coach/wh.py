"""Wh-questions: which of them want a story, and which one fact.

What, how and why are open unless they ask for a number, a name or a degree; when, where, who and
which ask for one fact (Quirk et al., 11.14-11.18). A wh-word may also only join ("when you called,
..."), head a cleft ("what you need is ...", 18.29) or exclaim ("what a week!", 11.31): then it asks
nothing.
"""

from __future__ import annotations

from active_listening.coach.feelings import find_feelings
from active_listening.coach.grammar import (
    BE,
    FACT_WH,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    WIDE_WH,
    Ask,
    Words,
    is_fact,
    is_in,
    is_subject,
    listed,
    noun_head,
    phrase_at,
    word_is,
)

_AMOUNTS = frozenset("many much long often old far soon frequently late early regularly".split())
_AFTER_WH = frozenset("else then".split())
_BREAKS = frozenset("when after before because since while if once that who which and but".split())
_PARTICIPLES = frozenset("been being going doing done made gone coming getting".split())
_WAYS = frozenset("way ways respect respects reason reasons sense manner basis grounds".split())
_POINTS = frozenset("point stage moment circumstances time hour".split())
_NEAR = 25
"""Words looked ahead, so that a reading stays linear in its length."""
_VERBS_TOO = frozenset("need worry change fear hope doubt trouble wish experience benefit".split())
"""Nouns of description that behind a plural are its verb."""
_SHORT = 8
"""Words up to which ", who is ...?" asks, and does not tell more about someone."""
_SAYING = frozenset("think believe reckon guess suppose feel say".split())


def wh_question(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """A wh-question, with or without a preposition before it."""
    text = words[i].text
    if text in PREPOSITIONS and i + 1 < len(words) and words[i + 1].text in WH:
        return preposition_wh(words, i, mark, first=first)
    if text not in WH or not _asks(words, i, mark, first=first):
        return None
    if text in WIDE_WH:
        return wide_wh(words, i)
    return fact_wh(words, i)


def fact_wh(words: Words, i: int) -> Ask:
    """When, where, who and which: one fact, but for a few that ask for a description."""
    text = words[i].text
    wide = phrase_at("wide_where", words, i)
    if (
        text == "which"
        and not wide
        and any(_describes(words, i, k) for k in range(i + 1, min(i + 5, len(words))))
    ):
        return Ask("open", i, i + 2, "open_wide_pick")
    if wide:
        return Ask("open", i, wide, "open_wide_pick")
    return Ask("focused", i, i + 1, FACT_WH[text])


def _describes(words: Words, i: int, k: int) -> bool:
    """A noun that "which" asks to have described; in "which stores need ...?" it is a verb."""
    verb = k > i + 1 and words[k].text in _VERBS_TOO and words[k - 1].text.endswith("s")
    return is_in(words, k, "wide_nouns") and not verb


def _asks(words: Words, i: int, mark: str, *, first: bool) -> bool:
    """Whether a wh-word asks here, and does not join, head a cleft or exclaim."""
    text, k = words[i].text, i + 1
    while word_is(words, k, *_AFTER_WH):
        k += 1
    if k >= len(words):
        return first or mark in ("?", "")  # not "... and why."
    inverted = is_in(words, k, "auxiliaries")
    if text in ("when", "where"):
        guessed = find_feelings(words[max(0, i - _SHORT) : i])  # "Hurt, when nobody rang?"
        joins = bool(guessed) or any(word.pause for word in words[k : k + _NEAR])
        return inverted or (first and mark == "?" and not joins)
    if words[k].text == "to":  # "how to fix it"
        return mark == "?" and first
    cleft = is_cleft(words, i, k) and not (mark == "" and words[k].text == "about")
    if mark != "?" and (_exclaims(words, text, k, mark) or cleft):
        return False
    if first and mark == "." and inverted and _heads_a_clause(words, k):
        return False
    if first:
        return mark in ("?", "") or inverted or words[k].text not in PRONOUNS
    if text in ("who", "which", "whose", "whom"):
        last = words[i].pause and not words[i - 1].capital and len(words) - i <= _SHORT
        if text == "which" and last and mark == "?" and not (inverted or is_subject(words, k)):
            return not is_in(words, k, "verbs") and words[k].text[-1:] != "s"
        last = last and text != "which"  # ", which was a success": a remark
        turned = is_subject(words, k + 1) and not word_is(words, k + 1, "a", "an")
        return inverted and (turned or (mark == "?" and last))
    if mark in (".", "!") and inverted and not words[i].pause:
        return is_subject(words, k + 1)  # not "... and what would fix it."
    if inverted or mark == "?":
        return not (text == "what" and words[k].text in PRONOUNS)
    joined = words[i].pause or (mark == "" and word_is(words, i - 1, "but", "so"))
    return text in ("what", "how") and joined and len(words) - i > 2 - (mark == "")


def _exclaims(words: Words, text: str, k: int, mark: str) -> bool:
    """ "What a week!", "how kind of you", "how right you were."; and "who knows", "why, yes"."""
    if text in ("who", "why"):
        return word_is(words, k, "knows", "cares") or (text == "why" and words[k].pause)
    if is_in(words, k, "auxiliaries") or is_in(words, k, "degree_ok"):
        return False
    told = mark != "" and not is_subject(words, k) and word_is(words, k + 1, *PRONOUNS)
    told = told and not words[k].text.endswith("ed")  # "what annoyed you." is typed in haste
    if text == "what":
        return told or word_is(words, k, "a", "an", "great", "good", "lovely")
    plain = text == "how" and not is_subject(words, k)
    return told or (plain and (k + 1 == len(words) or word_is(words, k + 1, "of", "to")))


def is_cleft(words: Words, i: int, k: int) -> bool:
    """ "What you did helped", "what matters is ...", "how you handled it was ...": no question.

    Args:
        words: those of the sentence; word `i` is the wh-word, `k` the one after "what else".

    The sign is a form of be, or a negative, after an inner clause that has its own verb.
    """
    if words[i].text not in ("what", "how", "why", "who"):
        return False
    # "what would help is ...", "who was on shift doesn't ..."
    verb_first = is_in(words, k, "auxiliaries")
    if verb_first and (word_is(words, k, "do", "does", "did") or _may_be_subject(words, k + 1)):
        return False
    for at in range(k + 1 + verb_first, min(i + _NEAR, len(words) - 1 + verb_first)):
        text = words[at].text
        if words[at].pause or text in _BREAKS:
            return False
        if text in ("is", "was", "'s", "are", "were") or text.endswith("n't"):
            told = words[k].text in PRONOUNS and words[at - 1].text not in PRONOUNS
            return verb_first or told or (words[i].text == "what" and not is_subject(words, k))
    return False


def _heads_a_clause(words: Words, k: int) -> bool:
    """ "What isn't scanned stays in the depot.": the subject of what is told, and no question."""
    if k + 2 >= len(words) or words[k + 1].pause or not words[k + 1].text.endswith("ed"):
        return False
    verb = words[k + 2]
    finite = is_in(words, k + 2, "auxiliaries") or is_in(words, k + 2, "verbs")
    return not verb.pause and (finite or verb.text.endswith("s") or verb.text.endswith("ed"))


def _may_be_subject(words: Words, k: int) -> bool:
    return is_subject(words, k) or (k < len(words) and words[k].text.endswith("s"))


def speakers_cleft(words: Words, i: int) -> int:
    """ "What I'm hearing is ...", "what you're saying is ...": where the ... begins, or 0."""
    if not word_is(words, i, "what") or not word_is(words, i + 1, "i", "we", "you"):
        return 0
    for k in range(i + 2, min(i + 9, len(words) - 1)):
        if words[k].text in _SAYING and words[i + 1].text == "you":
            return 0
        if words[k].text in ("is", "was", "'s") and k > i + 2:
            return k + 1
    return 0


def preposition_wh(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """ "In what way" is open, "to what extent" a degree, "with whom" and "since when" facts."""
    text, after = words[i + 1].text, words[i + 2].text if i + 2 < len(words) else ""
    if text == "why" or not _prepared(words, i, mark, first=first):
        return None
    if text in ("what", "which") and after in _WAYS:
        return Ask("open", i, i + 3, "open_what")
    if text == "what" and after in ("extent", "degree"):
        return Ask("focused", i, i + 3, "fact_extent")
    if text == "what" and after in _POINTS:
        return Ask("focused", i, i + 3, "fact_when")
    if text == "what":
        head = _asks_for_fact(words, i + 2)
        if head:
            return Ask("focused", i, head + 1, "fact_noun")
        return Ask("open", i, i + 2, "open_what")
    if text == "how":
        inner = wide_wh(words, i + 1)
        return Ask("focused", i, inner.end, inner.reason) if inner.tier == "focused" else None
    return Ask("focused", i, i + 2, FACT_WH[text])


def _prepared(words: Words, i: int, mark: str, *, first: bool) -> bool:
    """Whether the preposition begins a question, and not "for what it's worth, ..."."""
    for k in range(i + 2, min(i + 6, len(words))):
        if is_in(words, k, "auxiliaries") and is_subject(words, k + 1):
            return first or words[i].pause
        if words[k].pause:
            return False
    return first and mark == "?"


def wide_wh(words: Words, i: int) -> Ask:
    """What, how and why: open, but for those that want a number, a name or a degree."""
    text, k = words[i].text, i + 1
    while word_is(words, k, *_AFTER_WH):
        k += 1
    if text == "why" or k >= len(words):
        return Ask("open", i, i + 1, f"open_{text}")
    if text == "how":
        return _how(words, i, k)
    head = _asks_for_fact(words, k) or _is_the_fact(words, k) or _costs(words, k)
    if head:
        return Ask("focused", i, head + 1, "fact_noun")
    return Ask("open", i, i + 1, "open_what")


def _asks_for_fact(words: Words, k: int) -> int:
    """ "What time", "what delivery date", but not "what time pressure"; the noun, or 0."""
    if k >= len(words) or is_in(words, k, "stopwords") or word_is(words, k, "last", "next"):
        return 0
    head = k + 1 if word_is(words, k, "two", "three") and k + 1 < len(words) else k
    while (
        head + 1 < len(words)
        and not words[head + 1].pause
        and not is_in(words, head + 1, "stopwords")
        and not is_in(words, head + 1, "picking")
    ):
        head += 1
    return head if is_fact(words, head) else 0


def _is_the_fact(words: Words, k: int) -> int:
    """ "What's your order number", "what would be the best time": the noun, or 0."""
    if is_in(words, k, "auxiliaries") and word_is(words, k + 1, "be"):
        k += 1
    if words[k].text not in (*BE, "will") or word_is(words, k + 1, *PRONOUNS):
        return 0
    head = noun_head(words, k + 1)
    if word_is(words, len(words) - 1, "like"):  # "what was the year like"
        return 0
    if word_is(words, head + 1, "for") and (head + 2 >= len(words) or words[head + 2].pause):
        return 0  # "what is the month for": its purpose
    ends = head + 1 >= len(words) or words[head + 1].text in PREPOSITIONS or words[head + 1].pause
    return head if head and ends and is_fact(words, head) else 0


def _costs(words: Words, k: int) -> int:
    """ "What does it cost", "what do you pay per month"; the verb, or 0."""
    if not word_is(words, k, "do", "does", "did", "would", "will"):
        return 0
    for at in range(k + 2, min(k + 6, len(words))):
        if is_in(words, at, "fact_verbs"):
            last = len(words) - 1 - word_is(words, len(words) - 1, "you")
            after = "per" if at == last else words[at + 1].text
            return at if after in ("per", "a", "each", "for", "every", "monthly", "on") else 0
    return 0


def _how(words: Words, i: int, k: int) -> Ask:
    """How: manner is open, an amount or a degree is one point on a line."""
    if words[k].text in _AMOUNTS:
        return Ask("focused", i, k + 1, "fact_amount")
    asked = is_in(words, k, "auxiliaries") and word_is(words, k + 1, "you")
    if asked and is_in(words, k + 2, "scale_verbs"):
        return Ask("focused", i, k + 3, "fact_degree")
    if not is_in(words, k, "degree_ok") and _measures(words, k):
        return Ask("focused", i, k + 1, "fact_degree")
    return Ask("open", i, i + 1, "open_how")


def _measures(words: Words, k: int) -> bool:
    """Whether word `k` after "how" is what is measured: "how slow is it", "how slow the app is".

    In "how Ben is doing" and "how bookings are made" it is the subject, and manner is asked for.
    """
    if is_in(words, k, "auxiliaries") or is_subject(words, k) or is_in(words, k, "people"):
        return False
    if is_in(words, k + 1, "auxiliaries"):
        after = words[k + 2].text if k + 2 < len(words) else ""
        if is_in(words, k, "degrees") or words[k].text.endswith(("ful", "ous", "ive", "able")):
            return after not in _PARTICIPLES
        return is_subject(words, k + 2) or is_in(words, k + 2, "people")
    if is_in(words, k, "degrees") and (is_subject(words, k + 1) or k + 1 == len(words)):
        return True
    forms = {words[k].text.removesuffix("s"), words[k].text.removesuffix("es")}  # "how goes it"
    verb = is_in(words, k, "verbs") or not forms.isdisjoint(listed("verbs"))
    follows = word_is(words, k + 1, *PRONOUNS) or is_in(words, k + 1, "determiners")
    return follows and not verb
