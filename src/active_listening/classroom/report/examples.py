"""Answers that may be shown to others: anonymous, ordinary, and of a criterion that was missed.

Everything is left out that could tell who wrote it or hurt whoever reads it: the learner's own
pair and the judgements, which may hold what a client said in private; names that the task does not
have; what is rude, or written at the machine and not to the client. Whatever is not plainly an
ordinary English question or sentence stays out, so a good example may be lost, and no bad one gets
in by an unforeseen way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from active_listening import bank
from active_listening.bank.boxes import quoted
from active_listening.classroom.report import tidy
from active_listening.classroom.report.second import Points
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.coach import wording
from active_listening.coach.reading import Reading
from active_listening.coach.rubrics import rubric

MOST = 3
_PLAIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ0-9 .,;:?'’‘“”\"–—-]+")
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’-][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_OPENERS = frozenset(
    "a after an and are as at before can could describe did do does for from had has have help how "
    "i i'd i'm if in is it let's looking may might now of on once since so tell that the there "
    "these this those to walk was we were what what's when where which who why will with would "
    "you your being having nobody no please sorry sounds thank thanks two".split()
)
"""Words that begin a sentence; another one with a capital may be somebody's name."""
_RUDE = frozenset(
    "arse arsehole ass asshole bastard bitch bloody bollocks bugger bullshit crap cunt damn dick "
    "dumb fuck fucked fucking fucks goddamn hell idiot idiots moron morons piss pissed prick shit "
    "shitty shut stupid suck sucks twat wanker whore wtf".split()
)
_AT_THE_MACHINE = frozenset(
    "answer answers grade grader grades ignore machine marker marks points prompt rubric rules "
    "script teacher verdict".split()
)
_WORDS = range(4, 31)
_WORDS_OF_REPLY = range(2, 61)
_DOUBTFUL = frozenset(["statement"])
"""Reasons that the coach also gives to a question in an unusual order, as in a second language."""


@dataclass(frozen=True, slots=True)
class Example:
    """One answer, without its author.

    Attributes:
        number, task: where it was given; `given` says what the task's line is.
        segments: the text, cut at the words that decided, as in `wording.segments`.
        reason: the coach's, in a sentence.
    """

    number: int
    task: str
    given: str
    text: str
    segments: list[dict[str, Any]]
    reason: str


def examples(
    result: ClassResult, names: Iterable[str], fewest: int = 0, second: Points | None = None
) -> dict[str, list[Example]]:
    """For each criterion in `names`, at most three answers that missed it; none appears twice.

    Those of one criterion are of different learners and tasks. Where the learner disagrees, or a
    person gave more than the machine, it may have misread the answer: such a one is left out.

    Args:
        fewest: learners who must have missed the criterion, on that very task.
        second: a second person's points.
    """
    used: set[str] = set()
    return {name: _chosen(result, name, fewest, used, second or {}) for name in names}


def _chosen(
    result: ClassResult, name: str, fewest: int, used: set[str], second: Points
) -> list[Example]:
    own = _own_words(result)
    missed = [
        (student.id, item, criterion)
        for student in tidy.graded(result)
        for item, criterion in _missed(student, name)
    ]
    learners = Counter(item.number for _, item, _ in missed)
    fit = [
        (_rank(item), student, item, criterion)
        for student, item, criterion in missed
        if learners[item.number] >= fewest
        and _ordinary(item, criterion, own)
        and not _doubted(item, second.get((student, item.id)))
    ]
    chosen: list[Example] = []
    seen: set[str | int] = set()
    for _, student, item, criterion in sorted(fit, key=lambda one: one[:2]):
        bare = _bare(item.answer)
        if len(chosen) < MOST and bare not in used and not seen & {student, item.number}:
            seen |= {student, item.number}
            used.add(bare)
            chosen.append(_example(item, criterion))
    return chosen


def _bare(text: str) -> str:
    """A text without its case, spacing and punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


def _missed(student: StudentResult, name: str) -> Iterator[tuple[ItemResult, dict[str, Any]]]:
    for item in student.items:
        if item.kind in ("rewrite", "reply") and tidy.was_read(item) and item.reading:
            for criterion in item.reading["criteria"]:
                named = tidy.criterion_name(criterion["id"], tidy.rubric_of(item.id))
                if named == name and criterion["met"] == "no":
                    yield item, criterion


def _own_words(result: ClassResult) -> set[str]:
    """Names and ids of everybody in the class, word by word, in lower case."""
    told = " ".join(
        f"{student.id} {student.name} {student.email.partition('@')[0]}"
        for student in result.submissions
    )
    told += " " + " ".join(result.absent)
    return {word.casefold() for word in re.findall(r"[^\W_]+", told) if len(word) > 1}


def _rank(item: ItemResult) -> tuple[int, int, str]:
    """The clearest first: little else amiss, of middling length."""
    criteria = (item.reading or {})["criteria"]
    amiss = sum(one["met"] in ("no", "half") for one in criteria)
    return amiss, abs(len(item.answer.split()) - 12), item.answer


def _ordinary(item: ItemResult, criterion: dict[str, Any], own: Collection[str]) -> bool:
    """Whether the answer can be shown to anybody."""
    text, reading = item.answer, item.reading or {}
    if not isinstance(text, str) or not _PLAIN.fullmatch(text) or text[-1] not in ".?":
        return False
    words = _WORD.findall(text.replace("’", "'"))
    bare = {part for word in words for part in re.split(r"['-]", word.casefold())}
    shouts = any(len(word) > 3 and word.isupper() for word in words)
    hurts = any(flaw["reason"] == "loaded_words" for flaw in reading["flaws"])
    hurts = hurts or any(move["id"] == "blaming" for move in reading["moves"])
    asks_only = _of_a_question(item)
    asks = reading["question"]["tier"] != "none"
    return (
        len(words) in (_WORDS if asks_only else _WORDS_OF_REPLY)
        and (asks or not asks_only)
        and criterion["reason"] not in _DOUBTFUL
        and _bare(text) != _bare(item.task)
        and not (shouts or hurts or "??" in text or re.search(r"\d{4}", text))
        and not bare & (_RUDE | _AT_THE_MACHINE)
        and not bare & (set(own) - _of_the_task(item))
        and not _strangers(text, _of_the_task(item))
    )


def _of_a_question(item: ItemResult) -> bool:
    """Whether the answer was to be a question, by the rubric or the criteria it was read by."""
    if rubric_name := tidy.rubric_of(item.id):
        return rubric_name in ("rewrite", "keep_closed")
    asked = {rule.id for name in ("rewrite", "keep_closed") for rule in rubric(name)}
    return any(one["id"] in asked for one in (item.reading or {})["criteria"])


def _doubted(item: ItemResult, second: float | None) -> bool:
    """Whether somebody holds that the answer is better than the machine thought."""
    person = item.manual if second is None else second
    more = person is not None and item.auto is not None and person > item.auto + 0.005
    return bool(item.disagrees) or more


def _of_the_task(item: ItemResult) -> set[str]:
    """The words of the task, which are everybody's."""
    try:
        task = bank.graded(item.id)
        told = " ".join(getattr(task, name, "") for name in ("scene", "client", "original"))
        told = f"{item.task} {told}"
    except bank.ContentError:
        told = item.task
    return {part.casefold() for part in re.findall(r"[^\W_]+", told)}


def _strangers(text: str, known: Collection[str]) -> bool:
    """Whether a word with a capital could be a name that the task does not have."""
    for match in _WORD.finditer(text.replace("’", "'")):
        word = match[0]
        parts = re.split(r"['-]", word.casefold())
        if word[0].islower() or word == "I" or word.startswith("I'") or parts[0] in known:
            continue
        before = text[: match.start()].rstrip(' "“”‘')
        begins = not before or before[-1] in ".?!:"
        if not (begins and (word.casefold() in _OPENERS or parts[0] in _OPENERS)):
            return True
    return False


def _example(item: ItemResult, criterion: dict[str, Any]) -> Example:
    span = (criterion["span"][0], criterion["span"][1]) if criterion["span"] else None
    marks = [wording.Mark(*span, "flaw", "")] if span else []
    reason = wording.said(Reading.from_dict(item.reading or {}), criterion["reason"], span)
    segments = wording.segments(item.answer, marks)
    return Example(item.number, item.task, _given(item), item.answer, segments, reason)


def _given(item: ItemResult) -> str:
    """What the line is that the task gives: "What was asked", "The client said"."""
    try:
        task = bank.graded(item.id)
    except bank.ContentError:
        return "The task"
    return quoted(task)[-1].label if isinstance(task, bank.Rewrite) else "The task"
