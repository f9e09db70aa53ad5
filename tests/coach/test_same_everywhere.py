"""A reading is the same in every process: nothing in it hangs on the order of a set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = """
import hashlib, json
from active_listening import bank, coach
from benchmarks import graded_answers, reference

said = hashlib.sha256()
for files in graded_answers.files().values():
    for file in files:
        for one in reference.load(file):
            item = bank.graded(one["item"])
            for text in [*one["good"], *(bad["say"] for bad in one["bad"])]:
                said.update(json.dumps(coach.read(text, item).as_dict()).encode())
print(said.hexdigest())
"""


def digest(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_a_reading_is_the_same_in_every_process() -> None:
    assert len({digest(seed) for seed in ("1", "2", "3")}) == 1
