"""Lists of (document, level) as bytes: delta varints or a bitmap, then the levels in half bytes. Knows no terms."""

from __future__ import annotations

from collections.abc import Sequence


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


def is_bitmap(frequency: int, documents: int) -> bool:
    """A list of more than an eighth of the documents is smaller as a bitmap."""
    return frequency * 8 > documents


def encode(ordinals: Sequence[int], levels: Sequence[int], documents: int) -> bytes:
    """Ordinals are sorted, each is there once; levels are 1 to 15."""
    if len(ordinals) == 1 and documents >= 8:  # most of all lists
        return varint(ordinals[0]) + bytes(levels)
    return _ordinals(ordinals, documents) + _levels(levels)


def _ordinals(ordinals: Sequence[int], documents: int) -> bytes:
    if is_bitmap(len(ordinals), documents):
        bits = bytearray((documents + 7) // 8)
        for o in ordinals:
            bits[o >> 3] |= 1 << (o & 7)
        return bytes(bits)
    out = bytearray()
    last = -1
    for o in ordinals:
        gap = o - last - 1
        last = o
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


def decode(data: bytes, at: int, frequency: int, documents: int) -> list[tuple[int, int]]:
    """The list that ``encode`` wrote at ``at``."""
    ordinals: list[int] = []
    if is_bitmap(frequency, documents):
        for i in range((documents + 7) // 8):
            byte = data[at + i]
            ordinals += [8 * i + bit for bit in range(8) if byte >> bit & 1]
        at += (documents + 7) // 8
    else:
        last = -1
        for _ in range(frequency):
            gap, at = read_varint(data, at)
            last += gap + 1
            ordinals.append(last)
    return [(o, data[at + (i >> 1)] >> (4 * (i & 1)) & 15) for i, o in enumerate(ordinals)]
