"""Lines to score against: labelled text from outside the project, read by path, and their readings.

None of it is part of the project. `SOURCES` names where anyone can get it.
"""

from __future__ import annotations

import csv
import inspect
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from active_listening import coach

Row = dict[str, str]
KNOWS_CLIENT = "client" in inspect.signature(coach.read).parameters
"""Whether the coach takes the client's line before the one it reads."""
SOURCES = {
    "business_questions_dev.csv": "wording after, label of, public pages on sales, service, HR and "
    "research",
    "rewrite_pairs_dev.csv": "the same: closed questions with an open rewrite",
    "question_flaws_dev.csv": "the same, for flaws",
    "replies_dev.csv": "the same, for replies to clients",
    "annomi_openclosed.csv": "AnnoMI (uccollab/AnnoMI; Wu et al. 2022, 2023)",
    "annomi_therapist.csv": "AnnoMI, all counsellor utterances",
    "mrda_questions.csv": "MRDA (NathanDuran/MRDA-Corpus), questions in meetings",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the accuracy table is asked for.

    Attributes:
        data: the folder of the files in `SOURCES`.
        minilm: the folder of the MiniLM model.
        held_back: whether the held-back reference set is read, too.
        errors: how many errors a section lists.
    """

    data: Path | None = None
    minilm: Path | None = None
    held_back: bool = False
    errors: int = 0


class Missing(Exception):
    """A file that is not there; the message says which and where it comes from."""


@cache
def rows(folder: Path | None, name: str) -> list[Row]:
    """The lines of a file, header names as keys. Missing where there is none."""
    if folder is None or not (folder / name).exists():
        where = "no --data FOLDER" if folder is None else f"not in {folder}"
        raise Missing(f"{name} ({SOURCES[name]}): {where}")
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reading(text: str, client: str = "") -> coach.Reading:
    """The reading of a line outside any task, after the client's line where the coach takes it."""
    text, client = text[: coach.LIMIT], client[: coach.LIMIT]
    return coach.read(text, client=client) if KNOWS_CLIENT and client else coach.read(text)


def tier(text: str) -> str:
    """How wide the question of a line is: open, focused, closed or none."""
    return str(reading(text).question.tier)
