"""What waits for a person, grouped so that like answers are marked together.

Two answers are alike when nothing a marker would look at tells them apart. Case, punctuation,
spacing and a slip of the keyboard are out of the way; another word, another order, one question
more, a "not", another number or another name is a difference. In doubt answers stay apart: one
decision too many costs a trainer seconds, and one too few costs a learner points.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from active_listening.classroom.results import ClassResult, ItemResult

ALIKE = 90.0
"""The least `rapidfuzz.fuzz.ratio` of two texts in one group (the share of characters, out of 100,
that stand in both in the same order). It bounds how many slips a text may hold; what a slip is, in
any one word, is for `_is_slip` to say."""
SLIPS = 1
"""Edits in one word that count as a slip: a letter left out, put in, changed, or two swapped."""
SHORTEST = 5
"""Letters of the shortest word that may hold a slip; in shorter ones it makes another word."""

_QUESTIONS = re.compile(r"[?？؟](?:[\s!?？؟.…]*[?？؟])*")
_NUMBERS = re.compile(r"\d+(?:[.,:/]\d+)*")
_APOSTROPHES = "'’‘ʼ`´"
# Words that turn a sentence round, in the languages that learners of this course write most.
_NEGATIONS = frozenset(
    "no not never none nobody nothing nowhere neither nor without cannot cant hardly barely "
    "scarcely rarely seldom non "
    "nicht nichts nie niemals niemand kein keine keinen keinem keiner keines ohne "
    "pas jamais rien personne aucun aucune sans ni ne nunca nada nadie ningún ninguna ninguno sin "
    "niente nulla nessuno nessuna mai senza não nem sem nenhum nenhuma niet geen nooit ikke".split()
)
# Words that one edit turns into each other, or that carry the question: never taken for a slip.
_WHOLE = frozenset(
    "what whats where wheres which whose while whom when then than there their these those "
    "would could should might shall about above under after other every never three seven eight "
    "thirty eighty sixty sixteen sixth first worst worse month mouth quite quiet costs posts "
    "staff stuff trail trial loose angry hungry affect effect except accept".split()
) | (_NEGATIONS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that waits, and whose it is."""

    student: str
    item: ItemResult


@dataclass(frozen=True, slots=True)
class Group:
    """Answers to one task that one decision can settle.

    Attributes:
        reason: why they wait, in the grader's words; the same for all.
        disagreement: whether the learners disagree with points the machine gave.
        members: the answers, the most frequent wording first, then by learner.
    """

    id: str
    number: int
    kind: str
    max_points: float
    reason: str
    disagreement: bool
    members: tuple[Waiting, ...]

    @property
    def key(self) -> str:
        """Stands for the group as long as its members stay the same, and names none of them."""
        members = "\0".join([self.id, *sorted(member.student for member in self.members)])
        return hashlib.sha256(members.encode("utf-8", "replace")).hexdigest()[:16]

    @property
    def coach_gave(self) -> float | None:
        """The points that stand there, where learners disagree with them; the same for all."""
        return self.members[0].item.auto if self.disagreement else None

    @property
    def texts(self) -> tuple[str, ...]:
        """The different wordings, the most frequent first."""
        return tuple(dict.fromkeys(text_of(member.item.answer) for member in self.members))


def groups(result: ClassResult) -> list[Group]:
    """What waits, in the order to mark it: disagreements first, then task by task, the biggest
    group of a task first. What could not be read at all is not among it; see `apart`.
    """
    found: dict[tuple[Any, ...], list[Waiting]] = {}
    for one in waiting(result):
        found.setdefault(_sort(one.item), []).append(one)
    made = [group for same in found.values() for group in _split(same)]
    made.sort(key=lambda group: (not group.disagreement, group.number, -len(group.members),
                                 group.texts[0].casefold(), group.key))  # fmt: skip
    return made


def waiting(result: ClassResult) -> Iterator[Waiting]:
    """Every answer that waits, learner by learner."""
    for submission in result.submissions:
        for item in submission.items if not submission.problem else ():
            if item.waiting:
                yield Waiting(submission.id, item)


def apart(result: ClassResult) -> list[str]:
    """What stands apart because it could not be read or graded: a sentence a submission."""
    return [f"{one.name}: {one.problem}" for one in result.submissions if one.problem]


def count(result: ClassResult, decisions: Iterable[Group]) -> str:
    """What waits, in one sentence: "31 answers of 30 learners wait: 12 decisions."."""
    decisions = list(decisions)
    members = [member for group in decisions for member in group.members]
    if not members:
        return NOTHING if result.submissions else NOBODY
    learners = len({member.student for member in members})
    verb = "waits" if len(members) == 1 else "wait"
    return (
        f"{_some(len(members), 'answer')} of {_some(learners, 'learner')} {verb}: "
        f"{_some(len(decisions), 'decision')}."
    )


def kinds(decisions: Iterable[Group]) -> str:
    """What the decisions are about, in one sentence; "" where there are none."""
    decisions = list(decisions)
    against = sum(group.disagreement for group in decisions)
    by_scheme = sum(group.kind == "judgement" for group in decisions if not group.disagreement)
    played = sum(group.kind == "roleplay" for group in decisions if not group.disagreement)
    unsure = len(decisions) - against - by_scheme - played
    parts = [
        (against, "about points that a learner disagrees with"),
        (unsure, "where the coach could not tell"),
        (by_scheme, "by a marking scheme"),
        (played, "about a talk that could not be played again as it stands"),
    ]
    told = [f"{number} {what}" for number, what in parts if number]
    return f"{', '.join(told)}." if told else ""


NOTHING = "Nothing waits: every answer has its points."
NOBODY = "Nobody has handed in yet, so nothing waits."


def _some(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


# -- what tells answers apart --------------------------------------------------------------------


def _sort(item: ItemResult) -> tuple[Any, ...]:
    """What must be the same, letter by letter, before texts are compared at all."""
    against = f"The learner disagrees: “{item.disagrees}”"
    reason = item.reason.replace(against, "").strip() if item.disagrees else item.reason
    points = item.auto if item.disagrees else None
    return item.id, item.status, bool(item.disagrees), reason, points, item.manual, _read_as(item)


def _read_as(item: ItemResult) -> tuple[Any, ...]:
    """What the coach made of an answer that it gave points; of others it could make nothing."""
    reading = item.reading
    if not reading or item.auto is None:
        return ()
    question, flaws = reading.get("question") or {}, reading.get("flaws") or ()
    met = [f"{one.get('id')} {one.get('met')}" for one in reading.get("criteria") or ()]
    return question.get("tier"), *sorted(str(flaw.get("id")) for flaw in flaws), *met


def _split(same: list[Waiting]) -> Iterator[Group]:
    """Answers to one task that wait for one reason, cut into groups of like texts."""
    wordings: dict[tuple[_Text, ...], list[Waiting]] = {}
    for one in sorted(same, key=lambda one: (text_of(one.item.answer), one.student)):
        wordings.setdefault(_texts(one.item.answer), []).append(one)
    # The most frequent wording leads, so that a slip joins what it is a slip of. A text joins a
    # group only if it is like every one in it: likeness does not add up along a chain.
    made: list[list[tuple[tuple[_Text, ...], list[Waiting]]]] = []
    for texts, members in sorted(wordings.items(), key=lambda pair: -len(pair[1])):
        home = next((g for g in made if all(_alike(texts, other) for other, _ in g)), None)
        if home is None:
            made.append(home := [])
        home.append((texts, members))
    for group in made:
        listed = tuple(one for _, members in group for one in members)
        item = listed[0].item
        yield Group(
            id=item.id,
            number=item.number,
            kind=item.kind,
            max_points=item.max_points,
            reason=_sort(item)[3],
            disagreement=bool(item.disagrees),
            members=listed,
        )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as far as it is compared.

    Attributes:
        words: without case, punctuation and apostrophes; a sign such as an emoji is a word.
        names: those of the words that stand with a capital inside a sentence.
        guard: number of questions, negations and numbers; never different within a group.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    guard: tuple[Any, ...]


def text_of(answer: Any) -> str:
    """An answer as one text to show in a line."""
    if isinstance(answer, dict):
        return " / ".join(str(part).strip() for part in answer.values())
    return answer.strip() if isinstance(answer, str) else json.dumps(answer)


def _texts(answer: Any) -> tuple[_Text, ...]:
    """An answer box by box; what is not made of text is like nothing but itself."""
    if isinstance(answer, dict) and all(isinstance(part, str) for part in answer.values()):
        return tuple(
            one for name in sorted(answer) for one in (_exact(str(name)), _text(answer[name]))
        )
    return (_text(answer),) if isinstance(answer, str) else (_exact(json.dumps(answer)),)


def _exact(text: str) -> _Text:
    return _Text((text,), frozenset(), ("exact", text))


@lru_cache(maxsize=4096)
def _text(text: str) -> _Text:
    text = unicodedata.normalize("NFKC", text)
    written = [word for word in _words(text) if word]
    words = tuple(word.casefold() for word in written)
    inside = {
        word.casefold()
        for at, word in enumerate(written)
        if at and word[0].isupper() and word.casefold() != "i"
    }
    negations = sorted(w for w in words if w in _NEGATIONS or (w.endswith("nt") and _not(w)))
    questions = max(1, len(_QUESTIONS.findall(text)))  # a sign left off is punctuation
    guard = (questions, len(negations), tuple(_NUMBERS.findall(text)))
    return _Text(words, frozenset(inside), guard)


def _not(word: str) -> bool:
    """Whether a word is a verb with "n't" to it, its apostrophe gone."""
    stems = (
        "are is was were do does did have has had ca wo would could should must need might sha ai"
    )
    return word[:-2] in stems.split()


def _words(text: str) -> Iterator[str]:
    """The words of a text, as written: letters, marks and digits; every other sign is one word."""
    word = ""
    for char in text:
        kind = unicodedata.category(char)
        if kind[0] in "LMN":
            word += char
        elif char in _APOSTROPHES or kind == "Cf":  # Cf takes no ink: soft hyphens, directions
            continue
        else:
            yield word
            word = ""
            if kind[0] == "S":
                yield char
    yield word


def _alike(one: tuple[_Text, ...], other: tuple[_Text, ...]) -> bool:
    return len(one) == len(other) and all(map(_alike_texts, one, other))


def _alike_texts(one: _Text, other: _Text) -> bool:
    """Whether two texts differ in spacing and slips alone."""
    if one.guard != other.guard:
        return False
    if "".join(one.words) == "".join(other.words):
        return True
    if len(one.words) != len(other.words):
        return False
    from rapidfuzz import fuzz

    if fuzz.ratio(" ".join(one.words), " ".join(other.words)) < ALIKE:
        return False
    differing = [(a, b) for a, b in zip(one.words, other.words, strict=True) if a != b]
    names = one.names | other.names
    return all(not {a, b} & names and _is_slip(a, b) for a, b in differing)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are one, typed with a slip: both long enough, in Latin letters, with the
    same beginning, one edit apart, and neither a word that an edit makes into another."""
    if min(len(one), len(other)) < SHORTEST or one[0] != other[0]:
        return False
    if {one, other} & _WHOLE or not (_latin(one) and _latin(other)):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other) <= SLIPS


def _latin(word: str) -> bool:
    return all(unicodedata.name(char, "").startswith("LATIN") for char in word)
