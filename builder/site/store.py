"""What one build leaves for the next: rows of bytes under names, in one SQLite file. It may be thrown away at any time.

A row that was damaged is as good as none, and so is a whole file that cannot be read or written: then a build only takes longer.
Never says what is in a row.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

# The sum stands before the data: to look at it nothing of a long row is read.
_LAYOUT = "CREATE TABLE IF NOT EXISTS rows (kind TEXT, name TEXT, sum BLOB, data BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID"
_ROW = "kind = ? AND name = ?"
_SUM = 16
_PROGRAM = "store", "program"


class Store:
    """Nothing is kept before ``commit``. ``folder`` has room for files that other rooms keep."""

    def __init__(self, path: Path | None, program: str = "") -> None:
        """Without a path everything is forgotten at the end. What another ``program`` left may mean something else: it is not read."""
        self.folder = path.parent if path else Path()
        self._path = path
        self._rows = self._opened()
        self._damaged: set[tuple[str, str]] = set()
        self.lost = False  # since it was opened, rows that were there
        if program and self.get(*_PROGRAM) != program.encode():
            if not self._empty():
                self._begin_again()
            self.lost = False
            self.put(*_PROGRAM, program.encode())

    def _opened(self) -> sqlite3.Connection:
        if self._path is None:
            return _connected(":memory:")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return _connected(str(self._path))
        except (sqlite3.DatabaseError, OSError):
            return self._anew()

    def _anew(self) -> sqlite3.Connection:
        """An empty one; where not even that can be written, one that is forgotten at the end."""
        try:
            for path in () if self._path is None else (self._path, self._path.with_name(f"{self._path.name}-journal")):
                path.unlink(missing_ok=True)
            return _connected(str(self._path or ":memory:"))
        except (sqlite3.DatabaseError, OSError):
            return _connected(":memory:")

    def _empty(self) -> bool:
        return not self._found("SELECT 1 FROM rows LIMIT 1")

    def _found(self, query: str, *of: str) -> list[Any]:
        """Rows of a query; nothing where the file is damaged, which is empty then."""
        try:
            return self._rows.execute(query, of).fetchall()
        except sqlite3.DatabaseError:
            self._begin_again()
            return []

    def has(self, kind: str, name: str) -> bool:
        """Whether there is such a row; it may be damaged."""
        return bool(self._found(f"SELECT 1 FROM rows WHERE {_ROW}", kind, name))

    def get(self, kind: str, name: str) -> bytes | None:
        """The bytes that were put, or nothing."""
        for data, total in self._found(f"SELECT data, sum FROM rows WHERE {_ROW}", kind, name):
            if _sum(kind, name, data) == total:
                return bytes(data)
            self._damaged.add((kind, name))
        return None

    def rows(self, kind: str) -> dict[str, bytes]:
        """Every row of a kind, at once."""
        found = self._found("SELECT name, data, sum FROM rows WHERE kind = ?", kind)
        return {name: data for name, data, total in found if _sum(kind, name, data) == total}

    def put(self, kind: str, name: str, data: bytes) -> None:
        self._damaged.discard((kind, name))
        try:
            self._rows.execute("REPLACE INTO rows (kind, name, sum, data) VALUES (?, ?, ?, ?)", (kind, name, _sum(kind, name, data), data))
        except sqlite3.DatabaseError:
            self._begin_again()

    def settle(self, kind: str, name: str, data: bytes) -> None:
        """Put it unless it is there."""
        there = self._found(f"SELECT sum FROM rows WHERE {_ROW}", kind, name)
        if there != [(_sum(kind, name, data),)] or (kind, name) in self._damaged:
            self.put(kind, name, data)

    def forget(self) -> None:
        """Everything."""
        self._begin_again()
        self.lost = False

    def keep_only(self, kind: str, names: Iterable[str]) -> None:
        """Forget all rows of a kind but these."""
        kept = frozenset(names)
        self.drop(kind, [name for (name,) in self._found("SELECT name FROM rows WHERE kind = ?", kind) if name not in kept])

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Forget these rows."""
        try:
            self._rows.executemany(f"DELETE FROM rows WHERE {_ROW}", [(kind, name) for name in names])
        except sqlite3.DatabaseError:
            self._begin_again()

    def commit(self) -> None:
        try:
            self._rows.commit()
        except sqlite3.DatabaseError:
            self._begin_again()

    def forked(self) -> None:
        """In a process that was forked: a connection of its own, which only reads and never mends. Commit before forking."""
        [(_, _, path), *_] = self._rows.execute("PRAGMA database_list")
        if path:
            self._parents = self._rows  # never closed here: it is the other process's
            self._rows = sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)
            self._path = None

    def close(self) -> None:
        """Whatever was not committed is gone."""
        self._rows.close()

    def _begin_again(self) -> None:
        self._rows.close()
        self._rows, self.lost = self._anew(), True


class Glance(Store):
    """What the last build left, for a command that may run beside one: nothing is written, whatever is wrong with the file."""

    def __init__(self, path: Path, program: str = "") -> None:
        self._own: dict[tuple[str, str], bytes] = {}
        super().__init__(path)
        if program and self.get(*_PROGRAM) != program.encode():
            self._begin_again()

    def _opened(self) -> sqlite3.Connection:
        try:
            return sqlite3.connect(f"{Path(self._path or '').resolve().as_uri()}?mode=ro", uri=True)
        except (sqlite3.DatabaseError, OSError):
            return self._anew()

    def _anew(self) -> sqlite3.Connection:
        return _connected(":memory:")

    def has(self, kind: str, name: str) -> bool:
        return (kind, name) in self._own or super().has(kind, name)

    def get(self, kind: str, name: str) -> bytes | None:
        return self._own.get((kind, name)) or super().get(kind, name)

    def put(self, kind: str, name: str, data: bytes) -> None:
        """Kept as long as the command runs."""
        self._own[kind, name] = data

    def drop(self, kind: str, names: Iterable[str]) -> None:
        """Nothing is forgotten."""


def _connected(path: str) -> sqlite3.Connection:
    rows = sqlite3.connect(path)
    rows.execute("PRAGMA synchronous = OFF")  # a lost cache costs time only
    rows.execute("PRAGMA secure_delete = ON")  # of a document that was taken down nothing stays in the file
    rows.execute(_LAYOUT)
    rows.commit()
    return rows


def _sum(kind: str, name: str, data: bytes) -> bytes:
    return hashlib.blake2b(f"{kind}\0{name}\0".encode() + data, digest_size=_SUM).digest()
