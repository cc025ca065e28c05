"""A site too large for one host, in parts: each a folder below the host's limits, each holding whole prefixes of addresses.

Addresses stay as they are: whoever answers for the domain sends each prefix to its part. Never changes a file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from builder.site import manifest

EVERYWHERE = ("404.html", "_headers")  # each part answers for itself
ROUTES = "routes.json"
File = tuple[str, int]
"""A path and a size."""


@dataclass(frozen=True, slots=True)
class Part:
    """Files below these prefixes, and nothing else."""

    prefixes: tuple[str, ...]
    files: tuple[File, ...]


class TooLargeError(Exception):
    """One file alone is larger than a part may be; the argument is its path."""


def divided(files: Iterable[File], most: int, size: int) -> list[Part]:
    """Parts of at most ``most`` files and ``size`` bytes. The first holds the rest of the site: whatever no other part has."""
    parts: list[Part] = []
    for prefix, group in _groups("", sorted(files), most, size):
        last = parts[-1] if parts else None
        if last and len(last.files) + len(group) <= most and _size(last.files) + _size(group) <= size:
            parts[-1] = Part((*last.prefixes, prefix), (*last.files, *group))
        else:
            parts.append(Part((prefix,), tuple(group)))
    return parts


def _groups(prefix: str, files: Sequence[File], most: int, size: int) -> Iterator[tuple[str, list[File]]]:
    """Files by the shortest prefixes that are small enough; ``files`` are sorted and all begin with ``prefix``."""
    if len(files) <= most and _size(files) <= size:
        yield prefix, list(files)
        return
    if len(files) == 1:
        raise TooLargeError(files[0][0])
    at = len(prefix)
    for following, group in groupby(files, key=lambda file: file[0][at : at + 1]):
        yield from _groups(prefix + following, list(group), most, size)


def _size(files: Iterable[File]) -> int:
    return sum(size for _, size in files)


def write(site: Path, folder: Path, most: int, size: int) -> int:
    """The parts of ``site`` in ``folder``, which is emptied first, each with its manifest; and which prefix is where. How many."""
    sizes = [(path, (site / path).stat().st_size) for path in manifest.files(site)]
    shared = [(path, found) for path, found in sizes if path in EVERYWHERE]
    parts = divided(
        (f for f in sizes if f not in shared and f[0] != manifest.NAME), most - len(shared) - 1, size - _size(shared) - (1 << 22)
    )
    known = manifest.read(site)
    shutil.rmtree(folder, ignore_errors=True)
    for number, part in enumerate(parts, 1):
        for path, _ in (*part.files, *shared):
            _linked(site / path, folder / f"{number}" / path)
        manifest.write(folder / f"{number}", known, manifest.commit(site))
    routes = [{"part": number, "prefixes": [f"/{prefix}" for prefix in part.prefixes]} for number, part in enumerate(parts, 1)]
    (folder / ROUTES).write_text(json.dumps(routes, indent=1) + "\n", encoding="utf-8")
    return len(parts)


def _linked(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
