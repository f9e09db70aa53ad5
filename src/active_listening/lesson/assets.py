"""The browser's side of an activity: the small files under static/, joined into one module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_STATIC = Path(__file__).with_name("static")


@cache
def script(*names: str, render: str) -> str:
    """One JavaScript module: static/`name`.js in order, and `render` as what draws the activity."""
    parts = [(_STATIC / f"{name}.js").read_text(encoding="utf-8") for name in names]
    return "\n".join([*parts, f"export default {{ render: {render} }};\n"])


@cache
def style() -> str:
    """The look that all activities share."""
    return (_STATIC / "style.css").read_text(encoding="utf-8")
