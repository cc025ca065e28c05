"""The whole story on one page: read, parse, confirm, cite, resolve, pair, write, index, render, publish.

Every stage hands plain values to the next; this is the only module that knows them all. Problems are collected; a document that
cannot be trusted is held back and the rest is published.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from builder import addresses, vocabulary
from builder.cite.find import find
from builder.cite.relations import relations
from builder.cite.resolve import resolve
from builder.handover import search_entry, search_terms
from builder.model import Archive, Block, Lang, Page, Pairing, Record
from builder.parse.account import lost
from builder.parse.confirm import confirm
from builder.parse.contacts import personal
from builder.parse.document import parse_document
from builder.parse.review import review
from builder.problems import Problem, problem
from builder.read.markdown import read_page
from builder.read.original import read_original
from builder.read.shelf import Holding, holdings, shown
from builder.read.sidecar import Sidecar, read_sidecar
from builder.search import index
from builder.site import publish
from builder.site.render import render
from builder.translate.check import check as check_translation
from builder.translate.file import pair, read_translation, units
from builder.write import front_pages, listing, notice, number
from builder.write.entry import entry
from builder.write.feed import feed
from builder.write.markdown import page_markdown
from builder.write.verify import faults
from builder.write.withhold import secrets

Progress = Callable[[str, int, int], None]
DEFAULT_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True, slots=True)
class Document:
    """One document after reading: its record with citations, its translation laid beside it."""

    holding: Holding
    record: Record
    paired: Pairing | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything under ``content/`` that can be published, what was held back, and every problem found."""

    documents: tuple[Document, ...]
    archive: Archive
    pages: Mapping[str, Mapping[Lang, tuple[Mapping[str, str], tuple[Block, ...]]]]
    held_back: tuple[str, ...]
    problems: tuple[Problem, ...]


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


# --- from an original to a record -------------------------------------------------------------------------------------------


def extract(path: Path, ident: str, name: str, kind: str = "auto") -> tuple[Record | None, tuple[Problem, ...]]:
    """The extraction alone: what the text says, with citations and relations. ``name`` is the path as the editor knows it."""
    original, problems = read_original(path, name)
    if original is None:
        return None, problems
    record = parse_document(original, ident, kind)  # type: ignore[arg-type]
    return cited(record), problems


def cited(record: Record) -> Record:
    """The record with its citations found (again), its terms and relations."""
    citations, terms = find(record)
    record = replace(record, citations=citations, defined_terms=terms, relations=())
    return replace(record, relations=relations(record))


def merged(record: Record, sidecar: Sidecar | None) -> Record:
    """extracted ⊕ sidecar. What an editor says of issuer or province also settles what "UBND tỉnh" means in citations."""
    return cited(confirm(record, sidecar)) if sidecar else record


def sidecar_of(holding: Holding, content: Path) -> tuple[Sidecar | None, tuple[Problem, ...]]:
    if holding.sidecar is None:
        return None, ()
    return read_sidecar(holding.sidecar.read_bytes(), shown(holding.sidecar, content))


def understand(holding: Holding, content: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """One document, or the problems that hold it back. Warnings come along with it."""
    name = shown(holding.original, content)
    record, problems = extract(holding.original, holding.id, name, holding.kind)
    sidecar, wrong = sidecar_of(holding, content)
    if record is None or wrong:
        return None, (*problems, *wrong)
    if left := lost(record):
        found = record.text[left[0].start : left[0].end][:40]
        return None, (*problems, problem("P107", name, count=sum(s.end - s.start for s in left), found=found))
    record = merged(record, sidecar)
    if record.secrecy:
        stamp = {**vocabulary.secrecy(), **vocabulary.circulation()}.get(record.secrecy)
        return None, (*problems, problem("X101", name, stamp=stamp.vi if stamp else record.secrecy))
    paired, translated = _translation(holding, record, content)
    return Document(holding, record, paired), (*problems, *review(record, name), *translated)


def _translation(holding: Holding, record: Record, content: Path) -> tuple[Pairing | None, tuple[Problem, ...]]:
    """A translation that cannot be read is left out; its document is published."""
    if holding.translation is None:
        return None, ()
    translation, problems = read_translation(holding.translation.read_bytes(), shown(holding.translation, content))
    if translation is None or any(p.level == "error" for p in problems):
        return None, problems
    paired = pair(record, translation)
    return paired, (*problems, *check_translation(record, paired))


# --- the archive --------------------------------------------------------------------------------------------------------------


def load(content: Path, progress: Progress = quiet) -> Loaded:
    """Read and understand everything; resolve citations over all of it. One bad document costs only itself."""
    found, problems = holdings(content)
    documents: list[Document] = []
    collected = list(problems)
    for done, holding in enumerate(found, 1):
        document, wrong = understand(holding, content)
        collected += wrong
        if document:
            documents.append(document)
        progress("read", done, len(found))
    pages, wrong_pages = _hand_pages(content)
    known = {d.record.id for d in documents}
    held_back = tuple(sorted({h.id for h in found} - known))
    collected += [*wrong_pages, *_published(content, documents, held_back)]
    return Loaded(tuple(documents), network(documents), pages, held_back, tuple(collected))


def network(documents: Iterable[Document]) -> Archive:
    """Citations resolved against all that is held."""
    documents = tuple(documents)
    entries = {d.record.id: entry(d.record, d.paired, personal) for d in documents}
    inverse = {k.id: k.inv for k in vocabulary.relations().values()}
    return resolve((d.record for d in documents), entries, inverse)


def _hand_pages(content: Path) -> tuple[dict[str, dict[Lang, tuple[Mapping[str, str], tuple[Block, ...]]]], tuple[Problem, ...]]:
    found: dict[str, dict[Lang, tuple[Mapping[str, str], tuple[Block, ...]]]] = {}
    problems: list[Problem] = []
    for lang in addresses.LANGS:
        for path in sorted((content / "pages" / lang).glob("*.md")):
            page, wrong = read_page(path.read_bytes(), shown(path, content))
            problems += wrong
            if page:
                found.setdefault(path.stem, {})[lang] = (page.meta, page.blocks)
    for stem, languages in found.items():
        for lang in addresses.LANGS:
            if lang not in languages:
                problems.append(problem("S303", f"content/pages/{lang}/{stem}.md", stem=stem, lang=lang))
    return {s: p for s, p in found.items() if len(p) == len(addresses.LANGS)}, tuple(problems)


def _published(content: Path, documents: Iterable[Document], held_back: tuple[str, ...]) -> Iterator[Problem]:
    """Every id ever published is still here, or is an old id of a document that is."""
    path = content / "published.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    known = {d.record.id for d in documents} | set(held_back) | {old for d in documents for old in d.record.aliases_id}
    for number_, line in enumerate(lines, 1):
        ident = line.split()[0] if line.strip() and not line.startswith("#") else None
        if ident and ident not in known:
            yield problem("B101", shown(path, content), number_, id=ident)


# --- from records to a site -----------------------------------------------------------------------------------------------------


def pages_of(loaded: Loaded, site_url: str) -> Iterator[Page]:
    """Every page of the site, documents first."""
    for document in loaded.documents:
        source = notice.Source(document.record, document.paired, site_url, _original_path(document), personal)
        for lang in addresses.LANGS:
            yield notice.page(source, loaded.archive, lang)
    for found in loaded.archive.numbers.values():
        for lang in addresses.LANGS:
            yield number.page(found, loaded.archive, lang)
    yield from listing.pages(loaded.archive)
    yield from (front_pages.root(), *front_pages.homes(loaded.archive), *front_pages.search())
    for _, languages in sorted(loaded.pages.items()):
        yield from front_pages.written(languages)


def _original_path(document: Document) -> str | None:
    """Where an original is offered; nowhere when anything in it is withheld or it was removed."""
    if secrets(document.record) or document.record.removal:
        return None
    return addresses.original(document.record.source.sha256, document.holding.original.suffix.lower())


def write(loaded: Loaded, docs: Path, site_url: str, progress: Progress = quiet) -> tuple[int, tuple[Problem, ...]]:
    """Everything MkDocs reads, into ``docs``, which is emptied first: pages, index, feeds, originals. Returns the number of pages."""
    shutil.rmtree(docs, ignore_errors=True)
    problems: list[Problem] = []
    count = 0
    for page in pages_of(loaded, site_url):
        problems += [problem("W101", page.path, page=page.path, found=fault) for fault in faults(page)]
        target = docs / f"{page.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page_markdown(page), encoding="utf-8", newline="\n")
        count += 1
        progress("write", count, 0)
    entries = (search_entry(d.record, d.paired, loaded.archive, tuple(units(d.record)), personal) for d in loaded.documents)
    index.build(entries, docs / "assets" / "search", search_terms())
    for lang in addresses.LANGS:
        (docs / lang / "feed.xml").write_text(feed(loaded.archive.entries.values(), site_url, lang), encoding="utf-8", newline="\n")
    _originals(loaded.documents, docs)
    return count, tuple(problems)


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


def build(content: Path, docs: Path, site: Path, config: Path, site_url: str = DEFAULT_URL, progress: Progress = quiet) -> Built:
    """The whole build. The old site stays until the new one is whole; raises ``publish.BusyError`` when another build runs here."""
    site_url = site_url.rstrip("/") + "/"
    with publish.locked(site.parent):
        loaded = load(content, progress)
        count, faulty = write(loaded, docs, site_url, progress)
        problems = (*loaded.problems, *faulty)
        fresh = site.with_name(f".{site.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        progress("render", 0, count)
        rendered = render(config, docs, fresh, site_url)
        if not rendered.ok:
            return Built(
                len(loaded.documents), count, loaded.held_back, (*problems, problem("B102", str(config.name), found=rendered.said)), False
            )
        gone = publish.missing(fresh, (addresses.url(p.path) for p in pages_of(loaded, site_url)))
        if gone:
            return Built(len(loaded.documents), count, loaded.held_back, (*problems, problem("B102", gone[0], found=f"– {gone[0]}")), False)
        publish.swap(fresh, site)
    return Built(len(loaded.documents), count, loaded.held_back, problems, True)
