"""So much computing and so much memory for one document, in this process: whatever asks for more is interrupted. Knows no document.

Reading has a child process with limits of its own (``read/gate.py``); this is for what is done with the text that comes back.
Where a system cannot count (no main thread, no /proc) there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

SECONDS = 30.0  # of computing; the longest law takes one
MEGABYTES = 1_500  # more than the process had before
COLLECTED = 100_000, 50, 50  # nearly all that is made stays: looking for cycles in it was a third of a large archive's check
_SIZE = Path("/proc/self/statm")


class LimitError(BaseException):
    """More than is allowed. No ``Exception``: code that forgives mistakes on the way must not forgive this."""


@contextmanager
def limited(seconds: float | None = None, megabytes: int = 0) -> Iterator[None]:
    """Raises ``LimitError`` in the block when it computed for ``seconds`` (``SECONDS``) or wants ``megabytes`` more memory (0: any)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(
        signal.ITIMER_PROF, SECONDS if seconds is None else seconds, 1.0
    )  # and again every second, should somebody have caught the first
    try:
        with _memory(megabytes):
            yield
    except MemoryError as error:
        raise LimitError from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(*_: object) -> NoReturn:
    raise LimitError


@contextmanager
def _memory(megabytes: int) -> Iterator[None]:
    if not megabytes or not _SIZE.exists():
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    now = _pages() * resource.getpagesize()
    wanted = now + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (wanted if soft == resource.RLIM_INFINITY else min(soft, wanted), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _pages() -> int:
    """Of memory that this process has."""
    with _SIZE.open("rb", buffering=0) as file:
        return int(file.read(64).split()[0])
