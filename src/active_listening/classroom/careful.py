"""What nbgrader does with a submission's files before it asks anything of ours, made careful.

`nbgrader autograde` copies each file beside the notebook and reads the time of handing in, through
links and from devices. A link to one that never ends would fill the disk, and stop a whole class.
nbgrader has no place to put a class of ours there, so two of its functions are wrapped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.converters import base
from nbgrader.coursedir import CourseDirectory

from active_listening.classroom.layout import STAMP, own_file

_find_all_files, _read_time = base.find_all_files, CourseDirectory.get_existing_timestamp


def only_files() -> None:
    """From now on nbgrader copies files alone, and reads a time from a plain, short one."""
    base.find_all_files = _files
    CourseDirectory.get_existing_timestamp = _time


def _files(path: str, exclude: list[str] | None = None) -> list[str]:
    return [found for found in _find_all_files(path, exclude) if Path(found).is_file()]


def _time(directory: Any, folder: str) -> Any:
    place = Path(folder, STAMP)
    if (place.exists() or place.is_symlink()) and not own_file(place.parent, STAMP):
        directory.log.warning("%s of %s is no time, and is not read.", STAMP, folder)
        return None
    return _read_time(directory, folder)
