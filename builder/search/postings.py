"""Lists of (document, level) as bytes: the gaps between documents, then the levels in half bytes. Knows no terms.

Gaps are varints; in a list of many documents single bytes, of which 255 means "255 further, and nobody there yet".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

DENSE = 64  # numbers: where the mean gap is below, gaps are single bytes


def varint(n: int) -> bytes:
    """Seven bits a byte, the lowest first, the high bit says that more follow."""
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """(value, next place)."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def is_dense(frequency: int, size: int) -> bool:
    return frequency * DENSE > size


def encode(numbers: Sequence[int], levels: Sequence[int], size: int) -> bytes:
    """Numbers are sorted, below ``size``, each is there once; levels are 1 to 15."""
    if len(numbers) == 1 and size >= DENSE:  # most of all lists
        return varint(numbers[0]) + bytes(levels)
    return (_single if is_dense(len(numbers), size) else _varints)(_gaps(numbers)) + _levels(levels)


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *(b - a - 1 for a, b in pairwise(numbers))] if numbers else []


def _single(gaps: list[int]) -> bytes:
    if max(gaps, default=0) < 255:
        return bytes(gaps)
    return b"".join(b"\xff" * (gap // 255) + bytes((gap % 255,)) for gap in gaps)


def _varints(gaps: Iterable[int]) -> bytes:
    out = bytearray()
    for gap in gaps:
        if gap < 128:
            out.append(gap)
        elif gap < 16_384:  # varint(gap), written out: millions of times
            out.append(gap & 127 | 128)
            out.append(gap >> 7)
        else:
            out += varint(gap)
    return bytes(out)


def _levels(levels: Sequence[int]) -> bytes:
    if len(levels) % 2:
        levels = [*levels, 0]
    return bytes([a | b << 4 for a, b in zip(levels[::2], levels[1::2], strict=True)])


def decode(data: bytes, frequency: int, size: int) -> list[tuple[int, int]]:
    """The list that ``encode`` wrote."""
    levels = data[len(data) - (frequency + 1) // 2 :]
    gaps = data[: len(data) - len(levels)]
    numbers = _of_single(gaps) if is_dense(frequency, size) else _of_varints(gaps)
    halves = [half for byte in levels for half in (byte & 15, byte >> 4)]
    return list(zip(numbers, halves, strict=False))


def _of_single(gaps: bytes) -> list[int]:
    places = accumulate(gaps)
    found = [place for place, gap in zip(places, gaps, strict=True) if gap != 255]
    return [place + i for i, place in enumerate(found)]


def _of_varints(gaps: bytes) -> list[int]:
    found: list[int] = []
    at, last = 0, -1
    while at < len(gaps):
        gap, at = read_varint(gaps, at)
        last += gap + 1
        found.append(last)
    return found
