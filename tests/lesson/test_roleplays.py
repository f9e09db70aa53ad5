"""A role-play, driven by the messages of its page."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import active_listening
from active_listening import coach, resources
from active_listening.lesson import after_talk, fallback, meant
from active_listening.lesson.roleplays import LOST, Roleplay, first_seed, inside, turns_left
from active_listening.roleplays import Play, find, from_data, plot, rules

SCENE = """
id: a-call
title: "A call"
client: {name: Ada Berg, short: Ada, role: Head of care, company: Nimbela}
you: {name: Jon Aas, role: "Account manager, Ostrey", brief: "She rang twice."}
turns: 6
start: {trust: 5, tension: 5, openness: 3}
opening: "So. You ring back."
concerns:
  - id: rota
    main: true
    about: "Her rota is empty."
    hint: {when: turn >= 1 and listened, say: "It is not only the calls."}
    reveal: {when: turn >= 2 and asked, say: "Nobody is on the rota."}
beats:
  - id: all
    choices:
      - {say: "You sound tired.", moves: [reflection_feeling], reply: "I am."}
      - {say: "What happened?", moves: [open_question]}
      - {say: "Mm.", moves: [encourager]}
      - {say: "It was the carrier.", moves: [defending], reply: "It always is."}
      - {say: "It is only a day.", moves: [minimising]}
      - {say: "Here is what you do.", moves: [advising]}
      - {say: "Tell me more.", moves: [open_question]}
    lines:
      - {when: did(reflection_content), say: "That is what I said.", again: true}
      - {when: did(open_question), say: "Where do I begin.", again: true}
      - {say: "Well.", again: true}
unsure: ["You broke up.", "Say again?", "Sorry, a lorry."]
endings:
  - {id: out, kind: walkout, when: trust <= 1, title: "She hangs up", say: "Enough.", after: "No."}
  - {id: heard, kind: heard, when: over and main, title: Out, say: "Now you know.", after: "Yes."}
  - {id: drift, kind: drift, when: over, title: "A kind call", say: "I must go.", after: "No."}
cards:
  client: {mood: m, wants: w, hides: [h], opens: [o], closes: [c], first: f}
  you: {brief: b, aim: a}
  observer: [o]
"""
OPEN = "What happened on Friday?"
NONSENSE = "xq zzv krrp wwq"


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A small scene in a data folder of its own; the rest of the data are the course's."""
    data = tmp_path / "data"
    data.mkdir()
    for path in resources.data().iterdir():
        if path.name != "roleplays":
            (data / path.name).symlink_to(path)
    (data / "roleplays").mkdir()
    (data / "roleplays" / "a-call.yaml").write_text(SCENE, "utf-8")
    monkeypatch.setattr(resources, "data", lambda: data)
    return find("a-call")


@pytest.fixture
def talk(open_page, scene):
    return open_page(Roleplay, scene)


def lines(view, kind=""):
    return [one["say"] for one in view["log"] if kind in ("", one["kind"])]


def told(view):
    return [one["told"] for one in view["log"] if one["kind"] == "yours"]


def choose(page, words):
    """Take the line with these words, or, where it is not on offer, say it."""
    found = [one["id"] for one in page.view["choices"] if one["say"] == words]
    return page.send("choose", value=found[0]) if found else page.send("say", value=words)


def to_the_end(page):
    while not page.view["over"]:
        page.send("choose", value=page.view["choices"][0]["id"])
    return page.view


def test_it_begins_with_who_is_who_the_first_line_and_ways_to_answer(talk):
    view = talk.view
    assert view["you"] == {"name": "Jon Aas", "brief": "She rang twice.",
                           "role": "account manager, Ostrey"}  # fmt: skip
    assert view["client"]["company"] == "Nimbela"
    assert lines(view) == ["So. You ring back."]
    assert 3 <= len(view["choices"]) <= 4
    assert (view["left"], view["over"], view["correct"]) == ("about 6 turns left", None, None)
    assert view["mood"] == {"say": "tense", "tone": "half", "shape": "◆"}


def test_a_chosen_line_is_answered_and_costs_a_turn(talk):
    choice = talk.view["choices"][0]
    view = talk.send("choose", value=choice["id"])
    assert lines(view, "yours") == [choice["say"]]
    assert len(lines(view, "client")) == 2
    assert told(view) == [""]
    assert (view["left"], view["focus"], view["move"]) == ("about 5 turns left", "choice", True)


def test_a_line_that_is_not_on_offer_any_more_is_not_said_twice(talk):
    choice = talk.view["choices"][0]["id"]
    for value in (choice, choice, "nowhere", None):
        talk.send("choose", value=value)
    assert len(lines(talk.view, "yours")) == 1
    assert [one["text"] for one in talk.said("empty")] == ["", "", ""]


def test_a_typed_line_is_read_and_shown_as_read(talk):
    view = talk.send("say", value=f"  You sound tired. {OPEN} ")
    assert lines(view, "yours") == [f"You sound tired. {OPEN}"]
    assert told(view) == ["I read that as: reflection of feeling + open question."]
    assert (view["correct"]["chosen"], view["typing"]) == (
        ["reflection_feeling", "open_question"],
        "",
    )
    assert view["focus"] == "box"


def test_an_empty_line_is_not_said(talk):
    assert lines(talk.send("say", value="  "), "yours") == []
    assert talk.said("empty")


def test_a_line_set_right_is_answered_anew(talk):
    before = talk.send("say", value=OPEN)
    view = talk.send("correct", value=["reflection_content", "nonsense", 3])
    assert told(view) == ["You set it as: reflection of content."]
    assert before["log"][2]["say"] == "Where do I begin."
    assert view["log"][2]["say"] == "It is not only the calls."
    assert before["log"][2]["id"] != view["log"][2]["id"]
    assert view["left"] == "about 5 turns left"


def test_three_moves_at_most_and_one_at_least(talk):
    talk.send("say", value=OPEN)
    for value in ([], None, "reflection_content", ["nonsense"]):
        talk.send("correct", value=value)
    assert len(talk.said("empty")) == 4
    view = talk.send("correct", value=["summary", "apology", "permission", "advising"])
    assert told(view) == ["You set it as: summary + apology + asking permission."]


def test_a_chosen_line_cannot_be_set_right(talk):
    view = talk.send("choose", value=talk.view["choices"][0]["id"])
    assert view["correct"] is None
    assert lines(talk.send("correct", value=["summary"])) == lines(view)


def test_what_cannot_be_read_costs_nothing_and_can_be_set_right(talk):
    view = talk.send("say", value=NONSENSE)
    assert lines(view, "client")[-1] == "You broke up."
    assert "cost you no turn" in told(view)[0]
    assert view["left"] == "about 6 turns left"
    assert len(view["choices"]) >= 3
    view = talk.send("correct", value=["open_question"])
    assert lines(view, "client")[-1] == "Where do I begin."


def test_a_line_too_long_stays_with_the_learner(talk):
    talk.send("text", value="short", n=1, field="")
    talk.send("say", value="a " * coach.LIMIT)
    assert "limit" in talk.said("trouble")[0]["text"]
    assert talk.view["typing"] == "short"


def test_a_turn_is_taken_back_and_its_words_return_to_the_box(talk):
    talk.send("choose", value=talk.view["choices"][0]["id"])
    at = lines(talk.view)
    talk.send("say", value=OPEN)
    view = talk.send("back")
    assert (lines(view), view["typing"], view["focus"]) == (at, OPEN, "box")
    assert len(lines(talk.send("back"))) == 1
    assert len(lines(talk.send("back"))) == 1


def test_taking_back_goes_on_after_the_end(talk):
    to_the_end(talk)
    view = talk.send("back")
    assert (view["over"], view["left"]) == (None, "this is your last turn")
    assert view["choices"]


def test_a_talk_replays_from_any_of_its_turns(talk):
    to_the_end(talk)
    mine = lines(talk.view, "yours")
    for step in ("1", -1, 99, None):
        talk.send("until", step=step)
    assert talk.view["over"]
    assert lines(talk.send("until", step=1), "yours") == mine[:1]


def test_start_again_is_another_talk_of_the_same_scene(talk, record, scene):
    first = first_seed(talk.activity.keeper.learner, scene.id)
    talk.send("text", value="half a", n=1, field="")
    talk.send("say", value=OPEN)
    view = talk.send("restart")
    assert (lines(view), view["typing"], view["begun"]) == (["So. You ring back."], "", False)
    record.flush()
    assert record.latest(scene.id).answer["seed"] == first + 1


def test_the_first_talk_is_the_learners_own_and_stays_so(open_page, scene):
    offered = [open_page(Roleplay, scene).view["choices"] for _ in range(2)]
    assert offered[0] == offered[1]
    assert first_seed("one", "a-call") != first_seed("another", "a-call")


TWO = [
    ("client: {name: Ada", "client: {id: ada, name: Ada"),
    ("you: {name", "other: {id: bo, name: Dr Bo Lind, short: Dr Lind, role: Nurse, company: N}\n"
     "you: {name"),
    ('reply: "I am."', 'to: bo, reply: "I am."'),
    ("  you: {brief: b",
     "  other: {mood: m, wants: w, hides: [h], opens: [o], closes: [c], first: f}\n"
     "  you: {brief: b"),
]  # fmt: skip


def test_with_two_people_each_line_has_its_name(scene, open_page):
    text = SCENE
    for old, new in TWO:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (resources.data() / "roleplays" / "a-call.yaml").write_text(text, "utf-8")
    page = open_page(Roleplay, find("a-call"))
    view = page.send("say", value="Dr Lind, what happened on Friday?")
    assert [one["name"] for one in view["people"]] == ["Ada Berg", "Dr Bo Lind"]
    assert view["names"] == "Ada and Dr Lind"
    assert [one["who"] for one in view["log"]] == ["Ada", "You, to Dr Lind", "Ada"]
    assert [one["side"] for one in view["log"] if one["kind"] == "client"] == [0, 0]
    view = page.send("say", value=NONSENSE + " Dr Lind")
    assert (view["log"][-1]["who"], view["log"][-1]["side"]) == ("Dr Lind", 1)


def test_leaving_ends_the_talk_with_its_debrief(talk, record, scene):
    talk.send("say", value=OPEN)
    view = talk.send("leave")
    assert view["log"][-2]["kind"] == "left"
    assert view["over"]["title"] == "A kind call"
    assert view["focus"] == "debrief"
    record.flush()
    entry = record.latest(scene.id)
    assert (entry.kind, entry.points, entry.answer["ending"]) == ("attempt", None, "drift")
    assert lines(talk.send("say", value=OPEN)) == lines(view)


def test_a_debrief_has_all_its_parts_and_no_plot_before_it_is_asked_for(talk):
    choose(talk, "You sound tired.")
    choose(talk, "What happened?")
    choose(talk, "It was the carrier.")
    over = to_the_end(talk)["over"]
    assert (over["title"], over["said"], over["after"]) == ("Out", "Now you know.", "Yes.")
    assert over["hidden"] == [{"about": "Her rota is empty.", "stage": "revealed", "sign": "●",
                               "word": over["hidden"][0]["word"]}]  # fmt: skip
    assert over["figures"] and over["next_time"] and over["note"] and over["words"]
    assert over["lowest"]["yours"] in lines(talk.view, "yours")
    assert {one["word"] for one in over["sentences"]} <= {"helped", "cost"}
    assert "Ada: So. You ring back." in over["transcript"]
    assert over["file"].startswith("a-call-") and over["file"].endswith(".txt")
    assert json.dumps(over)
    talk.send("plot")
    svg = talk.said("plot")[0]["svg"]
    assert svg.startswith("<svg") and "<script" not in svg


def test_where_the_debrief_fails_the_talk_is_there_all_the_same(talk, monkeypatch):
    monkeypatch.setattr(after_talk, "_debrief", lambda _play: 1 / 0)
    over = talk.send("leave")["over"]
    assert over["failed"] and over["title"]
    assert "Ada: So. You ring back." in over["transcript"]
    monkeypatch.setattr(plot, "svg", lambda *_: 1 / 0)
    talk.send("plot")
    assert talk.said("plot")[0]["svg"] == ""


def test_a_talk_is_back_after_reopening_with_what_was_being_typed(talk, open_page, record, scene):
    talk.send("say", value=OPEN)
    talk.send("correct", value=["reflection_content"])
    talk.send("say", value=NONSENSE)
    talk.send("text", value="And the", n=1, field="")
    record.flush()
    again = open_page(Roleplay, scene).view
    assert again["log"] == talk.view["log"]
    assert (again["typing"], again["note"], again["move"]) == ("And the", "", False)


def test_the_end_is_back_after_reopening(talk, open_page, record, scene):
    over = to_the_end(talk)["over"]
    record.flush()
    assert open_page(Roleplay, scene).view["over"] == over


def rewritten(scene, *changes):
    text = SCENE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = resources.data() / "roleplays" / f"{scene.id}.yaml"
    path.write_text(text, "utf-8")
    return find(scene.id)


def test_of_a_scene_that_changed_what_fits_is_kept(talk, open_page, record, scene):
    talk.send("say", value=OPEN)
    for _ in range(2):
        talk.send("choose", value=talk.view["choices"][0]["id"])
    mine = lines(talk.view, "yours")
    record.flush()
    other = rewritten(scene, ("id: all\n    choices:", "id: new\n    choices:"))
    page = open_page(Roleplay, other)
    assert lines(page.view, "yours") == mine[:1]
    assert "The first turn of your 3 still fits" in page.view["note"]
    assert page.send("say", value="Mm.")["note"] == ""


def test_other_answers_in_the_same_talk_are_told(talk, open_page, record, scene):
    talk.send("say", value=OPEN)
    record.flush()
    view = open_page(Roleplay, rewritten(scene, ("Where do I begin.", "Long story."))).view
    assert lines(view)[-1] == "Long story."
    assert "some of the answers below are new" in view["note"]


@pytest.mark.parametrize("kept", ["", {"seed": -1}, {"seed": 1, "turns": "x"}, [1]])
def test_a_talk_that_cannot_be_read_begins_again(kept, open_page, record, scene):
    record.save(scene.id, kept)
    view = open_page(Roleplay, scene).view
    assert (lines(view), view["note"]) == (["So. You ring back."], LOST)


def test_two_windows_at_odds_are_told_and_the_learner_decides(open_page, record, scene):
    mine, theirs = open_page(Roleplay, scene), open_page(Roleplay, scene)
    theirs.send("say", value=OPEN)
    record.flush()
    mine.send("say", value="You sound tired.")
    record.flush()
    stale = mine.said("stale")[0]
    assert OPEN in stale["theirs"] and stale["theirs"].startswith("1 turn so far")
    view = mine.send("theirs")
    assert lines(view, "yours") == [OPEN]
    assert view["replace"]


def test_mine_can_be_kept_over_theirs(open_page, record, scene):
    mine, theirs = open_page(Roleplay, scene), open_page(Roleplay, scene)
    theirs.send("say", value=OPEN)
    record.flush()
    mine.send("say", value="You sound tired.")
    record.flush()
    mine.send("mine")
    record.flush()
    play = from_data(scene, record.latest(scene.id).answer).play
    assert isinstance(play, Play) and play.steps[0].turn.text == "You sound tired."


def test_a_full_talk_says_so(talk, monkeypatch):
    monkeypatch.setattr("active_listening.lesson.roleplays.MOST_TURNS", 1)
    talk.send("say", value=NONSENSE)
    talk.send("say", value=NONSENSE)
    assert "No more lines" in talk.said("empty")[0]["text"]
    assert len(lines(talk.view, "yours")) == 1


def test_every_move_can_be_meant_and_has_a_name():
    offered = [move for moves in meant.GROUPS.values() for move in moves]
    assert sorted(offered) == sorted(rules.moves())
    assert rules.named(["leading", "multiple"]) == "leading question + several questions"


def test_without_a_kernel_nothing_is_given_away(scene):
    text = str(fallback.bundles("roleplay", scene.id))
    assert "You are Jon Aas" in text and "So. You ring back." in text
    assert "rota" not in text and "You sound tired." not in text


@pytest.mark.parametrize(
    ("count", "said"),
    [(6, "about 6 turns left"), (2, "two turns left"), (1, "this is your last turn"), (0, "")],
)
def test_turns_left_are_said_quietly(count, said):
    assert turns_left(count) == said


def test_a_role_stands_inside_a_sentence():
    assert inside("Account manager, Ostrey") == "account manager, Ostrey"
    assert inside("HR lead") == "HR lead"


def test_the_call_shows_the_scene_and_draws_nothing_yet(record, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw=False: shown.append(bundle))
    active_listening.roleplay("saturday-silence")
    assert fallback.bundle("roleplay", "saturday-silence").items() <= shown[0].items()
    code = (
        "from active_listening import *; "
        "import sys; sys.exit(not callable(roleplay) or 'matplotlib' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
