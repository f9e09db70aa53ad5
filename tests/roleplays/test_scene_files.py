"""Files of scenes: what is there loads; each kind of mistake is told where it stands."""

from pathlib import Path

import pytest
from small_scene import TEXT, small, written

from active_listening import resources, roleplays
from active_listening.bank import ContentError, scenes
from active_listening.roleplays import analysis


def test_the_small_scene_is_as_it_was_written(tmp_path: Path) -> None:
    scene = small(tmp_path)
    assert (scene.id, scene.name, scene.main, scene.turns) == ("late-crates", "Mara", "shop", 9)
    assert (scene.start.trust, scene.start.tension, scene.start.openness) == (4.0, 7.0, 1.0)
    assert [beat.id for beat in scene.beats] == ["storm", "calm", "anywhere"]
    assert scene.choices["storm/1"].moves == ("reflection_feeling",)
    assert list(scene.flags)[-2:] == ["warmed", "both"]
    assert scene.ending("tuesdays").kind == "best"
    with pytest.raises(KeyError):
        scene.ending("no such")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


MISTAKES = [
    # old, new, where it is told (a part of the new text, its column or 0), field, found, mend
    ("title: \"Late", "titel: \"Late", ("titel:", 0), "titel", "not known", "`title`"),
    ("turns: 9", "turns: 3", ("turns: 3", 0), "turns", "found 3", "Needed"),
    ("turns: 9", "turns: nine", ("turns: nine", 0), "turns", "found 'nine'", "whole number"),
    ("trust: 4,", "trust: 11,", ("start:", 0), "start.trust", "found 11", "Needed"),
    ("kind: best", "kind: great", ("kind: great", 0), "endings[1].kind", "'great'", "best, fair"),
    ("unsure: [", "unsure: [] #", ("unsure", 0), "unsure", "found 0", "at least 3"),
    ("    main: true\n", "", ("concerns:", 0), "concerns", "0 concerns are main", "exactly one"),
    ("  - id: sister", "  - id: sister\n    main: true", ("concerns:", 0), "concerns",
     "2 concerns are main", "exactly one"),
    ("  - id: sister", "  - id: shop", ("  - id: shop\n    about: Her", 0), "concerns[1].id",
     "already used", "another id"),
    ("  - id: calm", "  - id: storm", ("  - id: storm\n    choices", 0), "beats[1].id",
     "already used", "another id"),
    ("  - id: calm", "  - id: lines", ("  - id: lines", 0), "beats[1].id", "already used", ""),
    ("  - id: tuesdays", "  - id: walkout", ("  - id: walkout\n    kind: best", 0),
     "endings[1].id", "already used", "another id"),
    ("moves: [reflection_feeling], reply", "moves: [reflecting], reply", ("worn out", 0),
     "beats[0].choices[0].moves[0]", 'no move is called "reflecting"', "list of moves"),
    ("when: heat", "when: haet", ("when: haet", 11), "beats[0].when", '"haet"', "heat"),
    ("openness >= 2 and turn", "opennes >= 2 and turn", ("hint: {when: opennes", 18),
     "concerns[0].hint.when", '"opennes"', "openness"),
    ("        and asked", "        and askd", ("        and askd", 13),
     "concerns[0].reveal.when", '"askd"', "asked"),
    ("hinted(sister) and", "hinted(sisters) and", ("reveal: {when: hinted(sisters)", 27),
     "concerns[1].reveal.when", 'hinted() knows no "sisters"', "sister"),
    ("  both: warmed and main", "  both: warm and main", ("  both:", 9), "flags.both",
     '"warm" is not known', "warmed"),
    ("  both: warmed and main", "  both: 'main and warm'", ("  both:", 19), "flags.both",
     '"warm" is not known', "warmed"),
    ("  both: warmed", "  trust: warmed", ("  trust: warmed", 0), "flags.trust",
     "cannot be the name", "lower-case"),
    ("  both: warmed", "  Both-of: warmed", ("  Both-of: warmed", 0), "flags.Both-of",
     "cannot be the name", "lower-case"),
    ("fired(early_fix)", "fired(early_fixes)", ("{when: fired(early_fixes)", 22),
     "beats[0].lines[0].when", 'fired() knows no "early_fixes"', "early_fix"),
    ("{when: did(validation), say: \"Thank", "{when: did(thanks), say: \"Thank",
     ("{when: did(thanks)", 16), "lines[0].when", 'did() knows no "thanks"', ""),
    ("tension >= 10 or", "tension >> 10 or", ("when: tension >>", 11), "endings[0].when",
     "is not part of a condition", "comparisons"),
    ("when: over, title", "when: left == 0, title", ("{id: drift", 0), "endings[2].when",
     "this may never hold", "`when: over`"),
    ("opening: \"The", "opening: \"The \"crates\" ", ("opening:", 0), "", "not YAML", "quotes"),
    ("opening:", "title: again\nopening:", ("title: again", 0), "", "not YAML", ""),
    ("cards:\n", "card:\n", ("card:", 0), "card", "not known", "`cards`"),
    ("    closes: [an excuse]\n", "", ("client:\n    mood", 0), "cards.client.closes", "missing",
     "Add `closes:`"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "field", "found", "mend"), MISTAKES)
def test_a_mistake_is_told_with_file_line_column_field_and_mend(
    tmp_path: Path, old: str, new: str, where: tuple[str, int], field: str, found: str, mend: str
) -> None:
    assert TEXT.count(old) == 1
    text = TEXT.replace(old, new)
    path = written(tmp_path, text)
    with pytest.raises(ContentError) as caught:
        roleplays.read(path)
    error, (part, column) = caught.value, where
    line = line_of(text, part)
    assert error.source == f"{path.as_posix()}:{line}" + (f":{column}" if column else "")
    assert error.field == field
    assert found in error.found
    assert mend in error.mend


def test_only_the_beat_anywhere_is_no_talk(tmp_path: Path) -> None:
    text = TEXT[: TEXT.index("  - id: storm")] + TEXT[TEXT.index("  - id: anywhere") :]
    with pytest.raises(ContentError, match="no beat for the talk itself"):
        roleplays.read(written(tmp_path, text))


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "late-crates.yaml"
    path.write_bytes(b"id: \xff\xfe\n")
    with pytest.raises(ContentError, match="UTF-8"):
        roleplays.read(path)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "text", "id: late-crates\n"])
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError):
        roleplays.read(written(tmp_path, text))


def test_an_edited_file_is_read_anew_and_an_untouched_one_is_not(tmp_path: Path) -> None:
    before = small(tmp_path)
    assert roleplays.read(tmp_path / "late-crates.yaml") is before
    after = small(tmp_path, ("The crates came late. Again.", "Late. Late again."))
    assert after.opening.say == "Late. Late again."
    assert after.version != before.version


def test_an_unknown_scene_names_those_near_it() -> None:
    with pytest.raises(ContentError, match="agency-campaign"):
        roleplays.find("agency-campain")


FOUND = [
    # old, new, the part that is told, field, finding
    ("“{word}”, yes.", "“{words}”, yes.", "“{words}”", "beats[1].lines[0].say", "{words}"),
    ("reply: \"I am.\"", "reply: \"“{feeling}”.\"", "reply: \"“", "beats[0].choices[0].reply",
     "{feeling}"),
    ("[a question]", "[\"a {question\"]", "opens:", "cards.client.opens[0]", "{question"),
    ("    choices:\n      - {say: \"Forty", "    when: main\n    choices:\n      - {say: \"Forty",
     "    when: main", "beats[1].when", "the last beat has a condition"),
    ("    when: heat\n", "", "  - id: storm", "beats[0]", "this beat has no `when`"),
    ("\"Eight hours I waited.\"", "\"Hm.\"", "  - {say: \"Hm.\"}", "lines[1].say", "elsewhere"),
    ("\"Take your time.\"", "\"Go on.\"", "{say: \"Go on.\", moves", "beats[0].choices[2].say",
     "stands twice"),
    ("when: fired(early_fix)", "when: trust > 20", "trust > 20", "beats[0].lines[0]",
     "no play reaches this line"),
    ("say: \"You ordered late, to be fair to us.\"",
     "when: turn > 20, say: \"You ordered late, to be fair to us.\"", "turn > 20",
     "beats[0].choices[4]", "no play offers"),
    ("when: tension >= 10 or trust <= 0", "when: turn > 20", "turn > 20", "endings[0].when",
     "no play reaches this ending"),
    ("when: agreed and summarised and revealed(shop)", "when: over", "when: over",
     "endings[1].when", "this always holds at the end"),
    ("when: agreed and summarised and revealed(shop)", "when: turn >= 8", "endings:", "endings",
     "plays by chance end best"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "part", "field", "finding"), FOUND)
def test_what_only_shows_in_play_is_found_and_named_by_line(
    tmp_path: Path, old: str, new: str, part: str, field: str, finding: str
) -> None:
    scene = small(tmp_path, (old, new))
    line = line_of(scene.document.text, part)
    for one in analysis.findings(scene, 40):  # no further than the first that is looked for
        error = scene.document.error(*one)
        if error.field == field and finding in error.found:
            assert error.source.endswith(f":{line}")
            assert error.mend
            return
    pytest.fail("It was not found.")


def test_good_lines_that_are_the_longest_are_found(tmp_path: Path) -> None:
    good = ("worn out by this", "happened on the day", "Forty crates", "was waiting for them")
    scene = small(tmp_path, *((part, part + 9 * " and so on") for part in good))
    assert any("the longest in" in found for _, found, _ in analysis.findings(scene, 40))


@pytest.mark.parametrize("path", scenes.files(), ids=lambda path: path.stem)
def test_a_scene_of_the_course_loads_and_is_called_as_its_file(path: Path) -> None:
    scene = roleplays.read(path)
    assert scene.id == path.stem
    assert path.read_text("utf-8").startswith(f"id: {path.stem}\n")
    assert scene.cards and scene.you["brief"]
    assert {ending.kind for ending in scene.endings} == {
        "best", "fair", "heard", "patch", "drift", "walkout"
    }  # fmt: skip


def test_the_scenes_of_the_course_are_found_by_id() -> None:
    every = roleplays.every()
    assert len(every) >= 4
    for scene in every:
        assert roleplays.find(scene.id) is scene
    assert scenes.files()[0].is_relative_to(resources.data())
