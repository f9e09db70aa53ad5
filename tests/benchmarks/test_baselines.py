"""The rules that the coach is set beside do what their names say."""

import pytest

from benchmarks import baselines, models


@pytest.mark.parametrize(
    ("text", "first", "wh"),
    [
        ("Did it go well?", "closed", "closed"),
        ("Don’t you like it?", "closed", "closed"),
        ("What happened?", "open", "open"),
        ("Well, so how was it?", "open", "open"),
        ("So you are happy?", "open", "closed"),
        ("I see. What's next?", "open", "open"),
        ("Tell me more", "open", "open"),
        ("", "open", "closed"),
    ],
)
def test_first_word_and_wh_word(text: str, first: str, wh: str) -> None:
    assert baselines.first_word(text) == first
    assert baselines.wh_word(text) == wh


def test_what_was_last_asked_is_what_a_model_hears() -> None:
    assert models.last_asked("It rained. Did it stop? Good.") == "beginning_ did it stop?"
    assert models.last_asked("Tell me more.") == "beginning_ tell me more."


def test_a_model_never_answers_a_line_of_a_group_it_was_trained_on() -> None:
    """Each group has a word of its own that gives the label away; across groups it cannot help."""
    texts = [f"only{group} here" for group in range(10) for _ in range(4)]
    labels = ["open" if group % 2 else "closed" for group in range(10) for _ in range(4)]
    groups = [str(group) for group in range(10) for _ in range(4)]
    found = models.crosswise(models.word_model(models.whole), texts, labels, groups)
    assert sum(a == b for a, b in zip(found, labels, strict=True)) <= 30
    fitted = models.word_model(models.whole).fit(texts, labels)
    assert list(fitted.predict(texts)) == labels


def test_stems_shared_with_the_client() -> None:
    assert baselines.reflects_by_stems("Three deliveries late", "Your delivery was late") == "yes"
    assert baselines.reflects_by_stems("I see", "Your delivery was late") == "no"
    assert baselines.reflects_by_cue("So it was late.", "") == "yes"
    assert baselines.reflects_by_cue("You want it when?", "") == "no"
