"""Like answers are marked together; answers that a marker would tell apart never are."""

from dataclasses import replace
from typing import Any

import pytest

from active_listening import bank, coach
from active_listening.classroom.marking import groups
from active_listening.classroom.results import ClassResult, ItemResult, StudentResult

ITEM = bank.assignment("03_open_questions").items[0]
UNSURE = "I can't tell what this asks."


def answer(text: Any, **fields: Any) -> ItemResult:
    """A waiting answer; fields as in ItemResult."""
    usual: dict[str, Any] = {
        "id": "a", "number": 1, "kind": "rewrite", "task": "Was it?", "answer": text,
        "status": "unsure", "reading": None, "auto": None, "manual": None, "max_points": 5.0,
        "waiting": True, "reason": UNSURE,
    }  # fmt: skip
    return ItemResult(**{**usual, **fields})


def a_class(*items: ItemResult, problems: tuple[str, ...] = ()) -> ClassResult:
    """A class in which each learner has one answer."""
    submissions = tuple(
        StudentResult(f"s{number:02}", "", "", "", None, "", 0.0, (item,))
        for number, item in enumerate(items)
    )
    flagged = tuple(
        StudentResult(f"x{number}", "", "", "", None, problem, 0.0, (answer("?"),))
        for number, problem in enumerate(problems)
    )
    return ClassResult("03_open_questions", 5.0, submissions + flagged)


def sizes(*texts: Any) -> list[int]:
    return [len(g.members) for g in groups.groups(a_class(*(answer(text) for text in texts)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How did the crews take it?", "how did the crews take it"),
        ("How did the crews take it?", "  HOW did the crews\ttake it ??"),
        ("How did the crews take it?", "“How did the crews take it?”"),
        ("What's the mood like?", "Whats the mood like?"),
        ("What did the half-day bring?", "What did the half day bring?"),
        ("What did the half day bring?", "What did the halfday bring?"),
        ("What was the training like?", "What was the trainnig like?"),
        ("What was the training like?", "What was the trainig like?"),
        ("What was the training like?", "What was the trainning like?"),
        ("What did the drivers make of it?", "What did the driverz make of it?"),
        ("Was\u200b wo\u00adllen Sie?", "Was wollen Sie?"),
        ("Wie war der Versuch für Ihre Leute?", "wie war der versuch für ihre leute"),
        ("¿Cómo fue para usted?", "Cómo fue para usted?"),
        ("How did it go", "How did it go?"),
        ({"closed": "Is it?", "open": "What is it?"}, {"open": "what is it", "closed": "Is it"}),
    ],
)
def test_like_answers_are_one_decision(one: Any, other: Any) -> None:
    assert sizes(one, other) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a "not" more or less
        ("Why did they use it?", "Why did they not use it?"),
        ("Why did they use it?", "Why didn't they use it?"),
        ("What can they do there?", "What can't they do there?"),
        ("What would you change?", "What would you never change?"),
        ("Was there nothing wrong?", "Was there anything wrong?"),
        ("Is it notable?", "Is it not able?"),
        ("Are they now here?", "Are they nowhere?"),
        ("Why is it useful?", "Why is it unuseful?"),
        ("Was it possible then?", "Was it impossible then?"),
        ("Ist das kein Problem?", "Ist das ein Problem?"),
        ("Haben Sie keine Sorge?", "Haben Sie kleine Sorge?"),
        ("Warum geht es nicht mehr?", "Warum geht es recht mehr?"),
        ("¿Por qué no funciona?", "¿Por qué funciona?"),
        # a question more
        ("How did it go? What would you change?", "How did it go, what would you change?"),
        ("How did it go?", "How did it go? And for the crews?"),
        # another question
        ("When did it change?", "Where did it change?"),
        ("What did you see there?", "What did you see then?"),
        ("What could they do?", "What would they do?"),
        ("How did the crews take it?", "How did you take it?"),
        ("Did you call the client?", "Did the client call you?"),
        ("How was it for the staff?", "How was it for the stuff?"),
        ("What was worse about it?", "What was worst about it?"),
        ("How did the month go?", "How did the mouth go?"),
        ("Tell me.", "Tell me more."),
        ("How was the crew?", "How was the crow?"),
        ("What of the trip?", "What of the trap?"),
        # a slip in every word is another text
        ("shift times later today", "shaft tames lager teday"),
        # numbers and names
        ("How did the 2 weeks go?", "How did the 3 weeks go?"),
        ("How did the 3.5 weeks go?", "How did the 35 weeks go?"),
        ("How did the seven crews do?", "How did the eight crews do?"),
        ("How did it go for Marta?", "How did it go for Maria?"),
        # signs, other scripts, and no text at all
        ("How was it 👍", "How was it 👎"),
        ("你喜欢这个培训课程吗", "你不喜欢这个培训课程吗"),
        ("आपको कैसा लगा", "आपको कैसी लगी"),
        ("What \u0441hanged?", "What changed?"),
        ({"closed": "Is it?", "open": "What?"}, {"closed": "What?", "open": "Is it?"}),
        ({"closed": "Is it?"}, {"open": "Is it?"}),
        (["a"], ["b"]),
        (7, "7"),
    ],
)
def test_near_neighbours_stay_apart(one: Any, other: Any) -> None:
    assert sizes(one, other) == [1, 1]


def test_slips_do_not_add_up_along_a_chain() -> None:
    chain = ["What of the training?", "What of the trainings?", "What of the trainingss?"]
    assert sizes(*chain) == [2, 1]


def test_the_most_frequent_wording_leads() -> None:
    right, slip = "What was the training like?", "What was the trainnig like?"
    (group,) = groups.groups(a_class(answer(slip), answer(right), answer(right)))
    assert group.texts == (right, slip)


def test_what_a_person_would_look_at_tells_answers_apart() -> None:
    same = answer("How was it?")
    others = [
        replace(same, id="b", number=2),
        replace(same, reason="Another reason."),
        replace(same, status="unreadable"),
        replace(same, status="graded", auto=3.0, disagrees="It is open."),
        replace(same, status="graded", auto=2.0, disagrees="It is open."),
        replace(same, manual=2.0),
    ]
    for other in others:
        assert len(groups.groups(a_class(same, other))) == 2
    assert len(groups.groups(a_class(*others))) == len(others)


def test_texts_that_the_coach_paid_for_other_reasons_stay_apart() -> None:
    texts = "Was the training good?", "Was the training good"
    paid = {"status": "graded", "auto": 1.0, "disagrees": "It is open."}
    readings = [coach.read(text, ITEM).as_dict() for text in texts]
    readings[1]["flaws"] = [{"id": "leading", "span": [0, 3], "reason": "tag"}]
    pairs = list(zip(texts, readings, strict=True))
    against = [answer(text, reading=reading, **paid) for text, reading in pairs]
    assert len(groups.groups(a_class(*against))) == 2
    # Where it could make nothing of them, how it took them tells nothing.
    unsure = [answer(text, reading=reading) for text, reading in pairs]
    assert len(groups.groups(a_class(*unsure))) == 1


def test_learners_who_disagree_over_the_same_words_are_one_decision() -> None:
    def against(why: str) -> ItemResult:
        return answer(
            "Was it?", status="graded", auto=1.0, disagrees=why,
            reason=f"It is closed. The learner disagrees: “{why}”",
        )  # fmt: skip

    (group,) = groups.groups(a_class(against("It is open."), against("I think it is.")))
    assert (group.disagreement, group.reason, len(group.members)) == (True, "It is closed.", 2)


def test_disagreements_come_first_then_tasks_in_order_the_biggest_group_first() -> None:
    texts = ["One way to ask?", "Another way to ask?", "another way to ask"]
    listed = [answer(text, number=2, id="b") for text in texts]
    listed += [answer("What?", number=3, id="c", status="graded", auto=0.0, disagrees="No.")]
    listed += [answer("Why?", number=1, id="a")]
    found = [(g.number, len(g.members)) for g in groups.groups(a_class(*listed))]
    assert found == [(3, 1), (1, 1), (2, 2), (2, 1)]


def test_the_count_up_front() -> None:
    many = a_class(answer("How was it?"), answer("how was it"), answer("Another?"))
    assert groups.count(many, groups.groups(many)) == "3 answers of 3 learners wait: 2 decisions."
    one = a_class(answer("How was it?"))
    assert groups.count(one, groups.groups(one)) == "1 answer of 1 learner waits: 1 decision."
    assert groups.kinds(groups.groups(one)) == "1 where the coach could not tell."
    none = a_class(answer("How was it?", waiting=False))
    assert groups.groups(none) == []
    assert groups.count(none, []) == groups.NOTHING
    assert groups.kinds([]) == ""
    nobody = ClassResult("03_open_questions", 5.0, ())
    assert groups.count(nobody, []) == groups.NOBODY


def test_what_could_not_be_read_at_all_stands_apart() -> None:
    result = a_class(answer("How was it?"), problems=("Ask for the folder again.",))
    assert len(groups.groups(result)) == 1
    assert groups.apart(result) == ["x0: Ask for the folder again."]


def test_a_key_stands_for_its_members_and_names_none() -> None:
    two = a_class(answer("How was it?"), answer("How was it"))
    three = a_class(*(answer("How was it?") for _ in range(3)))
    ((key,), (again,), (more,)) = (
        [group.key for group in groups.groups(result)] for result in (two, two, three)
    )
    assert key == again != more
    assert "s00" not in key


def test_long_and_many_answers_take_no_time() -> None:
    texts = ["word " * 1900 + str(number) for number in range(20)] + ["x" * 9000] * 10
    assert len(groups.groups(a_class(*(answer(text) for text in texts)))) == 21
