"""Opening the course: what is chosen, what is said when it cannot be done, a real server once."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

import pytest

from active_listening import start as module
from active_listening.start import (
    Room,
    choose_port,
    command,
    environment,
    place,
    running,
    start,
)
from active_listening.workspace import prepare

SCHEMAS = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list:
    """Instead of JupyterLab: what it would have been started with."""
    calls: list = []
    monkeypatch.setattr(module, "_run", lambda words, variables: calls.append((words, variables)))
    monkeypatch.setattr(module, "running", lambda folder: None)
    return calls


@pytest.fixture
def taken() -> int:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def test_the_course_opens_at_the_first_lesson(
    tmp_path: Path, ran: list, capsys: pytest.CaptureFixture[str]
) -> None:
    start(tmp_path / "mine", port=0, browser=False)
    words, variables = ran[0]
    said = capsys.readouterr().out
    address = re.search(r"http://127\.0\.0\.1:(\d+)/doc/tree/(\S+)\?token=(\w+)", said)
    assert address
    assert f"--ServerApp.port={address[1]}" in words
    assert address[2] == "course/00_start_here.ipynb"
    assert variables["JUPYTER_TOKEN"] == address[3]
    assert len(address[3]) >= 48
    assert address[3] not in " ".join(words), "other users can read a command line"
    assert variables["ACTIVE_LISTENING_WORKSPACE"] == str(tmp_path / "mine")
    assert "--no-browser" in words
    assert str(tmp_path / "mine") in said


def test_the_folder_can_be_named_by_the_environment(
    tmp_path: Path, ran: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACTIVE_LISTENING_WORKSPACE", str(tmp_path / "elsewhere"))
    start(port=0, browser=False)
    assert (tmp_path / "elsewhere" / "course").is_dir()


def test_a_taken_port_is_one_sentence(
    tmp_path: Path, ran: list, taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(tmp_path / "mine", port=taken) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"Port {taken} is taken")
    assert "--port" in error
    assert error.count("\n") == 1
    assert not ran


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_does_not_exist(
    tmp_path: Path, ran: list, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(tmp_path / "mine", port=port) == 2
    assert f"There is no port {port}" in capsys.readouterr().err


def test_a_free_port_is_found(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_PORT", taken)
    monkeypatch.setattr(module, "LAST_PORT", taken)
    assert choose_port(None) not in (0, taken)
    assert choose_port(0) > 0


def test_python_too_old(tmp_path: Path, ran: list, monkeypatch, capsys) -> None:
    monkeypatch.setattr(module, "OLDEST", (99, 0))
    assert start(tmp_path / "mine") == 2
    assert "needs 3.11 or later" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_jupyterlab_missing(tmp_path: Path, ran: list, monkeypatch, capsys) -> None:
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    assert start(tmp_path / "mine") == 2
    assert "JupyterLab is not installed" in capsys.readouterr().err


def test_the_workspace_cannot_be_used(tmp_path: Path, ran: list, capsys) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert start(tmp_path / "file") == 2
    assert "is a file" in capsys.readouterr().err


@pytest.mark.parametrize("text_only", [False, True])
def test_no_browser_prints_the_address_and_goes_on(
    tmp_path: Path, ran: list, monkeypatch, capsys, text_only: bool
) -> None:
    def get() -> webbrowser.BaseBrowser:
        if text_only:
            return webbrowser.GenericBrowser("lynx")
        raise webbrowser.Error("none")

    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "get", get)
    start(tmp_path / "mine", port=0)
    said = capsys.readouterr().out
    assert said.startswith("No browser was found. Open this address in a browser:\n  http://")
    assert "--no-browser" in ran[0][0]


def test_a_browser_is_opened(tmp_path: Path, ran: list, monkeypatch, capsys) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.Chromium("chromium"))
    start(tmp_path / "mine", port=0)
    assert "opens in your browser" in capsys.readouterr().out
    assert "--no-browser" not in ran[0][0]


def test_a_course_that_is_open_already_is_shown(
    tmp_path: Path, ran: list, monkeypatch, capsys
) -> None:
    server = {"url": "http://127.0.0.1:4242/", "token": "abc"}
    monkeypatch.setattr(module, "running", lambda folder: server)
    assert start(tmp_path / "mine", browser=False) == 0
    assert "http://127.0.0.1:4242/doc/tree/course/" in capsys.readouterr().out
    assert not ran


def test_a_server_that_is_gone_is_not_taken_for_running(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    info = {"root_dir": str(tmp_path), "port": choose_port(0), "token": "abc"}
    (tmp_path / "jpserver-1.json").write_text(json.dumps(info), encoding="utf-8")
    (tmp_path / "jpserver-2.json").write_text("{", encoding="utf-8")
    assert running(tmp_path) is None


def remember(folder: Path, here: object) -> None:
    saved = folder / ".active-listening" / "jupyterlab" / "workspaces"
    saved.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"data": {"active-listening:here": here}})
    (saved / "default.jupyterlab-workspace").write_text(text, encoding="utf-8")


def test_the_last_place_is_opened_again(tmp_path: Path) -> None:
    ready = prepare(tmp_path / "mine")
    here = "exercises/03_open_questions/03_open_questions.ipynb"
    remember(ready.folder, here)
    assert place(ready) == here


@pytest.mark.parametrize("here", ["course/gone.ipynb", "../outside.ipynb", "/etc/passwd", 3, None])
def test_a_place_that_is_not_there_is_not_opened(tmp_path: Path, here: object) -> None:
    (tmp_path / "outside.ipynb").write_text("{}", encoding="utf-8")
    ready = prepare(tmp_path / "mine")
    remember(ready.folder, here)
    assert place(ready) == "course/00_start_here.ipynb"


def test_the_environment_keeps_the_classroom_apart(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/theirs")
    room = Room(tmp_path, "course/a.ipynb", tmp_path / "own", {"MORE": "1"}, "")
    variables = environment(room, "abc")
    assert variables["MORE"] == "1"
    first, rest = variables["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert (Path(first) / "labconfig" / "page_config.json").is_file()
    assert rest == "/theirs"
    assert variables["JUPYTERLAB_WORKSPACES_DIR"].startswith(str(tmp_path))
    assert "abc" not in " ".join(command(room, 1, True))


def test_every_setting_is_one_that_jupyterlab_knows() -> None:
    config = module.CONFIG / "labconfig"
    overrides = json.loads((config / "default_setting_overrides.json").read_text("utf-8"))
    for plugin, settings in overrides.items():
        package, _, name = plugin.partition(":")
        schema = json.loads((SCHEMAS / package / f"{name}.json").read_text("utf-8"))
        for setting, value in settings.items():
            known = schema["properties"][setting]
            allowed = [choice["const"] for choice in known.get("oneOf", [])] or known.get("enum")
            assert not allowed or value in allowed, (plugin, setting)
            kind = {bool: "boolean", str: "string", list: "array", int: "number"}[type(value)]
            assert known.get("type") in (kind, None), (plugin, setting)


def test_a_real_server_serves_the_workspace_and_asks_for_the_token(tmp_path: Path) -> None:
    code = (
        "import sys; from active_listening.start import start; sys.exit(start(port=0, browser=0))"
    )
    runtime = tmp_path / "runtime"
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "ACTIVE_LISTENING_WORKSPACE": str(tmp_path / "mine"),
            "JUPYTER_RUNTIME_DIR": str(runtime),
        },
    )
    try:
        lines = [child.stdout.readline() for _ in range(3)]
        port, token = re.search(r":(\d+)/.*token=(\w+)", lines[1]).groups()
        base = f"http://127.0.0.1:{port}/api/contents/course"
        names = [item["name"] for item in fetch(f"{base}?token={token}", child)["content"]]
        assert "03_open_questions.ipynb" in names
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(base, timeout=10)
        assert refused.value.code == 403
        again = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=60,
            env={**os.environ, "ACTIVE_LISTENING_WORKSPACE": str(tmp_path / "mine"),
                 "JUPYTER_RUNTIME_DIR": str(runtime)},
        )  # fmt: skip
        assert again.returncode == 0
        assert f":{port}/" in again.stdout
    finally:
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=30)
    assert child.returncode == 0, errors
    assert "Traceback" not in errors


def fetch(address: str, child: subprocess.Popen) -> dict:
    """The JSON at `address`, as soon as the server is up; at most a minute."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return json.load(answer)
        except OSError:
            assert child.poll() is None, child.stderr.read()
            assert time.monotonic() < end, "the server did not come up within a minute"
            time.sleep(0.1)
