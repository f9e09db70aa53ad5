"""Two people on the client's side: who is meant, who answers, who was given how much."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_scene import small

from active_listening.bank import ContentError
from active_listening.grading import plays
from active_listening.roleplays import Play, Turn, analysis, bots, debrief, engine
from active_listening.roleplays.engine import Said
from active_listening.roleplays.people import bare, meant, person, sides
from active_listening.roleplays.scene import Scene

CARD = """\
  other:
    mood: calm
    wants: sleep
    hides: [the lorry]
    opens: [a name]
    closes: [a rush]
    first: "I drive."
  you: {brief:"""
CHANGES = (
    ("client:\n  name: Mara", "client:\n  id: mara\n  name: Mara"),
    ("you:\n  name: Ben",
     "other: {id: orsolo, name: Dr Ívan Orsolo, short: Dr Orsolo, role: driver, company: Tern,"
     " called: [doctor]}\nyou:\n  name: Ben"),
    ("  you: {brief:", CARD),
    ('{when: main and did(validation), say: "It matters',
     '{when: main and did(validation), who: orsolo, say: "It matters'),
    ('{say: "Go on.", moves: [encourager]}',
     '{say: "Go on.", moves: [encourager], to: orsolo, reply: "I drove all night."}'),
    ('{say: "What happened on the day?", moves: [open_question]}',
     '{say: "What do you each need?", moves: [open_question], who: orsolo, reply: "Sleep."}'),
    ('      - {when: stung, say: "I see."}',
     '      - {when: to(orsolo) and did(ground_rules), who: orsolo, say: "Good."}\n'
     '      - {when: ahead >= 2, who: orsolo, say: "And I?"}\n'
     '      - {when: spoke(orsolo) and to_both, say: "Both of us?"}\n'
     '      - {when: stung, say: "I see."}'),
)  # fmt: skip


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return small(tmp_path, *CHANGES)


def after(scene: Scene, *turns: tuple[str, ...], to: tuple[str, ...] = ()):
    """The state after these moves, and what the last brought about."""
    state = engine.begin(scene)
    for n, moves in enumerate(turns):
        state, happened = engine.turn(scene, state, Said(f"{n}", moves, to=to), 1)
    return state, happened


# -- for whom a line is meant ----------------------------------------------------------------------

FIELDS = {"role": "x", "company": "y"}
PEOPLE = (
    person({"id": "sofia", "name": "Sofía Restrepo", "short": "Sofía", **FIELDS}),
    person({"id": "demir", "name": "Dr Yusuf Demir", "short": "Dr Demir", "called": ["doctor"],
            **FIELDS}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Sofía, what matters to you?", "sofia"),
        ("sofia what matters to you", "sofia"),
        ("SOFIA: what matters to you?", "sofia"),
        ("Dr Demir, how is it for you?", "demir"),
        ("Thank you, Dr. Demir.", "demir"),
        ("And you, Yusuf?", "demir"),
        ("Doctor, may I ask you something?", "demir"),
        ("Dr Demri, go on.", "demir"),
        ("Yussuf, tell me.", "demir"),
        ("I'd like to hear Ms Restrepo first.", "sofia"),
        ("So for you, Sofía, it's the front desks.", "sofia"),
        ("Sofía, what did you hear Dr Demir say?", "sofia"),
        ("Wait, Dr Demir, let Sofía finish.", "sofia"),
        ("Thank you both. Sofía, you first.", "sofia"),
        ("Sofía says that it frightens people. How is that for you?", "demir"),
        ("What would each of you need?", "both"),
        ("You both want the same.", "both"),
        ("Sofia and Yusuf, one at a time please.", "both"),
        ("Sofía needs time and Dr Demir needs safety.", "both"),
        ("One moment, doctor, I let her finish. Sofía, you were at nine o'clock.", "sofia"),
        ("One moment please, doctor, I let her finish first.", "sofia"),
        ("Please wait, Dr Demir. I'll come to you.", "sofia"),
        ("Dr Demir, you're next, I come to you straight after.", "sofia"),
        ("Now I'll come to you, Dr Demir.", "demir"),
        ("A moment ago you were silent, Dr Demir.", "demir"),
        ("Sofía, I keep your nine o'clock. Doctor, what happened in May?", "demir"),
        ("You are right, Dr Demir. What would have to change? And Sofía, don't worry.", "demir"),
        ("Thank you, Sofía. Whose doing is it? Dr Demir, it lies there.", "sofia"),
        ("Whose doing is that? Dr Demir, it has lain there for nine days.", "demir"),
        ("Dr Demir, may I stop you there? Sofía, what happens at nine?", "sofia"),
        ("Sofía, I'd like to hear you first. Dr Demir, would that be all right?", "demir"),
        ("Sofía, what do you need from the switch? And you, Dr Demir?", "both"),
        ("Sofía, what do you need? What about you, Dr Demir?", "both"),
        ("What has it been like for each of you? Sofía, you first, then Dr Demir.", "both"),
        ("Dr Demir, you read the lists. Sofía, you rest. Shall we write that down?", "both"),
        ("Thank you, Dr Demir. What would each of you need?", "both"),
        ("Sofía, Dr Demir, could you each sign that by Friday?", "both"),
        ("The sofa is nice.", ""),
        ("What happened then?", ""),
    ],
)
def test_names_and_words_say_for_whom_a_line_is_meant(text: str, who: str) -> None:
    ids = ("sofia", "demir")
    assert meant(text, PEOPLE) == (ids if who == "both" else (who,) if who else ())
    assert meant(text, PEOPLE[:1]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I think Dr Demir is right.",
        "Dr. Demir is quite right, Sofía.",
        "I agree with Sofía.",
        "Dr Demir, I'm with Sofia on this.",
        "Dr Demir, you are right.",
        "Sofía has a point, doctor.",
        "Sofía, he's right, you know.",
        "I would go with Sofía's plan.",
    ],
)
def test_taking_a_side_is_heard(text: str) -> None:
    assert sides(text, PEOPLE)
    assert not sides(text, PEOPLE[:1])


@pytest.mark.parametrize(
    "text",
    [
        "I can't say that Sofía is right.",
        "I'm not here to say who is right.",
        "Sofía, do you think that Dr Demir is right?",
        "You are right to be careful, Dr Demir.",
        "You're both right.",
        "You are quite right, Dr Demir, I have been hasty.",
        "Dr Demir is worried.",
    ],
)
def test_leaving_it_open_takes_no_side(text: str) -> None:
    assert not sides(text, PEOPLE)


def test_taking_a_side_costs(scene: Scene) -> None:
    step = Play(scene, 1).take(Turn("Mara, Dr Orsolo is right.")).steps[-1]
    assert "took_a_side" in [rule.id for rule in step.happened.fired]
    assert step.happened.effect[0] < 0 < step.happened.effect[1]


def test_letters_are_bared_of_case_and_accents() -> None:
    assert bare("SOFÍA Ívan Dır") == "sofia ivan dir"


def test_without_a_name_it_is_for_whoever_spoke_last(scene: Scene) -> None:
    play = Play(scene, 1).take(Turn("You sound worn out by this."))
    assert play.steps[-1].happened.to == ("mara",)
    play = play.take(Turn("Dr Orsolo, what did you see on the road?"))
    assert play.steps[-1].happened.to == ("orsolo",)
    assert (play.you(play.steps[-1]), play.they(play.steps[-1])) == ("You, to Dr Orsolo", "Mara")
    play = play.take(Turn("Mm-hm."))
    assert play.steps[-1].happened.to == ("mara",)


def test_a_choice_is_meant_for_whom_its_author_says_or_its_words(scene: Scene) -> None:
    assert scene.choices["storm/3"].to == ("orsolo",)
    assert scene.choices["storm/2"].to == ("mara", "orsolo")
    assert scene.choices["storm/1"].to == ()
    replies = {id: choice.reply.who for id, choice in scene.choices.items() if choice.reply}
    assert replies == {"storm/1": "mara", "storm/2": "orsolo", "storm/3": "orsolo"}


# -- what conditions see ---------------------------------------------------------------------------


def test_the_first_line_is_the_clients_and_others_are_whose_author_says(scene: Scene) -> None:
    assert engine.begin(scene).spoke == "mara"
    _, happened = after(scene, ("ground_rules",), to=("orsolo",))
    assert (happened.reply, happened.who) == ("Good.", "orsolo")
    state, happened = after(scene, ("information",), to=("orsolo",))
    assert (happened.reply, happened.who, state.spoke) == ("Hm.", "mara", "mara")
    state, happened = engine.turn(scene, engine.begin(scene), Said("x", to=("orsolo",)), 1)
    assert (happened.who, state.spoke) == ("orsolo", "orsolo")  # nothing that could be read


def test_turns_are_counted_for_each_and_those_for_both_for_none(scene: Scene) -> None:
    state, happened = after(scene, ("information",), ("information",), to=("mara",))
    assert dict(state.turns_to) == {"mara": 2, "orsolo": 0}
    assert (happened.reply, state.spoke) == ("And I?", "orsolo")
    state, happened = engine.turn(scene, state, Said("n", ("information",), to=PAIR), 1)
    assert dict(state.turns_to) == {"mara": 2, "orsolo": 0}
    assert happened.reply == "Both of us?"


PAIR = ("mara", "orsolo")


def test_being_long_with_one_of_them_costs(scene: Scene) -> None:
    rules = ("ground_rules",)
    _, happened = after(scene, rules, ("validation",), ("open_question",), to=("orsolo",))
    assert [rule.id for rule in happened.fired] == ["one_sided"]
    _, happened = after(scene, rules, ("validation",), ("open_question",), to=PAIR)
    assert not happened.fired


def test_the_same_to_each_in_turn_is_no_technique(scene: Scene) -> None:
    state, asked = engine.begin(scene), ("validation",)
    names = []
    for n, to in enumerate([("mara",), ("orsolo",), ("mara",), ("mara",), ("mara",)]):
        state, happened = engine.turn(scene, state, Said(f"{n}", asked, to=to), 1)
        names.append("mechanical" in [rule.id for rule in happened.fired])
    assert names == [False, False, False, False, True]


def test_ground_rules_are_a_move_here_and_something_told_to_one_alone(
    scene: Scene, tmp_path: Path
) -> None:
    text = "One at a time, please."
    said = Play(scene, 1).take(Turn(text)).steps[0].said
    assert (said.moves, said.to) == (("ground_rules",), PAIR)
    alone = Play(small(tmp_path), 1).take(Turn(text)).steps[0]
    assert alone.said.moves == ("information",)
    assert (alone.happened.who, alone.happened.to) == ("client", ("client",))


# -- what is told of it ----------------------------------------------------------------------------


def talk(scene: Scene, *texts: str) -> Play:
    play = Play(scene, 1)
    for text in texts:
        play = play.take(Turn(text))
    return play.take(Turn(leaves=True))


LOPSIDED = ("Mara, how was it?", "Mara, what then?", "Mara, that makes sense.", "Both of you: hm.")


def test_names_stand_in_the_transcript_and_before_a_marker(scene: Scene) -> None:
    play = talk(scene, "One at a time, please. Dr Orsolo, you first.")
    transcript = debrief.of(play).transcript
    for line in ("Mara: The crates", "You, to Dr Orsolo: One at", "Dr Orsolo: Good.", "driver"):
        assert line in transcript
    task = type("Task", (), {"points": 10})()
    shown = plays._shown(task, play, scored=True)
    assert "Mara Oyelaran and Dr Ívan Orsolo" in shown.title
    assert any(line.startswith("Dr Orsolo: Good.") for line in shown.talk)
    assert any("Mara 0, Dr Orsolo 1; both 0" in figure for figure in shown.figures)


def test_a_debrief_tells_how_the_turns_were_shared_out(scene: Scene, tmp_path: Path) -> None:
    def airtime(play: Play):
        return next((one for one in debrief.of(play).figures if one.id == "airtime"), None)

    told = airtime(talk(scene, *LOPSIDED))
    assert told is not None
    assert told.value == "Mara 3, Dr Orsolo 0; both 1"
    assert "Mara was given 3 turns more than Dr Orsolo" in told.note
    even = airtime(talk(scene, "Mara, how was it?", "And you, Dr Orsolo?"))
    assert even is not None
    assert "Neither" in even.note
    assert airtime(talk(small(tmp_path), *LOPSIDED)) is None


def test_where_no_turn_cost_anything_none_is_named(scene: Scene) -> None:
    assert debrief.of(talk(scene, "One at a time, please.")).lowest is None
    costly = debrief.of(talk(scene, "One at a time, please.", "Mara, Dr Orsolo is right.")).lowest
    assert costly is not None
    assert costly.turn == 2


# -- bots and checks -------------------------------------------------------------------------------


def test_bots_go_to_each_in_turn_and_the_listener_begins_with_rules(scene: Scene) -> None:
    for habit in bots.SHOULD:
        told = bots.by_moves(scene, habit)
        turns = told[-1][1].turns_to.values()
        assert max(turns) - min(turns) <= 1
    assert bots.by_moves(scene, bots.listener)[0][0].moves == ("ground_rules",)
    assert bots.by_moves(scene, bots.listener)[0][0].to == PAIR


def test_check_plays_such_a_scene_like_others(scene: Scene) -> None:
    found = [found for _, found, _ in analysis.findings(scene, plays=40)]
    assert any("lines" in one for one in found)  # it is small; it was played to its end


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("client:\n  id: mara\n", "client:\n")], "two people, and one id"),
        ([("id: orsolo", "id: mara")], "one id"),
        ([("name: Dr Ívan Orsolo", "name: Mara Orsolo")], "both are called mara"),
        ([("to: orsolo,", "to: nobody,")], 'nobody here has the id "nobody"'),
        ([("did(ground_rules), who: orsolo", "did(ground_rules), who: him")], '"him"'),
        ([("to(orsolo)", "to(him)")], 'to() knows no "him"'),
        ([(CARD, "  you: {brief:")], "one person has no card"),
    ],
)
def test_an_author_is_told_what_does_not_fit(
    tmp_path: Path, changes: list[tuple[str, str]], said: str
) -> None:
    with pytest.raises(ContentError, match=said.replace("(", r"\(").replace(")", r"\)")):
        small(tmp_path, *CHANGES, *changes)


def test_with_one_person_nothing_asks_for_people(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match='there is no function "to"'):
        small(tmp_path, ('{when: stung, say: "I see."}', '{when: to(mara), say: "I see."}'))
