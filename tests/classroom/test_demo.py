"""The class for demonstrations: its files, what is printed of it, and once the whole way."""

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from active_listening import bank, check, cli, resources
from active_listening.bank import load
from active_listening.classroom import demo
from active_listening.classroom.demo import course as demo_course
from active_listening.classroom.demo import differences
from active_listening.classroom.layout import ClassError
from active_listening.classroom.notebook import GRADE_MIME
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult
from active_listening.classroom.submission import read_submission

NAME = "03_open_questions"
ROOT = Path(__file__).parents[2]
CLASS = ROOT / "data" / "classes" / NAME

# -- the files of the class ------------------------------------------------------------------------


def test_thirty_learners_answer_every_item_and_a_person_judged_each() -> None:
    items = [item.id for item in bank.assignment(NAME).items]
    people = bank.learners(NAME)
    assert len(people) == 30
    assert all(list(one.answers) == items for one in people)
    assert len({(one.first_name, one.last_name) for one in people}) == 30
    verdicts = Counter(judged.verdict for one in people for judged in one.answers.values())
    assert min(verdicts[word] for word in ("full", "part", "none", "empty")) >= 10  # uneven


def test_a_verdict_earns_its_share_and_points_stand_for_themselves() -> None:
    shares = [bank.classes.Judged("x", verdict).earns(5) for verdict in ("full", "part", "none")]
    assert shares == [5, 2.5, 0]
    assert bank.classes.Judged("x", points=7).earns(10) == 7


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course's data with nothing that takes long to check; read once for all tests."""
    data = tmp_path_factory.mktemp("course") / "data"
    for part in ("schema", "coach"):
        shutil.copytree(resources.data() / part, data / part)
    (data / "assignments").mkdir()
    shutil.copy(resources.data() / "assignments" / f"{NAME}.yaml", data / "assignments")
    (data / "quizzes").mkdir()
    first = load.entries(load.files("quizzes")[0])[0]
    (data / "quizzes" / "01_one.yaml").write_text(first.text, "utf-8")
    return data


@pytest.fixture
def home(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`data` with a class of one."""
    shutil.rmtree(data / "classes", ignore_errors=True)
    (data / "classes" / NAME).mkdir(parents=True)
    shutil.copy(CLASS / "chloe.d.yaml", data / "classes" / NAME)
    monkeypatch.setattr(resources, "data", lambda: data)
    return data


def problems(home: Path, change: tuple[str, str], name: str = "chloe.d") -> list[str]:
    file = home / "classes" / NAME / "chloe.d.yaml"
    text = file.read_text("utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change, 1), "utf-8")
    file.rename(file.with_name(f"{name}.yaml"))
    return [str(problem) for problem in check.problems()]


BREAKS = [
    # change, what the message must hold
    (('first_name: "Chloé"', 'fist_name: "Chloé"'), ":1: field `fist_name`", "`first_name`"),
    (('last_name: "D', 'more: 1\nlast_name: "D'), ":2: field `more`", "first_name, last_name"),
    (("verdict: none}", "verdict: nope}"), ":4: field `answers.a03-depot-trial.verdict`", "empty"),
    (("  a03-depot-trial:", "  a03-depo-trial:"), ":4: field `answers.a03-depo-trial`", "out"),
    (('{answer: "Were', '{more: 5, answer: "Were'), ":4: field", "answer, verdict, points"),
    (("verdict: none}", "points: 3}"), ":4: field `answers.a03-depot-trial.points`", "`verdict:`"),
    (("points: 7", "points: 11"), ":24: field `answers.a03-closed-on-purpose.points`", "0 to 10"),
    (("points: 7", "points: 6.5"), ":24: field `answers.a03-closed", "a whole number"),
    (("points: 7\n", "\n"), ":21: field `answers.a03-closed-on-purpose`", "`points:`"),
    (
        ("points: 7", "verdict: full"),
        ":24: field `answers.a03-closed-on-purpose.verdict`",
        "`points:`",
    ),
    (("{closed:", "{close:"), ":19: field `answers.a03-own-pair.answer`", "closed, open"),
    (('answer: "Is it safe?"', 'answer: " "'), ":17: field `answers.a03-stray-file", "`empty`"),
    (("disagrees:\n  a03-peak-release", "disagrees:\n  a03-peak"), ":30: field `disagrees", "out"),
    (('last_name: "D', 'last_name: "D" x'), ":2", "not YAML"),
    (("answers:\n", "answers: []\nmore:\n"), ":3: field", "Needed: a mapping"),
]


@pytest.mark.parametrize(("change", "where", "mend"), BREAKS)
def test_a_broken_learner_is_told_with_file_line_field_and_mend(
    home: Path, change: tuple[str, str], where: str, mend: str
) -> None:
    found = problems(home, change)
    mine = [text for text in found if text.startswith(f"data/classes/{NAME}/chloe.d.yaml{where}")]
    assert len(mine) == 1, found
    assert mend in mine[0]
    assert all("a03-depot-trial is missing" in text for text in set(found) - set(mine)), found


def test_a_sound_learner_has_no_problems_and_a_bad_id_or_folder_is_told(home: Path) -> None:
    assert problems(home, ("answers", "answers")) == []
    (found,) = problems(home, ("answers", "answers"), name="Chloé D")
    assert "cannot be the id" in found
    (home / "classes" / NAME).rename(home / "classes" / "99_nothing")
    assert "no assignment is called so" in "".join(map(str, check.problems()))


def test_a_file_that_is_no_text_is_told(home: Path) -> None:
    (home / "classes" / NAME / "chloe.d.yaml").write_bytes(b"first_name: \xff\xfe\n")
    assert "UTF-8" in "".join(map(str, check.problems()))


def test_no_part_of_a_learners_wheel_holds_the_class() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert shipped
    for path in map(Path, shipped):
        assert not CLASS.is_relative_to(ROOT / path)


# -- what learners do ------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chloe.d", "rex.t", "kuba.w", "noa.b"])
def test_the_notebook_alone_carries_all_that_answers_json_holds(tmp_path: Path, who: str) -> None:
    (one,) = (one for one in bank.learners(NAME) if one.id == who)
    assignment = bank.assignment(NAME)
    (tmp_path / "both").mkdir()
    (tmp_path / "alone").mkdir()
    stored = demo_course._type(tmp_path / "both", assignment, one)
    released = json.loads((resources.exercises() / NAME / f"{NAME}.ipynb").read_bytes())
    filled = demo_course._with_copies(released, assignment, stored)
    for folder in ("both", "alone"):
        (tmp_path / folder / f"{NAME}.ipynb").write_text(json.dumps(filled), "utf-8")
    both = read_submission(tmp_path / "both", assignment)
    alone = read_submission(tmp_path / "alone", assignment)
    typed = {id: judged.answer for id, judged in one.answers.items() if not judged.empty}
    typed |= {f"{id}/disagrees": reason for id, reason in one.disagrees.items()}
    assert both.answers == typed
    assert not both.problem
    assert typed.items() <= alone.answers.items()
    assert not any(alone.answers[id] for id in set(alone.answers) - set(typed))


# -- the folder ------------------------------------------------------------------------------------


def test_the_folder_is_the_projects_own_and_no_part_of_it(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert demo.default_folder() == ROOT / "demo"
    assert "/demo/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_a_folder_that_it_did_not_make_is_left_alone(tmp_path: Path) -> None:
    for name in ("submitted", "gradebook.db"):
        folder = tmp_path / f"with-{name}"
        folder.mkdir()
        (folder / name).write_text("mine")
        with pytest.raises(ClassError, match="--into"):
            demo.make(folder)
        assert [path.read_text() for path in folder.iterdir()] == ["mine"]
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(ClassError, match="is a file"):
        demo.make(file)
    assert file.read_text() == "mine"


def test_one_that_was_left_half_way_is_emptied_but_for_what_is_not_its_own(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), demo._taken(tmp_path) as root:
        (root / "submitted" / "chloe.d").mkdir(parents=True)
        (root / "gradebook.db").write_text("half")
        (root / "gradebook.db").chmod(0o444)
        (root / "notes.txt").write_text("mine")
        raise KeyboardInterrupt
    with demo._taken(tmp_path) as root:
        left = {path.name for path in root.iterdir()}
        assert left - {"notes.txt"} == {demo.MARKER, f"{demo.MARKER}.lock"}
        assert (root / "notes.txt").read_text() == "mine"
        with pytest.raises(ClassError, match="Another window"), demo._taken(tmp_path):
            pass


def test_what_a_link_leads_to_is_never_emptied(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    with demo._taken(tmp_path / "demo") as root:
        (root / "submitted").symlink_to(elsewhere, target_is_directory=True)
    with demo._taken(tmp_path / "demo") as root:
        assert not (root / "submitted").is_symlink()
    assert (elsewhere / "mine.txt").read_text() == "mine"


def test_an_edition_without_the_class_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setattr(resources, "data", lambda: data)
    with pytest.raises(ClassError, match="project's own folder"):
        demo.make(tmp_path / "demo")
    with pytest.raises(ClassError, match="project's own folder"):
        demo_course.course(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()


def test_ctrl_c_tells_how_to_go_on(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "make", stopped)
    assert cli.main(["demo"]) == 130
    assert "begins anew" in capsys.readouterr().err


def test_a_ctrl_c_that_nbgrader_caught_is_still_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        demo_course.done({"success": False, "error": "Traceback\nKeyboardInterrupt\n"}, "x")
    with pytest.raises(ClassError, match="could not do it: why"):
        demo_course.done({"success": False, "error": "Traceback", "log": "why\n"}, "do it")


def test_the_bar_goes_from_nothing_to_all_and_never_back() -> None:
    told: list[tuple[str, int, int]] = []
    bar = demo._Bar(lambda stage, done, of: told.append((stage, done, of)))
    for name in demo.STAGES:
        step = bar.stage(name)
        step(1, 3)
        step(3, 3)
    amounts = [done for _, done, _ in told]
    assert (amounts[0], amounts[-1]) == (0, 100)
    assert amounts == sorted(amounts)
    assert {of for *_, of in told} == {100}


# -- what is printed -------------------------------------------------------------------------------


def item(id: str, number: int, answer: object, auto: float | None) -> ItemResult:
    return ItemResult(id, number, "rewrite", "t", answer, "graded", None, auto, None, 5, False)


def of_class(*answers: tuple[str, object, float | None]) -> ClassResult:
    """A class whose learners have one answer each."""
    students = tuple(
        StudentResult(id, "", "", "", None, "", 0, (item("t1", 1, answer, auto),))
        for id, answer, auto in answers
    )
    return ClassResult("x", 5, students)


def test_the_largest_differences_come_first_and_waiting_answers_are_not_compared() -> None:
    result = of_class(("a", "A?", 5), ("b", "B?", 0), ("c", "C?", 2.5), ("d", "D?", None))
    second = {("a", "t1"): 5.0, ("b", "t1"): 5.0, ("c", "t1"): 0.0, ("d", "t1"): 5.0}
    pairs, rows = differences.compared(result, second)
    assert [(row["student"], row["same"]) for row in rows] == [
        ("b", False), ("c", False), ("a", True),
    ]  # fmt: skip
    text = "\n".join(differences.told(pairs, rows, "all.csv", 80))
    assert "3 answers compared" in text
    assert "1 at the same level" in text
    assert "2 not: the machine is kinder in 1, the person in 1." in text
    assert text.index("B?") < text.index("C?")
    assert "A?" not in text
    assert "D?" not in text


def test_at_most_twenty_differences_are_printed() -> None:
    result = of_class(*((f"s{n:02}", f"Answer {n}?", 0.0) for n in range(40)))
    pairs, rows = differences.compared(result, {(f"s{n:02}", "t1"): 5.0 for n in range(40)})
    lines = differences.told(pairs, rows, "all.csv", 80)
    assert sum("Answer" in line for line in lines) == 20
    assert any("20 largest differences" in line and "all.csv" in line for line in lines)


def test_where_all_agree_or_nothing_can_be_compared_no_list_is_promised() -> None:
    second = {("a", "t1"): 5.0}
    agree = differences.told(*differences.compared(of_class(("a", "A?", 5.0)), second), "f", 80)
    assert not any("largest" in line for line in agree)
    none = differences.told(*differences.compared(of_class(("a", "A?", None)), second), "f", 80)
    assert none == ["  No answer has points of both."]


NASTY = [
    "\x1b[2J\x1b]0;title\x07gone",
    "line\nfeed\r\ttab",
    "turned \u202e round \u2066",
    "half \ud800 pair",
    "nul \0 here",
    "ひらがなとカタカナ" * 9,
    "\u0301\u0301 marks",
]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_was_typed_steers_the_screen(text: str) -> None:
    _one_line_is_safe(text, 40)


@given(st.text(st.characters()), st.integers(min_value=2, max_value=60))
def test_no_text_steers_the_screen(text: str, width: int) -> None:
    _one_line_is_safe(text, width)


def _one_line_is_safe(text: str, width: int) -> None:
    shown = differences.one_line(text, width)
    assert shown.isprintable()
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in shown
               if not unicodedata.combining(c))  # fmt: skip
    assert wide <= width
    short = " ".join(text.split())
    if len(text) < width / 2 and short.isprintable():
        assert shown == short


# -- the whole way, once ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, str]]:
    """A demonstration made as a process with no screen, where an earlier one had been killed."""
    here = tmp_path_factory.mktemp("elsewhere")
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY",)}
    env |= {"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "active_listening.cli", "demo", "--into", "demo"]
    first = subprocess.Popen(command, cwd=here, env=env, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not list(here.glob("demo/submitted/*")) and time.monotonic() < until:
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not (here / "demo" / "reports").exists(), "it was to be killed half-way"
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=here, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - start < 120
    yield here / "demo", done.stdout, done.stderr


@pytest.mark.slow
def test_one_line_a_stage_and_no_bar_where_there_is_no_screen(made) -> None:
    _, _, err = made
    assert err.splitlines() == [f"{stage} ..." for stage in demo.STAGES]


@pytest.mark.slow
def test_the_gradebook_holds_the_class_and_nothing_waits(made) -> None:
    root, out, _ = made
    waited = int(re.search(r"(\d+) answers? of \d+ learners? waits?:", out)[1])
    with sqlite3.connect(root / "gradebook.db") as book:
        names = set(book.execute("select id, first_name, last_name from student"))
        assert names == {(p.id, p.first_name, p.last_name) for p in bank.learners(NAME)}
        grades = book.execute("select count(*) from grade").fetchone()
        assert grades == (30 * 17,)
        waits = "select count(*) from grade where needs_manual_grade"
        assert book.execute(waits).fetchone() == (0,)
        manual = "select count(*) from grade where manual_score is not null"
        assert book.execute(manual).fetchone() == (waited,)
    assert waited > 30


@pytest.mark.slow
def test_every_learner_has_feedback_without_a_script(made) -> None:
    root, out, _ = made
    pages = list((root / "feedback").glob(f"*/{NAME}/{NAME}.html"))
    assert {page.parents[1].name for page in pages} == {one.id for one in bank.learners(NAME)}
    for page in pages:
        html = page.read_text("utf-8")
        assert not re.search(r"<script|<img|javascript:", html, re.IGNORECASE)
        assert "not judged yet" not in html
    told = sum(page.read_text("utf-8").count(demo.READ_AGAIN) for page in pages)
    against = int(re.search(r"(\d+) about points that a learner disagrees with", out)[1])
    assert told == against > 0


@pytest.mark.slow
def test_the_exports_and_the_report_are_there_and_named(made) -> None:
    root, out, _ = made
    for file in demo.EXPORTS.values():
        with (root / "exports" / file).open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert len(rows) >= 30, file
    pages = ["instructor.html", "class.html", "report.ipynb", "machine_and_person.csv"]
    for name in pages:
        assert (root / "reports" / NAME / name).stat().st_size > 1000
    named = [Path(line.split()[-1]) for line in out.splitlines() if " demo/" in line]
    assert {path.name for path in named} >= {*pages, *demo.EXPORTS.values(), "gradebook.db"}
    assert all((root.parent / path).exists() for path in named)


def raw_pairs(root: Path) -> list[tuple[int, int]]:
    """Levels (machine, person) of each answer that both judged, from the files alone."""
    found = []
    for path in sorted(CLASS.glob("*.yaml")):
        told = YAML(typ="safe", pure=True).load(path)["answers"]
        notebook = json.loads(
            (root / "autograded" / path.stem / NAME / f"{NAME}.ipynb").read_bytes()
        )
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                graded = output["data"].get(GRADE_MIME)
                if graded is None or graded["points"] is None:
                    continue
                verdict = told[graded["item"]].get("verdict")
                if verdict in ("full", "part", "none"):
                    share = graded["points"] / graded["max_points"]
                    machine = 2 if share >= 0.9 else 1 if share > 0.3333 else 0
                    found.append((machine, ("none", "part", "full").index(verdict)))
    return found


@pytest.mark.slow
def test_the_printed_differences_are_those_of_the_files(made) -> None:
    root, out, _ = made
    pairs = raw_pairs(root)
    n = len(pairs)
    same = sum(machine == person for machine, person in pairs)
    kinder = sum(machine > person for machine, person in pairs)
    assert f"{n} answers compared" in out
    assert f"{same} at the same level (none, part or full): {same / n:.0%}." in out
    apart = n - same
    words = f"{apart} not: the machine is kinder in {kinder}, the person in {apart - kinder}."
    assert words in out
    machines, people = Counter(m for m, _ in pairs), Counter(p for _, p in pairs)
    by_chance = sum(abs(m - p) * machines[m] * people[p] / n for m in range(3) for p in range(3))
    kappa = 1 - sum(abs(m - p) for m, p in pairs) / by_chance
    assert f"1 at most: {kappa:.2f}" in out
    with (root / "reports" / NAME / "machine_and_person.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == n
    assert sum(row["same"] == "no" for row in rows) == apart
    gaps = [abs(float(row["machine"]) - float(row["person"])) / float(row["max_points"])
            for row in rows]  # fmt: skip
    assert gaps == sorted(gaps, reverse=True)
    listed = [line for line in out.splitlines() if re.match(r" +\d+ +[\d.]+/\d+ +\w+  ", line)]
    assert len(listed) == min(20, apart)
