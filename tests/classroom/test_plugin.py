"""nbgrader with our classes in it: releasing, grading, marking, feedback, code that may run."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
from course_folder import (
    ASSIGNMENT,
    ITEMS,
    NAME,
    Booked,
    Course,
    active_parts,
    document,
    earned,
    middling,
    regrade,
    released,
    write_json,
)
from subject import ROOT, entry

from active_listening.classroom.book import CHANGED, Mark
from active_listening.classroom.gradebook import class_result, give, take_back
from active_listening.classroom.layout import ClassError
from active_listening.classroom.results import ItemResult

ANSWERS = middling()
READ = next(id for id, (points, _) in earned(ANSWERS).items() if points and points < 5)
JUDGED = ITEMS[15]
"""An answer that earns a part of its points, and one that only a person can judge."""
WAYS = ("grade", "autograde")
MOSTLY_OURS = ("grade", pytest.param("autograde", marks=pytest.mark.slow))


def answer(course: Course, student: str, answers: dict[str, Any], revision: int = 2) -> None:
    """Changes what was handed in."""
    folder = course.folder(student)
    changed = document({**ANSWERS, **answers}, student)
    for id in answers:
        changed["items"][id]["revision"] = revision
    write_json(folder / "answers.json", changed)


def item(course: Course, student: str, id: str) -> ItemResult:
    """An answer as reports and marking see it."""
    (learner,) = (one for one in class_result(NAME, course.root).submissions if one.id == student)
    (found,) = (one for one in learner.items if one.id == id)
    return found


# -- releasing -----------------------------------------------------------------------------------


def test_exercises_are_what_generate_assignment_makes_of_solutions(booked: Path) -> None:
    """Byte for byte, and nothing beside."""
    made = {path.relative_to(booked): path for path in (booked / "exercises").rglob("*.*")}
    kept = {path.relative_to(ROOT): path for path in (ROOT / "exercises" / NAME).rglob("*.*")}
    assert set(made) == {one for one in kept if ".ipynb_checkpoints" not in one.parts}
    for name, path in made.items():
        assert path.read_bytes() == (ROOT / name).read_bytes(), name


@pytest.mark.slow
def test_the_command_makes_them_too(course: Course) -> None:
    done = course.command("nbgrader", "generate_assignment", NAME)
    assert done.code == 0, done.said
    notebook = Path("exercises") / NAME / f"{NAME}.ipynb"
    assert (course.root / notebook).read_bytes() == (ROOT / notebook).read_bytes()


# -- without us ----------------------------------------------------------------------------------

STOCK = (
    "c = get_config()\n"
    "c.CourseDirectory.source_directory = 'solutions'\n"
    "c.CourseDirectory.release_directory = 'exercises'\n"
)


@pytest.mark.slow
def test_with_our_plugin_absent_every_answer_waits(course: Course) -> None:
    """Stock nbgrader cannot read them, and does not take an untouched cell for an earned zero."""
    (course.root / "nbgrader_config.py").write_text(STOCK)
    course.submit("typed", ANSWERS)
    edited = released()
    for cell in edited["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = "5.0"
    course.submit("edited", ANSWERS, notebook=edited)
    done = course.nbgrader("autograde", NAME)
    assert done.code == 0, done.said
    for student in ("typed", "edited"):
        assert (course.folder(student, "autograded") / f"{NAME}.ipynb").is_file()
        assert course.scores(student) == dict.fromkeys(ITEMS, (None, True))


# -- marking -------------------------------------------------------------------------------------


@pytest.fixture
def marked(course: Course) -> Course:
    """Two handed in and are graded; a person has judged answers of one of them."""
    course.submit("one", ANSWERS)
    course.submit("two", ANSWERS)
    course.grade()
    marks = [Mark("one", JUDGED, 7.5, "Say who was in the room."), Mark("one", READ, 4, None)]
    give(NAME, marks, course.root)
    return course


@pytest.mark.parametrize("way", WAYS)
def test_points_and_a_comment_that_a_person_gave_stay(marked: Course, way: str) -> None:
    regrade(marked, way)
    booked = marked.booked("one")
    assert booked[JUDGED][:3] == (None, False, 7.5)
    assert booked[JUDGED].comment == "Say who was in the room."
    assert booked[READ][:3] == (earned(ANSWERS)[READ][0], False, 4.0)
    assert marked.scores("two") == earned(ANSWERS)
    marked.nbgrader("generate_feedback", NAME, "--force")
    page = marked.page("one")
    assert "Say who was in the room." in page and "7.5 of 10" in page and "4 of 5" in page
    assert "Say who was in the room." not in marked.page("two")


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_that_changed_after_it_was_marked_waits_again(marked: Course, way: str) -> None:
    answer(marked, "one", {JUDGED: "Another moment, with another client."})
    regrade(marked, way)
    booked = marked.booked("one")
    assert booked[JUDGED][:3] == (None, True, 7.5), "the points stand till somebody looks"
    assert booked[JUDGED].reason is not None and booked[JUDGED].reason.startswith(CHANGED)
    assert booked[READ].waits is False
    regrade(marked, way)
    assert marked.booked("one")[JUDGED].waits is True, "and goes on waiting"
    give(NAME, [Mark("one", JUDGED, 9)], marked.root)
    regrade(marked, way)
    booked = marked.booked("one")
    assert booked[JUDGED][:3] == (None, False, 9.0)
    assert CHANGED not in (booked[JUDGED].reason or "")


@pytest.mark.parametrize("way", WAYS)
def test_a_disagreement_waits_and_keeps_its_points(course: Course, way: str) -> None:
    reason = {f"{READ}/disagrees": "It <b>asks</b> for a story."}
    course.submit("one", {**ANSWERS, **reason})
    regrade(course, way)
    points = earned(ANSWERS)[READ][0]
    booked = course.booked("one")[READ]
    assert booked[:2] == (points, True)
    assert "It <b>asks</b> for a story." in (booked.reason or "")
    assert item(course, "one", READ).disagrees == "It <b>asks</b> for a story."
    give(NAME, [Mark("one", READ, 5, "You are right.")], course.root)
    regrade(course, way)
    assert course.booked("one")[READ][:3] == (points, False, 5.0)
    course.nbgrader("generate_feedback", NAME)
    page = course.page("one")
    assert "It &lt;b&gt;asks&lt;/b&gt; for a story." in page and "You are right." in page


@pytest.mark.parametrize("way", MOSTLY_OURS)
def test_a_disagreement_after_marking_waits_again(marked: Course, way: str) -> None:
    answer(marked, "one", {f"{READ}/disagrees": "It asks for a story."})
    regrade(marked, way)
    assert marked.booked("one")[READ][1:3] == (True, 4.0)


def test_marks_are_given_whole_or_not_at_all(marked: Course) -> None:
    before = marked.booked("two")
    for mark in (
        Mark("two", JUDGED, 11),
        Mark("two", JUDGED, -1),
        Mark("two", JUDGED, float("nan")),
        Mark("two", "no-such-task", 1),
        Mark("nobody", JUDGED, 1),
    ):
        with pytest.raises(ClassError):
            give(NAME, [Mark("two", READ, 1, "x"), mark], marked.root)
        assert marked.booked("two") == before


def test_half_a_character_in_a_comment_is_kept_as_a_sign(marked: Course) -> None:
    give(NAME, [Mark("two", JUDGED, 5, "Good \ud83d \ud83d\ude00")], marked.root)
    assert marked.booked("two")[JUDGED].comment == "Good \ufffd \U0001f600"


def test_a_mark_is_taken_back(marked: Course) -> None:
    take_back(NAME, [Mark("one", JUDGED, None), Mark("one", READ, None)], marked.root)
    booked = marked.booked("one")
    assert booked[JUDGED] == Booked(None, True, None, booked[JUDGED].reason, None)
    assert booked[READ].manual is None
    with pytest.raises(ClassError, match="Nothing was changed"):
        take_back(NAME, [Mark("one", JUDGED, None), Mark("nobody", READ, None)], marked.root)


@pytest.mark.parametrize("way", MOSTLY_OURS)
def test_a_flagged_submission_is_mended_by_handing_in_again(course: Course, way: str) -> None:
    folder = course.submit("one", None, notebook=released())
    regrade(course, way)
    assert course.scores("one") == dict.fromkeys(ITEMS, (None, True))
    assert class_result(NAME, course.root).submissions[0].problem
    write_json(folder / "answers.json", document(ANSWERS))
    if way == "grade":
        assert course.grade()["one"].problem == "", "what could not be read is read again"
    else:
        regrade(course, way)
    assert course.scores("one") == earned(ANSWERS)
    assert class_result(NAME, course.root).submissions[0].problem == ""


def test_grade_leaves_what_was_graded_until_something_newer_comes(course: Course) -> None:
    course.submit("one", ANSWERS)
    assert course.grade()["one"].again is False
    answer(course, "one", {READ: "Was it OK?"})
    assert course.grade()["one"].again is True
    assert course.scores("one") == earned(ANSWERS)
    (course.folder("one") / "timestamp.txt").write_text("2026-03-03 09:00:00 UTC")
    assert course.grade()["one"].again is False
    assert course.scores("one") == earned({**ANSWERS, READ: "Was it OK?"})


# -- feedback ------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", MOSTLY_OURS)
def test_feedback_is_our_page_without_a_script(course: Course, way: str) -> None:
    bad = "<script>pwned()</script> How was it?"
    course.submit("one", {**ANSWERS, READ: bad, f"{READ}/disagrees": bad})
    regrade(course, way)
    give(NAME, [Mark("one", JUDGED, 3, bad)], course.root)
    done = course.nbgrader("generate_feedback", NAME)
    assert done.code == 0, done.said
    page = course.page("one")
    assert page.count("&lt;script&gt;pwned()&lt;/script&gt;") >= 2  # the comment, the reason
    assert page.count("pwned") >= 3  # and the answer, cut where words decided
    assert "pwned" not in active_parts(page)
    assert not {"<script", "<link", "<iframe", "http:", "https:"} & set(page.split())
    assert page.count("<article") == len(ITEMS)
    assert escape(ASSIGNMENT.items[0].scene).replace("&#x27;", "&#39;") in page
    assert "Handed in 02 March 2026" in page


def test_feedback_on_what_could_not_be_read_is_no_zero(course: Course) -> None:
    course.submit("one", None, notebook=released())
    course.grade()
    course.nbgrader("generate_feedback", NAME)
    page = course.page("one")
    assert "Something went wrong with what you handed in." in page
    assert page.count("not judged yet") == len(ITEMS)


@pytest.mark.parametrize("way", MOSTLY_OURS)
def test_points_taken_off_for_lateness_are_told(course: Course, way: str) -> None:
    (course.root / "late.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class Late(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, total_seconds_late):\n"
        "        return 3 if total_seconds_late else None\n"
    )
    config = course.root / "nbgrader_config.py"
    config.write_text(
        config.read_text() + "\nimport sys\n"
        f"sys.path.insert(0, {str(course.root)!r})\nimport late\nsys.path.pop(0)\n"
        "sys.modules.pop('late')\n"
        "c.AssignLatePenalties.plugin_class = late.Late\n"
    )
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
        book.update_or_create_assignment(NAME, duedate="2026-03-01 09:00:00 UTC")
    course.submit("one", ANSWERS)
    regrade(course, way)
    (learner,) = class_result(NAME, course.root).submissions
    assert learner.penalty == 3
    assert learner.low == pytest.approx(sum(p or 0 for p, _ in earned(ANSWERS).values()) - 3)
    course.nbgrader("generate_feedback", NAME)
    assert ", less 3 taken off for handing in late" in course.page("one")


# -- one submission's trouble --------------------------------------------------------------------


def test_a_surprise_in_one_submission_stops_no_other(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from active_listening.classroom import grader

    for learner in ("a", "b", "c"):
        course.submit(learner, ANSWERS)
    real, calls_of = grader.grade_notebook, iter("abc")

    def sometimes(*args: Any) -> Any:
        if next(calls_of) == "b":
            raise RecursionError("too deep")
        return real(*args)

    monkeypatch.setattr(grader, "grade_notebook", sometimes)
    outcomes = course.grade()
    assert "RecursionError: too deep" in outcomes["b"].problem
    assert course.scores("a") == course.scores("c") == earned(ANSWERS)
    assert not course.folder("b", "autograded").exists()
    (b,) = (one for one in class_result(NAME, course.root).submissions if one.id == "b")
    assert b.problem and not b.items


def test_folders_that_are_no_learners(course: Course) -> None:
    """What is hidden is passed over; a name that can be nobody's is told, and stops nobody."""
    course.submit("one", ANSWERS)
    course.submit(".ipynb_checkpoints", ANSWERS)
    odd = "jos\udce9", "<img src=x>"
    for name in odd:
        course.submit(name, ANSWERS)
    (course.root / "submitted" / "notes.txt").write_text("x")
    outcomes = course.grade()
    assert set(outcomes) == {"one", *odd}
    assert all("Rename it" in outcomes[name].problem for name in odd)
    assert [one.id for one in class_result(NAME, course.root).submissions if one.items] == ["one"]
    assert course.booked("one") and not course.booked(odd[1])


@pytest.mark.parametrize(
    "stamp",
    ["", "\x00", "yesterday", "2026-13-45", "99999999999999", "0 0 0", "x" * 5000, "1 2 /dev/zero",
     "0001-01-01 00:00:00 +9999", "9999-12-31 23:59:59 -2359", "NaN", "2026-03-02T09:00:00Z",
     "1e999", "２０２６"],
    ids=ascii,
)  # fmt: skip
def test_any_time_beside_a_submission(course: Course, stamp: str) -> None:
    course.submit("one", ANSWERS, stamp=stamp)
    assert course.grade()["one"].problem == ""
    assert course.scores("one") == earned(ANSWERS)
    course.grade()


def test_revisions_and_times_do_not_mix_up_learners(course: Course) -> None:
    """Two with other answers in one run, the first of them graded again alone."""
    other = {**ANSWERS, READ: "Was it OK?", **{f"{READ}/disagrees": "x"}}
    course.submit("a", ANSWERS)
    course.submit("b", other)
    course.grade()
    changed = document(ANSWERS)
    changed["items"][READ] = entry("What was the trial like for your crews?", 5)
    write_json(course.folder("a") / "answers.json", changed)
    (course.folder("a") / "timestamp.txt").write_text("2026-04-02 09:00:00 UTC")
    outcomes = course.grade()
    assert (outcomes["a"].again, outcomes["b"].again) == (False, True)
    assert course.scores("b") == earned(other)
    assert course.scores("a") == earned({**ANSWERS, READ: changed["items"][READ]["answer"]})


def test_a_course_without_the_assignment_booked_says_what_to_do(
    course: Course,
) -> None:
    (course.root / "gradebook.db").unlink()
    course.submit("one", ANSWERS)
    with pytest.raises(ClassError, match=f"nbgrader generate_assignment {NAME}"):
        class_result(NAME, course.root)
    with pytest.raises(ClassError, match=f"nbgrader generate_assignment {NAME}"):
        course.grade()
    assert not (course.root / "gradebook.db").exists()
