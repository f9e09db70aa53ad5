"""Looking for a way together: what the rubrics of common ground and options share.

Options are invented by both before either decides, and what each side brings comes after the
looking (Fisher and Ury, Getting to Yes, 1981, ch. 4). So an invitation to look is no proposal, even
where it has the form of one: "shall we look for ways?" puts nothing on the table.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from active_listening.coach.grammar import WH
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import spoilers, tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.judging import Found
from active_listening.coach.rubrics.meaning import points_met
from active_listening.coach.rubrics.stretches import Words, contrasts, denied, matches

_PROPOSING = ("proposing", "advising", "next_step", "overpromising")
_SLACK = 2
"""Letters between a proposal and the looking that it proposes."""


_HOW_ABOUT = (("how", "about"), ("what", "about"))
_PICKED = "fact_which"
"""The reason of "which ways do you see?": a pick in form, and wide where ways are to be picked."""


def points(answer: Answer, client: str = "") -> list[Span | None]:
    """Where each point is named, in its author's words.

    Args:
        client: a line whose words name a point, too; not where it must be a wish of both.
    """
    return points_met(answer.asked.facets, answer.said, client, strict=True)


def places_of(answer: Answer, name: str) -> list[Span]:
    """Every phrase of the list `name` in what may earn."""
    return [
        (words[start].start, words[end - 1].end)
        for words in answer.parts
        for start, end in matches(tables.phrases(name), words)
    ]


def sided(answer: Answer) -> Span | None:
    """One side taken, "you never listen"; not in "for each of you, never mind the dates"."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("sided"), words):
            if not any(word.pause for word in words[start + 1 : end]):
                return words[start].start, words[end - 1].end
    return None


def joint_looks(answer: Answer) -> list[Span]:
    """Every "look for a way together" of the answer: a verb of looking, and both who look."""
    found: list[Span] = []
    for words in answer.parts:
        joint = tables.phrases("both_look").search(words)
        for start, end in matches(tables.phrases("looking"), words) if joint else ():
            if not (denied(words, start) or _ours_alone(words, start)):
                found.append((words[start].start, words[end - 1].end))
    return found


def _ours_alone(words: Words, i: int) -> bool:
    """ "We'll find another time": a step of ours; "we'll find a way together" is for both."""
    before = [word.text for word in words[max(0, i - 2) : i]]
    will = before[:1] == ["we"] and before[1:] in (["will"], ["'ll"])
    held = {word.text for word in words[i:]}
    alone = before[-2:-1] == ["i"] and before[-1] in ("will", "'ll")
    return (will or alone) and held.isdisjoint(tables.words("jointly_held"))


def joint_look(answer: Answer) -> Span | None:
    """The first of them."""
    return next(iter(joint_looks(answer)), None)


def invites(answer: Answer) -> Span | None:
    """Where the answer asks for ways forward, or invites to look for them together."""
    asked = answer.earned_move("inviting_options") or joint_look(answer)
    asked = asked or answer.phrase("wonders")
    question = answer.seen.question
    ways = question.reason == _PICKED and answer.phrase("several_ways")
    if asked or question.span is None or not (ways or question.tier == "open"):
        return asked
    return question.span if _looks_ahead(answer, question.span) else None


def _looks_ahead(answer: Answer, asking: Span) -> bool:
    """ "What would work?", "which ways do you see?"; not "what happened?", "why ...?"."""
    if answer.seen.question.reason == "open_why":
        return False
    _, last = answer.sentence_at(asking[0])
    words = [word for word in answer.words if asking[0] <= word.start < last]
    return any(word.text in tables.words("ahead") for word in words)


def solution(answer: Answer, besides: Span | None = None) -> Span | None:
    """A way out of the speaker's own; an invitation to look is none, in whatever form.

    Args:
        besides: words that are no way out either.
    """
    looks = [_with_its_frame(answer, look) for look in joint_looks(answer)]
    looks += [besides] if besides else []
    looks += places_of(answer, "first_together")

    def only_looks(span: Span) -> bool:
        return any(a - _SLACK <= span[1] and span[0] < b for a, b in looks)

    seen = answer.seen
    kept = seen._replace(
        moves=[m for m in seen.moves if not (m.id in _PROPOSING and only_looks(m.span))],
        flaws=[flaw for flaw in seen.flaws if not only_looks(flaw.span)],
    )
    place = spoilers.way_out(type(answer)(kept))
    if place and not only_looks(place):
        return place
    asked = answer.anywhere("idea_asked") or _new_to_them(answer)
    if asked:
        return asked
    ideas = (place for place in places_of(answer, "own_idea") if not _wishes(answer, place))
    idea = next((place for place in ideas if not only_looks(place)), None)
    return idea or _put_up(answer)


def _new_to_them(answer: Answer) -> Span | None:
    """ "What would you think of separate shifts?": of the shifts that there are, it asks a view."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("view_asked"), words):
            rest = words[end : end + 1]
            if rest and not rest[0].pause and rest[0].text not in tables.words("named_already"):
                return words[start].start, rest[0].end
    return None


def _wishes(answer: Answer, place: Span) -> bool:
    """ "I think we both would hate to move": what both wish, and no idea of how."""
    inside = [word.text for word in answer.words if place[0] <= word.start < place[1]]
    after = [word.text for word in answer.words if word.start >= place[1]][:1]
    would = inside[-1:] in (["would"], ["'d"]) and bool(after)
    return would and after[0] in tables.words("wish_verbs")


def _with_its_frame(answer: Answer, look: Span) -> Span:
    """ "Shall we ... look for": from the start of the clause that the looking stands in."""
    first, _ = answer.sentence_at(look[0])
    for before, word in pairwise(answer.words):
        if first <= word.start <= look[0] and (word.pause or before.text in ("and", "but", "so")):
            first = word.start
    return first, look[1]


def _put_up(answer: Answer) -> Span | None:
    """ "Would six months work?": an idea with a question mark, no "what" that asks for theirs."""
    for sentence in answer.seen.sentences:
        words = sentence.words
        heads = (f for f in matches(tables.phrases("put_up"), words) if _at_head(words, f[0]))
        found = next(heads, None) or _joint_idea(words) or _date_put_up(words)
        if found and not any(word.text in WH for word in words[: found[0]]):
            return words[found[0]].start, words[found[1] - 1].end
    return None


def _date_put_up(words: Words) -> tuple[int, int] | None:
    """ "How about mid January?", "why not January?"; not "why not?", nor "how about you?"."""
    dates = tables.words("weekdays") | tables.words("months")
    for i in range(len(words) - 2):
        pair = words[i].text, words[i + 1].text
        if not _at_head(words, i) or words[i + 2].pause:
            continue
        near = [word.text for word in words[i + 2 : i + 6]]
        dated = any(text in dates or text[:1].isdigit() for text in near)
        if pair == ("why", "not") or (pair in _HOW_ABOUT and dated):
            return i, i + 3
    return None


def _at_head(words: Words, i: int) -> bool:
    """Whether a question may begin here; not in "while they are still at work"."""
    return not i or words[i].pause or words[i - 1].text in ("and", "but", "so", "or", "then")


def _joint_idea(words: Words) -> tuple[int, int] | None:
    """ "Shall we halve the fee?"; "shall we start from there?" brings no idea."""
    for i, word in enumerate(words[:-2]):
        asks = word.text in tables.words("joint_asks") and words[i + 1].text == "we"
        rest = [k for k in range(i + 2, len(words)) if words[k].text not in tables.words("adverbs")]
        if asks and rest and words[rest[0]].text not in tables.words("no_idea_yet"):
            return i, rest[0] + 1
    return None


def no_solution(answer: Answer) -> Found:
    """No way out of the speaker's own."""
    place = solution(answer)
    if place:
        return "no", place, "solution_words", "tip_no_solution"
    return "full", None, "no_solution", None


def shared(answer: Answer) -> Span | None:
    """Where it is said that both want it: "we both", "so do we", "for you and for us"."""
    place = answer.earned_move("common_ground")
    for words in answer.parts:
        for start, end in matches(tables.phrases("shared"), words):
            if not (place or denied(words, start)):
                place = words[start].start, words[end - 1].end
    return place


def takes_back(answer: Answer) -> Span | None:
    """A "but" of any kind; "not only ... but also" and "nothing but" join."""
    for sentence in answer.seen.sentences:
        for i in range(1, len(sentence.words)):
            near = {word.text for word in sentence.words[max(0, i - 6) : i]}
            joins = not near.isdisjoint(("only", "just", "nothing", "anything"))
            if contrasts(sentence.words, i) and not joins:
                return sentence.words[i].start, sentence.words[-1].end
    return None


def up_to(limit: int, reason: str) -> Callable[[Answer], Found]:
    """A criterion that an answer has no more words than `limit`; `reason` says so."""

    def test(answer: Answer) -> Found:
        if answer.count <= limit:
            return "full", None, "brief", None
        return "no", None, reason, "tip_shorten"

    return test
