"""The terms of the index as files: sorted, front-coded, in blocks; long lists in files of their own. Knows no documents.

A block is a run of entries: shared prefix with the key before, rest of the key, number of variants, and for each variant its
marks, how many documents have it, and the list itself or the number of its file. All numbers are varints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from builder.search.postings import varint

BLOCK = 10_000  # bytes: what a query pays for one of its terms
BLOCKS_AT_MOST = 5_000  # files: some hosts take 20,000 in all
LIST_IN_BLOCK = 1_000  # bytes: a longer list would be paid by the neighbours of its term
LISTS_AT_MOST = 3_000


class Variant(NamedTuple):  # made by the million: a frozen dataclass takes three times as long
    """One spelling of a key with its marks, and the encoded list of documents that have it."""

    marks: str
    frequency: int
    data: bytes


class Branch(NamedTuple):
    """A key and its variants in the order of their marks."""

    key: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by name, and the first key of each block in order."""

    files: dict[str, bytes]
    fences: tuple[str, ...]


def _limit(branches: Iterable[Branch]) -> int:
    """From how many bytes on a list gets a file: at most LISTS_AT_MOST lists are longer."""
    sizes = sorted((len(v.data) for b in branches for v in b.variants if len(v.data) > LIST_IN_BLOCK), reverse=True)
    return LIST_IN_BLOCK if len(sizes) <= LISTS_AT_MOST else sizes[LISTS_AT_MOST]


def _payloads(branches: Iterable[Branch], limit: int, files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for branch in branches:
        out = bytearray(varint(len(branch.variants)))
        for v in branch.variants:
            out += v.marks.encode("latin-1") + varint(v.frequency)
            if len(v.data) > limit:
                out += varint(0) + varint(len(files))
                files[f"p/{len(files)}.bin"] = v.data
            else:
                out += varint(len(v.data)) + v.data
        yield branch.key, bytes(out)


def _shared(a: str, b: str) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _blocks(payloads: Iterable[tuple[str, bytes]], size: int) -> Iterator[tuple[str, bytes]]:
    block, first, last = bytearray(), "", ""
    for key, payload in payloads:
        if len(block) >= size:
            yield first, bytes(block)
            block.clear()
        if not block:
            first, last = key, ""
        common = _shared(last, key)
        rest = key[common:].encode()
        block += varint(common) + varint(len(rest)) + rest + payload
        last = key
    if block:
        yield first, bytes(block)


def grow(branches: list[Branch]) -> Tree:
    """``branches`` sorted by key."""
    files: dict[str, bytes] = {}
    payloads = list(_payloads(branches, _limit(branches), files))
    total = sum(len(p) + len(k) for k, p in payloads)
    blocks = list(_blocks(payloads, max(BLOCK, total // BLOCKS_AT_MOST)))
    for i, (_, data) in enumerate(blocks):
        files[f"t/{i}.bin"] = data
    return Tree(files, tuple(first for first, _ in blocks))
