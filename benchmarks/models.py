"""What the coach has to beat, trained: word and sentence models with logistic regression.

The word model is what anyone would try first. Settings are those that did best for each model on
the lines it is measured on here, so that it is no straw man. `scikit-learn` is loaded only when one
is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.lines import rows


def word_model(heard: Callable[[str], str]) -> Any:
    """TF-IDF of words and pairs of words, then logistic regression; nothing fitted yet.

    `heard` prepares a line.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    tfidf = TfidfVectorizer(
        ngram_range=(1, 2),
        sublinear_tf=True,
        token_pattern=r"(?u)\b\w[\w']*\b|[?.,]",
        preprocessor=heard,
    )
    return make_pipeline(
        tfidf, LogisticRegression(C=3, class_weight="balanced", solver="liblinear")
    )


def sentence_model(folder: Path) -> Any:
    """MiniLM's vector of what was last asked, then logistic regression; nothing fitted yet."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    from benchmarks.minilm import loaded

    def vectors(texts: Sequence[str]) -> Any:
        return loaded(folder).vectors([_last(text) for text in texts])

    regression = LogisticRegression(class_weight="balanced", max_iter=1000)
    return make_pipeline(FunctionTransformer(vectors), regression)


def whole(text: str) -> str:
    """The line with its beginning marked, so that the first word counts as the first."""
    return "beginning_ " + text.lower().replace("’", "'").strip()


def last_asked(text: str) -> str:
    """The last sentence with a question mark, its beginning marked; the whole where none has."""
    return whole(_last(text))


def _last(text: str) -> str:
    questions = re.findall(r"[^.?!]+\?", text)
    return questions[-1] if questions else text


@cache
def on_annomi(folder: Path | None, minilm: Path | None = None) -> Any:
    """A model trained on AnnoMI's open and closed questions: the word model, or MiniLM's."""
    lines = rows(folder, "annomi_openclosed.csv")
    model = sentence_model(minilm) if minilm else word_model(last_asked)
    return model.fit([line["text"] for line in lines], [line["label"] for line in lines])


def crosswise(
    model: Any, texts: Sequence[str], labels: Sequence[str], groups: Sequence[str], folds: int = 10
) -> list[str]:
    """The model's answer to each line, trained on the folds that line's group is not in."""
    from sklearn.model_selection import GroupKFold, cross_val_predict

    split = GroupKFold(folds)
    return [str(one) for one in cross_val_predict(model, texts, labels, groups=groups, cv=split)]
