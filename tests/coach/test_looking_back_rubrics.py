"""A review, a request for feedback, feedback on behaviour: good and mildly bad ones."""

import pytest
from replying import judged, met

from active_listening import coach
from active_listening.coach.rubrics import Asked

ICE = Asked(
    "review",
    scene="A note to the team at Frostline, who rent ice machines. Jonas drives; Petra sells.",
    client="The ice machine for the festival went to last year's address. Jonas stood before a "
    "locked gate. He rang round until the organiser's brother opened the side gate; the drinks "
    "were cold at nine instead of six.",
    facets=(
        ("last year's address", "old address", "wrong address", "locked gate", "address copied"),
        ("rang round", "phoned", "brother opened", "side gate", "let in", "cold at nine"),
        (
            "ask for the address",
            "confirm the address",
            "read the address back",
            "check the address",
        ),
    ),
)
TILES = Asked(
    "review",
    scene="You look after clients of a tile maker. A builder got two shades of grey.",
    client="Two shades of grey were laid in the hotel lobby. You swapped forty boxes overnight, "
    "and the hotel opened on time.",
    facets=(
        ("two shades", "different batch", "two batches", "two greys", "shade number"),
        ("swapped", "exchanged", "replaced", "forty boxes", "overnight", "new boxes"),
    ),
)
PARK = Asked(
    "review",
    scene="A client's coach party stood before a closed museum. Eun-ji books, Theo guides, Ravi "
    "leads the office.",
    client="A museum in Lund is closed on Mondays since spring. You booked it for a Monday. Theo "
    "took the group to the botanical garden instead, and the client got half the price back.",
    facets=(
        ("closed on mondays", "monday", "closed", "opening hours", "opening times", "shut"),
        ("botanical garden", "garden", "half the price", "refund", "half back", "money back"),
        ("check the opening", "opening hours before", "call the museum", "ring the museum"),
    ),
)
MARQUEE = Asked(
    "feedback_request",
    scene="You rented out a marquee. The first storm took a side wall, your people came within "
    "the hour. A month later you write to Hanne, the bride's mother.",
    client="Thank you, it all worked out in the end.",
    facets=(
        ("storm", "side wall", "that night", "marquee", "wedding", "saturday", "june"),
        ("our crew", "our part", "how we", "what we did", "we handled", "we dealt"),
    ),
)
LIFT = Asked(
    "feedback_request",
    scene="A lift in Mr Okoro's house stood still for two days. It is repaired.",
    client="It runs again, so we're fine.",
    facets=(("lift", "two days", "standstill", "repair", "stairs", "those days", "week"),),
)
BELL = Asked(
    "behaviour",
    scene="You sat beside Rory while he rang Mrs Bell about her broken heater.",
    original="You were really impatient with Mrs Bell.",
    facets=(
        ("interrupted", "cut in", "cut her off", "spoke over", "finished her sentence",
         "before she had finished", "three times", "broke in"),
        ("went quiet", "stopped telling", "answers got shorter", "only said yes", "gave up"),
    ),
    must=(0,),
)  # fmt: skip
SLIDES = Asked(
    "behaviour",
    scene="Noor showed a client forty slides. You sat at the back.",
    original="You always bury people in slides, Noor.",
    facets=(
        ("forty slides", "slide", "no question", "twenty minutes", "without a pause", "talked for"),
        ("looked at his phone", "at his watch", "left early", "asked nothing", "leaned back"),
    ),
    must=(0,),
)

# fmt: off
REVIEWS = [
    (ICE, "Trigger: order copied from last year, old address and all.\nSolved: Jonas phoned "
     "round, the brother let him in, cold at nine.\nNext time: read the address back on the "
     "phone.\nPetra adds an address line to the order form by Friday."),
    (ICE, "What set it off was an address copied from last year's order. Jonas rang round until "
     "the brother opened the side gate. We could have confirmed the address the day before. I "
     "will ring every organiser two days ahead, starting on 3 June."),
    (ICE, "The reason for the trouble: we took the address from last year. It was solved "
     "because Jonas has phoned many people and the brother has opened the side gate. It would "
     "be better that we ask for the address one day before. Petra makes a check list until 15 "
     "June."),
    (ICE, "Trigger: wrong address on the slip / Resolved: calls, side gate, ice at nine / "
     "Differently: confirm address at order / Prevention: Petra, field “address confirmed”, "
     "live by 1 July"),
    (ICE, "Dear all, a short look back at the harbour festival. The delivery slip carried last "
     "year's address, so the van stood at a locked gate. After a round of calls we were let in "
     "and the drinks were cold at nine. A call on the eve would have saved three hours. Petra "
     "will add that call to the Thursday list from next week. Thank you all, Jonas especially."),
    (ICE, "We used the old address. Fixed by phone: side gate, nine o'clock. Lesson: an address "
     "is a question, not a fact. Owner: Petra. Action: ask for it at every order. By: Friday."),
    (TILES, "Trigger: two batches in one order, nobody had looked at the shade number. How we "
     "got out: forty boxes swapped overnight. What I'd do differently: compare the shade before "
     "loading. I write the shade number into the loading list by Wednesday."),
    (TILES, "- What triggered it: two shades from different batches\n- How it was resolved: we "
     "exchanged forty boxes overnight\n- Better: open one box per pallet before it leaves\n- So "
     "it does not come back: Marek, check at the gate, from Monday 8 May"),
    (TILES, "Two greys, because the order was filled from two batches. We replaced forty boxes "
     "in one night and the lobby was ready. Had I asked for the batch number at the order, we "
     "would have seen it. From 1 March on I ask for it in every order over ten boxes."),
    (TILES, "So what happend: two diffrent batches. We swaped 40 boxes over night. Next time I "
     "look at the shade number before the truck goes. I do the check list till friday and show "
     "it to Marek"),
    (TILES, "What started it was a mix of two batches. What helped was honesty on the phone and "
     "forty new boxes overnight. What I would do earlier: tell the builder to wait with laying "
     "until he has seen both. By the end of the month Ilse writes that sentence into our "
     "delivery note."),
    (TILES, "I had not asked for one batch, and the lobby got two greys. The night crew swapped "
     "the boxes. If I had asked on Monday, nobody would have laid a tile. Action: I add the "
     "question to the order template, done by Thursday."),
    (PARK, "Trigger: the museum is closed on Mondays, and our list still said open. Settled: "
     "Theo's garden walk, half the price back. Next time: ring the museum a week ahead. Eun-ji "
     "puts it on the booking checklist by Friday."),
    (PARK, "We had an old list of opening hours. Theo found the garden, we gave back half. What "
     "I'd change is simple: nobody relies on a list that is older than a season. Ravi has the "
     "list renewed by 15 April."),
    (PARK, "Closed doors in Lund. Garden instead, half the price returned. A phone call on the "
     "Friday would've told us. @Eun-ji: call every museum 7 days before, starting with the tour "
     "of 2 May."),
    (PARK, "What happened: the group stood before a shut museum, because our booking tool "
     "doesn't know opening hours. How it ended: garden and a refund. What we learn: the tool "
     "must warn us. Who: Theo asks the maker of the tool for it, until end of May."),
    (PARK, "The museum was shut. The garden saved the day and the refund saved the client. We "
     "could have known it from the website. Until Thursday I write all closing days of our "
     "twelve museums in the calendar."),
    (PARK, "- Cause: opening hours not checked\n- Solution: garden; half back\n- Improve: check "
     "at booking and again a week before\n- Owner & date: Ravi, new step in checklist, 1 June"),
    (PARK, "Looking back, I was the one who booked a Monday without looking at the hours. "
     "Theo's garden and half the money settled it. In future the hours go on the offer itself, "
     "so the client sees them too. I'll change the template tomorrow."),
    (PARK, "Trigger was that museum closes mondays now. Solved with garden and refund 50%. To "
     "do different: look in the web before we confirm. Eun-ji is making a checklist, ready on "
     "20.4."),
]
NOT_REVIEWS = [
    (ICE, "Jonas went to the old address because the organiser never told us that they had "
     "moved. He phoned until somebody opened the side gate. Next time they should confirm the "
     "address. Petra reminds them by Friday."),
    (ICE, "Petra was careless and copied the old address. Jonas saved us by phoning the "
     "brother. Next time she must check the address. Petra changes the form by Friday."),
    (ICE, "The old address was on the slip. Jonas rang round and got in by the side gate. Next "
     "time we confirm the address. A field will be added to the form by Friday."),
    (ICE, "The old address was on the slip. Jonas rang round and got in by the side gate. Next "
     "time we confirm the address. Petra adds a field to the form."),
    (ICE, "The old address was the trigger. Jonas rang round, side gate, cold at nine. We need "
     "to communicate better. We will all pay more attention."),
    (ICE, "Great job everyone, especially Jonas, who rang round until the side gate opened. The "
     "client was happy in the end. Let's keep it up."),
    (ICE, "The van went to last year's address and the gate was locked. Jonas rang round for an "
     "hour. The brother opened the side gate. The machine was on at eight and the drinks were "
     "cold at nine."),
    (ICE, "Next time we read the address back. Petra adds it to the form by Friday."),
    (ICE, "The old address was on the slip. Next time we read the address back. Petra adds it "
     "to the form by Friday."),
    (ICE, "Wrong address. Jonas phoned and got in. Could have been checked. We should fix the "
     "form soon, somebody from the office."),
    (TILES, "Two shades were laid. It was the warehouse's fault, they never look at the "
     "numbers. We swapped forty boxes overnight. Next time the warehouse checks. Marek sees to "
     "it by Monday."),
    (TILES, "The builder should have noticed the two shades. We exchanged forty boxes "
     "overnight. Next time I warn him earlier. I write it into the note by Friday."),
    (TILES, "Two batches. Swapped overnight on Monday 3 May, Marek drove. All good."),
    (TILES, "Two batches in one order. We replaced forty boxes overnight. Lesson learned: "
     "communication is key. I will be more careful from Monday."),
    (PARK, "The museum should have told us that it closes on Mondays now. Theo went to the "
     "garden, half the price back. Next time we ring. Eun-ji, by Friday."),
    (PARK, "Eun-ji didn't check the opening hours again. Garden, half back. Next time she rings "
     "the museum. By Friday she makes a checklist."),
    (PARK, "The museum was closed on Monday. Theo took the group to the botanical garden and on "
     "Tuesday Ravi sent half the price back."),
    (PARK, "The museum was closed. Theo's garden was a hit, half the price back. Next time "
     "someone should ring the museum a week before."),
    (PARK, "The museum was closed. The garden and a refund solved it. Lesson: always "
     "double-check everything. Everyone is responsible, starting today."),
    (PARK, "Next time, ring the museum a week before. Eun-ji adds it to the checklist by Friday."),
    (PARK, "These clients complain about everything, even the garden. Museum closed, half the "
     "price back. Next time I ring first, from Monday."),
]
REQUESTS = [
    (MARQUEE, "Hanne, when you think back to the night of the storm: what should we have done "
     "differently?"),
    (MARQUEE, "Dear Hanne, a month has passed since the wedding. I would be grateful to hear "
     "what was missing that night, also the things one would rather not write. It goes to the "
     "crew before the next season."),
    (MARQUEE, "hi hanne, what went wrong for you on saturday that i dont know of yet? be as "
     "blunt as u like"),
    (MARQUEE, "Hello Hanne. Please tell me what we could do better with the side wall next "
     "time. If you don't want to answer, it is ok for me."),
    (MARQUEE, "Tell me the one thing about that Saturday that you would never want to go "
     "through again. I'll change it or tell you why not."),
    (MARQUEE, "You said it all worked out in the end. What about the part before the end, "
     "during the storm: what was hard for you in how we dealt with it?"),
    (MARQUEE, "What about our part in the storm night still bothers you? No answer is fine, too."),
    (LIFT, "Mr Okoro, what was the worst moment of the two days without a lift, and one we "
     "could have spared you?"),
    (LIFT, "I am glad that it runs again. For those two days, what would you have needed from "
     "us that did not come?"),
    (LIFT, "Looking back at the standstill, how could we have kept you better informed?"),
    (LIFT, "Could you tell me honestly what annoyed you most while the lift stood still? I'd "
     "like to put it right before the next repair."),
    (LIFT, "What did we get wrong during the repair? I read every line, and you will hear by "
     "Friday what we change."),
    (LIFT, "What I'd like to know from you about the lift is what we missed. A line is enough, "
     "and silence is an answer I accept."),
    (LIFT, "If the lift stood still again tomorrow, what would you want us to do differently?"),
]
NOT_REQUESTS = [
    (MARQUEE, "Dear Hanne, are you happy with how we handled the storm?"),
    (MARQUEE, "You were satisfied with our crew after all, weren't you?"),
    (MARQUEE, "What did you like best about how our crew dealt with the storm?"),
    (MARQUEE, "On a scale from 0 to 10, how did we handle the storm?"),
    (MARQUEE, "What could we have done better in the storm? It was the worst in ten years, and "
     "no supplier could have held that wall."),
    (MARQUEE, "What could we do differently next June? By the way, we now have storm-proof "
     "marquees, and I can offer you ten per cent off."),
    (MARQUEE, "What went well on Saturday? What was missing? And would you recommend us?"),
    (MARQUEE, "How was everything?"),
    (MARQUEE, "What do you think of us?"),
    (MARQUEE, "How did our crew do on the night of the storm?"),
    (LIFT, "What could we do better?"),
    (LIFT, "We hope you were happy with our quick repair of the lift. What did you think of our "
     "technician's great work?"),
    (LIFT, "Was there anything about the two days that we should have done differently?"),
    (LIFT, "Please rate our lift repair with up to five stars and leave a review."),
    (LIFT, "What could we have done differently in those two days? Our technician had to wait "
     "for a part, so it was not our fault."),
    (LIFT, "I'd love to hear that the lift runs well now."),
]
BEHAVIOUR = [
    (BELL, "Rory, three times you came in before Mrs Bell had finished. After the third she "
     "only said yes and no. What did you notice?"),
    (BELL, "You cut in when she was telling about the noise, and she stopped telling. Next "
     "time, try counting to two before you answer."),
    (BELL, "i heard u interrupt her 3 times. after that her answers got shorter. what if u wait "
     "till she stops next time?"),
    (BELL, "I noticed that you have spoken over Mrs Bell when she explained the noise. She "
     "became quiet then. How was it for you?"),
    (BELL, "At minute two you finished her sentence for her. She said “never mind”, and we "
     "didn't get the date. How could you leave her more room?"),
    (BELL, "When Mrs Bell described the noise, you broke in with the price list, and she went "
     "quiet. Would you let her finish first in the next call?"),
    (BELL, "You asked what the heater sounded like, and that got her talking. Then you cut her "
     "off twice, and the story ended there. What would you do at that point tomorrow?"),
    (SLIDES, "Noor, you showed forty slides in twenty minutes. From about the tenth on he "
     "looked at his phone. What would happen with five?"),
    (SLIDES, "You talked for twenty minutes without a pause, and the client asked nothing "
     "afterwards. Try one question after each third slide."),
    (SLIDES, "forty slides, no question from you in between. he leaned back and folded his "
     "arms. next time maybe start with asking what he wants to see?"),
    (SLIDES, "I counted forty slides. The client looked at his watch at slide nine and twice "
     "after that. How did it feel from the front?"),
    (SLIDES, "During the first twenty minutes I heard you speak and nobody else. He left early. "
     "One thing to try: begin with his question."),
    (SLIDES, "In the meeting was forty slides, and the client did not ask one question. Please "
     "try to make a stop after five slides and ask him."),
    (SLIDES, "What I saw: forty slides. What followed: he leaned back and asked nothing. What "
     "do you make of it?"),
]
NOT_BEHAVIOUR = [
    (BELL, "Rory, you were great with Mrs Bell, really well done."),
    (BELL, "You were rude to Mrs Bell when you cut in. Next time be more polite."),
    (BELL, "You always interrupt people, and then they go quiet. Try to listen."),
    (BELL, "You interrupted her because you wanted to get rid of her. She went quiet. What do "
     "you think?"),
    (BELL, "You did a fantastic job. You interrupted her three times, and she went quiet, but "
     "overall you were brilliant. Keep it up."),
    (BELL, "Next time, let her finish and ask an open question."),
    (BELL, "Listening means letting people finish before one answers. Try it next time."),
    (BELL, "Your communication could be better. Maybe work on your listening skills."),
    (BELL, "You seemed a bit impatient on that call. What was going on?"),
    (BELL, "You never let Mrs Bell finish. She gave up. What could you do?"),
    (SLIDES, "You don't care what the client wants, you just show your forty slides. He looked "
     "at his phone. Ask him next time."),
    (SLIDES, "Forty slides is far too much, Noor. He got bored. Cut them."),
    (SLIDES, "You showed forty slides."),
    (SLIDES, "You showed forty slides, and that was a bad idea. He looked at his phone. You "
     "should have known better."),
    (SLIDES, "Noor, you are a poor presenter. He looked at his phone all through the forty "
     "slides. What will you change?"),
    (SLIDES, "Feedback describes what somebody did, what effect it had, and what to try next."),
]
# fmt: on


ANEW = [
    (MARQUEE, "I should be grateful if you would describe where we failed you in the storm.", True),
    (MARQUEE, "when the storm took the wall what annoyed you most. tell me straight", True),
    (MARQUEE, "What did our work in the storm lack?", True),
    (MARQUEE, "What did our work in the storm look like?", False),
    (MARQUEE, "What do you say about our crew that night when we aren't there?", True),
    (MARQUEE, "What annoyed you in the storm? Our crew always do their best.", False),
    (MARQUEE, "What annoyed you in the storm? Your note was a bit unfair to us.", False),
    (MARQUEE, "What annoyed you in the storm? We now offer a tent with walls.", False),
    (PARK, "The museum was closed, and they couldn't get in from ten to noon on Monday. Theo found "
     "the garden. We could have rung.", False),
    (PARK, "Great work, all! The museum was closed, Theo found the garden. Thank you, Eun-ji, for "
     "the call on Monday. Let's all stay alert.", False),
    (PARK, "The museum was closed, Theo found the garden. We could have rung. Eun-ji rings every "
     "museum from next Monday on.", True),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "good"), ANEW)
def test_the_same_in_other_words(asked: Asked, text: str, good: bool) -> None:
    assert (coach.read(text, asked).verdict == "pass") is good


@pytest.mark.parametrize(("asked", "text"), [*REVIEWS, *REQUESTS, *BEHAVIOUR])
def test_good_ones_pass(asked: Asked, text: str) -> None:
    assert judged(asked, text)[0] == "pass"


@pytest.mark.parametrize(("asked", "text"), [*NOT_REVIEWS, *NOT_REQUESTS, *NOT_BEHAVIOUR])
def test_bad_ones_do_not(asked: Asked, text: str) -> None:
    assert judged(asked, text)[0] == "not_yet"


OLD = "The old address was on the slip. Jonas rang round, and the side gate was opened. "
NEXT = OLD + "Next time we read the address back. "


@pytest.mark.parametrize(
    ("asked", "id", "full", "no"),
    [
        (ICE, "W3", OLD + "Next time, we ring the day before.", OLD),
        (ICE, "W3", "Better: one call the evening before.", "Better luck to all."),
        (ICE, "W4", NEXT + "My job: a form by Friday.", OLD + "It was over by Friday."),
        (ICE, "W4", NEXT + "Petra: form by Friday.", OLD + "Jonas rang on Friday."),
        (ICE, "W5", "I forgot to ask.", "Petra forgot to ask."),
        (ICE, "W5", "Nobody checked the slip.", "The office didn't check the slip."),
        (ICE, "W5", "Solved because Jonas rang round.", "Late because Petra was in a hurry."),
        (ICE, "W6", OLD, OLD * 8),
        (LIFT, "K1", "Where did we let you down?", "Did we let you down?"),
        (LIFT, "K1", "I'd like to hear what was missing.", "Something was missing."),
        (LIFT, "K3", "What was missing?", "What was repaired?"),
        (LIFT, "K3", "How was the lift? You can be blunt.", "How was the lift? You can be quick."),
        (LIFT, "K4", "What was missing?", "How satisfied were you?"),
        (LIFT, "K4", "What did you like less?", "What did you like?"),
        (LIFT, "K5", "What was missing?", "What was missing? We did our best."),
        (LIFT, "K6", "No answer is fine, too.", "Answer, please."),
        (LIFT, "K7", "What was missing?", "What was missing? " * 21),
        (BELL, "H1", "You cut in twice.", "If you cut in, people stop."),
        (BELL, "H1", "You cut in on old people who rang.", "People who cut in are not heard."),
        (BELL, "H3", "You cut in twice.", "You were short with her when you cut in."),
        (BELL, "H3", "She became impatient.", "Really impatient."),
        (BELL, "H3", "What did you want to hear?", "You just wanted to finish."),
        (BELL, "H3", "You were quiet.", "You were too quiet."),
        (BELL, "H4", "Do that again tomorrow.", "That was yesterday."),
        (BELL, "H5", "You cut in.", "You cut in. " * 21),
    ],
)
def test_criteria_one_by_one(asked: Asked, id: str, full: str, no: str) -> None:
    assert (met(asked, full, id), met(asked, no, id)) == ("full", "no")


@pytest.mark.parametrize(
    ("asked", "id", "text"),
    [
        (ICE, "W4", NEXT + "We add it to the form by Friday."),
        (ICE, "W4", NEXT + "Petra adds it to the form."),
        (ICE, "W4", NEXT + "Everybody does so from Monday."),
        (ICE, "W4", NEXT + "Checklist: by Friday."),
        (LIFT, "K1", "What was missing, and what annoyed you?"),
        (LIFT, "K3", "What is your honest opinion of the lift?"),
        (BELL, "H1", "You typed while she talked."),
        (BELL, "H2", "You cut in. Mrs Bell sighed."),
    ],
)
def test_met_by_half(asked: Asked, id: str, text: str) -> None:
    assert met(asked, text, id) == "half"


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (ICE, "Trigger: a mix-up of two harbours. " + NEXT[32:] + "Petra: a form by Friday."),
        (LIFT, "What was missing after the meeting?"),
    ],
)
def test_what_the_task_does_not_know_is_unsure(asked: Asked, text: str) -> None:
    assert judged(asked, text)[0] == "unsure"


NEW = ["review", "feedback_request", "behaviour"]


@pytest.mark.parametrize("rubric", NEW)
def test_points_add_up_to_100(rubric: str) -> None:
    assert sum(rule.points for rule in coach.rubric(rubric)) == 100


@pytest.mark.parametrize("rubric", NEW)
@pytest.mark.parametrize("text", ["Das war ein langes Wochenende.", "wknd fxx lng zzz qqq", "…"])
def test_what_is_no_english_is_unsure(rubric: str, text: str) -> None:
    assert coach.read(text, Asked(rubric)).verdict == "unsure"
