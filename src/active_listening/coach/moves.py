"""The moves of an utterance: what each part of it does in a conversation with a client.

Moves after the manuals of motivational interviewing (MISC 2.1, Miller et al. 2008; MITI 4.2.1,
Moyers et al. 2014), roadblocks after Gordon, Parent Effectiveness Training (1970). The rows stand
in `data/coach/moves.yaml`. A roadblock is named only where nothing speaks against it: what the
client said or was told ("you say we should have called"), what the speaker says they do not do ("I
can't promise that it won't happen again") and what the client's own line has are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from active_listening.coach.constructions import Constructions, Hit
from active_listening.coach.folding import Line, fold, slot
from active_listening.coach.grammar import Ask
from active_listening.coach.reading import Move, Span
from active_listening.coach.reflection import Heard, drawn_together, factual, heard, said_back
from active_listening.coach.reversal import TURNS, Before, reversal
from active_listening.coach.rows import lists_of_rows
from active_listening.coach.scopes import Scope, covered, denied, scopes
from active_listening.coach.text import Sentence, Word

Asked = tuple[Sentence, Ask]
ROADBLOCKS = frozenset(
    "defending blaming minimising overpromising interrupting advising reversal self_story".split()
)
_SOFT = {
    "blaming_soft": "blaming",
    "blaming_if": "blaming",
    "advising_soft": "advising",
    "minimising_soft": "minimising",
    "overpromising_soft": "overpromising",
    "defending_soft": "defending",
    "defending_plain": "defending",
}
"""Lists whose rows count only where nothing in the sentence makes a reflection of them."""
_FRAMES = frozenset(["reported", "reported_after", "disclaimed", "guessed"])
"""Lists of rows that tell whose words they are, and are no moves."""
_STRONGER = {
    "apology": ("minimising",),
    "interrupting": ("apology",),
    "reflection_feeling": (
        "minimising",
        "blaming",
        "self_story",
        "advising",
        "overpromising",
        "defending",
    ),
    "validation": ("minimising", "blaming", "self_story"),
    "next_step": ("overpromising", "permission", "minimising", "self_story", "encourager"),
    "proposing": ("permission", "advising", "interrupting", "encourager"),
    "advising": ("minimising", "permission", "interrupting"),
    "common_ground": ("self_story",),
    "ground_rules": ("defending",),
    "encourager": ("interrupting",),
}
"""Where the words of two moves overlap, the first gives way to any of the second."""
_ASKING_TOO = (
    "permission", "interrupting", "encourager", "check_back", "summary", "ground_rules"
)  # fmt: skip
_QUESTIONS = frozenset(["open_question", "focused_question", "closed_question"])
_SETTLED = frozenset(["proposing", "next_step", "advising", "interrupting"])
"""What a rule for the talk is not as well: "let's speak one at a time" proposes nothing."""
_CONTRAST = frozenset(["but", "however", "although", "though"])
_OUTCOMES = frozenset(["would", "'d", "wouldn't"])
_WELL = frozenset(["faith", "reasons"])
_PUSHING = ("have", "why", "did", "couldn't", "can't", "shouldn't", "haven't")


@lru_cache
def _table() -> Constructions:
    return Constructions(name for name in lists_of_rows() if name not in TURNS)


def find_moves(
    sentences: Sequence[Sentence],
    asks: Sequence[Asked],
    checks: Sequence[Asked] = (),
    client: Sequence[Sentence] = (),
) -> tuple[Move, ...]:
    """The moves of an utterance in the order of its words; ids as in `data/coach/names.yaml`.

    Args:
        sentences: all of the utterance.
        asks: its questions with their sentences.
        checks: those of `asks` that ask whether one heard right.
        client: the client's line before it; empty where there is none.
    """
    reader = _Reader(heard(client), checks)
    asked: dict[int, list[Ask]] = {}
    for sentence, ask in asks:
        asked.setdefault(id(sentence), []).append(ask)
    found: list[Move] = []
    for sentence in sentences:
        found += reader.moves(sentence, asked.get(id(sentence), []))
    if not any(move.id == "summary" or move.id in ROADBLOCKS for move in found):
        found += drawn_together(found, sentences)
    return tuple(sorted(found, key=_in_order))


def place(words: Sequence[Word], ask: Ask) -> Span:
    """The words that decide. After a wh-word its clause goes along, as far as a glance takes in."""
    last = max(ask.start, ask.end - 1)
    if ask.reason in ("open_what", "open_how", "open_why"):
        while last + 1 < min(len(words), ask.start + 5) and not words[last + 1].pause:
            last += 1
    return words[ask.start].start, words[last].end


class _Reader:
    """Reads an utterance sentence by sentence; keeps what one sentence leaves for the next."""

    def __init__(self, known: Heard, checks: Sequence[Asked]) -> None:
        self._known = known
        self._checks = [(id(sentence), ask) for sentence, ask in checks]
        self._permitted = False
        self._before: Before | None = None

    def moves(self, sentence: Sentence, asks: Sequence[Ask]) -> list[Move]:
        words = sentence.words
        line = fold(words)
        hits = _table().hits(line)
        frames = [hit for hit in hits if hit.name in _FRAMES]
        asked = _question_begins(line, asks, frames if sentence.mark != "?" else ())
        kept = [h for h in hits if h.name not in _FRAMES and _belongs(h, line, asked, asks)]
        if kept:
            kept = self._fair(line, words, kept, scopes(line, frames))
        if self._before and self._before.disclaims:
            kept = [_complaint(line, hit) for hit in kept]
        turn = reversal(line, kept, asked, self._before)
        found = [_move(hit, line, words) for hit in kept + turn]
        found += [
            _move(hit, line, words)
            for hit in said_back(line, words, frames, kept, asked, self._known)
        ]
        if asks:
            found += self._questions(words, asks, sentence)
        if any(hit.name == "ground_rules" for hit in kept):
            no_more = _SETTLED if sentence.mark == "?" else _SETTLED | _QUESTIONS
            found = [move for move in found if move.id not in no_more]
        if not found and factual(line, asked):
            found.append(_move(Hit("information", 0, asked), line, words))
        self._permitted |= any(hit.name == "permission" for hit in kept)
        disclaims = any(hit.name == "disclaimed" for hit in frames)
        self._before = None if asks else Before(line, kept, disclaims)
        return _once(found) if len(found) > 1 else found

    def _fair(
        self, line: Line, words: Sequence[Word], hits: Sequence[Hit], others: Sequence[Scope]
    ) -> list[Hit]:
        """`hits` without what is somebody else's, denied or weaker; soft ones settled."""
        kept = []
        for hit in hits:
            name = _SOFT.get(hit.name, hit.name)
            if denied(line, hit) or (others and covered(others, hit, name, name in ROADBLOCKS)):
                continue
            if hit.name != name and not _hard(line, hit, hits):
                continue
            if name == "blaming" and (_on_us(line, hit) or _credits(line, hit)):
                continue
            if name == "defending" and (_owned(line, hit, hits) or _no_use(line, hit)):
                continue
            if name == "minimising" and _weighed(line, hit):
                continue
            if name in ("blaming", "advising") and self._echo(line, words, hit):
                continue
            if name == "advising" and self._permitted:
                name = "proposing"
            kept.append(hit if hit.name == name else hit._replace(name=name))
        return _strongest(kept) if len(kept) > 1 else kept

    def _echo(self, line: Line, words: Sequence[Word], hit: Hit) -> bool:
        """Whether the client said as much."""
        if not self._known.stems:
            return False
        end = next((k for k in range(hit.end, len(line.texts)) if line.pauses[k]), len(line.texts))
        return self._known.echoed(words[line.first[hit.start] : line.first[end]])

    def _questions(
        self, words: Sequence[Word], asks: Sequence[Ask], sentence: Sentence
    ) -> Iterator[Move]:
        for ask in asks:
            check = bool(self._checks) and (id(sentence), ask) in self._checks
            yield Move("check_back" if check else f"{ask.tier}_question", place(words, ask))
            if ask.reason == "proposal":
                pushes = words[ask.start].text in _PUSHING and words[ask.end - 1].text != "we"
                name = "advising" if pushes and not self._permitted else "proposing"
                yield Move(name, place(words, ask))


def _question_begins(line: Line, asks: Sequence[Ask], frames: Sequence[Hit]) -> int:
    """The token at which the asking begins; what is only given a question mark is a statement.

    `frames`: of a sentence without the mark; "what matters to you is ..." asks nothing.
    """
    if not asks:
        return len(line.texts)
    said = {line.first[hit.start] for hit in frames if hit.name == "reported"}
    said |= {k + 1 for k in said if line.texts[0] == "from"}
    starts = [ask.start for ask in asks if ask.reason != "statement" and ask.start not in said]
    if not starts:
        return len(line.texts)
    return next(k for k, word in enumerate(line.first) if word >= min(starts))


def _belongs(hit: Hit, line: Line, asked: int, asks: Sequence[Ask]) -> bool:
    """Whether a hit is one where it stands: statements before a question, some moves in it."""
    if hit.name == "inviting_options":
        return any(ask.tier == "open" for ask in asks)
    if hit.start < asked:
        return True
    if hit.name in ("blaming", "defending", "validation", "self_story"):
        return line.texts[hit.start] in ("had", "what", "who", "tell")  # "had you told us, ..."
    return hit.name in _ASKING_TOO or (
        hit.name == "proposing" and all(ask.tier == "closed" for ask in asks)
    )


def _hard(line: Line, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether "you need to ...", "you never ..." or "we were busy" is what it seems."""
    if hit.name == "overpromising_soft":  # "I'll call you at four, I promise"
        return not any(other.name == "next_step" for other in hits)
    if line.texts[0] == "so":
        return False
    if hit.name == "defending_plain":  # "the contract is clear": unless it turns to the client
        return not {"you", "your"} & set(line.texts[hit.end :])
    if hit.name == "blaming_if":  # "if your drivers charged it, it wouldn't have died"
        return not _OUTCOMES.isdisjoint(line.texts) and slot("we").isdisjoint(line.texts)
    return hit.name != "advising_soft" or slot("hardship").isdisjoint(line.texts[hit.end :])


def _owned(line: Line, hit: Hit, hits: Sequence[Hit]) -> bool:
    """ "We were short of people and should have told you": explains, and owns all the same."""
    plain = _CONTRAST.isdisjoint(line.texts)
    return any(other.name == "apology" and (plain or other.start > hit.start) for other in hits)


def _no_use(line: Line, hit: Hit) -> bool:
    """ "We did as agreed, and it didn't help you": what was right is said to have been no use."""
    for k in range(max(hit.end, 1), len(line.texts)):
        if line.texts[k - 1] in ("and", "but", "yet") and line.texts[k] in slot("others") | {
            "your"
        }:
            rest = line.texts[k:]
            theirs = "you" in rest or "your" in rest
            return theirs and (rest[0] == "your" or not slot("not").isdisjoint(rest))
    return False


def _weighed(line: Line, hit: Hit) -> bool:
    """ "For me it was only a step, for you it was everything": set against what it was to them."""
    return any(
        first == "for" and then == "you" and line.starts[k]
        for k, (first, then) in enumerate(pairwise(line.texts))
        if k >= hit.end
    )


def _complaint(line: Line, hit: Hit) -> Hit:
    """ "I'm not blaming you. But it's hard to be called a line in a table": one's own hurt."""
    own = line.texts[0] == "but" and line.texts[hit.start] in slot("it") and "you" not in line.texts
    return hit._replace(name="defending") if own and hit.name == "reflection_feeling" else hit


def _on_us(line: Line, hit: Hit) -> bool:
    """ "You could have planned if we had told you": the condition puts it on the speaker."""
    pairs = pairwise(line.texts[hit.end :])
    return any(first in ("if", "had", "unless") and then == "we" for first, then in pairs)


def _credits(line: Line, hit: Hit) -> bool:
    """ "If your people didn't catch it": they do, and what they do is made much of."""
    said = line.texts[hit.start : hit.end + 1]
    well = not _WELL.isdisjoint(line.texts[hit.end :])  # "you signed it in good faith"
    return well or (said[0] == "if" and not slot("credit").isdisjoint(said))


def _strongest(hits: Sequence[Hit]) -> list[Hit]:
    """`hits` without those whose words a stronger reading claims."""
    names = {hit.name for hit in hits}
    return [
        hit
        for hit in hits
        if names.isdisjoint(stronger := _STRONGER.get(hit.name, ()))
        or not any(
            other.name in stronger and other.start < hit.end and hit.start < other.end
            for other in hits
        )
    ]


def _move(hit: Hit, line: Line, words: Sequence[Word]) -> Move:
    end = max(line.first[hit.end] - 1, line.first[hit.start])
    return Move(hit.name, (words[line.first[hit.start]].start, words[end].end))


def _in_order(move: Move) -> tuple[Span, str]:
    return move.span, move.id


def _once(moves: Sequence[Move]) -> list[Move]:
    """Each kind once a sentence, at its first place; questions as many as there are."""
    kept: dict[tuple[str, Span | None], Move] = {}
    for move in sorted(moves, key=_in_order):
        alone = move.span if move.id.endswith("question") else None
        kept.setdefault((move.id, alone), move)
    return list(kept.values())
