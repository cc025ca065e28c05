"""One document, from its files to a record that may be published: read, parse, confirm, cite, check, withhold.

Never looks at other documents; whatever is wrong with one, the others are not touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder import removals, vocabulary
from builder.cite import confirmed
from builder.cite.find import find
from builder.cite.relations import relations
from builder.english import english_of
from builder.limits import MEGABYTES, SECONDS, LimitError, limited
from builder.model import Original, Pairing, Record
from builder.parse.account import lost
from builder.parse.confirm import confirm
from builder.parse.contacts import personal
from builder.parse.document import parse_document
from builder.parse.review import disputed, review
from builder.parse.stamps import stamped
from builder.problems import Problem, problem
from builder.read.original import read_original
from builder.read.shelf import Holding, shown
from builder.translate.file import units
from builder.translate.names import terms_in
from builder.write.withhold import public, public_pairing, secrets

if TYPE_CHECKING:
    from builder.read.sidecar import Sidecar


@dataclass(frozen=True, slots=True)
class Document:
    """One document after reading: its record with citations, its translation laid beside it."""

    holding: Holding
    record: Record
    paired: Pairing | None
    pictures: tuple[tuple[str, bytes], ...] = ()  # those that its page shows, by name; only where it was just read


def extract(path: Path, ident: str, name: str, kind: str = "auto") -> tuple[Record | None, tuple[Problem, ...]]:
    """The extraction alone: what the text says, with citations and relations. ``name`` is the path as the editor knows it."""
    record, _, problems = _extracted(path, ident, name, kind)
    return record, problems


def _extracted(path: Path, ident: str, name: str, kind: str) -> tuple[Record | None, Original | None, tuple[Problem, ...]]:
    original, problems = read_original(path, name)
    if original is None:
        return None, None, problems
    return cited(parse_document(original, ident, kind)), original, problems  # type: ignore[arg-type]


def cited(record: Record) -> Record:
    """The record with its citations found (again), its terms and relations."""
    citations, terms = find(record)
    record = replace(record, citations=citations, defined_terms=terms, relations=())
    return replace(record, relations=relations(record))


def merged(record: Record, sidecar: Sidecar | None) -> Record:
    """extracted ⊕ sidecar. What an editor says of issuer or province also settles what "UBND tỉnh" means in citations."""
    return merged_with(record, sidecar)[0]


def merged_with(record: Record, sidecar: Sidecar | None) -> tuple[Record, tuple[confirmed.Unfound, ...]]:
    """The same, and what the sidecar says of citations and relations that are not there."""
    if sidecar is None:
        return record, ()
    given = sidecar.model_dump()
    extracted = record
    record, missed = confirmed.corrected(cited(confirm(record, sidecar)), given["citations"], relations)
    record, missed_too = confirmed.related(record, given["relations"])
    return replace(record, disputed=disputed(extracted, record)), (*missed, *missed_too)


def sidecar_of(holding: Holding, content: Path) -> tuple[Sidecar | None, tuple[Problem, ...]]:
    if holding.sidecar is None:
        return None, ()
    from builder.read.sidecar import read_sidecar  # it takes a tenth of a start; most documents have none

    return read_sidecar(holding.sidecar.read_bytes(), shown(holding.sidecar, content))


def understand(holding: Holding, content: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """One document, or the problems that hold it back. Warnings come along with it. A mistake of ours costs this document only."""
    name = shown(holding.original, content)
    try:
        with limited(megabytes=MEGABYTES):
            return _understood(holding, content, name)
    except LimitError:
        return None, (problem("S108", name, seconds=int(SECONDS), memory=MEGABYTES),)
    except Exception as error:  # whatever it is, it must not cost the other documents
        return None, (problem("P108", name, found=type(error).__name__),)


def _understood(holding: Holding, content: Path, name: str) -> tuple[Document | None, tuple[Problem, ...]]:
    sidecar, wrong = sidecar_of(holding, content)
    hidden, exposed = removals.hidden(holding.id, holding.kind, sidecar, shown(holding.sidecar or holding.original, content))
    if hidden:
        return Document(holding, hidden, None), (*exposed, *_still_here(hidden, name))
    extracted, original, problems = _extracted(holding.original, holding.id, name, holding.kind)
    if extracted is None or wrong:
        return None, (*problems, *wrong)
    record, missed = merged_with(extracted, sidecar)
    if held := tuple(_reasons_against(extracted, record, name)):
        return None, (*problems, *held)
    record = replace(record, glossary=terms_in(vi for _, vi in units(record)))
    paired, translated = english_of(holding, record, sidecar, content)
    if any(p.code == "X101" for p in translated):
        return None, (*problems, *translated)
    seen = _shown(public(record, personal))
    pictures = tuple(file for file in (original.files if original else ()) if file[0] in pictures_of(seen))
    document = Document(holding, seen, public_pairing(paired, seen, personal) if paired else None, pictures)
    unfound = (problem("C101", shown(holding.sidecar or holding.original, content), 0, key=k, found=words) for k, words in missed)
    return document, (*problems, *review(record, name), *unfound, *translated, *_exposed(record, paired, document, content))


def _still_here(hidden: Record, name: str) -> Iterator[Problem]:
    if hidden.removal and hidden.removal.kind == "taken_down":
        yield problem("X102", name)


def _shown(record: Record) -> Record:
    """Where anything is withheld or was removed, pictures are as little shown as the original: nobody has looked at what is on them."""
    if secrets(record) or record.removal:
        return replace(record, body=tuple(node for node in record.body if not node.picture))
    return record


def pictures_of(record: Record) -> frozenset[str]:
    """The names of the pictures that a document's pages show."""
    return frozenset(rendition.name for node in record.body if node.picture for rendition in node.picture.renditions)


def _exposed(record: Record, paired: Pairing | None, document: Document, content: Path) -> Iterator[Problem]:
    """Personal details that a translation or a sidecar repeats: the site withholds them, but the file itself is public."""
    holding, seen = document.holding, document.record
    for key in record.confirmed if holding.sidecar else ():
        if key not in ("contacts", "source", "aliases_id") and getattr(record, key, None) != getattr(seen, key, None):
            yield problem("P202", shown(holding.sidecar or holding.original, content), 0, key=key)
    if paired and document.paired:
        lines = {block.id: block.line for block in paired.translation.blocks}
        for ident, text in paired.text.items():
            if text != document.paired.text[ident]:
                yield problem("P202", paired.translation.path, lines.get(ident, 0), key=ident)
        for (ident, text), (_, kept) in zip(paired.loose, document.paired.loose, strict=True):
            if text != kept:
                yield problem("P202", paired.translation.path, 0, key=ident)
        if paired.whole != document.paired.whole:
            yield problem("P202", paired.translation.path, 0, key="text")


def _reasons_against(extracted: Record, record: Record, name: str) -> Iterator[Problem]:
    """What keeps a document from being published: a stamp, whatever a sidecar says of it, and characters that would be lost."""
    if left := lost(extracted):
        found = record.text[left[0].start : left[0].end][:40]
        yield problem("P107", name, count=sum(s.end - s.start for s in left), found=found)
    for ident in dict.fromkeys((extracted.secrecy or stamped(extracted.text), record.secrecy)):
        stamp = {**vocabulary.secrecy(), **vocabulary.circulation()}.get(ident or "")
        if ident:
            yield problem("X101", name, stamp=stamp.vi if stamp else ident)
