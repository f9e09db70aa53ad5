"""The kit as files: whole pages, nothing loaded, nothing given away, and what a printer gets."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from active_listening import bank, cli, kit
from active_listening.kit import documents, markdown, printing

(WORKSHOP,) = bank.workshops()
PAGES = documents.pages(WORKSHOP)
DOCUMENTS = len(kit.pages())


def words(html: str) -> str:
    """What a reader sees, with single spaces."""
    body = re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", html)
    return " ".join(unescape(body).split())


@pytest.mark.parametrize("name", documents.NAMES)
def test_a_page_is_whole_and_loads_nothing(name: str) -> None:
    page = PAGES[name]
    root = ElementTree.fromstring(page.removeprefix("<!doctype html>"))
    assert root.get("lang") == "en"
    assert root.findtext("head/title", "").strip().startswith(WORKSHOP.title)
    assert len(list(root.iter("h1"))) == 1
    tags = {element.tag for element in root.iter()}
    assert not tags & {"script", "link", "img", "iframe", "form"}
    assert not re.search(r"https?:|url\(|@import| on[a-z]+=", page)


@pytest.mark.parametrize("name", documents.NAMES)
def test_a_page_has_no_word_of_the_keys_or_of_the_assignment(name: str) -> None:
    page = words(PAGES[name])
    keys = bank.keys(WORKSHOP.assignment).values()
    secrets = [text for key in keys for text in (*key.models, *key.common_errors, key.marking)]
    secrets += [near.say for key in keys for near in key.near_misses]
    for item in bank.assignment(WORKSHOP.assignment).items:
        secrets += [item.scene, item.original] if isinstance(item, bank.Rewrite) else [item.title]
    assert len(secrets) > 100
    assert [text for text in secrets if text and " ".join(text.split()) in page] == []


def test_models_and_answers_are_in_the_guide_alone() -> None:
    model = bank.rewrite("nimbela-ben-coping").models[0]
    shown = {name for name, page in PAGES.items() if model in words(page)}
    assert shown == {"guide"}
    holds = " ".join(WORKSHOP.clients[0].holds.split())
    assert {name for name, page in PAGES.items() if holds in words(page)} == {"ready_clients"}


def test_the_guide_has_every_slot_whole() -> None:
    guide = words(PAGES["guide"])
    for slot in WORKSHOP.slots:
        texts = [slot.title, slot.purpose, slot.cut.how, slot.sensitive, slot.remote, *slot.expect]
        texts += [text for step in slot.steps for text in (step.do, step.say, step.then)]
        texts += [text for error in slot.errors for text in (error.hear, error.say)]
        assert [text for text in texts if " ".join(text.split()) not in guide] == []


def test_every_slide_belongs_to_a_slot_and_is_named_in_the_guide() -> None:
    slides = re.findall(r'aria-label="Slide (\d+), slot (\d+)"', PAGES["slides"])
    numbers = [int(slide) for slide, _ in slides]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {int(slot) for _, slot in slides} == set(range(1, len(WORKSHOP.slots) + 1))
    for number in numbers:
        assert f"Slide {number}," in words(PAGES["guide"])


def test_what_is_said_is_not_on_the_slides() -> None:
    slides = words(PAGES["slides"])
    said = [step.say for slot in WORKSHOP.slots for step in slot.steps if step.say]
    assert [text for text in said if " ".join(text.split()) in slides] == []


def test_the_lesson_is_shown_and_not_copied() -> None:
    content = Path(__file__).parents[2].joinpath("data/workshops/open_questions.yaml")
    source = " ".join(content.read_text("utf-8").split())
    scenes = [bank.dialogue(id) for id in ("nimbela-monday-call", "nimbela-monday-again")]
    lines = [line.say for scene in scenes for line in scene.lines if len(line.say.split()) > 4]
    assert [say for say in lines if say in source] == []
    assert [say for say in lines if say not in words(PAGES["slides"])] == []
    for item in (bank.rewrite(id) for id in WORKSHOP.handout.rewrites):
        assert item.scene not in source
        assert item.scene in words(PAGES["handout"])


def test_markdown_is_escaped_before_it_is_marked() -> None:
    made = markdown.inline("**a** *b* <i>c</i> [d](http://e)")
    assert made == "<strong>a</strong> <em>b</em> &lt;i&gt;c&lt;/i&gt; d"
    table = markdown.block("| a | b |\n|---|---|\n| **c** | d |")
    assert (table.head, table.rows) == (("a", "b"), (("<strong>c</strong>", "d"),))
    assert markdown.block("- one\n  more\n- two").items == ("one more", "two")


def test_without_a_browser_the_pages_are_there_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(printing, "find_browser", lambda: None)
    old = tmp_path / WORKSHOP.id / "guide.pdf"
    old.parent.mkdir()
    old.write_bytes(b"of last year")
    assert cli.main(["kit", "--into", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    made = {str(path.relative_to(tmp_path).with_suffix("")) for path in tmp_path.rglob("*.*")}
    assert made == set(kit.pages())
    assert {path.suffix for path in tmp_path.rglob("*.*")} == {".html"}
    assert len(out.splitlines()) == DOCUMENTS
    assert err.count("\n") == 1
    assert "No browser was found" in err
    assert "print it from there" in err


def test_a_browser_that_fails_is_told_for_each_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "find_browser", lambda: Path(sys.executable))
    made = kit.make(tmp_path)
    assert {path.suffix for path in made.files} == {".html"}
    assert len(made.notes) == DOCUMENTS
    assert "left no PDF" in made.notes[0]


def test_a_slow_browser_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired("browser", 1)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(printing.NotPrinted, match="more than 90 seconds"):
        printing.pdf(tmp_path / "page.html", Path("browser"))


def test_an_edition_without_workshops_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(bank, "workshops", lambda: [])
    assert cli.main(["kit", "--into", str(tmp_path)]) == 2
    assert "whole checkout" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_browser_is_looked_for_on_the_path_and_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "_MAC", ())
    assert printing.find_browser() is None
    edge = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert printing.find_browser() == edge
    chrome = tmp_path / "google-chrome"
    chrome.touch(mode=0o755)
    if sys.platform != "win32":
        assert printing.find_browser() == chrome
