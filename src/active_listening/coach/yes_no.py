"""Yes-no questions: an auxiliary before its subject (Quirk et al., 11.5-11.9).

Not every auxiliary at the head asks: "should you need anything" is a condition (15.36), "have a
good day" an order, "was great to meet you" a statement short of its subject, "so are you" an echo.
"""

from __future__ import annotations

from active_listening.coach.grammar import Ask, Words, is_in, is_subject, phrase_at, word_is

_NEAR = 40
"""Words looked ahead, so that a reading stays linear in its length."""
_ANSWERING = ("so", "nor", "neither", "as", "than")
_THINGS = ("a", "an", "the", "it", "this", "that", "these", "those", "some", "all", "my")
_ANYTHING = ("anything", "something")


def yes_no(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """What a clause that begins with its auxiliary asks; None where it does not ask."""
    if not is_in(words, i, "auxiliaries") or words[i].text[0] == "'":
        return None
    if i + 1 >= len(words):
        broken_off = mark == "" and i == 0  # "is", "could, um"
        return Ask("closed", i, i + 1, "yes_no") if mark == "?" or broken_off else None
    if not _inverted(words, i, mark, first=first) or _conditional(words, i, mark):
        return None
    anything = _about_anything(words, i)
    if anything:
        return Ask("focused", i, anything, "fact_anything")
    end = min(i + (3 if is_in(words, i + 1, "determiners") else 2), len(words))
    choice = any(w.text == "or" for w in words[i + 2 : min(i + _NEAR, len(words) - 1)])
    return Ask("closed", i, end, "either_or" if choice else "yes_no")


def _inverted(words: Words, i: int, mark: str, *, first: bool) -> bool:
    """Whether a subject follows. At the head of a line without any mark, less proof is needed."""
    if mark != "?" and phrase_at("imperative_openers", words, i):
        return False
    if mark != "?" and i + 2 == len(words) and i and word_is(words, i - 1, *_ANSWERING):
        return False
    if not first:
        return is_in(words, i + 1, "subjects")
    if mark != "?" and _ordered(words, i, mark):
        return False
    if is_subject(words, i + 1) or mark == "?":
        return True
    return (
        mark == ""
        and not is_in(words, i + 1, "after_dropped_i")
        and not word_is(
            words, i, "need", "dare", "may", "might", "must", "have", "had", "do", "ought"
        )
    )


def _ordered(words: Words, i: int, mark: str) -> bool:
    """ "Have some tea", "do the easy ones first.", "did it yesterday.": orders and reports."""
    if word_is(words, i, "have", "had"):
        thing = word_is(words, i + 1, "a", "an", "some") or words[i + 1].capital
        return thing or (mark != "" and word_is(words, i + 1, *_THINGS))
    return word_is(words, i, "dare") or (
        mark != "" and word_is(words, i, "do", "does", "did") and word_is(words, i + 1, *_THINGS)
    )


def _conditional(words: Words, i: int, mark: str) -> bool:
    """ "Should you have any questions, call me", "had you called, ..."."""
    if mark == "?":
        return False
    if words[i].text == "should":
        return word_is(words, i + 1, "you", "anyone", "anything", "there", "it", "they", "any")
    return word_is(words, i, "had", "were") and any(
        w.pause or w.text in ("would", "'d", "could") for w in words[i + 2 : i + _NEAR]
    )


def _about_anything(words: Words, i: int) -> int:
    """ "Is there anything ...", "do you have anything ...", "... anything else": an index, or 0."""
    if word_is(words, i, "is", "isn't", "was") and word_is(words, i + 1, "there"):
        other = word_is(words, i + 2, "anyone", "anybody") and word_is(words, i + 3, "else")
        return i + 3 if other or word_is(words, i + 2, *_ANYTHING) else 0
    for k in range(i + 1, min(i + 7, len(words))):
        if words[k].text not in _ANYTHING:
            continue
        owned = word_is(
            words, k - 1, "have", "got", "add", "ask", "want", "need", "raise", "mention"
        )
        if word_is(words, k + 1, "else") or (owned and words[i].text != "has"):
            return k + 1
        return 0
    return 0
