"""What a proposal changes: the documents whose files differ between a commit and the folder as it is now, before and after.

Reads the history with git and never changes it. The documents of the commit are understood as those of today are.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from builder.intake import Document, understand
from builder.model import Archive
from builder.pipeline import Loaded
from builder.problems import Problem
from builder.read.shelf import holdings, ident_of, shown

Kind = Literal["added", "changed", "removed", "refused"]


@dataclass(frozen=True, slots=True)
class Change:
    """One document of a proposal. ``refused``: it is not published as it stands, and ``problems`` say why."""

    id: str
    kind: Kind
    paths: tuple[str, ...]
    before: Document | None
    after: Document | None
    problems: tuple[Problem, ...]
    touched: tuple[str, ...]


class NoHistoryError(Exception):
    """The folder is in no git repository, or the commit is not known there."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that differs: documents in the order of their ids; ``loose`` are problems of changed files that belong to no document."""

    changes: tuple[Change, ...]
    loose: tuple[Problem, ...]


def proposal(loaded: Loaded, base: str) -> Proposal:
    """What differs from ``base``. Raises NoHistoryError."""
    paths = sorted(set(_differing(loaded.content, base)))
    found = tuple(_changes(paths, loaded, base))
    told = {p for c in found for p in c.problems}
    names = {shown(loaded.content / path, loaded.content) for path in paths}
    return Proposal(found, tuple(p for p in loaded.problems if p.path in names and p not in told))


def _changes(paths: Iterable[str], loaded: Loaded, base: str) -> Iterator[Change]:
    content = loaded.content
    by_id: dict[str, list[str]] = {}
    for path in paths:
        if not path.startswith("pages/") and (ident := ident_of(Path(path))):
            by_id.setdefault(ident, []).append(path)
    then, around = _then(content, base, set(by_id)), touched(set(by_id), loaded.archive)
    held = {short.id for short in loaded.documents.briefs}
    for ident, files in sorted(by_id.items()):
        now = loaded.documents.of(ident) if ident in held else None
        if change := _change(ident, tuple(files), then.get(ident), now, around[ident], loaded):
            yield change


def _change(
    ident: str, files: tuple[str, ...], before: Document | None, after: Document | None, around: tuple[str, ...], loaded: Loaded
) -> Change | None:
    names = {shown(loaded.content / path, loaded.content) for path in files}
    problems = tuple(p for p in loaded.problems if p.path in names or (after and p.path in _names(after, loaded.content)))
    refused = after is None and ident in loaded.held_back
    kind: Kind = "refused" if refused else "removed" if after is None else "changed" if before else "added"
    if after is None and before is None and not refused:
        return None
    return Change(ident, kind, files, before, after, problems, around)


def _names(document: Document, content: Path) -> set[str]:
    holding = document.holding
    return {shown(p, content) for p in (holding.original, holding.sidecar, holding.translation, holding.english) if p}


def touched(idents: Collection[str], archive: Archive) -> dict[str, tuple[str, ...]]:
    """For each id the other documents whose pages show it: those that cite it, and those that it cites."""
    around = {
        ident: {t for link in archive.links.get(ident, {}).values() if (t := link.target) and t in archive.entries} for ident in idents
    }
    for number in archive.numbers.values():
        for ident in number.held:
            if ident in around:
                around[ident].update(m.record for m in number.mentions)
    return {ident: tuple(sorted(others - {ident})) for ident, others in around.items()}


# --- history --------------------------------------------------------------------------------------------------------------------


def _git(content: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(content), *words], capture_output=True, check=False)
    except OSError as error:
        raise NoHistoryError(str(error)) from error
    if done.returncode:
        raise NoHistoryError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def _names_of(listed: bytes) -> Iterator[str]:
    yield from (name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name)


def _differing(content: Path, base: str) -> Iterator[str]:
    """Paths under ``content`` that were added, changed or deleted since ``base``; also those that git does not know yet."""
    if base.startswith("-"):
        raise NoHistoryError(base)
    yield from _names_of(_git(content, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", "."))
    yield from _names_of(_git(content, "ls-files", "--others", "--exclude-standard", "-z", "--", "."))


def _then(content: Path, base: str, idents: set[str]) -> dict[str, Document]:
    """The documents of these ids as they were."""
    if not idents:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / content.name
        old.mkdir()
        for path in _names_of(_git(content, "ls-tree", "-r", "-z", "--name-only", base, "--", ".")):
            if ident_of(Path(path)) in idents and not path.startswith("pages/"):
                _restore(content, base, path, old)
        made = (understand(h, old)[0] for h in holdings(old)[0])
        return {d.record.id: d for d in made if d}


def _restore(content: Path, base: str, path: str, old: Path) -> None:
    """One file of the commit, under the same path; never outside the folder, whatever a tree may say."""
    target = old / path
    if old.resolve() not in target.resolve().parents:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_git(content, "cat-file", "blob", f"{base}:./{path}"))
