"""Every document understood: in parallel, and not again if neither its files nor this program have changed.

Knows nothing of what a record says. What was kept is read back only as nouns, whoever wrote it.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import os
import pickle
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, overload

from builder.briefs import Brief, account_of, brief
from builder.cite.account import Account
from builder.intake import Document, understand
from builder.limits import MEGABYTES, SECONDS
from builder.problems import Problem, problem
from builder.read.original import saved_beside
from builder.read.shelf import Holding, shown
from builder.site.store import Store

TEXT, BRIEF, ACCOUNT, PICTURE, KEYS = "document", "brief", "account", "picture", "keys"
TICK = 2_000_000_000  # nanoseconds: no file system tells times more coarsely
_KEY = 64  # characters of a key
POOL_FROM = 40  # documents; for fewer, starting a pool costs more than it saves
CHUNK = 8
TRY_AGAIN = "S108"  # a limit of time may be the machine's fault: it is not remembered
# The only names that kept rows may call: nouns without behaviour.
_NOUNS = frozenset(
    {
        "builder.model",
        "builder.problems",
        "builder.briefs",
        "builder.removals",
        "builder.cite.account",
        "builder.search.digest",
        "builder.search.entry",
        "builder.search.terms",
        "builder.search.suggestions",
    }
)


Pictures = tuple[tuple[str, bytes], ...]
"""By name."""


class Rows(NamedTuple):
    """A document as it is kept: in short with its problems, what it says of others, its text; and the pictures that it shows."""

    short: bytes
    account: bytes
    text: bytes
    pictures: Pictures = ()


class Understood(NamedTuple):
    """A document in short or nothing, what is wrong with it, and the key of everything that it was made from."""

    brief: Brief | None
    problems: tuple[Problem, ...]
    key: str


class Documents(Sequence[Document]):
    """Documents by place, each loaded when it is asked for: never are all texts in memory. ``briefs`` are at hand."""

    def __init__(self, briefs: Sequence[Brief], holdings: Mapping[str, Holding], content: Path, store: Store) -> None:
        self.briefs, self.holdings = tuple(briefs), holdings
        self._content, self._store = content, store
        self._last: Document | None = None

    def __len__(self) -> int:
        return len(self.briefs)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, index: int | slice) -> Document | tuple[Document, ...]:
        found = self.briefs[index]
        return tuple(self.of(brief.id) for brief in found) if isinstance(found, tuple) else self.of(found.id)

    def of(self, ident: str) -> Document:
        """The document with this id; the one before is at hand still, for a page in the other language."""
        if self._last is None or self._last.record.id != ident:
            holding = self.holdings[ident]
            row = self._store.get(TEXT, ident)
            record, paired = load(row[_KEY:]) if row else load(_understood(holding, self._content).text)
            self._last = Document(holding, record, paired)
        return self._last

    def account(self, ident: str) -> Account:
        """What the document with this id says of others."""
        row = self._store.get(ACCOUNT, ident)
        found: Account = load(row[_KEY:] if row else _understood(self.holdings[ident], self._content).account)
        return found

    def only(self, idents: Collection[str]) -> Documents:
        """Those of these ids."""
        return Documents([b for b in self.briefs if b.id in idents], self.holdings, self._content, self._store)

    def elsewhere(self, store: Store) -> Documents:
        """The same, loaded from another connection."""
        return Documents(self.briefs, self.holdings, self._content, store)


def understood(
    found: Sequence[Holding],
    content: Path,
    store: Store,
    jobs: int = 0,
    step: Callable[[int], object] = bool,
    executor: Executor | None = None,
) -> Iterator[Understood]:
    """All documents in order, by ``executor`` or by ``jobs`` processes (0: one a core); ``step`` is told how many are done.

    Texts go into ``store``; what it still knows is not read again.
    """
    pictures: set[str] = set()
    known_keys = Keys(content, store)
    keys = [known_keys.of(holding) for holding in found]
    known = store.rows(BRIEF)
    kept = [row if (row := known.get(h.id)) and row.startswith(own) else None for h, own in zip(found, keys, strict=True)]
    anew = [holding for holding, old in zip(found, kept, strict=True) if old is None]
    with nullcontext(executor) if executor else _pool(len(anew), jobs) as pool:
        fresh = _results(pool, anew, content)
        for done, (holding, own, old) in enumerate(zip(found, keys, kept, strict=True), 1):
            data = old[_KEY:] if old else _settled(store, holding.id, own, next(fresh))
            short, problems = load(data)
            pictures.update(short.pictures if short else ())
            yield Understood(short, problems, own.decode())
            step(done)
    for kind in (BRIEF, ACCOUNT, TEXT):
        store.keep_only(kind, (holding.id for holding in found))
    store.keep_only(PICTURE, pictures)
    known_keys.keep()
    store.commit()  # a text depends on its own files alone: worth keeping whatever becomes of this build


def _settled(store: Store, ident: str, own: bytes, rows: Rows) -> bytes:
    """All rows into the store; what a machine was too slow for is not remembered."""
    _, problems = load(rows.short)
    valid = own if not any(p.code == TRY_AGAIN for p in problems) else b"-" * _KEY
    for kind, row in ((BRIEF, rows.short), (ACCOUNT, rows.account), (TEXT, rows.text)):
        store.put(kind, ident, valid + row)
    for name, file in rows.pictures:
        store.put(PICTURE, name, file)
    return rows.short


def _pool(count: int, jobs: int) -> AbstractContextManager[Executor | None]:
    workers = min(jobs or os.cpu_count() or 1, -(-count // CHUNK))
    if workers < 2 or count < POOL_FROM:
        return nullcontext()
    importlib.import_module("builder.read.sidecar")  # once here, not once in each
    try:
        return ProcessPoolExecutor(workers)
    except (OSError, NotImplementedError):  # a system without semaphores
        return nullcontext()


def _results(pool: Executor | None, anew: Sequence[Holding], content: Path) -> Iterator[Rows]:
    """In order; what a pool that broke did not do (one of its processes was killed, for its memory perhaps) is done one by one."""
    if pool is None:
        yield from (_understood(holding, content) for holding in anew)
        return
    done = 0
    try:
        for data in pool.map(_understood, anew, [content] * len(anew), chunksize=CHUNK):
            yield data
            done += 1
    except BrokenExecutor:
        yield from _one_by_one(anew[done:], content)


def _one_by_one(rest: Sequence[Holding], content: Path) -> Iterator[Rows]:
    """In one process beside this one, so that it is seen which document brings it down: that one is held back."""
    alone: Executor | None = None
    for holding in rest:
        alone = alone or ProcessPoolExecutor(1)
        try:
            yield alone.submit(_understood, holding, content).result()
        except BrokenExecutor:
            alone.shutdown(wait=False)
            alone = None
            why = problem(TRY_AGAIN, shown(holding.original, content), seconds=int(SECONDS), memory=MEGABYTES)
            yield Rows(dump((None, (why,))), dump(None), dump(None))
    if alone:
        alone.shutdown()


def _understood(holding: Holding, content: Path) -> Rows:
    """The document as it is kept."""
    document, problems = understand(holding, content)
    account = None
    try:
        short = brief(document) if document else None
        account = account_of(document, short) if document and short else None
    except Exception as error:  # a mistake of ours costs this document only
        short, problems = None, (problem("P108", shown(holding.original, content), found=type(error).__name__),)
    text = dump((document.record, document.paired) if document else None)
    return Rows(dump((short, problems)), dump(account), text, document.pictures if document else ())


def dump(value: object) -> bytes:
    out = io.BytesIO()
    _Plain(out, protocol=5).dump(value)
    return out.getvalue()


# --- what is kept ---------------------------------------------------------------------------------------------------------------


class Keys:
    """The keys of holdings. One whose files lie on the disk as they lay (size, times, number) is remembered, not read again."""

    def __init__(self, content: Path, store: Store) -> None:
        data = store.get(KEYS, program())
        self._content, self._store = content, store
        self._known: dict[str, list[str]] = load(data) if data else {}
        self._now: dict[str, list[str]] = {}

    def of(self, holding: Holding) -> bytes:
        looks, settled = _looks(_sources(holding))
        known = self._known.get(holding.id)
        own = known[1] if known and known[0] == looks and settled else key(holding, self._content).decode()
        if settled:
            self._now[holding.id] = [looks, own]
        return own.encode()

    def keep(self) -> None:
        if self._now != self._known:
            self._store.put(KEYS, program(), dump(self._now))
        self._store.keep_only(KEYS, [program()])


def _sources(holding: Holding) -> Iterator[Path | None]:
    """Every file that is read for a document."""
    yield from (holding.original, holding.sidecar, holding.translation, holding.english)
    yield from saved_beside(holding.original)


def _looks(paths: Iterable[Path | None]) -> tuple[str, bool]:
    """How files lie on the disk, and whether that tells what is in them: a file may be written again in the same tick of the clock."""
    found, latest = [], 0
    for path in paths:
        try:
            stat = os.stat(path) if path else None  # noqa: PTH116 (for every file of every build)
        except OSError:
            return "", False
        if stat:
            latest = max(latest, stat.st_mtime_ns, stat.st_ctime_ns)
            found.append(f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}")
        else:
            found.append("-")
    return "\n".join(found), latest < time.time_ns() - TICK


def key(holding: Holding, content: Path) -> bytes:
    """A hash of this program and of everything that it reads for a document; where the files lie on this machine does not count."""
    digest = hashlib.sha256(f"{program()} {holding.id} {holding.kind}".encode())
    for path in _sources(holding):
        digest.update(f"\n{shown(path, content)}\0".encode() if path else b"\n-")
        if path:
            digest.update(_bytes(path))
    return digest.hexdigest().encode()


def _bytes(path: Path) -> bytes:
    """The hash of a file; what cannot be read has none, and reading says why."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


@cache
def program() -> str:
    """A hash of this program: its code, its tables, the language it runs on."""
    here = Path(__file__).parent
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(p for p in here.rglob("*") if p.suffix in (".py", ".yml", ".json", ".mjs", ".txt")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(here).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def load(data: bytes) -> Any:
    return _Nouns(io.BytesIO(data)).load()


class _Plain(pickle.Pickler):
    """Nouns as a call with their fields in order: read back three times as fast as slots one by one."""

    def reducer_override(self, noun: Any) -> Any:
        values = _values(noun.__class__)
        return (noun.__class__, values(noun)) if values else NotImplemented


@cache
def _values(noun: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the fields of a noun in order; None for anything else."""
    if not is_dataclass(noun):
        return None
    names = [field.name for field in fields(noun)]
    return attrgetter(*names) if len(names) > 1 else lambda found: tuple(getattr(found, name) for name in names)


class _Nouns(pickle.Unpickler):
    """A cache may come from another machine: nothing in it can call anything but the model's nouns."""

    def find_class(self, module: str, name: str) -> type:
        return _noun(module, name)


@cache
def _noun(module: str, name: str) -> type:
    if (module, name) == ("collections", "Counter"):
        return Counter
    found = getattr(sys.modules.get(module), name, None) if module in _NOUNS and name.isidentifier() else None
    if not isinstance(found, type) or found.__module__ != module:
        raise pickle.UnpicklingError(f"{module}.{name}")
    return found
