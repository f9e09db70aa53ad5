"""Lines appended whole or not at all, the lock, and the sentence when something fails."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from active_listening.files import FLAGS, sync_folder, write_all

from .entry import RecordError

WAIT = 10.0  # seconds to wait for another notebook that holds the lock
_POLL = 0.003  # seconds between two tries
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR, errno.EEXIST}


def sentence(error: OSError, folder: Path, done: str = "saved") -> str:
    """What to tell the learner; `done` is what could not be done: saved, read, deleted …"""
    safe = "What was saved before is safe"
    if isinstance(error, TimeoutError):
        return (
            f"This could not be {done}, because another notebook has held the record for "
            f"{WAIT:.0f} seconds. {safe}: close the other notebook, then try again."
        )
    if error.errno in _FULL:
        return (
            f"This could not be {done}, because the disk is full. {safe}: "
            "free some space on the disk, then try again."
        )
    if error.errno in _DENIED:
        return (
            f"This could not be {done}, because you have no permission for it in {folder}. "
            f"{safe}: ask for permission to write there, or move your course to a folder of "
            "your own."
        )
    if error.errno in _NO_FOLDER:
        return (
            f"This could not be {done}, because the folder {folder} is missing or is not a "
            "folder. Check that it is where it was, then try again."
        )
    return (
        f"This could not be {done} in {folder} ({error.strerror or error}). {safe}: "
        "check the disk, then try again."
    )


@contextmanager
def told(folder: Path, done: str = "saved") -> Iterator[None]:
    """Turn an OSError inside into a RecordError with its sentence."""
    try:
        yield
    except OSError as error:
        raise RecordError(sentence(error, folder, done)) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file `path` against other processes and threads; the folder is made if
    missing. OSError if it cannot be had, TimeoutError after `WAIT` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if sys.platform == "emscripten":  # one process, and no lock that a closed tab would release
        yield
        return
    from filelock import FileLock

    with FileLock(path, timeout=WAIT, poll_interval=_POLL):
        yield


def append(path: Path, data: bytes, sync: bool) -> None:
    """Append `data` whole, or leave the file as it was and raise OSError. Call under the lock."""
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | FLAGS, 0o600)
    try:
        size = os.fstat(fd).st_size
        try:
            write_all(fd, data)
            if sync:
                os.fsync(fd)
        except BaseException:  # an interrupted kernel must not leave half a line either
            with suppress(OSError):  # if even this fails, the next reader sets the tail aside
                os.ftruncate(fd, size)
            raise
    finally:
        os.close(fd)
    if sync and size == 0:
        sync_folder(path.parent)


def set_aside(path: Path, data: bytes, mode: int = 0o600) -> Path:
    """Keep damaged `data` beside `path` under a new name with the time; give that name."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    number = 1
    while True:
        extra = f"-{number}" if number > 1 else ""
        aside = path.with_name(f"{path.stem}.damaged-{stamp}{extra}{path.suffix}")
        try:
            fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS, mode)
        except FileExistsError:
            number += 1
            continue
        try:
            try:
                write_all(fd, data)
                os.fsync(fd)
            finally:
                os.close(fd)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise
        return aside
