"""What a page says around the box of a line to write: what is quoted above it, what it is called.

The same for a learner at practice, in an assignment, on the feedback page and at the marker's desk.
"""

from __future__ import annotations

from typing import NamedTuple

from active_listening.bank.items import Reply, Rewrite

CLIENT = "The client said"


class Quoted(NamedTuple):
    """A line somebody said or thought, and what it is."""

    label: str
    text: str


class Box(NamedTuple):
    """The words of one rubric's pages.

    Attributes:
        label: of the box.
        ask: what to do, in a sentence.
        thing: what is written: "Write your reply first".
        ways: over the models: "Three ways to sum it up".
        given: what the line is that is to be said again.
        lines: how high the box is.
        heard: what the text is that is answered.
    """

    label: str
    ask: str
    thing: str
    ways: str = "ways others put it"
    given: str = "What was asked"
    lines: int = 2
    heard: str = CLIENT


GRADED = Box("Your question", "Ask it better, in your own words.", "question")
"""A graded question: whether it should be open or closed is for the learner to see."""
BOXES = {
    "rewrite": Box("Your open question", "Ask it as an open question.", "question"),
    "keep_closed": Box(
        "Your plain closed question", "Ask it as a plain closed question.", "question"
    ),
    "reframe": Box(
        "Your second thought",
        "Put it as what the conflict may tell you.",
        "second thought",
        "ways to look at it",
        "Your first thought",
    ),
    "defensive": Box(
        "Your line", "Say it so that it listens.", "line", given="The line as it was"
    ),
    "paraphrase": Box(
        "Your paraphrase", "Say it back in your own words.", "paraphrase", "ways to say it back"
    ),
    "summary": Box("Your summary", "Sum up what you heard.", "summary", "ways to sum it up"),
    "empathy": Box(
        "Your reply", "Acknowledge what the client feels.", "reply", "ways to acknowledge it"
    ),
    "validation": Box(
        "Your reply",
        "Say why it makes sense from where the client stands.",
        "reply",
        "ways to say that it makes sense",
    ),
    "cue": Box(
        "Your cue", "Give a short cue that lets the client go on.", "cue", "cues that leave room"
    ),
    "repair": Box(
        "Your repair", "You cut in. Give the client the floor back.", "repair",
        "ways to give the floor back",
    ),
    "two_step": Box(
        "Your reply", "Give their point back, then ask one question.", "reply",
        "ways to give it back and ask on",
    ),
    "urgency": Box(
        "Your reply", "Say what is urgent for the client, before how you work.", "reply",
        "ways to put their hurry first",
    ),
    "reassurance": Box(
        "Your reply", "Give the client something to hold on to, and no promise.", "reply",
        "ways to reassure without a promise",
    ),
    "feedback": Box(
        "Your feedback", "Say it from the goal that you share.", "feedback",
        "ways to say it from the goal", "The blunt line",
    ),
    "options": Box(
        "Your invitation", "Invite the client to look for options with you.", "invitation",
        "ways to invite options",
    ),
    "common_ground": Box(
        "Your line", "Say what both sides want.", "line", "ways to say what both want"
    ),
    "phased": Box(
        "Your offer", "Offer it in parts: what comes first, what follows.", "offer",
        "ways to offer it in parts", lines=4,
    ),
    "neutral": Box(
        "Your question", "Ask it so that it takes no side.", "question",
        "ways to ask it without a side", "The line as it was",
    ),
    "holding": Box(
        "Your message", "Write the message of the first hour.", "message",
        "messages for the first hour", lines=5,
    ),
    "follow_up": Box(
        "Your message", "Write the message after the talk.", "message",
        "messages after the same talk", lines=8, heard="What was said and agreed",
    ),
    "recalibrate": Box(
        "Your reply", "Set the expectation anew, together with the client.", "reply",
        "ways to set it anew", lines=4,
    ),
    "concerns_meeting": Box(
        "Your invitation", "Invite the client to talk about what concerns them.", "invitation",
        "invitations others wrote", lines=4,
    ),
    "protocol": Box(
        "Your note", "Write down how you talk from now on.", "note",
        "notes others wrote", lines=5,
    ),
    "review": Box(
        "Your review", "Look back at it, so that something changes.", "review",
        "reviews of the same case", lines=6, heard="What happened",
    ),
    "feedback_request": Box(
        "Your request", "Ask for the feedback that you do not have yet.", "request",
        "ways to ask for it", lines=4, heard="So far",
    ),
    "behaviour": Box(
        "Your feedback", "Say what was done, and what it did.", "feedback",
        "ways to say what was seen", "The verdict", 3,
    ),
}  # fmt: skip
"""By rubric."""


def box_of(item: Rewrite) -> Box:
    """What the pages of `item` say."""
    hidden = item.graded and item.rubric in ("rewrite", "keep_closed")
    return GRADED if hidden else BOXES[item.rubric]


def quoted(item: Rewrite) -> tuple[Quoted, ...]:
    """What stands above the box: the client's line, then the line to say again, as far as given."""
    box = BOXES[item.rubric]
    both = (Quoted(box.heard, item.client), Quoted(box.given, item.original))
    return tuple(one for one in both if one.text)


def line_of(item: Rewrite) -> str:
    """The one line that tells which item this is: what is said again, or answered."""
    return item.client if isinstance(item, Reply) else item.original
