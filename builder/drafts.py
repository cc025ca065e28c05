"""Pages to be made: of what, about which documents, and what decides whether they must be made again. Makes none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from builder import addresses
from builder.briefs import Brief
from builder.export.files import Held, Keyed
from builder.model import Archive, Lang, Page
from builder.parse.contacts import personal
from builder.prints import fingerprint
from builder.reading import Documents, program
from builder.trace import Prints
from builder.write import explained, listing, notice, number


@dataclass(frozen=True, slots=True)
class Draft:
    """A page to be made, and the documents that it is about: held back if it cannot be.

    ``key`` stands for everything that it is made of besides what it looks up in the archive; without one it is always made.
    """

    whose: tuple[str, ...] | Callable[[], tuple[str, ...]]
    make: Callable[[], Page]
    path: str = ""
    key: str = ""
    of: str = ""  # the pages of one thing, one after another

    @property
    def owners(self) -> tuple[str, ...]:
        return self.whose if isinstance(self.whose, tuple) else self.whose()


def of_documents(
    documents: Documents, keys: Mapping[str, str], archive: Archive, site_url: str, memory: dict[str, notice.Source]
) -> Iterator[Draft]:
    """The pages of documents, both languages. ``keys`` are of what each document was made from; in ``memory`` lies the last document."""
    for short in documents.briefs:
        source = partial(_at_hand, documents, short, site_url, memory)
        key = f"{keys[short.id]} {short.original} {_size(documents, short)} {site_url}" if short.id in keys else ""
        of = partial(_of_document, source, archive)
        for lang in addresses.LANGS:
            yield Draft((short.id,), partial(of, lang), addresses.document(short.id, short.kind, lang), key, short.id)
            if short.both:
                yield Draft((short.id,), partial(of, lang, together=True), addresses.together(short.id, lang), key, short.id)


def _of_document(source: Callable[[], notice.Source], archive: Archive, lang: Lang, together: bool = False) -> Page:
    return notice.page(source(), archive, lang, together)


def _at_hand(documents: Documents, short: Brief, site_url: str, memory: dict[str, notice.Source]) -> notice.Source:
    """The document for all of its pages: what one of them found, the next need not look for."""
    if short.id not in memory:
        memory.clear()
        memory[short.id] = source_of(documents, short, site_url)
    return memory[short.id]


def _size(documents: Documents, short: Brief) -> int:
    return documents.holdings[short.id].original.stat().st_size


def source_of(documents: Documents, short: Brief, site_url: str) -> notice.Source:
    """A document as its writers take it, loaded now."""
    document, size = documents.of(short.id), _size(documents, short)
    return notice.Source(document.record, document.paired, site_url, short.original, personal, size, short.english)


def sources(documents: Documents, keys: Mapping[str, str], prints: Prints, site_url: str) -> Iterator[Keyed]:
    """Documents for the exports; the key is of their files and of all that the archive knows of them."""
    for short in documents.briefs:
        ident = short.id
        told = (prints[table].get(ident, "") for table in ("entries", "links", "incoming"))
        known = " ".join((*told, short.original or "", str(_size(documents, short)), short.english or ""))
        held = Held(ident, short.sha256, partial(source_of, documents, short, site_url))
        yield held, f"{keys[ident]} {site_url} {known}" if ident in keys else ""


def of_numbers(prints: Mapping[str, str], held: Archive, archive: Archive) -> Iterator[Draft]:
    """The pages of numbers, both languages, by the prints of the numbers; ``held`` is the archive when nobody watches."""
    for slug, found in sorted(prints.items()):
        for lang in addresses.LANGS:
            make, whose = partial(_of_number, slug, held, archive, lang), partial(_speakers, slug, held)
            yield Draft(whose, make, addresses.number(slug, lang), f"{program()} {found}", f"so {slug}")


def _of_number(slug: str, held: Archive, archive: Archive, lang: Lang) -> Page:
    return number.page(held.numbers[slug], archive, lang)


def _speakers(slug: str, held: Archive) -> tuple[str, ...]:
    """The documents that bear a number, and those that speak of it."""
    found = held.numbers[slug]
    return tuple(dict.fromkeys((*found.held, *(m.record for m in found.mentions))))


def of_lists(lists: Iterable[listing.Outline], archive: Archive) -> Iterator[Draft]:
    """The pages that list documents and numbers."""
    for outline in lists:
        key = stamp(outline.settled)
        yield Draft((), partial(outline.make, archive), outline.path, key)


def of_codes() -> Iterator[Draft]:
    """The pages of problem codes: made of the program's own tables alone."""
    for path, make in explained.outlines():
        yield Draft((), make, path, program())


def whole(page: Page) -> Draft:
    """A page that is made already, and about no single document: it must be written again where it says something else."""
    return Draft((), lambda: page, page.path, stamp(page))


def stamp(value: object) -> str:
    """A key that stands for a value of the model, and for this program that makes something of it."""
    return f"{program()} {fingerprint(value).hex()}"
