"""``make bench``: what is fast and how well the coach reads, each beside a named baseline.

    python -m benchmarks [SECTION ...] [--data FOLDER] [--no-browser]

A SECTION is one of readings, processes, browser, grading, accuracy; without any, all of them.
FOLDER holds `business_questions_dev.csv` and `question_flaws_dev.csv` (text and label a line); they
are not part of the project. Without them the accuracy table is left out, and says so.
"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path

from benchmarks import accuracy, grading, processes, readings

SECTIONS = ("readings", "processes", "browser", "grading", "accuracy")


def main() -> None:
    parser = argparse.ArgumentParser("benchmarks")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--data", type=Path, help="labelled lines to score against")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    args = parser.parse_args()
    unknown = set(args.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    for section in args.sections or SECTIONS:
        if section == "readings":
            readings.report()
        elif section == "processes":
            processes.report()
        elif section == "browser":
            _browser(args.no_browser)
        elif section == "grading":
            grading.report()
        else:
            accuracy.report(args.data)


def _browser(left_out: bool) -> None:
    if left_out:
        print("Browser: left out.\n")
        return
    from benchmarks import browser

    browser.report()


if __name__ == "__main__":
    main()
