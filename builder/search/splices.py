"""Lists of the index with some documents less and some more, at the cost of few steps for each that stays. Knows no terms.

Half bytes are handled as one hexadecimal number, codes as text: both are cut and joined as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping

from builder.search.postings import decode, encode, rest_bits, rice_bytes, rice_code, rice_codes

List = tuple[int, bytes]
"""How many documents, and the encoded list."""


def edited(old: List, size: int, gone: Collection[int], come: Mapping[int, int]) -> List:
    """``gone``: documents to take away if they are there; ``come``: documents to put, with their levels."""
    frequency, data = old
    if frequency > 1:
        return _Codes(frequency, data, size).edited(gone, come)
    rows = {n: level for n, level in decode(data, frequency, size) if n not in gone} if frequency else {}
    rows.update(come)
    numbers = sorted(rows)
    return len(rows), encode(numbers, [rows[n] for n in numbers], size) if rows else b""


class _Codes:
    """A list of Rice codes, taken apart: ``ends`` are the numbers of the documents and one, ``levels`` their half bytes in order."""

    def __init__(self, frequency: int, data: bytes, size: int) -> None:
        self._size, self._rest = size, rest_bits(frequency, size)
        halves = (frequency + 1) // 2
        self.codes, self.ends = rice_codes(data[: len(data) - halves], self._rest)
        self.levels = f"{int.from_bytes(data[len(data) - halves :], 'little'):0{2 * halves}x}"[::-1][:frequency]

    def edited(self, gone: Collection[int], come: Mapping[int, int]) -> List:
        for number in sorted({*gone, *come}):
            at = bisect_left(self.ends, number + 1)
            there = at < len(self.ends) and self.ends[at] == number + 1
            if number in come:
                self._put(at, number + 1, there, come[number])
            elif there:
                self._take(at)
        return len(self.ends), self._bytes()

    def _put(self, at: int, end: int, there: bool, level: int) -> None:
        self.levels = f"{self.levels[:at]}{level:x}{self.levels[at + there :]}"
        if not there:
            self.ends.insert(at, end)
            self.codes.insert(at, "")
            self._code(at)
            self._code(at + 1)

    def _take(self, at: int) -> None:
        self.levels = self.levels[:at] + self.levels[at + 1 :]
        del self.ends[at], self.codes[at]
        self._code(at)

    def _code(self, at: int) -> None:
        if at < len(self.ends):
            self.codes[at] = rice_code(self.ends[at] - (self.ends[at - 1] if at else 0) - 1, self._rest)

    def _bytes(self) -> bytes:
        frequency = len(self.ends)
        if frequency < 2 or rest_bits(frequency, self._size) != self._rest:
            return encode([end - 1 for end in self.ends], [int(level, 16) for level in self.levels], self._size) if self.ends else b""
        halves = (frequency + 1) // 2
        return rice_bytes(self.codes) + int(self.levels[::-1], 16).to_bytes(halves, "little")
