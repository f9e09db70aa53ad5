"""What is asked without the form of a question: statements, bits of sentences, lists and scales.

Declarative questions ask to confirm (Quirk et al., 11.12); a verbless one takes its width from its
noun ("any thoughts?", "your order number?"); a wide question that goes on to list its answers is an
alternative question (11.20).
"""

from __future__ import annotations

from active_listening.coach.grammar import (
    FACT_WH,
    PREPOSITIONS,
    WH,
    WIDE_WH,
    Ask,
    Words,
    is_fact,
    is_in,
    listed,
    noun_head,
    phrase_at,
    phrases,
    word_is,
)
from active_listening.coach.reading import Tier

_SHORT = 6
"""Words up to which a bit of a sentence is read by its noun."""
_LISTED = 8
"""Words of a list of answers, before its "or" and after it."""
_ANY = frozenset("other more further else questions concerns worries".split())


def statement(words: Words, start: int, *, joined: bool) -> Ask:
    """Words with a question mark and no question. `joined`: "and" stood before them."""
    end = len(words)
    if word_is(words, start, "and") and start + 1 < end:
        joined, start = True, start + 1
    if in_place := _wh_in_place(words, start):
        return in_place
    if _wide_fragment(words, start):
        return Ask("open", start, end, "open_fragment")
    if scale := find_scale(words):
        return Ask("closed", *scale, "scale")
    if _invites_anything(words, start):
        return Ask("focused", start, end, "fact_anything")
    if (joined or end - start <= 2) and _is_bare_noun(words, start):
        head = noun_head(words, start)
        if is_fact(words, head):
            return Ask("focused", start, end, "fact_noun")
        if joined and not is_in(words, head, "days"):
            return Ask("open", start, end, "open_fragment")
    return Ask("closed", start, end, "statement")


def _invites_anything(words: Words, start: int) -> bool:
    """ "Any other concerns?", "unless there's anything else?", "questions?"; not "any luck?"."""
    if word_is(words, start, "any"):
        return not word_is(words, start + 1, "chance", "luck", "time", "better", "good")
    if word_is(words, start, "anything", "nothing"):
        return True
    if start + 1 == len(words):
        return word_is(words, start, *_ANY)
    return any(
        word_is(words, k, "anything", "anyone") and word_is(words, k + 1, "else")
        for k in range(start, len(words) - 1)
    )


def unmarked(words: Words, start: int) -> Ask | None:
    """ "any thoughts on the pricing", "anything else": asked without a question mark as well."""
    end = len(words)
    wide = word_is(words, start, "thoughts", "views", "reactions", "impressions")
    if (wide and _wide_fragment(words, start)) or (
        word_is(words, start, "any") and is_in(words, start + 1, "accounts")
    ):
        return Ask("open", start, end, "open_fragment")
    if end - start > _SHORT:
        return None
    if word_is(words, start, "you") and is_in(words, start + 1, "being"):
        return Ask("closed", start, end, "statement")
    if (word_is(words, start, "any") and word_is(words, start + 1, *_ANY)) or (
        word_is(words, start, "anything") and word_is(words, start + 1, "else")
    ):
        return Ask("focused", start, end, "fact_anything")
    return None


def _wide_fragment(words: Words, start: int) -> bool:
    """ "Thoughts?", "your take on it?", "for example?": a word that is told in sentences."""
    if phrase_at("echoes", words, start) == len(words):
        return True
    if len(words) - start > _SHORT + 2 or any(
        w.text in listed("auxiliaries") for w in words[start:]
    ):
        return False
    for k in range(start, min(start + 4, len(words))):
        if is_in(words, k, "wide_fragments"):
            return True
        if not (is_in(words, k, "determiners") or is_in(words, k, "before_fragment")):
            return False
    return False


def _wh_in_place(words: Words, start: int) -> Ask | None:
    """A wh-word left where its answer stands: "and you did what?", "slower in what way?"."""
    for k in range(start, len(words)):
        text, last = words[k].text, k + 1 == len(words)
        told = k > start and not word_is(words, k - 1, "know")
        if text in WH and told and (last or words[k + 1].pause):
            tier: Tier = "open" if text in WIDE_WH else "focused"
            return Ask(tier, k, k + 1, f"open_{text}" if text in WIDE_WH else FACT_WH[text])
        if text == "how" and word_is(words, k + 1, "many", "much", "long") and k + 2 == len(words):
            return Ask("focused", k, k + 2, "fact_amount")
        if text == "in" and word_is(words, k + 1, "what", "which") and len(words) - k <= 4:
            return Ask("open", start, len(words), "open_fragment")
    return None


def _is_bare_noun(words: Words, start: int) -> bool:
    """ "your work", "the night shift", "you": no verb in it."""
    rest = words[start:]
    if len(rest) > _SHORT or any(w.text in listed("auxiliaries") for w in rest):
        return False
    if word_is(rest, 0, "you", "yours", "yourself", "then", "now"):
        return len(rest) <= 2
    return is_in(rest, 0, "determiners") or (
        word_is(rest, 0, "at", "with", "on", "in") and len(rest) <= 4
    )


def find_scale(words: Words) -> tuple[int, int] | None:
    """ "On a scale of 1 to 10", "out of ten": where it stands."""
    return phrases("scales").search(words)


def closed_by_list(words: Words, ask: Ask) -> Ask:
    """A wide question that goes on to list its answers is closed."""
    if _picks(words, ask.start) and _listed_before(words, ask.start):
        return Ask("closed", 0, ask.start, "listed_choice")  # "Monday or Friday, which suits you?"
    for k in range(max(ask.end, len(words) - _LISTED), len(words) - 1):
        turned = word_is(words, k + 1, "the") and word_is(words, k + 2, "other")
        turned = turned or phrase_at("either_way", words, k - 1) > 0
        if words[k].text == "or" and words[k + 1].text not in _OPEN_LIST and not turned:
            begins = _list_begins(words, ask, k)
            if begins:
                return Ask("closed", begins, len(words), "listed_choice")
    return ask


_OPEN_LIST = frozenset(
    "so not anything something any anyone anybody others other whoever whatever is are".split()
)


def beyond_the_number(words: Words, ask: Ask) -> bool:
    """ "Why a six?", "what made you say 7 out of 10?": the number is there already."""
    near = words[ask.start : ask.start + 4]
    return near[0].text == "why" or any(
        w.text in ("made", "makes", "take", "get", "move", "puts", "stops") for w in near
    )


def _picks(words: Words, i: int) -> bool:
    """ "Which suits you", "what works", "what would you prefer": a pick is asked for."""
    return word_is(words, i, "which") or any(
        is_in(words, k, "picking") or word_is(words, k, "prefer", "rather")
        for k in range(i + 1, min(i + 5, len(words)))
    )


def _listed_before(words: Words, i: int) -> bool:
    return words[i].pause and 2 < i < _LISTED and any(w.text == "or" for w in words[:i])


def _list_begins(words: Words, ask: Ask, k: int) -> int:
    """Where the list begins whose "or" is word `k`: after a pause, or right before a pick's end."""
    nearest = max(ask.end, ask.start + 2, k - _LISTED)
    pauses = [j for j in range(nearest, k + 1) if words[j].pause]
    if pauses:
        first = pauses[-1]
        clause = is_in(words, first, "subordinators") and words[first].text not in PREPOSITIONS
        happens = word_is(words, ask.start, "what") and word_is(words, first, "to", "for", "with")
        if happens and not _picks(words, ask.start):
            return 0  # "what would happen, to you or to Ben?" names for whom, and no answers
        return 0 if clause or is_in(words, first, "auxiliaries") else first
    if not pauses and len(words) - k <= 3 and _picks(words, ask.start) and k - 1 > ask.end:
        return k - 1
    return 0
