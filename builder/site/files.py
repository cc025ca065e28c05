"""Files by path, each with its SHA-256, size and time of writing, in columns: there are hundreds of thousands, and few change."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import Any

State = tuple[str, int, int]
"""A written file: its SHA-256, size, and time of writing in nanoseconds."""
_SUM = 32  # bytes


class Files(Mapping[str, State]):
    """``book`` is what another build can read: it is made of text and bytes alone."""

    def __init__(self, states: Iterable[tuple[str, State]] = ()) -> None:
        self.paths: list[str] = []
        self.sizes, self.times = array("q"), array("q")
        self._sums = bytearray()
        self._at: dict[str, int] = {}
        self.update(states)

    @classmethod
    def of(cls, book: Mapping[str, Any]) -> Files:
        """Read back; empty where the machine that wrote it counts its bytes in another order."""
        found = cls()
        if book.get("order") == sys.byteorder and book["paths"]:
            found.paths = book["paths"].split("\n")
            found._sums = bytearray(book["sums"])
            found.sizes.frombytes(book["sizes"])
            found.times.frombytes(book["times"])
            found._number()
        return found

    def book(self) -> dict[str, str | bytes]:
        columns = {"sums": bytes(self._sums), "sizes": self.sizes.tobytes(), "times": self.times.tobytes()}
        return {"order": sys.byteorder, "paths": "\n".join(self.paths), **columns}

    def _number(self) -> None:
        self._at = dict(zip(self.paths, range(len(self.paths)), strict=True))

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __contains__(self, path: object) -> bool:
        return path in self._at

    def __getitem__(self, path: str) -> State:
        return self.row(self._at[path])

    def at(self, path: str) -> int | None:
        """The row of a file."""
        return self._at.get(path)

    def row(self, n: int) -> State:
        return self.sum(n), self.sizes[n], self.times[n]

    def sum(self, n: int) -> str:
        return self._sums[n * _SUM : (n + 1) * _SUM].hex()

    def sums(self) -> Iterator[tuple[str, str]]:
        """Path and SHA-256 of every file."""
        text, wide = self._sums.hex(), 2 * _SUM
        return zip(self.paths, (text[at : at + wide] for at in range(0, len(text), wide)), strict=True)

    def update(self, states: Iterable[tuple[str, State]]) -> None:
        """Rows for new paths, other values for known ones."""
        for path, (digest, size, time) in states:
            n = self._at.setdefault(path, len(self.paths))
            if n == len(self.paths):
                self.paths.append(path)
                self._sums += bytes.fromhex(digest)
                self.sizes.append(size)
                self.times.append(time)
            else:
                self._sums[n * _SUM : (n + 1) * _SUM] = bytes.fromhex(digest)
                self.sizes[n], self.times[n] = size, time

    def only(self, held: bytearray) -> Files:
        """A copy of the rows at which ``held`` is not zero."""
        found = Files()
        if 0 not in held:
            found.paths, found._sums, found.sizes, found.times = self.paths[:], self._sums[:], self.sizes[:], self.times[:]
            found._at = self._at.copy()
            return found
        found.paths = list(compress(self.paths, held))
        found._sums = bytearray().join(compress((self._sums[at : at + _SUM] for at in range(0, len(self._sums), _SUM)), held))
        found.sizes, found.times = array("q", compress(self.sizes, held)), array("q", compress(self.times, held))
        found._number()
        return found
