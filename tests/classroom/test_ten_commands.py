"""The instructor's page: its ten commands, taken from it and typed one after the other."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NAME = "03_open_questions"


def commands() -> list[str]:
    page = (ROOT / "docs" / "instructor.md").read_text("utf-8")
    block = re.search(r"## A class in ten commands.*?```\n(.*?)```", page, re.S)
    assert block
    return block[1].splitlines()


class Shell:
    """A terminal that stays open, as an instructor's does."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.child = subprocess.Popen(
            ["bash"], cwd=folder, env=env, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def type(self, line: str) -> None:
        assert self.child.stdin
        self.child.stdin.write(line + "\n")
        self.child.stdin.flush()

    def read_until(self, pattern: str) -> str:
        assert self.child.stdout
        said = ""
        for line in self.child.stdout:
            said += line
            if re.search(pattern, line):
                return said
        raise AssertionError(f"The terminal closed before it said {pattern}:\n{said}")

    def run(self, line: str) -> str:
        """Types a command and gives what it said; it must go well."""
        self.type(f"{line}; echo DONE $?")
        said = self.read_until(r"^DONE \d+$")
        assert said.splitlines()[-1] == "DONE 0", f"{line}\n{said}"
        return said


def learner(folder: Path, exchange_env: dict[str, str], course: Path) -> None:
    """Fetches the assignment, answers one task, hands it in through the exchange."""
    nbgrader = str(course / ".venv" / "bin" / "nbgrader")
    folder.mkdir()
    for verb in ("fetch_assignment", "submit"):
        if verb == "submit":
            fields = {"revision": 1, "time": "2026-01-05T10:00:00+00:00"}
            answers = {"a03-depot-trial": "What was the trial like for your loaders?",
                       "a03-claims-workshop": "¿Qué dijeron los gestores después?"}  # fmt: skip
            items = {id: {"answer": text, **fields} for id, text in answers.items()}
            path = folder / NAME / "answers.json"
            path.write_text(json.dumps({"format": 1, "assignment": NAME, "items": items}))
        subprocess.run(
            [nbgrader, verb, NAME, "--course=active-listening"],
            cwd=folder, env=exchange_env, check=True, capture_output=True,
        )  # fmt: skip


def test_from_an_empty_folder_to_returned_feedback(tmp_path: Path) -> None:
    exchange, config, home = tmp_path / "exchange", tmp_path / "config", tmp_path / "home"
    for folder in (exchange, config, home):
        folder.mkdir()
    exchange.chmod(0o777)
    hub = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
    (config / "nbgrader_config.py").write_text(hub)
    env = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    env |= {"COURSE": str(ROOT), "JUPYTER_CONFIG_DIR": str(config), "PYTHON": sys.executable}
    typed = commands()
    assert len(typed) == 10
    here = tmp_path / "empty"
    here.mkdir()
    shell = Shell(here, env)
    for line in typed[:5]:
        shell.run(line)
    course = here / "class"
    learner(tmp_path / "mei", {**env, "HOME": str(home)}, course)
    shell.run(typed[5])
    said = shell.run(typed[6])
    assert "1 submission graded." in said
    assert "1 answer to mark." in said

    shell.type(typed[7] + "; echo DONE $?")
    shell.read_until(r"http://\S+token=")
    code = (
        "from active_listening.classroom.book import Mark\n"
        "from active_listening.classroom.gradebook import class_result, give\n"
        f"one, = class_result('{NAME}').submissions\n"
        "waits, = [item.id for item in one.items if item.waiting]\n"
        f"give('{NAME}', [Mark(one.id, waits, 4.5, 'Well asked.')])\n"
    )
    subprocess.run([course / ".venv/bin/python", "-c", code], cwd=course, check=True)
    programs = subprocess.run(
        ["pgrep", "-g", str(shell.child.pid), "-f", "active_listening.serve"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    os.kill(int(programs.stdout.split()[0]), signal.SIGINT)
    shell.read_until(r"^DONE \d+$")

    for line in typed[8:]:
        shell.run(line)
    shell.child.kill()
    back = list((exchange / "active-listening" / "feedback").glob("*.html"))
    assert len(back) == 1
    page = back[0].read_text("utf-8")
    assert "Well asked." in page and "4.5 of 5" in page
