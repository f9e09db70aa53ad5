"""How wide a question is: open, focused, closed, or none.

The test is the shortest honest answer: yes, no or one of a list is closed; one fact is focused;
none is open. Grammar gives the first guess (Quirk et al., A Comprehensive Grammar of the English
Language, 11.4-11.23: yes-no, wh- and alternative questions, tags, declarative questions), what the
words ask for corrects it: "could you tell me more" is a yes-no form and an invitation. The middle
tier is there because experts split on requests for one fact: ten of them agreed on open or closed
for 77% of 216 counselling turns (kappa .52; AnnoMI, Wu et al. 2022).
"""

from __future__ import annotations

from active_listening.coach.grammar import (
    FACT_WH,
    PRONOUNS,
    WH,
    WIDE_WH,
    Ask,
    Words,
    invitations,
    is_in,
    phrases,
    word_is,
)
from active_listening.coach.invitation import invitation
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Tier
from active_listening.coach.text import Sentence
from active_listening.coach.wh import wh_question


def asks(sentence: Sentence) -> list[Ask]:
    """What a sentence asks, in order; empty where it asks nothing."""
    words = sentence.words
    start = skip_openers(words)
    if start >= len(words):
        return _bare_opener(sentence)
    tag = find_tag(words)
    stop = tag[0] if tag else len(words)
    found = _all_asks(words[:stop], start, sentence.mark)
    if tag and not any(ask.tier == "open" for ask in found):
        return [Ask("closed", tag[0], tag[1], "tag")]
    if not found and sentence.mark == "?":
        return [_statement(words, start)]
    return found


def _all_asks(words: Words, start: int, mark: str) -> list[Ask]:
    """Asks that begin the sentence, follow a pause, or are joined on by "and"."""
    found: list[Ask] = []
    i = start
    while i < len(words):
        first = i == start
        head = ask_at(words, i, mark, first=first)
        if head and found and _carries_on(words, found[-1], head):
            i = max(head.end, i + 1)
        elif head:
            found.append(_listed_choice(words, head) if head.tier != "closed" else head)
            i = max(head.end, i + 1)
        else:
            i += 1
        i = _next_beginning(words, i)
    return found


def _carries_on(words: Words, before: Ask, head: Ask) -> bool:
    """ "What, if anything, will change": the verb after the aside belongs to the "what"."""
    bare = words[before.start + 1].pause if before.start + 1 < len(words) else False
    return bare and words[before.start].text in WH and head.reason in ("yes_no", "either_or")


def _next_beginning(words: Words, i: int) -> int:
    """The next place where a clause may begin."""
    while i < len(words):
        if words[i].pause:
            return skip_openers(words, i)
        if words[i].text in ("and", "but", "so", "or") and i + 1 < len(words):
            return i + 1
        i += 1
    return i


def skip_openers(words: Words, i: int = 0) -> int:
    """The index after fillers, a name spoken to, and a bare "tell me,"."""
    fillers = phrases("fillers")
    while i < len(words):
        end = fillers.at(words, i)
        bare = end and (end == len(words) or words[end].pause or _question_word(words, end))
        if end and words[i].text in ("tell", "say", "remind"):
            bare = end < len(words) and words[end].pause and _question_word(words, end)
        elif end and words[i].text in (
            "like",
            "no",
            "right",
            "good",
            "fine",
            "great",
            "first",
            "just",
        ):
            bare = (end < len(words) and words[end].pause) or words[i].text in ("just", "first")
        if bare:
            i = end
        elif i + 1 < len(words) and words[i + 1].pause and _is_name(words, i):
            i += 1
        elif (
            i + 2 < len(words)
            and words[i + 2].pause
            and _is_name(words, i)
            and _is_name(words, i + 1)
        ):
            i += 2
        else:
            break
    return i


def _question_word(words: Words, i: int) -> bool:
    text = words[i].text
    return (
        text in WH
        or text in lexicon().words("auxiliaries")
        or bool(invitations().at(words, i))
        or bool(phrases("curiosity").at(words, i))
        or bool(phrases("fillers").at(words, i))
    )


def _is_name(words: Words, i: int) -> bool:
    """A word that a comma sets apart and grammar has no use for: "Priya, ..."."""
    word, known = words[i], lexicon()
    return (
        word.text not in known.words("stopwords")
        and word.text not in known.words("wide_fragments")
        and word.text not in known.words("subordinators")
        and not invitations().at(words, i)
        and not phrases("curiosity").at(words, i)
    )


def _bare_opener(sentence: Sentence) -> list[Ask]:
    """ "Right?" alone asks for agreement; "Well." asks nothing."""
    if sentence.mark != "?":
        return []
    return [Ask("closed", 0, len(sentence.words), "tag")]


def ask_at(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """What the clause that begins at word `i` asks; None where it asks nothing.

    `first` marks the sentence's own beginning, where less proof is needed than after a comma:
    ", which is fine" is no question.
    """
    if i >= len(words):
        return None
    proposal = phrases("proposals").at(words, i)
    if proposal and not _asks_widely_after_all(words, i, proposal):
        return Ask("closed", i, proposal, "proposal")
    return (
        invitation(words, i)
        or wh_question(words, i, mark, first=first)
        or _yes_no(words, i, mark, first=first)
        or _at_end(words, i, mark)
    )


def _asks_widely_after_all(words: Words, i: int, end: int) -> bool:
    """ "Why not" is a proposal before a verb, a plain question before a subject or an end."""
    if words[i].text == "why" and word_is(words, i + 1, "not"):
        return end == len(words) or words[end].pause
    if words[i].text == "could" and word_is(words, i + 2, "just"):
        return bool(invitations().at(words, end))  # "could you just tell me ..."
    if words[i].text in ("can", "could", "can't", "couldn't"):
        return bool(invitations().at(words, end))
    return False


def _yes_no(words: Words, i: int, mark: str, *, first: bool) -> Ask | None:
    """A question that begins with its auxiliary: "are the stores ...", "did it ..."."""
    if not is_in(words, i, "auxiliaries") or words[i].text.startswith("'"):
        return None
    if i + 1 >= len(words):
        return Ask("closed", i, i + 1, "yes_no") if mark == "?" else None
    if phrases("imperative_openers").at(words, i) and mark != "?":
        return None
    subject = is_in(words, i + 1, "subjects") or words[i + 1].capital
    if not subject and (mark != "?" or not first):
        return None
    if not subject and words[i].text in ("need", "dare", "may", "might", "must") and mark != "?":
        return None
    if not first and not is_in(words, i + 1, "subjects"):
        return None
    if (
        word_is(words, i, "is", "isn't")
        and word_is(words, i + 1, "there")
        and word_is(words, i + 2, "anything", "something")
    ):
        return Ask("focused", i, i + 3, "fact_anything")
    if (
        word_is(words, i, "do", "did", "have")
        and word_is(words, i + 1, "you")
        and word_is(words, i + 2, "anything")
    ):
        return Ask("focused", i, i + 3, "fact_anything")
    scale = phrases("scales").search(words)
    if scale:
        return Ask("closed", scale[0], scale[1], "scale")
    end = min(i + (3 if is_in(words, i + 1, "determiners") else 2), len(words))
    choice = [k for k in range(i + 2, len(words) - 1) if words[k].text == "or"]
    if choice:
        return Ask("closed", i, end, "either_or")
    return Ask("closed", i, end, "yes_no")


def _at_end(words: Words, i: int, mark: str) -> Ask | None:
    """A wh-word left in place: "and you did what?" """
    if mark != "?" or words[-1].text not in WH or len(words) - i < 2:
        return None
    text = words[-1].text
    tier: Tier = "open" if text in WIDE_WH else "focused"
    reason = f"open_{text}" if text in WIDE_WH else FACT_WH[text]
    return Ask(tier, len(words) - 1, len(words), reason)


def _listed_choice(words: Words, ask: Ask) -> Ask:
    """A wide question that goes on to list its answers, or to give a scale, is closed."""
    scale = phrases("scales").search(words)
    if scale:
        return Ask("closed", scale[0], scale[1], "scale")
    if (
        words[ask.start].pause
        and 2 < ask.start < 8
        and any(w.text == "or" for w in words[: ask.start])
    ):
        return Ask(
            "closed", 0, ask.start, "listed_choice"
        )  # "November or January, what suits you?"
    for k in range(ask.end, len(words)):
        if (
            words[k].text != "or"
            or k + 1 >= len(words)
            or word_is(words, k + 1, "so", "not", "anything", "something", "any")
        ):
            continue
        if phrases("either_way").at(words, k - 1):
            continue
        before = [j for j in range(ask.end, k + 1) if words[j].pause and j > ask.start + 1]
        if (
            before
            and k - before[-1] <= 8
            and len(words) - k <= 8
            and not is_in(words, before[-1], "subordinators")
        ):
            return Ask("closed", before[-1], len(words), "listed_choice")
    return ask


def find_tag(words: Words) -> tuple[int, int] | None:
    """A tag at the end of a statement: ", right?", ", isn't it?", as indexes."""
    tags = phrases("tags")
    for k in range(max(1, len(words) - 4), len(words)):
        if words[k].pause and tags.at(words, k) == len(words):
            return k, len(words)
    if len(words) < 4:
        return None
    aux, subject = words[-2], words[-1]
    known = lexicon().words("auxiliaries")
    if (
        aux.text in known
        and subject.text in (*PRONOUNS, "they")
        and (aux.pause or "n't" in aux.text)
    ):
        return len(words) - 2, len(words)
    return None


def _statement(words: Words, start: int) -> Ask:
    """Words with a question mark and no question: a statement to confirm, or a word handed back."""
    if len(words) - start <= 6 and any(
        word.text in lexicon().words("wide_fragments") for word in words[start:]
    ):
        return Ask("open", start, len(words), "open_fragment")
    scale = phrases("scales").search(words)
    if scale:
        return Ask("closed", scale[0], scale[1], "scale")
    if any(
        word_is(words, k, "in") and word_is(words, k + 1, "what", "which")
        for k in range(len(words))
    ):
        return Ask("open", start, len(words), "open_fragment")  # "slower in what way?"
    if word_is(words, start, "anything", "something") or (
        word_is(words, start, "any") and word_is(words, start + 1, "other")
    ):
        return Ask("focused", start, len(words), "fact_anything")
    return Ask("closed", start, len(words), "statement")


def is_check_back(words: Words, ask: Ask) -> bool:
    """Whether this question asks if one heard right."""
    start = skip_openers(words)
    return any(phrases("check_backs").at(words, k) for k in {ask.start, start} if k < len(words))
