"""A last look at a page before it is written: one title first, no id twice, only the tags that we write. Never mends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from builder.model import Bullets, Heading, Page
from builder.write.html import blocks_html
from builder.write.sanitise import second_wall


def faults(page: Page, html: str | None = None) -> Iterator[str]:
    """What is wrong with a page; nothing for a good one. A fault is a mistake of ours, whatever the document says.

    ``html`` is the page's body where it has been written already.
    """
    titles = [b for b in page.blocks if isinstance(b, Heading) and b.level == 1]
    if len(titles) != 1 or page.blocks[0] is not titles[0] or titles[0].id != "top":
        yield "h1"
    twice = [ident for ident, count in Counter(ids(page)).items() if count > 1]
    if twice:
        yield f"id {twice[0]}"
    if not second_wall(blocks_html(page.blocks, page.path) if html is None else html):
        yield "html"


def ids(page: Page) -> Iterator[str]:
    """The places of a page that a link may lead to."""
    for block in page.blocks:
        if isinstance(block, Bullets):
            yield from (item.id for item in block.items if item.id)
        elif ident := getattr(block, "id", None):
            yield str(ident)
