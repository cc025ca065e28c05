"""Where the links of a page lead, and its places that a link may lead to, from its normal form. Never resolves or checks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.model import Cascade, Page, Target
from builder.write.spans import Frame, Grid, Line, List, Normal, Span


def targets(page: Page, lines: Iterable[Normal]) -> Iterator[Target]:
    """The target of every link in a page's body and facts; alternates too."""
    for alternate in page.alternates:
        yield Target(alternate.page)
    for fact in page.facts:
        for value in fact.values:
            if value.target:
                yield value.target
    for line in lines:
        if isinstance(line, Cascade):
            yield from (box.target for box in line.boxes if box.target)
        else:
            yield from (span.target for spans in _spans(line) for span in spans if span.target)


def _spans(line: Line | List | Grid | Frame) -> Iterable[tuple[Span, ...]]:
    match line:
        case List(items):
            return [item.spans for item in items]
        case Grid(header, rows):
            return [*header, *(cell for row in rows for cell in row)]
        case _:
            return (line.spans,)


def ids(lines: Iterable[Normal]) -> Iterator[str]:
    """The places of a page that a link may lead to."""
    for line in lines:
        if isinstance(line, List):
            yield from (item.id for item in line.items if item.id)
        elif not isinstance(line, Grid) and line.id:
            yield line.id
