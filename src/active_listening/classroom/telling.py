"""How commands put things to people."""

from __future__ import annotations


def shown(student: str) -> str:
    """A learner's id on one line: a folder may be named anything."""
    return student if student.isprintable() else ascii(student)


def count(number: int, what: str) -> str:
    """1 page, 2 pages."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
