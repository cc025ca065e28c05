"""Numbers of documents: in order of date, with room between them, so that one document more hardly ever moves another.

Every year has a stretch of numbers of its own, at least twice as many as it has documents; within it a document stands where its
day is, or at the next free place. The undated come first. All of it depends on the set of documents alone. Knows no terms.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

LEAST, YEARS = 8, 32  # numbers of the emptiest year: at least so many, and at least one for each so many documents of the archive
_DAYS, _PARTS = 12 * 31, 1 << 16

Dated = tuple[str, str]
"""Date, as far as it is known, and id of a document."""


class Stretch(NamedTuple):
    """The numbers of a year."""

    first: int
    size: int


def stretches(counts: Mapping[str, int]) -> dict[str, Stretch]:
    """For each year, "" for the undated, its numbers; a year's grow by doubling, so that they rarely do."""
    least = _power(max(LEAST, -(-sum(counts.values()) // YEARS)))
    found, first = {}, 0
    for year in sorted(year for year, n in counts.items() if n):
        size = max(least, _power(2 * counts[year]))
        found[year] = Stretch(first, size)
        first += size
    return found


def end(found: Mapping[str, Stretch]) -> int:
    """The number after the last."""
    return max((s.first + s.size for s in found.values()), default=0)


def _power(n: int) -> int:
    return 1 << (n - 1).bit_length()


def places(documents: Iterable[Dated], stretch: Stretch) -> dict[str, int]:
    """The numbers of a year's documents, by id."""
    order = sorted((date, zlib.crc32(ident.encode()), ident) for date, ident in documents)
    found: list[int] = []
    for date, mark, _ in order:
        found.append(max(_home(date, mark, stretch.size), found[-1] + 1 if found else 0))
    free = stretch.size
    for i in range(len(found) - 1, -1, -1):  # what was pushed over the end goes before it
        found[i] = free = min(found[i], free - 1)
    return {ident: stretch.first + place for (_, _, ident), place in zip(order, found, strict=True)}


def _home(date: str, mark: int, size: int) -> int:
    """Where a document would stand if it were alone. Those of one day lie beside each other."""
    if not date:
        return mark * size >> 32
    month, day = _part(date[5:7], 12), _part(date[8:10], 31)
    within = mark % _PARTS if len(date) == 10 else 0
    return (((month - 1) * 31 + day - 1) * _PARTS + within) * size // (_DAYS * _PARTS)


def _part(digits: str, most: int) -> int:
    return min(most, max(1, int(digits))) if digits.isdecimal() else 1


class Numbers(NamedTuple):
    """``of``: id → number. ``undated``: how many numbers, the first ones, are for those without a date."""

    of: dict[str, int]
    size: int
    undated: int


def number(documents: Sequence[Dated]) -> Numbers:
    """Raises ValueError for an id that came twice."""
    if len({i for _, i in documents}) < len(documents):
        twice = next(i for i, n in Counter(i for _, i in documents).items() if n > 1)
        raise ValueError(f"two documents have the id {twice}")
    years: defaultdict[str, list[Dated]] = defaultdict(list)
    for date, ident in documents:
        years[date[:4]].append((date, ident))
    found = stretches({year: len(own) for year, own in years.items()})
    of = {ident: n for year, own in years.items() for ident, n in places(own, found[year]).items()}
    return Numbers(of, end(found), found[""].size if "" in found else 0)
