"""The glossary's page, and the links to it: on each lesson's page, the first place of a term.

Never in headings, links, heads of tables or code, nor among a lesson's objectives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from active_listening.bank import pages
from active_listening.bank.glossary import Term

PAGE = "glossary"
MARK = "<!-- terms -->"
"""Where the page's source has this, the terms stand in the notebook."""
_KEPT = re.compile(
    r"^```(?s:.*?)^```[ \t]*$"  # code
    r"|^#{1,6}[ \t].*$"  # headings
    r"|^\|.*\n\|[-|: ]+\|$"  # heads of tables
    r"|!?\[[^\]]*\]\([^)]*\)"  # links
    r"|<[^>]+>"  # tags
    r"|`[^`\n]+`"  # names of files
    r"|^After this lesson you can$(?s:.*?)(?=^#)",  # objectives
    re.MULTILINE,
)


def page(source: str, terms: Sequence[Term], written: dict[str, pages.Page]) -> str:
    """The page with its terms: what each means, where it is taught, what is near it."""
    if MARK not in source:
        return source
    named = {one.id: one.term for one in terms}
    return source.replace(MARK, "\n\n".join(_entry(one, named, written) for one in terms))


def _entry(one: Term, named: dict[str, str], written: dict[str, pages.Page]) -> str:
    place = written.get(one.page)
    where = ""  # what is wrong with a term is told by `check`
    if place and one.heading in place.headings:
        where = f" *[Lesson {one.page[:2]}]({one.page}.ipynb#{place.anchor(one.heading)})*"
    near = [f"[{named[id]}](#{pages.anchor(named[id])})" for id in one.see if id in named]
    see = f" · see also {', '.join(near)}" if near else ""
    return f"## {one.term}\n\n{one.means}{where}{see}"


def linked(source: str, terms: Iterable[Term]) -> str:
    """A lesson's Markdown with the first place of each term linked to the glossary."""
    kept = [(found.start(), found.end()) for found in _KEPT.finditer(source)]
    links: list[tuple[int, int, str]] = []
    for one in terms:
        wanted = "|".join(map(re.escape, sorted(one.forms, key=len, reverse=True)))
        for found in re.finditer(rf"(?<![\w-])(?:{wanted})s?(?![\w-])", source, re.IGNORECASE):
            span = found.span()
            if not any(_overlap(span, other) for other in [*kept, *(link[:2] for link in links)]):
                links.append((*span, pages.anchor(one.term)))
                break
    for start, end, anchor in sorted(links, reverse=True):
        link = f"[{source[start:end]}]({PAGE}.ipynb#{anchor})"
        source = source[:start] + link + source[end:]
    return source


def _overlap(one: tuple[int, int], other: tuple[int, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
