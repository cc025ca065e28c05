"""Pages to be made: of what, about which documents, and what decides whether they must be made again. Makes none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from builder import addresses
from builder.export.files import Keyed
from builder.intake import Document
from builder.model import Archive, NumberEntry, Page
from builder.parse.contacts import personal
from builder.reading import program
from builder.trace import fingerprint
from builder.write import explained, listing, notice, number
from builder.write.withhold import secrets


@dataclass(frozen=True, slots=True)
class Draft:
    """A page to be made, and the documents that it is about: held back if it cannot be.

    ``key`` stands for everything that it is made of besides what it looks up in the archive; without one it is always made.
    """

    owners: tuple[str, ...]
    make: Callable[[], Page]
    path: str = ""
    key: str = ""


def of_documents(documents: Iterable[Document], keys: Mapping[str, str], archive: Archive, site_url: str) -> Iterator[Draft]:
    """The pages of documents, both languages. ``keys`` are of what each document was made from."""
    for document in documents:
        record, source = document.record, source_of(document, site_url)
        key = f"{keys[record.id]} {source.original} {source.size} {site_url}" if record.id in keys else ""
        for lang in addresses.LANGS:
            path = addresses.document(record.id, record.kind, lang)
            yield Draft((record.id,), partial(notice.page, source, archive, lang), path, key)
            if notice.in_both(record, document.paired):
                both = partial(notice.page, source, archive, lang, together=True)
                yield Draft((record.id,), both, addresses.together(record.id, lang), key)


def source_of(document: Document, site_url: str) -> notice.Source:
    """A document as its writers take it."""
    size = document.holding.original.stat().st_size
    return notice.Source(document.record, document.paired, site_url, original_path(document), personal, size, english_path(document))


def sources(documents: Iterable[Document], keys: Mapping[str, str], archive: Archive, site_url: str) -> Iterator[Keyed]:
    """Documents for the exports; the key is of their files and of all that the archive knows of them."""
    for document in documents:
        ident, source = document.record.id, source_of(document, site_url)
        known = fingerprint(
            (
                archive.entries[ident],
                archive.links[ident],
                archive.incoming.get(ident),
                source.original,
                source.size,
                english_path(document),
            )
        )
        yield source, f"{keys[ident]} {site_url} {known.hex()}" if ident in keys else ""


def of_numbers(numbers: Iterable[NumberEntry], archive: Archive) -> Iterator[Draft]:
    """The pages of numbers, both languages."""
    for found in numbers:
        owners = tuple(dict.fromkeys((*found.held, *(m.record for m in found.mentions))))
        key = f"{program()} {fingerprint(found).hex()}"
        for lang in addresses.LANGS:
            yield Draft(owners, partial(number.page, found, archive, lang), addresses.number(found.slug, lang), key)


def of_lists(lists: Iterable[listing.Outline], archive: Archive) -> Iterator[Draft]:
    """The pages that list documents and numbers."""
    for outline in lists:
        key = f"{program()} {fingerprint(outline.settled).hex()}"
        yield Draft((), partial(outline.make, archive), outline.path, key)


def of_codes() -> Iterator[Draft]:
    """The pages of problem codes: made of the program's own tables alone."""
    for path, make in explained.outlines():
        yield Draft((), make, path, program())


def whole(page: Page) -> Draft:
    """A page that is made already, and about no single document."""
    return Draft((), lambda: page)


def english_path(document: Document) -> str | None:
    """Where the English that was published as a file is offered: wherever the original is, and nothing in its own text is withheld."""
    file = document.paired.file if document.paired else None
    return addresses.original(file.sha256, file.suffix) if file and not file.withheld and original_path(document) else None


def original_path(document: Document) -> str | None:
    """Where an original is offered; nowhere when anything in it is withheld or it was removed."""
    if secrets(document.record) or document.record.removal:
        return None
    return addresses.original(document.record.source.sha256, document.holding.original.suffix.lower())
