"""Where written pages go: Markdown into the folder that MkDocs reads, and HTML, poured, into the site that is being made.

What has not changed since the last build is taken over from there, if it is still what was written then. Without a pourer MkDocs
renders the Markdown itself: the reference that pouring is compared with. Never decides what is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.delivery import Delivery, finish
from builder.frames import Sheet
from builder.model import Page
from builder.site import manifest, publish, sitemap
from builder.site.pour import Pourer, RenderError
from builder.site.render import render
from builder.site.store import Store
from builder.trace import Look, Trace
from builder.write.hrefs import page_url
from builder.write.targets import targets
from builder.write.verify import ids

PAGE, FILE = "page", "file"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
Row = dict[str, Any]
"""What is kept of a page. Long lists are one string each: a hundred thousand rows are read by every build."""
State = list[Any]
"""A written file: its SHA-256, size, and time of writing in nanoseconds."""


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
    fresh: Path = field(init=False)
    _rows: dict[str, Row] = field(default_factory=dict)
    _hashes: dict[str, str] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    _folders: set[str] = field(default_factory=set)
    _reused: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fresh = publish.fresh(self.site)

    def clear(self) -> None:
        """A fresh folder for the site. The folder of Markdown stays: what does not belong there goes at the end."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir(parents=True)
        for known in (self._rows, self._hashes, self._kept, self._folders, self._reused):
            known.clear()

    # --- pages --------------------------------------------------------------------------------------------------------------

    def reused(self, path: str, key: str, trace: Trace) -> Row | None:
        """What is kept of the page if it says what a new one would, and is still there; then it is taken over."""
        row = self._row(PAGE, path)
        if self.pourer is None or row is None or row["key"] != self._own(key):
            return None
        if trace.digest(_looks(row["looks"])) != row["found"]:
            return None
        target = page_url(path) + "index.html"
        if not (self._has_markdown(path, row) and _is(f"{self.site}/{target}", row["html"])):
            return None
        self._take(target, row["html"])
        self._rows[path] = row
        self._reused.add(path)
        return row

    def _has_markdown(self, path: str, row: Row) -> bool:
        return not self.markdown or (row["md"] is not None and _is(f"{self.docs}/{path}.md", row["md"]))

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
        links = sorted({f"{t.page or page.path}#{t.anchor or ''}" for t in targets(page) if t.url is None and t.file is None})
        why = {"key": self._own(key), "looks": "\n".join(map(" ".join, looks)), "found": found}
        row = {**why, "md": markdown, "meta": meta, "links": " ".join(links), "ids": f" {' '.join(ids(page))} "}
        if self.pourer:
            row["html"] = self._put(made.leaf.url + "index.html", self.pourer.page(made.leaf).encode(), old.get("html"))
        return row

    def accept(self, path: str, row: Row) -> None:
        """A page that was written, into the books."""
        self._rows[path] = row
        if "html" in row:
            self._hashes[f"{page_url(path)}index.html"] = row["html"][0]

    def _own(self, key: str) -> str:
        return f"{key} {self.pourer.fingerprint if self.pourer else ''}"

    def _source(self, path: str) -> Path:
        return self.docs / f"{path}.md"

    # --- files ------------------------------------------------------------------------------------------------------------------

    def static(self, path: str, data: bytes) -> None:
        """A file that is no page, for MkDocs to copy and for the site."""
        row = self._row(FILE, path) or {}
        state = _settle(self.docs / path, data, row.get("source"))
        if state is not row.get("source"):
            self._note(path, {"source": state})
        self._kept.add(path)

    def made(self, path: str, key: str, make: Callable[[], bytes]) -> None:
        """The same of a file that need not be made again while its key is the same and it is still there."""
        row = self._row(FILE, path) or {}
        self._kept.add(path)
        if key and row.get("key") == key and _is(self.docs / path, row["source"]):
            return
        state = _settle(self.docs / path, make(), row.get("source"))
        kept = {"html": row["html"]} if state is row.get("source") and "html" in row else {}
        self._note(path, {"key": key, "source": state, **kept})

    def read(self, path: str) -> bytes:
        """A file that was written, by this build or an earlier one."""
        return (self.docs / path).read_bytes()

    def folder(self, path: str, key: str) -> bool:
        """Whether a folder of files under ``docs`` was written under this key and is still as it was written."""
        self._kept.add(path)
        row = self._row(FILE, path)
        return row is not None and row["key"] == key and row["states"] == _states(self.docs / path)

    def filled(self, path: str, key: str) -> None:
        """A folder of files has been written under this key."""
        self._note(path, {"key": key, "states": _states(self.docs / path)})

    def finish(self, folders: Sequence[str]) -> None:
        """Everything that is no page, into the site: from the frames and from the folder of Markdown, ``folders`` whole.

        Raises RenderError where MkDocs fails.
        """
        self._tidy(tuple(f"{folder}/" for folder in folders))
        if self.pourer is None:
            rendered = render(self.config, self.docs, self.fresh, self.site_url)
            if not rendered.ok:
                raise RenderError(rendered.said)
        else:
            for folder in (self.pourer.statics, self.docs):
                for path in manifest.files(folder):
                    if not path.endswith(".md"):
                        self._copy(folder / path, path)
            self.pourer.sitemap([(path, row["meta"]) for path, row in self._rows.items()], self.site_url, self.fresh / "sitemap.xml")
        sitemap.split(self.fresh, self.site_url)
        finish(self.fresh, self.site, self._hashes, self.commit, self.delivery)

    def _tidy(self, folders: tuple[str, ...]) -> None:
        """What this build did not write is not in the folder of Markdown, as if it had begun empty."""
        for path in list(manifest.files(self.docs)):
            page = self.markdown and path.removesuffix(".md") in self._rows
            if path not in self._kept and not page and not path.startswith(folders):
                (self.docs / path).unlink()
        for folder, _, _ in sorted(os.walk(self.docs), reverse=True):
            if not any(Path(folder).iterdir()):
                Path(folder).rmdir()

    def _copy(self, source: Path, path: str) -> None:
        row = self._row(FILE, path) or {}
        was, now = row.get("html"), row.get("source")
        self._kept.add(path)
        if was and now and _is(source, now) and _is(f"{self.site}/{path}", was):
            self._take(path, was)
            return
        data = source.read_bytes()
        state = source.stat()
        html = self._put(path, data, was)
        self._note(path, {**row, "source": [html[0], state.st_size, state.st_mtime_ns], "html": html})

    def _put(self, path: str, data: bytes, was: State | None) -> State:
        """Into the fresh site; the same file of the published site if it has the same bytes."""
        digest = hashlib.sha256(data).hexdigest()
        if was and was[0] == digest and _is(self.site / path, was):
            self._take(path, was)
            return was
        state = _made(f"{self.fresh}/{path}", data, digest)
        self._hashes[path] = digest
        return state

    def _take(self, path: str, state: State) -> None:
        """A file of the published site, by another name where the system can. Nothing ever writes into such a file."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self.fresh / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        try:
            os.link(f"{self.site}/{path}", f"{self.fresh}/{path}")
        except OSError:
            shutil.copy2(self.site / path, self.fresh / path)
        self._hashes[path] = state[0]

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
        self.store.keep_only(FILE, self._kept)
        self.store.commit()

    def _note(self, path: str, row: Row) -> None:
        self.store.put(FILE, path, json.dumps(row).encode())

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
    return was if was and was[0] == digest and _is(target, was) else _written(target, data, digest)


def _written(target: Path, data: bytes, digest: str) -> State:
    """A new file, never a change of an old one: that may have another name in a published site."""
    target.unlink(missing_ok=True)
    return _made(os.fspath(target), data, digest)


def _made(target: str, data: bytes, digest: str) -> State:
    """A file where there is none, its folder too."""
    try:
        handle = os.open(target, _NEW, 0o666)
    except FileExistsError:  # a process that was killed had written it, or a part of it
        os.unlink(target)  # noqa: PTH108
        handle = os.open(target, _NEW, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 (as below: paths of strings, twice for every page)
        handle = os.open(target, _NEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        state = os.fstat(handle)
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from error
    finally:
        os.close(handle)
    return [digest, state.st_size, state.st_mtime_ns]


def _is(path: Path | str, state: State) -> bool:
    """Whether a file is still the one that was written: size and time tell, so that a build need not read everything."""
    try:
        found = os.stat(path)  # noqa: PTH116 (twice for every page of every build: a Path costs as much as the look itself)
    except OSError:
        return False
    return [found.st_size, found.st_mtime_ns] == state[1:]


def _states(folder: Path) -> list[State]:
    """Every file below a folder with size and time."""
    return [[path, (stat := (folder / path).stat()).st_size, stat.st_mtime_ns] for path in manifest.files(folder)]
