"""``make bench``: what is fast and how well the coach reads, each beside a named baseline.

    python -m benchmarks [--data FOLDER] [--no-browser]

FOLDER holds `business_questions_dev.csv` and `question_flaws_dev.csv` (text and label a line); they
are not part of the project. Without them the accuracy table is left out, and says so.
"""

from __future__ import annotations

import argparse
import platform
from pathlib import Path

from benchmarks import accuracy, processes, readings


def main() -> None:
    parser = argparse.ArgumentParser("benchmarks")
    parser.add_argument("--data", type=Path, help="labelled lines to score against")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    args = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}\n")
    readings.report()
    processes.report()
    if args.no_browser:
        print("Browser: left out.\n")
    else:
        from benchmarks import browser

        browser.report()
    accuracy.report(args.data)


if __name__ == "__main__":
    main()
