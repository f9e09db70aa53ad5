"""A record of its own for every test, and activities whose messages are caught."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lesson_items import Page

from active_listening.lesson.keeping import Keeper
from active_listening.record import Record


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setenv("ACTIVE_LISTENING_RECORD", str(tmp_path / "record"))
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Record.open()


@pytest.fixture
def open_page(record: Record) -> Iterator[Callable[..., Page]]:
    def opened(widget: Any, item: Any) -> Page:
        return Page(widget(item, Keeper(record, item.id, item.version)))

    yield opened
    record.flush()
