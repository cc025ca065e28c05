"""The whole story on one page: read, parse, confirm, cite, resolve, pair, write, index, render, publish.

Every stage hands plain values to the next; this is the only module that knows them all. Problems are collected; a document that
cannot be trusted is held back and the rest is published.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from builder import addresses, frames, handpages, ledger, removals
from builder.briefs import Brief
from builder.cite import copies
from builder.cite.contradictions import contradictions
from builder.delivery import Delivery, beyond, hand_over
from builder.dispatch import dispatch, originals, pictures, schema
from builder.drafts import Draft, of_codes, of_documents, of_lists, of_numbers, whole
from builder.indexing import SEARCH, index
from builder.likenesses import likenesses
from builder.meter import Meter
from builder.model import Archive, Page
from builder.press import Press
from builder.presswork import Written, make
from builder.prints import fingerprint
from builder.problems import Problem, problem
from builder.progress import form, works
from builder.read.shelf import shown, survey
from builder.reading import Documents, program, understood
from builder.site import publish
from builder.site.chrome import ChromeError
from builder.site.manifest import commit_of
from builder.site.pour import RenderError, prepare
from builder.site.store import Store
from builder.standing import LostError, Standing
from builder.trace import Prints, Trace, prints
from builder.write import agenda, data_page, front_pages, glossary, gone, listing, progress
from builder.write.links import heading_ids, mended

Progress = Callable[[str, int, int], None]
DEFAULT_URL = "http://127.0.0.1:8000/"
DELIVERY = Delivery()


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything under ``content/`` that can be published, what was held back, and every problem found."""

    documents: Documents
    archive: Archive
    pages: handpages.HandPages
    held_back: tuple[str, ...]
    problems: tuple[Problem, ...]
    tombs: tuple[removals.Tomb, ...]
    content: Path
    standing: Standing
    hand: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)  # the hand-written pages, by the stem of their files
    moved: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)  # of everything that a document was made from


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


def load(
    content: Path,
    progress: Progress = quiet,
    store: Store | None = None,
    jobs: int = 0,
    executor: Executor | None = None,
    meter: Meter | None = None,
) -> Loaded:
    """Read and understand everything; resolve citations over all of it. One bad document costs only itself.

    What ``store`` still knows is not read again; the rest is shared out to ``executor``, or to ``jobs`` processes (0: one a core).
    """
    meter, store = meter or Meter(), store or Store(None)
    found, misnamed, lone = survey(content)
    briefs: list[Brief] = []
    tombs, wrong_lone = removals.alone(lone, content)
    collected = [*misnamed, *wrong_lone]
    keys: dict[str, str] = {}
    for short, wrong, key in understood(found, content, store, jobs, lambda done: progress("read", done, len(found)), executor):
        collected += wrong
        if short:
            briefs.append(short)
            keys[short.id] = key
    pages, wrong_pages = handpages.load(content)
    meter.lap("read", len(found))
    held_back = tuple(sorted({h.id for h in found} - {b.id for b in briefs}))
    hidden = tuple(b.tomb for b in briefs if b.tomb)
    documents = Documents([b for b in briefs if b.tomb is None], {h.id: h for h in found}, content, store)
    alike = likenesses(documents, keys, store)
    standing = Standing(store)
    standing.update({brief.id: keys[brief.id] for brief in documents.briefs}, documents.account)
    archive = standing.archive({brief.id: brief.entry for brief in documents.briefs}, copies.twins(alike))
    files = {b.id: shown(documents.holdings[b.id].original, content) for b in documents.briefs}
    collected += (*copies.problems(alike, files), *contradictions(archive, files, standing.below(), standing.ended()))
    hand = {stem: tuple(front_pages.written(languages)) for stem, languages in sorted(pages.items())}
    problems = (*collected, *wrong_pages)
    everything = Loaded(documents, archive, pages, held_back, problems, (*tombs, *hidden), content, standing, hand, keys=keys)
    meter.lap("resolve", len(documents))
    return _accounted(everything, {h.id: shown(h.sidecar or h.original, content) for h in found})


def _accounted(loaded: Loaded, paths: Mapping[str, str]) -> Loaded:
    """Every address ever published has a page; every old name leads to one document; every successor is held."""
    names = removals.named({b.id: b.aliases_id for b in loaded.documents.briefs}, loaded.tombs, paths)
    known = {*loaded.archive.entries, *names.moved, *(t.id for t in names.tombs)}
    waiting, lost_ids = ledger.missing(loaded.content, known, loaded.held_back)
    problems = (*loaded.problems, *names.problems, *lost_ids)
    return replace(loaded, problems=problems, tombs=(*names.tombs, *waiting), moved=names.moved)


def _prints(loaded: Loaded) -> Prints:
    """Of everything that pages look up."""
    entries = {brief.id: brief.print for brief in loaded.documents.briefs}
    return {**loaded.standing.prints(), "entries": entries, "twins": prints(loaded.archive.twins)}


# --- from records to a site -----------------------------------------------------------------------------------------------------


def drafts(loaded: Loaded, archive: Archive, site_url: str, memory: dict[str, Any] | None = None) -> Iterator[Draft]:
    """Every page of the site but the hand-written ones, documents first; ``archive`` is what they look things up in."""
    yield from of_documents(loaded.documents, loaded.keys, archive, site_url, {} if memory is None else memory)
    yield from of_numbers(loaded.standing.prints()["numbers"], loaded.archive, archive)
    yield from of_lists(chain(listing.outlines(loaded.archive), agenda.outlines(loaded.archive)), archive)
    hand = frozenset(page.path for page in chain.from_iterable(loaded.hand.values()))
    front = (front_pages.root(), *front_pages.homes(loaded.archive), *front_pages.search(), *data_page.pages(loaded.archive, hand))
    terms = glossary.pages(glossary.uses({b.id: b.glossary for b in loaded.documents.briefs}, loaded.archive), loaded.archive)
    repository = os.environ.get("REPO_URL", "")
    work = progress.pages(tuple(works(loaded.documents, loaded.content, repository)), loaded.archive, hand, form(repository))
    yield from map(whole, chain(_gone(loaded), front, terms, work))
    yield from of_codes()


def _gone(loaded: Loaded) -> Iterator[Page]:
    """Pages at addresses whose document is elsewhere, or no longer shown."""
    entries = loaded.archive.entries
    for old, ident in loaded.moved.items():
        if ident in entries:
            yield from gone.moved(old, entries[ident].kind, entries[ident])
    for tomb in loaded.tombs:
        yield from gone.tombstone(tomb.id, tomb.kind, tomb.removal, loaded.archive)
    both = {short.id for short in loaded.documents.briefs if short.both}
    for ident, kind in ledger.together(loaded.content).items():
        if ident not in both and (ident in entries or ident in loaded.moved or any(t.id == ident for t in loaded.tombs)):
            yield from gone.apart(ident, kind, entries.get(loaded.moved.get(ident, ident)))


def _hand_drafts(loaded: Loaded, written: Written) -> Iterator[Draft]:
    """Hand-written pages, last: only now is it known where their links may lead."""
    pages = {page.path: (stem, page) for stem, both in loaded.hand.items() for page in both}
    paths = frozenset((*written.paths, *pages))
    places = {path: heading_ids(page.blocks) for path, (_, page) in pages.items()}
    for stem, page in pages.values():
        linked, lost = mended(page, paths, places)
        name = f"content/pages/{page.lang}/{stem}.md"
        written.problems += [problem("S305", name, found=href) for href in lost]
        yield whole(linked)


def write(loaded: Loaded, press: Press, progress: Progress = quiet, meter: Meter | None = None) -> Written:
    """Everything that MkDocs reads and everything that is poured: pages, index, feeds, originals. What is as it was is taken over."""
    meter = meter or Meter()
    now = _prints(loaded)
    press.begin(now)
    written, expected = Written(), 2 * (len(loaded.documents) + len(loaded.archive.numbers))
    trace = Trace(loaded.archive)
    found = drafts(loaded, trace.archive, press.site_url, trace.memory)
    for some in (found, _hand_drafts(loaded, written)):  # the second looks at the first's paths
        make(some, press, trace, written, press.delivery.jobs, lambda done: progress("write", done, max(done, expected)))
    meter.lap("write", len(written.paths))
    written.hold(index(loaded.documents, loaded.keys, now["entries"], loaded.archive, press))
    meter.lap("index", len(loaded.documents))
    written.hold(dispatch(loaded.documents, loaded.keys, loaded.archive, now, press))
    meter.lap("exports", len(loaded.documents))
    originals(loaded.documents, press)
    schema(press)
    pictures(loaded.documents, press)
    meter.lap("originals", len(loaded.documents))
    return written


def build(
    content: Path,
    docs: Path,
    site: Path,
    config: Path,
    site_url: str = DEFAULT_URL,
    progress: Progress = quiet,
    reference: bool = False,
    jobs: int = 0,
    delivery: Delivery = DELIVERY,
    executor: Executor | None = None,
    meter: Meter | None = None,
) -> Built:
    """The whole build. The old site stays until the new one is whole; raises ``publish.BusyError`` when another build runs here.

    Pages are poured into frames that MkDocs rendered; with ``reference`` MkDocs renders every page, which gives the same bytes.
    Originals are read by ``executor`` where one is given, else by ``jobs`` processes; ``meter`` is told where the time goes.
    """
    meter = meter or Meter()
    with publish.locked(site.parent), closing(Store(docs.parent / "cache" / "build.sqlite", program())) as store:
        publish.mend(site)
        folders = _Folders(content, docs, site, config, site_url.rstrip("/") + "/")
        delivery = replace(delivery, jobs=jobs)
        try:
            return _built(folders, store, progress, reference, delivery, executor, meter)
        except LostError:  # of a damaged cache nothing is believed
            store.forget()
            return _built(folders, store, progress, reference, delivery, executor, meter)


class _Folders(NamedTuple):
    """Where everything is, and the address it will have."""

    content: Path
    docs: Path
    site: Path
    config: Path
    site_url: str


def _built(
    folders: _Folders, store: Store, progress: Progress, reference: bool, delivery: Delivery, executor: Executor | None, meter: Meter
) -> Built:
    loaded = load(folders.content, progress, store, delivery.jobs, executor, meter)
    written = Written()
    try:
        press = _press(loaded, folders, None if reference else store.folder / "frames", store, delivery)
        meter.lap("frames")
        written = write(loaded, press, progress, meter)
        while written.faulty:
            loaded = without(loaded, written.faulty, written.problems)
            written = write(loaded, press, progress, meter)
        failure = () if written.broken else _publish(loaded.standing, written, press, meter)
    except (RenderError, ChromeError) as error:
        failure = (problem("B102", str(folders.config.name), found=str(error)),)
    except OSError as error:
        failure = (problem("B105", str(error.filename or folders.site), found=error.strerror or type(error).__name__),)
    problems = (*loaded.problems, *written.problems, *failure)
    return Built(len(loaded.documents), len(written.paths), loaded.held_back, problems, not failure and not written.broken)


def _press(loaded: Loaded, folders: _Folders, kept: Path | None, store: Store, delivery: Delivery) -> Press:
    """Into a fresh folder beside the site, with frames for every kind of page unless MkDocs is to render all of them."""
    pages = list(chain.from_iterable(loaded.hand.values()))
    stamp = fingerprint((program(), pages)).hex()
    _, docs, site, config, url = folders
    pourer = prepare(config, kept, url, frames.all_samples(pages), stamp) if kept else None
    return Press(docs, site, config, url, pourer, store, commit_of(loaded.content), delivery, delivery.markdown or not kept)


def _publish(standing: Standing, written: Written, press: Press, meter: Meter) -> tuple[Problem, ...]:
    """Finish the fresh folder, look whether every page and link is there, put it in the place of the old one; or say why not."""
    if lost := tuple(press.broken_links()):
        return tuple(problem("B104", path, found=where) for path, where in lost)
    meter.lap("check")
    press.finish((SEARCH,))
    meter.lap("finish")
    if lacking := [url for url in map(addresses.url, written.paths) if f"{url}index.html" not in press.mirror]:
        return (problem("B102", lacking[0], found=f"– {lacking[0]}"),)
    written.problems += beyond(press.mirror)
    press.mirror.exchange()
    meter.lap("publish")
    if press.store.lost:  # while it was read: what is left of it is not all that the next build would need
        press.store.forget()
    else:
        standing.keep()
        press.keep()
    meter.lap("keep")
    written.problems += hand_over(press.site, press.site_url, press.delivery)
    meter.lap("finish")
    return ()


def without(loaded: Loaded, faulty: Iterable[str], why: Iterable[Problem]) -> Loaded:
    """The archive as if some documents had never been there; they are held back, and the problems say why."""
    away = frozenset(faulty)
    documents = loaded.documents.only({*loaded.archive.entries} - away)
    loaded.standing.remove(away)
    held_back = tuple(sorted({*loaded.held_back, *away}))
    left = replace(
        loaded,
        documents=documents,
        archive=loaded.standing.archive({brief.id: brief.entry for brief in documents.briefs}, loaded.archive.twins),
        held_back=held_back,
        problems=(*loaded.problems, *why),
    )
    waiting, _ = ledger.missing(loaded.content, {*left.archive.entries, *left.moved, *(t.id for t in left.tombs)}, held_back)
    return replace(left, tombs=(*left.tombs, *waiting))
