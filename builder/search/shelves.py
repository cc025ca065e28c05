"""The index as it lies in a folder: terms, lists, records, columns. As the first half of the engine. Knows no queries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from builder.search.analysis import plain
from builder.search.folder import FORMAT
from builder.search.leaves import Variant, read, variants
from builder.search.places import Places, anchor, list_name
from builder.search.postings import decode


@dataclass(frozen=True, slots=True)
class Stored:
    """One spelling of a key; its list stands beside it or, longer, in a file."""

    marks: str
    frequency: int
    data: bytes | None
    file: str = ""


class Shelves:
    """Reads a folder that ``index.build`` wrote. Raises ValueError for another format."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.manifest: dict[str, Any] = self.json("manifest.json")
        if self.manifest["format"] != FORMAT:
            raise ValueError(f"index format {self.manifest['format']}")
        self.documents: int = self.manifest["documents"]
        self.common: dict[str, int] = {k: step for step, same in enumerate(self.manifest["common"], 1) for k in same.split()}
        self.places = Places(self.common, self.manifest["files"])
        self._leaf = lru_cache(maxsize=512)(self._read_leaf)

    def json(self, name: str) -> Any:
        return json.loads((self._folder / name).read_text(encoding="utf-8"))

    def _read_leaf(self, file: int) -> dict[str, bytes]:
        path = self._folder / self.places.name(file)
        return dict(read(path.read_bytes()).keys()) if path.exists() else {}

    def file_of(self, key: str) -> int:
        """The file in which a key lies, if it is in the index at all."""
        return self.places.of(key)

    def branch(self, key: str) -> list[Stored]:
        return _stored(key, self._leaf(self.file_of(key)).get(key, b""))

    def beginning_with(self, prefix: str) -> list[tuple[str, list[Stored]]]:
        """All keys of one word, as ``#2637``, that begin so; of what is added to it two letters at least, or nothing."""
        leaf, word = self._leaf(self.file_of(prefix)), anchor(prefix)
        return [(key, _stored(key, data)) for key, data in leaf.items() if key.startswith(prefix) and anchor(key) == word]

    def postings(self, stored: Stored) -> Iterator[tuple[int, int]]:
        """(number of a document, level)."""
        data = stored.data if stored.data is not None else (self._folder / stored.file).read_bytes()
        return iter(decode(data, stored.frequency, self.manifest["numbers"]))

    def record(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = self.json(f"d/{number // self.manifest['group']}.json")[str(number)]
        return found

    @cached_property
    def columns(self) -> dict[str, Any]:
        """Of each field its values, and for each document, by number, their places."""
        found = self.json("f.json")
        numbers = list(accumulate(found["numbers"]))
        return {f: {**c, "of": dict(zip(numbers, c["of"], strict=True))} for f, c in found["fields"].items()}

    @cached_property
    def numbers(self) -> Sequence[int]:
        """Of all documents."""
        return list(accumulate(self.json("f.json")["numbers"]))


def _stored(key: str, data: bytes) -> list[Stored]:
    return [_one(key, v) for v in variants(data, key)]


def _one(key: str, v: Variant) -> Stored:
    return Stored(v.marks, v.frequency, v.data, "" if v.data is not None else list_name(plain(key), v.marks))
