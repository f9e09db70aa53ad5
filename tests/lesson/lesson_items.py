"""Items of every kind, so that the tests do not hang on the course's content; and a page."""

from typing import Any

from active_listening.bank.items import (
    Code,
    Dialogue,
    DialogueLine,
    Interest,
    ModelOption,
    Note,
    Observation,
    ObservedLine,
    Option,
    Options,
    Pair,
    Prompt,
    Quiz,
    Rewrite,
    SchemeLine,
    SortEntry,
    TranscriptLine,
    Worked,
    Worksheet,
)

BASE: dict[str, Any] = {"source": "data/quizzes/03_open_questions.yaml:1", "version": "0123abcd"}
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'

OPTIONS = (
    Option("Was it good?", "Yes would do.", misconception="short is open"),
    Option("How was it?", "Room for a story.", right=True),
    Option("When was it?", "One date.", misconception="wh is open"),
    Option("Tell me more.", "An invitation.", right=False),
)
SINGLE = Quiz(id="q-single", kind="single", prompt="Which is open?", options=OPTIONS, **BASE)
SEVERAL = Quiz(
    id="q-several",
    kind="several",
    prompt="Which are open?",
    options=(*OPTIONS[:3], Option("Walk me through it.", "An invitation.", right=True)),
    **BASE,
)
TRUE_FALSE = Quiz(
    id="q-true",
    kind="true_false",
    prompt="True or false?",
    statement="What is open.",
    right=False,
    certainty=True,
    feedback={"true": "Not always.", "false": "Indeed."},
    **BASE,
)
ORDER = Quiz(
    id="q-order",
    kind="order",
    prompt="Order these.",
    steps=("one", "two", "three", "four"),
    feedback="Wide first.",
    **BASE,
)
SORT = Quiz(
    id="q-sort",
    kind="sort",
    prompt="Sort these.",
    groups=("open", "closed"),
    entries=(SortEntry("How?", "open", "Open."), SortEntry("Is it?", "closed", "Closed.")),
    **BASE,
)
MARK = Quiz(
    id="q-mark",
    kind="mark",
    prompt="Mark the hints.",
    lines=(
        TranscriptLine("A", "Fine."),
        TranscriptLine("B", "Mostly.", mark=True, feedback="A hint."),
        TranscriptLine("A", "Fine.", feedback="Tempting.", misconception="m"),
    ),
    **BASE,
)
MATCH = Quiz(
    id="q-match",
    kind="match",
    prompt="What may be behind each?",
    pairs=(
        Pair("Fine.", "It is not fine.", "Too short for a yes.", "fine is yes"),
        Pair("Mostly.", "There is an exception.", "Ask for it.", "mostly is all"),
        Pair("I suppose so.", "She has a doubt.", "A door.", "it is consent"),
    ),
    extra=("She wants a discount.",),
    **BASE,
)
LINE = Quiz(
    id="q-line",
    kind="text",
    prompt="Make room, in six words or fewer.",
    client="Two of our clinics still book on paper.",
    wants=("encourager", "open_question"),
    spoils=("advising", "closed_question", "leading"),
    feedback={"right": "She goes on.", "other": "She waits.", "spoiled": "She closes up."},
    misconception="a reply must help at once",
    models=("Go on.", "What happens there?", "I'm listening."),
    **BASE,
)
QUIZZES = (SINGLE, SEVERAL, TRUE_FALSE, ORDER, SORT, MARK, MATCH)

REWRITE = Rewrite(
    id="r-whole",
    rubric="rewrite",
    scene="Priya rings Sofía after the training.",
    original="Did the training go well?",
    facets=(("training", "course"),),
    models=("How did the training go?", "What did they learn?", "Tell me about the course."),
    **BASE,
)
ANNOTATED = Rewrite(
    id="r-annotated",
    rubric="rewrite",
    step="annotated",
    scene="A scene.",
    original="Did it go well?",
    facets=(("training",),),
    worked=Worked("Tell me about the training.", (Note("Tell me about", "It invites."),)),
    models=REWRITE.models,
    **BASE,
)
UNAIDED = Rewrite(
    id="r-unaided",
    rubric="rewrite",
    step="unaided",
    scene="A scene.",
    original="Did it go well?",
    facets=(("training",),),
    models=REWRITE.models,
    **BASE,
)
DIALOGUE = Dialogue(
    id="d-call",
    title="A call",
    lines=(
        DialogueLine(who="Sofía", say="Mostly."),
        DialogueLine(who="Priya", say="Good.", note="She passes it by."),
        DialogueLine(
            you="What would you ask?",
            who="Sofía",
            replies={"open": "Two clinics are behind.", "closed": "Yes.", "none": "Right.",
                     "blaming": "I beg your pardon?"},
            say_of={"open": "It left room.", "closed": "One word was enough.", "none": "Nothing."},
        ),
        DialogueLine(
            predict="What comes next?",
            options=(Option("A story", "Yes.", right=True), Option("Silence", "Not here.")),
        ),
        DialogueLine(who="Sofía", say="There is more."),
    ),
    source="data/dialogues/03_open_questions.yaml:1",
    version="0123abcd",
)  # fmt: skip
CARD = Worksheet(
    id="w-card",
    title="In my next call",
    prompts=(Prompt("when", "When?", 1), Prompt("first", "First words?", 2)),
    source="data/worksheets/03_open_questions.yaml:1",
    version="0123abcd",
)
_HANDED: dict[str, Any] = {
    "source": "data/assignments/03_open_questions.yaml:1",
    "version": "0123abcd",
    "graded": True,
    "points": 5,
}
GRADED = Rewrite(
    id="g-rewrite",
    rubric="rewrite",
    scene="A scene.",
    original="Did it go well?",
    facets=(("training",),),
    **_HANDED,
)
PAIR = Worksheet(
    id="g-pair",
    title="A pair of your own",
    kind="free_pair",
    prompts=(Prompt("closed", "The closed one"), Prompt("open", "The open one")),
    **_HANDED,
)
JUDGEMENT = Worksheet(
    id="g-judge",
    title="",
    kind="judgement",
    prompts=(Prompt("answer", "Why did it fail?", 5),),
    scheme=(SchemeLine(2, "names the cue"), SchemeLine(3, "writes a question")),
    **_HANDED,
)


class Page:
    """Stands in for the browser: sends messages to an activity and holds what came back."""

    def __init__(self, activity: Any) -> None:
        self.activity = activity
        self.got: list[dict[str, Any]] = []
        activity.send = lambda message, *_: self.got.append(message)

    def send(self, type: str, **rest: Any) -> dict[str, Any]:
        """Send one message; the view afterwards."""
        self.activity._receive(self.activity, {"type": type, **rest}, [])
        return self.view

    @property
    def view(self) -> dict[str, Any]:
        return dict(self.activity.view)

    def said(self, type: str) -> list[dict[str, Any]]:
        """The messages of one type that came back."""
        return [message for message in self.got if message["type"] == type]


OPTIONS_TO_FIND = Options(
    id="o-term",
    ask="What could the two of you do?",
    scene="She wants out at a month's notice. Your director wants three years.",
    interests=(
        Interest("hers", "client", "Not to be taken for granted"),
        Interest("ours", "us", "To know who is on duty in June"),
    ),
    positions=("Three years or nothing",),
    least=3,
    models=(
        ModelOption("A review after each season, with a way out", ("hers",)),
        ModelOption("A named person on Saturdays, booked by March", ("hers", "ours")),
    ),
    then={"few": "She waits.", "one_sided": "She notices.", "enough": "You both choose."},
    **BASE,
)

TALK_TO_CODE = Observation(
    id="o-talk",
    title="Joris rings Claire",
    scene="Code what Joris says.",
    codes=(Code("open", "Open question", "O"), Code("closed", "Closed question", "C"),
           Code("back", "Says it back", "R")),
    lines=(
        ObservedLine("Claire", "The boxes came flat."),
        ObservedLine("Joris", "Were they wet?", "closed", "Yes or no is enough."),
        ObservedLine("Joris", "How did that go?", "open", "No short answer."),
        ObservedLine("Joris", "Flat, then.", "back", "Her word.", ("closed",)),
        ObservedLine("Joris", "What did you do?", "open", "No short answer."),
    ),
    then={"low": "Talk it over.", "middling": "Look at two.", "high": "You can observe."},
    **BASE,
)  # fmt: skip
