"""Expectations anew, a meeting about concerns, how to talk from now on: rules and neighbours."""

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach.rubrics import Asked

OVEN = Asked(
    "recalibrate",
    client="You said that the new oven bakes a third more. We get a tenth more, on good days.",
    facets=(("third", "thirty percent"), ("tenth", "ten percent")),
    must=(0, 1),
    scene="Pilar runs a bakery. The new oven bakes a tenth more.",
)
HOPED = "You counted on a third. It is a tenth. "
NEXT = "What would be a good sign in May? I'll bring the figures on Monday."
PHONES = Asked(
    "concerns_meeting",
    client="My nurses wait on your hotline for twenty minutes, and nobody tells me why.",
    facets=(("hotline", "twenty minutes", "wait"), ("nobody tells", "no word")),
    must=(0,),
)
WAIT = "Your nurses wait twenty minutes on the hotline. "
OPEN = "I'd like to hear that and nothing else. "
TIME = "Monday at ten, half an hour? "
TOP = "What should be on top of the list?"
FENCE = Asked(
    "protocol",
    client="The fence stands a metre too far left, and of the change I heard from my neighbour.",
    facets=(("fence",), ("changes", "change", "plan")),
    must=(0, 1),
    scene="Ravi sees to the fence by 4 May. Changes go from you to Mrs Osei, by mail.",
)
MOVED = "Ravi sees to the fence by 4 May. "
TOLD = "I mail you every change before we dig. "
BACK = "You tell me back what you read. "
RIGHT = "What have I left out?"

CASES = [
    (OVEN, HOPED + NEXT, "pass", ""),
    # their measure, ours, none; one that we own is no mistake of theirs
    (OVEN, "It is a tenth. " + NEXT, "not_yet", "R1"),
    (OVEN, "You counted on a third. " + NEXT, "not_yet", "R2"),
    (OVEN, "You counted on a third, which was never realistic. A tenth it is. " + NEXT,
     "not_yet", "R1½"),
    (OVEN, "You counted on a third; our number was too high. A tenth it is. " + NEXT, "pass", ""),
    # together: a question that opens, a joint step; a yes is half, a decision none
    (OVEN, HOPED + "Let's set a new measure on Monday.", "pass", ""),
    (OVEN, HOPED + "Is Monday free?", "not_yet", "R3½ R6½"),
    (OVEN, HOPED + "I've set the goal at twelve percent. I'll send it on Monday.", "not_yet", "R3"),
    # no defence, no blame, no "but"
    (OVEN, HOPED + "That is a solid result. " + NEXT, "not_yet", "R4"),
    (OVEN, HOPED + "We did tell you that flour matters. " + NEXT, "not_yet", "R4"),
    (OVEN, HOPED + "Your people forgot the settings. " + NEXT, "not_yet", "R4"),
    (OVEN, "You counted on a third, but it is a tenth. " + NEXT, "not_yet", "R4½"),
    (OVEN, HOPED + "A third is what you were told. " + NEXT, "pass", ""),
    (OVEN, HOPED + "Would six weeks be a good time? " + NEXT, "pass", ""),
    (OVEN, HOPED + "Strike out what's wrong in it. " + NEXT, "pass", ""),
    # no outcome; what is asked or done by us is none
    (OVEN, HOPED + "It will reach a third by May. " + NEXT, "not_yet", "R5"),
    (OVEN, HOPED + "I promise that it bakes more. " + NEXT, "not_yet", "R5"),
    (OVEN, HOPED + "I can't say whether it will rise. " + NEXT, "pass", ""),
    (OVEN, HOPED + "I'll write it up and go over it with you. " + NEXT, "pass", ""),
    # a day, with somebody who does something on it
    (OVEN, HOPED + "What would be a good sign?", "not_yet", "R6"),
    (OVEN, HOPED + "What would be a good sign? Monday, ten o'clock.", "pass", "R6½"),
    (OVEN, HOPED + "What would be a good sign? May I come on Monday?", "pass", ""),
    # for their concern, by its name
    (PHONES, WAIT + OPEN + TIME + TOP, "pass", ""),
    (PHONES, "I'd like to hear your concerns, and nothing else. " + TIME + TOP,
     "not_yet", "V1½"),
    (PHONES, "Can we meet? " + OPEN + TIME + TOP, "not_yet", "V1"),
    # nothing else, and nothing else after all
    (PHONES, WAIT + TIME + TOP, "not_yet", "V2"),
    (PHONES, WAIT + "No slides, figures or offers. " + TIME + TOP, "pass", ""),
    (PHONES, WAIT + "I come without a presentation. " + TIME + TOP, "pass", ""),
    (PHONES, WAIT + OPEN + "We could also go over our new plan. " + TIME + TOP, "not_yet", "V2"),
    (PHONES, WAIT + "The agenda is yours. " + TIME + TOP, "pass", ""),
    (PHONES, WAIT + "No other theme. " + TIME + TOP, "pass", ""),
    (PHONES, WAIT + "One subject only. " + TIME + TOP, "pass", ""),
    # when and how long, or what suits them
    (PHONES, WAIT + OPEN + "Monday at ten? " + TOP, "pass", "V3½"),
    (PHONES, WAIT + OPEN + "When would it suit you? " + TOP, "pass", ""),
    (PHONES, WAIT + OPEN + "Let's talk soon. " + TOP, "not_yet", "V3"),
    # nothing of ours
    (PHONES, WAIT + OPEN + TIME + "We've already hired two people. " + TOP, "not_yet", "V4"),
    (PHONES, WAIT + OPEN + TIME + "I suggest that you use the form. " + TOP, "not_yet", "V4"),
    (PHONES, WAIT + OPEN + TIME + "I suggest Monday. " + TOP, "pass", ""),
    (PHONES, WAIT + OPEN + TIME + "It happens because the contract has one line. " + TOP,
     "not_yet", "V4"),
    (PHONES, WAIT + OPEN + TIME + "Our premium package would help. " + TOP, "not_yet", "V4"),
    # what they want there, or whom
    (PHONES, WAIT + OPEN + TIME + "Whom should I bring?", "pass", ""),
    (PHONES, WAIT + OPEN + TIME + "Bring anybody you like.", "pass", ""),
    (PHONES, WAIT + OPEN + TIME, "not_yet", "V5"),
    # the concern: an owner and a day that comes once
    (FENCE, MOVED + TOLD + BACK + RIGHT, "pass", ""),
    (FENCE, "fence: ravi, 4 may. " + TOLD + BACK + RIGHT, "pass", ""),
    (FENCE, "The fence will be seen to. " + TOLD + BACK + RIGHT, "not_yet", "P1½"),
    (FENCE, "Ravi sees to the fence. " + TOLD + BACK + RIGHT, "not_yet", "P1½"),
    (FENCE, "Ravi sees to the fence. I mail you every change on Mondays. " + BACK + RIGHT,
     "not_yet", "P1½"),
    (FENCE, TOLD + BACK + RIGHT, "not_yet", "P1"),
    # who tells whom, and how
    (FENCE, MOVED + "Changes are told in time. " + BACK + RIGHT, "not_yet", "P2½"),
    (FENCE, MOVED + "We talk more openly. " + BACK + RIGHT, "not_yet", "P2"),
    (FENCE, MOVED + "Changes come to you by mail. " + BACK + RIGHT, "pass", ""),
    (FENCE, MOVED + "I answer every change by mail, to whoever sent it. " + BACK + RIGHT,
     "pass", ""),
    # what catches a misunderstanding; a yes is half of it
    (FENCE, MOVED + TOLD + RIGHT, "not_yet", "P3"),
    (FENCE, MOVED + TOLD + "We wait for your yes. " + RIGHT, "pass", "P3½"),
    (FENCE, MOVED + TOLD + "If anything is unclear, we ask first. " + RIGHT, "pass", ""),
    (FENCE, MOVED + TOLD + "She messages the plan back to me. " + RIGHT, "pass", ""),
    # asked; any other question is half
    (FENCE, MOVED + TOLD + BACK, "not_yet", "P4"),
    (FENCE, MOVED + TOLD + BACK + "Please correct whatever is off.", "pass", ""),
    (FENCE, MOVED + TOLD + BACK + "Would you like a copy?", "pass", "P4½"),
    # no blame and no defence among the rules; what they wrote is no blame
    (FENCE, MOVED + TOLD + BACK + "You overlooked the plan in March. " + RIGHT, "not_yet", "P5"),
    (FENCE, MOVED + TOLD + BACK + "The plan was correct. " + RIGHT, "not_yet", "P5"),
    (FENCE, "You wrote to us about the fence. " + MOVED + TOLD + BACK + RIGHT, "pass", ""),
    (FENCE, "As you asked, in writing: " + MOVED + TOLD + BACK + RIGHT, "pass", ""),
    (FENCE, "It was moved as you asked us to. " + MOVED + TOLD + BACK + RIGHT, "not_yet", "P5"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "verdict", "misses"), CASES)
def test_verdict_and_what_decides_it(asked: Asked, text: str, verdict: str, misses: str) -> None:
    assert judged(asked, text) == (verdict, misses)


@pytest.mark.parametrize(
    ("asked", "id", "full", "no"),
    [
        (OVEN, "R7", HOPED, HOPED * 12),
        (PHONES, "V6", WAIT, WAIT * 12),
        (FENCE, "P6", MOVED, MOVED * 22),
    ],
)
def test_length(asked: Asked, id: str, full: str, no: str) -> None:
    assert (met(asked, full, id), met(asked, no, id)) == ("full", "no")


RUBRICS = ["recalibrate", "concerns_meeting", "protocol"]


@pytest.mark.parametrize("rubric", RUBRICS)
def test_points_add_up_to_100(rubric: str) -> None:
    assert sum(rule.points for rule in coach.rubric(rubric)) == 100


@pytest.mark.parametrize("rubric", RUBRICS)
@pytest.mark.parametrize("text", ["Wir sollten uns am Montag treffen.", "mtg mnd tn zzz", "…"])
def test_what_is_no_english_is_unsure(rubric: str, text: str) -> None:
    assert coach.read(text, Asked(rubric)).verdict == "unsure"


@pytest.mark.parametrize(
    ("rubric", "text"),
    [
        ("recalibrate", HOPED + NEXT),
        ("concerns_meeting", WAIT + OPEN + TIME + TOP),
        ("protocol", MOVED + TOLD + BACK + RIGHT),
    ],
)
def test_without_points_to_look_for_the_coach_cannot_tell(rubric: str, text: str) -> None:
    assert coach.read(text, Asked(rubric)).verdict == "unsure"
