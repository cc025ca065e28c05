"""Where written pages go: Markdown into the folder that MkDocs reads, and HTML, poured, into the site that is being made.

What has not changed since the last build is taken over from there, if it is still what was written then. Without a pourer MkDocs
renders the Markdown itself: the reference that pouring is compared with. Never decides what is written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.delivery import Delivery, finish
from builder.frames import Sheet
from builder.model import Page
from builder.site import manifest, sitemap
from builder.site.mirror import Mirror, State, is_as, made
from builder.site.pour import Pourer, RenderError
from builder.site.render import render
from builder.site.store import Store
from builder.trace import Look, Trace
from builder.write.hrefs import page_url

PAGE, BOOKS = "page", "books"
_SITE, _FILES, _FOLDERS = "site", "files", "folders"
Row = dict[str, Any]
"""What is kept of a page. Long lists are one string each: a hundred thousand rows are read by every build."""


@dataclass(slots=True)
class Press:
    """One run over all pages: ``clear``, then ``reused`` or ``page`` for each, ``static`` for other files, ``finish``."""

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
    _rows: dict[str, Row] = field(default_factory=dict)
    _files: dict[str, list[Any]] = field(default_factory=dict)  # of files in ``docs``: key and state
    _folders: dict[str, list[Any]] = field(default_factory=dict)  # of folders there: key and states
    _kept: set[str] = field(default_factory=set)
    _reused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.mirror = Mirror(self.site, self._book(_SITE))
        self._files, self._folders = self._book(_FILES), self._book(_FOLDERS)

    def clear(self) -> None:
        """Begin the site. The folder of Markdown stays, too: what does not belong there goes at the end."""
        self.mirror.begin(empty=self.pourer is None)
        for known in (self._rows, self._kept, self._reused):
            known.clear()

    # --- pages --------------------------------------------------------------------------------------------------------------

    def reused(self, path: str, key: str, trace: Trace) -> Row | None:
        """What is kept of the page if it says what a new one would, and is still there; then it is taken over."""
        row = self._row(PAGE, path)
        if self.pourer is None or row is None or row["key"] != self._own(key):
            return None
        if trace.digest(_looks(row["looks"])) != row["found"]:
            return None
        if not (self._has_markdown(path, row) and self.mirror.take(page_url(path) + "index.html", row["html"])):
            return None
        self._rows[path] = row
        self._reused.add(path)
        return row

    def _has_markdown(self, path: str, row: Row) -> bool:
        return not self.markdown or (row["md"] is not None and is_as(f"{self.docs}/{path}.md", row["md"]))

    def before(self, path: str) -> Row | None:
        """What is kept of a page that must be made again."""
        return self._row(PAGE, path) if path else None

    def page(self, page: Page, made: Sheet, before: Row | None, key: str = "", looks: Sequence[Look] = (), found: str = "") -> Row:
        """One page, as Markdown and as HTML; returns what is to be kept of it. Changes no books: it may run in another process.

        ``looks`` and what they ``found`` decide whether the next build may take it over.
        """
        old = before or {}
        markdown = _settle(self._source(page.path), made.markdown.encode(), old.get("md")) if self.markdown else None
        meta = {name: made.leaf.meta[name] for name in ("template", "alternates")}
        why = {"key": self._own(key), "looks": "\n".join(map(" ".join, looks)), "found": found}
        row = {**why, "md": markdown, "meta": meta, "links": " ".join(made.links), "ids": f" {' '.join(made.ids)} "}
        if self.pourer:
            row["html"] = self.mirror.put(f"{made.leaf.url}index.html", self.pourer.page(made.leaf).encode())
        return row

    def accept(self, path: str, row: Row) -> None:
        """A page that was written, into the books."""
        self._rows[path] = row
        if "html" in row:
            self.mirror.states[f"{page_url(path)}index.html"] = row["html"]

    def _own(self, key: str) -> str:
        return f"{key} {self.pourer.fingerprint if self.pourer else ''}"

    def _source(self, path: str) -> Path:
        return self.docs / f"{path}.md"

    # --- files ------------------------------------------------------------------------------------------------------------------

    def static(self, path: str, data: bytes) -> None:
        """A file that is no page, for MkDocs to copy and for the site."""
        self.made(path, hashlib.sha256(data).hexdigest(), lambda: data)

    def made(self, path: str, key: str, make: Callable[[], bytes]) -> None:
        """The same of a file that need not be made again while its key is the same and it is still there."""
        self._kept.add(path)
        was, state = self._files.get(path, ("", None))
        if not (key and state and was == key and is_as(f"{self.docs}/{path}", state)):
            self._files[path] = [key, _settle(self.docs / path, make(), state)]

    def read(self, path: str) -> bytes:
        """A file that was written, by this build or an earlier one."""
        return (self.docs / path).read_bytes()

    def folder(self, path: str, key: str) -> bool:
        """Whether a folder of files under ``docs`` was written under this key and is still as it was written."""
        return self._folders.get(path) == [key, _states(self.docs / path)]

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
            for name, size, time in _states(self.docs / folder):
                self._linked(f"{folder}/{name}", size, time)
        listed = self.pourer.sitemap([(path, row["meta"]) for path, row in self._rows.items()], self.site_url)
        for name, text in sitemap.parts(listed, self.site_url):
            self.mirror.put(name, text.encode())

    def _linked(self, path: str, size: int, time: int) -> None:
        """A file of a folder: its hash is known if it was in the last site."""
        was = self.mirror.was.get(path)
        known = was is not None and was[1:] == [size, time]
        self.mirror.link(path, f"{self.docs}/{path}", was if was and known else [manifest.digest(self.docs / path), size, time])

    def _tidy(self, folders: tuple[str, ...]) -> None:
        """What this build did not write is not in the folder of Markdown, as if it had begun empty."""
        for path in list(manifest.files(self.docs)):
            page = self.markdown and path.removesuffix(".md") in self._rows
            if path not in self._kept and not page and not path.startswith(folders):
                (self.docs / path).unlink()
        for folder, _, _ in sorted(os.walk(self.docs), reverse=True):
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()

    # --- the end ----------------------------------------------------------------------------------------------------------------

    def broken_links(self) -> Iterator[tuple[str, str]]:
        """Links that lead nowhere: the page, and where it would lead."""
        for path, row in self._rows.items():
            for link in row["links"].split():
                page, _, anchor = link.partition("#")
                to = self._rows.get(page)
                if to is None or (anchor and f" {anchor} " not in to["ids"]):
                    yield path, link.rstrip("#")

    def keep(self) -> None:
        """The site has been published: the next build may take over from it."""
        for path, row in self._rows.items():
            if "html" in row and path not in self._reused:
                self.store.put(PAGE, path, json.dumps(row, separators=(",", ":")).encode())
        self.store.keep_only(PAGE, self._rows)
        files = {path: row for path, row in self._files.items() if path in self._kept}
        for name, book in ((_SITE, self.mirror.states), (_FILES, files), (_FOLDERS, self._folders)):
            self.store.put(BOOKS, name, json.dumps(book, separators=(",", ":")).encode())
        self.store.commit()

    def _book(self, name: str) -> dict[str, Any]:
        data = self.store.get(BOOKS, name)
        return json.loads(data) if data else {}

    def _row(self, kind: str, name: str) -> Row | None:
        data = self.store.get(kind, name)
        return json.loads(data) if data else None


def _looks(text: str) -> Iterator[Look]:
    for line in filter(None, text.split("\n")):  # a name may hold any other line break
        table, _, name = line.partition(" ")
        yield table, name


def _settle(target: Path, data: bytes, was: State | None) -> State:
    """Write a file unless it is there already with these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return was if was and was[0] == digest and is_as(target, was) else made(os.fspath(target), data, digest)


def _states(folder: Path) -> list[list[Any]]:
    """Every file below a folder with size and time."""
    return [[path, (stat := (folder / path).stat()).st_size, stat.st_mtime_ns] for path in manifest.files(folder)]
