"""What statements to a client do, each roadblock beside a near neighbour that is none."""

import re

import pytest

from active_listening import resources
from active_listening.coach import catalogue
from active_listening.coach.feelings import GENERAL, families, find_feelings
from active_listening.coach.folding import fold, written
from active_listening.coach.moves import ROADBLOCKS, find_moves
from active_listening.coach.question import asks, is_check_back
from active_listening.coach.reading import Move
from active_listening.coach.rows import lists_of_rows, read_rows
from active_listening.coach.text import sentences

NAMES = resources.load_mapping("coach/names.yaml")["moves"]


HELPFUL = [
    ("May I put one idea on the table?", "permission"),
    ("May I think aloud for a minute?", "permission"),
    ("I'd be angry too.", "validation"),
    ("You had a right to an answer.", "validation"),
    ("Thank you for telling me.", "validation"),
    ("Of course it hurts.", "validation"),
    ("Have I got that right?", "check_back"),
    ("Is that all of it?", "check_back"),
    ("Let me say that back.", "summary"),
    ("What would have to be different next time?", "inviting_options"),
    ("You'll have it by noon on Friday.", "next_step"),
    ("That still stings.", "reflection_feeling"),
    ("You've carried that for a year.", "reflection_feeling"),
    ("We both know what we'd be judged on.", "common_ground"),
]


@pytest.mark.parametrize(("text", "move"), HELPFUL)
def test_what_helps_is_heard_in_a_conversation(text: str, move: str) -> None:
    assert move in ids(text)


def moves(text: str, client: str = "") -> tuple[Move, ...]:
    parts = sentences(text)
    every = [(sentence, ask) for sentence in parts for ask in asks(sentence)]
    checks = [(s, a) for s, a in every if is_check_back(s.words, a)]
    return find_moves(parts, every, checks, sentences(client))


def ids(text: str, client: str = "") -> set[str]:
    return {move.id for move in moves(text, client)}


BLOCKED = [
    ("It was your order that came late.", "blaming"),
    ("It's only two out of your whole team.", "minimising"),
    ("I don't think it's fair that we have to pay for that.", "defending"),
    ("You should have told us sooner.", "blaming"),
    ("If your people had read the manual, it would still run.", "blaming"),
    ("Your IT department messed up the import.", "blaming"),
    ("The problem is on your side.", "blaming"),
    ("You're overreacting.", "blaming"),
    ("At least nobody had to pay twice.", "minimising"),
    ("It's only a small delay.", "minimising"),
    ("Calm down, please.", "minimising"),
    ("Every new system has its little quirks.", "minimising"),
    ("I'm sorry you feel that way.", "minimising"),
    ("It will never happen again.", "overpromising"),
    ("I guarantee that it holds.", "overpromising"),
    ("You won't have another outage.", "overpromising"),
    ("We followed the contract to the letter.", "defending"),
    ("Nobody told us about the gate.", "defending"),
    ("It's not our fault that the port was closed.", "defending"),
    ("We did send you the notice in March.", "defending"),
    ("You need to train your people on this.", "advising"),
    ("I'd suggest you hire a second cook.", "advising"),
    ("Have you tried another cable?", "advising"),
    ("Just restart the router.", "advising"),
    ("I understand, but the contract is clear.", "reversal"),
    ("You're right. However, December is always like this.", "reversal"),
    ("That happened to me too when I ran a bar.", "self_story"),
    ("I know exactly how that is, my own landlord did it too.", "self_story"),
    ("Let me stop you there.", "interrupting"),
    ("With respect, we met every date in the plan.", "defending"),
    ("That isn't how it works here.", "defending"),
    ("For the record, the figures are very good.", "defending"),
    ("In fairness, the brief never had a number in it.", "defending"),
    ("You did sign it.", "defending"),
    ("I wouldn't read too much into it.", "minimising"),
    ("It could have been a lot worse.", "minimising"),
    ("These things get lost between two teams.", "minimising"),
    ("Let's draw a line under it.", "minimising"),
    ("Drivers always grumble about new kit.", "minimising"),
    ("What works everywhere is to start with the biggest depot.", "advising"),
    ("I'd just tell them it is the first phase.", "advising"),
    ("You'll want a weekly report, then.", "advising"),
    ("I do wish you'd rung me in May.", "blaming"),
    ("If you'd sent us the list, we could have planned for it.", "blaming"),
    ("Whatever it takes, I'll sort it.", "overpromising"),
    ("Leave it all with me.", "overpromising"),
    ("You have my personal word on that.", "overpromising"),
    ("The contract protects both sides, and the price is fixed.", "defending"),
    ("So for us nothing changes.", "defending"),
    ("If I go round the board, I lose my job.", "defending"),
    ("It's a bit unfair when it sounds as if we hid something.", "defending"),
    ("I'm not saying you did. But it's a bit hard to be called a cost.", "defending"),
    ("I would regret it, but that is the rule.", "defending"),
    ("I've explained it already, twice.", "defending"),
    ("That was never in the quote.", "defending"),
    ("Our system is stable.", "defending"),
    ("The figures speak for themselves.", "defending"),
    ("The page which you have chosen, not we, is too long.", "blaming"),
    ("It should have been checked before you told your staff.", "blaming"),
    ("You were there when we decided it.", "blaming"),
]
CLEAR = [
    "It was your side that spotted it.",
    "There were only two of you that night.",
    "I know you put a lot of thought into that page.",
    "Let me send a trainer on Monday.",
    "You had respect for the plan, and it let you down.",
    "You want to know how it works here.",
    "What did you read into it?",
    "What would have made it worse for you?",
    "You felt that it got lost between two teams.",
    "You want to draw that line yourself.",
    "What did the drivers tell you about it?",
    "What has worked at your other depots?",
    "What would you tell them?",
    "You rang me in May, and I didn't ring back.",
    "You sent us the list, and nobody opened it.",
    "What would it take?",
    "You were left with it for a week.",
    "You gave your word on it.",
    "You should have heard it from me.",
    "You should never have had to ask twice.",
    "You said we should have told you sooner.",
    "You think you should have been asked first.",
    "If we had called, your people would have coped.",
    "You never got the manual.",
    "The problem is on our side.",
    "It's not your fault.",
    "You waited at least two weeks for it.",
    "It's only natural that you ask.",
    "You were told it was only a small delay.",
    "I'm not going to tell you to calm down.",
    "Your new system has cost you three evenings.",
    "I'm sorry you had to wait.",
    "I can't promise that it will never happen again.",
    "You had been promised it would never happen again.",
    "I promise to call you at four, whatever I know by then.",
    "You followed the instructions and it still broke.",
    "Nobody told you about the gate.",
    "It was our mistake, not yours.",
    "We did promise you a call, and we broke that promise.",
    "You need to know by Friday whether you can count on us.",
    "I'd suggest we meet on Monday.",
    "You tried another cable, you tried another room, nothing.",
    "I understand, but I want to hear the rest before I answer.",
    "You're right. However late it is, you'll have an answer today.",
    "You like the crew, but you're tired of explaining everything twice.",
    "I remember you telling me about the audit.",
    "I'd like to stop here and hear what you think.",
    "The contract says one thing, and your week says another.",
    "So our prices are fixed, and yours run away from you.",
    "You'd lose your job if you went round him.",
    "It's a bit unfair that you had to hear it from a printer.",
    "I'm not saying it's your fault. But you've had a hard week.",
    "So the rule is the rule, whatever it does to you.",
    "We did what was agreed, and it didn't help you.",
    "That was never what you'd pictured.",
    "The number is correct, but it doesn't tell me what the page is for you.",
    "I couldn't see that from my side of the table.",
    "For me it was only a small remark, for you it was in front of everybody.",
    "I did tell you in November, and I said it badly.",
    "You chose that page, and you had your reasons.",
    "You signed it in good faith.",
    "You haven't, no.",
    "No, hang on, I put that clumsily.",
]


@pytest.mark.parametrize(("text", "roadblock"), BLOCKED)
def test_roadblocks_are_named(text: str, roadblock: str) -> None:
    assert roadblock in ids(text)


@pytest.mark.parametrize("text", CLEAR)
def test_what_comes_close_is_no_roadblock(text: str) -> None:
    assert not ids(text) & ROADBLOCKS


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("You're worried that it breaks on the day.", "reflection_feeling"),
        ("That sounds exhausting.", "reflection_feeling"),
        ("Your drivers are fed up, and you have to face them.", "reflection_feeling"),
        ("I can hear how let down you feel.", "reflection_feeling"),
        ("So the van came late and half the trays were missing.", "reflection_content"),
        ("What matters to you is that somebody picks up.", "reflection_content"),
        ("If I understand you right, the report came after the meeting.", "reflection_content"),
        ("Nobody told your site manager.", "reflection_content"),
        ("So there are two things here: the invoice and the silence.", "summary"),
        ("Let me see if I have it all: no heat, no call, and a bill.", "summary"),
        ("That makes complete sense after such a week.", "validation"),
        ("Anyone in your position would be angry.", "validation"),
        ("You have every right to expect better.", "validation"),
        ("No wonder you asked for it in writing.", "validation"),
        ("Mm-hm.", "encourager"),
        ("Go on.", "encourager"),
        ("I'm sorry that we left you waiting.", "apology"),
        ("That's on us.", "apology"),
        ("We should have called you first.", "apology"),
        ("May I share what we found?", "permission"),
        ("Would it be all right if I took notes?", "permission"),
        ("We both want the hall warm by nine.", "common_ground"),
        ("What would you like to see happen?", "inviting_options"),
        ("One way would be to move it to the night shift.", "proposing"),
        ("How about we look at it together?", "proposing"),
        ("I'll send you the list by Thursday.", "next_step"),
        ("Let's speak again on Friday.", "next_step"),
        ("The parcel left the depot on Tuesday.", "information"),
    ],
)
def test_what_helps_is_named(text: str, id: str) -> None:
    assert id in ids(text)
    assert not ids(text) & ROADBLOCKS


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("I'd rather hear it from you than guess.", "encourager"),
        ("It'll keep till you're ready.", "encourager"),
        ("Start wherever you like.", "encourager"),
        ("I can do that.", "encourager"),
        ("I've a feeling there's more on that list.", "reflection_content"),
        ("So I send you the paper now, and I do the rest.", "next_step"),
        ("il send you the list tonight", "next_step"),
        ("You get the pause clause from us.", "proposing"),
        ("I've already got a solution.", "proposing"),
    ],
)
def test_room_is_made_and_a_fix_is_a_fix_in_plain_words(text: str, move: str) -> None:
    assert move in ids(text)


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("That can wait until Monday.", "encourager"),
        ("I can do that for half the price.", "encourager"),
        ("I've a feeling of having been here before.", "reflection_content"),
        ("You send out the paper yourself, every week.", "next_step"),
        ("You get the blame for it.", "proposing"),
        ("I sent it because you asked.", "reflection_content"),
        ("If you think so, I can't help it.", "reflection_content"),
        ("For you he will do it.", "reflection_content"),
    ],
)
def test_what_only_sounds_like_it_does_not(text: str, move: str) -> None:
    assert move not in ids(text)


def test_what_was_read_before_changes_nothing() -> None:
    """ "Not important" is said of people, "not easy" of what happens."""
    alone = ids("This is not easy for them.")
    assert "reflection_feeling" in alone | ids("It's not important.")
    assert ids("This is not easy for them.") == alone


RULES = [
    "One at a time, please.",
    "Could we agree that only one of you speaks at a time?",
    "Nobody interrupts.",
    "Please don't talk over each other.",
    "Let's let each other finish.",
    "What is said here stays here.",
    "Whatever we say in this room stays between us.",
    "Each of you gets the same time.",
    "You each have ten minutes.",
    "Shall we take turns?",
]


@pytest.mark.parametrize("text", RULES)
def test_rules_for_a_talk_are_named_and_propose_nothing(text: str) -> None:
    found = ids(text)
    assert "ground_rules" in found
    assert not found & (ROADBLOCKS | {"proposing", "next_step", "open_question", "information"})


@pytest.mark.parametrize(
    "text",
    [
        "The screens freeze one after the other.",
        "You both want the same time for training.",
        "The patient stays in the room.",
        "Nobody interrupts the service at night.",
        "Let me finish.",
        "I have one question for you.",
    ],
)
def test_what_only_sounds_like_a_rule_is_none(text: str) -> None:
    assert "ground_rules" not in ids(text)


def test_questions_and_check_backs_are_moves() -> None:
    read = moves("Half of it was missing. Have I got that right? What did it do to your week?")
    assert [move.id for move in read][-2:] == ["check_back", "open_question"]


def test_several_moves_come_in_the_order_of_the_words() -> None:
    text = "I'm sorry. You counted on us, and I see why you're angry. I'll call you at nine."
    read = moves(text)
    assert [move.id for move in read if move.id != "reflection_feeling"] == [
        "apology",
        "reflection_content",
        "validation",
        "next_step",
    ]
    assert text[slice(*read[0].span)] == "I'm sorry"
    assert list(read) == sorted(read, key=lambda move: move.span)


@pytest.mark.parametrize(
    ("text", "client", "without"),
    [
        (
            "You have to explain every invoice to head office.",
            "Head office makes me explain every invoice.",
            "advising",
        ),
        ("You never answer.", "They say I never answer!", "blaming"),
    ],
)
def test_the_clients_own_words_are_no_roadblock(text: str, client: str, without: str) -> None:
    assert without not in ids(text, client)
    assert "reflection_content" in ids(text, client)


def test_advice_after_leave_was_asked_is_a_proposal() -> None:
    advice = "You should keep a spare on site."
    assert "advising" in ids(advice)
    assert "advising" not in ids(f"May I suggest something? {advice}")
    assert "proposing" in ids(f"May I suggest something? {advice}")


@pytest.mark.parametrize(("text", "roadblock"), BLOCKED)
def test_typing_does_not_change_it(text: str, roadblock: str) -> None:
    curly, shouted = text.replace("'", "’"), text.upper()
    for typed in (
        curly,
        shouted,
        text.rstrip("."),
        f"Well, {text[0].lower()}{text[1:]}",
        f"{text} ",
    ):
        assert roadblock in ids(typed), typed


def test_variations_are_ironed_out() -> None:
    line = fold(sentences("Your finance team is going to pay 40, no one else")[0].words)
    assert line.texts == ["you", "will", "pay", "#", "nobody", "else"]
    assert list(line.first) == [0, 3, 6, 7, 8, 10, 11]


def test_every_row_says_enough() -> None:
    """A row that any text meets would name a move everywhere."""
    slots = set()
    for name in lists_of_rows():
        for typed, row in zip(written()["rows"][name].splitlines(), read_rows(name), strict=True):
            assert row.firsts(), typed
            assert any(p.kind == "word" and not p.optional and p.words | p.uses for p in row.parts)
            slots |= {slot.lower() for slot in re.findall(r"[A-Z_]{2,}", typed)}
    frames = {"reported", "reported_after", "guessed", "disclaimed", "ack", "repair", "takes_back"}
    listed = {re.sub("_(soft|if|plain)$", "", name) for name in lists_of_rows()}
    assert listed - frames <= set(NAMES)
    assert slots - {"feel", "feeling", "emotion", "feels"} <= set(written()["slots"])


def test_every_move_has_its_sentence() -> None:
    for id in NAMES:
        said = catalogue.say_move(id, "these words")
        assert "these words" in said
        assert said.count(".") == 1


def test_feelings_stand_in_families() -> None:
    assert "fed up" in families()["angry"]
    assert GENERAL not in families()
    assert "down" not in families()["hurt"]
    found = find_feelings(sentences("Fed up, and a bit anxious")[0].words)
    assert [(f.start, f.end, f.family) for f in found] == [(0, 2, "angry"), (5, 6, "worried")]
