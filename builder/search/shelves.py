"""The index as it lies in a folder: blocks, lists, records, columns. As the first half of the engine. Knows no queries."""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.search.analysis import marks_length
from builder.search.postings import decode, read_varint

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Stored:
    """One spelling of a key; its list stands in the block or, longer, in a file."""

    marks: str
    frequency: int
    data: bytes | None
    file: int = 0


Block = dict[str, list[Stored]]


class Shelves:
    """Reads a folder that ``index.build`` wrote. Raises ValueError for another format."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.manifest: dict[str, Any] = self.json("manifest.json")
        if self.manifest["format"] != FORMAT:
            raise ValueError(f"index format {self.manifest['format']}")
        self.documents: int = self.manifest["documents"]
        self.fences: list[str] = self.manifest["fences"]
        self._block = lru_cache(maxsize=512)(self._read_block)

    def json(self, name: str) -> Any:
        return json.loads((self._folder / name).read_text(encoding="utf-8"))

    def _read_block(self, number: int) -> Block:
        data = (self._folder / f"t/{number}.bin").read_bytes()
        entries: Block = {}
        at, key = 0, b""
        while at < len(data):
            shared, at = read_varint(data, at)
            size, at = read_varint(data, at)
            key = _prefix(key, shared) + data[at : at + size]
            at += size
            entries[key.decode()], at = _variants(data, at, marks_length(key.decode()))
        return entries

    def block_of(self, key: str) -> int:
        """The last block whose first key is not after this one; -1 before all of them."""
        return bisect_right(self.fences, key) - 1

    def branch(self, key: str) -> list[Stored]:
        number = self.block_of(key)
        return [] if number < 0 else self._block(number).get(key, [])

    def with_prefix(self, prefix: str, blocks: int = sys.maxsize) -> list[tuple[str, list[Stored]]]:
        """All keys that begin so, from at most so many blocks."""
        first = max(0, self.block_of(prefix))
        found: list[tuple[str, list[Stored]]] = []
        for number in range(first, min(len(self.fences), first + blocks)):
            if number > first and not self.fences[number].startswith(prefix):
                break
            found += [entry for entry in self._block(number).items() if entry[0].startswith(prefix)]
        return found

    def postings(self, stored: Stored) -> Iterator[tuple[int, int]]:
        """(ordinal, level)."""
        data = stored.data if stored.data is not None else (self._folder / f"p/{stored.file}.bin").read_bytes()
        return iter(decode(data, 0, stored.frequency, self.documents))

    def record(self, ordinal: int) -> dict[str, Any]:
        group = self.manifest["group"]
        found: dict[str, Any] = self.json(f"d/{ordinal // group}.json")[ordinal % group]
        return found


def _prefix(key: bytes, characters: int) -> bytes:
    return key.decode()[:characters].encode()


def _variants(data: bytes, at: int, length: int) -> tuple[list[Stored], int]:
    count, at = read_varint(data, at)
    found = []
    for _ in range(count):
        marks = data[at : at + length].decode("latin-1")
        frequency, at = read_varint(data, at + length)
        size, at = read_varint(data, at)
        if size:
            found.append(Stored(marks, frequency, data[at : at + size]))
            at += size
        else:
            file, at = read_varint(data, at)
            found.append(Stored(marks, frequency, None, file))
    return found, at
