"""Every file of a site with its SHA-256, in the site itself, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

NAME = "SHA256SUMS"


def write(site: Path, known: Mapping[str, str]) -> int:
    """List every file of ``site``; hashes in ``known`` (by path) are not computed again. Returns the number of files."""
    count = 0
    with (site / NAME).open("w", encoding="utf-8", newline="\n") as out:
        for path in files(site):
            if path != NAME:
                out.write(f"{known.get(path) or digest(site / path)}  {path}\n")
                count += 1
    return count


def read(site: Path) -> dict[str, str]:
    """Path → SHA-256, as listed. Raises OSError where there is no list."""
    lines = (site / NAME).read_text(encoding="utf-8").splitlines()
    return {path: found for found, _, path in (line.partition("  ") for line in lines)}


def wrong(site: Path) -> Iterator[str]:
    """Files that are missing, are not listed, or are not what the list says."""
    listed, there = read(site), set(files(site)) - {NAME}
    yield from sorted(there ^ set(listed))
    yield from sorted(path for path in there & set(listed) if digest(site / path) != listed[path])


def files(site: Path) -> Iterator[str]:
    """Every file below ``site``, in an order that does not depend on the machine."""
    root = os.fspath(site)
    for where, folders, names in os.walk(root):
        folders.sort()
        below = where[len(root) + 1 :].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in sorted(names))


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
