"""The reference set keeps its promises: its form, its size, its make-up."""

import json
from collections import Counter

import fastjsonschema
import pytest

from active_listening import coach, resources
from active_listening.coach.rubrics import Asked
from active_listening.resources import data
from benchmarks import reference

FILES = ("rewrites", "replies", "messages", "conversation")
WITH_RULES = {
    "first_lessons": {"reframe", "cue", "repair", "summary", "validation"},
    "second_lessons": {
        *("two_step", "urgency", "reassurance"),
        *("options", "common_ground", "phased", "feedback", "neutral"),
    },
    "third_lessons": {"recalibrate", "concerns_meeting", "protocol"},
}
"""Written together with their rules: their figures say nothing of new text."""
LEAST = {"first_lessons": (5, 30), "second_lessons": (3, 60), "third_lessons": (6, 60)}
"""Tasks and answers to each rubric."""
VALID = fastjsonschema.compile(json.loads((data() / "schema/reference.json").read_text("utf-8")))


def tasks(name: str, folder: str = "reference") -> list[dict[str, object]]:
    loaded: list[dict[str, object]] = resources.parse_yaml(
        (data() / folder / f"{name}.yaml").read_text("utf-8")
    )
    return loaded


@pytest.mark.parametrize("folder", ["reference", "reference/held_back"])
@pytest.mark.parametrize("name", FILES)
def test_form(name: str, folder: str) -> None:
    for task in tasks(name, folder):
        VALID(json.loads(json.dumps(task)))


@pytest.mark.parametrize("name", WITH_RULES)
def test_a_part_written_with_its_rules_is_read_as_labelled(name: str) -> None:
    seen: dict[str, Counter[str]] = {}
    for task in tasks(name):
        VALID(json.loads(json.dumps(task)))
        one = seen.setdefault(str(task["rubric"]), Counter())
        one["tasks"] += 1
        asked = Asked.of(reference.task_of(task))
        for answer in task["answers"]:  # type: ignore[attr-defined]
            verdict = coach.read(answer["text"], asked).verdict
            one["n"] += 1
            one["right"] += verdict == answer["verdict"]
            one["bad"] += answer["verdict"] != "pass"
            one["bad passed"] += verdict == "pass" != answer["verdict"]
    assert set(seen) >= WITH_RULES[name]
    for rubric, one in seen.items():
        least = LEAST[name]
        assert one["tasks"] >= least[0], rubric
        assert one["n"] >= least[1], rubric
        assert one["right"] >= 0.95 * one["n"], rubric
    bad = sum(one["bad"] for one in seen.values())
    assert sum(one["bad passed"] for one in seen.values()) <= 0.05 * bad


def test_make_up() -> None:
    seen: Counter[str] = Counter()
    texts: list[str] = []
    for folder in ("reference", "reference/held_back"):
        for name in FILES:
            for task in tasks(name, folder):
                for answer in task["answers"]:  # type: ignore[attr-defined]
                    seen[answer["group"]] += 1
                    seen[folder] += 1
                    seen["no question, client known"] += (
                        "client" in task and answer.get("tier", "none") == "none"
                    )
                    texts.append(f"{task['id']} {answer['text']}")
    assert seen["reference"] + seen["reference/held_back"] >= 400
    assert seen["adversarial"] >= 120
    assert seen["second_language"] >= 60
    assert seen["no question, client known"] >= 120
    assert 0.3 <= seen["reference/held_back"] / len(texts) <= 0.37
    assert len(set(texts)) == len(texts)


def test_no_task_stands_in_both_parts() -> None:
    parts = [
        {task["id"] for name in FILES for task in tasks(name, folder)}
        for folder in ("reference", "reference/held_back")
    ]
    assert not parts[0] & parts[1]
