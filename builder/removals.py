"""Documents that are no longer shown, and every old name: what stands at their addresses. Never reads an original.

A removed document is known by its sidecar alone, so nothing of its text can get into a page, an index or a cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder import addresses
from builder.model import Kind, Record, Removal, SourceFile
from builder.parse.contacts import personal
from builder.problems import Problem, problem
from builder.read.shelf import Lone, shown
from builder.write.withhold import public

if TYPE_CHECKING:
    from builder.read.sidecar import Sidecar

LONGEST_CHAIN = 100


@dataclass(frozen=True, slots=True)
class Tomb:
    """An address whose document is no longer shown. ``removal`` is None where it is only held back for the time being."""

    id: str
    kind: Kind
    removal: Removal | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Old names of documents that are shown, the tombs of all others, and what is wrong with them."""

    moved: Mapping[str, str]
    tombs: tuple[Tomb, ...]
    problems: tuple[Problem, ...]


def hidden(ident: str, folder: str, sidecar: Sidecar | None, path: str) -> tuple[Record | None, tuple[Problem, ...]]:
    """What is left of a document that a sidecar hides; None for one that is shown (a withdrawn one is, with a banner)."""
    removal = _removal(sidecar)
    if sidecar is None or removal is None or removal.kind == "withdrawn":
        return None, ()
    kind: Kind = "news" if folder == "news" or sidecar.news else "document"  # elsewhere the text would have told
    bare = Record(ident, kind, "vi", SourceFile("", "", "", ""), "", aliases_id=tuple(sidecar.aliases_id or ()), removal=removal)
    seen = public(bare, personal)
    return seen, () if seen.removal == removal else (problem("P202", path, 0, key="removal"),)


def _removal(sidecar: Sidecar | None) -> Removal | None:
    return Removal(**sidecar.removal.model_dump()) if sidecar and sidecar.removal else None


def tomb(record: Record) -> Tomb:
    return Tomb(record.id, record.kind, record.removal, record.aliases_id)


def alone(lone: Iterable[Lone], content: Path) -> tuple[tuple[Tomb, ...], tuple[Problem, ...]]:
    """Documents of which only the sidecar is left, because it hides them. S004 for a sidecar that is alone for no reason."""
    tombs: list[Tomb] = []
    problems: list[Problem] = []
    for ident, kind, path in lone:
        from builder.read.sidecar import read_sidecar  # as in intake

        name = shown(path, content)
        sidecar, wrong = read_sidecar(path.read_bytes(), name)
        record, exposed = hidden(ident, kind, sidecar, name)
        problems += (*wrong, *exposed)
        if record:
            tombs.append(tomb(record))
        elif not wrong:
            problems.append(problem("S004", name, id=ident))
    return tuple(tombs), tuple(problems)


def named(known: Mapping[str, tuple[str, ...]], tombs: Iterable[Tomb], paths: Mapping[str, str]) -> Names:
    """Every old name leads to one document or tomb (S001, S003), every successor is there (S211). ``paths``: of each id, its file.

    ``known`` are the documents that are shown, each with its old names.
    """
    tombs = tuple(tombs)
    owners, problems = _owners([*known.items(), *((t.id, t.aliases) for t in tombs)], paths)
    moved = {old: ident for old, ident in owners.items() if ident in known}
    buried = (*tombs, *(replace(t, id=old) for t in tombs for old in t.aliases if owners.get(old) == t.id))
    where = _Where(known, moved, {t.id: t.removal for t in buried})
    problems += [
        problem("S211", paths.get(t.id, t.id), found=t.removal.to)
        for t in tombs
        if t.removal and t.removal.to and not where.end(t.removal.to)
    ]
    return Names(moved, tuple(_with_successor(t, where) for t in buried), tuple(problems))


def _owners(given: Iterable[tuple[str, tuple[str, ...]]], paths: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Which document each old name belongs to; one that is taken or reserved belongs to none."""
    given = list(given)
    taken, owners, problems = {*paths, *(ident for ident, _ in given)}, dict[str, str](), list[Problem]()
    for ident, aliases in given:
        for old in aliases:
            path = paths.get(ident, ident)
            if addresses.reserved(old):
                problems.append(problem("S003", path, name=old))
            elif old in taken:
                problems.append(problem("S001", path, id=old, other=paths.get(owners.get(old, old), old)))
            else:
                owners[old] = ident
            taken.add(old)
    return owners, problems


def _with_successor(tomb: Tomb, where: _Where) -> Tomb:
    """With the document that stands at the end: what took its place may have been renamed, or merged in its turn."""
    if tomb.removal is None or tomb.removal.to is None:
        return tomb
    return replace(tomb, removal=replace(tomb.removal, to=where.end(tomb.removal.to) or tomb.removal.to))


@dataclass(frozen=True, slots=True)
class _Where:
    """Ids that are shown, that are old names, that are buried."""

    shown: Collection[str]
    moved: Mapping[str, str]
    buried: Mapping[str, Removal | None]

    def end(self, ident: str) -> str | None:
        """The document that a name leads to, over any number of removals; None for nowhere and for a circle."""
        for _ in range(LONGEST_CHAIN):
            ident = self.moved.get(ident, ident)
            if ident in self.shown:
                return ident
            if ident not in self.buried:
                return None
            removal = self.buried[ident]
            if removal is None or removal.to is None:
                return ident
            ident = removal.to
        return None
