"""Paraphrase, empathy and a defensive line rewritten: each rule beside its nearest neighbours."""

from dataclasses import replace

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach.rubrics import Asked

FLOUR = Asked(
    "paraphrase",
    client="We've had the flour arrive after six three mornings running, my bakers stand around "
    "doing nothing, and I only find out when I ring you.",
    feelings=("frustrated",),
    facets=(
        ("late flour", "flour arrives late", "delivery"),
        ("bakers idle", "stand around", "waiting"),
        ("nobody tells me", "find out", "have to ring"),
    ),
)
RECALL = Asked(
    "paraphrase",
    client="Since the update the recall letters go to the wrong patients. I look like a fool in "
    "front of people I've treated for twenty years, and I'm scared we have broken the rules.",
    feelings=("worried", "embarrassed"),
    facets=(
        ("recall letters", "wrong patients", "letters"),
        ("look foolish", "embarrassing", "in front of patients"),
        ("privacy", "data protection", "rules"),
    ),
)
WEDDING = Asked(
    "empathy",
    client="I stayed up till two rebuilding the seating plan because your portal lost it, and my "
    "bride was in tears this morning.",
    feelings=("tired", "angry"),
    facets=(
        ("seating plan", "portal lost", "lost plan"),
        ("till two", "stayed up", "night"),
        ("bride", "tears"),
    ),
)
HINTED = replace(WEDDING, client="There is a plan. (A pause.)", feelings=("worried", "sad"))
FORCED = replace(
    WEDDING, client="And I am to tell the bride.", facets=(("tell her", "tell the bride"),)
)
CONTACTS = Asked(
    "empathy",
    client="You've changed our contact person four times this year. Every time I start from zero "
    "explaining our allergies policy, and honestly I don't know why I bother.",
    feelings=("frustrated", "tired"),
    facets=(
        ("contact person", "four times", "new face"),
        ("start from zero", "explain", "allergies", "again"),
    ),
)
FORKLIFT = Asked(
    "defensive",
    original="Our transport partner had a breakdown, and the contract does say that delivery dates "
    "are estimates.",
    client="You said the forklift would be here Tuesday. It's Thursday and I've had to send two "
    "men home.",
    feelings=("angry",),
    facets=(("forklift", "late", "Tuesday"), ("two men", "send home", "men")),
)
QUOTE = Asked(
    "defensive",
    original="We sent the quote to the address you gave us, so it must have landed in your spam.",
    client="I asked for the quote ten days ago. Nothing. My board met last night without a number "
    "from you.",
    feelings=("disappointed",),
    facets=(("quote", "ten days", "waiting"), ("board", "met", "without a number", "no figure")),
)

COUNTED = Asked(
    "paraphrase",
    client="Eleven thousand people got the letter.",
    facets=(("letter", "got it"),),
)
ORDERED = Asked(
    "paraphrase",
    client="The loaf goes in the middle. Leave the colours alone.",
    facets=(("loaf",), ("colours",)),
    must=(0,),
)
TRUSTING = Asked(
    "paraphrase",
    client="I rely on that flour.",
    facets=(("flour",),),
)
NAMED = Asked(
    "paraphrase",
    client="Your colleague Nuala had it mended in ten minutes.",
    facets=(("mended", "put right"),),
)

READ = [
    # what they must do, as they told it; and what we tell them to do
    (FORCED, "You sound angry: you have to tell her.", "pass", ""),
    (replace(FORCED, client="Ah."), "You sound angry: you have to tell her.", "not_yet", "E2"),
    # paraphrase: all of it, in one's own words
    (FLOUR, "It sounds like the flour keeps coming too late, your bakers are left idle, and nobody "
     "warns you. Have I got that right?", "pass", ""),
    (FLOUR, "So your people are paid to wait for deliveries, and you have to chase us to learn "
     "that they're late.", "pass", ""),
    (FLOUR, "Late flour, idle bakers, and not a word from us unless you call.", "pass", ""),
    (FLOUR, "so three times in a row no flour when the shift begins, the team cant work and you "
     "must call us to know it", "pass", ""),
    (FLOUR, "If I understand you correctly, Ingrid, your dough can't start on time, the crew loses "
     "its morning, and you're the one who must pick up the phone.", "pass", ""),
    (RECALL, "It sounds as though letters have been reaching the wrong people, you've been "
     "embarrassed in front of patients who trust you, and you worry about data protection.",
     "pass", ""),
    (RECALL, "You're worried about privacy, and you feel foolish towards patients of many years.",
     "pass", ""),
    (RECALL, "Am I right that reminders went to other patients than they should, which made you "
     "look bad, and that you're afraid we broke the law on privacy?", "pass", ""),
    # one point, or none
    (FLOUR, "Your flour was late.", "not_yet", "P1½"),
    (RECALL, "The update has mixed up your recall mailing and that scares you.", "not_yet", "P1½"),
    (FLOUR, "I hear you, thanks for letting me know.", "not_yet", "P1"),
    (RECALL, "I understand your frustration.", "not_yet", "P1"),
    (FLOUR, "I won't repeat that the flour is late, your bakers wait and nobody told you.",
     "not_yet", "P1"),
    # parroted, added to
    (FLOUR, "You've had the flour arrive after six three mornings running, your bakers stand "
     "around doing nothing and you only find out when you ring us.", "not_yet", "P2"),
    (FLOUR, "So on Monday the flour was late, your bakers had nothing to do and no one told you.",
     "not_yet", "P3"),
    (FLOUR, "So for two weeks the flour was late, the bakers idle and nobody told you, Ingrid.",
     "not_yet", "P3"),
    (FLOUR, "Two things, then: late flour, your bakers waiting for it, and nobody who tells you.",
     "pass", ""),
    # empathy: a feeling near theirs, and what it is about
    (WEDDING, "You must be exhausted after a night spent redoing that seating plan.", "pass", ""),
    (WEDDING, "That's hard, losing the seating plan the night before a wedding.", "pass", "E1½"),
    (WEDDING, "I'm sorry you're so worn out after a night over that seating plan.", "pass", ""),
    (WEDDING, "I can't imagine how worn out you must be after redoing the plan.", "pass", ""),
    (WEDDING, "Can't be easy, redoing the whole plan in the middle of the night and then facing a "
     "crying bride.", "pass", "E1½"),
    (WEDDING, "Sleepless night, ruined plan, weeping bride... I'd be livid.", "pass", ""),
    (WEDDING, "you must feel very tired, all the night working for the plan because our system "
     "lose it", "pass", ""),
    (CONTACTS, "It's exhausting to repeat yourself to a new face every few months.", "pass", ""),
    (CONTACTS, "That must be so frustrating, having to retell it all to yet another person.",
     "pass", ""),
    (WEDDING, "I'm not surprised you're angry about losing that plan.", "pass", ""),
    # the feeling alone, the reason alone, somebody else's feeling, a feeling denied
    (WEDDING, "That sounds really tough.", "not_yet", "E1½ E2"),
    (WEDDING, "You sound exhausted.", "not_yet", "E2"),
    (WEDDING, "After everything that happened you must be drained.", "not_yet", "E2½"),
    (CONTACTS, "I totally understand your frustration.", "not_yet", "E2"),
    (CONTACTS, "I hear your frustration. We'll send you a new contact list tomorrow.",
     "not_yet", "E2 E7"),
    (CONTACTS, "I am frustrated as well about how often people change here.", "not_yet", "E1"),
    (WEDDING, "You're not really angry about the seating plan, are you?", "not_yet", "E1 E7½"),
    (WEDDING, "Why are you so angry about the seating plan?", "not_yet", "E1 E2"),
    (WEDDING, "I won't say I understand how tired you are after that night.", "not_yet", "E1 E2"),
    # defensive: their point taken up and acknowledged
    (FORKLIFT, "Two days late and no work for your men: that's on us. What does it mean for the "
     "rest of your week?", "pass", ""),
    (FORKLIFT, "Fair point. We told you Tuesday and left you standing. How are you managing "
     "without it?", "pass", ""),
    (FORKLIFT, "you waited for forklift two days and the workers went home without job. I "
     "understand this is a big problem, tell me more please", "pass", "D5½"),
    (QUOTE, "You waited ten days for a price and heard nothing from us, that is not okay. What "
     "does your board need from me now?", "pass", ""),
    (QUOTE, "You went into the board meeting empty-handed because of us. How did it go?",
     "pass", ""),
    (QUOTE, "Understood: no quote for ten days. What would help now?", "pass", "D5½"),
    # nothing taken up, nothing acknowledged, the old line kept
    (FORKLIFT, "I hear you. How can I help?", "not_yet", "D1 D5½"),
    (FORKLIFT, "The forklift is late.", "not_yet", "D5"),
    (QUOTE, "We sent the quote to the address you gave us. Did you check your spam?",
     "not_yet", "D2 D5"),
    (QUOTE, "That's the mail provider's mistake. I'm sorry you had to wait for the quote.",
     "not_yet", "D3"),
]  # fmt: skip
NEIGHBOURS = [
    # one of our own who answers for it, and one who is only spoken of; what they are told to do
    (FORKLIFT, "D3", "Our driver came on Thursday.", "Our driver should have rung you."),
    (FORKLIFT, "D3", "We should have rung you.", "It was booked by one of our juniors."),
    (FORKLIFT, "D3", "You had to send two men home.", "Next time, order two forklifts."),
    # a way out before they have said more, put as a question too
    (FORKLIFT, "D3", "Two men sent home is bitter for you.", "Should we make a new booking?"),
    (FORKLIFT, "D3", "What would help your men?", "Would another forklift help?"),
    (FORKLIFT, "D5", "That is bitter for your men.", "That is the forklift for your men."),
    # a feeling guessed with what it is about; a question about when
    (WEDDING, "E2", "Angry, when the portal lost the seating plan?", "When was the plan lost?"),
    # room to be put right, however it is left; a question that checks nothing leaves none
    (FLOUR, "P6", "You wait for late flour. What have I left out?", "You wait. What time is it?"),
    (FLOUR, "P6", "Late flour, no word. Am I near?", "Late flour, no word. Am I next?"),
    (FLOUR, "P6", "I mean the flour. Which do you mean?", "Which flour do you use?"),
    # what is counted over, and what is added
    (FLOUR, "P3", "Your two wishes: flour in time, and a call.", "Your two ovens stand cold."),
    (FLOUR, "P3", "May I repeat? The flour is late.", "The flour was late in May."),
    (COUNTED, "P3", "11000 people got it.", "12000 people got it."),
    # their own contrast, and our side of it
    (FLOUR, "P3", "The flour comes, but the bakers wait.", "Flour comes, but our road is long."),
    (FLOUR, "P3", "It looks as though the flour is late.", "The flour is late, though it is good."),
    # why we did it, and why they mind
    (FLOUR, "P3", "You ring because no one tells you.", "We came late because a road was shut."),
    (FLOUR, "P3", "The bakers never know.", "A delivery is never exact, everybody knows that."),
    # whose order it is
    (FLOUR, "P4", "You find out when you ring.", "Ring the mill a day before."),
    (FLOUR, "P4", "Could you tell me more?", "Could you bake a little later?"),
    (FLOUR, "P4", "I was going to send you a note.", "I'm going to send you a note."),
    (ORDERED, "P4", "Move the loaf to the middle.", "Hire the other baker."),
    # what is put into their mouth, and what they said or nearly said
    (TRUSTING, "P3", "You can't trust us with the flour.", "You are leaving us over the flour."),
    (FLOUR, "P3", "You can't find out.", "The flour is late, so you can't trust us any more."),
    (FLOUR, "P3", "You're thinking of your bakers.", "You're thinking of sending us the bill."),
    (FLOUR, "P3", "You'd rather find out first.", "You'd rather we started again from scratch."),
    (FLOUR, "P3", "You take care of the flour.", "You feel we were careless about the flour."),
    # how it ought to be, in their words and in ours
    (ORDERED, "P3", "You like it, but it must be the middle.", "Good, but it must be balanced."),
    (FLOUR, "P3", "We were late because your call came.",
     "We were late because the road was shut, and the mill is your choice."),
    # a fix of ours, and a word on how we go on listening
    (FLOUR, "P4", "So late flour. I'll say it back.", "No problem, I'll fill the gap."),
    (FLOUR, "P4", "You thought I'll bring the flour.", "So late flour. I'll bring the flour."),
    (FLOUR, "P4", "Could we say it is late?", "Could we perhaps move the oven?"),
    # told of somebody, and told to somebody
    (NAMED, "P4", "Nuala, to be fair, put it right.", "Now, to be fair, put it right."),
    # a remedy in other hands, and what happened in them
    (WEDDING, "E6", "The bride will tell him all.", "The planner is ours, he will write to all."),
    (WEDDING, "E4", "You couldn't even sleep over it.", "You're livid, we can't even plan."),
    # said, and only asked about or told of the task
    (FLOUR, "P1", "The bakers wait for flour and nobody tells you.",
     "How long do the bakers wait for flour, and who tells you?"),
    (FLOUR, "P1", "In my own words: late flour and idle bakers.",
     "A paraphrase gives the client's points: late flour, idle bakers."),
    # a remedy held out, and a wish to know
    (WEDDING, "E6", "You'll have to face the bride.", "You'll have your plan back tomorrow."),
    (WEDDING, "E6", "We lost your plan.", "We'll refund the night."),
    # a hint overstated as a fact, and as a guess
    (HINTED, "E1", "You must be terrified of that plan.", "You're terrified of that plan."),
    # told of the heart, and told of nobody
    (HINTED, "E1", "It hurts to see the plan lost.", "It hurts sales."),
    (HINTED, "E1", "Your heart sinks at that plan.", "The sink is by the plan."),
    (HINTED, "E1", "That bothers you.", "I didn't want to bother you."),
    # the speaker's own feeling, and theirs
    (WEDDING, "E5", "You always get angry at night.", "I always get angry at night."),
    (WEDDING, "E5", "I was there when you cried, too.", "I was angry too when mine was lost."),
    # a reason told, and one in an order
    (WEDDING, "E2", "You're angry. You told the bride.", "You're angry. Tell the bride."),
    # their wish, and our fix
    (FLOUR, "P4", "You'd rather leave it to me.", "Leave it to me."),
    # one of theirs, judged by us
    (WEDDING, "E4", "She could not sleep over it.", "She should have told you about it."),
    # what sort of thing, and a reproach
    (FLOUR, "P3", "Nothing comes that you haven't ordered.", "You haven't ordered the flour."),
    (FLOUR, "P3", "They stand around.", "Your call would have changed nothing."),
    (FLOUR, "P3", "They don't bake.", "They don't respect you."),
    # whose bad day it was
    (WEDDING, "E1", "You had a horrible night over that plan.", "Our portal had a horrible night."),
]  # fmt: skip
BY_HAND = [
    # what a rubric makes of a move, whoever finds it
    (FLOUR, "Late flour, bakers waiting, nobody tells you: order a day earlier.",
     {"advising": "order a day earlier"}, "not_yet", "P4"),
    (FLOUR, "The flour was late, the bakers waited and you had to find out: you never confirmed.",
     {"blaming": "you never confirmed"}, "not_yet", "P3"),
    (FLOUR, "Late flour, bakers waiting, and you'll have to tell us to find out.",
     {"next_step": "you'll have to tell us"}, "pass", ""),
    (FLOUR, "Late flour, bakers waiting, nobody who tells you. I'll call the mill.",
     {"next_step": "I'll call the mill"}, "not_yet", "P4"),
    (WEDDING, "You must be exhausted after that night, but at least the plan is done.",
     {"minimising": "at least"}, "not_yet", "E4"),
    (WEDDING, "You're exhausted after that night, but we did warn you.",
     {"reversal": "but"}, "not_yet", "E4"),
    (WEDDING, "You sound exhausted after that night. Mine was short, too.",
     {"self_story": "Mine was short, too"}, "not_yet", "E5"),
    (WEDDING, "How tired you must be after that night. It will never happen again.",
     {"overpromising": "It will never happen again"}, "not_yet", "E6"),
    (FORKLIFT, "Your two men went home, and that makes sense to be angry about.",
     {"validation": "makes sense"}, "pass", ""),
    (FORKLIFT, "Sorry. No forklift since Tuesday.", {"apology": "Sorry"}, "pass", "D5½"),
    (FORKLIFT, "Sorry about the forklift.", {"apology": "Sorry"}, "pass", ""),
    (FORKLIFT, "I'm sorry that we left your men without the forklift.",
     {"apology": "I'm sorry"}, "pass", ""),
    (FORKLIFT, "I'm sorry about your men. Roads were closed.",
     {"apology": "I'm sorry", "defending": "Roads were closed"}, "not_yet", "D2"),
    (FORKLIFT, "Sorry about your men. It'll be there tomorrow for sure.",
     {"apology": "Sorry", "overpromising": "for sure"}, "not_yet", "D6"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "verdict", "short"), READ)
def test_read(asked: Asked, text: str, verdict: str, short: str) -> None:
    assert judged(asked, text) == (verdict, short)


@pytest.mark.parametrize(("asked", "text", "moves", "verdict", "short"), BY_HAND)
def test_moves(asked: Asked, text: str, moves: dict[str, str], verdict: str, short: str) -> None:
    assert judged(asked, text, moves) == (verdict, short)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (FLOUR, "flour late bakers idle nobody tells ring"),
        (WEDDING, "angry tired seating plan bride night portal"),
        (FORKLIFT, "sorry forklift Tuesday men home understand angry"),
        (FORKLIFT, "understand, forklift, Tuesday, men, sorry, angry"),
    ],
)
def test_heaped_words_never_pass(asked: Asked, text: str) -> None:
    assert coach.read(text, asked).verdict != "pass"


@pytest.mark.parametrize(
    ("asked", "id", "full", "no"),
    [
        (FLOUR, "P5", "That sounds frustrating.", "That sounds late."),
        (FLOUR, "P6", "It seems that flour comes late.", "Flour comes late."),
        (FLOUR, "P7", "Flour comes late.", "So the flour is late and they wait. " * 5),
        (FLOUR, "P8", "I hear that you wait for flour.", "We know that we sent the flour late."),
        (FORKLIFT, "D7", "What did that do to your day?", "Did it spoil your day?"),
        (FORKLIFT, "D8", "The forklift is late.", "The forklift is late. " * 11),
        (WEDDING, "E7", "How are you now?", "How are you now? What do you need? Can we talk?"),
    ],
)
def test_criteria_that_decide_nothing(asked: Asked, id: str, full: str, no: str) -> None:
    assert (met(asked, full, id), met(asked, no, id)) == ("full", "no")


@pytest.mark.parametrize(("asked", "id", "good", "bad"), NEIGHBOURS)
def test_nearest_neighbours(asked: Asked, id: str, good: str, bad: str) -> None:
    levels = ["no", "half", "full"]
    assert levels.index(met(asked, good, id)) > levels.index(met(asked, bad, id))


def test_the_point_that_weighs_most_must_not_be_missing() -> None:
    both = "The bread belongs in the middle, you say, the loaf, and the colours stay."
    assert met(ORDERED, both, "P1") == "full"
    assert met(ORDERED, "So the colours stay as they are.", "P1") == "half"
    assert (
        coach.read("So the colours stay as they are.", ORDERED).criteria[0].reason == "points_main"
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("You must be embarased about the plan.", "full"),
        ("How humilating, that plan.", "full"),
        ("You must be dissapointed about the plan.", "full"),
        ("You must feel guilty about the bride.", "full"),
        ("You're running on empty after that plan.", "full"),
        ("You overbooked the plan.", "no"),
        ("You scattered the plan.", "no"),
    ],
)
def test_a_misspelt_feeling_is_the_feeling(text: str, level: str) -> None:
    hurt = Asked("empathy", client=WEDDING.client, feelings=("embarrassed", "tired", "angry"))
    assert met(hurt, text, "E1") == level


def test_anything_else_checks_where_nothing_follows() -> None:
    summed = Asked("summary", client=FLOUR.client, facets=FLOUR.facets)
    assert met(summed, "Late flour, idle bakers. Anything else?", "S5") == "full"
    assert met(summed, "Late flour, idle bakers. Anything else I can do?", "S5") == "no"


@pytest.mark.parametrize(
    ("cause", "level"),
    [
        ("That was because our driver had a broken lorry.", "no"),
        ("And that is because nobody rang you.", "full"),
    ],
)
def test_a_cause_on_our_side_is_no_part_of_their_story(cause: str, level: str) -> None:
    summed = Asked("summary", client=FLOUR.client, facets=FLOUR.facets)
    assert met(summed, f"Late flour, idle bakers. {cause} What is missing?", "S3") == level


def test_a_denial_is_near_nothing() -> None:
    block = Asked("paraphrase", client="They want it blocked.", facets=(("blocked",), ("desk",)))
    assert met(block, "You aren't at the desk.", "P1") == "half"
    assert met(block, "It is stopped, and you're at the desk.", "P1") == "full"


def test_a_task_without_a_plain_feeling_does_not_ask_for_one() -> None:
    plain = Asked("paraphrase", client="The flour comes late.", facets=(("flour", "late"),))
    assert met(plain, "So it isn't there on time.", "P5") == "n/a"


def test_without_facets_the_clauses_of_the_clients_line_are_the_points() -> None:
    bare = Asked("paraphrase", client=FLOUR.client)
    text = "Late flour three days in a row, idle bakers, and you only hear when you ring us."
    assert judged(bare, text)[0] == "pass"
    assert judged(bare, "So you are unhappy with the invoice.") == ("not_yet", "P1")


def test_a_task_that_tells_nothing_of_the_client_is_unsure() -> None:
    assert coach.read("So the flour is late.", Asked("paraphrase")).verdict == "unsure"


def test_a_gate_leaves_no_points() -> None:
    assert coach.read("I hear you.", FLOUR).points == 0
    assert (coach.read("Your flour was late.", FLOUR).points or 0) > 0
