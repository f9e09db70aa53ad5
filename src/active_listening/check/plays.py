"""The scenes of role-plays, played on the other cores while the rest is looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from active_listening import roleplays
from active_listening.roleplays import analysis
from active_listening.roleplays.analysis import Finding

Played = Callable[[Path], Sequence[Finding]]
"""What playing the scene in a file finds. Raises whatever the scene makes it raise."""
FEW = 2
"""Up to so many scenes are played here: starting processes would take as long."""


def play(path: Path) -> Sequence[Finding]:
    """Plays the scene in a file: seconds of work."""
    return analysis.findings(roleplays.read(path))


@contextmanager
def in_background(paths: Sequence[Path]) -> Iterator[Played]:
    """Has the scenes played by as many processes as there are cores, the largest scene first."""
    cores = os.cpu_count() or 1
    if len(paths) <= FEW or cores < 2:
        yield play
        return
    with ProcessPoolExecutor(cores) as pool:
        largest = sorted(paths, key=lambda path: -path.stat().st_size)
        playing = {path: pool.submit(play, path) for path in largest}
        try:
            yield lambda path: playing[path].result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
