"""How wide a question is: each line with its near neighbour of another reading, and why."""

import pytest

from active_listening import coach

TIERS = [
    # a polite invitation is open, a polite request for a fact is focused, for a deed closed
    ("Could you tell me more about the rollout?", "open"),
    ("Can you give me the order number?", "focused"),
    ("Can you send the invoice before Friday?", "closed"),
    ("Would you mind walking me through the first day?", "open"),
    ("Would you mind the noise?", "closed"),
    # "tell me" before a comma is a filler
    ("Tell me, do you have a backup?", "closed"),
    ("Tell me about your backup.", "open"),
    ("Tell me whether the backup ran.", "closed"),
    ("Tell me when the backup ran.", "focused"),
    ("Tell me what the backup did to your night.", "open"),
    # fillers and names before the question
    ("Well, Priya, how did the week go?", "open"),
    ("So, okay, did the week go well?", "closed"),
    ("Sofía, which clinic called first?", "focused"),
    # a clause before the question
    ("If money were no object, what would you change?", "open"),
    ("If we move the date, can you staff it?", "closed"),
    ("When you opened the file, what happened?", "open"),
    ("When did you open the file?", "focused"),
    # several sentences, the question first or last
    ("That sounds heavy. What has it meant for your team?", "open"),
    ("What has it meant for your team? I have time.", "open"),
    ("How was the demo? Did you like it?", "closed"),
    # a check-back after an open question leaves it open
    ("What happened on Friday? Have I got that right?", "open"),
    # proposals
    ("How about we meet on Tuesday?", "closed"),
    ("How about the stores in the north?", "open"),
    ("What if we moved the date?", "closed"),
    ("What happens if the date moves?", "open"),
    ("Why don't we meet?", "closed"),
    # why
    ("Why didn't you call?", "open"),
    ("Why does Friday matter?", "open"),
    # degrees and scales
    ("To what extent did it help?", "focused"),
    ("How satisfied are you with the report?", "focused"),
    ("On a scale of 0 to 10, how was the report?", "closed"),
    ("In what way did it help?", "open"),
    # what "how" measures, and who does it
    ("Can you tell me how Ben is doing?", "open"),
    ("Walk me through how bookings are made.", "open"),
    ("How slow is it?", "focused"),
    ("Could you tell me how slow it is?", "focused"),
    ("What would be the best time for the release?", "focused"),
    ("What would be the best way to release it?", "open"),
    ("Slower in what way?", "open"),
    # embedded questions
    ("I wonder what the change was like for your drivers.", "open"),
    ("I'd love to hear how the change landed.", "open"),
    ("I wonder whether the change landed.", "closed"),
    ("I wonder who signed it.", "focused"),
    # typing
    ("what’s the first week been like", "open"),
    ("whats the first week been like", "open"),
    ("HOW DID YOUR STAFF FIND IT", "open"),
    ("did it go well", "closed"),
    ("how u feel about the new sistem", "open"),
    # tags, statements, choices
    ("The report is clear, right?", "closed"),
    ("The report is clear, isn't it?", "closed"),
    ("So you're happy?", "closed"),
    ("So you're happy.", "none"),
    ("Do you want it weekly or monthly?", "closed"),
    ("What would help more, a call or a visit?", "closed"),
    ("What would help you or your team?", "open"),
    # facts
    ("What time does the truck leave?", "focused"),
    ("What does the truck's delay do to your day?", "open"),
    ("How many people are affected?", "focused"),
    ("How are people affected?", "open"),
    ("Is there anything else you need?", "focused"),
    ("Which aspects of the project could be better?", "open"),
    ("Which day suits you?", "focused"),
    # nothing asked
    ("Thank you for the update.", "none"),
    ("Have a good weekend.", "none"),
    ("", "none"),
]


@pytest.mark.parametrize(("text", "tier"), TIERS)
def test_tier(text: str, tier: str) -> None:
    assert coach.read(text).question.tier == tier


KEEPS = [str.upper, str.lower, lambda t: t + " ", lambda t: "Dana, " + t, lambda t: "So, " + t]


@pytest.mark.parametrize("change", KEEPS)
@pytest.mark.parametrize(("text", "tier"), [row for row in TIERS if row[1] != "none"])
def test_case_space_and_names_do_not_move_the_tier(text: str, tier: str, change) -> None:
    assert coach.read(change(text)).question.tier == tier


@pytest.mark.parametrize(
    "text", ["The new layout is clearer", "Your team was ready", "That price is fair"]
)
def test_a_tag_makes_a_statement_leading_and_closed(text: str) -> None:
    assert coach.read(text + ".").question.tier == "none"
    tagged = coach.read(text + ", don't you think?")
    assert tagged.question.tier == "closed"
    assert [flaw.id for flaw in tagged.flaws] == ["leading"]


def test_the_span_shows_the_words_that_decided() -> None:
    text = "Well, Priya, are the stores using it?"
    start, end = coach.read(text).question.span or (0, 0)
    assert text[start:end] == "are the stores"
