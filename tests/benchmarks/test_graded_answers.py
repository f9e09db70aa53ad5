"""What the coach says to blind answers does not get worse: two batches of them.

Each was read once before it was used for mending, and then missed the targets of .95 and .05. Of
the first, 93% of the good and 12.5% of the bad passed (assignments 01 to 05), 86.5% and 12.8%
(06 to 10), 87.1% and 11.6% (11 to 14); of the second, 92% and 21%, 90.4% and 14.1%, 85.7% and
21.4%. `make bench` prints all as of now.
"""

import pytest

from active_listening import bank
from active_listening.bank import load
from benchmarks import graded_answers

BATCHES = {
    batch: [one for path in paths for one in graded_answers.read(path)]
    for batch, paths in graded_answers.files().items()
}


def share(batch: str, *, good: bool) -> float:
    hits = [one.right for one in BATCHES[batch] if one.good is good]
    return sum(hits) / len(hits)


def test_every_item_that_the_coach_reads_has_eight_good_and_eight_bad_answers() -> None:
    counted: dict[tuple[str, bool], int] = {}
    for one in BATCHES["first"]:
        counted[one.item, one.good] = counted.get((one.item, one.good), 0) + 1
    others = ("03",)  # kept elsewhere
    items = [one for one in load.all_of("assignments") if not one.id[1:].startswith(others)]
    read = {one.id for one in items if isinstance(one, bank.Rewrite)}
    assert set(counted) == {(id, good) for id in read for good in (True, False)}
    assert set(counted.values()) == {8}


@pytest.mark.parametrize("batch", ["first", "second"])
def test_good_answers_pass_or_are_unsure(batch: str) -> None:
    assert share(batch, good=True) >= 0.95


@pytest.mark.parametrize("batch", ["first", "second"])
def test_few_bad_answers_pass(batch: str) -> None:
    assert 1 - share(batch, good=False) <= 0.05
