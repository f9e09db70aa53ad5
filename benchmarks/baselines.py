"""Rules a few lines long that the coach has to beat; `models` has those that are trained."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import snowballstemmer

AUXILIARIES = frozenset(
    (
        "do does did is are was were am has have had will would can could should shall may might "
        "must don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't "
        "haven't hasn't hadn't shouldn't"
    ).split()
)
WH = frozenset("what how why which when where who whom whose".split())
INVITING = ("tell me", "describe", "explain", "walk me through", "help me understand", "say more")
_FILLERS = frozenset(
    (
        "and but so well okay ok now then um uh oh right yeah yes no also actually just alright "
        "anyway like hi hello hey thanks sorry please great i see"
    ).split()
)
_CUES = ("so ", "so,", "it sounds like", "sounds like", "it seems", "you ", "you're ", "you've ")
_SMALL = frozenset(
    (
        "a an the and or but if so as at by for from in into of on to up with about that this "
        "these those it its it's is are was were be been being am do does did have has had i you "
        "he she we they me him her us them my your his our their what how why when where who which "
        "not no yes just like really very can could will would should there then than all any some"
    ).split()
)


def words(text: str) -> list[str]:
    """Lower-case words, apostrophes kept."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def first_word(text: str) -> str:
    """Closed where the first word is an auxiliary, else open."""
    found = words(text)
    return "closed" if found and found[0] in AUXILIARIES else "open"


def wh_word(text: str) -> str:
    """Open where the last sentence begins, fillers apart, with a wh-word or an invitation."""
    parts = [part for part in re.split(r"[.?!\n]+", text) if words(part)]
    found = words(parts[-1]) if parts else []
    while found and found[0] in _FILLERS:
        found = found[1:]
    begins = bool(found) and re.sub(r"'(s|re|d|ve|ll)$", "", found[0]) in WH
    return "open" if begins or " ".join(found).startswith(INVITING) else "closed"


def flaw_cues(text: str) -> set[str]:
    """Flaws by one cue each: a negative at the head or a tag, "why" or "you" and fault, "and"."""
    found, lowered = words(text), text.lower().replace("’", "'")
    flaws = set()
    negative = found[:1] and found[0].endswith("n't")
    if negative or re.search(r"n't (you|it|they|we|he|she)\?|, right\?|surely", lowered):
        flaws.add("leading")
    if {"why", "fault", "wrong"} & set(found) or "supposed to" in lowered:
        flaws.add("blaming")
    if lowered.count("?") > 1 or "and" in found:
        flaws.add("double_barrelled")
    return flaws


def shared_stems(text: str, other: str) -> int:
    """How many content words two lines share, as stems."""
    return len(_stems(text) & _stems(other))


def reflects_by_stems(text: str, client: str) -> str:
    """Yes where two content words of the client's line come back."""
    return "yes" if shared_stems(text, client) >= 2 else "no"


def reflects_by_cue(text: str, client: str) -> str:
    """Yes where the line opens as reflections often do, and asks nothing."""
    opening = " ".join(text.lower().split())
    return "yes" if opening.startswith(_CUES) and not opening.endswith("?") else "no"


_TIME = re.compile(r"\d|tomorrow|today|hour|(?:mon|tues|wednes|thurs|fri)day")
_VERDICT_CUES: dict[str, Callable[[str, str], bool]] = {
    "rewrite": lambda text, client: wh_word(text) == "open",
    "keep_closed": lambda text, client: wh_word(text) == "closed",
    "reframe": lambda text, client: bool(re.search(r"maybe|perhaps|might", text.lower())),
    "cue": lambda text, client: len(words(text)) <= 6,
    "repair": lambda text, client: bool(re.search(r"sorry|interrupt", text.lower())),
    "paraphrase": lambda text, client: shared_stems(text, client) >= 2,
    "summary": lambda text, client: shared_stems(text, client) >= 2 and "?" in text,
    "validation": lambda text, client: bool(
        re.search(r"sense|understand|no wonder|can see why", text.lower())
    ),
    "empathy": lambda text, client: bool(
        re.search(r"sorry|understand|must be|sounds|frustrat|upset|worr", text.lower())
    ),
    "defensive": lambda text, client: "?" in text and "but" not in words(text),
    "follow_up": lambda text, client: "thank" in text.lower() and bool(_TIME.search(text.lower())),
    "holding": lambda text, client: "sorry" in text.lower() and bool(_TIME.search(text.lower())),
    "two_step": lambda text, client: shared_stems(text, client) >= 1 and text.endswith("?"),
    "urgency": lambda text, client: bool(re.search(r"urgent|understand", text.lower())),
    "reassurance": lambda text, client: bool(re.search(r"worr|understand", text.lower())),
    "feedback": lambda text, client: bool(re.search(r"\b(?:we|both|our)\b", text.lower())),
    "options": lambda text, client: "?" in text and "options" in text.lower(),
    "common_ground": lambda text, client: bool(re.search(r"\b(?:we|both)\b", text.lower())),
    "phased": lambda text, client: "first" in text.lower() and "then" in text.lower(),
    "neutral": lambda text, client: wh_word(text) == "open",
    "recalibrate": lambda text, client: "?" in text and bool(_TIME.search(text.lower())),
    "concerns_meeting": lambda text, client: bool(re.search(r"concern|worr", text.lower())),
    "protocol": lambda text, client: bool(_TIME.search(text.lower())),
    "review": lambda text, client: bool(_TIME.search(text.lower())),
    "feedback_request": lambda text, client: wh_word(text) == "open",
    "behaviour": lambda text, client: "you" in text.lower() and "?" in text,
}


def cue_verdict(rubric: str, text: str, client: str) -> str:
    """Pass or not yet, by the one cue of a rubric that a careless grader would look for."""
    test = _VERDICT_CUES.get(rubric)
    return "pass" if test and test(text, client) else "not_yet"


_stemmer = snowballstemmer.stemmer("english")


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stemmer.stemWords([word for word in words(text) if word not in _SMALL]))
