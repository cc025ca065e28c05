"""Who speaks of whom over all that is held, kept from build to build: a document that is as it was is neither loaded nor resolved again.

The network's tables are rows of the store, by id, slug, number or list. A row is loaded when someone asks for it and written when it
has changed, by ``keep``. Never decides who speaks of whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from builder.briefs import inverses
from builder.cite.account import Account
from builder.cite.contradictions import ended_twice, younger
from builder.cite.network import Network
from builder.model import Archive, Entry
from builder.prints import fingerprint
from builder.reading import dump, load
from builder.site.store import Store
from builder.trace import Prints

KIND = "network"
_KEYS, _PRINTS, _DERIVED = "keys", "prints", "derived"
# Tables whose rows have the same names lie in one row of the store.
_GROUPS = {
    "id": ("accounts", "links", "incoming", "states", "related", "pointing"),
    "slug": ("numbers", "names", "above", "holders", "passages", "few"),
    "key": ("held", "citing"),
    "list": ("lists", "counts"),
}
_BULK = ("acts", "lines")  # small rows, of which everyone needs all
_PRINTED = ("numbers", "links", "incoming", "states", "related", "names", "above", "lists")
_AT_HAND = 1000  # rows of a group that were only looked at: with 400, pages cost a tenth more; with more, memory grows
_SMALL = 0.5  # of all documents: when more have changed everything is resolved anew


class LostError(BaseException):
    """A row that was kept is damaged: begin again without what was kept. No handler of mistakes may swallow it."""


class Standing:
    """``update`` it with all that is held, then look. The tables of ``archive`` are those of ``cite.network``."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[str, str] = self._kept(_KEYS) or {}
        self._account: Callable[[str], Account] = _none
        self._begin(anew=not self._keys)

    def _begin(self, anew: bool) -> None:
        kept = {} if anew else self._kept(_PRINTS)
        derived = {} if anew else self._kept(_DERIVED)
        bulk = {} if anew else {name: self._store.get(KIND, name) for name in _BULK}
        self._anew = anew or kept is None or derived is None or None in bulk.values()
        self._prints: dict[str, dict[str, str]] = {name: (kept or {}).get(name, {}) for name in _PRINTED}
        self._below: dict[str, list[str]] = (derived or {}).get("below", {})
        self._bulk: dict[str, dict[str, Any]] = {name: load(data) if (data := bulk.get(name)) else {} for name in _BULK}
        self._ended: dict[str, bool] = dict.fromkeys((derived or {}).get("ended", ()), True)
        self._groups = {name: _Rows(self._store, f"{KIND} {name}", self._anew) for name in _GROUPS}
        group = {table: self._groups[name] for name, tables in _GROUPS.items() for table in tables}

        def table(name: str) -> MutableMapping[str, Any]:
            return self._bulk[name] if name in _BULK else _Table(name, group[name], self._prints.get(name))

        self._network = Network(inverses(), table)

    def _kept(self, name: str) -> Any:
        data = self._store.get(KIND, name)
        return load(data) if data else None

    # --- changes --------------------------------------------------------------------------------------------------------------

    def update(self, keys: Mapping[str, str], account: Callable[[str], Account]) -> None:
        """Everything that is held, by id: ``keys`` of what each was made from, and the account of one."""
        self._account = account
        changed = [ident for ident, key in keys.items() if self._keys.get(ident) != key]
        removed = [ident for ident in self._keys if ident not in keys]
        if self._anew or len(changed) + len(removed) > _SMALL * len(keys):
            self._resolve(keys)
            return
        try:
            self._network.change(map(account, changed), removed)
        except LostError:
            self._resolve(keys)
        else:
            self._settle(keys)

    def remove(self, idents: Iterable[str]) -> None:
        """Documents that cannot be shown after all."""
        away = set(idents)
        self.update({ident: key for ident, key in self._keys.items() if ident not in away}, self._account)

    def _resolve(self, keys: Mapping[str, str]) -> None:
        """Everything anew."""
        self._begin(anew=True)
        self._network.change(map(self._account, keys))
        self._settle(keys)

    def _settle(self, keys: Mapping[str, str]) -> None:
        for name, own in self._prints.items():
            table = getattr(self._network, name)
            for row in [row for row, found in own.items() if not found]:
                own[row] = fingerprint(table[row]).hex()
        self._derive()
        self._keys = dict(keys)

    def _derive(self) -> None:
        """What tells of contradictions, of the rows that changed."""
        network = self._network
        for ident in self._groups["id"].changed:
            self._below.pop(ident, None)
            if found := younger(network.incoming.get(ident, ())):
                self._below[ident] = found
        for slug in self._groups["slug"].changed:
            self._ended.pop(slug, None)
            if slug in network.numbers and ended_twice(network.numbers[slug]):
                self._ended[slug] = True

    # --- looks ------------------------------------------------------------------------------------------------------------------

    def archive(self, entries: Mapping[str, Entry], twins: Mapping[str, tuple[str, ...]]) -> Archive:
        """The network with the documents in short; tables are in the order of names."""
        return self._network.archive(entries, twins)

    def prints(self) -> Prints:
        """Of every table of the archive that this one makes."""
        return {**self._prints, **{name: {row: repr(value) for row, value in rows.items()} for name, rows in self._bulk.items()}}

    def below(self) -> Mapping[str, list[str]]:
        """By id: who rests on it, being younger."""
        return self._below

    def ended(self) -> Iterable[str]:
        """Pages of numbers that may tell of two ends of one document."""
        return sorted(self._ended)

    def keep(self) -> None:
        """What a site was made from, for the next build. Commits nothing."""
        for rows in self._groups.values():
            rows.keep()
        for name, table in self._bulk.items():
            self._store.settle(KIND, name, dump(table))
        derived = {"below": self._below, "ended": sorted(self._ended)}
        for name, value in ((_KEYS, self._keys), (_PRINTS, self._prints), (_DERIVED, derived)):
            self._store.settle(KIND, name, dump(value))


def _none(ident: str) -> Account:
    raise KeyError(ident)


class _Rows:
    """Rows of the store: under a name, what each table of a group has there. ``changed`` are those that are not as they were kept."""

    def __init__(self, store: Store, kind: str, anew: bool) -> None:
        self._store, self._kind, self._anew = store, kind, anew
        self._rows: dict[str, dict[str, Any]] = {}
        self.changed: set[str] = set()

    def of(self, name: str) -> dict[str, Any]:
        """What the tables have under a name; not to be changed."""
        row = self._rows.get(name)
        if row is None:
            data = None if self._anew else self._store.get(self._kind, name)
            if data is None:
                if not self._anew and (self._store.lost or self._store.has(self._kind, name)):
                    raise LostError
                return {}
            if len(self._rows) - len(self.changed) >= _AT_HAND:
                for known in [known for known in self._rows if known not in self.changed]:
                    del self._rows[known]
            row = self._rows[name] = load(data)
        return row

    def to_change(self, name: str) -> dict[str, Any]:
        """The same, to be changed."""
        self.changed.add(name)
        return self._rows.setdefault(name, self.of(name))

    def keep(self) -> None:
        if self._anew:
            self._store.keep_only(self._kind, ())
        self._store.drop(self._kind, [name for name in self.changed if not self._rows[name]])
        for name in sorted(self.changed):
            if self._rows[name]:
                self._store.put(self._kind, name, dump(self._rows[name]))
        self.changed.clear()
        self._anew = False


class _Table(MutableMapping[str, Any]):
    """One table of a group. ``prints``, where there are any, have every name in it; one that is empty is not known yet."""

    def __init__(self, name: str, rows: _Rows, prints: dict[str, str] | None) -> None:
        self._name, self._rows, self._prints = name, rows, prints

    def __getitem__(self, name: str) -> Any:
        return self._rows.of(name)[self._name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._rows.to_change(name)[self._name] = value
        if self._prints is not None:
            self._prints[name] = ""

    def __delitem__(self, name: str) -> None:
        del self._rows.to_change(name)[self._name]
        if self._prints is not None:
            del self._prints[name]

    def __contains__(self, name: object) -> bool:
        return name in self._prints if self._prints is not None else super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._listed()))

    def __len__(self) -> int:
        return len(self._listed())

    def _listed(self) -> dict[str, str]:
        if self._prints is None:
            raise TypeError(f"{self._name}: no one lists it")
        return self._prints
