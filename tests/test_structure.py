"""The house: arrows one way, short modules, cheap imports, no host names."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "active_listening"
MODULES = sorted(SOURCE.rglob("*.py"))
# A room may use the rooms before it, never those after.
ORDER = (
    "quick plain_yaml resources files pages drawing coach bank roleplays record grading lesson "
    "classroom build check contents serve workspace start kit cli"
).split()
APART = {("bank", "coach"), ("record", "coach"), ("record", "bank")}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """The rooms of ours that a module names in its imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name for name in names if name.startswith("active_listening.")}
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.startswith("active_listening.")}
    return {name.split(".")[1] for name in found}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_arrows_go_one_way(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        return
    assert own in ORDER, f"Give {own} its place in ORDER."
    for other in imports(path) - {own}:
        assert ORDER.index(other) < ORDER.index(own), f"{own} uses {other}"
        assert (own, other) not in APART, f"{own} uses {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def loaded_by(statement: str) -> set[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_next_to_nothing() -> None:
    heavy = {
        "ipywidgets",
        "anywidget",
        "pandas",
        "matplotlib",
        "ruamel.yaml",
        "IPython",
        "nbgrader",
    }
    assert not heavy & loaded_by("import active_listening")


@pytest.mark.parametrize("part", ["coach", "bank", "record", "lesson"])
def test_pandas_and_matplotlib_wait_until_a_plot_is_drawn(part: str) -> None:
    assert not {"pandas", "matplotlib", "numpy"} & loaded_by(f"import active_listening.{part}")


def test_no_host_of_a_registry_is_named() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|files\.python")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert tracked
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".png", ".ico"} or path == Path(__file__):
            continue
        assert not hosts.search(path.read_text("utf-8", errors="replace")), name
