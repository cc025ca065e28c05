"""The whole story on one page: read, parse, confirm, cite, resolve, pair, write, index, render, publish.

Every stage hands plain values to the next; this is the only module that knows them all. Problems are collected; a document that
cannot be trusted is held back and the rest is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from builder import addresses, frames, handpages, ledger, vocabulary
from builder.cite.resolve import resolve
from builder.handover import search_entry, search_terms
from builder.intake import Document, understand
from builder.model import Archive, Page
from builder.parse.contacts import personal
from builder.press import Press
from builder.problems import Problem, problem
from builder.read.shelf import holdings, reserved, shown
from builder.search import entry as search_room
from builder.search import index
from builder.site import publish
from builder.site.chrome import ChromeError
from builder.site.pour import RenderError, prepare
from builder.translate.file import units
from builder.write import front_pages, gone, listing, notice, number
from builder.write.entry import entry
from builder.write.feed import feed
from builder.write.links import heading_ids, mended
from builder.write.verify import faults
from builder.write.withhold import secrets

Progress = Callable[[str, int, int], None]
DEFAULT_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything under ``content/`` that can be published, what was held back, and every problem found."""

    documents: tuple[Document, ...]
    archive: Archive
    pages: handpages.HandPages
    held_back: tuple[str, ...]
    problems: tuple[Problem, ...]
    tombs: tuple[ledger.Tomb, ...]
    content: Path
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: numbers for the last line, and every problem."""

    documents: int
    pages: int
    held_back: tuple[str, ...]
    problems: tuple[Problem, ...]
    published: bool


def quiet(stage: str, done: int, total: int) -> None:
    """No progress."""


# --- the archive --------------------------------------------------------------------------------------------------------------


def load(content: Path, progress: Progress = quiet) -> Loaded:
    """Read and understand everything; resolve citations over all of it. One bad document costs only itself."""
    found, problems = holdings(content)
    documents: list[Document] = []
    tombs, lone = ledger.taken_down(content)
    collected = [*problems, *lone]
    for done, holding in enumerate(found, 1):
        document, wrong = understand(holding, content)
        collected += wrong
        if document:
            documents.append(document)
        progress("read", done, len(found))
    pages, wrong_pages = handpages.load(content)
    held_back = tuple(sorted({h.id for h in found} - {d.record.id for d in documents}))
    shown_now, removed = _removed(documents)
    everything = Loaded(shown_now, network(shown_now), pages, held_back, (*collected, *wrong_pages), (*tombs, *removed), content)
    return _accounted(everything, {h.id: shown(h.sidecar or h.original, content) for h in found})


def _removed(documents: Iterable[Document]) -> tuple[tuple[Document, ...], tuple[ledger.Tomb, ...]]:
    """Documents that are shown (a withdrawn one is, with a banner), and the tombs of the others."""
    documents = tuple(documents)
    gone = [(d.record.id, d.record.kind, d.record.removal) for d in documents if d.record.removal and d.record.removal.kind != "withdrawn"]
    away = {ident for ident, _, _ in gone}
    return tuple(d for d in documents if d.record.id not in away), tuple(ledger.Tomb(*tomb) for tomb in gone)


def _accounted(loaded: Loaded, paths: Mapping[str, str]) -> Loaded:
    """Every address ever published has a page; every old name leads to one document; every successor is held."""
    taken = {*paths, *(t.id for t in loaded.tombs)}
    moved: dict[str, str] = {}
    problems: list[Problem] = []
    for record in (d.record for d in loaded.documents):
        for old in record.aliases_id:
            if reserved(old):
                problems.append(problem("S003", paths[record.id], name=old))
            elif old in taken:
                problems.append(problem("S001", paths[record.id], id=old, other=paths.get(moved.get(old, old), old)))
            else:
                moved[old] = record.id
            taken.add(old)
    for tomb in loaded.tombs:
        to = tomb.removal.to if tomb.removal else None
        if to and to not in loaded.archive.entries:
            problems.append(problem("S211", paths.get(tomb.id, tomb.id), found=to))
    known = {*(d.record.id for d in loaded.documents), *moved, *(t.id for t in loaded.tombs)}
    waiting, lost_ids = ledger.missing(loaded.content, known, loaded.held_back)
    return replace(loaded, problems=(*loaded.problems, *problems, *lost_ids), tombs=(*loaded.tombs, *waiting), moved=moved)


def network(documents: Iterable[Document]) -> Archive:
    """Citations resolved against all that is held."""
    documents = tuple(documents)
    entries = {d.record.id: entry(d.record, d.paired, personal) for d in documents}
    inverse = {k.id: k.inv for k in vocabulary.relations().values()}
    return resolve((d.record for d in documents), entries, inverse)


# --- from records to a site -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A page to be made, and the documents that it is about: held back if it cannot be."""

    owners: tuple[str, ...]
    make: Callable[[], Page]


def drafts(loaded: Loaded, site_url: str) -> Iterator[Draft]:
    """Every page of the site, documents first."""
    archive = loaded.archive
    for document in loaded.documents:
        size = document.holding.original.stat().st_size
        source = notice.Source(document.record, document.paired, site_url, _original_path(document), personal, size)
        for lang in addresses.LANGS:
            yield Draft((document.record.id,), partial(notice.page, source, archive, lang))
    for found in archive.numbers.values():
        owners = tuple(dict.fromkeys((*found.held, *(m.record for m in found.mentions))))
        for lang in addresses.LANGS:
            yield Draft(owners, partial(number.page, found, archive, lang))
    for page in _gone(loaded):
        yield Draft((), partial(_itself, page))
    for page in chain(listing.pages(archive), (front_pages.root(), *front_pages.homes(archive), *front_pages.search())):
        yield Draft((), partial(_itself, page))


def _gone(loaded: Loaded) -> Iterator[Page]:
    """Pages at addresses whose document is elsewhere, or no longer shown."""
    entries = loaded.archive.entries
    for old, ident in loaded.moved.items():
        if ident in entries:
            yield from gone.moved(old, entries[ident].kind, entries[ident])
    for tomb in loaded.tombs:
        yield from gone.tombstone(tomb.id, tomb.kind, tomb.removal, loaded.archive)


def _itself(page: Page) -> Page:
    return page


def _hand_drafts(loaded: Loaded, written: Written) -> Iterator[Draft]:
    """Hand-written pages, last: only now is it known where their links may lead."""
    pages = {p.path: (stem, p) for stem, languages in sorted(loaded.pages.items()) for p in front_pages.written(languages)}
    paths = frozenset((*written.paths, *pages))
    places = {path: heading_ids(page.blocks) for path, (_, page) in pages.items()}
    for stem, page in pages.values():
        linked, lost = mended(page, paths, places)
        name = f"content/pages/{page.lang}/{stem}.md"
        written.problems += [problem("S305", name, found=href) for href in lost]
        yield Draft((), partial(_itself, linked))


def _original_path(document: Document) -> str | None:
    """Where an original is offered; nowhere when anything in it is withheld or it was removed."""
    if secrets(document.record) or document.record.removal:
        return None
    return addresses.original(document.record.source.sha256, document.holding.original.suffix.lower())


@dataclass(slots=True)
class Written:
    """What ``write`` did: the paths of pages, what was wrong with others, and the documents to leave out because of it."""

    paths: list[str]
    problems: list[Problem]
    faulty: set[str]
    broken: bool = False


def write(loaded: Loaded, press: Press, progress: Progress = quiet) -> Written:
    """Everything MkDocs reads, into ``press.docs``, which is emptied first: pages, index, feeds, originals. Pages are poured too."""
    press.clear()
    docs, site_url = press.docs, press.site_url
    written = Written([], [], set())
    for draft in chain(drafts(loaded, site_url), _hand_drafts(loaded, written)):
        _write_page(draft, press, written)
        progress("write", len(written.paths), 0)
    index.build(_search_entries(loaded, written), docs / "assets" / "search", search_terms())
    for lang in addresses.LANGS:
        (docs / lang).mkdir(parents=True, exist_ok=True)
        (docs / lang / "feed.xml").write_text(feed(loaded.archive.entries.values(), site_url, lang), encoding="utf-8", newline="\n")
    _originals(loaded.documents, docs)
    return written


def _write_page(draft: Draft, press: Press, written: Written) -> None:
    """A page that fails its last look, or cannot be made, is not written; its documents are held back."""
    path = draft.owners[0] if draft.owners else "–"
    try:
        page = draft.make()
        path, wrong = page.path, tuple(faults(page))
        if not wrong:
            press.page(page)
            written.paths.append(page.path)
    except Exception as error:  # whatever it is, it must not cost the other documents
        wrong = (type(error).__name__,)
    for fault in wrong:
        written.problems.append(problem("W101", path, page=path, found=fault))
        written.faulty.update(draft.owners)
        written.broken |= not draft.owners


def _search_entries(loaded: Loaded, written: Written) -> Iterator[search_room.Entry]:
    for document in loaded.documents:
        try:
            yield search_entry(document.record, document.paired, loaded.archive, tuple(units(document.record)), personal)
        except Exception as error:
            written.problems.append(problem("W101", document.record.id, page="search", found=type(error).__name__))
            written.faulty.add(document.record.id)


def _originals(documents: Iterable[Document], docs: Path) -> None:
    """Downloads under their hash; the bytes are the original's, and their hash is looked at once more."""
    for document in documents:
        path = _original_path(document)
        if path is None:
            continue
        data = document.holding.original.read_bytes()
        if hashlib.sha256(data).hexdigest() != document.record.source.sha256:
            raise RuntimeError(f"{document.holding.original} changed during the build")
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_bytes(data)


def build(
    content: Path,
    docs: Path,
    site: Path,
    config: Path,
    site_url: str = DEFAULT_URL,
    progress: Progress = quiet,
    reference: bool = False,
) -> Built:
    """The whole build. The old site stays until the new one is whole; raises ``publish.BusyError`` when another build runs here.

    Pages are poured into frames that MkDocs rendered; with ``reference`` MkDocs renders every page, which gives the same bytes.
    """
    site_url = site_url.rstrip("/") + "/"
    with publish.locked(site.parent):
        loaded = load(content, progress)
        written = Written([], [], set())
        try:
            press = _press(loaded, docs, site, config, site_url, reference)
            written = write(loaded, press, progress)
            while written.faulty:
                loaded = without(loaded, written.faulty, written.problems)
                written = write(loaded, press, progress)
            failure = () if written.broken else _publish(written, press, site)
        except (RenderError, ChromeError) as error:
            failure = (problem("B102", str(config.name), found=str(error)),)
    problems = (*loaded.problems, *written.problems, *failure)
    return Built(len(loaded.documents), len(written.paths), loaded.held_back, problems, not failure and not written.broken)


def _press(loaded: Loaded, docs: Path, site: Path, config: Path, site_url: str, reference: bool) -> Press:
    """Into a fresh folder beside the site, with frames for every kind of page unless MkDocs is to render all of them."""
    pages = [page for languages in loaded.pages.values() for page in front_pages.written(languages)]
    cache = docs.parent / "cache"
    pourer = None if reference else prepare(config, cache / "frames", site_url, frames.all_samples(pages))
    return Press(docs, site.with_name(f".{site.name}.new"), config, site_url, pourer)


def _publish(written: Written, press: Press, site: Path) -> tuple[Problem, ...]:
    """Finish the fresh folder, look whether every page is there, and put it in the place of the old one; or say why not."""
    press.finish()
    if lacking := publish.missing(press.site, map(addresses.url, written.paths)):
        return (problem("B102", lacking[0], found=f"– {lacking[0]}"),)
    publish.swap(press.site, site)
    return ()


def without(loaded: Loaded, faulty: Iterable[str], why: Iterable[Problem]) -> Loaded:
    """The archive as if some documents had never been there; they are held back, and the problems say why."""
    away = frozenset(faulty)
    documents = tuple(d for d in loaded.documents if d.record.id not in away)
    held_back = tuple(sorted({*loaded.held_back, *away}))
    left = replace(loaded, documents=documents, archive=network(documents), held_back=held_back, problems=(*loaded.problems, *why))
    waiting, _ = ledger.missing(loaded.content, {*left.archive.entries, *left.moved, *(t.id for t in left.tombs)}, held_back)
    return replace(left, tombs=(*left.tombs, *waiting))
