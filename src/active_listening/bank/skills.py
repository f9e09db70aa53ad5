"""The skills a learner is told of: which rubrics and activities belong to each, and who teaches it.

One file, `data/skills.yaml`, for authors to edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from active_listening import resources
from active_listening.bank import load
from active_listening.bank.items import Item
from active_listening.resources import RawEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill(Item):
    """A skill in the order of the plot.

    Attributes:
        title: its name, in the words of the field.
        taught: the lesson that teaches it, as ``03_open_questions``.
        rubrics: names in `data/coach/rubrics.yaml`; what the coach reads by them counts for it.
        calls: activities without a rubric that count for it, as ``quiz``.
    """

    title: str
    taught: str
    rubrics: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


def path() -> Path:
    """The file of the skills."""
    return resources.data() / "skills.yaml"


def entries() -> tuple[RawEntry, ...]:
    """The unread rows; none where there is no table."""
    return load.entries(path()) if path().exists() else ()


def skill(entry: RawEntry) -> Skill:
    """A row. Raises ContentError naming file, line, field and mend."""
    return Skill(**{**load.values("skills", entry), **load.common(entry)})


def skills() -> tuple[Skill, ...]:
    """Every skill, in order."""
    return tuple(skill(entry) for entry in entries())
