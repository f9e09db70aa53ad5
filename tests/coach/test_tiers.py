"""How wide a question is: each line beside its near neighbour of another reading, and why."""

import time

import pytest

from active_listening import coach
from active_listening.coach.question import asks
from active_listening.coach.spelling import slips
from active_listening.coach.text import sentences

TIERS = {"o": "open", "f": "focused", "c": "closed", "n": "none"}
PAIRS: dict[str, list[tuple[str, str]]] = {
    "a polite form asks what its verb asks": [
        ("o Could you tell me more about the rollout?", "c Could you move the rollout?"),
        ("o Can you give me a sense of the week?", "f Can you give me the order number?"),
        ("o Can you explain how sign-off works?", "c Can you explain it to Ana?"),
        ("o Would you mind walking me through it?", "c Would you mind the noise?"),
        ("o Would you mind describing the noise?", "f Do you mind giving me your number?"),
        ("o Are you able to say what changed?", "c Are you able to come on Monday?"),
        ("o Is it possible to tell me how it works?", "c Is it possible to move the call?"),
        ("o Any chance you could walk me through it?", "c Any chance of a discount?"),
        ("o Would it be possible to hear how it went?", "c Would it be possible to wait?"),
        ("o Would you share what it was like?", "c Could you share your screen?"),
    ],
    "so does a request in the first person": [
        ("o I should be glad to learn which part is open.", "n I should be glad if it was open."),
        ("o May I ask what made you stay?", "f May I ask when you moved?"),
        ("o Can I know how they found it?", "f Can I know your surname?"),
        ("o May I know for what reason you left?", "c May I come in?"),
        ("o Could I get your thoughts on it?", "c Could I get a refund?"),
        ("o Can we talk about how it felt?", "c Can we tell you about our plan?"),
        ("o Could I ask you to describe it?", "c Could I ask you to sign here?"),
    ],
    "a name with its title may be spoken to without a comma": [
        ("o mr sato what happened at the gate", "n mr sato happened to be at the gate"),
        ("o hi dr lund how did the round go", "n dr lund told them how the round went"),
    ],
    "which asks for a description where a noun says so": [
        ("o Which needs do your shops have?", "f Which shops need a van?"),
        ("o Which worry weighs most?", "f Which guards worry most?"),
    ],
    "an offer to tell more is for them to take": [
        ("o Do you want to tell me more?", "c Do you want me to tell you more?"),
        ("o Would you like to say how it went?", "c Would you like a brochure?"),
        ("o Do you have any thoughts on the plan?", "c Do you have any pets?"),
        ("o Does anyone know how it broke?", "c Does anyone want tea?"),
    ],
    "an order to tell invites; an order to do does not": [
        ("o Tell me about your backup.", "n Tell Marta to call me."),
        ("o Tell me what the backup did to you.", "f Tell me when the backup ran."),
        ("o Tell me how it ran.", "c Tell me whether it ran."),
        ("o Start me off with what March was like.", "n Start with the blue form."),
        ("o Give me a picture of a morning there.", "n Give me a minute."),
        ("o Give me an idea of the noise.", "f Give me the date."),
        ("o Paint the scene for me.", "n Paint the wall."),
        ("o Describe your morning.", "n Describe it to the board first."),
        ("o Share what stood out.", "n Share the file with Ana."),
        ("o Expand on that.", "n Expand the team by two."),
        ("o Help me see your side.", "n Help me, please."),
        ("o Have a look and tell me what you'd change.", "n They come in and tell me."),
        ("o Let me know how it lands.", "n Let me know if you need anything."),
        ("c Let me know if Monday works.", "f Let me know when you start."),
        ("o Let's start with how it went.", "n Let's talk on Monday."),
        ("o Think of a day when it worked.", "n Think it over."),
    ],
    '"tell me" before a comma is a filler': [
        ("o Tell me, how was the move?", "c Tell me, do you have a spare?"),
    ],
    "for whom it would be so is no list of answers": [
        ("o What would happen then, to you or to Ben?", "c What works, mornings or evenings?"),
        ("o Why nine?", "f Who's asking?"),
    ],
    "fillers, greetings and names stand before the question": [
        ("o Well, Priya, how did the week go?", "c Well, Priya, did the week go well?"),
        ("f Sofía, which clinic called first?", "c So, okay, did it go well?"),
        ("o @Marta what's riding on this for you", "c @Marta is it ready?"),
        ("o hi all hope ur well, how did it land", "n hi all hope ur well"),
        ("o Thanks for coming back to me, how's life?", "n Thanks for coming back."),
        ("o Hi Tom what went wrong", "n Hi Tom, I know what went wrong"),
        ("o I mean, what happened?", "n I mean what I say."),
    ],
    "a clause may come first": [
        ("o If money were no object, what would you do?", "c If we move, can you staff it?"),
        ("o When you opened it, what happened?", "f When did you open it?"),
        ("o when you opened it what happened", "n When you called, I was out."),
        ("o Should we wait, what would that cost you in trust?", "n Should you wait, call me."),
        ("o For you, what matters?", "n For what it's worth, I agree."),
    ],
    "the last question rings on, wherever it stands": [
        ("o What did it mean for you? I have time.", "c How was it? Did you like it?"),
        ("o Did you like it? How was it?", "f How was it? When did it start?"),
        ("o Thanks. What's next for you? Best, Jo", "c Thanks. Is Friday fine? Best, Jo"),
    ],
    "a check-back leaves the question before it": [
        ("o What happened on Friday? Have I got that right?", "c Have I got that right?"),
    ],
    "a proposal is no question about a thing": [
        ("o How about the stores in the north?", "c How about we meet on Tuesday?"),
        ("o How about you?", "c How about Thursday?"),
        ("o How about one of the stores?", "c How about sixteen months?"),
        ("o what about the study isnt going as you hoped", "n What about it isn't clear stays."),
        ("o What about pricing?", "c What about sending it by post?"),
        ("o What happens if the date moves?", "c What if we moved the date?"),
        ("o What if it rains?", "c What if you just asked?"),
        ("o Why don't you tell me what happened?", "c Why don't you take Friday off?"),
        ("o Why not? What got in the way?", "c Why not ask Sam?"),
        ("o How do you feel about cutting back?", "c How about cutting back?"),
    ],
    "why asks, whatever it does to them": [
        ("o Why didn't you call?", "n Why, of course."),
    ],
    "a degree, a scale, and what lies beyond the number": [
        ("o In what way did it help?", "f To what extent did it help?"),
        ("o How was the report?", "c On a scale of 0 to 10, how was it?"),
        ("o What made you say seven out of ten?", "f How satisfied are you?"),
    ],
    'what "how" measures, and who does it': [
        ("o Can you tell me how Ben is doing?", "f Can you tell me how slow it is?"),
        ("o How are people affected?", "f How many people are affected?"),
        ("o Walk me through how bookings are made.", "f How expensive was shipping?"),
    ],
    "what wants a story, or a fact": [
        ("o What does the delay do to your day?", "f What time does the truck leave?"),
        ("o What time pressure are you under?", "f What delivery date suits you?"),
        ("o What was the year like for you?", "f What was the total?"),
        ("o What has it cost your people in sleep?", "f What does it cost?"),
        ("o Where does that leave you?", "f Where are you based?"),
        ("o Which aspects could be better?", "f Which day suits you?"),
        ("o Which purpose do the copies have?", "f Which printer do the copies have?"),
        ("o Which place has the list in your day?", "f Which place has the list?"),
        ("o What is the earlier date for?", "f What is the earlier date for the posters?"),
        ("o For what do you use it?", "f By when do you need it?"),
        ("o What would be the best way to do it?", "f What would be the best time for it?"),
    ],
    "a statement may ask, or only say": [
        ("o I wonder how it landed.", "c I wonder whether it landed."),
        ("o I'd love to hear how it landed.", "n I'd love to show you the plan."),
        ("o I was just wondering how it went", "c I was wondering if you got it"),
        ("o I'd be interested in your view on it.", "n I'm interested in your product."),
        ("o I'd welcome your thoughts.", "n I appreciate your feedback."),
        ("o Just checking in to see how it went", "n Just checking in."),
        ("o I'd like to know what it was like.", "f I wonder who signed it."),
        ("o What I'd like to know is how it went.", "n What I like is how it went."),
        ("o My question is how you decide.", "n I know how you decide."),
        ("o Maybe you could share what you saw.", "n You can tell me anything."),
    ],
    "tags, statements and listed choices close": [
        ("n The report is clear.", "c The report is clear, isn't it?"),
        ("n So you're happy.", "c So you're happy?"),
        ("o So what are you hearing?", "c So what I'm hearing is it's late?"),
        ("o What would help you or your team?", "c What would help, a call or a visit?"),
        ("o November or later: what hangs on it?", "c November or May, what suits you?"),
        ("o How was it, good or bad?", "c Was it good or bad?"),
        ("o How do you see it, one way or the other?", "c Is it one or the other?"),
        ("o How did you hear of us?", "c How did you hear of us, by post or by phone?"),
    ],
    "what trails behind asks nothing more": [
        ("o How is it going, or not?", "c Are you coming, or not?"),
        ("o What changed, if that makes sense?", "c That makes sense?"),
        ("o What changed? Thanks!", "c Is it free? Thanks!"),
        ("f When would you need it, please?", "n Please?"),
        ("o What changed, no?", "c It changed, no?"),
    ],
    "bits of sentences": [
        ("o And your work?", "f And your account number?"),
        ("o Any thoughts?", "f Any other concerns?"),
        ("o Slower in what way?", "f Late by how much?"),
        ("o You did what?", "f You went where?"),
        ("o Like what?", "c Right?"),
        ("f Is there anything else you need?", "c Is there a deadline?"),
    ],
    "not every wh-word or auxiliary at the head asks": [
        ("o What did you do?", "n What you did helped."),
        ("o What would help?", "n What would help is more notice."),
        ("o What a week was it, and why?", "n What a week that was!"),
        ("o How did you handle it?", "n How you handled it was kind."),
        ("f How kind are they?", "n How kind of you!"),
        ("c Are you tired?", "n So are you."),
        ("c Have you a good team?", "n Have a good weekend."),
        ("c Was it great?", "n Was great to meet you."),
        ("o Thank you. What happened?", "n Thank you for telling me what happened."),
    ],
    "typing is forgiven": [
        ("o what’s the first week been like", "f whats the adress"),
        ("o HOW DID YOUR STAFF FIND IT", "c DID YOUR STAFF FIND IT"),
        ("o hiya how did it go w the new system", "c hiya did it go ok"),
        ("o wats at stake for u", "c r u coming"),
        ("o can sum1 tell me how it works", "c can sum1 come"),
        ("o coudl you tell me mroe", "c coudl you come on Monday"),
        ("o waht happened on site", "f wehn does it open"),
        ("o plaese descirbe a shift for us", "c did sales go up"),
        ("o lemme know how it goes", "c wanna come?"),
        ("o How would you summarise the programme?", "f What colour is it?"),
        ("o How would you summarize the program?", "f What color is it?"),
    ],
    "second-language English is English": [
        ("o What they said?", "c They said it?"),
        ("o How you are feeling about this?", "c You are feeling well?"),
        ("o Why it is important for you?", "c It is important for you?"),
        ("o You can tell me how it works?", "c You can come?"),
        ("o Please say me how it went", "n Please say hello to Ana"),
        ("o Explain me the process", "n Explain that to him"),
        ("o What means this for you?", "f From where the patients know you?"),
        ("o I would like that you explain me it", "f Since when you have it?"),
    ],
    "nothing asked": [
        ("c Is anything left?", "n Thank you for the update."),
        ("f Who knows him?", "n "),
    ],
}
LINES = [(line[2:], TIERS[line[0]]) for rows in PAIRS.values() for row in rows for line in row]


@pytest.mark.parametrize(("text", "tier"), LINES)
def test_tier(text: str, tier: str) -> None:
    assert coach.read(text).question.tier == tier


def test_every_neighbour_reads_otherwise() -> None:
    assert [row for rows in PAIRS.values() for row in rows if row[0][0] == row[1][0]] == []


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


def test_the_span_holds_what_was_typed_where_words_were_left_out() -> None:
    text = "so um coudl you please just tell tell me mroe"
    start, end = coach.read(text).question.span or (0, 0)
    assert text[start:end] == "coudl you please just tell tell me"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hwo", "how"), ("waht", "what"), ("wher", "where"), ("desribe", "describe")],
)
def test_slips_of_the_fingers_are_mended(typed: str, meant: str) -> None:
    assert slips()[typed] == (meant,)


@pytest.mark.parametrize(
    "word", "hat hen were cold thin three wander fee odes wit now then whose who you our am".split()
)
def test_words_that_only_look_like_slips_are_left_alone(word: str) -> None:
    assert word not in slips()


@pytest.mark.parametrize("unit", ["could you, ", "what or ", "do you know ", "just ", "when "])
def test_the_cost_of_a_heap_grows_with_its_length(unit: str) -> None:
    """Eight times the text costs about eight times as much; squared, it would cost 64 times."""

    def cost(length: int) -> float:
        text = (unit * length)[:length]
        start = time.thread_time()  # what else the machine does is not counted
        for sentence in sentences(text):
            asks(sentence)
        return time.thread_time() - start

    assert min(cost(8000) for _ in range(5)) < 32 * min(cost(1000) for _ in range(5))
