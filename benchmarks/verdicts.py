"""The reference set's report: what matters to a learner first, then where the coach goes wrong.

Two figures stand at the head: of the answers that the coach fails, the share that should fail; and
of those that should fail, the share that it passes. An answer that cannot be read (unsure) should
not pass either. Intervals draw whole tasks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from active_listening import coach
from benchmarks import reference, table
from benchmarks.agreement import Interval, clustered
from benchmarks.baselines import cue_verdict, first_word, wh_word
from benchmarks.errors import listed
from benchmarks.lines import Options
from benchmarks.reference import Answer, misses
from benchmarks.replies import ROADBLOCKS

Pair = tuple[Answer, coach.Reading]
ROW = 30
TOLD_BY_TIER = ("open_question", "focused_question", "closed_question")
TIERS = ("open", "focused", "closed", "none")


def report(wanted: Options) -> None:
    """The development set; then, if wanted, the held-back one, whose errors are never listed."""
    _one("Reference set, development", False, wanted.errors)
    if wanted.held_back:
        _one("Reference set, held back", True, 0)


def with_rules(name: str) -> Callable[[Options], None]:
    """The report on a part written together with its rules, which flatters the coach."""

    def report(wanted: Options) -> None:
        lines = reference.with_rules(name)
        if lines:
            done = reference.judged(lines)
            tasks = len({answer.task.id for answer in lines})
            title = name.replace("_", " ").capitalize()
            print(f"\n{title}: {len(lines)} answers to {tasks} tasks, written with the rules")
            _verdicts(done.pairs)
            _criteria(done.pairs)
            if wanted.errors:
                listed(done.pairs, wanted.errors)

    return report


def _one(title: str, held_back: bool, errors: int) -> None:
    lines = reference.answers(held_back)
    done = reference.judged(lines)
    tasks = len({answer.task.id for answer in lines})
    print(f"\n{title}: {len(lines)} answers to {tasks} tasks; intervals draw tasks")
    groups = Counter(answer.group for answer in lines)
    unsure = sum(not answer.sure for answer in lines)
    told = ", ".join(f"{name} {count}" for name, count in groups.most_common())
    print(f"  {told}; {unsure} on which trainers might differ")
    for reason, count in done.left_out.items():
        print(f"  left out, {count} answers: {reason}")
    graded = [pair for pair in done.pairs if pair[0].verdict and pair[0].task.rubric]
    again = reference.second_reading(held_back)
    if graded:
        _verdicts(graded)
        _readers(
            "Verdicts", [(a, a.verdict, r.verdict, _again(a, again).verdict) for a, r in graded]
        )
        _criteria(graded)
    _tiers([pair for pair in done.pairs if pair[0].tier])
    _readers(
        "Tiers", [(a, a.tier, reference.tier(r), _again(a, again).tier) for a, r in done.pairs]
    )
    _named("flaws", [(a.flaws, {f.id for f in r.flaws}) for a, r in done.pairs])
    _named("moves", [(a.moves, {m.id for m in r.moves}) for a, r in done.pairs], TOLD_BY_TIER)
    _roadblocks([pair for pair in done.pairs if pair[0].moves is not None])
    if errors:
        listed(done.pairs, errors)


def _verdicts(pairs: Sequence[Pair]) -> None:
    """One row for each part of the set: what it fails, what it passes, what it should pass."""
    given = [(answer, found.verdict or "unsure") for answer, found in pairs]
    cues = [(a, cue_verdict(a.task.rubric, a.text, a.task.client)) for a, _ in pairs]
    print(f"\n  Verdicts, {len(pairs)} answers; an interval below each share")
    heads = ("fails that should", "bad ones passed", "good ones passed", "unsure failed")
    print(f"  {'':{ROW}}{'n':>5}" + "".join(f"{one:>19}" for one in heads))
    _row("all", given)
    _row("those that trainers agree on", [pair for pair in given if pair[0].sure])
    _row("baseline: one cue a rubric", cues)
    by: tuple[Callable[[Answer], str], ...] = (
        lambda answer: answer.task.rubric,
        lambda answer: answer.group,
        lambda answer: f"trick: {answer.trick}" if answer.trick else "",
    )
    for key in by:
        for name in dict.fromkeys(key(answer) for answer, _ in given if key(answer)):
            _row(name, [pair for pair in given if key(pair[0]) == name])


def _row(name: str, given: Sequence[tuple[Answer, str]]) -> None:
    failed = [(a, a.verdict != "pass") for a, verdict in given if verdict == "not_yet"]
    bad = [(a, verdict == "pass") for a, verdict in given if a.verdict != "pass"]
    good = [(a, verdict == "pass") for a, verdict in given if a.verdict == "pass"]
    counts = Counter(verdict for a, verdict in given if a.verdict == "pass")
    shares, ends = zip(*map(_cell, (failed, bad, good)), strict=True)
    last = f"{counts['unsure']:>12}{counts['not_yet']:>7}" if good else ""
    print(f"  {name:{ROW}}{len(given):5}" + "".join(f"{one:>19}" for one in shares) + last)
    print(f"  {'':{ROW + 5}}" + "".join(f"{one:>19}" for one in ends).rstrip())


def _cell(told: Sequence[tuple[Answer, bool]]) -> tuple[str, str]:
    """A share as count and figure, and its interval."""
    if not told:
        return "–", ""
    found = _interval(told)
    return f"{sum(hit for _, hit in told)}/{len(told)} {found.value:.3f}", table.between(found)


def _interval(told: Sequence[tuple[Answer, bool]]) -> Interval:
    return clustered([hit for _, hit in told], [answer.task.id for answer, _ in told])


def _again(answer: Answer, again: Mapping[tuple[str, str], Answer]) -> Answer:
    """The same line as the second reader labelled it; without labels where none did."""
    return again.get((answer.task.id, answer.text), Answer(answer.task, answer.text))


def _readers(what: str, rows: Iterable[tuple[Answer, str | None, str | None, str | None]]) -> None:
    """Coach and second reader against the first labels, on lines that both labelled."""
    both = [(a, one, ours or "unsure", two) for a, one, ours, two in rows if one and two]
    if both:
        tasks, labels, ours, second = zip(*both, strict=True)
        table.block(
            f"  {what} that a second reader labelled, too",
            [str(one) for one in labels],
            {"coach": ours, "the second reader": [str(one) for one in second]},
            [answer.task.id for answer in tasks],
            measure="kappa",
        )


def _criteria(pairs: Sequence[Pair]) -> None:
    """Each criterion: labelled a miss beside read as a miss, where neither says unsure."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for answer, found in pairs:
        if "unsure" in (answer.verdict, found.verdict):
            continue
        unmet = misses(found)
        for rule in coach.rubric(answer.task.rubric):
            one = counts[answer.task.rubric, rule.id]
            one["n"] += 1
            one["labelled"] += rule.id in answer.misses
            one["read"] += rule.id in unmet
            one["both"] += rule.id in answer.misses & unmet
    print("\n  Criteria missed")
    _found({f"{rubric} {id}": one for (rubric, id), one in counts.items()})


def _named(
    what: str,
    rows: Iterable[tuple[frozenset[str] | None, set[Any]]],
    besides: Collection[str] = (),
) -> None:
    """Each flaw or move: labelled beside named, on the lines that were labelled for it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    n = 0
    for labels, named in rows:
        if labels is None:
            continue
        n += 1
        for id in (labels | named) - set(besides):
            counts[id]["labelled"] += id in labels
            counts[id]["read"] += id in named
            counts[id]["both"] += id in labels & named
    if n:
        print(f"\n  {what.capitalize()} named, {n} answers")
        _found({id: counts[id] | Counter(n=n) for id in sorted(counts)})


def _found(counts: Mapping[str, Counter[str]]) -> None:
    print(f"    {'':36}{'n':>6}{'label':>7}{'read':>7}{'both':>7}{'precision':>11}{'recall':>9}")
    for name, one in counts.items():
        row = f"    {name:36}{one['n']:6}{one['labelled']:7}{one['read']:7}{one['both']:7}"
        print(
            row + f"{_part(one['both'], one['read']):>11}{_part(one['both'], one['labelled']):>9}"
        )


def _part(hits: int, n: int) -> str:
    return f"{hits / n:.3f}" if n else "–"


def _tiers(pairs: Sequence[Pair]) -> None:
    """Tiers as labelled, and the plain rules on the lines labelled open or closed."""
    if not pairs:
        return
    labels = [str(answer.tier) for answer, _ in pairs]
    tiers = [reference.tier(found) for _, found in pairs]
    tasks, texts = [a.task.id for a, _ in pairs], [a.text for a, _ in pairs]
    table.block(
        "  Tiers, all four (a mere check-back asks nothing)",
        labels,
        {"coach": tiers},
        tasks,
        measure="kappa",
    )
    fall = {
        tier: [t for label, t in zip(labels, tiers, strict=True) if label == tier] for tier in TIERS
    }
    table.falls("coach, by label", fall, TIERS)
    two = [i for i, label in enumerate(labels) if label in ("open", "closed")]
    answers = {
        "coach, focused and none as wrong": [tiers[i] for i in two],
        "baseline: first-word auxiliary rule": [first_word(texts[i]) for i in two],
        "baseline: wh-word rule, fillers stripped": [wh_word(texts[i]) for i in two],
    }
    title = "  Tiers, lines labelled open or closed"
    table.block(title, [labels[i] for i in two], answers, [tasks[i] for i in two], measure="kappa")


def _roadblocks(pairs: Sequence[Pair]) -> None:
    """Roadblocks named on lines that have none by their labels."""
    clean = [(a, {m.id for m in r.moves}) for a, r in pairs if not (a.moves or set()) & ROADBLOCKS]
    named = Counter(id for _, moves in clean for id in moves & ROADBLOCKS)
    note = ", ".join(f"{id} {count}" for id, count in named.most_common())
    told = [(answer, bool(moves & ROADBLOCKS)) for answer, moves in clean]
    if told:
        print("\n  Roadblocks named where the labels have none")
        hits = sum(hit for _, hit in told)
        table.share("  lines with one", hits, len(told), note, _interval(told))
