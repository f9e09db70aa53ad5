"""A question rewritten: as an open one (`rewrite`), or as a plain closed one (`keep_closed`).

The tiers are those of `question.py`, the flaws those of `flaws.py`; whether a rewrite serves the
purpose of the question it replaces is told in `topic.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from active_listening.coach.feelings import GENERAL, find_feelings
from active_listening.coach.grammar import noun_head
from active_listening.coach.lexicon import lexicon
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.families import names_feeling
from active_listening.coach.rubrics.judging import Evidence, Family, Found
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import words_of
from active_listening.coach.topic import names, on_topic

MAX_WORDS = 25
"""Words that can be said in one breath, about ten seconds at 150 words a minute."""


def _asks(seen: Evidence) -> Found:
    words = sum(len(sentence.words) for sentence in seen.sentences)
    if seen.question.tier == "none":
        return "no", None, "asks_nothing", "tip_ask"
    if words < 2:
        return "no", seen.question.span, "asks_one_word", "tip_ask"
    return "full", seen.question.span, "asks_something", None


def _not_closed(seen: Evidence) -> Found:
    question = seen.question
    if question.tier == "none":
        return "n/a", None, "asks_nothing", None
    if question.reason == "check_back":
        return "half", question.span, "check_back", "tip_after_check"
    if question.tier == "closed":
        return (
            "no",
            question.span,
            question.reason,
            f"tip_{_WAY_OUT.get(question.reason, 'open_up')}",
        )
    return "full", question.span, question.reason, None


_WAY_OUT = {
    "tag": "drop_tag",
    "statement": "from_statement",
    "listed_choice": "drop_choice",
    "either_or": "drop_choice",
    "scale": "from_scale",
    "proposal": "from_proposal",
}


def _wide(seen: Evidence) -> Found:
    question = seen.question
    if question.tier == "open":
        return "full", question.span, question.reason, None
    if question.tier == "focused":
        return "half", question.span, question.reason, "tip_from_fact"
    if question.tier == "none":
        return "no", None, "asks_nothing", "tip_ask"
    return "no", question.span, question.reason, f"tip_{_WAY_OUT.get(question.reason, 'open_up')}"


def _plain_closed(seen: Evidence) -> Found:
    question = seen.question
    if question.tier == "open":
        return "no", question.span, "too_wide", "tip_close"
    if question.tier == "none":
        return "n/a", None, "asks_nothing", None
    return "full", question.span, question.reason, None


def _without(*ids: str, clean: str) -> Callable[[Evidence], Found]:
    """A criterion that holds unless one of these flaws is there."""

    def test(seen: Evidence) -> Found:
        for flaw in seen.flaws:
            if flaw.id in ids:
                return "no", flaw.span, flaw.reason, f"tip_{flaw.id}"
        return "full", None, clean, None

    return test


def serves_purpose(seen: Evidence) -> Found:
    """Whether a question serves the purpose of the one it replaces, and names what it must."""
    words = [word for sentence in seen.sentences for word in sentence.words]
    place = seen.question.span
    asking = [
        sentence.words
        for sentence in seen.sentences
        if place and sentence.span[0] <= place[0] < sentence.span[1]
    ]
    task = seen.task
    met, span, reason = on_topic(
        words,
        asking[0] if asking else words,
        task.original,
        task.facets,
        getattr(task, "scene", ""),
    )
    must = [task.facets[i] for i in getattr(task, "must", ()) if task.rubric == "rewrite"]
    if met != "no" and not all(names(words, facet) for facet in must):
        met, span, reason = "no", None, "topic_must"
    tips = {"full": None, "half": "tip_generic", "no": "tip_off_topic"}
    return met, span, reason, tips[met]


_OURS = ("we", "our", "ours", "my")
_MOMENTS = ("when", "as", "while", "at", "before", "after", "between", "right", "just", "in")
"""Words with which a question names the moment that it asks about."""
_ASKING = ("open_invitation", "open_polite", "open_curious")


def _about_client(seen: Evidence) -> Found:
    """Their side is named, or nobody's is; ours alone is not theirs.

    The speaker of a request ("we'd like to hear ...") asks, and is not what is asked about.
    """
    words = [word for sentence in seen.sentences for word in sentence.words]
    people = lexicon().words("people") - {*_OURS, "us", "i", "me"}
    for word in words:
        if word.text in people or word.text in ("yours", "yourself", "yourselves"):
            return "full", (word.start, word.end), "about_them", None
    asking = seen.question.span if seen.question.reason in _ASKING else None
    for word in words:
        if word.text in _OURS and not (asking and asking[0] <= word.start < asking[1]):
            return "no", (word.start, word.end), "about_us", "tip_their_side"
    return "full", None, "about_no_one", None


def _sayable(seen: Evidence) -> Found:
    count = sum(len(sentence.words) for sentence in seen.sentences)
    clitics = sum(word.text[0] == "'" for s in seen.sentences for word in s.words)
    count, lead_ins = count - clitics, len(seen.sentences) - 1
    if count <= MAX_WORDS and lead_ins <= 1:
        return "full", None, "sayable", None
    reason = "too_long" if count > MAX_WORDS else "long_lead_in"
    return (
        "half" if count <= 1.6 * MAX_WORDS and lead_ins <= 2 else "no",
        None,
        reason,
        "tip_shorter",
    )


_no_lead = _without("leading", "solution_in_disguise", clean="no_lead")


def _no_blame(seen: Evidence) -> Found:
    """As a flaw; what the task itself tells of is no charge, and "against" may be one."""
    met = _without("loaded", "blaming", clean="no_blame")(seen)
    if met[0] == "no" and met[1] and _of_the_task(seen, met[1], met[2]):
        met = "full", None, "no_blame", None
    for sentence in seen.sentences:
        found = tables.phrases("pits_them").search(sentence.words)
        if found and met[0] == "full":
            span = sentence.words[found[0]].start, sentence.words[found[1] - 1].end
            return "no", span, "loaded_frame", "tip_loaded"
    return met


def _of_the_task(seen: Evidence, span: Span, reason: str) -> bool:
    """ "What are they complaining about?", where the task wants to hear of complaints."""
    if reason == "blame_words":
        return _thinking_asked(seen, span)
    if reason == "loaded_words":
        known = {root(phrase) for facet in seen.task.facets for phrase in facet}
        return root(seen.text[slice(*span)].lower()) in known
    return reason == "loaded_frame" and _told(seen, span)


def _thinking_asked(seen: Evidence, span: Span) -> bool:
    """ "What were you thinking when she said that?", where the task asks what went on in them.

    With nothing behind it, or with what they did ("..., offering five?"), it is a reproach.
    """
    last = seen.text[slice(*span)].lower().split()[-1]
    listed = any(last in facet for facet in seen.task.facets)
    after = next((w for s in seen.sentences for w in s.words if w.start >= span[1]), None)
    return listed and last.endswith("ing") and after is not None and after.text in _MOMENTS


def _told(seen: Evidence, span: Span) -> bool:
    """ "What made you so angry?", where the task wants to know what made them angry.

    "Difficult" is how somebody finds them, and no feeling of theirs.
    """
    last = seen.text[slice(*span)].lower().split()[-1]
    known = {root(phrase) for facet in seen.task.facets for phrase in facet}
    felt = names_feeling(last) and all(
        one.family != GENERAL for one in find_feelings(words_of(last))
    )
    return felt and root(last) in known


def one_thing(seen: Evidence) -> Found:
    """As a flaw; "the gate and its cards" is one thing, where the task has them as one."""
    met = _without("double_barrelled", "multiple", clean="one_thing")(seen)
    if met[2] == "double_and" and met[1] and _in_one_facet(seen, met[1]):
        return "full", None, "one_thing", None
    return met


def _in_one_facet(seen: Evidence, span: Span) -> bool:
    """Whether the nouns on both sides of the "and" at `span` are words of one facet."""
    words = next(s.words for s in seen.sentences if s.span[0] <= span[0] < s.span[1])
    for i in range(1, len(words) - 1):
        if words[i].text == "and" and span[0] <= words[i].start < span[1]:
            head = noun_head(words, i + 1)
            both = {root(words[i - 1].text), root(words[head].text)} if head else set()
            known = [{root(phrase) for phrase in facet} for facet in seen.task.facets]
            return len(both) == 2 and any(both <= roots for roots in known)
    return False


REWRITE = Family(
    {
        "Q1": _asks,
        "Q2": _not_closed,
        "Q3": _wide,
        "Q4": _no_lead,
        "Q5": _no_blame,
        "Q6": one_thing,
        "Q7": serves_purpose,
        "Q8": _about_client,
        "Q9": _sayable,
    }
)
KEEP_CLOSED = Family(
    {
        "K1": _asks,
        "K2": _plain_closed,
        "K3": _no_lead,
        "K4": _no_blame,
        "K5": one_thing,
        "K6": serves_purpose,
        "K7": _sayable,
    }
)
