"""Runs a command, and prints as JSON what it cost: seconds, seconds of processors, the largest
process. A small process of its own, since a command's size begins with that of who starts it.
"""

import contextlib
import ctypes
import json
import os
import subprocess
import sys
import time

if sys.platform == "linux":
    # Workers are no children of the command itself. What it leaves behind becomes a child of ours,
    # and is counted when it has ended.
    PR_SET_CHILD_SUBREAPER = 36
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
process.returncode = os.waitstatus_to_exitcode(status)
every = [used]
with contextlib.suppress(ChildProcessError):
    while True:
        every.append(os.wait4(-1, 0)[2])
cpu = sum(one.ru_utime + one.ru_stime for one in every)
sys.stdout.flush()
print("\n" + json.dumps([seconds, cpu, max(one.ru_maxrss for one in every)]), end="")
sys.exit(process.returncode)
