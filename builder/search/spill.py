"""A long row of numbers, most of it in a file without a name instead of in memory. Knows nothing of what the numbers are."""

from __future__ import annotations

import tempfile
from array import array
from typing import IO, Literal

IN_MEMORY = 1 << 22  # numbers


class Spill:
    """``size``: how many numbers there are; ``last``: those that are not in the file yet, which may also be appended to directly."""

    def __init__(self, kind: Literal["Q", "I", "B"], in_memory: int = IN_MEMORY) -> None:
        self._kind, self._in_memory = kind, in_memory
        self._file: IO[bytes] | None = None
        self._written = 0
        self.last: array[int] = array(kind)

    @property
    def size(self) -> int:
        return self._written + len(self.last)

    def put(self, numbers: array[int]) -> None:
        self.last.extend(numbers)
        self.settle()

    def settle(self) -> None:
        """Move what memory has no room for."""
        if len(self.last) > self._in_memory:
            self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115 (``close``)
            self._file.seek(self._written * self.last.itemsize)
            self._file.write(self.last.tobytes())
            self._written += len(self.last)
            self.last = array(self._kind)

    def get(self, start: int, end: int) -> array[int]:
        """A piece, wherever it is."""
        here = self._written
        kept = self.last[max(0, start - here) : max(0, end - here)]
        return kept if start >= here else self._read(start, min(end, here)) + kept

    def _read(self, start: int, end: int) -> array[int]:
        found = array(self._kind)
        if self._file and end > start:
            self._file.seek(start * found.itemsize)
            found.frombytes(self._file.read((end - start) * found.itemsize))
        return found

    def all(self) -> array[int]:
        return self._read(0, self._written) + self.last

    def close(self) -> None:
        """Forget all numbers."""
        if self._file:
            self._file.close()
        self._file, self._written, self.last = None, 0, array(self._kind)
