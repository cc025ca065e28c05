"""Links of hand-written pages: each leads to a page and a place that exist, or its words stay without it. Never guesses a target."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from builder.model import Anchor, Block, Bullets, Cascade, Emphasis, Foreign, Heading, Inline, Page, Strong, Table, Target


def heading_ids(blocks: Iterable[Block]) -> frozenset[str]:
    """The places of a page that a link may name."""
    return frozenset(b.id for b in blocks if isinstance(b, Heading))


def mended(page: Page, pages: Collection[str], places: Mapping[str, Collection[str]]) -> tuple[Page, tuple[str, ...]]:
    """The page with every link that leads nowhere as plain words, and where those led.

    ``pages`` are the source paths of the whole site; ``places`` the headings of those pages whose headings a link may name.
    """
    links = _Links(page.path, pages, places)
    return replace(page, blocks=tuple(links.block(b) for b in page.blocks)), tuple(links.lost)


class _Links:
    def __init__(self, path: str, pages: Collection[str], places: Mapping[str, Collection[str]]) -> None:
        self.path, self.pages, self.places = path, pages, places
        self.lost: list[str] = []

    def block(self, block: Block) -> Block:
        match block:
            case Bullets(items):
                return Bullets(tuple(replace(item, content=self.content(item.content)) for item in items))
            case Table(header, rows):
                return Table(self.row(header), tuple(self.row(row) for row in rows))
            case Cascade():  # only pages of ours have drawings
                return block
            case _:
                return replace(block, content=self.content(block.content))

    def row(self, cells: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        return tuple(self.content(cell) for cell in cells)

    def content(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(part for inline in content for part in self.inline(inline))

    def inline(self, inline: Inline) -> tuple[Inline, ...]:
        if isinstance(inline, Strong | Emphasis | Foreign):
            return (replace(inline, content=self.content(inline.content)),)
        if not isinstance(inline, Anchor):
            return (inline,)
        target = self.target(inline.target)
        return (Anchor(target, inline.content),) if target else inline.content

    def target(self, target: Target) -> Target | None:
        """The target with its page's source path (``vi/van-ban`` is ``vi/van-ban/index``), or nothing."""
        if target.url or target.file:
            return target
        page = self.path if target.page is None else target.page
        found = next((p for p in (page, f"{page}/index".lstrip("/")) if p in self.pages), None)
        if found is None or (target.anchor and target.anchor not in self.places.get(found, ())):
            self.lost.append(f"/{target.page or ''}" + (f"#{target.anchor}" if target.anchor else ""))
            return None
        return target if target.page is None else replace(target, page=found)
