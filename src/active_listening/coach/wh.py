"""Wh-questions: which of them want a story, and which one fact.

What, how and why are open unless they ask for a number, a name or a degree; when, where, who and
which ask for one fact (Quirk et al., 11.14-11.18).
"""

from __future__ import annotations

from active_listening.coach.grammar import (
    FACT_WH,
    PREPOSITIONS,
    PRONOUNS,
    WH,
    WIDE_WH,
    Ask,
    Words,
    is_in,
    noun_head,
    word_is,
)
from active_listening.coach.lexicon import lexicon

_AMOUNTS = ("many", "much", "long", "often", "old", "far", "soon", "frequently", "late", "early")
_SOFTENERS = (
    "exactly",
    "precisely",
    "specifically",
    "else",
    "then",
    "actually",
    "really",
    "please",
)
_BE = ("is", "'s", "was", "are", "'re", "were", "will")


def wh_question(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """A wh-question, with or without a preposition before it."""
    if words[i].text in PREPOSITIONS and i + 1 < len(words) and words[i + 1].text in WH:
        return _preposition_wh(words, i)
    text = words[i].text
    if text not in WH:
        return None
    if not _is_question_clause(words, i, mark, first=first):
        return None
    if text in WIDE_WH:
        return wide_wh(words, i)
    if text == "which" and any(
        is_in(words, k, "wide_nouns") for k in range(i + 1, min(i + 5, len(words)))
    ):
        return Ask("open", i, i + 2, "open_wide_pick")
    if text == "when" and word_is(words, i + 1, "you", "we", "they", "it", "the", "i"):
        return Ask("focused", i, i + 1, "fact_when")
    return Ask("focused", i, i + 1, FACT_WH[text])


def _is_question_clause(words: Words, i: int, mark: str, *, first: bool) -> bool:
    """Whether a wh-word asks here, and does not merely join: "when you called, ..."."""
    text, k = words[i].text, i + 1
    if k >= len(words):
        return True
    if words[k].text in _SOFTENERS:
        k += 1
    follows_aux = k < len(words) and is_in(words, k, "auxiliaries")
    if text in ("when", "where"):
        joins = first and not follows_aux and any(word.pause for word in words[k:])
        return follows_aux or (first and mark == "?" and not joins)
    if first:
        cleft = text == "what" and word_is(words, k, *PRONOUNS) and mark != "?"
        joins = (
            text in ("how", "who", "why")
            and word_is(words, k, *PRONOUNS)
            and mark != "?"
            and i == 0
            and len(words) > 8
        )
        return not (cleft or joins)
    if text in ("who", "which", "whose", "whom"):
        return follows_aux and k + 1 < len(words) and is_in(words, k + 1, "subjects")
    if follows_aux or mark == "?":
        inner_verb = text == "what" and word_is(words, k, *PRONOUNS)
        return not inner_verb
    return text == "what" and words[i].pause and len(words) - i > 2


def _preposition_wh(words: Words, i: int) -> Ask | None:
    """ "In what way" is open, "to what extent" a degree, "with whom" a fact."""
    text = words[i + 1].text
    if text in ("what", "which") and word_is(
        words, i + 2, "way", "ways", "respect", "respects", "reason", "reasons", "sense"
    ):
        return Ask("open", i, i + 3, "open_what")
    if text == "what" and word_is(words, i + 2, "extent", "degree"):
        return Ask("focused", i, i + 3, "fact_extent")
    if text == "what" and word_is(words, i + 2, "point", "stage", "circumstances", "moment"):
        return Ask("focused", i, i + 3, "fact_when")
    if text == "what" and not is_in(words, i + 2, "fact_nouns"):
        return Ask("open", i, i + 2, "open_what")
    if text in ("how", "why", "when", "where"):
        return None
    return Ask("focused", i, i + 2, FACT_WH.get(text, "fact_noun"))


def wide_wh(words: Words, i: int) -> Ask:
    """What, how and why: open, but for those that want a number, a name or a degree."""
    text, k = words[i].text, i + 1
    while word_is(words, k, *_SOFTENERS):
        k += 1
    if text == "why" or k >= len(words):
        return Ask("open", i, i + 1, f"open_{text}")
    if text == "how":
        return _how(words, i, k)
    if is_in(words, k, "fact_nouns"):
        return Ask("focused", i, k + 1, "fact_noun")
    if is_in(words, k, "auxiliaries") and word_is(words, k + 1, "be"):
        k += 1  # "what would be the best time"
    if words[k].text in (*_BE, "be") and not word_is(words, k + 1, *PRONOUNS):
        head = noun_head(words, k + 1)
        ends = head and (
            head + 1 == len(words) or words[head + 1].text in (*PREPOSITIONS, "please", "again")
        )
        if ends and is_in(words, head, "fact_nouns"):
            return Ask("focused", i, head + 1, "fact_noun")
    return Ask("open", i, i + 1, "open_what")


def _how(words: Words, i: int, k: int) -> Ask:
    """How: manner is open, an amount or a degree is one point on a line."""
    if words[k].text in _AMOUNTS:
        return Ask("focused", i, k + 1, "fact_amount")
    if (
        words[k].text in ("do", "does", "did", "would", "can", "could")
        and word_is(words, k + 1, "you")
        and word_is(words, k + 2, *lexicon().words("scale_verbs"))
    ):
        return Ask("focused", i, k + 3, "fact_degree")
    follows = words[k].text
    known = lexicon()
    if (
        follows in known.words("auxiliaries")
        or follows in known.words("subjects")
        or follows in known.words("degree_ok")
        or k + 1 >= len(words)
    ):
        return Ask("open", i, i + 1, "open_how")
    if _measures(words, k):
        return Ask("focused", i, k + 1, "fact_degree")
    return Ask("open", i, i + 1, "open_how")


def _measures(words: Words, k: int) -> bool:
    """Whether word `k` after "how" is what is measured: "how slow is it", "how slow it is".

    In "how Ben is doing" and "how bookings are made" it is the subject, and manner is asked for.
    """
    known = lexicon()
    if words[k].capital or words[k].text in known.words("people"):
        return False
    if is_in(words, k + 1, "auxiliaries"):
        after = k + 2
        return after < len(words) and (
            words[after].capital
            or words[after].text in known.words("subjects")
            or words[after].text in known.words("people")
        )
    return word_is(words, k + 1, "a", "an", *PRONOUNS)
