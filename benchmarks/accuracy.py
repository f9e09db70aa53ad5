"""How often the coach agrees with people, beside the first-word rule on the same lines."""

from __future__ import annotations

import csv
from pathlib import Path

from active_listening import coach

_CLOSED = frozenset(
    (
        "do does did is are was were am has have had will would can could should shall may might "
        "must don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't"
    ).split()
)
SOURCES = """
  business_questions_dev.csv: questions whose wording follows, and whose label is that of, public
  pages on sales, service, human resources, coaching and user research.
  question_flaws_dev.csv: the same, for flaws."""


def first_word(text: str) -> str:
    """The baseline: closed where the first word is an auxiliary, else open."""
    words = text.lower().replace("’", "'").split()
    return "closed" if words and words[0].strip(",.") in _CLOSED else "open"


def report(folder: Path | None) -> None:
    """Prints the tables, or says why there are none."""
    if folder is None or not (folder / "business_questions_dev.csv").exists():
        print(f"Agreement with people: left out, for want of the files (--data FOLDER).{SOURCES}")
        return
    _tiers(_rows(folder / "business_questions_dev.csv"))
    _flaws(_rows(folder / "question_flaws_dev.csv"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tiers(rows: list[dict[str, str]]) -> None:
    judged = [(row, coach.read(row["text"]).question.tier) for row in rows]
    decided = [(row, tier) for row, tier in judged if tier in ("open", "closed")]
    ours = sum(row["label"] == tier for row, tier in decided) / len(decided)
    same = sum(row["label"] == first_word(row["text"]) for row, _ in decided) / len(decided)
    every = sum(row["label"] == first_word(row["text"]) for row in rows) / len(rows)
    print("Open or closed, business questions (a development set)")
    print(f"  coach, where it says open or closed     {ours:.3f}  n={len(decided)}")
    print(f"  first-word rule, the same lines         {same:.3f}  n={len(decided)}")
    print(f"  first-word rule, all lines              {every:.3f}  n={len(rows)}")
    print(f"  coverage (the rest is focused or none)  {len(decided) / len(rows):.3f}\n")


def _flaws(rows: list[dict[str, str]]) -> None:
    families = {
        "leading": ("leading", "solution_in_disguise"),
        "blaming, loaded": ("blaming", "loaded"),
        "double-barrelled, multiple": ("double_barrelled", "multiple"),
    }
    print("Flaws (a small development set, wording of several authors)")
    for name, ids in families.items():
        wanted = [row for row in rows if row["flaw"].replace("_why", "") in ids]
        hits = sum(any(f.id in ids for f in coach.read(row["text"]).flaws) for row in wanted)
        print(f"  {name:38}{hits:3} of {len(wanted)} found")
    clean = [row for row in rows if row["flaw"] == "none"]
    false = sum(bool(coach.read(row["text"]).flaws) for row in clean)
    print(f"  {'good ones':38}{false:3} of {len(clean)} flagged\n")
