"""``make bench``: what is fast and how well the coach reads, each beside a named baseline.

    python -m benchmarks [SECTION ...] [--no-browser] [--long]
                         [--data FOLDER] [--minilm FOLDER] [--held-back] [--errors N]

A SECTION is one of readings, roleplays, processes, lessons, progress, browser, grading, scale,
accuracy; without any, all of them. One part of the accuracy table is named after a colon, as in
`accuracy:business`.
`--data` holds labelled text from outside the project, `--minilm` a model to compare with; what
needs them is left out without them, and the table says so. `--errors` lists the most instructive
errors of each part for reading, of AnnoMI and of the held-back set none.
"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path

from benchmarks import accuracy, grading, lessons, processes, progress, readings, roleplays, scale
from benchmarks.lines import Options

SECTIONS = (
    "readings", "roleplays", "processes", "lessons", "progress", "browser", "grading", "scale",
    "accuracy",
)  # fmt: skip


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser("benchmarks")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--data", type=Path, help="labelled lines to score against")
    parser.add_argument("--minilm", type=Path, help="the MiniLM model, another baseline")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    parser.add_argument("--long", action="store_true", help="memory over a million readings")
    parser.add_argument("--held-back", action="store_true", help="the held-back reference set too")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="list N errors a section"
    )
    args = parser.parse_args()
    parts = [one.partition(":")[2] for one in args.sections if one.startswith("accuracy:")]
    wanted = list(dict.fromkeys(one.partition(":")[0] for one in args.sections)) or list(SECTIONS)
    for unknown in sorted(set(wanted) - set(SECTIONS)):
        parser.error(f"no section {unknown}; there are {', '.join(SECTIONS)}")
    for unknown in sorted(set(parts) - set(accuracy.PARTS)):
        parser.error(f"no part {unknown} of accuracy; there are {', '.join(accuracy.PARTS)}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    for section in wanted:
        if section == "readings":
            readings.report(args.long)
        elif section == "roleplays":
            roleplays.report()
        elif section == "processes":
            processes.report()
        elif section == "lessons":
            lessons.report()
        elif section == "progress":
            progress.report()
        elif section == "browser":
            _browser(args.no_browser)
        elif section == "grading":
            grading.report()
        elif section == "scale":
            scale.report()
        else:
            accuracy.report(Options(args.data, args.minilm, args.held_back, args.errors), parts)


def _browser(left_out: bool) -> None:
    if left_out:
        print("Browser: left out.\n")
        return
    from benchmarks import browser

    browser.report()


if __name__ == "__main__":
    main()
