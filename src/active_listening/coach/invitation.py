"""Invitations: "walk me through", "could you tell me", "I'd love to hear".

Indirect requests carry the force of what they embed (Searle, Indirect Speech Acts, 1975): what the
client is invited to tell decides the tier, not the yes-no form around it.
"""

from __future__ import annotations

from active_listening.coach.grammar import (
    FACT_WH,
    MODALS,
    WH,
    WIDE_WH,
    Ask,
    Words,
    invitations,
    is_in,
    noun_head,
    phrases,
    word_is,
)
from active_listening.coach.lexicon import lexicon
from active_listening.coach.wh import wide_wh

_ON_THE_WAY = frozenset(
    [
        "to",
        "better",
        "a",
        "bit",
        "from",
        "you",
        "more",
        "find",
        "out",
        "in",
        "hearing",
        "knowing",
        "learning",
        "if",
    ]
)
_LINKS = ("about", "more", "whether", "if", "your", "to", "on")
_NEAR_THE_VERB = frozenset(
    [
        "to",
        "me",
        "us",
        "please",
        "a",
        "bit",
        "little",
        "about",
        "on",
        "exactly",
        "of",
        "for",
        "in",
        "with",
        "again",
        "quickly",
        "briefly",
        "just",
    ]
)


def invitation(words: Words, i: int) -> Ask | None:
    """What an invitation that begins at word `i` asks for; None where there is none."""
    return _curious(words, i) or _invited(words, i) or _polite(words, i)


def _curious(words: Words, i: int) -> Ask | None:
    """ "I wonder how ...", "I'd love to hear about ...": a statement that asks."""
    end = phrases("curiosity").at(words, i)
    if not end:
        return None
    while is_in(words, end, "learning_verbs") or word_is(words, end, *_ON_THE_WAY):
        if word_is(words, end, "if") and not word_is(words, end + 1, "you"):
            break
        if word_is(words, end, "more") or (
            word_is(words, end, "you") and not word_is(words, end - 1, "from")
        ):
            break
        end += 1
    if word_is(words, end, "you") and word_is(words, end + 1, "could", "can", "would"):
        return _polite_verb(words, i, end + 2)
    if end >= len(words):
        return None
    heard = words[end - 1].text in ("understand", "hear", "understanding", "hearing")
    if words[end].text in (*WH, *_LINKS) or (heard and is_in(words, end, "determiners")):
        return _complement(words, i, end, "open_curious")
    return None


def _invited(words: Words, i: int) -> Ask | None:
    """ "Walk me through ...", "please describe ...": an invitation."""
    begin = i + 1 if word_is(words, i, "please", "do", "just", "kindly") else i
    if begin >= len(words):
        return None
    end = invitations().at(words, begin)
    if end:
        return _complement(words, begin, end, "open_invitation")
    if words[begin].text in ("confirm", "specify", "state", "name", "list"):
        return _fetched(words, begin, begin + 1)
    return None


def _polite(words: Words, i: int) -> Ask | None:
    """ "Could you ...", "would you mind ...", "may I ask ...": the verb says what is asked."""
    if words[i].text in ("do", "are", "is") and word_is(words, i + 1, "you", "it"):
        frame = words[i + 2].text if i + 2 < len(words) else ""
        ready = ("mind", "able", "willing", "happy", "okay", "ok", "care", "want")
        if frame not in ready:
            return None
        k = i + 3
        while word_is(words, k, "to", "if", "with", "for", "you", "i"):
            k += 1
        end = invitations().at(words, k) if k < len(words) else 0
        if end:
            return _complement(words, i, end, "open_polite")
        return None
    if words[i].text not in MODALS:
        return None
    if word_is(words, i + 1, "i", "we") and word_is(
        words, i + 2, "ask", "just", "also", "hear", "please", "know"
    ):
        k = i + 3 if not word_is(words, i + 2, "just", "also", "please") else i + 4
        while word_is(words, k, "you", "to", "a", "bit", "about"):
            k += 1
        if k < len(words) and (words[k].text in WH or word_is(words, k, "if", "whether")):
            return _complement(words, i, k, "open_polite")
        end = invitations().at(words, k) if k < len(words) else 0
        if end:
            return _complement(words, i, end, "open_polite")
        return None
    if word_is(words, i + 1, "you", "someone", "anyone", "we", "one", "somebody"):
        return _polite_verb(words, i, i + 2)
    return None


def _polite_verb(words: Words, begin: int, k: int) -> Ask | None:
    """What "could you" goes on to ask for; None leaves it to the yes-no rule."""
    frames = phrases("polite_frames")
    while k < len(words):
        if invitations().at(words, k):
            break
        end = frames.at(words, k)
        if not end:
            break
        k = end
    if k >= len(words):
        return None
    end = invitations().at(words, k)
    if end and not word_is(words, k, "think", "imagine", "recall", "picture"):
        return _complement(words, begin, end, "open_polite")
    if end and end - k > 1:
        return _complement(words, begin, end, "open_polite")
    if is_in(words, k, "requests"):
        return _fetched(words, begin, k + 1)
    return None


def _fetched(words: Words, begin: int, k: int) -> Ask | None:
    """ "Give me the order number": a request for one thing is as wide as the thing."""
    while word_is(words, k, "me", "us", "to", "that", "know"):
        k += 1
    if k >= len(words):
        return None
    if words[k].text in WH or word_is(words, k, "if", "whether"):
        return _complement(words, begin, k, "open_polite")
    if words[k].text in ("more", "about", "examples", "details"):
        return Ask("open", begin, k + 1, "open_polite")
    head = noun_head(words, k)
    if head and is_in(words, head, "fact_nouns"):
        return Ask("focused", begin, head + 1, "fact_request")
    return None


def _complement(words: Words, begin: int, k: int, reason: str) -> Ask:
    """What follows an invitation, and so how wide it is."""
    at = k
    while word_is(words, at, *_NEAR_THE_VERB) and not words[at].pause:
        at += 1
    about = any(word.text in ("about", "more", "through") for word in words[begin:at])
    if at >= len(words) or words[at].pause:
        return Ask("open", begin, max(k, min(at, len(words))), reason)
    text = words[at].text
    if text in ("if", "whether"):
        return Ask("closed", begin, at + 1, "whether")
    if text == "which" and not is_in(words, at + 1, "wide_nouns"):
        return Ask("focused", begin, at + 1, "fact_which")
    if text in ("when", "who", "whose", "whom") or (text == "where" and not about):
        return Ask("focused", begin, at + 1, FACT_WH[text])
    if text in WIDE_WH:
        inner = wide_wh(words, at)
        if inner.tier != "open":
            return Ask(inner.tier, begin, inner.end, inner.reason)
        return Ask("open", begin, at + 1, reason)
    if not about and words[begin].text in lexicon().words("requests") | set(MODALS) | {"please"}:
        head = noun_head(words, at)
        if head and is_in(words, head, "fact_nouns"):
            return Ask("focused", begin, head + 1, "fact_request")
    return Ask("open", begin, k, reason)
