"""What nbgrader does with a submission's files before it asks anything of ours, made careful.

It fetches them from the exchange, copies each file beside the notebook and reads the time of
handing in, through links and from devices. A link to one that never ends would fill the disk, and
stop a whole class; a link to another learner's answers would be read with the instructor's eyes;
and the first thing that is not as expected stops collecting, or returning feedback, for all.
nbgrader has no place to put a class of ours there, so some of its functions are wrapped.
"""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import base
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import collect, exchange, release_feedback
from nbgrader.exchange.default import list as listing
from nbgrader.utils import parse_utc
from traitlets.log import get_logger

from active_listening.classroom.layout import (
    MARKUP,
    NBGRADERS_OWN,
    SECRET,
    STAMP,
    own_file,
    readable,
)

Ignored = Callable[[str, list[str]], list[str]]
_find_all_files, _read_time = base.find_all_files, CourseDirectory.get_existing_timestamp
_shown_time, _ignore = NbGraderAPI.get_submitted_timestamp, exchange.ignore_patterns
_fetch, _glob = collect.ExchangeCollect.do_copy, collect.glob.glob


def only_files() -> None:
    """From now on nbgrader copies files alone, and reads a time from a plain, short one."""
    base.find_all_files = _files
    CourseDirectory.get_existing_timestamp = _time
    NbGraderAPI.get_submitted_timestamp = _time_shown
    exchange.ignore_patterns = _ignoring
    collect.glob = SimpleNamespace(glob=_handed_in)
    release_feedback.glob = SimpleNamespace(glob=_that_can_be_released)
    listing.glob = SimpleNamespace(glob=_listed)
    if pages := sys.modules.get("nbgrader.server_extensions.formgrader.handlers"):
        _this_course_alone(pages.FormgraderHandler)
    collect.ExchangeCollect.do_copy = _fetched


def _files(path: str, exclude: list[str] | None = None) -> list[str]:
    return [found for found in _find_all_files(path, exclude) if Path(found).is_file()]


def _time(directory: Any, folder: str) -> Any:
    if _is_no_time(Path(folder, STAMP)):
        directory.log.warning("%s of %s is no time, and is not read.", STAMP, folder)
        return None
    return _read_time(directory, folder)


def _time_shown(api: Any, assignment: str, student: str) -> Any:
    """For formgrader's lists, which one that is no time would empty."""
    course = api.coursedir
    folder = course.format_path(course.submitted_directory, student, assignment)
    try:
        return None if _is_no_time(Path(folder, STAMP)) else _shown_time(api, assignment, student)
    except (ValueError, OverflowError):
        return None


@cache  # settings are read more than once
def _this_course_alone(page: Any) -> None:
    """formgrader would run the nbgrader_config.py of any folder that a link names to it."""
    opened = page.get

    def get(handler: Any) -> Any:
        if handler.get_argument("path", ""):
            handler.set_status(403)
            return handler.finish("For another course, start JupyterLab in its folder.")
        return opened(handler)

    page.get = get


def _is_no_time(place: Path) -> bool:
    return (place.exists() or place.is_symlink()) and not own_file(place.parent, STAMP)


def _ignoring(*patterns: Any, **more: Any) -> Ignored:
    """What stays where it is when the exchange copies a folder."""
    usual: Ignored = _ignore(*patterns, **more)

    def ignored(folder: str, names: list[str]) -> list[str]:
        odd = [name for name in names if not _is_own(Path(folder, name))]
        return [*odd, *usual(folder, [name for name in names if name not in odd])]

    return ignored


def _is_own(path: Path) -> bool:
    return not path.is_symlink() and (path.is_file() or path.is_dir())


def _handed_in(pattern: str) -> list[str]:
    """What lies in the exchange as nbgrader would put it; into that folder anybody may write."""
    good = []
    owners = {
        folder: _owner(folder)
        for folder in Path(pattern).parent.iterdir()
        if _learner(folder) and folder.is_dir() and not folder.is_symlink()
    }
    their_own = _have_accounts(owners)
    for found in map(Path, _glob(pattern)):
        if found not in owners:
            get_logger().warning("%r was put there by hand, and is not collected.", str(found))
        elif their_own and owners[found] != _learner(found):
            get_logger().warning("%r is %s's, and is not collected.", str(found), owners[found])
        else:
            good.append(str(found))
    return good


def _listed(pattern: str) -> list[str]:
    """What `nbgrader list` asks for: folders in the exchange, then the notebooks in each.

    To tell whether feedback is there it opens the secret, and where there is none the notebook.
    """
    above = Path(pattern).parent
    if above.name == "inbound":
        return _handed_in(pattern)
    if above.parent.name != "inbound":
        return _glob(pattern)
    return list(filter(readable, _glob(pattern))) if _own_text(above, SECRET) else []


def _have_accounts(owners: Mapping[Path, str]) -> bool:
    """Whether each learner is a user of the system: most who put something there bear its name.

    Two at least, or one who shares an account with all the others could have them passed over.
    """
    named = {owner for folder, owner in owners.items() if owner and owner == _learner(folder)}
    return len(named) > 1 and 2 * len(named) > len(set(owners.values()))


def _learner(found: Path) -> str:
    """Whose name a folder in the exchange bears; "" where nbgrader would not have named it so."""
    try:
        student, _, time, *_ = found.name.rsplit("+", 3)
        parse_utc(time)
    except (ValueError, OverflowError):
        return ""
    odd = MARKUP & set(student) or not student.isprintable() or not student.strip(".")
    return "" if odd else student


def _owner(folder: Path) -> str:
    """The name of the user who put it there, where the system tells names."""
    try:
        return folder.owner()
    except (KeyError, NotImplementedError, OSError):
        return ""


def _fetched(collecting: Any, source: str, to: str, log: Any = None) -> None:
    """One that cannot be copied stops no other; what was copied can be taken away again."""
    try:
        _fetch(collecting, source, to, log)
        _open_to_us(Path(to))
    except (OSError, RuntimeError) as error:  # too large, too deep, closed to us, gone meanwhile
        collecting.log.error("%r cannot be collected: %s", source, str(error)[:300])
        with suppress(OSError, RuntimeError):
            _open_to_us(Path(to))
            shutil.rmtree(to)


def _open_to_us(folder: Path) -> None:
    """The folder and those in it, copied with the mode that their learner gave them."""
    folder.chmod(folder.stat().st_mode | stat.S_IRWXU)
    for below in filter(Path.is_dir, folder.iterdir()):
        _open_to_us(below)


def _that_can_be_released(pattern: str) -> list[str]:
    """The pages that nbgrader knows the way of. Work that came by another way has no secret."""
    good = []
    for page in _glob(pattern):
        folder = Path(page).parent
        if all(_own_text(folder, own) for own in NBGRADERS_OWN):
            good.append(page)
        else:
            get_logger().warning(
                "%r did not come through the exchange whole, and cannot be released there. Hand it "
                "back yourself.", page
            )  # fmt: skip
    return good


def _own_text(folder: Path, name: str) -> str:
    """What one of nbgrader's own files says; "" where it made none like it."""
    try:
        return own_file(folder, name).decode()
    except UnicodeDecodeError:
        return ""
