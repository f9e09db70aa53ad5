"""nbgrader, set up for this course: what `nbgrader_config.py` in the course's folder calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from active_listening.classroom.layout import NBGRADERS_OWN
from active_listening.classroom.submission import ANSWERS
from active_listening.quick import programs_are_there, programs_on_path, skip_slow_imports


def configure(
    c: Any,
    run_code_of: Iterable[str] = (),
    extra_time: Mapping[str, str | Mapping[str, str]] | None = None,
) -> None:
    """Puts our classes in their places in nbgrader's configuration `c`.

    Args:
        run_code_of: assignments to which an instructor added code-graded cells of their own. For
            these, stock nbgrader runs whatever learners handed in, on this machine and with its
            rights, and what `docs/instructor.md` says of tampering does not hold.
        extra_time: what single learners have beyond the due date, by id: "3 days", or such by
            assignment. nbgrader's late policy counts from there. It is read when grading begins.
    """
    skip_slow_imports()
    c.CourseDirectory.source_directory = "solutions"
    c.CourseDirectory.release_directory = "exercises"
    c.CourseDirectory.include = ["*.ipynb", ANSWERS, *NBGRADERS_OWN]
    c.CourseDirectory.ignore.append("handed_in")  # a learner's earlier tries
    c.LatePenalties.extra_time = extra_time or {}
    c.RebuildingExporter.run_code_of = list(run_code_of)
    if programs_are_there():
        programs_on_path()
        _put_our_classes(c, list(run_code_of))


def _put_our_classes(c: Any, run_code_of: list[str]) -> None:
    """Where nbgrader's own programs find them; our commands need none of it, and start sooner."""
    from nbgrader.preprocessors import CheckCellMetadata

    from active_listening.classroom import careful, late, plugin, release

    careful.only_files()
    c.GenerateAssignment.preprocessors = list(release.STEPS)
    c.GenerateAssignment.force = True  # exercises/ comes with the course, made from solutions/
    c.Autograde.exporter_class = plugin.RebuildingExporter
    c.Autograde.sanitize_preprocessors = [
        plugin.ClearOutput,
        plugin.DeduplicateIds,
        plugin.OverwriteKernelspec,
        plugin.OverwriteCells,
        CheckCellMetadata,
    ]
    c.Autograde.autograde_preprocessors = [
        plugin.Execute,
        plugin.LimitOutput,
        plugin.SaveReadings,
        late.LatePenalties,
        CheckCellMetadata,
    ]
    c.GenerateFeedback.exporter_class = plugin.FeedbackExporter
    c.GenerateFeedback.preprocessors = []
    c.HTMLExporter.preprocessors = [plugin.escaped_names]
    for one in (plugin.SaveReadings, *plugin.CODE_STEPS):
        c[one.__name__].run_code_of = run_code_of
