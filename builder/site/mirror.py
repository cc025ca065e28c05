"""The folder in which the next site is made, and every file in it by hash, size and time.

Between two builds it is the published site once more: the same files under second names. So a build touches what changes, and
nothing else; a file is only ever replaced, never written into, because its other name may be in the published site.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.site import manifest, publish
from builder.site.strangers import Times, strangers, times

State = list[str | int]
"""A written file: its SHA-256, size, and time of writing in nanoseconds."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


@dataclass(slots=True)
class Mirror:
    """``begin``, then ``take`` or ``put`` every file, ``tidy``, ``exchange``. ``states`` are of the site that is being made."""

    site: Path
    was: Mapping[str, State] = field(default_factory=dict)  # the published site, as the last build left it
    times: Mapping[str, Times] = field(default_factory=dict)  # of both folders, by the number that each keeps when they are exchanged
    states: dict[str, State] = field(default_factory=dict)
    fresh: Path = field(init=False)
    _there: str = field(init=False)
    _here: str = field(init=False)

    def __post_init__(self) -> None:
        self.fresh = publish.fresh(self.site)
        self._there, self._here = f"{self.site}/", f"{self.fresh}/"

    def begin(self, empty: bool = False) -> None:
        """What an earlier build left in the folder stays for ``take`` to find, if it is known what that should be."""
        if empty or not self.was:
            shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir(parents=True, exist_ok=True)
        self.states.clear()

    def take(self, path: str, state: State) -> bool:
        """Whether the file is there in this state: in the folder itself or, under one more name then, in the published site."""
        if not is_as(self._here + path, state):
            if not is_as(self._there + path, state):
                return False
            linked(self._there + path, self._here + path)
        self.states[path] = state
        return True

    def put(self, path: str, data: bytes) -> State:
        """A file of these bytes; the old one if that has them."""
        digest, was = hashlib.sha256(data).hexdigest(), self.was.get(path)
        if was and was[0] == digest and self.take(path, was):
            return was
        self.states[path] = state = made(self._here + path, data, digest)
        return state

    def link(self, path: str, source: str, state: State) -> None:
        """The file ``source``, which is in this state, under one more name."""
        if not is_as(self._here + path, state):
            linked(source, self._here + path)
        self.states[path] = state

    def clear(self, paths: Iterable[str]) -> None:
        """Names that others will write to."""
        for path in paths:
            (self.fresh / path).unlink(missing_ok=True)

    def adopt(self, paths: Iterable[str]) -> None:
        """Files that others wrote into the folder."""
        for path in paths:
            stat = (self.fresh / path).stat()
            self.states[path] = [manifest.digest(self.fresh / path), stat.st_size, stat.st_mtime_ns]

    def tidy(self) -> None:
        """Nothing is in the folder but what was taken or put."""
        for path in [*(path for path in self.was if path not in self.states), *self._strangers()]:
            away(self.fresh, path)

    def _strangers(self) -> list[str]:
        """What nobody put there but by hand: into the folder, or into the site that it was once."""
        return list(strangers(str(self.fresh), self.times.get(_number(self.fresh), {}), self.states.__contains__))

    def exchange(self) -> None:
        """Publish. The old site loses every file that is not in the new one, and becomes its mirror where that costs little."""
        publish.swap(self.fresh, self.site)
        if not self.was:
            shutil.rmtree(self.fresh, ignore_errors=True)
        if self.fresh.exists():
            for path in self._strangers():
                away(self.fresh, path)
            for path in [path for path, state in self.was.items() if self.states.get(path) != state]:
                away(self.fresh, path)
            for path in [path for path, state in self.states.items() if self.was.get(path) != state]:
                linked(self._there + path, self._here + path)
        self.times = {_number(f): times(str(f), self.states) for f in (self.site, self.fresh) if f.exists()}


def is_as(path: Path | str, state: State) -> bool:
    """Whether a file is still the one that was written: size and time tell, so that a build need not read everything."""
    try:
        found = os.stat(path)  # noqa: PTH116 (for every file of every build: a Path costs as much as the look itself)
    except OSError:
        return False
    return found.st_mtime_ns == state[2] and found.st_size == state[1]


def made(target: str, data: bytes, digest: str) -> State:
    """A new file, in the place of an old one if there is one; its folder too."""
    try:
        handle = os.open(target, _NEW, 0o666)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108
        handle = os.open(target, _NEW, 0o666)
    except FileNotFoundError:
        _folder(target)
        handle = os.open(target, _NEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        state = os.fstat(handle)
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from error
    finally:
        os.close(handle)
    return [digest, state.st_size, state.st_mtime_ns]


def linked(source: str, target: str) -> None:
    """A second name of a file, or a copy where the system has no such names; whatever had the name before is replaced."""
    try:
        os.link(source, target)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108
        linked(source, target)
    except FileNotFoundError:
        if Path(target).parent.is_dir():
            raise
        _folder(target)
        linked(source, target)
    except OSError:
        Path(target).unlink(missing_ok=True)
        _folder(target)
        shutil.copy2(source, target)


def _folder(target: str) -> None:
    folder = target.rpartition("/")[0]
    try:
        os.mkdir(folder)  # noqa: PTH102 (paths of strings, as above; the folder above is there as a rule)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _number(folder: Path) -> str:
    return str(folder.stat().st_ino)


def away(root: Path, path: str) -> None:
    """A file, and the folders that it was the last in."""
    (root / path).unlink(missing_ok=True)
    for folder in (root / path).parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:  # something else is in it, or it is gone already
            return
