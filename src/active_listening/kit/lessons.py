"""A lesson's papers: the handout, the facilitator's guide, the observer's sheet; one pocket card.

All from the lesson's own page and items, and for the guide its session in `data/sessions/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import mistune
from markupsafe import Markup

from active_listening import bank
from active_listening.bank import Session, pages, references
from active_listening.bank.pages import CALL, Page
from active_listening.kit import documents, markdown, paper

FOLDER = "lessons"
_DETAILS = re.compile(r"^<details>$.*?^</details>$\n?", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```[^\n]*\n(?P<code>.*?)^```[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_MINUTES = re.compile(r"^\*\*(?P<all>\d+) minutes\.\*\* (?P<parts>.*)$", re.MULTILINE)
_ASSIGNMENT = re.compile(r"^Then hand in .*$\n?", re.MULTILINE)
_APART = re.compile(r"File (two|three)\b|.*\bwhen your talk\b.*\bover$")
_KNOWN = re.compile(r"^> (?:.*\n>?)*", re.MULTILINE)


class _Printed(mistune.HTMLRenderer):
    """HTML without links: on paper their words are enough; headings that can begin a page."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        apart = ' class="apart"' if _APART.match(text) else ""
        return f"<h{level}{apart}>{text}</h{level}>\n"


_to_html = mistune.create_markdown(renderer=_Printed(escape=True), plugins=["table"])


def lessons() -> list[Page]:
    """The lessons, in order, without the pages that are none."""
    found = [page for page in pages.pages() if page.kind == "lessons"]
    return [page for page in found if page.name[:2].isdigit()]


def papers(size: str = "a4") -> dict[str, str]:
    """Path below the kit's folder to HTML, for every lesson.

    Raises:
        ContentError: where something that a lesson or its session names is broken.
    """
    sessions = {session.lesson: session for session in bank.sessions()}
    made = {"pocket_card": card(size), f"{FOLDER}/glossary": glossary(size)}
    for page in lessons():
        folder = f"{FOLDER}/{page.name}"
        made[f"{folder}/handout"] = handout(page, size)
        session = sessions.get(page.name)
        if session:
            made[f"{folder}/guide"] = guide(page, session, size)
            made[f"{folder}/observer_sheet"] = observer_sheet(page, session, size)
    return made


def handout(page: Page, size: str = "a4") -> str:
    """The lesson to read and to write on; no answer is in it, and a page of its own begins where
    the lesson tells what lay under a talk."""
    return _render("lesson_handout", size, page=page, title=_title(page), parts=list(_parts(page)))


def _parts(page: Page) -> Iterator[dict[str, Any]]:
    text = _ASSIGNMENT.sub("", _MINUTES.sub("", _DETAILS.sub("", page.text)))
    text = text.split("\n", 1)[1]  # the title stands above
    start = 0
    for block in _BLOCK.finditer(text):
        yield from _prose(text[start : block.start()])
        start = block.end()
        call = CALL.fullmatch(block["code"])
        if call:
            shown = paper.on_paper(call["verb"], call["id"] or "")
            if shown:
                yield {"label": _label(block["code"]), **shown}
    yield from _prose(text[start:])


def _label(code: str) -> str:
    found = re.search(r"^# (.+)$", code, re.MULTILINE)
    return found[1] if found else ""


def _places(page: Page) -> dict[str, str]:
    """What the handout calls each thing, by id."""
    codes = [block["code"] for block in _BLOCK.finditer(page.text)]
    calls = [(CALL.fullmatch(code), _label(code)) for code in codes]
    return {call["id"]: label for call, label in calls if call and call["id"] and label}


def _prose(text: str) -> Iterator[dict[str, Any]]:
    if text.strip():
        yield {"kind": "prose", "html": Markup(_to_html(text))}  # escaped by mistune


def guide(page: Page, session: Session, size: str = "a4") -> str:
    """What a trainer needs to run the session, answers included."""
    clock, slots, places = 0, [], _places(page)
    for part in session.slots:
        used = [{"place": places.get(id, ""), **paper.for_trainer(id)} for id in part.uses]
        slots.append({"part": part, "begins": clock, "used": used})
        clock += part.minutes
    aims = re.search(
        r"^After this (?:lesson|page) you can\n+((?:- .*\n)+)", page.text, re.MULTILINE
    )
    return _render(
        "lesson_guide",
        size,
        page=page,
        title=_title(page),
        session=session,
        slots=slots,
        aims=Markup(_to_html(aims[1])) if aims else "",
        known=[Markup(_to_html(found[0])) for found in _KNOWN.finditer(_last_known(page))],
        assignment=any(call.verb == "roleplay" for call in page.calls),
    )


def _last_known(page: Page) -> str:
    """The part of a page that says what research found; "" where it has none."""
    heads = [head for head in re.split(r"(?m)^(?=## )", page.prose) if _tells_research(head)]
    return heads[-1] if heads else ""


def _tells_research(part: str) -> bool:
    return re.match(r"## .*(?:known|research|partners)", part) is not None


def observer_sheet(page: Page, session: Session, size: str = "a4") -> str:
    """What to watch for in a round of practice: the lesson's codes, with room for the words."""
    return _render("lesson_sheet", size, page=page, title=_title(page), rows=_codes(page, session))


def _codes(page: Page, session: Session) -> list[tuple[Markup | str, ...]]:
    source = references.codes(page)
    if session.watch or not source:
        return [(markdown.inline(one),) for one in session.watch]
    return list(markdown.block(source).rows)


def card(size: str = "a4") -> str:
    """The course on one card: the sequence of a whole conflict, and the test of a question."""
    parts = {
        "sequence": references.part("14_capstone", "no."),
        "test": references.part("03_open_questions", "shortest honest answer"),
    }
    shown = {name: markdown.block(text) for name, text in parts.items()}
    return _render("course_card", size, title="Pocket card", **shown)


def glossary(size: str = "a4") -> str:
    """The terms of the course."""
    from active_listening.bank import glossary

    return _render("glossary", size, title="Glossary", terms=glossary.terms())


def _title(page: Page) -> str:
    """As ``03 Open questions``."""
    return f"{page.name[:2]} {page.text.split(chr(10), 1)[0].removeprefix('# ').strip()}"


def _render(template: str, size: str, **shown: Any) -> str:
    paper_name, height, width = documents.PAPERS[size]
    shown |= {"size": paper_name, "height": height, "width": width}
    return documents.environment().get_template(f"{template}.html").render(shown)
