"""CSV that a spreadsheet opens as what it is: quoted, in Unicode, and with no formula in it."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_QUOTES = "'\"`´‘’‚‛“”„‟«»‹›＇＂"
_STARTERS = "=+-@＝＋－＠"
"""What begins a formula, in Western and in East Asian width (OWASP, CSV Injection)."""
_SEPARATORS = ",;\t\r\n|"
"""What a spreadsheet may take for a new cell, whatever this file uses itself."""


def defuse(text: str) -> str:
    """`text` with an apostrophe wherever a spreadsheet would begin a formula; else unchanged.

    A formula may hide behind spaces, signs that nobody sees and quotes, and behind a separator that
    another country's spreadsheet cuts at. A plain number such as -3.5 stays one.
    """
    if not text or _NUMBER.fullmatch(text):
        return text
    made, begins = [], True
    if text[0] in "\t\r\n":
        made.append("'")  # some programs drop these, and read what follows as the cell's beginning
    for character in text:
        if begins and character in _STARTERS:
            made.append("'")
        made.append(character)
        begins = character in _SEPARATORS or (begins and _passed_over(character))
    return "".join(made)


def _passed_over(character: str) -> bool:
    """Whether a formula may still begin after it: a space, a quote, or a sign nobody sees."""
    return character.isspace() or not character.isprintable() or character in _QUOTES


def cell(value: Any) -> Any:
    """A value as a cell: numbers as numbers, None as nothing, text defused and without NUL."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return round(value, 4) + 0.0 if math.isfinite(value) else ""  # + 0.0: no minus zero
    if isinstance(value, int):
        return value
    return defuse(str(value).replace("\0", ""))


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A whole CSV file (RFC 4180), its columns in order; what a row lacks stays empty.

    It begins with a byte order mark: without it, spreadsheet programs take the file for the
    computer's old code page, and a name in another script, or with an accent, turns into signs.
    Text is always quoted, so that no other separator can cut it; numbers are not.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(column)) for column in columns])
    return out.getvalue().encode("utf-8-sig", "replace")
