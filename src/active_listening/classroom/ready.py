"""Imported once where workers are forked from: does for all of them what each would do first."""

import base64
import gc
import os
import pickle

BEGIN = "ACTIVE_LISTENING_BEGIN"
"""The variable that holds it: `Crew` sets it for the process that it starts, and nobody else."""
done = ""
"""What has been done, as it was sent."""

if told := os.environ.pop(BEGIN, ""):
    gc.disable()  # what is loaded stays; looking through it on the way takes a tenth of the time
    try:
        pickle.loads(base64.b64decode(told))()
        done = told
        gc.freeze()  # workers share it: nobody need look through it again
    except Exception:  # each worker begins then, and tells what is wrong
        done = ""
    gc.enable()
