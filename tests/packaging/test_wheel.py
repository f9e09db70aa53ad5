"""The learner's wheel, built and used outside the checkout; and imports without compiled parts."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(out),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel in a folder of its own, which comes before the checkout on the path."""
    place = tmp_path_factory.mktemp("site")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--target",
            str(place),
            str(wheel),
        ],
        check=True,
    )
    return place


def run(place: Path, folder: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(place), "ACTIVE_LISTENING_RECORD": str(folder / "r")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = """
import active_listening, json
from active_listening import bank, coach, grading, workspace
from active_listening.lesson import show
from pathlib import Path
item = bank.assignment("03_open_questions").items[0]
ready = workspace.prepare(Path("mine"))
print(json.dumps({
    "file": active_listening.__file__,
    "tier": coach.read("How did it go?").question.tier,
    "items": len(bank.assignment("03_open_questions").items),
    "keys": len(bank.keys("03_open_questions")),
    "points": grading.grade(bank.assignment("03_open_questions"),
                            {item.id: "What was the trial like for the crews?"}).points,
    "shown": type(show.make("quiz", "shortest-answer")).__name__,
    "begin": show.make("progress", "").view["go"]["path"],
    "map": len(bank.syllabus()),
    "delivered": sorted(str(p.relative_to(ready.folder)) for p in ready.folder.rglob("*.ipynb")),
}))
"""
    facts = json.loads(run(installed, tmp_path, code).splitlines()[-1])
    assert facts["file"].startswith(str(installed))
    assert (facts["tier"], facts["items"], facts["keys"]) == ("open", 17, 0)
    assert facts["points"] == 5
    assert (facts["begin"], facts["map"]) == ("course/00_start_here.ipynb", 140)
    assert "course/03_open_questions.ipynb" in facts["delivered"]
    assert "exercises/03_open_questions/03_open_questions.ipynb" in facts["delivered"]


def test_the_wheel_holds_no_folder_of_keys(wheel: Path) -> None:
    """Sentence by sentence, classroom/leaks looks for them in everything that learners get."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("labextensions/active-listening/package.json") for name in names)
    assert not [name for name in names if re.search("solutions|/keys/|/classes/", name)]


PURE = """
import importlib.machinery as machinery, sys
source = machinery.FileFinder.path_hook((machinery.SourceFileLoader, machinery.SOURCE_SUFFIXES))
def hook(path):
    if "site-packages" not in path:
        raise ImportError
    return source(path)
sys.path_hooks.insert(0, hook)
sys.path_importer_cache.clear()
import active_listening.coach, active_listening.bank, active_listening.record
from active_listening.lesson import show
show.make("rewrite", "nimbela-ben-coping")
compiled = [name for name, module in sys.modules.items()
            if "site-packages" in (getattr(module, "__file__", None) or "")
            and not module.__file__.endswith(".py")]
print(compiled)
"""


def test_lessons_open_without_any_compiled_package(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, PURE).splitlines()[-1] == "[]"
