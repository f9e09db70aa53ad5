"""The reference set keeps its promises: its form, its size, its make-up."""

import json
from collections import Counter

import fastjsonschema
import pytest

from active_listening import resources
from active_listening.resources import data

FILES = ("rewrites", "replies", "messages", "conversation")
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
