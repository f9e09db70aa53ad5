"""A two-step reply: their point given back, then one question that goes on from it.

A reflection before a question shows what was heard, and keeps the question from sounding like an
interrogation (Miller and Rollnick, Motivational Interviewing, 3rd ed. 2013, ch. 5, on two
reflections to a question; Rogers and Farson, Active Listening, 1957). A question that comes first
steers; one that holds blame or an answer is no second step.
"""

from __future__ import annotations

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import feeling, spoilers, tables, weighing
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.copying import copied
from active_listening.coach.rubrics.facts import related, relates
from active_listening.coach.rubrics.families import PLEASANT
from active_listening.coach.rubrics.judging import Family, Found
from active_listening.coach.rubrics.roots import root
from active_listening.coach.rubrics.stretches import Words

MAX_WORDS = 50
"""Words for a reflection and a question: half a minute of speech is too long for one turn."""
_RUN = 5
_SHARE = 0.6
"""The longest row and the share of the client's own words that still pass, as in a paraphrase."""
_LONG = 7
_HALF = 0.5
"""The same of what stands before the question, where a whole line of theirs may stand."""
_SEVERAL = 3
"""Points from which one alone is too few, where the task marks none that must be there."""
_THEM = frozenset("you your they their he his she her both neither nobody".split())
_THEM |= frozenset("nothing no not only just then still none".split())
"""Words that a clause of their story begins with behind a "but"."""
_OURS = frozenset("i we my our us me".split())
_INSIDE = ("leading", "loaded", "blaming", "solution_in_disguise")


def _gives_back(answer: Answer) -> Found:
    several = len(answer.told) >= _SEVERAL and not answer.asked.must
    met = weighing.named(answer.told, answer.asked.must, 2 if several else 1)
    if met[0] == "full":
        row = copied(answer.words, answer.client_words)
        back = copied(_before_asking(answer), answer.client_words)
        long = back.longest > _LONG and back.share >= _HALF
        if long or (row.longest > _RUN and row.share >= _SHARE):
            return "half", row.span, "parrot_run", "tip_own_words"
        glad = _cheered(answer)
        if glad:
            return "half", glad, "cue_cheer", "tip_points_main"
    elif met[2] == "points_none":
        felt = feeling.named(answer)
        if felt[0] == "full":
            return "half", felt[1], "felt_only", "tip_points"
    return met


def _before_asking(answer: Answer) -> Words:
    """What is said back: the question after it makes no words of theirs one's own."""
    asked = [answer.sentence_at(move.span[0]) for move in weighing.questions(answer)]
    kept = [w for w in answer.words if not any(a <= w.start < b for a, b in asked)]
    return kept or answer.words


def _cheered(answer: Answer) -> Span | None:
    """ "That's lovely to hear!": a trouble half hidden is taken for good news."""
    if answer.asked.feelings and set(answer.asked.feelings) <= PLEASANT:
        return None
    return weighing.listed(answer, "glad_to_hear", asked=False)


def _asks(answer: Answer) -> Found:
    """One question that is no yes-or-no; a flood of them, or a closed one, is half."""
    asked = weighing.questions(answer)
    if not asked:
        return "no", None, "asks_nothing", "tip_ask_on"
    if answer.sentence_at(asked[0].span[0]) in _bare_whys(answer):
        return "half", asked[0].span, "asks_one_word", "tip_ask"
    if len(asked) > 1:
        return "half", asked[-1].span, "multiple", "tip_multiple"
    double = answer.flaw("double_barrelled")
    if double:
        return "half", double, "double_and", "tip_double_barrelled"
    if asked[0].id == "closed_question":
        return "half", asked[0].span, "yes_no", "tip_open_up"
    return "full", asked[0].span, "asks_something", None


def _bare_whys(answer: Answer) -> list[Span]:
    """ "Why?" by itself wants a justification, and leaves open of what."""
    return [
        sentence.span
        for sentence in answer.seen.sentences
        if sentence.mark == "?" and [w.text for w in sentence.words] in (["why"], ["but", "why"])
    ]


def _in_order(answer: Answer) -> Found:
    """The reflection first. Where one of the two is missing, there is no order to speak of."""
    met, asked = _gives_back(answer), weighing.questions(answer)
    given = met[1]
    if met[2] == "points_unknown":
        return "n/a", None, "points_unknown", None
    if given is None or not asked:
        return "no", None, "order_none", "tip_order"
    first = min(move.span[0] for move in asked)
    if given[0] < first:
        return "full", given, "order_kept", None
    return "no", asked[0].span, "order_turned", "tip_order"


def _asks_on(answer: Answer) -> Found:
    blamed = weighing.reproached(answer)
    if blamed:
        return "no", blamed, "blame_reply", "tip_blaming"
    asked = [answer.sentence_at(move.span[0]) for move in weighing.questions(answer)]
    for flaw in answer.seen.flaws:
        if flaw.id in _INSIDE and any(a <= flaw.span[0] < b for a, b in asked):
            return "no", flaw.span, "answer_inside", "tip_leading"
    motive = _motive(answer)
    if motive:
        return "no", motive, "answer_inside", "tip_leading"
    aside = _aside(answer)
    if aside:
        return "no", aside, "asks_aside", "tip_ask_on"
    return "full", None, "asks_on", None


def _motive(answer: Answer) -> Span | None:
    """ "What did they want to hide?": a finding, unless they spoke of hiding themselves."""
    theirs = {root(word.text) for word in answer.client_words}
    for sentence in answer.seen.sentences:
        found = tables.phrases("motives").search(sentence.words) if sentence.mark == "?" else None
        if found and root(sentence.words[found[1] - 1].text) not in theirs:
            return sentence.words[found[0]].start, sentence.words[found[1] - 1].end
    return None


def _aside(answer: Answer) -> Span | None:
    """A question for the file: "how many copies?", "which date was it again?"."""
    theirs = related(answer)
    for move in weighing.questions(answer):
        start, end = answer.sentence_at(move.span[0])
        for word in answer.words:
            inside = max(start, move.span[0]) <= word.start < end
            filed = inside and word.text in tables.words("for_the_file")
            if filed and not relates(word.text, theirs):
                return word.start, word.end
    return None


def _nothing_of_ours(answer: Answer) -> Found:
    place = spoilers.way_out(answer)
    if place:
        return "no", place, "advice_words", "tip_later"
    for met in (
        _no_defence(answer),
        spoilers.nothing_promised(answer),
        weighing.remedy(answer),
        weighing.nothing_smaller(answer),
    ):
        theirs = met[2] == "reversal_words" and met[1] and _their_turn(answer, met[1])
        if met[0] == "no" and not theirs:
            return met
    argued = weighing.listed(answer, "arguing", asked=False)
    if argued and not _theirs(answer, argued):
        return "no", argued, "defence_words", "tip_defence"
    return "full", None, "no_advice", None


def _no_defence(answer: Answer) -> Found:
    """As for any reply, and no paper held against them; what they said of ours is no defence."""
    met = spoilers.no_defence(answer)
    if met[0] == "no" and met[1] and _said_of_ours(answer, met[1]):
        met = "full", None, "no_defence", None
    paper = weighing.by_the_paper(answer)
    return ("no", paper, "defence_words", "tip_defence") if paper else met


def _said_of_ours(answer: Answer, place: Span) -> bool:
    """ "Everything is in the new one and you still print": what they granted, in a like word."""
    start, end = answer.sentence_at(place[0])
    words = [word for word in answer.words if start <= word.start < end]
    ours = any(word.text in ("we", "our", "i", "my", "us") for word in words)
    yours = any(word.text in ("you", "your") for word in words)
    all_of_it = answer.seen.text[place[0] :].lower().startswith(("everything", "all ", "nothing"))
    granted = any(p and start <= p[0] < end for p in answer.points)
    return all_of_it and granted and yours and not ours


def _their_turn(answer: Answer, place: Span) -> bool:
    """ "They were friendly, but you got no opinion": the "but" stands between points of theirs."""
    behind = [w.text for w in answer.words if w.start > place[0]][:1]
    _, end = answer.sentence_at(place[0])
    after = any(point and place[0] < point[1] <= end for point in answer.told)
    ours = any(w.text in _OURS for w in answer.words if place[0] < w.start < end)
    return behind != [] and behind[0] in _THEM and after and not ours


def _theirs(answer: Answer, place: Span) -> bool:
    """ "You've been told and never asked" may be what they said; "you were told in May" is ours."""
    start, end = answer.sentence_at(place[0])
    said = answer.seen.text[slice(*place)].lower().startswith("you")
    return said and any(point and start <= point[0] < end for point in answer.told)


def _brief(answer: Answer) -> Found:
    return weighing.brief(answer, MAX_WORDS, "long_two_step")


TWO_STEP = Family(
    {
        "T1": _gives_back,
        "T2": _asks,
        "T3": _in_order,
        "T4": _asks_on,
        "T5": _nothing_of_ours,
        "T6": _brief,
    },
    Answer,
)
