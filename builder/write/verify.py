"""A last look at a page before it is written: one title first, no id twice, only the tags that we write. Never mends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from builder.model import Heading, Page
from builder.write.sanitise import second_wall


def faults(page: Page, html: str, ids: Sequence[str]) -> Iterator[str]:
    """What is wrong with a page; nothing for a good one. A fault is a mistake of ours, whatever the document says.

    ``html`` is the page's body as it was written, ``ids`` are the places in it.
    """
    titles = [b for b in page.blocks if type(b) is Heading and b.level == 1]
    if len(titles) != 1 or page.blocks[0] is not titles[0] or titles[0].id != "top":
        yield "h1"
    if len(set(ids)) < len(ids):
        yield f"id {Counter(ids).most_common(1)[0][0]}"
    if not second_wall(html):
        yield "html"
