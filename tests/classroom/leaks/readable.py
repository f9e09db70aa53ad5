"""Every text that somebody with patience can read in a file: unescaped, decoded and unpacked."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import lzma
import re
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import unquote

DEEPEST = 6
"""Archives in archives; what is packed deeper is an error, not clean."""

_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_BREAK = r"(?:\\[nr]|\s)"
_BASE64 = re.compile(rf"[\w+/-]{{24,}}(?:{_BREAK}+[\w+/-]{{24,}})*(?:{_BREAK}+[\w+/-]+)?", re.ASCII)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")
_SPACES = "nrtfbv0"


def readable(content: bytes, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each text in a file, with the way to it, such as ``course.whl > page.ipynb > base64``."""
    if depth > DEEPEST:
        raise ValueError(f"{name} is packed too deep to be read")
    unpacked = False
    for part, inner in _members(content):
        unpacked = True
        yield from readable(inner, f"{name} > {part}", depth + 1)
    if unpacked:
        return
    text = _decoded(content)
    plain = unescaped(text)
    yield name, plain
    if (bare := unescaped(_TAG.sub("", text))) != plain:
        yield f"{name} > without tags", bare
    for coded in {match[0] for one in {text, plain} for match in _BASE64.finditer(one)}:
        if inner := _from_base64(coded):
            yield from readable(inner, f"{name} > base64", depth + 1)


def unescaped(text: str) -> str:
    """A text without the escapes of HTML, JSON, Python and addresses, however often applied."""
    for _ in range(DEEPEST):
        before = text
        text = _ESCAPE.sub(_meant, unquote(html.unescape(text)))
        if text == before:
            break
    return text


def _meant(escape: re.Match[str]) -> str:
    code, byte, letter = escape.groups()
    if letter is None:
        return chr(int(code or byte, 16))
    return " " if letter in _SPACES else str(letter)


def _decoded(content: bytes) -> str:
    """As text, of whatever encoding: a pickle's strings stand in it as they are."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return content.replace(b"\0", b"").decode("utf-8", "replace")


def _from_base64(coded: str) -> bytes:
    """What was coded, where it is worth reading; an identifier decodes to nothing of sense."""
    coded = re.sub(_BREAK, "", coded).translate(str.maketrans("-_", "+/"))
    if len(coded) % 4 == 1:
        coded = coded[:-1]
    return base64.b64decode(coded + "=" * (-len(coded) % 4))


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What is packed in a file: of an archive its members, of a database its cells."""
    stream = io.BytesIO(content)
    if content.startswith(b"SQLite format 3\0"):
        yield from _cells(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(stream) as archive:
            yield "names", "\n".join(archive.namelist()).encode()
            for info in archive.infolist():
                yield info.filename, archive.read(info)
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=stream) as tar:
            yield "names", "\n".join(tar.getnames()).encode()
            for member in tar.getmembers():
                if file := tar.extractfile(member):
                    yield member.name, file.read()
    else:
        for magic, unpack in _PACKERS.items():
            if content.startswith(magic):
                try:
                    yield unpack.__module__, unpack(content)
                except (OSError, EOFError, zlib.error, lzma.LZMAError):
                    return  # it only begins like one


_PACKERS = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ": lzma.decompress,
    b"\x78\x01": zlib.decompress,
    b"\x78\x9c": zlib.decompress,
    b"\x78\xda": zlib.decompress,
}


def _cells(content: bytes) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(content)
        tables = db.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in db.execute(f'select * from "{table}"'):
                for cell in row:
                    if isinstance(cell, str | bytes):
                        yield table, cell.encode() if isinstance(cell, str) else cell
