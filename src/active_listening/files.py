"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def write_whole(path: Path, data: bytes, *, sync: bool = True, mode: int = 0o644) -> None:
    """Puts `data` in place of the file at `path` in one step: the old file or the new, never half.

    Args:
        sync: wait until it would survive a power cut.
        mode: the new file's permissions, less the umask.

    Raises:
        OSError: where it cannot be written; the old file stays.
    """
    temp = path.with_name(f".{path.name}.tmp")
    with suppress(FileNotFoundError):
        temp.unlink()  # left by a kill; never written through, it could be a link
    try:
        fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS, mode)
        try:
            write_all(fd, data)
            if sync:
                os.fsync(fd)
        finally:
            os.close(fd)
        _replace(temp, path)
    except BaseException:
        with suppress(OSError):
            temp.unlink()
        raise
    if sync:
        sync_folder(path.parent)


def write_all(fd: int, data: bytes) -> None:
    """Writes all of it to an open file; normally one call. Raises OSError."""
    rest = memoryview(data)
    while rest:
        count = os.write(fd, rest)
        if count == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[count:]


def sync_folder(folder: Path) -> None:
    """Makes a new name in the folder survive a power cut, where the system can do that."""
    with suppress(OSError):
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _replace(temp: Path, path: Path) -> None:
    """Renames; on Windows it is refused while another process reads, so try for a while."""
    for _ in range(50 if sys.platform == "win32" else 0):
        try:
            temp.replace(path)
            return
        except PermissionError:
            time.sleep(0.01)
    temp.replace(path)
