"""Pages poured into frames: MkDocs renders one sample of each kind, every page's own words are set into it here.

The result is what MkDocs would have made of the page, byte for byte (a test). Never asks what a page says.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from builder.site.chrome import PARTS, ChromeError, Kind, Leaf, Shell, fill, kind, split
from builder.site.partials import Partials
from builder.site.render import render

_PROGRAMS = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")
_LIST = "frames.json"
_ENV = re.compile(r"!ENV\s*(?:\[\s*)?([A-Z_]+)")


class Sample(NamedTuple):
    """A page with sentinels. ``make`` gives it as both writers write it; ``alone``: its frame is for its own path only."""

    kind: Kind
    alone: bool
    make: Callable[[], tuple[Leaf, str]]


class RenderError(Exception):
    """MkDocs failed; the argument is what it said."""


class Pourer:
    """Pours pages into the frames of one site. ``statics`` holds what MkDocs copies beside pages; ``fingerprint`` names the frames."""

    def __init__(self, samples: Iterable[Sample], partials: Partials, folder: Path, fingerprint: str) -> None:
        self._samples = {sample.kind: sample for sample in samples}
        self._alone = frozenset(sample.kind.place for sample in self._samples.values() if sample.alone)
        self._shells: dict[Kind, Shell] = {}
        self._partials, self._frames = partials, folder / "frames"
        self.statics, self.fingerprint = folder / "statics", fingerprint

    def page(self, leaf: Leaf) -> str:
        """The whole HTML of a page. Raises ChromeError for a kind that has no frame: then a sample is missing."""
        own = kind(leaf, self._alone)
        if own not in self._samples:
            raise ChromeError(f"{leaf.path}: no sample of {own.template} in {own.place}{' with contents' if own.contents else ''}")
        return fill(self._shell(own), leaf, _parts(self._partials, leaf, own.contents))

    def approve(self) -> None:
        """Split every frame. Raises ChromeError when one is not as it must be."""
        for own in self._samples:
            self._shell(own)

    def _shell(self, own: Kind) -> Shell:
        """Split when it is first needed: a small build needs a few of a hundred."""
        if own not in self._shells:
            sample = self._samples[own]
            leaf, _ = sample.make()
            html = (self._frames / leaf.url / "index.html").read_text(encoding="utf-8")
            self._shells[own] = split(html, leaf, _parts(self._partials, leaf, own.contents), sample.alone)
        return self._shells[own]

    def sitemap(self, leaves: Iterable[tuple[str, tuple[str, Iterable[tuple[str, str]]]]], site_url: str) -> str:
        """Written from the template that MkDocs uses; ``leaves`` are source paths with template and alternates (language, address)."""
        listed = ({"page": {"meta": _meta(*said), "canonical_url": site_url + address(path)}} for path, said in sorted(leaves, key=_walked))
        return "".join(self._partials.sitemap(listed))


def _meta(template: str, alternates: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """As much of a page's front matter as a sitemap needs."""
    return {"template": template, "alternates": [{"lang": lang, "href": href} for lang, href in alternates]}


def address(path: str) -> str:
    """The URL of a source path: MkDocs' directory URLs."""
    return "" if path == "index" else f"{path.removesuffix('/index')}/"


def _walked(leaf: tuple[str, object]) -> tuple[tuple[int, bool, str], ...]:
    """The order in which MkDocs comes across sources: a folder's files first, ``index`` before all, then its folders."""
    *folders, name = leaf[0].split("/")
    return (*((1, True, folder) for folder in folders), (0, name != "index", f"{name}.md"))


def _parts(partials: Partials, leaf: Leaf, contents: bool) -> dict[str, str]:
    """The parts of a page that its template includes, by name."""
    names = (name for name in PARTS.get(leaf.meta["template"], ()) if name != "contents" or contents)
    try:
        return partials.render(names, leaf.meta, leaf.url, leaf.toc)
    except KeyError as error:
        raise ChromeError(f"{leaf.path}: a template asks for {error}, which is in no front matter") from error


# --- the frames -------------------------------------------------------------------------------------------------------------------


def prepare(config: Path, folder: Path, site_url: str, samples: Iterable[Sample], stamp: str) -> Pourer:
    """Frames for every kind of page, from ``folder`` if they are there and whole, else rendered by MkDocs now.

    ``stamp`` stands for all that the samples say. Raises RenderError when MkDocs fails and ChromeError when a frame is not as it must be.
    """
    overrides, samples = config.parent / "overrides", tuple(samples)
    fingerprint = _fingerprint(config, overrides, site_url, stamp)
    pourer = Pourer(samples, Partials(overrides, site_url), folder, fingerprint)
    if not _kept(folder, fingerprint):
        _render(config, folder, site_url, [sample.make() for sample in samples])
        pourer.approve()
        (folder / _LIST).write_text(json.dumps({"fingerprint": fingerprint, "files": _hashes(folder)}), encoding="utf-8")
    return pourer


def _render(config: Path, folder: Path, site_url: str, samples: Sequence[tuple[Leaf, str]]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for leaf, markdown in samples:
        target = folder / "docs" / f"{leaf.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(markdown, encoding="utf-8", newline="\n")
    statics, frames = folder / "statics", folder / "frames"
    rendered = render(config, folder / "docs", statics, site_url)
    if not rendered.ok:
        raise RenderError(rendered.said)
    for leaf, _ in samples:
        target = frames / leaf.url / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        (statics / leaf.url / "index.html").replace(target)
    (statics / "sitemap.xml").unlink(missing_ok=True)
    for empty in sorted((p for p in statics.rglob("*") if p.is_dir() and not any(p.rglob("*.*"))), reverse=True):
        empty.rmdir()


def _kept(folder: Path, fingerprint: str) -> bool:
    """Whether the frames of this fingerprint are there, every byte of them."""
    try:
        kept = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(kept, dict) and kept.get("fingerprint") == fingerprint and kept.get("files") == _hashes(folder)


def _hashes(folder: Path) -> dict[str, str]:
    found = (p for part in ("frames", "statics") for p in sorted((folder / part).rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def _fingerprint(config: Path, overrides: Path, site_url: str, stamp: str) -> str:
    """Everything that a frame depends on: configuration, templates, programs (this room too), address, samples."""
    digest = hashlib.sha256()
    settings = config.read_text(encoding="utf-8")
    environment = {name: os.environ.get(name, "") for name in sorted(set(_ENV.findall(settings)) - {"SITE_URL"})}
    programs = {name: version(name) for name in _PROGRAMS}
    digest.update(json.dumps([settings, site_url, environment, programs, stamp]).encode())
    here = Path(__file__).parent
    files = [(path.relative_to(overrides).as_posix(), path) for path in overrides.rglob("*") if path.is_file()]
    for name, path in sorted((*files, *((f"site/{p.name}", p) for p in here.glob("*.py")))):
        data = path.read_bytes()
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
