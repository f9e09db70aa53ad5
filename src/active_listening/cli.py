"""The command line: ``active-listening COMMAND``. Each command imports only what it needs."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from active_listening.quick import only_the_gradebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from active_listening.coach import Reading
    from active_listening.record import Record


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns 0, 1 where it found something wrong, 2 where it could not run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a record may hold any character
    args = _parsed(argv)
    if argv is None and args.run in (_grade, _feedback):  # a process for this, and nothing else
        only_the_gradebook()
    try:
        return int(args.run(args))
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except (OSError, ValueError) as error:
        print(f"active-listening: {error}", file=sys.stderr)
        return 2
    except Exception as error:
        if os.environ.get("ACTIVE_LISTENING_DEBUG"):
            raise
        print(
            f"active-listening: this did not work ({type(error).__name__}: {error}). "
            "With ACTIVE_LISTENING_DEBUG=1 it tells where.",
            file=sys.stderr,
        )
        return 2


def _parsed(argv: list[str] | None) -> argparse.Namespace:
    """The arguments. argparse takes a download for one too many where it follows an option."""
    parser = _parser()
    args, left = parser.parse_known_args(argv)
    if len(left) == 1 and not left[0].startswith("-") and vars(args).get("download", "") is None:
        args.download = Path(left.pop())
    if left:
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    return args


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "active-listening", description="A course in active listening."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    start = commands.add_parser("start", help="open the course in the browser")
    start.add_argument(
        "--workspace", type=Path, help="your folder (default: ~/my-active-listening)"
    )
    start.add_argument("--port", type=int, help="the port to use (default: the first free one)")
    start.add_argument("--no-browser", action="store_true", help="print the address only")
    start.set_defaults(run=_start)

    read = commands.add_parser("read", help="read one utterance a line, as the coach does")
    read.add_argument("file", nargs="?", default="-", help="a text file, or - for standard input")
    read.add_argument("--rewrite-of", metavar="QUESTION", help="the closed question they rewrite")
    read.add_argument("--reply-to", metavar="LINE", help="the client's line they answer")
    read.add_argument("--json", action="store_true", help="one JSON object a line")
    read.set_defaults(run=_read)

    check = commands.add_parser("check", help="find what is wrong with the content in data/")
    check.set_defaults(run=_check)

    syllabus = commands.add_parser("syllabus", help="show what is taught and exercised where")
    syllabus.add_argument("--module", default="", help="one of M01 to M14 (default: all)")
    syllabus.set_defaults(run=_syllabus)

    measure = commands.add_parser("measure", help="show how long pages take and how hard they read")
    measure.add_argument("page", nargs="?", default="", help="such as 03_open_questions")
    measure.set_defaults(run=_measure)

    play = commands.add_parser("play", help="play a scene here, as it is in its file now")
    play.add_argument("scene", help="an id, such as agency-campaign, or a .yaml file")
    play.add_argument("--seed", type=int, default=1, help="another number, another talk")
    play.add_argument("--bot", default="", help="print a whole play of a bot, such as listener")
    play.add_argument("--choices", action="store_true", help="the bot takes lines on offer")
    play.add_argument("--turns", type=Path, metavar="FILE", help="lines to begin with")
    play.set_defaults(run=_play)

    build = commands.add_parser("build", help="make the notebooks from data/")
    build.add_argument(
        "--into", type=Path, default=Path(), help="the project's root (default: here)"
    )
    build.set_defaults(run=_build)

    grade = commands.add_parser("grade", help="grade what a class handed in")
    grade.add_argument("assignment", help="as its folder is called, such as 03_open_questions")
    grade.add_argument(
        "download", nargs="?", type=Path, help="an LMS's zip, or a folder, to be taken in first"
    )
    grade.add_argument("--force", action="store_true", help="also what was graded before")
    grade.add_argument("--workers", type=int, help="processes (default: one a processor)")
    grade.add_argument(
        "--preview", action="store_true", help="only show what grading all again would change"
    )
    grade.add_argument("--feedback", action="store_true", help="make the feedback pages too")
    grade.add_argument("--summary", type=Path, metavar="FILE", help="what became of it, as JSON")
    grade.set_defaults(run=_grade)

    mark = commands.add_parser("mark", help="mark what waits for you in a class's answers")
    mark.add_argument("assignment", help="as its folder is called, such as 03_open_questions")
    mark.add_argument("--list", action="store_true", help="only print what waits")
    mark.add_argument("--port", type=int, help="the port to use (default: the first free one)")
    mark.add_argument("--no-browser", action="store_true", help="print the address only")
    mark.set_defaults(run=_mark)

    feedback = commands.add_parser("feedback", help="make the pages that a class gets back")
    feedback.add_argument("assignment", help="as its folder is called, such as 03_open_questions")
    feedback.add_argument("--workers", type=int, help="processes (default: one a processor)")
    feedback.set_defaults(run=_feedback)

    report = commands.add_parser("report", help="make the report on a class")
    report.add_argument("assignment", help="as its folder is called, such as 03_open_questions")
    report.add_argument(
        "--second-marks", type=Path, metavar="FILE", help="a second person's: student,item,points"
    )
    report.add_argument("--into", type=Path, help="a folder (default: reports/ASSIGNMENT)")
    report.set_defaults(run=_report)

    kit = commands.add_parser("kit", help="make handouts, guides, slides and cards")
    kit.add_argument("--into", type=Path, default=Path("kit"), help="a folder (default: kit)")
    kit.add_argument("--paper", choices=["a4", "letter"], default="a4", help="default: a4")
    kit.set_defaults(run=_kit)

    demo = commands.add_parser("demo", help="take a made class through everything, and look")
    demo.add_argument("--into", type=Path, help="a folder (default: demo, in the project's own)")
    demo.set_defaults(run=_demo)

    record = commands.add_parser("record", help="see, export, import or delete what you did")
    record.add_argument("action", choices=["show", "export", "import", "delete"])
    record.add_argument("file", nargs="?", type=Path, help="for export and import")
    record.add_argument("--workspace", type=Path, help="your folder, where it is not this one")
    record.add_argument("--yes", action="store_true", help="delete without asking")
    record.set_defaults(run=_record)
    return parser


def _start(args: argparse.Namespace) -> int:
    from active_listening.start import start

    return start(args.workspace, args.port, not args.no_browser)


def _read(args: argparse.Namespace) -> int:
    from active_listening import coach

    task = None
    if args.rewrite_of:
        task = SimpleNamespace(rubric="rewrite", original=args.rewrite_of, facets=())
    try:
        text = sys.stdin.read() if args.file == "-" else Path(args.file).read_text("utf-8")
    except UnicodeDecodeError:
        raise ValueError(
            f"{args.file} is not UTF-8 text. Save it as UTF-8 and try again."
        ) from None
    refused = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            reading = coach.read(line, task, client=args.reply_to or "")
        except coach.TooLong as error:
            print(f"active-listening: {error}", file=sys.stderr)
            refused = 1
            continue
        if args.json:
            print(json.dumps(reading.as_dict(), ensure_ascii=False))
        else:
            print(_for_people(reading, "rewrite" if task else None))
    return refused


def _for_people(reading: Reading, rubric: str | None) -> str:
    from active_listening.coach import wording

    shown = wording.page(reading, rubric)
    lines = [reading.text, f"  {shown['tier_word']}: {shown['head']}"]
    lines += [f"  {flaw['word']}: {flaw['reason']}" for flaw in shown["flaws"]]
    if not rubric and reading.verdict is None:
        lines += [f"  {move['word']}: {move['reason']}" for move in wording.moves(reading)]
    if reading.verdict:
        points = "" if reading.points is None else f", {reading.points:g} of 100 points"
        lines.append(f"  {reading.verdict.replace('_', ' ')}{points}")
    lines += [f"  try: {tip}" for tip in shown["tips"][:1]]
    return "\n".join(lines)


def _check(args: argparse.Namespace) -> int:
    from active_listening import check

    found = list(check.problems())
    for problem in found:
        print(problem)
    print(f"{len(found)} problems found." if found else "The content holds together.")
    return 1 if found else 0


def _syllabus(args: argparse.Namespace) -> int:
    from active_listening.check import syllabus

    print("\n".join(syllabus.table(args.module)))
    return 0


def _measure(args: argparse.Namespace) -> int:
    from active_listening.check import limits, measure

    print("\n".join(measure.table(limits.limits(), args.page)))
    return 0


def _play(args: argparse.Namespace) -> int:
    from active_listening.roleplays import terminal

    return terminal.play(args.scene, args.seed, args.bot, args.choices, args.turns)


def _build(args: argparse.Namespace) -> int:
    from active_listening.build import build

    for path in build(args.into):
        print(path)
    return 0


def _grade(args: argparse.Namespace) -> int:
    from active_listening.classroom import commands

    return commands.preview(args, _bar) if args.preview else commands.grade(args, _bar)


def _feedback(args: argparse.Namespace) -> int:
    from active_listening.classroom import commands

    return commands.feedback(args, _bar)


def _mark(args: argparse.Namespace) -> int:
    from active_listening.classroom.marking import launch

    if args.list:
        for line in launch.listed(args.assignment):
            print(line)
        return 0
    waits, told = launch.waits(args.assignment)
    print(told)
    if not waits:
        return 0
    from active_listening.start import Room, open_at

    room = Room(**launch.room(args.assignment))
    return open_at(room, args.port, not args.no_browser)


def _report(args: argparse.Namespace) -> int:
    from active_listening.classroom.gradebook import class_result
    from active_listening.classroom.report import report

    result = class_result(args.assignment)
    folder = args.into or Path("reports") / args.assignment
    for path in report(result, folder, args.second_marks):
        print(path)
    print("Share class.html with the class, once; the others name learners.")
    return 0


def progress(what: str) -> Callable[[int, int], None]:
    """A bar on the screen's last line; nothing where the output is no screen."""

    def tell(done: int, of: int) -> None:
        if not sys.stderr.isatty():
            return
        filled = 30 * done // max(of, 1)
        end = "\n" if done == of else ""
        bar = "█" * filled + "░" * (30 - filled)
        print(f"\r{what} {bar} {done} of {of}", end=end, file=sys.stderr, flush=True)

    return tell


def _bar(stage: str, done: int, of: int) -> None:
    progress(stage)(done, of)


def _kit(args: argparse.Namespace) -> int:
    from active_listening import kit

    made = kit.make(args.into, args.paper, tell=lambda path: print(path, flush=True))
    for note in made.notes:
        print(f"active-listening: {note}", file=sys.stderr)
    return 0


def _demo(args: argparse.Namespace) -> int:
    import shutil

    from active_listening.classroom import demo

    told = ""

    def tell(stage: str, done: int, of: int) -> None:
        nonlocal told
        progress(f"{stage:<21}")(done, of)
        if stage != told and not sys.stderr.isatty():
            print(f"{stage} ...", file=sys.stderr, flush=True)
        told = stage

    width = shutil.get_terminal_size((100, 24)).columns
    try:
        lines = demo.make(args.into or demo.default_folder(), tell, width)
    except BaseException as error:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # off the line of the bar
        if isinstance(error, KeyboardInterrupt):
            print("Stopped half-way. The same command begins anew.", file=sys.stderr)
        raise
    print("\n".join(lines))
    return 0


def _record(args: argparse.Namespace) -> int:
    from active_listening.record import Record, RecordError

    folder = args.workspace / ".active-listening" / "record" if args.workspace else None
    try:
        return _with_record(args, Record.open(folder))
    except RecordError as error:
        raise ValueError(str(error)) from error


def _with_record(args: argparse.Namespace, record: Record) -> int:
    if args.action == "show":
        for entry in record.entries():
            print(f"{entry.time}  {entry.kind:9}  {entry.item}  {_short(entry.answer)}")
    elif args.action == "delete":
        if args.yes or input("Delete all you did? Type DELETE: ") == "DELETE":
            record.delete()
            print("Deleted.")
    elif args.file is None:
        raise ValueError(f"Name the file to {args.action}, as in: record {args.action} mine.jsonl")
    elif args.action == "export":
        record.export(args.file)
        print(f"Written to {args.file}.")
    else:
        record.import_(args.file)
        print(f"Taken over from {args.file}.")
    return 0


def _short(answer: object) -> str:
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return text if len(text) < 70 else text[:69] + "…"


if __name__ == "__main__":
    sys.exit(main())
