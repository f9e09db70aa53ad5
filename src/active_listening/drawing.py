"""What all plots of the course share: one look, and a drawing as SVG that needs nothing else.

Whoever draws says in words what the drawing tells, and tells nothing by colour alone. matplotlib is
imported here only when something is drawn.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

INK, QUIET, LINE = "#1c2430", "#545e6c", "#c3cad3"
BLUE, AMBER, RED = "#1b5e8c", "#d9a441", "#a8431f"
IN_A_LESSON = {
    INK: f"var(--al-ink, {INK})",
    QUIET: f"var(--al-soft, {QUIET})",
    LINE: f"var(--al-line, {LINE})",
    BLUE: f"var(--al-accent, {BLUE})",
}
"""Colours of a drawing as the page around it has them, light or dark; for `themed`."""

_SVG = "http://www.w3.org/2000/svg"
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",  # letters stay text: they can be searched, and any reader has a font
    "svg.hashsalt": "active-listening",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.8,
    "figure.constrained_layout.use": True,
}


@contextmanager
def look(more: Mapping[str, Any] | None = None) -> Iterator[None]:
    """The look of our plots while the block draws; `more` are settings of matplotlib's besides."""
    import matplotlib as mpl

    style: Any = {**_STYLE, **(more or {})}
    with mpl.rc_context(style):
        yield


def svg_of(figure: Any, **how: Any) -> str:
    """A matplotlib figure as the same SVG each time, without date, maker and XML head."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, **how)
    drawn = out.getvalue()
    return re.sub(r"<metadata>.*?</metadata>", "", drawn[drawn.index("<svg") :], flags=re.DOTALL)


def with_words(svg: str, name: str, title: str, alt: str) -> str:
    """A drawing with its title and description, and ids that no other drawing of a page has."""
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ET.fromstring(svg)
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key == "id":
                element.set(key, f"{name}-{value}")
            elif key.endswith("href") and value.startswith("#"):
                element.set(key, f"#{name}-{value[1:]}")
            elif "url(#" in value:
                element.set(key, value.replace("url(#", f"url(#{name}-"))
    root.attrib.pop("height")
    root.attrib.pop("width")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for place, (tag, text) in enumerate([("title", title), ("desc", alt)]):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    return ET.tostring(root, encoding="unicode")


def themed(svg: str, colours: Mapping[str, str] = IN_A_LESSON) -> str:
    """A drawing in the colours of the page around it, silent: its words stand beside it."""
    for drawn, shown in colours.items():
        svg = svg.replace(drawn, shown)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
