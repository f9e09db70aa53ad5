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
]


@pytest.mark.parametrize(("text", "flaws"), FLAWS)
def test_flaws(text: str, flaws: list[str]) -> None:
    assert [flaw.id for flaw in coach.read(text).flaws] == flaws


@pytest.mark.parametrize(("text", "flaws"), [row for row in FLAWS if row[1]])
def test_every_flaw_shows_its_words(text: str, flaws: list[str]) -> None:
    for flaw in coach.read(text).flaws:
        words = text[slice(*flaw.span)]
        assert words.strip()
        assert words in coach.say(flaw.reason, words)
