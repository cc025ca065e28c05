"""Publish a finished site in one step: lock, look at what was built, swap folders. The old site stays until the new one is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


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


def missing(site: Path, urls: Iterable[str]) -> list[str]:
    """Pages that should be in the site and are not."""
    return [url for url in urls if not (site / url / "index.html").is_file()]


def swap(fresh: Path, site: Path) -> None:
    """Put ``fresh`` in the place of ``site``. Whatever fails, one whole site is left."""
    old = site.with_name(f".{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
