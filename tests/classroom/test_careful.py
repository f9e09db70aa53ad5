"""Who may have put what into the exchange, where learners are users of the system."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from course_folder import NAME

from active_listening.classroom import careful

EARLY, LATE = "2026-01-01 00:00:00 UTC+x", "2099-01-01 00:00:00 UTC+x"
Inbox = Callable[[dict[str, str]], set[str]]


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inbox:
    """What is collected of folders in the exchange, each with the user who put it there."""

    def collect(owners: dict[str, str]) -> set[str]:
        folders = {}
        for folder, owner in owners.items():
            student, time = folder.split("+", 1)
            (place := tmp_path / f"{student}+{NAME}+{time}").mkdir()
            folders[place] = owner
        monkeypatch.setattr(careful, "_owner", folders.__getitem__)
        found = careful._handed_in(str(tmp_path / f"*+{NAME}+*"))
        return {Path(one).name.replace(f"+{NAME}", "") for one in found}

    return collect


HONEST = {f"mei+{EARLY}": "mei", f"olu+{EARLY}": "olu", f"ana+{EARLY}": "ana"}


def test_nobody_hands_in_for_another(collected: Inbox, caplog: pytest.LogCaptureFixture) -> None:
    """Neither who handed in too, nor who did not."""
    forged = {f"mei+{LATE}": "olu", f"ana+{LATE}": "eve"}
    assert collected(HONEST | forged) == HONEST.keys()
    assert "is olu's, and is not collected" in caplog.text and "is eve's" in caplog.text


def test_many_forged_names_are_one_forger(collected: Inbox) -> None:
    forged = {f"learner{number}+{LATE}": "eve" for number in range(50)}
    assert collected(HONEST | forged) == HONEST.keys()


@pytest.mark.parametrize("owner", ["jovyan", ""])
def test_where_all_are_one_user_all_is_collected(collected: Inbox, owner: str) -> None:
    """As in containers, or where the system tells no names; whatever one of them puts there."""
    everyone = dict.fromkeys([*HONEST, f"mei+{LATE}", f"jovyan+{LATE}"], owner)
    assert collected(everyone | {f"teacher+{EARLY}": "root"}) == {*everyone, f"teacher+{EARLY}"}


def test_where_accounts_are_called_otherwise_all_is_collected(collected: Inbox) -> None:
    otherwise = {f"mei@x.org+{EARLY}": "mei", f"olu@x.org+{EARLY}": "olu", f"ana+{EARLY}": "ana"}
    assert collected(otherwise) == otherwise.keys()


def test_whose_a_folder_is() -> None:
    assert careful._owner(Path("/nowhere")) == ""
    assert isinstance(careful._owner(Path()), str)
