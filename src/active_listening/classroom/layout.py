"""Where a course's files are, as its `nbgrader_config.py` says."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from active_listening.quick import skip_slow_imports

CONFIG = "nbgrader_config.py"
_OWN_LIMIT = 1000  # bytes; the longest has 128
STAMP = "timestamp.txt"
SECRET = "submission_secret.txt"
NBGRADERS_OWN = (STAMP, SECRET)
"""What nbgrader puts beside a submission: when it came, and how its feedback finds the way back."""
MARKUP = frozenset('<>"')
"""What no learner's id may hold: nbgrader's own pages write an id into their HTML as it is."""


class ClassError(ValueError):
    """Something about the class that a person can put right; one sentence says what."""


class Layout:
    """A course folder: what nbgrader's configuration there says, and the paths that follow.

    Raises:
        ClassError: where there is no configuration, or it cannot be read.
    """

    def __init__(self, root: Path | None = None) -> None:
        """root: the folder of `nbgrader_config.py`; by default the current one."""
        self.root = (root or Path.cwd()).absolute()
        if not (self.root / CONFIG).is_file():
            raise ClassError(
                f"There is no {CONFIG} in {self.root}. Go to the course's folder, the one that "
                "holds solutions/ and exercises/, and try again."
            )
        self.config = _config(self.root)
        skip_slow_imports()
        from nbgrader.coursedir import CourseDirectory

        self.directory = CourseDirectory(config=self.config, root=str(self.root))

    @property
    def db_url(self) -> str:
        """The gradebook's database."""
        return str(self.directory.db_url)

    def check_gradebook(self, assignment: str) -> None:
        """Raises ClassError where there is no gradebook to be opened; opening would make one."""
        if self.db_url.startswith("sqlite:///") and not Path(self.db_url[10:]).is_file():
            raise ClassError(
                f"There is no gradebook yet. Run: nbgrader generate_assignment {assignment}"
            )

    def submitted(self, student: str, assignment: str) -> Path:
        """The folder of what a learner handed in."""
        return self._path(self.directory.submitted_directory, student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        """The folder of what was made of it."""
        return self._path(self.directory.autograded_directory, student, assignment)

    def feedback(self, student: str, assignment: str) -> Path:
        """The folder of what the learner gets back."""
        return self._path(self.directory.feedback_directory, student, assignment)

    def released(self, assignment: str) -> Path:
        """The notebook that learners were given, which grading trusts."""
        folder = self._path(self.directory.release_directory, ".", assignment)
        return folder / f"{assignment}.ipynb"

    def students(self, assignment: str) -> Iterator[str]:
        """Ids of everybody with a folder for the assignment among what was submitted, sorted.

        As for nbgrader, what is hidden is no learner's.
        """
        above = self.submitted("STUDENT", "ASSIGNMENT").parent.parent
        if above.is_dir():
            for folder in sorted(above.iterdir()):
                handed_in = os.path.lexists(self.submitted(folder.name, assignment))
                if handed_in and not folder.name.startswith("."):
                    yield folder.name

    def _path(self, kind: str, student: str, assignment: str) -> Path:
        return Path(self.directory.format_path(kind, student, assignment))


@lru_cache
def _config(root: Path) -> Any:
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    sys.path.insert(0, str(root))  # a configuration may name a module that lies beside it
    try:
        config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except ConfigFileNotFound as error:
        raise ClassError(f"{root / CONFIG} cannot be read: {error}") from error
    except Exception as error:  # it is a program, and a person wrote in it
        told = f"{type(error).__name__}: {error}"
        raise ClassError(f"{root / CONFIG} cannot be read. {told}") from error
    finally:
        sys.path.remove(str(root))
    config.CourseDirectory.root = str(root)
    return config


def submitted_at(folder: Path) -> datetime | None:
    """When a submission was handed in, by nbgrader's timestamp.txt; naive UTC."""
    from nbgrader.utils import parse_utc

    try:
        text = own_file(folder, STAMP).decode("ascii").strip()
        time: datetime | None = parse_utc(text) if text else None
        return time
    except (ValueError, OverflowError):
        return None


def own_file(folder: Path, name: str) -> bytes:
    """One of nbgrader's own files beside a submission; b"" where nbgrader made none like it."""
    path = folder / name
    try:
        if path.is_symlink() or not path.is_file():
            return b""
        with path.open("rb") as file:
            data = file.read(_OWN_LIMIT + 1)
    except OSError:
        return b""
    return data if len(data) <= _OWN_LIMIT else b""


def readable(name: str) -> bool:
    """Whether the name of a file or folder is text: some archives unpack to names that are none."""
    return not re.search("[\ud800-\udfff]", name)
