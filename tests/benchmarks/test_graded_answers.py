"""What the coach says to blind answers does not get worse: two batches of them.

Each was read once before it was used for mending, and then missed the targets: of the first 93% of
the good and 12.5% of the bad passed, of the second 92% and 21%. `make bench` prints both as of now.
"""

import pytest

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
    assert len(counted) == 64
    assert set(counted.values()) == {8}


@pytest.mark.parametrize("batch", ["first", "second"])
def test_good_answers_pass_or_are_unsure(batch: str) -> None:
    assert share(batch, good=True) >= 0.95


@pytest.mark.parametrize("batch", ["first", "second"])
def test_few_bad_answers_pass(batch: str) -> None:
    assert 1 - share(batch, good=False) <= 0.05
