"""Keeps the search index up to date with the archive: changed where little has changed, else made anew, with the same bytes.

Never says what is found in a document; what cannot be taken into the index costs its document, as a page does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.handover import search_entry, search_terms
from builder.model import Archive
from builder.parse.contacts import personal
from builder.press import Press
from builder.prints import fingerprint
from builder.problems import Problem, problem
from builder.reading import Documents, dump, load, program
from builder.search.change import change
from builder.search.digest import Digest, digest
from builder.search.index import assemble
from builder.translate.file import units

SEARCH, DIGEST, LIST = "assets/search", "digest", "digests"
_SMALL = 0.2  # of all documents: a change of more is not made one by one


class _LostError(Exception):
    """What the last build took of a document is not there any more."""


def index(documents: Documents, keys: Mapping[str, str], entries: Mapping[str, str], archive: Archive, press: Press) -> list[Problem]:
    """Bring the index up to date, all documents or none; of those that fail, what to say (the problem's path is the id).

    ``keys`` are of what each document was made from, ``entries`` the prints of what the archive has of it in short.
    """
    now = {short.id: f"{keys[short.id]} {entries[short.id]}" for short in documents.briefs}
    key = fingerprint((program(), now)).hex()
    under = press.folder(SEARCH)
    if under == key:
        return []
    work = _Indexing(documents, archive, press, now)
    if under is None or not work.changed():
        assemble(work.all(), press.docs / SEARCH, search_terms(), press.store)
    press.store.put(LIST, LIST, dump(work.now))
    press.filled(SEARCH, key)
    return work.problems


class _Indexing:
    """One run. ``now`` is the key of each document in the index."""

    def __init__(self, documents: Documents, archive: Archive, press: Press, now: dict[str, str]) -> None:
        self._documents, self._archive, self._press, self.now = documents, archive, press, now
        self.problems: list[Problem] = []
        self._before: dict[str, str] = {}

    def changed(self) -> bool:
        """Whether the index of the last build could be changed into this one."""
        data = self._press.store.get(LIST, LIST)
        self._before = before = dict[str, str](load(data)) if data else {}
        gone = [ident for ident, key in before.items() if self.now.get(ident) != key]
        come = [ident for ident, key in self.now.items() if before.get(ident) != key]
        if not before or len(gone) + len(come) > _SMALL * len(self.now):
            return False
        try:
            old = [self._kept(ident) for ident in gone]  # before any is made: it takes the row of the one before
            new = [found for ident in come if (found := self._made(ident))]
            out = self._press.docs / SEARCH
            done = change(self._press.store, old, new, self._kept, out, search_terms())
        except _LostError:
            return False
        if done:
            self._press.store.drop(DIGEST, set(gone) - self.now.keys())
        return done

    def all(self) -> Iterator[Digest]:
        """Every document; what the last build took of it is taken again."""
        for short in self._documents.briefs:
            row = self._press.store.get(DIGEST, short.id)
            found = load(_value(row)) if row and _key(row) == self.now.get(short.id) else self._made(short.id)
            if found:
                yield found
        self._press.store.keep_only(DIGEST, self.now)

    def _made(self, ident: str) -> Digest | None:
        document = self._documents.of(ident)
        try:
            own = tuple(units(document.record))
            found = digest(search_entry(document.record, document.paired, self._archive, own, personal))
        except Exception as error:
            self.problems.append(problem("W101", ident, page="search", found=type(error).__name__))
            del self.now[ident]
            return None
        self._press.store.put(DIGEST, ident, f"{self.now[ident]}\n".encode() + dump(found))
        return found

    def _kept(self, ident: str) -> Digest:
        row = self._press.store.get(DIGEST, ident)
        if row is None or _key(row) != self._before[ident]:
            raise _LostError(ident)
        found: Digest = load(_value(row))
        return found


def _key(row: bytes) -> str:
    return row[: row.index(b"\n")].decode()


def _value(row: bytes) -> bytes:
    return row[row.index(b"\n") + 1 :]
