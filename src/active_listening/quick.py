"""Starting Jupyter's programs without waiting for what the course never uses."""

import os
import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType


def skip_slow_imports() -> None:
    """Make one slow optional library seem absent. Call before anything of Jupyter is imported.

    A library that checks international web addresses builds its grammar when it is imported, which
    takes longer than the rest of the import. The course has no such addresses, and Jupyter does
    without the library where it is not installed.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def only_the_gradebook() -> None:
    """Let nbgrader's modules be imported one by one: a command that books needs its gradebook.

    nbgrader's own `__init__` imports all of its programs and server pages, which takes longer than
    to grade a class; and its `utils` the tools that make packages, for three names of its zip
    collector. For a process of our own that calls none of them; where nbgrader is there already,
    nothing happens.
    """
    if "nbgrader" not in sys.modules and (spec := find_spec("nbgrader")):
        sys.modules["nbgrader"] = module_from_spec(spec)
        unpack = ModuleType("setuptools.archive_util")
        for name in ("unpack_archive", "unpack_tarfile", "unpack_zipfile"):
            setattr(unpack, name, None)
        sys.modules.setdefault(unpack.__name__, unpack)


def programs_are_there() -> bool:
    """Whether nbgrader was imported as a whole, or would be."""
    return hasattr(sys.modules.get("nbgrader"), "__version__") or "nbgrader" not in sys.modules


def programs_on_path() -> None:
    """Put this environment's programs on the path: nbgrader calls one of them by its bare name."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join(filter(None, [here, os.environ.get("PATH", "")]))
