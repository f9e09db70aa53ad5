"""A scene played in the terminal: typed, chosen, edited while it is played."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_scene import TEXT, small, written

from active_listening import cli
from active_listening.roleplays.play import Play
from active_listening.roleplays.terminal import PLAYERS, Terminal


class Keyboard:
    """Lines to type; what is callable is done in between, as in an editor beside the terminal."""

    def __init__(self, *typed) -> None:
        self._typed = list(typed)

    def readline(self) -> str:
        while self._typed:
            one = self._typed.pop(0)
            if not callable(one):
                return f"{one}\n"
            one()
        return ""


def played(capsys, path: Path, *typed, seed: int = 1) -> str:
    Terminal(path, seed, keyboard=Keyboard(*typed)).run()
    return capsys.readouterr().out


def flat(text: str) -> str:
    return " ".join(text.split())


def test_it_shows_who_you_are_and_what_you_can_say(tmp_path: Path, capsys) -> None:
    out = flat(played(capsys, written(tmp_path)))
    assert "You are Ben Ruiz, account manager, Carrow. Crates came late twice" in out
    assert "Mara: The crates came late. Again." in out
    assert "(Mara is upset; 9 turns left)" in out
    for number, choice in enumerate(Play(small(tmp_path), 1).offered(), 1):
        assert f"{number} {choice.say}" in out
    assert "trust" not in out


def test_a_number_takes_a_line_and_words_are_read_and_shown_back(tmp_path: Path, capsys) -> None:
    first = Play(small(tmp_path), 1).offered()[0]
    out = flat(played(capsys, tmp_path / "late-crates.yaml", "1", "You sound worn out by this."))
    assert "> 1" in out
    assert "8 turns left" in out and "7 turns left" in out
    assert "I read that as: reflection of feeling." in out
    assert first.say in out


def test_a_line_that_cannot_be_read_costs_no_turn(tmp_path: Path, capsys) -> None:
    out = played(capsys, written(tmp_path), "qwrtz plmk")
    assert "I could not read that. It cost you no turn." in out
    assert out.count("9 turns left") == 2


def test_one_turn_is_taken_back(tmp_path: Path, capsys) -> None:
    out = played(capsys, written(tmp_path), "b", "Go on.", "b", "s")
    assert "There is nothing to take back." in out
    assert out.count("9 turns left") == 2
    assert "turn 0, 9 left" in out


def test_a_reading_is_set_right(tmp_path: Path, capsys) -> None:
    typed = ["f validation", "What happened after that?", "f validatoin", "f", "f validation", "s"]
    out = flat(played(capsys, written(tmp_path), *typed))
    assert "Your last turn was not typed" in out
    assert 'No move is called "validatoin". Did you mean validation?' in out
    assert "Name the moves after f: advising" in out
    assert "Taken as: validation." in out
    assert "turn 1, 8 left" in out


def test_the_state_is_shown(tmp_path: Path, capsys) -> None:
    typed = ["You sound worn out by this.", "Why did you order so late, and who told you to?", "s"]
    out = flat(played(capsys, written(tmp_path), *typed))
    for part in ("turn 2, 7 left", "beat: ", "concern shop, main: ", "concern sister: hidden",
                 "flags: acknowledged (turn 1)", "turn 1, named_in_heat: You named the feeling",
                 "last turn: "):  # fmt: skip
        assert part in out, part


def test_a_number_that_is_not_there_is_told(tmp_path: Path, capsys) -> None:
    out = played(capsys, written(tmp_path), "7", "0", "")
    assert out.count("There are 4 lines: type 1 to 4, or words of your own.") == 2


def test_a_line_that_is_too_long_is_told(tmp_path: Path, capsys) -> None:
    out = played(capsys, written(tmp_path), "a" * 10_001, "s")
    assert "That did not work" in out and "turn 0, 9 left" in out


def test_the_end_comes_with_its_debrief_and_can_be_taken_back(tmp_path: Path, capsys) -> None:
    out = flat(played(capsys, written(tmp_path), "Go on.", "q", "b", "s", "q", ""))
    assert out.count("Nothing came of it.") == 2
    assert "The new shop had nothing on its shelves." in out
    assert "turn 1, 8 left" in out


@pytest.mark.parametrize("typed", [[], ["1"], ["1", "s"]])
def test_the_end_of_the_input_leaves_quietly(tmp_path: Path, capsys, typed: list[str]) -> None:
    out = played(capsys, written(tmp_path), *typed)
    assert "Nothing came of it" not in out


def test_an_edit_is_live(tmp_path: Path, capsys) -> None:
    path = written(tmp_path)
    new = TEXT.replace('"Hm."', '"What now?"').replace("trust: 4", "trust: 9")
    typed = ["We drove on Monday.", lambda: written(tmp_path, new), "", "s"]
    out = flat(played(capsys, path, *typed))
    assert "late-crates.yaml was edited: your 1 turns are played again on it." in out
    assert out.index("was edited") < out.index("trust 9")
    assert "Mara: What now?" in out


def test_a_number_typed_for_lines_that_changed_takes_none_of_them(tmp_path: Path, capsys) -> None:
    path = written(tmp_path)
    new = TEXT.replace('"Go on."', '"And then?"').replace("worn out by this", "tired of this")
    out = played(capsys, path, lambda: written(tmp_path, new), "1", "s")
    assert "was edited: this is the new scene." in out
    assert "turn 0, 9 left" in out


def test_turns_that_no_longer_fit_are_left_out(tmp_path: Path, capsys) -> None:
    path = written(tmp_path)
    offered = [choice.id for choice in Play(small(tmp_path), 1).offered()]
    number = str(1 + next(n for n, id in enumerate(offered) if id in ("storm/4", "storm/5")))
    end = TEXT.index('      - {say: "The road'), TEXT.index("    lines:\n      - {when: fired")
    new = TEXT[: end[0]] + TEXT[end[1] :]
    out = flat(played(capsys, path, number, lambda: written(tmp_path, new), "s"))
    assert "the first 0 of your 1 turns still fit" in out
    assert "turn 0, 9 left" in out


def test_a_broken_edit_is_told_once_and_the_talk_goes_on(tmp_path: Path, capsys) -> None:
    path = written(tmp_path)
    broken = TEXT.replace("when: heat", "when: haet")
    typed = [lambda: written(tmp_path, broken), "Go on.", "s", path.unlink, "s",
             lambda: written(tmp_path), "s"]  # fmt: skip
    out = flat(played(capsys, path, *typed))
    assert out.count("The edit is broken, and the talk goes on without it") == 2
    line = broken[: broken.index("haet")].count("\n") + 1
    assert f"late-crates.yaml:{line}:11: field `beats[0].when`" in out
    assert "Did you mean heat" in out
    assert out.count("turn 1, 8 left") == 3


def test_whatever_makes_another_scene_is_seen(tmp_path: Path, capsys, monkeypatch) -> None:
    from active_listening.roleplays import terminal

    scenes = [small(tmp_path), small(tmp_path, ('title: "Late', 'title: "Very late'))]
    monkeypatch.setattr(
        terminal.scene, "read", lambda _: scenes[0] if len(scenes) == 1 else scenes.pop(0)
    )
    out = played(capsys, tmp_path / "late-crates.yaml", "s")
    assert "was edited" in out


def test_lines_to_begin_with_come_from_a_file(tmp_path: Path, capsys, monkeypatch) -> None:
    turns = tmp_path / "turns.txt"
    turns.write_text("Go on.\ns\n", "utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    assert cli.main(["play", str(written(tmp_path)), "--turns", str(turns)]) == 0
    out = capsys.readouterr().out
    assert "turn 1, 8 left" in out and "Nothing came of it." in flat(out)


def test_the_same_input_gives_the_same_talk(tmp_path: Path, capsys) -> None:
    typed = ["1", "What happened after that?", "2", "s", "q"]
    assert played(capsys, written(tmp_path), *typed) == played(
        capsys, tmp_path / "late-crates.yaml", *typed
    )


def test_lines_keep_to_the_width(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    out = played(capsys, written(tmp_path), "Go on.", "s", "f x", "q")
    assert max(map(len, out.splitlines())) <= 60
    assert "\x1b" not in out


@pytest.mark.parametrize("bot", [*PLAYERS, "random"])
def test_a_bot_plays_a_whole_talk(bot: str, capsys) -> None:
    for choices in ([], ["--choices"]):
        assert cli.main(["play", "agency-campaign", "--bot", bot, *choices]) == 0
        out = flat(capsys.readouterr().out)
        assert f"{bot} ends after " in out
        assert "trust " in out and "line " in out


def test_a_bot_shows_moves_numbers_and_rules(capsys) -> None:
    cli.main(["play", "agency-campaign", "--bot", "listener"])
    out = flat(capsys.readouterr().out)
    assert "1. storm: reflection_feeling, open_question" in out
    assert "rule named_in_heat" in out
    assert "(best)" in out or ", best)" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["agency-campaign", "--bot", "listner"], "Did you mean listener? Known: listener, no_sum"),
        (["agency-campain"], "agency-campaign"),
        (["no/such.yaml"], "No such file"),
        (["agency-campaign", "--seed", "-1"], "A seed is 0 or more."),
        (["agency-campaign", "--turns", "no/such.txt"], "No such file"),
    ],
)
def test_what_cannot_be_played_is_one_sentence(capsys, arguments: list[str], told: str) -> None:
    assert cli.main(["play", *arguments]) == 2
    err = flat(capsys.readouterr().err)
    assert told in err and "Traceback" not in err


def test_a_broken_scene_is_told_and_not_played(tmp_path: Path, capsys) -> None:
    path = written(tmp_path, TEXT.replace("when: heat", "when: haet"))
    assert cli.main(["play", str(path)]) == 2
    assert "field `beats[0].when`" in capsys.readouterr().err


def test_it_plays_through_a_pipe() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "active_listening.cli", "play", "agency-campaign"],
        input=b"1\nYou sound furious about Friday.\ns\nq\n",
        capture_output=True, env=environment,
    )  # fmt: skip
    out = flat(done.stdout.decode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert "I read that as: reflection of feeling" in out
    assert "b takes your last turn back; anything else leaves." in out
