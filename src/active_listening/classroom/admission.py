"""From an LMS's download to a class's folders: `active-listening grade NAME DOWNLOAD`.

A download is data too. Of all that is in it, an assignment's notebook and its answers.json are
admitted, as plain files under a size cap; nothing else is written, and no name in it says where.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from active_listening.classroom.layout import ClassError
from active_listening.classroom.submission import ANSWERS, ANSWERS_LIMIT, NOTEBOOK_LIMIT
from active_listening.files import write_whole

ZIP_LIMIT = 50_000_000  # bytes, of a learner's own zip within the download
FILES_LIMIT = 200_000  # in one download; 10,000 learners hand in about 30,000
_ID_LIMIT = 128  # characters; nbgrader's own
_NO_ID = re.compile(r'[\\/:*?"<>|+\x00-\x1f\x7f\ud800-\udfff]')
# What two widespread systems make of a learner's name in a download.
_MOODLE = re.compile(r"(?P<who>.+)_(?P<number>\d+)_assignsubmission_(file|onlinetext).*")
_CANVAS = re.compile(r"(?P<who>[^_]+)(_LATE)?_(?P<number>\d+)_\d+_.+")


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of a download.

    Attributes:
        students: ids of those whose files are there now.
        changed: those of them whose files were not there before, or others.
        told: what was not taken in, or is odd, a sentence each.
        passed_over: how many files there were besides.
    """

    students: tuple[str, ...]
    changed: tuple[str, ...]
    told: tuple[str, ...]
    passed_over: int


class _Refused(Exception):
    """A file that is not taken in; says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a download.

    Attributes:
        read: gives its first so many bytes. Raises _Refused.
    """

    path: PurePosixPath
    time: tuple[float, ...]
    read: Callable[[int], bytes]


@dataclass(slots=True)
class _Files:
    """A learner's files, by the name that they will have. A zip stands under ".zip"."""

    chosen: dict[str, _Entry] = field(default_factory=dict)
    twice: bool = False

    def put(self, kind: str, entry: _Entry) -> None:
        """Of two alike, the one that bears the name counts; else the later."""
        known = self.chosen.get(kind)
        self.twice |= known is not None
        if known is None or _rank(kind, entry) >= _rank(kind, known):
            self.chosen[kind] = entry


def admit(
    source: Path,
    name: str,
    folder_of: Callable[[str], Path],
    id_of: Callable[[str], str] = str,
    outdated: Callable[[str], None] = lambda student: None,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Admitted:
    """Takes in the submissions to the assignment `name` that a download holds.

    It may be a zip, or a folder: of notebooks that are named after learners, or of learners'
    folders, or of folders with a learner's own zip in each. Done again, it changes nothing.

    Args:
        folder_of: where a learner's submission belongs, by id.
        id_of: a learner's id, by what the download calls them.
        outdated: called with an id before the first of that learner's files is changed.
        tell: called with how many learners are done, and of how many.

    Raises:
        ClassError: where the download cannot be read at all.
    """
    called: dict[tuple[str, str], _Files] = {}
    told, changed, passed_over = list[str](), list[str](), 0
    others = dict[str, str]()  # of whom there are other files, and one of these
    with _opened(source) as entries:
        for entry in entries:
            kind = _kind(entry.path, name)
            if kind is None:
                passed_over += 1
                if len(entry.path.parts) > 1 or _CANVAS.fullmatch(entry.path.name):
                    others.setdefault(_whose(entry.path, "", name)[0], entry.path.name)
                continue
            whose = _whose(entry.path, kind, name)
            if trouble := _no_id(id_of(whose[0])):
                told.append(f"{str(entry.path)[:_ID_LIMIT]!a}: {trouble}")
            else:
                called.setdefault(whose, _Files()).put(kind, entry)
        names = Counter(who for who, _ in called)
        learners: dict[str, _Files] = {}
        for (who, number), files in called.items():
            known = learners.setdefault(id_of(who) if names[who] == 1 else f"{who} {number}", files)
            for kind, entry in files.chosen.items() if known is not files else ():
                known.put(kind, entry)
        for done, (student, files) in enumerate(sorted(learners.items())):
            tell(done, len(learners))
            new, odd = _take_in(folder_of(student), files, name, partial(outdated, student))
            told += [f"{student}: {one}" for one in odd]
            changed += [student] * new
    tell(len(learners), len(learners))
    known_as = {who for who, _ in called}
    told += [
        f"{who}: of what is theirs, such as {file!a}, nothing is taken in. Ask for {name}.ipynb."
        for who, file in others.items()
        if who not in known_as and not _no_id(who) and not who.startswith((".", "__"))
    ]
    if not learners:
        told.append(f"No file of {source.name} is a notebook of {name}, or its {ANSWERS}.")
    return Admitted(tuple(sorted(learners)), tuple(changed), tuple(told), passed_over)


def _take_in(
    folder: Path, files: _Files, name: str, outdated: Callable[[], None]
) -> tuple[bool, list[str]]:
    """Writes a learner's files; whether any of them is new, and what is to be said."""
    told, new = list[str](), False
    try:
        if ".zip" in files.chosen and f"{name}.ipynb" not in files.chosen:
            _unzip(files, name)
        if files.twice:
            told.append(
                "there is more than one of a file. That with its own name counts, or the later."
            )
        for file, entry in sorted(files.chosen.items()):
            if file != ".zip":
                new |= _put(folder / file, entry.read, outdated)
        if new and ANSWERS not in files.chosen:
            # One from an earlier download would speak for a notebook that it never went with.
            (folder / ANSWERS).unlink(missing_ok=True)
    except _Refused as why:
        told.append(f"{why}. Ask for it again.")
    except Exception as error:  # an archive can be broken in more ways than its library names
        if isinstance(error, OSError) and error.errno is not None:
            where = error.filename or folder
            return new, [*told, f"{where}: {error.strerror}. Mend it, and begin again."]
        what = files.chosen.get(".zip", next(iter(files.chosen.values()))).path.name
        told.append(f"{what} cannot be read ({type(error).__name__}: {error}). Ask for it again.")
    return new, told


def _put(target: Path, read: Callable[[int], bytes], outdated: Callable[[], None]) -> bool:
    """Writes one file, unless it is there as it is; whether it was written."""
    limit = ANSWERS_LIMIT if target.name == ANSWERS else NOTEBOOK_LIMIT
    data = read(limit + 1)
    if len(data) > limit:
        raise _Refused(f"{target.name} has more than {limit // 1_000_000} MB and was not taken in")
    if target.parent.is_symlink() or target.is_symlink():
        raise _Refused(f"{target} is a link. Take it away")
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return False
    outdated()
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, data, sync=False)
    return True


def _unzip(files: _Files, name: str) -> None:
    """Chooses among what a learner's own zip holds, whatever its folders are called."""
    entry = files.chosen[".zip"]
    data = entry.read(ZIP_LIMIT + 1)
    if len(data) > ZIP_LIMIT:
        raise _Refused(f"{entry.path.name} has more than {ZIP_LIMIT // 1_000_000} MB")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _Refused(f"{entry.path.name} is no zip that can be read ({error})") from error
    for inner in _archived(archive):
        kind = _kind(inner.path, name)
        if kind and kind != ".zip":
            files.put(kind, inner)
    if {*files.chosen} == {".zip"}:
        raise _Refused(f"{entry.path.name} holds no {name}.ipynb and no {ANSWERS}")


# -- what is whose -------------------------------------------------------------------------------


def _kind(path: PurePosixPath, name: str) -> str | None:
    """What a file will be called; None where it is not admitted."""
    if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
        return None
    if path.name.endswith(ANSWERS):
        return ANSWERS
    return {".ipynb": f"{name}.ipynb", ".zip": ".zip"}.get(path.suffix.lower())


def _whose(path: PurePosixPath, kind: str, name: str) -> tuple[str, str]:
    """What the download calls the learner whose file this is, "" where nothing says; a number.

    That is the folder, or what an LMS made of it. Of a file that lies at the top, it is what its
    name holds besides the assignment's. The number tells people of one name apart.
    """
    folders = [part for part in path.parts[:-1] if part not in (name, "submitted")]
    for folder in folders:
        if moodle := _MOODLE.fullmatch(folder):
            return moodle["who"], moodle["number"]
    if folders:
        return folders[-1], ""
    if canvas := _CANVAS.fullmatch(path.name):
        return canvas["who"], canvas["number"]
    stem = path.name.removesuffix(ANSWERS) if kind == ANSWERS else path.stem
    return stem.replace(name, "").strip(" _-.()"), ""


def _no_id(student: str) -> str:
    """Why a learner cannot have this id, and what to do; or ""."""
    if not student:
        return "nothing says whose it is. Put it into a folder that bears the learner's id."
    if _NO_ID.search(student) or len(student) > _ID_LIMIT or not any(map(str.isalnum, student)):
        return "this cannot be a learner's id. Rename it."
    return ""


def _rank(kind: str, entry: _Entry) -> tuple[bool, tuple[float, ...]]:
    return entry.path.name == kind, entry.time


# -- what is in it -------------------------------------------------------------------------------


@contextmanager
def _opened(source: Path) -> Iterator[Iterable[_Entry]]:
    """The files of a zip or a folder. Raises ClassError where it is neither."""
    if source.is_dir():
        yield _in_folder(source)
        return
    try:
        archive = zipfile.ZipFile(source)
    except FileNotFoundError:
        raise ClassError(f"{source} is not there. Name the LMS's download.") from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ClassError(
            f"{source} is no zip that can be read ({error}). Load it down again, or unpack it and "
            "name the folder."
        ) from error
    with archive:
        if len(archive.filelist) > FILES_LIMIT:
            raise ClassError(f"{source} holds more than {FILES_LIMIT:,} files. Take it in parts.")
        yield _archived(archive)


def _in_folder(source: Path) -> Iterator[_Entry]:
    for above, folders, files in os.walk(source):
        folders.sort()
        for path in (Path(above, file) for file in sorted(files)):
            inside = PurePosixPath(path.relative_to(source).as_posix())
            yield _Entry(inside, (path.lstat().st_mtime,), _plain_file(path))


def _plain_file(path: Path) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise _Refused(f"{path.name} is a link, and was not opened")
        with path.open("rb") as file:
            return file.read(limit)

    return read


def _archived(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    for info in archive.infolist():
        if not info.is_dir():
            path = PurePosixPath(info.filename.replace("\\", "/"))
            yield _Entry(path, info.date_time, _inflated(archive, info))


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """Reads no more than it is asked for, whatever the archive says of its size."""

    def read(limit: int) -> bytes:
        last = PurePosixPath(info.filename).name
        if stat.S_ISLNK(info.external_attr >> 16):
            raise _Refused(f"{last} is a link, and was not opened")
        try:
            with archive.open(info) as file:
                return file.read(limit)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _Refused(f"{last} is damaged ({error})") from error
        except RuntimeError as error:  # what zipfile says of a file under a password
            raise _Refused(f"{last} cannot be read ({error})") from error

    return read
