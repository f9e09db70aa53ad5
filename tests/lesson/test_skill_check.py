"""A form of the test: tasks one at a time, what was answered kept, nothing told before the end."""

import json

import pytest

from active_listening import bank
from active_listening.bank import forms
from active_listening.lesson import questions, skill_marks
from active_listening.lesson.skill_checks import MISSING, WORDS_FIRST, SkillCheck

FORM = bank.form("form-a")
TASKS = [forms.task(id) for ids in FORM.parts.values() for id in ids]


def best(task):
    """An answer that earns everything."""
    if isinstance(task, bank.Rewrite):
        return task.models[0]
    match task.kind:
        case "single":
            return next(option.say for option in task.options if option.right)
        case "several":
            return [option.say for option in task.options if option.right]
        case "true_false":
            return task.right
        case "order":
            return list(task.steps)
        case "mark":
            return [n for n, line in enumerate(task.lines, 1) if line.mark]
        case "sort":
            return {entry.say: entry.group for entry in task.entries}
        case "match":
            return {pair.say: pair.goes_with for pair in task.pairs}


def answer_all(page, given=best):
    page.send("begin")
    for task in TASKS:
        page.send("answer", id=task.id, answer=given(task))


def test_twenty_tasks_a_quarter_of_them_written():
    assert len(TASKS) == sum(part.items for part in forms.blueprint()) == 20
    assert sum(isinstance(task, bank.Rewrite) for task in TASKS) == 5
    assert list(forms.findings(FORM)) == []


def test_all_right_is_a_hundred_and_nothing_is_nought():
    marked = skill_marks.mark(FORM, {task.id: best(task) for task in TASKS})
    assert (marked.points, marked.counted) == (100, 20)
    nothing = skill_marks.mark(FORM, {})
    assert (nothing.points, nothing.counted) == (0, 20)
    assert {item.outcome for item in nothing.items} == {"left"}


def test_what_the_coach_cannot_read_counts_for_nothing():
    answers = {task.id: best(task) for task in TASKS}
    answers["fa-say-it-back"] = "Desde marzo su gente tiene que explicar la tienda cada vez."
    marked = skill_marks.mark(FORM, answers)
    (unsure,) = [item for item in marked.items if item.outcome == "unsure"]
    assert (unsure.id, marked.points, marked.counted) == ("fa-say-it-back", 100, 19)


def test_the_weakest_part_is_where_most_is_to_gain():
    answers = {task.id: best(task) for task in TASKS}
    for id in FORM.parts["validate"]:
        del answers[id]
    weakest = skill_marks.mark(FORM, answers).weakest
    assert weakest is not None
    assert weakest.part == "validate"


def test_a_whole_form_ends_in_points_by_skill(open_page, record):
    page = open_page(SkillCheck, FORM)
    assert page.view["stage"] == "begin"
    answer_all(page)
    assert page.view["stage"] == "end"
    assert (page.view["points"], page.view["counted"]) == (100, 20)
    assert [part["points"] for part in page.view["parts"]] == [100] * 5
    record.flush()
    attempts = [entry for entry in record.history(FORM.id) if entry.kind == "attempt"]
    assert [entry.points for entry in attempts] == [100]


def test_nothing_is_told_before_the_end(open_page):
    page = open_page(SkillCheck, FORM)
    page.send("begin")
    for task in TASKS:
        shown = json.dumps(page.view)
        said = [option.feedback for option in getattr(task, "options", ())]
        said += list(task.models)[:1] if isinstance(task, bank.Rewrite) else []
        assert not [text for text in said if json.dumps(text)[1:-1] in shown]
        page.send("leave", id=task.id)


def test_it_goes_on_where_it_stopped(open_page, record):
    page = open_page(SkillCheck, FORM)
    page.send("begin")
    page.send("answer", id=TASKS[0].id, answer=best(TASKS[0]))
    page.send("leave", id=TASKS[1].id)
    record.flush()
    again = open_page(SkillCheck, FORM)
    assert (again.view["stage"], again.view["number"]) == ("task", 3)
    again.send("back")
    again.send("back")
    assert again.view["question"]["picked"] == [best(TASKS[0])]


def test_words_typed_and_not_yet_sent_are_kept(open_page, record):
    page = open_page(SkillCheck, FORM)
    page.send("begin")
    for task in TASKS[:5]:
        page.send("leave", id=task.id)
    page.send("text", value="What have your morn", n=1, field="", **{"from": "me"})
    record.flush()
    assert open_page(SkillCheck, FORM).view["written"]["text"] == "What have your morn"


@pytest.mark.parametrize(
    ("skipped", "answer", "said"),
    [(0, None, MISSING), (0, "no such option", MISSING), (1, {}, MISSING), (5, "one", WORDS_FIRST)],
)
def test_no_answer_is_asked_for_and_no_rubbish_is_kept(open_page, skipped, answer, said):
    page = open_page(SkillCheck, FORM)
    page.send("begin")
    for task in TASKS[:skipped]:
        page.send("leave", id=task.id)
    page.send("answer", id=TASKS[skipped].id, answer=answer)
    assert page.said("empty")[-1]["text"] == said
    assert page.view["number"] == skipped + 1


def test_a_click_that_comes_twice_answers_once(open_page):
    page = open_page(SkillCheck, FORM)
    page.send("begin")
    page.send("leave", id=TASKS[0].id)
    page.send("leave", id=TASKS[0].id)
    assert page.view["number"] == 2


def test_skipped_and_begun_after_all(open_page):
    page = open_page(SkillCheck, FORM)
    page.send("skip")
    assert page.view["stage"] == "skipped"
    page.send("begin")
    assert page.view["stage"] == "task"


@pytest.mark.parametrize("task", [t for t in TASKS if isinstance(t, bank.Quiz)], ids=lambda t: t.id)
def test_what_is_right_is_told_in_words(task):
    told = questions.solution(task)
    assert told
    assert all(isinstance(text, str) and text for text in told)


def test_the_reason_is_that_of_what_was_chosen():
    task = TASKS[0]
    wrong = next(option for option in task.options if not option.right)
    assert questions.reason(task, wrong.say) == wrong.feedback
    assert questions.reason(task, best(task)) == next(o.feedback for o in task.options if o.right)
    assert questions.reason(task, None) == ""
