"""The browser's side, as far as it can be judged without a browser."""

import re
from pathlib import Path

import pytest

import active_listening
from active_listening.lesson import (
    assets,
    dialogues,
    handin,
    quizzes,
    record_page,
    rewrites,
    roleplays,
)
from active_listening.lesson import worksheets as forms

STATIC = Path(assets.__file__).with_name("static")
SCRIPTS = sorted(STATIC.glob("*.js"))
WIDGETS = [
    quizzes.Quiz,
    rewrites.Rewrite,
    dialogues.Dialogue,
    roleplays.Roleplay,
    forms.Form,
    handin.HandIn,
    record_page.Progress,
]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_nothing_is_put_in_as_markup_or_fetched(path):
    text = path.read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "fetch("):
        assert word not in text
    assert not re.search(r"https?://", text)


def test_the_style_fetches_nothing():
    assert "url(" not in assets.style() and "@import" not in assets.style()


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_every_widget_has_one_render_function_that_is_there(widget):
    name = re.search(r"export default \{ render: (\w+) \};", str(widget._esm))[1]
    assert f"function {name}(" in str(widget._esm)


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two #rrggbb colours."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_reads_on_every_ground(theme):
    blocks = re.findall(r"\.al-activity \{(.*?)\n\}", assets.style(), re.DOTALL)
    colours = dict(re.findall(r"--al-([\w-]+): (#\w{6})", blocks[theme]))
    grounds = ["ground", "card", "calm-ground"]
    for ink in ("ink", "soft", "accent", "good", "half", "try"):
        for ground in grounds:
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert _contrast(colours["accent-ink"], colours["accent"]) >= 4.5
    for edge in ("edge",):
        assert _contrast(colours[edge], colours["ground"]) >= 3
    for pair in (("ink", "half-ground"), ("ink", "good-ground")):
        assert _contrast(*(colours[name] for name in pair)) >= 4.5


def test_the_page_runs_every_call_that_a_lesson_may_hold():
    script = (Path(active_listening.__file__).parent / "lab/static/remoteEntry.js").read_text()
    (names,) = re.findall(r'const NAMES = "([a-z_|]+)"', script)
    assert {*names.split("|"), "progress"} == set(active_listening.__all__)
