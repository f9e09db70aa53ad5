"""What a workshop names by id, looked up and laid out for the templates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from active_listening import bank
from active_listening.bank import Workshop, references
from active_listening.bank.items import DialogueLine
from active_listening.bank.workshop import Slide, Slot
from active_listening.kit import markdown

Shown = dict[str, Any]
"""What a template shows of one thing."""


def part(workshop: Workshop, beginning: str) -> markdown.Block:
    """The part of the workshop's lesson that begins with these words."""
    return markdown.block(references.part(workshop.lesson, beginning))


def slots(workshop: Workshop) -> list[Shown]:
    """The slots with their clock, their slides numbered through, and the answers to expect."""
    out, begins, number = [], 0, 1
    for place, slot in enumerate(workshop.slots, 1):
        steps: list[Shown] = []
        clock = begins
        for step in slot.steps:
            slides: list[Shown] = []
            for slide in step.slides:
                slides.append({"number": number, "slot": place, **_slide(workshop, slide)})
                number += 1
            steps.append({"step": step, "begins": clock, "slides": slides})
            clock += step.minutes
        out.append(
            {
                "slot": slot,
                "number": place,
                "begins": begins,
                "ends": clock,
                "steps": steps,
                "slides": [slide for shown in steps for slide in shown["slides"]],
                "answers": list(_answers(slot)),
            }
        )
        begins = clock
    return out


def _slide(workshop: Workshop, slide: Slide) -> Shown:
    """One slide: its heading, its kind, and what is shown."""
    shown: Shown = {"heading": slide.heading}
    if slide.text:
        return {**shown, "kind": "text", "lines": slide.text}
    if slide.part:
        return {**shown, "kind": "part", "block": part(workshop, slide.part)}
    if slide.dialogue:
        return {**shown, "kind": "call", "lines": _spoken(slide.dialogue, slide.lines)}
    if slide.worked:
        return {**shown, "kind": "worked", "rewrite": bank.rewrite(slide.worked)}
    if slide.rewrites:
        return {**shown, "kind": "rewrites", "rewrites": [bank.rewrite(i) for i in slide.rewrites]}
    if slide.quiz:
        return {**shown, "kind": "list", "lines": [row["say"] for row in _quiz(slide)]}
    if slide.worksheet:
        prompts = bank.worksheet(slide.worksheet).prompts
        return {**shown, "kind": "list", "lines": [prompts[n - 1].ask for n in slide.pick]}
    return {**shown, "kind": "list", "lines": workshop.handout.client}


def _spoken(id: str, lines: tuple[int, ...] = ()) -> list[DialogueLine]:
    """The lines of a scene that someone says, from the first to the last of `lines`."""
    first, last = lines or (1, None)
    chosen = bank.dialogue(id).lines[first - 1 : last]
    return [line for line in chosen if line.say and not line.you]


def _quiz(slide: Slide) -> list[Shown]:
    """The chosen lines of a quiz, each with its answer and what the lesson says of it."""
    item = bank.quiz(slide.quiz)
    rows = [{"say": e.say, "answer": e.group, "why": e.feedback} for e in item.entries]
    rows += [{"say": p.say, "answer": p.goes_with, "why": p.feedback} for p in item.pairs]
    rows += [
        {"say": o.say, "answer": "yes" if o.right else "no", "why": o.feedback}
        for o in item.options
    ]
    return [rows[number - 1] for number in slide.pick]


def _answers(slot: Slot) -> Iterator[Shown]:
    """What the lesson knows about the things on a slot's slides, for the trainer alone."""
    for slide in slot.slides:
        if slide.quiz:
            yield {"kind": "quiz", "rows": _quiz(slide)}
        elif slide.rewrites:
            yield {"kind": "rewrites", "rewrites": [bank.rewrite(id) for id in slide.rewrites]}
        elif slide.dialogue:
            noted = [line for line in _spoken(slide.dialogue, slide.lines) if line.note]
            if noted:
                yield {"kind": "notes", "lines": noted}


def calls(workshop: Workshop) -> list[Shown]:
    """Every scene on the slides, once, for those who read it aloud."""
    ids: dict[str, None] = {}
    for slot in workshop.slots:
        ids |= dict.fromkeys(slide.dialogue for slide in slot.slides if slide.dialogue)
    return [{"title": bank.dialogue(id).title, "lines": _spoken(id)} for id in ids]
