"""An LMS's download, taken in: whose is what, and what is let in at all."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from course_folder import ANSWERS, NAME, NOTEBOOK, Course, carried, document, earned

from active_listening.classroom import admission
from active_listening.classroom.admission import Admitted, admit
from active_listening.classroom.layout import ClassError

NB = json.dumps(carried(ANSWERS)).encode()
DOC = json.dumps(document(ANSWERS, "somebody")).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip with these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where submissions belong."""
    return tmp_path / "submitted"


def take_in(into: Path, files: Mapping[str, bytes] | bytes, **more: object) -> Admitted:
    """What becomes of a zip."""
    source = into.with_name("download.zip")
    source.write_bytes(files if isinstance(files, bytes) else zipped(files))
    return admit(source, NAME, lambda student: into / student / NAME, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "student"),
    [
        (f"ana/{NOTEBOOK}", "ana"),
        (f"ana/{NAME}/{NOTEBOOK}", "ana"),
        (f"submitted/ana/{NAME}/{NOTEBOOK}", "ana"),
        (f"Class of May/ana/{NOTEBOOK}", "ana"),
        (f"Ana de Souza_48213_assignsubmission_file_/{NOTEBOOK}", "Ana de Souza"),
        (f"Ana de Souza_48213_assignsubmission_file/{NAME}/{NOTEBOOK}", "Ana de Souza"),
        (f"desouzaana_1204_99_{NOTEBOOK}", "desouzaana"),
        (f"desouzaana_LATE_1204_99_{NAME}-1.ipynb", "desouzaana"),
        ("ana.ipynb", "ana"),
        (f"ana_{NOTEBOOK}", "ana"),
        (f"{NAME} - ana.ipynb", "ana"),
        ("ana/my copy (2).ipynb", "ana"),
        (f"ana\\{NOTEBOOK}", "ana"),
        ("josé/answers.ipynb", "josé"),
    ],
)
def test_whose_a_notebook_is(into: Path, path: str, student: str) -> None:
    found = take_in(into, {path: NB})
    assert found.students == found.changed == (student,)
    assert (into / student / NAME / NOTEBOOK).read_bytes() == NB
    assert found.told == ()


def test_answers_go_with_their_notebook(into: Path) -> None:
    take_in(into, {f"ana/{NOTEBOOK}": NB, "ana/answers.json": DOC})
    assert (into / "ana" / NAME / "answers.json").read_bytes() == DOC


def test_a_folder_is_taken_in_like_its_zip(into: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked" / "ana"
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_bytes(NB)
    (folder / "answers.json").symlink_to("/etc/passwd")
    found = admit(folder.parent, NAME, lambda student: into / student / NAME)
    assert found.students == ("ana",)
    assert [path.name for path in (into / "ana" / NAME).iterdir()] == [NOTEBOOK] or found.told
    assert any("link" in one for one in found.told)


def test_a_learners_own_zip(into: Path) -> None:
    inner = zipped({f"my work/{NOTEBOOK}": NB, "my work/answers.json": DOC, "notes.txt": b"x"})
    found = take_in(into, {f"Ana Li_7_assignsubmission_file_/{NAME}.zip": inner})
    assert found.students == ("Ana Li",)
    assert sorted(path.name for path in (into / "Ana Li" / NAME).iterdir()) == [
        NOTEBOOK,
        "answers.json",
    ]


def test_only_what_is_allowed_comes_in(into: Path) -> None:
    more = ["grader.py", "index.html", "timestamp.txt", ".answers.json", "__MACOSX/ana.ipynb"]
    found = take_in(into, {f"ana/{NOTEBOOK}": NB, **{f"ana/{name}": b"x" for name in more}})
    assert [path.name for path in (into / "ana" / NAME).iterdir()] == [NOTEBOOK]
    assert found.passed_over == len(more)


@pytest.mark.parametrize("path", ["../../../x/{}", "/etc/cron.d/{}", "a/../../{}", "C:\\x\\{}"])
def test_no_name_leads_out_of_the_folder(into: Path, path: str) -> None:
    take_in(into, {path.format(NOTEBOOK): NB})
    outside = [p for p in into.parent.rglob("*.ipynb") if into not in p.parents]
    assert outside == [] and not Path("/etc/cron.d", NOTEBOOK).exists()


@pytest.mark.parametrize(
    "who", ["a:b", "a*b", "a+b", pytest.param("x" * 60_000, id="long"), "a\x01b", "\u200b", "-"]
)
def test_what_no_learner_can_be_called(into: Path, who: str) -> None:
    found = take_in(into, {f"{who}/{NOTEBOOK}": NB, f"ana/{NOTEBOOK}": NB})
    assert found.students == ("ana",) and "Rename it" in found.told[0]
    assert len(found.told[0]) < 300


def test_a_notebook_that_is_nobodys(into: Path) -> None:
    found = take_in(into, {NOTEBOOK: NB})
    assert found.students == () and "whose it is" in found.told[0]


def test_two_people_of_one_name(into: Path) -> None:
    of = "Kim Lee_{}_assignsubmission_file_/" + NOTEBOOK
    found = take_in(into, {of.format(1): NB, of.format(2): NB + b" "})
    assert found.students == ("Kim Lee 1", "Kim Lee 2")


def test_known_by_the_full_name(into: Path) -> None:
    ids = {"Kim Lee": "klee"}
    found = take_in(into, {f"Kim Lee_1_assignsubmission_file_/{NOTEBOOK}": NB}, id_of=ids.get)
    assert found.students == ("klee",)


def test_of_two_notebooks_the_one_with_the_name_counts(into: Path) -> None:
    found = take_in(into, {f"ana/{NOTEBOOK}": NB, "ana/copy.ipynb": b"{}"})
    assert (into / "ana" / NAME / NOTEBOOK).read_bytes() == NB
    assert "more than one of a file" in found.told[0]


def test_a_zip_bomb_is_not_blown_up(into: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "NOTEBOOK_LIMIT", 10_000)
    found = take_in(into, {f"bomb/{NOTEBOOK}": b"\0" * 10_000_000, "ana/a.ipynb": b"{}"})
    assert not (into / "bomb" / NAME / NOTEBOOK).exists()
    assert any("bomb: " in one and "MB" in one for one in found.told)
    assert (into / "ana" / NAME / NOTEBOOK).exists()


def test_a_link_in_a_zip_is_not_followed(into: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        link = zipfile.ZipInfo(f"ana/{NOTEBOOK}")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found = take_in(into, data.getvalue())
    assert "link" in found.told[0] and not (into / "ana" / NAME / NOTEBOOK).exists()


def test_a_learners_zip_with_nothing_in_it_is_told(into: Path) -> None:
    """A zip in a zip is not looked into, and nobody is lost without a word."""
    nested = zipped({"again.zip": zipped({NOTEBOOK: NB})})
    found = take_in(into, zipped({"ev/work.zip": nested, f"ben/{NOTEBOOK}": NB}))
    assert found.changed == ("ben",)
    (told,) = found.told
    assert told.startswith("ev: work.zip holds no ") and "Ask for it again" in told


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("place", [0, 60, 200, -30, -4])
def test_a_learners_zip_broken_anywhere_stops_no_other(into: Path, method: int, place: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("answers.json", b'{"items": {}}' * 40)
        archive.writestr(NOTEBOOK, NB * 40)
    whole = made.getvalue()
    at = place % len(whole)
    broken = {
        "flipped": whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :],
        "cut": whole[:at] + whole[at + 2 :],
        "begun": whole[2:],
    }
    for data in broken.values():
        found = take_in(into, zipped({"ev/my.zip": data, f"ben/{NOTEBOOK}": NB}))
        assert (into / "ben" / NAME / NOTEBOOK).read_bytes() == NB
        assert all(one.startswith("ev: ") for one in found.told)


def test_who_handed_in_something_else_is_named(into: Path) -> None:
    files = {"ev/work.rar": b"x", "kim/answers.ipynb.txt": b"x", f"ben/{NOTEBOOK}": NB,
             "ben/notes.txt": b"x", "__MACOSX/x": b"x", "readme.txt": b"x"}  # fmt: skip
    found = take_in(into, zipped(files))
    assert [one.partition(":")[0] for one in found.told] == ["ev", "kim"]
    assert "work.rar" in found.told[0] and "Ask for" in found.told[0]


def test_a_damaged_file_stops_no_other(into: Path) -> None:
    data = bytearray(zipped({f"ana/{NOTEBOOK}": NB, f"ben/{NOTEBOOK}": NB}))
    data[120:160] = b"\xff" * 40
    found = take_in(into, bytes(data))
    assert (into / "ben" / NAME / NOTEBOOK).read_bytes() == NB
    assert any("ana: " in one and "damaged" in one for one in found.told)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"no zip at all", zipped({"a": b"b"})[:40]],
    ids=["empty", "its first letters", "words", "half of one"],  # a zip holds the time of day
)
def test_what_is_no_zip_says_so(into: Path, data: bytes) -> None:
    with pytest.raises(ClassError, match="no zip that can be read"):
        take_in(into, data)


def test_what_is_not_there_says_so(into: Path) -> None:
    with pytest.raises(ClassError, match="is not there"):
        admit(into / "nothing.zip", NAME, lambda student: into)


def test_again_changes_nothing_and_later_files_replace_earlier_ones(into: Path) -> None:
    outdated: list[str] = []
    first = {f"ana/{NOTEBOOK}": NB, "ana/answers.json": DOC}
    take_in(into, first, outdated=outdated.append)
    again = take_in(into, first, outdated=outdated.append)
    assert again.students == ("ana",) and again.changed == ()
    written = outdated.copy()
    later = take_in(into, {f"ana/{NOTEBOOK}": NB + b"\n"}, outdated=outdated.append)
    assert later.changed == ("ana",) and len(outdated) > len(written)
    assert not (into / "ana" / NAME / "answers.json").exists(), "it went with another notebook"


def test_from_a_download_to_points(course: Course) -> None:
    """The command takes in, grades, and says what it passed over; a new file is graded anew."""
    download = course.root / "download.zip"
    download.write_bytes(zipped({f"ana/{NOTEBOOK}": NB, "cat.png": b"x", "ben.ipynb": b"{"}))
    said = course.active_listening("grade", NAME, str(download), "--summary", "said.json")
    assert course.scores("ana") == earned(ANSWERS)
    assert said.code == 1 and "1 other file passed over." in said.said
    told = json.loads((course.root / "said.json").read_bytes())
    assert told["counts"]["broken"] == 1 and told["counts"]["submissions"] == 2
    ana, ben = told["submissions"]
    assert ana["points"] == pytest.approx(
        sum(points or 0 for points, _ in earned(ANSWERS).values()), abs=0.01
    )
    assert ben["status"] == "broken" and "points" not in ben and "Ask for" in ben["problem"]

    os.utime(download)
    empty = json.dumps(carried({})).encode()
    download.write_bytes(zipped({f"ana/{NOTEBOOK}": empty, "ana/answers.json": DOC}))
    course.active_listening("grade", NAME, "--workers", "1", str(download))
    assert course.scores("ana") == earned(ANSWERS)
    other = json.dumps(carried(dict.fromkeys(ANSWERS, "Hm?"))).encode()
    download.write_bytes(zipped({f"ana/{NOTEBOOK}": other}))
    course.active_listening("grade", NAME, str(download))
    assert course.scores("ana") != earned(ANSWERS)
