"""The terms of one file of the index as bytes: keys, how long the entry of each is, the entries. Knows no documents.

A leaf: two varints, the number of lines and the bytes of the lines; the lines; the size of each one's entry, two bytes, the low one first;
the entries. A line is a word (``lao``), or what is to be added to the word above it (`` dong``, ``!luong``). A word that is only
there for those below it has an empty entry. An entry: for each spelling its marks, how many documents have it, and the list, after its
size; size 0 where the list is in a file of its own.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from builder.search.analysis import marks_length
from builder.search.places import anchor
from builder.search.postings import read_varint, varint

ENTRY_AT_MOST = 0xFFFF
_FOLLOWS = (" ", "!", ".")


class Variant(NamedTuple):  # made by the million: a frozen dataclass takes three times as long
    """One spelling of a key with its marks, and the encoded list of documents that have it; None: in a file of its own."""

    marks: str
    frequency: int
    data: bytes | None


def entry(variants: Iterable[Variant]) -> bytes:
    """``variants`` in the order of their marks."""
    out = b""
    for marks, frequency, data in variants:
        if data is None:
            data = b""
        out += marks.encode("latin-1") + varint(frequency) + varint(len(data)) + data
    return out


def variants(data: bytes, key: str) -> Iterator[Variant]:
    """The spellings of an entry."""
    length, at = marks_length(key), 0
    while at < len(data):
        marks = data[at : at + length].decode("latin-1")
        frequency, at = read_varint(data, at + length)
        size, at = read_varint(data, at)
        yield Variant(marks, frequency, data[at : at + size] if size else None)
        at += size


def within(found: list[Variant], inside: int) -> tuple[list[Variant], list[Variant]]:
    """(spellings with lists of at most ``inside`` bytes beside them, the others): and no entry is too long."""
    if sum([len(data or b"") for _, _, data in found]) <= inside < ENTRY_AT_MOST // 2:  # nearly always
        return found, []
    away = [v for v in found if v.data and len(v.data) > inside]
    room = ENTRY_AT_MOST - sum(len(v.marks) + 8 + (len(v.data) if v.data and len(v.data) <= inside else 0) for v in found)
    for v in sorted(found, key=lambda v: (-len(v.data or b""), v.marks)):
        if room < 0 and v not in away:
            away.append(v)
            room += len(v.data or b"")
    return [v._replace(data=None) if v in away else v for v in found], away


@dataclass(slots=True)
class Leaf:
    """The entries of a file, for reading and for changing."""

    lines: list[str]
    entries: list[bytes]

    def place(self, key: str) -> tuple[int, bool]:
        """(the line of a key, whether it is there)."""
        word = anchor(key)
        try:
            at = self.lines.index(word)
        except ValueError:
            return next((i for i, x in enumerate(self.lines) if x[0] not in _FOLLOWS and x > word), len(self.lines)), False
        rest = key[len(word) :]
        while rest:
            at += 1
            if at == len(self.lines) or self.lines[at][0] not in _FOLLOWS or self.lines[at] > rest:
                return at, False
            if self.lines[at] == rest:
                break
        return at, True

    def get(self, key: str) -> bytes:
        at, there = self.place(key)
        return self.entries[at] if there else b""

    def put(self, key: str, data: bytes) -> None:
        """Empty ``data`` takes the entry away, and with the last of a word the word."""
        at, there = self.place(key)
        word = anchor(key)
        if there:
            self.entries[at] = data
        elif data:
            self._insert(at, key, word, data)
        if there and not data:
            self._remove(at, word)

    def _insert(self, at: int, key: str, word: str, data: bytes) -> None:
        if key != word and word not in self.lines[:at]:
            self.lines[at:at] = [word, key[len(word) :]]
            self.entries[at:at] = [b"", data]
        else:
            self.lines.insert(at, key[len(word) :] or key)
            self.entries.insert(at, data)

    def _remove(self, at: int, word: str) -> None:
        if self.lines[at] != word:
            del self.lines[at], self.entries[at]
            at = self.lines.index(word)
        alone = at + 1 == len(self.lines) or self.lines[at + 1][0] not in _FOLLOWS
        if alone and not self.entries[at]:
            del self.lines[at], self.entries[at]

    def keys(self) -> Iterator[tuple[str, bytes]]:
        """(key, entry) of all that have one."""
        word = ""
        for line, data in zip(self.lines, self.entries, strict=True):
            follows = line[0] in _FOLLOWS
            word = word if follows else line
            if data:
                yield word + line if follows else line, data

    def bytes(self) -> bytes:
        text, sizes = "\n".join(self.lines).encode(), array("H", map(len, self.entries))
        if sys.byteorder == "big":
            sizes.byteswap()
        return b"".join((varint(len(self.lines)), varint(len(text)), text, sizes.tobytes(), *self.entries))


def grow(branches: Iterable[tuple[str, bytes]]) -> Leaf:
    """A leaf of keys, sorted by word and then by what is added to it, with their entries."""
    lines, entries, last = [], [], ""
    for key, data in branches:
        word = anchor(key)
        if word != last and word != key:
            lines.append(word)
            entries.append(b"")
        lines.append(key[len(word) :] or word)
        entries.append(data)
        last = word
    return Leaf(lines, entries)


def read(data: bytes) -> Leaf:
    """The leaf that was written as ``data``."""
    count, at = read_varint(data, 0)
    size, at = read_varint(data, at)
    lines = data[at : at + size].decode().split("\n") if size else []
    at += size
    sizes = array("H", data[at : at + 2 * count])
    if sys.byteorder == "big":
        sizes.byteswap()
    at += 2 * count
    entries = []
    for n in sizes:
        entries.append(data[at : at + n])
        at += n
    return Leaf(lines, entries)
