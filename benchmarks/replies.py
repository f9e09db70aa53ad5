"""Flaws of questions, and what statements to a client do: found, missed and named in vain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from benchmarks import table
from benchmarks.baselines import flaw_cues, reflects_by_cue, reflects_by_stems
from benchmarks.errors import told
from benchmarks.lines import KNOWS_CLIENT, Options, Row, reading, rows
from benchmarks.models import crosswise, whole, word_model

FAMILIES = {
    "leading, solution in disguise": {"leading", "solution_in_disguise"},
    "blaming, loaded": {"blaming", "loaded"},
    "double-barrelled, multiple": {"double_barrelled", "multiple"},
}
REFLECTING = frozenset(["reflection_content", "reflection_feeling", "summary"])
KINDS: Mapping[str, Collection[str]] = {
    "reflection": ("reflection_content", "reflection_feeling"),
    "summary": ("summary",),
    "validation": ("validation",),
    "empathy": ("reflection_feeling", "validation"),
    "check_back": ("check_back",),
    "apology": ("apology",),
    "permission": ("permission",),
    "advice": ("advising",),
    "defensive": ("defending",),
    "minimising": ("minimising",),
    "blaming": ("blaming",),
    "overpromising": ("overpromising",),
    "self_story": ("self_story",),
}
"""The moves that a kind of reply is read right as."""
GOOD = ("reflection", "summary", "validation", "empathy", "check_back", "apology", "permission")
ROADBLOCKS = frozenset(
    ("defending blaming minimising overpromising interrupting advising reversal self_story").split()
)


def flaws(wanted: Options) -> None:
    """Recall for each family; false alarms on good questions and on open business questions."""
    lines = rows(wanted.data, "question_flaws_dev.csv")
    print("\nFlaws of questions (dev): found, by family; Wilson's interval")
    for family, ids in FAMILIES.items():
        flawed = [line["text"] for line in lines if line["flaw"].removesuffix("_why") in ids]
        _both(family, flawed, ids)
    good = [line["text"] for line in lines if line["flaw"] == "none"]
    _both("false alarms: good ones", good, None)
    asked = rows(wanted.data, "business_questions_dev.csv")
    wide = [line["text"] for line in asked if line["label"] == "open"]
    _both("false alarms: open business questions", wide, None)
    told("flaws missed or false", _wrong_flaws(lines, wide), wanted.errors)


def _wrong_flaws(lines: Sequence[Row], wide: Sequence[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        named, label = sorted(flaw.id for flaw in reading(line["text"]).flaws), line["flaw"]
        family = next((ids for ids in FAMILIES.values() if label.removesuffix("_why") in ids), None)
        if (not family & set(named)) if family else named:
            yield f"read {', '.join(named) or 'none'}, labelled {label}", line["text"]
    for text in wide:
        if named := sorted(flaw.id for flaw in reading(text).flaws):
            yield f"read {', '.join(named)}, an open question", text


def _both(name: str, texts: Sequence[str], ids: Collection[str] | None) -> None:
    """Ours and the cue rule on the same lines; `ids` are the flaws that count, None for any."""
    ours = [{flaw.id for flaw in reading(text).flaws} for text in texts]
    cues = [flaw_cues(text) for text in texts]
    hits, base = (sum(bool(f & set(ids) if ids else f) for f in found) for found in (ours, cues))
    note = ""
    if ids is None:
        each = Counter(str(flaw) for found in ours for flaw in found)
        note = ", ".join(f"{flaw} {count}" for flaw, count in each.most_common())
    table.share(name, hits, len(texts), note)
    table.share("  baseline: one cue a flaw", base, len(texts))


def replies(wanted: Options) -> None:
    """Moves of replies to clients: recall and precision of each kind, roadblocks on good ones."""
    lines = [one for one in rows(wanted.data, "replies_dev.csv") if one["label"] != "other"]
    found = [_moves(line["text"], line["client_line"]) for line in lines]
    print(f"\nReplies to clients (dev, {len(lines)} lines, `other` left out)")
    print("  A line has one label and may do more, so that precision is a floor.")
    if not any(move not in _ASKING for one in found for move in one):
        print("  the coach names no move of a statement yet: left out")
        return
    for kind, ids in KINDS.items():
        here = [bool(moves & set(ids)) for moves in found]
        labelled = [line["label"] == kind for line in lines]
        if not any(labelled):
            continue
        both = sum(a and b for a, b in zip(here, labelled, strict=True))
        table.share(f"{kind}: recall", both, sum(labelled))
        table.share(f"{' ' * len(kind)}  precision", both, sum(here))
    good = [moves for line, moves in zip(lines, found, strict=True) if line["label"] in GOOD]
    named = Counter(move for moves in good for move in moves & ROADBLOCKS)
    note = ", ".join(f"{move} {count}" for move, count in named.most_common())
    table.share("a roadblock named on a good kind", sum(map(_blocks, good)), len(good), note)
    wrong = [
        (f"read {', '.join(sorted(moves)) or 'nothing'}, labelled {line['label']}", line["text"])
        for line, moves in zip(lines, found, strict=True)
        if not moves & set(KINDS[line["label"]]) or (line["label"] in GOOD and _blocks(moves))
    ]
    told("replies", wrong, wanted.errors)


_ASKING = frozenset(["open_question", "focused_question", "closed_question", "check_back"])


def _moves(text: str, client: str) -> set[str]:
    return {move.id for move in reading(text, client).moves}


def _blocks(moves: set[str]) -> bool:
    return bool(moves & ROADBLOCKS)


def reflections(wanted: Options) -> None:
    """Whether a counsellor's line reflects, the client's line given: for the report only."""
    lines = rows(wanted.data, "annomi_therapist.csv")
    labels = ["no" if line["reflection"] == "none" else "yes" for line in lines]
    talks = [line["conv"] for line in lines]
    ours = [_reflects(line) for line in lines]
    title = "Reflections, AnnoMI counsellors (report only)"
    if "yes" not in ours:
        print(f"\n{title}\n  the coach names no reflection yet: left out")
        return
    answers = {
        "coach" if KNOWS_CLIENT else "coach, without the client's line": ours,
        "baseline: two stems shared with the client": [
            reflects_by_stems(line["text"], line["prev_text"]) for line in lines
        ],
        "baseline: begins so / it sounds like / you": [
            reflects_by_cue(line["text"], line["prev_text"]) for line in lines
        ],
        "baseline: TF-IDF + LR, 10 folds by conversation": crosswise(
            word_model(whole), [line["text"] for line in lines], labels, talks
        ),
    }
    table.block(title, labels, answers, talks, measure="kappa")
    print(f"  {'reflections only':{table.NAME - 2}}{'precision':>12}{'recall':>9}{'F1':>9}")
    for name, given in answers.items():
        both = sum(a == b == "yes" for a, b in zip(labels, given, strict=True))
        right, all_ = both / max(given.count("yes"), 1), both / labels.count("yes")
        f1 = 2 * right * all_ / max(right + all_, 1e-9)
        print(f"    {name:{table.NAME - 4}}{right:12.3f}{all_:9.3f}{f1:9.3f}")


def _reflects(line: Row) -> str:
    return "yes" if _moves(line["text"], line["prev_text"]) & REFLECTING else "no"
