"""Lists of (document, level) as bytes: the gaps between documents, then the levels in half bytes. Knows no terms.

Gaps are Rice codes, the highest bit of a byte first: as many ones as the gap has whole powers of two, a zero, and the rest in so many
bits as the mean gap asks for. A single document is a varint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

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


def encode(numbers: Sequence[int], levels: Sequence[int], size: int) -> bytes:
    """Numbers are sorted, below ``size``, each is there once; levels are 1 to 15."""
    if len(numbers) < 2:
        return b"".join(varint(n) + _SHORT[level] for n, level in zip(numbers, levels, strict=True))
    return _rice(_gaps(numbers), rest_bits(len(numbers), size)) + _levels(levels)


def encode_rows(rows: Sequence[int], size: int) -> bytes:
    """The same of numbers that are sixteen times what they are, with their levels added."""
    if len(rows) == 1:  # most of all lists
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
    ones, low = gap >> rest, gap & (1 << rest) - 1
    return f"{((1 << ones) - 1) << rest + 1 | low:b}" if ones else f"{low:0{rest + 1}b}"


def rice_bytes(codes: Iterable[str]) -> bytes:
    bits = "".join(codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "1"), 2).to_bytes(-(-len(bits) // 8))


def _rice(gaps: list[int], rest: int) -> bytes:
    codes = _codes(rest)
    return rice_bytes([codes[gap] if gap < 256 else rice_code(gap, rest) for gap in gaps])


def _levels(levels: Sequence[int]) -> bytes:
    if len(levels) % 2:
        levels = [*levels, 0]
    return bytes([a | b << 4 for a, b in zip(levels[::2], levels[1::2], strict=True)])


def decode(data: bytes, frequency: int, size: int) -> list[tuple[int, int]]:
    """The list that ``encode`` wrote."""
    levels = data[len(data) - (frequency + 1) // 2 :]
    gaps = data[: len(data) - len(levels)]
    numbers = [read_varint(gaps, 0)[0]] if frequency == 1 else _of_rice(gaps, rest_bits(frequency, size))
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
