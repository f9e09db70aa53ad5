"""What is put into the client's mouth: a stance towards us, a plan, a verdict they never spoke.

A formulation may draw out what was said; what it draws in from elsewhere is the speaker's (Heritage
and Watson, Formulations as Conversational Objects, 1979). "You can't trust me any more" is theirs
only where they said something near it; so is what they are "thinking about".
"""

from __future__ import annotations

from functools import lru_cache

from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.facts import related, relates
from active_listening.coach.rubrics.judging import Asked
from active_listening.coach.rubrics.meaning import content
from active_listening.coach.rubrics.roots import near, root
from active_listening.coach.rubrics.stretches import Words, matches, words_of

_PLAN = 5
"""Words behind "you're thinking about" within which the deed is named."""
_WISH = 10
"""Words that the clause behind "you'd rather" is taken to have."""


def put_in_mouth(answer: Answer) -> Span | None:
    """Words that tell as the client's what none of theirs stands near."""
    theirs = related(answer) | _scene(answer.asked)
    left = tables.phrases("turns_from_us").search(answer.client_words)
    for sentence in answer.seen.sentences:
        words = sentence.words
        for start, end in matches(tables.phrases("stances"), words):
            if _new(words[start:end], theirs) and not left:
                return words[start].start, words[end - 1].end
        for start, end in matches(tables.phrases("plans"), words):
            deed = content(words[end : end + _PLAN])[:1]
            if deed and _new(deed, theirs):
                return words[start].start, deed[0].end
        for start, end in matches(tables.phrases("rather"), words):
            wish = words[end : end + _WISH]
            if content(wish) and _new(wish, theirs):
                return words[start].start, wish[-1].end
        for word in words:
            if word.text in tables.words("verdicts") and not relates(word.text, theirs):
                return word.start, word.end
    return None


def _new(words: Words, theirs: frozenset[str]) -> bool:
    return not any(relates(word.text, theirs) for word in content(words))


@lru_cache(maxsize=512)
def _scene(asked: Asked) -> frozenset[str]:
    """The roots of what the scene tells, and the circles they stand in."""
    roots = {root(word.text) for word in content(words_of(asked.scene))}
    return frozenset(roots.union(*map(near, roots)))
