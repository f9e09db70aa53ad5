"""Open, focused or closed: the coach beside rules and word models, on the same lines.

The labels know two kinds, the coach three. So each set is told twice: with the questions that the
coach calls focused set aside (coverage is what is left), and on every line, focused read as open.
Where it hears no question at all (none), that counts as wrong in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from benchmarks import table
from benchmarks.agreement import Measure
from benchmarks.baselines import first_word, wh_word
from benchmarks.errors import told
from benchmarks.lines import Missing, Options, Row, rows, tier
from benchmarks.models import crosswise, last_asked, on_annomi, sentence_model, word_model

TIERS = ("open", "focused", "closed", "none")
FIRST, WH = "baseline: first-word auxiliary rule", "baseline: wh-word rule, fillers stripped"
COACH_PAIRS = "coach (closed < focused < open)"
MODEL = "baseline: TF-IDF + LR, trained on AnnoMI"
FOLDS = "baseline: TF-IDF + LR, 10 folds by conversation"
MINILM = "baseline: MiniLM + LR, trained on AnnoMI"
MINILM_FOLDS = "baseline: MiniLM + LR, 10 folds by conversation"


def business(wanted: Options) -> None:
    """Questions as on business pages, whose label is the page's author's."""
    lines = rows(wanted.data, "business_questions_dev.csv")
    others = _rules(lines) | _trained(wanted, lines)
    two_way("Business questions (dev)", lines, others, [line["source"] for line in lines])
    _falls(lines, ("open", "closed"))
    _wrong("business questions", lines, wanted.errors)


def pairs(wanted: Options) -> None:
    """Of a closed question and its open rewrite, whether the rewrite is read as the more open."""
    lines = rows(wanted.data, "rewrite_pairs_dev.csv")
    width = {"none": 0, "closed": 0, "focused": 1, "open": 2}
    both = [(line["open"], line["closed"]) for line in lines]

    def ordered(wide: Callable[[str], float]) -> list[str]:
        told = [wide(a) - wide(b) for a, b in both]
        return ["right" if one > 0 else "tie" if one == 0 else "wrong" for one in told]

    answers = {
        COACH_PAIRS: ordered(lambda text: width[tier(text)]),
        FIRST: ordered(lambda text: width[first_word(text)]),
        WH: ordered(lambda text: width[wh_word(text)]),
    }
    for name, model in _models(wanted).items():
        answers[name] = ordered(partial(_chance, model))
    each = [str(i) for i in range(len(lines))]
    table.block(
        "Rewrite pairs (dev): the right one more open", ["right"] * len(each), answers, each
    )
    table.falls("of them", answers, ("right", "tie", "wrong"))
    ours = zip(answers[COACH_PAIRS], both, strict=True)
    told("pairs", [(one, " | ".join(pair)) for one, pair in ours if one != "right"], wanted.errors)


def _models(wanted: Options) -> dict[str, Any]:
    """The models trained on AnnoMI, where there is what to train them on."""
    try:
        models = {MODEL: on_annomi(wanted.data)}
    except Missing:
        return {}
    if wanted.minilm:
        models[MINILM] = on_annomi(wanted.data, wanted.minilm)
    return models


def _chance(model: Any, text: str) -> float:
    """How likely a model thinks a question is to be open."""
    return float(model.predict_proba([text])[0][list(model.classes_).index("open")])


def annomi(wanted: Options) -> None:
    """Counsellors' questions: all of them, and those that are one sentence ending in "?"."""
    lines = rows(wanted.data, "annomi_openclosed.csv")
    texts, labels = [line["text"] for line in lines], [line["label"] for line in lines]
    talks = [line["conv"] for line in lines]
    others = _rules(lines) | {FOLDS: crosswise(word_model(last_asked), texts, labels, talks)}
    if wanted.minilm:
        others[MINILM_FOLDS] = crosswise(sentence_model(wanted.minilm), texts, labels, talks)
    clean = [i for i, text in enumerate(texts) if re.fullmatch(r"[^.?!]+\?", text.strip())]
    title = "AnnoMI, one sentence ending in “?”"
    only = {name: [given[i] for i in clean] for name, given in others.items()}
    two_way(title, [lines[i] for i in clean], only, [talks[i] for i in clean], "kappa")
    two_way("AnnoMI, all", lines, others, talks)
    _falls(lines, ("open", "closed"))


def mrda(wanted: Options) -> None:
    """Questions of research meetings, by ear: open (qo) against yes-no (qy); qw only described."""
    lines = rows(wanted.data, "mrda_questions.csv")
    named = {"qy": "closed", "qo": "open"}
    two = [{**line, "label": named[line["label"]]} for line in lines if line["label"] in named]
    for title, part in (
        ("MRDA qy and qo, test split", [line for line in two if line["split"] == "test"]),
        ("MRDA qy and qo, all", two),
    ):
        meetings = [line["source_id"].split("-")[1][:6] for line in part]
        others = _rules(part) | _trained(wanted, part)
        two_way(title, part, others, meetings, "f1")
    _falls(lines, ("qo", "qw", "qy"))
    _wrong("MRDA, training part", [line for line in two if line["split"] == "train"], wanted.errors)


def two_way(
    title: str,
    lines: Sequence[Row],
    others: Mapping[str, Sequence[str]],
    sources: Sequence[str],
    measure: Measure = "accuracy",
) -> None:
    """The two blocks of a set: where the coach decides, and all of it."""
    ours, labels = [tier(line["text"]) for line in lines], [line["label"] for line in lines]
    kept = [i for i, one in enumerate(ours) if one != "focused"]
    table.block(
        f"{title}: focused set aside",
        [labels[i] for i in kept],
        {
            name: [given[i] for i in kept]
            for name, given in {"coach, where not focused": ours, **others}.items()
        },
        [sources[i] for i in kept],
        of=len(lines),
        measure=measure,
    )
    wide = ["open" if one == "focused" else one for one in ours]
    answers = {"coach, focused read as open": wide, **others}
    table.block(f"{title}: every line", labels, answers, sources, measure=measure)


def _rules(lines: Sequence[Row]) -> dict[str, list[str]]:
    texts = [line["text"] for line in lines]
    return {FIRST: [first_word(one) for one in texts], WH: [wh_word(one) for one in texts]}


def _trained(wanted: Options, lines: Sequence[Row]) -> dict[str, list[str]]:
    texts, models = [line["text"] for line in lines], _models(wanted)
    return {name: [str(one) for one in model.predict(texts)] for name, model in models.items()}


def _wrong(title: str, lines: Sequence[Row], most: int) -> None:
    """Lines read as the opposite of their label, or as no question, for reading."""
    rows = [
        (f"read {tier(line['text'])}, labelled {line['label']}", line["text"])
        for line in sorted(lines, key=lambda line: line["label"] == "closed")
        if tier(line["text"]) not in (line["label"], "focused")
    ]
    told(title, rows, most)


def _falls(lines: Sequence[Row], labels: Sequence[str]) -> None:
    """How the coach's tiers fall by label: focused as a class of its own."""
    by_label = {
        label: [tier(line["text"]) for line in lines if line["label"] == label] for label in labels
    }
    table.falls("coach, by label", by_label, TIERS)
