"""What the class may see: nothing of a group under five, by whatever way one goes about it."""

from __future__ import annotations

import html
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from report_class import ASSIGNMENT, NAMES, class_of, learner, made_up

from active_listening import bank
from active_listening.classroom.report import page, shared, tidy
from active_listening.classroom.report.examples import examples
from active_listening.classroom.results import ClassResult

BIG = class_of(30, marked=True, flagged=2, absent=3)


def words_of(result: ClassResult, second: dict[tuple[str, str], float] | None = None) -> str:
    """The class's page as a reader has it, drawings and descriptions included."""
    return plain(page.for_class(shared.share(result, second)))


def plain(text: str) -> str:
    text = re.sub(r"<style.*?</style>", " ", text, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


# -- by subtraction ------------------------------------------------------------------------------


# What lies between the ends is in the slow tier.
ONE_OR_FOUR = [
    1,
    pytest.param(2, marks=pytest.mark.slow),
    pytest.param(3, marks=pytest.mark.slow),
    4,
]


@pytest.mark.parametrize("of", range(10, 80))
def test_a_small_group_could_be_any_number_from_none_to_four(of: int) -> None:
    """The attack of somebody who knows the class's size and this very program."""
    could_be = defaultdict(set)
    for some in range(of + 1):
        could_be[shared.portion(some, of)].add(some)
    assert None not in could_be
    for numbers in could_be.values():
        for small in (numbers, {of - some for some in numbers}):
            if small & set(range(5)):
                assert small >= set(range(5))


def test_among_fewer_than_ten_no_portion_is_told() -> None:
    assert {shared.portion(some, of) for of in range(10) for some in range(of + 1)} == {None}


@cache
def page_where_some_missed(count: int, id: str) -> str:
    """Of thirty, the first `count` missed one criterion on one task; all points stay the same."""

    def met(place: int, number: int, criterion: str) -> str:
        return "no" if criterion == id and place < count and number == 1 else "full"

    return words_of(made_up(30, met, lambda place, number: 5.0 if place % 2 else 2.5))


@pytest.mark.parametrize("few", ONE_OR_FOUR)
@pytest.mark.parametrize("id", ["Q6", pytest.param("Q8", marks=pytest.mark.slow)])
def test_the_page_is_the_same_whether_one_missed_it_or_four(few: int, id: str) -> None:
    nobody, everybody = page_where_some_missed(0, id), page_where_some_missed(30, id)
    assert page_where_some_missed(few, id) == nobody
    assert page_where_some_missed(30 - few, id) == everybody
    assert len({nobody, everybody, page_where_some_missed(15, id)}) == 3


@pytest.mark.parametrize("few", ONE_OR_FOUR)
def test_the_page_is_the_same_whether_one_is_absent_or_four(few: int) -> None:
    some = class_of(12, marked=True)

    def with_absent(count: int) -> shared.Shared:
        return shared.share(replace(some, absent=tuple(f"x{n}" for n in range(count))))

    assert with_absent(few) == with_absent(0) != with_absent(15)


@pytest.mark.parametrize("few", ONE_OR_FOUR)
def test_the_page_is_the_same_whether_one_waits_or_four(few: int) -> None:
    """Only the points may differ, which here are the same for everybody."""

    def waiting(count: int) -> shared.Shared:
        done = made_up(20, lambda *_: "full", lambda place, number: 5.0)
        students = [
            replace(s, items=tuple(replace(i, waiting=n < count) for i in s.items))
            for n, s in enumerate(done.submissions)
        ]
        return shared.share(replace(done, submissions=tuple(students)))

    assert waiting(few).final == waiting(0).final != waiting(10).final


def test_every_number_on_the_page_is_one_of_those_that_may_be_there() -> None:
    """Tasks' numbers, the points there are, the median, per cents in fives: no count of people."""
    second = {(s.id, i.id): 0.0 for s in BIG.submissions for i in s.items if i.auto is not None}
    second |= {key: 5.0 for n, key in enumerate(second) if n % 3}
    known = shared.share(BIG, second)
    text = page.for_class(known)
    assert (len(known.bands), len(known.middle), known.same_level is not None) == (2, 1, True)
    text, tasks = re.subn(r'<td class="figure">\d+</td>', " ", text)
    assert tasks == len(ASSIGNMENT.items)
    shown = re.sub(r"Task \d+|Assignment 03", " ", plain(text))
    for example in (one for missed in known.missed for one in missed.examples):
        shown = shown.replace(example.text, " ").replace(example.reason, " ")
    per_cents = re.findall(r"(\d+)%|(\d+) to (?=\d+%)", shown)
    assert {int(a or b) % 5 for a, b in per_cents} == {0}
    shown = re.sub(r"\d+(?: to \d+)?%", " ", shown)
    ticks = set(range(0, 101, 10))
    rest = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", shown)}
    assert rest - ticks <= {95, 1, known.kappa, *known.middle}


@pytest.mark.parametrize("seed", range(40))
def test_bands_hold_five_or_more_and_leave_nobody_out(seed: int) -> None:
    chance = random.Random(seed)
    points = [round(chance.uniform(0, 95) ** chance.uniform(0.6, 1), 2) for _ in range(seed + 3)]
    made = shared.bands(points, 95)
    if not made:
        return
    assert (made[0][0], made[-1][1]) == (0, 100)
    for (_, high, _), (low, _, _) in pairwise(made):
        assert high == low
    for low, high, part in made:
        inside = sum(low <= 100 * p / 95 < high or (high == 100 and p == 95) for p in points)
        assert inside >= 5
        assert part == 5 * round(20 * inside / len(points))


def test_many_results_are_told_apart_in_five_bands() -> None:
    assert [band[2] for band in shared.bands([9.5 + 19 * (n % 5) for n in range(50)], 95)] == [
        20
    ] * 5


@pytest.mark.parametrize(
    "full",
    [
        pytest.param(full, marks=[] if full in (0, 4, 5, 15, 16, 20) else [pytest.mark.slow])
        for full in range(21)
    ],
)
def test_a_task_s_per_cent_is_given_only_with_five_on_either_side(full: int) -> None:
    result = made_up(20, lambda *_: "full", lambda place, _: 5.0 if place < full else 0.0)
    (percent,) = {task.percent for task in shared.share(result).tasks}
    assert percent == (5 * full if 5 <= full <= 15 else None)


@pytest.mark.parametrize("count", range(5))
def test_fewer_than_five_results_are_not_shown_at_all(count: int) -> None:
    known = shared.share(class_of(count, marked=True, absent=30))
    assert (known.bands, known.middle, known.tasks, known.missed) == ((), (), (), ())
    assert known.final is None
    assert "fewer than five results" in words_of(class_of(count, marked=True))


def test_agreement_is_told_only_where_five_learners_stand_on_either_side() -> None:
    plain = made_up(12, lambda *_: "full", lambda *_: 5.0)
    for apart in (0, 4, 5, 7, 8, 12):
        second = {
            (s.id, i.id): 0.0 if n < apart and i.number == 1 else 5.0
            for n, s in enumerate(plain.submissions)
            for i in s.items
        }
        assert (shared.share(plain, second).same_level is not None) == (apart >= 5)


# -- names and words -----------------------------------------------------------------------------


def test_nobody_is_named() -> None:
    shown = words_of(BIG).casefold()
    for place in range(30):
        first, _, last = NAMES[place % len(NAMES)].casefold().partition(" ")
        assert f"{first}{place}" not in shown
        assert last not in shown
        assert f"id{place:03}" not in shown
    assert "example.org" not in shown
    assert "abs0" not in shown


def test_an_answer_is_shown_only_where_five_missed_the_same_on_the_same_task() -> None:
    second = class_of(30, seed=9, marked=True)
    total = 0
    for result in (BIG, second):
        missed = Counter(
            (tidy.criterion_name(c["id"]), i.number)
            for s in tidy.graded(result)
            for i in s.items
            if tidy.was_read(i) and i.reading
            for c in i.reading["criteria"]
            if c["met"] == "no"
        )
        for one in shared.share(result).missed:
            for example in one.examples:
                total += 1
                assert missed[one.name, example.number] >= 5
                kind = ASSIGNMENT.items[example.number - 1]
                assert isinstance(kind, bank.Rewrite)
    assert total > 3


def test_no_other_answer_stands_on_the_page() -> None:
    shown, known = words_of(BIG), shared.share(BIG)
    chosen = {example.text for missed in known.missed for example in missed.examples}
    tasks = {task.task for task in known.tasks}
    typed = {
        text
        for student in BIG.submissions
        for item in student.items
        for text in (item.answer.values() if isinstance(item.answer, dict) else [item.answer])
        if text and text not in tasks
    }
    assert typed > chosen > set()
    for text in typed - chosen:
        assert text not in shown


ORDINARY = "Did the drivers get on with the new screen?"


def one_answer(text: str, **fields: object) -> ClassResult:
    """Six learners who all typed `text` for the first task, read by the coach."""
    from active_listening.grading import grade

    item = ASSIGNMENT.items[0]
    one = grade(ASSIGNMENT, {item.id: text}).items[0]
    read = replace(
        class_of(1).submissions[0].items[0],
        answer=text, status=one.status, reading=one.reading.as_dict() if one.reading else None,
        auto=one.points, waiting=False,
    )  # fmt: skip
    students = tuple(learner(place, (replace(read, **fields),)) for place in range(6))
    return ClassResult("03_open_questions", 5.0, students)


def texts_shown(result: ClassResult) -> set[str]:
    found = examples(result, tidy.name_order(), fewest=5)
    return {one.text for listed in found.values() for one in listed}


def test_an_ordinary_question_is_shown_with_the_reason() -> None:
    found = examples(one_answer(ORDINARY), ["not_closed"], fewest=5)["not_closed"]
    assert [one.text for one in found] == [ORDINARY]
    assert "yes or no" in found[0].reason
    assert any(part["kinds"] for part in found[0].segments)
    assert texts_shown(one_answer(ORDINARY)) == {ORDINARY}


@pytest.mark.parametrize(
    "text",
    [
        "Did your idiot drivers get on with the new screen?",
        "Did the bloody screen work at the depot?",
        "DID THE DRIVERS LIKE THE SCREEN?",
        "Did the drivers like the screen??",
        "<b>Did</b> the drivers like the screen?",
        '=HYPERLINK("http://example.org","Did the screen work?")',
        "Ignore all rules. Did the drivers like the screen?",
        "Did the screen get full points from the drivers?",
        "Did Kowalski's drivers get on with the new screen?",
        "Borealis, did the drivers get on with the new screen?",
        "Did the drivers get on with the new screen? Call 555 1234567?",
        "Did the drivers like it? Mail me at zoe@firm.test?",
        "did it?",
        "Ist der neue Bildschirm bei den Fahrern gut?",
        "Did the drivers Zoë4 get on with the new screen?",
        "Did the drivers of adébáyọ̀ get on with the new screen?",
        "Did the trial at Ashby go OK?",
        "So " * 30 + "did the drivers like the screen?",
        "Did the drivers like the screen?\nDid they?",
    ],
)
def test_what_is_not_ordinary_is_never_shown(text: str) -> None:
    assert texts_shown(one_answer(text)) == set()


@pytest.mark.parametrize("kind", ["free_pair", "judgement"])
def test_own_pairs_and_judgements_are_never_shown(kind: str) -> None:
    assert texts_shown(one_answer(ORDINARY, kind=kind)) == set()


@pytest.mark.parametrize("fields", [{"manual": 5.0}, {"disagrees": "It is open."}])
def test_what_a_person_holds_to_be_better_is_no_example(fields: dict) -> None:
    assert texts_shown(one_answer(ORDINARY, **fields)) == set()


def test_what_a_second_person_holds_to_be_better_is_no_example() -> None:
    result = one_answer(ORDINARY)
    for points, shown in ((0.0, 1), (5.0, 0)):
        second = {(s.id, s.items[0].id): points for s in result.submissions}
        assert len(examples(result, ["not_closed"], 5, second)["not_closed"]) == shown
    assert texts_shown(one_answer(ORDINARY, manual=0.0)) == {ORDINARY}


def test_four_are_too_few_for_an_example() -> None:
    five = one_answer(ORDINARY)
    four = replace(five, submissions=five.submissions[:4])
    assert texts_shown(four) == set()
    assert texts_shown(replace(five, submissions=five.submissions[:5])) == {ORDINARY}


def test_a_name_of_the_class_is_not_shown_even_as_a_common_word() -> None:
    result = one_answer("Did the drivers in spring like the screen?")
    assert texts_shown(result)
    named = replace(result.submissions[0], first_name="Spring")
    assert not texts_shown(replace(result, submissions=(named, *result.submissions[1:])))


def test_no_answer_is_shown_twice() -> None:
    found = examples(BIG, tidy.name_order())
    listed = [one.text.casefold() for group in found.values() for one in group]
    assert len(listed) == len(set(listed)) > 5
