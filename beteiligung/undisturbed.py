"""A guard against a crash of CPython 3.11 that long lists of records meet when their session ends."""

import gc
import sys
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_inside = 0
_was_awake = False
_NEEDED = sys.version_info < (3, 12)


@contextmanager
def undisturbed():
    """Let the garbage collector rest while a session walks through its records.

    The walk creates the ``__dict__`` of each record's state; in CPython 3.11 a collection at that very moment can free
    the record, whose clean-up creates the same dict a second time over the same memory: a segmentation fault. Python
    3.12 stores these dicts differently. Threads share the collector, so the last one out wakes it.
    """
    global _inside, _was_awake
    if not _NEEDED:
        yield
        return
    with _lock:
        if not _inside:
            _was_awake = gc.isenabled()
        _inside += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if not _inside and _was_awake:
                gc.enable()
