"""Where the record lies, and whose it is."""

import json
import os
from pathlib import Path

from active_listening.files import write_whole

MARK = ".active-listening"  # the folder that makes a folder a workspace
LEARNER = "learner.txt"  # the id made once, where nothing else names the learner
_WORKSPACE_KEYS = ("learner", "learner_id", "id")


def workspace(start: Path | None = None) -> Path | None:
    """The nearest folder at or above `start` (default: the current one) that is a workspace."""
    try:
        here = (start or Path.cwd()).resolve()
    except FileNotFoundError:  # the current folder was deleted
        return None
    for folder in (here, *here.parents):
        if is_workspace(folder):
            return folder
    return None


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace; no, for one that is closed to us."""
    try:
        return (folder / MARK).is_dir()
    except OSError:
        return False


def record_folder(start: Path | None = None) -> Path:
    """The folder of the record: ACTIVE_LISTENING_RECORD, else the workspace's, else the user's."""
    override = os.environ.get("ACTIVE_LISTENING_RECORD")
    if override:
        return Path(override).expanduser().absolute()
    found = workspace(start)
    if found is not None:
        return found / MARK / "record"
    from platformdirs import user_data_path

    return user_data_path("active-listening", appauthor=False) / "record"


def learner_id(folder: Path, *, make: bool = False) -> str:
    """The learner's id: the hub's user name, else the workspace's id, else the one made in
    `folder` (the record's); "" if there is none and `make` is false. OSError if it cannot be made.
    """
    user = os.environ.get("JUPYTERHUB_USER", "").strip()
    if user:
        return user
    named = _from_workspace(folder.parent / "workspace.json")
    if named:
        return named
    path = folder / LEARNER
    try:
        made = path.read_text("ascii").strip()
    except (OSError, ValueError):
        made = ""
    if not made and make:
        folder.mkdir(parents=True, exist_ok=True)
        made = os.urandom(16).hex()
        write_whole(path, made.encode() + b"\n", mode=0o600)
    return made


def _from_workspace(path: Path) -> str:
    """The id that a workspace.json names, or ""."""
    try:
        fields = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    for key in _WORKSPACE_KEYS if isinstance(fields, dict) else ():
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
