"""A thought turned round, summary, validation, cue, repair: each rule and its neighbours."""

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach import wording
from active_listening.coach.rubrics import Asked

REVIEW = Asked(
    "reframe",
    original="Here we go again: they want another review meeting.",
    facets=(("trust", "numbers", "doubt"), ("board", "pressure from above")),
)
FLOUR = Asked(
    "summary",
    client="The flour comes late, my bakers stand idle and nobody tells me. I'm fed up.",
    feelings=("angry",),
    facets=(("late", "flour"), ("idle", "bakers", "waiting"), ("nobody tells", "told", "hear")),
)
LATE = "So it's late, your people wait and no one told you. "
PRICE = Asked(
    "validation",
    client="You changed the price secretly. I saw it on the invoice.",
    feelings=("angry", "hurt"),
    facets=(("invoice", "first see", "found out"), ("behind your back", "secret", "not told")),
)
WEEKEND = Asked(
    "cue",
    client="It took us a whole weekend to fix.",
    facets=(("weekend", "two days"),),
    feelings=("tired",),
)
TESTS = Asked(
    "cue",
    client="Indoors, they passed all forty tests. Outdoors is another matter.",
    facets=(("outdoors",), ("another matter",)),
)
SHIFT = Asked("repair", client="And then the night shift, they have to", facets=(("night shift",),))

CASES = [
    # a reason the task lists, held lightly; then what is missing
    (REVIEW, "Maybe they don't yet trust our numbers. What would help?", "pass", ""),
    (REVIEW, "They don't trust our numbers.", "not_yet", "M2"),
    (REVIEW, "They just love meetings.", "not_yet", "M1 M2"),
    (REVIEW, "No problem, reviews are great.", "not_yet", "M1 M2 M4"),
    (REVIEW, "They're control freaks, but I'll find out why.", "not_yet", "M1½ M3"),
    (REVIEW, "Why do they never read our numbers? I'll ask.", "not_yet", "M3"),
    (REVIEW, "Here we go again: they want another review meeting.", "not_yet", "M1 M2"),
    (REVIEW, "Maybe the board doubts it. No point in asking.", "not_yet", "M4"),
    (REVIEW, "There must be some reason. What is it?", "not_yet", "M1½"),
    (REVIEW, "Perhaps they were burned by an auditor. I'll ask.", "unsure", "M1½"),
    (REVIEW, "I never wrote back, so perhaps they doubt us. I'll ask.", "pass", ""),
    (REVIEW, "I never promised trust, so perhaps they dream. I'll ask.", "not_yet", "M2"),
    (REVIEW, "Maybe they feel that we don't know what pressure from above is.", "pass", ""),
    (REVIEW, "Perhaps sloppy notes made them doubt us.", "pass", ""),
    (REVIEW, "Perhaps they doubt us, but their sloppy notes cost hours.", "not_yet", "M3"),
    (REVIEW, "The board doubts us. I'll call them and explain.", "not_yet", "M2"),
    (REVIEW, "The board doubts us. I'll call them to hear more.", "pass", ""),
    (REVIEW, "Why do they complain when they doubt everyone?", "not_yet", "M3"),
    (REVIEW, "Why do they ask when the board doubts them?", "pass", ""),
    # a state that explains it away, and one with its reason
    (REVIEW, "Perhaps they are just stressed. I'll ask.", "not_yet", "M4"),
    (REVIEW, "Perhaps they are just tired of doubt. I'll ask.", "pass", ""),
    # a fear, our own part and a thing's use are no label and no lost hope
    (REVIEW, "Perhaps they doubt us and fear to look stupid. I'll ask.", "pass", ""),
    (REVIEW, "Perhaps they doubt us. They look stupid. I'll ask.", "not_yet", "M3"),
    (REVIEW, "Perhaps our line was sloppy and they doubt us. I'll ask.", "pass", ""),
    (REVIEW, "Perhaps our buyer was sloppy and doubts us. I'll ask.", "not_yet", "M3"),
    (REVIEW, "Maybe the numbers are still useless to them. I'll ask.", "pass", ""),
    (REVIEW, "Maybe they doubt us. It's useless to argue.", "not_yet", "M4"),
    (REVIEW, "Maybe they doubt us. They just enjoy finding errors.", "not_yet", "M3"),
    (REVIEW, "Maybe they doubt us, but that is their problem and not ours.", "not_yet", "M3 M4"),
    # what we left undone is a fact; what they feel about it is a guess
    (REVIEW, "They asked for the numbers and we did not deliver.", "pass", ""),
    (REVIEW, "They hate our numbers and we did not deliver.", "not_yet", "M2"),
    (REVIEW, "Good answer: perhaps trust, a doubt, a question to ask.", "not_yet", "M1"),
    # a summary is a paraphrase that asks what is missing
    (FLOUR, "So it's late, your people wait and no one told you. What have I missed?", "pass", ""),
    (FLOUR, "So it's late, your people wait and no one told you. Is my picture right?", "pass", ""),
    (FLOUR, "So it's late, your people wait and no one told you.", "not_yet", "S5"),
    (FLOUR, "It sounds like it's late and your people wait.", "not_yet", "S5½"),
    (FLOUR, "It's late and your people wait. Shall we deliver earlier?", "not_yet", "S4 S5"),
    (FLOUR, "It's late and you yourself forgot to tell the bakers. Right?", "not_yet", "S3"),
    # a cause on our side, and how they are said to see us, are not in what they said
    (FLOUR, LATE + "That was because our van broke down. Right?", "not_yet", "S3"),
    (
        FLOUR,
        LATE + "The mill closed for stocktaking, that's why nobody rang. Right?",
        "not_yet",
        "S3",
    ),
    (FLOUR, LATE + "That is why you ring. Right?", "pass", ""),
    (FLOUR, LATE + "You feel that we don't respect you. Right?", "not_yet", "S3"),
    (FLOUR, LATE + "You were informed by us on Monday. Right?", "not_yet", "S3"),
    (FLOUR, LATE + "You were informed by the bakers alone. Right?", "pass", ""),
    (FLOUR, "its late n ur bakers wait, u want to hear b4, even late. right?", "pass", ""),
    # neither agreeing nor arguing
    (PRICE, "A price first seen on the invoice: I can see why that stung.", "pass", ""),
    (PRICE, "No wonder it felt as if we hid it: you saw it on the invoice.", "pass", ""),
    (PRICE, "You're right, we hid it.", "not_yet", "V1½ V2 V3"),
    (PRICE, "You're right to be angry, the invoice came without a word.", "pass", ""),
    (PRICE, "I can see why the invoice stung. We did send two notices.", "not_yet", "V3 V6"),
    (PRICE, "I understand how you feel.", "not_yet", "V1½ V2"),
    (PRICE, "Sorry, we'll refund it.", "not_yet", "V1½ V2 V5"),
    (
        PRICE,
        "It makes sense that the invoice hurt. It will be back by noon.",
        "not_yet",
        "V5",
    ),
    (PRICE, "It makes sense to be cross: nobody likes crumbs on a birthday cake.", "unsure", "V2"),
    (PRICE, "I can see why the invoice stung; it's just that prices rose.", "not_yet", "V4"),
    (PRICE, "I can see why the invoice stung. Prices rose, though.", "not_yet", "V4"),
    (PRICE, "I can see why it felt as though you were lied to on the invoice.", "pass", ""),
    (PRICE, "I can see why the invoice stung. They go out automatically.", "not_yet", "V3"),
    (PRICE, "I can see why the invoice stung. Let me refund it.", "not_yet", "V5"),
    # a reason of theirs, and one for us; what they read is told, and no order
    (PRICE, "That you're angry has its reason: it stood on the invoice first.", "pass", ""),
    (PRICE, "I understand your anger: you saw it first on the invoice.", "pass", ""),
    (PRICE, "I understand your anger.", "not_yet", "V1½ V2"),
    (
        PRICE,
        "Of course that stings. You sat there and read that it stood on the invoice.",
        "pass",
        "",
    ),
    (
        PRICE,
        "Of course that stings, it was on the invoice. Read the next one first.",
        "not_yet",
        "V6",
    ),
    (
        PRICE,
        "I can see why the invoice stung. It has to be on there because tax needs it.",
        "not_yet",
        "V3",
    ),
    (
        PRICE,
        "I can see why the invoice stung. You had to find it there because nobody rang.",
        "pass",
        "",
    ),
    (PRICE, "I can see why the invoice stung. It was agreed in the contract.", "not_yet", "V3 V6"),
    # up to six words, and room in them
    (WEEKEND, "A whole weekend.", "pass", ""),
    (WEEKEND, "Mm, the whole weekend?", "pass", ""),
    (WEEKEND, "Go on.", "pass", ""),
    (WEEKEND, "Tell me more about that.", "pass", ""),
    (WEEKEND, "You must be exhausted.", "pass", ""),
    (WEEKEND, "Totally!", "not_yet", "C2 C3"),
    (WEEKEND, "OK, noted.", "not_yet", "C2 C3"),
    (WEEKEND, "Great.", "not_yet", "C2 C3"),
    (WEEKEND, "Did you fix it?", "not_yet", "C4"),
    (WEEKEND, "You should have called.", "not_yet", "C2 C5"),
    (WEEKEND, "What happened next?", "pass", ""),
    (WEEKEND, "Next point.", "not_yet", "C2 C3"),
    (WEEKEND, "Why didn't you call us?", "not_yet", "C5"),
    (WEEKEND, "Somebody should fix weekends.", "not_yet", "C5"),
    (WEEKEND, "That's very long.", "not_yet", "C2 C5"),
    (WEEKEND, "That long?", "pass", ""),
    (WEEKEND, "I understand how you feel.", "not_yet", "C2"),
    (WEEKEND, "I understand.", "pass", ""),
    # their words in their order are theirs, whatever they sound like
    (TESTS, "Outdoors is another matter.", "pass", ""),
    (TESTS, "Indoors is another matter.", "not_yet", "C5"),
    (TESTS, "They passed all forty tests?", "pass", ""),
    (TESTS, "They passed, did they cheat?", "not_yet", "C4"),
    (WEEKEND, "Oh no, I'm sure it was a weekend!", "not_yet", "C1½ C5"),
    (WEEKEND, "How embarrassing, a whole weekend.", "not_yet", "C4½ C5"),
    (WEEKEND, "How come, a whole weekend?", "pass", ""),
    (WEEKEND, "Right.", "unsure", "C2½"),
    (WEEKEND, "(I wait)", "unsure", "C2½"),
    (WEEKEND, "nothing, I stay quiet", "unsure", "C2½"),
    (WEEKEND, "Our drivers wait at every stop.", "not_yet", "C2 C5"),
    # owned, handed back, nothing else
    (SHIFT, "Sorry, I cut across you. You were saying, about the night shift?", "pass", ""),
    (SHIFT, "I interrupted, please go on.", "pass", ""),
    (SHIFT, "Sorry, go on.", "pass", "R1½"),
    (SHIFT, "I was talking while you were. The night shift has to …", "pass", ""),
    (SHIFT, "I drowned you out. Would you start again from the night shift?", "pass", ""),
    (SHIFT, "I cut in. I'll be quiet now.", "pass", ""),
    (SHIFT, "I cut in. I'll look into the night shift.", "not_yet", "R2 R3"),
    (SHIFT, "I cut in because I was so excited to help. Go on.", "not_yet", "R3"),
    (SHIFT, "I cut in because I was impatient. Go on.", "pass", ""),
    (SHIFT, "Sorry, you paused. Go on.", "not_yet", "R1"),
    (SHIFT, "Sorry, the line is bad. Go on.", "not_yet", "R1"),
    (SHIFT, "The line is bad and I cut across you. Go on.", "pass", ""),
    (SHIFT, "I cut in. What the night shift has to do is lock the gates?", "not_yet", "R3"),
    (SHIFT, "I cut in. What is it that the night shift has to do?", "pass", ""),
    (SHIFT, "Sorry, the line has such a delay. Go on.", "not_yet", "R1"),
    (SHIFT, "I cut in. I'll just finish my list, then it's your turn.", "not_yet", "R3"),
    (SHIFT, "I cut in. I'll let you finish now.", "pass", ""),
    (SHIFT, "I cut in. I got excited, because it would save you nights. Go on.", "not_yet", "R3"),
    (SHIFT, "I cut in, I got too excited. Go on.", "pass", ""),
    (SHIFT, "I cut in. Please take it again from the night shift.", "pass", ""),
    (SHIFT, "I cut in. Please take it as a note for the night shift.", "not_yet", "R3"),
    (SHIFT, "Go on.", "not_yet", "R1"),
    (SHIFT, "Sorry.", "not_yet", "R1½ R2"),
    (SHIFT, "Sorry, but what I meant was that it is fine.", "not_yet", "R1½ R2 R3"),
    (SHIFT, "You interrupted me first. Go on.", "not_yet", "R1"),
    (SHIFT, "Sorry that you feel I interrupted. Go on.", "not_yet", "R1 R3"),
    (SHIFT, "I cut you off. We have a night shift too. Go on.", "not_yet", "R3"),
]


@pytest.mark.parametrize(("asked", "text", "verdict", "misses"), CASES)
def test_verdict_and_what_decides_it(asked: Asked, text: str, verdict: str, misses: str) -> None:
    assert judged(asked, text) == (verdict, misses)


@pytest.mark.parametrize(
    ("asked", "id", "full", "no"),
    [
        (REVIEW, "M5", "Maybe they doubt us. I'll ask.", "Maybe they doubt us."),
        (REVIEW, "M6", "Maybe they doubt us.", "Maybe they doubt us. " + "It may be so. " * 10),
        (FLOUR, "S6", "You're angry that it's late.", "So it's late."),
        (FLOUR, "S7", "So it's late.", "So it's late. " * 25),
        (SHIFT, "R4", "I interrupted, go on.", "I interrupted, go on, " * 8),
    ],
)
def test_criteria_that_decide_nothing(asked: Asked, id: str, full: str, no: str) -> None:
    assert (met(asked, full, id), met(asked, no, id)) == ("full", "no")


@pytest.mark.parametrize("text", ["What struck you?", "I cut in. What struck you?"])
def test_a_line_with_a_verb_is_english(text: str) -> None:
    assert coach.read(text).question.tier == "open"


def test_good_news_may_be_cheered() -> None:
    hives = Asked("cue", client="Every hive came through the winter.", feelings=("relieved",))
    assert judged(hives, "Wonderful, every hive!") == ("pass", "")
    assert judged(WEEKEND, "Wonderful, a weekend!") == ("not_yet", "C3")


@pytest.mark.parametrize("rubric", ["reframe", "cue", "repair", "summary", "validation"])
def test_points_add_up_to_100(rubric: str) -> None:
    assert sum(rule.points for rule in coach.rubric(rubric)) == 100


@pytest.mark.parametrize("rubric", ["reframe", "cue", "repair", "summary", "validation"])
@pytest.mark.parametrize("text", ["Das war ein langes Wochenende.", "wknd fxx lng zzz qqq", "…"])
def test_what_is_no_english_is_unsure(rubric: str, text: str) -> None:
    assert coach.read(text, Asked(rubric)).verdict == "unsure"


def test_where_the_coach_cannot_tell_it_says_why() -> None:
    shown = wording.page(coach.read("(I wait)", WEEKEND), "cue")
    assert shown["head"].startswith("“wait” makes room without a word.")
    assert shown["head"].endswith("It costs you nothing.")
    assert shown["criteria"] == []
