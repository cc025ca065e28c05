"""A sitemap of more pages than a search engine takes, cut into several under one index. Knows nothing of pages but their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

MOST = 50_000  # addresses in one file: sitemaps.org
NAME = "sitemap.xml"
IS = re.compile(r"sitemap(?:-[0-9]+)?\.xml")  # a file of it
_ENTRY = re.compile(r"\s*<url>.*?</url>", re.DOTALL)


def split(site: Path, site_url: str, most: int = MOST) -> int:
    """Leaves ``sitemap.xml`` as it is, or makes it the index of ``sitemap-1.xml`` and so on. Returns the number of files of entries."""
    files = tuple(parts((site / NAME).read_text(encoding="utf-8"), site_url, most))
    for name, text in files:
        (site / name).write_text(text, encoding="utf-8", newline="\n")
    return max(1, len(files) - 1)


def parts(whole: str, site_url: str, most: int = MOST) -> Iterator[tuple[str, str]]:
    """The files of a sitemap by name: it alone, or its parts and their index."""
    if whole.count("<url>") <= most:
        yield NAME, whole
        return
    entries = _ENTRY.findall(whole)
    head, tail = whole[: whole.index("<url>")].rstrip(), "\n</urlset>\n"
    cut = [entries[at : at + most] for at in range(0, len(entries), most)]
    for n, part in enumerate(cut, 1):
        yield f"sitemap-{n}.xml", head + "".join(part) + tail
    listed = "".join(f"  <sitemap><loc>{escape(site_url, quote=False)}sitemap-{n}.xml</loc></sitemap>\n" for n in range(1, len(cut) + 1))
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    yield NAME, f'<?xml version="1.0" encoding="UTF-8"?>\n{index}\n{listed}</sitemapindex>\n'
