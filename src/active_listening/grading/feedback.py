"""The page a learner gets back: what was handed in, what decided, what to try, what it earned."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from active_listening import coach
from active_listening.bank import Assignment, Rewrite, Worksheet
from active_listening.grading.grade import Grade, ItemGrade

_SIGNS = {"half": "◐ half met", "no": "○ not yet"}


@lru_cache
def _template() -> jinja2.Template:
    folder = Path(__file__).with_name("templates")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("feedback.html")


def page(
    assignment: Assignment, grade: Grade, title: str, when: str, alone: bool, standing: str = ""
) -> str:
    """The feedback as one HTML page: no script, nothing loaded, everything typed escaped.

    Args:
        when: the time of handing in, for people.
        alone: whether nobody else will look at it.
        standing: how this try compares with earlier ones, for people.
    """
    tasks = [
        _task(item, graded) for item, graded in zip(assignment.items, grade.items, strict=True)
    ]
    return _template().render(
        title=title, when=when, grade=grade, tasks=tasks, alone=alone, standing=standing
    )


def _task(item: Rewrite | Worksheet, graded: ItemGrade) -> dict[str, Any]:
    """What the template shows of one task."""
    if isinstance(item, Rewrite):
        task: dict[str, Any] = {"scene": item.scene, "original": item.original, "scheme": ()}
    else:
        task = {"scene": item.title, "original": "", "scheme": item.scheme}
    read = {"boxes": _boxes(item, graded), "criteria": _criteria(graded), "tip": _tip(graded)}
    return {"grade": graded, **task, **read}


def _boxes(item: Rewrite | Worksheet, graded: ItemGrade) -> list[tuple[str, Markup]]:
    """What was typed, box by box, the deciding words marked."""
    answer, reading = graded.answer, graded.reading
    if isinstance(item, Rewrite):
        return [("You wrote", marked(reading) if reading else escape(answer or ""))]
    boxes = []
    for prompt in item.prompts:
        text = answer.get(prompt.id, "") if isinstance(answer, dict) else answer or ""
        read_here = reading is not None and prompt.id == "open"
        shown = marked(reading) if read_here and reading else escape(str(text))
        boxes.append((prompt.ask, shown))
    return boxes


def marked(reading: coach.Reading) -> Markup:
    """The text, escaped, with the words that decided marked and named."""
    spans: list[tuple[int, int, str]] = []
    if reading.verdict == "unsure":
        return escape(reading.text)
    if reading.question.span:
        spans.append((*reading.question.span, reading.question.tier))
    spans += [(*flaw.span, flaw.id.replace("_", " ")) for flaw in reading.flaws]
    out, at = Markup(), 0
    for start, end, name in sorted(spans):
        if start < at:
            continue  # two findings share words: the first names them
        out += escape(reading.text[at:start])
        out += Markup("<mark>{}</mark><small> ({})</small>").format(reading.text[start:end], name)
        at = end
    return out + escape(reading.text[at:])


def _criteria(graded: ItemGrade) -> dict[str, Any]:
    """The labels of what was met, and of what was not: how far, what, and why."""
    reading = graded.reading
    if reading is None:
        return {"met": [], "short": []}
    labels = {
        rule.id: rule.label for kind in ("rewrite", "keep_closed") for rule in coach.rubric(kind)
    }
    met = [labels[criterion.id] for criterion in reading.criteria if criterion.met == "full"]
    short: list[dict[str, str]] = []
    for criterion in reading.criteria:
        if criterion.met in _SIGNS:
            words = reading.text[slice(*criterion.span)] if criterion.span else ""
            why = coach.say(criterion.reason, words)
            said = any(row["why"] == why for row in short)
            row = {"sign": _SIGNS[criterion.met], "label": labels[criterion.id]}
            short.append({**row, "why": "" if said else why})
    return {"met": met, "short": short}


def _tip(graded: ItemGrade) -> str:
    """One thing to try: what passing hangs on comes first, as in the rubric."""
    tips = [c.tip for c in graded.reading.criteria if c.tip] if graded.reading else []
    return coach.say(tips[0]) if tips else ""
