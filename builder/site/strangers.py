"""Files in a folder that a build did not put there, found without listing every folder: only those whose time is not as it was.

A folder's time changes when something in it comes, goes or gets another name; what is in a file does not matter to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

Times = dict[str, int]
"""Of every folder below a root, itself too (``""``): when something in it last came or went, in nanoseconds."""


UNKNOWN = -1
"""In place of a time: the next build lists this folder."""


def strangers(root: str, times: Mapping[str, int], expected: Callable[[str], bool]) -> tuple[list[str], Times]:
    """Paths of files below ``root`` that are not ``expected``, in folders that are not as they were at ``times``; and the times now."""
    found: list[str] = []
    now: Times = {}
    for folder in ("", *(f for f in times if f)):
        time = _time(root, folder)
        if time is not None and time != times.get(folder):
            _list(root, folder, times, expected, found, now)
        elif time is not None:
            now[folder] = time
    return found, now


def _list(root: str, folder: str, times: Mapping[str, int], expected: Callable[[str], bool], found: list[str], now: Times) -> None:
    """What is in a folder, and in those below it that were not there then."""
    time, known = _time(root, folder), len(found)
    try:
        entries = sorted(os.scandir(f"{root}/{folder}"), key=lambda entry: entry.name)
    except OSError:  # it is gone
        return
    below = []
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            below += [path] if path not in times else []
        elif not expected(path):
            found.append(path)
    if time is not None:
        now[folder] = time if len(found) == known else UNKNOWN
    for path in below:
        _list(root, path, times, expected, found, now)


def folders(paths: Iterable[str]) -> set[str]:
    """All in which these files are."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def settled(root: str, change: Callable[[], object], paths: Iterable[str], times: Times) -> None:
    """Make a change to the files of these paths, and keep ``times`` true: of a folder that was not as it was nothing is known."""
    touched = folders(paths)
    as_was = {folder for folder in touched if _time(root, folder) == times.get(folder)}
    change()
    for folder in touched:
        time = _time(root, folder)
        if time is None:
            times.pop(folder, None)
        else:
            times[folder] = time if folder in as_was else UNKNOWN


def _time(root: str, folder: str) -> int | None:
    try:
        return os.stat(f"{root}/{folder}").st_mtime_ns  # noqa: PTH116 (for every folder of every build)
    except OSError:
        return None
