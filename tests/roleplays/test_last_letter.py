"""The last letter, typed: a no, his own people, a follow-up, haste, and defence."""

from __future__ import annotations

import pytest

from active_listening import roleplays
from active_listening.roleplays import Play, Turn
from active_listening.roleplays.facts import HIDDEN, REVEALED

SCENE = roleplays.find("last-letter")
HEARD = (
    "A name by Friday. What would follow from it?",
    "You sound disappointed, and it was your own signature.",
    "Nobody saw a difficulty. What do you find in those minutes now?",
    "You asked and they were silent. That must have been lonely.",
    "Two lines. What do they say?",
    "She waited, and only one word came. That sounds sad.",
    "And what lies under the blotter?",
)
"""What brings him to his letter, and to his two steps."""
SUMMED_UP = (
    "So a recall was lost, you've kept her letter to yourself for ten days, and you fear that "
    "there are others. Have I got that right?"
)
TREATED_AS_AGREED = {"fair_handed", "heard_yes"}
"""Endings in which his two steps are taken."""
KEPT_IN_THE_HOUSE = (
    "My own people were asked",
    "They would find what",
    "Whoever knows that list",
    "I? I can read forty",
    "Ostrey moved it",
    "It comes round to the same",
    "They would read it for me",
    "One reads past",
    "One would be reading about",
    "I have read it twice",
    "Then the house that moved",
    "Those have had it",
    "So my two steps are struck out, and the list goes back",
)
"""How his answers begin to whoever would have the list read by those who had it."""


def played(*turns: str, leaves: bool = False) -> Play:
    """A talk of typed lines, as far as it goes."""
    play = Play(SCENE, 5)
    for text in turns:
        if not play.over:
            play = play.take(Turn(text))
    return play if play.over or not leaves else play.take(Turn(leaves=True))


def test_he_reads_out_his_letter_to_whoever_hears_him() -> None:
    assert played(*HEARD).state.concerns["letter"] == REVEALED
    assert "You need only agree." in played(*HEARD).client_said


# -- a no ------------------------------------------------------------------------------------------

NOS = (
    "No.",
    "No to both, Mr Varga.",
    "I won't have your lawyers look for initials, and I don't want Tom back either.",
    "My answer is no.",
    "I'd leave the lawyers out of it, and Mr Ferreira too.",
    "Neither step tells you who else is missing, so I can't agree to them.",
    "With respect, I'm not going to say yes to that.",
    "Please forget the two steps for now.",
    "No second hour, and no lawyers.",
)
AFTERWARDS = (
    SUMMED_UP,
    "I suggest that we lend you two trainers in January.",
    "I'll send you the dates tomorrow.",
    "I'm not worried about the trainers.",
    "It's the list that I'd look at.",
    "I'll send you an email tonight.",
    "Good, I'll do that then.",
)


@pytest.mark.parametrize("no", NOS)
def test_what_was_refused_is_not_taken_as_agreed(no: str) -> None:
    play = played(*HEARD, no, *AFTERWARDS, leaves=True)
    assert "refused" in play.state.flags
    assert play.state.ending not in TREATED_AS_AGREED
    assert not [step for step in play.steps if "strike out neither" in step.happened.reply]


@pytest.mark.parametrize("no", NOS)
def test_a_no_before_the_end_counts_after_a_yes(no: str) -> None:
    play = played(*HEARD, "I agree to both steps.", no, *AFTERWARDS, leaves=True)
    assert play.state.ending not in TREATED_AS_AGREED


def test_a_refused_page_says_so() -> None:
    play = played(*HEARD, NOS[2], *AFTERWARDS, leaves=True)
    assert play.state.ending == "fair_refused"


@pytest.mark.parametrize(
    "yes", ["I agree.", "That sounds good, I agree to both steps.", "Yes to both, go ahead."]
)
def test_whoever_agrees_gets_the_two_steps(yes: str) -> None:
    play = played(*HEARD, yes, "I'll ask Tom for Thursday.", leaves=True)
    assert play.state.ending in TREATED_AS_AGREED


def test_a_no_that_is_taken_back_is_a_yes() -> None:
    yes = "Well, you know your house. I agree to both steps."
    play = played(*HEARD, "No to both.", yes, "I'll ask Tom for Thursday.", leaves=True)
    assert play.state.ending in TREATED_AS_AGREED


@pytest.mark.parametrize(
    "text",
    [
        "You've carried that alone for ten days. That makes sense to me.",
        "No doubt the lawyers are thorough. You must be tired of all this.",
        "Before I say anything, you sound afraid of that list.",
    ],
)
def test_what_is_no_answer_is_neither_yes_nor_no(text: str) -> None:
    flags = played(*HEARD, text).state.flags
    assert not {"refused", "consented"} & set(flags)


# -- his own people --------------------------------------------------------------------------------

PROPOSALS = (
    "Let your own people read the list first.",
    "Your staff could go through all the recalls.",
    "Someone in your house reads it, line by line.",
    "I suggest an internal review: your quality manager checks the list.",
    "Couldn't the clinics check their own lists?",
    "Dr Demir should read it, he knows the patients.",
    "You could read the list yourself.",
    "We at Ostrey check it against the old system.",
    "No lawyers. Your own team looks at every recall.",
    "Your internal auditors could go through it.",
    "What about somebody from your own head office?",
)


@pytest.mark.parametrize("before", [HEARD, (*HEARD, SUMMED_UP)], ids=["out", "sheet"])
@pytest.mark.parametrize("text", PROPOSALS)
def test_he_answers_whoever_would_keep_the_list_in_the_house(
    text: str, before: tuple[str, ...]
) -> None:
    play = played(*before, text)
    assert play.client_said.startswith(KEPT_IN_THE_HOUSE), play.client_said
    assert "checked" not in play.state.flags


def test_he_has_an_answer_each_time() -> None:
    play = played(*HEARD, *PROPOSALS[:6])
    for step in play.steps[len(HEARD) :]:
        assert step.happened.reply.startswith(KEPT_IN_THE_HOUSE), step.happened.reply


@pytest.mark.parametrize(
    "text",
    [
        "First a doctor from outside reads the list, and not your own people.",
        "Somebody independent reads it, with Dr Demir beside them, and may stop all of us.",
        "The authority's adviser should check every recall before anything else.",
    ],
)
def test_somebody_from_outside_is_not_the_house(text: str) -> None:
    play = played(*HEARD, text)
    assert "checked" in play.state.flags
    assert not play.client_said.startswith(KEPT_IN_THE_HOUSE)


# -- the follow-up ---------------------------------------------------------------------------------

DECIDED = (
    *HEARD,
    SUMMED_UP,
    "May I disagree? Neither of us wants another patient lost, or a second year paid.",
    "First somebody from outside, whom you can't overrule, reads the list of recalls.",
    "What else do you see?",
)
FOLLOW_UPS = (
    "I'll write you all this by five and ring you on Friday at nine.",
    "I'll put it on a page today, and I'll ring on Friday.",
    "Good. You leave those two, and you'll have the page tonight and a call on Friday.",
    "Could I write it all down for you by five and call you on Friday at nine?",
    "Neither of us wants a patient lost, so I'll email you the page tonight and give you a ring "
    "on Friday.",
    "Yes. Page by five, call on Friday at nine.",
    "You telephone the daughter, I write it down by noon, and on Friday we meet again.",
)


@pytest.mark.parametrize("text", FOLLOW_UPS)
def test_a_page_and_a_day_in_one_line_are_the_follow_up(text: str) -> None:
    play = played(*DECIDED, text, "Thank you for telling me, Mr Varga.")
    assert {"agreed", "first_step", "followed"} <= set(play.state.flags)
    assert play.state.ending == "best"


def test_the_follow_up_may_come_with_the_proposal() -> None:
    text = (
        "Then an independent doctor reads the list first, and I'll put it on a page today and ring "
        "on Friday."
    )
    play = played(*DECIDED[:-2], "What else do you see?", text)
    assert {"checked", "agreed", "first_step", "followed"} <= set(play.state.flags)


# -- haste -----------------------------------------------------------------------------------------

HASTY = (
    (
        "Mr Varga, I'm so sorry! We'll sort it out: two trainers from us, next week, for nothing.",
        "Or I ask my director to pay half of the old system. Would that help?",
        "Then let me send you a whole new plan tonight.",
        "And we set a new date together, let's say the end of January.",
    ),
    (
        "Thank you for your letter. Don't worry, we'll have this fixed in no time.",
        "How about moving the date to the end of February, and I send two trainers?",
        "I could come over tomorrow with Tom and make a plan.",
        "What if I get you a discount on the two clinics?",
    ),
)


@pytest.mark.parametrize("turns", HASTY)
def test_he_cools_before_he_goes(turns: tuple[str, ...]) -> None:
    assert not played(*turns[:3]).over
    replies = [step.happened.reply for step in played(*turns).steps]
    assert any(reply.startswith(("One moment. I held", "I was about to")) for reply in replies)


@pytest.mark.parametrize("turns", HASTY)
def test_whoever_turns_then_is_heard(turns: tuple[str, ...]) -> None:
    play = played(
        *turns[:3],
        "I'm sorry, I was too quick. What is the name for?",
        "You sound disappointed, Mr Varga.",
        "What happened in October?",
        "That must weigh on you. I can see why you'd write.",
    )
    assert not play.over
    assert play.state.concerns["silence"] > HIDDEN


def test_whoever_insults_him_is_left_at_once() -> None:
    play = played("It's your own fault, Mr Varga.", "You're ridiculous, it was your own doctor.")
    assert play.state.ending == "walkout"


# -- defence ---------------------------------------------------------------------------------------

COLD = (
    (
        "Good morning. Ostrey did what was ordered, I want to put that first.",
        "The four clinics were ready on the day, as agreed.",
        "What do you mean by responsible?",
        "The stop came from Dr Demir and not from us.",
        "We were not at that table, so what do you want from us?",
        "We would have said that ten weeks are too short.",
        "And who wrote your minutes?",
        "So you asked, and they were silent. We told them in June.",
        "What else is there?",
        "The export was complete when it left us.",
        "What is it that you have on your desk?",
        "That has nothing to do with us either.",
    ),
    (
        "I see that you're annoyed, but our part was finished on time, the contract says so.",
        "What exactly do you accuse us of?",
        "We informed your people in June. What did they do with it?",
        "I'm sorry if you feel that way. It wasn't our decision.",
        "What did the table say?",
        "It was signed off by your side, see clause four.",
        "How do you see that?",
        "For the record, Ostrey has kept every date.",
        "What happened then?",
    ),
    (
        "Good morning. I don't think that your letter has come to the right house.",
        "The delay isn't down to us.",
        "Which person do you have in mind?",
        "At our end everything went to plan.",
        "Why do you think that is?",
        "So what happened in October?",
        "And the minutes?",
        "I don't see Ostrey in that story.",
        "What's the other sheet?",
        "And then?",
    ),
)


@pytest.mark.parametrize("turns", COLD)
def test_a_cold_defender_is_told_nothing(turns: tuple[str, ...]) -> None:
    play = played(*turns, leaves=True)
    assert set(play.state.concerns.values()) == {HIDDEN}
    assert SCENE.ending(play.state.ending).kind in {"drift", "walkout"}


def test_a_defender_who_turns_is_told() -> None:
    play = played(
        "Ostrey has kept every date in the contract.",
        "We warned your people in June.",
        "I'm sorry, Mr Varga. I have been defending my house, and you asked for something else.",
        "You sound let down. What is that name for?",
        "You gave your word on it. I can see why that hurts.",
        "What do you read in those minutes?",
        "That must be a lonely thing to read.",
    )
    assert play.state.concerns["silence"] > HIDDEN


def test_one_slip_costs_a_listener_nothing_for_long() -> None:
    turns = list(HEARD)
    turns.insert(1, "Our software ran in all four, I must say.")
    assert played(*turns, *HEARD[-2:]).state.concerns["letter"] == REVEALED
