"""Hands pages to the room that pours them, in its own terms: leaves, and a sample of every kind of page that the site can have.

Never looks at documents: which kinds there are depends on the scheme of addresses and on the hand-written pages alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import NamedTuple

from builder import addresses
from builder.model import Heading, Lang, Page, Text
from builder.model import Kind as Sort
from builder.site.chrome import LEAST_CONTENTS, WITH_CONTENTS, Kind, Leaf, sample
from builder.site.pour import Sample
from builder.write.contents import contents
from builder.write.dimensions import DIMENSIONS
from builder.write.frontmatter import front, front_text
from builder.write.hrefs import page_url
from builder.write.html import normal_html
from builder.write.markdown import normal_markdown
from builder.write.notice import alternates
from builder.write.spans import normal
from builder.write.targets import ids, targets

# What can stand in a folder of documents or numbers: they themselves, lists, and what takes the place of one that is gone.
_SHEETS = ("notice.html", "number.html", "redirect.html", "page.html", "listing.html")
_TWO = (Heading(2, "a", (Text("a"),)), Heading(2, "b", (Text("b"),)))  # enough for a table of contents
_KINDS: tuple[Sort, ...] = ("document", "news")


class Sheet(NamedTuple):
    """A page as both writers wrote it: the Markdown that MkDocs reads, and what is poured."""

    markdown: str
    leaf: Leaf
    ids: Sequence[str]  # its places
    links: Sequence[str]  # page#place of every link within the site, sorted, each once


def sheet(page: Page, markdown: bool = True) -> Sheet:
    """Both forms of a page, from one normal form; without ``markdown`` only what is poured."""
    lines, meta = normal(page.blocks), front(page)
    text = f"{front_text(meta)}\n{normal_markdown(lines, page.path)}" if markdown else ""
    leaf = Leaf(page.path, page_url(page.path), meta, normal_html(lines, page.path), contents(lines))
    within = {f"{t.page or page.path}#{t.anchor or ''}" for t in targets(page, lines) if t.url is None and t.file is None}
    return Sheet(text, leaf, tuple(ids(lines)), sorted(within))


def all_samples(hand: Iterable[Page]) -> Iterator[Sample]:
    """A sample of every kind: many to a folder, one to an address, and the hand-written pages, which are ``hand``."""
    for page in _folders():
        for listed in (False, True) if page.template in WITH_CONTENTS else (False,):
            yield Sample(Kind(page.template, page.path.rpartition("/")[0], listed), False, partial(_sample, page, False, listed))
    for page in (*_lone(), *hand):
        listed = page.template in WITH_CONTENTS and len(contents(normal(page.blocks))) >= LEAST_CONTENTS
        yield Sample(Kind(page.template, page.path, listed), True, partial(_sample, page, True, listed))


def _sample(page: Page, alone: bool, listed: bool) -> tuple[Leaf, str]:
    written = sheet(sample(page, alone, listed))
    return written.leaf, written.markdown


def _folders() -> Iterator[Page]:
    for lang in addresses.LANGS:
        for template, kind in product(_SHEETS, _KINDS):
            yield _stub(template, {code: addresses.document("x", kind, code) for code in addresses.LANGS}, lang)
        for template in _SHEETS:
            yield _stub(template, {code: addresses.number("x", code) for code in addresses.LANGS}, lang)
        yield _stub("notice.html", {code: addresses.together("x", code) for code in addresses.LANGS}, lang)
        yield _stub("listing.html", {code: addresses.DEADLINES[code].replace("index", "x") for code in addresses.LANGS}, lang)
        for dimension in (*DIMENSIONS, "codes"):
            yield _stub("listing.html", {code: addresses.listing(dimension, "x", code) for code in addresses.LANGS}, lang)


def _lone() -> Iterator[Page]:
    yield _stub("root.html", {code: addresses.home(code) for code in addresses.LANGS}, "vi", "index")
    for lang in addresses.LANGS:
        yield _stub("home.html", {code: addresses.home(code) for code in addresses.LANGS}, lang)
        yield _stub("search.html", addresses.SEARCH, lang)
        for paths in (addresses.GLOSSARY, addresses.PROGRESS):
            yield _stub("listing.html", paths, lang)
        for kind in _KINDS:
            yield _stub("listing.html", {code: f"{addresses.documents(kind, code)}/index" for code in addresses.LANGS}, lang)
        yield _stub("listing.html", addresses.DEADLINES, lang)
        yield replace(_stub("page.html", addresses.DATA, lang), blocks=_TWO)
        for dimension in (*DIMENSIONS, "numbers", "codes"):
            yield _stub("listing.html", {code: addresses.index(dimension, code) for code in addresses.LANGS}, lang)


def _stub(template: str, paths: dict[Lang, str], lang: Lang, path: str | None = None) -> Page:
    return Page(path or paths[lang], template, "", "", "", lang, lang, alternates(paths["vi"], paths["en"]), (), ())
