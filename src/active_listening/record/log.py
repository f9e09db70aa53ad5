"""The file of the record: follow what others append, append, repair. Knows lines, not meanings."""

from pathlib import Path

from active_listening.files import write_whole

from . import files
from .index import Index
from .line import decode, head, intact, salvage


class Log:
    """`record.jsonl` and the index of what has been read of it. OSError on any failure.

    Reading needs no lock: only whole lines are taken. `append`, `add` and `repair` are for a
    caller who holds the lock and has called `follow` under it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._forget()

    def _forget(self) -> None:
        self.index = Index()
        self._bad = False  # a line that is no entry
        self._torn = False  # a last line without its end: damage, or another's write under way
        self._end = 0  # bytes read, up to the end of a whole line
        self._last = b""  # the last line read, to see whether the file is still the same one
        self._seen: tuple[int, int, int] | None = None

    @property
    def damaged(self) -> bool:
        """Whether `repair` has something to do; certain only under the lock."""
        return self._bad or self._torn

    def follow(self) -> None:
        """Take in the lines that came since the last call; start anew if the file was replaced."""
        try:
            self._follow()
        except FileNotFoundError:
            self._forget()

    def _follow(self) -> None:
        stat = self.path.stat()
        seen = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        if seen == self._seen:
            return
        data = self._read(self._end - len(self._last))
        if data.startswith(self._last):
            data = data[len(self._last) :]
        else:
            self._forget()
            data = self._read(0)
        self._take(data)
        self._seen = seen

    def _read(self, start: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read()

    def _take(self, data: bytes) -> None:
        lines = data.split(b"\n")
        rest = lines.pop()
        for line in lines:
            fields = head(line) or decode(line)
            if fields is not None:
                self.index.add(fields, line, self._end)
            elif line.strip():
                self._bad = True
            self._end += len(line) + 1
        if lines:
            self._last = lines[-1] + b"\n"
        self._torn = bool(rest)

    def append(self, line: bytes, sync: bool) -> None:
        """Add one line, whole or not at all, and take it in."""
        files.append(self.path, line, sync)
        self.follow()

    def add(self, lines: list[bytes]) -> None:
        """Add many lines in one step: all of them or none."""
        old = self._read(0) if self.path.exists() else b""
        write_whole(self.path, old + b"".join(lines), mode=0o600)
        self.follow()

    def lines(self, item: str | None = None) -> list[bytes]:
        """All lines that have their end, or those of one item's entries, in file order and
        without the newline."""
        if not self.path.exists():
            return []
        if item is None:
            return self._read(0).split(b"\n")[:-1]
        with self.path.open("rb") as file:
            found = []
            for offset in self.index.offsets(item):
                file.seek(offset)
                found.append(file.readline().rstrip(b"\n"))
            return found

    def repair(self) -> str:
        """Set aside what is no whole entry, keep every whole one; a sentence for the learner."""
        good: list[bytes] = []
        bad: list[bytes] = []
        for line in self._read(0).split(b"\n"):
            if intact(line) == line:
                good.append(line)
            elif line.strip():
                bad.append(line)
                good.extend(salvage(line))
        notice = ""
        if bad:
            aside = files.set_aside(self.path, b"\n".join(bad) + b"\n")
            notice = (
                f"Part of your record was damaged and is now in {aside.name}; "
                f"all {len(good):,} whole entries are kept."
            )
        write_whole(self.path, b"".join(line + b"\n" for line in good), mode=0o600)
        self._forget()
        self.follow()
        return notice

    def erase(self) -> None:
        """Remove the file, what was set aside of it and anything half-written."""
        for path in (
            *self.path.parent.glob(f"{self.path.stem}.damaged-*{self.path.suffix}"),
            self.path.with_name(f".{self.path.name}.tmp"),
            self.path,
        ):
            path.unlink(missing_ok=True)
        self._forget()
