"""What must not move how wide a question is, and what must.

Capitals, contractions, "please", a name, a space, an emoji, curly quotes, a missing apostrophe or a
filler change how a question is typed, not what it asks. "Don't you think" changes what it asks.
"""

from collections.abc import Callable

import pytest

from active_listening import coach

LINES = [
    ("What's keeping your people busy this month?", "open"),
    ("What is it like to open the shop alone?", "open"),
    ("What would need to change before you'd try it again?", "open"),
    ("What do you make of the second draft?", "open"),
    ("What did the drivers say when the route changed?", "open"),
    ("What about your colleagues in the north?", "open"),
    ("What else is on your mind?", "open"),
    ("What led up to the call on Sunday?", "open"),
    ("How's the new rota working out?", "open"),
    ("How did the first week go for your crew?", "open"),
    ("How do you decide which orders go first?", "open"),
    ("How was that for you?", "open"),
    ("How come the night shift never heard of it?", "open"),
    ("Why does the date matter so much?", "open"),
    ("In what way has it changed your mornings?", "open"),
    ("If you could change one thing, what would it be?", "open"),
    ("When you think back to March, what stands out?", "open"),
    ("Tell me about the day it broke down.", "open"),
    ("Walk me through a normal delivery.", "open"),
    ("Describe a morning at the front desk.", "open"),
    ("Help me understand what you're up against.", "open"),
    ("Give me a sense of how the crew sees it.", "open"),
    ("Start me off with what the audit was like.", "open"),
    ("Could you tell me more about the trial?", "open"),
    ("Would you mind telling me what you saw?", "open"),
    ("Can you talk me through the last outage?", "open"),
    ("Do you want to tell me a bit more about that?", "open"),
    ("Would you be willing to share how it felt?", "open"),
    ("I'd love to hear how the move went.", "open"),
    ("I'm curious what your staff made of it.", "open"),
    ("I wonder how that landed with your board.", "open"),
    ("I'd be interested in your view on the new layout.", "open"),
    ("Any thoughts on the plan?", "open"),
    ("When did the second site open?", "focused"),
    ("When's the next audit?", "focused"),
    ("Where is the spare key kept?", "focused"),
    ("Who's in charge of the stock count?", "focused"),
    ("Which of the two rooms did you book?", "focused"),
    ("How many parcels went missing?", "focused"),
    ("How long has the lift been out?", "focused"),
    ("How sure are you about the numbers?", "focused"),
    ("What time does the kitchen close?", "focused"),
    ("What's your order number?", "focused"),
    ("To what extent has it helped?", "focused"),
    ("By when do you need the parts?", "focused"),
    ("Can you give me the reference number?", "focused"),
    ("Could you remind me when the lease ends?", "focused"),
    ("Is there anything else we should know?", "focused"),
    ("Any other concerns?", "focused"),
    ("Did the parts arrive?", "closed"),
    ("Is the invoice correct?", "closed"),
    ("Are your drivers happy with the app?", "closed"),
    ("Have you heard from the landlord?", "closed"),
    ("Can you send the form before noon?", "closed"),
    ("Would you buy it again?", "closed"),
    ("Do you want it weekly or monthly?", "closed"),
    ("Doesn't the door close by itself?", "closed"),
    ("So you've never had a day off?", "closed"),
    ("You're still waiting for a call?", "closed"),
    ("What suits you better, Monday or Friday?", "closed"),
    ("On a scale of 1 to 10, how was the visit?", "closed"),
    ("How about we move the call?", "closed"),
    ("Why don't we ask the supplier?", "closed"),
    ("Tell me, do you have a spare?", "closed"),
    ("I wonder whether the parts arrived.", "closed"),
    ("The room was cold, wasn't it?", "closed"),
]
FULL = {
    "what's": "what is",
    "how's": "how is",
    "when's": "when is",
    "who's": "who is",
    "i'd": "i would",
    "i'm": "i am",
    "you'd": "you would",
    "you're": "you are",
    "you've": "you have",
    "don't": "do not",
}
SHORT = {full: short for short, full in FULL.items() if short not in ("don't", "you've")}


def spelt(table: dict[str, str]) -> Callable[[str], str]:
    """A change of every word or pair of words in `table`; the rest goes to lower case with it."""

    def change(text: str) -> str:
        padded = f" {text.lower()}"
        for old, new in table.items():
            padded = padded.replace(f" {old} ", f" {new} ")
        return padded[1:]

    return change


def behind(words: str) -> Callable[[str], str]:
    """A change that puts `words` first; what follows them begins small, "I" apart."""

    def change(text: str) -> str:
        return words + (text if text.startswith("I") else text[0].lower() + text[1:])

    return change


def please_at_the_end(text: str) -> str:
    return f"{text[:-1]}, please{text[-1]}"


KEEPS: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "lower case": str.lower,
    "contractions in full": spelt({k: v for k, v in FULL.items() if k != "don't"}),
    "full forms contracted": spelt(SHORT),
    "please at the end": please_at_the_end,
    "please in front": behind("Please, "),
    "a name in front": behind("Dana, "),
    "a name of two words in front": behind("Anna Kowalska, "),
    "a greeting and a name in front": behind("Hi Dana, "),
    "a trailing space": lambda text: f"{text}  ",
    "a leading line break": lambda text: f"\n{text}",
    "an emoji at the end": lambda text: f"{text} 🙂",
    "an emoji in front": lambda text: f"👋 {text}",
    "a heart in the place of the mark's space": lambda text: f"{text[:-1]} ❤️{text[-1]}",
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "in curly quotes": lambda text: f"“{text}”",
    "apostrophes left out": lambda text: text.replace("'", ""),
    "a filler in front": behind("So, "),
    "a hesitation in front": behind("Um, well, "),
    "a filler without a comma": behind("ok so "),
    "thanks after it": lambda text: f"{text} Thanks!",
    "a statement before it": lambda text: f"That makes sense. {text}",
    "a double mark": lambda text: f"{text}{text[-1]}",
}


@pytest.mark.parametrize("name", KEEPS)
@pytest.mark.parametrize(("text", "tier"), LINES)
def test_typing_does_not_move_the_tier(text: str, tier: str, name: str) -> None:
    assert coach.read(text).question.tier == tier
    changed = KEEPS[name](text)
    assert coach.read(changed).question.tier == tier, changed


WITHOUT_A_MARK = [
    row
    for row in LINES
    if row[0].split()[0] not in ("So", "You're", "The") and "never" not in row[0]
]


@pytest.mark.parametrize(("text", "tier"), WITHOUT_A_MARK)
def test_a_question_is_heard_without_its_mark(text: str, tier: str) -> None:
    assert coach.read(text[:-1]).question.tier == tier
    assert coach.read(text[:-1].lower()).question.tier == tier


@pytest.mark.parametrize("tag", [", don't you think?", " don't you think", ", wouldn't you agree?"])
@pytest.mark.parametrize(("text", "tier"), [row for row in LINES if row[1] != "focused"])
def test_asking_for_agreement_changes_the_verdict(text: str, tier: str, tag: str) -> None:
    tagged = coach.read(text.rstrip("?.") + tag)
    assert tagged.question.tier == "closed"
    assert tagged.question.reason == "tag"
    assert "leading" in [flaw.id for flaw in tagged.flaws]
