"""Answers to the graded items of the assignments but 03, by writers who saw only the tasks.

Eight good ones and eight bad ones an item, in `data/reference/graded/`. A good one should pass or
be unsure; a bad one should not pass. The first batch was there before the rules were mended with
it, so only its first score was blind; the second was read once, afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from active_listening import bank, coach
from active_listening.bank import boxes
from benchmarks import errors, table
from benchmarks.agreement import clustered
from benchmarks.baselines import shared_stems
from benchmarks.lines import Missing, Options
from benchmarks.reference import FOLDER, load

GRADED = "graded"


class Read(NamedTuple):
    """One answer: its item, whether a person calls it good, what the coach says."""

    item: str
    group: str
    text: str
    good: bool
    verdict: str
    shares: bool

    @property
    def right(self) -> bool:
        """A good one accepted, or a bad one not passed."""
        return self.verdict in ("pass", "unsure") if self.good else self.verdict != "pass"


def read(file: Path) -> list[Read]:
    """Every answer of one file, read. Raises UnknownId where an item has gone."""
    found = []
    for one in load(file):
        item = bank.graded(str(one["item"]))
        assert isinstance(item, bank.Rewrite)
        texts = [(text, True) for text in one["good"]] + [(b["say"], False) for b in one["bad"]]
        for text, good in texts:
            verdict = str(coach.read(text, item).verdict)
            shares = shared_stems(text, boxes.line_of(item)) > 0
            found.append(Read(item.id, item.rubric, text, good, verdict, shares))
    return found


def files(folder: Path = FOLDER) -> dict[str, list[Path]]:
    """The files by batch, in order."""
    batches: dict[str, list[Path]] = {}
    for path in sorted((folder / GRADED).glob("*.yaml")):
        batches.setdefault(path.stem.rpartition("-")[2], []).append(path)
    return batches


def report(wanted: Options, folder: Path = FOLDER) -> None:
    """Good ones accepted and bad ones passed, by batch, assignment, rubric; a baseline."""
    batches = files(folder)
    if not batches:
        raise Missing(f"data/{folder.name}/{GRADED}: not there yet")
    for batch, paths in batches.items():
        answers = {path: read(path) for path in paths}
        every = [one for found in answers.values() for one in found]
        print(f"\nGraded items, {batch} batch: {len(every)} answers; intervals draw items")
        _both("all", every)
        for path, found in answers.items():
            _both(f"  assignment {path.stem[:2]}", found)
        by_rubric = defaultdict(list)
        for one in every:
            by_rubric[one.group].append(one)
        for rubric, found in sorted(by_rubric.items()):
            _both(f"  {rubric}", found)
        good = [(one.item, one.shares) for one in every if one.good]
        bad = [(one.item, one.shares) for one in every if not one.good]
        _share("baseline, a stem shared with the line: good accepted", good)
        _share("  bad accepted", bad)
        wrong = [(f"{one.item} {'good' if one.good else 'bad'} {one.verdict}", one.text)
                 for one in every if not one.right]  # fmt: skip
        errors.told("good refused, or bad passed", wrong, wanted.errors)


def _both(name: str, found: list[Read]) -> None:
    _share(f"{name}: good, passed or unsure", [(o.item, o.right) for o in found if o.good])
    _share(f"{name}: bad, passed", [(o.item, not o.right) for o in found if not o.good])


def _share(name: str, told: list[tuple[str, bool]]) -> None:
    hits = [hit for _, hit in told]
    table.share(name, sum(hits), len(hits), interval=clustered(hits, [id for id, _ in told]))
