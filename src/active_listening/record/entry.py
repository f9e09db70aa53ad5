"""One entry of the record, and what can go wrong with it."""

import time
from collections.abc import Mapping
from typing import Any, NamedTuple, TypedDict

SCHEMA = 1  # version of the line format; lines of later versions are kept as they are
LIMIT = 10_000  # characters in one text of an answer
STATES = ("draft", "attempt", "hand_in")  # kinds that are the state of an item
KINDS = (*STATES, "place", "set_aside")


class RecordError(Exception):
    """The record cannot do what was asked; `str()` is for the learner and says what to do."""


class TooLong(RecordError, ValueError):
    """A text of an answer is longer than `LIMIT` characters."""


class Stale(RecordError):
    """Another tab saved this item first.

    Attributes: current: the stored Entry, which stands. The losing text is in the record as well,
    as an entry of kind `set_aside` unless an older entry of the item already holds it.
    """

    def __init__(self, current: "Entry") -> None:
        super().__init__(
            "This answer was changed in another tab or window after it was opened here; "
            "both texts are kept, and the other one stands until you choose."
        )
        self.current = current


class Entry(NamedTuple):
    """One thing the learner did.

    item: id of the item (for a place or a hand-in: the notebook's or assignment's name).
    kind: one of `KINDS`.  answer: any JSON value.  time: UTC, ISO 8601 with milliseconds.
    revision: counts up by 1 with each state of the item; a `set_aside` entry, or one merged in
    from another machine that is older than ours, carries the revision it comes after.
    reading: the coach's reading as a dict, or None.  points: number or None.
    content, coach: versions of the item and of the coach.  learner: id.  place: notebook name.
    id: unique over all machines.  v: version of the line format.
    """

    item: str
    kind: str
    answer: Any
    revision: int
    time: str
    reading: dict[str, Any] | None = None
    points: float | None = None
    content: str = ""
    coach: str = ""
    learner: str = ""
    place: str = ""
    id: str = ""
    v: int = SCHEMA


def now() -> str:
    """The time in UTC, to the millisecond: `2026-03-01T09:30:00.250Z`."""
    seconds, rest = divmod(time.time_ns(), 1_000_000_000)
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{stamp}.{rest // 1_000_000:03d}Z"


class Details(TypedDict, total=False):
    """What can be stored beside an answer; the fields are those of Entry."""

    reading: dict[str, Any] | None
    points: float | None
    content: str
    coach: str
    place: str


def check_length(answer: Any) -> None:
    """Raise TooLong if a text anywhere in the answer has more than `LIMIT` characters."""
    if isinstance(answer, str):
        if len(answer) > LIMIT:
            raise TooLong(
                f"This answer has {len(answer):,} characters; the limit is {LIMIT:,}. "
                "Shorten it, and it will be saved."
            )
    elif isinstance(answer, Mapping):
        for part in answer.values():
            check_length(part)
    elif isinstance(answer, (list, tuple)):
        for part in answer:
            check_length(part)
