"""No sentence of the keys, and nothing of another learner, is in anything that a learner receives.

Searched are all files that they get, in whatever they are packed or coded: the notebooks of the
project, a learner's workspace, the wheel, and of all fourteen assignments what nbgrader releases
and hands back.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from course_folder import Course
from search import TAUGHT, Leak, Search, Secret, names, secrets, words
from subject import ROOT, subject

from active_listening import resources, workspace
from active_listening.bank import Rewrite, Worksheet

slow = pytest.mark.slow
PLANTED = next(one for one in secrets("04_paraphrase_and_check") if len(one.words.split()) > 12)


@cache
def search() -> Search:
    """For the keys of all assignments; made once."""
    return Search.for_all()


def told(leaks: list[Leak]) -> list[str]:
    """What was found, for a person."""
    return sorted(
        {f"{one.place}: {one.found!r}, {one.secret.kind} of {one.secret.item}" for one in leaks}
    )


# -- the search itself ---------------------------------------------------------------------------


def packed(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def as_base64(text: str) -> bytes:
    coded = base64.b64encode(f"so much for that. {text} and on it goes".encode()).decode()
    return "\n".join(coded[at : at + 60] for at in range(0, len(coded), 60)).encode()


DISGUISES: dict[str, Callable[[str], str | bytes]] = {
    "plain": str,
    "in capitals, on many lines": lambda text: "\n".join(text.upper().split()),
    "a part of it": lambda text: " ".join(text.split()[1:11]),
    "in a notebook's metadata": lambda text: json.dumps({"cells": [], "metadata": {"x": text}}),
    "in JSON in JSON, all escaped": lambda text: json.dumps(json.dumps(["ä", text])),
    "in HTML, escaped": lambda text: f"<p hidden>{html.escape(text).replace('e', '&#101;')}</p>",
    "with a tag about each word": lambda text: "".join(f"<b>{w}</b> " for w in text.split()),
    "coded": as_base64,
    "packed": lambda text: gzip.compress(text.encode()),
    "packed twice": lambda text: packed("a.whl", packed("b.txt", text.encode())),
    "in the name of a packed file": lambda text: packed(f"{text}.txt", b""),
    "in other letters' code": lambda text: text.encode("utf-16"),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_planted_sentence_is_found(disguise: str) -> None:
    made = DISGUISES[disguise](PLANTED.text)
    found = search().look_into(made.encode() if isinstance(made, str) else made, "planted")
    assert PLANTED in [one.secret for one in found]


def test_every_sentence_of_the_keys_would_be_found() -> None:
    """But for those few that the task says itself, and what a lesson teaches."""
    missed: list[Secret] = []
    for name in names():
        of_it = secrets(name)
        assert len(of_it) >= 50, f"{name} has keys"
        page = "\n\n".join(one.text for one in of_it).encode()
        found = {one.secret for one in search().look_into(page, name)}
        missed += [one for one in of_it if one not in found]
    assert sum(len(secrets(name)) for name in names()) > 1400 and len(names()) == 14
    assert len(missed) <= 15, [one.text for one in missed]


def test_what_is_passed_over_is_taught_where_it_is_said() -> None:
    for phrase, place in TAUGHT.items():
        path = resources.data() / place
        assert f" {phrase} " in f" {words(path.read_text('utf-8'))} ", f"{phrase} in {place}"


# -- what everybody gets -------------------------------------------------------------------------


def test_a_learners_workspace(tmp_path: Path) -> None:
    """Lessons and all fourteen assignments, as the start of the course delivers them."""
    ready = workspace.prepare(tmp_path / "mine")
    assert len([*ready.folder.rglob("*.ipynb")]) >= 30
    before = search().characters
    assert told(search().look_below(ready.folder)) == []
    assert search().characters - before > 1_000_000


def test_the_notebooks_of_the_project() -> None:
    for folder in ("exercises", "course"):
        assert told(search().look_below(ROOT / folder)) == []
    assert search().look_below(ROOT / "solutions"), "the keys are with the instructor"


@slow
def test_the_learners_wheel(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path]
    subprocess.run([*command, ROOT], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    before = search().texts
    assert told(search().look(wheel)) == []
    assert search().texts - before > 400, "every file in it is read"


# -- what nbgrader hands out and hands back ------------------------------------------------------


def answers(name: str, learner: str) -> dict[str, Any]:
    """Answers of which each says whose it is; some earn points and some do not."""
    said = (
        f"Did {learner} take the {learner} kettle along, {{n}}?",
        f"What was the {learner} kettle like for you on day {{n}}?",
    )
    made: dict[str, Any] = {}
    for number, item in enumerate(subject(name).assignment.items):
        text = said[number % 2].format(n=number)
        if isinstance(item, Worksheet):
            made[item.id] = {prompt.id: text for prompt in item.prompts}
        elif isinstance(item, Rewrite):
            made[item.id] = text
    return made


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name[:2] == "04" else slow) for name in names()]
)
def test_what_is_released_and_handed_back(name: str, tmp_path: Path) -> None:
    """Also where a trainer's own papers lie beside the marker's notebook."""
    course = Course(tmp_path, subject(name))
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    masters = tmp_path / "solutions" / name
    shutil.copytree(ROOT / "solutions" / name, masters)
    notes = "\n".join(one.text for one in secrets(name))
    for beside in ("notes.txt", "answers.json", "keys/old.html"):
        (masters / beside).parent.mkdir(exist_ok=True)
        (masters / beside).write_text(notes, "utf-8")
    assert course.nbgrader("generate_assignment", name).code == 0
    learners = ("quillon", "zebulon")
    for learner in learners:
        course.submit(learner, answers(name, learner))
    assert course.nbgrader("autograde", name).code == 0
    assert course.active_listening("grade", name, "--force", "--workers", "1").code == 0
    assert course.nbgrader("generate_feedback", name).code == 0

    assert told(search().look_below(tmp_path / "exercises")) == []
    assert [*(tmp_path / "exercises").rglob("*.ipynb")]
    for learner, other in (learners, learners[::-1]):
        pages = course.folder(learner, "feedback")
        assert told(search().look_below(pages)) == []
        graded = course.folder(learner, "autograded") / f"{name}.ipynb"
        assert told(search().look(graded)) == []
        texts = [path.read_text("utf-8") for path in (graded, pages / f"{name}.html")]
        assert all(learner in text for text in texts), "the learner's own words are there"
        assert not any(other in text for text in texts)
