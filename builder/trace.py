"""The archive, watched: which entries a page looked up, so that the next build knows whether it would say the same. Changes nothing."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import fields
from typing import Any

from builder.model import Archive
from builder.prints import fingerprint
from builder.seen import Look

ALL = "*"  # in place of a name: everything was looked at


class Trace:
    """``archive`` notes every look between ``start`` and ``stop``.

    The pages of one thing are made one after another: they share their looks, and so may share in ``memory`` what they found.
    """

    def __init__(self, archive: Archive) -> None:
        self._of = ""
        self._looks: dict[Look, None] = {}
        self.memory: dict[str, Any] = {}
        self._tables = {table.name: _Watched(table.name, getattr(archive, table.name), self._looks) for table in fields(archive)}
        self.archive = Archive(**self._tables)

    def start(self, of: str = "") -> None:
        """Forget everything, unless the next page is of the same thing as the last."""
        if of and of == self._of:
            return
        self._of = of
        self._looks.clear()
        self.memory.clear()
        for table in self._tables.values():
            table.clear()

    def stop(self) -> tuple[Look, ...]:
        """Every look since all was forgotten, once, in order."""
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


class _Watched(dict[str, Any]):
    """One table: what was found is at hand, for the next look at the same; anything else is asked of the table itself."""

    def __init__(self, name: str, table: Mapping[str, Any], looks: dict[Look, None]) -> None:
        super().__init__()
        self._name, self._table, self._looks = name, table, looks

    def __missing__(self, key: str) -> Any:
        self._looks[self._name, key] = None
        found = self[key] = self._table[key]
        return found

    def get(self, key: str, default: Any = None) -> Any:
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        self._looks[self._name, str(key)] = None
        return key in self._table

    def __iter__(self) -> Iterator[str]:
        self._looks[self._name, ALL] = None
        return iter(self._table)

    def __len__(self) -> int:
        self._looks[self._name, ALL] = None
        return len(self._table)

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        return KeysView(self)

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        return ValuesView(self)

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        return ItemsView(self)
