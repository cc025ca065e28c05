"""One page that shows a proposal before and after, side by side: values and paragraphs. Stands alone, needs no script, decides nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from builder import addresses, filing
from builder.changes import Change
from builder.intake import Document
from builder.model import Kind, Lang, Node
from builder.parse.contacts import personal
from builder.pipeline import Loaded
from builder.standalone import standalone
from builder.write import labels
from builder.write.withhold import gate_text

_WORDS = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """A stretch of words: ``same``, ``old`` (only before) or ``new`` (only after)."""

    kind: str
    text: str


class Row(NamedTuple):
    """Two cells that belong together; an empty one has nothing on its side."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    changed: bool


class Sheet(NamedTuple):
    """One document: its name, what happened to it, its rows, the pages of the built site."""

    id: str
    name: str
    kind: str
    paths: tuple[str, ...]
    fields: tuple[Row, ...]
    text: tuple[Row, ...]
    english: tuple[Row, ...]
    links: tuple[tuple[str, str, str], ...]
    touched: tuple[tuple[str, str], ...]


def page(found: Sequence[Change], loaded: Loaded, site: str) -> str:
    """The page, Vietnamese with English beside it. ``site`` is where the built site lies, seen from the page."""
    sheets = [_sheet(change, loaded, site.rstrip("/")) for change in found]
    return standalone("compared.html", sheets=sheets)


def _sheet(change: Change, loaded: Loaded, site: str) -> Sheet:
    entries = loaded.archive.entries
    name = labels.title(entries[change.id], "vi")[0] if change.id in entries else change.id
    kept = change.after or change.before
    return Sheet(
        change.id, name, change.kind, change.paths,
        tuple(_fields(change.before, change.after)),
        tuple(rows(_paragraphs(change.before), _paragraphs(change.after))),
        tuple(rows(_english(change.before), _english(change.after))),
        tuple(_links(change, kept, site)) if kept and change.after else (),
        tuple((t, _page(site, t, entries[t].kind, "vi")) for t in change.touched if t in entries),
    )  # fmt: skip


def _links(change: Change, document: Document, site: str) -> Iterator[tuple[str, str, str]]:
    languages: dict[Lang, str] = {"vi": "Tiếng Việt", "en": "English"}
    for lang, name in languages.items():
        yield lang, name, _page(site, change.id, document.record.kind, lang)


def _page(site: str, ident: str, kind: Kind, lang: Lang) -> str:
    """As a file: an artifact is looked at from a disk."""
    return f"{site}/{addresses.url(addresses.document(ident, kind, lang))}index.html"


def _fields(before: Document | None, after: Document | None) -> Iterator[Row]:
    """Every value of either side, the same ones too: an editor compares with the paper."""
    old, new = dict(_values(before)), dict(_values(after))
    for label in dict.fromkeys((*old, *new)):
        yield _row(label, old.get(label, ""), new.get(label, ""))


def _values(document: Document | None) -> Iterator[tuple[str, str]]:
    for fact in filing.values(document, "vi") if document else ():
        if fact.field not in ("original", "issuer_today"):
            yield fact.label, "; ".join(v.text for v in fact.values)


def _paragraphs(document: Document | None) -> list[str]:
    if document is None:
        return []
    return [gate_text(text, document.record, personal) for node in document.record.body for text in _lines(node)]


def _lines(node: Node) -> Iterator[str]:
    if node.printed:
        yield node.printed
    for cells in node.rows:
        yield " | ".join("".join(run.text for run in cell) for cell in cells)


def _english(document: Document | None) -> list[str]:
    return list(document.paired.text.values()) if document and document.paired else []


# --- side by side ---------------------------------------------------------------------------------------------------------------


def rows(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """Paragraphs laid beside each other; those that changed show which words."""
    for kind, i, k, j, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Row("", (Piece("same", text),), (Piece("same", text),), False) for text in before[i:k])
            continue
        count = max(k - i, m - j)
        old, new = [*before[i:k], *[""] * count][:count], [*after[j:m], *[""] * count][:count]
        yield from (_row("", a, b) for a, b in zip(old, new, strict=True))


def _row(label: str, before: str, after: str) -> Row:
    if before == after:
        return Row(label, (Piece("same", before),), (Piece("same", after),), False)
    if not (before and after):
        return Row(label, (Piece("old", before),) if before else (), (Piece("new", after),) if after else (), True)
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, i, k, j, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += [Piece("same" if kind == "equal" else "old", "".join(old[i:k]))] if k > i else []
        right += [Piece("same" if kind == "equal" else "new", "".join(new[j:m]))] if m > j else []
    return Row(label, tuple(left), tuple(right), True)
