"""What gets in the way inside a question, each beside a neighbour that has nothing of it."""

import pytest

from active_listening import coach

FLAWS = [
    ("Don't you think the new layout is clearer?", ["leading"]),
    ("What do you think of the new layout?", []),
    ("Surely the menu is simpler now?", ["leading"]),
    ("How great was our workshop?", ["leading"]),
    ("How was the workshop?", []),
    ("Why didn't you tell us?", ["blaming"]),
    ("What led to the late notice?", []),
    ("Why do you think the notice came late?", []),
    ("What went wrong on your side?", ["blaming"]),
    ("What went wrong?", []),
    ("How could you let this happen?", ["blaming"]),
    ("How could we word this for your board?", []),
    ("Have you stopped ignoring the alerts?", ["loaded"]),
    ("What do the alerts tell your team?", []),
    ("Is your sloppy process the reason?", ["loaded"]),
    ("How does your process run on a busy day?", []),
    ("Was the room quiet and bright?", ["double_barrelled"]),
    ("How did you and your team find the room?", []),
    ("What are the pros and cons for you?", []),
    ("What happened after the system went down and the queue grew?", []),
    ("What would you pick, and why?", []),
    ("What did you pick and how did it go?", ["double_barrelled"]),
    ("What went well and what didn't?", []),
    ("How was the demo? Who was there?", ["multiple"]),
    ("How was the demo? I have ten minutes.", []),
    ("Have you tried restarting it?", ["solution_in_disguise"]),
    ("What have you tried so far?", []),
    ("How about we add a second line?", ["solution_in_disguise"]),
    ("What could be improved?", []),
    # What they feared to hear, and what is said; what led them, and what they keep doing.
    ("You thought you'd hear me say I told you so?", []),
    ("I told you so, didn't I?", ["blaming", "leading"]),
    ("What made you keep all nine?", []),
    ("Why do you keep all nine?", ["blaming"]),
    # A statement that goes on with the question, and a second question.
    ("Have you told him any of this? That you won't go?", []),
    ("Have you told him any of this? Will you go?", ["multiple"]),
    # One matter, though "and" stands in it; and two matters.
    ("Tell me how you plan a typical day and where the dashboard comes in.", []),
    ("How do you plan the day and where do you park?", ["double_barrelled"]),
    ("What do your stores and customers associate with the green?", []),
    ("What do you think of the stores and the prices?", ["double_barrelled"]),
    ("What does the green represent for Pellow's and its customers?", []),
    ("What would the move mean for you and for the shop?", []),
    ("What would I have seen and heard?", []),
    ("Tell me about the green. What does it stand for?", []),
    ("Tell me about the green. How are the sales?", ["multiple"]),
    # What comes of the first half is the same story; a view of another matter is not.
    ("How do the letters reach your customers, and what comes of it at your desk?", []),
    ("How did the demo go, and what do you think of the price?", ["double_barrelled"]),
    ("How do the letters look, and what do your customers expect from them?", ["double_barrelled"]),
    ("What were the copies for, what did you have in mind?", []),
    ("What is your plan, what is your budget?", ["double_barrelled"]),
    # Leave asked is neither a verdict nor a reproach.
    ("Would it be useful if I told you how others do it?", []),
    ("Was it useful?", ["leading"]),
    ("I told you how others do it, so what is unclear?", ["blaming"]),
    # A word that leads only where it is called out.
    ("What makes a clinic come on the list?", []),
    ("How does she see it, as far as you know?", []),
    ("Come on, is it quicker?", ["leading"]),
    # How they can be won over is no question about them.
    ("What would it take for you to like the new colours?", ["leading"]),
    ("What would it take for you to call it finished?", []),
    ("How can I convince you of the colours?", ["leading"]),
    ("How do you convince the drivers to load at night?", []),
    # A reproach in open form, and the question that it could have been.
    ("Are you sure your office had the right list?", ["blaming"]),
    ("Are you sure you have all you need?", []),
    ("What was so bad about the form?", ["blaming"]),
    ("What was bad about the form for you?", []),
    ("Why didn't the letter reach us earlier?", ["blaming"]),
    ("Why didn't the letter reach the branches?", []),
    ("What do you need so that we can finally leave it behind us?", ["blaming"]),
    ("What do you need so that you can finally open?", []),
    ("Why didn't you say so earlier?", ["blaming"]),
    ("Why do you say that it is slow?", []),
    ("Why wasn't the night shift mentioned when we signed?", ["blaming"]),
    ("Why wasn't that possible at night?", []),
    ("Why didn't they fill it in separately?", ["blaming"]),
    ("Why can't they see the names from the desk?", []),
    ("Why did she ring when she is the one who stays away?", ["blaming"]),
    ("How was it when you were the one who had to apologise?", []),
    ("What makes it so hard for Nimbela to stick to a list?", ["blaming"]),
    ("What makes it so hard for your drivers to load in the street?", []),
    ("What could you have done to let us know earlier?", ["blaming"]),
    ("What could I have done so you could have told me?", []),
    ("What made you shout at our designer?", ["blaming"]),
    ("What made you stop at that question?", []),
    ("It was tested, so what could have been unclear about it?", ["blaming"]),
    ("So what could be unclear about it?", []),
    ("What happened to the email that I sent you?", ["blaming"]),
    ("What happened to the vans in the street?", []),
    ("What makes them so touchy?", ["loaded"]),
    ("What makes them so important to you?", []),
    ("Why do you call it slow when your own people signed it off?", ["blaming"]),
    ("Why do you call it slow when they plan the night shift?", []),
    ("Why do you say they're not trained if they ticked the box?", ["blaming"]),
    ("Why did you feel uneasy when you signed?", []),
    ("Why was the list changed again after I had already planned the week?", ["blaming"]),
    ("Why was the list changed again after the holidays?", []),
    ("How can I get you to decide earlier?", ["blaming"]),
    ("How can I get you to the depot earlier?", []),
    ("How can we make sure that you don't keep changing your mind?", ["blaming"]),
    ("How can we make sure that you don't keep waiting for us?", []),
    ("What can we do so you won't need to shout at us?", ["blaming"]),
    ("What can we do so you won't need to wait for us?", []),
    ("How could we have known about the gate?", ["blaming"]),
    ("How could we have made the gate easier for you?", []),
    ("How did it happen that my email never got through?", ["blaming"]),
    ("How did it happen that the parcels never got through?", []),
    # Our reasons beside the question are a defence.
    ("What do you think of it? We wanted it to look fresher.", ["leading"]),
    ("What do you think of it? We wanted to hear that first.", []),
    # A second clause that says what of the first, and one that asks for something else.
    ("What's the story of that photo, what did it stand for?", []),
    ("How did the move go, what did it cost?", ["double_barrelled"]),
    ("When would you say it's done, what needs to be there for that?", []),
    ("When did the van come, what was in it?", ["double_barrelled"]),
    ("Tell me how you plan the vans and what role the screen plays.", []),
    ("Tell me how you plan the vans and what tools the drivers want.", ["double_barrelled"]),
    # A tail that only hands over the floor, and a second question.
    ("How would your guests see it, what do you think?", []),
    ("How would your guests see it, what do you charge?", ["double_barrelled"]),
    ("How's it been with the evenings, what's it like at the desk?", []),
    # A bare reproach, and a bare question; a liking taken for granted, and one asked for.
    ("Why so late?", ["blaming"]),
    ("Why so many vans?", []),
    ("What do you like best about it?", ["leading"]),
    ("What do you like about it?", []),
    ("What does she have against that?", ["loaded"]),
    ("What does she have on her desk?", []),
    ("What has pleased you most?", ["leading"]),
    ("What has changed most?", []),
    ("What's her problem?", ["blaming"]),
    ("What's her view?", []),
    ("Why did it take three weeks?", ["blaming"]),
    ("Why did it take two vans?", []),
    ("What else haven't you told us?", ["blaming"]),
    ("What else have you noticed?", []),
    ("How can we make sure you tell us earlier?", ["blaming"]),
    ("How can we make sure you hear earlier?", []),
    ("What is so urgent that it can't wait?", ["blaming"]),
    ("What is so far unclear?", []),
    ("What would make you switch to a file?", ["leading"]),
    ("What would make you proud of it?", []),
    ("What does it mean to you, now that everybody orders online?", ["leading"]),
    ("What does it mean to you, now that the shop is open?", []),
    # Who begins is settled before the question; a wish only leads up to it.
    ("Greta, would you start? What do you need there?", []),
    ("Would you start the van? What do you need there?", ["multiple"]),
    ("I'd like to understand those weeks. What happened then?", []),
    ("May I hear it from you: what makes it matter?", []),
    # Asked to account for themselves, or for a thing.
    ("How do you explain your delay?", ["loaded"]),
    ("How do you explain the delay?", []),
    # The other side of a question is no second one, unless it has a topic of its own.
    ("What did the tour give your guests, and what did they miss?", []),
    ("What did the tour give your guests, and what was missing on the bill?", ["double_barrelled"]),
    ("In what way did the tour help, and in what way not?", []),
    ("How was the tour for them, the good and the less good?", []),
    # Praise, a success or a fault taken for granted.
    ("What do your guests love most about the tour?", ["leading"]),
    ("What do your guests say most about the tour?", []),
    ("What made the tour such a success?", ["leading"]),
    ("What made the tour so long?", []),
    ("What was the best part of the tour?", ["leading"]),
    ("What would be the best time for the tour?", []),
    ("The bus has run without a fault. How do they find it?", ["leading"]),
    ("The bus has run since May. How do they find it?", []),
    ("How was the tour, what was not so good?", []),
    ("Why were some of your guests so late?", ["loaded"]),
    ("Why are the first two weeks so important to them?", []),
    ("Why do the crew find it so hard to be on time?", ["loaded"]),
    ("What do the guests still not understand about the ticket?", ["blaming"]),
    ("How could we get your guests to stop shouting?", ["blaming"]),
    ("How could we get your guests to the lake?", []),
    ("How would you feel about us adding a stop?", ["solution_in_disguise"]),
    ("How did you feel about the stop?", []),
    ("What do you think about booking a guide?", ["solution_in_disguise"]),
    ("What do you think about the guide?", []),
    # What is quoted ends, and no clause begins behind it.
    ('"It was all right" is kind of you. What did they miss?', []),
    # Too few, too long, still not: a count held against them; what only some do is a fact.
    ("Why have only three of your desks tried the new form?", ["blaming"]),
    ("Why do only the evening shifts use it?", []),
    ("Why do your drivers still struggle with the scanner?", ["blaming"]),
    ("Why does it still matter to your board?", []),
    ("Why did the south depot need until Friday with nine parcels?", ["blaming"]),
    ("What happened between Monday and Friday in the south depot?", []),
    ("What could you have asked her instead?", ["blaming"]),
    ("What could you ask her next time?", []),
    # Wonders at them; what confuses them may be asked.
    ("What is it about the form that confuses your drivers so much?", ["loaded"]),
    ("What is it about the form that your drivers like?", []),
    ("What is it that your stores still can't read?", ["loaded"]),
    ("Why has none of your managers come back to us?", ["blaming"]),
    ("What kind of extra training would help your drivers?", ["leading"]),
    ("What kind of training did your drivers have?", []),
    # Called by a title and a name, with no comma.
    ("mr kerr what happened with the letter", []),
    # A quotation that trails off ends no question.
    ("What went on in you when she said “About that van …” and you made an offer?", []),
    ("Why can't the night nurses learn the new form?", ["blaming"]),
    ("Why can't the night trains stop here?", []),
    # How to get them there: the answer is settled. What stands in the way is not.
    ("How can we make your guards use the list?", ["leading"]),
    ("How will you get the rest of them to sign?", ["leading"]),
    ("How can we make the list of more use to your guards?", []),
    ("How about another course for the guards?", ["solution_in_disguise"]),
    ("The list was easy to read, so what was missing?", ["leading"]),
    ("What was easy to read in the list?", []),
    # The work we had with it, told first.
    ("We took great care with the wording, so what was unclear?", ["leading"]),
    ("We kept the letter very short, so what was missing in it?", ["leading"]),
    ("What was missing in the letter?", []),
]


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("Until ten at night? What keeps him there?", []),
        ("With a helper? What keeps him there?", ["multiple"]),
    ],
)
def test_an_echo_is_no_second_question(text: str, flaws: list[str]) -> None:
    client = "My father unpacked every pair himself, until ten at night."
    assert [flaw.id for flaw in coach.read(text, client=client).flaws] == flaws


@pytest.mark.parametrize(("text", "flaws"), FLAWS)
def test_flaws(text: str, flaws: list[str]) -> None:
    assert [flaw.id for flaw in coach.read(text).flaws] == flaws


@pytest.mark.parametrize(("text", "flaws"), [row for row in FLAWS if row[1]])
def test_every_flaw_shows_its_words(text: str, flaws: list[str]) -> None:
    for flaw in coach.read(text).flaws:
        words = text[slice(*flaw.span)]
        assert words.strip()
        assert words in coach.say(flaw.reason, words)
