"""What this learner did: an append-only record, and the answers file that is handed in.

Standard library, `filelock` and `platformdirs` only (both pure Python and imported when first
needed), so that it also runs in a browser kernel and costs a notebook little to import.

    record = Record.open()                        # one for a kernel: opening reads the whole file
    entry = record.latest("status-report")        # None, or the newest state of the item
    record.later("status-report", "How did it go?", base=entry.revision if entry else 0)
    record.save("status-report", "How did it go?", kind="attempt", points=5)
"""

from .answers import COPY_MIME, Answers, read_document
from .entry import KINDS, LIMIT, Entry, RecordError, Stale, TooLong
from .index import Summary, Tries
from .place import learner_id, record_folder
from .store import Record

__all__ = [
    "COPY_MIME",
    "KINDS",
    "LIMIT",
    "Answers",
    "Entry",
    "Record",
    "RecordError",
    "Stale",
    "Summary",
    "TooLong",
    "Tries",
    "learner_id",
    "read_document",
    "record_folder",
]
