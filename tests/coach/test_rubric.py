"""The rubrics: gates, points, verdicts, and when the coach says that it cannot tell."""

from types import SimpleNamespace

import pytest

from active_listening import coach

TASK = SimpleNamespace(
    rubric="rewrite",
    original="Did the training go well?",
    facets=(("training", "session", "course"), ("receptionists", "front desk", "patients")),
)
CLOSED = SimpleNamespace(
    rubric="keep_closed",
    original="How do you feel about a recording?",
    facets=(("record", "recording", "recorded"),),
)

CASES = [
    # text, verdict, points, criteria short of full
    ("How did the training go for your front desk?", "pass", 100, {}),
    ("Did the course go well?", "not_yet", 0, {"Q2": "no", "Q3": "no"}),
    ("When was the training?", "not_yet", 85, {"Q3": "half"}),
    ("Why didn't you come to the training?", "not_yet", 85, {"Q5": "no"}),
    ("How was the training and how are the phones?", "not_yet", 85, {"Q6": "no"}),
    ("How great was the training?", "not_yet", 70, {"Q3": "half", "Q4": "no"}),
    ("What do you do about parking?", "not_yet", 85, {"Q7": "no"}),
    ("Tell me more.", "pass", 92.5, {"Q7": "half"}),
    ("What did our training tool show?", "pass", 95, {"Q8": "no"}),
    ("Training?", "not_yet", 0, {"Q1": "no", "Q2": "no", "Q3": "no"}),
    # Two words of one facet are one thing; a pair beside the question is no list of answers.
    ("How was the training and the course?", "pass", 100, {}),
    ("How did the front desk and the parking do?", "not_yet", 85, {"Q6": "no"}),
    ("What do they keep complaining about at the front desk?", "not_yet", 85, {"Q5": "no"}),
    ("What do you hear, good or bad, about the training?", "pass", 100, {}),
    (
        "What do you hear about the training, the morning or the afternoon?",
        "not_yet",
        0,
        {"Q2": "no", "Q3": "no"},
    ),
    ("The training was fine.", "not_yet", 0, {"Q1": "no", "Q3": "no"}),
]


@pytest.mark.parametrize(("text", "verdict", "points", "short"), CASES)
def test_rewrite(text: str, verdict: str, points: float, short: dict[str, str]) -> None:
    reading = coach.read(text, TASK)
    assert {c.id: c.met for c in reading.criteria if c.met in ("half", "no")} == short
    assert (reading.verdict, reading.points) == (verdict, points)


def test_the_tasks_own_words_are_no_charge() -> None:
    asked = SimpleNamespace(**{**vars(TASK), "facets": (("training",), ("complain", "complaints"))})
    text = "What do they keep complaining about since the training?"
    assert coach.read(text, asked).verdict == "pass"
    assert coach.read(text, TASK).verdict == "not_yet"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("May we record this call?", "pass"),
        ("Is it all right if we record this call?", "pass"),
        ("How do you feel about being recorded?", "not_yet"),
        ("You don't mind being recorded, do you?", "not_yet"),
        ("May we record this and share it?", "not_yet"),
    ],
)
def test_keep_closed(text: str, verdict: str) -> None:
    assert coach.read(text, CLOSED).verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "Wie war die Schulung für Ihr Team?",
        "¿Cómo fue la formación para su equipo?",
        "Comment vos équipes ont-elles vécu la formation ?",
        "как прошло обучение вашей команды?",
        "training reception front desk staff course patients session monday",
    ],
)
def test_what_cannot_be_read_is_unsure_and_costs_nothing(text: str) -> None:
    reading = coach.read(text, TASK)
    assert (reading.verdict, reading.points) == ("unsure", None)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("What were you thinking when the guard rang?", "pass"),
        ("What were you thinking, letting the guard wait?", "not_yet"),
        ("What exactly were you thinking about the guard?", "not_yet"),
        ("What were you thinking, guard?", "not_yet"),
    ],
)
def test_what_went_on_in_somebody_is_no_reproach_where_the_task_asks_for_it(
    text: str, verdict: str
) -> None:
    inside = SimpleNamespace(
        rubric="rewrite",
        original="Should you have let the guard wait?",
        facets=(("guard", "rang"), ("thinking", "mind")),
    )
    assert coach.read(text, inside).verdict == verdict


def test_without_facets_and_without_a_shared_word_the_coach_cannot_tell() -> None:
    own = SimpleNamespace(rubric="rewrite", original="Was the audit hard?", facets=())
    assert coach.read("How did your bookkeepers come through it?", own).verdict == "unsure"
    assert coach.read("What was the audit like for you?", own).verdict == "pass"
    assert coach.read("Did your bookkeepers survive?", own).verdict == "not_yet"


def test_a_check_back_is_never_marked_down_as_closed() -> None:
    reading = coach.read("So the training came too late. Have I got that right?", TASK)
    met = {c.id: c.met for c in reading.criteria}
    assert met["Q2"] == "half"
    assert reading.points and reading.points > 0


def test_points_of_each_rubric_add_up_to_100() -> None:
    for name in ("rewrite", "keep_closed"):
        assert sum(rule.points for rule in coach.rubric(name)) == 100


def test_unknown_rubric_names_those_there_are() -> None:
    with pytest.raises(KeyError, match="rewrite"):
        coach.rubric("haiku")
