"""A "but" that takes an acknowledgement back.

"I see that you're upset, but that is how it is": after "but" comes what counts (Stone, Patton and
Heen, Difficult Conversations, 1999, ch. 9). The finder of moves names the plain cases in any talk;
in an answer that is there to acknowledge, all that turns away from the client takes back.
"""

from __future__ import annotations

from active_listening.coach.feelings import find_feelings
from active_listening.coach.reading import Span
from active_listening.coach.rubrics import tables
from active_listening.coach.rubrics.answer import Answer
from active_listening.coach.rubrics.stretches import Words, contrasts

_SHORT = 3
"""Words behind "but" within which what follows shows whom it is about."""


def taken_back(answer: Answer) -> Span | None:
    """The "but" and what follows it, where an acknowledgement stands before."""
    before: Words = ()
    for sentence in answer.seen.sentences:
        words = sentence.words
        for i, word in enumerate(words):
            if not contrasts(words, i) or _joins(words, i):
                continue
            said = words[:i] if i > 1 else before
            if _acknowledges(answer, said) and _turns_away(answer, words[i + 1 :]):
                return word.start, words[-1].end
        before = words
    return None


def _joins(words: Words, i: int) -> bool:
    """ "Not only late but wrong", "nothing but", "but also": no turn."""
    near = {word.text for word in words[max(0, i - 6) : i]}
    after = words[i + 1].text if i + 1 < len(words) else ""
    return bool(near & {"only", "just", "nothing", "all", "merely"}) or after == "also"


def _acknowledges(answer: Answer, words: Words) -> bool:
    if not words:
        return False
    span = words[0].start, words[-1].end
    moved = any(
        move.id in ("validation", "apology", "reflection_feeling")
        and span[0] <= move.span[0] < span[1]
        for move in answer.seen.moves
    )
    said = any(tables.phrases(name).search(words) for name in ("bare", "owning"))
    return moved or said or bool(find_feelings(list(words)))


def _turns_away(answer: Answer, words: Words) -> bool:
    """Whether what follows leaves the client: no feeling of theirs, no wish to hear or mend."""
    if not words or find_feelings(list(words)):
        return False
    first = [word.text for word in words[:_SHORT]]
    theirs = first[0] in ("you", "your") and any(
        place and words[0].start <= place[0] for place in answer.points
    )
    return not theirs and not tables.phrases("turns_to").at(words, 0)
