"""Compressed copies beside the files of a site, for hosts that serve them as they lie. The same bytes for the same file, always."""

from __future__ import annotations

import gzip
import importlib
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builder.site import manifest

# Worth compressing; fonts and images are compressed already.
TEXTS = frozenset({".html", ".css", ".mjs", ".js", ".json", ".xml", ".svg", ".txt", ".md", ".bin", ".csv", ".jsonl"})
LEAST = 512  # bytes: below, a compressed copy saves no packet
_LEVEL = {"gz": 9, "br": 9}


def encodings() -> tuple[str, ...]:
    """``gz`` always, ``br`` where the library is installed."""
    try:
        importlib.import_module("brotli")
    except ImportError:
        return ("gz",)
    return ("gz", "br")


def compressed(data: bytes, encoding: str) -> bytes:
    """No name and no time in it."""
    if encoding == "gz":
        return gzip.compress(data, _LEVEL["gz"], mtime=0)
    packed: bytes = importlib.import_module("brotli").compress(data, quality=_LEVEL["br"])
    return packed


def pack(fresh: Path, old: Path, hashes: Mapping[str, str], jobs: int = 0) -> int:
    """Copies of every text in ``fresh``; those in ``old``, an earlier site, are taken over where their file is the same.

    ``hashes`` are of files in ``fresh`` where they are known. Returns how many copies there are.
    """
    try:
        before = manifest.read(old)
    except OSError:
        before = {}
    wanted = [path for path in manifest.files(fresh) if _worth(fresh, path)]
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        return sum(pool.map(lambda path: _copies(fresh, old, path, hashes.get(path), before), wanted, chunksize=16))


def _worth(site: Path, path: str) -> bool:
    return os.path.splitext(path)[1] in TEXTS and (site / path).stat().st_size >= LEAST  # noqa: PTH122


def _copies(fresh: Path, old: Path, path: str, digest: str | None, before: Mapping[str, str]) -> int:
    digest = digest or manifest.digest(fresh / path)
    data = b""
    for encoding in encodings():
        name = f"{path}.{encoding}"
        if before.get(path) == digest and _taken(old / name, fresh / name, before.get(name)):
            continue
        data = data or (fresh / path).read_bytes()
        (fresh / name).write_bytes(compressed(data, encoding))
    return len(encodings())


def _taken(source: Path, target: Path, digest: str | None) -> bool:
    """An earlier copy, if it is still what its manifest says."""
    if digest is None or not source.is_file() or manifest.digest(source) != digest:
        return False
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return True


def names(path: str) -> Iterator[str]:
    """The names of a file's copies."""
    yield from (f"{path}.{encoding}" for encoding in encodings())
