"""Content: what is there loads, what is broken is told with its line, and spoils itself alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from active_listening import bank, check, resources
from active_listening.bank import ContentError, load

QUIZ = """# a comment first
- id: first-one
  kind: single
  prompt: "Which one?"
  options:
    - {say: "This", right: true, feedback: "Yes."}
    - {say: "That", feedback: "No.", misconception: "that it is that"}

- id: second-one
  kind: true_false
  prompt: "True?"
  statement: "It is so."
  right: false
  feedback: {true: "It is not.", false: "Indeed."}
  misconception: "that it is so"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A course of one small file."""
    data = tmp_path / "data"
    shutil.copytree(resources.data() / "schema", data / "schema")
    shutil.copytree(resources.data() / "coach", data / "coach")
    (data / "quizzes").mkdir()
    (data / "quizzes" / "01_test.yaml").write_text(QUIZ, "utf-8")
    monkeypatch.setattr(resources, "data", lambda: data)
    yield data


def problems_in(home: Path, change: tuple[str, str]) -> list[str]:
    path = home / "quizzes" / "01_test.yaml"
    assert change[0] in QUIZ
    path.write_text(QUIZ.replace(*change), "utf-8")
    return [str(problem) for problem in check.problems()]


@pytest.mark.slow  # `make test` asks the same of `active-listening check`
def test_the_course_as_it_is_holds_together() -> None:
    assert [str(problem) for problem in check.problems()] == []


def test_a_sound_file_has_no_problems(home: Path) -> None:
    assert problems_in(home, ("first", "first")) == []
    assert bank.quiz("second-one").feedback == {"true": "It is not.", "false": "Indeed."}


BREAKS = [
    # change, what the message must hold
    (('prompt: "Which one?"', 'promt: "Which one?"'), ":4: field `promt`", "Did you mean `prompt`"),
    (("kind: single", "kind: singel"), ":3: field `kind`", "single, several"),
    (
        ('"No.", misconception: "that it is that"', '"No.", right: true'),
        ":5: field `options`",
        "exactly one",
    ),
    ((', misconception: "that it is that"', ""), ":7: field `options[1]`", "misconception"),
    (('  prompt: "True?"\n', ""), ":9: field `prompt`", "Add `prompt:`"),
    (('say: "This"', "say: [1, 2]"), ":6: field `options[0].say`", "Needed: text"),
    (("right: false", "right: perhaps"), ":13: field `right`", "true or false"),
    (('prompt: "Which one?"', 'prompt: "Which" one?"'), ":4", "not YAML"),
    (("- id: second-one", "- id: first-one"), ":9: field `id`", "already used"),
    (("- id: second-one", "- id: Second One"), ":9: field `id`", "lower-case"),
    (("# a comment first", "quizzes:"), ":1", "- id:"),
]


@pytest.mark.parametrize(("change", "where", "mend"), BREAKS)
def test_a_broken_entry_is_told_with_file_line_field_and_mend(
    home: Path, change: tuple[str, str], where: str, mend: str
) -> None:
    found = problems_in(home, change)
    assert len(found) == 1, found
    assert found[0].startswith("data/quizzes/01_test.yaml" + where)
    assert mend in found[0]


MATCH = """- id: some-pairs
  kind: match
  prompt: "What goes with what?"
  pairs:
    - {say: "Fine.", with: "It is not fine.", feedback: "f", misconception: "m"}
    - {say: "Mostly.", with: "There is an exception.", feedback: "f", misconception: "m"}
    - {say: "We'll see.", with: "She waits.", feedback: "f", misconception: "m"}
  extra: ["She wants a discount."]
"""
LINE = """- id: a-line
  kind: text
  prompt: "Make room."
  client: "Two of our clinics book on paper."
  wants: [encourager, open]
  spoils: [advising, leading]
  feedback: {right: "r", other: "o", spoiled: "s"}
  misconception: "m"
  models: ["Go on.", "What happens there?", "I'm listening."]
"""
SCENE = """- id: a-scene
  title: "A call"
  lines:
    - {who: Sofía, say: "Mostly."}
    - you: "Say it."
      who: Sofía
      replies: {none: "Right.", encourager: "And then."}
      say_of: {none: "Nothing.", blaming: "It blamed."}
"""

OPTIONS = """- id: an-aim
  scene: "Femi pays late in January."
  ask: "What could you do?"
  interests:
    - {id: cash, of: client, need: "Cash in January"}
    - {id: date, of: us, need: "A date to plan with"}
  positions: ["Thirty days, as agreed"]
  least: 3
  models:
    - {say: "Split the invoice over three months", serves: [cash, date]}
    - {say: "Pay in the week after the holidays", serves: [date]}
    - {say: "Order flour together and earlier", serves: [cash]}
    - {say: "A smaller delivery in December", serves: [cash]}
    - {say: "A direct debit with a date he picks", serves: [cash, date]}
    - {say: "Ring each other before the tenth", serves: [date]}
  then: {few: "f", one_sided: "o", enough: "e"}
"""

OBSERVATION = """
- id: some-talk
  title: "A talk"
  scene: "Code it."
  codes:
    - {id: open, name: "Open", sign: O}
    - {id: closed, name: "Closed", sign: C}
    - {id: back, name: "Says it back", sign: R}
  lines:
    - {who: Ben, say: "It broke."}
    - {who: Priya, say: "How?", key: open, why: "w", also: [back]}
NINE  then: {low: "l", middling: "m", high: "h"}
""".replace("NINE", '    - {who: Priya, say: "Did it?", key: closed, why: "w"}\n' * 9)


def problems_of(home: Path, kind: str, text: str) -> list[str]:
    (home / kind).mkdir(exist_ok=True)
    (home / kind / "02_test.yaml").write_text(text, "utf-8")
    return [str(problem) for problem in check.problems()]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("quizzes", MATCH),
        ("quizzes", LINE),
        ("dialogues", SCENE),
        ("options", OPTIONS),
        ("observations", OBSERVATION),
    ],
)
def test_a_sound_match_line_or_scene_has_no_problems(home: Path, kind: str, text: str) -> None:
    assert problems_of(home, kind, text) == []


BREAKS_OF_LINES = [
    ("quizzes", MATCH, ('"She waits."', '"It is not fine."'), ":5: field `pairs[0].with`",
     "shared: true"),
    ("quizzes", MATCH, ('"Mostly."', '"Fine"'), ":4: field `pairs`", "stand once"),
    ("quizzes", MATCH, ('["She wants a discount."]', '["she waits"]'), ":8: field `extra[0]`",
     "goes with nothing"),
    ("quizzes", MATCH, (', misconception: "m"', ""), ":5: field `pairs[0].misconception`", "Add"),
    ("quizzes", MATCH, ('    - {say: "Fine.", with: "It is not fine.", feedback: "f", '
                        'misconception: "m"}\n', ""), ":4: field `pairs`", "at least three pairs"),
    ("quizzes", LINE, ("encourager", "encouraging"), ":5: field `wants[0]`", "`encourager`"),
    ("quizzes", LINE, ("[encourager, open]", "[encourager, none]"), ":5: field `wants[1]`", ""),
    ("quizzes", LINE, ("leading", "leadin"), ":6: field `spoils[1]`", "`leading`"),
    ("quizzes", LINE, (', spoiled: "s"', ""), ":7: field `feedback`", "there is `spoils`"),
    ("quizzes", LINE, ("  spoils: [advising, leading]\n", ""), ":6: field `feedback.spoiled`",
     "Add `spoils:`"),
    ("quizzes", LINE, ("Go on.", "You should call them."), ":9: field `models[0]`",
     "comes out spoiled: the coach finds advising"),
    ("quizzes", LINE, ("Go on.", "The clinics have paper."), ":9: field `models[0]`",
     "comes out other"),
    ("quizzes", LINE, ("  models:", "  certainty: true\n  models:"), ":9: field `certainty`", ""),
    ("dialogues", SCENE, ("encourager", "encourage"), ":7: field `lines[1].replies.encourage`",
     "Did you mean `encourager`?"),
    ("dialogues", SCENE, ('none: "Nothing.", ', ""), ":8: field `lines[1].say_of.none`", "Add"),
    ("options", OPTIONS, ("id: date", "id: cash"), ":4: field `interests`", "Rename"),
    ("options", OPTIONS, ("serves: [date]", "serves: [dates]"), ":11: field `models[1].serves[0]`",
     "Take one of cash, date"),
    ("options", OPTIONS, ("Order flour together and earlier", "Thirty days as agreed"),
     ":12: field `models[2].say`", "Reword"),
    ("options", OPTIONS, ("of: us", "of: them"), ":6: field `interests[1].of`", "us"),
    ("observations", OBSERVATION, ("key: open", "key: opens"), ":11: field `lines[1].key`",
     "Take one of open, closed, back"),
    ("observations", OBSERVATION, ("also: [back]", "also: [bac]"), ":11: field `lines[1].also`",
     "Take one of"),
    ("observations", OBSERVATION, ('key: open, why: "w", also: [back]', "key: open, also: [back]"),
     ":11: field `lines[1]`", "Give both"),
    ("observations", OBSERVATION, (', key: open, why: "w", also: [back]', ""),
     ":9: field `lines`", "Code 10 or more"),
    ("observations", OBSERVATION, ("id: back", "id: closed"), ":5: field `codes`", "Rename"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "change", "where", "mend"), BREAKS_OF_LINES)
def test_what_a_match_a_line_or_a_scene_lacks_is_told(
    home: Path, kind: str, text: str, change: tuple[str, str], where: str, mend: str
) -> None:
    assert change[0] in text
    told = problems_of(home, kind, text.replace(*change))[0]
    assert told.startswith(f"data/{kind}/02_test.yaml{where}")
    assert mend in told


def test_two_pairs_may_share_a_text_on_purpose(home: Path) -> None:
    text = MATCH.replace('"She waits.",', '"It is not fine.", shared: true,')
    text = text.replace('"It is not fine.", feedback', '"It is not fine.", shared: true, feedback')
    assert problems_of(home, "quizzes", text) == []
    assert [pair.goes_with for pair in bank.quiz("some-pairs").pairs].count("It is not fine.") == 2


def test_a_broken_entry_that_a_page_shows_is_told_once(home: Path) -> None:
    page = home / "lessons" / "test.md"
    page.parent.mkdir()
    page.write_text('# T\n\n```python\n# Question\nquiz("first-one")\n```\n', "utf-8")
    assert len(problems_in(home, ("kind: single", "kind: singel"))) == 1


def test_a_broken_entry_does_not_stop_the_others(home: Path) -> None:
    problems_in(home, ('prompt: "Which one?"', 'prompt: "Which" one?"'))
    with pytest.raises(ContentError):
        bank.quiz("first-one")
    assert bank.quiz("second-one").statement == "It is so."


def test_a_changed_item_shows_at_once(home: Path) -> None:
    before = bank.quiz("first-one")
    problems_in(home, ("Which one?", "Which of the two?"))
    after = bank.quiz("first-one")
    assert (before.prompt, after.prompt) == ("Which one?", "Which of the two?")
    assert before.version != after.version


@pytest.mark.parametrize(
    ("get", "wrong", "near"),
    [
        (bank.quiz, "shortest-anwser", "shortest-answer"),
        (bank.rewrite, "nimbela-ben", "nimbela-ben-coping"),
        (bank.reply, "a-reply-of-nobody", "data/replies"),
        (bank.assignment, "03_open_question", "03_open_questions"),
    ],
)
def test_an_unknown_id_names_those_near_it(get, wrong: str, near: str) -> None:
    with pytest.raises(ContentError, match=near):
        get(wrong)


def test_a_broken_file_of_the_coach_is_told_with_its_line(home: Path) -> None:
    with (home / "coach" / "reasons.yaml").open("a") as file:
        file.write("x: [\n")
    (found,) = check.problems()
    assert str(found).startswith("data/coach/reasons.yaml:")
    assert "not YAML" in str(found)


def test_a_file_that_is_not_utf8_is_told(home: Path) -> None:
    (home / "quizzes" / "02_bad.yaml").write_bytes(b"- id: x\n  prompt: \xff\xfe\n")
    assert any("UTF-8" in str(problem) for problem in check.problems())


def test_a_graded_play_of_a_scene_that_is_not_there_is_told_with_its_line(home: Path) -> None:
    (home / "roleplays").mkdir()
    (home / "roleplays" / "consultancy-report.yaml").write_text("id: consultancy-report\n")
    (home / "assignments").mkdir()
    item = "- id: a11-x\n  kind: roleplay\n  points: 20\n  scene: consultancy-rapport\n"
    (home / "assignments" / "11_case_lab.yaml").write_text(f"# graded\n{item}")
    found = [str(one) for one in check.problems() if "assignments" in str(one)]
    (told,) = (one for one in found if "scene" in one)
    assert told.startswith("data/assignments/11_case_lab.yaml:5: field `scene`: no scene is called")
    assert told.endswith('"consultancy-rapport". Nearest: "consultancy-report".')
    assert bank.roleplay("a11-x").graded and bank.roleplay("a11-x").points == 20
    assert not bank.roleplay("consultancy-report").graded
    with pytest.raises(bank.UnknownId):
        bank.roleplay("a11-y")


@pytest.mark.parametrize("scene", ["", "scene: Two words\n", "scene: [a]\n"])
def test_a_graded_play_names_its_scene(home: Path, scene: str) -> None:
    (home / "assignments").mkdir()
    item = "- id: a11-x\n  kind: roleplay\n  points: 20\n"
    (home / "assignments" / "11_x.yaml").write_text(f"{item}  {scene}")
    assert any("11_x.yaml" in str(one) and "scene" in str(one) for one in check.problems())


def test_the_lesson_has_what_it_promises() -> None:
    quizzes = list(load.all_of("quizzes"))
    assert len(quizzes) >= 12
    assert len({quiz.kind for quiz in quizzes}) >= 4
    practice = list(load.all_of("rewrites"))
    assert len(practice) >= 16
    assert {item.step for item in practice} == {"annotated", "half", "whole", "unaided"}
    for quiz in quizzes:
        assert quiz.misconception or any(
            part.misconception for part in (*quiz.options, *quiz.entries, *quiz.lines, *quiz.pairs)
        ), quiz.id
