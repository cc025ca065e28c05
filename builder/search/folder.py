"""The folder of an index: its files, its manifest, the engine beside it. Knows no entries.

The manifest names the version of all other files, so that no browser mixes two of them. It is a sum over the files, each by itself, so
that it can be brought up to date from those that changed.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from builder.search import scale
from builder.search.analysis import TABLES, plain
from builder.search.concepts import together
from builder.search.documents import compact, group_size
from builder.search.entry import Term
from builder.search.gather import Branch, Gathered
from builder.search.leaves import entry, grow, within
from builder.search.numbering import Numbers
from builder.search.places import Places, list_name
from builder.search.suggestions import spelling, stems

FORMAT = 5
LIST_INSIDE = 1_000  # bytes, at least: longer lists of pairs have files of their own
LISTS = 500  # documents: from here on lists are long enough for a long question to spare some
LARGE = 5_000  # documents: from here on the words of a question may open only so many files of terms and lists:
ASKS_OF_LARGE = 5
ENGINE = Path(__file__).with_name("engine.mjs")
FOLDERS = "twpdxs"
_SUM = 1 << 128


class Archive(NamedTuple):
    """What the manifest says of all documents."""

    documents: int
    numbers: Numbers
    places: Places
    common: Mapping[str, int]
    english: int  # documents without Vietnamese text
    stems: bool = False

    def manifest(self, facets: list[str], terms: Sequence[Term]) -> dict[str, object]:
        counts = {"documents": self.documents, "numbers": self.numbers.size, "undated": self.numbers.undated, "english": self.english}
        kept = {"group": group_size(self.numbers.size), "files": self.places.files, "common": by_step(self.common), "facets": facets}
        fixed = {
            "format": FORMAT,
            "levels": scale.LEVELS,
            "k1": scale.K1,
            "analysis": TABLES,
            "terms": [[t.vi, t.en] for t in together(terms)],
        }
        large = self.documents >= LARGE
        spent = {"asks": ASKS_OF_LARGE if large else None, "spare": not large and self.documents >= LISTS}
        return {**counts, **kept, **fixed, "stems": self.stems, **spent}


def by_step(common: Mapping[str, int]) -> list[str]:
    """The common words, the least common first."""
    return [" ".join(sorted(k for k, n in common.items() if n == step)) for step in range(1, max(common.values(), default=0) + 1)]


def list_inside(size: int) -> int:
    """Bytes from which on a list of a pair has its own file. ``size``: of all numbers of documents; doubles when they have doubled."""
    return max(LIST_INSIDE, 1 << max(0, size.bit_length() - 6))


def term_files(gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    places, inside = gathered.places, list_inside(gathered.numbers.size)
    empty = set(range(places.files))
    for file, branches in gathered.files():
        empty.discard(file)
        yield from leaf_files(places.name(file), branches, inside if file < places.files else 1 << 16)
    for file in sorted(empty):  # there, so that asking for it is no mistake
        yield from leaf_files(places.name(file), (), inside)


def leaf_files(name: str, branches: Iterable[Branch], inside: int) -> Iterator[tuple[str, bytes]]:
    """A leaf, and the lists for which it has no room."""
    rows = []
    for key, found in branches:
        kept, away = within(found, inside)
        for v in away:
            yield list_name(plain(key), v.marks), v.data or b""
        rows.append((key, entry(kept)))
    yield name, grow(rows).bytes()


def word_files(words: Sequence[tuple[str, str, int]]) -> Iterator[tuple[str, bytes]]:
    """The archive's own words, for what was misspelt or is still being typed. ``words``: (key, marks, how many documents)."""
    yield "words.json", compact(spelling(words)).encode()
    if found := stems(words):
        yield "stems.json", compact(found).encode()


def engine() -> bytes:
    """The engine without what is there for its readers: comments and the beginnings of lines."""
    text = ENGINE.read_text(encoding="utf-8")
    return re.sub(r"(?m)^\s+|^//.*\n|\s+// .*$|\n(?=\n)", "", text).encode()


class Folder:
    """The folder being written and the sum of all that is in it."""

    def __init__(self, path: Path, total: int = 0) -> None:
        self.path, self.total = path, total
        self._root = f"{path}/"
        self._left: set[str] = set()  # what was there and is not written yet

    def begin(self) -> None:
        """Make it anew. What is there and stays as it is need not be written."""
        for part in FOLDERS:
            (self.path / part).mkdir(parents=True, exist_ok=True)
        there = {f"{part}{name}" for part in ("", *(f"{p}/" for p in FOLDERS)) for name in os.listdir(self._root + part)}  # noqa: PTH208
        self._left = there - {*FOLDERS, "manifest.json", "engine.mjs"}

    def read(self, name: str) -> bytes | None:
        """A file as it was written last."""
        try:
            with open(self._root + name, "rb", buffering=0) as file:  # noqa: PTH123 (thousands of files: a Path costs as much as the read)
                return file.read()
        except FileNotFoundError:
            return None

    def _write(self, name: str, data: bytes) -> None:
        """Always a new file: the site that is served may have the old one under another name."""
        self._unlink(name)
        with open(self._root + name, "xb", buffering=0) as file:  # noqa: PTH123
            file.write(data)

    def _unlink(self, name: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(self._root + name)  # noqa: PTH108

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        """New files."""
        for name, data in files:
            self.total = (self.total + _sum(name, data)) % _SUM
            if name not in self._left or self.read(name) != data:
                self._write(name, data)
            self._left.discard(name)

    def replace(self, name: str, before: bytes | None, data: bytes | None) -> None:
        """A file as it was and as it is now; None where there is none."""
        if before == data:
            return
        if before is not None:
            self.total = (self.total - _sum(name, before)) % _SUM
        if data is not None:
            self.add([(name, data)])
        else:
            self._unlink(name)

    def finish(self, manifest: Mapping[str, object]) -> str:
        """The version."""
        said = _sum("manifest.json", compact(manifest).encode())
        version = f"{(self.total + said) % _SUM:032x}"[-12:]
        text = compact({**manifest, "version": version})
        for name, data in (("manifest.json", text.encode()), ("engine.mjs", engine())):
            if self.read(name) != data:
                self._write(name, data)
        for name in self._left:
            self._unlink(name)
        return version


def _sum(name: str, data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode() + b"\0" + data, digest_size=16).digest())
