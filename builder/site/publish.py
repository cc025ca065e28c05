"""Publish a finished site in one step: lock, look at what was built, exchange folders. The old site stays until the new one is whole."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EXCHANGE, _HERE = 2, -100  # RENAME_EXCHANGE and AT_FDCWD of Linux


class BusyError(Exception):
    """Another build has the lock on this folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Only one build at a time in ``folder``; raises BusyError at once where another is running. A killed build leaves no lock."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: no advisory locks there; a second build is the person's own affair
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BusyError from error


def fresh(site: Path) -> Path:
    """The folder beside ``site`` in which the next one is made."""
    return site.with_name(f".{site.name}.new")


def swap(new: Path, site: Path) -> None:
    """Put ``new`` in the place of ``site``, and the old site in its. Whatever fails, and whenever it is killed, one whole site is there."""
    if not site.exists():
        new.rename(site)
    elif not _exchanged(new, site):
        _moved(new, site)


def _exchanged(new: Path, site: Path) -> bool:
    """Both names at once, where the system can; there is no moment without a site."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(new), _HERE, os.fsencode(site), _EXCHANGE) == 0


def _moved(new: Path, site: Path) -> None:
    """Renames; a build that is killed between them leaves the old site where ``mend`` finds it."""
    old = _old(site)
    shutil.rmtree(old, ignore_errors=True)
    site.rename(old)
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    old.rename(new)


def mend(site: Path) -> None:
    """After a build that was killed between two renames: the old site back in its place."""
    if not site.exists() and _old(site).exists():
        _old(site).rename(site)


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")
