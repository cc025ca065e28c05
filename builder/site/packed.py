"""Compressed copies beside the files of a site, for hosts that serve them as they lie. The same bytes for the same file, always."""

from __future__ import annotations

import gzip
import importlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from builder.site.files import State
from builder.site.mirror import Mirror

# Worth compressing; fonts and images are compressed already.
TEXTS = (".html", ".css", ".mjs", ".js", ".json", ".xml", ".svg", ".txt", ".md", ".bin", ".csv", ".jsonl")
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


def pack(mirror: Mirror, jobs: int = 0) -> int:
    """Copies of every text in the site that is being made; earlier ones stay where their file is the same. Returns how many there are."""
    files = mirror.states
    wanted = [path for path, size in zip(files.paths, files.sizes, strict=True) if path.endswith(TEXTS) and size >= LEAST]
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        return sum(pool.map(lambda path: _copies(mirror, path, files[path]), wanted, chunksize=16))


def _copies(mirror: Mirror, path: str, state: State) -> int:
    data, was = b"", mirror.was.get(path)
    for encoding in encodings():
        name = f"{path}.{encoding}"
        if was and was[0] == state[0] and mirror.take(name):
            continue
        data = data or (mirror.fresh / path).read_bytes()
        mirror.put(name, compressed(data, encoding))
    return len(encodings())


def names(path: str) -> Iterator[str]:
    """The names of a file's copies."""
    yield from (f"{path}.{encoding}" for encoding in encodings())
