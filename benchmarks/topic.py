"""Whether an answer serves the purpose of the question it replaces, for the graded items.

Answers written for an item should be accepted; those written for its neighbours should not.
"""

from __future__ import annotations

from pathlib import Path

from active_listening import bank, coach
from benchmarks import errors, table
from benchmarks.agreement import clustered
from benchmarks.baselines import shared_stems
from benchmarks.lines import Missing, Options
from benchmarks.reference import FOLDER, ON_TOPIC, load

ASSIGNMENT = "03_open_questions"
CRITERIA = ("Q7", "K6")


def report(wanted: Options, folder: Path = FOLDER) -> None:
    """Own answers accepted and passed, others' answers rejected, beside shared stems."""
    file = folder / ON_TOPIC
    if not file.exists():
        raise Missing(f"data/{folder.name}/{ON_TOPIC}: not there yet")
    items = {
        item.id: item
        for item in bank.assignment(ASSIGNMENT).items
        if isinstance(item, bank.Rewrite)
    }
    written = {str(one["item"]): [str(text) for text in one["answers"]] for one in load(file)}
    unknown = sorted(set(written) - set(items))
    if unknown:
        print(f"\n  on topic: no such item: {', '.join(unknown)}")
    written = {id: texts for id, texts in written.items() if id in items}
    own = [(id, text, *_read(text, items[id])) for id, texts in written.items() for text in texts]
    others = [
        (id, text, *_read(text, items[id]))
        for id in written
        for other, texts in written.items()
        for text in texts
        if other != id
    ]
    print(
        f"\nOn topic: {len(own)} good answers to {len(written)} graded items; intervals draw items"
    )
    _share("accepted as on topic (full or half)", [(id, met != "no") for id, _, met, _ in own])
    _share("  in full", [(id, met == "full") for id, _, met, _ in own])
    _share("passed by the whole rubric", [(id, verdict == "pass") for id, _, _, verdict in own])
    _share("of others' answers, rejected", [(id, met == "no") for id, _, met, _ in others])
    share = "baseline: a stem shared with the original"
    _share(share, [(id, shared_stems(text, items[id].original) > 0) for id, text, _, _ in own])
    _share(
        "  of others' answers, rejected",
        [(id, not shared_stems(text, items[id].original)) for id, text, _, _ in others],
    )
    for id in written:
        mine = [met != "no" for one, _, met, _ in own if one == id]
        theirs = [met == "no" for one, _, met, _ in others if one == id]
        note = f"others' rejected {sum(theirs)} of {len(theirs)}"
        table.share(f"  {id}", sum(mine), len(mine), note)
    wrong = [(f"{id} {met} {verdict}", text) for id, text, met, verdict in own if verdict != "pass"]
    errors.told("good answers not passed", wrong, wanted.errors)


def _read(text: str, item: bank.Rewrite) -> tuple[str, str]:
    """How far the topic criterion is met, and the verdict."""
    found = coach.read(text, item)
    met = next(one.met for one in found.criteria if one.id in CRITERIA)
    return met, found.verdict or "unsure"


def _share(name: str, told: list[tuple[str, bool]]) -> None:
    hits = [hit for _, hit in told]
    table.share(name, sum(hits), len(hits), interval=clustered(hits, [id for id, _ in told]))
