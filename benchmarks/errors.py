"""The most instructive errors of a section, for reading: wrong verdicts before wrong names.

Only lines that may be read while rules are written: never the held-back third, never AnnoMI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from active_listening import coach
from benchmarks.reference import Answer, misses, tier

Pair = tuple[Answer, coach.Reading]


def told(title: str, rows: Iterable[tuple[str, str]], most: int) -> None:
    """Up to `most` lines, each after what is wrong with its reading."""
    if not most:
        return
    every = list(rows)
    print(f"  errors: {title}, {min(most, len(every))} of {len(every)}")
    for wrong, text in every[:most]:
        print(f"    {wrong}: {' / '.join(text.split(chr(10)))}")


def listed(pairs: Sequence[Pair], most: int) -> None:
    """Errors of the reference set, kind by kind, `most` of each, rubrics and tasks taking turns."""
    wrong: dict[str, list[tuple[Answer, str]]] = defaultdict(list)
    for answer, found in pairs:
        for kind, what in _wrong(answer, found):
            wrong[kind].append((answer, what))
    for kind in sorted(wrong):
        chosen = _in_turn(sorted(wrong[kind], key=_worth))
        rows = [(f"{a.task.id} [{a.group}] {what}", f"{a.text}  — {a.why}") for a, what in chosen]
        told(kind[2:], rows, most)


def _wrong(answer: Answer, found: coach.Reading) -> Iterable[tuple[str, str]]:
    """Kinds of error in an answer, numbered in the order they are told in, and what was read."""
    if answer.verdict and answer.task.rubric:
        unmet = " ".join(sorted(misses(found)))
        labelled = " ".join(sorted(answer.misses))
        what = (
            f"read {found.verdict} ({unmet or 'all met'}), should be {answer.verdict} ({labelled})"
        )
        if answer.verdict == "pass" and found.verdict == "not_yet":
            yield "1 good answers failed", what
        elif answer.verdict != "pass" and found.verdict == "pass":
            yield "2 bad answers passed", what
        elif answer.verdict == "pass" and found.verdict == "unsure":
            yield "3 good answers unsure", what
        elif {answer.verdict, found.verdict} == {"not_yet", "unsure"}:
            yield "4 fails that one calls unsure", what
    if answer.tier and answer.tier != tier(found):
        yield "5 tiers", f"read {tier(found)}, should be {answer.tier}"
    for number, what, labels, named in (
        (6, "flaws", answer.flaws, {str(flaw.id) for flaw in found.flaws}),
        (7, "moves", answer.moves, {m.id for m in found.moves if not m.id.endswith("_question")}),
    ):
        labels = labels and frozenset(id for id in labels if not id.endswith("_question"))
        if labels is not None and labels ^ named:
            extra = ", ".join([f"+{id}" for id in sorted(named - labels)])
            lacking = ", ".join([f"−{id}" for id in sorted(labels - named)])
            yield f"{number} {what}", " ".join(filter(None, (extra, lacking)))


def _worth(one: tuple[Answer, str]) -> tuple[bool, int]:
    """Lines that trainers agree on first, honest learners before others."""
    answer = one[0]
    order = ("honest", "second_language", "adversarial")
    return not answer.sure, order.index(answer.group) if answer.group in order else len(order)


def _in_turn(rows: Sequence[tuple[Answer, str]]) -> list[tuple[Answer, str]]:
    """The rows with tasks taking turns, so that a few show many tasks."""
    seen: dict[str, int] = defaultdict(int)
    turns = []
    for row in rows:
        turns.append((seen[row[0].task.id], row))
        seen[row[0].task.id] += 1
    return [row for _, row in sorted(turns, key=lambda turn: turn[0])]
