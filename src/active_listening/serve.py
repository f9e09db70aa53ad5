"""JupyterLab, quicker to start and sure to stop."""

import os
import sys
import threading

# A library that checks international web addresses builds its grammar when it is imported, which
# takes longer than the rest of JupyterLab's start. The course has no such addresses, and JupyterLab
# does without the library where it is not installed: so let it seem so here.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

SECONDS_TO_STOP = 3


def main() -> None:
    """Serve until stopped. By then kernels are shut down and files are saved."""
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
