"""More of the tamper matrix: scripts, answers.json in every state, and odd folders."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course_folder import ITEMS, NAME, carried, document, earned, entry, honest, middling, released
from hostile_class import ATTACKS, MODEL, NONE, SCRIPT, Handed, attack, shows, waiting

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


_SCRIPTED = {**middling(), ITEMS[0]: SCRIPT, ITEMS[1]: f"What {SCRIPT}?", ITEMS[15]: SCRIPT}
_SCRIPTED[ITEMS[14]] = {"closed": SCRIPT, "open": f"How {SCRIPT} was it?"}
_SCRIPTED[f"{ITEMS[0]}/disagrees"] = SCRIPT


@attack("script-in-an-answer", earned(_SCRIPTED))
def _(handed: Handed) -> None:
    handed.document, handed.notebook = document(_SCRIPTED), carried(_SCRIPTED)


_TYPESET = {**middling(), ITEMS[1]: r"$\href{javascript:pwned()}{What happened}$?", ITEMS[0]: "$$x"}


@attack("formula-that-is-typeset", earned(_TYPESET))
def _(handed: Handed) -> None:
    handed.document, handed.notebook = document(_TYPESET), carried(_TYPESET)


_FORMULA = {**middling(), ITEMS[0]: '=HYPERLINK("http://example.org/?"&A1,"What")', ITEMS[1]: "@x"}


@attack("formula-in-an-answer", earned(_FORMULA))
def _(handed: Handed) -> None:
    handed.document, handed.notebook = document(_FORMULA), carried(_FORMULA)


@attack("a-page-beside-it")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    for name in (f"{NAME}.html", "evil.html", "evil.svg", "evil.js", "styles.css"):
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
    solutions = handed.folder.parents[2] / "solutions" / NAME / f"{NAME}.ipynb"
    assert solutions.is_file()
    (handed.folder / "keys.html").symlink_to(solutions)
    (handed.folder / "keys.txt").symlink_to(solutions)


# -- answers.json --------------------------------------------------------------------------------


@attack("answers-missing")
def _(handed: Handed) -> None:
    handed.document = None


@attack("answers-missing-and-never-typed", NONE, why="There is no answers.json.")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = None, released()


@attack("answers-empty", NONE, why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = b"", released()


@attack("answers-not-json", why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document = b"PK\x03\x04" + bytes(range(256))


@attack("answers-of-wrong-types", waiting(*ITEMS[:4]), why="")
def _(handed: Handed) -> None:
    handed.notebook = released()
    for item, odd in zip(ITEMS, (7, ["What?"], {"a": {"b": "c"}}, True), strict=False):
        handed.document["items"][item]["answer"] = odd


@attack("items-of-wrong-types", NONE, why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = {"format": 1, "items": [ITEMS]}, released()


@attack("one-item-of-a-wrong-type", waiting(ITEMS[0]), why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document["items"][ITEMS[0]] = MODEL
    handed.notebook = released()


@attack("answers-of-fifty-megabytes", NONE, why="MB and was not read")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = json.dumps(handed.document).encode(), released()
    handed.document += b" " * 50_000_000


def _instead(make: Callable[[Path], Any]) -> Callable[[Handed], None]:
    """Puts something else where answers.json would be, beside a notebook never typed in."""

    def change(handed: Handed) -> None:
        handed.document, handed.notebook = None, released()
        handed.folder.mkdir(parents=True)
        make(handed.folder / "answers.json")

    return change


def _to_a_better_one(path: Path) -> None:
    better = path.parents[2] / "anjali.d" / NAME / "answers.json"
    assert better.is_file()
    path.symlink_to(better)


_LINKED = "answers.json is a link or a folder, not a file, and was not opened"
attack("answers-a-link", NONE, why=_LINKED)(_instead(_to_a_better_one))
attack("answers-a-folder", NONE, why=_LINKED)(_instead(Path.mkdir))
attack("answers-a-pipe", NONE, why=_LINKED, nbgrader="error")(_instead(os.mkfifo))
attack("answers-a-dangling-link", NONE, why=_LINKED, nbgrader="error")(
    _instead(lambda path: path.symlink_to("nowhere"))
)


@attack("answers-of-another-learner", earned(honest()["anjali.d"]))
def _(handed: Handed) -> None:
    """Earns what those answers earn: copying is not detected, and no claim is made."""
    handed.document = document(honest()["anjali.d"], "anjali.d")
    handed.notebook = released()


@attack("answers-of-another-assignment", NONE, why="belongs to another assignment")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = document({"a04-first": MODEL}), released()


_ODD = {item: f"\0{text}\u202e\0" for item, text in middling().items() if isinstance(text, str)}
_KEPT = {**middling(), **{item: text.replace("\0", "") for item, text in _ODD.items()}}


@attack("nul-and-bidi", earned(_KEPT))
def _(handed: Handed) -> None:
    handed.document, handed.notebook = document({**middling(), **_ODD}), released()


_HALF = {**middling(), ITEMS[0]: "\ud83d\ud83d", ITEMS[1]: "What \ude00happened?"}
_SIGN = {**middling(), ITEMS[0]: "\ufffd\ufffd", ITEMS[1]: "What \ufffdhappened?"}


@attack("half-characters", earned(_SIGN))
def _(handed: Handed) -> None:
    handed.document, handed.notebook = document(_HALF), carried(_HALF)


@attack("nested-deep", waiting(ITEMS[0]))
def _(handed: Handed) -> None:
    handed.document["items"][ITEMS[0]]["answer"] = "DEEP"
    deep = '{"a":' * 700 + "1" + "}" * 700
    handed.document = json.dumps(handed.document).replace('"DEEP"', deep).encode()
    handed.notebook = released()


@attack("nested-too-deep", NONE, why="answers.json is damaged")
def _(handed: Handed) -> None:
    handed.document, handed.notebook = b'{"items":' + b"[" * 1_000_000, released()


@attack("an-answer-too-long", waiting(ITEMS[0]))
def _(handed: Handed) -> None:
    handed.document["items"][ITEMS[0]]["answer"] = f"{MODEL} " * 1000
    handed.notebook = released()


@attack("huge-numbers", why="")
def _(handed: Handed) -> None:
    for item in ITEMS:
        handed.document["items"][item]["revision"] = 10**4000
        handed.copy(item).update(answer=MODEL, revision=10**3999)


_LATER = {**middling(), ITEMS[0]: MODEL}


@attack("the-copy-is-later", earned(_LATER))
def _(handed: Handed) -> None:
    handed.copy().update(entry(MODEL, 2))


@attack("the-copy-is-earlier")
def _(handed: Handed) -> None:
    handed.document["items"][ITEMS[0]]["revision"] = 3
    handed.copy().update(entry(MODEL, 2))


_CONTRARY = {f"{item}/disagrees": "I should have all the points." for item in ITEMS}


@attack("disagrees-with-everything", earned({**middling(), **_CONTRARY}))
def _(handed: Handed) -> None:
    handed.document["items"] |= document(_CONTRARY)["items"]


@attack("names-that-lead-elsewhere")
def _(handed: Handed) -> None:
    handed.document["assignment"] = handed.document["learner"] = "../../../gradebook.db"
    handed.document["items"]["../../../gradebook.db"] = entry(MODEL, 9)
    handed.document["items"][f"{ITEMS[0]}/../{ITEMS[1]}"] = entry(MODEL, 9)
    handed.copy()["item"] = "../../../gradebook.db"


# -- the folder ----------------------------------------------------------------------------------


@attack("notebook-not-json", why="is no notebook")
def _(handed: Handed) -> None:
    handed.notebook = "this is no notebook <script>pwned()</script>"


@attack("notebook-missing", why=f"There is no {NAME}.ipynb", nbgrader="skipped")
def _(handed: Handed) -> None:
    handed.notebook = None


@attack("notebook-renamed", why=f"There is no {NAME}.ipynb", nbgrader="error")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    (handed.folder / "my copy.ipynb").write_text(json.dumps(handed.notebook))
    handed.notebook = None


@attack("notebook-a-folder", why=f"{NAME}.ipynb is a link or a folder")
def _(handed: Handed) -> None:
    handed.notebook = None
    (handed.folder / f"{NAME}.ipynb").mkdir(parents=True)


@attack("notebook-a-link", NONE, why=f"{NAME}.ipynb is a link or a folder")
def _(handed: Handed) -> None:
    handed.notebook = handed.document = None
    handed.folder.mkdir(parents=True)
    better = handed.folder.parents[1] / "anjali.d" / NAME / f"{NAME}.ipynb"
    (handed.folder / f"{NAME}.ipynb").symlink_to(better)


def _file_for_a_folder(handed: Handed) -> None:
    shutil.rmtree(handed.folder)
    handed.folder.write_text("all my answers")


attack(
    "folder-a-file", NONE, why="cannot be read (Not a directory)", nbgrader="skipped",
    after=_file_for_a_folder,
)(lambda handed: None)  # fmt: skip


def _link_the_folder(handed: Handed) -> None:
    shutil.rmtree(handed.folder)
    handed.folder.symlink_to(handed.folder.parents[1] / "anjali.d" / NAME)


attack("folder-a-link", NONE, why="is a link, not a folder", after=_link_the_folder)(
    lambda handed: None
)


@attack("time-that-is-none", nbgrader="error")
def _(handed: Handed) -> None:
    handed.folder.mkdir(parents=True)
    (handed.folder / "timestamp.txt").write_text("<script>pwned()</script>")


@attack("=cmd('pwned') & <b>")
def _(handed: Handed) -> None:
    """The name of the folder itself."""
