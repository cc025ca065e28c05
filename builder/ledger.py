"""What was once published, and what stands there now: documents, old names, removed documents. No address ever disappears.

``content/published.txt`` has a line for each id: the id and its addresses in both languages, and another one when the page with
both languages side by side was published later. Only the publishing job appends to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder import addresses
from builder.model import Kind
from builder.problems import Problem, problem
from builder.read.shelf import shown
from builder.removals import Tomb

HEADER = (
    "# Mọi mã và địa chỉ đã công bố; chỉ quy trình công bố ghi vào tệp này.\n"
    "# Every id and address ever published; only the publishing job appends to this file.\n"
)


LONGEST = 200
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger and its number. ``together``: the page with both languages was published too."""

    id: str
    kind: Kind
    number: int
    together: bool = False


def read(content: Path) -> Iterator[Line]:
    path = content / "published.txt"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        words = line.split()
        if words and not line.startswith("#"):
            news = any(url == addresses.url(addresses.document(words[0], "news", "vi")) for url in words[1:])
            both = addresses.url(addresses.together(words[0], "vi")) in words[1:]
            yield Line(words[0], "news" if news else "document", number, both)


def written(ident: str, kind: Kind, together: bool = False) -> str:
    """A document's line."""
    paths = [addresses.document(ident, kind, lang) for lang in addresses.LANGS]
    paths += [addresses.together(ident, lang) for lang in addresses.LANGS if together]
    return " ".join((ident, *map(addresses.url, paths)))


def unlisted(content: Path, published: Iterable[tuple[str, Kind, bool]]) -> tuple[str, ...]:
    """The lines of the documents and pages that the ledger does not have yet, in the order of their ids."""
    known = {(line.id, line.together) for line in read(content)}
    listed = {ident for ident, _ in known}
    return tuple(
        written(ident, kind, together)
        for ident, kind, together in sorted(published)
        if ident not in listed or (together and (ident, True) not in known)
    )


def append(content: Path, published: Iterable[tuple[str, Kind, bool]]) -> tuple[str, ...]:
    """Add the documents that are not there yet, in the order of their ids; returns the new lines."""
    new = unlisted(content, published)
    path = content / "published.txt"
    old = path.read_text(encoding="utf-8") if path.is_file() else HEADER
    if new:
        path.write_text(old + "".join(f"{line}\n" for line in new), encoding="utf-8", newline="\n")
    return new


def missing(content: Path, known: Iterable[str], held_back: Iterable[str]) -> tuple[tuple[Tomb, ...], tuple[Problem, ...]]:
    """Published ids that have no page now: a page that says so for each, and B101 for those that are not merely held back."""
    shown_now, waiting = frozenset(known), frozenset(held_back)
    gone = list({line.id: line for line in reversed([*read(content)]) if line.id not in shown_now}.values())[::-1]
    safe = [line for line in gone if _safe(line)]
    path = shown(content / "published.txt", content)
    problems = tuple(problem("B101", path, line.number, id=line.id[:80]) for line in gone if line.id not in waiting)
    return tuple({line.id: Tomb(line.id, line.kind, None) for line in safe}.values()), problems


def together(content: Path) -> dict[str, Kind]:
    """Ids of the documents that were once published with both languages side by side."""
    return {line.id: line.kind for line in read(content) if line.together and _safe(line)}


def _safe(line: Line) -> bool:
    return _ID.fullmatch(line.id) is not None and len(line.id) <= LONGEST and not addresses.reserved(line.id)
