"""Role cards: each role has what it needs, nothing hidden gets out, and a page is a page."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from active_listening.kit import PAPERS, cards, printing
from active_listening.roleplays import Scene, every, find, read

SCENES = every()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
CLIENT, MANAGER, OBSERVER, TRAINER = 0, -3, -2, -1
each_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.id)


def bare(text: str) -> str:
    """Words in lower case, without punctuation."""
    return " ".join(re.findall(r"\w+", text.lower()))


def sections(scene: Scene) -> list[str]:
    """The words on each of the pages."""
    root = ElementTree.fromstring(cards.page(scene).removeprefix("<!doctype html>"))
    return [bare(" ".join(part.itertext())) for part in root.iter("section")]


def names(scene: Scene) -> list[str]:
    """The cards of those on the client's side."""
    return ["client", "other"][: len(scene.people)]


def hidden(scene: Scene) -> set[str]:
    """Every sentence of what is kept back on the client's side, of five words or more."""
    texts = [text for name in names(scene) for text in scene.cards[name]["hides"]]
    for concern in scene.concerns:
        texts += [concern.about, concern.hint.say, concern.reveal.say]
    found = {bare(part) for text in texts for part in re.split(r"[.!?:;,]\s", text)}
    return {part for part in found if len(part.split()) >= 5}


@each_scene
def test_each_role_has_a_page_with_what_it_needs(scene: Scene) -> None:
    pages = sections(scene)
    assert len(pages) == 3 + len(scene.people)
    for number, name in enumerate(names(scene)):
        card = scene.cards[name]
        for text in (card["mood"], card["wants"], card["first"], *card["hides"], *card["opens"]):
            assert bare(text) in pages[number]
        for text in card["closes"]:
            assert bare(text) in pages[number]
    for text in scene.cards["you"].values():
        assert bare(text) in pages[MANAGER]
    for text in scene.cards["observer"]:
        assert bare(text) in pages[OBSERVER]
    for count in (*cards.HELPS, *cards.HINDERS):
        assert bare(count) in pages[OBSERVER]
    ends = {one.kind: one.after for one in scene.endings}.values()  # one a kind, the last
    for text in [*(one.about for one in scene.concerns), *ends]:
        assert bare(text) in pages[TRAINER]


@each_scene
def test_what_is_hidden_is_on_the_clients_and_the_trainers_page_alone(scene: Scene) -> None:
    pages, secrets = sections(scene), hidden(scene)
    assert len(secrets) >= 4
    assert [text for text in secrets if text in pages[MANAGER]] == []
    assert [text for text in secrets if text in pages[OBSERVER]] == []
    assert any(text in pages[CLIENT] for text in secrets)


@each_scene
def test_the_client_has_lines_of_the_scene_to_lean_on(scene: Scene) -> None:
    for who in scene.people:
        found = cards.lines(scene, who)
        assert len(found) >= 4
        said = {line for beat in scene.beats for line in beat.lines} | {*scene.lines}
        assert {line for _, line in found} <= {line.say for line in said if line.who == who.id}
        assert not any("{" in line for _, line in found)


def test_two_clients_have_a_card_each_and_do_not_know_the_others() -> None:
    scene = find("eight-clinics")
    pages = sections(scene)
    for own, other in ((0, 1), (1, 0)):
        for text in scene.cards[names(scene)[own]]["hides"]:
            assert bare(text) in pages[own]
            assert bare(text) not in pages[other]
        assert bare(scene.people[own].name) in pages[MANAGER]
        assert bare(scene.concerns[own].reveal.say) in pages[own]
    assert "four people" in pages[TRAINER]


def test_the_trainer_is_told_to_keep_the_cards_of_a_graded_talk() -> None:
    told = "graded, in assignment 08_four_kinds_of_conflict"
    assert told in cards.page(find("training-included"))
    assert "graded, in assignment" not in cards.page(find("tariff"))


def test_what_an_author_writes_is_escaped(tmp_path: Path) -> None:
    source = find("agency-campaign").document.text
    path = tmp_path / "agency-campaign.yaml"
    marked = re.sub(
        r'^( +(?:-|mood:|wants:|first:) ")', r"\1<script>alert(1)</script>&", source, flags=re.M
    )
    marked = re.sub(r'^(title: ")', r"\1<b>&", marked, flags=re.M)
    path.write_text(marked, "utf-8")
    page = cards.page(read(path))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page
    assert "&lt;b&gt;&amp;" in page
    assert "<script" not in page
    assert "<b>" not in page


@each_scene
def test_a_page_is_whole_and_loads_nothing(scene: Scene) -> None:
    page = cards.page(scene)
    root = ElementTree.fromstring(page.removeprefix("<!doctype html>"))
    assert root.get("lang") == "en"
    assert scene.title in unescape(root.findtext("head/title", ""))
    assert len(list(root.iter("h1"))) == 1
    tags = {element.tag for element in root.iter()}
    assert not tags & {"script", "link", "img", "iframe", "form"}
    assert not re.search(r"https?:|url\(|@import|<[^>]* on[a-z]+=", page)


def test_black_on_white_and_nothing_else() -> None:
    style = re.sub(r":root \{ --ink: #1b2630.*", "", cards.page(SCENES[0]).split("</style>")[0])
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", style)) == {"#000", "#fff"}


@pytest.fixture(scope="module")
def browser() -> Path:
    found = printing.find_browser()
    if found is None:
        pytest.fail("These tests need Chromium, Chrome or Edge.", pytrace=False)
    return found


@pytest.fixture(scope="module")
def page(browser: Path) -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(browser), args=FLAGS)
        yield chromium.new_page(viewport={"width": 960, "height": 1000})
        chromium.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
@each_scene
def test_a_page_for_each_and_type_that_can_be_read_at_arms_length(
    scene: Scene, paper: str, page: Page
) -> None:
    page.set_content(cards.page(scene, paper))
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 3 + len(scene.people)
    page.emulate_media(media="print")
    sizes = page.eval_on_selector_all(
        "section", "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    least = {CLIENT: 11, len(scene.people) - 1: 11, MANAGER: 16, OBSERVER: 12, TRAINER: 9}  # points
    assert {
        role for role, points in least.items() if round(sizes[role] * 0.75, 2) < points
    } == set()
    wide = "all => all.some(one => one.scrollWidth > one.clientWidth)"
    assert not page.eval_on_selector_all("section, section *", wide)


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_has_no_fault_that_a_checker_of_accessibility_finds(page: Page) -> None:
    page.emulate_media(media="screen")
    page.set_content(cards.page(SCENES[0]))
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], len(fault["nodes"])) for fault in found] == []
