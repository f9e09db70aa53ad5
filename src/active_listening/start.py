"""Open the course: prepare the learner's folder, then hand over to JupyterLab.

Nothing heavy is imported here: every second counts until the lesson is on the screen.
"""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .workspace import MARKER, Workspace, WorkspaceError, prepare

CONFIG = Path(__file__).parent / "lab" / "config"
OLDEST = (3, 11)
FIRST_PORT, LAST_PORT = 8888, 8987


class StartError(Exception):
    """The course cannot be opened. `str()` is one sentence for the learner."""


def start(workspace: Path | None = None, port: int | None = None, browser: bool = True) -> int:
    """Open the course in JupyterLab and stay until it is stopped.

    Args:
        workspace: the learner's folder; else $ACTIVE_LISTENING_WORKSPACE, else
            ~/my-active-listening.
        port: the port to serve on, 0 for any free one; else the first free one from 8888.
        browser: open the browser; else only print the address.

    Returns:
        An exit code: 2 where the course could not be opened (a sentence on standard error says
        why), else JupyterLab's own. On POSIX a course that opens does not return: JupyterLab
        takes over this process.
    """
    try:
        _check_python()
        ready = prepare(workspace or default_workspace())
    except (StartError, WorkspaceError) as error:
        print(error, file=sys.stderr)
        return 2
    for notice in ready.notices:
        print(notice)
    own = ready.folder / MARKER / "jupyterlab"
    variables = {"ACTIVE_LISTENING_WORKSPACE": str(ready.folder)}
    told = f"Your work is kept in {ready.folder}. To stop, press Ctrl+C in this window."
    return open_at(Room(ready.folder, place(ready), own, variables, told), port, browser)


@dataclass(frozen=True)
class Room:
    """What JupyterLab is opened on.

    Attributes:
        folder: what it serves.
        notebook: the page to open, relative to `folder`.
        own: where the classroom's settings and open pages are kept, apart from what the same person
            has in a JupyterLab of their own.
        variables: for its kernels.
        told: what stands under the address.
    """

    folder: Path
    notebook: str
    own: Path
    variables: Mapping[str, str]
    told: str


def open_at(room: Room, port: int | None = None, browser: bool = True) -> int:
    """Open JupyterLab on `room` and stay until it is stopped; as `start` for the rest."""
    try:
        _check_python()
        server = running(room.folder)
        if server:
            return _show(server, room.notebook, browser)
        number = choose_port(port)
    except StartError as error:
        print(error, file=sys.stderr)
        return 2
    token = secrets.token_hex(24)
    opens = browser and _has_browser()
    address = f"http://127.0.0.1:{number}/doc/tree/{quote(room.notebook)}?token={token}"
    if opens:
        print(f"The course opens in your browser. If it does not, open this address:\n  {address}")
    else:
        none = "No browser was found. " if browser else ""
        print(f"{none}Open this address in a browser:\n  {address}")
    print(room.told, flush=True)
    return _run(command(room, number, opens), environment(room, token))


def default_workspace() -> Path:
    """Where a learner works who named no folder."""
    named = os.environ.get("ACTIVE_LISTENING_WORKSPACE")
    return Path(named) if named else Path.home() / "my-active-listening"


def command(room: Room, port: int, browser: bool) -> list[str]:
    """JupyterLab's command line."""
    words = [sys.executable, "-m", "active_listening.serve"]
    words += [
        f"--ServerApp.root_dir={room.folder}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--LabApp.default_url=/doc/tree/{quote(room.notebook)}",
        "--Application.log_level=ERROR",
    ]
    if not browser:
        words.append("--no-browser")
    if _can_encrypt():
        words.append("--KernelManager.transport_encryption=auto")  # others may share this machine
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")  # in a container one often is; served to this machine alone
    return words


def environment(room: Room, token: str) -> dict[str, str]:
    """The environment of JupyterLab and of the kernels that it starts."""
    old = os.environ
    return {
        **old,
        **room.variables,
        "ACTIVE_LISTENING_FIRST": room.notebook,  # its kernel starts with the server
        "JUPYTER_CONFIG_PATH": _before(CONFIG, old.get("JUPYTER_CONFIG_PATH")),
        "JUPYTERLAB_SETTINGS_DIR": str(room.own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(room.own / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",  # this Python's kernel, whatever else is installed
        "JUPYTER_TOKEN": token,  # not on the command line, where other users could read it
        "PATH": _before(Path(sys.executable).parent, old.get("PATH")),
        "PYTHONSAFEPATH": "1",  # a file beside a lesson must not stand in for a module
    }


def place(ready: Workspace) -> str:
    """The notebook to open, relative to the workspace: the last one, else the first lesson."""
    saved = (ready.folder / MARKER / "jupyterlab" / "workspaces").glob("*.jupyterlab-workspace")
    for file in sorted(saved, key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            here = json.loads(file.read_bytes())["data"]["active-listening:here"]
            path = (ready.folder / here).resolve()
            if path.is_file() and path.is_relative_to(ready.folder.resolve()):
                return str(here)
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return min(name for name in ready.delivered if name.startswith("course/"))


def choose_port(port: int | None) -> int:
    """`port` if it can be had, or a free one. Raises StartError."""
    if port is not None and not 0 <= port <= 65535:
        raise StartError(f"There is no port {port}: choose one from 1024 to 65535 with --port.")
    if port:
        try:
            return _bind(port)
        except PermissionError as error:
            raise StartError(
                f"Port {port} is reserved: choose one from 1024 to 65535, such as "
                f"--port {FIRST_PORT}."
            ) from error
        except OSError as error:
            raise StartError(
                f"Port {port} is taken by another program: choose another, such as "
                f"--port {choose_port(None)}, or leave --port out."
            ) from error
    for number in range(FIRST_PORT, LAST_PORT + 1) if port is None else ():
        try:
            return _bind(number)
        except OSError:
            continue
    return _bind(0)


def running(folder: Path) -> Mapping[str, str] | None:
    """The `url` and `token` of a server that has this workspace open already, if there is one."""
    from jupyter_core.paths import jupyter_runtime_dir

    for file in Path(jupyter_runtime_dir()).glob("jpserver-*.json"):
        try:
            info = json.loads(file.read_bytes())
            if Path(info["root_dir"]) == folder and info["token"] and _alive(info["pid"]):
                socket.create_connection(("127.0.0.1", info["port"]), timeout=1).close()
                return {"url": f"http://127.0.0.1:{info['port']}/", "token": info["token"]}
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _alive(pid: int) -> bool:
    """Whether the process is still there; after a crash its note stays and others get the port."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except PermissionError:
        return False  # somebody else's by now
    except (OSError, OverflowError):
        return False
    return True


def _show(server: Mapping[str, str], where: str, browser: bool) -> int:
    address = f"{server['url']}doc/tree/{quote(where)}?token={server['token']}"
    print(f"The course is open already, at this address:\n  {address}")
    if browser and _has_browser():
        webbrowser.open(address)
    return 0


def _check_python() -> None:
    if sys.version_info < OLDEST:
        raise StartError(
            f"This is Python {sys.version.split()[0]}, and the course needs 3.11 or later: "
            "install it from https://www.python.org/downloads and start again with it."
        )
    if importlib.util.find_spec("jupyterlab") is None:
        raise StartError(
            f"JupyterLab is not installed for {sys.executable}. "
            "Install it with: python -m pip install jupyterlab"
        )


def _has_browser() -> bool:
    """Whether there is a browser with windows; those in a terminal cannot show JupyterLab."""
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(found) is not webbrowser.GenericBrowser or bool(os.environ.get("BROWSER"))


def _can_encrypt() -> bool:
    import zmq

    return zmq.has("curve")


def _bind(port: int) -> int:
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])


def _before(first: Path, rest: str | None) -> str:
    return os.pathsep.join([str(first), rest]) if rest else str(first)


def _run(words: list[str], variables: dict[str, str]) -> int:
    if os.name == "posix":
        os.execve(words[0], words, variables)
    child = subprocess.Popen(words, env=variables)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # JupyterLab got it too, and is closing
            continue
