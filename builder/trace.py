"""The archive, watched: which entries a page looked up, so that the next build knows whether it would say the same. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from builder.model import Archive

ALL = "*"  # in place of a name: everything was looked at
Look = tuple[str, str]
"""The table of the archive and the name in it."""


class Trace:
    """``archive`` notes every look between ``start`` and ``stop``."""

    def __init__(self, archive: Archive) -> None:
        self._tables: dict[str, Mapping[str, Any]] = {table.name: getattr(archive, table.name) for table in fields(archive)}
        self._digests: dict[Look, bytes] = {}
        self._looks: dict[Look, None] = {}
        self.archive = Archive(**{name: _Watched(name, table, self._looks) for name, table in self._tables.items()})

    def start(self) -> None:
        self._looks.clear()

    def stop(self) -> tuple[Look, ...]:
        """Every look since ``start``, once, in order."""
        return tuple(self._looks)

    def digest(self, looks: Iterable[Look]) -> str:
        """What these looks find now: the same digest, the same answers."""
        digest = hashlib.blake2b(digest_size=16)
        for look in looks:
            digest.update(self._found(look))
        return digest.hexdigest()

    def _found(self, look: Look) -> bytes:
        if look not in self._digests:
            name, key = look
            table = self._tables.get(name, {})
            answer = sorted(table.items()) if key == ALL else table.get(key)
            self._digests[look] = fingerprint(answer)
        return self._digests[look]


def fingerprint(value: object) -> bytes:
    """Of the model's nouns: equal values, equal fingerprints."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=16).digest()


class _Watched(Mapping[str, Any]):
    def __init__(self, name: str, table: Mapping[str, Any], looks: dict[Look, None]) -> None:
        self._name, self._table, self._looks = name, table, looks

    def __getitem__(self, key: str) -> Any:
        self._looks[self._name, key] = None
        return self._table[key]

    def __iter__(self) -> Iterator[str]:
        self._looks[self._name, ALL] = None
        return iter(self._table)

    def __len__(self) -> int:
        self._looks[self._name, ALL] = None
        return len(self._table)
