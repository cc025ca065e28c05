"""Who speaks of whom, in tables by id, number and page: a change works out again only what it touches.

One document more costs what it cites and what cites it, whatever else is held. Whatever order changes come in, the tables end the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

from builder.cite.account import Account
from builder.cite.linking import link
from builder.cite.numbers import line, number_entry
from builder.cite.related import few, related
from builder.model import Archive, Entry, Incoming, Link
from builder.vocabulary import UPWARDS

Table = MutableMapping[str, Any]
_Pair = tuple[Account | None, Account | None]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touched: ids whose links, backlinks, states or related documents are others now, and slugs of numbers."""

    records: frozenset[str]
    numbers: frozenset[str]


class Network:
    """``change`` it, then look: ``links``, ``numbers``, ``incoming``, ``states``, ``related`` and others are tables as in ``Archive``.

    Tables may be any mapping (``table`` makes the one of a name): a row is read by its name, and written whole, once a change.
    """

    def __init__(self, inverse: Mapping[str, str], table: Callable[[str], Table] = lambda _: {}) -> None:
        self._inverse = inverse
        self.accounts, self.links, self.numbers = table("accounts"), table("links"), table("numbers")
        self.incoming, self.states, self.related = table("incoming"), table("states"), table("related")
        self.names, self.above, self.lists = table("names"), table("above"), table("lists")
        self.acts, self.lines = table("acts"), table("lines")
        # By the key of a number: who bears it, who cites it. By page: who bears it, what is said, the few that speak of it.
        self._held, self._citing = table("held"), table("citing")
        self._holders, self._passages, self._few = table("holders"), table("passages"), table("few")
        self._counts = table("counts")  # of documents in each list
        self._pointing = table("pointing")  # by id: what each record that links to it says

    def change(self, accounts: Iterable[Account] = (), removed: Iterable[str] = ()) -> Touched:
        """Documents that are new or say something else now, and ids of those that are gone."""
        now = {a.id: a for a in accounts}
        was: dict[str, Account | None] = {ident: self.accounts.get(ident) for ident in (*now, *removed)}
        changed = {ident: (old, now.get(ident)) for ident, old in was.items() if old != now.get(ident)}
        relink, pages = self._index(changed)
        moved, pointed = self._link(relink)
        kin = self._relate(changed, moved, self._number(pages))
        restated = {i for i, (old, new) in changed.items() if (old.states if old else ()) != (new.states if new else ())}
        return Touched(frozenset(moved | pointed | kin | restated), frozenset(pages))

    def archive(self, entries: Mapping[str, Entry], twins: Mapping[str, tuple[str, ...]]) -> Archive:
        """The network with the documents in short, and ``twins`` of each; its tables as they are."""
        return Archive(
            entries, self.numbers, self.links, self.incoming, self.states, self.related, self.names, self.above, self.lists, twins, self.acts,
            self.lines,
        )  # fmt: skip

    # --- the steps of a change ------------------------------------------------------------------------------------------------

    def _index(self, changed: Mapping[str, _Pair]) -> tuple[set[str], set[str]]:
        """Who must be linked again, and the pages of numbers to make again."""
        held, citing, holders, passages = _Edits(), _Edits(), _Edits(), _Edits()
        keys: set[str] = set()
        for ident, (was, now) in changed.items():
            held.change(ident, _borne(was, "key"), _borne(now, "key"))
            citing.change(ident, _cites(was), _cites(now))
            holders.change(ident, _borne(was, "slug"), _borne(now, "slug"))
            passages.change(ident, was.passages if was else {}, now.passages if now else {})
            if _borne(was, "key") != _borne(now, "key"):
                keys |= {*_borne(was, "key"), *_borne(now, "key")}
            _put(self.accounts, ident, now)
            _put(self.states, ident, now and now.states)
        self._list(changed.values())
        held.apply(self._held)
        citing.apply(self._citing)
        pages = holders.apply(self._holders) | passages.apply(self._passages)
        return {*changed, *(ident for key in keys for ident in self._citing.get(key, ()))}, pages

    def _list(self, changed: Iterable[_Pair]) -> None:
        """Which lists have documents: a yes that does not change with their count."""
        counts = Counter(name for _, now in changed if now for name in now.lists)
        counts.subtract(Counter(name for was, _ in changed if was for name in was.lists))
        for name in sorted(name for name, count in counts.items() if count):
            count = self._counts.get(name, 0) + counts[name]
            _put(self._counts, name, count or None)
            _put(self.lists, name, bool(count) or None)

    def _link(self, relink: Iterable[str]) -> tuple[set[str], set[str]]:
        """Records whose links are others now, and documents whose backlinks are."""
        pointing, moved = _Edits(), set()
        for ident in sorted(relink):
            account, before = self.accounts.get(ident), self.links.get(ident)
            links = None if account is None else {c.cid: link(account.bearer, c, self._held.get(c.key or "", {})) for c in account.cited}
            if links != before:
                moved.add(ident)
                _put(self.links, ident, links)
            old = {target: self._pointing.get(target, {}).get(ident) for target in _targets(before)}
            pointing.change(ident, old, self._points(account, links or {}) if account else {})
        targets = pointing.apply(self._pointing)
        for target in targets:
            rows = [row for by_record in self._pointing.get(target, {}).values() for row in by_record]
            _put(self.incoming, target, tuple(rows) or None)
            _put(self.acts, target, tuple(sorted({row.type for row in rows} - {self._inverse["cites"]})) or None)
        return moved, targets

    def _points(self, account: Account, links: Mapping[str, Link]) -> dict[str, tuple[Incoming, ...]]:
        """What a record says of each held document: the inverse of a stated relation, else "cited by"."""
        found: dict[str, dict[str, Incoming]] = defaultdict(dict)
        typed = {links[c.cid].target for c in account.cited if c.relation and links[c.cid].status == "held"}
        for cited in account.cited:
            target = links[cited.cid].target if links[cited.cid].status == "held" else None
            kind = cited.relation or (None if target in typed else "cites")
            if target and kind:
                found[target].setdefault(kind, Incoming(account.id, self._inverse[kind], cited.anchor))
        return {target: tuple(rows.values()) for target, rows in found.items()}

    def _number(self, pages: Iterable[str]) -> set[str]:
        """Pages made again; those of which others speak now than before."""
        shifted = set()
        for slug in sorted(pages):
            number = number_entry(slug, self._holders.get(slug, {}), self._passages.get(slug, {}))
            _put(self.numbers, slug, number)
            _put(self.lines, slug, number and line(number))
            _put(self.names, slug, number and replace(number, mentions=(), related=(), said=()))
            _put(self.above, slug, tuple(s for s in number.said if s.type in UPWARDS) or None if number else None)
            before, now = self._few.get(slug, ()), few(number)
            if before != now:
                shifted |= {*before, *now}
                _put(self._few, slug, now or None)
        return shifted

    def _relate(self, changed: Mapping[str, _Pair], moved: set[str], shifted: set[str]) -> set[str]:
        """Records with other related documents than before."""
        again = {*changed, *moved, *shifted}
        for was, now in changed.values():
            if was and now and (was.topics, was.words, was.sort_date) != (now.topics, now.words, now.sort_date):
                again |= {other for slug in now.passages for other in self._few.get(slug, ())}
        kin = set()
        for ident in sorted(again):
            account = self.accounts.get(ident)
            found = self._kin(account) if account else ()
            if found != self.related.get(ident, ()):
                kin.add(ident)
                _put(self.related, ident, found or None)
        return kin

    def _kin(self, account: Account) -> tuple[Any, ...]:
        shared = {slug: row for slug in account.passages if account.id in (row := self._few.get(slug, ()))}
        return related(account, shared, frozenset(_targets(self.links[account.id])), self.accounts) if shared else ()


# --- rows -----------------------------------------------------------------------------------------------------------------------


class _Edits:
    """Changes to a table whose rows are mappings by id: gathered, then each row written once."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Any]] = defaultdict(dict)

    def change(self, ident: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """What ``ident`` has in each row, before and now."""
        for name in was.keys() - now.keys():
            self._rows[name][ident] = None
        for name, value in now.items():
            if name not in was or was[name] != value:
                self._rows[name][ident] = value

    def apply(self, table: Table) -> set[str]:
        """The names of the rows that changed. A row is in the order of ids."""
        for name, edits in self._rows.items():
            row = {**table.get(name, {}), **edits}
            _put(table, name, {ident: row[ident] for ident in sorted(row) if row[ident] is not None} or None)
        return set(self._rows)


def _put(table: Table, name: str, value: Any) -> None:
    """A row; None where there is none."""
    if value is None:
        table.pop(name, None)
    else:
        table[name] = value


def _borne(account: Account | None, by: str) -> dict[str, Any]:
    """The row of its number's key or slug in which a document stands."""
    name = getattr(account, by) if account else None
    return {name: account.bearer} if account and name else {}


def _cites(account: Account | None) -> dict[str, bool]:
    return {c.key: True for c in account.cited if c.key and not c.own} if account else {}


def _targets(links: Mapping[str, Link] | None) -> set[str]:
    """The held documents that links lead to."""
    return {link.target for link in (links or {}).values() if link.status == "held" and link.target}
