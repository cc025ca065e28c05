"""Files in a folder that a build did not put there, found without listing every folder: only those whose time is not as it was.

A folder's time changes when something in it comes, goes or gets another name; what is in a file does not matter to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

Times = dict[str, int]
"""Of every folder below a root, itself too (``""``): when something in it last came or went, in nanoseconds."""


def strangers(root: str, times: Mapping[str, int], expected: Callable[[str], bool]) -> Iterator[str]:
    """Paths of files below ``root`` that are not ``expected``, in folders that are not as they were at ``times``."""
    for folder in ("", *(f for f in times if f)):
        if times.get(folder) != _time(root, folder):
            yield from _listed(root, folder, times, expected)


def _listed(root: str, folder: str, times: Mapping[str, int], expected: Callable[[str], bool]) -> Iterator[str]:
    """What is in a folder, and in those below it that were not there then."""
    try:
        entries = sorted(os.scandir(f"{root}/{folder}"), key=lambda entry: entry.name)
    except OSError:  # it is gone
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if not entry.is_dir(follow_symlinks=False):
            if not expected(path):
                yield path
        elif path not in times:
            yield from _listed(root, path, times, expected)


def times(root: str, files: Iterable[str]) -> Times:
    """Of all folders in which these files are."""
    folders = {""}
    for path in files:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return {folder: found for folder in sorted(folders) if (found := _time(root, folder)) is not None}


def _time(root: str, folder: str) -> int | None:
    try:
        return os.stat(f"{root}/{folder}").st_mtime_ns  # noqa: PTH116 (for every folder of every build)
    except OSError:
        return None
