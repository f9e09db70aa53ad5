"""Who may have put what into the exchange, where learners are users of the system."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_folder import NAME

from active_listening.classroom import careful

EARLY, LATE = "2026-01-01 00:00:00 UTC+x", "2099-01-01 00:00:00 UTC+x"


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two learners handed in, and one of them once more under the other's name."""
    owners = {}
    for student, time, owner in (
        ("mei", EARLY, "mei"),
        ("olu", EARLY, "olu"),
        ("mei", LATE, "olu"),
    ):
        (folder := tmp_path / f"{student}+{NAME}+{time}").mkdir()
        owners[folder] = owner
    monkeypatch.setattr(careful, "_owner", owners.__getitem__)
    return tmp_path


def collected(inbox: Path) -> set[str]:
    found = careful._handed_in(str(inbox / f"*+{NAME}+*"))
    return {Path(one).name.replace(f"+{NAME}", "") for one in found}


def test_nobody_hands_in_for_another(inbox: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert collected(inbox) == {f"mei+{EARLY}", f"olu+{EARLY}"}
    assert LATE in caplog.text and "is olu's, and is not collected" in caplog.text


@pytest.mark.parametrize("owner", ["jovyan", ""])
def test_where_all_are_one_user_all_is_collected(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, owner: str
) -> None:
    """As in containers; or where the system tells no names."""
    monkeypatch.setattr(careful, "_owner", lambda folder: owner)
    assert collected(inbox) == {f"mei+{EARLY}", f"mei+{LATE}", f"olu+{EARLY}"}


def test_whose_a_folder_is() -> None:
    assert careful._owner(Path("/nowhere")) == ""
    assert isinstance(careful._owner(Path()), str)
