"""A quiz question as it is put to a learner: what to choose from, in which order, what fits.

The same in a lesson, where the answer is marked at once, and in a form of the test, where it is
not. Nothing here tells what is right but `solution` and `reason`, which are for afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from active_listening import bank
from active_listening.lesson import marking

PAIRED = ("sort", "match")
"""Kinds that are answered with a text for each text."""
MANY = ("several", "mark")
"""Kinds in which more than one thing may be picked."""
NOTES = {
    "several": "Tick all that fit.",
    "mark": "Tick the lines.",
    "order": "Move the steps into order.",
}


def blank(item: bank.Quiz, seed: str) -> Any:
    """The answer of somebody who has done nothing yet."""
    if item.kind == "order":
        return marking.shuffled(item.steps, seed, not_as_given=True)
    if item.kind in PAIRED:
        return {}
    if item.kind in MANY:
        return []
    return "" if item.kind == "text" else None


def known(item: bank.Quiz, answer: Any) -> Any:
    """`answer` if the item still offers all it names, else None."""
    return answer if _KNOWN[item.kind](item, answer) else None


def _one(item: bank.Quiz, answer: Any) -> bool:
    return answer in [option.say for option in item.options]


def _some(item: bank.Quiz, answer: Any) -> bool:
    return isinstance(answer, list) and all(_one(item, each) for each in answer)


def _lines(item: bank.Quiz, answer: Any) -> bool:
    numbers = range(1, len(item.lines) + 1)
    return isinstance(answer, list) and all(each in numbers for each in answer)


def _steps(item: bank.Quiz, answer: Any) -> bool:
    return isinstance(answer, list) and sorted(map(str, answer)) == sorted(item.steps)


def _groups(item: bank.Quiz, answer: Any) -> bool:
    return _from_to(answer, {entry.say for entry in item.entries}, item.groups)


def _partners(item: bank.Quiz, answer: Any) -> bool:
    return _from_to(answer, {pair.say for pair in item.pairs}, marking.choices(item))


def _from_to(answer: Any, left: Collection[str], right: Collection[str]) -> bool:
    """Whether an answer is pairs of what stands on either side."""
    return isinstance(answer, dict) and all(
        one in left and other in right for one, other in answer.items()
    )


_KNOWN = {
    "single": _one,
    "several": _some,
    "true_false": lambda _item, answer: isinstance(answer, bool),
    "mark": _lines,
    "order": _steps,
    "sort": _groups,
    "match": _partners,
    "text": lambda _item, answer: isinstance(answer, str),
}


def asked(item: bank.Quiz, seed: str, answer: Any) -> dict[str, Any]:
    """The question for the page, with `answer` as what is picked so far."""
    mixed = marking.shuffled
    return {
        "kind": item.kind,
        "timed": item.timed,
        "prompt": item.prompt,
        "statement": item.statement,
        "note": "One line at a time. Keys 1, 2, 3 choose." if item.timed
        else NOTES.get(item.kind, ""),
        "picked": picked(item, answer),
        "options": mixed([o.say for o in item.options], seed),
        "entries": mixed([e.say for e in item.entries], seed),
        "groups": list(item.groups),
        "lines": [{"who": line.who, "say": line.say} for line in item.lines],
        "says": [pair.say for pair in item.pairs],
        "choices": mixed(marking.choices(item), seed, not_as_given=True),
    }  # fmt: skip


def picked(item: bank.Quiz, answer: Any) -> Any:
    """An answer as the page shows it: where one thing is picked, a list of one."""
    if item.kind in ("single", "true_false"):
        return [] if answer is None else [answer]
    return answer


def solution(item: bank.Quiz) -> list[str]:
    """What is right, in words, a line each."""
    match item.kind:
        case "true_false":
            return ["true" if item.right else "false"]
        case "order":
            return list(item.steps)
        case "mark":
            return [f"{line.who}: {line.say}" for line in item.lines if line.mark]
        case "sort":
            return [f"{entry.say} → {entry.group}" for entry in item.entries]
        case "match":
            return [f"{pair.say} → {pair.goes_with}" for pair in item.pairs]
        case "text":
            return list(item.models)
        case _:
            return [option.say for option in item.options if option.right]


def told(item: bank.Quiz, answer: Any) -> list[str]:
    """An answer in words, a line each."""
    match item.kind:
        case "true_false":
            return [str(answer).lower()]
        case "mark":
            lines = [item.lines[number - 1] for number in answer]
            return [f"{line.who}: {line.say}" for line in lines]
        case "sort" | "match":
            return [f"{one} → {other}" for one, other in answer.items()]
        case "single" | "text":
            return [str(answer)]
        case _:
            return list(answer)


def reason(item: bank.Quiz, answer: Any) -> str:
    """Why, for somebody who gave this answer: of the first thing chosen that does not fit."""
    if answer is None:
        return ""
    try:
        marked = marking.mark(item, answer)
    except ValueError:
        return ""
    told = [part for part in marked.parts if part.feedback]
    told.sort(key=lambda part: (part.right, not part.picked))  # what was chosen and does not fit
    return told[0].feedback if told and (told[0].picked or not told[0].right) else marked.feedback
