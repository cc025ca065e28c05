"""The archive, watched: which entries a page looked up, so that the next build knows whether it would say the same. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from builder.model import Archive
from builder.prints import fingerprint
from builder.seen import Look

ALL = "*"  # in place of a name: everything was looked at


class Trace:
    """``archive`` notes every look between ``start`` and ``stop``."""

    def __init__(self, archive: Archive) -> None:
        self._looks: dict[Look, None] = {}
        tables = {table.name: getattr(archive, table.name) for table in fields(archive)}
        self.archive = Archive(**{name: _Watched(name, table, self._looks) for name, table in tables.items()})

    def start(self) -> None:
        self._looks.clear()

    def stop(self) -> tuple[Look, ...]:
        """Every look since ``start``, once, in order."""
        return tuple(self._looks)


Prints = Mapping[str, Mapping[str, str]]
"""Of every entry of the archive, by table and name: equal entries, equal prints."""


def prints(table: Mapping[str, object]) -> dict[str, str]:
    """Those of one table."""
    return {name: fingerprint(entry).hex() for name, entry in table.items()}


def changed(before: Prints, now: Prints) -> Iterator[Look]:
    """The looks that would find something else now than then."""
    for table in {*before, *now}:
        was, has = before.get(table, {}), now.get(table, {})
        if was != has:
            yield table, ALL
            yield from ((table, name) for name, _ in was.items() ^ has.items())


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
