"""Where written pages go: Markdown into the folder that MkDocs reads, and HTML, poured, into the site that is being made.

What has not changed since the last build is taken over from there, if it is still what was written then. Without a pourer MkDocs
renders the Markdown itself: the reference that pouring is compared with. Never decides what is written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from builder.delivery import Delivery, finish
from builder.frames import Sheet
from builder.model import Page
from builder.prints import fingerprint
from builder.reading import dump, load
from builder.seen import Look, Seen, signs
from builder.site import manifest, sitemap
from builder.site.files import Files, State
from builder.site.mirror import Mirror, away, is_as, made
from builder.site.pour import Pourer, RenderError
from builder.site.render import render
from builder.site.store import Store
from builder.site.strangers import Times, strangers
from builder.standing import LostError
from builder.trace import Prints, changed
from builder.write.hrefs import page_url

PAGE, BOOKS = "page", "books"
_SITE, _FILES, _FOLDERS, _PAGES, _PRINTS, _TIMES = "site", "files", "folders", "pages", "prints", "times"
_BOOKS = (_SITE, _FILES, _FOLDERS, _PAGES, _PRINTS, _TIMES)
_WHOLE = "whole"
LINK = "→"  # the table of pages, for looks at where a link leads


class Row(NamedTuple):
    """What is kept of a page: the hash of its key, its Markdown and HTML as files, what a sitemap says of it (JSON), where its links lead,
    the places in it, and what it looked up (signed)."""

    own: bytes
    markdown: State | None
    html: State | None
    mapped: str
    links: str
    ids: str
    looks: bytes


@dataclass(slots=True)
class Press:
    """One run over all pages: ``begin``, then ``reused`` or ``page`` for each, ``static`` for other files, ``finish``."""

    docs: Path
    site: Path  # the published one, to take over from
    config: Path
    site_url: str
    pourer: Pourer | None
    store: Store
    commit: str | None = None
    delivery: Delivery = field(default_factory=Delivery)
    markdown: bool = True  # whether MkDocs could read the pages, too
    mirror: Mirror = field(init=False)
    seen: Seen = field(init=False)
    _pages: dict[str, list[Any]] = field(default_factory=dict)  # hash of the key, Markdown as a file, what a sitemap says
    _was: dict[str, list[Any]] = field(default_factory=dict)
    _before: dict[str, str] = field(default_factory=dict)  # of pages that were made: the places that they had
    _whole: bool = field(init=False)  # what is kept of links is that of the published site
    _stale: set[str] | None = None  # pages that would say something else now; None: any page may
    _prints: Prints = field(default_factory=dict)
    _files: dict[str, list[Any]] = field(default_factory=dict)  # of files in ``docs``: key and state
    _folders: dict[str, list[Any]] = field(default_factory=dict)  # of folders there: key and states
    _kept: set[str] = field(default_factory=set)
    _times: Times = field(default_factory=dict)  # of the folders in ``docs``

    def __post_init__(self) -> None:
        found = self._book(_TIMES)
        self.mirror, self._times = Mirror(self.site, Files.of(self._book(_SITE)), found.get(_SITE, {})), found.get(_FILES, {})
        self._files, self._folders = self._book(_FILES), self._book(_FOLDERS)
        self._was, self.seen = self._book(_PAGES) if self.pourer else {}, Seen(self.store)
        self._whole = self.store.get(BOOKS, _WHOLE) is not None

    def begin(self, now: Prints) -> None:
        """Begin the site of an archive with these prints. The folder of Markdown stays: what does not belong there goes at the end."""
        self.mirror.begin(empty=self.pourer is None)
        self.store.keep_only(BOOKS, _BOOKS)
        self._pages.clear()
        self._kept.clear()
        before, self._prints = self._book(_PRINTS), now
        self._stale = self.seen.at(changed(before, now)) if before else None
        if self._stale is not None:
            self._stale |= self._before.keys()  # they were made of what this archive is not

    # --- pages --------------------------------------------------------------------------------------------------------------

    def reused(self, path: str, key: str) -> bool:
        """Whether the page that is kept says what a new one would, and is still there; then it is taken over."""
        kept = self._was.get(path)
        if kept is None or self._stale is None or path in self._stale or kept[0] != self._own(key):
            return False
        target = f"{page_url(path)}index.html"
        if not (self._has_markdown(path, kept[1]) and self.mirror.take(target)):
            return False
        self._pages[path] = kept
        return True

    def _has_markdown(self, path: str, state: State | None) -> bool:
        return not self.markdown or (state is not None and is_as(f"{self.docs}/{path}.md", state))

    def page(self, page: Page, made: Sheet, key: str = "", looks: Iterable[Look] = ()) -> Row:
        """One page, as Markdown and as HTML; returns what is to be kept of it. Changes no books: it may run in another process.

        The next build takes the page over while ``key`` is the same and every one of ``looks`` finds the same.
        """
        markdown = html = None
        if self.markdown:
            markdown = _settle(self._source(page.path), made.markdown.encode(), self._was.get(page.path, ("", None))[1])
        if self.pourer:
            html = self.mirror.put(f"{made.leaf.url}index.html", self.pourer.page(made.leaf).encode())
        mapped = json.dumps([made.leaf.meta["template"], [[a["lang"], a["href"]] for a in made.leaf.meta["alternates"]]])
        leads = ((LINK, link.partition("#")[0]) for link in made.links)
        return Row(
            self._own(key), markdown, html, mapped, " ".join(made.links), f" {' '.join(made.ids)} ", signs((*looks, *leads))
        )  # fmt: skip

    def accept(self, path: str, row: Row) -> None:
        """A page that was written, into the books."""
        self._before.setdefault(path, self._places(path))
        self.store.put(PAGE, path, dump((row.links, row.ids)))
        self._pages[path] = [row.own, row.markdown, row.mapped]
        self.seen.note(path, row.looks)
        if row.html:
            self.mirror.accept(f"{page_url(path)}index.html", row.html)

    def _own(self, key: str) -> bytes:
        """The hash of everything that a page is made of but its looks; without a key it is made each time."""
        return fingerprint(f"{key} {self.pourer.fingerprint if self.pourer else ''}")

    def _source(self, path: str) -> Path:
        return self.docs / f"{path}.md"

    # --- files ------------------------------------------------------------------------------------------------------------------

    def static(self, path: str, data: bytes) -> None:
        """A file that is no page, for MkDocs to copy and for the site."""
        self.made(path, hashlib.sha256(data).hexdigest(), lambda: data)

    def made(self, path: str, key: str, make: Callable[[], bytes]) -> None:
        """The same of a file that need not be made again while its key is the same and it is still there."""
        self._kept.add(path)
        was, state = self._files.get(path, (b"", None))
        own = fingerprint(key) if key else b""
        if not (own and state and was == own and is_as(f"{self.docs}/{path}", state)):
            self._files[path] = [own, _settle(self.docs / path, make(), state)]

    def read(self, path: str) -> bytes:
        """A file that was written, by this build or an earlier one."""
        return (self.docs / path).read_bytes()

    def folder(self, path: str) -> str | None:
        """The key under which a folder of files under ``docs`` was written, if it is still as it was written."""
        key, states = self._folders.get(path, (None, None))
        return key if states == _states(self.docs / path) else None

    def filled(self, path: str, key: str) -> None:
        """A folder of files has been written under this key."""
        self._folders[path] = [key, _states(self.docs / path)]

    def finish(self, folders: Sequence[str]) -> None:
        """Everything that is no page, into the site: from the frames and from the folder of Markdown, ``folders`` whole.

        Raises RenderError where MkDocs fails.
        """
        self._tidy(tuple(f"{folder}/" for folder in folders))
        if self.pourer is None:
            rendered = render(self.config, self.docs, self.mirror.fresh, self.site_url)
            if not rendered.ok:
                raise RenderError(rendered.said)
            sitemap.split(self.mirror.fresh, self.site_url)
            self.mirror.adopt(manifest.files(self.mirror.fresh))
        else:
            self._pour_rest(folders)
        finish(self.mirror, self.commit, self.delivery)
        self.mirror.tidy()

    def _pour_rest(self, folders: Sequence[str]) -> None:
        assert self.pourer is not None
        for path in manifest.files(self.pourer.statics):
            self.mirror.put(path, (self.pourer.statics / path).read_bytes())
        for path in self._kept:
            self.mirror.link(path, f"{self.docs}/{path}", self._files[path][1])
        for folder in folders:
            for name, size, time in self._folders[folder][1]:
                self._linked(f"{folder}/{name}", size, time)
        self._sitemap(self.pourer)

    def _sitemap(self, pourer: Pourer) -> None:
        """As it was, if it would say the same: what it says of a hundred thousand pages need not be loaded then."""
        files = [path for path in self.mirror.was if sitemap.IS.fullmatch(path)]
        same = self._pages.keys() == self._was.keys() and all(self._pages[path][2] == self._was[path][2] for path in self._before)
        if same and files and all(map(self.mirror.take, files)):
            return
        listed = pourer.sitemap(((path, json.loads(row[2])) for path, row in self._pages.items()), self.site_url)
        for name, text in sitemap.parts(listed, self.site_url):
            self.mirror.put(name, text.encode())

    def _linked(self, path: str, size: int, time: int) -> None:
        """A file of a folder: its hash is known if it was in the last site."""
        was = self.mirror.was.get(path)
        known = was is not None and was[1:] == (size, time)
        self.mirror.link(path, f"{self.docs}/{path}", was if was and known else (manifest.digest(self.docs / path), size, time))

    def _tidy(self, folders: tuple[str, ...]) -> None:
        """What this build did not write is not in the folder of Markdown, as if it had begun empty."""

        def ours(path: str) -> bool:
            page = self.markdown and path.endswith(".md") and path[:-3] in self._pages
            return page or path in self._kept or path.startswith(folders)

        gone = [f"{path}.md" for path in self._was if path not in self._pages] if self.markdown else []
        gone += [path for path in self._files if path not in self._kept]
        for path in gone:
            away(self.docs, path)
        known = self._times if all((row[1] is not None) == self.markdown for row in self._was.values()) else {}
        found, self._times = strangers(str(self.docs), known, ours)
        for path in found:
            away(self.docs, path)

    # --- the end ----------------------------------------------------------------------------------------------------------------

    def broken_links(self) -> Iterator[tuple[str, str]]:
        """Links that lead nowhere: the page, and where it would lead."""
        places: dict[str, str] = {}
        for path in sorted(self._doubtful()):
            links, places[path] = self._kept_of(path)
            for link in links.split():
                page, _, anchor = link.partition("#")
                if page not in self._pages:
                    yield path, link.rstrip("#")
                elif anchor:
                    if page not in places:
                        places[page] = self._places(page)
                    if f" {anchor} " not in places[page]:
                        yield path, link.rstrip("#")

    def _doubtful(self) -> Iterable[str]:
        """Pages with links that were not there before, or that lead to where something is no longer."""
        made = {path: set(self._before[path].split()) - set(self._places(path).split()) for path in self._before if path in self._pages}
        gone = [*(path for path in self._was if path not in self._pages), *(path for path, lost in made.items() if lost)]
        leading = self.seen.at((LINK, path) for path in gone) if self._whole else None
        return self._pages if leading is None else {*made, *(leading & self._pages.keys())}

    def _kept_of(self, path: str) -> tuple[str, str]:
        data = self.store.get(PAGE, path)
        if data is None and (path in self._pages or path in self._was):
            raise LostError  # a page that was made has a row: this one is damaged
        links, places = load(data) if data else ("", "")
        return links, places

    def _places(self, path: str) -> str:
        return self._kept_of(path)[1]

    def keep(self) -> None:
        """The site has been published: the next build may take over from it."""
        self.store.keep_only(PAGE, self._pages)
        files = {path: row for path, row in self._files.items() if path in self._kept}
        found = {_SITE: self.mirror.times, _FILES: self._times if self.pourer else {}}
        books: dict[str, Any] = {_SITE: self.mirror.states.book(), _FILES: files, _FOLDERS: self._folders, _TIMES: found}
        if self.pourer:
            self.seen.keep(self._pages)
            books |= {_PAGES: self._pages, _PRINTS: self._prints}
        for name, book in books.items():
            self.store.settle(BOOKS, name, dump(book))
        self.store.put(BOOKS, _WHOLE, b"")
        self.store.commit()

    def _book(self, name: str) -> dict[str, Any]:
        data = self.store.get(BOOKS, name)
        found: dict[str, Any] = load(data) if data else {}
        return found


def _settle(target: Path, data: bytes, was: State | None) -> State:
    """Write a file unless it is there already with these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return was if was and was[0] == digest and is_as(target, was) else made(os.fspath(target), data, digest)


def _states(folder: Path) -> list[list[Any]]:
    """Every file below a folder with size and time."""
    root = f"{folder}/"
    return [[path, (stat := os.stat(root + path)).st_size, stat.st_mtime_ns] for path in manifest.files(folder)]  # noqa: PTH116
