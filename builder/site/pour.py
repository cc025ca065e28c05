"""Pages poured into frames: MkDocs renders one sample of each kind, every page's own words are set into it here.

The result is what MkDocs would have made of the page, byte for byte (a test). Never asks what a page says.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from builder.site.chrome import PARTS, ChromeError, Kind, Leaf, Shell, fill, kind, split
from builder.site.partials import Partials
from builder.site.render import render

_PROGRAMS = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")
_ENV = re.compile(r"!ENV\s*(?:\[\s*)?([A-Z_]+)")


class Sample(NamedTuple):
    """A page with sentinels, as both writers wrote it. ``alone``: its frame is for its own path only."""

    leaf: Leaf
    markdown: str
    alone: bool


class RenderError(Exception):
    """MkDocs failed; the argument is what it said."""


class Pourer:
    """Pours pages into the frames of one site. ``statics`` holds what MkDocs copies beside pages; ``fingerprint`` names the frames."""

    def __init__(self, shells: Mapping[Kind, Shell], alone: frozenset[str], partials: Partials, statics: Path, fingerprint: str) -> None:
        self._shells, self._alone, self._partials = shells, alone, partials
        self.statics, self.fingerprint = statics, fingerprint

    def page(self, leaf: Leaf) -> str:
        """The whole HTML of a page. Raises ChromeError for a kind that has no frame: then a sample is missing."""
        own = kind(leaf, self._alone)
        shell = self._shells.get(own)
        if shell is None:
            raise ChromeError(f"{leaf.path}: no sample of {own.template} in {own.place}{' with contents' if own.contents else ''}")
        return fill(shell, leaf, _parts(self._partials, leaf, own.contents))

    def sitemap(self, leaves: Iterable[tuple[str, Mapping[str, Any]]], site_url: str) -> str:
        """Written from the template that MkDocs uses; ``leaves`` are source paths with front matter, in any order."""
        listed = ({"page": {"meta": meta, "canonical_url": site_url + address(path)}} for path, meta in sorted(leaves, key=_walked))
        return "".join(self._partials.sitemap(listed))


def address(path: str) -> str:
    """The URL of a source path: MkDocs' directory URLs."""
    return "" if path == "index" else f"{path.removesuffix('/index')}/"


def _walked(leaf: tuple[str, Mapping[str, Any]]) -> tuple[tuple[int, bool, str], ...]:
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


def prepare(config: Path, folder: Path, site_url: str, samples: Sequence[Sample]) -> Pourer:
    """Frames for every kind of page, from ``folder`` if they are there and whole, else rendered by MkDocs now.

    Raises RenderError when MkDocs fails and ChromeError when a frame is not as it must be.
    """
    overrides = config.parent / "overrides"
    fingerprint = _fingerprint(config, overrides, site_url, samples)
    if not _kept(folder, fingerprint):
        _render(config, folder, site_url, samples, fingerprint)
    partials = Partials(overrides, site_url)
    alone = frozenset(s.leaf.path for s in samples if s.alone)
    shells: dict[Kind, Shell] = {}
    for sample in samples:
        own = kind(sample.leaf, alone)
        html = (folder / "frames" / sample.leaf.url / "index.html").read_text(encoding="utf-8")
        shells[own] = split(html, sample.leaf, _parts(partials, sample.leaf, own.contents), sample.alone)
    return Pourer(shells, alone, partials, folder / "statics", fingerprint)


def _render(config: Path, folder: Path, site_url: str, samples: Sequence[Sample], fingerprint: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for sample in samples:
        target = folder / "docs" / f"{sample.leaf.path}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(sample.markdown, encoding="utf-8", newline="\n")
    statics, frames = folder / "statics", folder / "frames"
    rendered = render(config, folder / "docs", statics, site_url)
    if not rendered.ok:
        raise RenderError(rendered.said)
    for sample in samples:
        target = frames / sample.leaf.url / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        (statics / sample.leaf.url / "index.html").replace(target)
    (statics / "sitemap.xml").unlink(missing_ok=True)
    for empty in sorted((p for p in statics.rglob("*") if p.is_dir() and not any(p.rglob("*.*"))), reverse=True):
        empty.rmdir()
    (folder / "frames.json").write_text(json.dumps({"fingerprint": fingerprint, "files": _hashes(folder)}), encoding="utf-8")


def _kept(folder: Path, fingerprint: str) -> bool:
    """Whether the frames of this fingerprint are there, every byte of them."""
    try:
        kept = json.loads((folder / "frames.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(kept, dict) and kept.get("fingerprint") == fingerprint and kept.get("files") == _hashes(folder)


def _hashes(folder: Path) -> dict[str, str]:
    found = (p for part in ("frames", "statics") for p in sorted((folder / part).rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def _fingerprint(config: Path, overrides: Path, site_url: str, samples: Iterable[Sample]) -> str:
    """Everything that a frame depends on: configuration, templates, programs (this room too), address, samples."""
    digest = hashlib.sha256()
    settings = config.read_text(encoding="utf-8")
    environment = {name: os.environ.get(name, "") for name in sorted(set(_ENV.findall(settings)) - {"SITE_URL"})}
    programs = {name: version(name) for name in _PROGRAMS}
    digest.update(json.dumps([settings, site_url, environment, programs, [(s.leaf.path, s.markdown) for s in samples]]).encode())
    here = Path(__file__).parent
    files = [(path.relative_to(overrides).as_posix(), path) for path in overrides.rglob("*") if path.is_file()]
    for name, path in sorted((*files, *((f"site/{p.name}", p) for p in here.glob("*.py")))):
        data = path.read_bytes()
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
