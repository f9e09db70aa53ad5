"""Late policy and extra time: nbgrader's own rule, the same by either way of grading."""

from __future__ import annotations

import contextlib
import csv
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import ITEMS, NAME, Course, earned, middling, regrade
from pytest import approx

from active_listening.classroom import gradebook, hand_back, layout
from active_listening.classroom.book import Mark
from active_listening.classroom.gradebook import class_result
from active_listening.classroom.late import ALWAYS, read
from active_listening.classroom.layout import ClassError
from active_listening.classroom.results import StudentResult

ANSWERS = middling()
SCORE = round(sum(points or 0 for points, _ in earned(ANSWERS).values()), 2)
JUDGED = ITEMS[15]
"""An answer that only a person can judge."""
DUE = "2026-03-02 09:00:00 UTC"
DAYS_BEGUN = {
    "a second before": ("2026-03-02 08:59:59 UTC", 0),
    "on time": (DUE, 0),
    "a second late": ("2026-03-02 09:00:01 UTC", 1),
    "a day late": ("2026-03-03 09:00:00 UTC", 1),
    "two days late": ("2026-03-04 09:00:01 UTC", 3),
    "on time elsewhere": ("2026-03-02T06:00:00-03:00", 0),
    "late elsewhere": ("2026-03-02T08:00:00-03:00", 1),
    "at no known time": ("", 0),
}
"""By learner: when it was handed in, and days begun after the due date."""
OWN = """
from nbgrader.plugins import BasePlugin
class Own(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        {body}
c.AssignLatePenalties.plugin_class = Own
"""
ZERO = "c.LateSubmissionPlugin.penalty_method = 'zero'"
A_POINT_A_DAY = OWN.format(body="return -(-total_seconds_late // 86400)")
POLICIES: dict[str, tuple[str, Callable[[int], float | None]]] = {
    "none": ("", lambda days: None),
    "zero": (ZERO, lambda days: SCORE),
    "a point a day": (A_POINT_A_DAY, float),
    "more than there is": (OWN.format(body="return 1000"), lambda days: SCORE),
    "less than nothing": (OWN.format(body="return -5"), lambda days: 0),
    "a tenth": (OWN.format(body="return score / 10"), lambda days: SCORE / 10),
}
"""By name: the line in nbgrader_config.py, and what it costs who is late by so many days."""
WAYS = ("grade", "autograde")


def config(course: Course, lines: str = "", **settings: object) -> None:
    """Writes nbgrader_config.py as a trainer does, with settings of `configure`."""
    given = "".join(f", {name}={value!r}" for name, value in settings.items())
    (course.root / "nbgrader_config.py").write_text(
        "from active_listening.classroom.config import configure\n"
        f"c = get_config()\nconfigure(c{given})\n{lines}\n"
    )
    layout._config.cache_clear()  # a command reads it once, and here all run in one process


def due(course: Course, when: str = DUE) -> None:
    assert course.nbgrader("db", "assignment", "add", NAME, f"--duedate={when}").code == 0


def penalties(course: Course) -> dict[str, float | None]:
    """nbgrader's own column, by learner."""
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as db:
        return dict(
            db.execute(
                "select student_id, late_submission_penalty from submitted_notebook part "
                "join submitted_assignment handed on handed.id = part.assignment_id"
            ).fetchall()
        )


def one(course: Course) -> StudentResult:
    """The only learner."""
    (learner,) = class_result(NAME, course.root).submissions
    return learner


@pytest.fixture
def late(course: Course) -> Course:
    """One learner, two days late, is graded where a late answer earns nothing."""
    config(course, ZERO)
    due(course)
    course.submit("one", ANSWERS, stamp="2026-03-04 09:00:01 UTC")
    course.grade()
    return course


# -- the policy ----------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_taken_off_is_what_nbgrader_takes_off(course: Course, policy: str) -> None:
    """The same class by ours and then by nbgrader's, row by row."""
    line, cost = POLICIES[policy]
    config(course, line)
    due(course)
    for learner, (stamp, _) in DAYS_BEGUN.items():
        course.submit(learner, ANSWERS, stamp=stamp)
    expected = {who: cost(days) if days else None for who, (_, days) in DAYS_BEGUN.items()}
    for way in WAYS:
        regrade(course, way)
        assert penalties(course) == approx(expected), way
        for learner in class_result(NAME, course.root).submissions:
            left = SCORE - (expected[learner.id] or 0)
            assert learner.low == approx(left, abs=0.01), (way, learner.id)


def test_without_a_due_date_nobody_is_late(course: Course) -> None:
    config(course, ZERO)
    course.submit("one", ANSWERS)
    regrade(course, "grade")
    assert penalties(course) == {"one": None}


@pytest.mark.parametrize("way", WAYS)
def test_who_is_in_time_after_all_has_it_back(late: Course, way: str) -> None:
    """By another time of handing in, and by another due date; grading again decides."""
    assert penalties(late) == {"one": approx(SCORE)}
    (late.folder("one") / "timestamp.txt").write_text(DUE)
    regrade(late, way)
    assert penalties(late) == {"one": None}
    due(late, "2026-03-01 09:00:00 UTC")
    regrade(late, way)
    assert penalties(late) == {"one": approx(SCORE)}
    due(late, "2026-03-03 09:00:00 UTC")
    regrade(late, way)
    assert penalties(late) == {"one": None} and one(late).low == SCORE


def test_a_new_release_keeps_the_due_date(late: Course) -> None:
    assert late.nbgrader("generate_assignment", NAME).code == 0
    regrade(late, "grade")
    assert penalties(late) == {"one": approx(SCORE)}


@pytest.mark.parametrize("way", WAYS)
def test_nbgraders_own_extension_counts(late: Course, way: str) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{late.root}/gradebook.db") as book:
        book.grant_extension(NAME, "one", days=3)
    regrade(late, way)
    assert penalties(late) == {"one": None}


def test_a_time_that_is_none_takes_nothing_off(course: Course) -> None:
    config(course, ZERO)
    due(course)
    course.submit("one", ANSWERS, stamp="yesterday")
    assert course.grade()["one"].problem == ""
    assert penalties(course) == {"one": None}


def test_a_policy_that_fails_is_one_sentence(course: Course) -> None:
    config(course, OWN.format(body="return 1 / 0"))
    due(course)
    course.submit("one", ANSWERS, stamp="2026-03-04 09:00:00 UTC")
    done = course.active_listening("grade", NAME, "--workers", "1")
    assert done.code == 2 and "The late policy that nbgrader_config.py names fails." in done.said
    assert "ZeroDivisionError" in done.said
    with pytest.raises(ClassError, match="ZeroDivisionError"):
        class_result(NAME, course.root)


def test_a_command_of_its_own_knows_it_too(course: Course) -> None:
    """It starts without most of nbgrader, and loads of it what the policy needs."""
    config(course, A_POINT_A_DAY, extra_time={"one": "1 day"})
    due(course)
    for learner in ("one", "two"):
        course.submit(learner, ANSWERS, stamp="2026-03-04 09:00:01 UTC")
    done = course.command("active-listening", "grade", NAME, "--feedback", "--workers", "1")
    assert done.code == 0, done.said
    assert penalties(course) == {"one": 2, "two": 3}
    assert "less 2 taken off" in course.page("one") and "less 3 taken off" in course.page("two")


# -- points that a person gives later ------------------------------------------------------------


def in_formgrader(course: Course, points: float) -> None:
    """What formgrader's page does when a person types points."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
        grade = book.find_grade(JUDGED, NAME, NAME, "one")
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def test_points_given_on_our_page_are_late_too(late: Course) -> None:
    gradebook.give(NAME, [Mark("one", JUDGED, 10)], late.root)
    assert penalties(late) == {"one": approx(SCORE + 10)}
    gradebook.take_back(NAME, [Mark("one", JUDGED, None)], late.root)
    assert penalties(late) == {"one": approx(SCORE)}


READERS: dict[str, Callable[[Course], object]] = {
    "a report": lambda course: class_result(NAME, course.root),
    "our feedback": lambda course: hand_back.hand_back(NAME, course.root, 1),
    "nbgrader's feedback": lambda course: course.nbgrader("generate_feedback", NAME, "--force"),
    "grade": lambda course: regrade(course, "grade"),
    "autograde": lambda course: regrade(course, "autograde"),
}


@pytest.mark.parametrize("reader", READERS)
def test_points_given_in_formgrader_are_late_too(late: Course, reader: str) -> None:
    """formgrader looks at no penalty; whatever of ours reads the points next does."""
    in_formgrader(late, 10)
    assert penalties(late) == {"one": approx(SCORE)}
    READERS[reader](late)
    assert penalties(late) == {"one": approx(SCORE + 10)}
    assert one(late).low == 0


# -- who is told ---------------------------------------------------------------------------------


def exported(course: Course, exporter: str) -> dict[str, str]:
    """The only learner's row."""
    name = f"active_listening.classroom.exporters.{exporter}"
    done = course.nbgrader("export", f"--exporter={name}", "--to=made.csv")
    assert done.code == 0, done.said
    text = (course.root / "made.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(text.splitlines())
    return row


def test_the_learner_and_the_exports_are_told(course: Course) -> None:
    config(course, A_POINT_A_DAY)
    due(course)
    course.submit("one", ANSWERS, stamp="2026-03-04 09:00:01 UTC")
    course.grade()
    waits = [id for id, (_, waits) in earned(ANSWERS).items() if waits]
    gradebook.give(NAME, [Mark("one", id, 2) for id in waits], course.root)
    total = SCORE + 2 * len(waits) - sum(earned(ANSWERS)[id][0] or 0 for id in waits)
    for make in ("our feedback", "nbgrader's feedback"):
        READERS[make](course)
        assert f": {total:g}, less 3 taken off for handing in late" in course.page("one")
        assert f"<strong>{total - 3:g} of 95 points</strong>" in course.page("one")
    row = exported(course, "GradesCsv")
    assert (float(row["late_submission_penalty"]), row["status"]) == (3, "final")
    assert float(row["raw_score"]) == approx(total)
    assert float(row["score"]) == approx(total - 3)
    moodle = exported(course, "MoodleCsv")
    assert float(moodle[f"Assignment: {NAME} (Real)"]) == approx(total - 3)
    told = "3 points were taken off for handing in late."
    assert moodle[f"Assignment: {NAME} (Feedback)"] == told


# -- extra time ----------------------------------------------------------------------------------

EXTRA = {
    "a day more": "1 day",
    "enough": "49 hours",
    "elsewhere": {"04_paraphrase_and_check": "1 week"},
    "here": {NAME: "36 hours", "04_paraphrase_and_check": "1 week"},
}


@pytest.mark.parametrize("policy", ["zero", "a point a day"])
def test_extra_time_moves_the_due_date_of_one_learner(course: Course, policy: str) -> None:
    """Handed in two days and a second late, by either way of grading."""
    line, cost = POLICIES[policy]
    config(course, line, extra_time=EXTRA)
    due(course)
    for learner in (*EXTRA, "none"):
        course.submit(learner, ANSWERS, stamp="2026-03-04 09:00:01 UTC")
    days = {"a day more": 2, "enough": 0, "elsewhere": 3, "here": 1, "none": 3}
    for way in WAYS:
        regrade(course, way)
        expected = {who: cost(begun) if begun else None for who, begun in days.items()}
        assert penalties(course) == approx(expected), way


def test_extra_time_taken_back_is_gone_with_the_next_grading(late: Course) -> None:
    config(late, ZERO, extra_time={"one": "1 week"})
    regrade(late, "grade")
    assert penalties(late) == {"one": None}
    config(late, ZERO)
    regrade(late, "grade")
    assert penalties(late) == {"one": approx(SCORE)}


WRONG = {
    "nobody": ({"onne": "2 days"}, "'onne', who is not in the gradebook"),
    "no assignment": ({"one": {"03_questions": "2 days"}}, "'03_questions', which is no assign"),
    "no time": ({"one": "2 dayz"}, "The extra time of 'one'"),
    "no list": ("2 days", "Write extra_time in nbgrader_config.py like this"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_extra_time_that_cannot_be_is_told(course: Course, wrong: str) -> None:
    """It stops the grading: given to nobody, it would cost a learner points and say nothing."""
    extra, told = WRONG[wrong]
    config(course, extra_time=extra)
    course.submit("one", ANSWERS)
    done = course.active_listening("grade", NAME, "--workers", "1")
    assert done.code == 2 and told in done.said and "Traceback" not in done.said
    done = course.nbgrader("autograde", NAME)
    assert done.code == 1 and told in done.said
    assert not (course.folder("one", "autograded") / f"{NAME}.ipynb").exists()


def test_extra_time_for_who_comes_later(course: Course) -> None:
    """In the gradebook, or only among what was handed in; an assignment that is not out yet."""
    extra = {"a": "2 days", "z": "2 days", "m": {"14_not_out_yet": "1 day"}}
    config(course, extra_time=extra)
    (course.root / "solutions" / "14_not_out_yet").mkdir()
    assert course.nbgrader("db", "student", "add", "a").code == 0
    for learner in ("m", "z"):
        course.submit(learner, ANSWERS)
    assert course.nbgrader("autograde", NAME).code == 0
    assert set(penalties(course)) == {"m", "z"}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1 day", 86400), ("2 days", 172800), ("1.5 days", 129600), ("36 hours", 129600),
     ("90minutes", 5400), (" 1 week ", 604800), ("0 days", 0)],
)  # fmt: skip
def test_times_are_read(text: str, seconds: float) -> None:
    assert read({"mei": text}) == {("mei", ALWAYS): seconds}
    assert read({"mei": {NAME: text}}) == {("mei", NAME): seconds}


@pytest.mark.parametrize(
    "text", ["", "day", "-1 day", "1e9 days", "1,5 days", "3", 3, None, "123456 days", "३ days"]
)
def test_other_times_are_refused(text: object) -> None:
    for given in (text, {NAME: text}):
        with pytest.raises(ClassError, match="mei"):
            read({"mei": given})


def test_a_configuration_with_a_slip_of_the_pen_is_one_sentence(course: Course) -> None:
    config(course, "c.Oops.x = [")
    course.submit("one", ANSWERS)
    done = course.active_listening("grade", NAME)
    assert done.code == 2 and "nbgrader_config.py cannot be read. SyntaxError" in done.said
    assert done.said.count("\n") == 1 and not Path(course.root, "autograded").exists()
