"""The numbers and words of `data/style.yaml`, which the content is held to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from active_listening import resources
from active_listening.bank import ContentError, load
from active_listening.resources import RawEntry

NAME = "data/style.yaml"


@dataclass(frozen=True)
class Limits:
    """The fields of the file, which says what each means."""

    longest_sentence: int
    reading_grade: float
    words_per_minute: float
    minutes_within: float
    longest_right: float
    one_position: float
    minutes: Mapping[str, float]
    allowed_long: tuple[Mapping[str, str], ...]
    fillers: tuple[str, ...]

    @cached_property
    def filler(self) -> re.Pattern[str]:
        """Finds a filler in a text on one line, with straight apostrophes."""
        each = [
            re.escape(filler.removesuffix("*")) + (r"\w*" if filler.endswith("*") else "")
            for filler in self.fillers
        ]
        return re.compile(rf"\b(?:{'|'.join(each)})\b", re.IGNORECASE)


def limits() -> Limits:
    """The limits as they stand in the file now.

    Raises:
        ContentError: naming file, line, field and mend; or that the file is missing.
    """
    path = resources.data() / "style.yaml"
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        raise ContentError(
            NAME, "", "it is missing, or no UTF-8 text", "Take it from the last version."
        ) from None
    return Limits(**load.values("style", RawEntry("style", path, 1, text)))
