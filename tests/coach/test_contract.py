"""The published names, schema and texts hold for every reading."""

import json
import string
from types import SimpleNamespace
from typing import get_args

import fastjsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from active_listening import coach, resources
from active_listening.coach import catalogue, reading, rubrics
from active_listening.coach.rubrics import Asked, rewriting

NAMES = resources.load_mapping("coach/names.yaml")
VALID = fastjsonschema.compile(
    json.loads((resources.data() / "coach" / "reading.schema.json").read_text("utf-8"))
)
RUBRICS = tuple(resources.load_mapping("coach/rubrics.yaml"))
TASKS = [
    SimpleNamespace(rubric=name, original="Did the training go well?", facets=facets)
    for name in ("rewrite", "keep_closed")
    for facets in ((), (("training", "course"),))
]
TASKS += [
    Asked(name, "It was on the invoice.", facets, client, feelings, facets)
    for name in (
        *("paraphrase", "empathy", "defensive", "follow_up", "holding"),
        *("reframe", "cue", "repair", "summary", "validation"),
        *("two_step", "urgency", "reassurance", "feedback", "options"),
        *("common_ground", "phased", "neutral"),
        *("recalibrate", "concerns_meeting", "protocol"),
        *("review", "feedback_request", "behaviour"),
    )
    for facets, client, feelings in (
        ((), "", ()),
        ((("training", "late"), ("front desk",)), "The training came late.", ("angry", "let down")),
    )
]
PIECES = st.sampled_from(
    (
        "what how why did do you tell me about the training , ? . ! and or right don't isn't it "
        "Priya could can is are on a scale of 1 to 10 have got that if we when \n ’ … – 🙂 I'll "
        "call you by Friday 10:30 late sorry angry not but because will be fixed : - thanks our"
    ).split(" ")
)


def test_names_published_are_the_names_used() -> None:
    assert set(NAMES["tiers"]) == set(get_args(reading.Tier))
    assert set(NAMES["flaws"]) == set(get_args(reading.FlawId))
    assert set(NAMES["met"]) == set(get_args(reading.Met))
    assert set(NAMES["verdicts"]) == set(get_args(reading.Verdict))
    asked = {(name, rule.id) for name in RUBRICS for rule in coach.rubric(name)}
    plain = {id for id in NAMES["criteria"] if "." not in id}
    assert {id for _, id in asked} == plain
    assert {tuple(id.split(".")) for id in NAMES["criteria"] if "." in id} <= asked
    for name in RUBRICS:
        assert [rule.id for rule in coach.rubric(name)] == list(rubrics.FAMILIES[name].tests)


def check(text: str) -> None:
    for task in [None, *TASKS]:
        read = coach.read(text, task)
        VALID(read.as_dict())
        spans = [read.question.span, *(f.span for f in read.flaws), *(m.span for m in read.moves)]
        spans += [c.span for c in read.criteria]
        assert all(0 <= span[0] < span[1] <= len(text) for span in spans if span)
        assert {move.id for move in read.moves} <= set(NAMES["moves"])
        for id in [read.question.reason, *(f.reason for f in read.flaws)]:
            assert coach.say(id)
        for criterion in read.criteria:
            assert coach.say(criterion.reason)
            assert criterion.tip is None or coach.say(criterion.tip)
            assert (criterion.met == "full") <= (criterion.tip is None)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_any_heap_of_question_words_gives_a_valid_reading(text: str) -> None:
    check(text)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_unicode_gives_a_valid_reading(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text", ["why " * 2500, '"' * 10_000, "a" * 10_000, "and? " * 800, "İ" * 99]
)
def test_long_and_odd_texts_are_read(text: str) -> None:
    check(text)


def test_the_limit_is_told_in_words() -> None:
    with pytest.raises(coach.TooLong, match="10,000"):
        coach.read("a" * 10_001)


def test_every_text_is_used_and_every_id_has_a_text() -> None:
    code = "".join(p.read_text("utf-8") for p in (resources._package() / "coach").rglob("*.py"))
    built = {"open_what", "open_how", "open_why"} | {
        f"tip_{w}" for w in rewriting._WAY_OUT.values()
    }
    built |= {f"tip_{flaw}" for flaw in NAMES["flaws"]} | {"tip_open_up"}
    built |= {f"{what}_{far}" for what in ("owners", "dates") for far in ("all", "some", "none")}
    built |= {"tip_owners", "tip_dates"}
    unused = [id for id in catalogue.texts() if id not in built and f'"{id}"' not in code]
    assert unused == []
    assert built <= set(catalogue.texts())


def test_texts_keep_to_the_coachs_voice() -> None:
    for id, text in catalogue.texts().items():
        assert not any(word in text.lower() for word in ("wrong", "incorrect", "great job", "!"))
        fields = [name for _, name, _, _ in string.Formatter().parse(text) if name]
        assert set(fields) <= {"words"}, id
        assert text.count(". ") <= 2, id
