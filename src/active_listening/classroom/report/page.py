"""The two pages: one for the instructor, with everything, and one for the class, with nobody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from active_listening.classroom.report import agreement as agree
from active_listening.classroom.report import plots, shared, tables, words
from active_listening.classroom.report.examples import examples
from active_listening.classroom.report.second import Points
from active_listening.classroom.results import ClassResult
from active_listening.pages import templates

LARGEST = 15
LONGEST = 400  # characters shown of an answer
EXAMPLES_OF = 5  # criteria, those missed most, that get examples


@lru_cache
def _templates() -> jinja2.Environment:
    return templates(Path(__file__).with_name("templates"))


def instructor(result: ClassResult, second: Points | None = None, elsewhere: int = 0) -> str:
    """The instructor's page as HTML: no script, nothing loaded, everything typed escaped.

    Args:
        second: a second person's points; `elsewhere`: how many of those fit no answer.
    """
    learners, items = tables.learners(result), tables.items(result)
    criteria = tables.criteria(result)
    pairs = agree.pairs(result, second)
    names = {student.id: student.name for student in result.submissions}
    drawn = {
        "scores": plots.ranges(learners, result.max_points),
        "items": plots.items(items),
        "criteria": plots.criteria(criteria),
        "differences": plots.differences(pairs),
    }
    by_item = tables.criteria(result, by_item=True)
    shown = examples(result, criteria["name"].head(EXAMPLES_OF), second=second)
    return (
        _templates()
        .get_template("instructor.html")
        .render(
            title=words.title(result.assignment),
            assignment=result.assignment,
            summary=words.summary(result),
            spread=words.spread(result),
            flagged=_rows(learners[learners["submission"] == "flagged"]),
            learners=_rows(learners[learners["submission"] != "flagged"]),
            absent=result.absent,
            items=[_item(row, _rows(by_item[by_item["item"] == row.item])) for row in _rows(items)],
            criteria=[{"row": row, "examples": shown.get(row.name, [])} for row in _rows(criteria)],
            stuck=[
                {
                    "name": one.student.name,
                    "why": words.why_stuck(one),
                    "step": words.next_step(one),
                }
                for one in tables.stuck(result)
            ],
            agreement=_agreement(result, pairs, names, elsewhere),
            plots=drawn,
            levels=agree.LEVELS,
            resamples=f"{agree.RESAMPLES:,}",
            fewest=tables.FEWEST,
            fewest_read=tables.FEWEST_READ,
            fewest_class=tables.FEWEST_CLASS,
            weak=f"{words.WEAK:g}",
            fair=f"{words.FAIR:g}",
            number=words.number,
            short=words.short,
            percent=words.percent,
        )
    )


def for_class(known: shared.Shared) -> str:
    """The class's page as HTML, made from what may be shared and nothing else."""
    drawn = {
        "bands": plots.bands(known.bands),
        "portions": plots.portions(
            [(one.label, one.portion) for one in known.missed if one.portion is not None],
            words.PORTIONS,
        ),
    }
    return (
        _templates()
        .get_template("class.html")
        .render(
            title=words.title(known.assignment),
            shared=known,
            short=words.short,
            standings=words.standings(known.handed_in, known.final),
            middle=words.middle(known.middle, known.max_points),
            plots=drawn,
        )
    )


def _rows(table: Any) -> list[Any]:
    return list(table.itertuples(index=False))


def _item(row: Any, missed: Iterable[Any]) -> dict[str, Any]:
    known = row.discrimination == row.discrimination
    return {
        "row": row,
        "r": words.signed(row.discrimination) if known else "",
        "interval": f"{words.signed(row.r_low)} to {words.signed(row.r_high)}" if known else "",
        "no_r": words.no_discrimination(row),
        "repair": words.repair(row, missed),
    }


def _agreement(
    result: ClassResult, pairs: Any, names: dict[str, str], elsewhere: int
) -> dict[str, Any] | None:
    found = agree.measure(pairs)
    if found is None:
        return None
    typed = {(s.id, i.id): i.answer for s in result.submissions for i in s.items}
    return {
        "lines": words.agreement(found),
        "confusion": found.confusion.to_numpy().tolist(),
        "manual": int((pairs["source"] == "manual").sum()),
        "elsewhere": elsewhere,
        "largest": [
            {"row": row, "name": names[row.student], "answer": _shown(typed[row.student, row.item])}
            for row in _rows(pairs[pairs["difference"].abs() > 0.005].head(LARGEST))
        ],
    }


def _shown(answer: Any) -> str:
    """An answer as text, the boxes of a form one below the other, cut where it is very long."""
    parts = answer.values() if isinstance(answer, dict) else [answer or ""]
    text = "\n".join(str(part) for part in parts)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
