"""How often the coach agrees with people, in one table, each figure beside its baselines.

The parts that read labelled text from outside the project need its folder (`--data`) and say what
is missing without it; the reference set is the project's own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from benchmarks import graded_answers, questions, reference, replies, table, topic, verdicts
from benchmarks.lines import Missing, Options

PARTS: dict[str, Callable[[Options], None]] = {
    "business": questions.business,
    "pairs": questions.pairs,
    "annomi": questions.annomi,
    "mrda": questions.mrda,
    "flaws": replies.flaws,
    "replies": replies.replies,
    "reflections": replies.reflections,
    "reference": verdicts.report,
    **{name: verdicts.with_rules(name) for name in reference.WITH_RULES},
    "topic": topic.report,
    "graded": graded_answers.report,
}
NOT_MEASURED = """
Not measured here, for want of --minilm FOLDER: MiniLM + LR. Elsewhere, accuracy on every line:
business 0.833, AnnoMI 0.766, its single sentences 0.796 (kappa 0.593). For orientation: of 216
AnnoMI turns that ten experts labelled, one agrees with the majority of the other nine on 0.83."""


def report(wanted: Options, parts: Sequence[str] = ()) -> None:
    """Prints the table, or those parts of it that are named."""
    start, missing = time.perf_counter(), []
    print("Agreement with people")
    print(
        "  focused: set aside, or read as open, as each block says; none, no question heard: wrong"
    )
    table.head()
    for part in parts or PARTS:
        try:
            PARTS[part](wanted)
        except Missing as gap:
            missing.append(f"  {part}: {gap}")
    if wanted.data and not wanted.minilm:
        print(NOT_MEASURED)
    if missing:
        print("\nLeft out, for want of the files:", *missing, sep="\n")
    print(f"\n({time.perf_counter() - start:.0f} s)\n")
