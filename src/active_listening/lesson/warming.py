"""What is loaded while the learner still reads, so that the first answer need not wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from active_listening import coach

AFTER_THE_PAGE = 2.0
"""Seconds left to the browser to draw the page before the coach warms up."""


def in_background(work: Iterable[Callable[[], Any]]) -> None:
    """Do these one after another, on a thread that ends with the kernel."""
    threading.Thread(target=lambda: [one() for one in work], daemon=True).start()


@cache
def coach_once() -> None:
    """Has the coach loaded, once a kernel."""
    in_background([lambda: time.sleep(AFTER_THE_PAGE), coach.warm])
