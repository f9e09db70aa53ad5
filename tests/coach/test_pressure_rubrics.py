"""A client under pressure: two steps, urgency, reassurance. Each rule beside its neighbour."""

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach.rubrics import Asked

KEYS = Asked(
    "two_step",
    client="You took our keys on Monday and my nurses stood in the rain until ten.",
    feelings=("angry",),
    facets=(("nurses", "rain", "outside", "locked out"), ("keys", "monday")),
    must=(0,),
)
PIANO = Asked(
    "urgency",
    client="The pianist plays at eight, and if the hall is dark I refund four hundred tickets.",
    feelings=("worried",),
    facets=(
        ("hall", "dark", "light", "eight", "concert"),
        ("tickets", "refund", "four hundred", "audience", "money"),
    ),
    must=(0,),
)
ROOF = Asked(
    "reassurance",
    client="If the roof leaks again, the archive is ruined and I lose my post.",
    feelings=("worried",),
    facets=(("leak", "leaks", "roof", "wet", "water"), ("archive", "ruined", "post", "job")),
    must=(0,),
)

TRIAL = Asked(
    "two_step",
    client="The trial ran for a week. Eleven drivers like it. Jo goes on writing by hand.",
    facets=(("week", "trial"), ("eleven", "drivers", "like"), ("jo", "hand", "paper")),
)

CASES = [
    # of three points, two are wanted where none must be there; praise is no point
    (TRIAL, "Eleven take to it, and Jo stays with paper. What does she say?", "pass", ""),
    (TRIAL, "So Jo stays with paper. What does she say?", "not_yet", "T1½"),
    (TRIAL, "Eleven like it but Jo. That is a good rate. What about her?", "not_yet", "T5"),
    # a "but" between points of theirs; good news made of silence; a bare "why?" behind a question
    (TRIAL, "Eleven like it, but you see Jo stay with paper. What does she say?", "pass", ""),
    (
        TRIAL,
        "I hear you, eleven like it, but our plan has paper. What does Jo say?",
        "not_yet",
        "T5",
    ),
    (TRIAL, "Eleven like it, Jo has paper, so she must have liked it. What next?", "not_yet", "T5"),
    (TRIAL, "Eleven like it, Jo keeps to paper. What is your feeling, why?", "pass", ""),
    # a paper held against them, and one that they were left with; "but" as the first word
    (KEYS, "Your nurses were locked out, as the leaflet says. What happened?", "not_yet", "T5"),
    (KEYS, "You were locked out, as you read the leaflet. What did that do?", "pass", ""),
    (KEYS, "But there is a key. Your nurses were locked out. What happened?", "not_yet", "T5"),
    # a bare why; a motive found for them, and one that is asked for
    (KEYS, "Your nurses were locked out. Why?", "not_yet", "T2½"),
    (KEYS, "Your nurses were locked out. What did they want to avoid?", "not_yet", "T4"),
    (KEYS, "Your nurses were locked out. What did they want to know?", "pass", ""),
    # their point in a statement; in the question alone it is not given back
    (KEYS, "Your nurses stood in the rain. What did they tell you?", "pass", ""),
    (KEYS, "What did the nurses in the rain tell you?", "not_yet", "T1 T3"),
    (KEYS, "You were left without keys. What did that do to the day?", "not_yet", "T1½"),
    (KEYS, "You sound angry. What happened?", "not_yet", "T1½"),
    # one question that opens, or wants one fact
    (KEYS, "Your nurses were locked out. Which shift was hit hardest?", "pass", ""),
    (KEYS, "Your nurses were locked out. Was it raining hard?", "not_yet", "T2½"),
    (KEYS, "Your nurses were locked out until ten.", "not_yet", "T2 T3"),
    (KEYS, "So your nurses were locked out? What did that do to you?", "pass", ""),
    (KEYS, "Your nurses waited in the rain. What happened, and who called?", "not_yet", "T2½"),
    # a tail hands the question over; a second question asks more
    (KEYS, "Your nurses were locked out. What did that cost you, do you think?", "pass", ""),
    (KEYS, "Your nurses were locked out. What happened? Will it again?", "not_yet", "T2½"),
    (KEYS, "Your nurses were locked out. What did that do, how do you see it?", "pass", ""),
    (
        KEYS,
        "Your nurses were locked out. What did it do, and how did you answer?",
        "not_yet",
        "T2½",
    ),
    # a long row of theirs stays theirs, whatever is asked behind it
    (KEYS, "You took our keys on Monday and your nurses waited. What now?", "not_yet", "T1½"),
    # glad to hear of a trouble; glad of what was none
    (KEYS, "Your nurses stood outside. Lovely to hear! When is the next shift?", "not_yet", "T1½"),
    (KEYS, "I'm glad they came in. Your nurses stood outside: what did they say?", "pass", ""),
    # first the one, then the other
    (KEYS, "What happened? Your nurses were locked out, you say.", "not_yet", "T3"),
    # no blame and no answer inside; a wish to know why is none
    (KEYS, "Your nurses were out in the rain. Why didn't you ring us?", "not_yet", "T4"),
    (KEYS, "Your nurses were out in the rain. Why does it keep happening?", "pass", ""),
    (KEYS, "Nurses in the rain. Don't you think a second key helps?", "not_yet", "T2½ T4"),
    (KEYS, "Nurses in the rain. You should have told us. What now?", "not_yet", "T4"),
    (KEYS, "Nurses in the rain. We should have told you. What now?", "pass", ""),
    # a question for our file; what they spoke of is no file
    (KEYS, "Your nurses were out in the rain. What's your contract number?", "not_yet", "T4"),
    (KEYS, "Your nurses were out in the rain. Which keys were missing?", "pass", ""),
    # neither fix nor defence nor promise
    (KEYS, "Nurses in the rain. I'll send a key. What else?", "not_yet", "T5"),
    (KEYS, "Nurses in the rain. We did send you a notice. What now?", "not_yet", "T5"),
    (KEYS, "You were told nothing, and nurses stood in the rain. What then?", "pass", ""),
    (KEYS, "Nurses in the rain. Don't worry. What else?", "not_yet", "T5"),
    # what is urgent and why, both told
    (PIANO, "If the hall is dark you refund four hundred tickets. What now?", "not_yet", "U1½"),
    (PIANO, "Dark at eight: refunds. Let the pianist play outside.", "not_yet", "U4"),
    (PIANO, "A dark hall at eight means four hundred refunds. What can we try?", "pass", ""),
    (PIANO, "The hall is dark. What can we try?", "not_yet", "U1½"),
    (PIANO, "Four hundred refunds are at stake. What can we try?", "not_yet", "U1½"),
    (PIANO, "I see that it's urgent. What can we try?", "not_yet", "U1"),
    # a word on how we work comes after
    (
        PIANO,
        "Light at eight, or you refund everybody. Our usual review takes days. What can we try?",
        "pass",
        "",
    ),
    (
        PIANO,
        "Our usual review takes days. Light at eight, or you refund everybody. What can we try?",
        "not_yet",
        "U2",
    ),
    # a limit in one's own name, and a rule that speaks instead
    (
        PIANO,
        "Light at eight, or you refund everybody. I don't know who is free. What can we try?",
        "pass",
        "",
    ),
    (
        PIANO,
        "Light at eight, or you refund everybody. Our policy says no calls. What can we try?",
        "not_yet",
        "U3",
    ),
    (
        PIANO,
        "Light at eight, or you refund everybody. Other clients book early. What can we try?",
        "not_yet",
        "U3",
    ),
    (
        PIANO,
        "Light at eight, or you refund everybody. What did the other clients of the hall try?",
        "pass",
        "",
    ),
    # together; one's own step is half, and a full stop is nothing
    (PIANO, "Light at eight, or you refund it all. Let's go through it.", "pass", ""),
    (PIANO, "Light at eight, or you refund it all. I'll call you at six.", "pass", "U4½"),
    (PIANO, "Light at eight, or you refund it all. I know.", "not_yet", "U4"),
    # promised
    (PIANO, "Light at eight, or you refund it all. We'll make it. Shall we look?", "not_yet", "U5"),
    (PIANO, "Light at eight, or you refund it all. Can we make it? Let's look.", "pass", ""),
    (
        PIANO,
        "Light at eight, or refunds. A man will be there by six. What else can we do?",
        "not_yet",
        "U5",
    ),
    # the worry apart from what steadies it
    (ROOF, "You fear that it leaks again. I'll be on the roof on Friday at two.", "pass", ""),
    (ROOF, "I'll be on the roof on Friday at two.", "not_yet", "A1"),
    (ROOF, "You're worried. I'll be with you on Friday at two.", "not_yet", "A1½"),
    # known, or a step with its time; a step without is half
    (ROOF, "You fear another leak. In last night's test it stayed dry.", "pass", ""),
    (ROOF, "You fear another leak. You'll have our report by noon.", "pass", ""),
    (ROOF, "You fear another leak. I'll look into it.", "pass", "A2½"),
    (ROOF, "You fear another leak. I can hear how heavy that is.", "not_yet", "A2"),
    # nobody knows that
    (ROOF, "You fear another leak. It won't happen. I'll ring at two.", "not_yet", "A3"),
    (ROOF, "You fear another leak. I can't say that it won't. I'll ring at two.", "pass", ""),
    (ROOF, "You fear a leak. I promise it holds. I'll ring at two.", "not_yet", "A3"),
    (ROOF, "You fear a leak. Nothing will be lost. I'll ring at two.", "not_yet", "A3"),
    (ROOF, "You fear a leak. Nothing is decided yet. I'll ring at two.", "pass", ""),
    (ROOF, "You fear a leak. Ines will be there on Friday.", "pass", ""),
    (ROOF, "You fear a leak. Our roofer will call you on Friday.", "pass", ""),
    (ROOF, "You fear a leak. Our roofer will fix it on Friday.", "not_yet", "A3"),
    # as big as they find it
    (ROOF, "You fear a leak. No need to worry, I'll ring at two.", "not_yet", "A4"),
    (ROOF, "You fear a leak, and you need to know. I'll ring at two.", "pass", ""),
    (ROOF, "You fear a leak, but it hardly ever happens. I'll ring at two.", "not_yet", "A4"),
]


@pytest.mark.parametrize(("asked", "text", "verdict", "misses"), CASES)
def test_verdict_and_what_decides_it(asked: Asked, text: str, verdict: str, misses: str) -> None:
    assert judged(asked, text) == (verdict, misses)


@pytest.mark.parametrize(
    ("asked", "id", "full", "no"),
    [
        (KEYS, "T6", "Nurses in the rain. What then?", "Nurses in the rain. " * 13),
        (PIANO, "U6", "Dark at eight.", "It's dark at eight, but at least it's warm."),
        (PIANO, "U7", "Dark at eight.", "Dark at eight. " * 21),
        (ROOF, "A2", "I have six tarpaulins, yours by Thursday noon.", "I have an idea."),
        (ROOF, "A2", "Thursday noon, six tarpaulins.", "You bought six tarpaulins last Thursday."),
        (ROOF, "A5", "You fear a leak. Would that help?", "You fear a leak."),
        (ROOF, "A5", "Tell me if you want more.", "You fear a leak."),
        (ROOF, "A6", "You fear a leak.", "You fear a leak. " * 16),
    ],
)
def test_criteria_that_decide_nothing(asked: Asked, id: str, full: str, no: str) -> None:
    assert (met(asked, full, id), met(asked, no, id)) == ("full", "no")


def test_a_promise_leaves_a_reassurance_without_points() -> None:
    assert coach.read("You fear a leak. I promise it holds.", ROOF).points == 0


@pytest.mark.parametrize("rubric", ["two_step", "urgency", "reassurance"])
def test_points_add_up_to_100(rubric: str) -> None:
    assert sum(rule.points for rule in coach.rubric(rubric)) == 100


@pytest.mark.parametrize("rubric", ["two_step", "urgency", "reassurance"])
@pytest.mark.parametrize("text", ["Das Dach ist wieder undicht.", "rf lks agn zzz qqq", "…"])
def test_what_is_no_english_is_unsure(rubric: str, text: str) -> None:
    assert coach.read(text, Asked(rubric)).verdict == "unsure"


@pytest.mark.parametrize("rubric", ["two_step", "urgency", "reassurance"])
def test_without_points_to_look_for_the_coach_cannot_tell(rubric: str) -> None:
    text = "You fear that. What could we look at together?"
    text += " I'll ring on Friday at two." if rubric == "reassurance" else ""
    assert coach.read(text, Asked(rubric)).verdict == "unsure"
