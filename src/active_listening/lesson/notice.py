"""Plain pages, as text and as HTML. Needs no other part, so it can tell that one is missing."""

from __future__ import annotations

from html import escape

SURPRISE = (
    "Something went wrong here, and not through you. What you did before is kept. "
    "Choose “Reload lesson” above; if it comes back, tell whoever runs the course."
)
_FRAME = (
    "max-width:72ch;margin:.75rem 0;padding:1rem 1.25rem;border:1px solid #8592a1;"
    "border-radius:10px;line-height:1.55"
)


class Page:
    """Paragraphs and lists, written as text and as HTML side by side. Everything is escaped."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._html: list[str] = []

    def say(self, text: str, tag: str = "p") -> Page:
        """A paragraph; `tag` may be blockquote or strong."""
        if text:
            self._text.append(text)
            inner = escape(text).replace("\n", "<br>")
            self._html.append(
                f"<p><strong>{inner}</strong></p>" if tag == "strong" else f"<{tag}>{inner}</{tag}>"
            )
        return self

    def list(self, lines: list[str]) -> Page:
        """A list."""
        if lines:
            self._text.append("\n".join(f"- {line}" for line in lines))
            self._html.append(
                "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
            )
        return self

    def bundle(self, role: str = "al-static") -> dict[str, str]:
        """The page as a MIME bundle."""
        html = f'<div class="{role}" style="{_FRAME}">{"".join(self._html)}</div>'
        return {"text/plain": "\n\n".join(self._text), "text/html": html}


def box(sentence: str) -> dict[str, str]:
    """A calm message instead of an activity."""
    return Page().say(sentence).bundle("al-message")
