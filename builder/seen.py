"""Which pages looked at what: an index from every look to the pages that took it, kept from build to build.

A look is two words, a table and a name in it. Only hashes are kept: sixty-four bits of a look, and the number of a page. What a few
builds add stands beside the index until it is worth writing anew. Never says what was found.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from builder.site.store import Store

Look = tuple[str, str]
"""A table and a name in it."""
KIND = "seen"
_PAGES, _RECENT = f"pages {sys.byteorder}", "recent"
_SHARDS = 64
_MOST = 0.1  # of all pages may stand beside the index


@lru_cache(maxsize=8192)  # pages made one after the other look at the same
def sign(look: Look) -> int:
    """The hash of a look."""
    return int.from_bytes(blake2b(" ".join(look).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def signs(looks: Iterable[Look]) -> bytes:
    """The hashes of looks, as ``Seen`` keeps them."""
    return array("Q", {sign(look) for look in looks}).tobytes()


class Seen:
    """``at`` tells who looked; ``note`` every page that is made, then ``keep`` those that there are."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paths: list[str] = []
        self._recent: dict[str, bytes] = {}
        self._known = self._opened()  # else an earlier build left nothing, or what it left is damaged

    def _opened(self) -> bool:
        pages, recent = self._store.get(KIND, _PAGES), self._store.get(KIND, _RECENT)
        if pages is None or recent is None:
            return False
        self._paths = pages.decode().split("\n")
        self._recent = {path: bytes.fromhex(looks) for path, _, looks in (line.partition(" ") for line in recent.decode().splitlines())}
        return all(self._store.has(KIND, str(n)) for n in range(_SHARDS))

    def at(self, looks: Iterable[Look]) -> set[str] | None:
        """The pages that took any of these looks: perhaps one too many, never one too few. None where that is not known."""
        wanted = {sign(look) for look in looks}
        found = {path for path, taken in self._recent.items() if not wanted.isdisjoint(array("Q", taken))}
        by_shard = defaultdict(list)
        for look in wanted:
            by_shard[look % _SHARDS].append(look)
        for shard, of_shard in by_shard.items():
            hashes, pages = self._shard(shard)
            for look in of_shard:
                numbers = pages[bisect_left(hashes, look) : bisect_right(hashes, look)]
                found.update(path for path in map(self._paths.__getitem__, numbers) if path not in self._recent)
        return found if self._known else None

    def note(self, path: str, looks: bytes) -> None:
        """A page that was made, and the ``signs`` of its looks."""
        self._recent[path] = looks

    def keep(self, paths: Collection[str]) -> None:
        """For the next build; pages that are not among ``paths`` are no more."""
        self._recent = {path: looks for path, looks in self._recent.items() if path in paths}
        if not self._known or len(self._recent) > _MOST * len(paths):
            self._anew(paths)
        lines = (f"{path} {looks.hex()}\n" for path, looks in sorted(self._recent.items()))
        self._store.put(KIND, _RECENT, "".join(lines).encode())

    def _anew(self, paths: Collection[str]) -> None:
        """The whole index, and nothing beside it."""
        order = sorted(paths)
        numbers = {path: n for n, path in enumerate(order)}
        shards = [(array("Q"), array("I")) for _ in range(_SHARDS)]  # millions of pairs: as tuples they would be the largest thing of all
        for path, taken in self._recent.items():
            for look in array("Q", taken):
                hashes, pages = shards[look % _SHARDS]
                hashes.append(look)
                pages.append(numbers[path])
        for shard, (hashes, pages) in enumerate(shards):
            for look, page in self._left(shard, numbers) if self._known else ():
                hashes.append(look)
                pages.append(page)
            sorting = sorted(range(len(hashes)), key=hashes.__getitem__)
            rows = array("Q", map(hashes.__getitem__, sorting)), array("I", map(pages.__getitem__, sorting))
            self._store.put(KIND, str(shard), b"".join(part.tobytes() for part in rows))
        self._store.put(KIND, _PAGES, "\n".join(order).encode())
        self._recent, self._paths, self._known = {}, order, True

    def _left(self, shard: int, numbers: dict[str, int]) -> Iterator[tuple[int, int]]:
        """What the index says of pages that are there and were not made again since."""
        for look, page in zip(*self._shard(shard), strict=True):
            path = self._paths[page]
            if path in numbers and path not in self._recent:
                yield look, numbers[path]

    def _shard(self, shard: int) -> tuple[array[int], array[int]]:
        data = self._store.get(KIND, str(shard))
        if data is None:
            self._known = False
            return array("Q"), array("I")
        hashes, pages = array("Q"), array("I")
        count = len(data) // (hashes.itemsize + pages.itemsize)
        hashes.frombytes(data[: count * hashes.itemsize])
        pages.frombytes(data[count * hashes.itemsize :])
        return hashes, pages
