"""What was once published, and what stands there now: documents, old names, removed documents. No address ever disappears.

``content/published.txt`` has a line for each id: the id and its addresses in both languages. Only the publishing job appends to it.
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
    """One line of the ledger and its number."""

    id: str
    kind: Kind
    number: int


def read(content: Path) -> Iterator[Line]:
    path = content / "published.txt"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        words = line.split()
        if words and not line.startswith("#"):
            news = any(url == addresses.url(addresses.document(words[0], "news", "vi")) for url in words[1:])
            yield Line(words[0], "news" if news else "document", number)


def written(ident: str, kind: Kind) -> str:
    """A document's line."""
    return " ".join((ident, *(addresses.url(addresses.document(ident, kind, lang)) for lang in addresses.LANGS)))


def append(content: Path, published: Iterable[tuple[str, Kind]]) -> tuple[str, ...]:
    """Add the documents that are not there yet, in the order of their ids; returns the new lines."""
    known = {line.id for line in read(content)}
    new = tuple(written(ident, kind) for ident, kind in sorted(published) if ident not in known)
    path = content / "published.txt"
    old = path.read_text(encoding="utf-8") if path.is_file() else HEADER
    if new:
        path.write_text(old + "".join(f"{line}\n" for line in new), encoding="utf-8", newline="\n")
    return new


def missing(content: Path, known: Iterable[str], held_back: Iterable[str]) -> tuple[tuple[Tomb, ...], tuple[Problem, ...]]:
    """Published ids that have no page now: a page that says so for each, and B101 for those that are not merely held back."""
    shown_now, waiting = frozenset(known), frozenset(held_back)
    gone = [line for line in read(content) if line.id not in shown_now]
    safe = [line for line in gone if _ID.fullmatch(line.id) and len(line.id) <= LONGEST and not addresses.reserved(line.id)]
    path = shown(content / "published.txt", content)
    problems = tuple(problem("B101", path, line.number, id=line.id) for line in gone if line.id not in waiting)
    return tuple({line.id: Tomb(line.id, line.kind, None) for line in safe}.values()), problems
