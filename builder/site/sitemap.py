"""A sitemap of more pages than a search engine takes, cut into several under one index. Knows nothing of pages but their lines."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

MOST = 50_000  # addresses in one file: sitemaps.org
NAME = "sitemap.xml"
_ENTRY = re.compile(r"\s*<url>.*?</url>", re.DOTALL)


def split(site: Path, site_url: str, most: int = MOST) -> int:
    """Leaves ``sitemap.xml`` as it is, or makes it the index of ``sitemap-1.xml`` and so on. Returns the number of files of entries."""
    whole = (site / NAME).read_text(encoding="utf-8")
    entries = _ENTRY.findall(whole)
    if len(entries) <= most:
        return 1
    head, tail = whole[: whole.index("<url>")].rstrip(), "\n</urlset>\n"
    parts = [entries[at : at + most] for at in range(0, len(entries), most)]
    for n, part in enumerate(parts, 1):
        _write(site / f"sitemap-{n}.xml", head + "".join(part) + tail)
    listed = "".join(f"  <sitemap><loc>{escape(site_url)}sitemap-{n}.xml</loc></sitemap>\n" for n in range(1, len(parts) + 1))
    index = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    _write(site / NAME, f'<?xml version="1.0" encoding="UTF-8"?>\n{index}\n{listed}</sitemapindex>\n')
    return len(parts)


def _write(path: Path, text: str) -> None:
    """A new file, never a change of an old one: that may have another name in a published site."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
