"""A lesson on paper: whole, with room to write, and with no answer on what learners get."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from active_listening import bank, roleplays
from active_listening.bank import Session, references
from active_listening.bank.workshop import Heard, Part
from active_listening.check import activities
from active_listening.kit import lessons, paper

LESSONS = {page.name: page for page in lessons.lessons()}
HANDOUTS = {name: lessons.handout(page) for name, page in LESSONS.items()}
SESSIONS = {session.lesson: session for session in bank.sessions()}


def words(html: str) -> str:
    """What a reader sees, with single spaces."""
    body = re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", html)
    return " ".join(unescape(body).split())


def flat(text: str) -> str:
    return " ".join(text.split())


def whole(page: str) -> set[str]:
    """The tags of a page that loads nothing and runs nothing."""
    root = ElementTree.fromstring(page.removeprefix("<!doctype html>"))
    assert len(list(root.iter("h1"))) == 1
    assert not re.search(r"https?:|url\(|@import| on[a-z]+=", page)
    return {element.tag for element in root.iter()}


@pytest.mark.parametrize("name", LESSONS)
def test_a_handout_is_whole_and_loads_nothing(name: str) -> None:
    tags = whole(HANDOUTS[name])
    assert not tags & {"script", "link", "img", "iframe", "form", "a", "details"}


def told_of(activity: activities.Activity) -> list[str]:
    """What an activity tells only after an answer."""
    item = activity.item()
    match activity.kind:
        case "quizzes":
            held = [*item.options, *item.entries, *item.pairs, *item.lines]
            told = [getattr(one, "feedback", "") for one in held]
            return [*told, *(getattr(one, "misconception", "") for one in held), *item.models]
        case "rewrites" | "replies":
            return [model for model in item.models if not item.worked or model != item.worked.text]
        case "dialogues":
            return [option.feedback for line in item.lines for option in line.options]
        case "options":
            return [*(model.say for model in item.models), *item.then.values()]
        case "observations":
            return [*(line.why for line in item.lines), *item.then.values()]
        case "roleplays":
            scene = roleplays.find(item.scene)
            hidden = [concern.about for concern in scene.concerns]
            return [*hidden, *(ending.after for ending in scene.endings)]
    return []


@pytest.mark.parametrize("name", LESSONS)
def test_no_answer_is_on_a_handout(name: str) -> None:
    shown, known = words(HANDOUTS[name]), activities.known()
    ids = [id for call in LESSONS[name].calls for id in activities.shown_by(call)]
    told = [text for id in ids if id in known for text in told_of(known[id])]
    long = [flat(text) for text in told if len(text.split()) > 3]
    # a sentence that stands on the page itself is no secret
    prose = words(LESSONS[name].prose)
    assert [text for text in long if text in shown and text not in prose] == []
    assert len(long) > 20 or name < "01"


@pytest.mark.parametrize("name", LESSONS)
def test_what_came_of_a_talk_is_not_on_a_handout(name: str) -> None:
    for folded in re.findall(r"(?s)<details>.*?</summary>(.*?)</details>", LESSONS[name].text):
        first = re.sub(r"[*>]", "", folded).split(".")[0]
        assert flat(first) not in words(HANDOUTS[name])


@pytest.mark.parametrize("name", LESSONS)
def test_every_activity_but_the_test_is_on_the_handout(name: str) -> None:
    calls = [call for call in LESSONS[name].calls if call.verb not in ("hand_in", "skill_check")]
    assert HANDOUTS[name].count('<section class="task') == len(calls)


def test_the_order_on_paper_is_not_that_of_the_solution() -> None:
    shown = paper.on_paper("quiz", "six-lines")
    assert shown
    assert sorted(shown["steps"]) == sorted(bank.quiz("six-lines").steps)
    assert shown["steps"] != list(bank.quiz("six-lines").steps)


def session(**change: object) -> Session:
    made = {
        "id": "session-10",
        "source": "",
        "version": "",
        "lesson": "10_timing_and_mediation",
        "minutes": 20,
        "purpose": "They ring early.",
        "prepare": ("Print <one> sheet.",),
        "slots": (
            Part(5, "Tuesday", "Read it.", ("pellow-printers-slot", "six-lines")),
            Part(15, "Lines", "Write.", ("nimbela-held-up",), "a culprit"),
        ),
        "hear": (Heard("Why me?", "Who else?"),),
        "care": "Somebody lost an account.",
        "remote": "Go round by name.",
    }
    return Session(**{**made, **change})


def test_a_guide_has_the_plan_the_script_and_what_is_right() -> None:
    page = LESSONS["10_timing_and_mediation"]
    guide = lessons.guide(page, session())
    whole(guide)
    shown = words(guide)
    texts = [
        "Print <one> sheet.",
        "They ring early.",
        "a culprit",
        "Who else?",
        "Go round by name.",
    ]
    texts += [*bank.quiz("six-lines").steps, *bank.rewrite("nimbela-held-up").models]
    texts += [line.say for line in bank.dialogue("pellow-printers-slot").lines if line.say]
    texts += ["Emery et al. 2001", "decide which news goes out", "Handout, question 10:"]
    assert [text for text in texts if flat(text) not in shown] == []


def test_a_session_is_held_to_its_lesson() -> None:
    page = LESSONS["10_timing_and_mediation"]
    known = [call.id for call in page.calls]
    assert list(references.session(session(), page, known)) == []
    wrong = session(minutes=30, slots=(Part(5, "x", "y", ("nope",)),))
    told = [found for _, found, _ in references.session(wrong, page, known)]
    assert told == [
        "the slots add up to 5 minutes, and 30 are declared",
        '"nope" is no activity of the lesson',
    ]
    assert [f for _, f, _ in references.session(session(), None, [])] == [
        'no lesson is called "10_timing_and_mediation"'
    ]
    bare = lessons.Page(page.path, "# X\n")
    unseen = session(slots=(Part(20, "x", "y"),))
    assert [f for _, f, _ in references.session(unseen, bare, [])] == [
        "the lesson has no table of codes"
    ]


def test_every_lesson_has_a_session_but_the_one_with_a_workshop() -> None:
    without = {workshop.lesson for workshop in bank.workshops()}
    assert set(SESSIONS) == set(LESSONS) - without


@pytest.mark.parametrize("name", SESSIONS)
def test_guide_and_sheet_are_whole(name: str) -> None:
    page, own = LESSONS[name], SESSIONS[name]
    whole(lessons.guide(page, own))
    sheet = lessons.observer_sheet(page, own)
    whole(sheet)
    assert 3 <= sheet.count("☐☐☐☐☐") <= 7


def test_one_card_for_the_course() -> None:
    card = lessons.card()
    whole(card)
    assert "shortest honest answer" in words(card)
    assert words(card).count("nine parts") == 4
