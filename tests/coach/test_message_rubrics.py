"""The message after a talk and the message in the first hour, each rule beside its neighbours."""

from dataclasses import replace

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach.rubrics import Asked

LUNCH = Asked(
    "follow_up",
    facets=(
        ("portions", "too small", "hungry"),
        ("menu", "late", "published"),
        ("allergy", "allergens", "labels"),
    ),
    actions=(
        ("bigger portions", "weigh", "portion check"),
        ("menu two weeks ahead", "send the menu", "publish menus"),
    ),
)
PORTAL = Asked(
    "holding",
    client="Your signing portal is down, our lawyers can't sign, and the closing is at five.",
    facets=(("portal", "down", "unavailable"), ("lawyers", "sign", "closing")),
)
NAMED = replace(PORTAL, scene="Signing is down. An engineer, Noor, looks at the servers.")
HEARD = (
    "Thank you for today. Portions are too small, menus come too late, allergy labels are missing. "
)
AGREED = "Tomasz weighs the portions on Monday. I'll send the menu by Friday. "
CALL = "I'll call you on Thursday at ten. "
DOWN = "The portal is down, so your lawyers can't sign before the closing. "
NOW = "Our platform engineers are checking the servers. "
NEXT = "I'll ring you at 11:30. "

MESSAGES = [
    (LUNCH, """Hi Fatima,
Thank you for taking the time on Tuesday. I heard that portions leave the older children hungry,
that the menu comes out too late for parents, and that labels for allergies are missing.
What we agreed:
- I send the menu two weeks ahead, first one by Friday 7 June
- Tomasz weighs the portions in your kitchen next Monday
I'll call you on Thursday 13 June at ten to see how it is going. What have I missed?
Kofi""", "pass", ""),
    (LUNCH, """Thank you! As I understood it, the children stay hungry, menus reach parents late and
allergens aren't labelled.
Menu two weeks ahead: Kofi, by 7 June
Portion check: Tomasz, Monday
Let's speak on Thursday at 3. How does that sound to you?""", "pass", ""),
    (LUNCH, """Hi Fatima, thanks for your time. You said portions are small, menus come late, labels
lack.
Actions:
Weigh portions
Owner: Tomasz
By: Monday
Publish menus
Owner: me
By: 7 June
Next check-in: 13 June, 10 am""", "pass", ""),
    (LUNCH, "Hello Fatima. I am very thankful for the meeting. I understand: portion is small for "
     "big kids, menu come late, and no labels for allergy. I send the menu every second week "
     "before, starting on Friday. Tomasz come to weigh portion on Monday. I call you Thursday "
     "morning for hear how it goes.", "pass", ""),
    (LUNCH, HEARD + AGREED + CALL, "pass", ""),
    # what was heard: all, one, none; a line that only says what will be done sums nothing up
    (LUNCH, "Thanks. The portions are too small. " + AGREED + CALL, "not_yet", "F2½"),
    (LUNCH, "Thanks. " + AGREED + CALL, "not_yet", "F2"),
    # actions, owners, dates
    (LUNCH, HEARD + "I'll send the menu by Friday. " + CALL, "not_yet", "F3½"),
    (LUNCH, HEARD + CALL, "not_yet", "F3 F4 F5"),
    (LUNCH, HEARD + "The menu will be sent and the portions will be weighed. " + CALL,
     "not_yet", "F4 F5"),
    (LUNCH, HEARD + "The menu will be sent by Friday, and Tomasz weighs the portions. " + CALL,
     "pass", ""),
    (LUNCH, HEARD + "We'll send the menu by Friday. We'll weigh the portions, too. " + CALL,
     "pass", "F5½"),
    # when next
    (LUNCH, HEARD + AGREED + "I'll call you soon.", "not_yet", "F6½"),
    (LUNCH, HEARD + AGREED, "not_yet", "F6"),
    (LUNCH, HEARD + AGREED + "Our call on Thursday was helpful.", "not_yet", "F6"),
    (LUNCH, HEARD + AGREED + "Looking forward to our call on Thursday.", "pass", ""),
    (LUNCH, HEARD + AGREED + "Next check-in? Thursday at ten.", "pass", ""),
    # nothing beyond what was agreed
    (LUNCH, HEARD + AGREED + CALL + "We'll also give you a 10% discount for June.",
     "not_yet", "F8"),
    (LUNCH, HEARD + AGREED + CALL + "We will also redesign your dining hall.", "not_yet", "F8"),
    (LUNCH, HEARD + AGREED + CALL + "It will never happen again.", "not_yet", "F8"),
    (LUNCH, HEARD + AGREED + CALL + "You can rest easy now.", "not_yet", "F8"),
    (LUNCH, HEARD + AGREED + CALL + "We couldn't have known it.", "not_yet", "F2½"),
    (LUNCH, HEARD + AGREED + CALL + "You should never have waited.", "not_yet", "F2½"),
    # leave, thanks and talk of having agreed are no news; an offer in other words is one
    (LUNCH, "I should like to confirm our talk of today. " + HEARD + AGREED + CALL, "pass", ""),
    (LUNCH, HEARD + AGREED + CALL + "We'd like to offer you lunch for ten.", "not_yet", "F8"),
    (LUNCH, HEARD + AGREED + CALL + "I'll also train your cooks by May.", "not_yet", "F8"),
    (LUNCH, "We agreed on this. " + AGREED + CALL, "not_yet", "F2"),
    (LUNCH, HEARD + "Tomasz weighs the portions on Monday. I'll see to it that the menu is sent "
     "by Friday. " + CALL, "pass", ""),
    # a plan under its day or its owner, whatever the tense
    (LUNCH, HEARD + "Monday: Tomasz has weighed the portions. By Friday: you have the menu two "
     "weeks ahead. " + CALL, "pass", "F4½"),
    (LUNCH, HEARD + "Tomasz: portion check, Monday. Me: menu two weeks ahead, Friday. " + CALL,
     "pass", ""),
    (LUNCH, HEARD + "Last Monday: Tomasz has told you of the portions. I'll send the menu by "
     "Friday. " + CALL, "not_yet", "F3½"),
    (LUNCH, HEARD + AGREED + "Thursday, ten o'clock: I ring and ask how it went.", "pass", ""),
    (LUNCH, HEARD + AGREED + "I ring within the hour if a plate is cold.", "not_yet", "F6"),
    (LUNCH, HEARD + AGREED + "The plates come by Thursday.", "not_yet", "F6"),
    # what was heard is not heard where it is argued with; nobody's silence is a fact
    (LUNCH, HEARD + AGREED + CALL + "It isn't our fault.", "not_yet", "F2½"),
    (LUNCH, HEARD + AGREED + CALL + "You should have told us sooner.", "not_yet", "F2½"),
    (LUNCH, "Nobody said no, so portions stayed small, menus late, and no labels. " + AGREED
     + CALL, "pass", ""),
    (LUNCH, HEARD + AGREED + CALL + "Feel free to ring me.", "pass", ""),
    # the first hour
    (PORTAL, DOWN + NOW + NEXT, "pass", ""),
    (PORTAL, "The portal has been unavailable since nine, which puts your five o'clock closing at "
     "risk. Noor from our platform team is on it. You'll hear from me by noon.", "pass", ""),
    (PORTAL, "Portal down, closing at five: I know what hangs on this for you. Noor is tracing the "
     "fault now. I call at 11, fixed or not.", "pass", ""),
    (PORTAL, "The portal doesn't work and it is very bad for your closing. My colleague Noor look "
     "at the server now. I write you again in 30 minutes.", "pass", ""),
    (PORTAL, "I can't tell you yet why the portal is down or when it'll be back. Noor and two "
     "engineers are on it. Next update from me at 11.", "pass", "H1½"),
    (PORTAL, "We are aware of an issue and are working on it. We will update you soon.",
     "not_yet", "H1 H4½"),
    # what is being done now
    (PORTAL, DOWN + "We will look into it. " + NEXT, "not_yet", "H2½"),
    (PORTAL, DOWN + NEXT, "not_yet", "H2"),
    (PORTAL, DOWN + "You are waiting, and orders are failing. " + NEXT, "not_yet", "H2"),
    # when they hear next
    (PORTAL, DOWN + NOW + "We'll come back to you as soon as we can.", "not_yet", "H4½"),
    (PORTAL, DOWN + NOW + "Updates follow every half hour.", "pass", ""),
    # no cure and no cause
    (PORTAL, DOWN + NOW + NEXT + "It will be fixed by two.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "We expect it back up by three.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "You'll hear from me again once it is fixed.", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "I can't say yet when it will be back.", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "It was caused by a faulty update.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "We don't know yet what caused it.", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "The cause is a cable.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "The cause is still open.", "pass", ""),
    # a guess is no knowledge; what they must have felt is no cause
    (PORTAL, DOWN + NOW + NEXT + "It's probably the update.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "A colleague must have loaded it twice.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "You must have had a shock.", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "By noon nobody will have it.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "It was because of a wrong setting.", "not_yet", "H5"),
    # fault looked for with them, and what they had a right to
    (PORTAL, DOWN + NOW + NEXT + "Did anyone at your office switch it off?", "not_yet", "H6"),
    (PORTAL, DOWN + NOW + NEXT + "Who at your office needs to know?", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "It is news that you should have had first.", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "You should have rung us first.", "not_yet", "H6"),
    (PORTAL, DOWN + NOW + "Next call: 10.15.", "pass", ""),
    (PORTAL, DOWN + NOW + "Next call: the bill of 10.15 dollars.", "not_yet", "H4½"),
    # how well it always worked is a defence
    (PORTAL, DOWN + NOW + NEXT + "It has worked without a fault for years.", "not_yet", "H6"),
    (PORTAL, DOWN + NOW + NEXT + "It worked until nine.", "pass", ""),
    # typed in small letters, a name of the scene is one
    (NAMED, "portal down, lawyers cant sign. noor is on the servers now, i ring you 11.30",
     "pass", ""),
    (NAMED, "portal down, lawyers cant sign. server is on the second floor now, i ring you 11.30",
     "not_yet", "H2"),
    (NAMED, DOWN + "Noor checks. 9.30 I ring.", "pass", ""),
    (NAMED, DOWN + "I ring once Noor checks. We owe you 9.30.", "not_yet", "H2 H4"),
    (NAMED, DOWN + "Noor from our team goes through the servers. " + NEXT, "pass", ""),
    (NAMED, DOWN + "The mail from our team goes through the servers. " + NEXT, "not_yet", "H2"),
    (NAMED, DOWN + "Noor (from networks) is going over the servers. " + NEXT, "pass", ""),
    (NAMED, DOWN + "Noor (from networks) is going to be there. " + NEXT, "not_yet", "H2"),
    (PORTAL, DOWN + NOW + NEXT + "Tell them they get the money back.", "not_yet", "H5"),
    (PORTAL, DOWN + NOW + NEXT + "Tell them to get back to you.", "pass", ""),
    (PORTAL, DOWN + NOW + NEXT + "Hardly anyone looks at it that early.", "not_yet", "H6"),
    (PORTAL, DOWN + NOW + NEXT + "Hardly anyone can log in.", "pass", ""),
    (PORTAL, DOWN + NOW + "I'll ring you at ten o'clock.", "pass", ""),
    (PORTAL, DOWN + NOW + "I'll ring you about the 7.50 dollars.", "not_yet", "H4½"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "verdict", "short"), MESSAGES)
def test_read(asked: Asked, text: str, verdict: str, short: str) -> None:
    assert judged(asked, text) == (verdict, short)


@pytest.mark.parametrize(
    ("asked", "id", "full", "less"),
    [
        (LUNCH, "F1", "I appreciate your time.", "No thanks needed, the menu is late."),
        (LUNCH, "F7", "What have I missed?", "Did I miss anything?"),
        (PORTAL, "H3", "Noor is on it.", "We are on it."),
        (PORTAL, "H3", "Our network team is checking it.", "The servers are being checked."),
        (PORTAL, "H7", DOWN, DOWN * 9),
    ],
)
def test_criteria_that_decide_nothing(asked: Asked, id: str, full: str, less: str) -> None:
    assert met(asked, full, id) == "full"
    assert met(asked, less, id) in ("half", "no")


@pytest.mark.parametrize("move", ["blaming", "minimising", "defending", "reversal"])
def test_a_roadblock_spoils_the_first_hour(move: str) -> None:
    text = DOWN + NOW + NEXT + "It is what it is."
    assert judged(PORTAL, text, {move: "It is what it is"}) == ("not_yet", "H6")


def test_heaped_words_never_pass() -> None:
    heap = "portions menu allergy thanks weigh send menu Friday Monday call Thursday"
    assert coach.read(heap, LUNCH).verdict != "pass"
    assert coach.read("portal down lawyers sign engineers checking ring 11:30", PORTAL).verdict != (
        "pass"
    )
