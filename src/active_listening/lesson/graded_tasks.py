"""One task of an assignment on the hand-in page: how far it is answered, and what it earned."""

from __future__ import annotations

from typing import Any

from active_listening import bank
from active_listening.bank.boxes import line_of
from active_listening.coach import wording
from active_listening.grading import ItemGrade, plays
from active_listening.lesson import worksheets

STATUS = {
    "graded": "",
    "empty": "Empty. Write an answer, then hand in again.",
    "person": "A person marks this one, by the scheme shown with it.",
    "unsure": "I can't tell whether this does the job. It costs you nothing.",
    "unreadable": "A person will look at this one.",
}
PLAYED = {
    "empty": "Not played yet. Say at least one line, then hand in again.",
    "person": "This talk needs a person. Or play it once more: a new talk is graded as it stands.",
}


def state(item: bank.Graded, answer: Any) -> str:
    """How far a task is answered: empty, half or answered."""
    if isinstance(item, bank.Roleplay):
        return "answered" if plays.begun(answer) else "empty"
    texts = list(answer.values()) if isinstance(answer, dict) else [answer]
    boxes = len(item.prompts) if isinstance(item, bank.Worksheet) else 1
    filled = sum(isinstance(text, str) and bool(text.strip()) for text in texts)
    return "empty" if not filled else "answered" if filled >= boxes else "half"


def view(item: bank.Graded, graded: ItemGrade, keys: bool) -> dict[str, Any]:
    """What the page shows of one graded answer.

    Args:
        keys: whether there are models to compare with.
    """
    reading, played = graded.reading, graded.played
    rubric = item.rubric if isinstance(item, bank.Rewrite) else "rewrite"
    if isinstance(item, bank.Rewrite):
        asked = line_of(item)
    elif isinstance(item, bank.Worksheet):
        asked = item.title
    else:
        asked = played.title if played else ""
    points = f"{graded.points:g} of {graded.max_points:g}" if graded.points is not None else (
        f"open, up to {graded.max_points:g}")  # fmt: skip
    shown = wording.page(reading, rubric) if reading else None
    unsure = graded.status == "unsure"
    return {
        "id": item.id,
        "label": f"Task {graded.number}",
        "points": points,
        "asked": asked,
        "tone": shown["tone"] if shown else "half",
        "boxes": _boxes(item, graded, shown),
        "criteria": played.rows() if played else shown["criteria"] if shown else [],
        "tip": shown["tips"][0] if shown and shown["tips"] else "",
        "status": " ".join(part for part in (_status(graded), graded.note) if part),
        "unsure": unsure,
        "compare": unsure and keys,
    }


def _status(graded: ItemGrade) -> str:
    if graded.kind == "roleplay" and graded.status in PLAYED:
        return PLAYED[graded.status]
    return STATUS[graded.status]


def _boxes(
    item: bank.Graded, graded: ItemGrade, shown: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """What was typed, box by box; the words that decided are marked in the box that was read."""
    if isinstance(item, bank.Roleplay):
        told = graded.played.boxes()[1:] if graded.played else []  # the talk is on the page
        return [{"label": label, "segments": wording.segments(text, [])} for label, text in told]
    boxes = []
    for box in worksheets.boxes_of(item):
        text = graded.answer
        if isinstance(text, dict):
            text = text.get(box["name"])
        text = text if isinstance(text, str) else ""
        read = shown is not None and box["name"] in (worksheets.ONE, "open")
        segments = shown["segments"] if read and shown else wording.segments(text, [])
        label = box["label"] if isinstance(item, bank.Worksheet) else "You wrote"
        if text.strip():
            boxes.append({"label": label, "segments": segments})
    return boxes
