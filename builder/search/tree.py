"""The terms of the index as files: sorted, front-coded, in blocks; long lists in files of their own. Knows no documents.

A block is a run of entries: shared prefix with the key before, rest of the key, number of variants, and for each variant its
marks, how many documents have it, and the list itself or the number of its file. All numbers are varints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from builder.search.postings import varint

BLOCKS_AT_MOST, LISTS_AT_MOST = 5_000, 3_000  # files: some hosts take 20,000 in all


class Variant(NamedTuple):  # made by the million: a frozen dataclass takes three times as long
    """One spelling of a key with its marks, and the encoded list of documents that have it."""

    marks: str
    frequency: int
    data: bytes


class Branch(NamedTuple):
    """A key and its variants in the order of their marks."""

    key: str
    variants: tuple[Variant, ...]


class Tree:
    """Grows once from branches sorted by key. ``block``: bytes, what a question pays for one of its terms; ``inside``: from how
    many bytes on a list gets a file, because the neighbours of its term would pay for it."""

    def __init__(self, block: int, inside: int) -> None:
        self.fences: list[str] = []  # the first key of each block
        self._block, self._inside, self._lists = block, inside, 0

    def files(self, branches: Iterable[Branch]) -> Iterator[tuple[str, bytes]]:
        block, last = bytearray(), ""
        for branch in branches:
            if len(block) >= self._block:
                yield f"t/{len(self.fences) - 1}.bin", bytes(block)
                block.clear()
            if not block:
                self.fences.append(branch.key)
                last = ""
            common = _shared(last, branch.key)
            rest = branch.key[common:].encode()
            block += varint(common) + varint(len(rest)) + rest + varint(len(branch.variants))
            for v in branch.variants:
                block += v.marks.encode("latin-1") + varint(v.frequency)
                if len(v.data) > self._inside and self._lists < LISTS_AT_MOST:
                    block += b"\0" + varint(self._lists)
                    yield f"p/{self._lists}.bin", v.data
                    self._lists += 1
                else:
                    block += varint(len(v.data)) + v.data
            last = branch.key
        if block:
            yield f"t/{len(self.fences) - 1}.bin", bytes(block)


def _shared(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n
