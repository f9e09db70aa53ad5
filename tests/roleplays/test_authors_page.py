"""The authors' page: it names all there is, and whoever follows it has a scene of their own."""

import re
from io import StringIO
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from active_listening.bank import ContentError
from active_listening.roleplays import analysis, bots, find, read
from active_listening.roleplays.expressions import LONGEST, parse
from active_listening.roleplays.facts import COLD, FUNCTIONS, HEAT, NAMES, WITH_TOPICS
from active_listening.roleplays.figures import NAMES as FIGURES
from active_listening.roleplays.rules import SCALES, STEP, moves, shared
from active_listening.roleplays.scene import KINDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT.joinpath("docs", "role-plays.md").read_text("utf-8")
PROSE = " ".join(re.sub(r"(?s)```.*?```", "", PAGE).split())
SNIPPETS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
BASE, OWN = "saturday-silence", "monday-invoice"
TABLE = re.compile(r"^\| (`\w+`(?:, `\w+`)*) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def named(text: str) -> set[str]:
    return set(re.findall(r"`(\w+)[`(]", text))


@pytest.mark.parametrize(
    "names",
    [NAMES, FUNCTIONS | WITH_TOPICS, moves(), [rule.id for rule in shared().rules], KINDS,
     shared().flags, [habit.__name__ for habit in bots.SHOULD], FIGURES],
    ids="names functions moves rules endings flags bots figures".split(),
)  # fmt: skip
def test_everything_that_an_author_can_use_is_named(names) -> None:
    assert sorted(set(names) - named(PROSE)) == []


def yaml(text: str):
    return YAML(typ="safe", pure=True).load(text)


def test_the_table_of_moves_is_that_of_the_data() -> None:
    rows = yaml(ROOT.joinpath("data", "client", "reactions.yaml").read_text("utf-8"))
    twice = {row["move"] for row in rows if "when" in row}
    there = set()
    for row in rows:
        otherwise = "otherwise" if row["move"] in twice else ""
        condition = f"`{row['when']}`" if "when" in row else otherwise
        signs = [f"`{row[scale]}`" if scale in row else "" for scale in SCALES]
        there.add((row["move"], condition, *signs))
    page = set()
    for names, *cells in TABLE.findall(PAGE):
        page |= {(name, *(cell.strip() for cell in cells)) for name in re.findall(r"\w+", names)}
    assert {row for row in page if row[0] in moves()} == there


def test_each_rule_stands_with_its_sentence() -> None:
    for rule in shared().rules:
        assert f"| `{rule.id}` | {rule.say} |" in PAGE


def test_the_numbers_are_those_of_the_code() -> None:
    shortest, longest = analysis.SHORTEST, analysis.LONGEST_BEST
    limits = shared().limits
    for said in (
        f"at least {analysis.LINES} lines",
        f"{shortest} to {longest} turns",
        f"in fewer than {shortest}",
        f"under {analysis.BY_CHANCE:.0%} of plays",
        f"at most {analysis.LONGEST_CHOICE:.0%} of offers",
        f"at most {analysis.STOCK:.0%} of turns",
        f"tension is {HEAT} or more; openness is {COLD} or less",
        f"`+` is {STEP}, `--` is −{2 * STEP:g}",
        f"trust and openness rise by {limits['trust']['up']} at most",
        f"tension falls by {limits['tension']['down']} at most",
    ):
        assert said in PROSE, said
    assert limits["trust"]["up"] == limits["openness"]["up"]
    for kind, grade in KINDS.items():
        assert f"| `{kind}` | {grade} |" in PAGE
    for habit, kind in bots.SHOULD.items():
        row = re.search(rf"^\| `{kind}` .*$", PAGE, re.MULTILINE)
        assert row is not None
        assert f"`{habit.__name__}`" in row[0]
    by_choices = ", ".join(f"`{habit.__name__}`" for habit in bots.BY_CHOICES)
    assert f"{' and '.join(by_choices.rsplit(', ', 1))} also by choices" in PROSE
    assert max(len(when) for when in conditions(SNIPPETS)) <= LONGEST


def conditions(texts) -> list[str]:
    """Every condition in these pieces of YAML."""
    found: list[str] = []

    def look(node, key: str = "") -> None:
        if isinstance(node, dict):
            for name, value in node.items():
                look(value, "when" if key == "flags" else name)
        elif isinstance(node, list):
            for value in node:
                look(value)
        elif key == "when":
            found.append(str(node))

    for text in texts:
        look(yaml(text))
    return found


def test_every_snippet_can_be_read() -> None:
    words = {
        "moves": moves(),
        "rules": [rule.id for rule in shared().rules],
        "concerns": [concern.id for concern in find(BASE).concerns],
        "flags": shared().flags,
        "topics": ["mediator"],
    }
    found = conditions(SNIPPETS)
    assert len(found) >= 4
    for when in found:
        parse(when, words, functions=FUNCTIONS | WITH_TOPICS)


def followed(renamed: bool) -> str:
    """The text of the scene that one has after the steps; not `renamed`, after the fourth."""
    head, concern, choice, line = map(yaml, SNIPPETS[:4])
    round_trip = YAML()
    round_trip.width = 4000
    base = find(BASE).document.text.replace("Claire", "Lea")
    if renamed:
        base = base.replace("(small)", "(number)")
    scene = round_trip.load(base)
    for field in list(scene):
        if field == "concerns":
            break
        del scene[field]
    for place, (field, value) in enumerate(head.items()):
        scene.insert(place, field, value)
    old = next(one for one in scene["concerns"] if one["id"] == "small")
    old["id"], old["about"] = concern[0]["id"], concern[0]["about"]
    for stage in ("hint", "reveal"):
        old[stage]["say"] = concern[0][stage]["say"]
    beat = next(beat for beat in scene["beats"] if beat["id"] == "waiting")
    beat["choices"].insert(0, choice[0])
    beat["lines"].insert(0, line[0])
    out = StringIO()
    round_trip.dump(scene, out)
    return out.getvalue()


def test_the_mistake_is_told_as_the_page_shows_it(tmp_path: Path) -> None:
    path = tmp_path / f"{OWN}.yaml"
    path.write_text(followed(renamed=False), "utf-8")
    with pytest.raises(ContentError) as caught:
        read(path)
    shown = re.search(rf"^active-listening: data/roleplays/{OWN}.yaml:\d+:\d+: (.*)$", PAGE, re.M)
    assert shown is not None
    assert re.fullmatch(rf".*{OWN}\.yaml:\d+:\d+: {re.escape(shown[1])}", str(caught.value))


@pytest.fixture
def scene(tmp_path: Path):
    path = tmp_path / f"{OWN}.yaml"
    path.write_text(followed(renamed=True), "utf-8")
    return read(path)


def test_whoever_follows_the_page_has_a_scene_of_their_own(scene) -> None:
    assert (scene.id, scene.name, scene.main) == (OWN, "Lea", "number")
    assert f'roleplay("{OWN}")' in PAGE
    for habit, kind in bots.SHOULD.items():
        assert scene.ending(bots.by_moves(scene, habit)[-1][1].ending).kind == kind


@pytest.mark.slow
def test_the_followed_scene_has_nothing_for_check_to_find(scene) -> None:
    assert [found for _, found, _ in analysis.findings(scene)] == []
