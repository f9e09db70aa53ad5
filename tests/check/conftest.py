"""A course of one small lesson, with its map and the style it is held to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from active_listening import resources
from active_listening.check import style, syllabus

PAGE = """# Small talk

**2 minutes.** The call 1 · one question 1.

## Monday, 9:10

The lorry came early. Nobody had the key, so the driver went to sleep in his cab until the yard
opened at seven.

```python
# Question 1
quiz("yard-key")
```

```python
# Scene 1
dialogue("yard-call")
```
"""
QUIZ = """- id: yard-key
  kind: single
  prompt: "Who has the key on Mondays?"
  options:
    - {say: "The yard.", right: true, feedback: "“The yard” has it from six."}
    - {say: "The lorry's driver.", feedback: "“The driver” slept.", misconception: "drivers do"}

- id: yard-spare
  kind: single
  prompt: "Where is the spare key?"
  options:
    - {say: "On the hook.", right: true, feedback: "“On the hook” it hangs."}
    - {say: "Under the blue mat.", feedback: "“Under the mat” is dust.", misconception: "mats hide"}
"""
SCENE = """- id: yard-call
  title: "The yard, at seven"
  lines:
    - {who: Jo, say: "To foster synergy, who has the key?"}
    - {you: "Ask Al.", who: Al, replies: {none: "To leverage it, I have."}, say_of: {none: "Ask."}}
"""
ROW = """- id: {id}
  module: {module}
  point: "Keys hang where people look for them"
  taught: {taught}
  exercised: {exercised}
"""
TAUGHT = "03_small_talk#monday-9-10"


def rows() -> str:
    """All points, two of them of the lesson that is written."""
    lesson = {"A010", "B010"}
    return "\n".join(
        ROW.format(id=id, module="M03", taught=TAUGHT, exercised="[yard-key, yard-call]")
        if id in lesson
        else ROW.format(id=id, module="M04", taught='""', exercised="[]")
        for id in syllabus.ALL
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Its `data/`; nothing is wrong with it."""
    data = tmp_path / "data"
    shutil.copytree(resources.data() / "schema", data / "schema")
    shutil.copy(resources.data() / "style.yaml", data)
    for name, text in (
        ("lessons/03_small_talk.md", PAGE),
        ("quizzes/03_small_talk.yaml", QUIZ),
        ("dialogues/03_small_talk.yaml", SCENE),
        ("syllabus.yaml", rows()),
    ):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text(text, "utf-8")
    monkeypatch.setattr(resources, "data", lambda: data)
    yield data


@pytest.fixture
def told(home: Path) -> Callable[..., list[str]]:
    """What is told after one text in a file gave way to another."""

    def change(name: str, old: str, new: str, count: int = 1) -> list[str]:
        file = home / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, count), "utf-8")
        return [str(one) for one in (*syllabus.findings(), *style.findings())]

    return change
