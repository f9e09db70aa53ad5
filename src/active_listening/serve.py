"""JupyterLab, quicker to start and sure to stop."""

import json
import os
import signal
import sys
import threading
import time
import urllib.request

from active_listening.quick import skip_slow_imports

skip_slow_imports()

SECONDS_TO_STOP = 3
FIRST = "ACTIVE_LISTENING_FIRST"
"""The variable that names the notebook to have a kernel ready for."""


def warm_kernel(notebook: str, port: int, token: str) -> None:
    """Start the kernel of the first page while the browser is still loading JupyterLab.

    JupyterLab takes over a session that runs for the notebook it opens. Where this fails, it starts
    one of its own, two seconds later.
    """
    session = {
        "path": notebook,
        "name": notebook,
        "type": "notebook",
        "kernel": {"name": "python3"},
    }
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/sessions",
        data=json.dumps(session).encode(),
        headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
    )
    for _ in range(200):
        try:
            urllib.request.urlopen(request, timeout=10).close()
            return
        except ConnectionError:
            time.sleep(0.05)
        except OSError as error:
            if not isinstance(getattr(error, "reason", None), ConnectionError):
                return
            time.sleep(0.05)


def main() -> None:
    """Serve until stopped. By then kernels are shut down and files are saved."""
    # A script that starts this in the background has it ignore Ctrl+C; it must stop all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    notebook, token = os.environ.get(FIRST), os.environ.get("JUPYTER_TOKEN", "")
    port = next((word.partition("=")[2] for word in sys.argv if "ServerApp.port=" in word), "")
    if notebook and port:
        threading.Thread(target=warm_kernel, args=(notebook, int(port), token), daemon=True).start()
    from jupyterlab.labapp import main as serve

    try:
        serve()
    finally:
        # Stopped in the middle of a request, the server can leave a thread behind that waits for
        # ever, and Python would wait for that thread.
        last = threading.Timer(SECONDS_TO_STOP, os._exit, [0])
        last.daemon = True
        last.start()


if __name__ == "__main__":
    main()
