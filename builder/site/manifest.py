"""Every file of a site with its SHA-256, and the commit it was made from, in the site itself, as ``sha256sum --check`` reads it."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

NAME = "SHA256SUMS"


_COMMIT = "# commit: "  # a comment to sha256sum


def write(site: Path, known: Mapping[str, str], commit: str | None = None) -> int:
    """List every file of ``site``; hashes in ``known`` (by path) are not computed again. Returns the number of files."""
    hashes = {path: known.get(path) or digest(site / path) for path in files(site) if path != NAME}
    (site / NAME).write_bytes(listed(hashes.items(), commit))
    return len(hashes)


def listed(hashes: Iterable[tuple[str, str]], commit: str | None = None) -> bytes:
    """The list itself, of paths with their SHA-256."""
    lines = (f"{found}  {path}\n" for path, found in sorted(hashes) if path != NAME)
    return "".join((f"{_COMMIT}{commit or 'unknown'}\n", *lines)).encode()


def read(site: Path) -> dict[str, str]:
    """Path → SHA-256, as listed. Raises OSError where there is no list."""
    lines = (site / NAME).read_text(encoding="utf-8").splitlines()
    return {path: found for found, _, path in (line.partition("  ") for line in lines if not line.startswith("#"))}


def commit(site: Path) -> str | None:
    """The commit that the site was made from, as its manifest says; with ``+changes`` where files were changed since."""
    with (site / NAME).open(encoding="utf-8") as file:
        found = file.readline().rstrip("\n").removeprefix(_COMMIT)
    return None if found == "unknown" else found


def commit_of(folder: Path) -> str | None:
    """The commit of the repository that holds ``folder``: nothing where there is none, ``+changes`` where files differ from it."""
    command = ["git", "-C", os.fspath(folder), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=+changes"]
    try:
        found = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    except OSError:  # no git
        return None
    return found.stdout.strip() if found.returncode == 0 else None


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
