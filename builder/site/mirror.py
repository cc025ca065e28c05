"""The folder in which the next site is made, and every file in it by hash, size and time.

Between two builds it is the published site once more: the same files under second names. So a build touches what changes, and
nothing else; a file is only ever replaced, never written into, because its other name may be in the published site.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.site import manifest, publish
from builder.site.files import Files, State
from builder.site.strangers import Times, settled, strangers

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


@dataclass(slots=True)
class Mirror:
    """``begin``, then ``take`` or ``put`` every file, ``tidy``, ``exchange``. ``states`` are of the site that is being made."""

    site: Path
    was: Files = field(default_factory=Files)  # the published site, as the last build left it
    times: Mapping[str, Times] = field(default_factory=dict)  # of both folders, by the number that each keeps when they are exchanged
    fresh: Path = field(init=False)
    _held: bytearray = field(default_factory=bytearray)  # by row of ``was``: 1 for a file that is in the new site as it was
    _new: dict[str, State] = field(default_factory=dict)  # all others of the new site
    _times: Times = field(default_factory=dict)  # of the folder that is being made
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
        self._held, self._new = bytearray(len(self.was)), {}

    def __contains__(self, path: object) -> bool:
        """Whether the new site has this file."""
        n = self.was.at(path) if isinstance(path, str) else None
        return path in self._new or (n is not None and self._held[n] == 1)

    @property
    def states(self) -> Files:
        """Every file of the new site."""
        held = self._held[:]
        for path in self._new:
            if (n := self.was.at(path)) is not None:
                held[n] = 1  # its row is written over
        found = self.was.only(held)
        found.update(self._new.items())
        return found

    def take(self, path: str) -> bool:
        """Whether a file is there as it was: in the folder itself or, under one more name then, in the published site."""
        n = self.was.at(path)
        if n is None:
            return False
        size, time = self.was.sizes[n], self.was.times[n]
        if not lies(self._here + path, size, time):
            if not lies(self._there + path, size, time):
                return False
            linked(self._there + path, self._here + path)
        self._held[n] = 1
        return True

    def accept(self, path: str, state: State) -> None:
        """A file that lies in the folder in this state, whoever put it there."""
        n = self.was.at(path)
        if n is not None and self.was.row(n) == state:
            self._held[n] = 1
        else:
            self._new[path] = state

    def put(self, path: str, data: bytes) -> State:
        """A file of these bytes; the old one if that has them."""
        digest, n = hashlib.sha256(data).hexdigest(), self.was.at(path)
        if n is not None and self.was.sum(n) == digest and self.take(path):
            return self.was.row(n)
        self._new[path] = state = made(self._here + path, data, digest)
        return state

    def link(self, path: str, source: str, state: State) -> None:
        """The file ``source``, which is in this state, under one more name."""
        if not is_as(self._here + path, state):
            linked(source, self._here + path)
        self.accept(path, state)

    def adopt(self, paths: Iterable[str]) -> None:
        """Files that others wrote into the folder."""
        for path in paths:
            stat = (self.fresh / path).stat()
            self.accept(path, (manifest.digest(self.fresh / path), stat.st_size, stat.st_mtime_ns))

    def tidy(self) -> None:
        """Nothing is in the folder but what was taken or put: what came there by hand, or into the site that it was once, goes."""
        for path in (path for path in self._others() if path not in self._new):
            away(self.fresh, path)
        found, self._times = strangers(str(self.fresh), self.times.get(_number(self.fresh), {}), self.__contains__)
        for path in found:
            away(self.fresh, path)

    def _others(self) -> Iterator[str]:
        """Files of the published site that the new one does not have as they were."""
        n = -1
        while (n := self._held.find(0, n + 1)) >= 0:
            yield self.was.paths[n]

    def exchange(self) -> None:
        """Publish. The old site loses every file that is not in the new one, and becomes its mirror where that costs little.

        What came into the old site by hand goes when the next one has been made in it.
        """
        publish.swap(self.fresh, self.site)
        old = {}
        if not self.was:
            shutil.rmtree(self.fresh, ignore_errors=True)
        if self.fresh.exists():
            old = dict(self.times.get(_number(self.fresh), {}))
            gone = list(self._others())
            settled(str(self.fresh), lambda: self._follow(gone, self._new), (*gone, *self._new), old)
        self.times = {_number(self.site): self._times, **({_number(self.fresh): old} if old else {})}

    def _follow(self, gone: Iterable[str], come: Iterable[str]) -> None:
        """The mirror, after the site."""
        for path in gone:
            away(self.fresh, path)
        for path in come:
            linked(self._there + path, self._here + path)


def is_as(path: Path | str, state: State) -> bool:
    """Whether a file is still the one that was written."""
    return lies(path, state[1], state[2])


def lies(path: Path | str, size: int, time: int) -> bool:
    """Size and time tell, so that a build need not read everything."""
    try:
        found = os.stat(path)  # noqa: PTH116 (for every file of every build: a Path costs as much as the look itself)
    except OSError:
        return False
    return found.st_mtime_ns == time and found.st_size == size


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
    return digest, state.st_size, state.st_mtime_ns


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
