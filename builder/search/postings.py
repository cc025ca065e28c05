"""Lists of (document, level) as bytes: the gaps between documents, then the levels in half bytes. Knows no terms.

Gaps are varints; in a list of many documents Rice codes, the highest bit of a byte first: as many ones as the gap has whole powers of
two, a zero, and the rest in so many bits as the mean gap asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

DENSE = 64  # numbers: where the mean gap is below, gaps are Rice codes


_SHORT = tuple(bytes((n,)) for n in range(128))


def varint(n: int) -> bytes:
    """Seven bits a byte, the lowest first, the high bit says that more follow."""
    if n < 128:
        return _SHORT[n]
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
    gaps = _gaps(numbers)
    return (_rice(gaps, rest_bits(len(gaps), size)) if is_dense(len(gaps), size) else _varints(gaps)) + _levels(levels)


def encode_rows(rows: Sequence[int], size: int) -> bytes:
    """The same of numbers that are sixteen times what they are, with their levels added."""
    if len(rows) == 1 and size >= DENSE:  # most of all lists
        return varint(rows[0] >> 4) + _SHORT[rows[0] & 15]
    return encode([row >> 4 for row in rows], [row & 15 for row in rows], size)


def rest_bits(frequency: int, size: int) -> int:
    """Of a Rice code: about the logarithm of 0.69 mean gaps."""
    return max(0, ((size - frequency) * 11 // (frequency * 16)).bit_length() - 1)


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *[b - a - 1 for a, b in pairwise(numbers)]] if numbers else []


@lru_cache(maxsize=16)
def _codes(rest: int) -> tuple[str, ...]:
    """The codes of gaps below 256, as they are asked for by the million."""
    return tuple(rice_code(gap, rest) for gap in range(256))


def rice_code(gap: int, rest: int) -> str:
    return "1" * (gap >> rest) + f"{1 << rest | gap & (1 << rest) - 1:b}".replace("1", "0", 1)


def rice_bytes(codes: Iterable[str]) -> bytes:
    bits = "".join(codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "1"), 2).to_bytes(-(-len(bits) // 8))


def _rice(gaps: list[int], rest: int) -> bytes:
    codes = _codes(rest)
    return rice_bytes([codes[gap] if gap < 256 else rice_code(gap, rest) for gap in gaps])


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
    numbers = _of_rice(gaps, rest_bits(frequency, size)) if is_dense(frequency, size) else _of_varints(gaps)
    halves = [half for byte in levels for half in (byte & 15, byte >> 4)]
    return list(zip(numbers, halves, strict=False))


class _Steps(dict[str, int]):
    """Codes and what they add to the number before, worked out once each."""

    def __missing__(self, code: str) -> int:
        ones = code.index("0")
        self[code] = step = (ones << len(code) - ones - 1) + int(code[ones:], 2) + 1
        return step


_STEPS = _Steps()


def rice_codes(data: bytes, rest: int) -> tuple[list[str], list[int]]:
    """(codes, number after each document)."""
    bits, steps = bin(int.from_bytes(b"\x01" + data))[3:], _STEPS
    codes = re.findall(f"1*0[01]{{{rest}}}", bits)
    return codes, list(accumulate(map(steps.__getitem__, codes)))


def _of_rice(data: bytes, rest: int) -> list[int]:
    return [end - 1 for end in rice_codes(data, rest)[1]]


def _of_varints(gaps: bytes) -> list[int]:
    found: list[int] = []
    at, last = 0, -1
    while at < len(gaps):
        gap, at = read_varint(gaps, at)
        last += gap + 1
        found.append(last)
    return found
