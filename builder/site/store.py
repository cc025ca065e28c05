"""What one build leaves for the next: rows of bytes under names, in one SQLite file. It may be thrown away at any time.

A row that was damaged is as good as none, and so is a whole file that cannot be read. Never says what is in a row.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

_LAYOUT = "CREATE TABLE IF NOT EXISTS rows (kind TEXT, name TEXT, data BLOB, sum BLOB, PRIMARY KEY (kind, name)) WITHOUT ROWID"
_SUM = 16


class Store:
    """Nothing is kept before ``commit``. ``folder`` has room for files that other rooms keep."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self._path = path
        self._rows = self._opened()

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connected(self._path)
        except sqlite3.DatabaseError:
            return self._anew()

    def _anew(self) -> sqlite3.Connection:
        for path in (self._path, self._path.with_name(f"{self._path.name}-journal")):
            path.unlink(missing_ok=True)
        return _connected(self._path)

    def get(self, kind: str, name: str) -> bytes | None:
        """The bytes that were put, or nothing."""
        try:
            row = self._rows.execute("SELECT data, sum FROM rows WHERE kind = ? AND name = ?", (kind, name)).fetchone()
        except sqlite3.DatabaseError:
            self._rows.close()
            self._rows = self._anew()
            return None
        return bytes(row[0]) if row and _sum(kind, name, row[0]) == row[1] else None

    def put(self, kind: str, name: str, data: bytes) -> None:
        self._rows.execute("REPLACE INTO rows VALUES (?, ?, ?, ?)", (kind, name, data, _sum(kind, name, data)))

    def keep_only(self, kind: str, names: Iterable[str]) -> None:
        """Forget all rows of a kind but these."""
        kept = frozenset(names)
        there = [name for (name,) in self._rows.execute("SELECT name FROM rows WHERE kind = ?", (kind,))]
        self._rows.executemany("DELETE FROM rows WHERE kind = ? AND name = ?", [(kind, n) for n in there if n not in kept])

    def commit(self) -> None:
        self._rows.commit()

    def close(self) -> None:
        """Whatever was not committed is gone."""
        self._rows.close()


def _connected(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path)
    rows.execute("PRAGMA synchronous = OFF")  # a lost cache costs time only
    rows.execute(_LAYOUT)
    return rows


def _sum(kind: str, name: str, data: bytes) -> bytes:
    return hashlib.blake2b(f"{kind}\0{name}\0".encode() + data, digest_size=_SUM).digest()
