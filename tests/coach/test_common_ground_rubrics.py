"""Options, common ground, a phased offer, feedback, a mediator's question: rules and neighbours."""

from dataclasses import replace

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach.rubrics import Asked

STALL = Asked(
    "options",
    client="If it rains nobody comes, and I still pay for my stall on the market.",
    facets=(
        ("rain", "not pay", "pay for nothing", "empty market"),
        ("know", "early", "friday", "set up", "notice"),
    ),
    must=(0, 1),
)
ROOF = Asked(
    "common_ground",
    client="Your people leave at four and my roof stays open over the weekend.",
    facets=(("dry", "closed roof", "rain", "no water"),),
)
STOVES = Asked(
    "phased",
    client="It's minus ten on Monday and I've twenty cold flats.",
    facets=(
        ("top floor", "five flats"),
        ("other fifteen", "rest", "other flats"),
        ("cold", "warm", "heating"),
        ("pressure test", "test"),
    ),
    must=(0, 1),
)
MENU = Asked(
    "feedback",
    original="Your menu is a mess and nobody orders dessert.",
    facets=(("dessert", "guests stay", "stay for coffee"), ("ninety", "nine in ten", "90")),
    must=(0,),
)
ARCHIVE = Asked(
    "neutral",
    original="Nadia, why did you throw the old files away?",
    scene="Nadia runs the archive, Piet the office. You mediate between them.",
    facets=(("files", "archive", "papers"),),
)

WHAT_WAS = replace(ARCHIVE, facets=(("files", "archive"), ("happen", "happened")), must=(1,))

CASES = [
    # both needs, an open look together, nothing of our own
    (STALL, "You don't pay for rain, we know early. Which ways do you see?", "pass", ""),
    (STALL, "You don't pay for rain. Which ways do you see?", "not_yet", "O1½"),
    (STALL, "Rain and knowing early: shall we look at what is possible?", "pass", ""),
    (STALL, "Rain and knowing early: shall we halve the fee?", "not_yet", "O2 O3"),
    (STALL, "Rain and knowing early: let's find a way together.", "pass", ""),
    (STALL, "Rain and knowing early: let's cancel by text.", "not_yet", "O2 O3"),
    (STALL, "Rain, and we know early. What happened last Saturday?", "not_yet", "O2½"),
    (STALL, "Rain, and we know early. What could happen instead?", "pass", ""),
    (STALL, "Rain, and we know early. Which idea do you mean?", "not_yet", "O2½"),
    (STALL, "Rain, and we know early. Which ideas do you have?", "pass", ""),
    (STALL, "Rain, and we know early. What ways are there, for example a tent?", "not_yet", "O3"),
    (STALL, "Rain, and we know early. What ways are there, in your view?", "pass", ""),
    (STALL, "Rain, and we know early. How about looking for ways together?", "pass", ""),
    (STALL, "Rain, and we know early. What if you paid half? Any ideas?", "not_yet", "O3"),
    (STALL, "Rain, and we know early. You must decide now. What could work?", "not_yet", "O5"),
    (STALL, "You need to be sure of rain, we of knowing early. What could work?", "pass", ""),
    (STALL, "Rain, and we know early. We'll find another day.", "not_yet", "O2 O3"),
    (STALL, "Rain, and we know early. We'll find a way together.", "pass", ""),
    (STALL, "Rain, and we know early. I wonder which ways there are.", "pass", ""),
    (STALL, "Rain, and we know early. I wonder why it rains.", "not_yet", "O2½"),
    (STALL, "Rain, and we know early. What could work? Lets make a list", "pass", ""),
    (STALL, "Rain, and we know early. What could work? Lets make a tent", "not_yet", "O3"),
    (STALL, "Rain, and we know early. How about Friday?", "not_yet", "O2 O3"),
    (STALL, "Your stall should be free of rain, we know early. What ways are there?", "pass", ""),
    (
        STALL,
        "Your people should bring tents, rain or not, we know early. Which ways are there?",
        "not_yet",
        "O3",
    ),
    # what both want, and that both do
    (ROOF, "We both want it dry inside. What would that take?", "pass", ""),
    (ROOF, "We want it dry inside. What would that take?", "not_yet", "G2"),
    (ROOF, "You want it dry, and so do we. Where do we begin?", "pass", ""),
    (ROOF, "You want it dry, and we leave at four. Where do we begin?", "not_yet", "G2"),
    (ROOF, "Don't you want it dry too?", "not_yet", "G2"),
    (ROOF, "We agree on one thing: it must be dry. Where do we begin?", "pass", ""),
    (ROOF, "We wrote one thing: it must be dry. Where do we begin?", "not_yet", "G2"),
    (ROOF, "Neither of us wants rain in there. Shall we start from that?", "pass", ""),
    (ROOF, "We both want it dry, but four is four.", "not_yet", "G3"),
    (ROOF, "We both want nothing but a dry house. What next?", "pass", ""),
    (ROOF, "We both want it dry; it's just that you worry a lot.", "not_yet", "G3"),
    (ROOF, "We both want it dry. You just want more hours.", "not_yet", "G3"),
    (ROOF, "Nobody likes it, but we both want it dry. Shall I start there?", "pass", ""),
    (ROOF, "We both want it dry, but nobody likes it. Shall I start there?", "not_yet", "G3"),
    (ROOF, "I think we both would hate rain in there. Can we look at that?", "pass", ""),
    (ROOF, "We both hate rain in there. I think we could put up a sail.", "not_yet", "G5"),
    (ROOF, "We both want a fair deal. Shall we start?", "not_yet", "G1½"),
    (ROOF, "We both want success. What next?", "not_yet", "G1½"),
    (ROOF, "We both want a safe ladder. What next?", "unsure", "G1½"),
    # the first part with its time, the later part with its own
    (STOVES, "The top floor is warm by Sunday, the rest by Friday, after the test.", "pass", ""),
    (STOVES, "The top floor is warm soon, the rest by Friday, after the test.", "not_yet", "X1½"),
    (STOVES, "The top floor is warm by Sunday, the rest later, after the test.", "pass", ""),
    (STOVES, "The top floor is warm by Sunday, with a test, the rest later.", "not_yet", "X2½"),
    (STOVES, "The top floor, warm by Sunday, tested; the rest once it runs.", "pass", ""),
    (
        STOVES,
        "First the top floor. It is warm by Sunday. Then the rest, after the test.",
        "pass",
        "",
    ),
    (STOVES, "First the top floor. By Sunday the rest is warm, after a test.", "not_yet", "X1½"),
    (STOVES, "The top floor, warm by the twelfth, tested; the rest once it runs.", "pass", ""),
    (STOVES, "The top floor, warm by the second stove, tested; the rest next.", "not_yet", "X1½"),
    (STOVES, "By Sunday, warm, tested.", "not_yet", "X1 X2"),
    (STOVES, "The top floor by Sunday, the rest by Friday. Is that ok?", "not_yet", "X3 X4"),
    (STOVES, "Heating: top floor by Sunday, rest by Friday, without a test.", "not_yet", "X4"),
    (STOVES, "Heating: top floor by Sunday, rest by Friday, none without a test.", "pass", ""),
    (STOVES, "Heating: top floor by Sunday, rest by Friday. We don't test them.", "not_yet", "X4"),
    (STOVES, "Heating: top floor by Sunday, rest by Friday. We do test them.", "pass", ""),
    (
        STOVES,
        "Heating: top floor by Sunday, rest by Friday. Nothing runs that we didn't test.",
        "pass",
        "",
    ),
    (
        STOVES,
        "Heating: top floor by Sunday, rest by Friday, each tested, guaranteed.",
        "not_yet",
        "X5",
    ),
    (STOVES, "Heating: top floor by Sunday, rest by Friday, each tested, as agreed.", "pass", ""),
    (
        STOVES,
        "Heating: top floor by Sunday, rest by Friday, each tested, and a voucher.",
        "not_yet",
        "X5",
    ),
    # a goal of both, what works, what was seen, a joint look; no verdict
    (
        MENU,
        "We both want guests to have dessert. The card looks lovely. Ninety stop early. "
        "Shall we look at it together?",
        "pass",
        "",
    ),
    (
        MENU,
        "No dessert is ordered. The card looks lovely. Ninety stop early. "
        "Shall we look at it together?",
        "not_yet",
        "B1½",
    ),
    (MENU, "We both want dessert sold. Ninety stop early. How do you see it?", "not_yet", "B2"),
    (
        MENU,
        "We both want dessert sold. The card is clear. How do you see it?",
        "not_yet",
        "B3",
    ),
    (
        MENU,
        "We both want dessert sold. The card is clear and too long. Ninety stop. What now?",
        "not_yet",
        "B4",
    ),
    (
        MENU,
        "We both want dessert sold. The card is clear. You should cut it, ninety stop. What now?",
        "not_yet",
        "B4",
    ),
    (
        MENU,
        "We both want dessert sold. The card is clear. Ninety stop, as I said in May. What now?",
        "not_yet",
        "B4",
    ),
    (
        MENU,
        "We both want dessert sold. The card is clear. Ninety stop, as far as I saw. What now?",
        "pass",
        "",
    ),
    (MENU, "We both want dessert sold. The card is clear. Ninety stop.", "not_yet", "B5"),
    # open, for both or from where one stands, no culprit
    (ARCHIVE, "How does each of you see what happened to the files?", "pass", ""),
    (ARCHIVE, "Who threw the files away?", "not_yet", "N1½ N3½"),
    (ARCHIVE, "Nadia, what do the old files mean for you?", "pass", ""),
    (ARCHIVE, "Nadia, why did you move the files?", "not_yet", "N2 N3½"),
    (ARCHIVE, "Nadia, what made you move the files?", "pass", "N3½"),
    (ARCHIVE, "Nadia, what made you ignore the files?", "not_yet", "N2 N3½"),
    (ARCHIVE, "Nadia, what is stopping you with the files?", "not_yet", "N2 N3½"),
    (ARCHIVE, "Nadia, what is new for you with the files?", "pass", ""),
    (ARCHIVE, "Nadia, what lies behind your refusal of the files?", "not_yet", "N2 N3½"),
    (ARCHIVE, "Nadia, what lies behind your view of the files?", "pass", ""),
    (ARCHIVE, "How could Nadia be quicker with files?", "not_yet", "N3"),
    (ARCHIVE, "Nadia, how could files move quicker?", "pass", "N3½"),
    (ARCHIVE, "Piet has a point about the files. How do you see it, Nadia?", "not_yet", "N2"),
    (ARCHIVE, "Piet, make a start with the files. How do you see it?", "pass", ""),
    (ARCHIVE, "What do you say to that, Nadia, about the files?", "not_yet", "N2"),
    (ARCHIVE, "What can you say of the files, each of you?", "pass", ""),
    (ARCHIVE, "How do you see the files, and why was it late?", "not_yet", "N4"),
    (ARCHIVE, "How do you see the files and the shelves?", "pass", "N4½"),
    (ARCHIVE, "How do you both feel?", "not_yet", "N5½"),
    (ARCHIVE, "Could each of you tell us about the files?", "pass", ""),
    # whose words are given back, and whom "they" are
    (ARCHIVE, "Nadia, you said the files are old. How do you see them?", "pass", ""),
    (ARCHIVE, "Piet said the files are old. How do you see them?", "not_yet", "N2"),
    (ARCHIVE, "Nadia, you know the files. What are they like?", "pass", "N3½"),
    (ARCHIVE, "Nadia, what do they want with the files?", "not_yet", "N3"),
    (ARCHIVE, "How do you answer what Piet says of the files?", "not_yet", "N2 N3"),
    # the same for the other, after; and a way out with a question mark
    (ARCHIVE, "Nadia, tell us about the files. Then I shall put the same to Piet.", "pass", "N3½"),
    (ARCHIVE, "What do the files mean to you, Nadia first or the other way round?", "pass", ""),
    (ARCHIVE, "What would you both say to files?", "pass", ""),
    (ARCHIVE, "What would you both say to a scanner for the files?", "not_yet", "N6"),
    (ARCHIVE, "What would you both think of scanning the files?", "not_yet", "N6"),
    (ARCHIVE, "Piet has put it very well. How do you see the files?", "not_yet", "N2"),
    (ARCHIVE, "What would you both think of one shelf for all files?", "not_yet", "N6"),
    (ARCHIVE, "What would you both think of first, with the files?", "pass", ""),
    (ARCHIVE, "How about Monday for the files?", "not_yet", "N1 N3½ N6"),
    (ARCHIVE, "How about the files, for each of you?", "pass", ""),
    (ARCHIVE, "Why not a scanner for the files?", "not_yet", "N3½ N6"),
    (ARCHIVE, "Which of you needs the files more?", "not_yet", "N2"),
    (ARCHIVE, "Which of your files do you both need?", "not_yet", "N1½"),
    (ARCHIVE, "Who of you wants to begin and tell us what happened to the files?", "pass", "N3½"),
    (ARCHIVE, "Who of you is right, and can tell us about the files?", "not_yet", "N1½ N2 N3½ N4"),
    (ARCHIVE, "What do files mean to you, Nadia, and what do they mean to you, Piet?", "pass", ""),
    (ARCHIVE, "What do files mean to you, and what did he say?", "not_yet", "N4"),
    (ARCHIVE, "What is dear to each of you, never mind the dates, about the files?", "pass", ""),
    (ARCHIVE, "What do you never mind about the files?", "not_yet", "N2 N3½"),
    (ARCHIVE, "Nadia, what would it take for you to give up the files?", "not_yet", "N2"),
    (ARCHIVE, "Nadia, what would it take for you to feel at ease with the files?", "pass", ""),
    (ARCHIVE, "Nadia, what makes it so hard for you to part with the files?", "not_yet", "N2"),
    (ARCHIVE, "Nadia, what makes it hard for you to find the files?", "pass", ""),
    (ARCHIVE, "Nadia, I'll ask Piet right after: what do the files mean to you?", "pass", ""),
    (ARCHIVE, "Nadia, what do you need so that Piet's files aren't in your way?", "not_yet", "N2"),
    (ARCHIVE, "How do you like Piet's idea for the files?", "not_yet", "N2"),
    # an idea at the head of a clause, and the same words inside one
    (STALL, "Rain, and we know early while they are at work. Which ways do you see?", "pass", ""),
    (STALL, "Rain, and we know early. It's just an hour. What ways do you see?", "not_yet", "O5"),
    (STALL, "Rain, and we know early. What can you do so that we know?", "not_yet", "O5"),
    (STALL, "Rain, and knowing early: how about two weeks?", "not_yet", "O2 O3"),
    (STALL, "Rain, and knowing early: how about you?", "not_yet", "O2½"),
    (ROOF, "We both want it dry, so that they say: this is how we work.", "pass", ""),
    (ROOF, "We both want it dry, and this is how we work.", "not_yet", "G3"),
    # what is shared, in other forms; what is asked of them, made small; a thing that solves it
    (ROOF, "May I name what we share: a dry house.", "pass", ""),
    (ROOF, "In this we are of one mind: it must be dry.", "pass", ""),
    (ROOF, "I want to name what we shared on Monday: a dry cake.", "not_yet", "G2"),
    (ROOF, "We both want it dry, and for you it takes only seconds.", "not_yet", "G3"),
    (ROOF, "We both want it dry, and for us it takes until Friday.", "pass", ""),
    (ROOF, "We both want it dry. A sail would solve it.", "not_yet", "G5"),
    (ROOF, "We both want it dry, so how about your people staying until six?", "not_yet", "G5"),
    # from yours, from each; who left it out is a culprit; what must be is asked for
    (ARCHIVE, "Piet, we'll come to Nadia's desk next: how do the files look from yours?",
     "pass", ""),
    (ARCHIVE, "Piet, how do the files look on Nadia's desk?", "not_yet", "N3"),
    (ARCHIVE, "Can you both please tell me what the files are for you?", "pass", ""),
    (ARCHIVE, "Can you both please move the files?", "not_yet", "N1 N6"),
    (ARCHIVE, "I'd like each of you to tell me about the files.", "pass", ""),
    (ARCHIVE, "Nadia, how did you come to leave out the files?", "not_yet", "N2 N3½"),
    (ARCHIVE, "Nadia, how did you come to the archive?", "pass", "N3½"),
    (ARCHIVE, "What do you both think about scanning the files?", "not_yet", "N6"),
    (WHAT_WAS, "What happened to the files, from each of your desks?", "pass", ""),
    (WHAT_WAS, "Such things happen. How can you both leave the files behind?", "not_yet", "N5"),
    (WHAT_WAS, "What will you both do so that it never happens again to the files?",
     "not_yet", "N5"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "verdict", "misses"), CASES)
def test_verdict_and_what_decides_it(asked: Asked, text: str, verdict: str, misses: str) -> None:
    assert judged(asked, text) == (verdict, misses)


@pytest.mark.parametrize(
    ("asked", "id", "full", "no"),
    [
        (STALL, "O4", "What ways are there?", "How could it work?"),
        (STALL, "O6", "What ways are there?", "What ways are there? " * 13),
        (ROOF, "G4", "We both want it dry. What next?", "We both want it dry."),
        (ROOF, "G4", "We both want it dry. Let's start from there.", "We both want it dry."),
        (ROOF, "G5", "We both want it dry.", "We both want it dry. We could stay until six."),
        (ROOF, "G6", "We both want it dry.", "We both want it dry. " * 9),
        (STOVES, "X6", "Would that help?", "That helps."),
        (STOVES, "X6", "Let me know if that helps.", "I know that helps."),
        (STOVES, "X7", "The top floor by Sunday.", "The top floor by Sunday. " * 17),
        (MENU, "B2", "One name sticks.", "One name stands there."),
        (MENU, "B2", "A short list serves that aim.", "We serve that at nine."),
        (MENU, "B2", "People never forget it.", "People never order it."),
        (MENU, "B6", "We want dessert.", "We want dessert. " * 21),
        (ARCHIVE, "N6", "What about the files?", "How about scanning the files?"),
        (ARCHIVE, "N7", "What about the files?", "What about the files? " * 8),
    ],
)
def test_criteria_one_by_one(asked: Asked, id: str, full: str, no: str) -> None:
    assert (met(asked, full, id), met(asked, no, id)) == ("full", "no")


NEW = ["options", "common_ground", "phased", "feedback", "neutral"]


@pytest.mark.parametrize("rubric", NEW)
def test_points_add_up_to_100(rubric: str) -> None:
    assert sum(rule.points for rule in coach.rubric(rubric)) == 100


@pytest.mark.parametrize("rubric", NEW)
@pytest.mark.parametrize("text", ["Das war ein langes Wochenende.", "wknd fxx lng zzz qqq", "…"])
def test_what_is_no_english_is_unsure(rubric: str, text: str) -> None:
    assert coach.read(text, Asked(rubric)).verdict == "unsure"
