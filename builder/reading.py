"""Every document understood: in parallel, and not again if neither its files nor this program have changed.

Knows nothing of what a record says. What was kept is read back only as the nouns of the model, whoever wrote it.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from builder.intake import Document, understand
from builder.model import Pairing, Record
from builder.problems import Problem
from builder.read.shelf import Holding, shown
from builder.site.store import Store

KIND = "document"
POOL_FROM = 40  # documents; for fewer, starting a pool costs more than it saves
CHUNK = 8
TRY_AGAIN = "S108"  # a limit of time may be the machine's fault: it is not remembered
# The only names that kept rows may call: nouns without behaviour.
_NOUNS = frozenset({"builder.model", "builder.problems"})


class Understood(NamedTuple):
    """A document or nothing, what is wrong with it, and the key of everything that it was made from."""

    document: Document | None
    problems: tuple[Problem, ...]
    key: str


_Kept = tuple[Record | None, Pairing | None, tuple[Problem, ...]]


def understood(
    found: Sequence[Holding],
    content: Path,
    store: Store | None = None,
    jobs: int = 0,
    step: Callable[[int], object] = bool,
    executor: Executor | None = None,
) -> Iterator[Understood]:
    """All documents in order, by ``executor`` or by ``jobs`` processes (0: one a core); ``step`` is told how many are done."""
    keys = [key(holding, content) for holding in found]
    kept = [_kept(store, holding, own) for holding, own in zip(found, keys, strict=True)]
    anew = [holding for holding, old in zip(found, kept, strict=True) if old is None]
    with nullcontext(executor) if executor else _pool(len(anew), jobs) as pool:
        fresh = _results(pool, anew, content)
        for done, (holding, own, old) in enumerate(zip(found, keys, kept, strict=True), 1):
            data = old or next(fresh)
            record, paired, problems = _read(data)
            if store and old is None and not any(p.code == TRY_AGAIN for p in problems):
                store.put(KIND, holding.id, own.encode() + data)
            yield Understood(Document(holding, record, paired) if record else None, problems, own)
            step(done)
    if store:
        store.keep_only(KIND, (holding.id for holding in found))


def _pool(count: int, jobs: int) -> AbstractContextManager[Executor | None]:
    workers = min(jobs or os.cpu_count() or 1, -(-count // CHUNK))
    if workers < 2 or count < POOL_FROM:
        return nullcontext()
    try:
        return ProcessPoolExecutor(workers)
    except (OSError, NotImplementedError):  # a system without semaphores
        return nullcontext()


def _results(pool: Executor | None, anew: Sequence[Holding], content: Path) -> Iterator[bytes]:
    """In order; what a pool that broke did not do (one of its processes was killed, for its memory perhaps) is done here."""
    done = 0
    try:
        for data in pool.map(_made, anew, [content] * len(anew), chunksize=CHUNK) if pool else ():
            yield data
            done += 1
    except BrokenExecutor:
        pass
    for holding in anew[done:]:
        yield _made(holding, content)


def _made(holding: Holding, content: Path) -> bytes:
    document, problems = understand(holding, content)
    kept: _Kept = (document.record if document else None, document.paired if document else None, problems)
    out = io.BytesIO()
    _Plain(out, protocol=5).dump(kept)
    return out.getvalue()


# --- what is kept ---------------------------------------------------------------------------------------------------------------


def key(holding: Holding, content: Path) -> str:
    """A hash of this program and of everything that it reads for a document; where the files lie on this machine does not count."""
    digest = hashlib.sha256(f"{program()} {holding.id} {holding.kind}".encode())
    for path in (holding.original, holding.sidecar, holding.translation, holding.english):
        digest.update(f"\n{shown(path, content)}\0".encode() if path else b"\n-")
        if path:
            digest.update(_bytes(path))
    return digest.hexdigest()


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


def _kept(store: Store | None, holding: Holding, own: str) -> bytes | None:
    row = store.get(KIND, holding.id) if store else None
    return row[len(own) :] if row and row.startswith(own.encode()) else None


def _read(data: bytes) -> _Kept:
    kept: _Kept = _Nouns(io.BytesIO(data)).load()
    return kept


class _Plain(pickle.Pickler):
    """Nouns as a call with their fields in order: read back three times as fast as slots one by one."""

    def reducer_override(self, noun: Any) -> Any:
        if isinstance(noun, type) or not is_dataclass(noun):
            return NotImplemented
        return type(noun), tuple(getattr(noun, name) for name in _names(noun.__class__))


@cache
def _names(noun: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(noun))


class _Nouns(pickle.Unpickler):
    """A cache may come from another machine: nothing in it can call anything but the model's nouns."""

    def find_class(self, module: str, name: str) -> type:
        found = getattr(sys.modules.get(module), name, None) if module in _NOUNS and name.isidentifier() else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
