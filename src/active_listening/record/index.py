"""What the record knows in memory: the newest line of each item and a few sums."""

from typing import Any, NamedTuple

from .entry import STATES, Entry
from .line import decode, entry_of, number, readable


class Summary(NamedTuple):
    """One item in short: attempts (hand-ins count), best points or None, time of the last entry."""

    attempts: int
    best: float | None
    last: str


class Tries(NamedTuple):
    """An item's first attempt and its newest; the same entry where there is one only."""

    first: Entry
    newest: Entry


class Index:
    """Newest line by item and kind, places of all lines of an item, and sums. Not thread-safe.

    Only the newest lines are kept, and each item's first attempt, as bytes: a caller who changes
    what it was given changes nothing here, and a record of years stays small in memory.
    """

    def __init__(self) -> None:
        self._newest: dict[tuple[str, str], tuple[int, str, bytes]] = {}
        self._first: dict[str, tuple[int, str, bytes]] = {}
        self._offsets: dict[str, list[int]] = {}
        self._attempts: dict[str, int] = {}
        self._best: dict[str, float] = {}
        self._last: dict[str, str] = {}

    def add(self, fields: dict[str, Any], line: bytes, offset: int) -> None:
        """Take in the line at byte `offset`; one that this version cannot read is passed over."""
        if not readable(fields):
            return
        item, kind = fields["item"], fields["kind"]
        revision, time = fields["revision"], fields["time"]
        self._offsets.setdefault(item, []).append(offset)
        self._keep((item, kind), revision, time, line)
        if kind in STATES:
            self._keep((item, ""), revision, time, line)
            self._last[item] = max(time, self._last.get(item, ""))
            if kind != "draft":
                self._attempts[item] = self._attempts.get(item, 0) + 1
                points = number(fields.get("points"))
                if points is not None:
                    self._best[item] = max(points, self._best.get(item, points))
            if kind == "attempt":
                first = self._first.get(item)
                if first is None or (revision, time) < first[:2]:
                    self._first[item] = (revision, time, line)

    def _keep(self, key: tuple[str, str], revision: int, time: str, line: bytes) -> None:
        old = self._newest.get(key)
        # A higher revision wins; the time only decides between equal ones.
        if old is None or (revision, time) > (old[0], old[1]):
            self._newest[key] = (revision, time, line)

    def latest(self, item: str, kind: str = "") -> Entry | None:
        """The newest entry of an item: of its states, or of the kind given."""
        return _entry(self._newest.get((item, kind)))

    def tries(self) -> dict[str, Tries]:
        """The first and the newest attempt of each item that has one."""
        found = {}
        for item, kept in self._first.items():
            first, newest = _entry(kept), self.latest(item, "attempt")
            if first and newest:
                found[item] = Tries(first, newest)
        return found

    def offsets(self, item: str) -> list[int]:
        """Where the lines of an item start, in file order."""
        return self._offsets.get(item, [])

    def summary(self) -> dict[str, Summary]:
        """A Summary for each item that has a draft, an attempt or a hand-in."""
        return {
            item: Summary(self._attempts.get(item, 0), self._best.get(item), last)
            for item, last in self._last.items()
        }


def _entry(kept: tuple[int, str, bytes] | None) -> Entry | None:
    fields = decode(kept[2]) if kept else None
    return entry_of(fields) if fields else None
