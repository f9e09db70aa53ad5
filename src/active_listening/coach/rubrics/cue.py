"""A cue: a word or a few that leave the client the floor and show that something was heard.

Minimal encouragers and the key word given back (Ivey and Ivey, Intentional Interviewing and
Counseling, 1999, ch. 6); "mm" and "oh" as continuers and receipts of news (Schegloff, Discourse as
an interactional achievement, 1982; Heritage, A change-of-state token, 1984). Silence is a cue too,
and how it is held nobody can read.
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import feeling, spoilers, tables
from active_listening.coach.rubrics.answer import Answer, first_of
from active_listening.coach.rubrics.families import PLEASANT
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words, denied, matches, without
from active_listening.coach.text import Word

MAX_WORDS = 6
_SOME = 10
"""Words up to which a cue is still half a cue."""
_LONG_SILENCE = 25
"""Words in which someone may tell that they say nothing."""
_LIGHT = frozenset(
    "take get make go come give put have do be say tell let keep want need think know see".split()
)
"""Roots that carry no weight when given back."""
_OTHERS = ("our", "your", "they", "their", "he", "she")
_TURNED = {**dict.fromkeys(["i", "we", "me", "us"], "you"), **dict.fromkeys(["my", "our"], "your")}
"""Their words, spoken by the other."""
_SUBJECTS = ("you", "they", "he", "she")
_ROADBLOCKS = (
    "defending blaming minimising advising proposing overpromising self_story reversal".split()
)


def _short(answer: Answer) -> Found:
    if answer.count <= MAX_WORDS or _makes_room(answer)[2] == "cue_silence":
        return "full", None, "cue_short", None
    if answer.count <= _SOME:
        return "half", None, "cue_longish", "tip_cue_short"
    return "no", None, "cue_long", "tip_cue_short"


def _makes_room(answer: Answer) -> Found:
    """An encourager, a weighty word of theirs, or an open invitation; silence is left open."""
    told = _silence(answer)
    if told and " " in answer.seen.text[slice(*told)]:  # "I say nothing"
        return "half", told, "cue_silence", "tip_cue_room"
    if answer.anywhere("hollow"):
        return "no", answer.anywhere("hollow"), "cue_room_none", "tip_cue_room"
    place = answer.phrase("room") or _given_back(answer)
    if place:
        return "full", place, "cue_room", None
    felt = feeling.named(answer)
    if felt[0] in ("full", "half") and felt[1]:
        return "full", felt[1], "cue_room", None
    if answer.seen.question.tier == "open":
        new = [word for word in content(answer.words) if root(word.text) not in _LIGHT]
        if new and new[-1].text in tables.words("lack"):
            return "half", _whole(new), "cue_new", "tip_cue_room"
        return "full", answer.seen.question.span, "cue_room", None
    return _unclear(answer)


def _unclear(answer: Answer) -> Found:
    """What may make room and may not: silence, a bare "right", words that are not theirs."""
    silent = _silence(answer)
    if silent:
        return "half", silent, "cue_silence", "tip_cue_room"
    if answer.words and all(word.text in tables.words("tone_only") for word in answer.words):
        return "half", _whole(answer.words), "cue_tone", "tip_cue_room"
    own = content(answer.words)
    if own and answer.count <= MAX_WORDS:
        return "no", _whole(own), "cue_new", "tip_cue_room"
    return "no", None, "cue_room_none", "tip_cue_room"


def _whole(words: Words) -> Span:
    return words[0].start, words[-1].end


def _silence(answer: Answer) -> Span | None:
    """ "(I wait)", "nothing, I stay quiet"."""
    told_of_others = any(word.text in _OTHERS for word in answer.words)
    if told_of_others or answer.count > _LONG_SILENCE or answer.seen.question.tier != "none":
        return None
    return answer.anywhere("silence")


def _given_back(answer: Answer) -> Span | None:
    """A weighty word of the client's, or one of their points in near words."""
    theirs = _weighty_roots(answer.client_words)
    for part in answer.parts:
        echoed = [word for word in part if _weighty(word) and root(word.text) in theirs]
        if echoed and not _scrambled(part, echoed, answer.client_words):
            return _whole(echoed)
    if answer.asked.facets:
        return next((place for place in answer.points if place), None)
    return None


def _scrambled(part: Words, echoed: Words, client: Words) -> bool:
    """Several of their words in no order of theirs, and nothing that joins them."""
    if len(echoed) < 3 or any(word.text in lexicon().words("stopwords") for word in part):
        return False
    order = [root(word.text) for word in client]
    places = [order.index(root(word.text)) for word in echoed]
    return places != sorted(places)


@lru_cache(maxsize=512)
def _weighty_roots(words: tuple[Word, ...]) -> frozenset[str]:
    return frozenset(root(word.text) for word in words if _weighty(word))


def _as_said(answer: Answer) -> bool:
    """Their very words in their order, besides a "mm": nobody's but theirs."""
    theirs = [_TURNED.get(word.text, word.text) for word in answer.client_words]
    kept = [p for s in answer.seen.sentences for p in without(s.words, "room") if p]
    parts = [[word.text for word in part] for part in kept]
    runs = [any(theirs[i : i + len(p)] == p for i in range(len(theirs))) for p in parts]
    return bool(runs) and all(runs)


def _weighty(word: Word) -> bool:
    """Whether a word carries something: no grammar, no light verb; numbers and times do."""
    if word.text[0].isdigit():
        return True
    small = word.text in lexicon().words("stopwords") or word.text in lexicon().words("fillers")
    return len(word.text) > 2 and not small and root(word.text) not in _LIGHT


def _fits(answer: Answer) -> Found:
    """No cheer on bad news, nothing filed as done; a word of the client's own fits."""
    good_news = bool(answer.asked.feelings) and set(answer.asked.feelings) <= PLEASANT
    theirs = {word.text for word in answer.client_words}
    lists = {"closing": "cue_closing"} | ({} if good_news else {"cheer": "cue_cheer"})
    for words in (sentence.words for sentence in answer.seen.sentences):
        for name, reason in lists.items():
            for start, end in matches(tables.phrases(name), words):
                later = words[start].text == "next" and start > 0  # "what happened next"
                if not (later or denied(words, start) or words[start].text in theirs):
                    place = words[start].start, words[end - 1].end
                    return "no", place, reason, "tip_cue_fits"
    return "full", None, "cue_fits", None


def _no_closed_question(answer: Answer) -> Found:
    """A question mark behind the echoed word asks nothing more than the echo does."""
    question = answer.seen.question
    if question.tier == "focused" and question.reason != "fact_who":
        return "half", question.span, "floor_fact", "tip_cue_ask"
    if question.tier in ("none", "open"):
        return "full", None, "cue_asks_nothing", None
    echo = question.reason in ("statement", "check_back", "tag")
    if echo and answer.phrase("room"):
        return "full", None, "cue_asks_nothing", None
    if echo and _given_back(answer):
        if not _as_said(answer) and any(word.text in _SUBJECTS for word in answer.words):
            return "half", question.span, "floor_closed", "tip_cue_ask"
        return "full", question.span, "cue_echo", None
    return "no", question.span, "floor_closed", "tip_cue_ask"


def _nothing_of_ours(answer: Answer) -> Found:
    if _as_said(answer):
        return "full", None, "cue_theirs", None
    place = answer.move(*_ROADBLOCKS) or spoilers.way_out(answer) or answer.flaw("blaming")
    if place is None and _makes_room(answer)[2] != "cue_silence":
        rest = [part for s in answer.seen.sentences for part in without(s.words, "room")]
        place = first_of("judging_cue", rest)
        theirs = {word.text for word in answer.client_words}
        if place and answer.seen.text[slice(*place)].lower() in theirs:
            place = None
    if place:
        return "no", place, "cue_ours", "tip_cue_room"
    return "full", None, "cue_theirs", None


CUE = Family(
    {
        "C1": _short,
        "C2": _makes_room,
        "C3": _fits,
        "C4": _no_closed_question,
        "C5": _nothing_of_ours,
    },
    Answer,
)
