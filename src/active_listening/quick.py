"""Starting Jupyter's programs without waiting for what the course never uses."""

import os
import sys
from pathlib import Path


def skip_slow_imports() -> None:
    """Make one slow optional library seem absent. Call before anything of Jupyter is imported.

    A library that checks international web addresses builds its grammar when it is imported, which
    takes longer than the rest of the import. The course has no such addresses, and Jupyter does
    without the library where it is not installed.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def programs_on_path() -> None:
    """Put this environment's programs on the path: nbgrader calls one of them by its bare name."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, [here, os.environ.get("PATH", "")]))
