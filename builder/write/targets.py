"""Where the links of a page lead, from its tree. Never resolves or checks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.model import Anchor, Bullets, Cascade, Inline, Page, Table, Target, Text


def targets(page: Page) -> Iterator[Target]:
    """The target of every link in a page's body and facts, in order; alternates too."""
    for alternate in page.alternates:
        yield Target(alternate.page)
    for fact in page.facts:
        yield from (value.target for value in fact.values if value.target)
    for block in page.blocks:
        match block:
            case Bullets(items):
                for item in items:
                    yield from _inside(item.content)
            case Table(header, rows):
                for cell in (*header, *(cell for row in rows for cell in row)):
                    yield from _inside(cell)
            case Cascade(boxes=boxes):
                yield from (box.target for box in boxes if box.target)
            case _:
                yield from _inside(block.content)


def _inside(content: Iterable[Inline]) -> Iterator[Target]:
    for inline in content:
        if isinstance(inline, Text):
            continue
        if isinstance(inline, Anchor):
            yield inline.target
        yield from _inside(inline.content)
