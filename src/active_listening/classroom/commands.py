"""What the commands on a class do and say: grade, with its preview, and feedback."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from active_listening.classroom import hand_back, regrade, run
from active_listening.classroom.run import Tell
from active_listening.files import write_whole


def grade(args: Namespace, tell: Tell) -> int:
    """Grades what is new, after taking in a download if one is named; 1 where something broke."""
    name = args.assignment
    try:
        admitted = run.take_in(args.download, name, tell=tell) if args.download else None
        outcomes = run.grade_class(name, force=args.force, workers=args.workers, tell=tell)
    except KeyboardInterrupt:
        print("\nStopped. What is graded is kept; the same command goes on from here.")
        raise
    for line in run.summary(outcomes, name, admitted):
        print(line)
    if args.summary:
        _write(args.summary, run.as_data(outcomes, name))
    without = feedback(args, tell) if args.feedback else 0
    broken = any(one.problem for one in outcomes) or bool(admitted and admitted.told)
    return int(broken or without)


def preview(args: Namespace, tell: Tell) -> int:
    """Shows what grading all again would change."""
    if args.download or args.force or args.feedback:
        raise ValueError("--preview writes nothing. Leave out the download, --force, --feedback.")
    found = regrade.preview(args.assignment, workers=args.workers, tell=tell)
    for line in regrade.summary(found, args.assignment):
        print(line)
    if args.summary:
        _write(args.summary, regrade.as_data(found, args.assignment))
    return int(any(one.problem for one in found))


def feedback(args: Namespace, tell: Tell) -> int:
    """Makes the pages that learners get back."""
    pages = hand_back.hand_back(args.assignment, workers=args.workers, tell=tell)
    for line in hand_back.summary(pages, args.assignment):
        print(line)
    return int(any(one.problem for one in pages))


def _write(file: Path, data: object) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=False)
    write_whole(file, text.encode("utf-8", "replace") + b"\n")
