"""The glossary: its page, and where its terms are linked."""

import re

import pytest

from active_listening.bank import pages
from active_listening.bank.glossary import Term, terms
from active_listening.build import glossary

TERMS = terms()
LESSONS = {page.name: page for page in pages.pages() if page.kind == "lessons"}


def term(name: str, *forms: str) -> Term:
    made = {"id": pages.slug(name), "source": "", "version": "", "means": "It is so."}
    return Term(term=name, taught="03_open_questions#opening-up", forms=forms, **made)


CUE = term("Cue", "cue", "go on")


def test_sixty_terms_and_more_each_with_its_own_words() -> None:
    assert len(TERMS) >= 60
    assert len({one.term for one in TERMS}) == len({one.means for one in TERMS}) == len(TERMS)
    forms = [form for one in TERMS for form in one.forms]
    assert sorted(form for form in set(forms) if forms.count(form) > 1) == []


def test_every_entry_leads_to_the_place_that_teaches_it_and_to_its_neighbours() -> None:
    page = glossary.page(LESSONS["glossary"].text, TERMS, LESSONS)
    assert glossary.MARK not in page
    headings = {pages.anchor(found["text"]) for found in pages.HEADING.finditer(page)}
    assert set(re.findall(r"\]\(#([^)]*)\)", page)) <= headings
    for name, at in re.findall(r"\]\((\w+)\.ipynb#([^)]*)\)", page):
        there = {pages.anchor(h["text"]) for h in pages.HEADING.finditer(LESSONS[name].prose)}
        assert at in there


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("One cue, one cue.", "One [cue](glossary.ipynb#Cue), one cue."),
        ("Two cues.", "Two [cues](glossary.ipynb#Cue)."),
        ("**Cue** it.", "**[Cue](glossary.ipynb#Cue)** it."),
        ("He said “go on”.", "He said “[go on](glossary.ipynb#Cue)”."),
        ("A rescue, a cue-word, accuse.", "A rescue, a cue-word, accuse."),
        ("## A cue\n\nNo.", "## A cue\n\nNo."),
        (
            "| cue | x |\n|---|---|\n| a cue | y |",
            "| cue | x |\n|---|---|\n| a [cue](glossary.ipynb#Cue) | y |",
        ),
        ('```python\n# cue\nquiz("cue")\n```\n', '```python\n# cue\nquiz("cue")\n```\n'),
        ("See [a cue](x.ipynb).", "See [a cue](x.ipynb)."),
        ("In `kit/cue` lies it.", "In `kit/cue` lies it."),
        (
            "After this lesson you can\n\n- give a cue.\n\n## X\n\nA cue.",
            "After this lesson you can\n\n- give a cue.\n\n## X\n\nA [cue](glossary.ipynb#Cue).",
        ),
    ],
)
def test_the_first_place_in_the_prose_is_linked(source: str, linked: str) -> None:
    assert glossary.linked(source, [CUE]) == linked


def test_links_never_stand_in_each_other() -> None:
    both = [CUE, term("Cue card", "cue card")]
    assert glossary.linked("A cue card.", both) == "A [cue](glossary.ipynb#Cue) card."


def test_lessons_lead_to_the_glossary() -> None:
    found = {
        name: re.findall(r"glossary\.ipynb#", glossary.linked(page.text, TERMS))
        for name, page in LESSONS.items()
        if name[:2].isdigit() and name[:2] != "00"
    }
    assert [name for name, links in found.items() if not 3 <= len(links) <= 15] == []
